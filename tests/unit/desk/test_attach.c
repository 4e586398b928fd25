/* SPDX-License-Identifier: Apache-2.0 */
/* Documents both ways: fetched by digest with the reader's own signature, attached in parts, bound by
 * conditions. */
#include "sim/world.h"
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/code.h"
#include "desk/document.h"
#include "seal/set.h"
#include "seal/token.h"

static int begin(void **state)
{
    struct world *w = malloc(sizeof *w);
    assert_non_null(w);
    world_make(w, 1, 1);
    world_found(w);
    world_publish(w, "tests/vectors/workflow/annexed.json");
    *state = w;
    return 0;
}

/* ---- a request with an annex ---- */

static struct hf_str digest_text(struct world *w, const struct hf_digest *digest)
{
    struct hf_buf text = hf_buf_in(&w->arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    return hf_buf_str(&text);
}

static struct hf_id add_document(struct world *w, const struct hf_id *file, const char *text,
                                 const char *conditions, struct hf_digest *digest)
{
    char payload[600];
    assert_int_equal(hf_document_keep(w->desk[0], file, hf_str_of(text), &w->arena, digest, &w->err), HF_OK);
    snprintf(payload, sizeof payload,
             "{'title':'Note','sha256':'%.*s','size':%zu,'media_type':'text/plain','source':'Freedonia',"
             "'classification':'confidential','conditions':[%s]}",
             HF_STR_ARG(digest_text(w, digest)), strlen(text), conditions);
    world_do(w, &w->officer, "investigator", file, "document", "document.add", payload);
    return w->response.instance;
}

static struct hf_id begun(struct world *w)
{
    char payload[400];
    struct hf_str authority = world_text(w, &w->focal[0].authority);
    struct hf_request open = world_request(w, &w->officer, "officer", NULL, "case", "open", NULL);
    open.workflow = HF_STR("annexed");
    assert_int_equal(world_serve(w, 0, &open), HF_DONE);
    struct hf_id file = w->response.file;
    world_do(w, &w->officer, "investigator", &file, "asset", "asset.add",
             "{'kind':'account','description':'savings','state':'XF'}");
    world_do(w, &w->approver, "chamber", &file, "order", "order.add",
             "{'kind':'freeze','issued_by':'Chamber','issued_on':'2026-11-20','number':'12'}");
    snprintf(payload, sizeof payload, "{'asset':'asset/1','authority':'%.*s','order':'order/1'}",
             HF_STR_ARG(authority));
    world_do(w, &w->officer, "officer", &file, "measure", "order", payload);
    return file;
}

static void draft(struct world *w, const struct hf_id *file, const struct hf_id *annex)
{
    char payload[400];
    snprintf(
        payload, sizeof payload,
        "{'addressee':'%.*s','measures':['measure/1'],'purpose':'protective measures','annexes':['%.*s']}",
        HF_STR_ARG(world_text(w, &w->focal[0].authority)), HF_STR_ARG(world_text(w, annex)));
    world_do(w, &w->officer, "officer", file, "request", "draft", payload);
}

static struct hf_set sent_with(struct world *w, const char *text, struct hf_id *file,
                               struct hf_digest *digest)
{
    *file = begun(w);
    struct hf_id annex = add_document(w, file, text, "", digest);
    draft(w, file, &annex);
    world_do(w, &w->approver, "approver", file, "request/1", "send", NULL);
    return world_notice_claims(w, file);
}

static void assert_refused(struct world *w, const struct hf_request *request, const char *code)
{
    assert_int_equal(world_serve(w, 0, request), HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), code);
}

/* ---- fetched ---- */

static struct hf_request asking(struct world *w, size_t focal, const struct hf_set *notice,
                                struct hf_str sha256, const char *more)
{
    char content[400];
    static int count;
    char jti[24];
    snprintf(jti, sizeof jti, "d-%d", count++);
    snprintf(content, sizeof content, "{'in_reply_to':'%.*s','sha256':'%.*s'%s}", HF_STR_ARG(notice->jti),
             HF_STR_ARG(sha256), more);
    return world_answer(w, focal, "document-request", jti, notice->txn, content);
}

static void the_text_and_its_annexes_are_fetched_by_digest(void **state)
{
    struct world *w = *state;
    struct hf_id file;
    struct hf_digest digest;
    struct hf_set notice = sent_with(w, "The order of the Chamber.", &file, &digest);
    const struct hf_json *annexes = HF_JSON_GET(&notice.content, "annexes");
    assert_int_equal(annexes->is.list.count, 1);
    struct twin_counts before = twin_store_counts(w->store);
    struct hf_str sha256 = hf_json_text(HF_JSON_GET(&notice.content, "document"), HF_STR("sha256"));
    struct hf_request ask = asking(w, 0, &notice, sha256, "");
    ask.live = true;
    assert_int_equal(world_serve(w, 0, &ask), HF_DONE);
    assert_true(hf_str_contains(w->response.body, HF_STR("Please freeze: protective measures")));
    ask = asking(w, 0, &notice, hf_json_text(&annexes->is.list.item[0], HF_STR("sha256")),
                 ",'offset':4,'length':5");
    assert_int_equal(world_serve(w, 0, &ask), HF_DONE);
    assert_str(w->response.body, "order");
    assert_int_equal(world_serve(w, 0, &ask), HF_DONE);                      /* again; it is counted */
    assert_int_equal(twin_store_counts(w->store).events, before.events + 2); /* who had which */
    assert_int_equal(twin_store_counts(w->store).tokens, before.tokens);
}

/* The ledger goes away when the document has been read. */
static void what_is_not_recorded_is_not_handed_out(void **state)
{
    struct world *w = *state;
    struct hf_id file;
    struct hf_digest digest;
    struct hf_set notice = sent_with(w, "The order of the Chamber.", &file, &digest);
    struct hf_request ask = asking(w, 0, &notice, digest_text(w, &digest), "");
    ask.live = true;
    twin_store_fault(w->store, TWIN_LOST_BEFORE);
    assert_int_equal(world_serve(w, 0, &ask), HF_REFUSED_ANSWER);
    assert_int_equal(hf_err_rc(w->response.err), HF_UNAVAILABLE);
    assert_int_equal(w->response.body.len, 0);
    assert_int_equal(world_serve(w, 0, &ask), HF_DONE);
    assert_str(w->response.body, "The order of the Chamber.");
}

static void only_what_the_notice_shows_is_handed_out_and_only_to_its_addressee(void **state)
{
    struct world *w = *state;
    struct hf_id file;
    struct hf_digest digest, internal;
    struct hf_set notice = sent_with(w, "The order of the Chamber.", &file, &digest);
    add_document(w, &file, "Our own notes.", "", &internal);
    struct hf_request ask = asking(w, 0, &notice, digest_text(w, &internal), "");
    assert_refused(w, &ask, "no_document");
    ask = asking(w, 1, &notice, digest_text(w, &digest), "");
    assert_refused(w, &ask, "set_no_thread");
    ask = asking(w, 0, &notice, digest_text(w, &digest), ",'length':99999999");
    assert_refused(w, &ask, "document_ask");
}

static void an_old_token_fetches_nothing_over_a_connection(void **state)
{
    struct world *w = *state;
    struct hf_id file;
    struct hf_digest digest;
    struct hf_set notice = sent_with(w, "The order of the Chamber.", &file, &digest);
    struct hf_request ask = asking(w, 0, &notice, digest_text(w, &digest), "");
    w->clock.now_ms += 11 * 60000;
    ask.live = true;
    assert_refused(w, &ask, "document_stale");
    ask.live = false; /* a file that was carried may be older */
    assert_int_equal(world_serve(w, 0, &ask), HF_DONE);
}

/* ---- attached ---- */

static struct hf_request part_of(struct world *w, const struct hf_set *notice, struct hf_str bytes,
                                 size_t number, const struct hf_digest *digest)
{
    struct hf_str piece = hf_str_part(bytes, number * HF_PART_SIZE, (number + 1) * HF_PART_SIZE);
    struct hf_buf text = hf_buf_in(&w->arena, 2 * HF_PART_SIZE);
    char *content = HF_NEW(&w->arena, char, 2 * HF_PART_SIZE), jti[24];
    hf_b64url_put(&text, piece.at, piece.len);
    snprintf(content, 2 * HF_PART_SIZE, "{'sha256':'%.*s','size':%zu,'part':%zu,'bytes':'%.*s'}",
             HF_STR_ARG(digest_text(w, digest)), bytes.len, number, HF_STR_ARG(hf_buf_str(&text)));
    snprintf(jti, sizeof jti, "p-%zu", number);
    return world_answer(w, 0, "document-part", jti, notice->txn, content);
}

static struct hf_request answering(struct world *w, const struct hf_set *notice, const char *jti, size_t size,
                                   const struct hf_digest *digest)
{
    char content[500];
    snprintf(content, sizeof content,
             "{'seq':1,'status':'information_requested','items':'see the "
             "letter','attachments':[{'name':'letter.pdf',"
             "'media_type':'application/pdf','size':%zu,'sha256':'%.*s'}]}",
             size, HF_STR_ARG(digest_text(w, digest)));
    return world_answer(w, 0, "answer", jti, notice->txn, content);
}

static void an_answer_brings_a_document_in_parts_whatever_their_order(void **state)
{
    enum { SIZE = 2 * HF_PART_SIZE + 100 };
    struct world *w = *state;
    static char bytes[SIZE];
    struct hf_str whole = {bytes, SIZE}, read;
    struct hf_id file;
    struct hf_digest annex, digest;
    struct hf_set notice = sent_with(w, "The order of the Chamber.", &file, &annex);
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = (char)(i * 7);
    hf_sha256(&w->hasher, &whole, 1, &digest);
    struct hf_request answer = answering(w, &notice, "a-1", SIZE, &digest);
    assert_refused(w, &answer, "no_document");
    static const size_t order[] = {2, 0, 0};
    for (size_t i = 0; i < 3; i++) {
        struct hf_request part = part_of(w, &notice, whole, order[i], &digest);
        assert_int_equal(world_serve(w, 0, &part), HF_DONE);
    }
    answer = answering(w, &notice, "a-1", SIZE, &digest);
    assert_refused(w, &answer, "document_changed"); /* the one in the middle is missing */
    struct hf_request part = part_of(w, &notice, whole, 1, &digest);
    assert_int_equal(world_serve(w, 0, &part), HF_DONE);
    answer = answering(w, &notice, "a-1", SIZE - 1, &digest);
    assert_refused(w, &answer, "document_size");
    answer = answering(w, &notice, "a-1", SIZE, &digest);
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    assert_int_equal(w->response.count, 2);
    assert_str(w->response.events[1].header.act, "document.add");
    assert_int_equal(w->response.events[1].header.part[1], 2);
    assert_int_equal(hf_document_read(w->desk[0], &file, &digest, &w->arena, &read, &w->err), HF_OK);
    assert_true(hf_str_eq(read, whole));
}

static void what_is_no_part_is_refused(void **state)
{
    struct world *w = *state;
    static const char *const wrong[] = {
        "{'sha256':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA','size':5,'part':0,'bytes':'AAAA'}",
        "{'sha256':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA','size':3,'part':1,'bytes':'AAAA'}",
        "{'sha256':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA','size':999999999,'part':0,'bytes':'AAAA'}",
        "{'sha256':'AAAA','size':3,'part':0,'bytes':'AAAA'}",
        "{'size':3,'part':0,'bytes':'AAAA'}",
        "{'sha256':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA','size':3,'part':0,'bytes':'AA=='}"};
    struct hf_id file;
    struct hf_digest digest;
    struct hf_set notice = sent_with(w, "The order of the Chamber.", &file, &digest);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct hf_request part = world_answer(w, 0, "document-part", "x", notice.txn, wrong[i]);
        assert_refused(w, &part, "document_part");
    }
}

/* ---- conditions ---- */

static void a_document_that_is_bound_is_not_handed_on(void **state)
{
    static const char *const conditions[] = {"'LEAD_ONLY'", "'NO_ONWARD'", "'PURPOSE'", "'PRIVILEGED'"};
    struct world *w = *state;
    char on[24];
    for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++) {
        struct hf_digest digest;
        struct hf_id file = begun(w),
                     bound = add_document(w, &file, "Given in confidence.", conditions[i], &digest);
        draft(w, &file, &bound);
        struct hf_request send = world_request(w, &w->approver, "approver", &file, "request/1", "send", NULL);
        assert_refused(w, &send, "document_condition");
        assert_string_equal(w->response.err->where, "document/1"); /* which, */
        assert_string_equal(w->response.err->arg[1], "Freedonia"); /* and whose consent is missing */
        snprintf(on, sizeof on, "document/1");
        world_do(w, &w->officer, "investigator", &file, on, "document.change", "{'conditions':[]}");
        world_do(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_text_and_its_annexes_are_fetched_by_digest),
        TEST(what_is_not_recorded_is_not_handed_out),
        TEST(only_what_the_notice_shows_is_handed_out_and_only_to_its_addressee),
        TEST(an_old_token_fetches_nothing_over_a_connection),
        TEST(an_answer_brings_a_document_in_parts_whatever_their_order),
        TEST(what_is_no_part_is_refused),
        TEST(a_document_that_is_bound_is_not_handed_on),
    };
    return cmocka_run_group_tests_name("attach", tests, NULL, NULL);
}
