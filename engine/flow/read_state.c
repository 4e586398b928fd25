/* SPDX-License-Identifier: Apache-2.0 */
/* States and the groups they are in, and the clocks' names with a state's deadline among them. */
#include "flow/reader.h"

static const struct hf_member_rule state_rules[] = {
    {HF_STR_INIT("title"), HF_JSON_OBJECT, false},    {HF_STR_INIT("same_as"), HF_JSON_TEXT, false},
    {HF_STR_INIT("stage"), HF_JSON_TEXT, false},      {HF_STR_INIT("owner"), HF_JSON_TEXT, false},
    {HF_STR_INIT("deadline"), HF_JSON_OBJECT, false}, {HF_STR_INIT("no_deadline"), HF_JSON_OBJECT, false},
    {HF_STR_INIT("pauses"), HF_JSON_LIST, false},     {HF_STR_INIT("on"), HF_JSON_OBJECT, false},
    {HF_STR_INIT("end"), HF_JSON_TEXT, false},
};

static const struct hf_json *state_json(const struct hf_reader *r, uint16_t k, uint16_t state)
{
    const struct hf_json *states = hf_member_object(r->kind_json[k], "states");
    return &states->is.object.member[state].value;
}

const struct hf_json *hf_state_member(const struct hf_reader *r, uint16_t k, uint16_t state,
                                      struct hf_str name)
{
    const struct hf_json *own = state_json(r, k, state), *found = hf_json_get(own, name);
    struct hf_str same = hf_member_str(own, "same_as");
    uint16_t other = same.len == 0 ? HF_NONE : hf_kind_state(&r->kind[k], same);
    if (found != NULL || other == HF_NONE)
        return found;
    return hf_json_get(state_json(r, k, other), name);
}

static const struct hf_json *of_kind(const struct hf_json *json, enum hf_json_kind kind)
{
    return json != NULL && json->kind == kind ? json : NULL;
}

static struct hf_named states_of(const struct hf_kind *kind)
{
    return HF_NAMED(kind->state, kind->states, hf_state, "states");
}

struct hf_states hf_read_state_set(struct hf_reader *r, uint16_t k, const struct hf_json *list)
{
    struct hf_states set = {{0}};
    struct hf_indices states = hf_read_names(r, list, states_of(&r->kind[k]));
    for (uint16_t i = 0; i < states.count; i++)
        set.bit[states.at[i] / 64] |= UINT64_C(1) << (states.at[i] % 64);
    return set;
}

static void read_groups(struct hf_reader *r, uint16_t k)
{
    static const struct hf_member_rule rules[] = {{HF_STR_INIT("title"), HF_JSON_OBJECT, false},
                                                  {HF_STR_INIT("states"), HF_JSON_LIST, true},
                                                  {HF_STR_INIT("on"), HF_JSON_OBJECT, false}};
    const struct hf_json *groups = hf_member_object(r->kind_json[k], "groups");
    uint16_t count = hf_member_count(r, groups, HF_GROUPS_MAX);
    struct hf_group *group = HF_NEW(r->arena, struct hf_group, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_member *member = &groups->is.object.member[i];
        hf_read_name(r, member, "");
        group[i].name = member->name;
        group[i].offset = member->offset;
        group[i].title = hf_text_of(member->name);
        if (!HF_MEMBERS(r, &member->value, rules))
            continue;
        group[i].states = hf_read_state_set(r, k, hf_member_list(&member->value, "states"));
        if (hf_member_object(&member->value, "title") != NULL)
            group[i].title = hf_read_text(r, hf_member_object(&member->value, "title"));
    }
    r->kind[k].group = r->draft[k].group = group;
    r->kind[k].groups = count;
}

static uint16_t add_deadline(struct hf_reader *r, uint16_t k, uint16_t state, uint32_t offset)
{
    struct hf_buf name = hf_buf_in(r->arena, 64);
    if (r->kind[k].clocks == HF_CLOCKS_MAX)
        hf_find_at(r, 1, offset, HF_WORD_flow_too_many, HF_STR("64"), HF_STR_NONE);
    hf_buf_put(&name, HF_STR("deadline."));
    hf_buf_put(&name, r->kind[k].state[state].name);
    r->draft[k].clock[r->kind[k].clocks] = (struct hf_clock){.name = hf_buf_str(&name),
                                                             .title = r->kind[k].state[state].title,
                                                             .during = HF_NONE,
                                                             .state = state,
                                                             .fires = HF_NONE,
                                                             .offset = offset};
    return r->kind[k].clocks++;
}

/* Declared clocks; the deadlines of states follow when these are read. */
static void read_clock_names(struct hf_reader *r, uint16_t k)
{
    const struct hf_json *clocks = hf_member_object(r->kind_json[k], "clocks");
    uint16_t count = hf_member_count(r, clocks, HF_CLOCKS_MAX);
    struct hf_clock *clock = HF_NEW(r->arena, struct hf_clock, (size_t)count + r->kind[k].states + 1);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_member *member = &clocks->is.object.member[i];
        hf_read_name(r, member, "");
        clock[i] = (struct hf_clock){.name = member->name,
                                     .during = HF_NONE,
                                     .state = HF_NONE,
                                     .fires = HF_NONE,
                                     .offset = member->offset};
    }
    r->kind[k].clock = r->draft[k].clock = clock;
    r->kind[k].clocks = count;
}

void hf_read_state_names(struct hf_reader *r, uint16_t k)
{
    const struct hf_json *states = hf_member_object(r->kind_json[k], "states");
    uint16_t count = hf_member_count(r, states, HF_STATES_MAX);
    struct hf_state *state = HF_NEW(r->arena, struct hf_state, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        hf_read_name(r, &states->is.object.member[i], "");
        state[i] = (struct hf_state){.name = states->is.object.member[i].name,
                                     .owner = HF_NONE,
                                     .stage = HF_NONE,
                                     .deadline = HF_NONE,
                                     .offset = states->is.object.member[i].offset};
    }
    if (states != NULL && count == 0)
        hf_find(r, 1, states, HF_WORD_flow_list_empty, HF_STR("states"), HF_STR_NONE);
    r->kind[k].state = r->draft[k].state = state;
    r->kind[k].states = count;
    read_groups(r, k);
    read_clock_names(r, k);
}

static void read_same_as(struct hf_reader *r, uint16_t k, const struct hf_json *json)
{
    const struct hf_json *same = hf_member_text(json, "same_as");
    uint16_t other = hf_read_name_of(r, same, states_of(&r->kind[k]));
    if (other != HF_NONE && hf_member_text(state_json(r, k, other), "same_as") != NULL)
        hf_find(r, 2, same, HF_WORD_flow_same_as_chain, same->is.text, HF_STR_NONE);
}

/* What stands in the way of a final state, or is wanted of an open one (C4). */
static void check_ends(struct hf_reader *r, uint16_t k, uint16_t i, const struct hf_json *json)
{
    static const char *const not_final[] = {"owner", "on", "deadline", "no_deadline", "pauses"};
    const struct hf_state *state = &r->kind[k].state[i];
    for (size_t m = 0; m < sizeof not_final / sizeof not_final[0]; m++) {
        const struct hf_json *member = hf_state_member(r, k, i, hf_str_of(not_final[m]));
        if (state->end != HF_END_NOT && member != NULL)
            hf_find(r, 4, member, HF_WORD_flow_final_has, state->name, hf_str_of(not_final[m]));
    }
    if (state->end == HF_END_NOT && hf_state_member(r, k, i, HF_STR("owner")) == NULL)
        hf_find(r, 4, json, HF_WORD_flow_owner_missing, state->name, HF_STR_NONE);
}

static void read_state(struct hf_reader *r, uint16_t k, uint16_t i)
{
    static const char *const ends[] = {"", "success", "failure", "neutral"};
    const struct hf_json *json = state_json(r, k, i), *deadline;
    struct hf_kind *kind = &r->kind[k];
    struct hf_state *state = &r->draft[k].state[i];
    if (!HF_MEMBERS(r, json, state_rules))
        return;
    read_same_as(r, k, json);
    const struct hf_json *title = hf_state_member(r, k, i, HF_STR("title"));
    if (title == NULL)
        hf_find(r, 1, json, HF_WORD_flow_member_missing, HF_STR("title"), HF_STR_NONE);
    state->title = hf_read_text(r, title);
    state->owner = hf_read_name_of(r, of_kind(hf_state_member(r, k, i, HF_STR("owner")), HF_JSON_TEXT),
                                   HF_NAMED(kind->part, kind->parts, hf_part, "parts, roles"));
    state->stage = hf_read_name_of(r, of_kind(hf_state_member(r, k, i, HF_STR("stage")), HF_JSON_TEXT),
                                   HF_NAMED(r->flow->stage, r->flow->stages, hf_stage, "stages"));
    state->no_deadline = hf_read_text(r, hf_state_member(r, k, i, HF_STR("no_deadline")));
    state->pauses = hf_read_names(
        r, hf_state_member(r, k, i, HF_STR("pauses")),
        HF_NAMED(kind->clock, hf_member_count(r, hf_member_object(r->kind_json[k], "clocks"), HF_CLOCKS_MAX),
                 hf_clock, "clocks"));
    state->end = (enum hf_end)hf_read_word(r, of_kind(hf_state_member(r, k, i, HF_STR("end")), HF_JSON_TEXT),
                                           ends, 4, 0);
    deadline = of_kind(hf_state_member(r, k, i, HF_STR("deadline")), HF_JSON_OBJECT);
    if (deadline != NULL)
        state->deadline = add_deadline(r, k, i, deadline->offset);
    check_ends(r, k, i, json);
}

void hf_read_states(struct hf_reader *r, uint16_t k)
{
    for (uint16_t i = 0; i < r->kind[k].states; i++)
        read_state(r, k, i);
}

void hf_read_nevers(struct hf_reader *r, uint16_t k)
{
    static const struct hf_member_rule rules[] = {
        {HF_STR_INIT("title"), HF_JSON_OBJECT, true},
        {HF_STR_INIT("reach"), HF_JSON_LIST, true},
        {HF_STR_INIT("without"), HF_JSON_LIST, false},
        {HF_STR_INIT("without_events"), HF_JSON_LIST, false},
    };
    const struct hf_json *list = hf_member_list(r->kind_json[k], "never");
    uint16_t count = hf_item_count(r, list, 256);
    struct hf_never *never = HF_NEW(r->arena, struct hf_never, count + 1u);
    struct hf_kind *kind = &r->kind[k];
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_json *json = &list->is.list.item[i];
        if (!HF_MEMBERS(r, json, rules))
            continue;
        never[kind->nevers++] = (struct hf_never){
            .title = hf_read_text(r, hf_member_object(json, "title")),
            .reach = hf_read_state_set(r, k, hf_member_list(json, "reach")),
            .without = hf_read_state_set(r, k, hf_member_list(json, "without")),
            .without_events = hf_read_names(r, hf_member_list(json, "without_events"),
                                            HF_NAMED(kind->event, kind->events, hf_event, "events")),
            .offset = json->offset,
        };
    }
    kind->never = never;
}
