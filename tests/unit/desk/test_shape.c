/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every token of ours in the shape of RFC 8417, SSF 1.0 and RFC 9493: a row per requirement, E1 to E30, held
 * against what a desk really sent: one case, two requests to one State and one to another. Beside each row
 * stands where it is required. Of E17 and E18, which ask for a document, what a document must be able to
 * promise is tested here: one form of subject, events that are named and versioned, a validation that is
 * total.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/code.h"
#include "desk/watch.h"
#include "seal/set.h"
#include "seal/token.h"
#include "sim/world.h"
#include "unit/unit.h"

enum { SENT = 3 }; /* to the first State, to the second, to the first again */

struct sent {
    struct hf_str compact;
    struct hf_token token;
    struct hf_json header, claims;
    struct hf_set set;
    struct hf_digest digest;
};

struct shape {
    struct world w;
    struct hf_id file;
    struct hf_public key;
    struct sent sent[SENT + 1];
    size_t count;
};
static struct shape *shape;

/* ---- what was sent ---- */

static enum hf_rc take_bytes(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct hf_str *out = context;
    (void)err;
    *out = hf_arena_keep(&shape->w.arena, row->token.bytes);
    return HF_OK;
}

static enum hf_rc take_delivery(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct hf_id *tokens = context;
    (void)err;
    assert_true(shape->count <= SENT);
    tokens[shape->count++] = row->delivery.outbox.token;
    return HF_OK;
}

static void read_sent(struct sent *sent)
{
    struct world *w = &shape->w;
    struct hf_str rest = sent->compact, text = hf_str_cut(&rest, '.');
    char *header = HF_NEW(&w->arena, char, hf_b64url_size(text.len));
    assert_int_equal(hf_token_read(&w->arena, sent->compact, &sent->token, &w->err), HF_OK);
    assert_true(hf_b64url_read(text, header, hf_b64url_size(text.len)));
    assert_int_equal(hf_json_read((struct hf_str){header, hf_b64url_size(text.len)}, &hf_json_payload_limits,
                                  &w->arena, &sent->header, &w->err),
                     HF_OK);
    assert_int_equal(
        hf_json_read(sent->token.payload, &hf_json_payload_limits, &w->arena, &sent->claims, &w->err), HF_OK);
    assert_int_equal(hf_set_read(&w->arena, sent->token.payload, &sent->set, &w->err), HF_OK);
    hf_token_digest(&w->hasher, sent->compact, &sent->digest);
}

static void read_all(void)
{
    struct world *w = &shape->w;
    struct hf_ledger ledger = twin_ledger(w->store);
    struct hf_id tokens[SENT + 1];
    struct hf_ask ask = {.id = shape->file};
    shape->count = 0;
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_outbox_of_file, &ask, take_delivery, tokens, &w->err),
                     HF_OK);
    assert_int_equal(shape->count, SENT);
    for (size_t i = 0; i < SENT; i++) {
        ask.id = tokens[i];
        assert_int_equal(
            ledger.ask(ledger.self, HF_ASK_token, &ask, take_bytes, &shape->sent[i].compact, &w->err), HF_OK);
        read_sent(&shape->sent[i]);
    }
}

static void ask(struct world *w, size_t focal, const char *measure, const char *request)
{
    struct hf_str authority = world_text(w, &w->focal[focal].authority);
    char payload[300];
    snprintf(payload, sizeof payload, "{'asset':'asset/1','authority':'%.*s','order':'order/1'}",
             HF_STR_ARG(authority));
    world_do(w, &w->officer, "officer", &shape->file, "measure", "order", payload);
    snprintf(payload, sizeof payload, "{'addressee':'%.*s','measures':['%s'],'purpose':'a secret purpose'}",
             HF_STR_ARG(authority), measure);
    world_do(w, &w->officer, "officer", &shape->file, "request", "draft", payload);
    world_do(w, &w->approver, "approver", &shape->file, request, "send", NULL);
}

static int begin(void **state)
{
    struct hf_secret secret;
    (void)state;
    shape = calloc(1, sizeof *shape);
    assert_non_null(shape);
    world_make(&shape->w, 2, 11);
    world_found(&shape->w);
    twin_key_pair(HF_KEY_NOTICE, &secret, &shape->key);
    shape->file = world_case(&shape->w);
    world_do(&shape->w, &shape->w.approver, "approver", &shape->file, "request/1", "send", NULL);
    ask(&shape->w, 1, "measure/3", "request/2");
    ask(&shape->w, 0, "measure/4", "request/3");
    read_all();
    return 0;
}

static int end(void **state)
{
    (void)state;
    world_free(&shape->w);
    free(shape);
    return 0;
}

/* ---- one token ---- */

static const struct hf_json *event_of(const struct sent *s)
{
    const struct hf_json *events = HF_JSON_GET(&s->claims, "events");
    return &events->is.object.member[0].value;
}

static bool is_text(const struct sent *s, const char *claim)
{
    return hf_json_text(&s->claims, hf_str_of(claim)).len > 0;
}

static bool is_number(const struct sent *s, const char *claim)
{
    const struct hf_json *value = hf_json_get(&s->claims, hf_str_of(claim));
    return value != NULL && value->kind == HF_JSON_INT;
}

static bool lacks(const struct hf_json *object, const char *member)
{
    return hf_json_get(object, hf_str_of(member)) == NULL;
}

static bool e1(const struct sent *s)
{
    const struct hf_json *events = HF_JSON_GET(&s->claims, "events");
    return events != NULL && events->kind == HF_JSON_OBJECT && events->is.object.count >= 1;
}

static bool e2(const struct sent *s)
{
    const struct hf_json *events = HF_JSON_GET(&s->claims, "events");
    return hf_str_begins(events->is.object.member[0].name, HF_STR("urn:")) &&
           event_of(s)->kind == HF_JSON_OBJECT;
}

static bool e3(const struct sent *s)
{
    return HF_JSON_GET(&s->claims, "events")->is.object.count == 1;
}

/* Ours, with a version, and a name that formats.md lets a template give. */
static bool e4(const struct sent *s)
{
    return hf_str_begins(s->set.event, HF_STR("urn:holdfast:event:1:")) &&
           s->set.event.len > sizeof(HF_EVENT_URN) - 1;
}

static bool e5(const struct sent *s)
{
    return is_text(s, "iss") && is_number(s, "iat") && is_text(s, "jti");
}

static bool e6(const struct sent *s)
{
    struct hf_id id;
    size_t same = 0;
    for (size_t i = 0; i < SENT; i++)
        same += hf_str_eq(shape->sent[i].set.jti, s->set.jti);
    return same == 1 && hf_id_read_uuid(s->set.jti, &id) && s->set.jti.at[14] == '7';
}

static bool e7(const struct sent *s)
{
    return is_text(s, "aud");
}

static bool e8(const struct sent *s)
{
    return lacks(&s->claims, "exp");
}

static bool e9(const struct sent *s)
{
    return lacks(&s->claims, "sub");
}

static bool e10(const struct sent *s)
{
    return !lacks(&s->claims, "sub_id") && lacks(event_of(s), "subject") && lacks(event_of(s), "sub_id");
}

static bool e11(const struct sent *s)
{
    return is_text(s, "txn") && is_number(s, "toe") && s->set.toe_s <= s->set.iat_s;
}

/* A request has one of its own, also where the State is the same. */
static bool e12(const struct sent *s)
{
    size_t same = 0;
    for (size_t i = 0; i < SENT; i++)
        same += hf_str_eq(shape->sent[i].set.txn, s->set.txn);
    return same == 1;
}

static bool e13(const struct sent *s)
{
    return hf_str_eq(hf_json_text(&s->header, HF_STR("typ")), HF_STR("secevent+jwt"));
}

static bool e14(const struct sent *s)
{
    return hf_token_verify(&shape->w.hasher, &s->token, &shape->key, &shape->w.err) == HF_OK;
}

/* Neither what people wrote nor what assets are called leaves the house in a token that is not encrypted. */
static bool e15(const struct sent *s)
{
    static const char *const secrets[] = {"savings",  "villa",  "protective", "secret purpose",
                                          "measure/", "asset/", "request/",   "Chamber"};
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++)
        if (hf_str_contains(s->token.payload, hf_str_of(secrets[i])))
            return false;
    return true;
}

/* What is unsigned is no token here, ours or theirs. */
static bool e16(const struct sent *s)
{
    struct world *w = &shape->w;
    struct hf_buf bare = hf_buf_in(&w->arena, 4096);
    struct hf_token token;
    hf_b64url_put(&bare, "{\"alg\":\"none\",\"typ\":\"secevent+jwt\"}", 35);
    hf_buf_put_char(&bare, '.');
    hf_b64url_put(&bare, s->token.payload.at, s->token.payload.len);
    hf_buf_put(&bare, HF_STR(".AA"));
    return hf_token_read(&w->arena, hf_buf_str(&bare), &token, &w->err) == HF_BAD_INPUT &&
           w->err.word == HF_WORD_token_alg;
}

static bool e17(const struct sent *s)
{
    struct hf_set_expected expected = {s->set.iss, s->set.aud, shape->w.clock.now_ms};
    return hf_set_check(&s->set, &expected, &shape->w.err) == HF_OK;
}

static bool e18(const struct sent *s)
{
    return lacks(&s->claims, "sub") &&
           hf_str_eq(hf_json_text(HF_JSON_GET(&s->claims, "sub_id"), HF_STR("format")), HF_STR("opaque"));
}

/* By number and digest in its thread (tests/unit/seal/test_thread.c), whatever the times say. */
static bool e19(const struct sent *s)
{
    struct hf_thread_mark mark;
    return hf_thread_mark_read(&s->set.content, &mark, &shape->w.err) == HF_OK && mark.seq == 1 &&
           !mark.has_prev && !mark.has_seen;
}

/* A receipt that names what it is about is taken, early or late; see also the row for all of them. */
static bool e20(const struct sent *s)
{
    return lacks(&s->set.content, "latest") && s->set.jti.len > 0;
}

static bool e21(const struct sent *s)
{
    bool first = hf_str_eq(s->set.aud, shape->sent[0].set.aud);
    return hf_str_eq(s->set.sub_id, shape->sent[0].set.sub_id) == first;
}

static bool e22(const struct sent *s)
{
    return hf_str_eq(s->set.iss, HF_STR("https://court.example"));
}

static bool e23(const struct sent *s)
{
    return HF_JSON_GET(&s->claims, "aud")->kind == HF_JSON_TEXT;
}

static bool e25(const struct sent *s)
{
    const struct hf_json *sub_id = HF_JSON_GET(&s->claims, "sub_id");
    return sub_id->is.object.count == 2 && hf_json_text(sub_id, HF_STR("format")).len > 0 &&
           hf_json_text(sub_id, HF_STR("id")).len > 0;
}

static bool e27(const struct sent *s)
{
    return lacks(HF_JSON_GET(&s->claims, "sub_id"), "identifiers");
}

static bool e28(const struct sent *s)
{
    return lacks(&s->claims, "sub") && !lacks(&s->claims, "sub_id");
}

static bool e30(const struct sent *s)
{
    struct hf_token changed = s->token;
    changed.signed_part = hf_str_part(changed.signed_part, 0, changed.signed_part.len - 1);
    return e14(s) && hf_token_verify(&shape->w.hasher, &changed, &shape->key, &shape->w.err) != HF_OK;
}

/* clang-format off */
static const struct row {
    const char *name;
    bool (*holds)(const struct sent *s);
} rows[] = {
    {"E1  8417 2            events is an object with at least one member", e1},
    {"E2  8417 2, 2.2       events are named by URIs, each value an object", e2},
    {"E3  8417 2.2          one event, so neither twice nor independent ones", e3},
    {"E4  8417 2.2          event names are stable and versioned", e4},
    {"E5  8417 2.2          iss, iat and jti are there", e5},
    {"E6  8417 2.2          no jti stands twice", e6},
    {"E7  8417 2.2          aud is there", e7},
    {"E8  SSF 4.1.7         no exp", e8},
    {"E9  SSF 4.1.2         no sub", e9},
    {"E10 SSF 3.1           sub_id names the subject, the payload has none", e10},
    {"E11 8417 2.2          txn correlates, toe says when it happened", e11},
    {"E12 SSF 4.1.9         txn is of one cause", e12},
    {"E13 SSF 4.1.1         typ is secevent+jwt", e13},
    {"E14 8417 5.1          signed as JWS", e14},
    {"E15 8417 5.1          nothing personal outside JWE", e15},
    {"E16 8417 2.4          alg none is refused", e16},
    {"E17 8417 3            what is ours passes the validation that is described", e17},
    {"E18 8417 3            the subject has one described form and no sub", e18},
    {"E19 8417 5.3          order by seq and prev, not by iat", e19},
    {"E20 8417 5.4          nothing refers to the latest", e20},
    {"E21 8417 6            each recipient knows the case by a name of its own", e21},
    {"E22 SSF 4.1.6         iss is the configured issuer", e22},
    {"E23 SSF 4.1.8         one SET per receiver", e23},
    {"E24 SSF 4.2.1         one event per SET", e3},
    {"E25 9493 3            the subject has its members and no other", e25},
    {"E26 9493 3.2          opaque, since nothing more telling may be said", e18},
    {"E27 9493 3.2.8        no aliases", e27},
    {"E28 9493 4.1          sub_id alone", e28},
    {"E29 9493 6.1          no two identifiers of somebody side by side", e15},
    {"E30 9493 7            whole by its signature", e30},
};
/* clang-format on */

static void holds_of_every_token(void **state)
{
    const struct row *row = *state;
    for (size_t i = 0; i < SENT; i++)
        if (!row->holds(&shape->sent[i]))
            fail_msg("%s: not of %.*s", row->name, HF_STR_ARG(shape->sent[i].token.payload));
}

/* A receipt of the second State, with its place in the thread. */
static struct hf_request receipt(const char *jti, int seq)
{
    struct world *w = &shape->w;
    struct hf_buf digest = hf_buf_in(&w->arena, HF_DIGEST_TEXT);
    char content[400];
    hf_digest_put(&digest, &shape->sent[1].digest);
    snprintf(content, sizeof content, "{'seq':%d,%s'in_reply_to':'%.*s','in_reply_to_sha256':'%.*s'}", seq,
             seq == 1 ? "" : "'prev':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',",
             HF_STR_ARG(shape->sent[1].set.jti), HF_STR_ARG(hf_buf_str(&digest)));
    return world_answer(w, 1, "receipt", jti, shape->sent[1].set.txn, content);
}

/* E6 and E20 the other way: what comes in is known by iss and jti, and in any order. */
static void what_comes_twice_counts_once_and_what_comes_early_is_taken(void **state)
{
    struct world *w = &shape->w;
    struct hf_request late = receipt("r-2", 2), early = receipt("r-1", 1), other = receipt("r-1", 3);
    (void)state;
    assert_int_equal(world_serve(w, 0, &late), HF_DONE);
    assert_int_equal(world_serve(w, 1, &early), HF_DONE);
    assert_int_not_equal(world_serve(w, 0, &early), HF_REFUSED_ANSWER);
    assert_int_equal(world_serve(w, 0, &other), HF_REFUSED_ANSWER);
}

int main(void)
{
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS + 1];
    for (size_t i = 0; i < ROWS; i++)
        tests[i] = (struct CMUnitTest){.name = rows[i].name,
                                       .test_func = holds_of_every_token,
                                       .initial_state = (void *)(uintptr_t)&rows[i]};
    tests[ROWS] =
        (struct CMUnitTest)cmocka_unit_test(what_comes_twice_counts_once_and_what_comes_early_is_taken);
    return cmocka_run_group_tests_name("shape", tests, begin, end);
}
