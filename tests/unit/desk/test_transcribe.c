/* SPDX-License-Identifier: Apache-2.0 */
/* An answer on paper: entered by one, confirmed by another, then the State's act; its own key may confirm it
 * later. */
#include "sim/world.h"
#include "unit/unit.h"

#include <stdio.h>

#include "desk/document.h"
#include "desk/watch.h"
#include "seal/set.h"
#include "seal/token.h"

/* A request that was sent, and a scan of what came back. */
static struct hf_id answered_on_paper(struct world *w)
{
    struct hf_id file = world_case(w);
    struct hf_digest digest;
    char payload[400], text[HF_DIGEST_TEXT + 1] = "";
    struct hf_buf written = HF_BUF(text);
    world_do(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    assert_int_equal(hf_document_keep(w->desk[0], &file, HF_STR("scan"), &w->arena, &digest, &w->err), HF_OK);
    hf_digest_put(&written, &digest);
    snprintf(payload, sizeof payload,
             "{'title':'Note verbale 12','sha256':'%s','size':4,'media_type':'image/png',"
             "'classification':'confidential'}",
             text);
    world_do(w, &w->officer, "investigator", &file, "document", "document.add", payload);
    return file;
}

#define SAID                                                                                            \
    "{\\\"results\\\":[{\\\"item\\\":1,\\\"event\\\":\\\"in_force\\\",\\\"effective_at\\\":"            \
    "\\\"2026-11-22\\\",\\\"payload\\\":{\\\"expires_on\\\":\\\"2028-11-24\\\",\\\"national_order\\\":" \
    "\\\"A 7\\\"}},{\\\"item\\\":2,\\\"event\\\":\\\"refuse\\\",\\\"payload\\\":{\\\"ground\\\":"       \
    "\\\"not_found\\\"}}]}"

static struct hf_request entering(struct world *w, const struct hf_id *file, const char *about,
                                  const char *status, const char *said)
{
    char payload[900];
    snprintf(payload, sizeof payload,
             "{'about':'%s','status':'%s','said':'%s','medium':'note_verbale','acted_on':'2026-11-22',"
             "'received_on':'2026-11-23','scan':'document/1'}",
             about, status, said);
    return world_request(w, &w->officer, "investigator", file, "transcription", "transcription.enter",
                         payload);
}

static struct hf_request confirming(struct world *w, const struct hf_id *by, const char *role,
                                    const struct hf_id *file)
{
    return world_request(w, by, role, file, "transcription/1", "transcription.confirm", NULL);
}

static void assert_refused(struct world *w, const struct hf_request *request, const char *code)
{
    assert_int_equal(world_serve(w, 0, request), HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), code);
}

static const struct hf_thread *thread_of(struct world *w, const struct hf_id *file)
{
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(w->desk[1], file, &w->arena, &c, &flows, &w->err), HF_OK);
    assert_int_equal(hf_case_head(c)->threads, 1);
    return hf_case_thread(c, 0);
}

static void two_of_us_make_it_the_state_s_act(void **state)
{
    struct world *w = *state;
    struct hf_id file = answered_on_paper(w);
    struct hf_request enter = entering(w, &file, "request/1", "executed", SAID);
    assert_int_equal(world_serve(w, 0, &enter), HF_DONE);
    assert_str(world_state(w, &file, "request/1"), "sent"); /* nothing has moved */
    struct hf_request alone = confirming(w, &w->officer, "investigator", &file);
    assert_refused(w, &alone, "same_person");
    struct hf_request confirm = confirming(w, &w->approver, "chamber", &file);
    assert_int_equal(world_serve(w, 1, &confirm), HF_DONE);
    assert_str(world_state(w, &file, "request/1"), "done");
    assert_str(world_state(w, &file, "measure/1"), "in_force");
    assert_str(world_state(w, &file, "measure/2"), "refused");
    const struct hf_header *confirmed = &w->response.events[0].header, *act = &w->response.events[1].header;
    assert_str(confirmed->act, "transcription.confirm");
    assert_true(hf_id_eq(&confirmed->actor, &w->approver));
    assert_str(act->act, "report");
    assert_true(hf_id_eq(&act->actor, &w->focal[0].authority));
    assert_int_equal(act->known, HF_KNOWN_transcribed);
    assert_str(act->effective_at, "2026-11-22");
    assert_int_equal(act->part[0], 2);
    assert_int_equal(thread_of(w, &file)->their_known, HF_KNOWN_transcribed);
}

static void what_is_said_stays_hidden(void **state)
{
    struct world *w = *state;
    struct hf_id file = answered_on_paper(w);
    struct hf_request enter = entering(w, &file, "request/1", "executed", SAID);
    assert_int_equal(world_serve(w, 0, &enter), HF_DONE);
    assert_false(hf_str_contains(w->response.events[0].payload_bytes, HF_STR("A 7")));
}

static void what_has_no_form_is_told_when_it_is_entered(void **state)
{
    struct world *w = *state;
    struct hf_id file = answered_on_paper(w);
    struct hf_request enter = entering(w, &file, "request/1", "information_requested", "{}");
    assert_refused(w, &enter, "payload_invalid");
    enter = entering(w, &file, "request/1", "executed", "no JSON");
    assert_refused(w, &enter, "transcribe_said");
    enter = entering(w, &file, "measure/1", "executed", SAID);
    assert_refused(w, &enter, "transcribe_about");
    enter = entering(w, &file, "request/1", "on_holiday", "{}");
    assert_refused(w, &enter, "answer_unknown_status");
}

static void what_the_workflow_refuses_stays_entered(void **state)
{
    struct world *w = *state;
    struct hf_id file = answered_on_paper(w);
    struct hf_request enter = entering(w, &file, "request/1", "executed", SAID);
    assert_int_equal(world_serve(w, 0, &enter), HF_DONE);
    struct hf_id txn = thread_of(w, &file)->id;
    struct hf_request signed_answer =
        world_answer(w, 0, "answer", "a-1", world_text(w, &txn),
                     "{'seq':1,'status':'executed','results':[{'item':1,'event':'refuse','payload':{'ground':"
                     "'not_found'}},{'item':2,'event':'refuse','payload':{'ground':'not_found'}}]}");
    assert_int_equal(world_serve(w, 0, &signed_answer), HF_DONE);
    struct hf_request confirm = confirming(w, &w->approver, "chamber", &file);
    assert_refused(w, &confirm, "not_in_state");
    assert_str(world_state(w, &file, "transcription/1"), "entered");
}

#define SIGNED                                                                                            \
    "'status':'executed','results':[{'item':1,'event':'in_force','effective_at':'2026-11-22','payload':"  \
    "{'expires_on':'2028-11-24','national_order':'A 7'}},{'item':2,'event':'refuse','payload':{'ground':" \
    "'not_found'}}]}"

static void the_state_s_own_key_confirms_what_we_wrote_down(void **state)
{
    struct world *w = *state;
    struct hf_id file = answered_on_paper(w);
    struct hf_request enter = entering(w, &file, "request/1", "executed", SAID);
    assert_int_equal(world_serve(w, 0, &enter), HF_DONE);
    struct hf_request confirm = confirming(w, &w->approver, "chamber", &file);
    assert_int_equal(world_serve(w, 0, &confirm), HF_DONE);
    struct hf_str txn = world_text(w, &thread_of(w, &file)->id);
    struct hf_request other =
        world_answer(w, 0, "answer", "a-1", txn,
                     "{'seq':1,'status':'executed','results':[{'item':1,'event':'refuse',"
                     "'payload':{'ground':'not_found'}}]}");
    assert_int_equal(world_serve(w, 0, &other), HF_SET_ASIDE); /* it says otherwise */
    struct hf_request same = world_answer(
        w, 0, "answer", "a-2", txn, "{'seq':2,'prev':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'," SIGNED);
    assert_int_equal(world_serve(w, 0, &same), HF_DONE);
    assert_str(w->response.events[0].header.act, "answer.confirmed");
    assert_int_equal(w->response.events[0].header.known, HF_KNOWN_own_key);
    assert_int_equal(thread_of(w, &file)->their_known, HF_KNOWN_own_key);
    same = world_answer(w, 0, "answer", "a-3", txn,
                        "{'seq':3,'prev':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'," SIGNED);
    assert_int_equal(world_serve(w, 0, &same), HF_SET_ASIDE); /* once */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(two_of_us_make_it_the_state_s_act),
        TEST(what_is_said_stays_hidden),
        TEST(what_has_no_form_is_told_when_it_is_entered),
        TEST(what_the_workflow_refuses_stays_entered),
        TEST(the_state_s_own_key_confirms_what_we_wrote_down),
    };
    return cmocka_run_group_tests_name("transcribe", tests, NULL, NULL);
}
