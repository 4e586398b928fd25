/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which branch: the one handler of the state, its first branch whose `when` holds; then `needs` and
 * `requires`, which report everything that is missing at once. If they fail no other branch is tried.
 */
#include "base/check.h"
#include "casefile/deciding.h"
#include "casefile/people.h"

static const struct hf_handler *find_handler(const struct hf_deciding *d, const struct hf_step *step)
{
    uint16_t event = (uint16_t)(step->rule - step->kind->event);
    if (step->instance == HF_NO_INSTANCE)
        return hf_flow_find_birth(step->kind, event);
    return hf_flow_find_branches(step->kind, hf_case_instance(&d->out->after, step->instance)->state, event);
}

static enum hf_rc refuse_state(struct hf_deciding *d, const struct hf_step *step)
{
    if (step->instance == HF_NO_INSTANCE)
        return hf_fail(d->err, HF_WORD_no_instance, HF_STR("on"), step->kind->name, HF_STR_NONE);
    uint16_t state = hf_case_instance(&d->out->after, step->instance)->state;
    enum hf_rc rc = hf_fail(d->err, HF_WORD_not_in_state, HF_STR("event"), step->rule->name,
                            step->kind->state[state].name);
    for (uint16_t e = 0; e < step->kind->events; e++)
        if (step->kind->event[e].by.count > 0 && hf_flow_find_branches(step->kind, state, e) != NULL)
            hf_err_detail(d->err, step->kind->event[e].name, step->kind->event[e].name);
    return rc;
}

/* "purpose (Rome Statute 96(2)(a))" in one language. */
static struct hf_str missing_line(struct hf_deciding *d, const struct hf_step *step, uint16_t datum,
                                  enum hf_lang lang)
{
    const struct hf_flow *flow = hf_flows_of(d->flows, step->owner);
    const struct hf_shape_member *member = &step->kind->data->member[datum];
    struct hf_buf line = hf_buf_in(d->arena, 80);
    hf_buf_put(&line, member->name);
    if (member->shape->title.say[lang].len > 0) {
        hf_buf_put(&line, lang == HF_FR ? HF_STR(" : ") : HF_STR(": "));
        hf_buf_put(&line, member->shape->title.say[lang]);
    }
    hf_flow_put_laws(flow, &member->shape->basis, lang, &line);
    return hf_buf_str(&line);
}

enum hf_rc hf_choose_needs(struct hf_deciding *d, const struct hf_step *step)
{
    enum hf_rc rc = HF_OK;
    for (uint16_t i = 0; i < step->branch->needs.count; i++) {
        uint16_t datum = step->branch->needs.at[i];
        bool there = step->instance == HF_NO_INSTANCE
                         ? step->kind->data->member[datum].shape->fallback != NULL
                         : hf_case_datum(&d->out->after, step->instance, datum).held != HF_ABSENT;
        if (there)
            continue;
        if (rc == HF_OK)
            rc = hf_fail(d->err, HF_WORD_needs, HF_STR("data"), step->rule->name, HF_STR_NONE);
        hf_err_detail(d->err, missing_line(d, step, datum, HF_EN), missing_line(d, step, datum, HF_FR));
    }
    return rc;
}

/* How many administrators are enrolled besides this one, in the people file as it is being decided. */
static size_t administrators_beside(struct hf_deciding *d, const struct hf_id *leaver, size_t *all)
{
    const struct hf_id *holder;
    struct hf_house house = {.people = &d->out->after};
    size_t left = 0;
    *all = hf_role_holders(&house, d->flows->house, HF_STR("administrator"), d->arena, &holder);
    for (size_t i = 0; i < *all; i++)
        left += !hf_id_eq(&holder[i], leaver);
    return left;
}

/* Enrolling takes two administrators: whoever leaves, two must be left, or nobody could be enrolled ever
 * again. The one rule of the house that its definition cannot say, since guards do not count. */
static enum hf_rc leave_two_administrators(struct hf_deciding *d, const struct hf_step *step)
{
    const struct hf_case *c = &d->out->after;
    size_t all;
    if (hf_case_head(c)->kind != HF_FILE_PEOPLE || step->instance == HF_NO_INSTANCE ||
        !hf_state_enrolled(step->kind, hf_case_instance(c, step->instance)->state) ||
        step->branch->to == HF_STAY || step->branch->to == HF_BACK ||
        hf_state_enrolled(step->kind, step->branch->to))
        return HF_OK;
    size_t left = administrators_beside(d, &hf_case_instance(c, step->instance)->id, &all);
    if (left >= 2 || left == all)
        return HF_OK;
    return hf_fail(d->err, HF_WORD_administrators_left, HF_STR("on"), HF_STR_NONE, HF_STR_NONE);
}

enum hf_rc hf_choose_requires(struct hf_deciding *d, const struct hf_step *step)
{
    enum hf_rc rc = leave_two_administrators(d, step);
    for (uint16_t i = 0; i < step->branch->requires.count; i++) {
        const struct hf_condition *condition = &step->kind->condition[step->branch->requires.at[i]];
        bool holds;
        HF_TRY(hf_scene_truth(&step->scene, hf_scene_condition(&step->scene, step->branch->requires.at[i]),
                              &holds, d->err));
        if (holds)
            continue;
        if (rc == HF_OK)
            rc = hf_fail(d->err, HF_WORD_requires, HF_STR_NONE, step->rule->name, HF_STR_NONE);
        hf_err_detail(d->err, condition->refuse.say[HF_EN], condition->refuse.say[HF_FR]);
    }
    return rc;
}

enum hf_rc hf_choose_branch(struct hf_deciding *d, struct hf_step *step)
{
    const struct hf_handler *handler = find_handler(d, step);
    bool holds = false;
    step->branch = NULL;
    if (handler == NULL)
        return step->skip_unhandled ? HF_OK : refuse_state(d, step);
    for (uint16_t i = 0; i < handler->branches.count && !holds; i++) {
        step->branch = &handler->branches.at[i];
        HF_TRY(hf_scene_truth(&step->scene, step->branch->when, &holds, d->err));
    }
    HF_CHECK(holds); /* the last branch has no `when`: check rule C7 */
    if (step->branch->refuses) {
        enum hf_rc rc = hf_fail(d->err, HF_WORD_refused, HF_STR_NONE, step->rule->name, HF_STR_NONE);
        hf_err_detail(d->err, step->branch->refuse.say[HF_EN], step->branch->refuse.say[HF_FR]);
        return rc;
    }
    return HF_OK;
}

enum hf_rc hf_choose(struct hf_deciding *d, struct hf_step *step)
{
    HF_TRY(hf_choose_branch(d, step));
    if (step->branch == NULL)
        return HF_OK;
    HF_TRY(hf_choose_needs(d, step));
    return hf_choose_requires(d, step);
}
