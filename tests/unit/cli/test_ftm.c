/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/ftm.h"

#include "typed.h"

static struct hf_ftm_line read_line(struct hf_cli *cli, const char *text)
{
    struct hf_ftm_line line = {.number = 7};
    struct hf_err err;
    assert_int_equal(hf_ftm_read(hf_str_of(text), cli->arena, &line, &err), HF_OK);
    return line;
}

static const struct hf_ftm_origin origin = {HF_STR_INIT("f.ndjson"), HF_STR_INIT("DIGEST"),
                                            HF_STR_INIT("HOLDER")};

static void becomes(const char *text, enum hf_ftm_into into, const char *payload)
{
    struct hf_cli *cli = fresh_cli();
    struct hf_ftm_line line = read_line(cli, text);
    struct hf_buf written = hf_buf_in(cli->arena, 256);
    assert_int_equal(line.into, into);
    if (payload == NULL)
        return;
    struct hf_json json = hf_ftm_payload(&line, &origin, cli->arena);
    hf_json_write(&written, &json);
    assert_str(hf_buf_str(&written), payload);
}

static void entities_become_entries_of_the_registers(void **state)
{
    (void)state;
    becomes("{\"id\":\"p\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ada "
            "Quill\"],\"alias\":[\"A\",\"Q\"],"
            "\"nationality\":[\"xs\"],\"country\":[\"XSX\"],\"birthDate\":[\"1972\"]}}",
            HF_FTM_PARTY,
            "{\"aliases\":\"A; Q\",\"birth_date\":\"1972\",\"kind\":\"person\",\"name\":\"Ada Quill\","
            "\"nationality\":\"XS\",\"source\":\"f.ndjson\",\"source_digest\":\"DIGEST\",\"source_id\":\"p\","
            "\"source_line\":7}");
    becomes("{\"id\":\"a\",\"schema\":\"BankAccount\",\"properties\":{\"iban\":[\"XS83\"],\"accountNumber\":["
            "\"1\"],"
            "\"bankName\":[\"B\"],\"currency\":[\"eur\"]}}",
            HF_FTM_ACCOUNT,
            "{\"bank\":\"B\",\"currency\":\"EUR\",\"holder\":\"HOLDER\",\"number\":\"XS83\",\"source\":\"f."
            "ndjson\","
            "\"source_digest\":\"DIGEST\",\"source_id\":\"a\",\"source_line\":7}");
    becomes(
        "{\"id\":\"v\",\"schema\":\"Vessel\",\"caption\":\"Grey Heron\",\"properties\":{\"flag\":[\"XF\"],"
        "\"imoNumber\":[\"9999993\"]}}",
        HF_FTM_ASSET,
        "{\"description\":\"Grey "
        "Heron\",\"holder\":\"HOLDER\",\"identifier\":\"9999993\",\"kind\":\"vessel\","
        "\"source\":\"f.ndjson\",\"source_digest\":\"DIGEST\",\"source_id\":\"v\",\"source_line\":7,"
        "\"state\":\"XF\"}");
    becomes("{\"id\":\"o\",\"schema\":\"Ownership\"}", HF_FTM_LINK, NULL);
    becomes("{\"id\":\"x\",\"schema\":\"Teapot\"}", HF_FTM_UNKNOWN, NULL);
}

static void is_refused(const char *text, enum hf_word word)
{
    struct hf_ftm_line line = {0};
    struct hf_err err;
    assert_int_equal(hf_ftm_read(hf_str_of(text), fresh_cli()->arena, &line, &err), HF_BAD_INPUT);
    assert_int_equal(err.word, word);
}

static void a_line_that_is_no_entity_is_refused(void **state)
{
    (void)state;
    is_refused("{\"id\":\"p\"}", HF_WORD_record_missing);
    is_refused("{\"schema\":\"Person\"}", HF_WORD_record_missing);
    is_refused("{\"id\":\"p\",", HF_WORD_json_end);
}

static void a_private_key_is_never_taken(void **state)
{
    (void)state;
    is_refused("{\"id\":\"w\",\"schema\":\"CryptoWallet\",\"properties\":{\"publicKey\":[\"1A\"],"
               "\"privateKey\":[\"secret\"]}}",
               HF_WORD_ftm_private_key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entities_become_entries_of_the_registers),
        cmocka_unit_test(a_line_that_is_no_entity_is_refused),
        cmocka_unit_test(a_private_key_is_never_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
