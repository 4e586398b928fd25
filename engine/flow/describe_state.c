/* SPDX-License-Identifier: Apache-2.0 */
/* States, groups, clocks and duties: where one stands, by when, and what may be done. */
#include "flow/describe_inside.h"

static struct hf_str quoted_text(const struct telling *t, const struct hf_text *text)
{
    return tell_quoted(t, tell_text(t, text));
}

static struct hf_str state_titles(const struct telling *t, const struct hf_states *states)
{
    struct list list = tell_list(t, HF_PHRASE_comma);
    for (uint16_t s = 0; s < t->prose.kind->states; s++)
        if (hf_states_have(states, s))
            tell_item(&list, quoted_text(t, &t->prose.kind->state[s].title));
    return tell_listed(&list);
}

/* ---- times ---- */

static struct hf_str remind_acts(const struct telling *t, const struct hf_remind *remind)
{
    struct list list = tell_list(t, HF_PHRASE_semicolon);
    for (uint16_t i = 0; i < remind->notifies; i++)
        tell_item(&list, tell_phrase(t, HF_PHRASE_t_remind_notice,
                                     tell_place(t, tell_notices_chapter(t), remind->notify[i].tmpl + 1u, 0),
                                     hf_prose_part(&t->prose, remind->notify[i].to), HF_STR_NONE));
    if (remind->fires != HF_NONE)
        tell_item(&list, tell_phrase(t, HF_PHRASE_t_remind_event,
                                     tell_text(t, &t->prose.kind->event[remind->fires].title), HF_STR_NONE,
                                     HF_STR_NONE));
    return tell_listed(&list);
}

static void say_remind(struct telling *t, const struct hf_remind *remind)
{
    struct list ats = tell_list(t, HF_PHRASE_comma);
    for (uint16_t i = 0; i < remind->ats; i++) {
        struct hf_buf text = hf_buf_in(t->prose.arena, 32);
        struct hf_prose aside = hf_prose_aside(&t->prose, &text);
        hf_prose_remind(&aside, &remind->at[i]);
        tell_item(&ats, hf_buf_str(&text));
    }
    tell_say1(t, HF_PHRASE_t_remind, tell_listed(&ats));
    hf_buf_put_char(&t->text, ' ');
    hf_buf_put(&t->text, remind_acts(t, remind));
    hf_buf_put_char(&t->text, '.');
}

static struct hf_str term_text(const struct telling *t, const struct hf_term *term)
{
    struct hf_buf text = hf_buf_in(t->prose.arena, 48);
    struct hf_prose aside = hf_prose_aside(&t->prose, &text);
    hf_prose_term(&aside, term);
    return hf_buf_str(&text);
}

/* How it is counted and who is reminded; the period itself has been told. */
void tell_term(struct telling *t, const struct hf_term *term)
{
    if (term->from != NULL)
        tell_say1(t, HF_PHRASE_t_from, tell_expr(t, term->from));
    if (term->calendar_of != NULL)
        tell_say1(t, HF_PHRASE_t_calendar_of, tell_expr(t, term->calendar_of));
    else if (!hf_str_eq(term->calendar, HF_STR("court")))
        tell_say1(t, HF_PHRASE_t_calendar, term->calendar);
    if (term->start_included)
        tell_say0(t, HF_PHRASE_t_start_included);
    if (term->roll)
        tell_say0(t, HF_PHRASE_t_roll);
    for (uint16_t i = 0; i < term->reminds; i++)
        say_remind(t, &term->remind[i]);
}

static void say_fires(struct telling *t, const struct hf_clock *clock)
{
    if (clock->fires != HF_NONE)
        tell_say1(t, HF_PHRASE_t_fires, tell_text(t, &t->prose.kind->event[clock->fires].title));
}

void tell_clocks(struct telling *t)
{
    const struct hf_kind *kind = t->prose.kind;
    for (uint16_t c = 0; c < kind->clocks; c++) {
        const struct hf_clock *clock = &kind->clock[c];
        if (clock->during == HF_NONE)
            continue;
        const struct hf_group *group = &kind->group[clock->during];
        const struct hf_str args[] = {tell_text(t, &clock->title), tell_text(t, &group->title),
                                      state_titles(t, &group->states), term_text(t, &clock->term)};
        tell_say_all(t, HF_PHRASE_t_clock, args, 4);
        tell_term(t, &clock->term);
        say_fires(t, clock);
        tell_close(t, 3);
    }
}

void tell_duties(struct telling *t)
{
    for (uint16_t o = 0; o < t->prose.kind->obligations; o++) {
        const struct hf_obligation *duty = &t->prose.kind->obligation[o];
        tell_say(t, HF_PHRASE_t_duty, tell_text(t, &duty->title), hf_prose_part(&t->prose, duty->owner),
                 term_text(t, &duty->term));
        tell_term(t, &duty->term);
        tell_say1(t, HF_PHRASE_t_duty_before, state_titles(t, &duty->before));
        tell_say1(t, HF_PHRASE_e_basis, tell_bases(t, &duty->basis));
        tell_close(t, 3);
    }
}

/* ---- a state ---- */

static void say_place(struct telling *t, const struct hf_state *state)
{
    static const enum hf_phrase ends[] = {
        [HF_END_SUCCESS] = HF_PHRASE_t_success,
        [HF_END_FAILURE] = HF_PHRASE_t_failure,
        [HF_END_NEUTRAL] = HF_PHRASE_t_neutral,
    };
    if (state->end != HF_END_NOT)
        tell_say1(t, HF_PHRASE_t_end, hf_phrase(ends[state->end], t->prose.lang));
    if (state->owner != HF_NONE)
        tell_say1(t, HF_PHRASE_t_owner, hf_prose_part(&t->prose, state->owner));
    if (state->stage != HF_NONE)
        tell_say1(t, HF_PHRASE_t_stage, tell_text(t, &t->prose.flow->stage[state->stage].title));
}

static bool stands_still(const struct hf_state *state, uint16_t clock)
{
    for (uint16_t i = 0; i < state->pauses.count; i++)
        if (state->pauses.at[i] == clock)
            return true;
    return false;
}

static void say_clocks_here(struct telling *t, uint16_t s)
{
    const struct hf_kind *kind = t->prose.kind;
    struct list running = tell_list(t, HF_PHRASE_comma), still = tell_list(t, HF_PHRASE_comma);
    for (uint16_t c = 0; c < kind->clocks; c++)
        if (kind->clock[c].during != HF_NONE && hf_clock_runs(kind, &kind->clock[c], s) &&
            !stands_still(&kind->state[s], c))
            tell_item(&running, quoted_text(t, &kind->clock[c].title));
    for (uint16_t i = 0; i < kind->state[s].pauses.count; i++)
        tell_item(&still, quoted_text(t, &kind->clock[kind->state[s].pauses.at[i]].title));
    if (running.text.len > 0)
        tell_say1(t, HF_PHRASE_t_clocks, tell_listed(&running));
    if (still.text.len > 0)
        tell_say1(t, HF_PHRASE_t_pauses, tell_listed(&still));
}

static void say_time(struct telling *t, uint16_t s)
{
    const struct hf_state *state = &t->prose.kind->state[s];
    if (state->deadline != HF_NONE) {
        const struct hf_clock *clock = &t->prose.kind->clock[state->deadline];
        tell_say1(t, HF_PHRASE_t_deadline, term_text(t, &clock->term));
        tell_term(t, &clock->term);
        say_fires(t, clock);
    }
    if (tell_text(t, &state->no_deadline).len > 0)
        tell_say1(t, HF_PHRASE_t_no_deadline, tell_text(t, &state->no_deadline));
    say_clocks_here(t, s);
}

static bool answers(const struct hf_kind *kind, uint16_t s, uint16_t h)
{
    return kind->next[(size_t)s * kind->events + kind->handler[h].event] == h;
}

/* The events that a group, or every open state, answers here; its own were told before. */
static struct hf_str shared_here(const struct telling *t, uint16_t s, enum hf_place place, uint16_t of)
{
    const struct hf_kind *kind = t->prose.kind;
    struct list list = tell_list(t, HF_PHRASE_comma);
    for (uint16_t h = 0; h < kind->handlers; h++)
        if (kind->handler[h].place == place && kind->handler[h].of == of && answers(kind, s, h))
            tell_item(&list, quoted_text(t, &kind->event[kind->handler[h].event].title));
    return tell_listed(&list);
}

static void tell_shared(struct telling *t, uint16_t s)
{
    const struct hf_kind *kind = t->prose.kind;
    uint32_t chapter = tell_chapter(t, kind);
    for (uint16_t g = 0; g < kind->groups; g++) {
        struct hf_str events = shared_here(t, s, HF_IN_GROUP, g);
        if (events.len == 0)
            continue;
        tell_say(t, HF_PHRASE_t_group, tell_text(t, &kind->group[g].title),
                 tell_place(t, chapter, SECTION_GROUPS, g + 1u), events);
        tell_close(t, 4);
    }
    struct hf_str events = shared_here(t, s, HF_IN_ANYWHERE, HF_NONE);
    if (events.len == 0)
        return;
    tell_say(t, HF_PHRASE_t_anywhere, tell_place(t, chapter, SECTION_ANYWHERE, 0), events, HF_STR_NONE);
    tell_close(t, 4);
}

static void tell_state(struct telling *t, uint16_t s)
{
    const struct hf_kind *kind = t->prose.kind;
    tell_heading(t, 3, tell_text(t, &kind->state[s].title));
    say_place(t, &kind->state[s]);
    say_time(t, s);
    tell_close(t, 4);
    for (uint16_t h = 0; h < kind->handlers; h++)
        if (kind->handler[h].place == HF_IN_STATE && kind->handler[h].of == s)
            tell_handler(t, &kind->handler[h], 4);
    tell_shared(t, s);
}

void tell_states(struct telling *t)
{
    for (uint16_t s = 0; s < t->prose.kind->states; s++)
        tell_state(t, s);
}

void tell_groups(struct telling *t)
{
    const struct hf_kind *kind = t->prose.kind;
    for (uint16_t g = 0; g < kind->groups; g++) {
        tell_say(t, HF_PHRASE_t_members, tell_text(t, &kind->group[g].title),
                 state_titles(t, &kind->group[g].states), HF_STR_NONE);
        tell_close(t, 3);
        for (uint16_t h = 0; h < kind->handlers; h++)
            if (kind->handler[h].place == HF_IN_GROUP && kind->handler[h].of == g)
                tell_handler(t, &kind->handler[h], 4);
    }
}
