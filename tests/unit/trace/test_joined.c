/* SPDX-License-Identifier: Apache-2.0 */
/* Currencies that rows say, wherever in the file they say them. */
#include <stdio.h>

#include "bench.h"
#include "trace/currency.h"

#define HEADING "id,date,account,kind,amount,claimant,to,currency,received,to_currency,rate\n"
#define ROW(id, account, kind, claimant, to, unit) \
    id ",2026-01-01," account "," kind ",5," claimant "," to "," unit ",,,\n"

static void what_is_said_further_down_counts_for_the_rows_before(void **state)
{
    (void)state;
    static const struct {
        const char *rows, *where;
        enum hf_word word;
    } cases[] = {
        /* both sides say it only after the transfer */
        {ROW("1", "A", "transfer", "", "B", "") ROW("2", "A", "credit", "V", "", "EUR")
             ROW("3", "B", "credit", "V", "", "USD"),
         "f:2:1", HF_WORD_trace_convert},
        /* nobody says it of B, into which both were paid */
        {ROW("1", "A", "transfer", "", "B", "") ROW("2", "C", "transfer", "", "B", "")
             ROW("3", "A", "credit", "V", "", "EUR") ROW("4", "C", "credit", "V", "", "USD"),
         "f:3:1", HF_WORD_trace_convert},
        {ROW("1", "A", "purchase", "", "boat", "") ROW("2", "B", "purchase", "", "boat", "")
             ROW("3", "A", "credit", "V", "", "EUR") ROW("4", "B", "credit", "V", "", "USD"),
         "f:3:1", HF_WORD_trace_asset_currency},
        {ROW("1", "A", "purchase", "", "boat", "") ROW("2", "boat", "sale", "", "B", "")
             ROW("3", "A", "credit", "V", "", "EUR") ROW("4", "B", "credit", "V", "", "USD"),
         "f:3:1", HF_WORD_trace_asset_currency},
        /* a rate can only be judged when both are known */
        {"1,2026-01-01,A,conversion,100,,B,,300,,2\n" ROW("2", "A", "credit", "V", "", "EUR")
             ROW("3", "B", "credit", "V", "", "USD"),
         "f:2:1", HF_WORD_trace_rate_fit},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_buf text = hf_buf_in(&bench, 512);
        hf_buf_put(&text, HF_STR(HEADING));
        hf_buf_put(&text, hf_str_of(cases[i].rows));
        bench_refused(hf_buf_str(&text), "fifo", "", cases[i].word, cases[i].where);
        bench_clear(NULL);
    }
}

static void whoever_says_none_has_that_of_those_it_is_joined_with(void **state)
{
    (void)state;
    struct hf_trace_ledger ledger;
    bench_ledger(
        HF_STR(HEADING ROW("1", "A", "transfer", "", "B", "") ROW("2", "B", "purchase", "", "boat", "")
                   ROW("3", "boat", "sale", "", "C", "") ROW("4", "C", "credit", "V", "", "EUR")
                       ROW("5", "J", "credit", "V", "", "JPY") ROW("6", "Q", "credit", "V", "", "")),
        &ledger);
    for (uint32_t i = 0; i < ledger.accounts.count; i++) {
        struct hf_str name = hf_trace_roll_name(&ledger.accounts, i);
        assert_str(hf_trace_unit_name(&ledger, hf_trace_unit_of(&ledger, HF_TRACE_OF_ACCOUNT, i)),
                   name.at[0] == 'J'   ? "JPY"
                   : name.at[0] == 'Q' ? ""
                                       : "EUR");
    }
    assert_str(hf_trace_unit_name(&ledger, hf_trace_unit_of(&ledger, HF_TRACE_OF_ASSET, 0)), "EUR");
}

/* Whatever the order of the rows of one day, two currencies that meet are refused, and one is not. */
static void the_order_of_rows_does_not_matter(void **state)
{
    (void)state;
    enum { ROWS = 7 };
    static const char *const meet[ROWS] = {
        "A,transfer,5,,B,,,,\n",  "B,transfer,5,,C,,,,\n", "A,credit,5,V,,EUR,,,\n", "C,credit,5,V,,USD,,,\n",
        "D,credit,5,V,,USD,,,\n", "D,transfer,5,,E,,,,\n", "A,debit,5,,shop,,,,\n"};
    struct bench_dice dice = {77};
    for (int round = 0; round < 300; round++) {
        struct hf_buf text = hf_buf_in(&bench, 512);
        unsigned order[ROWS], left_out = round % 3 == 0 ? 1 : ROWS; /* without row 1 they do not meet */
        for (unsigned i = 0; i < ROWS; i++) {
            unsigned at = bench_below(&dice, i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        hf_buf_put(&text, HF_STR(HEADING));
        for (unsigned i = 0; i < ROWS; i++) {
            char head[32];
            snprintf(head, sizeof head, "%u,2026-01-01,", i);
            if (order[i] == left_out)
                continue;
            hf_buf_put(&text, hf_str_of(head));
            hf_buf_put(&text, hf_str_of(meet[order[i]]));
        }
        if (left_out == 1)
            (void)bench_trace(hf_buf_str(&text), "fifo", "");
        else
            bench_refused(hf_buf_str(&text), "fifo", "", HF_WORD_trace_convert, "");
        bench_clear(NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_is_said_further_down_counts_for_the_rows_before, bench_clear),
        cmocka_unit_test_setup(whoever_says_none_has_that_of_those_it_is_joined_with, bench_clear),
        cmocka_unit_test_setup(the_order_of_rows_does_not_matter, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
