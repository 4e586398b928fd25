/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/due.h"

#include "base/sort.h"
#include "casefile/silence.h"
#include "casefile/timer.h"
#include "seal/ids.h"

/* By time, then order of birth, then name: one order on every machine. */
static int order(const void *one, const void *other)
{
    const struct hf_due *a = one, *b = other;
    if (a->due_ms == b->due_ms && a->instance != b->instance)
        return a->instance < b->instance ? -1 : 1;
    return hf_timer_order(a->due_ms, a->clock, b->due_ms, b->clock);
}

typedef size_t list_timers(const struct hf_flows *flows, const struct hf_house *house,
                           const struct hf_case *c, hf_instance i, struct hf_arena *arena,
                           const struct hf_timer **out);

static size_t list(list_timers *timers_of, const struct hf_flows *flows, const struct hf_house *house,
                   const struct hf_case *c, struct hf_arena *arena, const struct hf_due **out)
{
    struct hf_due *all = NULL;
    size_t count = 0, room = 0;
    for (hf_instance i = 0; i < hf_case_head(c)->instances; i++) {
        const struct hf_timer *timer;
        size_t timers = timers_of(flows, house, c, i, arena, &timer);
        for (size_t t = 0; t < timers; t++) {
            all = hf_arena_room(arena, all, count, &room, sizeof(*all));
            all[count++] = (struct hf_due){.instance = i,
                                           .clock = timer[t].name,
                                           .run = timer[t].run,
                                           .due_ms = timer[t].due_ms,
                                           .provisional = timer[t].provisional};
        }
    }
    hf_sort(all, count, sizeof(*all), order, arena);
    *out = all;
    return count;
}

size_t hf_due_list(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                   struct hf_arena *arena, const struct hf_due **out)
{
    return list(hf_timers, flows, house, c, arena, out);
}

size_t hf_recount_list(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                       struct hf_arena *arena, const struct hf_due **out)
{
    return list(hf_recounts, flows, house, c, arena, out);
}

int64_t hf_due_next(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                    struct hf_arena *arena)
{
    int64_t next_ms = INT64_MAX;
    size_t mark = hf_arena_mark(arena);
    for (hf_instance i = 0; i < hf_case_head(c)->instances; i++) {
        const struct hf_kind *kind = hf_case_kind(flows, c, i);
        const struct hf_timer *timer;
        size_t timers =
            kind->clocks + kind->obligations > 0 ? hf_timers(flows, house, c, i, arena, &timer) : 0;
        if (timers > 0 && timer[0].due_ms < next_ms)
            next_ms = timer[0].due_ms;
    }
    hf_arena_reset(arena, mark);
    return next_ms == INT64_MAX ? HF_NOTHING_DUE : next_ms < 0 ? 0 : next_ms;
}

int64_t hf_due_but_silence(const struct hf_flows *flows, const struct hf_house *house,
                           const struct hf_case *c, struct hf_arena *arena)
{
    int64_t next_ms = hf_due_next(flows, house, c, arena);
    for (uint32_t t = 0; t < hf_case_head(c)->threads; t++) {
        const struct hf_thread *thread = hf_case_thread(c, t);
        int64_t tell_ms = thread->open_ms + HF_ATTEST_AFTER_MS;
        if (thread->open_seq != 0 && (next_ms == HF_NOTHING_DUE || tell_ms < next_ms))
            next_ms = tell_ms;
    }
    return next_ms;
}

int64_t hf_due_sooner(int64_t one_ms, int64_t other_ms)
{
    return one_ms == HF_NOTHING_DUE || (other_ms != HF_NOTHING_DUE && other_ms < one_ms) ? other_ms : one_ms;
}

int64_t hf_file_due(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                    struct hf_arena *arena)
{
    return hf_due_sooner(hf_due_but_silence(flows, house, c, arena), hf_silence_look(flows, c));
}

int64_t hf_file_due_but_telling(const struct hf_flows *flows, const struct hf_house *house,
                                const struct hf_case *c, struct hf_arena *arena)
{
    return hf_due_sooner(hf_due_next(flows, house, c, arena), hf_silence_look(flows, c));
}

struct hf_command hf_due_command(const struct hf_flows *flows, const struct hf_case *c,
                                 const struct hf_due *due, const struct hf_house *house,
                                 struct hf_arena *arena)
{
    struct hf_buf on = hf_buf_in(arena, 24);
    hf_case_put_name(flows, c, due->instance, &on);
    return (struct hf_command){
        .id = hf_clock_command_id(house->hasher, &hf_case_head(c)->file, hf_buf_str(&on), due->clock,
                                  due->run, due->due_ms),
        .file = hf_case_head(c)->file,
        .on = hf_buf_str(&on),
        .event = due->clock,
        .actor = house->log_id,
        .known = HF_KNOWN_engine,
        .clock = due->clock,
        .run = due->run,
        .due_ms = due->due_ms,
    };
}

/* ---- explained ---- */

/* The term and the run of that name; false: there is none that runs. */
static bool find_run(const struct hf_scene *scene, struct hf_str name, const struct hf_term **term,
                     const struct hf_clock_run **run)
{
    static const struct hf_str prefix = HF_STR_INIT("obligation:");
    const struct hf_kind *kind = scene->kind;
    bool duty = hf_str_begins(name, prefix);
    uint16_t index =
        duty ? hf_kind_obligation(kind, hf_str_part(name, prefix.len, name.len)) : hf_kind_clock(kind, name);
    if (index == HF_NONE)
        return false;
    *term = duty ? &kind->obligation[index].term : &kind->clock[index].term;
    *run = duty ? hf_case_obligation(scene->c, scene->instance, index)
                : hf_case_clock(scene->c, scene->instance, index);
    return (*run)->state != HF_CLOCK_OFF;
}

enum hf_rc hf_due_explain(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                          hf_instance i, struct hf_str clock, struct hf_arena *arena,
                          struct hf_reasons *reasons, struct hf_explained *out, struct hf_err *err)
{
    struct hf_scene scene = {.flows = flows,
                             .house = house,
                             .c = c,
                             .owner = hf_case_instance(c, i)->owner,
                             .kind = hf_case_kind(flows, c, i),
                             .instance = i,
                             .arena = arena,
                             .reasons = reasons};
    const struct hf_term *term;
    const struct hf_clock_run *run;
    struct hf_reckoned r;
    struct hf_period within = {0, HF_DAYS};
    if (!find_run(&scene, clock, &term, &run))
        return hf_fail(err, HF_WORD_no_clock, HF_STR("clock"), clock, HF_STR_NONE);
    HF_TRY(hf_reckon_again(&scene, term, run, &r, err));
    if (term->has_within)
        HF_TRY(hf_reckon_span(&scene, &term->within, &within, err));
    *out = (struct hf_explained){
        .calendar = r.calendar,
        .reached = {.due_ms = r.due_ms, .provisional = r.provisional, .reasons = reasons},
        .stored_ms = run->due_ms,
        .hours = within.unit == HF_HOURS,
    };
    return HF_OK;
}
