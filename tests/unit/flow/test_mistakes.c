/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every kind of mistake below, seeded into every definition that is shipped, at several places: check must
 * tell each by its rule, and find no fault in the file as it is. A new definition is taken in by being there.
 */
#include <glob.h>

#include "unit/flow/seeder.h"

/* ---- names and forms ---- */

static void two_stages_of_one_name(struct seeder *s)
{
    const struct hf_json *stages = look(s, "stages");
    for (size_t i = 1; i < stages->is.list.count; i++)
        SEED(s, {say(s, "stages/%zu/id", i), raw(s, HF_JSON_GET(&stages->is.list.item[0], "id"))});
}

static void at_enum(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    (void)kind;
    if (HF_JSON_GET(json, "enum") != NULL && HF_JSON_GET(json, "labels") != NULL)
        SEED(s, {say(s, "%s/labels", pointer), NULL});
}

static void labels_left_out(struct seeder *s)
{
    each_schema(s, at_enum);
    each_top(s, "types", at_enum);
}

static void at_side(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    (void)kind;
    (void)json;
    SEED(s, {say(s, "%s", up(s, pointer, 1)), filled(s, "{\"Big\": @T}")});
}

static void a_name_in_capitals(struct seeder *s)
{
    each_top(s, "sides", at_side);
}

static void at_law(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    (void)kind;
    if (HF_JSON_GET(json, "law") != NULL)
        SEED(s, {say(s, "%s/law", pointer), "\"no_act\""});
}

static void a_law_not_declared(struct seeder *s)
{
    each_top(s, "bases", at_law);
}

static void at_states(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const char *all = "{";
    (void)json;
    (void)pointer;
    for (int i = 0; i < 257; i++)
        all = say(s, "%s%s\"s%d\": {}", all, i == 0 ? "" : ", ", i);
    SEED(s, {say(s, "%s/states", kind), say(s, "%s}", all)});
}

static void more_states_than_the_limit(struct seeder *s)
{
    each_kind(s, at_states);
}

static void at_branches(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const char *all = "[{}";
    (void)kind;
    (void)json;
    for (int i = 0; i < 32; i++)
        all = say(s, "%s, {}", all);
    SEED(s, {pointer, say(s, "%s]", all)});
}

static void more_branches_than_the_limit(struct seeder *s)
{
    each_list(s, at_branches);
}

static void at_no_branches(struct seeder *s, const char *kind, const char *pointer,
                           const struct hf_json *json)
{
    (void)kind;
    (void)json;
    SEED(s, {pointer, "[]"});
}

static void an_event_without_branches(struct seeder *s)
{
    each_list(s, at_no_branches);
}

/* ---- states and ways ---- */

#define OPEN_STATE "{\"title\": @T, \"owner\": \"@R\", \"no_deadline\": @T, \"on\": "

static void at_orphan(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    (void)pointer;
    (void)json;
    SEED(s, {say(s, "%s/states/orphan", kind), filled(s, OPEN_STATE "{}}")});
}

static void a_state_that_nobody_reaches(struct seeder *s)
{
    each_kind(s, at_orphan);
}

static void at_dead_end(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const struct hf_json *to = HF_JSON_GET(json, "to");
    if (to != NULL && !hf_str_eq(to->is.text, HF_STR("@back")))
        SEED(s, {say(s, "%s/to", pointer), "\"trap\""},
             {say(s, "%s/states/trap", kind), filled(s, OPEN_STATE "{}}")});
}

static void a_way_that_leads_nowhere(struct seeder *s)
{
    each_branch(s, at_dead_end);
}

/* Two states that a person leads to and fro, and only a deadline leaves. */
static void at_circle(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    static const char wait[] =
        "{\"title\": @T, \"owner\": \"@R\", \"deadline\": {\"within\": \"5d\", \"fires\": \"tick\"}, "
        "\"on\": {\"turn\": [{\"to\": \"%s\"}], \"tick\": [{\"to\": \"ticked\"}]}}";
    const struct hf_json *to = HF_JSON_GET(json, "to");
    if (to == NULL || hf_str_eq(to->is.text, HF_STR("@back")))
        return;
    const char *states = say(s, "%s/states", kind), *events = say(s, "%s/events", kind);
    SEED(s, {say(s, "%s/to", pointer), "\"wait_a\""},
         {say(s, "%s/wait_a", states), filled(s, say(s, wait, "wait_b"))},
         {say(s, "%s/wait_b", states), filled(s, say(s, wait, "wait_a"))},
         {say(s, "%s/ticked", states), filled(s, "{\"title\": @T, \"end\": \"neutral\"}")},
         {say(s, "%s/turn", events), filled(s, "{\"title\": @T, \"by\": [\"@R\"], \"basis\": [\"@B\"]}")},
         {say(s, "%s/tick", events), filled(s, "{\"title\": @T, \"by\": [\"clock\"], \"basis\": [\"@B\"]}")});
}

static void a_circle_that_only_the_clock_leaves(struct seeder *s)
{
    each_branch(s, at_circle);
}

static void at_event_added(struct seeder *s, const char *kind, const char *pointer,
                           const struct hf_json *json)
{
    (void)pointer;
    (void)json;
    SEED(s, {say(s, "%s/events/idle_event", kind),
             filled(s, "{\"title\": @T, \"by\": [\"@R\"], \"basis\": [\"@B\"]}")});
}

static void an_event_that_nothing_handles(struct seeder *s)
{
    each_kind(s, at_event_added);
}

/* Is the state in a group during which a clock runs? */
static bool is_clocked(struct seeder *s, const char *kind, const char *state)
{
    const struct hf_json *clocks = look(s, say(s, "%s/clocks", kind));
    for (size_t i = 0; clocks != NULL && i < clocks->is.object.count; i++) {
        struct hf_str group = hf_json_text(&clocks->is.object.member[i].value, HF_STR("during"));
        if (has_text(look(s, say(s, "%s/groups/%.*s/states", kind, HF_STR_ARG(group))), state))
            return true;
    }
    return false;
}

static void at_deadline(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    if (HF_JSON_GET(json, "deadline") != NULL && HF_JSON_GET(json, "same_as") == NULL &&
        !is_clocked(s, kind, last_step(s, pointer)))
        SEED(s, {say(s, "%s/deadline", pointer), NULL});
}

static void a_deadline_removed(struct seeder *s)
{
    each_of(s, "states", at_deadline);
}

static void at_fixed_deadline(struct seeder *s, const char *kind, const char *pointer,
                              const struct hf_json *json)
{
    const struct hf_json *deadline = HF_JSON_GET(json, "deadline");
    (void)kind;
    if (deadline != NULL && HF_JSON_GET(deadline, "within") != NULL && HF_JSON_GET(deadline, "every") == NULL)
        SEED(s, {say(s, "%s/no_deadline", pointer), words(s)});
}

static void a_deadline_and_a_reason_for_none(struct seeder *s)
{
    each_of(s, "states", at_fixed_deadline);
}

static void at_silenced(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    (void)kind;
    (void)json;
    SEED(s, {say(s, "%s/fires", pointer), NULL}, {say(s, "%s/remind", pointer), NULL});
}

static void a_clock_nobody_hears(struct seeder *s)
{
    each_of(s, "clocks", at_silenced);
}

static void at_idle_owner(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const struct hf_json *role = look(s, say(s, "roles/%s", our_role(s)));
    (void)kind;
    if (HF_JSON_GET(json, "owner") != NULL)
        SEED(s, {"roles/bystander", raw(s, role)}, {say(s, "%s/owner", pointer), "\"bystander\""});
}

static void an_owner_who_can_do_nothing(struct seeder *s)
{
    each_of(s, "states", at_idle_owner);
}

static void at_pause(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const struct hf_json *clocks = look(s, say(s, "%s/clocks", kind));
    for (size_t i = 0; clocks != NULL && i < clocks->is.object.count; i++) {
        const struct hf_member *clock = &clocks->is.object.member[i];
        struct hf_str group = hf_json_text(&clock->value, HF_STR("during"));
        if (HF_JSON_GET(json, "end") == NULL &&
            !has_text(look(s, say(s, "%s/groups/%.*s/states", kind, HF_STR_ARG(group))),
                      last_step(s, pointer)))
            SEED(s, {say(s, "%s/pauses", pointer), say(s, "[\"%.*s\"]", HF_STR_ARG(clock->name))});
    }
}

static void a_pause_of_a_clock_that_does_not_run(struct seeder *s)
{
    each_of(s, "states", at_pause);
}

static void at_end(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    if (HF_JSON_GET(json, "end") != NULL)
        SEED(s, {say(s, "%s/never", kind),
                 say(s, "[{\"title\": %s, \"reach\": [\"%s\"]}]", words(s), last_step(s, pointer))});
}

static void a_never_that_happens(struct seeder *s)
{
    each_of(s, "states", at_end);
}

static void at_own_branch(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    (void)kind;
    (void)json;
    SEED(s, {say(s, "%s/to", pointer), say(s, "\"%s\"", last_step(s, up(s, pointer, 3)))});
}

static void a_branch_to_where_it_stands(struct seeder *s)
{
    each_state_branch(s, at_own_branch);
}

static void at_born_back(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    if (strstr(pointer, "/begin/") != NULL && HF_JSON_GET(json, "to") != NULL)
        SEED(s, {say(s, "%s/to", pointer), "\"fresh\""},
             {say(s, "%s/states/fresh", kind), filled(s, OPEN_STATE "{\"turn\": [{\"to\": \"@back\"}]}}")},
             {say(s, "%s/events/turn", kind),
              filled(s, "{\"title\": @T, \"by\": [\"@R\"], \"basis\": [\"@B\"]}")});
}

static void a_way_back_from_birth(struct seeder *s)
{
    each_branch(s, at_born_back);
}

/* ---- branches and guards ---- */

static void at_last(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *list)
{
    (void)kind;
    SEED(s, {say(s, "%s/%zu/when", pointer, list->is.list.count - 1), "\"act.raised\""});
}

static void a_guard_on_the_last_branch(struct seeder *s)
{
    each_list(s, at_last);
}

static void at_first(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *list)
{
    (void)kind;
    if (list->is.list.count > 1)
        SEED(s, {say(s, "%s/0/when", pointer), NULL});
}

static void a_branch_after_one_without_guard(struct seeder *s)
{
    each_list(s, at_first);
}

static void at_twice(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *list)
{
    const char *all = "[";
    (void)kind;
    for (size_t i = 0; list->is.list.count > 1 && i < list->is.list.count; i++)
        all = say(s, "%s%s, ", all, raw(s, &list->is.list.item[i == 0 ? 0 : i - 1]));
    if (list->is.list.count > 1)
        SEED(s, {pointer, say(s, "%s%s]", all, raw(s, &list->is.list.item[list->is.list.count - 1]))});
}

static void the_same_guard_again(struct seeder *s)
{
    each_list(s, at_twice);
}

static void at_shadowed(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *group)
{
    const struct hf_json *on = HF_JSON_GET(group, "on"), *states = HF_JSON_GET(group, "states");
    (void)kind;
    if (on != NULL && on->is.object.count > 0 && states->is.list.count > 0)
        SEED(s, {say(s, "%s/states", pointer), "[]"});
}

static void a_group_of_no_states(struct seeder *s)
{
    each_of(s, "groups", at_shadowed);
}

/* The guard with its first == written as one =. */
static const char *one_sign_less(struct seeder *s, struct hf_str guard)
{
    for (size_t i = 0; i + 1 < guard.len; i++) {
        if (guard.at[i] == '=' && guard.at[i + 1] == '=') {
            struct hf_json text = hf_json_of_text(
                hf_str_of(say(s, "%.*s%.*s", (int)i, guard.at, (int)(guard.len - i - 1), guard.at + i + 1)));
            return raw(s, &text);
        }
    }
    return NULL;
}

static void at_guard(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const char *spoilt = one_sign_less(s, hf_json_text(json, HF_STR("when")));
    (void)kind;
    if (spoilt != NULL)
        SEED(s, {say(s, "%s/when", pointer), spoilt});
}

/* A condition that nothing uses is only told to be so. */
static bool is_used(struct seeder *s, const char *kind, const char *condition)
{
    const char *all = raw(s, look(s, kind));
    return strstr(all, say(s, "is.%s", condition)) != NULL ||
           strstr(all, say(s, "\"%s\",", condition)) != NULL ||
           strstr(all, say(s, "\"%s\"]", condition)) != NULL;
}

static void at_condition(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const char *spoilt = one_sign_less(s, hf_json_text(json, HF_STR("is")));
    if (spoilt != NULL && is_used(s, kind, last_step(s, pointer)))
        SEED(s, {say(s, "%s/is", pointer), spoilt});
}

static void one_sign_of_equality(struct seeder *s)
{
    each_branch(s, at_guard);
    each_of(s, "conditions", at_condition);
}

/* A kind that is not the root. */
static const char *child(struct seeder *s)
{
    const struct hf_json *kinds = look(s, "kinds");
    for (size_t i = 0; i < kinds->is.object.count; i++) {
        if (!hf_str_eq(kinds->is.object.member[i].name, HF_STR("case")))
            return say(s, "%.*s", HF_STR_ARG(kinds->is.object.member[i].name));
    }
    return "none";
}

#define GUARDED(function, guard)                                                       \
    static void at_##function(struct seeder *s, const char *kind, const char *pointer, \
                              const struct hf_json *json)                              \
    {                                                                                  \
        (void)kind;                                                                    \
        if (HF_JSON_GET(json, "when") != NULL && strstr(pointer, "/begin/") == NULL)   \
            SEED(s, {say(s, "%s/when", pointer), guard});                              \
    }                                                                                  \
    static void function(struct seeder *s)                                             \
    {                                                                                  \
        each_branch(s, at_##function);                                                 \
    }
GUARDED(a_name_misspelt_in_a_guard, "\"no_such_name == 1\"")
GUARDED(a_state_that_cannot_be, "\"self.state == 'no_such_state'\"")
GUARDED(a_guard_that_would_run_long,
        say(s, "\"children.%s.all(a, children.%s.all(b, a.id == b.id))\"", child(s), child(s)))
GUARDED(a_guard_of_another_type, "\"1 + 1\"")
GUARDED(a_text_left_open, "\"'open\"")

static void at_absent(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    if (HF_JSON_GET(json, "when") != NULL)
        SEED(s, add(s, say(s, "%s/data", kind), "perhaps", "{\"type\": \"integer\"}"),
             {say(s, "%s/when", pointer), "\"data.perhaps == 1\""});
}

static void what_may_be_absent_is_read(struct seeder *s)
{
    each_branch(s, at_absent);
}

static void at_set_absent(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    (void)json;
    if (look(s, say(s, "%s/data", kind)) != NULL)
        SEED(s, {say(s, "%s/data/perhaps", kind), "{\"type\": \"integer\"}"},
             {say(s, "%s/data/surely", kind), "{\"type\": \"integer\"}"},
             {say(s, "%s/set", pointer), "{\"surely\": \"data.perhaps\"}"});
}

static void set_from_what_may_be_absent(struct seeder *s)
{
    each_branch(s, at_set_absent);
}

/* ---- what events set in motion ---- */

static void at_create(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const struct hf_json *creates = HF_JSON_GET(json, "create");
    (void)kind;
    (void)pointer;
    for (size_t i = 0; creates != NULL && i < creates->is.list.count; i++) {
        const char *event = say(s, "kinds/%.*s/events/%.*s",
                                HF_STR_ARG(hf_json_text(&creates->is.list.item[i], HF_STR("kind"))),
                                HF_STR_ARG(hf_json_text(&creates->is.list.item[i], HF_STR("event"))));
        SEED(s, add(s, say(s, "%s/payload", event), "one_more", "{\"type\": \"integer\"}"),
             {say(s, "%s/required", event), "[\"one_more\"]"});
    }
}

static void a_birth_that_lacks_a_member(struct seeder *s)
{
    each_branch(s, at_create);
}

static void at_born_alone(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const struct hf_json *creates = HF_JSON_GET(json, "create");
    (void)kind;
    (void)pointer;
    for (size_t i = 0; creates != NULL && i < creates->is.list.count; i++)
        SEED(s, {say(s, "kinds/%.*s/events/%.*s/by",
                     HF_STR_ARG(hf_json_text(&creates->is.list.item[i], HF_STR("kind"))),
                     HF_STR_ARG(hf_json_text(&creates->is.list.item[i], HF_STR("event")))),
                 filled(s, "[\"@R\"]")});
}

static void a_birth_that_the_engine_may_not_bring(struct seeder *s)
{
    each_branch(s, at_born_alone);
}

static void at_raised(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    (void)pointer;
    (void)json;
    SEED(
        s,
        {say(s, "%s/events/ping", kind), filled(s, "{\"title\": @T, \"by\": [\"@R\"], \"basis\": [\"@B\"]}")},
        {say(s, "%s/states/%s/on/ping", kind, open_state(s, kind, NULL)),
         "[{\"raise\": [{\"to\": \"self\", \"event\": \"ping\"}]}]"});
}

static void a_raise_that_the_engine_may_not_make(struct seeder *s)
{
    each_kind(s, at_raised);
}

static void at_loop(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    static const char event[] = "{\"title\": @T, \"by\": [\"engine\"], \"basis\": [\"@B\"]}";
    const char *on = say(s, "%s/states/%s/on", kind, open_state(s, kind, NULL));
    (void)pointer;
    (void)json;
    SEED(s, {say(s, "%s/events/ping", kind), filled(s, event)},
         {say(s, "%s/events/pong", kind), filled(s, event)},
         {say(s, "%s/ping", on), "[{\"raise\": [{\"to\": \"self\", \"event\": \"pong\"}]}]"},
         {say(s, "%s/pong", on), "[{\"raise\": [{\"to\": \"self\", \"event\": \"ping\"}]}]"});
}

static void a_circle_of_raised_events(struct seeder *s)
{
    each_kind(s, at_loop);
}

static void at_two_groups(struct seeder *s, const char *kind, const char *pointer,
                          const struct hf_json *group)
{
    const struct hf_json *on = HF_JSON_GET(group, "on"), *states = HF_JSON_GET(group, "states");
    (void)pointer;
    for (size_t i = 0; on != NULL && i < on->is.object.count; i++) {
        struct hf_str event = on->is.object.member[i].name;
        for (size_t n = 0; n < states->is.list.count; n++) {
            struct hf_str state = states->is.list.item[n].is.text;
            if (look(s, say(s, "%s/states/%.*s/end", kind, HF_STR_ARG(state))) == NULL &&
                look(s, say(s, "%s/states/%.*s/same_as", kind, HF_STR_ARG(state))) == NULL &&
                look(s, say(s, "%s/states/%.*s/on/%.*s", kind, HF_STR_ARG(state), HF_STR_ARG(event))) == NULL)
                SEED(s, {say(s, "%s/groups/again", kind),
                         say(s, "{\"states\": [\"%.*s\"], \"on\": {\"%.*s\": [{}]}}", HF_STR_ARG(state),
                             HF_STR_ARG(event))});
        }
    }
}

static void an_event_in_two_groups_of_a_state(struct seeder *s)
{
    each_of(s, "groups", at_two_groups);
}

static void at_fired(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    struct hf_str fires = hf_json_text(json, HF_STR("fires"));
    (void)pointer;
    if (fires.len > 0)
        SEED(s, {say(s, "%s/events/%.*s/by", kind, HF_STR_ARG(fires)), filled(s, "[\"@R\"]")});
}

static void a_clock_that_may_not_fire(struct seeder *s)
{
    each_of(s, "clocks", at_fired);
}

static void at_late(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const char *other = open_state(s, kind, last_step(s, pointer));
    if (HF_JSON_GET(json, "deadline") != NULL && other != NULL)
        SEED(s, {say(s, "%s/deadline/fires", pointer), "\"late_tick\""},
             {say(s, "%s/events/late_tick", kind),
              filled(s, "{\"title\": @T, \"by\": [\"clock\"], \"basis\": [\"@B\"]}")},
             {say(s, "%s/states/%s/on/late_tick", kind, other), "[{}]"});
}

static void a_deadline_whose_event_is_not_handled(struct seeder *s)
{
    each_of(s, "states", at_late);
}

static void at_duty(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    if (HF_JSON_GET(json, "oblige") == NULL)
        SEED(s,
             add(s, say(s, "%s/obligations", kind), "forgotten",
                 filled(s, "{\"title\": @T, \"owner\": \"@R\", \"basis\": [\"@B\"], \"within\": \"5d\"}")),
             {say(s, "%s/oblige", pointer), "[\"forgotten\"]"});
}

static void a_duty_that_nothing_discharges(struct seeder *s)
{
    each_branch(s, at_duty);
}

/* ---- who may, and on which basis ---- */

static void at_self_eyes(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    (void)kind;
    if (HF_JSON_GET(json, "differs_from") != NULL)
        SEED(s, {say(s, "%s/differs_from", pointer), say(s, "[\"%s\"]", last_step(s, pointer))});
}

static void four_eyes_with_nobody_before(struct seeder *s)
{
    each_of(s, "events", at_self_eyes);
}

static void at_two_bases(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const char *event = last_step(s, up(s, pointer, 1));
    (void)json;
    if (look(s, say(s, "%s/events/%s/basis", kind, event)) != NULL)
        SEED(s, {say(s, "%s/basis", pointer), filled(s, "[\"@B\"]")});
}

static void a_basis_in_two_places(struct seeder *s)
{
    each_branch(s, at_two_bases);
}

static void at_no_basis(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const char *event = last_step(s, up(s, pointer, 1));
    (void)json;
    if (look(s, say(s, "%s/events/%s/basis", kind, event)) != NULL)
        SEED(s, {say(s, "%s/events/%s/basis", kind, event), NULL});
    else
        SEED(s, {say(s, "%s/basis", pointer), NULL});
}

static void a_basis_removed(struct seeder *s)
{
    each_branch(s, at_no_basis);
}

static void at_unbound(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const char *other = other_role(s);
    (void)pointer;
    (void)json;
    if (other != NULL)
        SEED(s, add(s, say(s, "%s/parts", kind), "stranger", say(s, "[{\"role\": \"%s\"}]", other)),
             {say(s, "%s/events/knock", kind),
              filled(s, "{\"title\": @T, \"by\": [\"stranger\"], \"basis\": [\"@B\"]}")},
             {say(s, "%s/states/%s/on/knock", kind, open_state(s, kind, NULL)), "[{}]"});
}

static void another_side_unbound(struct seeder *s)
{
    each_kind(s, at_unbound);
}

static void at_born_by_part(struct seeder *s, const char *kind, const char *pointer,
                            const struct hf_json *json)
{
    const char *event = last_step(s, up(s, pointer, 1));
    (void)json;
    if (strstr(pointer, "/begin/") != NULL)
        SEED(s, add(s, say(s, "%s/parts", kind), "drafter", filled(s, "[{\"role\": \"@R\"}]")),
             {say(s, "%s/events/%s/by", kind, event), filled(s, "[\"@R\", \"engine\", \"drafter\"]")});
}

static void a_part_before_birth(struct seeder *s)
{
    each_branch(s, at_born_by_part);
}

static void at_status(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const struct hf_json *events = look(s, say(s, "%s/events", kind)), *answer = HF_JSON_GET(json, "answer");
    for (size_t i = 0; answer != NULL && i < events->is.object.count; i++) {
        struct hf_str other = events->is.object.member[i].name;
        if (!hf_str_eq(other, hf_str_of(last_step(s, pointer))))
            SEED(s, {say(s, "%s/events/%.*s/answer", kind, HF_STR_ARG(other)), raw(s, answer)});
    }
}

static void a_status_for_two_events(struct seeder *s)
{
    each_of(s, "events", at_status);
}

/* ---- notices and personal data ---- */

static void at_template_of_another(struct seeder *s, const char *kind, const char *pointer,
                                   const struct hf_json *json)
{
    const struct hf_json *all = look(s, "templates");
    (void)json;
    for (size_t i = 0; i < all->is.object.count; i++) {
        const struct hf_member *one = &all->is.object.member[i];
        if (!hf_str_eq(hf_json_text(&one->value, HF_STR("of")), hf_str_of(last_step(s, kind))))
            SEED(s,
                 {say(s, "%s/notify", pointer), say(s, "[{\"template\": \"%.*s\"}]", HF_STR_ARG(one->name))});
    }
}

static void a_template_of_another_kind(struct seeder *s)
{
    each_branch(s, at_template_of_another);
}

static void at_template(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    (void)kind;
    (void)json;
    SEED(s, {say(s, "%s/fields", pointer), "[\"data.no_such_field\"]"});
}

static void a_field_that_is_not_there(struct seeder *s)
{
    each_top(s, "templates", at_template);
}

static void at_unlisted(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    struct hf_str language = look(s, "languages/0")->is.text;
    (void)kind;
    (void)json;
    SEED(s, {say(s, "%s/text/%.*s", pointer, HF_STR_ARG(language)), "\"See {data.not_listed}\""});
}

static void a_text_that_shows_what_is_not_listed(struct seeder *s)
{
    each_top(s, "templates", at_unlisted);
}

static void at_unreached(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const char *other = other_role(s),
               *parts = say(s, "kinds/%.*s/parts", HF_STR_ARG(hf_json_text(json, HF_STR("of"))));
    (void)kind;
    if (other != NULL)
        SEED(s, add(s, parts, "stranger", say(s, "[{\"role\": \"%s\"}]", other)),
             {say(s, "%s/to", pointer), "\"stranger\""});
}

static void a_notice_to_nobody(struct seeder *s)
{
    each_top(s, "templates", at_unreached);
}

static bool is_open_text(const struct hf_json *json)
{
    return hf_str_eq(hf_json_text(json, HF_STR("type")), HF_STR("string")) &&
           HF_JSON_GET(json, "enum") == NULL && HF_JSON_GET(json, "pattern") == NULL &&
           HF_JSON_GET(json, "format") == NULL && HF_JSON_GET(json, "const") == NULL;
}

static void at_free_text(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    (void)kind;
    if (HF_JSON_GET(json, "personal") != NULL && is_open_text(json))
        SEED(s, {say(s, "%s/personal", pointer), NULL});
}

static void free_text_unmarked(struct seeder *s)
{
    each_schema(s, at_free_text);
}

static void at_subject(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    (void)kind;
    if (HF_JSON_GET(json, "personal") != NULL)
        SEED(s, {say(s, "%s/personal", pointer), "\"nobody_here\""});
}

static void whose_data_it_is_misspelt(struct seeder *s)
{
    each_schema(s, at_subject);
}

/* The name of a personal text among the kind's data; NULL. */
static const char *personal_datum(struct seeder *s, const char *kind)
{
    const struct hf_json *data = look(s, say(s, "%s/data", kind));
    for (size_t i = 0; data != NULL && i < data->is.object.count; i++) {
        const struct hf_member *one = &data->is.object.member[i];
        if (HF_JSON_GET(&one->value, "personal") != NULL && is_open_text(&one->value))
            return say(s, "%.*s", HF_STR_ARG(one->name));
    }
    return NULL;
}

static void at_hidden_read(struct seeder *s, const char *kind, const char *pointer,
                           const struct hf_json *json)
{
    const char *hidden = personal_datum(s, kind);
    if (hidden != NULL && HF_JSON_GET(json, "when") != NULL)
        SEED(s, {say(s, "%s/when", pointer), say(s, "\"has(data.%s) && data.%s == 'x'\"", hidden, hidden)});
}

static void a_hidden_value_read(struct seeder *s)
{
    each_branch(s, at_hidden_read);
}

static void at_hidden_set(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const char *hidden = personal_datum(s, kind);
    (void)json;
    if (hidden != NULL)
        SEED(s, {say(s, "%s/set", pointer), say(s, "{\"%s\": \"'x'\"}", hidden)});
}

static void a_hidden_value_computed(struct seeder *s)
{
    each_branch(s, at_hidden_set);
}

static void at_taken_open(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const struct hf_json *take = HF_JSON_GET(json, "take");
    const char *event = last_step(s, up(s, pointer, 1));
    for (size_t i = 0; take != NULL && i < take->is.list.count; i++) {
        struct hf_str name = take->is.list.item[i].is.text;
        const struct hf_json *payload =
            look(s, say(s, "%s/events/%s/payload/%.*s", kind, event, HF_STR_ARG(name)));
        if (payload != NULL && HF_JSON_GET(payload, "personal") != NULL && is_open_text(payload))
            SEED(s, {say(s, "%s/data/%.*s", kind, HF_STR_ARG(name)),
                     "{\"type\": \"string\", \"pattern\": \"^x$\"}"});
    }
}

static void a_hidden_value_taken_into_the_open(struct seeder *s)
{
    each_branch(s, at_taken_open);
}

static void at_own_mail(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json)
{
    const char *hidden =
        personal_datum(s, say(s, "kinds/%.*s", HF_STR_ARG(hf_json_text(json, HF_STR("of")))));
    (void)kind;
    if (hidden != NULL && hf_str_eq(hf_json_text(json, HF_STR("classification")), HF_STR("internal")))
        SEED(s, {say(s, "%s/fields", pointer), say(s, "[\"data.%s\"]", hidden)});
}

static void a_hidden_value_in_our_own_mail(struct seeder *s)
{
    each_top(s, "templates", at_own_mail);
}

/* ---- the table ---- */

#define IN(rule, word, of, has, lacks, put, value) \
#word " of " of ": " put, rule, HF_WORD_##word, NULL, NULL, of, has, lacks, put, value
#define AT(rule, word, walk, has, lacks, put, value) \
#word " at " #walk ": " put, rule, HF_WORD_##word, NULL, walk, NULL, has, lacks, put, value
#define BY(rule, word, each) #each, rule, HF_WORD_##word, each, NULL, NULL, NULL, NULL, NULL, NULL

static const struct mistake mistakes[] = {
    {IN(1, flow_member_unknown, "states", NULL, NULL, "colour", "1")},
    {IN(1, flow_member_unknown, "events", NULL, NULL, "payloads", "{}")},
    {AT(1, flow_member_unknown, each_branch, NULL, NULL, "then", "1")},
    {AT(1, flow_member_truth, each_kind, NULL, NULL, "thread", "\"yes\"")},
    {AT(1, flow_member_list, each_branch, NULL, NULL, "needs", "\"one\"")},
    {IN(1, flow_member_missing, "events", "title", NULL, "title", NULL)},
    {IN(1, flow_member_missing, "events", "by", NULL, "by", NULL)},
    {IN(1, flow_text_missing, "events", NULL, NULL, "title", "{}")},
    {IN(1, flow_list_empty, "events", NULL, NULL, "by", "[]")},
    {IN(1, flow_word_unknown, "states", "end", NULL, "end", "\"maybe\"")},
    {IN(1, flow_word_unknown, "events", NULL, NULL, "assurance", "\"certain\"")},
    {IN(1, bad_period, "clocks", "within", NULL, "within", "\"P30D\"")},
    {IN(1, flow_term_one, "clocks", "within", "until", "until", "\"act.recorded_at\"")},
    {BY(1, flow_branches_count, an_event_without_branches)},
    {BY(1, flow_stage_twice, two_stages_of_one_name)},
    {BY(1, flow_label_missing, labels_left_out)},
    {BY(1, flow_name_bad, a_name_in_capitals)},
    {BY(1, flow_too_many, more_states_than_the_limit)},
    {BY(1, flow_branches_count, more_branches_than_the_limit)},
    {AT(2, flow_name_unknown, each_branch, "to", NULL, "to", "\"nowhere_at_all\"")},
    {AT(2, flow_name_unknown, each_branch, "flag", NULL, "flag", "{\"no_such_flag\": true}")},
    {AT(2, flow_name_unknown, each_branch, NULL, NULL, "requires", "[\"no_such_condition\"]")},
    {AT(2, flow_name_unknown, each_branch, NULL, NULL, "needs", "[\"no_such_datum\"]")},
    {AT(2, flow_name_unknown, each_branch, NULL, NULL, "notify", "[{\"template\": \"no-such\"}]")},
    {IN(2, flow_name_unknown, "events", NULL, NULL, "by", "[\"nobody\"]")},
    {IN(2, flow_name_unknown, "events", "basis", NULL, "basis", "[\"no_such_basis\"]")},
    {IN(2, flow_name_unknown, "events", NULL, NULL, "differs_from", "[\"no_such_event\"]")},
    {IN(2, flow_name_unknown, "states", "stage", NULL, "stage", "\"no_such_stage\"")},
    {IN(2, flow_name_unknown, "states", "owner", NULL, "owner", "\"nobody\"")},
    {IN(2, flow_name_unknown, "states", NULL, "end", "same_as", "\"no_such_state\"")},
    {IN(2, flow_name_unknown, "clocks", NULL, NULL, "during", "\"no_such_group\"")},
    {IN(2, flow_calendar_unknown, "clocks", NULL, NULL, "calendar", "\"moon_base\"")},
    {IN(2, flow_name_unknown, "clocks", "fires", NULL, "fires", "\"no_such_event\"")},
    {IN(2, flow_name_unknown, "links", NULL, NULL, "kind", "\"no_such_kind\"")},
    {IN(2, flow_name_unknown, "groups", NULL, NULL, "states", "[\"no_such_state\"]")},
    {BY(2, flow_name_unknown, a_law_not_declared)},
    {BY(3, flow_state_unreached, a_state_that_nobody_reaches)},
    {BY(3, flow_no_way_out, a_way_that_leads_nowhere)},
    {BY(3, flow_clock_circle, a_circle_that_only_the_clock_leaves)},
    {BY(3, flow_event_unhandled, an_event_that_nothing_handles)},
    {BY(4, flow_unbounded, a_deadline_removed)},
    {IN(4, flow_unbounded, "states", "no_deadline", "same_as", "no_deadline", NULL)},
    {BY(4, flow_bounded_twice, a_deadline_and_a_reason_for_none)},
    {IN(4, flow_owner_missing, "states", "owner", "same_as", "owner", NULL)},
    {IN(4, flow_final_has, "states", "end", NULL, "owner", "\"@R\"")},
    {BY(4, flow_clock_silent, a_clock_nobody_hears)},
    {BY(5, flow_owner_idle, an_owner_who_can_do_nothing)},
    {BY(7, flow_last_conditional, a_guard_on_the_last_branch)},
    {BY(7, flow_branch_unreached, a_branch_after_one_without_guard)},
    {BY(7, flow_branch_never, the_same_guard_again)},
    {BY(7, flow_shadowed, a_group_of_no_states)},
    {BY(8, expr_foreign, one_sign_of_equality)},
    {BY(8, expr_name, a_name_misspelt_in_a_guard)},
    {BY(8, expr_never, a_state_that_cannot_be)},
    {BY(8, expr_costly, a_guard_that_would_run_long)},
    {BY(8, expr_wanted, a_guard_of_another_type)},
    {BY(8, expr_text_open, a_text_left_open)},
    {BY(9, expr_absent_read, what_may_be_absent_is_read)},
    {BY(9, expr_absent_read, set_from_what_may_be_absent)},
    {BY(9, flow_raise_lacks, a_birth_that_lacks_a_member)},
    {BY(9, flow_pause_idle, a_pause_of_a_clock_that_does_not_run)},
    {BY(10, flow_never_happens, a_never_that_happens)},
    {BY(11, flow_template_other, a_template_of_another_kind)},
    {BY(11, flow_field_unknown, a_field_that_is_not_there)},
    {BY(11, flow_field_unlisted, a_text_that_shows_what_is_not_listed)},
    {BY(11, flow_no_channel, a_notice_to_nobody)},
    {BY(13, flow_differs_first, four_eyes_with_nobody_before)},
    {BY(15, flow_basis_missing, a_basis_removed)},
    {BY(15, flow_basis_twice, a_basis_in_two_places)},
    {BY(16, flow_unbound, another_side_unbound)},
    {BY(17, flow_two_groups, an_event_in_two_groups_of_a_state)},
    {BY(18, flow_not_by_clock, a_clock_that_may_not_fire)},
    {BY(18, flow_fires_unhandled, a_deadline_whose_event_is_not_handled)},
    {BY(19, flow_raise_circle, a_circle_of_raised_events)},
    {BY(20, flow_not_by_engine, a_birth_that_the_engine_may_not_bring)},
    {BY(20, flow_not_by_engine, a_raise_that_the_engine_may_not_make)},
    {BY(20, flow_birth_by_part, a_part_before_birth)},
    {BY(21, flow_never_discharged, a_duty_that_nothing_discharges)},
    {BY(22, flow_free_text, free_text_unmarked)},
    {BY(22, flow_subject_unknown, whose_data_it_is_misspelt)},
    {BY(22, expr_personal, a_hidden_value_read)},
    {BY(22, flow_set_personal, a_hidden_value_computed)},
    {BY(22, flow_take_open, a_hidden_value_taken_into_the_open)},
    {BY(22, flow_internal_personal, a_hidden_value_in_our_own_mail)},
    {BY(23, flow_answer_twice, a_status_for_two_events)},
    {BY(24, flow_to_itself, a_branch_to_where_it_stands)},
    {BY(24, flow_back_nowhere, a_way_back_from_birth)},
};
enum { MISTAKES = sizeof mistakes / sizeof mistakes[0], AT_LEAST = 30, PLACES = 12 };

static size_t seed_file(const char *path, const struct hf_flow *house, size_t most)
{
    struct seeder s = {.path = path, .text = file_text(path), .house = house};
    struct flow_file *whole = flow_read_as(s.text, HF_FLOW_PUBLISHED, house);
    struct hf_err err;
    static unsigned char tree[64 << 20];
    struct hf_arena kept;
    size_t missed = whole->rc != HF_OK, kinds = 0, made = 0;
    hf_arena_init(&kept, tree, sizeof tree);
    hf_arena_init(&s.arena, malloc(FLOW_ARENA), FLOW_ARENA);
    assert_int_equal(hf_json_read(s.text, &hf_json_file_limits, &kept, &s.json, &err), HF_OK);
    for (size_t i = 0; i < MISTAKES && whole->rc == HF_OK; i++) {
        missed += seed_all(&s, &mistakes[i], most);
        kinds += s.made > 0;
        made += s.made;
    }
    print_message("%s: %zu mistakes of %zu kinds, %zu missed\n", path, made, kinds, missed);
    missed += kinds < AT_LEAST;
    flow_free(whole);
    free(s.arena.at);
    free((void *)(uintptr_t)s.text.at);
    return missed;
}

/* HF_MISTAKES=all makes each mistake wherever it can be made; that takes minutes. */
static void every_mistake_is_told_in_every_shipped_definition(void **state)
{
    (void)state;
    glob_t found;
    size_t missed = 0, most = getenv("HF_MISTAKES") == NULL ? PLACES : 100000;
    struct hf_str text = file_text("engine/casefile/house.json");
    struct flow_file *house = flow_read_as(text, HF_FLOW_HOUSE, NULL);
    assert_int_equal(glob("workflows/*.json", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        missed += seed_file(found.gl_pathv[i], house->flow, most);
    missed += seed_file("tests/vectors/workflow/freeze-small.json", house->flow, most);
    globfree(&found);
    flow_free(house);
    free((void *)(uintptr_t)text.at);
    assert_int_equal(missed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mistake_is_told_in_every_shipped_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
