/* SPDX-License-Identifier: Apache-2.0 */
/* Compiling the expressions of a definition, each where it stands. */
#include "flow/site.h"

/* To ask a condition is a step, or conditions that ask one another twice would double their cost unseen. */
static bool condition(void *self, uint16_t c, uint32_t *steps)
{
    struct hf_site *site = self;
    const struct hf_expr *expr = hf_compile_condition(site, c);
    site->broken = expr == NULL;
    if (site->broken)
        return false;
    *steps = expr->steps + 1;
    return true;
}

void hf_site_init(struct hf_site *site, struct hf_reader *r, uint16_t k, uint16_t event,
                  const uint64_t *present)
{
    *site = (struct hf_site){.r = r, .number = ++r->places};
    site->scope = (struct hf_scope){.flow = r->flow,
                                    .arena = r->arena,
                                    .kind = k,
                                    .event = event,
                                    .present = present,
                                    .condition = condition,
                                    .self = site};
}

const uint64_t *hf_presence_all(struct hf_reader *r, uint16_t k)
{
    size_t words = r->presence[k].words;
    uint64_t *bits = HF_NEW(r->arena, uint64_t, words);
    memset(bits, 0xFF, words * sizeof *bits);
    return bits;
}

void hf_site_know(struct hf_site *site, const struct hf_str *path, size_t paths)
{
    for (size_t i = 0; i < paths && site->paths < HF_PATHS_MAX; i++)
        site->path[site->paths++] = path[i];
    if (paths > 0)
        site->number = ++site->r->places;
}

void hf_site_know_datum(struct hf_site *site, uint16_t datum)
{
    struct hf_buf path = hf_buf_in(site->r->arena, 32);
    hf_buf_put(&path, HF_STR("data."));
    hf_buf_put(&path, site->r->kind[site->scope.kind].data->member[datum].name);
    struct hf_str known = hf_buf_str(&path);
    hf_site_know(site, &known, 1);
}

static unsigned rule_of(enum hf_word word)
{
    if (word == HF_WORD_expr_absent_read)
        return 9;
    return word == HF_WORD_expr_personal ? 22 : 8;
}

static unsigned hex_value(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

/* The sign written at `at` in a JSON text that passed the gate: how many bytes stand there, and for how many.
 */
struct written {
    size_t bytes, stands_for;
};

static struct written written(struct hf_str text, size_t at)
{
    unsigned point = 0;
    if (text.at[at] != '\\' || text.at[at + 1] != 'u')
        return (struct written){text.at[at] == '\\' ? 2 : 1, 1};
    for (size_t i = at + 2; i < at + 6; i++)
        point = point << 4 | hex_value(text.at[i]);
    if ((point & 0xF800) == 0xD800) /* the first half of a pair */
        return (struct written){12, 4};
    return (struct written){6, point < 0x80 ? 1 : point < 0x800 ? 2 : 3};
}

/* The place of the fault is the text's first byte after the quote, and then the column, which counts the
 * bytes that the text stands for: an escape is longer than what it means. */
static void note(struct hf_reader *r, const struct hf_json *text, const struct hf_err *err)
{
    int64_t column = 1;
    size_t at = text->offset + 1;
    (void)hf_str_i64(hf_str_of(err->where), &column);
    for (size_t left = (size_t)column - 1; left > 0;) {
        struct written sign = written(r->text, at);
        at += sign.bytes;
        left -= sign.stands_for < left ? sign.stands_for : left;
    }
    hf_find_at(r, rule_of(err->word), at, err->word, hf_str_of(err->arg[0]), hf_str_of(err->arg[1]));
}

const struct hf_expr *hf_compile(struct hf_site *site, const struct hf_json *text,
                                 const struct hf_type *wanted)
{
    struct hf_expr_scope scope = hf_scope_of(&site->scope);
    const struct hf_expr *expr = NULL;
    struct hf_err err;
    if (text == NULL || text->kind != HF_JSON_TEXT || hf_read_full(site->r, text))
        return NULL;
    scope.present = site->path;
    scope.present_count = site->paths;
    site->broken = false;
    bool good = hf_expr_compile(&scope, text->is.text, wanted, site->r->arena, &expr, &err) == HF_OK &&
                hf_expr_constants(expr, site->r->arena, &err) == HF_OK;
    if (!good && !site->broken)
        note(site->r, text, &err);
    return expr;
}

const struct hf_expr *hf_compile_instances(struct hf_site *site, const struct hf_json *text, uint16_t *kind)
{
    const struct hf_expr *expr = hf_compile(site, text, NULL);
    *kind = HF_NONE;
    if (expr == NULL)
        return NULL;
    const struct hf_type *type = expr->type.sort == HF_SORT_LIST ? expr->type.item : &expr->type;
    if (type != NULL && type->sort == HF_SORT_INSTANCE)
        *kind = (uint16_t)type->id;
    else
        hf_find(site->r, 8, text, HF_WORD_flow_instances_wanted, HF_STR_NONE, HF_STR_NONE);
    return expr;
}

static const struct hf_json *condition_json(const struct hf_site *site, uint16_t c)
{
    const struct hf_json *all = hf_member_object(site->r->kind_json[site->scope.kind], "conditions");
    return hf_member_text(&all->is.object.member[c].value, "is");
}

/* In a condition the names of the branch that uses it (it, key, ids) are not known. */
static const struct hf_expr *compile_anew(struct hf_site *site, uint16_t c)
{
    struct hf_scope saved = site->scope;
    const struct hf_type none = {.sort = HF_SORT_ABSENT};
    site->scope.it = site->scope.key = site->scope.ids = none;
    const struct hf_expr *expr = hf_compile(site, condition_json(site, c), &hf_type_bool);
    site->scope = saved;
    return expr;
}

const struct hf_expr *hf_compile_condition(struct hf_site *site, uint16_t c)
{
    struct hf_reader *r = site->r;
    const struct hf_kind *kind = &r->kind[site->scope.kind];
    struct hf_condition_use *use = &r->condition_use[site->scope.kind][c];
    const struct hf_expr **kept =
        &kind->condition[c].is[site->scope.event == HF_NONE ? kind->events : site->scope.event];
    if (use->open) {
        hf_find(r, 8, condition_json(site, c), HF_WORD_flow_condition_circle, kind->condition[c].name,
                HF_STR_NONE);
        return NULL;
    }
    if (use->place == site->number)
        return use->good ? *kept : NULL;
    use->open = true;
    const struct hf_expr *expr = compile_anew(site, c);
    *use = (struct hf_condition_use){.good = expr != NULL, .place = site->number};
    if (expr != NULL)
        *kept = expr;
    return expr;
}

struct hf_basis_uses hf_compile_orders(struct hf_site *site, struct hf_basis_uses uses)
{
    static const struct hf_type order = {.sort = HF_SORT_ENTRY, .id = HF_REF_ORDER};
    const struct hf_json *bases = hf_member_object(site->r->json, "bases");
    struct hf_basis_use *use = HF_NEW(site->r->arena, struct hf_basis_use, uses.count + 1u);
    for (uint16_t i = 0; i < uses.count; i++) {
        const struct hf_basis *basis = &site->r->flow->basis[uses.at[i].basis];
        const struct hf_json *json = &bases->is.object.member[uses.at[i].basis].value;
        use[i] = uses.at[i];
        if (basis->kind == HF_BASIS_ORDER)
            use[i].order = hf_compile(site, hf_member_text(json, "order"), &order);
    }
    return (struct hf_basis_uses){use, uses.count};
}
