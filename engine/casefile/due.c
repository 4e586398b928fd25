/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/due.h"

#include "casefile/timer.h"
#include "flow/clock.h"
#include "seal/ids.h"

struct listing {
    const struct hf_flows *flows;
    const struct hf_case *c;
    struct hf_arena *arena;
    struct hf_due *at;
    size_t count, room;
};

static void add(struct listing *l, const struct hf_due *due)
{
    l->at = hf_arena_room(l->arena, l->at, l->count, &l->room, sizeof(*l->at));
    l->at[l->count++] = *due;
}

static struct hf_str timer_name(struct listing *l, struct hf_str before, struct hf_str name,
                                const struct hf_period *offset)
{
    struct hf_buf text = hf_buf_in(l->arena, 48);
    hf_buf_put(&text, before);
    hf_buf_put(&text, name);
    if (offset != NULL) {
        hf_buf_put_char(&text, ':');
        if (offset->count > 0)
            hf_buf_put_char(&text, '+');
        hf_period_put(&text, *offset);
    }
    return hf_buf_str(&text);
}

/* Where the due time has passed and nothing of the clock was told since, it is listed; and each reminder
 * likewise. */
static void list_term(struct listing *l, hf_instance i, struct hf_str before, struct hf_str name,
                      const struct hf_term *term, const struct hf_clock_run *run)
{
    struct hf_due due = {.instance = i, .run = run->run, .due_ms = run->due_ms};
    const struct hf_calendar *calendar = hf_calendar_find(HF_STR("court"));
    struct hf_err err;
    if (run->state != HF_CLOCK_RUNNING)
        return;
    if (run->told_ms < run->due_ms) {
        due.clock = timer_name(l, before, name, NULL);
        add(l, &due);
    }
    for (uint16_t r = 0; r < term->reminds; r++)
        for (uint16_t a = 0; a < term->remind[r].ats; a++) {
            struct hf_period offset = term->remind[r].at[a].fixed;
            if (hf_clock_remind(calendar, run->due_ms, offset, &due.due_ms, &err) != HF_OK ||
                due.due_ms <= run->told_ms)
                continue;
            due.clock = timer_name(l, before, name, &offset);
            add(l, &due);
        }
}

static void list_instance(struct listing *l, hf_instance i)
{
    const struct hf_kind *kind = hf_case_kind(l->flows, l->c, i);
    for (uint16_t k = 0; k < kind->clocks; k++)
        list_term(l, i, HF_STR_NONE, kind->clock[k].name, &kind->clock[k].term, hf_case_clock(l->c, i, k));
    for (uint16_t o = 0; o < kind->obligations; o++)
        list_term(l, i, HF_STR("obligation:"), kind->obligation[o].name, &kind->obligation[o].term,
                  hf_case_obligation(l->c, i, o));
}

/* By time, then order of birth, then name: one order on every machine. */
static int order(const struct hf_due *a, const struct hf_due *b)
{
    if (a->due_ms != b->due_ms)
        return a->due_ms < b->due_ms ? -1 : 1;
    if (a->instance != b->instance)
        return a->instance < b->instance ? -1 : 1;
    return hf_str_order(a->clock, b->clock);
}

static void sort(struct hf_due *due, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct hf_due held = due[i];
        size_t at = i;
        for (; at > 0 && order(&held, &due[at - 1]) < 0; at--)
            due[at] = due[at - 1];
        due[at] = held;
    }
}

size_t hf_due_list(const struct hf_flows *flows, const struct hf_case *c, struct hf_arena *arena,
                   const struct hf_due **out)
{
    struct listing l = {.flows = flows, .c = c, .arena = arena};
    for (hf_instance i = 0; i < hf_case_head(c)->instances; i++)
        list_instance(&l, i);
    sort(l.at, l.count);
    *out = l.at;
    return l.count;
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
