/* SPDX-License-Identifier: Apache-2.0 */
/* The small pair of the format page, section 10, decided, sealed, replayed. */
#include "unit/casefile/bench.h"

#include <stdio.h>
#include <stdlib.h>

static const char definition[] = "tests/vectors/workflow/freeze-small.json";

static char *id22(struct hf_rehearsal *b, const struct hf_id *id)
{
    struct hf_buf text = hf_buf_in(&b->arena, 32);
    hf_id_put(&text, id);
    hf_buf_put_char(&text, '\0');
    return text.at;
}

/* A case with two assets, an order, two measures of the first authority, and a request that names both, sent.
 */
static void open_case(struct hf_rehearsal *b)
{
    char payload[500];
    bench_open(b, definition);
    bench_do(b, "officer", "case", "open", NULL);
    bench_do(b, "investigator", "party", "party.add", "{'kind':'person','name':'Octavian Marrow'}");
    bench_do(b, "investigator", "asset", "asset.add",
             "{'kind':'account','description':'savings','state':'XF'}");
    bench_do(b, "investigator", "asset", "asset.add",
             "{'kind':'real_estate','description':'villa','state':'XF'}");
    bench_do(b, "chamber", "order", "order.add",
             "{'kind':'freeze','issued_by':'Chamber','issued_on':'2026-11-20','number':'12'}");
    for (int i = 1; i <= 2; i++) {
        snprintf(payload, sizeof payload, "{'asset':'asset/%d','authority':'%s','order':'order/1'}", i,
                 id22(b, &b->authority[0]));
        bench_do(b, "officer", "measure", "order", payload);
    }
}

static void draft(struct hf_rehearsal *b, int authority)
{
    char payload[500];
    snprintf(payload, sizeof payload,
             "{'addressee':'%s','measures':['measure/1','measure/2'],'purpose':'protective measures'}",
             id22(b, &b->authority[authority]));
    bench_do(b, "officer", "request", "draft", payload);
}

static void main_line_runs_and_replays(void **state)
{
    struct hf_rehearsal *b = malloc(sizeof *b);
    (void)state;
    open_case(b);
    draft(b, 0);
    assert_str(bench_state(b, "request/1"), "draft");
    bench_do(b, "approver", "request/1", "send", NULL);
    assert_str(bench_state(b, "request/1"), "sent");
    assert_str(bench_state(b, "measure/2"), "asked");
    assert_int_equal(b->last.count, 3);
    assert_int_equal(b->last.draft_count, 1);
    assert_false(b->last.drafts[0].ours);
    bench_wait(b, 2);
    assert_int_equal(bench_act(b, &b->authority[0], "focal_point", "request/1", "report",
                               "{'results':[{'on':'measure/1','event':'in_force','effective_at':'2026-11-24',"
                               "'payload':{'expires_on':'2028-11-24','national_order':'A 7'}},"
                               "{'on':'measure/2','event':'refuse','payload':{'ground':'not_found'}}]}"),
                     HF_OK);
    assert_str(bench_state(b, "request/1"), "done");
    assert_str(bench_state(b, "measure/1"), "in_force");
    assert_str(bench_state(b, "measure/2"), "refused");
    assert_int_equal(b->last.count, 3);
    bench_close(b);
    free(b);
}

static void silence_is_reminded_and_a_freeze_lapses(void **state)
{
    struct hf_rehearsal *b = malloc(sizeof *b);
    (void)state;
    open_case(b);
    draft(b, 0);
    bench_do(b, "approver", "request/1", "send", NULL);
    assert_int_equal(bench_wait(b, 24), 1); /* seven days before the thirtieth */
    assert_int_equal(bench_wait(b, 10), 1); /* overdue */
    assert_int_equal(hf_case_instance(&b->c, hf_case_find(&b->flows, &b->c, HF_STR("request/1")))->flags, 1);
    assert_int_equal(bench_wait(b, 15), 1);  /* fifteen days after */
    assert_int_equal(bench_wait(b, 400), 0); /* and then no more */
    assert_int_equal(bench_act_at(b, &b->authority[0], "focal_point", "measure/1", "in_force",
                                  "{'expires_on':'2030-01-01','national_order':'A 7'}", "2026-12-01"),
                     HF_OK);
    assert_int_equal(
        bench_act(b, &b->authority[0], "focal_point", "measure/1", "renew", "{'expires_on':'2031-01-01'}"),
        HF_OK);
    bench_wait(b, 3000);
    assert_str(bench_state(b, "measure/1"), "lapsed");
    bench_close(b);
    free(b);
}

struct refusal {
    const char *role, *on, *event, *payload, *code;
};

static void each_refusal_has_its_code(void **state)
{
    static const struct refusal rows[] = {
        {"officer", "request/9", "send", NULL, "no_instance"},
        {"officer", "request/1", "fly", NULL, "unknown_event"},
        {"officer", "request/1", "supply", NULL, "not_in_state"},
        {"officer", "request/1", "send", NULL, "not_allowed"},
        {"approver", "request/1", "send", "{'x':1}", "payload_invalid"},
        {"officer", "request", "draft", "{'addressee':'AAAAAAAAAAAAAAAAAAAAAA','measures':['measure/1']}",
         "unknown_ref"},
        {"approver", "case", "close", NULL, "requires"},
    };
    struct hf_rehearsal *b = malloc(sizeof *b);
    (void)state;
    open_case(b);
    draft(b, 0);
    uint32_t seq = hf_case_head(&b->c)->seq;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_id actor = bench_person(b, rows[i].role);
        assert_int_not_equal(bench_act(b, &actor, rows[i].role, rows[i].on, rows[i].event, rows[i].payload),
                             HF_OK);
        assert_str(hf_err_code(&b->err), rows[i].code);
        assert_int_equal(hf_case_head(&b->c)->seq, seq);
    }
    bench_close(b);
    free(b);
}

static void another_state_s_focal_point_cannot_answer(void **state)
{
    struct hf_rehearsal *b = malloc(sizeof *b);
    (void)state;
    open_case(b);
    draft(b, 0);
    bench_do(b, "approver", "request/1", "send", NULL);
    assert_int_equal(
        bench_act(b, &b->authority[1], "focal_point", "request/1", "ask", "{'items':'the title'}"),
        HF_NOT_ALLOWED);
    assert_str(hf_err_code(&b->err), "not_allowed");
    bench_close(b);
    free(b);
}

/* What the engine may do too is done by a person in that person's own role, or not at all. */
static void whom_the_owner_names_acts_in_his_own_role(void **state)
{
    struct hf_rehearsal *b = malloc(sizeof *b);
    bool aside;
    (void)state;
    open_case(b);
    struct hf_command command = {.on = HF_STR("document"),
                                 .event = HF_STR("document.add"),
                                 .actor = bench_person(b, "investigator"),
                                 .known = HF_KNOWN_owner};
    static const char payload[] =
        "{\"title\":\"Note\",\"sha256\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"size\":1,"
        "\"media_type\":\"text/plain\",\"classification\":\"public\"}";
    assert_int_equal(
        hf_json_read(hf_str_of(payload), &hf_json_payload_limits, &b->arena, &command.payload, &b->err),
        HF_OK);
    assert_int_equal(hf_rehearse_act(b, &command, &aside), HF_OK);
    assert_str(b->last.events[0].header.role, "investigator");
    command.actor = bench_person(b, "administrator");
    command.id = (struct hf_id){{0}};
    assert_int_equal(hf_rehearse_act(b, &command, &aside), HF_NOT_ALLOWED);
    assert_str(hf_err_code(&b->err), "not_allowed");
    bench_close(b);
    free(b);
}

static void refuse_report(struct hf_rehearsal *b, const char *results, const char *code, const char *where)
{
    assert_int_not_equal(bench_act(b, &b->authority[0], "focal_point", "request/1", "report", results),
                         HF_OK);
    assert_str(hf_err_code(&b->err), code);
    assert_string_equal(b->err.where, where);
}

/* As the answer is read: the sender learns which result is wrong, and nothing of it has been tried. */
static void each_result_is_checked_against_its_own_event(void **state)
{
    char twice[300];
    struct hf_rehearsal *b = malloc(sizeof *b);
    (void)state;
    open_case(b);
    draft(b, 0);
    bench_do(b, "approver", "request/1", "send", NULL);
    refuse_report(b,
                  "{'results':[{'on':'measure/2','event':'refuse','payload':{'ground':'not_found'}},"
                  "{'on':'measure/1','event':'in_force','effective_at':'2026-11-23','payload':{}}]}",
                  "payload_invalid", "payload.results[1].payload.expires_on");
    refuse_report(b,
                  "{'results':[{'on':'measure/1','event':'in_force','payload':"
                  "{'expires_on':'2028-11-24','national_order':'A 7'}}]}",
                  "effective_missing", "payload.results[0]");
    refuse_report(b,
                  "{'results':[{'on':'measure/1','event':'in_force','effective_at':'2026-11-24','payload':"
                  "{'expires_on':'2028-11-24','national_order':'A 7'}}]}",
                  "effective_future", "payload.results[0]");
    snprintf(twice, sizeof(twice),
             "{'results':[{'on':'measure/1','event':'refuse','payload':{'ground':'not_found'}},"
             "{'on':'%s','event':'refuse','payload':{'ground':'immunity'}}]}",
             bench_id(b, "measure/1"));
    refuse_report(b, twice, "payload_invalid", "payload.results[1].on"); /* one measure, by two names */
    bench_close(b);
    free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(main_line_runs_and_replays),
        cmocka_unit_test(silence_is_reminded_and_a_freeze_lapses),
        cmocka_unit_test(each_refusal_has_its_code),
        cmocka_unit_test(another_state_s_focal_point_cannot_answer),
        cmocka_unit_test(each_result_is_checked_against_its_own_event),
        cmocka_unit_test(whom_the_owner_names_acts_in_his_own_role),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
