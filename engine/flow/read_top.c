/* SPDX-License-Identifier: Apache-2.0 */
/* The top of a definition: who it is, and the acts, bases, sides, roles and stages that everything else
 * names. */
#include "flow/reader.h"

static const struct hf_member_rule top_rules[] = {
    {HF_STR_INIT("$schema"), HF_JSON_TEXT, false},  {HF_STR_INIT("format"), HF_JSON_INT, true},
    {HF_STR_INIT("workflow"), HF_JSON_TEXT, true},  {HF_STR_INIT("version"), HF_JSON_INT, true},
    {HF_STR_INIT("languages"), HF_JSON_LIST, true}, {HF_STR_INIT("title"), HF_JSON_OBJECT, true},
    {HF_STR_INIT("note"), HF_JSON_TEXT, false},     {HF_STR_INIT("acts"), HF_JSON_OBJECT, true},
    {HF_STR_INIT("bases"), HF_JSON_OBJECT, true},   {HF_STR_INIT("sides"), HF_JSON_OBJECT, true},
    {HF_STR_INIT("roles"), HF_JSON_OBJECT, true},   {HF_STR_INIT("stages"), HF_JSON_LIST, true},
    {HF_STR_INIT("types"), HF_JSON_OBJECT, false},  {HF_STR_INIT("templates"), HF_JSON_OBJECT, true},
    {HF_STR_INIT("kinds"), HF_JSON_OBJECT, true},
};

/* "en", "fr-CA": two or three letters, then parts of letters and digits. */
static bool language_good(struct hf_str tag)
{
    struct hf_str rest = tag, first = hf_str_cut(&rest, '-');
    bool good = first.len == 2 || first.len == 3;
    for (size_t i = 0; i < first.len; i++)
        good = good && first.at[i] >= 'a' && first.at[i] <= 'z';
    return good && tag.len <= 35;
}

static void read_languages(struct hf_reader *r, const struct hf_json *list)
{
    if (list == NULL)
        return;
    uint16_t count = hf_item_count(r, list, 16);
    struct hf_str *language = HF_NEW(r->arena, struct hf_str, count + 1u);
    struct hf_member_rule *member = HF_NEW(r->arena, struct hf_member_rule, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_json *item = &list->is.list.item[i];
        struct hf_str tag = item->kind == HF_JSON_TEXT ? item->is.text : HF_STR_NONE;
        if (language_good(tag)) {
            member[r->flow->languages] = (struct hf_member_rule){tag, HF_JSON_TEXT, true};
            language[r->flow->languages++] = tag;
        } else {
            hf_find(r, 1, item, HF_WORD_flow_language_bad, tag, HF_STR_NONE);
        }
    }
    if (r->flow->languages == 0)
        hf_find(r, 1, list, HF_WORD_flow_list_empty, HF_STR("languages"), HF_STR_NONE);
    r->flow->language = language;
    r->languages = member;
}

static void read_acts(struct hf_reader *r, const struct hf_json *acts)
{
    static const struct hf_member_rule rules[] = {{HF_STR_INIT("name"), HF_JSON_OBJECT, true}};
    uint16_t count = hf_member_count(r, acts, 1024);
    struct hf_act *act = HF_NEW(r->arena, struct hf_act, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_member *member = &acts->is.object.member[i];
        hf_read_name(r, member, "");
        act[i].name = member->name;
        if (HF_MEMBERS(r, &member->value, rules))
            act[i].title = hf_read_text(r, hf_member_object(&member->value, "name"));
    }
    r->flow->act = act;
    r->flow->acts = count;
}

static struct hf_named acts_of(const struct hf_flow *flow)
{
    return HF_NAMED(flow->act, flow->acts, hf_act, "acts");
}

static void read_law(struct hf_reader *r, const struct hf_json *json, struct hf_basis *basis)
{
    static const struct hf_member_rule rules[] = {
        {HF_STR_INIT("law"), HF_JSON_TEXT, true},       {HF_STR_INIT("at"), HF_JSON_TEXT, true},
        {HF_STR_INIT("certainty"), HF_JSON_TEXT, true}, {HF_STR_INIT("source"), HF_JSON_NULL, true},
        {HF_STR_INIT("read_on"), HF_JSON_TEXT, true},
    };
    static const char *const marks[] = {"read", "memory", "unsure"};
    int32_t day;
    (void)HF_MEMBERS(r, json, rules);
    basis->kind = HF_BASIS_LAW;
    basis->act = hf_read_name_of(r, hf_member_text(json, "law"), acts_of(r->flow));
    hf_read_shown(r, hf_member_text(json, "at"));
    basis->at = hf_member_str(json, "at");
    basis->certainty = hf_member_str(json, "certainty");
    (void)hf_read_word(r, hf_member_text(json, "certainty"), marks, 3, 0);
    basis->source = hf_read_text_or_string(r, hf_json_get(json, HF_STR("source")), "source");
    basis->read_on = hf_member_str(json, "read_on");
    if (basis->read_on.len > 0 && !hf_day_read(basis->read_on, &day))
        hf_find(r, 1, hf_member_text(json, "read_on"), HF_WORD_bad_date, HF_STR_NONE, HF_STR_NONE);
}

static void read_basis(struct hf_reader *r, const struct hf_json *json, struct hf_basis *basis)
{
    static const struct hf_member_rule order[] = {{HF_STR_INIT("order"), HF_JSON_TEXT, true}};
    static const struct hf_member_rule practice[] = {{HF_STR_INIT("practice"), HF_JSON_OBJECT, true}};
    if (HF_JSON_GET(json, "order") != NULL) {
        (void)HF_MEMBERS(r, json, order);
        basis->kind = HF_BASIS_ORDER;
        basis->order = hf_member_str(json, "order");
    } else if (HF_JSON_GET(json, "practice") != NULL) {
        (void)HF_MEMBERS(r, json, practice);
        basis->kind = HF_BASIS_PRACTICE;
        basis->practice = hf_read_text(r, hf_member_object(json, "practice"));
    } else {
        read_law(r, json, basis);
    }
}

static void read_bases(struct hf_reader *r, const struct hf_json *bases)
{
    uint16_t count = hf_member_count(r, bases, 1024);
    struct hf_basis *basis = HF_NEW(r->arena, struct hf_basis, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        hf_read_name(r, &bases->is.object.member[i], "");
        basis[i].name = bases->is.object.member[i].name;
        basis[i].act = HF_NONE;
        read_basis(r, &bases->is.object.member[i].value, &basis[i]);
    }
    r->flow->basis = basis;
    r->flow->bases = count;
}

static void read_sides(struct hf_reader *r, const struct hf_json *sides)
{
    uint16_t count = hf_member_count(r, sides, 16);
    struct hf_side *side = HF_NEW(r->arena, struct hf_side, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        hf_read_name(r, &sides->is.object.member[i], "");
        side[i].name = sides->is.object.member[i].name;
        side[i].title = hf_read_text(r, &sides->is.object.member[i].value);
    }
    r->flow->side = side;
    r->flow->sides = count;
}

static void read_roles(struct hf_reader *r, const struct hf_json *roles)
{
    static const struct hf_member_rule rules[] = {{HF_STR_INIT("side"), HF_JSON_TEXT, true},
                                                  {HF_STR_INIT("title"), HF_JSON_OBJECT, true}};
    uint16_t count = hf_member_count(r, roles, 64);
    struct hf_role *role = HF_NEW(r->arena, struct hf_role, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_member *member = &roles->is.object.member[i];
        hf_read_name(r, member, "");
        if (hf_str_eq(member->name, HF_STR("clock")) || hf_str_eq(member->name, HF_STR("engine")))
            hf_find_at(r, 1, member->offset, HF_WORD_flow_name_reserved, member->name, HF_STR_NONE);
        role[i].name = member->name;
        role[i].side = HF_NONE;
        if (!HF_MEMBERS(r, &member->value, rules))
            continue;
        role[i].side = hf_read_name_of(r, hf_member_text(&member->value, "side"),
                                       HF_NAMED(r->flow->side, r->flow->sides, hf_side, "sides"));
        role[i].title = hf_read_text(r, hf_member_object(&member->value, "title"));
    }
    r->flow->role = role;
    r->flow->roles = count;
}

static void read_stages(struct hf_reader *r, const struct hf_json *stages)
{
    static const struct hf_member_rule rules[] = {{HF_STR_INIT("id"), HF_JSON_TEXT, true},
                                                  {HF_STR_INIT("title"), HF_JSON_OBJECT, true}};
    uint16_t count = hf_item_count(r, stages, 64);
    struct hf_stage *stage = HF_NEW(r->arena, struct hf_stage, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_json *json = &stages->is.list.item[i];
        struct hf_named before = HF_NAMED(stage, r->flow->stages, hf_stage, "stages");
        if (!HF_MEMBERS(r, json, rules))
            continue;
        struct hf_stage one = {.name = hf_member_str(json, "id"),
                               .title = hf_read_text(r, hf_member_object(json, "title"))};
        if (one.name.len > 0 && !hf_name_good(one.name, ""))
            hf_find(r, 1, hf_member_text(json, "id"), HF_WORD_flow_name_bad, one.name, HF_STR_NONE);
        if (one.name.len > 0 && hf_named_find(&before, one.name) != HF_NONE)
            hf_find(r, 1, hf_member_text(json, "id"), HF_WORD_flow_stage_twice, one.name, HF_STR_NONE);
        stage[r->flow->stages++] = one;
    }
    r->flow->stage = stage;
}

static void read_identity(struct hf_reader *r)
{
    const struct hf_json *format = HF_JSON_GET(r->json, "format"),
                         *name = hf_member_text(r->json, "workflow");
    if (format != NULL && hf_member_int(r->json, "format", 0) != 1)
        hf_find(r, 1, format, HF_WORD_flow_format_unknown, HF_STR_NONE, HF_STR_NONE);
    r->flow->name = hf_member_str(r->json, "workflow");
    if (name != NULL && !hf_name_good(r->flow->name, "-"))
        hf_find(r, 1, name, HF_WORD_flow_name_bad, r->flow->name, HF_STR_NONE);
    r->flow->version = hf_member_int(r->json, "version", 1);
    if (r->flow->version < 1)
        hf_find(r, 1, HF_JSON_GET(r->json, "version"), HF_WORD_flow_version_bad, HF_STR_NONE, HF_STR_NONE);
}

void hf_read_top(struct hf_reader *r)
{
    if (!HF_MEMBERS(r, r->json, top_rules))
        return;
    read_identity(r);
    read_languages(r, hf_member_list(r->json, "languages"));
    r->flow->title = hf_read_text(r, hf_member_object(r->json, "title"));
    read_acts(r, hf_member_object(r->json, "acts"));
    read_bases(r, hf_member_object(r->json, "bases"));
    read_sides(r, hf_member_object(r->json, "sides"));
    read_roles(r, hf_member_object(r->json, "roles"));
    read_stages(r, hf_member_list(r->json, "stages"));
}
