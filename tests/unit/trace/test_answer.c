/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"
#include "record/json.h"

#define ROW(id, rest) id ",2026-01-01," rest "\n"

static void the_answer_is_canonical_json_whatever_the_names(void **state)
{
    (void)state;
    struct hf_str text = HF_STR(BENCH_HEADING ROW("\"q\"\"1\"", "b,credit,1,\xEE\x80\x80,")
                                    ROW("2", "b,credit,1,\xF0\x90\x80\x80,") ROW("3", "b,credit,1,\\,")
                                        ROW("4", "a,credit,1,OWN,") ROW("5", "b,debit,3,,\"s, \"\"t\"\"\""));
    struct hf_str answer = bench_trace(text, "fifo", "");
    struct hf_buf again = hf_buf_in(&bench, 256);
    struct hf_json json;
    struct hf_err err;
    assert_int_equal(hf_json_read(answer, &hf_json_payload_limits, &bench, &json, &err), HF_OK);
    hf_json_write(&again, &json);
    assert_true(hf_str_eq(answer, hf_buf_str(&again)));
    assert_true(hf_str_contains(answer, HF_STR("{\"\\\\\":1,\"\xF0\x90\x80\x80\":1,\"\xEE\x80\x80\":1}")));
}

static void several_lots_of_one_claimant_are_one_sum(void **state)
{
    (void)state;
    struct hf_str text = HF_STR(BENCH_HEADING ROW("1", "A,credit,1,V,") ROW("2", "A,credit,1,OWN,")
                                    ROW("3", "A,credit,1,V,") ROW("4", "A,credit,1,OWN,"));
    assert_str(bench_trace(text, "fifo", ""),
               "{\"accounts\":{\"A\":{\"balance\":4,\"composition\":{\"OWN\":2,\"V\":2}}},"
               "\"debits\":[],\"sinks\":{}}");
}

static void an_overdraft_has_a_sink_between_the_others(void **state)
{
    (void)state;
    struct hf_str text =
        HF_STR(BENCH_HEADING ROW("1", "A,debit,1,,z") ROW("2", "A,credit,1,V,") ROW("3", "A,debit,0,,a"));
    assert_true(
        hf_str_ends(bench_trace(text, "fifo", ""),
                    HF_STR("\"sinks\":{\"a\":{},\"overdraft:A\":{\"V\":1},\"z\":{\"OVERDRAFT\":1}}}")));
}

static void an_answer_that_does_not_fit_is_refused_and_not_begun(void **state)
{
    (void)state;
    char room[64];
    struct hf_buf out = HF_BUF(room);
    struct hf_trace_ask ask = {.file = HF_STR("f"), .method = HF_STR("fifo")};
    struct hf_str text = HF_STR(BENCH_HEADING ROW("1", "A,credit,1,V,"));
    struct hf_err err;
    assert_int_equal(hf_trace_funds(text, &ask, &bench, &out, &err), HF_FAILED);
    assert_int_equal(err.word, HF_WORD_no_memory);
    assert_int_equal(out.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_answer_is_canonical_json_whatever_the_names, bench_clear),
        cmocka_unit_test_setup(several_lots_of_one_claimant_are_one_sum, bench_clear),
        cmocka_unit_test_setup(an_overdraft_has_a_sink_between_the_others, bench_clear),
        cmocka_unit_test_setup(an_answer_that_does_not_fit_is_refused_and_not_begun, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
