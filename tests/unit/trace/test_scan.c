/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "bench.h"
#include "trace/marks.h"

static void all_bodies_mark_the_same_bytes(void **state)
{
    (void)state;
    static const char odd[] = {',', '\n', '"',  '\r',       '\t',       0x7F,      0x1F,
                               ' ', 'a',  '\0', (char)0x80, (char)0xAC, (char)0xFF};
    struct bench_dice dice = {64};
    for (int round = 0; round < 20000; round++) {
        char block[64];
        uint64_t ends = 0, lines = 0, others = 0;
        for (unsigned i = 0; i < 64; i++) {
            block[i] = bench_below(&dice, 3) == 0 ? (char)bench_below(&dice, 256)
                                                  : odd[bench_below(&dice, sizeof odd)];
            unsigned char c = (unsigned char)block[i];
            ends |= (uint64_t)(c == ',' || c == '\n') << i;
            lines |= (uint64_t)(c == '\n') << i;
            others |= (uint64_t)((c < 0x20 && c != '\n') || c == '"' || c >= 0x7F) << i;
        }
        struct hf_trace_marks body[] = {hf_trace_marks(block), hf_trace_marks_plain(block),
                                        hf_trace_is_wide() ? hf_trace_marks_wide(block)
                                                           : hf_trace_marks(block)};
        for (size_t i = 0; i < sizeof body / sizeof body[0]; i++)
            assert_true(body[i].ends == ends && body[i].lines == lines && body[i].odd == others);
    }
}

/* One row in a hundred is not plain: the quick way and the careful one read the same ledger. */
static void rows_that_are_not_plain_are_read_between_those_that_are(void **state)
{
    (void)state;
    static const char *const line_ends[] = {"\n", "\r\n"};
    for (unsigned end = 0; end < 2; end++) {
        struct hf_buf text = hf_buf_in(&bench, 1 << 20);
        struct hf_trace_ledger ledger;
        hf_buf_put(&text, HF_STR("id,date,account,kind,amount,claimant,to"));
        hf_buf_put(&text, hf_str_of(line_ends[end]));
        for (int i = 0; i < 5000; i++) {
            char line[160];
            const char *quote = i % 100 == 37 ? "\"" : "",
                       *long_name = i % 3 == 0 ? " of the house by the sea" : "";
            snprintf(line, sizeof line, "%07d,2026-01-%02d,%sacc %d%s%s,%s,%d%s,%s,%s%s", i, 1 + i / 1000,
                     quote, i % 700, long_name, quote,
                     i % 4 == 0   ? "credit"
                     : i % 4 == 1 ? "debit"
                                  : "transfer",
                     i, i % 50 == 3 ? "123456789012" : "", i % 4 == 0 ? "V\xC3\xA9" : "",
                     i % 4 == 0   ? ""
                     : i % 4 == 1 ? "shop"
                                  : "acc 5",
                     line_ends[end]);
            hf_buf_put(&text, hf_str_of(line));
        }
        bench_ledger(hf_buf_str(&text), &ledger);
        assert_int_equal(ledger.count, 5000);
        for (uint32_t i = 0; i < ledger.count; i++) {
            struct hf_trace_event event = hf_trace_event_at(&ledger, i);
            char name[64];
            snprintf(name, sizeof name, "acc %u%s", i % 700, i % 3 == 0 ? " of the house by the sea" : "");
            assert_str(hf_trace_roll_name(&ledger.accounts, event.account), name);
            assert_true(event.amount ==
                        (i % 50 == 3 ? (int64_t)i * 1000000000000 + 123456789012 : (int64_t)i));
            assert_int_equal(hf_trace_day_of(&ledger, i) - hf_trace_day_of(&ledger, 0), i / 1000);
        }
        bench_clear(NULL);
    }
}

static struct hf_str many_rows(const char *odd_row, int where, struct hf_buf *text)
{
    hf_buf_put(text, HF_STR(BENCH_HEADING));
    for (int i = 0; i < 3000; i++) {
        char line[96];
        snprintf(line, sizeof line, "%05d,2026-01-01,A,credit,%d,V,\n", i, i);
        hf_buf_put(text, hf_str_of(i == where ? odd_row : line));
    }
    return hf_buf_str(text);
}

/* Lines too short and too long by turns have as many fields together as good ones. */
static void fields_are_counted_line_by_line(void **state)
{
    (void)state;
    static const char *const odd[] = {"02000,2026-01-01,A,credit,5\n,V,02001,2026-01-01,A,credit,5,V,\n",
                                      "02000,2026-01-01,A,credit,5,V,,02001,2026-01-01\nA,credit,5,V,\n"};
    static const char *const where[] = {"f:2002:1", "f:2002:31"};
    for (size_t i = 0; i < 2; i++) {
        struct hf_buf text = hf_buf_in(&bench, 1 << 18);
        bench_refused(many_rows(odd[i], 2000, &text), "fifo", "", HF_WORD_trace_fields, where[i]);
        bench_clear(NULL);
    }
}

static void a_fault_among_many_good_rows_has_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *row, *where;
        enum hf_word word;
    } cases[] = {
        {"02000,2026-01-01,A,credit,-5,V,\n", "f:2002:27", HF_WORD_trace_negative},
        {"02000,2025-01-01,A,credit,5,V,\n", "f:2002:7", HF_WORD_trace_order},
        {"02000,2026-01-01,A,credit,9223372036854775808,V,\n", "f:2002:27", HF_WORD_trace_amount},
        {"02000,2026-01-01,A,credit,007,V,\n", "f:2002:27", HF_WORD_trace_amount},
        {"01999,2026-01-01,A,credit,5,V,\n", "f:2002:1", HF_WORD_trace_twice},
        {"00042,2026-01-01,A,credit,5,V,\n", "f:2002:1", HF_WORD_trace_twice},
        {"02000,2026-01-01,A,credit,5,OVERDRAFT,\n", "f:2002:29", HF_WORD_trace_reserved},
        {"02000,2026-01-01,A,debit,5,,overdraft:A\n", "f:2002:29", HF_WORD_trace_reserved_sink},
        {"02000,2026-01-01,A,debit,5,,fee:A\n", "f:2002:29", HF_WORD_trace_reserved_sink},
        {"02000,2026-01-01,A,credit,5,V\n", "f:2002:1", HF_WORD_trace_fields},
        {"02000,2026-01-01,A,credit,5,V,,\n", "f:2002:31", HF_WORD_trace_fields},
        {"02000,2026-01-01,A,sale,5,,B\n", "f:2002:18", HF_WORD_trace_no_asset},
        {"02000,2026-01-01,A,coin,5,,\n", "f:2002:20", HF_WORD_trace_coin_json},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_buf text = hf_buf_in(&bench, 1 << 18);
        bench_refused(many_rows(cases[i].row, 2000, &text), "fifo", "", cases[i].word, cases[i].where);
        bench_clear(NULL);
    }
}

static void currencies_belong_to_accounts(void **state)
{
    (void)state;
#define HEADING "id,date,account,kind,amount,claimant,to,currency,received,to_currency,election\n"
    static const struct {
        const char *text, *where;
        enum hf_word word;
    } cases[] = {
        {HEADING "1,2026-01-01,A,credit,5,V,,QQQ,,,\n", "f:2:28", HF_WORD_unknown_currency},
        {HEADING "1,2026-01-01,A,credit,5,V,,EUR,,,\n2,2026-01-01,A,credit,5,V,,USD,,,\n", "f:3:28",
         HF_WORD_trace_currency},
        {HEADING "1,2026-01-01,A,credit,5,V,,EUR,,,\n2,2026-01-01,B,credit,5,V,,USD,,,\n"
                 "3,2026-01-01,A,transfer,5,,B,,,,\n",
         "f:4:28", HF_WORD_trace_convert},
        {HEADING "1,2026-01-01,A,conversion,5,,B,EUR,,USD,\n", "f:2:36", HF_WORD_trace_needed},
        {HEADING "1,2026-01-01,A,conversion,5,,B,EUR,-5,USD,\n", "f:2:36", HF_WORD_trace_negative},
        {HEADING "1,2026-01-01,A,purchase,5,,X,,,,\n2,2026-01-01,X,sale,5,,A,,,,half\n", "f:3:29",
         HF_WORD_trace_election},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        bench_refused(hf_str_of(cases[i].text), "fifo", "", cases[i].word, cases[i].where);
    assert_str(
        bench_trace(HF_STR(HEADING "1,2026-01-01,A,credit,100,V,,EUR,,,\n2,2026-01-01,A,credit,50,OWN,,,,,\n"
                                   "3,2026-01-01,A,conversion,150,,B,EUR,165,USD,\n"),
                    "rolling_pro_rata", ""),
        "{\"accounts\":{\"A\":{\"balance\":0,\"composition\":{}},\"B\":{\"balance\":165,\"composition\":{"
        "\"OWN\":55,\"V\":110}}},\"debits\":[{\"amount\":150,\"composition\":{\"OWN\":50,\"V\":100},"
        "\"id\":\"3\"}],\"sinks\":{}}");
}

static void an_asset_has_one_currency(void **state)
{
    (void)state;
#define BOAT                                          \
    HEADING "1,2026-01-01,A,credit,20000,V,,EUR,,,\n" \
            "2,2026-01-01,J,credit,1000,W,,JPY,,,\n"  \
            "3,2026-01-01,A,purchase,20000,,boat,,,,\n"
    /* sold in another, by the currency of its row or of the account, or bought again */
    bench_refused(HF_STR(BOAT "4,2026-01-01,boat,sale,32000,,J,JPY,,,charge\n"), "fifo", "",
                  HF_WORD_trace_asset_currency, "f:5:33");
    bench_refused(HF_STR(BOAT "4,2026-01-01,boat,sale,32000,,J,,,,charge\n"), "fifo", "",
                  HF_WORD_trace_asset_currency, "f:5:31");
    bench_refused(HF_STR(BOAT "4,2026-01-01,J,purchase,500,,boat,JPY,,,\n"), "fifo", "",
                  HF_WORD_trace_asset_currency, "f:5:35");
    /* as the refusal says: sold in its own, then converted */
    assert_str(bench_trace(HF_STR(BOAT "4,2026-01-01,boat,sale,20000,,A,,,,charge\n"
                                       "5,2026-01-01,A,conversion,20000,,J,EUR,32000,JPY,\n"),
                           "fifo", ""),
               "{\"accounts\":{\"A\":{\"balance\":0,\"composition\":{}},\"J\":{\"balance\":33000,"
               "\"composition\":{\"V\":32000,\"W\":1000}}},\"assets\":{\"boat\":{}},\"debits\":["
               "{\"amount\":20000,\"composition\":{\"V\":20000},\"id\":\"3\"},"
               "{\"amount\":20000,\"composition\":{\"V\":20000},\"id\":\"4\"},"
               "{\"amount\":20000,\"composition\":{\"V\":20000},\"id\":\"5\"}],\"sinks\":{}}");
}

static void a_sink_paid_in_several_currencies_is_one_for_each(void **state)
{
    (void)state;
#define TWO                                            \
    HEADING "1,2026-01-01,A,credit,100,V,,EUR,,,\n"    \
            "2,2026-01-01,J,credit,100000,V,,JPY,,,\n" \
            "3,2026-01-01,A,debit,10,,shop,,,,\n"      \
            "4,2026-01-01,J,debit,1000,,shop,,,,\n"    \
            "5,2026-01-01,A,fee,1,,,,,,\n"
    assert_true(hf_str_ends(bench_trace(HF_STR(TWO), "fifo", ""),
                            HF_STR("\"sinks\":{\"fee:A\":{\"V\":1},\"shop EUR\":{\"V\":10},"
                                   "\"shop JPY\":{\"V\":1000}}}")));
    /* a sink that is called so already stays apart */
    assert_true(hf_str_ends(bench_trace(HF_STR(TWO "6,2026-01-01,A,debit,2,,shop JPY,,,,\n"), "fifo", ""),
                            HF_STR("\"shop EUR\":{\"V\":10},\"shop JPY\":{\"V\":2},"
                                   "\"shop JPY JPY\":{\"V\":1000}}}")));
}

static void what_a_link_and_a_coin_say_is_checked(void **state)
{
    (void)state;
#define EVENTS(rest) "{\"accounts\":[\"A\",\"c\"],\"events\":[" rest "]}"
#define ROW(kind, id, rest) "{\"kind\":\"" kind "\",\"date\":\"2026-01-01\",\"id\":\"" id "\"," rest "}"
#define LINK(debit, credit)                                                           \
    ROW("link", "9",                                                                  \
        "\"amount\":5,\"account\":\"A\",\"debit\":\"" debit "\",\"credit\":\"" credit \
        "\",\"evidence\":\"x\"")
#define PAID                                                         \
    ROW("debit", "1", "\"amount\":5,\"account\":\"A\",\"to\":\"s\"") \
    "," ROW("credit", "2", "\"amount\":5,\"account\":\"A\",\"claimant\":\"V\"") ","
    static const struct {
        const char *text;
        enum hf_word word;
    } cases[] = {
        {EVENTS(PAID LINK("7", "2")), HF_WORD_trace_link_none},
        {EVENTS(PAID LINK("2", "2")), HF_WORD_trace_link_debit},
        {EVENTS(PAID LINK("1", "1")), HF_WORD_trace_link_credit},
        {EVENTS(LINK("1", "2")), HF_WORD_trace_link_none},
        {EVENTS(ROW("credit", "1", "\"amount\":5,\"account\":\"B\",\"claimant\":\"V\"")),
         HF_WORD_trace_no_account},
        {EVENTS(ROW("coin", "1", "\"inputs\":[\"q\"],\"outputs\":[]")), HF_WORD_trace_coin_none},
        {EVENTS(ROW("coin", "1", "\"inputs\":[],\"outputs\":[]")), HF_WORD_trace_coin},
        {EVENTS(ROW("coin", "1", "\"inputs\":[\"A\"],\"outputs\":[{\"account\":\"c\",\"amount\":1}]")),
         HF_WORD_trace_coin_twice},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        bench_refused(hf_str_of(cases[i].text), "fifo", "", cases[i].word, "");
    /* coins are no accounts that anybody would declare */
    assert_true(hf_str_begins(
        bench_trace(
            HF_STR(EVENTS(ROW("credit", "1", "\"amount\":5,\"account\":\"A\",\"claimant\":\"V\"") "," ROW(
                "coin", "2", "\"inputs\":[\"A\"],\"outputs\":[{\"account\":\"z:0\",\"amount\":4}]"))),
            "fifo", ""),
        HF_STR("{\"accounts\":{\"A\":{\"balance\":0,\"composition\":{}},\"c\":{\"balance\":0,\"composition\":"
               "{}},"
               "\"z:0\":{\"balance\":4,\"composition\":{\"V\":4}}}")));
    struct hf_str excess = HF_STR(
        "{\"events\":[" ROW("credit", "1", "\"amount\":5,\"account\":\"a:0\",\"claimant\":\"V\"") ",\n" ROW(
            "coin", "2", "\"inputs\":[\"a:0\"],\"outputs\":[{\"account\":\"b:0\",\"amount\":6}]") "]}");
    for (unsigned i = 0; i < BENCH_METHODS; i++)
        bench_refused(excess, bench_methods[i], "", HF_WORD_trace_coin_sum, "");
    struct hf_str spent = HF_STR(
        "{\"events\":[" ROW("credit", "1", "\"amount\":5,\"account\":\"a:0\",\"claimant\":\"V\"") "," ROW(
            "coin", "2",
            "\"inputs\":[\"a:0\"],\"outputs\":[{\"account\":\"b:0\",\"amount\":5}]") ",\n" ROW("coin", "3",
                                                                                               "\"inputs\":["
                                                                                               "\"a:0\"],"
                                                                                               "\"outputs\":["
                                                                                               "{\"account\":"
                                                                                               "\"d:0\","
                                                                                               "\"amount\":5}"
                                                                                               "]") "]}");
    for (unsigned i = 0; i < BENCH_METHODS; i++)
        bench_refused(spent, bench_methods[i], "", HF_WORD_trace_coin_spent, "");
}

static void a_map_that_is_none_is_refused(void **state)
{
    (void)state;
    struct hf_trace_map map;
    struct hf_err err;
    assert_int_equal(hf_trace_map_read(HF_STR("date=a,kind:=transfer, to=#2+#3,decimals=yes"), &map, &err),
                     HF_OK);
    assert_true(map.decimals && map.constant[HF_TRACE_AT_kind]);
    assert_str(map.given[HF_TRACE_AT_to], "#2+#3");
    static const char *const wrong[] = {"date", "day=x", "date=", "date=a,date=b", "=x"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(hf_trace_map_read(hf_str_of(wrong[i]), &map, &err), HF_BAD_INPUT);
        assert_int_equal(err.word, HF_WORD_trace_map);
    }
}

static void work_beyond_a_bound_is_refused_with_the_account(void **state)
{
    (void)state;
    struct hf_buf text = hf_buf_in(&bench, 1 << 16), out = hf_buf_in(&bench, 64);
    hf_buf_put(&text, HF_STR(BENCH_HEADING));
    for (int i = 0; i < 300; i++) {
        char line[96];
        snprintf(line, sizeof line, "%04d,2026-01-01,POOL,%s,%d,%s%d,%s\n", i, i < 200 ? "credit" : "debit",
                 7, i < 200 ? "C" : "", i < 200 ? i : 0, i < 200 ? "" : "s");
        if (i >= 200)
            snprintf(line, sizeof line, "%04d,2026-01-01,POOL,debit,7,,s\n", i);
        hf_buf_put(&text, hf_str_of(line));
    }
    struct hf_trace_ask ask = {
        .file = HF_STR("f"), .method = HF_STR("rolling_pro_rata"), .choice = {.work_max = 1000}};
    struct hf_arena rest;
    struct hf_err err;
    hf_arena_init(&rest, bench.at + bench.size / 2, bench.size / 2);
    assert_int_equal(hf_trace_funds(hf_buf_str(&text), &ask, &rest, &out, &err), HF_REFUSED);
    assert_int_equal(err.word, HF_WORD_trace_bound);
    assert_string_equal(err.arg[0], "POOL");
    assert_int_equal(out.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(all_bodies_mark_the_same_bytes, bench_clear),
        cmocka_unit_test_setup(rows_that_are_not_plain_are_read_between_those_that_are, bench_clear),
        cmocka_unit_test_setup(fields_are_counted_line_by_line, bench_clear),
        cmocka_unit_test_setup(a_fault_among_many_good_rows_has_its_place, bench_clear),
        cmocka_unit_test_setup(currencies_belong_to_accounts, bench_clear),
        cmocka_unit_test_setup(an_asset_has_one_currency, bench_clear),
        cmocka_unit_test_setup(a_sink_paid_in_several_currencies_is_one_for_each, bench_clear),
        cmocka_unit_test_setup(what_a_link_and_a_coin_say_is_checked, bench_clear),
        cmocka_unit_test_setup(a_map_that_is_none_is_refused, bench_clear),
        cmocka_unit_test_setup(work_beyond_a_bound_is_refused_with_the_account, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
