/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clocks and obligations after an event was applied (format, section 5): which begin, end, stand still or go
 * on because of the move; which are recomputed because their data changed. What comes out is `_made.clocks`
 * and `_made.oblige`; evolve carries it out.
 */
#include "casefile/deciding.h"
#include "casefile/reckon.h"
#include "casefile/timer.h"

struct timing {
    struct hf_deciding *d;
    struct hf_step *step;
    struct hf_scene scene; /* sees the new data */
    struct hf_json_maker clocks;
    uint16_t before, after; /* states; HF_NONE before a birth */
};

/* ---- what becomes of one clock ---- */

static void add_tick(struct timing *t, uint16_t clock, struct hf_str what, uint32_t run, int64_t from_ms,
                     int64_t due_ms)
{
    struct hf_json_maker item = hf_json_make(t->d->arena);
    struct hf_buf due = hf_buf_in(t->d->arena, HF_INSTANT_TEXT),
                  from = hf_buf_in(t->d->arena, HF_INSTANT_TEXT);
    hf_json_add(&item, HF_STR("do"), hf_json_of_text(what));
    if (due_ms != INT64_MAX) {
        hf_instant_put(&due, due_ms);
        hf_json_add(&item, HF_STR("due"), hf_json_of_text(hf_buf_str(&due)));
    }
    if (from_ms != t->step->effective_ms) {
        hf_instant_put(&from, from_ms);
        hf_json_add(&item, HF_STR("from"), hf_json_of_text(hf_buf_str(&from)));
    }
    hf_json_add(&item, HF_STR("name"), hf_json_of_text(t->step->kind->clock[clock].name));
    hf_json_add(&item, HF_STR("run"), hf_json_of_int(run));
    hf_json_add(&t->clocks, HF_STR_NONE, hf_json_object(&item));
}

static bool names(const struct hf_indices *list, uint16_t index)
{
    for (uint16_t i = 0; i < list->count; i++)
        if (list->at[i] == index)
            return true;
    return false;
}

/* Does the clock run, pauses apart, in this state? */
static bool runs(const struct timing *t, uint16_t clock, uint16_t state)
{
    const struct hf_kind *kind = t->step->kind;
    return state != HF_NONE && kind->state[state].end == HF_END_NOT &&
           hf_clock_runs(kind, &kind->clock[clock], state);
}

static bool paused(const struct timing *t, uint16_t clock, uint16_t state)
{
    return state != HF_NONE && names(&t->step->kind->state[state].pauses, clock);
}

static bool restarted(const struct timing *t, uint16_t clock)
{
    const struct hf_indices *restart = &t->step->branch->restart;
    bool deadline = t->step->kind->clock[clock].state == t->after;
    return names(restart, clock) || (deadline && names(restart, HF_DEADLINE));
}

static enum hf_rc start(struct timing *t, uint16_t clock, const struct hf_clock_run *run)
{
    struct hf_reckoned r;
    HF_TRY(hf_reckon_due(&t->scene, &t->step->kind->clock[clock].term, &r, t->d->err));
    if (!r.known)
        return HF_OK;
    add_tick(t, clock, HF_STR("start"), run->run + 1, r.from_ms, r.due_ms);
    if (paused(t, clock, t->after))
        add_tick(t, clock, HF_STR("pause"), run->run + 1, t->step->effective_ms, r.due_ms);
    return HF_OK;
}

/* An `until` follows its data: set the date and the clock is recomputed in the same event. */
static enum hf_rc follow_data(struct timing *t, uint16_t clock, const struct hf_clock_run *run)
{
    const struct hf_term *term = &t->step->kind->clock[clock].term;
    struct hf_reckoned r;
    if (term->until == NULL)
        return HF_OK;
    HF_TRY(hf_reckon_due(&t->scene, term, &r, t->d->err));
    if (!r.known && run->state != HF_CLOCK_OFF)
        add_tick(t, clock, HF_STR("stop"), run->run, t->step->effective_ms, INT64_MAX);
    else if (r.known && (run->state == HF_CLOCK_OFF || run->due_ms != r.due_ms))
        add_tick(t, clock, HF_STR("start"), run->run + 1, r.from_ms, r.due_ms);
    return HF_OK;
}

static enum hf_rc resume(struct timing *t, uint16_t clock, const struct hf_clock_run *run)
{
    const struct hf_term *term = &t->step->kind->clock[clock].term;
    const struct hf_calendar *calendar;
    struct hf_period within;
    HF_TRY(hf_reckon_calendar(&t->scene, term, &calendar, t->d->err));
    HF_TRY(hf_reckon_span(&t->scene, &term->within, &within, t->d->err));
    /* told late, a return may lie before the pause: it did not stand still for less than no time */
    int64_t until_ms = t->step->effective_ms > run->paused_ms ? t->step->effective_ms : run->paused_ms;
    int64_t due_ms = hf_clock_resumed(calendar, run->due_ms, term->has_within && within.unit == HF_HOURS,
                                      run->paused_ms, until_ms);
    HF_TRY(hf_reckon_writable(due_ms, t->d->err));
    add_tick(t, clock, HF_STR("resume"), run->run, t->step->effective_ms, due_ms);
    return HF_OK;
}

static enum hf_rc stand_still(struct timing *t, uint16_t clock, const struct hf_clock_run *run)
{
    bool still = paused(t, clock, t->after);
    if (run->state == HF_CLOCK_RUNNING && still)
        add_tick(t, clock, HF_STR("pause"), run->run, t->step->effective_ms, run->due_ms);
    return run->state == HF_CLOCK_PAUSED && !still ? resume(t, clock, run) : HF_OK;
}

/* The next time that is still to come. */
static enum hf_rc recur(struct timing *t, uint16_t clock, const struct hf_clock_run *run)
{
    struct hf_recurrence times;
    HF_TRY(hf_timer_recurrence(&t->scene, &t->step->kind->clock[clock].term, run, t->d->command->at_ms,
                               &times, t->d->err));
    add_tick(t, clock, HF_STR("move"), run->run, t->step->effective_ms, times.next_ms);
    return HF_OK;
}

static bool ticks_now(const struct timing *t, uint16_t clock)
{
    return t->step->tick.kind == HF_JSON_OBJECT && !t->step->tick_obligation && t->step->remind == NULL &&
           hf_str_eq(hf_json_text(&t->step->tick, HF_STR("name")), t->step->kind->clock[clock].name);
}

static enum hf_rc one_clock(struct timing *t, uint16_t clock)
{
    const struct hf_clock_run *run = hf_case_clock(&t->d->out->after, t->step->instance, clock);
    bool was = runs(t, clock, t->before), is = runs(t, clock, t->after);
    if (was && !is && run->state != HF_CLOCK_OFF)
        add_tick(t, clock, HF_STR("stop"), run->run, t->step->effective_ms, INT64_MAX);
    if (!is)
        return HF_OK;
    if (!was || restarted(t, clock))
        return start(t, clock, run);
    if (ticks_now(t, clock) && t->step->kind->clock[clock].term.has_every)
        return recur(t, clock, run);
    HF_TRY(stand_still(t, clock, run));
    return follow_data(t, clock, run);
}

/* ---- duties ---- */

static enum hf_rc open_duties(struct timing *t)
{
    struct hf_json_maker oblige = hf_json_make(t->d->arena);
    for (uint16_t i = 0; i < t->step->branch->oblige.count; i++) {
        const struct hf_obligation *duty = &t->step->kind->obligation[t->step->branch->oblige.at[i]];
        struct hf_buf text = hf_buf_in(t->d->arena, HF_INSTANT_TEXT);
        struct hf_reckoned r;
        HF_TRY(hf_reckon_due(&t->scene, &duty->term, &r, t->d->err));
        if (!r.known)
            continue;
        hf_instant_put(&text, r.due_ms);
        hf_json_add(&oblige, duty->name, hf_json_of_text(hf_buf_str(&text)));
    }
    if (oblige.count > 0)
        hf_json_add(&t->step->made, HF_STR("oblige"), hf_json_object(&oblige));
    return HF_OK;
}

enum hf_rc hf_times(struct hf_deciding *d, struct hf_step *step, uint16_t before, bool born)
{
    struct timing t = {.d = d,
                       .step = step,
                       .scene = step->scene,
                       .clocks = hf_json_make(d->arena),
                       .before = born ? HF_NONE : before,
                       .after = hf_case_instance(&d->out->after, step->instance)->state};
    t.scene.c = &d->out->after;
    if (step->tick.kind == HF_JSON_OBJECT && !step->tick_obligation)
        hf_json_add(&t.clocks, HF_STR_NONE, step->tick);
    for (uint16_t k = 0; k < step->kind->clocks; k++)
        HF_TRY(one_clock(&t, k));
    if (t.clocks.count > 0)
        hf_json_add(&step->made, HF_STR("clocks"), hf_json_list(&t.clocks));
    return open_duties(&t);
}
