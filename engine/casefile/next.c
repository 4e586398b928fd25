/* SPDX-License-Identifier: Apache-2.0 */
/* What may be done next: steps 2 to 4 of deciding, for every event of an instance, without a payload. */
#include "casefile/due.h"

#include "casefile/deciding.h"

static bool reads_payload(const struct hf_expr *expr)
{
    for (size_t i = 0; expr != NULL && i < expr->read_count; i++)
        if (hf_str_begins(expr->read[i].path, HF_STR("event.")))
            return true;
    return false;
}

/* Whether what the handler asks can only be known with the payload in hand. */
static bool handler_reads_payload(const struct hf_scene *scene, const struct hf_handler *handler)
{
    for (uint16_t b = 0; handler != NULL && b < handler->branches.count; b++) {
        const struct hf_branch *branch = &handler->branches.at[b];
        if (reads_payload(branch->when))
            return true;
        for (uint16_t r = 0; r < branch->requires.count; r++)
            if (reads_payload(hf_scene_condition(scene, branch->requires.at[r])))
                return true;
    }
    return false;
}

/* What may stand in the way of one event: the actor, the state, what is missing, what does not hold; and room
 * for one that nothing stands in. */
enum { WHYS_MAX = 5 };

struct reasons {
    struct hf_err err[WHYS_MAX];
    size_t count;
};

struct asking {
    struct hf_deciding d;
    struct hf_decision decision;
    struct hf_command command;
    const struct hf_flows *flows;
    struct hf_next *rows;
    size_t count;
    struct reasons *reasons; /* of the event in hand */
};

/* Takes one answer; a refusal is one reason more. */
static void hear(struct asking *a, struct reasons *reasons, enum hf_rc rc)
{
    reasons->count += rc != HF_OK;
    a->d.err = &reasons->err[reasons->count];
}

static struct hf_scene scene_of(const struct asking *a, const struct hf_step *step)
{
    return (struct hf_scene){.flows = a->flows,
                             .house = a->d.house,
                             .c = &a->decision.after,
                             .owner = step->owner,
                             .kind = step->kind,
                             .instance = step->instance,
                             .rule = step->rule,
                             .payload = &step->payload,
                             .arena = a->d.arena,
                             .act = {.effective_ms = a->command.at_ms,
                                     .received_ms = a->command.at_ms,
                                     .recorded_ms = a->command.at_ms,
                                     .actor = a->command.actor,
                                     .known = a->command.known}};
}

static const struct hf_handler *handler_of(const struct asking *a, const struct hf_step *step)
{
    uint16_t event = (uint16_t)(step->rule - step->kind->event);
    if (step->instance == HF_NO_INSTANCE)
        return hf_flow_find_birth(step->kind, event);
    return hf_flow_find_branches(step->kind, hf_case_instance(&a->decision.after, step->instance)->state,
                                 event);
}

/* Steps 2 to 4, each asked though an earlier one refused. */
static enum hf_possible try_event(struct asking *a, struct hf_step *step, struct reasons *reasons)
{
    static const struct hf_json nothing = {.kind = HF_JSON_OBJECT};
    step->payload = nothing;
    step->scene = scene_of(a, step);
    a->d.err = &reasons->err[0];
    if (hf_case_ended(a->flows, &a->decision.after)) {
        hear(a, reasons,
             hf_fail(a->d.err, HF_WORD_not_in_state, HF_STR("event"), step->rule->name, HF_STR_NONE));
        return HF_NOT_NOW;
    }
    const struct hf_handler *handler = handler_of(a, step);
    bool depends = handler_reads_payload(&step->scene, handler);
    hear(a, reasons, hf_may(&a->d, step)); /* first, since guards may ask for the role it finds */
    enum hf_rc rc = depends ? HF_OK : hf_choose_branch(&a->d, step);
    hear(a, reasons, rc);
    if (!depends && rc == HF_OK) {
        hear(a, reasons, hf_choose_needs(&a->d, step));
        hear(a, reasons, hf_choose_requires(&a->d, step));
    }
    return reasons->count > 0 ? HF_NOT_NOW : depends ? HF_DEPENDS : HF_POSSIBLE;
}

static void ask(struct asking *a, struct hf_step *step)
{
    struct hf_next *row = &a->rows[a->count];
    struct reasons *reasons = a->reasons;
    if (step->rule->by.count == 0 && step->rule->born_by.count == 0)
        return; /* for clocks and other instances only */
    reasons->count = 0;
    *row = (struct hf_next){.instance = step->instance, .kind = step->kind, .event = step->rule};
    row->possible = try_event(a, step, reasons);
    a->d.err = NULL;
    if (reasons->count > 0) {
        struct hf_err *why = HF_NEW(a->d.arena, struct hf_err, reasons->count);
        memcpy(why, reasons->err, reasons->count * sizeof *why);
        row->why = why;
        row->whys = reasons->count;
    }
    a->count++;
}

/* The births of every kind that people may bring to life, when the root is asked. */
static void ask_births(struct asking *a, const struct hf_flow *flow, enum hf_owner owner)
{
    for (uint16_t k = 0; flow != NULL && k < flow->kinds; k++)
        for (uint16_t e = 0; e < flow->kind[k].events; e++) {
            struct hf_step step = {.instance = HF_NO_INSTANCE,
                                   .owner = owner,
                                   .kind_index = k,
                                   .kind = &flow->kind[k],
                                   .rule = &flow->kind[k].event[e]};
            if (hf_flow_find_birth(step.kind, e) != NULL &&
                hf_file_holds(hf_case_head(&a->decision.after)->kind, owner, step.kind))
                ask(a, &step);
        }
}

static size_t rows_wanted(const struct hf_flows *flows)
{
    size_t rows = 0;
    for (uint16_t k = 0; flows->workflow != NULL && k < flows->workflow->kinds; k++)
        rows += flows->workflow->kind[k].events;
    for (uint16_t k = 0; k < flows->house->kinds; k++)
        rows += flows->house->kind[k].events;
    return rows;
}

size_t hf_what_next(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                    hf_instance instance, const struct hf_id *person, int64_t at_ms, struct hf_arena *arena,
                    const struct hf_next **out)
{
    struct asking a = {.flows = flows,
                       .rows = HF_NEW(arena, struct hf_next, 2 * rows_wanted(flows)),
                       .command = {.actor = *person, .known = HF_KNOWN_os_account, .at_ms = at_ms}};
    const struct hf_kind *kind = hf_case_kind(flows, c, instance);
    a.decision.after = *c;
    a.reasons = HF_NEW(arena, struct reasons, 1);
    a.d = hf_deciding_for(flows, house, &a.command, arena, &a.decision, NULL);
    for (uint16_t e = 0; e < kind->events; e++) {
        struct hf_step step = {.instance = instance,
                               .owner = hf_case_instance(c, instance)->owner,
                               .kind_index = hf_case_instance(c, instance)->kind,
                               .kind = kind,
                               .rule = &kind->event[e]};
        if (hf_flow_find_birth(kind, e) == NULL || instance != 0)
            ask(&a, &step);
    }
    if (instance == 0) {
        ask_births(&a, flows->workflow, HF_OF_WORKFLOW);
        ask_births(&a, flows->house, HF_OF_HOUSE);
    }
    *out = a.rows;
    return a.count;
}
