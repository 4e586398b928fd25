/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"
#include "trace/read.h"

#define EVENT(rest) "{\"events\":[\n{\"id\":\"1\"," rest "}]}"
#define COIN "\"kind\":\"coin\",\"date\":\"2026-01-02\","
#define CREDIT "\"kind\":\"credit\",\"date\":\"2026-01-01\",\"account\":\"A\","

static void each_fault_is_refused_with_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *text, *case_id, *where;
        enum hf_word word;
    } cases[] = {
        {"{\"events\":[", "", "f:1:12", HF_WORD_json_end},
        {"[1]", "", "f:1:1", HF_WORD_trace_no_events},
        {"{\"events\":{}}", "", "f:1:11", HF_WORD_trace_no_events},
        {"{\"cases\":[{\"id\":\"X\"}]}", "X", "f:1:11", HF_WORD_trace_no_events},
        {"{\"cases\":[{\"id\":\"X\"}]}", "", "f", HF_WORD_trace_which_case},
        {"{\"cases\":[{\"id\":\"X\"}]}", "Y", "f", HF_WORD_trace_no_case},
        {"{\"cases\":[{\"id\":\"X\"},{\"id\":\"X\"}]}", "X", "f:1:22", HF_WORD_trace_case_twice},
        {"{\"id\":\"X\",\"events\":[]}", "Y", "f", HF_WORD_trace_no_case},
        {"{\"events\":[\n 7]}", "", "f:2:2", HF_WORD_trace_event},
        {EVENT("\"what\":1"), "", "f:2:11", HF_WORD_trace_column},
        {EVENT("\"kind\":1"), "", "f:2:18", HF_WORD_trace_text},
        {EVENT(CREDIT "\"claimant\":\"V\""), "", "f:2:1", HF_WORD_trace_needed},
        {EVENT("\"amount\":1.5"), "", "f:2:20", HF_WORD_trace_amount},
        {EVENT("\"amount\":\"15 \""), "", "f:2:20", HF_WORD_trace_amount},
        {EVENT("\"amount\":\"015\""), "", "f:2:20", HF_WORD_trace_amount},
        {EVENT("\"amount\":\"9223372036854775808\""), "", "f:2:20", HF_WORD_trace_amount},
        {EVENT(CREDIT "\"claimant\":\"V\",\"amount\":\"-1\""), "", "f:2:85", HF_WORD_trace_negative},
        {EVENT("\"amount\":9007199254740992"), "", "f:2:20", HF_WORD_json_integer},
        {EVENT(CREDIT "\"claimant\":\"V\",\"amount\":-1"), "", "f:2:85", HF_WORD_trace_negative},
        {EVENT(CREDIT "\"amount\":1"), "", "f:2:1", HF_WORD_trace_needed},
        {EVENT("\"id\":\"2\""), "", "f:2:11", HF_WORD_json_doubled},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        bench_refused(hf_str_of(cases[i].text), "fifo", cases[i].case_id, cases[i].word, cases[i].where);
}

static void a_case_that_is_not_there_is_refused_with_those_that_are(void **state)
{
    (void)state;
    struct hf_trace_source source = {.file = HF_STR("f"),
                                     .text = HF_STR("{\"cases\":[{\"id\":\"X1\"},{\"id\":\"X2\"}]}")};
    struct hf_trace_ledger ledger;
    struct hf_err err;
    struct hf_trace_room room = hf_trace_room_of(&bench);
    assert_int_equal(hf_trace_read_json(source, HF_STR("Y"), &room, &ledger, &err), HF_NOT_FOUND);
    assert_string_equal(err.detail[HF_EN], "X1\nX2");
}

static void a_wrong_amount_is_quoted_as_it_stands(void **state)
{
    (void)state;
    static const struct {
        const char *text, *quoted;
    } cases[] = {
        {EVENT("\"amount\":1.50"), "1.50 is not an amount"},
        {EVENT("\"amount\":\"12 EUR\",\"to\":\"s\""), "12 EUR is not an amount"},
        {EVENT("\"amount\":null"), "null is not an amount"},
        {EVENT("\"received\":[1,2]"), "[...] is not an amount"},
        {EVENT("\"received\":{}"), "{...} is not an amount"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_trace_source source = {.file = HF_STR("f"), .text = hf_str_of(cases[i].text)};
        struct hf_trace_ledger ledger;
        struct hf_err err;
        struct hf_trace_room room = hf_trace_room_of(&bench);
        char room_of_said[512];
        struct hf_buf said = HF_BUF(room_of_said);
        assert_int_equal(hf_trace_read_json(source, HF_STR_NONE, &room, &ledger, &err), HF_BAD_INPUT);
        hf_err_print(&err, HF_EN, &said);
        if (!hf_str_contains(hf_buf_str(&said), hf_str_of(cases[i].quoted)))
            fail_msg("%.*s", HF_STR_ARG(hf_buf_str(&said)));
        bench_clear(NULL);
    }
}

static void an_amount_may_be_a_text_of_digits(void **state)
{
    (void)state;
    struct hf_trace_source source = {.file = HF_STR("f"),
                                     .text =
                                         HF_STR("{\"events\":[{\"id\":\"1\"," CREDIT
                                                "\"claimant\":\"V\",\"amount\":\"9223372036854775807\"}]}")};
    struct hf_trace_ledger ledger;
    struct hf_err err;
    struct hf_trace_room room = hf_trace_room_of(&bench);
    assert_int_equal(hf_trace_read_json(source, HF_STR_NONE, &room, &ledger, &err), HF_OK);
    assert_true(hf_trace_event_at(&ledger, 0).amount == INT64_MAX);
    bench_clear(NULL);
    source.text = HF_STR("{\"events\":[{\"id\":\"1\",\"kind\":\"coin\",\"date\":\"2026-01-02\",\"inputs\":["
                         "\"x\"],\"outputs\":[{\"account\":\"y\",\"amount\":\"one\"}]}]}");
    room = hf_trace_room_of(&bench);
    assert_int_equal(hf_trace_read_json(source, HF_STR_NONE, &room, &ledger, &err), HF_BAD_INPUT);
}

static void names_with_escapes_are_names(void **state)
{
    (void)state;
    struct hf_trace_source source = {
        .file = HF_STR("f"), .text = HF_STR(EVENT(CREDIT "\"claimant\":\"Andr\\u00e9\",\"amount\":3"))};
    struct hf_trace_ledger ledger;
    struct hf_err err;
    struct hf_trace_room room = hf_trace_room_of(&bench);
    assert_int_equal(hf_trace_read_json(source, HF_STR_NONE, &room, &ledger, &err), HF_OK);
    assert_str(hf_trace_roll_name(&ledger.claimants, hf_trace_event_at(&ledger, 0).other), "Andr\xC3\xA9");
}

static void names_with_control_characters_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        EVENT(CREDIT "\"claimant\":\"a\\nb\",\"amount\":3"),
        EVENT(CREDIT "\"claimant\":\"\\u001b[31m\",\"amount\":3"),
        EVENT(CREDIT "\"claimant\":\"\\u009b31m\",\"amount\":3"),
        EVENT(CREDIT "\"claimant\":\"V\\u007f\",\"amount\":3"),
        "{\"accounts\":[\"A\\tB\"],\"events\":[]}",
        EVENT(COIN "\"inputs\":[\"x\\r\"],\"outputs\":[{\"account\":\"y\",\"amount\":1}]"),
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bench_refused(hf_str_of(texts[i]), "fifo", "", HF_WORD_trace_control_in, "");
        bench_clear(NULL);
    }
}

/* An id that is written with escapes does not stand in the text as it is. */
static void a_row_whose_id_has_escapes_has_its_place(void **state)
{
    (void)state;
    bench_refused(
        HF_STR("{\"events\":[\n{\"id\":\"\\u0061\"," CREDIT
               "\"claimant\":\"V\",\"amount\":\"9223372036854775807\"},\n{\"id\":\"\\u0062\"," CREDIT
               "\"claimant\":\"V\",\"amount\":1}]}"),
        "fifo", "", HF_WORD_trace_overflow, "f:3:7");
}

static void a_text_too_long_for_the_memory_is_refused(void **state)
{
    (void)state;
    unsigned char bytes[4096];
    struct hf_arena small;
    struct hf_trace_source source = {.file = HF_STR("f"),
                                     .text = HF_STR("{\"events\":[                                   ]}")};
    struct hf_trace_ledger ledger;
    struct hf_err err;
    hf_arena_init(&small, bytes, sizeof bytes);
    struct hf_trace_room room = hf_trace_room_of(&small);
    assert_int_equal(hf_trace_read_json(source, HF_STR_NONE, &room, &ledger, &err), HF_BAD_INPUT);
    assert_int_equal(err.word, HF_WORD_json_too_long);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_fault_is_refused_with_line_and_column, bench_clear),
        cmocka_unit_test_setup(a_case_that_is_not_there_is_refused_with_those_that_are, bench_clear),
        cmocka_unit_test_setup(names_with_escapes_are_names, bench_clear),
        cmocka_unit_test_setup(names_with_control_characters_are_refused, bench_clear),
        cmocka_unit_test_setup(a_row_whose_id_has_escapes_has_its_place, bench_clear),
        cmocka_unit_test_setup(a_text_too_long_for_the_memory_is_refused, bench_clear),
        cmocka_unit_test_setup(a_wrong_amount_is_quoted_as_it_stands, bench_clear),
        cmocka_unit_test_setup(an_amount_may_be_a_text_of_digits, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
