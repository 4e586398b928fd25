/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the engine as HTTP tells them. */
#include "http/refusal.h"

#include "record/json.h"
#include "unit/unit.h"

static char room[8192];
static struct hf_buf body;

static struct hf_refusal refuse(enum hf_word word, enum hf_manner manner, enum hf_lang lang)
{
    struct hf_err err;
    hf_fail(&err, word, HF_STR("a.b[0]"), HF_STR("host=db \"secret\""), HF_STR_NONE);
    body = HF_BUF(room);
    return hf_refusal_put(&err, manner, lang, &body);
}

static void each_word_of_a_token_has_its_code(void **state)
{
    (void)state;
    static const struct {
        enum hf_word word;
        const char *code;
    } rows[] = {
        {HF_WORD_token_malformed, "invalid_request"},
        {HF_WORD_token_too_large, "invalid_request"},
        {HF_WORD_token_header, "invalid_request"},
        {HF_WORD_token_type, "invalid_request"},
        {HF_WORD_token_alg, "invalid_request"},
        {HF_WORD_set_malformed, "invalid_request"},
        {HF_WORD_set_refused_claim, "invalid_request"},
        {HF_WORD_set_audiences, "invalid_request"},
        {HF_WORD_set_events, "invalid_request"},
        {HF_WORD_set_event_name, "invalid_request"},
        {HF_WORD_set_future, "invalid_request"},
        {HF_WORD_set_thread, "invalid_request"},
        {HF_WORD_json_doubled, "invalid_request"},
        {HF_WORD_duplicate, "invalid_request"},
        {HF_WORD_token_key, "invalid_key"},
        {HF_WORD_token_signature, "authentication_failed"},
        {HF_WORD_set_issuer, "invalid_issuer"},
        {HF_WORD_set_audience, "invalid_audience"},
        {HF_WORD_pg_not_yours, "access_denied"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_err err;
        hf_fail(&err, rows[i].word, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
        assert_string_equal(hf_set_code(&err), rows[i].code);
        struct hf_refusal refusal = refuse(rows[i].word, HF_SET_ERRORS, HF_EN);
        assert_int_equal(refusal.status, 400);
        assert_string_equal(refusal.type, "application/json");
        assert_int_equal(refusal.retry_after_s, 0);
    }
}

static void a_set_error_is_the_object_of_rfc_8935(void **state)
{
    (void)state;
    refuse(HF_WORD_token_signature, HF_SET_ERRORS, HF_EN);
    assert_str(hf_buf_str(&body),
               "{\"err\":\"authentication_failed\",\"description\":\"the signature of this token "
               "does not hold (a.b[0])\"}\n");
    refuse(HF_WORD_token_signature, HF_SET_ERRORS, HF_FR);
    assert_str(hf_buf_str(&body),
               "{\"err\":\"authentication_failed\",\"description\":\"la signature de ce jeton "
               "n'est pas valable (a.b[0])\"}\n");
}

static void a_problem_is_the_object_of_rfc_9457(void **state)
{
    (void)state;
    struct hf_refusal refusal = refuse(HF_WORD_stale, HF_PROBLEMS, HF_EN);
    assert_int_equal(refusal.status, 409);
    assert_string_equal(refusal.type, "application/problem+json");
    assert_str(hf_buf_str(&body),
               "{\"type\":\"urn:holdfast:problem:1:stale\",\"title\":\"Conflict\",\"status\":409,"
               "\"code\":\"stale\",\"detail\":\"somebody else has acted on the same file "
               "meanwhile; look at it again and repeat\",\"where\":\"a.b[0]\"}\n");
}

static void statuses_that_are_no_rc_have_a_row(void **state)
{
    (void)state;
    assert_int_equal(refuse(HF_WORD_http_method, HF_SET_ERRORS, HF_EN).status, 405);
    assert_int_equal(refuse(HF_WORD_http_body, HF_SET_ERRORS, HF_EN).status, 413);
    assert_string_equal(refuse(HF_WORD_http_type, HF_SET_ERRORS, HF_EN).type, "text/plain; charset=utf-8");
    assert_int_equal(refuse(HF_WORD_http_type, HF_PROBLEMS, HF_EN).status, 415);
    assert_int_equal(refuse(HF_WORD_http_no_route, HF_PROBLEMS, HF_EN).status, 404);
}

static void our_own_troubles_are_told_without_particulars(void **state)
{
    (void)state;
    static const struct {
        enum hf_word word;
        unsigned status;
        int retry_after_s;
    } rows[] = {{HF_WORD_pg_away, 503, 5}, {HF_WORD_pg_failed, 500, 0}, {HF_WORD_ledger_away, 503, 5}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (enum hf_manner manner = HF_PROBLEMS; manner <= HF_SET_ERRORS; manner++) {
            struct hf_refusal refusal = refuse(rows[i].word, manner, HF_FR);
            assert_int_equal(refusal.status, rows[i].status);
            assert_int_equal(refusal.retry_after_s, rows[i].retry_after_s);
            assert_false(hf_str_contains(hf_buf_str(&body), HF_STR("secret")));
            assert_false(hf_str_contains(hf_buf_str(&body), HF_STR("a.b[0]")));
        }
}

static struct hf_json read_back(struct hf_arena *arena)
{
    static unsigned char block[4 << 20];
    struct hf_json json;
    struct hf_err err;
    hf_arena_init(arena, block, sizeof block);
    assert_int_equal(hf_json_read(hf_buf_str(&body), &hf_json_payload_limits, arena, &json, &err), HF_OK);
    return json;
}

static void details_are_a_list_and_never_cut_in_their_middle(void **state)
{
    (void)state;
    struct hf_err err;
    struct hf_arena arena;
    hf_fail(&err, HF_WORD_stale, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    body = HF_BUF(room);
    hf_refusal_put(&err, HF_PROBLEMS, HF_EN, &body);
    size_t without = body.len;
    hf_err_detail(&err, HF_STR("first \"one\""), HF_STR("premier"));
    hf_err_detail(&err, HF_STR("second"), HF_STR("second"));
    body = HF_BUF(room);
    hf_refusal_put(&err, HF_PROBLEMS, HF_EN, &body);
    struct hf_json json = read_back(&arena);
    const struct hf_json *details = HF_JSON_GET(&json, "details");
    assert_int_equal(details->is.list.count, 2);
    assert_str(details->is.list.item[0].is.text, "first \"one\"");
    body = HF_BUF(room);
    body.size = without + 20;
    hf_refusal_put(&err, HF_PROBLEMS, HF_EN, &body);
    json = read_back(&arena);
    assert_null(HF_JSON_GET(&json, "details"));
}

static void a_status_without_a_title_has_one(void **state)
{
    (void)state;
    assert_str(hf_status_title(418, HF_EN), "Failed here");
    assert_str(hf_status_title(404, HF_FR), "Introuvable");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_word_of_a_token_has_its_code),
        cmocka_unit_test(a_set_error_is_the_object_of_rfc_8935),
        cmocka_unit_test(a_problem_is_the_object_of_rfc_9457),
        cmocka_unit_test(statuses_that_are_no_rc_have_a_row),
        cmocka_unit_test(our_own_troubles_are_told_without_particulars),
        cmocka_unit_test(details_are_a_list_and_never_cut_in_their_middle),
        cmocka_unit_test(a_status_without_a_title_has_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
