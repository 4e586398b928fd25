/* SPDX-License-Identifier: Apache-2.0 */
/* May this actor do this? By part, by person, by how surely the actor is known (format, sections 2 and 4). */
#include "casefile/deciding.h"
#include "casefile/people.h"

enum hf_rc hf_part_cast(const struct hf_scene *scene, const struct hf_part *part, const struct hf_cast **out,
                        struct hf_err *err)
{
    for (uint16_t i = 0; i < part->casts; i++) {
        bool holds;
        HF_TRY(hf_scene_truth(scene, part->cast[i].when, &holds, err));
        if (holds) {
            *out = &part->cast[i];
            return HF_OK;
        }
    }
    *out = NULL;
    return HF_OK;
}

/* In its own file of the directory, and nowhere else, an authority holds the roles of the other side. */
static bool is_own_file(const struct hf_deciding *d, enum hf_owner owner, uint16_t role)
{
    const struct hf_case_head *head = hf_case_head(&d->out->after);
    return head->kind == HF_FILE_AUTHORITY && hf_id_eq(&head->file, &d->command->actor) &&
           !hf_case_our_role(d->flows, &d->out->after, owner, role);
}

/* Our people hold the roles of our side, by the people file; an authority holds whichever role `who` binds to
 * it. */
static bool holds_role(struct hf_deciding *d, enum hf_owner owner, uint16_t index, bool bound)
{
    struct hf_str role = hf_flows_of(d->flows, owner)->role[index].name;
    if (d->command->role.len > 0 && !hf_str_eq(d->command->role, role))
        return false;
    if (d->authority != NULL)
        return bound || is_own_file(d, owner, index);
    if (!hf_case_our_role(d->flows, &d->out->after, owner, index))
        return false;
    return d->person != HF_NO_INSTANCE && hf_person_has_role(d->house, d->flows->house, d->person, role);
}

static enum hf_rc is_named(struct hf_deciding *d, const struct hf_step *step, const struct hf_expr *who,
                           bool *out)
{
    struct hf_val val;
    const struct hf_val *items;
    size_t count;
    HF_TRY(hf_scene_eval(&step->scene, who, &val, d->err));
    HF_TRY(hf_scene_items(&step->scene, &val, &items, &count, d->err));
    *out = false;
    for (size_t i = 0; i < count; i++)
        *out = *out || ((items[i].sort == HF_SORT_AUTHORITY || items[i].sort == HF_SORT_PERSON ||
                         items[i].sort == HF_SORT_ENTRY) &&
                        hf_id_eq(&items[i].is.entry.id, &d->command->actor));
    return HF_OK;
}

/* Does the actor play this part now? `role` gets the role in which. */
static enum hf_rc plays(struct hf_deciding *d, const struct hf_step *step, const struct hf_part *part,
                        bool *out, struct hf_str *role)
{
    const struct hf_cast *cast;
    bool named = true;
    *out = false;
    HF_TRY(hf_part_cast(&step->scene, part, &cast, d->err));
    if (cast == NULL)
        return HF_OK;
    if (cast->who != NULL)
        HF_TRY(is_named(d, step, cast->who, &named));
    *role = hf_flows_of(d->flows, step->owner)->role[cast->role].name;
    *out = named && holds_role(d, step->owner, cast->role, cast->who != NULL);
    return HF_OK;
}

struct found {
    size_t count;
    struct hf_str role;
};

static void count_role(struct found *found, struct hf_str role)
{
    if (found->count == 0 || !hf_str_eq(found->role, role))
        found->count++;
    if (found->count == 1)
        found->role = role;
}

/* What is destroyed or kept from it is nobody's affair but theirs whom the house names. */
static bool is_reserved(struct hf_str kind)
{
    return hf_str_eq(kind, HF_STR("erasure")) || hf_str_eq(kind, HF_STR("hold"));
}

/* An entry of a register of a case: the house names its own offices, which a procedure need not have. */
static bool is_entry(const struct hf_deciding *d, const struct hf_step *step)
{
    return step->instance == HF_NO_INSTANCE && step->owner == HF_OF_HOUSE && d->flows->workflow != NULL &&
           !is_reserved(step->kind->name);
}

/* Whichever roles of a definition on our side the person holds. */
static void find_own_roles(struct hf_deciding *d, enum hf_owner owner, struct found *found)
{
    const struct hf_flow *flow = hf_flows_of(d->flows, owner);
    for (uint16_t i = 0; d->authority == NULL && i < flow->roles; i++)
        if (holds_role(d, owner, i, false))
            count_role(found, flow->role[i].name);
}

static enum hf_rc find_roles(struct hf_deciding *d, const struct hf_step *step, struct found *found)
{
    const struct hf_event *rule = step->rule;
    bool birth = step->instance == HF_NO_INSTANCE;
    const struct hf_flow *flow = hf_flows_of(d->flows, step->owner);
    for (uint16_t i = 0; birth && i < rule->born_by.count; i++)
        if (holds_role(d, step->owner, rule->born_by.at[i], false))
            count_role(found, flow->role[rule->born_by.at[i]].name);
    for (uint16_t i = 0; !birth && i < rule->by.count; i++) {
        bool mine;
        struct hf_str role;
        HF_TRY(plays(d, step, &step->kind->part[rule->by.at[i]], &mine, &role));
        if (mine)
            count_role(found, role);
    }
    if (found->count == 0 && is_entry(d, step))
        find_own_roles(d, HF_OF_WORKFLOW, found);
    return HF_OK;
}

static void say_whoever(struct hf_deciding *d)
{
    hf_err_detail(d->err, HF_STR("whoever of us has a role in this procedure"),
                  HF_STR("quiconque des nôtres a un rôle dans cette procédure"));
}

static enum hf_rc refuse(struct hf_deciding *d, const struct hf_step *step)
{
    const struct hf_event *rule = step->rule;
    const struct hf_flow *flow = hf_flows_of(d->flows, step->owner);
    enum hf_rc rc = hf_fail(d->err, HF_WORD_not_allowed, HF_STR("actor"), rule->name, HF_STR_NONE);
    for (uint16_t i = 0; step->instance == HF_NO_INSTANCE && i < rule->born_by.count; i++)
        hf_err_detail(d->err, flow->role[rule->born_by.at[i]].title.say[HF_EN],
                      flow->role[rule->born_by.at[i]].title.say[HF_FR]);
    for (uint16_t i = 0; step->instance != HF_NO_INSTANCE && i < rule->by.count; i++) {
        const struct hf_part *part = &step->kind->part[rule->by.at[i]];
        for (uint16_t k = 0; k < part->casts; k++)
            hf_err_detail(d->err, flow->role[part->cast[k].role].title.say[HF_EN],
                          flow->role[part->cast[k].role].title.say[HF_FR]);
    }
    if (is_entry(d, step))
        say_whoever(d);
    return rc;
}

static enum hf_rc check_persons(struct hf_deciding *d, const struct hf_step *step)
{
    const struct hf_event *rule = step->rule;
    for (uint16_t i = 0; step->instance != HF_NO_INSTANCE && i < rule->differs_from.count; i++) {
        struct hf_id sender = hf_case_sender(&d->out->after, step->instance, rule->differs_from.at[i]);
        if (!hf_id_is_zero(&sender) && hf_id_eq(&sender, &d->command->actor))
            return hf_fail(d->err, HF_WORD_same_person, HF_STR("actor"), rule->name,
                           step->kind->event[rule->differs_from.at[i]].name);
    }
    return HF_OK;
}

static enum hf_rc check_assurance(struct hf_deciding *d, const struct hf_step *step)
{
    static const struct hf_str names[] = {HF_STR_INIT("transcribed"), HF_STR_INIT("page_code"),
                                          HF_STR_INIT("office_key"), HF_STR_INIT("own_key")};
    if (d->authority != NULL && hf_known_assurance(d->command->known) < step->rule->assurance)
        return hf_fail(d->err, HF_WORD_assurance_too_low, HF_STR("actor"), step->rule->name,
                       names[step->rule->assurance]);
    return HF_OK;
}

/* The engine itself; or, outside of cases, the owner of the state directory in its name: then the actor is
 * the log. A person whom the owner names acts as that person. */
static bool is_engine(const struct hf_deciding *d)
{
    return d->command->known == HF_KNOWN_engine ||
           (d->command->known == HF_KNOWN_owner && hf_id_eq(&d->command->actor, &d->house->log_id) &&
            hf_case_head(&d->out->after)->kind != HF_FILE_CASE);
}

/* What the clock or the engine sends needs no role but its own; a raised event keeps its cause's. */
static bool built_in(const struct hf_deciding *d, struct hf_step *step, bool *allowed)
{
    bool clock = d->command->clock.len > 0;
    if (step->cause != 0) {
        *allowed = step->rule->by_engine;
        return true;
    }
    if (!is_engine(d))
        return false;
    *allowed = clock ? step->rule->by_clock : step->rule->by_engine;
    step->role = step->scene.act.role = clock ? HF_STR("clock") : HF_STR("engine");
    return true;
}

enum hf_rc hf_may(struct hf_deciding *d, struct hf_step *step)
{
    bool allowed = false;
    struct found found = {0};
    if (built_in(d, step, &allowed))
        return allowed ? HF_OK : refuse(d, step);
    if (d->authority == NULL && d->person == HF_NO_INSTANCE)
        return hf_fail(d->err, HF_WORD_no_such_person, HF_STR("actor"), HF_STR_NONE, HF_STR_NONE);
    HF_TRY(find_roles(d, step, &found));
    if (found.count == 0)
        return refuse(d, step);
    if (found.count > 1 && d->authority == NULL)
        return hf_fail(d->err, HF_WORD_role_needed, HF_STR("role"), step->rule->name, HF_STR_NONE);
    step->role = step->scene.act.role = found.role;
    HF_TRY(check_persons(d, step));
    return check_assurance(d, step);
}

enum hf_rc hf_may_place(struct hf_deciding *d, struct hf_step *step)
{
    struct found found = {0};
    find_own_roles(d, step->owner, &found);
    if (found.count == 0) {
        enum hf_rc rc = hf_fail(d->err, HF_WORD_not_allowed, HF_STR("actor"), step->rule->name, HF_STR_NONE);
        say_whoever(d);
        return rc;
    }
    if (found.count > 1)
        return hf_fail(d->err, HF_WORD_role_needed, HF_STR("role"), step->rule->name, HF_STR_NONE);
    step->role = found.role;
    return HF_OK;
}
