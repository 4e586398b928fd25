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

static bool raises(const struct hf_flow *flow, const struct hf_raise *raise, uint16_t kind, uint16_t event)
{
    if (raise->events == NULL)
        return raise->kind == kind && raise->event == event;
    const struct hf_shape *shape = flow->shape[raise->events->type.item->id & 0xFFFFFF];
    return shape->of_kind == kind && hf_indices_have(&shape->events, event);
}

/* Who can bring it about that this event is raised: the senders of all events that raise it. */
static uint64_t raisers(const struct hf_flow *flow, uint16_t kind, uint16_t event)
{
    uint64_t roles = 0;
    for (uint16_t k = 0; k < flow->kinds; k++) {
        for (uint16_t h = 0; h < flow->kind[k].handlers; h++) {
            const struct hf_handler *handler = &flow->kind[k].handler[h];
            for (uint16_t b = 0; b < handler->branches.count; b++) {
                const struct hf_branch *branch = &handler->branches.at[b];
                for (uint16_t i = 0; i < branch->raises; i++) {
                    if (raises(flow, &branch->raise[i], kind, event))
                        roles |= senders(&flow->kind[k], &flow->kind[k].event[handler->event]);
                }
            }
        }
    }
    return roles;
}

static bool can_act(const struct hf_flow *flow, uint16_t k, uint16_t s, uint64_t roles)
{
    const struct hf_kind *kind = &flow->kind[k];
    for (uint16_t e = 0; e < kind->events; e++) {
        if (hf_handler_at(kind, s, e) == NULL)
            continue;
        uint64_t able = senders(kind, &kind->event[e]);
        able |= kind->event[e].by_engine ? raisers(flow, k, e) : 0;
        if ((able & roles) != 0)
            return true;
    }
    return false;
}

void hf_check_owners(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t s = 0; s < kind->states; s++) {
        const struct hf_state *state = &kind->state[s];
        bool asked = state->end == HF_END_NOT && r->origin == HF_FLOW_PUBLISHED;
        if (asked && !can_act(r->flow, k, s, roles_of(kind, state->owner)))
            hf_find_at(r, 5, state->offset, HF_WORD_flow_owner_idle, kind->part[state->owner].name,
                       state->name);
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

/* Is the state entered from another state at all? */
static bool entered(const struct hf_kind *kind, uint16_t state)
{
    for (uint16_t s = 0; s < kind->states; s++) {
        for (uint16_t e = 0; e < kind->events; e++) {
            const struct hf_handler *handler = hf_handler_at(kind, s, e);
            for (uint16_t b = 0; handler != NULL && b < handler->branches.count; b++) {
                if (s != state && handler->branches.at[b].to == state)
                    return true;
            }
        }
    }
    return false;
}

static void check_target(struct hf_reader *r, const struct hf_kind *kind, uint16_t h,
                         const struct hf_branch *branch)
{
    const struct hf_handler *handler = &kind->handler[h];
    uint16_t stands = 0, only = HF_NONE;
    bool origin = true;
    for (uint16_t s = 0; s < kind->states; s++) {
        if (hf_handler_at(kind, s, handler->event) != handler)
            continue;
        stands++;
        only = s;
        origin = origin && entered(kind, s);
    }
    if (stands == 1 && branch->to == only)
        hf_find_at(r, 24, branch->offset, HF_WORD_flow_to_itself, kind->state[only].name, HF_STR_NONE);
    if (branch->to == HF_BACK && (stands == 0 || !origin))
        hf_find_at(r, 24, branch->offset, HF_WORD_flow_back_nowhere, HF_STR_NONE, HF_STR_NONE);
}

void hf_check_targets(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t h = 0; h < kind->handlers; h++) {
        for (uint16_t b = 0; b < kind->handler[h].branches.count; b++)
            check_target(r, kind, h, &kind->handler[h].branches.at[b]);
    }
}
