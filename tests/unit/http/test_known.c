/* SPDX-License-Identifier: Apache-2.0 */
/* By what a client may be known: the token and the certificate that it shows, as a handler sees them. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <curl/curl.h>

#include "base/code.h"
#include "http/server.h"
#include "unit/certificate.h"
#include "unit/unit.h"

enum { TEXT = 4096 };

static char room[] = "/tmp/holdfast-known-XXXXXX";
static char key[64], certificate[64], client_key[64], client_certificate[64];

/* ---- a server that tells what it sees ---- */

static void tell(const void *context, struct hf_exchange *exchange)
{
    char text[256];
    struct hf_buf out = HF_BUF(text);
    const struct hf_credential *shown = hf_exchange_credential(exchange);
    (void)context;
    hf_buf_put(&out, shown->bearer);
    hf_buf_put_char(&out, ' ');
    if (shown->has_certificate)
        hf_b64url_put(&out, shown->certificate.byte, sizeof shown->certificate.byte);
    hf_exchange_answer(exchange, hf_buf_str(&out), 0);
}

static const struct hf_route route = {.method = "GET",
                                      .path = "/who/{name}",
                                      .status = 200,
                                      .gives = HF_STR_INIT("text/plain"),
                                      .scope = "any",
                                      .serve = tell,
                                      .title = {HF_STR_INIT("who"), HF_STR_INIT("qui")}};

static struct hf_http *serve(bool client_cert)
{
    struct hf_http_setup setup = {.address = HF_STR("127.0.0.1:0"),
                                  .tls_cert = certificate,
                                  .tls_key = key,
                                  .routes = {&route, 1},
                                  .client_cert = client_cert};
    struct hf_http *http;
    struct hf_err err;
    assert_int_equal(hf_http_start(&setup, &http, &err), HF_OK);
    return http;
}

/* ---- a client ---- */

static char body[TEXT];
static size_t body_len;

static size_t add_body(char *bytes, size_t size, size_t count, void *context)
{
    (void)context;
    if (body_len + size * count >= sizeof body)
        return 0;
    memcpy(body + body_len, bytes, size * count);
    body_len += size * count;
    body[body_len] = '\0';
    return size * count;
}

static long ask(struct hf_http *http, const char *authorization, bool with_certificate)
{
    char url[64];
    long status = 0;
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = authorization == NULL ? NULL : curl_slist_append(NULL, authorization);
    body_len = 0;
    body[0] = '\0';
    snprintf(url, sizeof url, "https://127.0.0.1:%u/who/me", hf_http_port(http));
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_CAINFO, certificate);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, add_body);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 10000L);
    if (with_certificate) {
        curl_easy_setopt(curl, CURLOPT_SSLCERT, client_certificate);
        curl_easy_setopt(curl, CURLOPT_SSLKEY, client_key);
    }
    assert_int_equal(curl_easy_perform(curl), CURLE_OK);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return status;
}

/* SHA-256 of the certificate in DER, in the letters of a digest, by the file. */
static void digest_of(const char *path, char out[44])
{
    char pem[TEXT], letters[TEXT];
    unsigned char der[TEXT];
    struct hf_buf base64 = HF_BUF(letters), text = {.at = out, .size = 43};
    struct hf_digest digest;
    struct hf_hasher hasher;
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    struct hf_str rest = {pem, fread(pem, 1, sizeof pem, file)};
    fclose(file);
    while (rest.len > 0) {
        struct hf_str line = hf_str_cut(&rest, '\n');
        if (!hf_str_begins(line, HF_STR("-----")))
            hf_buf_put(&base64, line);
    }
    size_t size = hf_b64_size(hf_buf_str(&base64));
    assert_true(size < sizeof der && hf_b64_read(hf_buf_str(&base64), der, size));
    hf_hasher_init(&hasher);
    hf_sha256(&hasher, &(struct hf_str){(const char *)der, size}, 1, &digest);
    hf_hasher_done(&hasher);
    hf_digest_put(&text, &digest);
    out[43] = '\0';
}

/* ---- what is seen ---- */

static void who_shows_nothing_is_not_let_in(void **state)
{
    (void)state;
    struct hf_http *http = serve(true);
    assert_int_equal(ask(http, NULL, false), 401);
    assert_int_equal(ask(http, "Authorization: Basic YTpi", false), 401);
    assert_int_equal(ask(http, "Authorization: Bearer", false), 401);
    hf_http_stop(http);
}

static void a_token_is_seen_whatever_the_case_of_its_scheme(void **state)
{
    (void)state;
    struct hf_http *http = serve(true);
    assert_int_equal(ask(http, "Authorization: Bearer abc", false), 200);
    assert_string_equal(body, "abc ");
    assert_int_equal(ask(http, "Authorization: bEARER   abc ", false), 200);
    assert_string_equal(body, "abc ");
    hf_http_stop(http);
}

static void a_certificate_that_nobody_has_signed_is_seen_by_its_digest(void **state)
{
    (void)state;
    char digest[44], wanted[48];
    struct hf_http *http = serve(true);
    digest_of(client_certificate, digest);
    assert_int_equal(ask(http, NULL, true), 200);
    snprintf(wanted, sizeof wanted, " %s", digest);
    assert_string_equal(body, wanted);
    hf_http_stop(http);
}

static void a_certificate_is_not_looked_at_unless_it_was_asked_for(void **state)
{
    (void)state;
    struct hf_http *http = serve(false);
    assert_int_equal(ask(http, NULL, true), 401);
    hf_http_stop(http);
}

static int begin(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(room));
    snprintf(key, sizeof key, "%s/key.pem", room);
    snprintf(certificate, sizeof certificate, "%s/cert.pem", room);
    snprintf(client_key, sizeof client_key, "%s/ckey.pem", room);
    snprintf(client_certificate, sizeof client_certificate, "%s/ccert.pem", room);
    certificate_make(key, certificate);
    certificate_make(client_key, client_certificate);
    return 0;
}

static int end(void **state)
{
    (void)state;
    const char *files[] = {key, certificate, client_key, client_certificate};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        unlink(files[i]);
    rmdir(room);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_shows_nothing_is_not_let_in),
        cmocka_unit_test(a_token_is_seen_whatever_the_case_of_its_scheme),
        cmocka_unit_test(a_certificate_that_nobody_has_signed_is_seen_by_its_digest),
        cmocka_unit_test(a_certificate_is_not_looked_at_unless_it_was_asked_for),
    };
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return cmocka_run_group_tests(tests, begin, end);
}
