/* SPDX-License-Identifier: Apache-2.0 */
/* A branch without its expressions: what it demands by name, where it leads, what it changes. */
#include "flow/reader.h"

static const struct hf_member_rule branch_rules[] = {
    {HF_STR_INIT("when"), HF_JSON_TEXT, false},      {HF_STR_INIT("refuse"), HF_JSON_OBJECT, false},
    {HF_STR_INIT("needs"), HF_JSON_LIST, false},     {HF_STR_INIT("requires"), HF_JSON_LIST, false},
    {HF_STR_INIT("to"), HF_JSON_TEXT, false},        {HF_STR_INIT("basis"), HF_JSON_LIST, false},
    {HF_STR_INIT("set"), HF_JSON_OBJECT, false},     {HF_STR_INIT("take"), HF_JSON_LIST, false},
    {HF_STR_INIT("clear"), HF_JSON_LIST, false},     {HF_STR_INIT("flag"), HF_JSON_OBJECT, false},
    {HF_STR_INIT("link"), HF_JSON_OBJECT, false},    {HF_STR_INIT("unlink"), HF_JSON_OBJECT, false},
    {HF_STR_INIT("restart"), HF_JSON_LIST, false},   {HF_STR_INIT("oblige"), HF_JSON_LIST, false},
    {HF_STR_INIT("discharge"), HF_JSON_LIST, false}, {HF_STR_INIT("create"), HF_JSON_LIST, false},
    {HF_STR_INIT("raise"), HF_JSON_LIST, false},     {HF_STR_INIT("notify"), HF_JSON_LIST, false},
};

static struct hf_named data_of(const struct hf_kind *kind)
{
    return HF_NAMED(kind->data->member, kind->data->members, hf_shape_member, "data");
}

static void check_refusal(struct hf_reader *r, const struct hf_json *json, struct hf_branch *branch)
{
    const struct hf_json *refuse = hf_member_object(json, "refuse");
    branch->refuses = refuse != NULL;
    branch->refuse = hf_read_text(r, refuse);
    for (size_t i = 0; refuse != NULL && i < json->is.object.count; i++) {
        const struct hf_member *member = &json->is.object.member[i];
        bool allowed = hf_str_eq(member->name, HF_STR("when")) || hf_str_eq(member->name, HF_STR("refuse")) ||
                       hf_str_eq(member->name, HF_STR("note"));
        if (!allowed)
            hf_find_at(r, 1, member->offset, HF_WORD_flow_refusal_acts, member->name, HF_STR_NONE);
    }
}

static uint16_t read_to(struct hf_reader *r, const struct hf_kind *kind, const struct hf_json *to)
{
    if (to == NULL)
        return HF_STAY;
    if (hf_str_eq(to->is.text, HF_STR("@back")))
        return HF_BACK;
    uint16_t state = hf_read_name_of(r, to, HF_NAMED(kind->state, kind->states, hf_state, "states"));
    return state == HF_NONE ? HF_STAY : state;
}

/* Shapes call one another, as deep as reading them allows. NOLINTBEGIN(misc-no-recursion) */

static bool is_choice(const struct hf_shape *kept, struct hf_str value)
{
    for (uint16_t i = 0; i < kept->choices; i++) {
        if (hf_str_eq(kept->choice[i].value, value))
            return true;
    }
    return kept->choices == 0;
}

/* Is everything that the first admits of the second's type? Bounds apart, which are the payload's to keep. */
static bool goes_into(const struct hf_shape *taken, const struct hf_shape *kept)
{
    bool good = taken->kind == kept->kind && taken->ref == kept->ref && taken->of_kind == kept->of_kind &&
                taken->of_link == kept->of_link && (kept->choices == 0 || taken->choices > 0);
    for (uint16_t i = 0; good && i < taken->choices; i++)
        good = is_choice(kept, taken->choice[i].value);
    for (uint16_t i = 0; good && i < taken->members; i++) {
        uint16_t other = hf_shape_find(kept, taken->member[i].name);
        good = other != HF_NONE && goes_into(taken->member[i].shape, kept->member[other].shape);
    }
    if (good && taken->kind == HF_SHAPE_LIST && taken->item != NULL && kept->item != NULL)
        good = goes_into(taken->item, kept->item);
    return good;
}

/* NOLINTEND(misc-no-recursion) */

/* Taken members go into data of the same name and keep their wall: personal into personal only (C22). */
static void read_take(struct hf_reader *r, const struct hf_kind *kind, const struct hf_event *event,
                      const struct hf_json *list, struct hf_branch *branch)
{
    struct hf_named payload =
        HF_NAMED(event->payload->member, event->payload->members, hf_shape_member, "payload");
    struct hf_named data = data_of(kind);
    uint16_t count = hf_item_count(r, list, HF_SHAPE_MEMBERS_MAX);
    uint16_t *from = HF_NEW(r->arena, uint16_t, count + 1u), *into = HF_NEW(r->arena, uint16_t, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_json *name = &list->is.list.item[i];
        uint16_t a = hf_read_name_of(r, name, payload), b = hf_read_name_of(r, name, data);
        if (a == HF_NONE || b == HF_NONE)
            continue;
        const struct hf_shape *taken = event->payload->member[a].shape, *kept = kind->data->member[b].shape;
        if (!goes_into(taken, kept))
            hf_find(r, 8, name, HF_WORD_flow_take_other, name->is.text, HF_STR_NONE);
        if (taken->personal != HF_OPEN && kept->personal == HF_OPEN)
            hf_find(r, 22, name, HF_WORD_flow_take_open, name->is.text, HF_STR_NONE);
        from[branch->take.count++] = a;
        into[branch->take_into.count++] = b;
    }
    branch->take.at = from;
    branch->take_into.at = into;
}

static void read_flags_set(struct hf_reader *r, const struct hf_kind *kind, const struct hf_json *flags,
                           struct hf_branch *branch)
{
    uint16_t count = hf_member_count(r, flags, 64);
    struct hf_named named = HF_NAMED(kind->flag, kind->flags, hf_flag, "flags");
    struct hf_flag_set *set = HF_NEW(r->arena, struct hf_flag_set, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_member *member = &flags->is.object.member[i];
        uint16_t flag = hf_named_find(&named, member->name);
        if (flag == HF_NONE)
            hf_find_at(r, 2, member->offset, HF_WORD_flow_name_unknown, member->name, HF_STR("flags"));
        if (member->value.kind != HF_JSON_BOOL)
            hf_find(r, 1, &member->value, HF_WORD_flow_member_truth, member->name, HF_STR_NONE);
        else if (flag != HF_NONE)
            set[branch->flags++] = (struct hf_flag_set){flag, member->value.is.truth};
    }
    branch->flag = set;
}

/* Names of data that get a value; the values are compiled later. */
static void read_sets(struct hf_reader *r, const struct hf_kind *kind, const struct hf_json *sets,
                      struct hf_branch *branch)
{
    uint16_t count = hf_member_count(r, sets, HF_SHAPE_MEMBERS_MAX);
    struct hf_named data = data_of(kind);
    struct hf_assign *set = HF_NEW(r->arena, struct hf_assign, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_member *member = &sets->is.object.member[i];
        uint16_t datum = hf_named_find(&data, member->name);
        if (datum == HF_NONE)
            hf_find_at(r, 2, member->offset, HF_WORD_flow_name_unknown, member->name, HF_STR("data"));
        else if (kind->data->member[datum].shape->personal != HF_OPEN)
            hf_find_at(r, 22, member->offset, HF_WORD_flow_set_personal, member->name, HF_STR_NONE);
        set[branch->sets++] = (struct hf_assign){.data = datum};
    }
    branch->set = set;
}

static struct hf_indices read_restart(struct hf_reader *r, const struct hf_kind *kind,
                                      const struct hf_json *list)
{
    uint16_t count = hf_item_count(r, list, HF_CLOCKS_MAX + 1);
    uint16_t *at = HF_NEW(r->arena, uint16_t, count + 1u);
    struct hf_indices out = {.at = at};
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_json *name = &list->is.list.item[i];
        bool deadline = name->kind == HF_JSON_TEXT && hf_str_eq(name->is.text, HF_STR("deadline"));
        uint16_t clock =
            deadline ? HF_DEADLINE
                     : hf_read_name_of(r, name, HF_NAMED(kind->clock, kind->clocks, hf_clock, "clocks"));
        if (clock != HF_NONE)
            at[out.count++] = clock;
    }
    return out;
}

struct hf_basis_uses hf_read_basis_uses(struct hf_reader *r, const struct hf_json *list)
{
    struct hf_indices bases =
        hf_read_names(r, list, HF_NAMED(r->flow->basis, r->flow->bases, hf_basis, "bases"));
    struct hf_basis_use *use = HF_NEW(r->arena, struct hf_basis_use, bases.count + 1u);
    for (uint16_t i = 0; i < bases.count; i++)
        use[i].basis = bases.at[i];
    return (struct hf_basis_uses){use, bases.count};
}

static void read_one(struct hf_reader *r, const struct hf_branch_plan *plan)
{
    const struct hf_kind *kind = &r->kind[plan->kind];
    const struct hf_handler *handler = &kind->handler[plan->handler];
    const struct hf_json *json = plan->json;
    struct hf_branch *branch = plan->branch;
    struct hf_named obligations = HF_NAMED(kind->obligation, kind->obligations, hf_obligation, "obligations");
    *branch = (struct hf_branch){.to = HF_STAY, .offset = json->offset};
    if (hf_read_full(r, json) || !HF_MEMBERS(r, json, branch_rules))
        return;
    check_refusal(r, json, branch);
    branch->to = read_to(r, kind, hf_member_text(json, "to"));
    if (handler->place == HF_IN_BEGIN && !branch->refuses && branch->to >= HF_BACK)
        hf_find(r, 2, json, HF_WORD_flow_birth_nowhere, HF_STR_NONE, HF_STR_NONE);
    branch->needs = hf_read_names(r, hf_member_list(json, "needs"), data_of(kind));
    branch->requires = hf_read_names(r, hf_member_list(json, "requires"),
                                     HF_NAMED(kind->condition, kind->conditions, hf_condition, "conditions"));
    branch->basis = hf_read_basis_uses(r, hf_member_list(json, "basis"));
    read_sets(r, kind, hf_member_object(json, "set"), branch);
    read_take(r, kind, &kind->event[handler->event], hf_member_list(json, "take"), branch);
    branch->clear = hf_read_names(r, hf_member_list(json, "clear"), data_of(kind));
    read_flags_set(r, kind, hf_member_object(json, "flag"), branch);
    branch->restart = read_restart(r, kind, hf_member_list(json, "restart"));
    branch->oblige = hf_read_names(r, hf_member_list(json, "oblige"), obligations);
    branch->discharge = hf_read_names(r, hf_member_list(json, "discharge"), obligations);
}

/* Is the guard false whatever happens, or the one an earlier branch has asked already? */
static bool never_holds(const struct hf_branch_plan *plan, struct hf_str when)
{
    bool never = hf_str_eq(when, HF_STR("false"));
    for (uint16_t i = 1; i <= plan->at && when.len > 0; i++)
        never = never || hf_str_eq(when, hf_member_str(plan[-(ptrdiff_t)i].json, "when"));
    return never;
}

/* C7: the first branch without `when` ends the list, and the last has none. */
static void check_order(struct hf_reader *r, const struct hf_branch_plan *plan)
{
    const struct hf_branches *all = &r->kind[plan->kind].handler[plan->handler].branches;
    struct hf_str when = hf_member_str(plan->json, "when");
    bool conditional = HF_JSON_GET(plan->json, "when") != NULL, last = plan->at + 1u == all->count;
    if (never_holds(plan, when))
        hf_find(r, 7, hf_member_text(plan->json, "when"), HF_WORD_flow_branch_never, when, HF_STR_NONE);
    if (last && conditional)
        hf_find(r, 7, plan->json, HF_WORD_flow_last_conditional, HF_STR_NONE, HF_STR_NONE);
    if (!last && (!conditional || hf_str_eq(when, HF_STR("true"))))
        hf_find(r, 7, plan->json + 1, HF_WORD_flow_branch_unreached, HF_STR_NONE, HF_STR_NONE);
}

/* A condition that is required tells what to say when it fails. */
static void check_requires(struct hf_reader *r, const struct hf_branch_plan *plan)
{
    const struct hf_kind *kind = &r->kind[plan->kind];
    for (uint16_t i = 0; i < plan->branch->requires.count; i++) {
        const struct hf_condition *condition = &kind->condition[plan->branch->requires.at[i]];
        if (condition->refuse.say[HF_EN].len == 0)
            hf_find(r, 1, hf_member_list(plan->json, "requires"), HF_WORD_flow_refuse_missing,
                    condition->name, HF_STR_NONE);
    }
}

void hf_read_branches(struct hf_reader *r)
{
    for (size_t i = 0; i < r->plans; i++) {
        read_one(r, &r->plan[i]);
        check_order(r, &r->plan[i]);
        check_requires(r, &r->plan[i]);
    }
}
