/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/export.h"

#include "told.h"

static struct hf_subject subject_of(const struct flow_file *f, uint16_t kind)
{
    return (struct hf_subject){f->flow, kind, HF_STR("(hash)"), HF_EN};
}

static struct hf_json xstate(struct flow_file *f, uint16_t kind)
{
    struct hf_err err;
    struct hf_json json;
    struct hf_subject subject = subject_of(f, kind);
    assert_int_equal(hf_export_xstate(&subject, &f->arena, &json, &err), HF_OK);
    return json;
}

/* By names, one below the other, ended by NULL. */
static const struct hf_json *at(const struct hf_json *json, ...)
{
    va_list names;
    va_start(names, json);
    for (const char *name = va_arg(names, const char *); name != NULL; name = va_arg(names, const char *)) {
        json = hf_json_get(json, hf_str_of(name));
        assert_non_null(json);
    }
    va_end(names);
    return json;
}

static const struct hf_json *machine(const struct hf_json *all, struct hf_str kind)
{
    const struct hf_json *found = hf_json_get(at(all, "machines", NULL), kind);
    assert_non_null(found);
    return found;
}

/* ---- XState ---- */

static void same_events(const struct hf_kind *kind, uint16_t row, const struct hf_json *state)
{
    const struct hf_json *on = HF_JSON_GET(state, "on");
    size_t handled = 0;
    for (uint16_t e = 0; e < kind->events; e++) {
        bool here = kind->next[(size_t)row * kind->events + e] != HF_NONE;
        const struct hf_json *list = on == NULL ? NULL : hf_json_get(on, kind->event[e].name);
        assert_true(here == (list != NULL));
        handled += here;
        if (list != NULL)
            assert_true(list->is.list.count >=
                        kind->handler[kind->next[(size_t)row * kind->events + e]].branches.count);
    }
    assert_int_equal(on == NULL ? 0 : on->is.object.count, handled);
}

static void all_states_there(struct flow_file *f)
{
    struct hf_json all = xstate(f, HF_NONE);
    for (uint16_t k = 0; k < f->flow->kinds; k++) {
        const struct hf_kind *kind = &f->flow->kind[k];
        const struct hf_json *states = at(machine(&all, kind->name), "config", "states", NULL);
        assert_int_equal(states->is.object.count, kind->states + 1u);
        same_events(kind, kind->states, at(states, "_unborn", NULL));
        for (uint16_t s = 0; s < kind->states; s++) {
            const struct hf_json *state = hf_json_get(states, kind->state[s].name);
            assert_non_null(state);
            assert_true((kind->state[s].end != HF_END_NOT) ==
                        hf_str_eq(hf_json_text(state, HF_STR("type")), HF_STR("final")));
            same_events(kind, s, state);
        }
    }
}

static void a_machine_handles_in_each_state_what_the_definition_handles(void **state)
{
    (void)state;
    each_definition(all_states_there);
}

static void every_guard_that_is_named_has_its_text(struct flow_file *f)
{
    struct hf_json all = xstate(f, HF_NONE);
    for (uint16_t k = 0; k < f->flow->kinds; k++) {
        const struct hf_json *one = machine(&all, f->flow->kind[k].name);
        const struct hf_json *states = at(one, "config", "states", NULL), *guards = at(one, "guards", NULL);
        for (size_t s = 0; s < states->is.object.count; s++) {
            const struct hf_json *on = HF_JSON_GET(&states->is.object.member[s].value, "on");
            for (size_t e = 0; on != NULL && e < on->is.object.count; e++)
                for (size_t i = 0; i < on->is.object.member[e].value.is.list.count; i++) {
                    const struct hf_json *guard =
                        HF_JSON_GET(&on->is.object.member[e].value.is.list.item[i], "guard");
                    if (guard != NULL)
                        assert_non_null(
                            hf_json_get(guards, hf_json_text(at(guard, "params", NULL), HF_STR("id"))));
                }
        }
    }
}

static void no_guard_is_named_without_its_text(void **state)
{
    (void)state;
    each_definition(every_guard_that_is_named_has_its_text);
}

/* What is refused where it was chosen but not admitted tries no other branch: a second transition says so. */
static void a_branch_that_demands_something_is_followed_by_its_refusal(void **state)
{
    (void)state;
    struct flow_file *f = read_with_house(file_text(small_path));
    struct hf_json all = xstate(f, HF_NONE);
    const struct hf_json *close =
        at(machine(&all, HF_STR("case")), "config", "states", "running", "on", "close", NULL);
    assert_int_equal(close->is.list.count, 2);
    assert_str(hf_json_text(&close->is.list.item[0], HF_STR("target")), "closed");
    assert_str(hf_json_text(at(&close->is.list.item[0], "guard", NULL), HF_STR("type")), "admitted");
    assert_null(HF_JSON_GET(&close->is.list.item[1], "target"));
    assert_str(hf_json_text(&at(&close->is.list.item[1], "actions", NULL)->is.list.item[0], HF_STR("type")),
               "refuse");
    assert_str(hf_json_text(at(machine(&all, HF_STR("case")), "conditions", NULL), HF_STR("settled")),
               "children.measure.all(m, m.final) && children.request.all(r, r.final)");
    flow_free(f);
}

static void going_back_is_a_transition_for_each_state_it_may_lead_to(void **state)
{
    (void)state;
    struct flow_file *f = read_with_house(file_text(small_path));
    struct hf_json all = xstate(f, hf_flow_kind(f->flow, HF_STR("request")));
    const struct hf_json *supply =
        at(machine(&all, HF_STR("request")), "config", "states", "asking", "on", "supply", NULL);
    assert_int_equal(supply->is.list.count, 1);
    assert_str(hf_json_text(&supply->is.list.item[0], HF_STR("target")), "sent");
    assert_str(hf_json_text(at(&supply->is.list.item[0], "guard", "params", NULL), HF_STR("entered_from")),
               "sent");
    assert_int_equal(at(&all, "machines", NULL)->is.object.count, 1);
    flow_free(f);
}

/* ---- Mermaid ---- */

static struct hf_str mermaid(struct flow_file *f)
{
    struct hf_err err;
    struct hf_buf out = hf_buf_in(&f->arena, 1 << 14);
    struct hf_subject subject = subject_of(f, HF_NONE);
    assert_int_equal(hf_export_mermaid(&subject, &f->arena, &out, &err), HF_OK);
    return hf_buf_str(&out);
}

static void a_diagram_has_every_move_once(void **state)
{
    (void)state;
    struct flow_file *f = read_with_house(file_text(small_path));
    struct hf_str text = mermaid(f);
    assert_true(hf_str_contains(text, HF_STR("stateDiagram-v2\n  state \"Case\" as case__ {\n")));
    assert_true(hf_str_contains(text, HF_STR("    [*] --> case__running : opens the case\n")));
    assert_true(hf_str_contains(text, HF_STR("    request__asking --> request__sent : supplies it\n")));
    assert_true(hf_str_contains(text, HF_STR("    measure__lapsed --> [*]\n")));
    assert_true(hf_str_contains(text, HF_STR("%% Left out: ")));
    flow_free(f);
}

static void marks_of_mermaid_in_a_title_are_written_as_numbers(void **state)
{
    (void)state;
    struct hf_arena arena;
    hf_arena_init(&arena, malloc(FLOW_ARENA), FLOW_ARENA);
    struct hf_str changed_text = changed(&arena, file_text(small_path), "kinds/case/states/running/title",
                                         "{\"en\":\"a: \\\"b\\\"; #c\\n%\"}");
    struct flow_file *f = read_with_house(changed_text);
    assert_true(
        hf_str_contains(mermaid(f), HF_STR("state \"a#58; #34;b#34;#59; #35;c #37;\" as case__running")));
    flow_free(f);
    free(arena.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_machine_handles_in_each_state_what_the_definition_handles),
        cmocka_unit_test(no_guard_is_named_without_its_text),
        cmocka_unit_test(a_branch_that_demands_something_is_followed_by_its_refusal),
        cmocka_unit_test(going_back_is_a_transition_for_each_state_it_may_lead_to),
        cmocka_unit_test(a_diagram_has_every_move_once),
        cmocka_unit_test(marks_of_mermaid_in_a_title_are_written_as_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
