/* SPDX-License-Identifier: Apache-2.0 */
#include "ssf/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/code.h"
#include "crash/office.h"

#include "seal/token.h"

enum { TREE_SIZE = 8 << 20 };

static char base[96];

static struct {
    struct reply reply;
    unsigned char tree[TREE_SIZE];
    struct hf_json json;
} * slots;
static size_t asked;

void client_to(const char *address)
{
    snprintf(base, sizeof base, "http://%s", address);
    if (slots == NULL)
        slots = calloc(CLIENT_REPLIES, sizeof *slots);
}

/* ---- one request ---- */

static size_t add(char *room, size_t size, size_t *len, const char *bytes, size_t count)
{
    if (*len + count >= size)
        return 0;
    memcpy(room + *len, bytes, count);
    *len += count;
    room[*len] = '\0';
    return count;
}

static size_t add_header(char *bytes, size_t size, size_t count, void *context)
{
    struct reply *reply = context;
    return add(reply->headers, sizeof reply->headers, &reply->headers_len, bytes, size * count);
}

static size_t add_body(char *bytes, size_t size, size_t count, void *context)
{
    struct reply *reply = context;
    return add(reply->body, sizeof reply->body, &reply->body_len, bytes, size * count);
}

static struct curl_slist *headers_of(const struct ask *ask)
{
    char line[256];
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
    snprintf(line, sizeof line, "Content-Type: %s", ask->type != NULL ? ask->type : "application/json");
    if (ask->body != NULL)
        headers = curl_slist_append(headers, line);
    snprintf(line, sizeof line, "Authorization: Bearer %s", ask->token != NULL ? ask->token : "");
    return ask->token != NULL ? curl_slist_append(headers, line) : headers;
}

static void perform(const struct ask *ask, struct reply *reply)
{
    char url[512];
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = headers_of(ask);
    const char *method = ask->method != NULL ? ask->method : ask->body != NULL ? "POST" : "GET";
    memset(reply, 0, sizeof *reply);
    snprintf(url, sizeof url, "%s%s", base, ask->path);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 20000L);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, ask->body);
    if (ask->body == NULL)
        curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, add_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, reply);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, add_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, reply);
    if (curl_easy_perform(curl) == CURLE_OK)
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply->status);
    curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME, &reply->seconds);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
}

struct reply *client_ask(struct ask ask)
{
    struct reply *reply = &slots[asked++ % CLIENT_REPLIES].reply;
    perform(&ask, reply);
    return reply;
}

const struct hf_json *reply_json(struct reply *reply)
{
    size_t i = 0;
    struct hf_arena arena;
    struct hf_err err;
    while (&slots[i].reply != reply)
        i++;
    hf_arena_init(&arena, slots[i].tree, TREE_SIZE);
    return hf_json_read((struct hf_str){reply->body, reply->body_len}, &hf_json_file_limits, &arena,
                        &slots[i].json, &err) == HF_OK
               ? &slots[i].json
               : NULL;
}

bool reply_has(const struct reply *reply, const char *header)
{
    return strstr(reply->headers, header) != NULL;
}

/* ---- at the same time ---- */

struct later {
    pthread_t thread;
    struct ask ask;
    struct reply *reply;
    char body[512];
};

static void *run(void *context)
{
    struct later *later = context;
    perform(&later->ask, later->reply);
    return NULL;
}

struct later *client_later(struct ask ask)
{
    struct later *later = calloc(1, sizeof *later);
    later->ask = ask;
    snprintf(later->body, sizeof later->body, "%s", ask.body);
    later->ask.body = later->body;
    later->reply = &slots[asked++ % CLIENT_REPLIES].reply;
    if (pthread_create(&later->thread, NULL, run, later) != 0)
        give_up("an ask at the same time", "no thread");
    return later;
}

struct reply *later_reply(struct later *later)
{
    struct reply *reply = later->reply;
    pthread_join(later->thread, NULL);
    free(later);
    return reply;
}

/* ---- tokens ---- */

static struct hf_public our_key(void)
{
    struct hf_public key;
    struct reply *reply = client_ask((struct ask){.path = "/.well-known/jwks.json"});
    const struct hf_json *keys = HF_JSON_GET(reply_json(reply), "keys");
    if (keys == NULL || keys->is.list.count == 0 ||
        !hf_b64url_read(hf_json_text(&keys->is.list.item[0], HF_STR("x")), key.byte, sizeof key.byte))
        give_up("the key of the court", reply->body);
    return key;
}

const struct hf_json *client_claims(struct hf_str compact)
{
    static unsigned char block[1 << 20];
    static struct hf_json claims;
    struct hf_arena arena;
    struct hf_token token;
    struct hf_hasher hasher;
    struct hf_err err;
    struct hf_public key = our_key();
    hf_arena_init(&arena, block, sizeof block);
    hf_hasher_init(&hasher);
    bool holds = hf_token_read(&arena, compact, &token, &err) == HF_OK &&
                 hf_token_verify(&hasher, &token, &key, &err) == HF_OK &&
                 hf_json_read(token.payload, &hf_json_payload_limits, &arena, &claims, &err) == HF_OK;
    hf_hasher_done(&hasher);
    return holds ? &claims : NULL;
}
