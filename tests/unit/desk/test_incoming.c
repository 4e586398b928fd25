/* SPDX-License-Identifier: Apache-2.0 */
/* We are the focal point: another authority asks, we acknowledge and answer in its thread. */
#include "sim/world.h"
#include "unit/unit.h"

#include <stdio.h>

#include "desk/watch.h"
#include "seal/note.h"
#include "seal/set.h"
#include "seal/token.h"
#include "seal/tree.h"

static const char txn_text[] = "YHHpDlLJPd5HQxVwW3qMsA";

static int begin(void **state)
{
    int made = world_begin(state);
    struct world *w = *state;
    world_do(w, &w->officer, "administrator", &w->people, "person", "person.propose",
             "{'name':'Jo Marsh','organ':'registry','roles':['legal_officer']}");
    w->clerk = w->response.instance;
    world_do(w, &w->approver, "administrator", &w->people, "person/4", "person.confirm", NULL);
    return made;
}

#define PREV "'prev':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',"
#define REQUEST                                                                                \
    "'kind':'request','due':'2026-12-20T09:00:00.000Z','answers':['acknowledged','executed']," \
    "'items':[{'item':1,'kind':'measure'},{'item':2,'kind':'measure'}],"                       \
    "'document':{'media_type':'text/plain','size':12,'sha256':'" DIGEST "'}"
#define DIGEST "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static struct hf_request notice(struct world *w, const char *event, const char *jti, const char *content)
{
    return world_answer(w, 0, event, jti, hf_str_of(txn_text), content);
}

static struct hf_id received(struct world *w)
{
    struct hf_request request = notice(w, "request-sent", "n-1", "{'seq':1," REQUEST "}");
    assert_int_equal(world_serve(w, 0, &request), HF_DONE);
    return w->response.file;
}

/* ---- what we sent ---- */

struct sent {
    size_t count;
    struct hf_str bytes;
    struct hf_set set;
};

static struct sent last_sent(struct world *w, const struct hf_id *file)
{
    return (struct sent){world_notices(w, file), world_notice(w, file), world_notice_claims(w, file)};
}

static void assert_replies_to(struct world *w, const struct sent *sent, const char *jti, struct hf_str token)
{
    struct hf_digest digest, named;
    hf_token_digest(&w->hasher, token, &digest);
    assert_str(hf_json_text(&sent->set.content, HF_STR("in_reply_to")), jti);
    assert_true(hf_digest_read(hf_json_text(&sent->set.content, HF_STR("in_reply_to_sha256")), &named));
    assert_true(hf_digest_eq(&named, &digest));
    assert_str(sent->set.txn, txn_text);
    assert_str(sent->set.aud, w->focal[0].issuer);
    assert_str(sent->set.sub_id, "a-case");
}

static void assert_refused(struct world *w, const struct hf_request *request, const char *code)
{
    assert_int_equal(world_serve(w, 0, request), HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), code);
}

/* ---- taken and acknowledged ---- */

static void a_request_is_kept_and_receipted_with_its_own_digest(void **state)
{
    struct world *w = *state;
    struct hf_request request = notice(w, "request-sent", "n-1", "{'seq':1," REQUEST "}");
    assert_int_equal(world_serve(w, 0, &request), HF_DONE);
    assert_int_equal(w->response.notices, 1);
    struct hf_id file = w->response.file;
    struct sent receipt = last_sent(w, &file);
    assert_str(receipt.set.event, HF_EVENT_URN "receipt");
    assert_replies_to(w, &receipt, "n-1", request.token);
    assert_int_equal(HF_JSON_GET(&receipt.set.content, "seq")->is.integer, 1);
    assert_int_equal(world_serve(w, 1, &request), HF_REPEATED);
    assert_int_equal(last_sent(w, &file).count, 1);
}

static void messages_of_one_thread_meet_in_one_file(void **state)
{
    struct world *w = *state;
    struct hf_request two[2] = {notice(w, "request-sent", "n-1", "{'seq':1," REQUEST "}"),
                                notice(w, "request-rights", "n-2", "{'seq':2," PREV "'kind':'request'}")};
    struct hf_response *out = HF_NEW(&w->arena, struct hf_response, 2);
    assert_int_equal(hf_desk_serve(w->desk[0], two, 2, &w->arena, out, &w->err), HF_OK);
    assert_int_equal(out[0].outcome, HF_DONE);
    assert_int_equal(out[1].outcome, HF_DONE);
    assert_true(hf_id_eq(&out[0].file, &out[1].file));
    struct hf_request third = notice(w, "reminder", "n-3", "{'seq':3," PREV "'kind':'request'}");
    assert_int_equal(world_serve(w, 1, &third), HF_DONE);
    assert_true(hf_id_eq(&w->response.file, &out[0].file));
    struct sent receipt = last_sent(w, &out[0].file);
    assert_int_equal(receipt.count, 3);
    assert_replies_to(w, &receipt, "n-3", third.token);
    assert_int_equal(HF_JSON_GET(&receipt.set.content, "seq")->is.integer, 3);
}

static void the_same_thread_name_of_another_authority_is_another_request(void **state)
{
    struct world *w = *state;
    struct hf_id file = received(w);
    struct hf_request other =
        world_answer(w, 1, "request-sent", "n-1", hf_str_of(txn_text), "{'seq':1," REQUEST "}");
    assert_int_equal(world_serve(w, 0, &other), HF_DONE);
    assert_false(hf_id_eq(&w->response.file, &file));
}

static void the_checkpoint_of_a_notice_comes_back(void **state)
{
    struct world *w = *state;
    struct hf_request request =
        notice(w, "request-sent", "n-1", "{'seq':1,'checkpoint':'as it came'," REQUEST "}");
    assert_int_equal(world_serve(w, 0, &request), HF_DONE);
    struct hf_id file = w->response.file;
    struct sent receipt = last_sent(w, &file);
    assert_str(hf_json_text(&receipt.set.content, HF_STR("checkpoint")), "as it came");
    world_do(w, &w->clerk, "legal_officer", &file, "incoming", "incoming.answer",
             "{'status':'acknowledged','said':'{}'}");
    struct sent answer = last_sent(w, &file);
    assert_str(hf_json_text(&answer.set.content, HF_STR("checkpoint")), "as it came");
}

/* ---- answered ---- */

static struct hf_request answer_of(struct world *w, const struct hf_id *file, const char *status,
                                   struct hf_str said)
{
    struct hf_request request =
        world_request(w, &w->clerk, "legal_officer", file, "incoming", "incoming.answer", NULL);
    struct hf_json_maker made = hf_json_make(&w->arena);
    hf_json_add(&made, HF_STR("status"), hf_json_of_text(hf_str_of(status)));
    hf_json_add(&made, HF_STR("said"), hf_json_of_text(said));
    request.command.payload = hf_json_object(&made);
    return request;
}

static void an_answer_of_ours_is_signed_in_their_thread(void **state)
{
    struct world *w = *state;
    struct hf_request request = notice(w, "request-sent", "n-1", "{'seq':1," REQUEST "}");
    assert_int_equal(world_serve(w, 0, &request), HF_DONE);
    struct hf_id file = w->response.file;
    struct hf_request said =
        answer_of(w, &file, "executed", HF_STR("{\"results\":[{\"item\":1,\"status\":\"in_force\"}]}"));
    assert_int_equal(world_serve(w, 1, &said), HF_DONE);
    struct sent answer = last_sent(w, &file);
    assert_str(answer.set.event, HF_EVENT_URN "answer");
    assert_replies_to(w, &answer, "n-1", request.token);
    assert_str(hf_json_text(&answer.set.content, HF_STR("status")), "executed");
    const struct hf_json *results = HF_JSON_GET(&answer.set.content, "results");
    assert_int_equal(results->is.list.count, 1);
    assert_int_equal(HF_JSON_GET(&answer.set.content, "seq")->is.integer, 2);
}

static void what_we_say_stays_hidden_in_the_log(void **state)
{
    struct world *w = *state;
    struct hf_id file = received(w);
    struct hf_request said = answer_of(w, &file, "acknowledged", HF_STR("{\"officer\":\"Ida Grey\"}"));
    assert_int_equal(world_serve(w, 0, &said), HF_DONE);
    assert_false(hf_str_contains(w->response.events[0].payload_bytes, HF_STR("Ida Grey")));
}

static void an_answer_that_was_not_asked_for_is_not_sent(void **state)
{
    struct world *w = *state;
    struct hf_id file = received(w);
    struct hf_request said = answer_of(w, &file, "refused", HF_STR("{}"));
    assert_refused(w, &said, "answer_not_asked");
    said = answer_of(w, &file, "executed", HF_STR("{\"seq\":7}"));
    assert_refused(w, &said, "answer_reserved");
    said = answer_of(w, &file, "executed", HF_STR("[]"));
    assert_refused(w, &said, "record_not_object");
    said = answer_of(w, &file, "executed", HF_STR("{"));
    assert_refused(w, &said, "json_end");
    assert_int_equal(last_sent(w, &file).count, 1); /* the receipt alone */
}

/* ---- told where it stands ---- */

static struct hf_str digest_text(struct world *w, const struct hf_digest *digest)
{
    struct hf_buf text = hf_buf_in(&w->arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    return hf_buf_str(&text);
}

/* A checkpoint of their log, of two leaves, signed by them. */
static struct hf_str checkpoint_of(struct world *w, const struct hf_digest leaf[2], bool sound)
{
    struct hf_checkpoint checkpoint = {.origin = HF_STR("court.example/x"), .size = 2};
    struct hf_frontier frontier = {.size = 0};
    struct hf_buf text = hf_buf_in(&w->arena, 200), note = hf_buf_in(&w->arena, 400);
    hf_frontier_append(&w->hasher, &frontier, leaf, 2);
    hf_frontier_root(&w->hasher, &frontier, &checkpoint.root);
    checkpoint.root.byte[0] ^= sound ? 0 : 1;
    hf_checkpoint_put(&text, &checkpoint);
    hf_note_sign(&w->hasher, hf_buf_str(&text), checkpoint.origin, &w->focal[0].secret, &w->focal[0].key,
                 &note);
    return hf_buf_str(&note);
}

static const char *record(struct world *w, const struct sent *answer, bool sound)
{
    const struct hf_digest leaf[2] = {{{1}}, {{2}}};
    struct hf_digest digest;
    struct hf_buf note = hf_buf_in(&w->arena, 500);
    char *out = HF_NEW(&w->arena, char, 2000);
    hf_token_digest(&w->hasher, answer->bytes, &digest);
    struct hf_str sha256 = digest_text(w, &digest);
    hf_json_put_text(&note, checkpoint_of(w, leaf, sound));
    snprintf(out, 2000,
             "{'seq':2," PREV "'in_reply_to':'%.*s','in_reply_to_sha256':'%.*s','checkpoint':%.*s,"
             "'recorded':[{'sha256':'%.*s','index':0,'leaf':'%.*s','path':['%.*s']}]}",
             HF_STR_ARG(answer->set.jti), HF_STR_ARG(sha256), HF_STR_ARG(hf_buf_str(&note)),
             HF_STR_ARG(sha256), HF_STR_ARG(digest_text(w, &leaf[0])), HF_STR_ARG(digest_text(w, &leaf[1])));
    return out;
}

static void proofs_of_our_answers_are_checked_and_kept(void **state)
{
    struct world *w = *state;
    struct hf_id file = received(w);
    struct hf_request said = answer_of(w, &file, "acknowledged", HF_STR("{}"));
    assert_int_equal(world_serve(w, 0, &said), HF_DONE);
    struct sent answer = last_sent(w, &file);
    struct hf_request told = notice(w, "answer-recorded", "n-2", record(w, &answer, false));
    assert_refused(w, &told, "inclusion_broken");
    told = notice(w, "answer-recorded", "n-2", record(w, &answer, true));
    assert_int_equal(world_serve(w, 0, &told), HF_DONE);
    assert_str(w->response.events[0].header.act, "incoming.proved");
    assert_int_equal(last_sent(w, &file).count, 2); /* no receipt for it: that would never end */
}

static void what_answers_nothing_of_ours_is_refused(void **state)
{
    struct world *w = *state;
    struct hf_request told = notice(w, "answer-recorded", "n-1", "{'seq':1}");
    assert_refused(w, &told, "set_no_thread");
    told = notice(w, "answer", "n-1", "{'seq':1,'status':'executed'}");
    assert_refused(w, &told, "set_no_thread");
    told = notice(w, "request-sent", "n-1", "{'seq':1,'answers':'all'}");
    assert_refused(w, &told, "payload_invalid");
    assert_int_equal(twin_store_counts(w->store).tokens, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_request_is_kept_and_receipted_with_its_own_digest),
        TEST(messages_of_one_thread_meet_in_one_file),
        TEST(the_same_thread_name_of_another_authority_is_another_request),
        TEST(the_checkpoint_of_a_notice_comes_back),
        TEST(an_answer_of_ours_is_signed_in_their_thread),
        TEST(what_we_say_stays_hidden_in_the_log),
        TEST(an_answer_that_was_not_asked_for_is_not_sent),
        TEST(proofs_of_our_answers_are_checked_and_kept),
        TEST(what_answers_nothing_of_ours_is_refused),
    };
    return cmocka_run_group_tests_name("incoming", tests, NULL, NULL);
}
