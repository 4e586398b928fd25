/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "bench.h"
#include "plain.h"
#include "trace/lots.h"

#define ROW(id, rest) id ",2026-01-01," rest "\n"

static struct hf_str traced(struct hf_str text, const char *method, const struct hf_trace_choice *choice)
{
    struct hf_trace_ask ask = {.file = HF_STR("f"), .method = hf_str_of(method), .choice = *choice};
    struct hf_buf out = hf_buf_in(&bench, 4096);
    struct hf_arena rest;
    struct hf_err err;
    hf_arena_init(&rest, bench.at + bench.size / 2, bench.size / 2);
    if (hf_trace_funds(text, &ask, &rest, &out, &err) != HF_OK)
        fail_msg("%s at %s\n%.*s", hf_err_code(&err).at, err.where, HF_STR_ARG(text));
    return hf_buf_str(&out);
}

static void plainly(const struct plain_case *what, const char *method, const struct hf_trace_choice *choice,
                    struct hf_buf *out)
{
    if (strcmp(method, "pari_passu") == 0)
        plain_pari_passu(what, choice, out);
    else if (strcmp(method, "direct_match") == 0)
        plain_direct_match(what, choice, out);
    else
        plain_trace(what, method, choice, out);
}

static void compare(const struct plain_case *what, const char *method, const struct hf_trace_choice *choice)
{
    struct hf_buf want = hf_buf_in(&bench, 4096);
    plainly(what, method, choice, &want);
    struct hf_str text = plain_json(what), got = traced(text, method, choice);
    if (hf_str_eq(got, hf_buf_str(&want)))
        return;
    fprintf(stderr, "%s order %d unknown own %d opening %d\n%.*s\ngot  %.*s\nwant %.*s\n", method,
            (int)choice->ordering, choice->unknown_own, choice->unknown_opening, HF_STR_ARG(text),
            HF_STR_ARG(got), HF_STR_ARG(hf_buf_str(&want)));
    fail();
}

/* `rounds` cases by chance, each by the method and a choice by chance. */
static void agree(const char *method, int rounds, uint64_t seed)
{
    struct bench_dice dice = {seed};
    static struct plain_case what;
    for (int round = 0; round < rounds; round++) {
        bool wide = round % 3 != 0, coins = round % 5 == 0;
        bench_clear(NULL);
        plain_generate(&dice, wide, coins, &what);
        struct hf_trace_choice choice = {.unknown_own = bench_below(&dice, 4) == 0,
                                         .unknown_opening = bench_below(&dice, 4) == 0};
        if (!coins)
            choice.ordering = (enum hf_trace_ordering)bench_below(&dice, HF_TRACE_ORDERINGS);
        choice.days = (int32_t)bench_below(&dice, 4);
        compare(&what, method, &choice);
    }
}

enum { CASES = 10000 };

#define AGREES(method)                                                             \
    static void method##_agrees_with_a_slow_and_plain_implementation(void **state) \
    {                                                                              \
        (void)state;                                                               \
        agree(#method, CASES, 20261123);                                           \
    }
AGREES(fifo)
AGREES(lifo)
AGREES(own_first)
AGREES(claim_first)
AGREES(rolling_pro_rata)
AGREES(poison)
AGREES(pari_passu)
AGREES(direct_match)

/* So many lots in an account that they become ropes. */
static void long_rows_of_lots_agree_too(void **state)
{
    (void)state;
    struct bench_dice dice = {99};
    static struct plain_case what;
    for (int round = 0; round < 200; round++) {
        struct hf_trace_choice choice = {.ordering = HF_TRACE_LEDGER};
        bench_clear(NULL);
        plain_generate_many(&dice, &what);
        compare(&what, "fifo", &choice);
        compare(&what, "lifo", &choice);
    }
}

enum { CLAIMANTS = 16 };

/* What is in accounts and sinks of each claimant. */
static void count_all(struct hf_trace_run *run, int64_t held[CLAIMANTS])
{
    const struct hf_trace_ledger *ledger = run->ledger;
    struct hf_trace_parts parts;
    struct hf_err err;
    for (uint32_t place = 0; place < ledger->accounts.count; place++) {
        int64_t sum = 0;
        assert_int_equal(hf_trace_look(run, place, &parts, &err), HF_OK);
        for (uint32_t i = 0; i < parts.count; i++) {
            assert_true(parts.amount[i] > 0);
            held[parts.claimant[i]] += parts.amount[i];
            sum += parts.amount[i];
        }
        assert_true(sum == hf_trace_balance(run, place));
    }
    for (size_t i = 0; i < run->sinks.size; i++)
        if (run->sinks.cell[i].sink != HF_TRACE_CELL_FREE)
            held[run->sinks.cell[i].claimant] += run->sinks.cell[i].amount;
}

/* What came in with the row; OWN also comes in where a transfer was lent. */
static void count_entered(const struct hf_trace_run *run, int64_t entered[CLAIMANTS])
{
    const struct hf_trace_ledger *ledger = run->ledger;
    struct hf_trace_event event = hf_trace_event_at(ledger, run->row);
    int64_t sum = 0;
    if (event.kind == HF_TRACE_CREDIT) {
        entered[ledger->claimant_rank[event.other]] += event.amount;
        return;
    }
    for (uint32_t i = 0; i < run->part.count; i++) {
        sum += run->part.amount[i];
        if (run->part.claimant[i] == ledger->overdraft)
            entered[event.kind == HF_TRACE_TRANSFER ? ledger->own : ledger->overdraft] += run->part.amount[i];
    }
    assert_true(sum == event.amount);
}

static void every_unit_of_every_claim_is_somewhere_after_every_row(void **state)
{
    (void)state;
    struct bench_dice dice = {4711};
    for (int round = 0; round < 10000; round++) {
        struct hf_trace_ledger ledger;
        struct hf_trace_run run;
        struct hf_err err;
        bench_clear(NULL);
        bench_ledger(bench_generate(&dice, 3 + bench_below(&dice, 40), UINT64_C(1) << bench_below(&dice, 54)),
                     &ledger);
        struct hf_trace_choice choice = {
            .method = hf_trace_method_find(hf_str_of(bench_methods[(size_t)round % BENCH_METHODS]))};
        int64_t entered[CLAIMANTS] = {0};
        assert_int_equal(hf_trace_begin(&run, &ledger, &choice, &ledger.room->scratch, &err), HF_OK);
        for (run.watch = HF_TRACE_WATCH;;) {
            assert_int_equal(hf_trace_next(&run, &err), HF_OK);
            if (run.done)
                break;
            int64_t held[CLAIMANTS] = {0};
            count_entered(&run, entered);
            count_all(&run, held);
            for (uint32_t i = 0; i < ledger.claimants.count; i++)
                assert_true(held[i] == entered[i]);
        }
    }
}

static void later_own_money_does_not_refill_a_claim(void **state)
{
    (void)state;
    struct hf_str text = HF_STR(BENCH_HEADING ROW("1", "W,credit,455,T,") ROW("2", "W,debit,430,,d")
                                    ROW("3", "W,credit,333,OWN,"));
    assert_str(bench_trace(text, "own_first", ""),
               "{\"accounts\":{\"W\":{\"balance\":358,\"composition\":{\"OWN\":333,\"T\":25}}},"
               "\"debits\":[{\"amount\":430,\"composition\":{\"T\":430},\"id\":\"2\"}],"
               "\"sinks\":{\"d\":{\"T\":430}}}");
}

static void an_overdraft_is_repaid_before_anything_else(void **state)
{
    (void)state;
    struct hf_str text = HF_STR(BENCH_HEADING ROW("1", "A,debit,10,,shop") ROW("2", "A,credit,4,V,")
                                    ROW("3", "A,credit,9,V,"));
    assert_str(bench_trace(text, "fifo", ""),
               "{\"accounts\":{\"A\":{\"balance\":3,\"composition\":{\"V\":3}}},"
               "\"debits\":[{\"amount\":10,\"composition\":{\"OVERDRAFT\":10},\"id\":\"1\"}],"
               "\"sinks\":{\"overdraft:A\":{\"V\":10},\"shop\":{\"OVERDRAFT\":10}}}");
}

static void a_transfer_keeps_the_order_of_its_lots(void **state)
{
    (void)state;
    struct hf_str text = HF_STR(BENCH_HEADING ROW("1", "A,credit,5,V,") ROW("2", "A,credit,5,X,")
                                    ROW("3", "A,transfer,8,,B") ROW("4", "B,debit,5,,s"));
    static const char *const spent[] = {"{\"V\":5}", "{\"V\":3,\"X\":2}"};
    for (size_t i = 0; i < 2; i++) {
        char want[64];
        snprintf(want, sizeof want, "\"sinks\":{\"s\":%s}}", spent[i]);
        assert_true(hf_str_ends(bench_trace(text, bench_methods[i], ""), hf_str_of(want)));
    }
}

static void what_cannot_be_counted_is_refused_with_its_row(void **state)
{
    (void)state;
#define MOST "9223372036854775807"
    static const char *const ledgers[] = {
        BENCH_HEADING ROW("1", "A,credit," MOST ",V,") ROW("2", "A,credit,1,V,"),
        BENCH_HEADING ROW("1", "A,debit," MOST ",,s") ROW("2", "A,debit,1,,t"),
        BENCH_HEADING ROW("1", "A,debit," MOST ",,s") ROW("2", "B,debit,1,,s"),
        BENCH_HEADING ROW("1", "A,credit," MOST ",V,") ROW("2", "B,transfer,1,,A"),
    };
    static const char *const where[] = {"f:3:1", "f:3:1", "f:3:1", "f:3:1"};
    for (size_t i = 0; i < sizeof ledgers / sizeof ledgers[0]; i++)
        for (size_t method = 0; method < BENCH_METHODS; method++)
            bench_refused(hf_str_of(ledgers[i]), bench_methods[method], "", HF_WORD_trace_overflow, where[i]);
}

static void the_most_that_can_be_counted_is_traced_exactly(void **state)
{
    (void)state;
    struct hf_str text = HF_STR(BENCH_HEADING ROW("1", "A,credit,4611686018427387904,V,") ROW(
        "2", "A,credit,4611686018427387903,OWN,") ROW("3", "A,debit,4611686018427387904,,s"));
    assert_true(hf_str_ends(bench_trace(text, "rolling_pro_rata", ""),
                            HF_STR("{\"OWN\":\"2305843009213693952\",\"V\":\"2305843009213693952\"}}}")));
}

static void run_through(const struct hf_trace_ledger *ledger, const char *method, struct hf_trace_run *run)
{
    struct hf_trace_choice choice = {.method = hf_trace_method_find(hf_str_of(method))};
    struct hf_err err;
    assert_int_equal(hf_trace_begin(run, ledger, &choice, &ledger->room->scratch, &err), HF_OK);
    assert_int_equal(hf_trace_step(run, UINT32_MAX, &err), HF_OK);
    assert_true(run->done);
}

static void one_reading_serves_every_method(void **state)
{
    (void)state;
    struct hf_trace_ledger ledger;
    struct hf_trace_run first, again, other;
    struct bench_dice dice = {5};
    bench_ledger(bench_generate(&dice, 200, 1000), &ledger);
    run_through(&ledger, "fifo", &first);
    run_through(&ledger, "own_first", &other);
    run_through(&ledger, "fifo", &again);
    for (uint32_t i = 0; i < ledger.accounts.count; i++) {
        assert_true(first.place[i].sum == again.place[i].sum);
        assert_true(first.place[i].sum == other.place[i].sum);
    }
}

/* ---- fifo backwards ---- */

enum { ENDS = 5, STEPS = 40 };
static const char *const ends[ENDS] = {"A", "B", "C", "s", "t"}; /* the last two only take */
static const char *const whose[] = {"OWN", "P", "Q", "R"};

struct step {
    int from, to, amount, claimant; /* from -1: a credit */
};

static int make_steps(struct bench_dice *dice, struct step *step)
{
    int balance[ENDS] = {0}, steps = 2 + (int)bench_below(dice, STEPS - 2);
    for (int i = 0; i < steps; i++) {
        int from = (int)bench_below(dice, 5) - 2, to = (int)bench_below(dice, ENDS);
        step[i] = (struct step){-1, to % 3, 1 + (int)bench_below(dice, 50), (int)bench_below(dice, 4)};
        if (from >= 0 && balance[from] > 0) {
            step[i] = (struct step){from, to, 1 + (int)bench_below(dice, (uint32_t)balance[from]), 0};
            balance[from] -= step[i].amount;
        }
        balance[step[i].to] += step[i].amount;
    }
    return steps;
}

static void put_line(struct hf_buf *text, int *id, const char *account, const char *kind, long long amount,
                     struct hf_str claimant, const char *to)
{
    char line[160];
    snprintf(line, sizeof line, "%d,2026-01-01,%s,%s,%lld,%.*s,%s\n", (*id)++, account, kind, amount,
             HF_STR_ARG(claimant), to);
    hf_buf_put(text, hf_str_of(line));
}

static struct hf_str steps_forward(const struct step *step, int steps)
{
    struct hf_buf text = hf_buf_in(&bench, 4096);
    int id = 1;
    hf_buf_put(&text, HF_STR(BENCH_HEADING));
    for (int i = 0; i < steps; i++)
        if (step[i].from < 0)
            put_line(&text, &id, ends[step[i].to], "credit", step[i].amount,
                     hf_str_of(whose[step[i].claimant]), "");
        else
            put_line(&text, &id, ends[step[i].from], "transfer", step[i].amount, HF_STR_NONE,
                     ends[step[i].to]);
    return hf_buf_str(&text);
}

/* What lies there at the end, the newest first. */
static void put_end(struct hf_buf *text, int *id, struct hf_trace_run *run, const char *name)
{
    struct hf_trace_lot_walk walk;
    uint32_t claimant[4 * STEPS], account = hf_trace_roll_find(&run->ledger->accounts, hf_str_of(name));
    int64_t amount[4 * STEPS];
    int lots = 0;
    if (account == HF_TRACE_NOBODY)
        return;
    assert_int_equal(hf_trace_lots_each(run, account, &walk), HF_OK);
    while (hf_trace_lots_next(&walk, &claimant[lots], &amount[lots]))
        lots++;
    while (lots-- > 0)
        put_line(text, id, name, "credit", amount[lots], hf_trace_claimant(run->ledger, claimant[lots]), "");
}

static void fifo_run_backwards_restores_the_start(void **state)
{
    (void)state;
    struct bench_dice dice = {1816};
    for (int round = 0; round < 10000; round++) {
        struct step step[STEPS];
        struct hf_trace_ledger ledger;
        struct hf_trace_run run;
        int id = 1;
        bench_clear(NULL);
        int steps = make_steps(&dice, step);
        struct hf_str forward = steps_forward(step, steps);
        bench_ledger(forward, &ledger);
        run_through(&ledger, "fifo", &run);
        /* Seen from behind, the last that came is the first that goes. */
        static char kept[16384];
        struct hf_buf back = HF_BUF(kept);
        hf_buf_put(&back, HF_STR(BENCH_HEADING));
        for (int i = 0; i < ENDS; i++)
            put_end(&back, &id, &run, ends[i]);
        for (int i = steps; i-- > 0;)
            if (step[i].from < 0)
                put_line(&back, &id, ends[step[i].to], "debit", step[i].amount, HF_STR_NONE,
                         whose[step[i].claimant]);
            else
                put_line(&back, &id, ends[step[i].to], "transfer", step[i].amount, HF_STR_NONE,
                         ends[step[i].from]);
        assert_false(back.full);
        bench_clear(NULL);
        bench_ledger(hf_buf_str(&back), &ledger);
        run_through(&ledger, "fifo", &run);
        for (uint32_t i = 0; i < ledger.accounts.count; i++)
            assert_true(run.place[i].sum == 0);
        for (size_t i = 0; i < run.sinks.size; i++) /* each credit went back to whose it was */
            if (run.sinks.cell[i].sink != HF_TRACE_CELL_FREE)
                assert_true(hf_str_eq(hf_trace_roll_name(&ledger.sinks, run.sinks.cell[i].sink),
                                      hf_trace_claimant(&ledger, run.sinks.cell[i].claimant)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(fifo_agrees_with_a_slow_and_plain_implementation, bench_clear),
        cmocka_unit_test_setup(lifo_agrees_with_a_slow_and_plain_implementation, bench_clear),
        cmocka_unit_test_setup(own_first_agrees_with_a_slow_and_plain_implementation, bench_clear),
        cmocka_unit_test_setup(claim_first_agrees_with_a_slow_and_plain_implementation, bench_clear),
        cmocka_unit_test_setup(rolling_pro_rata_agrees_with_a_slow_and_plain_implementation, bench_clear),
        cmocka_unit_test_setup(poison_agrees_with_a_slow_and_plain_implementation, bench_clear),
        cmocka_unit_test_setup(pari_passu_agrees_with_a_slow_and_plain_implementation, bench_clear),
        cmocka_unit_test_setup(direct_match_agrees_with_a_slow_and_plain_implementation, bench_clear),
        cmocka_unit_test_setup(long_rows_of_lots_agree_too, bench_clear),
        cmocka_unit_test_setup(fifo_run_backwards_restores_the_start, bench_clear),
        cmocka_unit_test_setup(every_unit_of_every_claim_is_somewhere_after_every_row, bench_clear),
        cmocka_unit_test_setup(later_own_money_does_not_refill_a_claim, bench_clear),
        cmocka_unit_test_setup(an_overdraft_is_repaid_before_anything_else, bench_clear),
        cmocka_unit_test_setup(a_transfer_keeps_the_order_of_its_lots, bench_clear),
        cmocka_unit_test_setup(what_cannot_be_counted_is_refused_with_its_row, bench_clear),
        cmocka_unit_test_setup(the_most_that_can_be_counted_is_traced_exactly, bench_clear),
        cmocka_unit_test_setup(one_reading_serves_every_method, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
