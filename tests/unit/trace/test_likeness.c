/* SPDX-License-Identifier: Apache-2.0 */
/* Names that are another's but for a slip: refused, or told. */
#include <stdio.h>

#include "bench.h"
#include "trace/likeness.h"

#define CREDIT(id, account, claimant) id ",2026-01-01," account ",credit,5," claimant ",\n"
#define MOVE(id, kind, account, to) id ",2026-01-01," account "," kind ",5,," to "\n"

static void what_is_nearly_own_or_unknown_is_known_by_it(void **state)
{
    (void)state;
    static const struct {
        const char *name, *meant;
    } cases[] = {
        {"own", "OWN"},
        {" OWN", "OWN"},
        {"Own ", "OWN"},
        {"unknown", "UNKNOWN"},
        {"UNKNOWN\t", "UNKNOWN"},
        {"overdraft", "OVERDRAFT"},
        {"OWN", ""},
        {"UNKNOWN", ""},
        {"OVERDRAFT", ""},
        {"OWNER", ""},
        {"K. Own", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_str(hf_trace_nearly(hf_str_of(cases[i].name)), cases[i].meant);
}

static void a_claimant_nearly_called_own_is_refused_at_its_first_row(void **state)
{
    (void)state;
    static const struct {
        const char *rows, *where;
        enum hf_word word;
    } cases[] = {
        {CREDIT("1", "A", "KAREN") CREDIT("2", "A", "own") CREDIT("3", "A", "own"), "f:3:25",
         HF_WORD_trace_near},
        {CREDIT("1", "A", " OWN"), "f:2:25", HF_WORD_trace_near},
        {CREDIT("1", "A", "Unknown"), "f:2:25", HF_WORD_trace_near},
        {CREDIT("1", "A", "OVERDRAFT "), "f:2:25", HF_WORD_trace_near},
        {CREDIT("1", "A", "KAREN") CREDIT("2", "A", "KAREN "), "f:3:25", HF_WORD_trace_blanks},
        {CREDIT("1", "A", " KAREN") CREDIT("2", "A", "KAREN"), "f:3:25", HF_WORD_trace_blanks},
        {CREDIT("1", "A", "V") MOVE("2", "transfer", "A", "B") MOVE("3", "debit", "B ", "shop"), "f:4:14",
         HF_WORD_trace_blanks},
        {MOVE("1", "debit", "A", "shop") MOVE("2", "debit", "A", " shop"), "f:3:25", HF_WORD_trace_blanks},
        {MOVE("1", "purchase", "A", "boat") MOVE("2", "purchase", "A", "boat "), "f:3:28",
         HF_WORD_trace_blanks},
        {CREDIT("1", "A", "KAREN") CREDIT("2", "A", "KAREN\xC2\xA0"), "f:3:25", HF_WORD_trace_blanks},
        {CREDIT("1", "A", "\xE3\x80\x80KAREN") CREDIT("2", "A", "KAREN\xE2\x80\xAF"), "f:3:25",
         HF_WORD_trace_blanks},
        {CREDIT("1", "own", "own"), "f:2:1", HF_WORD_trace_near}, /* which of the two is not known */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_buf text = hf_buf_in(&bench, 512);
        hf_buf_put(&text, HF_STR(BENCH_HEADING));
        hf_buf_put(&text, hf_str_of(cases[i].rows));
        bench_refused(hf_buf_str(&text), "fifo", "", cases[i].word, cases[i].where);
        bench_clear(NULL);
    }
}

/* In the quick way through many rows, and for names too long to lie in their keys. */
static void blanks_are_seen_in_long_names_among_many_rows(void **state)
{
    (void)state;
    struct hf_buf text = hf_buf_in(&bench, 1 << 18);
    hf_buf_put(&text, HF_STR(BENCH_HEADING));
    for (int i = 0; i < 3000; i++) {
        char line[160];
        snprintf(line, sizeof line, "%05d,2026-01-01,The house by the harbour%s,credit,7,V,\n", i,
                 i == 2500 ? " " : "");
        hf_buf_put(&text, hf_str_of(line));
    }
    bench_refused(hf_buf_str(&text), "fifo", "", HF_WORD_trace_blanks, "f:2502:18");
}

static void blanks_alone_part_nothing(void **state)
{
    (void)state;
    struct hf_trace_ledger ledger;
    bench_ledger(HF_STR(BENCH_HEADING CREDIT("1", " A", "V ") CREDIT("2", " A", "W")), &ledger);
    assert_int_equal(ledger.accounts.count, 1);
}

static struct hf_trace_ledger read_rows(const char *rows)
{
    struct hf_trace_ledger ledger;
    struct hf_buf text = hf_buf_in(&bench, 1024);
    hf_buf_put(&text, HF_STR(BENCH_HEADING));
    hf_buf_put(&text, hf_str_of(rows));
    bench_ledger(hf_buf_str(&text), &ledger);
    return ledger;
}

static void an_account_that_is_payee_once_is_found(void **state)
{
    (void)state;
    uint32_t *once = NULL;
    struct hf_trace_ledger ledger =
        read_rows(CREDIT("1", "Quarry", "V") MOVE("2", "transfer", "Quarry", "Quary")
                      MOVE("3", "transfer", "Quarry", "B") MOVE("4", "debit", "B", "shop")
                          MOVE("5", "transfer", "Quarry", "C") MOVE("6", "transfer", "Quarry", "C")
                              MOVE("7", "transfer", "Quarry", "Quarry"));
    assert_int_equal(hf_trace_named_once(&ledger, &ledger.room->scratch, &once), 1);
    assert_str(hf_trace_roll_name(&ledger.accounts, once[0]), "Quary");
}

static void names_a_slip_apart_are_found_and_numbers_are_not(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool alike;
    } cases[] = {
        {"Blue Quarry", "Blue Quary", true},   {"Grey Heron", "Grey Herron", true},
        {"Quarry Ltd", "Qaurry Ltd", true},    {"QUARRY", "quarry", true},
        {"Account A", "Account B", false},     {"A", "B", false},
        {"Reserve 17", "Reserve 18", false},   {"FR7610", "FR7619", false},
        {"North Bank", "South Bank", false},   {"Harbour 1", "Harbuor 2", false},
        {"Quarry East", "Quarry West", false}, {"Marrow", "Barrow Ltd", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char rows[256];
        struct hf_trace_alike found[HF_TRACE_ALIKE_MAX];
        snprintf(rows, sizeof rows,
                 "1,2026-01-01,X,purchase,5,,%s\n2,2026-01-01,X,purchase,5,,%s\n3,2026-01-01,%s,sale,5,,X\n",
                 cases[i].a, cases[i].b, cases[i].a);
        struct hf_trace_ledger ledger = read_rows(rows);
        size_t count = hf_trace_nearly_alike(&ledger, NULL, 0, found);
        if (count != (cases[i].alike ? 1 : 0))
            fail_msg("%s and %s", cases[i].a, cases[i].b);
        if (count == 1) {
            assert_str(found[0].name, cases[i].b); /* the one that was never sold */
            assert_str(found[0].meant, cases[i].a);
        }
        bench_clear(NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_is_nearly_own_or_unknown_is_known_by_it, bench_clear),
        cmocka_unit_test_setup(a_claimant_nearly_called_own_is_refused_at_its_first_row, bench_clear),
        cmocka_unit_test_setup(blanks_are_seen_in_long_names_among_many_rows, bench_clear),
        cmocka_unit_test_setup(blanks_alone_part_nothing, bench_clear),
        cmocka_unit_test_setup(an_account_that_is_payee_once_is_found, bench_clear),
        cmocka_unit_test_setup(names_a_slip_apart_are_found_and_numbers_are_not, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
