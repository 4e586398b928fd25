/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/payload.h"

#include <stdlib.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/parse.h"
#include "record/json.h"
#include "typed.h"

static const struct hf_shape text = {.kind = HF_SHAPE_TEXT}, number = {.kind = HF_SHAPE_INT},
                             truth = {.kind = HF_SHAPE_BOOL}, money = {.kind = HF_SHAPE_MONEY},
                             refs = {.kind = HF_SHAPE_LIST, .item = &text},
                             numbers = {.kind = HF_SHAPE_LIST, .item = &number};
static const struct hf_shape_member inner[] = {{HF_STR_INIT("grace"), false, &text},
                                               {HF_STR_INIT("days"), false, &number}};
static const struct hf_shape terms = {.kind = HF_SHAPE_OBJECT, .member = inner, .members = 2};
static const struct hf_shape_member members[] = {
    {HF_STR_INIT("assets"), false, &refs},     {HF_STR_INIT("count"), false, &number},
    {HF_STR_INIT("days"), false, &numbers},    {HF_STR_INIT("note"), false, &text},
    {HF_STR_INIT("renewable"), false, &truth}, {HF_STR_INIT("terms"), false, &terms},
    {HF_STR_INIT("value"), false, &money},
};
static const struct hf_shape shape = {.kind = HF_SHAPE_OBJECT, .member = members, .members = 7};

/* "case act" with these options; the list ends with NULL. */
static enum hf_rc payload_of(const char *const *options, struct hf_str *out, struct hf_err *err)
{
    static char room[1024];
    struct hf_buf written = HF_BUF(room);
    struct hf_cli *cli = fresh_cli();
    struct hf_json json;
    char *argv[24] = {(char *)(uintptr_t) "case", (char *)(uintptr_t) "act", (char *)(uintptr_t) "C",
                      (char *)(uintptr_t) "e"};
    int count = 4;
    for (; *options != NULL; options++)
        argv[count++] = (char *)(uintptr_t)*options;
    hf_settings_begin(&cli->settings, cli->arena);
    assert_int_equal(hf_cli_parse(cli, count, argv, err), HF_OK);
    HF_TRY(hf_cli_payload(cli, &shape, &json, err));
    hf_json_write(&written, &json);
    *out = hf_buf_str(&written);
    return HF_OK;
}

struct row {
    const char *options[8];
    const char *payload;
};

static void the_shape_says_what_a_text_becomes(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {{NULL}, "{}"},
        {{"--set", "note=a=b", NULL}, "{\"note\":\"a=b\"}"},
        {{"--set", "note=", NULL}, "{\"note\":\"\"}"},
        {{"--set", "note=[1]", NULL}, "{\"note\":\"[1]\"}"},
        {{"--set", "count=-12", NULL}, "{\"count\":-12}"},
        {{"--set", "renewable=false", NULL}, "{\"renewable\":false}"},
        {{"--set", "count=9007199254740991", NULL}, "{\"count\":9007199254740991}"},
        {{"--set", "value=90071992547409.91 EUR", NULL},
         "{\"value\":{\"amount\":9007199254740991,\"currency\":\"EUR\"}}"},
        {{"--set", "value=1500.50 EUR", NULL}, "{\"value\":{\"amount\":150050,\"currency\":\"EUR\"}}"},
        {{"--set", "value={\"amount\":7,\"currency\":\"EUR\"}", NULL},
         "{\"value\":{\"amount\":7,\"currency\":\"EUR\"}}"},
        {{"--set", "assets=asset/1", "--set", "assets=asset/2", NULL},
         "{\"assets\":[\"asset/1\",\"asset/2\"]}"},
        {{"--set", "assets=[\"a\"]", "--set", "assets=b", NULL}, "{\"assets\":[\"a\",\"b\"]}"},
        {{"--set", "days=3", NULL}, "{\"days\":[3]}"},
        {{"--set", "terms.grace=45d", "--set", "terms.days=2", NULL},
         "{\"terms\":{\"days\":2,\"grace\":\"45d\"}}"},
        {{"--set", "stranger=1", NULL}, "{\"stranger\":\"1\"}"},
        {{"--set", "note=a", "--set", "note=b", NULL}, "{\"note\":\"b\"}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_str payload;
        struct hf_err err;
        assert_int_equal(payload_of(rows[i].options, &payload, &err), HF_OK);
        assert_str(payload, rows[i].payload);
    }
}

static void what_does_not_fit_is_refused_with_an_example(void **state)
{
    (void)state;
    static const struct {
        const char *set;
        enum hf_word word;
    } rows[] = {
        {"note", HF_WORD_cli_set},
        {"=x", HF_WORD_cli_set},
        {"count=twelve", HF_WORD_cli_set_value},
        {"renewable=yes", HF_WORD_cli_set_value},
        {"value=1500", HF_WORD_cli_set_value},
        {"value=15.005 EUR", HF_WORD_bad_amount},
        {"value=15 XXQ", HF_WORD_unknown_currency},
        {"assets=[1,", HF_WORD_json_end},
        {"value=90071992547409.92 EUR", HF_WORD_cli_set_large},
        {"value=-90071992547409.92 EUR", HF_WORD_cli_set_large},
        {"value=9223372036854775807 JPY", HF_WORD_cli_set_large},
        {"value={\"amount\":9007199254740992,\"currency\":\"EUR\"}", HF_WORD_json_integer},
        {"count=9007199254740992", HF_WORD_cli_set_large},
        {"count=-9007199254740992", HF_WORD_cli_set_large},
        {"days=9007199254740992", HF_WORD_cli_set_large},
        {"terms.days=9007199254740992", HF_WORD_cli_set_large},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *const options[] = {"--set", rows[i].set, NULL};
        struct hf_str payload;
        struct hf_err err;
        assert_int_equal(payload_of(options, &payload, &err), HF_BAD_INPUT);
        assert_int_equal(err.word, rows[i].word);
    }
}

static void set_lies_over_what_the_file_says(void **state)
{
    (void)state;
    char path[] = "/tmp/holdfast-test-XXXXXX";
    static const char object[] = "{\"note\":\"old\",\"terms\":{\"days\":1}}";
    int file = mkstemp(path);
    assert_int_equal(write(file, object, sizeof object - 1), sizeof object - 1);
    const char *const options[] = {"--data", path, "--set", "note=new", "--set", "terms.grace=1d", NULL};
    struct hf_str payload;
    struct hf_err err;
    assert_int_equal(payload_of(options, &payload, &err), HF_OK);
    assert_str(payload, "{\"note\":\"new\",\"terms\":{\"days\":1,\"grace\":\"1d\"}}");
    assert_int_equal(ftruncate(file, 0), 0);
    assert_int_equal(pwrite(file, "[1]", 3, 0), 3);
    assert_int_equal(payload_of(options, &payload, &err), HF_BAD_INPUT);
    assert_int_equal(err.word, HF_WORD_record_not_object);
    close(file);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shape_says_what_a_text_becomes),
        cmocka_unit_test(what_does_not_fit_is_refused_with_an_example),
        cmocka_unit_test(set_lies_over_what_the_file_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
