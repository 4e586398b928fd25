/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"
#include "unit/unit.h"

static void a_failure_knows_its_kind_its_code_and_its_sentence(void **state)
{
    (void)state;
    struct hf_err err;
    char room[256];
    struct hf_buf buf = HF_BUF(room);
    assert_int_equal(hf_fail(&err, HF_WORD_currency_mismatch, HF_STR("amount"), HF_STR("EUR"), HF_STR("JPY")),
                     HF_REFUSED);
    assert_int_equal(hf_err_rc(&err), HF_REFUSED);
    assert_str(hf_err_code(&err), "currency_mismatch");
    hf_err_say(&err, HF_EN, &buf);
    assert_str(hf_buf_str(&buf), "amounts in EUR and JPY cannot be compared or added");
}

static void print_puts_the_place_first_in_each_language(void **state)
{
    (void)state;
    static const char *const want[HF_LANGS] = {
        ("accounts[0].balance: not an amount: 1,5; write digits, a point and no more decimals than the "
         "currency "
         "has, as 1500.00 EUR or 1500 JPY\n  - write 1.5\n  - or 1.50"),
        ("accounts[0].balance : ce n'est pas un montant : 1,5 ; écrivez des chiffres, un point et pas plus "
         "de décimales que "
         "la monnaie n'en a, comme 1500.00 EUR ou 1500 JPY\n  - écrivez 1.5\n  - ou 1.50"),
    };
    struct hf_err err;
    hf_fail(&err, HF_WORD_bad_amount, HF_STR("accounts[0].balance"), HF_STR("1,5"), HF_STR_NONE);
    hf_err_detail(&err, HF_STR("write 1.5"), HF_STR("écrivez 1.5"));
    hf_err_detail(&err, HF_STR("or 1.50"), HF_STR("ou 1.50"));
    for (int lang = 0; lang < HF_LANGS; lang++) {
        char room[384];
        struct hf_buf buf = HF_BUF(room);
        hf_err_print(&err, (enum hf_lang)lang, &buf);
        assert_str(hf_buf_str(&buf), want[lang]);
    }
}

static void without_a_place_only_the_sentence_is_printed(void **state)
{
    (void)state;
    struct hf_err err;
    char room[256];
    struct hf_buf buf = HF_BUF(room);
    hf_fail(&err, HF_WORD_overflow, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_err_print(&err, HF_EN, &buf);
    assert_str(hf_buf_str(&buf),
               "a sum exceeds what can be counted (9223372036854775807): correct the amount, or divide what "
               "is added up");
}

static void an_argument_that_looks_like_a_mark_is_not_filled_again(void **state)
{
    (void)state;
    struct hf_err err;
    char room[256];
    struct hf_buf buf = HF_BUF(room);
    hf_fail(&err, HF_WORD_too_large, HF_STR_NONE, HF_STR("{1}"), HF_STR("{0}"));
    hf_err_say(&err, HF_EN, &buf);
    assert_str(hf_buf_str(&buf), "{1} is larger than the limit of {0}");
}

/* Machines are given the place as it is. */
static void a_place_and_what_we_name_ourselves_are_said_in_the_readers_language(void **state)
{
    static const struct {
        const char *where, *fr;
    } rows[] = {
        {"event 12", "acte 12"},
        {"heads line 3", "heads ligne 3"},
        {"policy:line 2", "policy:ligne 2"},
        {"log position 70", "position du journal 70"},
        {"event 7 header.seq", "acte 7 header.seq"},
        {"payload.event", "payload.event"},
        {"baseline 3", "baseline 3"},
        {"event x", "event x"},
        {"event", "event"},
        {"", ""},
    };
    (void)state;
    struct hf_err err;
    char room[512];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_buf en = HF_BUF(room);
        hf_fail(&err, HF_WORD_internal, hf_str_of(rows[i].where), HF_STR_NONE, HF_STR_NONE);
        hf_err_place(&err, HF_EN, &en);
        assert_str(hf_buf_str(&en), rows[i].where);
        struct hf_buf fr = HF_BUF(room);
        hf_err_place(&err, HF_FR, &fr);
        assert_str(hf_buf_str(&fr), rows[i].fr);
    }
    struct hf_buf buf = HF_BUF(room);
    hf_fail(&err, HF_WORD_no_memory, HF_STR("event 4"), HF_STR("the leaves of the log"), HF_STR_NONE);
    hf_err_print(&err, HF_FR, &buf);
    assert_str(hf_buf_str(&buf), "acte 4 : pas assez de mémoire pour les feuilles du journal");
}

static void long_texts_are_cut_between_characters(void **state)
{
    (void)state;
    struct hf_err err;
    char text[2 * HF_ERR_ARG_MAX + 1];
    for (size_t i = 0; i + 1 < sizeof text; i += 2)
        memcpy(text + i, "\xc3\xa9", 2);
    text[sizeof text - 1] = '\0';
    hf_fail(&err, HF_WORD_internal, hf_str_of(text), hf_str_of(text), hf_str_of(text + 1));
    assert_int_equal(strlen(err.arg[0]), HF_ERR_ARG_MAX - 2);
    assert_int_equal(strlen(err.where), HF_ERR_WHERE_MAX - 2);
    assert_int_equal((unsigned char)err.arg[0][HF_ERR_ARG_MAX - 3], 0xA9);
}

static void a_new_failure_forgets_the_details_of_the_last(void **state)
{
    (void)state;
    struct hf_err err;
    hf_fail(&err, HF_WORD_bad_amount, HF_STR_NONE, HF_STR("x"), HF_STR_NONE);
    hf_err_detail(&err, HF_STR("one"), HF_STR("un"));
    hf_fail(&err, HF_WORD_overflow, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    assert_string_equal(err.detail[HF_EN], "");
    assert_string_equal(err.detail[HF_FR], "");
}

static void details_beyond_the_room_are_left_out_whole(void **state)
{
    (void)state;
    struct hf_err err;
    hf_fail(&err, HF_WORD_bad_amount, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    for (int i = 0; i < HF_ERR_DETAIL_MAX; i++)
        hf_err_detail(&err, HF_STR("twelve chars"), HF_STR("douze signes"));
    size_t len = strlen(err.detail[HF_FR]);
    assert_true(len < HF_ERR_DETAIL_MAX);
    assert_int_equal((len + 1) % 13, 0);
}

static void each_kind_has_its_exit_code_and_its_status(void **state)
{
    (void)state;
    static const struct {
        enum hf_rc rc;
        int exit, http;
        bool retry;
    } cases[] = {
        {HF_OK, 0, 200, false},        {HF_FAILED, 1, 500, false},     {HF_BAD_INPUT, 2, 400, false},
        {HF_NOT_FOUND, 3, 404, false}, {HF_UNAVAILABLE, 4, 503, true}, {HF_NOT_ALLOWED, 5, 403, false},
        {HF_REFUSED, 6, 422, false},   {HF_CONFLICT, 7, 409, false},   {HF_UNVERIFIED, 8, 422, false},
        {HF_FINDINGS, 9, 422, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(cases[i].rc, cases[i].exit);
        assert_int_equal(hf_rc_http(cases[i].rc), cases[i].http);
        assert_int_equal(hf_rc_retry(cases[i].rc), cases[i].retry);
    }
}

static enum hf_rc tries(enum hf_rc inner, bool *reached)
{
    HF_TRY(inner);
    *reached = true;
    return HF_OK;
}

static void try_returns_what_went_wrong_at_once(void **state)
{
    (void)state;
    bool reached = false;
    assert_int_equal(tries(HF_CONFLICT, &reached), HF_CONFLICT);
    assert_false(reached);
    assert_int_equal(tries(HF_OK, &reached), HF_OK);
    assert_true(reached);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_knows_its_kind_its_code_and_its_sentence),
        cmocka_unit_test(print_puts_the_place_first_in_each_language),
        cmocka_unit_test(without_a_place_only_the_sentence_is_printed),
        cmocka_unit_test(an_argument_that_looks_like_a_mark_is_not_filled_again),
        cmocka_unit_test(a_place_and_what_we_name_ourselves_are_said_in_the_readers_language),
        cmocka_unit_test(long_texts_are_cut_between_characters),
        cmocka_unit_test(a_new_failure_forgets_the_details_of_the_last),
        cmocka_unit_test(details_beyond_the_room_are_left_out_whole),
        cmocka_unit_test(each_kind_has_its_exit_code_and_its_status),
        cmocka_unit_test(try_returns_what_went_wrong_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
