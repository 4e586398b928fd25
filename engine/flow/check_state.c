/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked of each state: a bound or a reason, an owner who can act, clocks that are heard (C4, C5, C9,
 * C18, C24). */
#include "flow/check.h"
#include "flow/graph.h"

static bool bit(const uint64_t *bits, uint16_t i)
{
    return (bits[i / 64] >> (i % 64) & 1) != 0;
}

/* "data.x" of the kind itself, "case.data.x" of the root; what else is read is always there. */
static bool path_known(const struct hf_reader *r, uint16_t k, const uint64_t *bits, struct hf_str path)
{
    struct hf_str root = hf_str_cut(&path, '.');
    if (hf_str_eq(root, HF_STR("case")) && r->flow->root != HF_NONE) {
        k = r->flow->root;
        bits = r->kind[k].always;
        root = hf_str_cut(&path, '.');
    }
    if (!hf_str_eq(root, HF_STR("data")))
        return true;
    uint16_t datum = hf_shape_find(r->kind[k].data, hf_str_cut(&path, '.'));
    return datum == HF_NONE || bit(bits, datum);
}

bool hf_surely_known(const struct hf_reader *r, uint16_t k, const uint64_t *bits, const struct hf_expr *expr)
{
    for (size_t i = 0; i < expr->read_count; i++) {
        if (!expr->read[i].asked && !path_known(r, k, bits, expr->read[i].path))
            return false;
    }
    return true;
}

static bool bounds(const struct hf_reader *r, uint16_t k, uint16_t c, uint16_t state)
{
    const struct hf_clock *clock = &r->kind[k].clock[c];
    const struct hf_term *term = &clock->term;
    if (!hf_clock_runs(&r->kind[k], clock, state) || hf_indices_have(&r->kind[k].state[state].pauses, c))
        return false;
    const uint64_t *bits = &r->presence[k].bit[state * r->presence[k].words];
    return !term->has_every && (term->until == NULL || hf_surely_known(r, k, bits, term->until));
}

void hf_check_bounds(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t s = 0; s < kind->states; s++) {
        const struct hf_state *state = &kind->state[s];
        bool bounded = false, explained = state->no_deadline.say[HF_EN].len > 0;
        for (uint16_t c = 0; c < kind->clocks; c++)
            bounded = bounded || bounds(r, k, c, s);
        if (state->end != HF_END_NOT || r->origin == HF_FLOW_HOUSE)
            continue;
        if (!bounded && !explained)
            hf_find_at(r, 4, state->offset, HF_WORD_flow_unbounded, state->name, HF_STR_NONE);
        if (bounded && explained)
            hf_find_at(r, 4, state->offset, HF_WORD_flow_bounded_twice, state->name, HF_STR_NONE);
    }
}

/* The roles that a part can be, as bits. */
static uint64_t roles_of(const struct hf_kind *kind, uint16_t part)
{
    uint64_t roles = 0;
    for (uint16_t i = 0; i < kind->part[part].casts; i++)
        roles |= UINT64_C(1) << (kind->part[part].cast[i].role % 64);
    return roles;
}

static uint64_t senders(const struct hf_kind *kind, const struct hf_event *event)
{
    uint64_t roles = 0;
    for (uint16_t i = 0; i < event->by.count; i++)
        roles |= roles_of(kind, event->by.at[i]);
    for (uint16_t i = 0; i < event->born_by.count; i++)
        roles |= UINT64_C(1) << (event->born_by.at[i] % 64);
    return roles;
}

/* Whoever can send the event that raises others can bring those about, so far as they are of this kind. */
static void add_raised(const struct hf_flow *flow, uint16_t k, const struct hf_branch *branch, uint64_t roles,
                       uint64_t *able)
{
    for (uint16_t i = 0; i < branch->raises; i++) {
        const struct hf_raise *raise = &branch->raise[i];
        if (raise->events == NULL) {
            able[raise->event] |= raise->kind == k ? roles : 0;
            continue;
        }
        const struct hf_shape *shape = flow->shape[raise->events->type.item->id & 0xFFFFFF];
        for (uint16_t e = 0; e < shape->events.count && shape->of_kind == k; e++)
            able[shape->events.at[e]] |= roles;
    }
}

/* The roles that can bring each event of the kind about, sending it or one that raises it. */
static const uint64_t *able_to(const struct hf_flow *flow, uint16_t k, struct hf_arena *arena)
{
    uint64_t *able = HF_NEW(arena, uint64_t, HF_EVENTS_MAX);
    for (uint16_t other = 0; other < flow->kinds; other++) {
        const struct hf_kind *kind = &flow->kind[other];
        for (uint16_t h = 0; h < kind->handlers; h++) {
            const struct hf_handler *handler = &kind->handler[h];
            uint64_t roles = senders(kind, &kind->event[handler->event]);
            for (uint16_t b = 0; b < handler->branches.count; b++)
                add_raised(flow, k, &handler->branches.at[b], roles, able);
        }
    }
    for (uint16_t e = 0; e < flow->kind[k].events; e++) {
        const struct hf_event *event = &flow->kind[k].event[e];
        able[e] = senders(&flow->kind[k], event) | (event->by_engine ? able[e] : 0);
    }
    return able;
}

static bool can_act(const struct hf_kind *kind, uint16_t s, uint64_t roles, const uint64_t *able)
{
    for (uint16_t e = 0; e < kind->events; e++) {
        if (hf_handler_at(kind, s, e) != NULL && (able[e] & roles) != 0)
            return true;
    }
    return false;
}

void hf_check_owners(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    size_t mark = hf_arena_mark(r->arena);
    const uint64_t *able = able_to(r->flow, k, r->arena);
    uint64_t idle[HF_STATES_MAX / 64] = {0};
    for (uint16_t s = 0; s < kind->states; s++) {
        const struct hf_state *state = &kind->state[s];
        bool asked = state->end == HF_END_NOT && r->origin == HF_FLOW_PUBLISHED;
        if (asked && !can_act(kind, s, roles_of(kind, state->owner), able))
            idle[s / 64] |= UINT64_C(1) << (s % 64);
    }
    hf_arena_reset(r->arena, mark); /* findings are kept there */
    for (uint16_t s = 0; s < kind->states; s++) {
        if (bit(idle, s))
            hf_find_at(r, 5, kind->state[s].offset, HF_WORD_flow_owner_idle,
                       kind->part[kind->state[s].owner].name, kind->state[s].name);
    }
}

void hf_check_pauses(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t s = 0; s < kind->states; s++) {
        for (uint16_t i = 0; i < kind->state[s].pauses.count; i++) {
            const struct hf_clock *clock = &kind->clock[kind->state[s].pauses.at[i]];
            bool fixed = clock->term.until != NULL || clock->term.has_every;
            if (!hf_clock_runs(kind, clock, s))
                hf_find_at(r, 9, kind->state[s].offset, HF_WORD_flow_pause_idle, clock->name,
                           kind->state[s].name);
            else if (fixed)
                hf_find_at(r, 9, kind->state[s].offset, HF_WORD_flow_pause_fixed, clock->name, HF_STR_NONE);
        }
    }
}

static void check_fired(struct hf_reader *r, uint16_t k, const struct hf_clock *clock, uint16_t event)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t s = 0; s < kind->states && event != HF_NONE; s++) {
        if (hf_clock_runs(kind, clock, s) && hf_handler_at(kind, s, event) == NULL)
            hf_find_at(r, 18, clock->offset, HF_WORD_flow_fires_unhandled, kind->event[event].name,
                       kind->state[s].name);
    }
}

void hf_check_clock_events(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t c = 0; c < kind->clocks; c++) {
        check_fired(r, k, &kind->clock[c], kind->clock[c].fires);
        for (uint16_t i = 0; i < kind->clock[c].term.reminds; i++)
            check_fired(r, k, &kind->clock[c], kind->clock[c].term.remind[i].fires);
    }
}

/* The states that are entered from another one. */
static struct hf_states entered(const struct hf_kind *kind)
{
    struct hf_states found = {{0}};
    for (uint16_t s = 0; s < kind->states; s++) {
        for (uint16_t e = 0; e < kind->events; e++) {
            const struct hf_handler *handler = hf_handler_at(kind, s, e);
            for (uint16_t b = 0; handler != NULL && b < handler->branches.count; b++) {
                uint16_t to = handler->branches.at[b].to;
                if (to != s && to < kind->states)
                    hf_states_put(&found, to);
            }
        }
    }
    return found;
}

static void check_handler(struct hf_reader *r, const struct hf_kind *kind, const struct hf_handler *handler,
                          const struct hf_states *entered)
{
    uint16_t stands = 0, only = HF_NONE;
    bool origin = true;
    for (uint16_t s = 0; s < kind->states; s++) {
        if (hf_handler_at(kind, s, handler->event) != handler)
            continue;
        stands++;
        only = s;
        origin = origin && hf_states_have(entered, s);
    }
    for (uint16_t b = 0; b < handler->branches.count; b++) {
        const struct hf_branch *branch = &handler->branches.at[b];
        if (stands == 1 && branch->to == only)
            hf_find_at(r, 24, branch->offset, HF_WORD_flow_to_itself, kind->state[only].name, HF_STR_NONE);
        if (branch->to == HF_BACK && (stands == 0 || !origin))
            hf_find_at(r, 24, branch->offset, HF_WORD_flow_back_nowhere, HF_STR_NONE, HF_STR_NONE);
    }
}

void hf_check_targets(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    struct hf_states from_others = entered(kind);
    for (uint16_t h = 0; h < kind->handlers; h++)
        check_handler(r, kind, &kind->handler[h], &from_others);
}
