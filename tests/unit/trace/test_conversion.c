/* SPDX-License-Identifier: Apache-2.0 */
/* Where money of no known origin, or of too many, must not come from: conversions, shortfalls, unknown money.
 */
#include <stdio.h>

#include "bench.h"
#include "plain.h"
#include "trace/currency.h"
#include "trace/fund.h"

#define HEADING "id,date,account,kind,amount,claimant,to,currency,received,to_currency,rate\n"
#define PAID_IN(id, account, claimant, amount, unit) \
    id ",2026-01-01," account ",credit," amount "," claimant ",," unit ",,,\n"
#define CONVERT(id, amount, received, unit, to_unit) \
    id ",2026-01-02,A,conversion," amount ",,B," unit "," received "," to_unit ",\n"

static void pari_passu_carries_what_the_claims_paid_in_over_a_conversion(void **state)
{
    (void)state;
    static const struct {
        const char *rows, *answer;
    } cases[] = {
        /* all of it */
        {PAID_IN("1", "A", "K", "30000", "EUR") PAID_IN("2", "A", "P", "10000", "EUR")
             CONVERT("3", "40000", "44000", "EUR", "USD"),
         "{\"funds\":[{\"accounts\":[\"A\"],\"balance\":0,\"shares\":{}},"
         "{\"accounts\":[\"B\"],\"balance\":44000,\"shares\":{\"K\":33000,\"P\":11000}}]}"},
        /* a part: both keep their proportion on either side */
        {PAID_IN("1", "A", "K", "300", "EUR") PAID_IN("2", "A", "P", "100", "EUR")
             CONVERT("3", "200", "1000", "EUR", "JPY"),
         "{\"funds\":[{\"accounts\":[\"A\"],\"balance\":200,\"shares\":{\"K\":150,\"P\":50}},"
         "{\"accounts\":[\"B\"],\"balance\":1000,\"shares\":{\"K\":750,\"P\":250}}]}"},
        /* whoever pays in later has no part in what was converted before */
        {PAID_IN("1", "A", "K", "100",
                 "EUR") "2,2026-01-01,A,conversion,100,,B,EUR,110,USD,\n" PAID_IN("3", "A", "P", "60", "EUR"),
         "{\"funds\":[{\"accounts\":[\"A\"],\"balance\":60,\"shares\":{\"P\":60}},"
         "{\"accounts\":[\"B\"],\"balance\":110,\"shares\":{\"K\":110}}]}"},
        /* the holder's own money takes only what exceeds the claims */
        {PAID_IN("1", "A", "OWN", "100", "EUR") PAID_IN("2", "A", "K", "50", "EUR")
             CONVERT("3", "75", "150", "EUR", "USD"),
         "{\"funds\":[{\"accounts\":[\"A\"],\"balance\":75,\"shares\":{\"OWN\":75}},"
         "{\"accounts\":[\"B\"],\"balance\":150,\"shares\":{\"K\":100,\"OWN\":50}}]}"},
        /* one currency on both sides: one fund, as after a transfer */
        {PAID_IN("1", "A", "K", "300", "EUR") PAID_IN("2", "B", "P", "100", "EUR")
             CONVERT("3", "300", "280", "EUR", "EUR"),
         "{\"funds\":[{\"accounts\":[\"A\",\"B\"],\"balance\":380,\"shares\":{\"K\":285,\"P\":95}}]}"},
        /* and back again */
        {PAID_IN("1", "A", "K", "100", "EUR") PAID_IN("2", "A", "P", "100", "EUR")
             CONVERT("3", "200", "220", "EUR", "USD") "4,2026-01-02,B,conversion,220,,A,USD,190,EUR,\n",
         "{\"funds\":[{\"accounts\":[\"A\"],\"balance\":190,\"shares\":{\"K\":95,\"P\":95}},"
         "{\"accounts\":[\"B\"],\"balance\":0,\"shares\":{}}]}"},
        /* what was lent by the bank arrives as the holder's own, as it does at any payee */
        {CONVERT("3", "100", "110", "EUR", "USD"),
         "{\"funds\":[{\"accounts\":[\"A\"],\"balance\":0,\"shares\":{}},"
         "{\"accounts\":[\"B\"],\"balance\":110,\"shares\":{\"OWN\":110}}]}"},
        /* money out of nothing has no origin */
        {CONVERT("3", "0", "110", "EUR", "USD"),
         "{\"funds\":[{\"accounts\":[\"A\"],\"balance\":0,\"shares\":{}},"
         "{\"accounts\":[\"B\"],\"balance\":110,\"shares\":{\"UNKNOWN\":110}}]}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_buf text = hf_buf_in(&bench, 512);
        hf_buf_put(&text, HF_STR(HEADING));
        hf_buf_put(&text, hf_str_of(cases[i].rows));
        assert_str(bench_trace(hf_buf_str(&text), "pari_passu", ""), cases[i].answer);
        bench_clear(NULL);
    }
}

static void amounts_that_cannot_be_counted_are_refused_over_a_conversion_too(void **state)
{
    (void)state;
#define MOST "9223372036854775807"
    bench_refused(
        HF_STR(HEADING PAID_IN("1", "A", "K", MOST, "EUR") "2,2026-01-02,A,debit," MOST ",,s,EUR,,,\n"
                                                           "3,2026-01-02,A,credit,5,P,,EUR,,,\n"
                                                           "4,2026-01-02,A,conversion,5,,B,EUR,5,USD,\n"),
        "pari_passu", "", HF_WORD_trace_overflow, "f:5:1");
}

/* Thousands of conversions to and fro: pieces are freed and used again, and no claim loses or gains. */
static void conversions_to_and_fro_keep_every_share(void **state)
{
    (void)state;
    struct hf_buf text = hf_buf_in(&bench, 1 << 18);
    hf_buf_put(&text, HF_STR(HEADING));
    for (int i = 0; i < 40; i++) {
        char line[96];
        snprintf(line, sizeof line, "%04d,2026-01-01,A,credit,%d,C%02d,,EUR,,,\n", i, 100 + i, i);
        hf_buf_put(&text, hf_str_of(line));
    }
    for (int i = 0; i < 2000; i++) {
        char line[96];
        snprintf(line, sizeof line, "%04d,2026-01-02,%s,conversion,4780,,%s,%s,4780,%s,\n", 100 + i,
                 i % 2 == 0 ? "A" : "B", i % 2 == 0 ? "B" : "A", i % 2 == 0 ? "EUR" : "USD",
                 i % 2 == 0 ? "USD" : "EUR");
        hf_buf_put(&text, hf_str_of(line));
    }
    struct hf_str answer = bench_trace(hf_buf_str(&text), "pari_passu", "");
    for (int i = 0; i < 40; i++) {
        char share[24];
        snprintf(share, sizeof share, "\"C%02d\":%d", i, 100 + i);
        assert_true(hf_str_contains(answer, hf_str_of(share)));
    }
}

/* Of 40 claims, a little converted 3,000 times into one account: what lies there stays as many pieces as
 * claims. */
static struct hf_str little_by_little(void)
{
    struct hf_buf text = hf_buf_in(&bench, 1 << 18);
    hf_buf_put(&text, HF_STR(HEADING));
    for (int i = 0; i < 40; i++) {
        char line[96];
        snprintf(line, sizeof line, "%04d,2026-01-01,A,credit,100000,C%02d,,EUR,,,\n", i, i);
        hf_buf_put(&text, hf_str_of(line));
    }
    for (int i = 0; i < 3000; i++) {
        char line[96];
        snprintf(line, sizeof line, "%04d,2026-01-02,A,conversion,400,,B,EUR,800,USD,\n", 100 + i);
        hf_buf_put(&text, hf_str_of(line));
    }
    return hf_buf_str(&text);
}

static enum hf_rc ask_in(struct hf_str text, size_t memory, uint64_t work, struct hf_buf *out,
                         struct hf_err *err)
{
    struct hf_trace_ask ask = {
        .file = HF_STR("f"), .method = HF_STR("pari_passu"), .choice = {.work_max = work}};
    struct hf_arena rest;
    hf_arena_init(&rest, HF_NEW(&bench, unsigned char, memory), memory);
    return hf_trace_funds(text, &ask, &rest, out, err);
}

static void many_conversions_take_no_more_room_than_there_are_claims(void **state)
{
    (void)state;
    struct hf_buf out = hf_buf_in(&bench, 1 << 16);
    struct hf_err err;
    assert_int_equal(ask_in(little_by_little(), 5 << 20, 0, &out, &err), HF_OK);
    assert_true(hf_str_contains(hf_buf_str(&out), HF_STR("\"balance\":2400000,\"shares\":{\"C00\":60000,")));
    assert_true(hf_str_contains(hf_buf_str(&out), HF_STR("\"balance\":2800000,\"shares\":{\"C00\":70000,")));
}

static void work_over_conversions_has_a_bound(void **state)
{
    (void)state;
    struct hf_buf out = hf_buf_in(&bench, 64);
    struct hf_err err;
    assert_int_equal(ask_in(little_by_little(), 4 << 20, 5000, &out, &err), HF_REFUSED);
    assert_int_equal(err.word, HF_WORD_trace_bound);
    assert_string_equal(err.arg[0], "A");
}

/* Over all methods: where money of unknown origin is taken as the holder's own, none is left. */
static void unknown_money_taken_as_own_leaves_none(void **state)
{
    (void)state;
    struct bench_dice dice = {20261127};
    static struct plain_case what;
    for (int round = 0; round < 2000; round++) {
        bench_clear(NULL);
        plain_generate(&dice, true, round % 5 == 0, &what);
        struct hf_str text = plain_json(&what);
        for (unsigned i = 0; i < HF_TRACE_METHODS; i++) {
            struct hf_trace_ask ask = {.file = HF_STR("f"),
                                       .method = hf_trace_method_name(hf_trace_method_at(i)),
                                       .choice = {.unknown_own = true, .unknown_opening = round % 2 == 0}};
            struct hf_buf out = hf_buf_in(&bench, 4096);
            struct hf_arena rest;
            struct hf_err err;
            hf_arena_init(&rest, bench.at + bench.size / 2, bench.size / 2);
            assert_int_equal(hf_trace_funds(text, &ask, &rest, &out, &err), HF_OK);
            if (hf_str_contains(hf_buf_str(&out), HF_STR("UNKNOWN")))
                fail_msg("%.*s\n%.*s", HF_STR_ARG(text), HF_STR_ARG(hf_buf_str(&out)));
        }
    }
}

static void what_accounts_lack_is_counted_alike_by_every_method(void **state)
{
    (void)state;
    struct hf_trace_ledger ledger;
    struct hf_err err;
    struct hf_str text =
        HF_STR(HEADING PAID_IN("1", "A", "K", "100", "EUR") "2,2026-01-02,A,debit,130,,s,,,,\n" /* lacks 30 */
                                                            "3,2026-01-02,A,debit,5,,s,,,,\n" /* and 5 more */
                                                            "4,2026-01-02,B,transfer,7,,C,EUR,,,\n"
                                                            "5,2026-01-02,J,debit,1000,,s,JPY,,,\n"
                                                            "6,2026-01-02,C,debit,7,,s,,,,\n");
    struct hf_trace_source source = {.file = HF_STR("f"), .text = text};
    struct hf_trace_ask ask = {.file = HF_STR("f")};
    struct hf_trace_room room = hf_trace_room_of(&bench);
    assert_int_equal(hf_trace_read(&source, &ask, &room, &ledger, &err), HF_OK);
    for (unsigned i = 0; i < HF_TRACE_METHODS; i++) {
        struct hf_trace_choice choice = {.method = hf_trace_method_at(i)};
        struct hf_trace_run run;
        if (hf_str_eq(hf_trace_method_name(choice.method), HF_STR("direct_match")))
            continue;
        hf_arena_reset(&room.scratch, 0);
        assert_int_equal(hf_trace_begin(&run, &ledger, &choice, &room.scratch, &err), HF_OK);
        assert_int_equal(hf_trace_step(&run, UINT32_MAX, &err), HF_OK);
        assert_int_equal(run.shortfall.accounts, 3);
        assert_int_equal(run.shortfall.of_unit[1], 42);
        assert_int_equal(run.shortfall.of_unit[2], 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(pari_passu_carries_what_the_claims_paid_in_over_a_conversion, bench_clear),
        cmocka_unit_test_setup(amounts_that_cannot_be_counted_are_refused_over_a_conversion_too, bench_clear),
        cmocka_unit_test_setup(conversions_to_and_fro_keep_every_share, bench_clear),
        cmocka_unit_test_setup(many_conversions_take_no_more_room_than_there_are_claims, bench_clear),
        cmocka_unit_test_setup(work_over_conversions_has_a_bound, bench_clear),
        cmocka_unit_test_setup(unknown_money_taken_as_own_leaves_none, bench_clear),
        cmocka_unit_test_setup(what_accounts_lack_is_counted_alike_by_every_method, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
