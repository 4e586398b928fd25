/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A clock's timers, and the step that one of them gives. It may fire an event of the definition, which is
 * then handled like any other; else the engine records its own: clock.due, clock.reminded or obligation.due.
 * Either carries what became of the clock.
 */
#include "casefile/timer.h"

#include "base/sort.h"

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
    struct hf_count count;
    struct hf_timer timer = *due;
    struct hf_period offset;
    HF_UNSET struct hf_err err;
    if (hf_reckon_count(&l->scene, due->term, &count, &err) != HF_OK ||
        hf_reckon_span(&l->scene, at, &offset, &err) != HF_OK ||
        hf_clock_remind(count.calendar, due->due_ms, offset, &timer.due_ms, &err) != HF_OK ||
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

static int order(const void *one, const void *other)
{
    const struct hf_timer *a = one, *b = other;
    return hf_timer_order(a->due_ms, a->name, b->due_ms, b->name);
}

static void sort(struct listing *l, size_t from)
{
    if (l->count > from) /* nothing may be all there is room for */
        hf_sort(l->at + from, l->count - from, sizeof(*l->at), order, l->scene.arena);
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

struct times {
    struct hf_count count;
    int64_t first_ms;
};

/* Does the k-th time lie after this instant? Beyond the year 9999 it does. */
static bool is_after(const struct times *times, uint32_t k, int64_t at_ms)
{
    struct hf_reached reached = {.reasons = NULL};
    HF_UNSET struct hf_err err;
    return hf_clock_every(&times->count, times->first_ms, k, &reached, &err) != HF_OK ||
           reached.due_ms > at_ms;
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

/* Of a clock that recurs: the time before this one, to which reminders after it still belong. */
static bool find_previous(struct listing *l, const struct hf_term *term, const struct hf_clock_run *run,
                          int64_t *at_ms)
{
    struct times times = {.first_ms = run->first_ms};
    struct hf_reached reached = {.reasons = NULL};
    HF_UNSET struct hf_err err;
    if (!term->has_every || run->due_ms <= run->first_ms ||
        hf_reckon_count(&l->scene, term, &times.count, &err) != HF_OK)
        return false;
    uint32_t k = first_after(&times, run->due_ms - 1);
    if (k == 0 || hf_clock_every(&times.count, times.first_ms, k - 1, &reached, &err) != HF_OK)
        return false;
    *at_ms = reached.due_ms;
    return true;
}

/* Reminders of the due time; of the one before, those that come after it. */
static void list_reminders(struct listing *l, const struct hf_timer *due, bool only_after)
{
    for (uint16_t r = 0; r < due->term->reminds; r++)
        for (uint16_t a = 0; a < due->term->remind[r].ats; a++)
            if (!only_after || due->term->remind[r].at[a].fixed.count > 0)
                add_remind(l, due, &due->term->remind[r], &due->term->remind[r].at[a]);
}

static void list_term(struct listing *l, struct hf_timer timer, const struct hf_clock_run *run, bool late)
{
    size_t begin = l->count;
    if (run->state != HF_CLOCK_RUNNING)
        return;
    timer.run = run->run;
    timer.due_ms = run->due_ms;
    timer.provisional = run->provisional != 0;
    if (may_fall_due(timer.term, run, late))
        add(l, &timer);
    list_reminders(l, &timer, false);
    if (timer.term->reminds > 0 && find_previous(l, timer.term, run, &timer.due_ms))
        list_reminders(l, &timer, true);
    if (l->count == begin)
        return;
    sort(l, begin);
    l->count = begin + keep_open(&l->at[begin], l->count - begin, run);
}

static struct hf_str duty_name(struct hf_arena *arena, struct hf_str name)
{
    struct hf_buf text = hf_buf_in(arena, 48);
    hf_buf_put(&text, HF_STR("obligation:"));
    hf_buf_put(&text, name);
    return hf_buf_str(&text);
}

static struct hf_timer of_clock(const struct hf_kind *kind, uint16_t k)
{
    return (struct hf_timer){.name = kind->clock[k].name,
                             .clock = k,
                             .obligation = HF_NONE,
                             .term = &kind->clock[k].term,
                             .fires = kind->clock[k].fires};
}

static struct hf_timer of_duty(struct listing *l, uint16_t o)
{
    return (struct hf_timer){.name = duty_name(l->scene.arena, l->scene.kind->obligation[o].name),
                             .clock = HF_NONE,
                             .obligation = o,
                             .term = &l->scene.kind->obligation[o].term,
                             .fires = HF_NONE};
}

typedef void list_run(struct listing *l, struct hf_timer timer, const struct hf_clock_run *run, bool late);

static void list_all(struct listing *l, hf_instance i, list_run *list)
{
    const struct hf_kind *kind = l->scene.kind;
    const struct hf_instance_head *head = hf_case_instance(l->scene.c, i);
    for (uint16_t k = 0; k < kind->clocks; k++)
        list(l, of_clock(kind, k), hf_case_clock(l->scene.c, i, k), (head->late >> k & 1) != 0);
    for (uint16_t o = 0; o < kind->obligations; o++)
        if ((head->obliged >> o & 1) != 0)
            list(l, of_duty(l, o), hf_case_obligation(l->scene.c, i, o), (head->late_obliged >> o & 1) != 0);
}

static struct listing listing_of(const struct hf_flows *flows, const struct hf_house *house,
                                 const struct hf_case *c, hf_instance i, struct hf_arena *arena)
{
    return (struct listing){.scene = {.flows = flows,
                                      .house = house,
                                      .c = c,
                                      .owner = hf_case_instance(c, i)->owner,
                                      .kind = hf_case_kind(flows, c, i),
                                      .instance = i,
                                      .arena = arena}};
}

size_t hf_timers(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                 hf_instance i, struct hf_arena *arena, const struct hf_timer **out)
{
    struct listing l = listing_of(flows, house, c, i, arena);
    if (!hf_case_ended(flows, c))
        list_all(&l, i, list_term);
    sort(&l, 0);
    *out = l.at;
    return l.count;
}

/* ---- a later calendar ---- */

static void list_recount(struct listing *l, struct hf_timer timer, const struct hf_clock_run *run, bool late)
{
    const struct hf_calendar *newer;
    struct hf_buf name = hf_buf_in(l->scene.arena, 64);
    if (late || run->state != HF_CLOCK_RUNNING || !hf_reckon_stale(&l->scene, timer.term, run, &newer))
        return;
    hf_buf_put(&name, timer.name);
    hf_buf_put_char(&name, ':');
    hf_buf_put(&name, newer->name);
    hf_buf_put_char(&name, '/');
    hf_buf_put_i64(&name, newer->version);
    timer.name = hf_buf_str(&name);
    timer.fires = HF_NONE;
    timer.recounts = true;
    timer.run = run->run;
    timer.due_ms = run->known_ms;
    add(l, &timer);
}

size_t hf_recounts(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                   hf_instance i, struct hf_arena *arena, const struct hf_timer **out)
{
    struct listing l = listing_of(flows, house, c, i, arena);
    if (!hf_case_ended(flows, c))
        list_all(&l, i, list_recount);
    sort(&l, 0);
    *out = l.at;
    return l.count;
}

/* ---- recurring ---- */

enum hf_rc hf_timer_recurrence(const struct hf_scene *scene, const struct hf_term *term,
                               const struct hf_clock_run *run, int64_t now_ms, struct hf_recurrence *out,
                               struct hf_err *err)
{
    struct times times = {.first_ms = run->first_ms};
    struct hf_reached next = {.reasons = NULL}, last = {.reasons = NULL};
    HF_TRY(hf_reckon_count(scene, term, &times.count, err));
    uint32_t k = first_after(&times, now_ms > run->due_ms ? now_ms : run->due_ms);
    out->times = k - first_after(&times, run->due_ms - 1);
    HF_TRY(hf_clock_every(&times.count, times.first_ms, k, &next, err));
    HF_TRY(hf_clock_every(&times.count, times.first_ms, k - 1, &last, err));
    out->last_ms = last.due_ms;
    out->next = (struct hf_reckoned){.due_ms = next.due_ms,
                                     .known = true,
                                     .provisional = next.provisional,
                                     .calendar = times.count.calendar};
    return hf_reckon_writable(next.due_ms, err);
}

/* ---- the step of one ---- */

/* {"do": "remind" | "due" | "recount", "due", "name", "run"}; "times" where a recurring clock missed some; of
 * a recount what it was reckoned by. */
static struct hf_json tick_json(struct hf_deciding *d, const struct hf_step *step,
                                const struct hf_timer *timer, uint32_t times, const struct hf_reckoned *again)
{
    struct hf_json_maker tick = hf_json_make(d->arena);
    struct hf_buf due = hf_buf_in(d->arena, HF_INSTANT_TEXT);
    if (again != NULL)
        hf_reckon_put(again, d->arena, &tick);
    hf_instant_put(&due, again != NULL ? again->due_ms : step->due_ms);
    hf_json_add(&tick, HF_STR("do"),
                hf_json_of_text(again != NULL           ? HF_STR("recount")
                                : timer->remind != NULL ? HF_STR("remind")
                                                        : HF_STR("due")));
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
    struct hf_scene scene = hf_scene_beside(d, step);
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

/* What a later calendar makes of a due time takes effect when it is recorded. */
static enum hf_rc recount(struct hf_deciding *d, struct hf_step *step, const struct hf_timer *timer)
{
    const struct hf_case *c = &d->out->after;
    const struct hf_clock_run *run = timer->clock != HF_NONE
                                         ? hf_case_clock(c, step->instance, timer->clock)
                                         : hf_case_obligation(c, step->instance, timer->obligation);
    struct hf_scene scene = hf_scene_beside(d, step);
    struct hf_reckoned again;
    HF_TRY(hf_reckon_again(&scene, timer->term, run, &again, d->err));
    step->due_ms = d->command->at_ms;
    step->tick = tick_json(d, step, timer, 1, &again);
    step->tick_obligation = timer->obligation != HF_NONE;
    step->own = step->tick_obligation ? HF_STR("obligation.recounted") : HF_STR("clock.recounted");
    return HF_OK;
}

static enum hf_rc fill_step(struct hf_deciding *d, struct hf_step *step, const struct hf_timer *timer)
{
    uint32_t times;
    if (timer->recounts)
        return recount(d, step, timer);
    HF_TRY(last_time(d, step, timer, &times));
    step->tick = tick_json(d, step, timer, times, NULL);
    step->tick_obligation = timer->obligation != HF_NONE;
    step->remind = timer->remind;
    step->rule = timer->fires == HF_NONE ? NULL : &step->kind->event[timer->fires];
    step->own = timer->obligation != HF_NONE ? HF_STR("obligation.due")
                : timer->remind != NULL      ? HF_STR("clock.reminded")
                                             : HF_STR("clock.due");
    return HF_OK;
}

/* The one that the command means, if it is still to fire and its time has come. */
static const struct hf_timer *find_meant(const struct hf_command *command, const struct hf_timer *timers,
                                         size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (hf_str_eq(timers[i].name, command->clock) && timers[i].run == command->run &&
            timers[i].due_ms == command->due_ms && timers[i].due_ms <= command->at_ms)
            return &timers[i];
    return NULL;
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
    size_t count = hf_timers(d->flows, d->house, c, step->instance, d->arena, &timers);
    const struct hf_timer *meant = find_meant(d->command, timers, count);
    if (meant == NULL) {
        count = hf_recounts(d->flows, d->house, c, step->instance, d->arena, &timers);
        meant = find_meant(d->command, timers, count);
    }
    return meant == NULL ? passed(d) : fill_step(d, step, meant);
}
