/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where events are handled: begin, states (with what same_as takes over), groups, anywhere; and the table
 * that finds the branches of an event in a state (format section 4, step 2).
 */
#include "flow/reader.h"

/* Lists of branches in a kind, those that same_as repeats counted again; the largest known has some hundreds.
 */
enum { HANDLERS_MAX = 8192, PLANS_MAX = 65536 };

static size_t handlers_in(const struct hf_json *on)
{
    return on == NULL || on->kind != HF_JSON_OBJECT ? 0 : on->is.object.count;
}

static const struct hf_json *item_of(const struct hf_json *kind, const char *list, uint16_t i)
{
    return &hf_member_object(kind, list)->is.object.member[i].value;
}

/* An upper bound: same_as can at most repeat the largest state. */
static size_t handler_room(const struct hf_reader *r, uint16_t k)
{
    const struct hf_json *json = r->kind_json[k];
    size_t room =
        handlers_in(hf_member_object(json, "begin")) + handlers_in(hf_member_object(json, "anywhere"));
    for (uint16_t i = 0; i < r->kind[k].states; i++) {
        const struct hf_json *state = item_of(json, "states", i);
        uint16_t same = hf_kind_state(&r->kind[k], hf_member_str(state, "same_as"));
        room += handlers_in(HF_JSON_GET(state, "on"));
        room += same == HF_NONE ? 0 : handlers_in(HF_JSON_GET(item_of(json, "states", same), "on"));
    }
    for (uint16_t i = 0; i < r->kind[k].groups; i++)
        room += handlers_in(HF_JSON_GET(item_of(json, "groups", i), "on"));
    return room;
}

static void plan(struct hf_reader *r, struct hf_branch_plan one)
{
    if (r->plans == r->plans_size) {
        size_t size = r->plans_size == 0 ? 256 : r->plans_size * 2;
        struct hf_branch_plan *larger = HF_NEW(r->arena, struct hf_branch_plan, size);
        if (r->plans > 0)
            memcpy(larger, r->plan, r->plans * sizeof *larger);
        r->plan = larger;
        r->plans_size = size;
    }
    r->plan[r->plans++] = one;
}

static void read_list(struct hf_reader *r, uint16_t k, const struct hf_json *list, struct hf_handler *handler)
{
    size_t count = list->kind == HF_JSON_LIST ? list->is.list.count : 0;
    if (count == 0 || count > HF_BRANCHES_MAX) {
        hf_find(r, 1, list, HF_WORD_flow_branches_count, HF_STR_NONE, HF_STR_NONE);
        return;
    }
    if (r->plans + count > PLANS_MAX) {
        hf_find(r, 1, list, HF_WORD_flow_too_large, HF_STR_NONE, HF_STR_NONE);
        return;
    }
    struct hf_branch *branch = HF_NEW(r->arena, struct hf_branch, count);
    handler->branches = (struct hf_branches){branch, (uint16_t)count};
    for (size_t i = 0; i < count; i++)
        plan(r, (struct hf_branch_plan){.json = &list->is.list.item[i],
                                        .branch = &branch[i],
                                        .kind = k,
                                        .handler = r->kind[k].handlers,
                                        .at = (uint16_t)i});
}

static void read_on(struct hf_reader *r, uint16_t k, const struct hf_json *on, enum hf_place place,
                    uint16_t of, const struct hf_json *over)
{
    struct hf_kind *kind = &r->kind[k];
    for (size_t i = 0; i < handlers_in(on); i++) {
        const struct hf_member *member = &on->is.object.member[i];
        uint16_t event = hf_kind_event(kind, member->name);
        bool replaced = over != NULL && hf_json_get(over, member->name) != NULL;
        if (event == HF_NONE)
            hf_find_at(r, 2, member->offset, HF_WORD_flow_name_unknown, member->name, HF_STR("events"));
        if (event == HF_NONE || replaced)
            continue;
        struct hf_handler *handler = &r->draft[k].handler[kind->handlers];
        *handler = (struct hf_handler){.event = event, .place = place, .of = of, .offset = member->offset};
        read_list(r, k, &member->value, handler);
        kind->handlers++;
    }
}

static void read_state_on(struct hf_reader *r, uint16_t k, uint16_t i)
{
    const struct hf_json *json = item_of(r->kind_json[k], "states", i), *own = HF_JSON_GET(json, "on");
    uint16_t same = hf_kind_state(&r->kind[k], hf_member_str(json, "same_as"));
    read_on(r, k, own, HF_IN_STATE, i, NULL);
    if (same != HF_NONE)
        read_on(r, k, HF_JSON_GET(item_of(r->kind_json[k], "states", same), "on"), HF_IN_STATE, i, own);
}

void hf_read_handlers(struct hf_reader *r, uint16_t k)
{
    const struct hf_json *json = r->kind_json[k];
    size_t room = handler_room(r, k);
    if (room > HANDLERS_MAX) {
        hf_find(r, 1, json, HF_WORD_flow_too_many, HF_STR("8192"), HF_STR_NONE);
        return;
    }
    r->kind[k].handler = r->draft[k].handler = HF_NEW(r->arena, struct hf_handler, room + 1);
    read_on(r, k, hf_member_object(json, "begin"), HF_IN_BEGIN, HF_NONE, NULL);
    for (uint16_t i = 0; i < r->kind[k].states; i++)
        read_state_on(r, k, i);
    for (uint16_t i = 0; i < r->kind[k].groups; i++)
        read_on(r, k, HF_JSON_GET(item_of(json, "groups", i), "on"), HF_IN_GROUP, i, NULL);
    read_on(r, k, hf_member_object(json, "anywhere"), HF_IN_ANYWHERE, HF_NONE, NULL);
}

/* Handlers are listed with own branches first, so the first that claims a cell keeps it; two groups are C17.
 */
static void claim(struct hf_reader *r, uint16_t k, uint16_t row, uint16_t h, uint16_t *next)
{
    const struct hf_kind *kind = &r->kind[k];
    uint16_t *cell = &next[(size_t)row * kind->events + kind->handler[h].event];
    if (*cell == HF_NONE) {
        *cell = h;
        return;
    }
    if (kind->handler[*cell].place == HF_IN_GROUP && kind->handler[h].place == HF_IN_GROUP)
        hf_find_at(r, 17, kind->handler[h].offset, HF_WORD_flow_two_groups,
                   kind->event[kind->handler[h].event].name, kind->state[row].name);
}

static bool covers(const struct hf_kind *kind, const struct hf_handler *handler, uint16_t state)
{
    if (kind->state[state].end != HF_END_NOT)
        return false;
    switch (handler->place) {
    case HF_IN_STATE:
        return handler->of == state;
    case HF_IN_GROUP:
        return hf_states_have(&kind->group[handler->of].states, state);
    case HF_IN_ANYWHERE:
        return true;
    case HF_IN_BEGIN:
        break;
    }
    return false;
}

void hf_read_next(struct hf_reader *r, uint16_t k)
{
    struct hf_kind *kind = &r->kind[k];
    size_t cells = ((size_t)kind->states + 1) * kind->events;
    uint16_t *next = HF_NEW(r->arena, uint16_t, cells + 1);
    for (size_t i = 0; i < cells; i++)
        next[i] = HF_NONE;
    kind->next = next;
    for (uint16_t h = 0; h < kind->handlers; h++) {
        if (kind->handler[h].place == HF_IN_BEGIN)
            claim(r, k, kind->states, h, next);
        for (uint16_t s = 0; s < kind->states; s++) {
            if (covers(kind, &kind->handler[h], s))
                claim(r, k, s, h, next);
        }
    }
}
