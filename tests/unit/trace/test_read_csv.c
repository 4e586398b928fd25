/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"

#define GOOD "e1,2026-01-01,A,credit,5,V,\n"

static void each_fault_is_refused_with_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *text, *where;
        enum hf_word word;
    } cases[] = {
        {"id,date,account,kind,amount,claimant,two\n", "f:1:38", HF_WORD_trace_column},
        {"id,date,account,kind,amount,claimant,id\n", "f:1:38", HF_WORD_trace_column_twice},
        {"id,date,account,kind,amount,claimant\n", "f:1:1", HF_WORD_trace_no_column},
        {BENCH_HEADING "\n", "f:2:1", HF_WORD_trace_fields},
        {BENCH_HEADING "e1,2026-01-01,A,credit,5,V,,\n", "f:2:28", HF_WORD_trace_fields},
        {BENCH_HEADING GOOD "e2,2026-01-01,A,credit,5\n", "f:3:1", HF_WORD_trace_fields},
        {BENCH_HEADING "e1,2026-01-01,\"A,credit,5,V,\n", "f:2:15", HF_WORD_trace_quote_open},
        {BENCH_HEADING "e1,2026-01-01,\"A\"x,credit,5,V,\n", "f:2:18", HF_WORD_trace_quote},
        {BENCH_HEADING "e1,2026-01-01,A\"x,credit,5,V,\n", "f:2:16", HF_WORD_trace_quote},
        {BENCH_HEADING "e1,2026-01-01,A\tx,credit,5,V,\n", "f:2:16", HF_WORD_trace_control},
        {BENCH_HEADING "e1,2026-01-01,\"A\tx\",credit,5,V,\n", "f:2:17", HF_WORD_trace_control},
        {BENCH_HEADING "e1,2026-01-01,\xC3\xA9\xC3,credit,5,V,\n", "f:2:16", HF_WORD_trace_utf8},
        {BENCH_HEADING "e1,2026-01-01,A,credit,5.00,V,\n", "f:2:24", HF_WORD_trace_amount},
        {BENCH_HEADING "e1,2026-01-01,A,credit,,V,\n", "f:2:24", HF_WORD_trace_amount},
        {BENCH_HEADING "e1,2026-01-01,A,credit,9223372036854775808,V,\n", "f:2:24", HF_WORD_trace_amount},
        {BENCH_HEADING "e1,2026-01-01,\xC3\xA9,credit,-5,V,\n", "f:2:24", HF_WORD_trace_negative},
        {BENCH_HEADING "e1,2026-01-01,A,gift,5,V,\n", "f:2:17", HF_WORD_trace_kind},
        {BENCH_HEADING "e1,01.01.2026,A,credit,5,V,\n", "f:2:4", HF_WORD_bad_date},
        {BENCH_HEADING GOOD "e2,2025-12-31,A,credit,5,V,\n", "f:3:4", HF_WORD_trace_order},
        {BENCH_HEADING GOOD "e1,2026-01-01,A,credit,5,V,\n", "f:3:1", HF_WORD_trace_twice},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        bench_refused(hf_str_of(cases[i].text), "fifo", "", cases[i].word, cases[i].where);
}

static void quoted_fields_hold_commas_and_quotes(void **state)
{
    (void)state;
    struct hf_trace_ledger ledger;
    bench_ledger(HF_STR("\"id\",date,account,kind,amount,claimant,to\n"
                        "\"1\",\"2026-01-01\",\"A, \"\"B\"\"\",credit,\"5\",V,\"\"\n"),
                 &ledger);
    assert_int_equal(ledger.count, 1);
    assert_str(hf_trace_roll_name(&ledger.accounts, 0), "A, \"B\"");
    assert_int_equal(hf_trace_event_at(&ledger, 0).amount, 5);
}

static void line_ends_of_three_kinds_and_a_mark_in_front_are_taken(void **state)
{
    (void)state;
    struct hf_trace_ledger ledger;
    bench_ledger(
        HF_STR("\xEF\xBB\xBF" BENCH_HEADING "1,2026-01-01,A,credit,5,V,\r\n2,2026-01-01,A,debit,5,,s"),
        &ledger);
    assert_int_equal(ledger.count, 2);
    assert_str(hf_trace_roll_name(&ledger.sinks, 0), "s");
}

static void the_largest_amount_is_read_exactly(void **state)
{
    (void)state;
    struct hf_trace_ledger ledger;
    bench_ledger(HF_STR(BENCH_HEADING "1,2026-01-01,A,credit,9223372036854775807,V,\n"), &ledger);
    assert_true(hf_trace_event_at(&ledger, 0).amount == INT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_fault_is_refused_with_line_and_column, bench_clear),
        cmocka_unit_test_setup(quoted_fields_hold_commas_and_quotes, bench_clear),
        cmocka_unit_test_setup(line_ends_of_three_kinds_and_a_mark_in_front_are_taken, bench_clear),
        cmocka_unit_test_setup(the_largest_amount_is_read_exactly, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
