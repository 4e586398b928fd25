/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a value fit its shape? Every fault becomes a line of the failure's details, with its path: people who
 * fill in a form are told all at once. Recursion follows the shape, whose depth its own file bounds.
 */
#include "flow/shape.h"

#include "base/id.h"
#include "base/money.h"
#include "base/when.h"
#include "flow/flow.h"
#include "flow/pattern.h"
#include "flow/uri.h"
#include "record/scan.h"

/* Recursion follows the shape, whose depth read_shape.c bounds. NOLINTBEGIN(misc-no-recursion) */

enum reason {
    REQUIRED,
    UNKNOWN,
    KIND,
    CHOICE,
    LENGTH,
    SHORT,
    PATTERN,
    RANGE,
    LOW,
    HIGH,
    ITEMS,
    TWICE,
    EVENT
};
/* {0} and {1} stand for the numbers or the list given with the fault. */
static const struct hf_text reasons[] = {
    [REQUIRED] = {{HF_STR_INIT("is required"), HF_STR_INIT("est obligatoire")}},
    [UNKNOWN] = {{HF_STR_INIT("is not a member known here"), HF_STR_INIT("n'est pas un membre connu ici")}},
    [KIND] = {{HF_STR_INIT("must be {0}"), HF_STR_INIT("doit être {0}")}},
    [CHOICE] = {{HF_STR_INIT("must be one of: {0}"), HF_STR_INIT("doit être l'une des valeurs : {0}")}},
    [LENGTH] = {{HF_STR_INIT("must have {0} to {1} characters"),
                 HF_STR_INIT("doit avoir de {0} à {1} caractères")}},
    [SHORT] = {{HF_STR_INIT("must have at least {0} characters"),
                HF_STR_INIT("doit avoir au moins {0} caractères")}},
    [LOW] = {{HF_STR_INIT("must be {0} or more"), HF_STR_INIT("doit être {0} ou plus")}},
    [HIGH] = {{HF_STR_INIT("must be {1} or less"), HF_STR_INIT("doit être {1} ou moins")}},
    [PATTERN] = {{HF_STR_INIT("must look like {0}"), HF_STR_INIT("doit avoir la forme {0}")}},
    [RANGE] = {{HF_STR_INIT("must lie between {0} and {1}"),
                HF_STR_INIT("doit être compris entre {0} et {1}")}},
    [ITEMS] = {{HF_STR_INIT("must have {0} to {1} items"), HF_STR_INIT("doit avoir de {0} à {1} éléments")}},
    [TWICE] = {{HF_STR_INIT("stands there twice"), HF_STR_INIT("figure deux fois")}},
    [EVENT] = {{HF_STR_INIT("is no event that may be told here; known are: {0}"),
                HF_STR_INIT("n'est pas un acte qui peut être rapporté ici ; sont connus : {0}")}},
};

static const struct hf_text kinds[] = {
    [HF_SHAPE_TEXT] = {{HF_STR_INIT("a text"), HF_STR_INIT("un texte")}},
    [HF_SHAPE_INT] = {{HF_STR_INIT("a whole number"), HF_STR_INIT("un nombre entier")}},
    [HF_SHAPE_BOOL] = {{HF_STR_INIT("true or false"), HF_STR_INIT("true ou false")}},
    [HF_SHAPE_DATE] = {{HF_STR_INIT("a date of the form 2026-11-23"),
                        HF_STR_INIT("une date de la forme 2026-11-23")}},
    [HF_SHAPE_INSTANT] = {{HF_STR_INIT("a time of the form 2026-11-23T09:14:00.000Z"),
                           HF_STR_INIT("une heure de la forme 2026-11-23T09:14:00.000Z")}},
    [HF_SHAPE_PERIOD] = {{HF_STR_INIT("a period such as 48h, 45d, 10wd, 6w, 18m or 2y"),
                          HF_STR_INIT("une période telle que 48h, 45d, 10wd, 6w, 18m ou 2y")}},
    [HF_SHAPE_MONEY] = {{HF_STR_INIT("an amount in minor units and a currency of ISO 4217"),
                         HF_STR_INIT("un montant en unités mineures et une monnaie ISO 4217")}},
    [HF_SHAPE_REF] = {{HF_STR_INIT("an identifier, or a name such as measure/5"),
                       HF_STR_INIT("un identifiant, ou un nom tel que measure/5")}},
    [HF_SHAPE_EMBEDDED] = {{HF_STR_INIT(
                                "an object with on, event and, where needed, effective_at and payload"),
                            HF_STR_INIT("un objet avec on, event et, au besoin, effective_at et payload")}},
    [HF_SHAPE_LIST] = {{HF_STR_INIT("a list"), HF_STR_INIT("une liste")}},
    [HF_SHAPE_OBJECT] = {{HF_STR_INIT("an object"), HF_STR_INIT("un objet")}},
};

/* A step of the way from the root to the value in hand. It is written out only where a fault is told. */
struct way {
    const struct way *outer; /* NULL: the root */
    struct hf_str name;      /* of a member, also an empty one */
    size_t item;             /* from 1: an item of a list; 0: a member */
};

struct look {
    const struct hf_flow *flow;
    struct hf_arena *arena;
    struct hf_err *err;
    const struct way *way; /* to the value in hand */
    size_t faults;
};

static void put_way(const struct way *way, struct hf_buf *out)
{
    const struct way *step[HF_JSON_NEST_MAX + 3]; /* a value, its root, and a twin in it */
    size_t depth = 0;
    for (; way != NULL; way = way->outer)
        step[depth++] = way;
    while (depth-- > 0) {
        if (step[depth]->item > 0) {
            hf_buf_put_char(out, '[');
            hf_buf_put_i64(out, (int64_t)step[depth]->item - 1);
            hf_buf_put_char(out, ']');
            continue;
        }
        if (out->len > 0)
            hf_buf_put_char(out, '.');
        hf_buf_put(out, step[depth]->name);
    }
}

static void put_line(const struct look *look, struct hf_str say, struct hf_str arg0, struct hf_str arg1,
                     struct hf_buf *out)
{
    put_way(look->way, out);
    hf_buf_put_char(out, ' ');
    while (say.len > 0) {
        bool argument = say.len >= 3 && say.at[0] == '{' && say.at[2] == '}';
        if (argument)
            hf_buf_put(out, say.at[1] == '0' ? arg0 : arg1);
        else
            hf_buf_put_char(out, say.at[0]);
        say = hf_str_part(say, argument ? 3 : 1, say.len);
    }
}

static void fault_in(struct look *look, enum reason reason, struct hf_text arg0, struct hf_str arg1)
{
    struct hf_str line[HF_LANGS];
    struct hf_buf path = hf_buf_in(look->arena, 96);
    put_way(look->way, &path);
    if (look->faults++ == 0)
        (void)hf_fail(look->err, HF_WORD_payload_invalid, hf_buf_str(&path), HF_STR_NONE, HF_STR_NONE);
    for (int lang = 0; lang < HF_LANGS; lang++) {
        struct hf_buf out = hf_buf_in(look->arena, 96);
        put_line(look, reasons[reason].say[lang], arg0.say[lang], arg1, &out);
        line[lang] = hf_buf_str(&out);
    }
    hf_err_detail(look->err, line[HF_EN], line[HF_FR]);
}

static void fault(struct look *look, enum reason reason, struct hf_str arg0, struct hf_str arg1)
{
    fault_in(look, reason, (struct hf_text){{arg0, arg0}}, arg1);
}

static struct hf_str number(struct look *look, int64_t value)
{
    struct hf_buf out = hf_buf_in(look->arena, 24);
    hf_buf_put_i64(&out, value);
    return hf_buf_str(&out);
}

static void between(struct look *look, enum reason reason, int64_t least, int64_t most)
{
    fault(look, reason, number(look, least), number(look, most));
}

/* Values */

static void look_at_choice(struct look *look, const struct hf_shape *shape, struct hf_str text)
{
    for (uint16_t i = 0; i < shape->choices; i++)
        if (hf_str_eq(shape->choice[i].value, text))
            return;
    struct hf_buf all = hf_buf_in(look->arena, 96);
    for (uint16_t i = 0; i < shape->choices; i++) {
        hf_buf_put(&all, i == 0 ? HF_STR("") : HF_STR(", "));
        hf_buf_put(&all, shape->choice[i].value);
    }
    fault(look, CHOICE, hf_buf_str(&all), HF_STR_NONE);
}

/* A letter has one to four bytes: mostly the length decides, and nothing need be counted. */
static bool length_good(const struct hf_shape *shape, struct hf_str text)
{
    if (text.len <= shape->most && text.len / 4 >= shape->least)
        return true;
    size_t letters = hf_letter_count(text);
    return letters >= shape->least && letters <= shape->most;
}

static void look_at_text(struct look *look, const struct hf_shape *shape, const struct hf_json *value)
{
    if (shape->choices > 0)
        look_at_choice(look, shape, value->is.text);
    else if (!length_good(shape, value->is.text))
        between(look, shape->most == UINT32_MAX ? SHORT : LENGTH, shape->least, shape->most);
    else if (shape->pattern != NULL && !hf_pattern_match(shape->pattern, value->is.text))
        fault(look, PATTERN, shape->pattern_text, HF_STR_NONE);
    else if (shape->uri && !hf_uri_good(value->is.text))
        fault(look, PATTERN, HF_STR("https://..."), HF_STR_NONE);
}

static bool money_good(const struct hf_json *value)
{
    const struct hf_json *amount = HF_JSON_GET(value, "amount"), *currency = HF_JSON_GET(value, "currency");
    return amount != NULL && amount->kind == HF_JSON_INT && currency != NULL &&
           currency->kind == HF_JSON_TEXT && hf_currency_decimals(currency->is.text) >= 0 &&
           value->is.object.count == 2;
}

/* An id of 22 letters, or for instances "measure/5" and "case". */
static bool ref_good(const struct hf_shape *shape, struct hf_str text)
{
    struct hf_id id;
    struct hf_str rest = text, name = hf_str_cut(&rest, '/');
    int64_t count;
    if (hf_id_read(text, &id))
        return true;
    bool numbered = hf_str_i64(rest, &count) && count > 0;
    bool instance = shape->ref == HF_REF_INSTANCE || hf_ref_is_register(shape->ref);
    return instance && name.len > 0 && (numbered || (rest.at == NULL && hf_str_eq(name, HF_STR("case"))));
}

/* Only reminders bear a sign, and they stand in the definition: a time that is given is longer than nothing.
 */
static bool period_good(struct hf_str text)
{
    struct hf_period period;
    return hf_period_read(text, &period) && period.count > 0 && text.at[0] != '+';
}

/* Is a value of the written form that its kind asks for? Lists and objects are looked into elsewhere. */
static bool form_good(const struct hf_shape *shape, const struct hf_json *value)
{
    static const enum hf_json_kind json_kinds[] = {
        [HF_SHAPE_TEXT] = HF_JSON_TEXT,       [HF_SHAPE_INT] = HF_JSON_INT,
        [HF_SHAPE_BOOL] = HF_JSON_BOOL,       [HF_SHAPE_DATE] = HF_JSON_TEXT,
        [HF_SHAPE_INSTANT] = HF_JSON_TEXT,    [HF_SHAPE_PERIOD] = HF_JSON_TEXT,
        [HF_SHAPE_MONEY] = HF_JSON_OBJECT,    [HF_SHAPE_REF] = HF_JSON_TEXT,
        [HF_SHAPE_EMBEDDED] = HF_JSON_OBJECT, [HF_SHAPE_LIST] = HF_JSON_LIST,
        [HF_SHAPE_OBJECT] = HF_JSON_OBJECT,
    };
    int32_t day;
    int64_t at_ms;
    if (value->kind != json_kinds[shape->kind])
        return false;
    switch (shape->kind) {
    case HF_SHAPE_DATE:
        return hf_day_read(value->is.text, &day);
    case HF_SHAPE_INSTANT:
        return hf_instant_read(value->is.text, &at_ms);
    case HF_SHAPE_PERIOD:
        return period_good(value->is.text);
    case HF_SHAPE_MONEY:
        return money_good(value);
    case HF_SHAPE_REF:
        return ref_good(shape, value->is.text);
    case HF_SHAPE_TEXT: /* what is stored must pass the gate again when it is read */
        return hf_utf8_fault(value->is.text) == NULL;
    case HF_SHAPE_INT:
    case HF_SHAPE_BOOL:
    case HF_SHAPE_EMBEDDED:
    case HF_SHAPE_LIST:
    case HF_SHAPE_OBJECT:
        break;
    }
    return true;
}

static void look_at_range(struct look *look, const struct hf_shape *shape, const struct hf_json *value)
{
    int64_t n = shape->kind == HF_SHAPE_INT ? value->is.integer : HF_JSON_GET(value, "amount")->is.integer;
    if (n < shape->minimum || n > shape->maximum)
        between(look,
                shape->maximum == INT64_MAX   ? LOW
                : shape->minimum == INT64_MIN ? HIGH
                                              : RANGE,
                shape->minimum, shape->maximum);
}

static void look_at_truth(struct look *look, const struct hf_shape *shape, const struct hf_json *value)
{
    if (value->is.truth < shape->minimum || value->is.truth > shape->maximum)
        fault(look, KIND, shape->minimum == 1 ? HF_STR("true") : HF_STR("false"), HF_STR_NONE);
}

static bool event_known(const struct look *look, const struct hf_shape *shape, struct hf_str name,
                        struct hf_buf *all)
{
    const struct hf_kind *kind = &look->flow->kind[shape->of_kind];
    for (uint16_t i = 0; i < shape->events.count; i++) {
        struct hf_str event = kind->event[shape->events.at[i]].name;
        if (hf_str_eq(event, name))
            return true;
        hf_buf_put(all, i == 0 ? HF_STR("") : HF_STR(", "));
        hf_buf_put(all, event);
    }
    return false;
}

/* on, event, effective_at, payload: their form; the payload itself is the named event's. */
static void look_at_embedded(struct look *look, const struct hf_shape *shape, const struct hf_json *value)
{
    static const struct hf_shape any_instance = {.kind = HF_SHAPE_REF, .ref = HF_REF_INSTANCE};
    struct hf_str on = hf_json_text(value, HF_STR("on")), event = hf_json_text(value, HF_STR("event"));
    const struct hf_json *at = HF_JSON_GET(value, "effective_at"), *payload = HF_JSON_GET(value, "payload");
    struct hf_buf all = hf_buf_in(look->arena, 96);
    int32_t day;
    int64_t at_ms;
    bool timed = at == NULL || (at->kind == HF_JSON_TEXT &&
                                (hf_day_read(at->is.text, &day) || hf_instant_read(at->is.text, &at_ms)));
    size_t members = 2u + (at != NULL) + (payload != NULL);
    bool formed = timed && ref_good(&any_instance, on) && event.len > 0 &&
                  value->is.object.count == members && (payload == NULL || payload->kind == HF_JSON_OBJECT);
    if (!formed)
        fault_in(look, KIND, kinds[HF_SHAPE_EMBEDDED], HF_STR_NONE);
    else if (!event_known(look, shape, event, &all))
        fault(look, EVENT, hf_buf_str(&all), HF_STR_NONE);
}

static void look_at(struct look *look, const struct hf_shape *shape, const struct hf_json *value);

static void look_for_twins(struct look *look, const struct hf_shape *shape, const struct hf_json *value)
{
    if (shape->unique_by == HF_NONE)
        return;
    struct hf_str by =
        shape->unique_by == HF_UNIQUE_ON ? HF_STR("on") : shape->item->member[shape->unique_by].name;
    for (size_t i = 1; i < value->is.list.count; i++) {
        const struct hf_json *own = hf_json_get(&value->is.list.item[i], by);
        bool twin = false;
        for (size_t k = 0; k < i && own != NULL && !twin; k++) {
            const struct hf_json *other = hf_json_get(&value->is.list.item[k], by);
            twin = other != NULL && hf_json_eq(own, other);
        }
        if (twin) {
            struct way item = {.outer = look->way, .item = i + 1}, member = {.outer = &item, .name = by};
            look->way = &member;
            fault(look, TWICE, HF_STR_NONE, HF_STR_NONE);
            look->way = item.outer;
        }
    }
}

static void look_at_list(struct look *look, const struct hf_shape *shape, const struct hf_json *value)
{
    if (value->is.list.count < shape->least || value->is.list.count > shape->most) {
        between(look, ITEMS, shape->least, shape->most);
        return;
    }
    for (size_t i = 0; i < value->is.list.count && shape->item != NULL; i++) {
        struct way item = {.outer = look->way, .item = i + 1};
        look->way = &item;
        look_at(look, shape->item, &value->is.list.item[i]);
        look->way = item.outer;
    }
    look_for_twins(look, shape, value);
}

/* No name stands twice in an object, so whoever is seen is counted. */
static void look_for_required(struct look *look, const struct hf_shape *shape,
                              const uint64_t seen[HF_SHAPE_MEMBERS_MAX / 64])
{
    for (uint16_t i = 0; i < shape->members; i++) {
        if (!shape->member[i].required || (seen[i / 64] >> (i % 64) & 1) != 0)
            continue;
        struct way member = {.outer = look->way, .name = shape->member[i].name};
        look->way = &member;
        fault(look, REQUIRED, HF_STR_NONE, HF_STR_NONE);
        look->way = member.outer;
    }
}

static void look_at_object(struct look *look, const struct hf_shape *shape, const struct hf_json *value)
{
    uint64_t seen[HF_SHAPE_MEMBERS_MAX / 64] = {0};
    for (size_t i = 0; i < value->is.object.count; i++) {
        const struct hf_member *member = &value->is.object.member[i];
        uint16_t known = hf_shape_find(shape, member->name);
        struct way step = {.outer = look->way, .name = member->name};
        look->way = &step;
        if (known == HF_NONE) {
            fault(look, UNKNOWN, HF_STR_NONE, HF_STR_NONE);
        } else {
            seen[known / 64] |= UINT64_C(1) << (known % 64);
            look_at(look, shape->member[known].shape, &member->value);
        }
        look->way = step.outer;
    }
    look_for_required(look, shape, seen);
}

static void look_at(struct look *look, const struct hf_shape *shape, const struct hf_json *value)
{
    if (!form_good(shape, value))
        fault_in(look, KIND, kinds[shape->kind], HF_STR_NONE);
    else if (shape->kind == HF_SHAPE_TEXT)
        look_at_text(look, shape, value);
    else if (shape->kind == HF_SHAPE_INT || shape->kind == HF_SHAPE_MONEY)
        look_at_range(look, shape, value);
    else if (shape->kind == HF_SHAPE_BOOL)
        look_at_truth(look, shape, value);
    else if (shape->kind == HF_SHAPE_LIST)
        look_at_list(look, shape, value);
    else if (shape->kind == HF_SHAPE_OBJECT)
        look_at_object(look, shape, value);
    else if (shape->kind == HF_SHAPE_EMBEDDED && shape->of_kind != HF_NONE)
        look_at_embedded(look, shape, value);
}

enum hf_rc hf_shape_validate(const struct hf_flow *flow, const struct hf_shape *shape,
                             const struct hf_json *value, struct hf_str root, struct hf_arena *arena,
                             struct hf_err *err)
{
    const struct way way = {.name = root};
    struct look look = {.flow = flow, .arena = arena, .err = err, .way = &way};
    look_at(&look, shape, value);
    return look.faults == 0 ? HF_OK : hf_err_rc(err);
}

enum hf_rc hf_shape_unique(const struct hf_flow *flow, const struct hf_shape *shape,
                           const struct hf_json *value, struct hf_str root, struct hf_arena *arena,
                           struct hf_err *err)
{
    const struct way way = {.name = root};
    struct look look = {.flow = flow, .arena = arena, .err = err, .way = &way};
    if (shape->unique_by == HF_NONE)
        return HF_OK;
    look_for_twins(&look, shape, value);
    return look.faults == 0 ? HF_OK : hf_err_rc(err);
}

/* Defaults */

static struct hf_json fill_list(const struct hf_shape *shape, const struct hf_json *value,
                                struct hf_arena *arena)
{
    struct hf_json_maker made = hf_json_make(arena);
    for (size_t i = 0; i < value->is.list.count; i++)
        hf_json_add(&made, HF_STR_NONE, hf_shape_fill(shape->item, &value->is.list.item[i], arena));
    return hf_json_list(&made);
}

static struct hf_json fill_object(const struct hf_shape *shape, const struct hf_json *value,
                                  struct hf_arena *arena)
{
    struct hf_json_maker made = hf_json_make(arena);
    for (size_t i = 0; i < value->is.object.count; i++) {
        const struct hf_member *member = &value->is.object.member[i];
        uint16_t known = hf_shape_find(shape, member->name);
        hf_json_add(&made, member->name,
                    known == HF_NONE ? member->value
                                     : hf_shape_fill(shape->member[known].shape, &member->value, arena));
    }
    for (uint16_t i = 0; i < shape->members; i++) {
        const struct hf_shape_member *member = &shape->member[i];
        if (member->shape->fallback != NULL && hf_json_get(value, member->name) == NULL)
            hf_json_add(&made, member->name, *member->shape->fallback);
    }
    return hf_json_object(&made);
}

struct hf_json hf_shape_fill(const struct hf_shape *shape, const struct hf_json *value,
                             struct hf_arena *arena)
{
    if (!shape->fills)
        return *value;
    if (shape->kind == HF_SHAPE_LIST && value->kind == HF_JSON_LIST)
        return fill_list(shape, value, arena);
    if (shape->kind == HF_SHAPE_OBJECT && value->kind == HF_JSON_OBJECT)
        return fill_object(shape, value, arena);
    return *value;
}

/* NOLINTEND(misc-no-recursion) */
