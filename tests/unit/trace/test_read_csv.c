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
        {BENCH_HEADING "\n" GOOD, "f:2:1", HF_WORD_trace_fields},
        {BENCH_HEADING GOOD "\n ", "f:3:1", HF_WORD_trace_fields},
        {BENCH_HEADING "e1,2026-01-01,A,credit,5,V,,\n", "f:2:28", HF_WORD_trace_fields},
        {BENCH_HEADING GOOD "e2,2026-01-01,A,credit,5\n", "f:3:1", HF_WORD_trace_fields},
        {BENCH_HEADING "e1,2026-01-01,\"A,credit,5,V,\n", "f:2:15", HF_WORD_trace_quote_open},
        {BENCH_HEADING "e1,2026-01-01,\"A\"x,credit,5,V,\n", "f:2:18", HF_WORD_trace_quote},
        {BENCH_HEADING "e1,2026-01-01,A\"x,credit,5,V,\n", "f:2:16", HF_WORD_trace_quote},
        {BENCH_HEADING "e1,2026-01-01,A\tx,credit,5,V,\n", "f:2:16", HF_WORD_trace_control},
        {BENCH_HEADING "e1,2026-01-01,\"A\tx\",credit,5,V,\n", "f:2:17", HF_WORD_trace_control},
        {BENCH_HEADING "e1,2026-01-01,A\xC2\x9B,credit,5,V,\n", "f:2:16", HF_WORD_trace_control},
        {BENCH_HEADING "e1,2026-01-01,\"A\xC2\x80\",credit,5,V,\n", "f:2:17", HF_WORD_trace_control},
        {BENCH_HEADING "e1,2026-01-01,\xC3\xA9\xC3,credit,5,V,\n", "f:2:16", HF_WORD_trace_utf8},
        {BENCH_HEADING "e1,2026-01-01,A,credit,5.00,V,\n", "f:2:24", HF_WORD_trace_amount},
        {BENCH_HEADING "e1,2026-01-01,A,credit,,V,\n", "f:2:24", HF_WORD_trace_needed},
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

static void empty_lines_behind_the_last_row_are_none(void **state)
{
    (void)state;
    struct hf_trace_ledger ledger;
    bench_ledger(HF_STR(BENCH_HEADING GOOD "\n"), &ledger);
    assert_int_equal(ledger.count, 1);
    bench_clear(NULL);
    bench_ledger(HF_STR(BENCH_HEADING GOOD "\r\n\r\n"), &ledger);
    assert_int_equal(ledger.count, 1);
}

static void a_payment_of_nothing_is_a_row(void **state)
{
    (void)state;
    struct hf_str said = bench_trace(HF_STR(BENCH_HEADING GOOD "e2,2026-01-01,A,debit,0,,s\n"), "fifo", "");
    assert_true(hf_str_contains(said, HF_STR("{\"amount\":0,\"composition\":{},\"id\":\"e2\"}")));
}

/* What stands between the quotation marks of the `--map` that docs/tracing.md prints. */
static struct hf_str printed_map(void)
{
    struct hf_str page = bench_file("docs/tracing.md"), mark = HF_STR("    --map \"");
    size_t at = 0;
    while (at < page.len && !hf_str_begins(hf_str_part(page, at, page.len), mark))
        at++;
    struct hf_str rest = hf_str_part(page, at + mark.len, page.len);
    return hf_str_cut(&rest, '"');
}

/* Two columns of one name, yen without decimals, bitcoin with six, an account in two currencies, an exchange.
 */
static void the_columns_of_amlworld_are_read_as_printed(void **state)
{
    (void)state;
    struct hf_str text =
        HF_STR("Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,"
               "Payment Currency,Payment Format,Is Laundering\n"
               "2022/09/01 08:13,12,8A,1,9B,36468,Yen,36468,Yen,Cash,1\n"
               "2022/09/01 04:29,12,8A,1,9B,4309.160000,Bitcoin,4309.160000,Bitcoin,Wire,0\n"
               "2022/09/02 11:49,1,9B,3,7C,0.70,Euro,0.75,US Dollar,ACH,0\n"
               "2022/09/02 19:06,1,9B,1,9B,100,Yen,100,Yen,Reinvestment,0\n");
    struct hf_trace_source source = {.file = HF_STR("f"), .text = text};
    struct hf_trace_ask ask = {.file = source.file, .map = printed_map()};
    struct hf_trace_room room = hf_trace_room_of(&bench);
    struct hf_trace_ledger ledger;
    struct hf_err err;
    assert_true(ask.map.len > 20);
    assert_int_equal(hf_trace_read(&source, &ask, &room, &ledger, &err), HF_OK);
    static const struct {
        const char *from, *to;
        int64_t paid, received;
    } rows[] = {{"12-8A-Yen", "1-9B-Yen", 36468, 36468},
                {"12-8A-Bitcoin", "1-9B-Bitcoin", 430916000000, 430916000000},
                {"1-9B-US Dollar", "3-7C-Euro", 75, 70},
                {"1-9B-Yen", "1-9B-Yen", 100, 100}};
    assert_int_equal(ledger.count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        struct hf_trace_event event = hf_trace_event_at(&ledger, i);
        assert_str(hf_trace_roll_name(&ledger.accounts, event.account), rows[i].from);
        assert_str(hf_trace_roll_name(&ledger.accounts, event.other), rows[i].to);
        assert_true(event.amount == rows[i].paid && event.wide->received == rows[i].received);
    }
}

static void transfers_to_oneself_are_counted(void **state)
{
    (void)state;
    struct hf_trace_ledger ledger;
    bench_ledger(HF_STR(BENCH_HEADING "1,2026-01-01,A,credit,5,A,\n2,2026-01-01,A,transfer,5,,A\n"
                                      "3,2026-01-01,A,transfer,5,,B\n4,2026-01-01,B,debit,5,,B\n"),
                 &ledger);
    assert_int_equal(ledger.to_itself, 1);
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
        cmocka_unit_test_setup(empty_lines_behind_the_last_row_are_none, bench_clear),
        cmocka_unit_test_setup(a_payment_of_nothing_is_a_row, bench_clear),
        cmocka_unit_test_setup(the_largest_amount_is_read_exactly, bench_clear),
        cmocka_unit_test_setup(the_columns_of_amlworld_are_read_as_printed, bench_clear),
        cmocka_unit_test_setup(transfers_to_oneself_are_counted, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
