/* SPDX-License-Identifier: Apache-2.0 */
/* Which side is ours, and who plays a part: of the case, and of whom a request is made for. */
#include <stdio.h>
#include <stdlib.h>

#include "unit/casefile/bench.h"

static struct hf_rehearsal *b;

static int open_sides(void **state)
{
    b = bench_begin(state, "tests/vectors/workflow/sides.json");
    return 0;
}

static void begin(const char *role, const char *on_behalf_of)
{
    char payload[200];
    char text[HF_ID_TEXT];
    struct hf_buf id = HF_BUF(text);
    hf_id_put(&id, &b->authority[0]);
    snprintf(payload, sizeof payload, "{'on_behalf_of':'%s','partner':'%.*s'}", on_behalf_of,
             HF_STR_ARG(hf_buf_str(&id)));
    bench_do(b, role, "request", "begin", payload);
}

static void refuse(const char *role, const char *event)
{
    struct hf_id actor = bench_person(b, role);
    assert_int_equal(bench_act(b, &actor, role, "request/1", event, NULL), HF_NOT_ALLOWED);
    assert_str(hf_err_code(&b->err), "not_allowed");
}

/* How many of ours were told by the last command, and that nobody else was. */
static size_t told(void)
{
    for (size_t i = 0; i < b->last.draft_count; i++)
        assert_true(b->last.drafts[i].ours);
    return b->last.draft_count;
}

static bool was_told(const char *role)
{
    struct hf_id person = bench_person(b, role);
    for (size_t i = 0; i < b->last.draft_count; i++) {
        if (hf_id_eq(&b->last.drafts[i].recipient, &person))
            return true;
    }
    return false;
}

static void for_the_prosecution_one_office_does_all(void **state)
{
    (void)state;
    bench_do(b, "legal_officer", "case", "open", NULL);
    begin("legal_officer", "prosecution");
    refuse("investigator", "draft");
    bench_do(b, "legal_officer", "request/1", "draft", NULL);
    refuse("chamber", "order");
    bench_do(b, "legal_officer", "request/1", "order", NULL);
    refuse("dispatcher", "send");
    bench_do(b, "legal_officer", "request/1", "send", NULL);
}

static void for_the_defence_counsel_drafts_the_chamber_orders_the_registry_sends(void **state)
{
    (void)state;
    bench_do(b, "legal_officer", "case", "open", NULL);
    begin("investigator", "defence");
    refuse("legal_officer", "draft");
    bench_do(b, "investigator", "request/1", "draft", NULL);
    refuse("legal_officer", "order");
    bench_do(b, "chamber", "request/1", "order", NULL);
    refuse("legal_officer", "send");
    bench_do(b, "dispatcher", "request/1", "send", NULL);
}

static void who_opens_the_case_says_which_side_is_ours(void **state)
{
    (void)state;
    bench_do(b, "legal_officer", "case", "open", NULL);
    assert_str(b->flows.workflow->side[hf_case_head(&b->c)->ours].name, "asking");
    begin("legal_officer", "prosecution");
    refuse("approver", "take_in"); /* of ours he is one, and this is not his side's case */
    assert_int_equal(bench_act(b, &b->authority[0], "partner", "request/1", "take_in", NULL), HF_OK);
    assert_int_equal(told(), 2);
    assert_true(was_told("legal_officer"));
    assert_false(was_told("approver"));
}

static void the_other_side_can_run_the_same_file(void **state)
{
    (void)state;
    bench_do(b, "approver", "case", "open", NULL);
    assert_str(b->flows.workflow->side[hf_case_head(&b->c)->ours].name, "asked");
    begin("approver", "prosecution");
    refuse("legal_officer", "draft");
    bench_do(b, "approver", "request/1", "take_in", NULL);
    assert_int_equal(told(), 2);
    assert_true(was_told("approver"));
    assert_false(was_told("legal_officer"));
}

/* "partner" is a role of this procedure and none of the house's own offices. */
static enum hf_rc partner_records_a_party(void)
{
    struct hf_id id;
    struct hf_json roles, kind;
    struct hf_json_maker person = hf_json_make(&b->arena), list = hf_json_make(&b->arena),
                         party = hf_json_make(&b->arena);
    hf_json_add(&list, HF_STR_NONE, hf_json_of_text(HF_STR("partner")));
    roles = hf_json_list(&list);
    hf_json_add(&person, HF_STR("name"), hf_json_of_text(HF_STR("Petra Lind")));
    hf_json_add(&person, HF_STR("organ"), hf_json_of_text(HF_STR("registry")));
    hf_json_add(&person, HF_STR("roles"), roles);
    kind = hf_json_object(&person);
    assert_int_equal(hf_rehearse_person(b, &kind, &id), HF_OK);
    hf_json_add(&party, HF_STR("kind"), hf_json_of_text(HF_STR("company")));
    hf_json_add(&party, HF_STR("name"), hf_json_of_text(HF_STR("Blue Quarry Ltd")));
    bool aside;
    struct hf_command command = {.on = HF_STR("party"),
                                 .event = HF_STR("party.add"),
                                 .payload = hf_json_object(&party),
                                 .actor = id,
                                 .known = HF_KNOWN_os_account};
    return hf_rehearse_act(b, &command, &aside);
}

static void who_has_a_role_of_our_side_may_keep_the_registers(void **state)
{
    (void)state;
    bench_do(b, "approver", "case", "open", NULL);
    assert_int_equal(partner_records_a_party(), HF_OK);
    assert_str(b->last.events[0].header.role, "partner");
}

static void a_role_of_the_other_side_keeps_no_register(void **state)
{
    (void)state;
    bench_do(b, "legal_officer", "case", "open", NULL);
    assert_int_equal(partner_records_a_party(), HF_NOT_ALLOWED);
    assert_non_null(strstr(b->err.detail[HF_EN], "whoever of us has a role in this procedure"));
}

int main(void)
{
#define ON_SIDES(test) cmocka_unit_test_setup_teardown(test, open_sides, bench_end)
    const struct CMUnitTest tests[] = {
        ON_SIDES(for_the_prosecution_one_office_does_all),
        ON_SIDES(for_the_defence_counsel_drafts_the_chamber_orders_the_registry_sends),
        ON_SIDES(who_opens_the_case_says_which_side_is_ours),
        ON_SIDES(the_other_side_can_run_the_same_file),
        ON_SIDES(who_has_a_role_of_our_side_may_keep_the_registers),
        ON_SIDES(a_role_of_the_other_side_keeps_no_register),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
