/* SPDX-License-Identifier: Apache-2.0 */
#include "notify/fetch.h"

#include <sys/socket.h>

#include <curl/curl.h>

enum { FETCH_MS = 10000, CONNECT_MS = 5000 };

struct fetching {
    const struct hf_fetch *fetch;
    struct hf_buf body;
    struct curl_slist *headers;
};

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct fetching *f = context;
    if (f->body.len + size * count > f->fetch->most)
        return 0;
    hf_buf_put_bytes(&f->body, bytes, size * count);
    return size * count;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    const struct fetching *f = context;
    (void)purpose;
    if (!hf_reach_may(&address->addr, f->fetch->allow, f->fetch->allow_count))
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool prepare(CURL *easy, struct fetching *f, const char *url, const char *ca_file)
{
    bool ok =
        curl_easy_setopt(easy, CURLOPT_URL, url) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, f->fetch->plain ? "http,https" : "https") == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_FAILONERROR, f->fetch->status == NULL ? 1L : 0L) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)FETCH_MS) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, f) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, f) == CURLE_OK;
    return ok && (ca_file == NULL || (curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file) == CURLE_OK &&
                                      curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) == CURLE_OK));
}

/* A body that is posted, with its type; libcurl's own `Expect` and the rest of its defaults are not sent. */
static bool prepare_post(CURL *easy, struct fetching *f, const char *type)
{
    if (f->fetch->post.len == 0)
        return true;
    f->headers = curl_slist_append(curl_slist_append(NULL, type), "Expect:");
    return f->headers != NULL && curl_easy_setopt(easy, CURLOPT_HTTPHEADER, f->headers) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)f->fetch->post.len) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_POSTFIELDS, f->fetch->post.at) == CURLE_OK;
}

static const char *text_of(struct hf_str s, struct hf_arena *arena)
{
    struct hf_buf out = hf_buf_in(arena, s.len + 1);
    hf_buf_put(&out, s);
    hf_buf_put_char(&out, '\0');
    return out.at;
}

enum hf_rc hf_fetch(const struct hf_fetch *fetch, struct hf_arena *arena, struct hf_str *body,
                    struct hf_err *err)
{
    struct fetching f = {.fetch = fetch, .body = hf_buf_in(arena, 4096)};
    const char *ca_file = fetch->ca_file.len > 0 ? text_of(fetch->ca_file, arena) : NULL;
    struct hf_buf type = hf_buf_in(arena, 128);
    CURLcode code = CURLE_FAILED_INIT;
    long status = 0;
    CURL *easy = curl_easy_init();
    hf_buf_put(&type, HF_STR("Content-Type: "));
    hf_buf_put(&type, fetch->type);
    if (easy != NULL && prepare(easy, &f, text_of(fetch->url, arena), ca_file) &&
        prepare_post(easy, &f, text_of(hf_buf_str(&type), arena)))
        code = curl_easy_perform(easy);
    if (code == CURLE_OK)
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(easy);
    curl_slist_free_all(f.headers);
    if (code != CURLE_OK || (status != 200 && fetch->status == NULL) || f.body.full)
        return hf_fail(err, HF_WORD_fetch_failed, HF_STR_NONE, fetch->url,
                       hf_str_of(curl_easy_strerror(code)));
    if (fetch->status != NULL)
        *fetch->status = (int32_t)status;
    *body = hf_buf_str(&f.body);
    return HF_OK;
}
