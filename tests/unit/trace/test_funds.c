/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"
#include <stdio.h>

#include "record/json.h"

static const struct hf_json_limits open_limits = {.bytes = 1024 * 1024, .depth = 16, .reals = true};

static struct hf_json tree_of(struct hf_str text)
{
    struct hf_json json = {0};
    struct hf_err err;
    assert_int_equal(hf_json_read(text, &open_limits, &bench, &json, &err), HF_OK);
    return json;
}

static void same_as_expected(struct hf_str file, const struct hf_json *item, const char *method)
{
    char id[80];
    snprintf(id, sizeof id, "%.*s", HF_STR_ARG(hf_json_text(item, HF_STR("id"))));
    const struct hf_json *want = hf_json_get(HF_JSON_GET(item, "expected"), hf_str_of(method));
    if (want == NULL) /* T05 has no pari passu */
        return;
    struct hf_str answer = bench_trace(file, method, id);
    struct hf_buf written = hf_buf_in(&bench, 256);
    hf_json_write(&written, want);
    if (!hf_str_eq(answer, hf_buf_str(&written)))
        fail_msg("%s %s\ngot  %.*s\nwant %.*s", id, method, HF_STR_ARG(answer),
                 HF_STR_ARG(hf_buf_str(&written)));
}

static void every_published_case_comes_out_to_the_unit(void **state)
{
    (void)state;
    struct hf_str file = bench_file("tests/vectors/tracing/cases.json");
    struct hf_json root = tree_of(file);
    const struct hf_json *cases = HF_JSON_GET(&root, "cases");
    assert_int_equal(cases->is.list.count, 8);
    for (size_t i = 0; i < cases->is.list.count; i++)
        for (unsigned k = 0; k < HF_TRACE_METHODS; k++) {
            char method[32];
            struct hf_str name = hf_trace_method_name(hf_trace_method_at(k));
            snprintf(method, sizeof method, "%.*s", HF_STR_ARG(name));
            same_as_expected(file, &cases->is.list.item[i], method);
        }
}

static void json_and_csv_give_the_same_answer(void **state)
{
    (void)state;
    struct hf_str json = HF_STR(" {\"events\":["
                                "{\"id\":\"1\",\"kind\":\"credit\",\"date\":\"2026-01-01\",\"account\":\"A\","
                                "\"amount\":70,\"claimant\":\"V\"},"
                                "{\"id\":\"2\",\"kind\":\"transfer\",\"date\":\"2026-01-02\",\"account\":"
                                "\"A\",\"amount\":80,\"to\":\"B\"}]}");
    struct hf_str csv = HF_STR("kind,id,to,date,amount,account,claimant\r\n"
                               "credit,1,,2026-01-01,70,A,V\r\n"
                               "transfer,2,B,2026-01-02,80,A,");
    const char *want =
        "{\"accounts\":{\"A\":{\"balance\":0,\"composition\":{},\"overdraft\":10},"
        "\"B\":{\"balance\":80,\"composition\":{\"OWN\":10,\"V\":70}}},"
        "\"debits\":[{\"amount\":80,\"composition\":{\"OVERDRAFT\":10,\"V\":70},\"id\":\"2\"}],"
        "\"sinks\":{}}";
    assert_str(bench_trace(json, "fifo", ""), want);
    assert_str(bench_trace(csv, "fifo", ""), want);
}

static void a_method_that_is_not_there_is_refused_with_those_that_are(void **state)
{
    (void)state;
    struct hf_trace_ask ask = {.file = HF_STR("f"), .method = HF_STR("guess")};
    struct hf_buf out = hf_buf_in(&bench, 16);
    struct hf_err err;
    assert_int_equal(hf_trace_funds(HF_STR(BENCH_HEADING), &ask, &bench, &out, &err), HF_BAD_INPUT);
    assert_int_equal(err.word, HF_WORD_trace_method);
    assert_string_equal(err.arg[0], "guess");
    assert_string_equal(err.arg[1],
                        "fifo, lifo, own_first, claim_first, rolling_pro_rata, pari_passu, poison, "
                        "direct_match");
}

static void a_csv_file_has_no_cases(void **state)
{
    (void)state;
    bench_refused(HF_STR(BENCH_HEADING), "fifo", "T1", HF_WORD_trace_csv_case, "f");
}

static void nothing_at_all_is_refused(void **state)
{
    (void)state;
    bench_refused(HF_STR_NONE, "fifo", "", HF_WORD_trace_no_heading, "f");
    bench_refused(HF_STR("\xEF\xBB\xBF"), "fifo", "", HF_WORD_trace_no_heading, "f");
}

static void a_ledger_without_rows_has_an_empty_answer(void **state)
{
    (void)state;
    assert_str(bench_trace(HF_STR(BENCH_HEADING), "fifo", ""),
               "{\"accounts\":{},\"debits\":[],\"sinks\":{}}");
}

/* Whatever the size of the arena, the trace is refused or whole. */
static void a_full_arena_is_refused_wherever_it_happens(void **state)
{
    (void)state;
    struct bench_dice dice = {7};
    struct hf_str text = bench_generate(&dice, 300, 1000), whole = bench_trace(text, "rolling_pro_rata", "");
    enum { MOST = 2 * 1024 * 1024 };
    unsigned char *room = HF_NEW(&bench, unsigned char, MOST);
    size_t refused = 0, done = 0;
    for (size_t size = 64; size < MOST; size += 64 + size / 64) {
        struct hf_trace_ask ask = {.file = HF_STR("f"), .method = HF_STR("rolling_pro_rata")};
        struct hf_arena small;
        struct hf_err err;
        hf_arena_init(&small, room, size);
        struct hf_buf out = hf_buf_in(&bench, 64 * 1024);
        enum hf_rc rc = hf_trace_funds(text, &ask, &small, &out, &err);
        if (rc == HF_OK)
            assert_true(hf_str_eq(hf_buf_str(&out), whole));
        else
            assert_int_equal(err.word, HF_WORD_no_memory);
        *(rc == HF_OK ? &done : &refused) += 1;
    }
    assert_true(refused > 100 && done > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_published_case_comes_out_to_the_unit, bench_clear),
        cmocka_unit_test_setup(json_and_csv_give_the_same_answer, bench_clear),
        cmocka_unit_test_setup(a_method_that_is_not_there_is_refused_with_those_that_are, bench_clear),
        cmocka_unit_test_setup(a_csv_file_has_no_cases, bench_clear),
        cmocka_unit_test_setup(nothing_at_all_is_refused, bench_clear),
        cmocka_unit_test_setup(a_ledger_without_rows_has_an_empty_answer, bench_clear),
        cmocka_unit_test_setup(a_full_arena_is_refused_wherever_it_happens, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
