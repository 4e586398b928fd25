/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The keys of an authority: how they come in, and what each may sign when. The first focal point of the world
 * has a key in its entry; here it gets others, of P-256, RSA, Ed25519 and X25519.
 */
#include <stdio.h>
#include <stdlib.h>

#include "casefile/enrolled.h"
#include "casefile/own_key.h"
#include "desk/audit.h"
#include "desk/bundle.h"
#include "desk/watch.h"
#include "seal/evp.h"
#include "seal/jwe.h"
#include "seal/set.h"
#include "sim/world.h"
#include "unit/unit.h"

#define CHALLENGE "Zm9yIHRoaXMgdGVzdCBhbG9uZSwgYW55IHRleHQgaXMg"
#define ANSWER "{'seq':1,'status':'information_requested','items':'the title'}"
enum { HOUR_MS = 3600 * 1000 };

/* Someone's key with which tokens are signed here. */
struct signer {
    struct hf_jwk jwk;
    struct hf_private der;
    struct hf_secret secret;
};

static struct signer make_signer(struct world *w, enum hf_jwk_kind kind, unsigned char n)
{
    struct signer signer = {.jwk.kind = kind};
    const struct hf_seed seed = {{n, 1}};
    struct hf_public key;
    if (kind == HF_JWK_ED25519) {
        hf_key_make(&seed, &signer.secret, &key);
        signer.jwk = hf_jwk_of(kind, &key);
    } else if (kind == HF_JWK_X25519) {
        key = hf_x25519_public(&seed);
        signer.jwk = hf_jwk_of(kind, &key);
    } else {
        assert_int_equal(hf_private_make(kind, &signer.der, &signer.jwk, &w->err), HF_OK);
    }
    return signer;
}

static struct hf_str sign(struct world *w, const struct signer *by, struct hf_str payload)
{
    enum hf_alg alg = hf_alg_of(by->jwk.kind);
    struct hf_str draft =
        hf_token_draft(&w->arena, hf_token_head_by(&w->hasher, &w->arena, alg, &by->jwk), payload);
    struct hf_signature ours;
    struct hf_str signature = HF_PART(ours.byte);
    if (by->jwk.kind == HF_JWK_ED25519)
        hf_key_sign(&by->secret, draft, &ours);
    else
        assert_int_equal(hf_private_sign(&by->der, draft, &w->arena, &signature, &w->err), HF_OK);
    return hf_token_finish_by(&w->arena, draft, signature);
}

/* What the first focal point would say, signed by this key instead of its own. */
static struct hf_request said_by(struct world *w, const struct signer *by, const char *event, const char *jti,
                                 struct hf_str txn, const char *content)
{
    struct hf_request request = world_answer(w, 0, event, jti, txn, content);
    struct hf_token token;
    assert_int_equal(hf_token_read(&w->arena, request.token, &token, &w->err), HF_OK);
    request.token = sign(w, by, token.payload);
    return request;
}

/* ---- steps of the ceremony ---- */

static struct hf_str text_of(struct world *w, const struct hf_digest *digest)
{
    struct hf_buf text = hf_buf_in(&w->arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    return hf_buf_str(&text);
}

static struct hf_str fingerprint(struct world *w, const struct hf_jwk *key)
{
    struct hf_digest thumbprint;
    hf_jwk_thumbprint(&w->hasher, key, &thumbprint);
    return text_of(w, &thumbprint);
}

static struct hf_json proposal(struct world *w, const struct hf_jwk *key, const char *more)
{
    struct hf_json_maker made = hf_json_make(&w->arena);
    struct hf_buf jwk = hf_buf_in(&w->arena, HF_JWK_TEXT_MAX);
    struct hf_str challenge = HF_STR(CHALLENGE);
    struct hf_digest digest;
    struct hf_json rest = world_json(w, more);
    hf_jwk_put_bare(key, &jwk);
    hf_sha256(&w->hasher, &challenge, 1, &digest);
    hf_json_add(&made, HF_STR("jwk"), hf_json_of_text(hf_buf_str(&jwk)));
    hf_json_add(&made, HF_STR("fingerprint"), hf_json_of_text(fingerprint(w, key)));
    hf_json_add(&made, HF_STR("challenge"), hf_json_of_text(text_of(w, &digest)));
    hf_json_add(&made, HF_STR("holder"), hf_json_of_text(HF_STR("Ministry of Justice")));
    hf_json_add(&made, HF_STR("came_by"), hf_json_of_text(HF_STR("email")));
    if (HF_JSON_GET(&rest, "use") == NULL)
        hf_json_add(&made, HF_STR("use"),
                    hf_json_of_text(key->kind == HF_JWK_X25519 ? HF_STR("encryption") : HF_STR("signature")));
    for (size_t i = 0; i < rest.is.object.count; i++)
        hf_json_add(&made, rest.is.object.member[i].name, rest.is.object.member[i].value);
    return hf_json_object(&made);
}

static struct hf_request propose(struct world *w, size_t focal, const struct hf_jwk *key, const char *more)
{
    struct hf_request request = world_request(w, &w->officer, "administrator", &w->focal[focal].authority,
                                              "enrolment", "enrolment.propose", NULL);
    request.command.payload = proposal(w, key, more);
    return request;
}

static struct hf_str proof_by(struct world *w, const struct signer *by, const struct hf_jwk *of,
                              const char *challenge)
{
    char content[300];
    struct hf_str print = fingerprint(w, of);
    snprintf(content, sizeof content, "{'challenge':'%s','fingerprint':'%.*s'}", challenge,
             HF_STR_ARG(print));
    return said_by(w, by, "key-proof", "proof", HF_STR("enrolment"), content).token;
}

static struct hf_request prove(struct world *w, const char *on, struct hf_str proof)
{
    struct hf_json_maker made = hf_json_make(&w->arena);
    struct hf_request request =
        world_request(w, &w->officer, "administrator", &w->focal[0].authority, on, "enrolment.prove", NULL);
    hf_json_add(&made, HF_STR("proof"), hf_json_of_text(proof));
    request.command.payload = hf_json_object(&made);
    return request;
}

static struct hf_request confirm(struct world *w, const struct hf_id *by, const char *on, struct hf_str print,
                                 const char *way)
{
    char payload[300];
    snprintf(payload, sizeof payload,
             "{'fingerprint':'%.*s','checked_by':'%s','checked_with':'office of the Minister, +99 1',"
             "'checked_on':'2026-11-23'}",
             HF_STR_ARG(print), way);
    return world_request(w, by, "administrator", &w->focal[0].authority, on, "enrolment.confirm", payload);
}

static void must(struct world *w, const struct hf_request *request)
{
    if (world_serve(w, 0, request) == HF_REFUSED_ANSWER)
        fail_msg("%.*s", HF_STR_ARG(hf_err_code(w->response.err)));
}

static void assert_refused(struct world *w, const struct hf_request *request, const char *code)
{
    assert_int_equal(world_serve(w, 0, request), HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), code);
}

/* The whole of it, as it goes well; `on` is the number it gets. */
static void enrol(struct world *w, const struct signer *by, const struct hf_jwk *key, const char *on,
                  const char *more)
{
    struct hf_request step = propose(w, 0, key, more);
    must(w, &step);
    step = prove(w, on, proof_by(w, by, key, CHALLENGE));
    must(w, &step);
    step = confirm(w, &w->approver, on, fingerprint(w, key), "telephone");
    must(w, &step);
}

/* ---- a request of ours that waits for an answer ---- */

static struct hf_str sent(struct world *w, struct hf_id *file)
{
    struct hf_token token;
    struct hf_set set;
    *file = world_case(w);
    world_do(w, &w->approver, "approver", file, "request/1", "send", NULL);
    assert_int_equal(hf_token_read(&w->arena, world_notice(w, file), &token, &w->err), HF_OK);
    assert_int_equal(hf_set_read(&w->arena, token.payload, &set, &w->err), HF_OK);
    return set.txn;
}

/* What a receipt of the last notice says, as number `seq` of its sender. */
static const char *receipt_of(struct world *w, const struct hf_id *file, int seq)
{
    static char text[400];
    struct hf_str kept = world_notice(w, file);
    struct hf_digest digest;
    struct hf_token token;
    struct hf_set set;
    assert_int_equal(hf_token_read(&w->arena, kept, &token, &w->err), HF_OK);
    assert_int_equal(hf_set_read(&w->arena, token.payload, &set, &w->err), HF_OK);
    hf_token_digest(&w->hasher, kept, &digest);
    snprintf(text, sizeof text, "{'seq':%d%s,'in_reply_to':'%.*s','in_reply_to_sha256':'%.*s'}", seq,
             seq > 1 ? ",'prev':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'" : "", HF_STR_ARG(set.jti),
             HF_STR_ARG(text_of(w, &digest)));
    return text;
}

/* ---- tests ---- */

static void a_key_of_each_kind_is_enrolled_and_answers(void **state)
{
    static const enum hf_jwk_kind kinds[] = {HF_JWK_P256, HF_JWK_RSA, HF_JWK_ED25519};
    static const char *const names[] = {"enrolment/1", "enrolment/2", "enrolment/3"};
    struct world *w = *state;
    for (size_t i = 0; i < 3; i++) {
        struct hf_id file;
        struct hf_str txn = sent(w, &file);
        struct signer state_key = make_signer(w, kinds[i], 1);
        struct hf_request answer = said_by(w, &state_key, "answer", "before", txn, ANSWER);
        assert_refused(w, &answer, "token_key");
        enrol(w, &state_key, &state_key.jwk, names[i], "{'speaks_as':'authority'}");
        assert_str(world_state(w, &w->focal[0].authority, names[i]), "enrolled");
        answer = said_by(w, &state_key, "answer", names[i], txn, ANSWER);
        assert_int_equal(world_serve(w, 1, &answer), HF_DONE);
        assert_int_equal(w->response.events[0].header.known, HF_KNOWN_own_key);
        assert_str(world_state(w, &file, "request/1"), "asking");
    }
}

static void the_ceremony_takes_two_people_two_ways_and_the_private_half(void **state)
{
    struct world *w = *state;
    struct signer state_key = make_signer(w, HF_JWK_P256, 1), eve = make_signer(w, HF_JWK_P256, 2);
    struct hf_str print = fingerprint(w, &state_key.jwk);
    struct hf_request step = propose(w, 0, &state_key.jwk, "{'speaks_as':'authority'}");
    must(w, &step);
    /* not before the proof */
    step = confirm(w, &w->approver, "enrolment/1", print, "telephone");
    assert_refused(w, &step, "not_in_state");
    /* by another key; with another challenge; for another key; to somebody else */
    step = prove(w, "enrolment/1", proof_by(w, &eve, &state_key.jwk, CHALLENGE));
    assert_refused(w, &step, "token_key");
    step = prove(w, "enrolment/1", proof_by(w, &state_key, &state_key.jwk, "YW5vdGhlcg"));
    assert_refused(w, &step, "enrol_challenge");
    step = prove(w, "enrolment/1", proof_by(w, &state_key, &eve.jwk, CHALLENGE));
    assert_refused(w, &step, "enrol_challenge");
    step = prove(w, "enrolment/1",
                 said_by(w, &state_key, "answer", "p", HF_STR("t"), "{'challenge':'" CHALLENGE "'}").token);
    assert_refused(w, &step, "enrol_challenge");
    step = prove(w, "enrolment/1", proof_by(w, &state_key, &state_key.jwk, CHALLENGE));
    must(w, &step);
    /* the same person; the way by which it came; another fingerprint */
    step = confirm(w, &w->officer, "enrolment/1", print, "telephone");
    assert_refused(w, &step, "same_person");
    step = confirm(w, &w->approver, "enrolment/1", print, "email");
    assert_refused(w, &step, "requires");
    step = confirm(w, &w->approver, "enrolment/1", fingerprint(w, &eve.jwk), "telephone");
    assert_refused(w, &step, "enrol_fingerprint");
    step = confirm(w, &w->approver, "enrolment/1", print, "telephone");
    must(w, &step);
}

static void what_is_no_sound_and_new_key_is_not_proposed(void **state)
{
    struct world *w = *state;
    struct signer state_key = make_signer(w, HF_JWK_P256, 1);
    struct hf_jwk own = hf_jwk_of(HF_JWK_ED25519, &w->focal[1].key);
    struct hf_public neutral = {{1}};
    struct hf_jwk weak = hf_jwk_of(HF_JWK_ED25519, &neutral);
    struct hf_request step = propose(w, 0, &weak, "{'speaks_as':'authority'}");
    assert_refused(w, &step, "key_weak");
    step = propose(w, 0, &own, "{'speaks_as':'authority'}"); /* that of the other focal point */
    assert_refused(w, &step, "enrol_known");
    step = propose(w, 0, &state_key.jwk, "{'speaks_as':'authority','use':'encryption'}");
    assert_refused(w, &step, "enrol_use");
    step = propose(w, 0, &state_key.jwk,
                   "{'speaks_as':'authority','key_from':'2026-12-01T00:00:00.000Z',"
                   "'key_to':'2026-11-30T00:00:00.000Z'}");
    assert_refused(w, &step, "enrol_period");
    enrol(w, &state_key, &state_key.jwk, "enrolment/1", "{'speaks_as':'authority'}");
    step = propose(w, 1, &state_key.jwk, "{'speaks_as':'authority'}");
    assert_refused(w, &step, "enrol_known");
}

/* Old until noon, new from ten: in between both are taken, and each only in its time by our clock. */
static void a_rotation_overlaps_and_is_judged_by_when_we_receive(void **state)
{
    struct world *w = *state;
    struct signer before = make_signer(w, HF_JWK_P256, 1), after = make_signer(w, HF_JWK_ED25519, 2);
    struct hf_id file;
    struct hf_str txn = sent(w, &file);
    enrol(w, &before, &before.jwk, "enrolment/1",
          "{'speaks_as':'authority','key_to':'2026-11-23T12:00:00.000Z'}");
    enrol(w, &after, &after.jwk, "enrolment/2",
          "{'speaks_as':'authority','key_from':'2026-11-23T10:00:00.000Z'}");
    struct hf_request early = said_by(w, &after, "receipt", "r-1", txn, receipt_of(w, &file, 1));
    assert_refused(w, &early, "key_early"); /* 09:14 */
    struct hf_request receipt = said_by(w, &before, "receipt", "r-2", txn, receipt_of(w, &file, 1));
    assert_int_equal(world_serve(w, 0, &receipt), HF_DONE);
    w->clock.now_ms += HOUR_MS; /* 10:14 */
    assert_int_equal(world_serve(w, 0, &early), HF_DONE);
    receipt = said_by(w, &before, "receipt", "r-3", txn, receipt_of(w, &file, 2));
    assert_int_equal(world_serve(w, 0, &receipt), HF_DONE);
    struct hf_request written_in_time = said_by(w, &before, "answer", "a-1", txn, ANSWER);
    w->clock.now_ms += 2 * HOUR_MS; /* 12:14: signed in time, and come too late */
    assert_refused(w, &written_in_time, "key_expired");
    struct hf_request answer = said_by(w, &after, "answer", "a-2", txn, ANSWER);
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    assert_false(hf_str_contains(w->response.events[0].payload_bytes, HF_STR("iat_outside")));
}

/* Who wrote an answer before his key was in force, and sent it afterwards, is heard; the event says so. */
static void a_token_that_says_another_time_is_taken_with_a_remark(void **state)
{
    struct world *w = *state;
    struct signer state_key = make_signer(w, HF_JWK_P256, 1);
    struct hf_id file;
    struct hf_str txn = sent(w, &file);
    enrol(w, &state_key, &state_key.jwk, "enrolment/1",
          "{'speaks_as':'authority','key_from':'2026-11-23T10:00:00.000Z'}");
    struct hf_request answer = said_by(w, &state_key, "answer", "a-1", txn, ANSWER); /* 09:14 */
    w->clock.now_ms += HOUR_MS;
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    assert_true(hf_str_contains(w->response.events[0].payload_bytes, HF_STR("\"iat_outside\":true")));
}

static void a_revoked_key_signs_no_more_and_does_not_come_back(void **state)
{
    struct world *w = *state;
    struct signer state_key = make_signer(w, HF_JWK_P256, 1);
    struct hf_id file;
    struct hf_str txn = sent(w, &file);
    enrol(w, &state_key, &state_key.jwk, "enrolment/1", "{'speaks_as':'authority'}");
    struct hf_request answer = said_by(w, &state_key, "answer", "a-1", txn, ANSWER);
    world_do(w, &w->officer, "administrator", &w->focal[0].authority, "enrolment/1", "enrolment.revoke",
             "{'revoked_from':'2026-11-23T09:00:00.000Z','reason':'the office was burgled'}");
    assert_refused(w, &answer, "key_revoked");
    struct hf_request again = propose(w, 0, &state_key.jwk, "{'speaks_as':'authority'}");
    assert_refused(w, &again, "enrol_known");
    answer = world_answer(w, 0, "answer", "a-2", txn, ANSWER); /* the key of the entry goes on */
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
}

static void a_systems_key_signs_receipts_only(void **state)
{
    struct world *w = *state;
    struct signer server = make_signer(w, HF_JWK_ED25519, 3);
    struct hf_id file;
    struct hf_str txn = sent(w, &file);
    enrol(w, &server, &server.jwk, "enrolment/1", "{'speaks_as':'system'}");
    struct hf_request request = said_by(w, &server, "receipt", "r-1", txn, receipt_of(w, &file, 1));
    assert_int_equal(world_serve(w, 0, &request), HF_DONE);
    request = said_by(w, &server, "answer", "a-1", txn, ANSWER);
    assert_refused(w, &request, "key_receipts");
}

/* Who has opened the challenge says so under a key that signs; the key that opens never signs itself. */
static void a_key_that_opens_is_proved_by_one_that_signs(void **state)
{
    struct world *w = *state;
    struct signer opens = make_signer(w, HF_JWK_X25519, 4), signs = {.secret = w->focal[0].secret};
    struct hf_request step = propose(w, 0, &opens.jwk, "{'speaks_as':'system'}");
    signs.jwk = hf_jwk_of(HF_JWK_ED25519, &w->focal[0].key);
    must(w, &step);
    struct signer eve = make_signer(w, HF_JWK_ED25519, 9);
    step = prove(w, "enrolment/1", proof_by(w, &eve, &opens.jwk, CHALLENGE));
    assert_refused(w, &step, "token_key");
    step = prove(w, "enrolment/1", proof_by(w, &signs, &opens.jwk, CHALLENGE));
    must(w, &step);
    step = confirm(w, &w->approver, "enrolment/1", fingerprint(w, &opens.jwk), "in_person");
    must(w, &step);
}

/* What is enrolled beside it is no amendment of the entry. */
static void the_entry_reads_as_before(void **state)
{
    struct world *w = *state;
    struct signer state_key = make_signer(w, HF_JWK_P256, 1);
    const struct hf_house *house = hf_desk_house(w->desk[0]);
    enrol(w, &state_key, &state_key.jwk, "enrolment/1", "{'speaks_as':'authority'}");
    const struct hf_case *file = hf_house_authority(house, &w->focal[0].authority);
    struct hf_entry entry = hf_entry_now(house, w->house, file, w->clock.now_ms);
    assert_false(hf_entry_has_amendments(w->house, file));
    assert_str(hf_entry_text(&entry, HF_STR("issuer"), &w->arena), w->focal[0].issuer);
    assert_true(hf_entry_is_valid(&entry));
}

/* ---- what we sign ourselves, and for whom we encrypt ---- */

static void ask_for(struct world *w, const char *alg, const char *on)
{
    char payload[200];
    snprintf(payload, sizeof payload,
             "{'received_on':'2026-11-01','effective_on':'2026-11-01','source':'letter','alg':'%s'}", alg);
    world_do(w, &w->officer, "administrator", &w->focal[0].authority, "amendment", "amendment.propose",
             payload);
    world_do(w, &w->approver, "administrator", &w->focal[0].authority, on, "amendment.confirm", NULL);
}

static struct hf_id keyring_of(struct world *w)
{
    return hf_case_head(hf_desk_house(w->desk[0])->keyring)->file;
}

static struct hf_jwk agreeing(struct hf_seed *seed, unsigned char number)
{
    *seed = (struct hf_seed){{number, 7}};
    struct hf_public half = hf_x25519_public(seed);
    return hf_jwk_of(HF_JWK_X25519, &half);
}

/* A key of ours is entered, as `key rotate` does it; the twin can sign, or open, with it. */
static struct hf_jwk add_own(struct world *w, enum hf_jwk_kind kind, const char *from)
{
    struct twin_other *other = &w->keys.other[w->keys.others++];
    struct hf_json_maker made = hf_json_make(&w->arena);
    struct hf_buf text = hf_buf_in(&w->arena, HF_JWK_TEXT_MAX);
    struct hf_id keyring = keyring_of(w);
    struct hf_jwk key;
    other->opens = kind == HF_JWK_X25519;
    if (other->opens)
        key = agreeing(&other->agreeing, (unsigned char)w->keys.others);
    else
        assert_int_equal(hf_private_make(kind, &other->key, &key, &w->err), HF_OK);
    hf_jwk_thumbprint(&w->hasher, &key, &other->thumbprint);
    hf_jwk_put_bare(&key, &text);
    hf_json_add(&made, HF_STR("role"), hf_json_of_text(HF_STR("notice")));
    hf_json_add(&made, HF_STR("name"), hf_json_of_text(HF_STR("https://court.example")));
    hf_json_add(&made, HF_STR("key_id"), hf_json_of_text(fingerprint(w, &key)));
    hf_json_add(&made, HF_STR("jwk"), hf_json_of_text(hf_buf_str(&text)));
    if (from != NULL)
        hf_json_add(&made, HF_STR("use_from"), hf_json_of_text(hf_str_of(from)));
    struct hf_request add = world_request(w, &w->officer, "administrator", &keyring, "key", "key.add", NULL);
    add.command.payload = hf_json_object(&made);
    must(w, &add);
    return key;
}

static struct hf_token last_read(struct world *w, const struct hf_id *file)
{
    struct hf_token token;
    assert_int_equal(hf_token_read(&w->arena, world_notice(w, file), &token, &w->err), HF_OK);
    return token;
}

static void an_authority_is_written_to_by_the_algorithm_it_asks_for(void **state)
{
    static const struct {
        const char *alg, *on;
        enum hf_jwk_kind kind;
    } rows[] = {{"ES256", "amendment/2", HF_JWK_P256}, {"RS256", "amendment/3", HF_JWK_RSA}};
    struct world *w = *state;
    struct hf_secret secret;
    struct hf_public first;
    struct hf_id file;
    twin_key_pair(HF_KEY_NOTICE, &secret, &first);
    (void)sent(w, &file);
    struct hf_token token = last_read(w, &file);
    assert_int_equal(token.alg, HF_ALG_EDDSA);
    ask_for(w, "Ed25519", "amendment/1");
    (void)sent(w, &file);
    token = last_read(w, &file);
    assert_int_equal(token.alg, HF_ALG_ED25519);
    assert_int_equal(hf_token_verify(&w->hasher, &token, &first, &w->err), HF_OK);
    for (size_t i = 0; i < 2; i++) {
        char payload[100];
        snprintf(payload, sizeof payload, "{'received_on':'2026-11-01','source':'letter','alg':'%s'}",
                 rows[i].alg);
        struct hf_request asked = world_request(w, &w->officer, "administrator", &w->focal[0].authority,
                                                "amendment", "amendment.propose", payload);
        assert_refused(w, &asked, "own_key_none");
        struct hf_jwk own = add_own(w, rows[i].kind, NULL);
        ask_for(w, rows[i].alg, rows[i].on);
        (void)sent(w, &file);
        token = last_read(w, &file);
        assert_int_equal(token.alg, hf_alg_find(hf_str_of(rows[i].alg)));
        assert_int_equal(hf_token_verify_by(&w->hasher, &token, &own, &w->err), HF_OK);
    }
}

static size_t published(struct world *w)
{
    const struct hf_house *house = hf_desk_house(w->desk[0]);
    const struct hf_own_key *own;
    struct hf_buf text = hf_buf_in(&w->arena, 4096);
    struct hf_jwk keys[8];
    size_t room = 8, count = hf_own_keys(house, w->house, &w->arena, &own);
    hf_own_keys_put(house, own, count, &w->arena, &text);
    assert_int_equal(hf_jwks_read(hf_buf_str(&text), &w->arena, keys, &room, &w->err), HF_OK);
    return room;
}

/* Published from the first, used from ten on, and the old one published until it is retired. */
static void our_own_rotation_is_published_before_it_is_used(void **state)
{
    struct world *w = *state;
    struct hf_id file, keyring = keyring_of(w);
    struct hf_jwk before = add_own(w, HF_JWK_P256, NULL);
    ask_for(w, "ES256", "amendment/1");
    assert_int_equal(published(w), 2);
    struct hf_jwk after = add_own(w, HF_JWK_P256, "2026-11-23T10:00:00.000Z");
    assert_int_equal(published(w), 3);
    (void)sent(w, &file);
    struct hf_token token = last_read(w, &file);
    assert_int_equal(hf_token_verify_by(&w->hasher, &token, &before, &w->err), HF_OK);
    w->clock.now_ms += HOUR_MS;
    (void)sent(w, &file);
    token = last_read(w, &file);
    assert_int_equal(hf_token_verify_by(&w->hasher, &token, &after, &w->err), HF_OK);
    struct hf_request retire =
        world_request(w, &w->officer, "administrator", &keyring, "key/4", "key.retire", NULL);
    assert_refused(w, &retire, "own_key_last");
    retire = world_request(w, &w->officer, "administrator", &keyring, "key/1", "key.retire", NULL);
    assert_refused(w, &retire, "own_key_log");
    world_do(w, &w->officer, "administrator", &keyring, "key/3", "key.retire", NULL);
    assert_int_equal(published(w), 2);
}

struct post {
    struct world *w;
    struct hf_str sent[2];
    size_t count;
};

/* Fails at first, and then takes it. */
static void deliver(void *context, const struct hf_parcel *parcel, struct hf_parcel_result *result)
{
    struct post *post = context;
    assert_true(post->count < 2);
    post->sent[post->count++] = hf_arena_keep(&post->w->arena, parcel->token);
    result->class_name = post->count == 1 ? HF_STR("transient") : HF_STR("received");
    result->status = post->count == 1 ? 503 : 202;
}

static void assert_sent_twice_alike(struct world *w, struct hf_str kept)
{
    struct post post = {.w = w};
    static struct twin_courier courier; /* large */
    courier = (struct twin_courier){.deliver = deliver, .context = &post};
    struct hf_courier port = twin_courier(&courier);
    size_t moved;
    assert_int_equal(hf_dispatch_once(w->desk[0], &port, 0, &w->arena, &moved, &w->err), HF_OK);
    w->clock.now_ms += HOUR_MS;
    assert_int_equal(hf_dispatch_once(w->desk[0], &port, 0, &w->arena, &moved, &w->err), HF_OK);
    assert_int_equal(post.count, 2);
    assert_true(hf_str_eq(post.sent[0], kept) && hf_str_eq(post.sent[1], kept));
}

static const struct hf_flow *definition(void *context, const struct hf_digest *digest)
{
    (void)digest;
    return context;
}

/* What the events name is the token inside, and it is there. */
static void assert_log_is_whole(struct world *w, const struct hf_id *file)
{
    struct hf_audit_figures figures;
    struct hf_arena scratch;
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(w->desk[0], file, &w->arena, &c, &flows, &w->err), HF_OK);
    struct hf_flow workflow = *flows.workflow;
    const struct hf_audit audit = {.ledger = twin_ledger(w->store),
                                   .house = w->house,
                                   .definition = definition,
                                   .context = &workflow,
                                   .origin = HF_STR("court.example/log1"),
                                   .hasher = &w->hasher,
                                   .arena = &w->arena,
                                   .scratch = &scratch};
    void *block = malloc(32 << 20);
    assert_non_null(block);
    hf_arena_init(&scratch, block, 32 << 20);
    enum hf_rc rc = hf_audit_verify_file(&audit, file, &figures, &w->err);
    free(block);
    if (rc != HF_OK)
        fail_msg("%.*s at %s", HF_STR_ARG(hf_err_code(&w->err)), w->err.where);
    assert_int_equal(figures.tokens, 1);
}

/* A bundle is read where nobody has the key that opens: it holds what the events name. */
static void assert_bundle_holds(struct world *w, const struct hf_id *file, struct hf_str inner,
                                struct hf_str sealed)
{
    const struct hf_bundle_order order = {.file = *file, .reader = HF_READER_AUDITOR};
    struct hf_buf out = hf_buf_in(&w->arena, 65536);
    assert_int_equal(hf_bundle_make(w->desk[0], &order, &w->arena, &out, &w->err), HF_OK);
    assert_true(hf_str_contains(hf_buf_str(&out), inner));
    assert_false(hf_str_contains(hf_buf_str(&out), sealed));
}

/* Asked for by a file it comes for the same key; over a connection, which is sealed itself, as it is. */
static void assert_document_is_sealed(struct world *w, const struct hf_seed *seed, const struct hf_set *set)
{
    const struct hf_json *document = HF_JSON_GET(&set->content, "document");
    struct hf_str sha256 = hf_json_text(document, HF_STR("sha256")), bytes, none;
    struct hf_digest wanted, opened;
    char content[200];
    snprintf(content, sizeof content, "{'in_reply_to':'%.*s','sha256':'%.*s'}", HF_STR_ARG(set->jti),
             HF_STR_ARG(sha256));
    struct hf_request ask = world_answer(w, 0, "document-request", "d-1", set->txn, content);
    assert_int_equal(world_serve(w, 0, &ask), HF_DONE);
    assert_true(hf_digest_read(sha256, &wanted));
    assert_true(hf_jwe_is_document(&w->arena, w->response.body));
    assert_int_equal(hf_jwe_open(&w->hasher, &w->arena, seed, w->response.body, &none, &w->err),
                     HF_BAD_INPUT);
    assert_str(hf_err_code(&w->err), "jwe_header");
    assert_int_equal(hf_jwe_open_document(&w->hasher, &w->arena, seed, w->response.body, &bytes, &w->err),
                     HF_OK);
    hf_sha256(&w->hasher, &bytes, 1, &opened);
    assert_true(hf_digest_eq(&opened, &wanted));
    ask.live = true;
    assert_int_equal(world_serve(w, 0, &ask), HF_DONE);
    hf_sha256(&w->hasher, &w->response.body, 1, &opened);
    assert_true(hf_digest_eq(&opened, &wanted));
}

static void whoever_enrolled_a_key_for_it_is_written_to_under_seal(void **state)
{
    const struct hf_seed seed = {{4, 1}};
    struct world *w = *state;
    struct signer opens = make_signer(w, HF_JWK_X25519, 4), signs = {.secret = w->focal[0].secret};
    struct hf_id file;
    struct hf_str inner;
    struct hf_token token;
    struct hf_set set;
    struct hf_secret secret;
    struct hf_public first;
    struct hf_digest digest;
    signs.jwk = hf_jwk_of(HF_JWK_ED25519, &w->focal[0].key);
    enrol(w, &signs, &opens.jwk, "enrolment/1", "{'speaks_as':'system'}");
    file = world_case(w);
    world_do(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    struct hf_response told = w->response;
    struct hf_str kept = world_notice(w, &file);
    assert_true(hf_jwe_is(kept));
    assert_int_equal(hf_jwe_open(&w->hasher, &w->arena, &seed, kept, &inner, &w->err), HF_OK);
    assert_int_equal(hf_token_read(&w->arena, inner, &token, &w->err), HF_OK);
    twin_key_pair(HF_KEY_NOTICE, &secret, &first);
    assert_int_equal(hf_token_verify(&w->hasher, &token, &first, &w->err), HF_OK);
    assert_int_equal(hf_set_read(&w->arena, token.payload, &set, &w->err), HF_OK);
    /* The log tells of the token inside, and the answer to it finds its place. */
    hf_token_digest(&w->hasher, inner, &digest);
    assert_true(hf_str_contains(told.events[told.count - 1].payload_bytes, text_of(w, &digest)));
    assert_log_is_whole(w, &file);
    assert_bundle_holds(w, &file, inner, kept);
    assert_sent_twice_alike(w, kept);
    assert_document_is_sealed(w, &seed, &set);
    struct hf_request answer = world_answer(w, 0, "answer", "a-1", set.txn, ANSWER);
    assert_int_equal(world_serve(w, 1, &answer), HF_DONE);
}

/* ---- what is encrypted for us ---- */

/* A token in an envelope, closed anew each time. */
static struct hf_request sealed(struct world *w, const struct hf_jwk *key, struct hf_request request)
{
    static unsigned char number;
    number++;
    const struct hf_jwe_dice dice = {.secret = {number, 1}, .nonce = {number}};
    assert_int_equal(hf_jwe_seal(&w->hasher, &w->arena, key, &dice, request.token, &request.token, &w->err),
                     HF_OK);
    return request;
}

static void what_is_encrypted_for_us_is_taken_as_what_is_inside(void **state)
{
    struct world *w = *state;
    struct hf_id file, keyring = keyring_of(w);
    struct hf_seed stranger;
    struct hf_str txn = sent(w, &file);
    struct hf_request answer = world_answer(w, 0, "answer", "a-1", txn, ANSWER);
    const struct hf_jwk unknown = agreeing(&stranger, 99);
    struct hf_request closed = sealed(w, &unknown, answer);
    assert_refused(w, &closed, "jwe_key");
    const struct hf_jwk own = add_own(w, HF_JWK_X25519, NULL);
    assert_int_equal(published(w), 2);
    assert_refused(w, &closed, "jwe_key");
    struct hf_request twice = sealed(w, &own, answer);
    twice = sealed(w, &own, twice);
    assert_refused(w, &twice, "token_malformed");
    closed = sealed(w, &own, answer);
    char *changed = (char *)(uintptr_t)closed.token.at + closed.token.len - 40; /* of the arena */
    *changed = *changed == 'A' ? 'B' : 'A';
    assert_refused(w, &closed, "jwe_broken");
    closed = sealed(w, &own, answer);
    assert_int_equal(world_serve(w, 0, &closed), HF_DONE);
    assert_str(world_state(w, &file, "request/1"), "asking");
    /* One message, however it comes again. */
    closed = sealed(w, &own, answer);
    assert_int_equal(world_serve(w, 1, &closed), HF_REPEATED);
    assert_int_equal(world_serve(w, 0, &answer), HF_REPEATED);
    /* Whoever is no longer told of the key cannot count on it. */
    world_do(w, &w->officer, "administrator", &keyring, "key/3", "key.retire", NULL);
    assert_int_equal(published(w), 1);
    assert_refused(w, &closed, "jwe_key");
}

static void a_document_that_was_encrypted_for_us_is_opened_and_any_other_left(void **state)
{
    static const struct hf_jwe_dice dice = {.secret = {7, 1}, .nonce = {7}};
    struct world *w = *state;
    struct hf_seed stranger;
    const struct hf_str text = HF_STR("Four. dots. are. no. envelope");
    const struct hf_jwk own = add_own(w, HF_JWK_X25519, NULL), other = agreeing(&stranger, 99);
    struct hf_str bytes = text, token;
    assert_int_equal(hf_desk_open_document(w->desk[0], &w->arena, &bytes, &w->err), HF_OK);
    assert_true(hf_str_eq(bytes, text));
    assert_int_equal(hf_jwe_seal_document(&w->hasher, &w->arena, &own, &dice, text, &bytes, &w->err), HF_OK);
    assert_int_equal(hf_desk_open_document(w->desk[0], &w->arena, &bytes, &w->err), HF_OK);
    assert_true(hf_str_eq(bytes, text));
    assert_int_equal(hf_jwe_seal_document(&w->hasher, &w->arena, &other, &dice, text, &bytes, &w->err),
                     HF_OK);
    assert_int_equal(hf_desk_open_document(w->desk[0], &w->arena, &bytes, &w->err), HF_UNVERIFIED);
    assert_str(hf_err_code(&w->err), "jwe_key");
    /* A token in an envelope is none of these. */
    assert_int_equal(hf_jwe_seal(&w->hasher, &w->arena, &own, &dice, text, &token, &w->err), HF_OK);
    bytes = token;
    assert_int_equal(hf_desk_open_document(w->desk[0], &w->arena, &bytes, &w->err), HF_OK);
    assert_true(hf_str_eq(bytes, token));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_key_of_each_kind_is_enrolled_and_answers),
        TEST(the_ceremony_takes_two_people_two_ways_and_the_private_half),
        TEST(what_is_no_sound_and_new_key_is_not_proposed),
        TEST(a_rotation_overlaps_and_is_judged_by_when_we_receive),
        TEST(a_token_that_says_another_time_is_taken_with_a_remark),
        TEST(a_revoked_key_signs_no_more_and_does_not_come_back),
        TEST(a_systems_key_signs_receipts_only),
        TEST(a_key_that_opens_is_proved_by_one_that_signs),
        TEST(the_entry_reads_as_before),
        TEST(an_authority_is_written_to_by_the_algorithm_it_asks_for),
        TEST(our_own_rotation_is_published_before_it_is_used),
        TEST(whoever_enrolled_a_key_for_it_is_written_to_under_seal),
        TEST(what_is_encrypted_for_us_is_taken_as_what_is_inside),
        TEST(a_document_that_was_encrypted_for_us_is_opened_and_any_other_left),
    };
    return cmocka_run_group_tests_name("enrol", tests, NULL, NULL);
}
