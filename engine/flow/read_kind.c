/* SPDX-License-Identifier: Apache-2.0 */
/* The names of a kind: links from both sides, parts, conditions, flags, obligations, before anything looks at
 * them. */
#include "flow/reader.h"

static const struct hf_member_rule kind_rules[] = {
    {HF_STR_INIT("title"), HF_JSON_OBJECT, true},   {HF_STR_INIT("thread"), HF_JSON_BOOL, false},
    {HF_STR_INIT("links"), HF_JSON_OBJECT, false},  {HF_STR_INIT("parts"), HF_JSON_OBJECT, false},
    {HF_STR_INIT("data"), HF_JSON_OBJECT, false},   {HF_STR_INIT("conditions"), HF_JSON_OBJECT, false},
    {HF_STR_INIT("flags"), HF_JSON_OBJECT, false},  {HF_STR_INIT("groups"), HF_JSON_OBJECT, false},
    {HF_STR_INIT("clocks"), HF_JSON_OBJECT, false}, {HF_STR_INIT("obligations"), HF_JSON_OBJECT, false},
    {HF_STR_INIT("events"), HF_JSON_OBJECT, true},  {HF_STR_INIT("begin"), HF_JSON_OBJECT, true},
    {HF_STR_INIT("states"), HF_JSON_OBJECT, true},  {HF_STR_INIT("anywhere"), HF_JSON_OBJECT, false},
    {HF_STR_INIT("never"), HF_JSON_LIST, false},    {HF_STR_INIT("root"), HF_JSON_BOOL, false},
};

static void read_head(struct hf_reader *r, const struct hf_member *member, struct hf_kind *kind)
{
    bool house = r->origin == HF_FLOW_HOUSE;
    const struct hf_json *root = HF_JSON_GET(&member->value, "root");
    hf_read_name(r, member, "");
    kind->name = member->name;
    kind->offset = member->offset;
    if (!HF_MEMBERS(r, &member->value, kind_rules))
        return;
    kind->title = hf_read_text(r, hf_member_object(&member->value, "title"));
    kind->thread = hf_member_bool(&member->value, "thread", false);
    kind->root =
        house ? hf_member_bool(&member->value, "root", false) : hf_str_eq(kind->name, HF_STR("case"));
    if (root != NULL && !house)
        hf_find(r, 1, root, HF_WORD_flow_member_unknown, HF_STR("root"), HF_STR_NONE);
}

static void read_heads(struct hf_reader *r, const struct hf_json *kinds)
{
    r->flow->kinds =
        hf_member_count(r, kinds, r->origin == HF_FLOW_HOUSE ? HF_KINDS_MAX : HF_KINDS_PUBLISHED);
    for (uint16_t k = 0; k < r->flow->kinds; k++) {
        r->kind_json[k] = &kinds->is.object.member[k].value;
        read_head(r, &kinds->is.object.member[k], &r->kind[k]);
    }
    r->flow->root = r->origin == HF_FLOW_HOUSE ? HF_NONE : hf_flow_kind(r->flow, HF_STR("case"));
    if (r->origin == HF_FLOW_PUBLISHED && r->flow->root == HF_NONE && kinds != NULL)
        hf_find(r, 1, kinds, HF_WORD_flow_member_missing, HF_STR("case"), HF_STR_NONE);
}

/* Links */

static size_t link_count(const struct hf_reader *r)
{
    size_t count = 0;
    for (uint16_t k = 0; k < r->flow->kinds; k++) {
        const struct hf_json *links = hf_member_object(r->kind_json[k], "links");
        count += links == NULL ? 0 : links->is.object.count;
    }
    return count;
}

static void read_link(struct hf_reader *r, const struct hf_member *member, struct hf_link *link)
{
    static const struct hf_member_rule rules[] = {
        {HF_STR_INIT("kind"), HF_JSON_TEXT, true},
        {HF_STR_INIT("inverse"), HF_JSON_TEXT, true},
        {HF_STR_INIT("min"), HF_JSON_INT, false},
        {HF_STR_INIT("max"), HF_JSON_INT, false},
    };
    *link = (struct hf_link){.name = member->name, .kind = HF_NONE, .inverse = HF_NONE, .max = HF_LINK_MAX};
    hf_read_name(r, member, "");
    if (!HF_MEMBERS(r, &member->value, rules))
        return;
    int64_t min = hf_member_int(&member->value, "min", 0),
            max = hf_member_int(&member->value, "max", HF_LINK_MAX);
    if (min < 0 || max < min || max > HF_INSTANCES_MAX)
        hf_find(r, 1, &member->value, HF_WORD_flow_bounds, HF_STR("min, max"), HF_STR_NONE);
    else {
        link->min = (uint16_t)min;
        link->max = (uint16_t)max;
    }
    link->kind = hf_read_name_of(r, hf_member_text(&member->value, "kind"),
                                 HF_NAMED(r->flow->kind, r->flow->kinds, hf_kind, "kinds"));
}

static void read_links(struct hf_reader *r, uint16_t k, size_t room)
{
    const struct hf_json *links = hf_member_object(r->kind_json[k], "links");
    struct hf_link *link = HF_NEW(r->arena, struct hf_link, room + 1);
    r->kind[k].link = r->draft[k].link = link;
    r->kind[k].links = hf_member_count(r, links, HF_GROUPS_MAX);
    for (uint16_t i = 0; i < r->kind[k].links; i++)
        read_link(r, &links->is.object.member[i], &link[i]);
}

/* The other kind sees the link under the name of its inverse. */
static void add_inverse(struct hf_reader *r, uint16_t k, uint16_t i, const struct hf_json *json)
{
    struct hf_link *link = &r->draft[k].link[i];
    const struct hf_json *name = hf_member_text(json, "inverse");
    if (link->kind == HF_NONE || name == NULL)
        return;
    struct hf_kind *other = &r->kind[link->kind];
    if (hf_kind_link(other, name->is.text) != HF_NONE)
        hf_find(r, 1, name, HF_WORD_flow_name_twice, name->is.text, HF_STR_NONE);
    if (!hf_name_good(name->is.text, ""))
        hf_find(r, 1, name, HF_WORD_flow_name_bad, name->is.text, HF_STR_NONE);
    r->draft[link->kind].link[other->links] = (struct hf_link){.name = name->is.text,
                                                               .kind = k,
                                                               .inverse = i,
                                                               .is_inverse = true,
                                                               .min = link->min,
                                                               .max = link->max};
    link->inverse = other->links++;
}

static void add_inverses(struct hf_reader *r)
{
    for (uint16_t k = 0; k < r->flow->kinds; k++) {
        const struct hf_json *links = hf_member_object(r->kind_json[k], "links");
        for (uint16_t i = 0; links != NULL && i < links->is.object.count && i < HF_GROUPS_MAX; i++)
            add_inverse(r, k, i, &links->is.object.member[i].value);
    }
}

/* Declared parts, then one for each role that is not redefined. */
static void read_part_names(struct hf_reader *r, uint16_t k)
{
    const struct hf_json *parts = hf_member_object(r->kind_json[k], "parts");
    uint16_t declared = hf_member_count(r, parts, HF_GROUPS_MAX), count = declared;
    struct hf_part *part = HF_NEW(r->arena, struct hf_part, (size_t)declared + r->flow->roles + 1);
    for (uint16_t i = 0; i < declared; i++) {
        struct hf_str name = parts->is.object.member[i].name;
        hf_read_name(r, &parts->is.object.member[i], "");
        if (hf_str_eq(name, HF_STR("clock")) || hf_str_eq(name, HF_STR("engine")))
            hf_find_at(r, 1, parts->is.object.member[i].offset, HF_WORD_flow_name_reserved, name,
                       HF_STR_NONE);
        part[i] = (struct hf_part){.name = name, .declared = true};
    }
    r->kind[k].part = r->draft[k].part = part;
    r->kind[k].parts = declared;
    for (uint16_t role = 0; role < r->flow->roles; role++) {
        struct hf_cast *cast = HF_NEW(r->arena, struct hf_cast, 1);
        cast->role = role;
        if (hf_kind_part(&r->kind[k], r->flow->role[role].name) == HF_NONE)
            part[count++] = (struct hf_part){.name = r->flow->role[role].name, .cast = cast, .casts = 1};
    }
    r->kind[k].parts = count;
}

static void read_flags(struct hf_reader *r, uint16_t k)
{
    static const struct hf_member_rule rules[] = {{HF_STR_INIT("title"), HF_JSON_OBJECT, true}};
    const struct hf_json *flags = hf_member_object(r->kind_json[k], "flags");
    uint16_t count = hf_member_count(r, flags, 64);
    struct hf_flag *flag = HF_NEW(r->arena, struct hf_flag, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_member *member = &flags->is.object.member[i];
        hf_read_name(r, member, "");
        flag[i].name = member->name;
        if (HF_MEMBERS(r, &member->value, rules))
            flag[i].title = hf_read_text(r, hf_member_object(&member->value, "title"));
    }
    r->kind[k].flag = flag;
    r->kind[k].flags = count;
}

static void read_condition(struct hf_reader *r, const struct hf_member *member,
                           struct hf_condition *condition)
{
    static const struct hf_member_rule rules[] = {
        {HF_STR_INIT("is"), HF_JSON_TEXT, true},
        {HF_STR_INIT("title"), HF_JSON_OBJECT, true},
        {HF_STR_INIT("refuse"), HF_JSON_OBJECT, false},
    };
    hf_read_name(r, member, "");
    condition->name = member->name;
    if (!HF_MEMBERS(r, &member->value, rules))
        return;
    condition->title = hf_read_text(r, hf_member_object(&member->value, "title"));
    condition->refuse = hf_read_text(r, hf_member_object(&member->value, "refuse"));
    condition->source = hf_member_str(&member->value, "is");
}

static void read_conditions(struct hf_reader *r, uint16_t k)
{
    const struct hf_json *conditions = hf_member_object(r->kind_json[k], "conditions");
    uint16_t count = hf_member_count(r, conditions, 256);
    struct hf_condition *condition = HF_NEW(r->arena, struct hf_condition, count + 1u);
    for (uint16_t i = 0; i < count; i++)
        read_condition(r, &conditions->is.object.member[i], &condition[i]);
    r->kind[k].condition = r->draft[k].condition = condition;
    r->kind[k].conditions = count;
}

void hf_read_kind_names(struct hf_reader *r)
{
    read_heads(r, hf_member_object(r->json, "kinds"));
    size_t room = link_count(r);
    for (uint16_t k = 0; k < r->flow->kinds; k++)
        read_links(r, k, room);
    add_inverses(r);
    for (uint16_t k = 0; k < r->flow->kinds; k++) {
        read_part_names(r, k);
        read_flags(r, k);
        read_conditions(r, k);
    }
}
