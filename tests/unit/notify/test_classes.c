/* SPDX-License-Identifier: Apache-2.0 */
/* The table of classes, row by row, as notices to focal points need it. */
#include "notify/classes.h"

#include <curl/curl.h>

#include "unit/unit.h"

static void each_answer_has_its_class(void **state)
{
    (void)state;
    static const struct {
        int32_t status;
        const char *err;
        bool body;
        const char *class_name;
    } rows[] = {
        {202, "", false, "received"},
        {202, "", true, "nonconforming"},
        {200, "", true, "nonconforming"},
        {204, "", false, "nonconforming"},
        {301, "", false, "moved"},
        {308, "", true, "moved"},
        {400, "invalid_request", true, "permanent"},
        {400, "invalid_issuer", true, "permanent"},
        {400, "invalid_audience", true, "permanent"},
        {400, "Invalid_Key", true, "permanent"}, /* codes are case-sensitive */
        {400, "something_new", true, "permanent"},
        {400, "", false, "permanent"},
        {400, "invalid_key", true, "key_cache"},
        {400, "authentication_failed", true, "credentials"},
        {400, "access_denied", true, "credentials"},
        {401, "", false, "credentials"},
        {403, "invalid_key", true, "credentials"},
        {404, "", false, "missing"},
        {405, "", false, "permanent"},
        {408, "", false, "transient"},
        {410, "", false, "gone"},
        {413, "", false, "permanent"},
        {415, "", false, "permanent"},
        {422, "", false, "permanent"},
        {425, "", false, "transient"},
        {429, "", false, "transient"},
        {500, "", false, "transient"},
        {503, "", true, "transient"},
        {599, "", false, "transient"},
        {0, "", false, "transient"},
        {101, "", false, "transient"},
        {777, "", false, "transient"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_answered answer = {rows[i].status, hf_str_of(rows[i].err), rows[i].body};
        assert_str(hf_class_of_answer(&answer), rows[i].class_name);
    }
}

static void each_failure_has_its_class(void **state)
{
    (void)state;
    static const struct {
        int code;
        const char *class_name;
    } rows[] = {
        {CURLE_COULDNT_RESOLVE_HOST, "transient"},
        {CURLE_COULDNT_CONNECT, "transient"},
        {CURLE_OPERATION_TIMEDOUT, "transient"},
        {CURLE_SSL_CONNECT_ERROR, "transient"},
        {CURLE_PARTIAL_FILE, "transient"},
        {CURLE_WRITE_ERROR, "transient"},
        {CURLE_GOT_NOTHING, "transient"},
        {CURLE_URL_MALFORMAT, "permanent"},
        {CURLE_UNSUPPORTED_PROTOCOL, "permanent"},
        {CURLE_LOGIN_DENIED, "permanent"},
        {CURLE_PEER_FAILED_VERIFICATION, "credentials"},
        {CURLE_SSL_CACERT_BADFILE, "credentials"},
        {CURLE_SSL_CERTPROBLEM, "credentials"},
        {CURLE_SSL_PINNEDPUBKEYNOTMATCH, "credentials"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_str(hf_class_of_failure(&(struct hf_failed){.code = rows[i].code}), rows[i].class_name);
}

/* As libcurl and OpenSSL write it. */
static void an_alert_that_refuses_us_is_a_matter_of_credentials(void **state)
{
    (void)state;
    static const struct {
        const char *fault;
        bool asked;
        const char *class_name;
    } rows[] = {
        {"OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0", true,
         "credentials"},
        {"error:0A000418:SSL routines::tlsv1 alert unknown ca", false, "credentials"},
        {"error:0A000415:SSL routines::sslv3 alert certificate expired", false, "credentials"},
        {"error:0A000410:SSL routines::sslv3 alert handshake failure", true, "credentials"},
        {"error:0A000410:SSL routines::sslv3 alert handshake failure", false, "transient"}, /* of ciphers */
        {"error:0A000438:SSL routines::tlsv1 alert internal error", true, "transient"},
        {"error:0A000126:SSL routines::unexpected eof while reading", true, "transient"},
        {"Connection reset by peer", false, "transient"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_failed failed = {CURLE_RECV_ERROR, hf_str_of(rows[i].fault), rows[i].asked};
        assert_str(hf_class_of_failure(&failed), rows[i].class_name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_answer_has_its_class),
        cmocka_unit_test(each_failure_has_its_class),
        cmocka_unit_test(an_alert_that_refuses_us_is_a_matter_of_credentials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
