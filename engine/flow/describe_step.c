/* SPDX-License-Identifier: Apache-2.0 */
/* Events and branches: who may do it, what must be said, and what follows. */
#include "flow/describe_inside.h"

static struct hf_str title_of_event(const struct telling *t, uint16_t kind, uint16_t event)
{
    return tell_text(t, &t->prose.flow->kind[kind].event[event].title);
}

/* ---- bases ---- */

static struct hf_str cite(const struct telling *t, uint16_t b)
{
    const struct hf_basis *basis = &t->prose.flow->basis[b];
    struct hf_str place = tell_place(t, CHAPTER_LAW, b + 1u, 0);
    enum hf_phrase sure = hf_str_eq(basis->certainty, HF_STR("read"))     ? HF_PHRASE_sure_read
                          : hf_str_eq(basis->certainty, HF_STR("memory")) ? HF_PHRASE_sure_memory
                                                                          : HF_PHRASE_sure_unsure;
    if (basis->kind == HF_BASIS_ORDER)
        return tell_phrase(t, HF_PHRASE_cite_order, place, HF_STR_NONE, HF_STR_NONE);
    if (basis->kind == HF_BASIS_PRACTICE)
        return tell_phrase(t, HF_PHRASE_cite_practice, place, HF_STR_NONE, HF_STR_NONE);
    const struct hf_str args[] = {tell_text(t, &t->prose.flow->act[basis->act].title),
                                  hf_prose_provision(&t->prose, basis->at), hf_phrase(sure, t->prose.lang),
                                  place};
    struct hf_buf text = hf_buf_in(t->prose.arena, 96);
    struct hf_prose aside = hf_prose_aside(&t->prose, &text);
    hf_prose_put_all(&aside, HF_PHRASE_cite_law, args, 4);
    return hf_buf_str(&text);
}

struct hf_str tell_bases(const struct telling *t, const struct hf_basis_uses *bases)
{
    struct list list = tell_list(t, HF_PHRASE_semicolon);
    for (uint16_t i = 0; i < bases->count; i++)
        tell_item(&list, cite(t, bases->at[i].basis));
    return tell_listed(&list);
}

struct hf_str tell_basis_indices(const struct telling *t, const struct hf_indices *bases)
{
    struct list list = tell_list(t, HF_PHRASE_semicolon);
    for (uint16_t i = 0; i < bases->count; i++)
        tell_item(&list, cite(t, bases->at[i]));
    return tell_listed(&list);
}

/* ---- the step itself ---- */

static struct hf_str performers(const struct telling *t, const struct hf_event *event)
{
    struct list list = tell_list(t, HF_PHRASE_semicolon);
    for (uint16_t i = 0; i < event->by.count; i++)
        tell_item(&list, hf_prose_part(&t->prose, event->by.at[i]));
    for (uint16_t i = 0; event->by.count == 0 && i < event->born_by.count; i++)
        tell_item(&list,
                  hf_prose_inside(&t->prose, tell_text(t, &t->prose.flow->role[event->born_by.at[i]].title)));
    if (event->by_clock)
        tell_item(&list, hf_phrase(HF_PHRASE_e_clock, t->prose.lang));
    if (event->by_engine)
        tell_item(&list, hf_phrase(HF_PHRASE_e_engine, t->prose.lang));
    return tell_listed(&list);
}

static void say_payload(struct telling *t, const struct hf_shape *payload)
{
    struct list must = tell_list(t, HF_PHRASE_semicolon), may = must;
    may = tell_list(t, HF_PHRASE_semicolon);
    for (uint16_t m = 0; payload != NULL && m < payload->members; m++)
        tell_item(payload->member[m].required ? &must : &may, tell_member(t, payload, m));
    if (must.text.len > 0)
        tell_say1(t, HF_PHRASE_e_must, tell_listed(&must));
    if (may.text.len > 0)
        tell_say1(t, HF_PHRASE_e_may, tell_listed(&may));
}

static void say_limits(struct telling *t, const struct hf_event *event)
{
    struct list others = tell_list(t, HF_PHRASE_comma);
    for (uint16_t i = 0; i < event->differs_from.count; i++)
        tell_item(&others,
                  tell_quoted(t, tell_text(t, &t->prose.kind->event[event->differs_from.at[i]].title)));
    if (event->differs_from.count > 0)
        tell_say1(t, HF_PHRASE_e_differs, tell_listed(&others));
    if (event->effective != HF_EFFECTIVE_OPTIONAL)
        tell_say0(t, event->effective == HF_EFFECTIVE_REQUIRED ? HF_PHRASE_e_effective
                                                               : HF_PHRASE_e_no_effective);
    if (event->assurance > HF_TRANSCRIBED)
        tell_say1(t, HF_PHRASE_e_assurance,
                  hf_phrase((enum hf_phrase)(HF_PHRASE_assured_0 + (int)event->assurance), t->prose.lang));
    if (event->answer.len > 0)
        tell_say1(t, HF_PHRASE_e_answer, event->answer);
    if (event->of_register != HF_NONE)
        tell_say1(t, HF_PHRASE_e_register, hf_ref_name((enum hf_ref)event->of_register));
}

void tell_step(struct telling *t, uint16_t e)
{
    const struct hf_event *event = &t->prose.kind->event[e];
    t->prose.event = e;
    tell_say(t, HF_PHRASE_e_by, tell_text(t, &event->title), performers(t, event), HF_STR_NONE);
    say_payload(t, event->payload);
    say_limits(t, event);
    if (event->basis.count > 0)
        tell_say1(t, HF_PHRASE_e_basis, tell_bases(t, &event->basis));
    else
        tell_say0(t, HF_PHRASE_e_basis_branch);
    tell_close(t, 3);
    t->prose.event = HF_NONE;
}

/* ---- what a branch demands ---- */

static struct hf_str needed(const struct telling *t, const struct hf_indices *needs)
{
    struct list list = tell_list(t, HF_PHRASE_semicolon);
    for (uint16_t i = 0; i < needs->count; i++) {
        const struct hf_shape_member *member = &t->prose.kind->data->member[needs->at[i]];
        struct hf_str name = tell_member_name(t, member);
        bool asked_for = member->shape->basis.count > 0;
        tell_item(&list, !asked_for ? name
                                    : tell_phrase(t, HF_PHRASE_s_needed, name,
                                                  tell_basis_indices(t, &member->shape->basis), HF_STR_NONE));
    }
    return tell_listed(&list);
}

static void say_demands(struct telling *t, const struct hf_branch *branch)
{
    struct list conditions = tell_list(t, HF_PHRASE_semicolon);
    if (branch->needs.count > 0)
        tell_say1(t, HF_PHRASE_b_needs, needed(t, &branch->needs));
    for (uint16_t i = 0; i < branch->requires.count; i++)
        tell_item(&conditions, tell_text(t, &t->prose.kind->condition[branch->requires.at[i]].title));
    if (branch->requires.count > 0)
        tell_say1(t, HF_PHRASE_b_requires, tell_listed(&conditions));
}

/* ---- what follows ---- */

static void say_move(struct telling *t, const struct hf_branch *branch)
{
    if (branch->to == HF_STAY)
        tell_say0(t, HF_PHRASE_b_stay);
    else if (branch->to == HF_BACK)
        tell_say0(t, HF_PHRASE_b_back);
    else
        tell_say1(t, HF_PHRASE_b_to, tell_text(t, &t->prose.kind->state[branch->to].title));
}

static struct hf_str data_names(const struct telling *t, const struct hf_indices *which)
{
    struct list list = tell_list(t, HF_PHRASE_comma);
    for (uint16_t i = 0; i < which->count; i++)
        tell_item(&list, tell_member_name(t, &t->prose.kind->data->member[which->at[i]]));
    return tell_listed(&list);
}

static void say_record(struct telling *t, const struct hf_branch *branch)
{
    const struct hf_kind *kind = t->prose.kind;
    if (branch->take_into.count > 0)
        tell_say1(t, HF_PHRASE_b_take, data_names(t, &branch->take_into));
    for (uint16_t i = 0; i < branch->sets; i++)
        tell_say(t, HF_PHRASE_b_set, tell_member_name(t, &kind->data->member[branch->set[i].data]),
                 tell_expr(t, branch->set[i].value), HF_STR_NONE);
    if (branch->clear.count > 0)
        tell_say1(t, HF_PHRASE_b_clear, data_names(t, &branch->clear));
    for (uint16_t i = 0; i < branch->flags; i++)
        tell_say1(t, branch->flag[i].truth ? HF_PHRASE_b_mark : HF_PHRASE_b_unmark,
                  tell_text(t, &kind->flag[branch->flag[i].flag].title));
    for (uint16_t i = 0; i < branch->links; i++)
        tell_say(t, HF_PHRASE_b_link, kind->link[branch->link[i].link].name, tell_expr(t, branch->link[i].to),
                 HF_STR_NONE);
    for (uint16_t i = 0; i < branch->unlinks; i++)
        tell_say(t, HF_PHRASE_b_unlink, kind->link[branch->unlink[i].link].name,
                 tell_expr(t, branch->unlink[i].to), HF_STR_NONE);
}

static void say_times(struct telling *t, const struct hf_branch *branch)
{
    const struct hf_kind *kind = t->prose.kind;
    for (uint16_t i = 0; i < branch->restart.count; i++) {
        uint16_t clock = branch->restart.at[i];
        if (clock == HF_DEADLINE)
            tell_say0(t, HF_PHRASE_b_restart_deadline);
        else
            tell_say1(t, HF_PHRASE_b_restart, tell_text(t, &kind->clock[clock].title));
    }
    for (uint16_t i = 0; i < branch->oblige.count; i++)
        tell_say1(t, HF_PHRASE_b_oblige, tell_text(t, &kind->obligation[branch->oblige.at[i]].title));
    for (uint16_t i = 0; i < branch->discharge.count; i++)
        tell_say1(t, HF_PHRASE_b_discharge, tell_text(t, &kind->obligation[branch->discharge.at[i]].title));
}

static void say_only_when(struct telling *t, const struct hf_expr *when)
{
    if (when != NULL)
        tell_say1(t, HF_PHRASE_b_only_when, tell_expr(t, when));
}

static void say_raise(struct telling *t, const struct hf_raise *raise)
{
    say_only_when(t, raise->when);
    if (raise->events != NULL) {
        tell_say1(t, HF_PHRASE_b_raise_events, tell_expr(t, raise->events));
    } else {
        struct hf_str what = title_of_event(t, raise->kind, raise->event), to = tell_expr(t, raise->to);
        if (raise->where == NULL)
            tell_say(t, HF_PHRASE_b_raise, what, to, HF_STR_NONE);
        else
            tell_say(t, HF_PHRASE_b_raise_where, what, to, tell_expr(t, raise->where));
    }
    if (raise->skip_unhandled)
        tell_say0(t, HF_PHRASE_b_raise_skip);
}

static void say_create(struct telling *t, const struct hf_create *create)
{
    struct hf_str kind = tell_text(t, &t->prose.flow->kind[create->kind].title);
    struct hf_str what = title_of_event(t, create->kind, create->event);
    say_only_when(t, create->when);
    if (create->each == NULL)
        tell_say(t, HF_PHRASE_b_create, kind, what, HF_STR_NONE);
    else
        tell_say(t, HF_PHRASE_b_create_each, kind, what, tell_expr(t, create->each));
    if (create->where != NULL)
        tell_say1(t, HF_PHRASE_b_create_where, tell_expr(t, create->where));
    if (create->group_by != NULL)
        tell_say1(t, HF_PHRASE_b_create_group, tell_expr(t, create->group_by));
}

static void say_notices(struct telling *t, const struct hf_branch *branch)
{
    for (uint16_t i = 0; i < branch->notifies; i++) {
        const struct hf_notify *notify = &branch->notify[i];
        struct hf_str place = tell_place(t, tell_notices_chapter(t), notify->tmpl + 1u, 0);
        struct hf_str to = hf_prose_part(&t->prose, notify->to);
        if (notify->when == NULL)
            tell_say(t, HF_PHRASE_b_notify, place, to, HF_STR_NONE);
        else
            tell_say(t, HF_PHRASE_b_notify_when, place, to, tell_expr(t, notify->when));
    }
}

static void say_branch(struct telling *t, const struct hf_branch *branch)
{
    if (branch->refuses) {
        tell_say1(t, HF_PHRASE_b_refuse, tell_text(t, &branch->refuse));
        return;
    }
    say_demands(t, branch);
    say_move(t, branch);
    say_record(t, branch);
    say_times(t, branch);
    for (uint16_t i = 0; i < branch->creates; i++)
        say_create(t, &branch->create[i]);
    for (uint16_t i = 0; i < branch->raises; i++)
        say_raise(t, &branch->raise[i]);
    say_notices(t, branch);
    if (branch->basis.count > 0)
        tell_say1(t, HF_PHRASE_e_basis, tell_bases(t, &branch->basis));
}

void tell_handler(struct telling *t, const struct hf_handler *handler, uint32_t depth)
{
    const struct hf_event *event = &t->prose.kind->event[handler->event];
    t->prose.event = handler->event;
    tell_say(t, HF_PHRASE_b_handled, hf_prose_first(&t->prose, performers(t, event)),
             tell_text(t, &event->title),
             tell_place(t, tell_chapter(t, t->prose.kind), SECTION_STEPS, handler->event + 1u));
    bool one = handler->branches.count == 1;
    if (one)
        say_branch(t, &handler->branches.at[0]);
    if (event->basis.count > 0)
        tell_say1(t, HF_PHRASE_e_basis, tell_bases(t, &event->basis));
    tell_close(t, depth);
    for (uint16_t b = 0; !one && b < handler->branches.count; b++) {
        const struct hf_branch *branch = &handler->branches.at[b];
        if (branch->when != NULL)
            tell_say1(t, HF_PHRASE_b_where, tell_expr(t, branch->when));
        else
            tell_say0(t, HF_PHRASE_b_otherwise);
        say_branch(t, branch);
        tell_close(t, depth + 1);
    }
    t->prose.event = HF_NONE;
}
