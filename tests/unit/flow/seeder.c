/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/flow/seeder.h"

#include <stdarg.h>

const char *say(struct seeder *s, const char *form, ...)
{
    va_list args, again;
    va_start(args, form);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, form, args);
    char *text = HF_NEW(&s->arena, char, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, form, again);
    va_end(again);
    va_end(args);
    return text;
}

const char *raw(struct seeder *s, const struct hf_json *json)
{
    struct hf_buf out = hf_buf_in(&s->arena, 256);
    hf_json_write(&out, json);
    hf_buf_put_char(&out, '\0');
    return hf_buf_str(&out).at;
}

const char *words(struct seeder *s)
{
    const struct hf_json *languages = HF_JSON_GET(&s->json, "languages");
    const char *text = "{";
    for (size_t i = 0; i < languages->is.list.count; i++)
        text = say(s, "%s%s\"%.*s\": \"x\"", text, i == 0 ? "" : ", ",
                   HF_STR_ARG(languages->is.list.item[i].is.text));
    return say(s, "%s}", text);
}

const struct hf_json *look(const struct seeder *s, const char *pointer)
{
    const struct hf_json *json = &s->json;
    struct hf_str rest = hf_str_of(pointer);
    while (json != NULL && rest.at != NULL && rest.len > 0) {
        struct hf_str step = hf_str_cut(&rest, '/');
        int64_t at = 0;
        if (json->kind == HF_JSON_LIST)
            json = hf_str_i64(step, &at) && (size_t)at < json->is.list.count ? &json->is.list.item[at] : NULL;
        else
            json = hf_json_get(json, step);
    }
    return json;
}

struct seed_change add(struct seeder *s, const char *object, const char *name, const char *value)
{
    if (look(s, object) != NULL)
        return (struct seed_change){say(s, "%s/%s", object, name), value};
    return (struct seed_change){object, say(s, "{\"%s\": %s}", name, value)};
}

const char *filled(struct seeder *s, const char *text)
{
    struct hf_buf out = hf_buf_in(&s->arena, 256);
    for (; *text != '\0'; text++) {
        if (text[0] != '@' || strchr("TRB", text[1]) == NULL) {
            hf_buf_put_char(&out, *text);
            continue;
        }
        text++;
        hf_buf_put(&out, hf_str_of(*text == 'T' ? words(s) : *text == 'R' ? our_role(s) : basis(s)));
    }
    hf_buf_put_char(&out, '\0');
    return hf_buf_str(&out).at;
}

static void at_simple(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const struct mistake *m = s->mistake;
    (void)kind;
    if ((m->has != NULL && hf_json_get(json, hf_str_of(m->has)) == NULL) ||
        (m->lacks != NULL && hf_json_get(json, hf_str_of(m->lacks)) != NULL))
        return;
    SEED(s, {say(s, "%s/%s", pointer, m->put), m->value == NULL ? NULL : filled(s, m->value)});
}

static void make_at_each_place(struct seeder *s)
{
    const struct mistake *m = s->mistake;
    if (m->each != NULL)
        m->each(s);
    else if (m->walk != NULL)
        m->walk(s, at_simple);
    else
        each_of(s, m->of, at_simple);
}

/* ---- making and asking ---- */

static bool is_told(const struct seeder *s, const struct flow_file *f)
{
    for (size_t i = 0; i < f->findings.count; i++) {
        if (f->findings.at[i].rule == s->mistake->rule && f->findings.at[i].word == s->mistake->word)
            return true;
    }
    return false;
}

void seed(struct seeder *s, const struct seed_change *changes, size_t count)
{
    s->places++;
    if (s->chosen == 0 || (s->places - 1) % s->chosen != 0)
        return;
    struct hf_str text = s->text;
    size_t mark = hf_arena_mark(&s->arena);
    for (size_t i = 0; i < count; i++)
        text = changed(&s->arena, text, changes[i].pointer, changes[i].new);
    struct flow_file *f = flow_read_as(text, HF_FLOW_PUBLISHED, s->house);
    s->made++;
    if (!is_told(s, f) || f->rc != HF_FINDINGS) {
        s->missed++;
        print_error("%s: %s: C%u is not told at %s\n", s->path, s->mistake->name, s->mistake->rule,
                    changes[0].pointer);
        print_findings("  instead", f);
    }
    flow_free(f);
    hf_arena_reset(&s->arena, mark);
}

size_t seed_all(struct seeder *s, const struct mistake *mistake, size_t most)
{
    s->mistake = mistake;
    s->places = s->chosen = s->made = s->missed = 0;
    make_at_each_place(s);
    hf_arena_reset(&s->arena, 0);
    s->chosen = s->places / most + (s->places % most != 0);
    s->places = 0;
    if (s->chosen > 0)
        make_at_each_place(s);
    hf_arena_reset(&s->arena, 0);
    return s->missed;
}

/* ---- walks ---- */

void each_top(struct seeder *s, const char *member, at_place *at)
{
    const struct hf_json *all = hf_json_get(&s->json, hf_str_of(member));
    for (size_t i = 0; all != NULL && i < all->is.object.count; i++) {
        const struct hf_member *one = &all->is.object.member[i];
        at(s, NULL, say(s, "%s/%.*s", member, HF_STR_ARG(one->name)), &one->value);
    }
}

void each_kind(struct seeder *s, at_place *at)
{
    const struct hf_json *kinds = HF_JSON_GET(&s->json, "kinds");
    for (size_t i = 0; i < kinds->is.object.count; i++) {
        const struct hf_member *kind = &kinds->is.object.member[i];
        const char *pointer = say(s, "kinds/%.*s", HF_STR_ARG(kind->name));
        at(s, pointer, pointer, &kind->value);
    }
}

void each_of(struct seeder *s, const char *member, at_place *at)
{
    const struct hf_json *kinds = HF_JSON_GET(&s->json, "kinds");
    for (size_t k = 0; k < kinds->is.object.count; k++) {
        const struct hf_member *kind = &kinds->is.object.member[k];
        const char *pointer = say(s, "kinds/%.*s", HF_STR_ARG(kind->name));
        const struct hf_json *all = hf_json_get(&kind->value, hf_str_of(member));
        for (size_t i = 0; all != NULL && i < all->is.object.count; i++) {
            const struct hf_member *one = &all->is.object.member[i];
            at(s, pointer, say(s, "%s/%s/%.*s", pointer, member, HF_STR_ARG(one->name)), &one->value);
        }
    }
}

static void lists_of(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *on,
                     at_place *at)
{
    for (size_t i = 0; on != NULL && i < on->is.object.count; i++) {
        const struct hf_member *one = &on->is.object.member[i];
        at(s, kind, say(s, "%s/%.*s", pointer, HF_STR_ARG(one->name)), &one->value);
    }
}

static void lists_in(struct seeder *s, const char *kind, const char *member, at_place *at)
{
    const struct hf_json *all = look(s, say(s, "%s/%s", kind, member));
    for (size_t i = 0; all != NULL && i < all->is.object.count; i++) {
        const struct hf_member *one = &all->is.object.member[i];
        lists_of(s, kind, say(s, "%s/%s/%.*s/on", kind, member, HF_STR_ARG(one->name)),
                 HF_JSON_GET(&one->value, "on"), at);
    }
}

void each_list(struct seeder *s, at_place *at)
{
    const struct hf_json *kinds = HF_JSON_GET(&s->json, "kinds");
    for (size_t k = 0; k < kinds->is.object.count; k++) {
        const struct hf_member *one = &kinds->is.object.member[k];
        const char *kind = say(s, "kinds/%.*s", HF_STR_ARG(one->name));
        lists_of(s, kind, say(s, "%s/begin", kind), HF_JSON_GET(&one->value, "begin"), at);
        lists_in(s, kind, "states", at);
        lists_in(s, kind, "groups", at);
        lists_of(s, kind, say(s, "%s/anywhere", kind), HF_JSON_GET(&one->value, "anywhere"), at);
    }
}

/* The walks below keep what is to be called for the branches of a list beside the seeder's own members. */
static at_place *branch_at;
static bool states_only;

static void at_list(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *list)
{
    bool in_state = strstr(pointer, "/states/") != NULL;
    for (size_t i = 0; i < list->is.list.count && (in_state || !states_only); i++) {
        const struct hf_json *branch = &list->is.list.item[i];
        if (HF_JSON_GET(branch, "refuse") == NULL)
            branch_at(s, kind, say(s, "%s/%zu", pointer, i), branch);
    }
}

void each_branch(struct seeder *s, at_place *at)
{
    branch_at = at;
    states_only = false;
    each_list(s, at_list);
}

void each_state_branch(struct seeder *s, at_place *at)
{
    branch_at = at;
    states_only = true;
    each_list(s, at_list);
}

static at_place *schema_at;

static void schemas_of(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *members)
{
    for (size_t i = 0; members != NULL && i < members->is.object.count; i++) {
        const struct hf_member *one = &members->is.object.member[i];
        schema_at(s, kind, say(s, "%s/%.*s", pointer, HF_STR_ARG(one->name)), &one->value);
    }
}

static void schemas_of_event(struct seeder *s, const char *kind, const char *pointer,
                             const struct hf_json *event)
{
    schemas_of(s, kind, say(s, "%s/payload", pointer), HF_JSON_GET(event, "payload"));
}

static void schemas_of_kind(struct seeder *s, const char *kind, const char *pointer,
                            const struct hf_json *json)
{
    schemas_of(s, kind, say(s, "%s/data", pointer), HF_JSON_GET(json, "data"));
}

void each_schema(struct seeder *s, at_place *at)
{
    schema_at = at;
    each_of(s, "events", schemas_of_event);
    each_kind(s, schemas_of_kind);
}

/* ---- what stands where ---- */

const char *last_step(struct seeder *s, const char *pointer)
{
    return say(s, "%s", strrchr(pointer, '/') + 1);
}

const char *up(struct seeder *s, const char *pointer, int steps)
{
    const char *end = pointer + strlen(pointer);
    while (steps > 0 && end > pointer) {
        end--;
        steps -= *end == '/';
    }
    return say(s, "%.*s", (int)(end - pointer), pointer);
}

const char *open_state(struct seeder *s, const char *kind, const char *not_this)
{
    const struct hf_json *states = look(s, say(s, "%s/states", kind));
    for (size_t i = 0; i < states->is.object.count; i++) {
        const struct hf_member *state = &states->is.object.member[i];
        bool open =
            HF_JSON_GET(&state->value, "end") == NULL && HF_JSON_GET(&state->value, "same_as") == NULL;
        if (open && (not_this == NULL || !hf_str_eq(state->name, hf_str_of(not_this))))
            return say(s, "%.*s", HF_STR_ARG(state->name));
    }
    return NULL;
}

bool has_text(const struct hf_json *list, const char *text)
{
    for (size_t i = 0; list != NULL && list->kind == HF_JSON_LIST && i < list->is.list.count; i++) {
        if (list->is.list.item[i].kind == HF_JSON_TEXT &&
            hf_str_eq(list->is.list.item[i].is.text, hf_str_of(text)))
            return true;
    }
    return false;
}

/* Does anybody in a role of this side begin the case? */
static bool begins(struct seeder *s, struct hf_str side)
{
    const struct hf_json *begin = look(s, "kinds/case/begin"), *roles = look(s, "roles");
    for (size_t i = 0; i < begin->is.object.count; i++) {
        const struct hf_json *by =
            look(s, say(s, "kinds/case/events/%.*s/by", HF_STR_ARG(begin->is.object.member[i].name)));
        for (size_t n = 0; n < by->is.list.count; n++) {
            const struct hf_json *role = hf_json_get(roles, by->is.list.item[n].is.text);
            if (role != NULL && hf_str_eq(hf_json_text(role, HF_STR("side")), side))
                return true;
        }
    }
    return false;
}

static const char *role_that_begins(struct seeder *s, bool wanted)
{
    const struct hf_json *roles = look(s, "roles");
    for (size_t i = 0; i < roles->is.object.count; i++) {
        const struct hf_member *role = &roles->is.object.member[i];
        if (begins(s, hf_json_text(&role->value, HF_STR("side"))) == wanted)
            return say(s, "%.*s", HF_STR_ARG(role->name));
    }
    return NULL;
}

const char *our_role(struct seeder *s)
{
    return role_that_begins(s, true);
}

const char *other_role(struct seeder *s)
{
    return role_that_begins(s, false);
}

const char *basis(struct seeder *s)
{
    const struct hf_json *bases = look(s, "bases");
    for (size_t i = 0; i < bases->is.object.count; i++) {
        if (HF_JSON_GET(&bases->is.object.member[i].value, "order") == NULL)
            return say(s, "%.*s", HF_STR_ARG(bases->is.object.member[i].name));
    }
    return "";
}
