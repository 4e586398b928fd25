/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "bench.h"
#include "plain.h"

#define ROW(id, rest) id ",2026-01-01," rest "\n"

static void a_slow_and_plain_second_implementation_agrees(void **state)
{
    (void)state;
    struct bench_dice dice = {20261123};
    for (int round = 0; round < 3000; round++) {
        bench_clear(NULL);
        struct hf_str text = bench_generate(&dice, 2 + bench_below(&dice, 20), 40);
        for (size_t i = 0; i < BENCH_METHODS; i++) {
            struct hf_buf want = hf_buf_in(&bench, 4096);
            plain_trace(text, bench_methods[i], &want);
            struct hf_str got = bench_trace(text, bench_methods[i], "");
            if (!hf_str_eq(got, hf_buf_str(&want)))
                fail_msg("%s\n%.*sgot  %.*s\nwant %.*s", bench_methods[i], HF_STR_ARG(text), HF_STR_ARG(got),
                         HF_STR_ARG(hf_buf_str(&want)));
        }
    }
}

/* What came in of a claimant, less what is in accounts and sinks; OWN also comes in where a transfer was
 * lent. */
static void nothing_is_lost(const struct hf_trace_result *result)
{
    const struct hf_trace_ledger *ledger = result->ledger;
    int64_t open[8] = {0}, owed = 0, lent = 0, repaid = 0;
    uint32_t left = 0;
    for (uint32_t i = 0; i < ledger->count; i++) {
        const struct hf_trace_entry *entry = &ledger->entry[i];
        if (entry->kind == HF_TRACE_CREDIT) {
            open[entry->other] += entry->amount;
            continue;
        }
        int64_t sum = 0;
        for (const struct hf_trace_lot *lot = result->left[left++]; lot != NULL; lot = lot->next) {
            assert_true(lot->amount > 0);
            sum += lot->amount;
            lent += lot->claimant == ledger->overdraft ? lot->amount : 0;
            if (lot->claimant == ledger->overdraft)
                open[entry->kind == HF_TRACE_TRANSFER ? ledger->own : ledger->overdraft] += lot->amount;
        }
        assert_true(sum == entry->amount);
    }
    for (uint32_t i = 0; i < ledger->accounts.count; i++) {
        int64_t sum = 0;
        for (const struct hf_trace_lot *lot = result->account[i].money.head; lot != NULL; lot = lot->next) {
            open[lot->claimant] -= lot->amount;
            sum += lot->amount;
        }
        assert_true(sum == result->account[i].money.sum);
        owed += result->account[i].owed;
    }
    for (size_t i = 0; i < result->sinks.size; i++) {
        const struct hf_trace_cell *cell = &result->sinks.cell[i];
        open[cell->claimant] -= cell->amount;
        repaid += cell->sink >= ledger->sinks.count ? cell->amount : 0;
    }
    for (uint32_t i = 0; i < ledger->claimants.count; i++)
        assert_true(open[i] == 0);
    assert_true(owed == lent - repaid);
}

static void every_unit_of_every_claim_is_somewhere_after_every_row(void **state)
{
    (void)state;
    struct bench_dice dice = {4711};
    for (int round = 0; round < 2500; round++) {
        struct hf_trace_ledger ledger;
        struct hf_trace_result result;
        struct hf_err err;
        bench_clear(NULL);
        bench_ledger(bench_generate(&dice, 3 + bench_below(&dice, 40), UINT64_C(1) << bench_below(&dice, 54)),
                     &ledger);
        const struct hf_trace_method *method =
            hf_trace_method_find(hf_str_of(bench_methods[(size_t)round % BENCH_METHODS]));
        size_t mark = hf_arena_mark(&bench);
        while (ledger.count > 0) {
            assert_int_equal(hf_trace_run(&ledger, method, &bench, &result, &err), HF_OK);
            nothing_is_lost(&result);
            hf_arena_reset(&bench, mark);
            ledger.count--;
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
    static const char *const where[] = {"f:3:23", "f:3:22", "f:3:22", "f:3:25"};
    for (size_t i = 0; i < sizeof ledgers / sizeof ledgers[0]; i++)
        for (size_t method = 0; method < BENCH_METHODS; method++)
            bench_refused(hf_str_of(ledgers[i]), bench_methods[method], "", HF_WORD_overflow, where[i]);
}

static void the_most_that_can_be_counted_is_traced_exactly(void **state)
{
    (void)state;
    struct hf_str text = HF_STR(BENCH_HEADING ROW("1", "A,credit,4611686018427387904,V,") ROW(
        "2", "A,credit,4611686018427387903,OWN,") ROW("3", "A,debit,4611686018427387904,,s"));
    assert_true(hf_str_ends(bench_trace(text, "rolling_pro_rata", ""),
                            HF_STR("{\"OWN\":2305843009213693952,\"V\":2305843009213693952}}}")));
}

static void one_reading_serves_every_method(void **state)
{
    (void)state;
    struct hf_trace_ledger ledger;
    struct hf_trace_result first, again, other;
    struct hf_err err;
    struct bench_dice dice = {5};
    bench_ledger(bench_generate(&dice, 200, 1000), &ledger);
    const struct hf_trace_method *fifo = hf_trace_method_find(HF_STR("fifo"));
    assert_int_equal(hf_trace_run(&ledger, fifo, &bench, &first, &err), HF_OK);
    assert_int_equal(hf_trace_run(&ledger, hf_trace_method_find(HF_STR("own_first")), &bench, &other, &err),
                     HF_OK);
    assert_int_equal(hf_trace_run(&ledger, fifo, &bench, &again, &err), HF_OK);
    for (uint32_t i = 0; i < ledger.accounts.count; i++) {
        assert_true(first.account[i].money.sum == again.account[i].money.sum);
        assert_true(first.account[i].money.sum == other.account[i].money.sum);
        assert_int_equal(first.account[i].money.lots, again.account[i].money.lots);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_slow_and_plain_second_implementation_agrees, bench_clear),
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
