/* SPDX-License-Identifier: Apache-2.0 */
/* What PostgreSQL must hold of the ledger's contract; each test has a log of its own. */
#include "pg/ledger.h"

#include <signal.h>
#include <time.h>

#include "pg/postmaster.h"
#include "store.h"

static struct hf_err err;
static struct hf_pg_ledger *ledger;
static struct hf_ledger port;
static struct hf_arena arena;
static unsigned char block[1 << 20];
static char origin[32];

static struct hf_id id_of(unsigned char n)
{
    struct hf_id id;
    memset(id.byte, n, sizeof id.byte);
    return id;
}

static struct hf_digest digest_of(unsigned char n)
{
    struct hf_digest digest;
    memset(&digest, n, sizeof digest);
    return digest;
}

static int fresh_log(void **state)
{
    static int count;
    struct hf_id log_id;
    const struct hf_id fresh = id_of((unsigned char)(200 + count));
    (void)state;
    hf_arena_init(&arena, block, sizeof block);
    snprintf(origin, sizeof origin, "court.example/log%d", count++);
    assert_ok(hf_pg_ledger_open(store.conninfo[APP], hf_str_of(origin), &fresh, &ledger, &log_id, &err),
              &err);
    assert_true(hf_id_eq(&log_id, &fresh));
    port = hf_pg_ledger_port(ledger);
    return 0;
}

static int close_log(void **state)
{
    (void)state;
    hf_pg_ledger_close(ledger);
    return 0;
}

/* A batch of one file: `count` events after old_seq, done by command number `command` (0: none). */
struct one {
    struct hf_move_row move;
    struct hf_leaf_row events[4];
    struct hf_command_row command;
    struct hf_batch batch;
};

static void make_one(struct one *one, unsigned char file, uint32_t old_seq, uint32_t count,
                     unsigned char command)
{
    *one = (struct one){0};
    one->move = (struct hf_move_row){.file = id_of(file),
                                     .kind = HF_FILE_CASE,
                                     .old_seq = old_seq,
                                     .new_seq = old_seq + count,
                                     .link = digest_of((unsigned char)(file + old_seq + count)),
                                     .at_ms = 1000 + old_seq};
    for (uint32_t i = 0; i < count; i++) {
        struct hf_event_row *event = &one->events[i].event;
        event->file = id_of(file);
        event->seq = old_seq + i + 1;
        memset(&event->blind, (int)event->seq, sizeof event->blind);
        event->header = HF_STR("{\"v\":1}");
        event->payload = HF_STR("{\"n\":\0 1}");
        one->events[i].leaf = digest_of((unsigned char)(16 * file + event->seq));
    }
    one->command = (struct hf_command_row){
        .actor = id_of(1), .command = id_of(command), .digest = digest_of(command), .count = count};
    one->events[0].command = command != 0 ? &one->command : NULL;
    one->batch =
        (struct hf_batch){.moves = &one->move, .move_count = 1, .events = one->events, .event_count = count};
}

static int64_t committed(const struct hf_batch *batch)
{
    int64_t position = -7;
    assert_ok(port.commit(port.self, batch, &position, &err), &err);
    return position;
}

static void act(unsigned char file, uint32_t old_seq, uint32_t count)
{
    struct one one;
    make_one(&one, file, old_seq, count, 0);
    committed(&one.batch);
}

static struct hf_file_row loaded(unsigned char file, uint32_t after)
{
    struct hf_file_row row;
    struct hf_file_ask ask = {.file = id_of(file), .after_seq = after};
    size_t one = 1;
    assert_ok(port.load(port.self, &ask, &one, &arena, &row, &err), &err);
    return row;
}

/* The rows of an answer, kept. */
static struct hf_answer_row answers[16];
static size_t answer_count;

static enum hf_rc keep_answer(void *context, const struct hf_answer_row *row, struct hf_err *failure)
{
    (void)context, (void)failure;
    assert_true(answer_count < 16);
    struct hf_answer_row *out = &answers[answer_count++];
    *out = *row;
    out->leaf = hf_arena_keep(&arena, row->leaf);
    out->file.name = hf_arena_keep(&arena, row->file.name);
    out->token.bytes = hf_arena_keep(&arena, row->token.bytes);
    out->event.payload = hf_arena_keep(&arena, row->event.payload);
    out->delivery.class_name = hf_arena_keep(&arena, row->delivery.class_name);
    out->delivery.said = hf_arena_keep(&arena, row->delivery.said);
    out->chunk.sealed = hf_arena_keep(&arena, row->chunk.sealed);
    return HF_OK;
}

static size_t asked(enum hf_question question, struct hf_ask ask)
{
    answer_count = 0;
    assert_ok(port.ask(port.self, question, &ask, keep_answer, NULL, &err), &err);
    return answer_count;
}

static void what_is_committed_comes_back_byte_for_byte(void **state)
{
    (void)state;
    struct one one;
    make_one(&one, 5, 0, 3, 9);
    one.move.name = HF_STR("ABCD-EFGH-C");
    assert_int_equal(committed(&one.batch), 0);
    make_one(&one, 5, 3, 1, 10);
    assert_int_equal(committed(&one.batch), 3);
    struct hf_file_row row = loaded(5, 0);
    assert_int_equal(row.kind, HF_FILE_CASE);
    assert_str(row.name, "ABCD-EFGH-C");
    assert_int_equal(row.seq, 4);
    assert_int_equal(row.at_ms, 1003);
    assert_memory_equal(&row.link, &one.move.link, 32);
    assert_int_equal(row.count, 4);
    assert_int_equal(row.events[3].seq, 4);
    assert_int_equal(row.events[0].payload.len, 9);
    assert_memory_equal(row.events[0].payload.at, "{\"n\":\0 1}", 9);
    assert_int_equal(loaded(5, 2).count, 2);
    assert_int_equal(loaded(5, 4).count, 0);
    assert_int_equal(loaded(6, 0).kind, 0);
}

static void several_files_come_in_the_order_asked(void **state)
{
    (void)state;
    struct hf_file_row rows[3];
    const struct hf_file_ask asks[3] = {
        {.file = id_of(9)}, {.file = id_of(99)}, {.file = id_of(2), .after_seq = 1}};
    act(2, 0, 3);
    act(9, 0, 1);
    size_t count = 3;
    assert_ok(port.load(port.self, asks, &count, &arena, rows, &err), &err);
    assert_int_equal(rows[0].seq, 1);
    assert_int_equal(rows[0].count, 1);
    assert_int_equal(rows[1].kind, 0);
    assert_int_equal(rows[2].count, 2);
    assert_int_equal(rows[2].events[0].seq, 2);
    count = 0;
    assert_ok(port.load(port.self, asks, &count, &arena, rows, &err), &err);
}

static void refused(const struct hf_batch *batch, const char *word)
{
    int64_t position = -7;
    int64_t before = asked(HF_ASK_counts, (struct hf_ask){0}) == 1 ? answers[0].figures[0] : -1;
    assert_int_not_equal(port.commit(port.self, batch, &position, &err), HF_OK);
    assert_str(hf_err_code(&err), word);
    assert_int_equal(position, -7);
    asked(HF_ASK_counts, (struct hf_ask){0});
    assert_int_equal(answers[0].figures[0], before);
}

static void a_file_that_moved_meanwhile_makes_the_batch_stale(void **state)
{
    (void)state;
    struct one one;
    act(5, 0, 2);
    make_one(&one, 5, 1, 1, 9); /* behind */
    refused(&one.batch, "stale");
    make_one(&one, 5, 7, 1, 9); /* ahead: the database was set back */
    refused(&one.batch, "stale");
    make_one(&one, 5, 0, 1, 9); /* opened twice */
    refused(&one.batch, "stale");
    make_one(&one, 6, 3, 1, 9); /* never opened */
    refused(&one.batch, "stale");
    assert_int_equal(loaded(5, 0).count, 2);
    act(5, 2, 1);
}

static void one_stale_file_undoes_the_whole_batch(void **state)
{
    (void)state;
    struct one first, second;
    make_one(&first, 3, 0, 1, 9);
    make_one(&second, 4, 1, 1, 10);
    const struct hf_move_row moves[] = {first.move, second.move};
    const struct hf_leaf_row events[] = {first.events[0], second.events[0]};
    const struct hf_batch batch = {.moves = moves, .move_count = 2, .events = events, .event_count = 2};
    refused(&batch, "stale");
    assert_int_equal(loaded(3, 0).kind, 0);
}

static void a_name_is_given_once_per_kind(void **state)
{
    (void)state;
    struct one one;
    make_one(&one, 5, 0, 1, 0);
    one.move.name = HF_STR("XX");
    committed(&one.batch);
    make_one(&one, 6, 0, 1, 0);
    one.move.name = HF_STR("XX");
    refused(&one.batch, "name_taken");
    one.move.kind = HF_FILE_AUTHORITY;
    committed(&one.batch);
    act(7, 0, 1);
    act(8, 0, 1); /* without a name files do not meet */
    assert_int_equal(asked(HF_ASK_files_of_kind, (struct hf_ask){.kind = HF_FILE_CASE}), 3);
    assert_str(answers[2].file.name, "XX");
    assert_int_equal(asked(HF_ASK_files_of_kind, (struct hf_ask){.kind = HF_FILE_CASE, .name = HF_STR("X")}),
                     1);
    assert_int_equal(asked(HF_ASK_files_of_kind, (struct hf_ask){.kind = HF_FILE_CASE, .name = HF_STR("XX")}),
                     0);
    assert_int_equal(
        asked(HF_ASK_file_by_name, (struct hf_ask){.kind = HF_FILE_AUTHORITY, .name = HF_STR("XX")}), 1);
    assert_memory_equal(&answers[0].file.file, &one.move.file, 16);
}

static void a_command_is_done_once_and_remembered(void **state)
{
    (void)state;
    struct one one;
    make_one(&one, 5, 0, 2, 9);
    committed(&one.batch);
    make_one(&one, 5, 2, 1, 9);
    refused(&one.batch, "duplicate");
    const struct hf_seen_ask asks[] = {{.actor = id_of(1), .command = id_of(8)},
                                       {.actor = id_of(1), .command = id_of(9)},
                                       {.actor = id_of(2), .command = id_of(9)}};
    struct hf_seen_row seen[3];
    assert_ok(port.seen(port.self, asks, 3, seen, NULL, NULL, &err), &err);
    assert_false(seen[0].found || seen[2].found);
    assert_true(seen[1].found);
    assert_int_equal(seen[1].seq, 1);
    assert_int_equal(seen[1].count, 2);
    assert_memory_equal(&seen[1].file, &one.move.file, 16);
    assert_memory_equal(&seen[1].digest, &one.command.digest, 32);
}

static void positions_have_no_gap_whoever_writes(void **state)
{
    (void)state;
    struct hf_pg_ledger *other;
    struct hf_id log_id;
    struct one one;
    assert_ok(hf_pg_ledger_open(store.conninfo[APP], hf_str_of(origin), NULL, &other, &log_id, &err), &err);
    struct hf_ledger theirs = hf_pg_ledger_port(other);
    struct hf_ledger ours = port;
    for (uint32_t i = 0; i < 6; i++) {
        port = i % 2 == 0 ? ours : theirs;
        make_one(&one, (unsigned char)(3 + i % 2), i / 2 * 2, 2, 0);
        assert_int_equal(committed(&one.batch), 2 * i);
    }
    port = ours;
    assert_int_equal(asked(HF_ASK_leaves, (struct hf_ask){.from = 5}), 7);
    assert_int_equal((unsigned char)answers[0].leaf.at[0], 16 * 3 + 4);
    assert_int_equal((unsigned char)answers[6].leaf.at[0], 16 * 4 + 6);
    assert_int_equal(asked(HF_ASK_leaves, (struct hf_ask){.from = 12}), 0);
    assert_int_equal(
        asked(HF_ASK_events_of_file, (struct hf_ask){.id = id_of(4), .from = 2, .to = INT64_MAX}), 5);
    assert_int_equal(answers[0].event.position, 3);
    assert_int_equal(answers[4].event.position, 11);
    hf_pg_ledger_close(other);
}

static void a_snapshot_shortens_a_load_and_never_goes_back(void **state)
{
    (void)state;
    const struct hf_id file = id_of(5);
    struct hf_keep keeps[2] = {{.kind = HF_KEEP_SNAPSHOT}, {.kind = HF_KEEP_SNAPSHOT}};
    act(5, 0, 4);
    keeps[0].snapshot =
        (struct hf_file_row){.file = file, .snapshot = HF_STR("folded\0three"), .snapshot_seq = 3};
    keeps[1].snapshot =
        (struct hf_file_row){.file = file, .snapshot = HF_STR("folded two"), .snapshot_seq = 2};
    assert_ok(port.keep(port.self, keeps, 2, &err), &err);
    struct hf_file_row row = loaded(5, 0);
    assert_int_equal(row.snapshot_seq, 3);
    assert_int_equal(row.snapshot.len, 12);
    assert_int_equal(row.count, 1);
    assert_int_equal(row.events[0].seq, 4);
    row = loaded(5, 1);
    assert_int_equal(row.snapshot.len, 0);
    assert_int_equal(row.count, 3);
}

static void tokens_and_threads_lead_back_to_their_file(void **state)
{
    (void)state;
    struct one one;
    const struct hf_token_row token = {.id = id_of(7), .bytes = HF_STR("a.b.c")};
    const struct hf_thread_row threads[] = {
        {.thread = id_of(70), .file = id_of(5), .authority = id_of(40), .instance = 3},
        {.thread = id_of(71), .file = id_of(40), .authority = id_of(40), .instance = HF_NO_INSTANCE}};
    make_one(&one, 5, 0, 1, 9);
    one.batch.tokens = &token;
    one.batch.token_count = 1;
    one.batch.threads = threads;
    one.batch.thread_count = 2;
    committed(&one.batch);
    assert_int_equal(asked(HF_ASK_thread, (struct hf_ask){.id = id_of(70)}), 1);
    assert_int_equal(answers[0].thread.instance, 3);
    assert_int_equal(asked(HF_ASK_thread, (struct hf_ask){.id = id_of(71)}), 1);
    assert_true(answers[0].thread.instance == HF_NO_INSTANCE);
    assert_int_equal(asked(HF_ASK_thread, (struct hf_ask){.id = id_of(72)}), 0);
    assert_int_equal(asked(HF_ASK_token, (struct hf_ask){.id = token.id}), 1);
    assert_str(answers[0].token.bytes, "a.b.c");
    const struct hf_token_row again = {.id = token.id, .bytes = HF_STR("a.b.d")};
    make_one(&one, 5, 1, 1, 10);
    one.batch.tokens = &again;
    one.batch.token_count = 1;
    refused(&one.batch, "duplicate");
}

static size_t claimed(enum hf_claim_kind kind, int64_t now_ms, struct hf_claim *out)
{
    const struct hf_lane_room lanes[] = {{id_of(40), HF_LANE_OWN, 8}, {id_of(41), HF_LANE_OWN, 8}};
    const struct hf_claim_ask ask = {
        .kind = kind, .now_ms = now_ms, .lease_ms = 50, .limit = 8, .lanes = lanes, .lane_count = 2};
    size_t count = 99;
    assert_ok(port.claim(port.self, &ask, &arena, out, &count, &err), &err);
    return count;
}

static void settle(const struct hf_claim *claim, enum hf_delivery_state state, int64_t next_ms)
{
    struct hf_keep keep = {.kind = HF_KEEP_DELIVERY};
    keep.delivery = (struct hf_delivery_row){.outbox = claim->outbox,
                                             .attempt = claim->attempts + 1,
                                             .start_ms = 1,
                                             .end_ms = 2,
                                             .state = state,
                                             .next_ms = next_ms,
                                             .status = 202,
                                             .class_name = HF_STR("received"),
                                             .said = HF_STR("\xff ok")};
    assert_ok(port.keep(port.self, &keep, 1, &err), &err);
}

static void make_outbox(struct one *one, struct hf_outbox_row outbox[3], struct hf_token_row tokens[3])
{
    make_one(one, 5, 0, 3, 9);
    for (uint32_t i = 0; i < 3; i++) {
        tokens[i] = (struct hf_token_row){.id = id_of((unsigned char)(20 + i)),
                                          .bytes = i == 0   ? HF_STR("A")
                                                   : i == 1 ? HF_STR("B")
                                                            : HF_STR("C")};
        outbox[i] = (struct hf_outbox_row){.recipient = id_of(i == 1 ? 41 : 40),
                                           .file = id_of(5),
                                           .seq = i + 1,
                                           .event = i,
                                           .token = tokens[i].id,
                                           .next_ms = 100};
    }
    one->batch.tokens = tokens;
    one->batch.outbox = outbox;
    one->batch.token_count = one->batch.outbox_count = 3;
    committed(&one->batch);
}

static void notices_go_in_order_to_each_recipient(void **state)
{
    (void)state;
    struct one one;
    struct hf_outbox_row outbox[3];
    struct hf_token_row tokens[3];
    struct hf_claim claims[8];
    make_outbox(&one, outbox, tokens);
    assert_int_equal(claimed(HF_CLAIM_OUTBOX, 99, claims), 0);
    assert_int_equal(claimed(HF_CLAIM_OUTBOX, 100, claims), 2);
    assert_str(claims[0].token, "A");
    assert_str(claims[1].token, "B");
    assert_int_equal(claims[0].attempts, 0);
    struct hf_claim first = claims[0];
    assert_int_equal(claimed(HF_CLAIM_OUTBOX, 149, claims), 0); /* leased */
    settle(&first, HF_WAITING, 300);
    assert_int_equal(claimed(HF_CLAIM_OUTBOX, 299, claims), 1); /* B, whose lease has ended; C waits for A */
    assert_str(claims[0].token, "B");
    settle(&claims[0], HF_DEAD, 0);
    assert_int_equal(claimed(HF_CLAIM_OUTBOX, 300, claims), 1);
    assert_str(claims[0].token, "A");
    assert_int_equal(claims[0].attempts, 1);
    settle(&claims[0], HF_DELIVERED, 0);
    assert_int_equal(claimed(HF_CLAIM_OUTBOX, 300, claims), 1);
    assert_str(claims[0].token, "C");
    assert_int_equal(asked(HF_ASK_attempts_of_file, (struct hf_ask){.id = id_of(5)}), 3);
    assert_int_equal(answers[1].delivery.attempt, 2);
    assert_int_equal(answers[1].delivery.status, 202);
    assert_str(answers[1].delivery.said, "\xff ok");
    assert_int_equal(asked(HF_ASK_outbox_of_file, (struct hf_ask){.id = id_of(5)}), 3);
    assert_int_equal(answers[0].delivery.state, HF_DELIVERED);
    assert_str(answers[0].delivery.class_name, "received");
    assert_int_equal(answers[1].delivery.state, HF_DEAD);
    assert_int_equal(answers[2].delivery.state, HF_WAITING);
    assert_int_equal(answers[2].delivery.attempt, 0);
    asked(HF_ASK_counts, (struct hf_ask){0});
    assert_int_equal(answers[0].figures[0], 3);
    assert_int_equal(answers[0].figures[1], 1);
    assert_int_equal(answers[0].figures[2], 1);
}

static void a_notice_on_hold_holds_those_behind_it(void **state)
{
    (void)state;
    struct one one;
    struct hf_outbox_row outbox[3];
    struct hf_token_row tokens[3];
    struct hf_claim claims[8];
    make_outbox(&one, outbox, tokens);
    assert_int_equal(claimed(HF_CLAIM_OUTBOX, 100, claims), 2);
    settle(&claims[0], HF_ON_HOLD, 0);
    settle(&claims[1], HF_DELIVERED, 0);
    assert_int_equal(claimed(HF_CLAIM_OUTBOX, 9000, claims), 0);
}

static void set_deadline(uint32_t old_seq, int64_t due_ms)
{
    struct one one;
    const struct hf_deadline_row deadline = {.file = id_of(5), .due_ms = due_ms};
    make_one(&one, 5, old_seq, 1, 0);
    one.batch.deadlines = &deadline;
    one.batch.deadline_count = 1;
    committed(&one.batch);
}

static void what_is_due_is_claimed_leased_and_rewritten(void **state)
{
    (void)state;
    struct hf_claim claims[8];
    set_deadline(0, 100);
    assert_int_equal(claimed(HF_CLAIM_DEADLINES, 99, claims), 0);
    assert_int_equal(claimed(HF_CLAIM_DEADLINES, 100, claims), 1);
    assert_int_equal(claims[0].deadline.due_ms, 100);
    assert_int_equal(claimed(HF_CLAIM_DEADLINES, 149, claims), 0);
    assert_int_equal(claimed(HF_CLAIM_DEADLINES, 150, claims), 1);
    set_deadline(1, 120);
    assert_int_equal(claimed(HF_CLAIM_DEADLINES, 151, claims), 1);
    assert_int_equal(claims[0].deadline.due_ms, 120);
    set_deadline(2, -1);
    assert_int_equal(claimed(HF_CLAIM_DEADLINES, 100000, claims), 0);
}

static void keep_checkpoint(int64_t size, const char *word)
{
    struct hf_keep keep = {.kind = HF_KEEP_CHECKPOINT};
    keep.checkpoint = (struct hf_checkpoint_row){.size = size,
                                                 .at_ms = 5,
                                                 .root = digest_of(3),
                                                 .frontier = {(const char *)&keep.checkpoint.root, 32},
                                                 .note = HF_STR("note\n")};
    enum hf_rc rc = port.keep(port.self, &keep, 1, &err);
    if (word == NULL)
        assert_ok(rc, &err);
    else
        assert_str(hf_err_code(&err), word);
    assert_int_equal(rc == HF_OK, word == NULL);
}

static void a_checkpoint_must_be_larger_than_the_last(void **state)
{
    (void)state;
    assert_int_equal(asked(HF_ASK_last_checkpoint, (struct hf_ask){0}), 0);
    keep_checkpoint(3, NULL);
    keep_checkpoint(5, NULL);
    keep_checkpoint(5, "stale");
    keep_checkpoint(4, "stale");
    assert_int_equal(asked(HF_ASK_last_checkpoint, (struct hf_ask){0}), 1);
    assert_int_equal(answers[0].checkpoint.size, 5);
    assert_int_equal(asked(HF_ASK_checkpoints, (struct hf_ask){0}), 2);
    assert_int_equal(answers[0].checkpoint.size, 3);
}

static void documents_come_back_in_order(void **state)
{
    (void)state;
    struct hf_keep keeps[2] = {{.kind = HF_KEEP_CHUNK}, {.kind = HF_KEEP_CHUNK}};
    keeps[0].chunk = (struct hf_chunk_row){.document = id_of(8), .index = 1, .sealed = HF_STR("two")};
    keeps[1].chunk = (struct hf_chunk_row){.document = id_of(8), .index = 0, .sealed = HF_STR("o\0e")};
    assert_ok(port.keep(port.self, keeps, 2, &err), &err);
    assert_ok(port.keep(port.self, keeps, 2, &err), &err); /* a retry after a lost answer */
    assert_int_equal(asked(HF_ASK_chunks, (struct hf_ask){.id = id_of(8)}), 2);
    assert_memory_equal(answers[0].chunk.sealed.at, "o\0e", 3);
    assert_str(answers[1].chunk.sealed, "two");
}

static void forgetting_takes_one_subjects_rows(void **state)
{
    (void)state;
    struct one one;
    struct hf_disclosure_row rows[2] = {
        {.file = id_of(5), .subject = id_of(50), .seq = 1, .place = 0, .slot = 7, .sealed = HF_STR("x")},
        {.file = id_of(5), .subject = id_of(51), .seq = 1, .place = 1, .slot = 8, .sealed = HF_STR("y")}};
    struct hf_keep keep = {.kind = HF_FORGET,
                           .forget = {.file = id_of(5), .subject = id_of(50), .slot = 7, .number = 1}};
    make_one(&one, 5, 0, 1, 0);
    one.batch.disclosures = rows;
    one.batch.disclosure_count = 2;
    committed(&one.batch);
    assert_int_equal(asked(HF_ASK_disclosures_of_file, (struct hf_ask){.id = id_of(5)}), 2);
    assert_int_equal(answers[0].disclosure.slot, 7);
    assert_ok(port.keep(port.self, &keep, 1, &err), &err);
    assert_int_equal(asked(HF_ASK_disclosures_of_file, (struct hf_ask){.id = id_of(5)}), 1);
    assert_int_equal(answers[0].disclosure.slot, 8);
}

static enum hf_rc refuse_row(void *context, const struct hf_answer_row *row, struct hf_err *failure)
{
    (void)row;
    *(int *)context += 1;
    return hf_fail(failure, HF_WORD_overflow, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static void a_reader_that_refuses_ends_the_answer(void **state)
{
    (void)state;
    int rows = 0;
    const struct hf_ask ask = {.id = id_of(5), .from = 1, .to = 9};
    act(5, 0, 3);
    assert_int_equal(port.ask(port.self, HF_ASK_events_of_file, &ask, refuse_row, &rows, &err), HF_REFUSED);
    assert_int_equal(rows, 1);
    assert_int_equal(loaded(5, 0).count, 3);
}

static void logs_of_one_database_do_not_meet(void **state)
{
    (void)state;
    struct hf_pg_ledger *none;
    struct hf_id log_id;
    act(5, 0, 3);
    close_log(NULL);
    fresh_log(NULL);
    assert_int_equal(loaded(5, 0).kind, 0);
    assert_refused(
        hf_pg_ledger_open(store.conninfo[APP], HF_STR("nowhere.example/log"), NULL, &none, &log_id, &err),
        &err, pg_no_log);
}

/* A connection's own process may outlive its killed server by a moment. */
static void wait_until_away(void)
{
    const struct hf_seen_ask ask = {.actor = id_of(1), .command = id_of(9)};
    const struct timespec moment = {.tv_nsec = 10 * 1000 * 1000};
    struct hf_seen_row seen;
    for (int tries = 0; tries < 500; tries++) {
        if (port.seen(port.self, &ask, 1, &seen, NULL, NULL, &err) == HF_UNAVAILABLE)
            return;
        nanosleep(&moment, NULL);
    }
    fail_msg("the connection outlives its server");
}

static void a_server_that_dies_is_unavailable_and_loses_nothing(void **state)
{
    (void)state;
    struct hf_postmaster server;
    struct one one;
    int64_t position;
    act(5, 0, 1);
    assert_true(hf_postmaster_read(store.cluster.data, &server));
    assert_int_equal(kill(server.pid, SIGKILL), 0);
    assert_true(hf_postmaster_gone(store.cluster.data, server.pid, 5000));
    wait_until_away();
    make_one(&one, 5, 1, 1, 9);
    assert_int_equal(port.commit(port.self, &one.batch, &position, &err), HF_UNAVAILABLE);
    assert_ok(hf_cluster_revive(&store.cluster, &err), &err);
    assert_int_equal(committed(&one.batch), 1);
    assert_int_equal(loaded(5, 0).count, 2);
}

#define LEDGER_TEST(test) cmocka_unit_test_setup_teardown(test, fresh_log, close_log)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        LEDGER_TEST(what_is_committed_comes_back_byte_for_byte),
        LEDGER_TEST(several_files_come_in_the_order_asked),
        LEDGER_TEST(a_file_that_moved_meanwhile_makes_the_batch_stale),
        LEDGER_TEST(one_stale_file_undoes_the_whole_batch),
        LEDGER_TEST(a_name_is_given_once_per_kind),
        LEDGER_TEST(a_command_is_done_once_and_remembered),
        LEDGER_TEST(positions_have_no_gap_whoever_writes),
        LEDGER_TEST(a_snapshot_shortens_a_load_and_never_goes_back),
        LEDGER_TEST(tokens_and_threads_lead_back_to_their_file),
        LEDGER_TEST(notices_go_in_order_to_each_recipient),
        LEDGER_TEST(a_notice_on_hold_holds_those_behind_it),
        LEDGER_TEST(what_is_due_is_claimed_leased_and_rewritten),
        LEDGER_TEST(a_checkpoint_must_be_larger_than_the_last),
        LEDGER_TEST(documents_come_back_in_order),
        LEDGER_TEST(forgetting_takes_one_subjects_rows),
        LEDGER_TEST(a_reader_that_refuses_ends_the_answer),
        LEDGER_TEST(logs_of_one_database_do_not_meet),
        LEDGER_TEST(a_server_that_dies_is_unavailable_and_loses_nothing),
    };
    return cmocka_run_group_tests(tests, store_open, store_close);
}
