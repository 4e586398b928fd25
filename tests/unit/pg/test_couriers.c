/* SPDX-License-Identifier: Apache-2.0 */
/* Those who deliver: their own role, several at once, and more waiting than is taken up at a time. */
#include "pg/ledger.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "store.h"

enum { BATCHES = 1203, TAKEN_UP = 1000, AT_ONCE = 7, IDLE_MAX = 10000, ROOM = 4 << 20 };

static struct hf_err err;
static struct hf_pg_ledger *app, *courier[2];
static char origin[32];

static struct hf_id id_of(uint32_t kind, uint32_t n)
{
    struct hf_id id = {{0}};
    memcpy(id.byte, &kind, sizeof kind);
    memcpy(id.byte + 4, &n, sizeof n);
    return id;
}

enum { FILES = 1, RECIPIENTS, TOKENS };

static struct hf_lane_room lanes[BATCHES]; /* those of all recipients */

static int fresh_log(void **state)
{
    static uint32_t count;
    struct hf_id log_id;
    const struct hf_id fresh = id_of(9, ++count);
    (void)state;
    for (uint32_t n = 0; n < BATCHES; n++)
        lanes[n] = (struct hf_lane_room){id_of(RECIPIENTS, n), HF_LANE_OWN, 2};
    snprintf(origin, sizeof origin, "courier.example/log%u", count);
    assert_ok(hf_pg_ledger_open(store.conninfo[APP], hf_str_of(origin), &fresh, &app, &log_id, &err), &err);
    for (int i = 0; i < 2; i++)
        assert_ok(
            hf_pg_ledger_open(store.conninfo[DELIVER], hf_str_of(origin), NULL, &courier[i], &log_id, &err),
            &err);
    return 0;
}

static int close_log(void **state)
{
    (void)state;
    hf_pg_ledger_close(app);
    hf_pg_ledger_close(courier[0]);
    hf_pg_ledger_close(courier[1]);
    return 0;
}

/* The n-th batch: one event of this file, and a notice of it to this recipient. */
static enum hf_rc commit_notice(struct hf_pg_ledger *ledger, uint32_t n, uint32_t file, uint32_t old_seq,
                                uint32_t recipient, struct hf_err *why)
{
    struct hf_ledger port = hf_pg_ledger_port(ledger);
    const struct hf_id file_id = id_of(FILES, file);
    const struct hf_move_row move = {.file = file_id,
                                     .kind = HF_FILE_CASE,
                                     .old_seq = old_seq,
                                     .new_seq = old_seq + 1,
                                     .at_ms = 1000 + old_seq};
    const struct hf_leaf_row event = {
        .event = {
            .file = file_id, .seq = old_seq + 1, .header = HF_STR("{\"v\":1}"), .payload = HF_STR("{}")}};
    const struct hf_token_row token = {.id = id_of(TOKENS, n), .bytes = HF_STR("a.b.c")};
    const struct hf_outbox_row notice = {.recipient = id_of(RECIPIENTS, recipient),
                                         .file = file_id,
                                         .seq = old_seq + 1,
                                         .token = token.id,
                                         .next_ms = 100};
    const struct hf_batch batch = {.moves = &move,
                                   .move_count = 1,
                                   .events = &event,
                                   .event_count = 1,
                                   .tokens = &token,
                                   .token_count = 1,
                                   .outbox = &notice,
                                   .outbox_count = 1};
    int64_t position;
    return port.commit(port.self, &batch, &position, why);
}

static void commit_many(void)
{
    for (uint32_t n = 0; n < BATCHES; n++)
        assert_ok(commit_notice(app, n, n, 0, n, &err), &err);
}

struct hand {
    struct hf_arena arena;
    struct hf_claim claims[BATCHES];
};

static struct hand *new_hand(void)
{
    struct hand *hand = malloc(sizeof *hand);
    void *block = malloc(ROOM);
    assert_true(hand != NULL && block != NULL);
    hf_arena_init(&hand->arena, block, ROOM);
    return hand;
}

static void free_hand(struct hand *hand)
{
    free(hand->arena.at);
    free(hand);
}

static enum hf_rc claim(struct hf_pg_ledger *ledger, size_t limit, struct hand *hand, size_t *count,
                        struct hf_err *why)
{
    struct hf_ledger port = hf_pg_ledger_port(ledger);
    const struct hf_claim_ask ask = {.kind = HF_CLAIM_OUTBOX,
                                     .now_ms = 100,
                                     .lease_ms = 1000000,
                                     .limit = limit,
                                     .lanes = lanes,
                                     .lane_count = BATCHES};
    hf_arena_reset(&hand->arena, 0);
    return port.claim(port.self, &ask, &hand->arena, hand->claims, count, why);
}

static size_t claimed(struct hf_pg_ledger *ledger, size_t limit, struct hand *hand)
{
    size_t count = 99;
    assert_ok(claim(ledger, limit, hand, &count, &err), &err);
    return count;
}

static uint32_t number_of(const struct hf_claim *claim)
{
    uint32_t n;
    memcpy(&n, claim->outbox.token.byte + 4, sizeof n);
    return n;
}

/* ---- many ---- */

static void more_batches_than_are_taken_up_at_once_come_in_their_turn(void **state)
{
    (void)state;
    struct hand *hand = new_hand();
    commit_many();
    assert_ok(commit_notice(app, BATCHES, 0, 1, 0, &err), &err); /* behind the first, in file and address */
    assert_int_equal(claimed(courier[0], BATCHES, hand), TAKEN_UP);
    for (size_t i = 0; i < TAKEN_UP; i++)
        assert_true(number_of(&hand->claims[i]) < TAKEN_UP);
    assert_int_equal(claimed(courier[0], BATCHES, hand), BATCHES - TAKEN_UP);
    for (size_t i = 0; i < BATCHES - TAKEN_UP; i++)
        assert_in_range(number_of(&hand->claims[i]), TAKEN_UP, BATCHES - 1);
    assert_int_equal(claimed(courier[0], BATCHES, hand), 0);
    free_hand(hand);
}

/* ---- at once ---- */

struct run {
    struct hf_pg_ledger *ledger;
    pthread_barrier_t *start;
    atomic_size_t *all; /* that both have had */
    struct hf_err err;
    enum hf_rc rc;
    size_t total, idle;
    unsigned times[BATCHES]; /* how often it had each notice */
};

/* Claims a few at a time until all are had; who finds nothing while the other takes up tries again. */
static void *deliver(void *context)
{
    struct run *run = context;
    struct hand *hand = malloc(sizeof *hand);
    void *block = malloc(ROOM);
    size_t count;
    HF_CHECK(hand != NULL && block != NULL);
    hf_arena_init(&hand->arena, block, ROOM);
    pthread_barrier_wait(run->start);
    while (run->rc == HF_OK && atomic_load(run->all) < BATCHES && run->idle < IDLE_MAX) {
        run->rc = claim(run->ledger, AT_ONCE, hand, &count, &run->err);
        if (run->rc != HF_OK)
            break;
        for (size_t i = 0; i < count; i++)
            run->times[number_of(&hand->claims[i])]++;
        run->total += count;
        atomic_fetch_add(run->all, count);
        if (count == 0) {
            run->idle++;
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        }
    }
    free_hand(hand);
    return NULL;
}

static void two_couriers_at_once_have_each_notice_once(void **state)
{
    (void)state;
    static struct run runs[2];
    atomic_size_t all = 0;
    pthread_barrier_t start;
    pthread_t threads[2];
    memset(runs, 0, sizeof runs);
    commit_many();
    assert_int_equal(pthread_barrier_init(&start, NULL, 2), 0);
    for (int i = 0; i < 2; i++) {
        runs[i].ledger = courier[i];
        runs[i].start = &start;
        runs[i].all = &all;
        assert_int_equal(pthread_create(&threads[i], NULL, deliver, &runs[i]), 0);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
        assert_ok(runs[i].rc, &runs[i].err);
        assert_true(runs[i].total > 0);
    }
    pthread_barrier_destroy(&start);
    for (size_t n = 0; n < BATCHES; n++)
        assert_int_equal(runs[0].times[n] + runs[1].times[n], 1);
}

/* Somebody holds the mark of this log: the other leaves the taking up to him, waits for nothing, loses
 * nothing. */
static void who_finds_another_taking_up_leaves_it_to_him(void **state)
{
    (void)state;
    struct hand *hand = new_hand();
    struct hf_session other = store_session(DELIVER);
    char sql[160];
    assert_ok(commit_notice(app, 0, 0, 0, 0, &err), &err);
    snprintf(sql, sizeof sql,
             "BEGIN; SELECT FROM courier WHERE log = (SELECT log FROM log WHERE origin = '%s') FOR UPDATE",
             origin);
    assert_ok(hf_session_run(&other, sql, &err), &err);
    assert_int_equal(claimed(courier[0], 4, hand), 0);
    assert_ok(hf_session_run(&other, "ROLLBACK", &err), &err);
    assert_int_equal(claimed(courier[0], 4, hand), 1);
    hf_session_close(&other);
    free_hand(hand);
}

/* ---- the role ---- */

static void a_courier_may_take_claim_and_settle_and_nothing_else(void **state)
{
    (void)state;
    struct hand *hand = new_hand();
    struct hf_ledger port = hf_pg_ledger_port(courier[0]);
    struct hf_keep keep = {.kind = HF_KEEP_DELIVERY};
    const struct hf_claim_ask deadlines = {
        .kind = HF_CLAIM_DEADLINES, .now_ms = 100, .lease_ms = 10, .limit = 4};
    struct hf_file_ask ask = {.file = id_of(FILES, 0)};
    struct hf_file_row row;
    size_t one = 1;
    assert_ok(commit_notice(app, 0, 0, 0, 0, &err), &err);
    assert_int_equal(claimed(courier[0], 4, hand), 1);
    assert_str(hand->claims[0].token, "a.b.c");
    keep.delivery = (struct hf_delivery_row){.outbox = hand->claims[0].outbox,
                                             .attempt = 1,
                                             .state = HF_DELIVERED,
                                             .status = 202,
                                             .class_name = HF_STR("received")};
    assert_ok(port.keep(port.self, &keep, 1, &err), &err);
    assert_refused(port.load(port.self, &ask, &one, &hand->arena, &row, &err), &err, pg_not_granted);
    assert_refused(port.claim(port.self, &deadlines, &hand->arena, hand->claims, &one, &err), &err,
                   pg_not_granted);
    assert_refused(commit_notice(courier[0], 1, 1, 0, 1, &err), &err, pg_not_granted);
    assert_int_equal(claimed(courier[1], 4, hand), 0); /* and is fit for use after each refusal */
    free_hand(hand);
}

static void who_does_not_deliver_takes_no_notice(void **state)
{
    (void)state;
    static const enum store_role roles[] = {AUDIT, SIGNER};
    struct hand *hand = new_hand();
    assert_ok(commit_notice(app, 0, 0, 0, 0, &err), &err);
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        struct hf_pg_ledger *ledger;
        struct hf_id log_id;
        size_t count;
        char conninfo[HF_PG_CONNINFO_MAX + 64];
        snprintf(conninfo, sizeof conninfo, "%s options='-c holdfast.reader=test'", store.conninfo[roles[i]]);
        assert_ok(hf_pg_ledger_open(conninfo, hf_str_of(origin), NULL, &ledger, &log_id, &err), &err);
        assert_refused(claim(ledger, 4, hand, &count, &err), &err, pg_not_granted);
        hf_pg_ledger_close(ledger);
    }
    assert_int_equal(claimed(courier[1], 4, hand), 1);
    free_hand(hand);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fresh_log, close_log)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(more_batches_than_are_taken_up_at_once_come_in_their_turn),
        TEST(two_couriers_at_once_have_each_notice_once),
        TEST(who_finds_another_taking_up_leaves_it_to_him),
        TEST(a_courier_may_take_claim_and_settle_and_nothing_else),
        TEST(who_does_not_deliver_takes_no_notice),
    };
    return cmocka_run_group_tests(tests, store_open, store_close);
}
