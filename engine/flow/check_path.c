/* SPDX-License-Identifier: Apache-2.0 */
/* What must have happened on the way to an event, and how long the way to an end may be (C9, C13, C14, C21).
 */
#include "flow/check.h"
#include "flow/graph.h"

/* ---- C13 ---- */

/* Can the event come although none of those it differs from has happened? For what another instance brought
 * to life somebody is answerable there. */
static bool comes_first(struct hf_reader *r, const struct hf_kind *kind, uint16_t e)
{
    struct hf_drawing drawing = {.without = &kind->event[e].differs_from, .born_of_people = true};
    struct hf_states found = hf_graph_find(kind, &drawing, kind->states, NULL, r->arena);
    if (hf_flow_find_birth(kind, e) != NULL)
        return true;
    for (uint16_t s = 0; s < kind->states; s++) {
        if (hf_states_have(&found, s) && hf_handler_at(kind, s, e) != NULL)
            return true;
    }
    return false;
}

void hf_check_four_eyes(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t e = 0; e < kind->events; e++) {
        const struct hf_event *event = &kind->event[e];
        if (event->differs_from.count > 0 && comes_first(r, kind, e))
            hf_find_at(r, 13, event->offset, HF_WORD_flow_differs_first, event->name,
                       kind->event[event->differs_from.at[0]].name);
    }
}

/* ---- C14 ---- */

/* An upper bound in days; working days as if every third day were none. */
static int64_t days_of(const struct hf_period *period)
{
    switch (period->unit) {
    case HF_HOURS:
        return period->count / 24 + 1;
    case HF_DAYS:
        return period->count;
    case HF_WORKING_DAYS:
        return period->count * 3 / 2 + 4;
    case HF_WEEKS:
        return period->count * 7;
    case HF_MONTHS:
        return period->count * 31;
    case HF_YEARS:
        return period->count * 366;
    }
    return 0;
}

enum { UNKNOWN = -1 };

/* How long an instance stays in the state at most: the shortest of the clocks that bound it. */
static int64_t stay_of(const struct hf_kind *kind, uint16_t s)
{
    int64_t least = UNKNOWN;
    for (uint16_t c = 0; c < kind->clocks; c++) {
        const struct hf_clock *clock = &kind->clock[c];
        bool counts = hf_clock_runs(kind, clock, s) && clock->term.has_within && !clock->term.has_every &&
                      clock->term.within.of == NULL && !hf_indices_have(&kind->state[s].pauses, c);
        int64_t days = counts ? days_of(&clock->term.within.fixed) : UNKNOWN;
        if (days != UNKNOWN && (least == UNKNOWN || days < least))
            least = days;
    }
    return kind->state[s].end != HF_END_NOT ? 0 : least;
}

struct longest {
    const struct hf_graph *graph;
    struct hf_states reached[HF_STATES_MAX]; /* from each state */
    int64_t stay[HF_STATES_MAX];
    int64_t sum[HF_STATES_MAX]; /* from the state's circle to an end; UNKNOWN: not asked yet */
};

/* A state and all that it lies in a circle with. */
static bool together(const struct longest *l, uint16_t s, uint16_t t)
{
    return s == t || (hf_states_have(&l->reached[s], t) && hf_states_have(&l->reached[t], s));
}

/* The states of a circle, each once, and then the longest way on: all that it reaches is known already. */
static int64_t sum_of(const struct longest *l, uint16_t s)
{
    int64_t own = 0, beyond = 0;
    for (uint16_t t = 0; t < l->graph->states; t++) {
        if (together(l, s, t))
            own += l->stay[t] == UNKNOWN ? 0 : l->stay[t];
        else if (hf_states_have(&l->reached[s], t) && l->sum[t] > beyond)
            beyond = l->sum[t];
    }
    return own + beyond;
}

static bool beyond_is_known(const struct longest *l, uint16_t s)
{
    for (uint16_t t = 0; t < l->graph->states; t++) {
        if (hf_states_have(&l->reached[s], t) && !together(l, s, t) && l->sum[t] == UNKNOWN)
            return false;
    }
    return true;
}

static void add_up(struct longest *l)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint16_t s = 0; s < l->graph->states; s++) {
            if (l->sum[s] != UNKNOWN || !beyond_is_known(l, s))
                continue;
            l->sum[s] = sum_of(l, s);
            changed = true;
        }
    }
}

static struct hf_str unbounded(struct hf_reader *r, const struct hf_kind *kind, const struct longest *l)
{
    struct hf_buf names = hf_buf_in(r->arena, 128);
    for (uint16_t s = 0; s < kind->states; s++) {
        if (l->stay[s] != UNKNOWN)
            continue;
        hf_buf_put(&names, names.len > 0 ? HF_STR(", ") : HF_STR(""));
        hf_buf_put(&names, kind->state[s].name);
    }
    return hf_buf_str(&names);
}

static struct hf_str number(struct hf_reader *r, int64_t value)
{
    struct hf_buf text = hf_buf_in(r->arena, 24);
    hf_buf_put_i64(&text, value);
    return hf_buf_str(&text);
}

/* The longest time from birth to an end if no state is entered twice, and the states that have no bound. */
void hf_check_longest(struct hf_reader *r, uint16_t k)
{
    static const struct hf_drawing all;
    const struct hf_kind *kind = &r->kind[k];
    struct longest *l = HF_NEW(r->arena, struct longest, 1);
    int64_t most = 0;
    if (r->origin == HF_FLOW_HOUSE)
        return;
    l->graph = hf_graph_of(kind, &all, r->arena);
    for (uint16_t s = 0; s < kind->states; s++) {
        l->reached[s] = hf_graph_reach(l->graph, s, NULL);
        l->stay[s] = stay_of(kind, s);
        l->sum[s] = UNKNOWN;
    }
    add_up(l);
    for (uint16_t s = 0; s < kind->states; s++)
        most = hf_states_have(&l->graph->arrow[kind->states], s) && l->sum[s] > most ? l->sum[s] : most;
    struct hf_str open = unbounded(r, kind, l);
    hf_note_at(r, 14, kind->offset, open.len == 0 ? HF_WORD_flow_longest : HF_WORD_flow_longest_open,
               number(r, most), open);
}

/* ---- obligations ---- */

/* Is there a branch in this state that fulfils the duty? */
static bool discharges_here(const struct hf_kind *kind, uint16_t s, uint16_t duty)
{
    for (uint16_t e = 0; e < kind->events; e++) {
        const struct hf_handler *handler = hf_handler_at(kind, s, e);
        for (uint16_t b = 0; handler != NULL && b < handler->branches.count; b++) {
            if (hf_branch_discharges(&handler->branches.at[b], duty))
                return true;
        }
    }
    return false;
}

/* The states from which the duty can be fulfilled before one is entered that it bars. */
static struct hf_states fulfilled_from(struct hf_reader *r, const struct hf_kind *kind, uint16_t duty)
{
    const struct hf_states *barred = &kind->obligation[duty].before;
    struct hf_drawing drawing = {.undischarged = &duty};
    struct hf_states good = {{0}}, from = {{0}};
    size_t mark = hf_arena_mark(r->arena);
    const struct hf_graph *graph = hf_graph_of(kind, &drawing, r->arena);
    for (uint16_t s = 0; s < kind->states; s++) {
        if (!hf_states_have(barred, s) && discharges_here(kind, s, duty))
            hf_states_put(&good, s);
    }
    for (uint16_t s = 0; s < kind->states; s++) {
        struct hf_states found = hf_graph_reach(graph, s, barred);
        bool reaches = hf_states_have(&good, s);
        for (uint16_t t = 0; t < kind->states && !reaches; t++)
            reaches = hf_states_have(&found, t) && hf_states_have(&good, t);
        if (reaches && !hf_states_have(barred, s))
            hf_states_put(&from, s);
    }
    hf_arena_reset(r->arena, mark);
    return from;
}

/* Where an instance can be after the branch. */
static struct hf_states after(const struct hf_kind *kind, uint16_t h, const struct hf_branch *branch)
{
    struct hf_states states = {{0}};
    if (branch->to < kind->states) {
        hf_states_put(&states, branch->to);
        return states;
    }
    for (uint16_t s = 0; s < kind->states; s++) {
        bool here = hf_handler_at(kind, s, kind->handler[h].event) == &kind->handler[h];
        if (branch->to == HF_BACK ? kind->state[s].end == HF_END_NOT : here)
            hf_states_put(&states, s);
    }
    return states;
}

static bool discharged(const struct hf_kind *kind, uint16_t duty)
{
    for (uint16_t h = 0; h < kind->handlers; h++) {
        for (uint16_t b = 0; b < kind->handler[h].branches.count; b++) {
            if (hf_branch_discharges(&kind->handler[h].branches.at[b], duty))
                return true;
        }
    }
    return false;
}

static void check_openings(struct hf_reader *r, const struct hf_kind *kind, uint16_t duty)
{
    struct hf_states from = fulfilled_from(r, kind, duty);
    for (uint16_t h = 0; h < kind->handlers; h++) {
        for (uint16_t b = 0; b < kind->handler[h].branches.count; b++) {
            const struct hf_branch *branch = &kind->handler[h].branches.at[b];
            if (!hf_indices_have(&branch->oblige, duty))
                continue;
            struct hf_states then = after(kind, h, branch);
            bool good = false;
            for (size_t i = 0; i < HF_STATES_MAX / 64; i++)
                good = good || (then.bit[i] & from.bit[i]) != 0;
            if (!good)
                hf_find_at(r, 21, branch->offset, HF_WORD_flow_never_discharged, kind->obligation[duty].name,
                           HF_STR_NONE);
        }
    }
}

void hf_check_obligations(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t i = 0; i < kind->obligations; i++) {
        if (!discharged(kind, i))
            hf_find_at(r, 21, kind->obligation[i].offset, HF_WORD_flow_never_discharged,
                       kind->obligation[i].name, HF_STR_NONE);
        else
            check_openings(r, kind, i);
    }
}

/* Is what the duty's `until` reads there after this branch? */
static bool dated(struct hf_reader *r, uint16_t k, uint16_t h, const struct hf_branch *branch,
                  const struct hf_expr *until)
{
    const struct hf_kind *kind = &r->kind[k];
    size_t mark = hf_arena_mark(r->arena);
    uint64_t *bits = HF_NEW(r->arena, uint64_t, r->presence[k].words);
    hf_presence_at(r, k, h, bits);
    hf_presence_pass(kind, &kind->handler[h], branch, bits);
    bool known = hf_surely_known(r, k, bits, until);
    hf_arena_reset(r->arena, mark);
    return known;
}

static void check_dates(struct hf_reader *r, uint16_t k, uint16_t h, const struct hf_branch *branch)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t i = 0; i < branch->oblige.count; i++) {
        const struct hf_obligation *duty = &kind->obligation[branch->oblige.at[i]];
        if (duty->term.until != NULL && !dated(r, k, h, branch, duty->term.until))
            hf_find_at(r, 9, branch->offset, HF_WORD_flow_duty_undated, duty->name, duty->term.until->source);
    }
}

/* A duty has a due time when it is opened, or it would never be late. */
void hf_check_undated(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t h = 0; h < kind->handlers; h++) {
        for (uint16_t b = 0; b < kind->handler[h].branches.count; b++)
            check_dates(r, k, h, &kind->handler[h].branches.at[b]);
    }
}
