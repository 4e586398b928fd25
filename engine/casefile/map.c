/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/map.h"

#include "casefile/renaming.h"
#include "record/record.h"

/* ---- reading ---- */

struct written {
    struct hf_str schema, reason, workflow;
    int64_t from, to;
    struct hf_json kinds;
};
static const struct hf_record_field fields[] = {
    HF_FIELD_AS(struct written, schema, "$schema", .kind = HF_AS_TEXT, .max = 200),
    HF_FIELD(struct written, from, .kind = HF_AS_INT, .needed = true, .min = 1, .max = UINT32_MAX),
    HF_FIELD(struct written, kinds, .kind = HF_AS_RAW, .needed = true),
    HF_FIELD(struct written, reason, .kind = HF_AS_TEXT, .needed = true, .min = 1, .max = 500),
    HF_FIELD(struct written, to, .kind = HF_AS_INT, .needed = true, .min = 2, .max = UINT32_MAX),
    HF_FIELD(struct written, workflow, .kind = HF_AS_TEXT, .needed = true, .min = 1, .max = 100),
};
static const struct hf_record record = HF_RECORD(struct written, fields);

enum hf_rc hf_map_read(struct hf_str text, struct hf_arena *arena, struct hf_map *out, struct hf_err *err)
{
    static const struct hf_json_limits limits = {.bytes = HF_MAP_MAX, .depth = 16};
    struct hf_json json;
    struct written w;
    HF_TRY(hf_json_read(text, &limits, arena, &json, err));
    HF_TRY(hf_record_read(&record, &json, arena, &w, err));
    if (w.kinds.kind != HF_JSON_OBJECT)
        return hf_fail(err, HF_WORD_map_object, HF_STR("kinds"), HF_STR("kinds"), HF_STR_NONE);
    *out = (struct hf_map){.source = text,
                           .workflow = w.workflow,
                           .reason = w.reason,
                           .from = w.from,
                           .to = w.to,
                           .kinds = w.kinds};
    return HF_OK;
}

bool hf_map_places(void *self, struct hf_str kind, struct hf_str state)
{
    const struct hf_map *map = self;
    const struct hf_json *of = hf_json_get(&map->kinds, kind);
    const struct hf_json *states = of == NULL ? NULL : HF_JSON_GET(of, "states");
    return states != NULL && hf_json_text(states, state).len > 0;
}

/* ---- checking ---- */

struct checking {
    const struct hf_map *map;
    const struct hf_flow *from, *to;
    struct hf_arena *arena;
    struct hf_findings *findings;
    const struct hf_renaming *renaming;
    struct hf_str kind_name;
    const struct hf_kind *old, *now;
    const struct hf_renamed *renamed;
};

static void put_token(struct hf_buf *out, struct hf_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] == '~' || name.at[i] == '/')
            hf_buf_put(out, name.at[i] == '~' ? HF_STR("~0") : HF_STR("~1"));
        else
            hf_buf_put_char(out, name.at[i]);
}

/* "/kinds/request/states/sent"; what is empty is left out. */
static struct hf_str pointer(const struct checking *c, struct hf_str member, struct hf_str name)
{
    struct hf_buf out = hf_buf_in(c->arena, 64);
    const struct hf_str parts[] = {HF_STR("kinds"), c->kind_name, member, name};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].len == 0)
            continue;
        hf_buf_put_char(&out, '/');
        put_token(&out, parts[i]);
    }
    return hf_buf_str(&out);
}

static void find(struct checking *c, uint32_t offset, struct hf_str where, enum hf_word word,
                 struct hf_str arg0, struct hf_str arg1)
{
    struct hf_findings *findings = c->findings;
    size_t line, column;
    findings->faults++;
    if (findings->count == HF_FINDINGS_MAX) {
        findings->left_out++;
        return;
    }
    hf_json_place(c->map->source, offset, &line, &column);
    findings->at[findings->count++] = (struct hf_finding){.rule = 12,
                                                          .severity = HF_FAULT,
                                                          .pointer = where,
                                                          .line = (uint32_t)line,
                                                          .column = (uint32_t)column,
                                                          .word = word,
                                                          .arg = {arg0, arg1}};
}

static bool ends(const struct hf_kind *kind, uint16_t state)
{
    return kind->state[state].end != HF_END_NOT;
}

/* Do the two mean the same, so that what the one holds may stand in the other? */
static bool may_become(const struct checking *c, enum hf_naming what, uint16_t i, uint16_t n,
                       enum hf_word *word)
{
    if (what == HF_NAMED_STATES) {
        *word = HF_WORD_map_end;
        return ends(c->old, i) == ends(c->now, n);
    }
    if (what == HF_NAMED_DATA) {
        *word = HF_WORD_map_type;
        return hf_shapes_alike(c->from, c->old->data->member[i].shape, c->to, c->now->data->member[n].shape);
    }
    if (what == HF_NAMED_LINKS) {
        *word = HF_WORD_map_link;
        return !c->old->link[i].is_inverse && !c->now->link[n].is_inverse &&
               hf_str_eq(c->from->kind[c->old->link[i].kind].name, c->to->kind[c->now->link[n].kind].name);
    }
    return true;
}

/* The other old name that becomes the same, or HF_NONE. States may become one, and deadlines with them. */
static uint16_t rival(const struct checking *c, enum hf_naming what, uint16_t i, uint16_t n)
{
    for (uint16_t k = 0; what != HF_NAMED_STATES && k < hf_naming_count(c->old, what); k++)
        if (k != i && c->renamed->to[what][k] == n &&
            (what != HF_NAMED_CLOCKS || c->old->clock[k].state == HF_NONE))
            return k;
    return HF_NONE;
}

static void check_new(struct checking *c, enum hf_naming what, uint16_t i, const struct hf_member *member)
{
    struct hf_str member_name = hf_naming_member(what), where = pointer(c, member_name, member->name);
    uint16_t n = hf_naming_find(c->now, what, member->value.is.text);
    enum hf_word word = HF_WORD_ok;
    if (n == HF_NONE) {
        find(c, member->value.offset, where, HF_WORD_map_after, member->value.is.text, member_name);
        return;
    }
    if (!may_become(c, what, i, n, &word))
        find(c, member->value.offset, where, word, member->name, member->value.is.text);
    uint16_t other = rival(c, what, i, n);
    if (other != HF_NONE)
        find(c, member->value.offset, where, HF_WORD_map_taken, member->value.is.text,
             hf_naming_name(c->old, what, other));
}

static void check_name(struct checking *c, enum hf_naming what, const struct hf_member *member)
{
    struct hf_str member_name = hf_naming_member(what), where = pointer(c, member_name, member->name);
    uint16_t i = hf_naming_find(c->old, what, member->name);
    if (i == HF_NONE)
        find(c, member->offset, where, HF_WORD_map_before, member->name, member_name);
    else if (member->value.kind == HF_JSON_TEXT)
        check_new(c, what, i, member);
    else if (member->value.kind != HF_JSON_NULL)
        find(c, member->value.offset, where, HF_WORD_map_name, member->name, HF_STR_NONE);
    else if (what == HF_NAMED_STATES)
        find(c, member->value.offset, where, HF_WORD_map_state_gone, member->name, HF_STR_NONE);
}

/* A value for a datum that is absent: it is there for all to read, so it is not personal. */
static void check_set(struct checking *c, const struct hf_member *member)
{
    struct hf_str where = pointer(c, HF_STR("set"), member->name);
    uint16_t datum = hf_shape_find(c->now->data, member->name);
    struct hf_err *err = HF_NEW(c->arena, struct hf_err, 1);
    if (datum == HF_NONE) {
        find(c, member->offset, where, HF_WORD_map_after, member->name, HF_STR("set"));
        return;
    }
    const struct hf_shape *shape = c->now->data->member[datum].shape;
    if (shape->personal != HF_OPEN || shape->hides || shape->refers)
        find(c, member->offset, where, HF_WORD_map_set_kind, member->name, HF_STR_NONE);
    else if (hf_shape_validate(c->to, shape, &member->value, member->name, c->arena, err) != HF_OK)
        find(c, member->value.offset, where, HF_WORD_map_set_value, member->name, HF_STR_NONE);
}

static void check_member(struct checking *c, const struct hf_member *member)
{
    enum hf_naming what = HF_NAMED_STATES;
    while (what < HF_NAMEDS && !hf_str_eq(hf_naming_member(what), member->name))
        what++;
    bool sets = hf_str_eq(member->name, HF_STR("set"));
    struct hf_str where = pointer(c, member->name, HF_STR_NONE);
    if (what == HF_NAMEDS && !sets) {
        find(c, member->offset, where, HF_WORD_map_member, member->name, HF_STR_NONE);
        return;
    }
    if (member->value.kind != HF_JSON_OBJECT)
        find(c, member->value.offset, where, HF_WORD_map_object, member->name, HF_STR_NONE);
    for (size_t i = 0; member->value.kind == HF_JSON_OBJECT && i < member->value.is.object.count; i++)
        if (sets)
            check_set(c, &member->value.is.object.member[i]);
        else
            check_name(c, what, &member->value.is.object.member[i]);
}

static void check_kind(struct checking *c, const struct hf_member *member)
{
    c->kind_name = member->name;
    struct hf_str where = pointer(c, HF_STR_NONE, HF_STR_NONE);
    uint16_t k = hf_flow_kind(c->from, member->name), n = hf_flow_kind(c->to, member->name);
    if (k == HF_NONE || n == HF_NONE) {
        find(c, member->offset, where, k == HF_NONE ? HF_WORD_map_before : HF_WORD_map_after, member->name,
             HF_STR("kinds"));
        return;
    }
    if (member->value.kind != HF_JSON_OBJECT)
        find(c, member->value.offset, where, HF_WORD_map_object, member->name, HF_STR_NONE);
    c->old = &c->from->kind[k];
    c->now = &c->to->kind[n];
    c->renamed = &c->renaming->kind[k];
    for (size_t i = 0; member->value.kind == HF_JSON_OBJECT && i < member->value.is.object.count; i++)
        check_member(c, &member->value.is.object.member[i]);
}

static struct hf_str version_name(struct checking *c, const struct hf_flow *flow)
{
    struct hf_buf name = hf_buf_in(c->arena, 64);
    hf_buf_put(&name, flow->name);
    hf_buf_put_char(&name, '@');
    hf_buf_put_i64(&name, flow->version);
    return hf_buf_str(&name);
}

static bool is_of(const struct hf_map *map, int64_t version, const struct hf_flow *flow)
{
    return hf_str_eq(map->workflow, flow->name) && version == flow->version;
}

void hf_map_check(const struct hf_map *map, const struct hf_flow *from, const struct hf_flow *to,
                  struct hf_arena *arena, struct hf_findings *findings)
{
    struct hf_renaming renaming = hf_renaming_make(&map->kinds, from, to, arena);
    struct checking c = {
        .map = map, .from = from, .to = to, .arena = arena, .findings = findings, .renaming = &renaming};
    *findings = (struct hf_findings){.at = HF_NEW(arena, struct hf_finding, HF_FINDINGS_MAX)};
    if (!is_of(map, map->from, from) || !is_of(map, map->to, to))
        find(&c, 0, HF_STR("/workflow"), HF_WORD_map_other, version_name(&c, from), version_name(&c, to));
    if (map->to <= map->from)
        find(&c, 0, HF_STR("/to"), HF_WORD_map_backward, HF_STR_NONE, HF_STR_NONE);
    for (size_t i = 0; i < map->kinds.is.object.count; i++)
        check_kind(&c, &map->kinds.is.object.member[i]);
}

enum hf_rc hf_map_sound(const struct hf_map *map, const struct hf_flow *from, const struct hf_flow *to,
                        struct hf_arena *arena, struct hf_err *err)
{
    struct hf_findings findings;
    hf_map_check(map, from, to, arena, &findings);
    if (findings.faults == 0)
        return HF_OK;
    enum hf_rc rc = hf_fail(err, HF_WORD_map_faults, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    for (size_t i = 0; i < findings.count; i++) {
        struct hf_buf en = hf_buf_in(arena, 160), fr = hf_buf_in(arena, 160);
        hf_finding_print(&findings.at[i], HF_EN, &en);
        hf_finding_print(&findings.at[i], HF_FR, &fr);
        hf_err_detail(err, hf_buf_str(&en), hf_buf_str(&fr));
    }
    return rc;
}
