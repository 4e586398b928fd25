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

static void put_instant(struct timing *t, struct hf_json_maker *item, struct hf_str name, int64_t at_ms)
{
    struct hf_buf text = hf_buf_in(t->d->arena, HF_INSTANT_TEXT);
    hf_instant_put(&text, at_ms);
    hf_json_add(item, name, hf_json_of_text(hf_buf_str(&text)));
}

static void add_tick(struct timing *t, uint16_t clock, struct hf_str what, uint32_t run,
                     const struct hf_reckoned *r)
{
    struct hf_json_maker item = hf_json_make(t->d->arena);
    hf_reckon_put(r, t->d->arena, &item);
    hf_json_add(&item, HF_STR("do"), hf_json_of_text(what));
    if (r->known)
        put_instant(t, &item, HF_STR("due"), r->due_ms);
    if (r->from_ms != t->step->effective_ms)
        put_instant(t, &item, HF_STR("from"), r->from_ms);
    hf_json_add(&item, HF_STR("name"), hf_json_of_text(t->step->kind->clock[clock].name));
    hf_json_add(&item, HF_STR("run"), hf_json_of_int(run));
    hf_json_add(&t->clocks, HF_STR_NONE, hf_json_object(&item));
}

static void add_stop(struct timing *t, uint16_t clock, uint32_t run)
{
    add_tick(t, clock, HF_STR("stop"), run, &(struct hf_reckoned){.from_ms = t->step->effective_ms});
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

/* The run that was just started, before it is folded. */
static struct hf_clock_run fresh(const struct hf_reckoned *r)
{
    return (struct hf_clock_run){.state = HF_CLOCK_RUNNING,
                                 .from_ms = r->from_ms,
                                 .first_ms = r->due_ms,
                                 .due_ms = r->due_ms,
                                 .calendar = r->calendar == NULL ? 0 : r->calendar->version,
                                 .left = r->left.count,
                                 .left_unit = (uint16_t)r->left.unit,
                                 .provisional = r->provisional};
}

static enum hf_rc pause(struct timing *t, uint16_t clock, const struct hf_clock_run *run, uint32_t number)
{
    struct hf_reckoned r;
    HF_TRY(hf_reckon_pause(&t->scene, &t->step->kind->clock[clock].term, run, t->step->effective_ms, &r,
                           t->d->err));
    add_tick(t, clock, HF_STR("pause"), number, &r);
    return HF_OK;
}

static enum hf_rc start(struct timing *t, uint16_t clock, const struct hf_clock_run *run)
{
    struct hf_reckoned r;
    HF_TRY(hf_reckon_due(&t->scene, &t->step->kind->clock[clock].term, &r, t->d->err));
    if (!r.known)
        return HF_OK;
    add_tick(t, clock, HF_STR("start"), run->run + 1, &r);
    struct hf_clock_run started = fresh(&r);
    return paused(t, clock, t->after) ? pause(t, clock, &started, run->run + 1) : HF_OK;
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
        add_stop(t, clock, run->run);
    else if (r.known && (run->state == HF_CLOCK_OFF || run->due_ms != r.due_ms))
        add_tick(t, clock, HF_STR("start"), run->run + 1, &r);
    return HF_OK;
}

static enum hf_rc resume(struct timing *t, uint16_t clock, const struct hf_clock_run *run)
{
    struct hf_reckoned r;
    /* told late, a return may lie before the pause: it did not stand still for less than no time */
    int64_t until_ms = t->step->effective_ms > run->paused_ms ? t->step->effective_ms : run->paused_ms;
    HF_TRY(hf_reckon_resume(&t->scene, &t->step->kind->clock[clock].term, run, until_ms, &r, t->d->err));
    r.from_ms = r.calendar->version == 0 && !r.provisional ? t->step->effective_ms : until_ms;
    add_tick(t, clock, HF_STR("resume"), run->run, &r);
    return HF_OK;
}

static enum hf_rc stand_still(struct timing *t, uint16_t clock, const struct hf_clock_run *run)
{
    bool still = paused(t, clock, t->after);
    if (run->state == HF_CLOCK_RUNNING && still)
        return pause(t, clock, run, run->run);
    return run->state == HF_CLOCK_PAUSED && !still ? resume(t, clock, run) : HF_OK;
}

/* The next time that is still to come. */
static enum hf_rc recur(struct timing *t, uint16_t clock, const struct hf_clock_run *run)
{
    struct hf_recurrence times;
    HF_TRY(hf_timer_recurrence(&t->scene, &t->step->kind->clock[clock].term, run, t->d->command->at_ms,
                               &times, t->d->err));
    times.next.from_ms = t->step->effective_ms;
    add_tick(t, clock, HF_STR("move"), run->run, &times.next);
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
        add_stop(t, clock, run->run);
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

/* The due time alone where there is nothing to say of how it was reckoned. */
static void add_duty(struct timing *t, struct hf_json_maker *oblige, struct hf_str name,
                     const struct hf_reckoned *r)
{
    struct hf_json_maker item = hf_json_make(t->d->arena);
    hf_reckon_put(r, t->d->arena, &item);
    bool bare = item.count == 0;
    if (bare) {
        put_instant(t, oblige, name, r->due_ms);
        return;
    }
    put_instant(t, &item, HF_STR("due"), r->due_ms);
    if (r->from_ms != t->step->effective_ms)
        put_instant(t, &item, HF_STR("from"), r->from_ms);
    hf_json_add(oblige, name, hf_json_object(&item));
}

/* An open duty with `until` follows its data as a clock does; where the date is gone it keeps the one it has.
 */
static enum hf_rc renew_duties(struct timing *t, struct hf_json_maker *oblige)
{
    const struct hf_case *c = &t->d->out->after;
    uint64_t open = hf_case_instance(c, t->step->instance)->obliged;
    for (uint16_t o = 0; open >> o != 0 && o < t->step->kind->obligations; o++) {
        const struct hf_obligation *duty = &t->step->kind->obligation[o];
        struct hf_reckoned r;
        if ((open >> o & 1) == 0 || duty->term.until == NULL || names(&t->step->branch->oblige, o) ||
            names(&t->step->branch->discharge, o))
            continue;
        HF_TRY(hf_reckon_due(&t->scene, &duty->term, &r, t->d->err));
        if (r.known && r.due_ms != hf_case_obligation(c, t->step->instance, o)->due_ms)
            add_duty(t, oblige, duty->name, &r);
    }
    return HF_OK;
}

static enum hf_rc open_duties(struct timing *t)
{
    struct hf_json_maker oblige = hf_json_make(t->d->arena);
    for (uint16_t i = 0; i < t->step->branch->oblige.count; i++) {
        const struct hf_obligation *duty = &t->step->kind->obligation[t->step->branch->oblige.at[i]];
        struct hf_reckoned r;
        HF_TRY(hf_reckon_due(&t->scene, &duty->term, &r, t->d->err));
        if (r.known)
            add_duty(t, &oblige, duty->name, &r);
    }
    HF_TRY(renew_duties(t, &oblige));
    if (oblige.count > 0)
        hf_json_add(&t->step->made, HF_STR("oblige"), hf_json_object(&oblige));
    return HF_OK;
}

/* ---- by another version of the definition ---- */

/* {"do": "carry", "due", "was", ...}: `first` where it is another than `due`. */
static struct hf_json carry_json(struct timing *t, struct hf_str name, const struct hf_clock_run *run,
                                 const struct hf_reckoned *r, int64_t first_ms)
{
    struct hf_json_maker item = hf_json_make(t->d->arena);
    hf_reckon_put(r, t->d->arena, &item);
    hf_json_add(&item, HF_STR("do"), hf_json_of_text(HF_STR("carry")));
    put_instant(t, &item, HF_STR("due"), r->due_ms);
    if (first_ms != r->due_ms)
        put_instant(t, &item, HF_STR("first"), first_ms);
    if (r->from_ms != t->step->effective_ms)
        put_instant(t, &item, HF_STR("from"), r->from_ms);
    hf_json_add(&item, HF_STR("name"), hf_json_of_text(name));
    hf_json_add(&item, HF_STR("run"), hf_json_of_int(run->run));
    put_instant(t, &item, HF_STR("was"), run->due_ms);
    return hf_json_object(&item);
}

/* The run as it will be folded, for what the state does to it besides. */
static struct hf_clock_run carried(const struct hf_clock_run *run, const struct hf_reckoned *r,
                                   int64_t first_ms)
{
    struct hf_clock_run now = fresh(r);
    now.state = run->state;
    now.run = run->run;
    now.first_ms = first_ms;
    now.paused_ms = run->paused_ms;
    return now;
}

/* A clock that has no place in this state any more: when it would have been due is kept. */
static void end_run(struct timing *t, uint16_t clock, const struct hf_clock_run *run)
{
    struct hf_json_maker item = hf_json_make(t->d->arena);
    hf_json_add(&item, HF_STR("do"), hf_json_of_text(HF_STR("stop")));
    hf_json_add(&item, HF_STR("name"), hf_json_of_text(t->step->kind->clock[clock].name));
    hf_json_add(&item, HF_STR("run"), hf_json_of_int(run->run));
    put_instant(t, &item, HF_STR("was"), run->due_ms);
    hf_json_add(&t->clocks, HF_STR_NONE, hf_json_object(&item));
}

static enum hf_rc carry(struct timing *t, uint16_t clock, const struct hf_clock_run *run)
{
    const struct hf_clock *of = &t->step->kind->clock[clock];
    struct hf_reckoned r;
    int64_t first_ms;
    HF_TRY(hf_reckon_carry(&t->scene, &of->term, run, &r, &first_ms, t->d->err));
    if (!r.known) {
        end_run(t, clock, run);
        return HF_OK;
    }
    hf_json_add(&t->clocks, HF_STR_NONE, carry_json(t, of->name, run, &r, first_ms));
    struct hf_clock_run now = carried(run, &r, first_ms);
    return stand_still(t, clock, &now);
}

static enum hf_rc migrated_clock(struct timing *t, uint16_t clock)
{
    const struct hf_clock_run *run = hf_case_clock(&t->d->out->after, t->step->instance, clock);
    bool is = runs(t, clock, t->after);
    if (run->state == HF_CLOCK_OFF)
        return is ? start(t, clock, run) : HF_OK;
    if (is)
        return carry(t, clock, run);
    end_run(t, clock, run);
    return HF_OK;
}

/* One whose date is not known keeps the one it has. */
static enum hf_rc migrated_duties(struct timing *t, struct hf_json_maker *duties)
{
    const struct hf_case *c = &t->d->out->after;
    uint64_t open = hf_case_instance(c, t->step->instance)->obliged;
    for (uint16_t o = 0; o < t->step->kind->obligations; o++) {
        const struct hf_obligation *duty = &t->step->kind->obligation[o];
        const struct hf_clock_run *run = hf_case_obligation(c, t->step->instance, o);
        struct hf_reckoned r;
        int64_t first_ms;
        if ((open >> o & 1) == 0)
            continue;
        HF_TRY(hf_reckon_carry(&t->scene, &duty->term, run, &r, &first_ms, t->d->err));
        if (r.known)
            hf_json_add(duties, HF_STR_NONE, carry_json(t, duty->name, run, &r, first_ms));
    }
    return HF_OK;
}

enum hf_rc hf_times_migrated(struct hf_deciding *d, struct hf_step *step)
{
    struct timing t = {.d = d,
                       .step = step,
                       .scene = step->scene,
                       .clocks = hf_json_make(d->arena),
                       .before = HF_NONE,
                       .after = hf_case_instance(&d->out->after, step->instance)->state};
    struct hf_json_maker duties = hf_json_make(d->arena);
    if (step->kind->state[t.after].end != HF_END_NOT)
        return HF_OK;
    for (uint16_t k = 0; k < step->kind->clocks; k++)
        HF_TRY(migrated_clock(&t, k));
    HF_TRY(migrated_duties(&t, &duties));
    if (t.clocks.count > 0)
        hf_json_add(&step->made, HF_STR("clocks"), hf_json_list(&t.clocks));
    if (duties.count > 0)
        hf_json_add(&step->made, HF_STR("duties"), hf_json_list(&duties));
    return HF_OK;
}

/* ---- after an event ---- */

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
