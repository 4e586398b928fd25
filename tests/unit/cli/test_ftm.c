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

static const struct hf_ftm_origin origin = {.source = HF_STR_INIT("f.ndjson"),
                                            .digest = HF_STR_INIT("DIGEST"),
                                            .holder = HF_STR_INIT("HOLDER"),
                                            .from = HF_STR_INIT("FROM"),
                                            .to = HF_STR_INIT("TO"),
                                            .payee = HF_STR_INIT("PAYEE")};

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
    becomes(
        "{\"id\":\"o\",\"schema\":\"Ownership\",\"properties\":{\"percentage\":[\"80 %\"],"
        "\"startDate\":[\"2014-03-11\"],\"ownershipType\":[\"share\"]}}",
        HF_FTM_HOLDING,
        "{\"class\":\"share\",\"from\":\"2014-03-11\",\"owned\":\"TO\",\"owner\":\"FROM\",\"percent\":\"80\","
        "\"source\":\"f.ndjson\",\"source_digest\":\"DIGEST\",\"source_id\":\"o\",\"source_line\":7}");
    becomes("{\"id\":\"d\",\"schema\":\"Directorship\"}", HF_FTM_LINK, NULL);
    becomes("{\"id\":\"x\",\"schema\":\"Teapot\"}", HF_FTM_UNKNOWN, NULL);
}

#define PAYMENT(more)                                                                                \
    "{\"id\":\"t\",\"schema\":\"Payment\",\"properties\":{\"amount\":[\"150000.50\"],\"currency\":[" \
    "\"EUR\"]," more "\"transactionNumber\":[\"s008\"]}}"
#define PAID "\"source\":\"f.ndjson\",\"source_digest\":\"DIGEST\",\"source_id\":\"t\",\"source_line\":7"

static void pays(struct hf_str from, struct hf_str to, const char *expected)
{
    struct hf_cli *cli = fresh_cli();
    struct hf_ftm_line line = read_line(cli, PAYMENT("\"date\":[\"2020-04-06T10:00:00\"],"));
    struct hf_ftm_origin tied = origin;
    struct hf_buf written = hf_buf_in(cli->arena, 256);
    tied.from = from;
    tied.to = to;
    assert_true(hf_ftm_fits(&line, &tied));
    struct hf_json json = hf_ftm_payload(&line, &tied, cli->arena);
    hf_json_write(&written, &json);
    assert_str(hf_buf_str(&written), expected);
}

static void a_payment_is_what_its_known_accounts_make_it(void **state)
{
    (void)state;
    pays(HF_STR("A"), HF_STR("B"),
         "{\"account\":\"A\",\"amount\":{\"amount\":15000050,\"currency\":\"EUR\"},\"date\":\"2020-04-06\","
         "\"kind\":\"transfer\",\"number\":\"s008\"," PAID ",\"to_account\":\"B\"}");
    pays(HF_STR("A"), HF_STR_NONE,
         "{\"account\":\"A\",\"amount\":{\"amount\":15000050,\"currency\":\"EUR\"},\"date\":\"2020-04-06\","
         "\"kind\":\"debit\",\"number\":\"s008\",\"payee\":\"PAYEE\"," PAID "}");
    pays(HF_STR_NONE, HF_STR("B"),
         "{\"account\":\"B\",\"amount\":{\"amount\":15000050,\"currency\":\"EUR\"},\"date\":\"2020-04-06\","
         "\"kind\":\"credit\",\"number\":\"s008\",\"origin\":\"unknown\"," PAID "}");
}

static void what_cannot_be_recorded_does_not_fit(void **state)
{
    (void)state;
    struct hf_cli *cli = fresh_cli();
    struct hf_ftm_origin tied = origin;
    struct hf_ftm_line month = read_line(cli, PAYMENT("\"date\":[\"2020-04\"],")),
                       day = read_line(cli, PAYMENT("\"date\":[\"2020-04-06\"],")),
                       share = read_line(cli, "{\"id\":\"o\",\"schema\":\"Ownership\"}"),
                       less = read_line(cli, "{\"id\":\"t\",\"schema\":\"Payment\",\"properties\":{"
                                             "\"date\":[\"2020-04-06\"],\"amount\":[\"-5.00\"],"
                                             "\"currency\":[\"EUR\"]}}");
    assert_false(hf_ftm_fits(&month, &tied));
    assert_false(hf_ftm_fits(&less, &tied));
    assert_true(hf_ftm_fits(&day, &tied));
    assert_true(hf_ftm_fits(&share, &tied));
    tied.to = HF_STR_NONE;
    assert_false(hf_ftm_fits(&share, &tied));
    tied.from = HF_STR_NONE;
    assert_false(hf_ftm_fits(&day, &tied));
}

static void amounts_fit_up_to_what_a_register_holds(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        bool fits;
    } rows[] = {
#define OF(amount)                                                                                         \
    "{\"id\":\"t\",\"schema\":\"Payment\",\"properties\":{\"date\":[\"2020-04-06\"],\"amount\":[\"" amount \
    "\"],\"currency\":[\"EUR\"]}}"
        {OF("0"), true},
        {OF("90071992547409.91"), true},
        {OF("90071992547409.92"), false},
        {OF("92233720368547758.07"), false},
        {OF("92233720368547758.08"), false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_ftm_line line = read_line(fresh_cli(), rows[i].line);
        assert_int_equal(hf_ftm_fits(&line, &origin), rows[i].fits);
    }
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
        cmocka_unit_test(a_payment_is_what_its_known_accounts_make_it),
        cmocka_unit_test(what_cannot_be_recorded_does_not_fit),
        cmocka_unit_test(amounts_fit_up_to_what_a_register_holds),
        cmocka_unit_test(a_line_that_is_no_entity_is_refused),
        cmocka_unit_test(a_private_key_is_never_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
