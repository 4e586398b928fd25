/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A clock's timers, and the step that one of them gives. It may fire an event of the definition, which is
 * then handled like any other; else the engine records its own: clock.due, clock.reminded or obligation.due.
 * Either carries what became of the clock.
 */
#include "casefile/timer.h"

#include "casefile/reckon.h"

/* ---- which are still to fire ---- */

struct listing {
    struct hf_scene scene;
    struct hf_timer *at;
    size_t count, room;
};

static void add(struct listing *l, const struct hf_timer *timer)
{
    l->at = hf_arena_room(l->scene.arena, l->at, l->count, &l->room, sizeof(*l->at));
    l->at[l->count++] = *timer;
}

static struct hf_str with_offset(struct hf_arena *arena, struct hf_str name, struct hf_period offset)
{
    struct hf_buf text = hf_buf_in(arena, 48);
    hf_buf_put(&text, name);
    hf_buf_put(&text, offset.count > 0 ? HF_STR(":+") : HF_STR(":"));
    hf_period_put(&text, offset);
    return hf_buf_str(&text);
}

/* What cannot be reckoned (a reminder before the first day of the calendar) has no time and is none. */
static void add_remind(struct listing *l, const struct hf_timer *due, const struct hf_remind *remind,
                       const struct hf_span *at)
{
    const struct hf_calendar *calendar;
    struct hf_timer timer = *due;
    struct hf_period offset;
    HF_UNSET struct hf_err err;
    if (hf_reckon_calendar(&l->scene, due->term, &calendar, &err) != HF_OK ||
        hf_reckon_span(&l->scene, at, &offset, &err) != HF_OK ||
        hf_clock_remind(calendar, due->due_ms, offset, &timer.due_ms, &err) != HF_OK ||
        hf_reckon_writable(timer.due_ms, &err) != HF_OK)
        return;
    timer.name = with_offset(l->scene.arena, due->name, offset);
    timer.remind = remind;
    timer.fires = remind->fires;
    add(l, &timer);
}

int hf_timer_order(int64_t a_ms, struct hf_str a, int64_t b_ms, struct hf_str b)
{
    if (a_ms != b_ms)
        return a_ms < b_ms ? -1 : 1;
    while (a.len > 0 && b.len > 0) {
        struct hf_str a_part = hf_str_cut(&a, ':'), b_part = hf_str_cut(&b, ':');
        int order = hf_str_order(a_part, b_part);
        if (order != 0)
            return order;
    }
    return (a.len > 0) - (b.len > 0);
}

static void sort(struct hf_timer *timer, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct hf_timer held = timer[i];
        size_t at = i;
        for (; at > 0 && hf_timer_order(held.due_ms, held.name, timer[at - 1].due_ms, timer[at - 1].name) < 0;
             at--)
            timer[at] = timer[at - 1];
        timer[at] = held;
    }
}

/* Was it past already when the clock's due time became known, and would only tell? */
static bool missed(const struct hf_timer *timer, const struct hf_clock_run *run)
{
    return timer->remind != NULL && timer->fires == HF_NONE && timer->due_ms <= run->known_ms;
}

/* Drops what was told, and of the missed ones all but the last. */
static size_t keep_open(struct hf_timer *timer, size_t count, const struct hf_clock_run *run)
{
    size_t kept = 0, last_missed = 0;
    uint32_t same = 0;
    for (size_t i = 0; i < count; i++)
        if (missed(&timer[i], run))
            last_missed = i;
    for (size_t i = 0; i < count; i++) {
        if ((missed(&timer[i], run) && i != last_missed) || timer[i].due_ms < run->told_ms ||
            (timer[i].due_ms == run->told_ms && same++ < run->told))
            continue;
        timer[kept++] = timer[i];
    }
    return kept;
}

/* A clock that was late before it stood still does not fall due a second time. */
static bool may_fall_due(const struct hf_term *term, const struct hf_clock_run *run, bool late)
{
    return !late || term->has_every || run->due_ms <= run->told_ms;
}

static void list_term(struct listing *l, struct hf_timer timer, const struct hf_clock_run *run, bool late)
{
    size_t begin = l->count;
    if (run->state != HF_CLOCK_RUNNING)
        return;
    timer.run = run->run;
    timer.due_ms = run->due_ms;
    if (may_fall_due(timer.term, run, late))
        add(l, &timer);
    for (uint16_t r = 0; r < timer.term->reminds; r++)
        for (uint16_t a = 0; a < timer.term->remind[r].ats; a++)
            add_remind(l, &timer, &timer.term->remind[r], &timer.term->remind[r].at[a]);
    if (l->count == begin)
        return;
    sort(&l->at[begin], l->count - begin);
    l->count = begin + keep_open(&l->at[begin], l->count - begin, run);
}

static struct hf_str duty_name(struct hf_arena *arena, struct hf_str name)
{
    struct hf_buf text = hf_buf_in(arena, 48);
    hf_buf_put(&text, HF_STR("obligation:"));
    hf_buf_put(&text, name);
    return hf_buf_str(&text);
}

static void list_all(struct listing *l, hf_instance i)
{
    const struct hf_kind *kind = l->scene.kind;
    const struct hf_instance_head *head = hf_case_instance(l->scene.c, i);
    for (uint16_t k = 0; k < kind->clocks; k++)
        list_term(l,
                  (struct hf_timer){.name = kind->clock[k].name,
                                    .clock = k,
                                    .obligation = HF_NONE,
                                    .term = &kind->clock[k].term,
                                    .fires = kind->clock[k].fires},
                  hf_case_clock(l->scene.c, i, k), (head->late >> k & 1) != 0);
    for (uint16_t o = 0; o < kind->obligations; o++)
        if ((head->obliged >> o & 1) != 0)
            list_term(l,
                      (struct hf_timer){.name = duty_name(l->scene.arena, kind->obligation[o].name),
                                        .clock = HF_NONE,
                                        .obligation = o,
                                        .term = &kind->obligation[o].term,
                                        .fires = HF_NONE},
                      hf_case_obligation(l->scene.c, i, o), (head->late_obliged >> o & 1) != 0);
}

size_t hf_timers(const struct hf_flows *flows, const struct hf_case *c, hf_instance i, struct hf_arena *arena,
                 const struct hf_timer **out)
{
    struct listing l = {.scene = {.flows = flows,
                                  .c = c,
                                  .owner = hf_case_instance(c, i)->owner,
                                  .kind = hf_case_kind(flows, c, i),
                                  .instance = i,
                                  .arena = arena}};
    if (!hf_case_ended(flows, c))
        list_all(&l, i);
    sort(l.at, l.count);
    *out = l.at;
    return l.count;
}

/* ---- recurring ---- */

struct times {
    const struct hf_calendar *calendar;
    int64_t first_ms;
    struct hf_period every;
};

/* Does the k-th time lie after this instant? Beyond the last year of the calendar it does. */
static bool is_after(const struct times *times, uint32_t k, int64_t at_ms)
{
    int64_t due_ms;
    HF_UNSET struct hf_err err;
    return hf_clock_every(times->calendar, times->first_ms, times->every, k, &due_ms, &err) != HF_OK ||
           due_ms > at_ms;
}

static uint32_t first_after(const struct times *times, int64_t at_ms)
{
    uint32_t low = 0, high = 1;
    while (!is_after(times, high, at_ms) && high < UINT32_MAX / 4)
        high *= 2;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (is_after(times, middle, at_ms))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

enum hf_rc hf_timer_recurrence(const struct hf_scene *scene, const struct hf_term *term,
                               const struct hf_clock_run *run, int64_t now_ms, struct hf_recurrence *out,
                               struct hf_err *err)
{
    struct times times = {.first_ms = run->first_ms, .every = term->every};
    HF_TRY(hf_reckon_calendar(scene, term, &times.calendar, err));
    uint32_t next = first_after(&times, now_ms > run->due_ms ? now_ms : run->due_ms);
    out->times = next - first_after(&times, run->due_ms - 1);
    HF_TRY(hf_clock_every(times.calendar, times.first_ms, times.every, next, &out->next_ms, err));
    HF_TRY(hf_clock_every(times.calendar, times.first_ms, times.every, next - 1, &out->last_ms, err));
    return hf_reckon_writable(out->next_ms, err);
}

/* ---- the step of one ---- */

/* {"do": "remind" | "due", "due", "name", "run"}; "times" where a recurring clock missed some. */
static struct hf_json tick_json(struct hf_deciding *d, const struct hf_step *step,
                                const struct hf_timer *timer, uint32_t times)
{
    struct hf_json_maker tick = hf_json_make(d->arena);
    struct hf_buf due = hf_buf_in(d->arena, HF_INSTANT_TEXT);
    hf_instant_put(&due, step->due_ms);
    hf_json_add(&tick, HF_STR("do"),
                hf_json_of_text(timer->remind != NULL ? HF_STR("remind") : HF_STR("due")));
    hf_json_add(&tick, HF_STR("due"), hf_json_of_text(hf_buf_str(&due)));
    hf_json_add(&tick, HF_STR("name"),
                hf_json_of_text(timer->clock != HF_NONE ? step->kind->clock[timer->clock].name
                                                        : step->kind->obligation[timer->obligation].name));
    hf_json_add(&tick, HF_STR("run"), hf_json_of_int(timer->run));
    if (times > 1)
        hf_json_add(&tick, HF_STR("times"), hf_json_of_int(times));
    return hf_json_object(&tick);
}

static enum hf_rc passed(struct hf_deciding *d)
{
    return hf_fail(d->err, HF_WORD_timer_passed, HF_STR("clock"), d->command->clock, HF_STR_NONE);
}

/* Of several missed times of a recurring clock only the last fires, with their number. */
static enum hf_rc last_time(struct hf_deciding *d, struct hf_step *step, const struct hf_timer *timer,
                            uint32_t *times)
{
    struct hf_recurrence recurrence;
    struct hf_scene scene = {.flows = d->flows,
                             .c = &d->out->after,
                             .owner = step->owner,
                             .kind = step->kind,
                             .instance = step->instance,
                             .arena = d->arena};
    step->due_ms = timer->due_ms;
    *times = 1;
    if (timer->remind != NULL || !timer->term->has_every)
        return HF_OK;
    HF_TRY(hf_timer_recurrence(&scene, timer->term,
                               hf_case_clock(&d->out->after, step->instance, timer->clock), d->command->at_ms,
                               &recurrence, d->err));
    step->due_ms = recurrence.last_ms;
    *times = recurrence.times;
    return HF_OK;
}

static enum hf_rc fill_step(struct hf_deciding *d, struct hf_step *step, const struct hf_timer *timer)
{
    uint32_t times;
    HF_TRY(last_time(d, step, timer, &times));
    step->tick = tick_json(d, step, timer, times);
    step->tick_obligation = timer->obligation != HF_NONE;
    step->remind = timer->remind;
    step->rule = timer->fires == HF_NONE ? NULL : &step->kind->event[timer->fires];
    step->own = timer->obligation != HF_NONE ? HF_STR("obligation.due")
                : timer->remind != NULL      ? HF_STR("clock.reminded")
                                             : HF_STR("clock.due");
    return HF_OK;
}

enum hf_rc hf_timer_step(struct hf_deciding *d, struct hf_step *step)
{
    const struct hf_case *c = &d->out->after;
    const struct hf_timer *timers;
    step->instance =
        hf_case_head(c)->instances == 0 ? HF_NO_INSTANCE : hf_case_find(d->flows, c, d->command->on);
    if (step->instance == HF_NO_INSTANCE)
        return passed(d);
    step->owner = hf_case_instance(c, step->instance)->owner;
    step->kind_index = hf_case_instance(c, step->instance)->kind;
    step->kind = hf_case_kind(d->flows, c, step->instance);
    size_t count = hf_timers(d->flows, c, step->instance, d->arena, &timers);
    for (size_t i = 0; i < count; i++)
        if (hf_str_eq(timers[i].name, d->command->clock) && timers[i].run == d->command->run &&
            timers[i].due_ms == d->command->due_ms && timers[i].due_ms <= d->command->at_ms)
            return fill_step(d, step, &timers[i]);
    return passed(d);
}
