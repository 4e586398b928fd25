/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A timer's command. Its clock may fire an event of the definition, which is then handled like any other;
 * else the engine records its own: clock.due, clock.reminded or obligation.due. Either carries what became of
 * the clock.
 *
 * Timers are named "expiry" (due), "expiry:-60d" (a reminder), "obligation:confirm" and
 * "obligation:confirm:+7d".
 */
#include "casefile/timer.h"

#include "flow/clock.h"

static const struct hf_remind *find_remind(const struct hf_term *term, struct hf_str offset)
{
    struct hf_period wanted;
    if (!hf_period_read(offset, &wanted))
        return NULL;
    for (uint16_t r = 0; r < term->reminds; r++)
        for (uint16_t a = 0; a < term->remind[r].ats; a++) {
            struct hf_period at = term->remind[r].at[a].fixed;
            if (at.count == wanted.count && at.unit == wanted.unit)
                return &term->remind[r];
        }
    return NULL;
}

bool hf_timer_find(const struct hf_kind *kind, struct hf_str name, struct hf_timer *out)
{
    struct hf_str rest = name, first = hf_str_cut(&rest, ':');
    *out = (struct hf_timer){.clock = HF_NONE, .obligation = HF_NONE, .fires = HF_NONE};
    if (hf_str_eq(first, HF_STR("obligation"))) {
        first = hf_str_cut(&rest, ':');
        out->obligation = hf_kind_obligation(kind, first);
        if (out->obligation == HF_NONE)
            return false;
        out->term = &kind->obligation[out->obligation].term;
    } else {
        out->clock = hf_kind_clock(kind, first);
        if (out->clock == HF_NONE)
            return false;
        out->term = &kind->clock[out->clock].term;
        out->fires = kind->clock[out->clock].fires;
    }
    if (rest.at == NULL)
        return true;
    out->remind = find_remind(out->term, rest);
    if (out->remind != NULL)
        out->fires = out->remind->fires;
    return out->remind != NULL;
}

const struct hf_clock_run *hf_timer_run(const struct hf_case *c, hf_instance i, const struct hf_timer *timer)
{
    return timer->clock != HF_NONE ? hf_case_clock(c, i, timer->clock)
                                   : hf_case_obligation(c, i, timer->obligation);
}

/* {"do": "remind" | "due", "due": ..., "name": ..., "run": ...} */
static struct hf_json tick_json(struct hf_deciding *d, const struct hf_kind *kind,
                                const struct hf_timer *timer)
{
    struct hf_json_maker tick = hf_json_make(d->arena);
    struct hf_buf due = hf_buf_in(d->arena, HF_INSTANT_TEXT);
    hf_instant_put(&due, d->command->due_ms);
    hf_json_add(&tick, HF_STR("do"),
                hf_json_of_text(timer->remind != NULL ? HF_STR("remind") : HF_STR("due")));
    hf_json_add(&tick, HF_STR("due"), hf_json_of_text(hf_buf_str(&due)));
    hf_json_add(&tick, HF_STR("name"),
                hf_json_of_text(timer->clock != HF_NONE ? kind->clock[timer->clock].name
                                                        : kind->obligation[timer->obligation].name));
    hf_json_add(&tick, HF_STR("run"), hf_json_of_int(d->command->run));
    return hf_json_object(&tick);
}

static enum hf_rc passed(struct hf_deciding *d)
{
    return hf_fail(d->err, HF_WORD_timer_passed, HF_STR("clock"), d->command->clock, HF_STR_NONE);
}

enum hf_rc hf_timer_step(struct hf_deciding *d, struct hf_step *step)
{
    const struct hf_case *c = &d->out->after;
    struct hf_timer timer;
    step->instance =
        hf_case_head(c)->instances == 0 ? HF_NO_INSTANCE : hf_case_find(d->flows, c, d->command->on);
    if (step->instance == HF_NO_INSTANCE)
        return passed(d);
    step->owner = hf_case_instance(c, step->instance)->owner;
    step->kind_index = hf_case_instance(c, step->instance)->kind;
    step->kind = hf_case_kind(d->flows, c, step->instance);
    if (!hf_timer_find(step->kind, d->command->clock, &timer))
        return passed(d);
    const struct hf_clock_run *run = hf_timer_run(c, step->instance, &timer);
    if (run->state != HF_CLOCK_RUNNING || run->run != d->command->run ||
        d->command->due_ms > d->command->at_ms || run->told_ms >= d->command->due_ms)
        return passed(d);
    step->tick = tick_json(d, step->kind, &timer);
    step->tick_obligation = timer.obligation != HF_NONE;
    step->remind = timer.remind;
    step->rule = timer.fires == HF_NONE ? NULL : &step->kind->event[timer.fires];
    step->own = timer.obligation != HF_NONE ? HF_STR("obligation.due")
                : timer.remind != NULL      ? HF_STR("clock.reminded")
                                            : HF_STR("clock.due");
    return HF_OK;
}
