/* SPDX-License-Identifier: Apache-2.0 */
/* An auditor looks at a ledger before and after somebody with all rights has changed it. */
#include "desk/audit.h"

#include <stdlib.h>

#include "port/memory.h"
#include "seal/note.h"
#include "seal/tree.h"
#include "unit/casefile/bench.h"

enum { ACTS = 4, LEAVES = ACTS + 1, HIDDEN_MAX = 8 };

static struct hf_rehearsal *b;
static struct twin_store *store;
static struct hf_ledger ledger;
static struct hf_public log_key;
static struct hf_log_keys log_keys;
static struct hf_digest leaf[LEAVES];
static int64_t recorded_ms[LEAVES];
static struct hf_arena arena, scratch;
static struct hf_err err;

/* What a desk writes for the last command: its one event, with the move of the file. */
static void commit(size_t act)
{
    const struct hf_fact *fact = &b->last.events[0];
    int64_t position;
    const struct hf_command_row command = {
        .actor = fact->header.actor, .command = fact->header.command, .count = fact->header.part[1]};
    struct hf_move_row move = {.file = fact->header.file,
                               .kind = HF_FILE_CASE,
                               .name = HF_STR("K7QF-2M9T-X"),
                               .old_seq = fact->header.seq - 1,
                               .new_seq = fact->header.seq,
                               .link = fact->link,
                               .at_ms = fact->header.recorded_at_ms};
    struct hf_leaf_row row = {.event = {.file = fact->header.file,
                                        .seq = fact->header.seq,
                                        .blind = fact->blind,
                                        .header = fact->header_bytes,
                                        .payload = fact->payload_bytes},
                              .leaf = fact->leaf,
                              .command = &command};
    struct hf_disclosure_row hidden[HIDDEN_MAX];
    struct hf_batch batch = {.moves = &move,
                             .move_count = 1,
                             .events = &row,
                             .event_count = 1,
                             .disclosures = hidden,
                             .disclosure_count = fact->hiddens};
    assert_true(fact->hiddens <= HIDDEN_MAX);
    for (size_t i = 0; i < fact->hiddens; i++)
        hidden[i] = (struct hf_disclosure_row){.file = fact->header.file,
                                               .subject = fact->hidden[i].subject,
                                               .seq = fact->header.seq,
                                               .place = (uint32_t)i};
    assert_int_equal(ledger.commit(ledger.self, &batch, &position, &err), HF_OK);
    assert_int_equal(position, act);
    leaf[act] = fact->leaf;
    recorded_ms[act] = fact->header.recorded_at_ms;
}

static void act(size_t n, const char *role, const char *on, const char *event, const char *payload)
{
    b->now_ms += HF_MS_PER_DAY;
    bench_do(b, role, on, event, payload);
    commit(n);
}

static void sign_checkpoint(size_t size)
{
    struct hf_frontier frontier = {0};
    struct hf_secret secret;
    char text[400], signed_note[800], saved[400];
    struct hf_buf text_buf = HF_BUF(text), note = HF_BUF(signed_note), frontier_buf = HF_BUF(saved);
    struct hf_checkpoint checkpoint = {.origin = b->house.log, .size = size};
    twin_key_pair(HF_KEY_LOG, &secret, &log_key);
    hf_log_keys_first(&log_key, &log_keys);
    hf_frontier_append(&b->hasher, &frontier, leaf, size);
    hf_frontier_root(&b->hasher, &frontier, &checkpoint.root);
    hf_frontier_save(&frontier, &frontier_buf);
    hf_checkpoint_put(&text_buf, &checkpoint);
    hf_note_sign(&b->hasher, hf_buf_str(&text_buf), b->house.log, &secret, &log_key, &note);
    struct hf_keep keep = {.kind = HF_KEEP_CHECKPOINT,
                           .checkpoint = {.size = (int64_t)size,
                                          .at_ms = b->now_ms,
                                          .root = checkpoint.root,
                                          .frontier = hf_buf_str(&frontier_buf),
                                          .note = hf_buf_str(&note)}};
    assert_int_equal(ledger.keep(ledger.self, &keep, 1, &err), HF_OK);
}

static int open_log(void **state)
{
    b = malloc(sizeof(*b));
    *state = b;
    bench_open(b, "tests/vectors/workflow/freeze-small.json");
    store = twin_store_make();
    ledger = twin_ledger(store);
    act(0, "officer", "case", "open", NULL);
    act(1, "investigator", "party", "party.add", "{'kind':'person','name':'Octavian Marrow'}");
    sign_checkpoint(2);
    act(2, "investigator", "asset", "asset.add", "{'kind':'vessel','description':'yacht','state':'XF'}");
    act(3, "investigator", "party/1", "party.change", "{'nationality':'XF'}");
    sign_checkpoint(4);
    return 0;
}

static int close_log(void **state)
{
    (void)state;
    twin_store_free(store);
    bench_close(b);
    free(b);
    return 0;
}

static const struct hf_flow *definition(void *context, const struct hf_digest *digest)
{
    (void)digest;
    return ((struct hf_rehearsal *)context)->flows.workflow;
}

static struct hf_audit audit_of(void)
{
    hf_arena_reset(&arena, 0);
    return (struct hf_audit){.ledger = ledger,
                             .house = b->house_flow,
                             .definition = definition,
                             .context = b,
                             .origin = b->house.log,
                             .log_keys = &log_keys,
                             .hasher = &b->hasher,
                             .arena = &arena,
                             .scratch = &scratch};
}

static enum hf_rc verify(struct hf_audit_figures *figures)
{
    struct hf_audit audit = audit_of();
    return hf_audit_verify(&audit, figures, &err);
}

static void assert_found(const char *code, const char *where)
{
    struct hf_audit_figures figures;
    assert_int_equal(verify(&figures), HF_UNVERIFIED);
    assert_str(hf_err_code(&err), code);
    assert_string_equal(err.where, where);
}

static void an_untouched_log_is_whole(void **state)
{
    struct hf_audit_figures figures;
    (void)state;
    assert_int_equal(verify(&figures), HF_OK);
    assert_int_equal(figures.files, 1);
    assert_int_equal(figures.events, ACTS);
    assert_int_equal(figures.leaves, ACTS);
    assert_int_equal(figures.checkpoints, 2);
    assert_int_equal(figures.signed_size, ACTS);
}

static void flip(struct hf_str bytes, size_t at)
{
    ((char *)(uintptr_t)bytes.at)[at] ^= 1;
}

/* Whatever byte of whichever event: it is that event, or an earlier reading of it, that is named. */
static void any_changed_byte_names_its_event(void **state)
{
    (void)state;
    for (size_t position = 0; position < ACTS; position++) {
        struct hf_event_row *row = twin_store_event(store, position);
        for (size_t at = 0; at < row->header.len + row->payload.len + sizeof(row->blind); at++) {
            struct hf_audit_figures figures;
            char wanted[64];
            struct hf_buf buf = HF_BUF(wanted);
            struct hf_str blind = {(const char *)row->blind.byte, sizeof(row->blind)};
            struct hf_str part = at < row->header.len                      ? row->header
                                 : at < row->header.len + row->payload.len ? row->payload
                                                                           : blind;
            size_t in = at < row->header.len                      ? at
                        : at < row->header.len + row->payload.len ? at - row->header.len
                                                                  : at - row->header.len - row->payload.len;
            flip(part, in);
            assert_int_equal(verify(&figures), HF_UNVERIFIED);
            hf_buf_put(&buf, HF_STR("case K7QF-2M9T-X event "));
            hf_buf_put_i64(&buf, (int64_t)position + 1);
            assert_true(hf_str_begins(hf_str_of(err.where), hf_buf_str(&buf)));
            flip(part, in);
        }
    }
    an_untouched_log_is_whole(state);
}

static void a_checkpoint_of_another_key_or_log_is_found(void **state)
{
    struct hf_audit_figures figures;
    struct hf_audit audit = audit_of();
    struct hf_log_keys other;
    (void)state;
    hf_log_keys_first(&(struct hf_public){{1}}, &other);
    audit.log_keys = &other;
    assert_int_equal(hf_audit_verify(&audit, &figures, &err), HF_UNVERIFIED);
    assert_str(hf_err_code(&err), "audit_signature");
    act(ACTS, "investigator", "asset/1", "asset.change", "{'state':'XS'}");
    leaf[2].byte[0] ^= 1;
    sign_checkpoint(LEAVES);
    assert_found("audit_root", "checkpoint 5");
}

static void what_was_signed_and_is_gone_is_found(void **state)
{
    (void)state;
    sign_checkpoint(LEAVES);
    assert_found("audit_cut", "checkpoint 5");
}

static enum hf_rc verify_marked(const struct hf_frontier *mark)
{
    struct hf_audit_figures figures;
    struct hf_audit audit = audit_of();
    audit.mark = mark;
    return hf_audit_verify(&audit, &figures, &err);
}

/* Any tree that the log has grown from is one that was signed, with or without a checkpoint of its size. */
static void what_the_signer_remembers_is_held_against_the_leaves(void **state)
{
    struct hf_frontier mark = {0};
    (void)state;
    for (size_t size = 0; size < LEAVES; size++) {
        assert_int_equal(verify_marked(&mark), HF_OK);
        hf_frontier_append(&b->hasher, &mark, leaf + size, 1);
    }
    assert_int_equal(verify_marked(&mark), HF_UNVERIFIED);
    assert_str(hf_err_code(&err), "audit_cut");
    assert_string_equal(err.where, "signer/mark, checkpoint 5");
    mark = (struct hf_frontier){0};
    leaf[1].byte[0] ^= 1;
    hf_frontier_append(&b->hasher, &mark, leaf, ACTS);
    assert_int_equal(verify_marked(&mark), HF_UNVERIFIED);
    assert_str(hf_err_code(&err), "audit_root");
    assert_string_equal(err.where, "signer/mark, checkpoint 4");
}

/* Of the payloads nothing but their digests, of the state nothing. */
static void the_chain_alone_is_verified(void **state)
{
    struct hf_audit_figures figures;
    struct hf_audit audit = audit_of();
    (void)state;
    audit.chain_only = true;
    audit.definition = NULL;
    assert_int_equal(hf_audit_verify(&audit, &figures, &err), HF_OK);
    assert_int_equal(figures.events, ACTS);
    assert_int_equal(figures.tokens, 0);
    struct hf_event_row *row = twin_store_event(store, 2);
    flip(row->payload, 5);
    assert_int_equal(hf_audit_verify(&audit, &figures, &err), HF_UNVERIFIED);
    assert_str(hf_err_code(&err), "replay_payload");
    assert_string_equal(err.where, "case K7QF-2M9T-X event 3 payload");
    flip(row->payload, 5);
    row->blind.byte[3] ^= 1;
    assert_int_equal(hf_audit_verify(&audit, &figures, &err), HF_UNVERIFIED);
    assert_str(hf_err_code(&err), "audit_leaf");
    assert_string_equal(err.where, "case K7QF-2M9T-X event 3");
}

/* Behind the last leaf an act is recorded and a checkpoint signed, as they are while an audit goes on. */
static enum hf_rc ask_and_go_on(void *self, enum hf_question question, const struct hf_ask *ask,
                                hf_row_fn row, void *context, struct hf_err *failure)
{
    enum hf_rc rc = ledger.ask(self, question, ask, row, context, failure);
    if (question == HF_ASK_leaves) {
        act(ACTS, "investigator", "asset/1", "asset.change", "{'state':'XS'}");
        sign_checkpoint(LEAVES);
    }
    return rc;
}

static void what_is_recorded_meanwhile_is_no_fault(void **state)
{
    struct hf_audit_figures figures;
    struct hf_audit audit = audit_of();
    (void)state;
    audit.ledger.ask = ask_and_go_on;
    assert_int_equal(hf_audit_verify(&audit, &figures, &err), HF_OK);
    assert_int_equal(figures.events, ACTS);
    assert_int_equal(figures.signed_size, ACTS);
    assert_int_equal(verify(&figures), HF_OK);
    assert_int_equal(figures.events, LEAVES);
    assert_int_equal(figures.signed_size, LEAVES);
}

static void an_event_that_was_moved_or_taken_away_is_found(void **state)
{
    struct hf_event_row *row = twin_store_event(store, 1);
    (void)state;
    row->position = ACTS + 7;
    assert_found("audit_missing", "log position 1");
    row->position = 0;
    assert_found("audit_position", "case K7QF-2M9T-X event 2");
}

static void replay_stops_at_the_moment_asked_for(void **state)
{
    struct hf_audit audit = audit_of();
    struct hf_case c;
    struct hf_flows flows;
    struct hf_id file = hf_case_head(&b->c)->file;
    (void)state;
    for (size_t i = 0; i < ACTS; i++) {
        assert_int_equal(hf_audit_replay(&audit, &file, recorded_ms[i], NULL, NULL, &c, &flows, &err), HF_OK);
        assert_int_equal(hf_case_head(&c)->seq, i + 1);
    }
    assert_int_equal(hf_audit_replay(&audit, &file, recorded_ms[0] - 1, NULL, NULL, &c, &flows, &err), HF_OK);
    assert_int_equal(hf_case_head(&c)->seq, 0);
    struct hf_id none = {{0}};
    assert_int_equal(hf_audit_replay(&audit, &none, 0, NULL, NULL, &c, &flows, &err), HF_NOT_FOUND);
    assert_str(hf_err_code(&err), "no_file");
}

int main(void)
{
#define ON_LOG(test) cmocka_unit_test_setup_teardown(test, open_log, close_log)
    const struct CMUnitTest tests[] = {
        ON_LOG(an_untouched_log_is_whole),
        ON_LOG(any_changed_byte_names_its_event),
        ON_LOG(a_checkpoint_of_another_key_or_log_is_found),
        ON_LOG(what_was_signed_and_is_gone_is_found),
        ON_LOG(what_the_signer_remembers_is_held_against_the_leaves),
        ON_LOG(the_chain_alone_is_verified),
        ON_LOG(what_is_recorded_meanwhile_is_no_fault),
        ON_LOG(an_event_that_was_moved_or_taken_away_is_found),
        ON_LOG(replay_stops_at_the_moment_asked_for),
    };
    hf_arena_init(&arena, malloc((size_t)16 << 20), (size_t)16 << 20);
    hf_arena_init(&scratch, malloc((size_t)4 << 20), (size_t)4 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(arena.at);
    free(scratch.at);
    return failed;
}
