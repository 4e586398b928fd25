/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"
#include "trace/ledger.h"

static void a_row_that_lacks_or_has_too_much_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *row, *where;
        enum hf_word word;
    } cases[] = {
        {",2026-01-01,A,credit,5,V,", "f:2:1", HF_WORD_trace_needed},
        {"1,2026-01-01,,credit,5,V,", "f:2:14", HF_WORD_trace_needed},
        {"1,2026-01-01,A,credit,5,,", "f:2:25", HF_WORD_trace_needed},
        {"1,2026-01-01,A,debit,5,,", "f:2:25", HF_WORD_trace_needed},
        {"1,2026-01-01,A,transfer,5,,", "f:2:28", HF_WORD_trace_needed},
        {"1,2026-01-01,A,credit,5,V,s", "f:2:27", HF_WORD_trace_stray},
        {"1,2026-01-01,A,debit,5,V,s", "f:2:24", HF_WORD_trace_stray},
        {"1,2026-01-01,A,credit,5,OVERDRAFT,", "f:2:25", HF_WORD_trace_reserved},
        {"1,2026-01-01,A,debit,5,,overdraft:B", "f:2:25", HF_WORD_trace_reserved_sink},
        {"1,,A,credit,5,V,", "f:2:3", HF_WORD_trace_needed},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_buf text = hf_buf_in(&bench, 128);
        hf_buf_put(&text, HF_STR(BENCH_HEADING));
        hf_buf_put(&text, hf_str_of(cases[i].row));
        bench_refused(hf_buf_str(&text), "fifo", "", cases[i].word, cases[i].where);
    }
}

static void an_id_that_comes_twice_is_found_wherever_it_stands(void **state)
{
    (void)state;
    static const char *const ids[] = {"a", "b", "9", "10", "b", "x"};
    for (size_t first = 0; first < 3; first++) {
        struct hf_buf text = hf_buf_in(&bench, 256);
        hf_buf_put(&text, HF_STR(BENCH_HEADING));
        for (size_t i = first; i < sizeof ids / sizeof ids[0]; i++) {
            hf_buf_put(&text, hf_str_of(ids[i]));
            hf_buf_put(&text, HF_STR(",2026-01-01,A,credit,5,V,\n"));
        }
        struct hf_trace_ledger ledger;
        if (first == 2)
            bench_ledger(hf_buf_str(&text), &ledger);
        else
            bench_refused(hf_buf_str(&text), "fifo", "", HF_WORD_trace_twice, first == 0 ? "f:6:1" : "f:5:1");
    }
}

static void rising_ids_cost_no_table(void **state)
{
    (void)state;
    struct hf_trace_ledger ledger;
    struct bench_dice dice = {3};
    bench_ledger(bench_generate(&dice, 1000, 10), &ledger);
    assert_null(ledger.ids.print);
}

static void claimants_are_numbered_in_the_byte_order_of_their_names(void **state)
{
    (void)state;
    struct hf_trace_ledger ledger;
    bench_ledger(HF_STR(BENCH_HEADING "1,2026-01-01,A,credit,1,\xC3\xA9,\n2,2026-01-01,A,credit,1,Z,\n"
                                      "3,2026-01-01,A,credit,1,OWN,\n4,2026-01-01,A,credit,1,B,\n"),
                 &ledger);
    static const char *const want[] = {"B", "OVERDRAFT", "OWN", "UNKNOWN", "Z", "\xC3\xA9"};
    static const uint32_t of_row[] = {5, 4, 2, 0};
    assert_int_equal(ledger.claimants.count, 6);
    for (uint32_t i = 0; i < 6; i++)
        assert_str(hf_trace_claimant(&ledger, i), want[i]);
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(ledger.claimant_rank[hf_trace_event_at(&ledger, i).other], of_row[i]);
    assert_int_equal(ledger.own, 2);
    assert_int_equal(ledger.unknown, 3);
    assert_int_equal(ledger.overdraft, 1);
}

static void columns_have_names_and_are_found_by_them(void **state)
{
    (void)state;
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++) {
        struct hf_str name = hf_trace_column_name((enum hf_trace_column)i);
        assert_int_equal(hf_trace_column_find(name), i);
        assert_true(hf_str_contains(HF_TRACE_COLUMNS_TEXT, name));
    }
    assert_int_equal(hf_trace_column_find(HF_STR("ID")), HF_TRACE_COLUMNS);
}

/* "`account`, `amount`"; a dash where there is none. Those of every row are said once, above the table. */
static void put_columns(struct hf_buf *out, enum hf_trace_kind kind,
                        bool (*has)(enum hf_trace_kind, enum hf_trace_column))
{
    size_t before = out->len;
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++) {
        if (i == HF_TRACE_AT_id || i == HF_TRACE_AT_date || i == HF_TRACE_AT_kind ||
            !has(kind, (enum hf_trace_column)i))
            continue;
        hf_buf_put(out, out->len > before ? HF_STR(", `") : HF_STR("`"));
        hf_buf_put(out, hf_trace_column_name((enum hf_trace_column)i));
        hf_buf_put(out, HF_STR("`"));
    }
    if (out->len == before)
        hf_buf_put(out, HF_STR("-"));
}

static void the_guide_says_which_columns_each_kind_needs(void **state)
{
    (void)state;
    struct hf_str guide = bench_file("docs/tracing.md");
    for (unsigned kind = 0; kind < HF_TRACE_KINDS; kind++) {
        struct hf_buf row = hf_buf_in(&bench, 256);
        hf_buf_put(&row, HF_STR("| `"));
        hf_buf_put(&row, hf_trace_kind_name((enum hf_trace_kind)kind));
        hf_buf_put(&row, HF_STR("` | "));
        put_columns(&row, (enum hf_trace_kind)kind, hf_trace_kind_needs);
        hf_buf_put(&row, HF_STR(" | "));
        put_columns(&row, (enum hf_trace_kind)kind, hf_trace_kind_may);
        hf_buf_put(&row, HF_STR(" |"));
        if (kind != HF_TRACE_COIN && !hf_str_contains(guide, hf_buf_str(&row)))
            fail_msg("docs/tracing.md has no row %.*s", HF_STR_ARG(hf_buf_str(&row)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_row_that_lacks_or_has_too_much_is_refused, bench_clear),
        cmocka_unit_test_setup(an_id_that_comes_twice_is_found_wherever_it_stands, bench_clear),
        cmocka_unit_test_setup(rising_ids_cost_no_table, bench_clear),
        cmocka_unit_test_setup(claimants_are_numbered_in_the_byte_order_of_their_names, bench_clear),
        cmocka_unit_test_setup(columns_have_names_and_are_found_by_them, bench_clear),
        cmocka_unit_test_setup(the_guide_says_which_columns_each_kind_needs, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
