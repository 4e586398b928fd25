/* SPDX-License-Identifier: Apache-2.0 */
#include "host/log.h"

#include "base/when.h"
#include "record/json.h"
#include "unit/host/host.h"

static char line[4096];
static int ends[2];

static int64_t noon(void *self)
{
    int64_t at_ms = 0;
    (void)self;
    assert_true(hf_instant_read(HF_STR("2026-11-23T12:00:00.000Z"), &at_ms));
    return at_ms;
}
static const struct hf_clock_port clock_at_noon = {.wall_ms = noon};

static int open_pipe(void **state)
{
    (void)state;
    return pipe(ends);
}

static int close_pipe(void **state)
{
    (void)state;
    close(ends[0]);
    close(ends[1]);
    return 0;
}

static struct hf_str told(void)
{
    ssize_t got = read(ends[0], line, sizeof line);
    assert_true(got > 0);
    return (struct hf_str){line, (size_t)got};
}

static void an_event_is_one_line_of_json(void **state)
{
    struct hf_log log = hf_log_open(ends[1], HF_LOG_AUTO, clock_at_noon);
    const struct hf_log_part parts[] = {
        {.name = "desks", .figure = 2}, {.name = "note", .text = HF_STR("a \"b\"\n")}, {.name = NULL}};
    (void)state;
    hf_log_event(&log, HF_LOG_INFO, "serving", parts);
    assert_str(told(), "{\"at\":\"2026-11-23T12:00:00.000Z\",\"level\":\"info\",\"event\":\"serving\","
                       "\"desks\":2,\"note\":\"a \\\"b\\\"\\n\"}\n");
}

static void a_person_reads_words(void **state)
{
    struct hf_log log = hf_log_open(ends[1], HF_LOG_TEXT, clock_at_noon);
    const struct hf_log_part parts[] = {{.name = "desks", .figure = 2}, {.name = NULL}};
    (void)state;
    hf_log_event(&log, HF_LOG_WARNING, "serving", parts);
    assert_str(told(), "2026-11-23T12:00:00.000Z warning serving desks=2\n");
}

static void what_does_not_fit_is_left_out_and_the_line_stays_whole(void **state)
{
    static char block[1 << 16];
    static char long_text[2999];
    struct hf_log log = hf_log_open(ends[1], HF_LOG_JSON, clock_at_noon);
    const struct hf_log_part parts[] = {{.name = "long", .text = {long_text, sizeof long_text}},
                                        {.name = "short", .figure = 1},
                                        {.name = NULL}};
    struct hf_arena arena;
    struct hf_json json;
    (void)state;
    memset(long_text, 'x', sizeof long_text);
    hf_arena_init(&arena, block, sizeof block);
    hf_log_event(&log, HF_LOG_INFO, "serving", parts);
    assert_int_equal(hf_json_read(told(), &hf_json_open_limits, &arena, &json, &err), HF_OK);
    assert_null(HF_JSON_GET(&json, "long"));
    assert_non_null(HF_JSON_GET(&json, "short"));
}

static void a_failure_that_may_quote_input_tells_its_code_only(void **state)
{
    struct hf_log log = hf_log_open(ends[1], HF_LOG_TEXT, clock_at_noon);
    (void)state;
    hf_fail(&err, HF_WORD_bad_amount, HF_STR("payload.holder"), HF_STR("Ana Maric 12"), HF_STR_NONE);
    hf_log_failure(&log, "command_failed", &err);
    assert_str(told(), "2026-11-23T12:00:00.000Z error command_failed code=bad_amount\n");
    hf_fail(&err, HF_WORD_queue_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_log_failure(&log, "command_failed", &err);
    assert_true(hf_str_contains(told(), HF_STR("warning command_failed code=queue_full why=too many")));
}

#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_pipe, close_pipe)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_event_is_one_line_of_json),
        TEST(a_person_reads_words),
        TEST(what_does_not_fit_is_left_out_and_the_line_stays_whole),
        TEST(a_failure_that_may_quote_input_tells_its_code_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
