/* SPDX-License-Identifier: Apache-2.0 */
/* The small pair of the format page, compiled: what stands where. */
#include "flow_file.h"

static const char path[] = "tests/vectors/workflow/freeze-small.json";
static struct flow_file *small;
static struct hf_str text;

static int read_small(void **state)
{
    (void)state;
    text = file_text(path);
    small = flow_read(text);
    print_findings(path, small);
    return (int)small->rc;
}

static int forget_small(void **state)
{
    (void)state;
    flow_free(small);
    free((void *)(uintptr_t)text.at);
    return 0;
}

static const struct hf_kind *kind(const char *name)
{
    return &small->flow->kind[hf_flow_kind(small->flow, hf_str_of(name))];
}

static const struct hf_handler *handler(const struct hf_kind *k, const char *state, const char *event)
{
    return hf_flow_find_branches(k, hf_kind_state(k, hf_str_of(state)), hf_kind_event(k, hf_str_of(event)));
}

/* The answers that would be set aside are told, and how long each kind may last. */
static void it_is_without_fault(void **state)
{
    (void)state;
    assert_int_equal(small->findings.faults, 0);
    assert_int_equal(small->findings.warnings, 5);
    assert_int_equal(small->findings.count, 8);
    assert_str(small->flow->name, "freeze-small");
    assert_int_equal(small->flow->root, hf_flow_kind(small->flow, HF_STR("case")));
    assert_true(small->arena.peak < 2 << 20);
}

static void a_text_in_one_language_serves_both(void **state)
{
    (void)state;
    assert_str(small->flow->title.say[HF_EN], "Freeze by request");
    assert_str(small->flow->title.say[HF_FR], "Freeze by request");
}

static void branches_are_found_in_the_state_then_in_its_group(void **state)
{
    (void)state;
    const struct hf_kind *request = kind("request");
    const struct hf_handler *ask = handler(request, "sent", "ask"),
                            *report = handler(request, "sent", "report");
    assert_int_equal(ask->place, HF_IN_STATE);
    assert_int_equal(report->place, HF_IN_GROUP);
    assert_int_equal(report->branches.count, 2);
    assert_non_null(report->branches.at[0].when);
    assert_null(report->branches.at[1].when);
    assert_ptr_equal(handler(request, "asking", "report"), report);
    assert_null(handler(request, "draft", "report"));
    assert_null(handler(request, "done", "report"));
    assert_non_null(hf_flow_find_birth(request, hf_kind_event(request, HF_STR("draft"))));
    assert_null(hf_flow_find_birth(request, hf_kind_event(request, HF_STR("send"))));
}

static void links_are_seen_from_both_sides(void **state)
{
    (void)state;
    const struct hf_kind *request = kind("request"), *measure = kind("measure");
    const struct hf_link *own = &request->link[hf_kind_link(request, HF_STR("measures"))];
    const struct hf_link *inverse = &measure->link[hf_kind_link(measure, HF_STR("requests"))];
    assert_int_equal(own->min, 1);
    assert_false(own->is_inverse);
    assert_true(inverse->is_inverse);
    assert_ptr_equal(&small->flow->kind[inverse->kind], request);
    assert_ptr_equal(&request->link[inverse->inverse], own);
}

static void a_role_that_is_not_redefined_is_a_part(void **state)
{
    (void)state;
    const struct hf_kind *request = kind("request");
    const struct hf_part *officer = &request->part[hf_kind_part(request, HF_STR("officer"))];
    const struct hf_part *focal = &request->part[hf_kind_part(request, HF_STR("focal_point"))];
    assert_false(officer->declared);
    assert_null(officer->cast[0].who);
    assert_true(focal->declared);
    assert_non_null(focal->cast[0].who);
    assert_int_equal(request->parts, 3);
}

static void a_deadline_is_a_clock_of_one_state(void **state)
{
    (void)state;
    const struct hf_kind *request = kind("request");
    uint16_t asking = hf_kind_state(request, HF_STR("asking")), sent = hf_kind_state(request, HF_STR("sent"));
    const struct hf_clock *deadline = &request->clock[request->state[asking].deadline];
    const struct hf_clock *answer = &request->clock[hf_kind_clock(request, HF_STR("answer"))];
    assert_str(deadline->name, "deadline.asking");
    assert_true(hf_clock_runs(request, deadline, asking));
    assert_false(hf_clock_runs(request, deadline, sent));
    assert_true(hf_clock_runs(request, answer, sent));
    assert_true(hf_clock_runs(request, answer, asking));
    assert_false(hf_clock_runs(request, answer, hf_kind_state(request, HF_STR("done"))));
    assert_int_equal(answer->term.within.fixed.count, 30);
    assert_int_equal(answer->term.remind[0].ats, 2);
    assert_int_equal(answer->term.remind[0].at[0].fixed.count, -7);
}

static void raises_name_kind_and_event(void **state)
{
    (void)state;
    const struct hf_kind *request = kind("request"), *measure = kind("measure");
    const struct hf_branch *send = &handler(request, "draft", "send")->branches.at[0];
    const struct hf_branch *report = &handler(request, "sent", "report")->branches.at[0];
    assert_int_equal(send->raises, 1);
    assert_ptr_equal(&small->flow->kind[send->raise[0].kind], measure);
    assert_int_equal(send->raise[0].event, hf_kind_event(measure, HF_STR("ask")));
    assert_non_null(send->raise[0].where);
    assert_non_null(report->raise[0].events);
    assert_int_equal(send->to, hf_kind_state(request, HF_STR("sent")));
    assert_int_equal(handler(request, "asking", "supply")->branches.at[0].to, HF_BACK);
    assert_int_equal(handler(request, "sent", "report")->branches.at[1].to, HF_STAY);
}

static void a_condition_is_compiled_for_the_event_that_uses_it(void **state)
{
    (void)state;
    const struct hf_kind *request = kind("request");
    const struct hf_condition *its_own = &request->condition[hf_kind_condition(request, HF_STR("its_own"))];
    assert_non_null(its_own->is[hf_kind_event(request, HF_STR("draft"))]);
    assert_null(its_own->is[hf_kind_event(request, HF_STR("report"))]);
}

static void what_every_birth_brings_is_always_there(void **state)
{
    (void)state;
    const struct hf_kind *measure = kind("measure");
    uint16_t asset = hf_shape_find(measure->data, HF_STR("asset"));
    uint16_t ground = hf_shape_find(measure->data, HF_STR("ground"));
    assert_true(measure->always[0] >> asset & 1);
    assert_false(measure->always[0] >> ground & 1);
}

static void a_basis_that_is_an_order_is_compiled(void **state)
{
    (void)state;
    const struct hf_kind *measure = kind("measure");
    const struct hf_event *order = &measure->event[hf_kind_event(measure, HF_STR("order"))];
    assert_int_equal(order->basis.count, 2);
    assert_null(order->basis.at[0].order);
    assert_non_null(order->basis.at[1].order);
}

static void a_notice_s_text_is_cut_at_its_places(void **state)
{
    (void)state;
    const struct hf_template *ends = &small->flow->tmpl[hf_flow_template(small->flow, HF_STR("ends-soon"))];
    assert_int_equal(ends->text[HF_EN].count, 2);
    assert_str(ends->text[HF_EN].piece[0].text, "A freeze ends on ");
    assert_int_equal(ends->text[HF_EN].piece[0].field, 0);
    assert_str(ends->text[HF_EN].piece[1].text, ".");
    assert_int_equal(ends->text[HF_EN].piece[1].field, HF_NONE);
    assert_str(ends->event, "ends-soon");
}

static void an_answer_status_finds_its_event(void **state)
{
    (void)state;
    const struct hf_kind *request = kind("request");
    assert_int_equal(hf_kind_answer(request, HF_STR("executed")), hf_kind_event(request, HF_STR("report")));
    assert_int_equal(hf_kind_answer(request, HF_STR("")), HF_NONE);
}

/* Own branches replace those of groups; what a state is the same as gives the rest, event by event. */
static void a_state_can_be_the_same_as_another(void **state)
{
    (void)state;
    struct hf_arena arena;
    hf_arena_init(&arena, malloc(FLOW_ARENA), FLOW_ARENA);
    struct hf_str twin =
        changed(&arena, text, "kinds/request/states/parked",
                "{\"same_as\": \"draft\", \"title\": {\"en\": \"Parked\"}, \"on\": {\"supply\": "
                "[{\"to\": \"draft\"}]}}");
    twin = changed(&arena, twin, "kinds/request/states/draft/on/supply", "[{\"to\": \"parked\"}]");
    struct flow_file *f = flow_read(twin);
    print_findings("twin", f);
    assert_int_equal(f->rc, HF_OK);
    const struct hf_kind *request = &f->flow->kind[hf_flow_kind(f->flow, HF_STR("request"))];
    const struct hf_handler *supply = handler(request, "parked", "supply");
    assert_int_equal(supply->branches.at[0].to, hf_kind_state(request, HF_STR("draft")));
    assert_non_null(handler(request, "parked", "send"));
    assert_int_equal(request->state[hf_kind_state(request, HF_STR("parked"))].owner,
                     hf_kind_part(request, HF_STR("approver")));
    flow_free(f);
    free(arena.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_without_fault),
        cmocka_unit_test(a_text_in_one_language_serves_both),
        cmocka_unit_test(branches_are_found_in_the_state_then_in_its_group),
        cmocka_unit_test(links_are_seen_from_both_sides),
        cmocka_unit_test(a_role_that_is_not_redefined_is_a_part),
        cmocka_unit_test(a_deadline_is_a_clock_of_one_state),
        cmocka_unit_test(raises_name_kind_and_event),
        cmocka_unit_test(a_condition_is_compiled_for_the_event_that_uses_it),
        cmocka_unit_test(what_every_birth_brings_is_always_there),
        cmocka_unit_test(a_basis_that_is_an_order_is_compiled),
        cmocka_unit_test(a_notice_s_text_is_cut_at_its_places),
        cmocka_unit_test(an_answer_status_finds_its_event),
        cmocka_unit_test(a_state_can_be_the_same_as_another),
    };
    return cmocka_run_group_tests(tests, read_small, forget_small);
}
