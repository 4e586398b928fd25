/* SPDX-License-Identifier: Apache-2.0 */
/* What a State says and what it is told of it: receipts, replies, corrections, the record in the log. */
#include "sim/world.h"
#include "unit/unit.h"

#include <stdio.h>

#include "desk/standstill.h"
#include "desk/watch.h"
#include "seal/ids.h"
#include "seal/note.h"
#include "seal/set.h"
#include "seal/token.h"
#include "seal/tree.h"

enum { NOTICES_MAX = 16 };

/* A notice of ours as it was signed. */
struct sent {
    struct hf_str bytes;
    struct hf_set set;
    struct hf_digest digest;
};
struct box {
    struct world *w;
    struct hf_id token[NOTICES_MAX];
    struct sent sent[NOTICES_MAX];
    size_t count;
};

/* ---- what was sent ---- */

static enum hf_rc take_delivery(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct box *box = context;
    (void)err;
    assert_true(box->count < NOTICES_MAX);
    box->token[box->count++] = row->delivery.outbox.token;
    return HF_OK;
}

static enum hf_rc take_bytes(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct box *box = context;
    (void)err;
    box->sent[box->count].bytes = hf_arena_keep(&box->w->arena, row->token.bytes);
    return HF_OK;
}

static enum hf_rc take_note(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct box *box = context;
    (void)err;
    box->sent[0].bytes = hf_arena_keep(&box->w->arena, row->checkpoint.note);
    return HF_OK;
}

static void read_sent(struct world *w, struct sent *sent)
{
    struct hf_token token;
    struct hf_secret secret;
    struct hf_public key;
    twin_key_pair(HF_KEY_NOTICE, &secret, &key);
    assert_int_equal(hf_token_read(&w->arena, sent->bytes, &token, &w->err), HF_OK);
    assert_int_equal(hf_token_verify(&w->hasher, &token, &key, &w->err), HF_OK);
    assert_int_equal(hf_set_read(&w->arena, token.payload, &sent->set, &w->err), HF_OK);
    hf_token_digest(&w->hasher, sent->bytes, &sent->digest);
}

static struct box *look(struct world *w, const struct hf_id *file)
{
    struct hf_ledger ledger = twin_ledger(w->store);
    struct box *box = HF_NEW(&w->arena, struct box, 1);
    struct hf_ask ask = {.id = *file};
    box->w = w;
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_outbox_of_file, &ask, take_delivery, box, &w->err),
                     HF_OK);
    size_t count = box->count;
    for (box->count = 0; box->count < count; box->count++) {
        ask.id = box->token[box->count];
        assert_int_equal(ledger.ask(ledger.self, HF_ASK_token, &ask, take_bytes, box, &w->err), HF_OK);
        read_sent(w, &box->sent[box->count]);
    }
    return box;
}

static struct sent last_sent(struct world *w, const struct hf_id *file)
{
    struct box *box = look(w, file);
    assert_true(box->count > 0);
    return box->sent[box->count - 1];
}

static struct hf_id sent_case(struct world *w)
{
    struct hf_id file = world_case(w);
    world_do(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    return file;
}

/* ---- what is said ---- */

/* {'seq':1,'in_reply_to':...,'in_reply_to_sha256':..., MORE} */
static const char *replying(struct world *w, const struct sent *to, const char *more)
{
    char *text = HF_NEW(&w->arena, char, 2000), digest[HF_DIGEST_TEXT + 1] = "";
    struct hf_buf out = HF_BUF(digest);
    hf_digest_put(&out, &to->digest);
    snprintf(text, 2000, "{'in_reply_to':'%.*s','in_reply_to_sha256':'%.*s',%s}", HF_STR_ARG(to->set.jti),
             HF_DIGEST_TEXT, digest, more);
    return text;
}

static void assert_refused(struct world *w, const struct hf_request *request, const char *code)
{
    assert_int_equal(world_serve(w, 0, request), HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), code);
}

static void assert_nothing_grew(struct world *w, size_t events, size_t tokens)
{
    assert_int_equal(twin_store_counts(w->store).events, events);
    assert_int_equal(twin_store_counts(w->store).tokens, tokens);
}

#define PREV "'prev':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',"
#define ASKS "'status':'information_requested','items':'the title'"

static void sign_checkpoint(struct world *w)
{
    int64_t size;
    assert_int_equal(hf_watch_checkpoint(w->desk[0], &w->arena, &size, &w->err), HF_OK);
}

static size_t watch(struct world *w)
{
    size_t fired;
    assert_int_equal(hf_watch_due(w->desk[0], &w->arena, &fired, &w->err), HF_OK);
    return fired;
}

/* ---- receipts ---- */

static void a_receipt_names_the_exact_token_and_moves_nothing(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct sent sent = last_sent(w, &file);
    struct hf_request receipt =
        world_answer(w, 0, "receipt", "r-1", sent.set.txn, replying(w, &sent, "'seq':1"));
    assert_int_equal(world_serve(w, 0, &receipt), HF_DONE);
    assert_str(w->response.events[0].header.act, "notice.receipted");
    assert_str(world_state(w, &file, "request/1"), "sent");
    sent.digest.byte[0] ^= 1;
    receipt = world_answer(w, 0, "receipt", "r-2", sent.set.txn, replying(w, &sent, PREV "'seq':2"));
    assert_refused(w, &receipt, "answer_reply");
    receipt = world_answer(w, 0, "receipt", "r-3", sent.set.txn, "{" PREV "'seq':2}");
    assert_refused(w, &receipt, "answer_reply");
}

static enum hf_rc take_one(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    *(struct hf_str *)context = row->token.bytes;
    return HF_OK;
}

static void a_receipt_that_no_event_takes_is_kept_once(void **state)
{
    struct world *w = *state;
    struct hf_ledger ledger = twin_ledger(w->store);
    struct hf_str kept = HF_STR_NONE;
    struct hf_ask ask = {.id =
                             hf_answer_command_id(&w->hasher, HF_STR("https://fp0.example"), HF_STR("r-1"))};
    struct hf_id file = sent_case(w);
    struct sent sent = last_sent(w, &file);
    struct hf_request receipt =
        world_answer(w, 0, "receipt", "r-1", sent.set.txn, replying(w, &sent, "'seq':1"));
    assert_int_equal(world_serve(w, 0, &receipt), HF_DONE);
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_token, &ask, take_one, &kept, &w->err), HF_OK);
    assert_true(hf_str_eq(kept, receipt.token));
    assert_int_equal(world_serve(w, 1, &receipt), HF_REPEATED);
    receipt =
        world_answer(w, 0, "receipt", "r-1", sent.set.txn, replying(w, &sent, "'seq':1,'note':'other'"));
    assert_refused(w, &receipt, "other_body");
}

/* ---- replies ---- */

static void an_answer_may_reply_to_an_earlier_notice_of_the_thread(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct sent first = last_sent(w, &file);
    struct hf_request answer =
        world_answer(w, 0, "answer", "a-1", first.set.txn, replying(w, &first, "'seq':1," ASKS));
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    sign_checkpoint(w);
    w->clock.now_ms += 2000;
    assert_int_equal(watch(w), 1); /* the last message of ours is another one now */
    answer = world_answer(w, 0, "answer", "a-2", first.set.txn,
                          replying(w, &first, PREV "'seq':2,'status':'on_holiday'"));
    assert_int_equal(world_serve(w, 0, &answer), HF_SET_ASIDE);
}

static void an_answer_to_a_message_of_another_thread_is_refused(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w), other = sent_case(w);
    struct sent sent = last_sent(w, &file), elsewhere = last_sent(w, &other);
    struct twin_counts before = twin_store_counts(w->store);
    struct hf_request answer =
        world_answer(w, 0, "answer", "a-1", sent.set.txn, replying(w, &elsewhere, "'seq':1," ASKS));
    assert_refused(w, &answer, "answer_reply");
    assert_nothing_grew(w, before.events, before.tokens);
}

/* ---- corrections ---- */

#define SUPERSEDES(jti) "'supersedes':'" jti "'"

static uint32_t aside(struct world *w, const struct hf_id *file)
{
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(w->desk[1], file, &w->arena, &c, &flows, &w->err), HF_OK);
    return hf_case_instance(c, hf_case_find(&flows, c, HF_STR("request/1")))->set_aside;
}

static void a_later_answer_takes_the_place_of_one_that_stood_aside(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_str txn = last_sent(w, &file).set.txn;
    struct hf_request answer = world_answer(w, 0, "answer", "a-1", txn, "{'seq':1,'status':'on_holiday'}");
    assert_int_equal(world_serve(w, 0, &answer), HF_SET_ASIDE);
    assert_int_equal(aside(w, &file), 1);
    answer = world_answer(w, 0, "answer", "a-2", txn,
                          "{'seq':2," PREV SUPERSEDES("a-1") ",'status':'still_away'}");
    assert_int_equal(world_serve(w, 0, &answer), HF_SET_ASIDE);
    assert_int_equal(aside(w, &file), 1); /* one went, one came */
    answer = world_answer(w, 0, "answer", "a-3", txn, "{'seq':3," PREV SUPERSEDES("a-2") "," ASKS "}");
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    assert_int_equal(aside(w, &file), 0);
}

static void a_chain_of_corrections_does_not_fork(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_str txn = last_sent(w, &file).set.txn;
    struct hf_request answer = world_answer(w, 0, "answer", "a-1", txn, "{'seq':1,'status':'on_holiday'}");
    assert_int_equal(world_serve(w, 0, &answer), HF_SET_ASIDE);
    answer = world_answer(w, 0, "answer", "a-2", txn, "{'seq':2," PREV SUPERSEDES("a-1") "," ASKS "}");
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    answer = world_answer(w, 0, "answer", "a-3", txn, "{'seq':3," PREV SUPERSEDES("a-1") "," ASKS "}");
    assert_refused(w, &answer, "answer_superseded");
    answer = world_answer(w, 0, "answer", "a-3", txn, "{'seq':3," PREV SUPERSEDES("a-9") "," ASKS "}");
    assert_refused(w, &answer, "answer_supersedes");
}

static void nobody_supersedes_what_another_said(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w), other = sent_case(w);
    struct hf_request answer =
        world_answer(w, 0, "answer", "a-1", last_sent(w, &file).set.txn, "{'seq':1,'status':'on_holiday'}");
    assert_int_equal(world_serve(w, 0, &answer), HF_SET_ASIDE);
    answer = world_answer(w, 0, "answer", "b-1", last_sent(w, &other).set.txn,
                          "{'seq':1," SUPERSEDES("a-1") "," ASKS "}"); /* of another thread */
    assert_refused(w, &answer, "answer_supersedes");
    assert_int_equal(aside(w, &file), 1);
}

/* ---- the record ---- */

static void read_root(struct world *w, struct hf_str note_bytes, struct hf_checkpoint *out)
{
    struct hf_note note;
    struct hf_secret secret;
    struct hf_public key;
    twin_key_pair(HF_KEY_LOG, &secret, &key);
    assert_int_equal(hf_note_read(note_bytes, &note, &w->err), HF_OK);
    assert_int_equal(hf_note_verify(&w->hasher, &note, HF_STR("court.example/log1"), &key, &w->err), HF_OK);
    assert_int_equal(hf_checkpoint_read(note.text, out, &w->err), HF_OK);
}

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    memcpy(context, row->leaf.at, row->leaf.len);
    return HF_OK;
}

/* As the State would do it: nothing but the letter and the log's key. */
static void assert_proved(struct world *w, const struct sent *letter, size_t n,
                          const struct hf_digest *answer)
{
    const struct hf_json *list = HF_JSON_GET(&letter->set.content, "recorded");
    const struct hf_json *one = &list->is.list.item[n], *steps = HF_JSON_GET(one, "path");
    struct hf_checkpoint checkpoint;
    struct hf_digest digest, leaf;
    struct hf_path path = {.count = steps->is.list.count};
    read_root(w, hf_json_text(&letter->set.content, HF_STR("checkpoint")), &checkpoint);
    assert_true(hf_digest_read(hf_json_text(one, HF_STR("sha256")), &digest));
    assert_true(hf_digest_eq(&digest, answer));
    assert_true(hf_digest_read(hf_json_text(one, HF_STR("leaf")), &leaf));
    for (size_t i = 0; i < path.count; i++)
        assert_true(hf_digest_read(steps->is.list.item[i].is.text, &path.step[i]));
    uint64_t index = (uint64_t)HF_JSON_GET(one, "index")->is.integer;
    assert_int_equal(
        hf_tree_includes(&w->hasher, &leaf, index, checkpoint.size, &path, &checkpoint.root, &w->err), HF_OK);
    struct hf_ledger ledger = twin_ledger(w->store);
    struct hf_ask ask = {.from = (int64_t)index, .to = (int64_t)index + 1};
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_leaves, &ask, take_leaf, &digest, &w->err), HF_OK);
    assert_true(hf_digest_eq(&digest, &leaf));
}

static void an_answer_is_told_where_it_stands_in_the_log(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct sent sent = last_sent(w, &file);
    struct hf_digest digest;
    struct hf_request answer =
        world_answer(w, 0, "answer", "a-1", sent.set.txn, replying(w, &sent, "'seq':1," ASKS));
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    hf_token_digest(&w->hasher, answer.token, &digest);
    assert_int_equal(watch(w), 0); /* not yet */
    w->clock.now_ms += 2000;
    assert_int_equal(watch(w), 0); /* no checkpoint covers it */
    sign_checkpoint(w);
    w->clock.now_ms += 30000;
    assert_int_equal(watch(w), 1);
    struct sent letter = last_sent(w, &file);
    assert_str(letter.set.event, HF_EVENT_URN "answer-recorded");
    assert_str(hf_json_text(&letter.set.content, HF_STR("in_reply_to")), "a-1");
    assert_true(hf_str_eq(letter.set.txn, sent.set.txn));
    assert_proved(w, &letter, 0, &digest);
    w->clock.now_ms += 60000;
    sign_checkpoint(w);
    assert_int_equal(watch(w), 0); /* told once */
}

static void what_stood_aside_is_recorded_too_and_several_are_told_at_once(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_str txn = last_sent(w, &file).set.txn;
    struct hf_digest digest[2];
    struct hf_request answer = world_answer(w, 0, "answer", "a-1", txn, "{'seq':1,'status':'on_holiday'}");
    assert_int_equal(world_serve(w, 0, &answer), HF_SET_ASIDE);
    hf_token_digest(&w->hasher, answer.token, &digest[0]);
    answer = world_answer(w, 0, "answer", "a-2", txn, "{'seq':2," PREV ASKS "}");
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    hf_token_digest(&w->hasher, answer.token, &digest[1]);
    sign_checkpoint(w);
    answer = world_answer(w, 0, "answer", "a-3", txn, "{'seq':3," PREV "'status':'on_holiday'}");
    assert_int_equal(world_serve(w, 0, &answer), HF_SET_ASIDE);
    w->clock.now_ms += 2000;
    assert_int_equal(watch(w), 1);
    struct sent letter = last_sent(w, &file);
    assert_int_equal(HF_JSON_GET(&letter.set.content, "recorded")->is.list.count, 2);
    assert_proved(w, &letter, 0, &digest[0]);
    assert_proved(w, &letter, 1, &digest[1]);
    sign_checkpoint(w);
    w->clock.now_ms += 30000;
    assert_int_equal(watch(w), 1); /* the third, which that checkpoint did not cover */
    letter = last_sent(w, &file);
    assert_str(hf_json_text(&letter.set.content, HF_STR("in_reply_to")), "a-3");
}

static size_t claimed(struct world *w)
{
    struct hf_ledger ledger = twin_ledger(w->store);
    struct hf_claim claim[4];
    size_t count;
    const struct hf_claim_ask ask = {
        .kind = HF_CLAIM_DEADLINES, .now_ms = w->clock.now_ms, .lease_ms = 30000, .limit = 4};
    assert_int_equal(ledger.claim(ledger.self, &ask, &w->arena, claim, &count, &w->err), HF_OK);
    return count;
}

/* What is to be told waits for nothing that happens in the file: an answer more leaves the lease as it is. */
static void an_answer_that_comes_while_another_waits_writes_nothing_of_it_anew(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_str txn = last_sent(w, &file).set.txn;
    struct hf_request answer = world_answer(w, 0, "answer", "a-1", txn, "{'seq':1,'status':'on_holiday'}");
    assert_int_equal(world_serve(w, 0, &answer), HF_SET_ASIDE);
    w->clock.now_ms += 2000;
    assert_int_equal(claimed(w), 1);
    answer = world_answer(w, 0, "answer", "a-2", txn, "{'seq':2," PREV "'status':'on_holiday'}");
    assert_int_equal(world_serve(w, 0, &answer), HF_SET_ASIDE);
    assert_int_equal(claimed(w), 0);
    sign_checkpoint(w);
    w->clock.now_ms += 30000;
    assert_int_equal(watch(w), 1);
    struct sent letter = last_sent(w, &file);
    assert_int_equal(HF_JSON_GET(&letter.set.content, "recorded")->is.list.count, 2);
}

/* Both are due since the same moment, so what is due next is what was due before. */
static void of_two_threads_of_a_file_both_are_told_at_once(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    char draft[200];
    struct hf_request answer[2];
    struct hf_str txn = last_sent(w, &file).set.txn;
    snprintf(draft, sizeof draft,
             "{'addressee':'%.*s','measures':['measure/1'],'purpose':'further measures'}",
             HF_STR_ARG(world_text(w, &w->focal[0].authority)));
    world_do(w, &w->officer, "officer", &file, "request", "draft", draft);
    world_do(w, &w->approver, "approver", &file, "request/2", "send", NULL);
    answer[0] = world_answer(w, 0, "answer", "a-1", txn, "{'seq':1,'status':'on_holiday'}");
    answer[1] =
        world_answer(w, 0, "answer", "b-1", last_sent(w, &file).set.txn, "{'seq':1,'status':'on_holiday'}");
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(world_serve(w, 0, &answer[i]), HF_SET_ASIDE);
    sign_checkpoint(w);
    w->clock.now_ms += 2000;
    assert_int_equal(watch(w), 1);
    assert_int_equal(watch(w), 1);
    assert_int_equal(watch(w), 0);
}

/* ---- checkpoints that come back ---- */

static const char *with_checkpoint(struct world *w, struct hf_str note, const char *more)
{
    struct hf_buf text = hf_buf_in(&w->arena, 2000);
    hf_buf_put(&text, HF_STR("{'checkpoint':"));
    hf_json_put_text(&text, note);
    hf_buf_put(&text, hf_str_of(more));
    hf_buf_put_char(&text, '\0');
    return hf_buf_str(&text).at;
}

static bool last_event_says(struct world *w, const char *what)
{
    return hf_str_contains(w->response.events[0].payload_bytes, hf_str_of(what));
}

static struct hf_str checkpoint_note(struct world *w)
{
    struct hf_ledger ledger = twin_ledger(w->store);
    struct box box = {.w = w};
    assert_int_equal(
        ledger.ask(ledger.self, HF_ASK_last_checkpoint, &(struct hf_ask){0}, take_note, &box, &w->err),
        HF_OK);
    return box.sent[0].bytes;
}

static void a_checkpoint_that_comes_back_is_one_we_signed(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_str txn = last_sent(w, &file).set.txn;
    sign_checkpoint(w);
    struct hf_str note = checkpoint_note(w);
    struct hf_request answer =
        world_answer(w, 0, "answer", "a-1", txn, with_checkpoint(w, note, ",'seq':1," ASKS "}"));
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    assert_true(last_event_says(w, "\"echo\":"));
    assert_false(last_event_says(w, "\"differs\""));
    ((char *)(uintptr_t)note.at)[note.len - 30] ^= 1;
    answer = world_answer(w, 0, "answer", "a-2", txn,
                          with_checkpoint(w, note, "," PREV "'seq':2,'status':'on_holiday'}"));
    assert_refused(w, &answer, "answer_checkpoint");
    answer =
        world_answer(w, 0, "answer", "a-2", txn, "{'checkpoint':7," PREV "'seq':2,'status':'on_holiday'}");
    assert_refused(w, &answer, "answer_checkpoint");
}

/* An answer that brings back a checkpoint of this tree, signed by our key. */
static void bring_back(struct world *w, uint64_t size, const struct hf_digest *root)
{
    struct hf_id file = sent_case(w);
    struct hf_buf text = hf_buf_in(&w->arena, 200), note = hf_buf_in(&w->arena, 500);
    struct hf_secret secret;
    struct hf_public key;
    const struct hf_checkpoint said = {.origin = HF_STR("court.example/log1"), .size = size, .root = *root};
    twin_key_pair(HF_KEY_LOG, &secret, &key);
    hf_checkpoint_put(&text, &said);
    hf_note_sign(&w->hasher, hf_buf_str(&text), said.origin, &secret, &key, &note);
    char *jti = hf_arena_take(&w->arena, 24, 1, 1);
    snprintf(jti, 24, "back-%u", (unsigned)size);
    struct hf_request answer = world_answer(w, 0, "answer", jti, last_sent(w, &file).set.txn,
                                            with_checkpoint(w, hf_buf_str(&note), ",'seq':1," ASKS "}"));
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
}

/* Signed by our key, and not what our log holds: it was rolled back, or two were shown. */
static void a_checkpoint_that_our_log_denies_is_told_of(void **state)
{
    struct world *w = *state;
    bring_back(w, 4000, &(struct hf_digest){{0}});
    assert_true(last_event_says(w, "\"differs\":true,\"digest\""));
}

static enum hf_rc grow(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct hf_digest leaf;
    struct hf_hasher hasher;
    (void)err;
    hf_hasher_init(&hasher);
    memcpy(leaf.byte, row->leaf.at, sizeof leaf.byte);
    hf_frontier_append(&hasher, context, &leaf, 1);
    hf_hasher_done(&hasher);
    return HF_OK;
}

/* Also of fewer entries than our newest: of a size for which none is kept here the tree is made again. */
static void a_smaller_one_is_held_to_our_log_as_it_was_then(void **state)
{
    struct world *w = *state;
    struct hf_ledger ledger = twin_ledger(w->store);
    struct hf_frontier tree = {0};
    struct hf_digest root;
    sent_case(w);
    sign_checkpoint(w);
    const struct hf_ask ask = {.to = 5};
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_leaves, &ask, grow, &tree, &w->err), HF_OK);
    hf_frontier_root(&w->hasher, &tree, &root);
    bring_back(w, 5, &root);
    assert_false(last_event_says(w, "\"differs\""));
    bring_back(w, 4, &root);
    assert_true(last_event_says(w, "\"differs\":true,\"digest\""));
}

static void whoever_watches_tells_it_once(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_str txn = last_sent(w, &file).set.txn;
    struct hf_request answer = world_answer(w, 0, "answer", "a-1", txn, "{'seq':1," ASKS "}");
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    sign_checkpoint(w);
    w->clock.now_ms += 2000;
    size_t before = look(w, &file)->count, fired;
    world_kill(w, 0);
    assert_int_equal(hf_watch_due(w->desk[1], &w->arena, &fired, &w->err), HF_OK);
    assert_int_equal(watch(w), 0);
    w->clock.now_ms += 60000;
    assert_int_equal(watch(w), 0);
    assert_int_equal(look(w, &file)->count, before + 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_begin, world_end)

/* ---- signing that stands still ---- */

static hf_instance standing_still(struct world *w, size_t desk)
{
    int64_t size;
    w->signer.frozen = HF_WORD_signer_cut;
    assert_int_equal(hf_watch_checkpoint(w->desk[desk], &w->arena, &size, &w->err), HF_CONFLICT);
    assert_true(hf_is_frozen(&w->err));
    return hf_standstill_find(w->desk[desk]);
}

static void a_freeze_is_told_in_the_log_once_however_many_desks_see_it(void **state)
{
    struct world *w = *state;
    hf_instance first = standing_still(w, 0);
    size_t events = twin_store_counts(w->store).events;
    assert_true(first != HF_NO_INSTANCE);
    assert_int_equal(standing_still(w, 1), first);
    assert_int_equal(standing_still(w, 0), first);
    assert_int_equal(twin_store_counts(w->store).events, events);
}

static void notices_meanwhile_say_since_when_nothing_is_attested(void **state)
{
    struct world *w = *state;
    struct hf_id before = sent_case(w);
    assert_true(last_sent(w, &before).set.content.kind == HF_JSON_OBJECT);
    struct sent early = last_sent(w, &before);
    assert_null(HF_JSON_GET(&early.set.content, "not_attested_since"));
    standing_still(w, 0);
    w->clock.now_ms += 5000;
    struct hf_id file = sent_case(w);
    struct sent late = last_sent(w, &file);
    assert_str(hf_json_text(&late.set.content, HF_STR("not_attested_since")), "2026-11-23T09:14:00.000Z");
    assert_str(world_state(w, &file, "request/1"), "sent");
}

static void a_signer_may_be_told_to_sign_on_from_the_log_as_it_stands(void **state)
{
    struct world *w = *state;
    struct hf_signer signer = twin_signer(&w->signer);
    struct hf_frontier tree;
    standing_still(w, 0);
    size_t events = twin_store_counts(w->store).events;
    assert_int_equal(hf_standstill_tree(w->desk[0], 0, &tree, &w->err), HF_OK);
    assert_int_equal(tree.size, events);
    assert_int_equal(hf_standstill_tree(w->desk[0], events + 1, &tree, &w->err), HF_NOT_FOUND);
    assert_int_equal(signer.release(signer.self, &tree, HF_STR("standstill/1"), &w->err), HF_OK);
    sent_case(w);
    sign_checkpoint(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_freeze_is_told_in_the_log_once_however_many_desks_see_it),
        TEST(notices_meanwhile_say_since_when_nothing_is_attested),
        TEST(a_signer_may_be_told_to_sign_on_from_the_log_as_it_stands),
        TEST(a_receipt_names_the_exact_token_and_moves_nothing),
        TEST(a_receipt_that_no_event_takes_is_kept_once),
        TEST(an_answer_may_reply_to_an_earlier_notice_of_the_thread),
        TEST(an_answer_to_a_message_of_another_thread_is_refused),
        TEST(a_later_answer_takes_the_place_of_one_that_stood_aside),
        TEST(a_chain_of_corrections_does_not_fork),
        TEST(nobody_supersedes_what_another_said),
        TEST(an_answer_is_told_where_it_stands_in_the_log),
        TEST(what_stood_aside_is_recorded_too_and_several_are_told_at_once),
        TEST(an_answer_that_comes_while_another_waits_writes_nothing_of_it_anew),
        TEST(of_two_threads_of_a_file_both_are_told_at_once),
        TEST(whoever_watches_tells_it_once),
        TEST(a_checkpoint_that_comes_back_is_one_we_signed),
        TEST(a_checkpoint_that_our_log_denies_is_told_of),
        TEST(a_smaller_one_is_held_to_our_log_as_it_was_then),
    };
    return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
