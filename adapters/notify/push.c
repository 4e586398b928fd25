/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A slot per parcel: free, waiting for its turn, out, done. Parcels wait here and not inside libcurl, whose
 * total timeout would count the time in its queue.
 */
#include "notify/push.h"

#include <signal.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>

#include <curl/curl.h>

#include "notify/classes.h"
#include "notify/reply.h"

enum {
    CONNECT_MS = 5000,
    TOTAL_MS = 20000,
    ROOM = 256,
    WIDTH = 64,
    PER_HOST = 4,
    SLOW_BYTES = 16, /* per second, over so many seconds: given up */
    SLOW_S = 10,
    LANGUAGE_MAX = 35,
    POLL_MS = 1000
};

enum slot_state { FREE, WAITING, OUT, DONE };

struct push;
struct slot {
    enum slot_state state;
    uint64_t order; /* first come, first sent */
    struct push *push;
    CURL *easy; /* made once, used again with its connections */
    struct curl_slist *headers;
    char *address, *token, *ca_file;
    size_t token_len;
    char language[LANGUAGE_MAX + 1];
    struct hf_reply reply;
    char fault[CURL_ERROR_SIZE];
    bool kept_out; /* an address was refused by hf_reach_may */
    struct hf_parcel_result result;
    char said[HF_REPLY_SAID_MAX];
};

struct push {
    struct hf_push_setup setup;
    struct hf_network *allow;
    CURLM *multi;
    struct slot *slot;
    uint64_t order;
};

/* ---- one parcel ---- */

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct slot *slot = context;
    return hf_reply_header(&slot->reply, (struct hf_str){bytes, size * count}) ? size * count : 0;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct slot *slot = context;
    return hf_reply_body(&slot->reply, (struct hf_str){bytes, size * count}) ? size * count : 0;
}

/* After the name was resolved, for each address that is tried. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct slot *slot = context;
    (void)purpose;
    if (!hf_reach_may(&address->addr, slot->push->allow, slot->push->setup.allow_count)) {
        slot->kept_out = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* A language tag and nothing that could end the header line. */
static void choose_language(struct slot *slot, struct hf_str language)
{
    bool tag = language.len > 0 && language.len <= LANGUAGE_MAX;
    for (size_t i = 0; i < language.len && tag; i++)
        tag = strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-", language.at[i]) !=
                  NULL &&
              language.at[i] != '\0';
    struct hf_buf out = HF_BUF(slot->language);
    hf_buf_put(&out, tag ? language : HF_STR("en"));
    hf_buf_put_char(&out, '\0');
}

static bool add_header(struct slot *slot, const char *line)
{
    struct curl_slist *longer = curl_slist_append(slot->headers, line);
    if (longer != NULL)
        slot->headers = longer;
    return longer != NULL;
}

static bool make_headers(struct slot *slot)
{
    char line[64 + LANGUAGE_MAX];
    struct hf_buf out = HF_BUF(line);
    bool english = strncasecmp(slot->language, "en", 2) == 0;
    hf_buf_put(&out, HF_STR("Accept-Language: "));
    hf_buf_put(&out, hf_str_of(slot->language));
    hf_buf_put(&out, english ? HF_STR("") : HF_STR(", en;q=0.5"));
    hf_buf_put_char(&out, '\0');
    return add_header(slot, "Content-Type: application/secevent+jwt") &&
           add_header(slot, "Accept: application/json") && add_header(slot, "Expect:") &&
           add_header(slot, line);
}

static bool set_request(struct slot *slot)
{
    CURL *easy = slot->easy;
    return curl_easy_setopt(easy, CURLOPT_URL, slot->address) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_POST, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_POSTFIELDS, slot->token) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)slot->token_len) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTPHEADER, slot->headers) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_USERAGENT, "Holdfast") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERDATA, slot) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEDATA, slot) == CURLE_OK;
}

static bool set_reach(struct slot *slot)
{
    CURL *easy = slot->easy;
    const char *schemes = slot->push->setup.plain ? "http,https" : "https";
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, schemes) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, slot) == CURLE_OK;
}

static bool set_trust(struct slot *slot)
{
    CURL *easy = slot->easy;
    if (slot->ca_file != NULL && (curl_easy_setopt(easy, CURLOPT_CAINFO, slot->ca_file) != CURLE_OK ||
                                  curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) != CURLE_OK))
        return false;
    return curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
}

static bool set_patience(struct slot *slot)
{
    CURL *easy = slot->easy;
    const struct hf_push_setup *setup = &slot->push->setup;
    return curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)setup->connect_ms) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)setup->total_ms) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)SLOW_S) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, slot->fault) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PRIVATE, slot) == CURLE_OK;
}

static void empty(struct slot *slot)
{
    curl_slist_free_all(slot->headers);
    free(slot->address);
    free(slot->token);
    free(slot->ca_file);
    slot->headers = NULL;
    slot->address = slot->token = slot->ca_file = NULL;
    slot->state = FREE;
}

static char *copy_of(struct hf_str s)
{
    char *copy = malloc(s.len + 1);
    if (copy == NULL)
        return NULL;
    if (s.len > 0)
        memcpy(copy, s.at, s.len);
    copy[s.len] = '\0';
    return copy;
}

static bool fill(struct slot *slot, const struct hf_parcel *parcel)
{
    slot->address = copy_of(parcel->address);
    slot->token = copy_of(parcel->token);
    slot->token_len = parcel->token.len;
    slot->ca_file = parcel->ca_file.len > 0 ? copy_of(parcel->ca_file) : NULL;
    choose_language(slot, parcel->language);
    slot->result = (struct hf_parcel_result){.ticket = parcel->ticket, .retry_after_ms = -1};
    slot->reply = (struct hf_reply){0};
    slot->fault[0] = '\0';
    slot->kept_out = false;
    slot->order = slot->push->order++;
    slot->state = WAITING;
    return slot->address != NULL && slot->token != NULL && make_headers(slot) &&
           (parcel->ca_file.len == 0 || slot->ca_file != NULL);
}

/* ---- results ---- */

static void say(struct slot *slot, struct hf_str head, struct hf_str text)
{
    struct hf_buf out = HF_BUF(slot->said);
    hf_buf_put(&out, head);
    hf_said_put(&out, text, sizeof slot->said - head.len);
    slot->result.said = hf_buf_str(&out);
}

static void settle_answer(struct slot *slot, int32_t status, struct hf_arena *arena)
{
    size_t mark = hf_arena_mark(arena);
    struct hf_answered answer = {status, HF_STR_NONE, slot->reply.body > 0};
    if (status == 400)
        answer.err = hf_reply_err(&slot->reply, arena);
    slot->result.class_name = hf_class_of_answer(&answer);
    hf_arena_reset(arena, mark);
    if (status >= 300 && status < 400)
        say(slot, HF_STR("address moved to "), hf_str_of(slot->reply.location));
    else
        say(slot, HF_STR(""), (struct hf_str){slot->reply.kept, slot->reply.kept_len});
}

static void settle_failure(struct slot *slot, CURLcode code)
{
    slot->result.class_name = hf_class_of_failure((int)code);
    if (slot->reply.too_large)
        say(slot, HF_STR("the answer is larger than is taken"), HF_STR_NONE);
    else if (slot->kept_out && code == CURLE_COULDNT_CONNECT) {
        slot->result.class_name = hf_class_of_failure(CURLE_URL_MALFORMAT);
        say(slot, HF_STR("the address leads to a network that is not public and not in the allow-list"),
            HF_STR_NONE);
    } else
        say(slot, HF_STR(""), hf_str_of(slot->fault[0] != '\0' ? slot->fault : curl_easy_strerror(code)));
}

static void settle(struct slot *slot, CURLcode code, struct hf_arena *arena)
{
    long status = 0;
    const struct hf_clock_port *clock = &slot->push->setup.clock;
    curl_easy_getinfo(slot->easy, CURLINFO_RESPONSE_CODE, &status);
    slot->result.end_ms = clock->wall_ms(clock->self);
    slot->result.status = (int32_t)status;
    slot->result.retry_after_ms = hf_reply_retry_after(&slot->reply, slot->result.end_ms);
    if (code == CURLE_OK)
        settle_answer(slot, (int32_t)status, arena);
    else
        settle_failure(slot, code);
    slot->state = DONE;
}

/* ---- the queue ---- */

static size_t count_in(const struct push *push, enum slot_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < push->setup.room; i++)
        count += push->slot[i].state == state;
    return count;
}

/* "https://host:port" of an address. */
static struct hf_str host_of(const char *address)
{
    const char *host = strstr(address, "://");
    return (struct hf_str){address, host == NULL ? strlen(address)
                                                 : (size_t)(host - address) + 3 + strcspn(host + 3, "/?#")};
}

static bool host_is_busy(const struct push *push, const char *address)
{
    size_t out = 0;
    struct hf_str host = host_of(address);
    for (size_t i = 0; i < push->setup.room; i++) {
        const struct slot *slot = &push->slot[i];
        if (slot->state == OUT && host_of(slot->address).len == host.len &&
            strncasecmp(slot->address, host.at, host.len) == 0)
            out++;
    }
    return out >= push->setup.per_host;
}

static struct slot *next_waiting(const struct push *push)
{
    struct slot *next = NULL;
    for (size_t i = 0; i < push->setup.room; i++) {
        struct slot *slot = &push->slot[i];
        if (slot->state == WAITING && (next == NULL || slot->order < next->order) &&
            !host_is_busy(push, slot->address))
            next = slot;
    }
    return next;
}

static CURLcode set_out(struct push *push, struct slot *slot)
{
    if (slot->easy == NULL)
        slot->easy = curl_easy_init();
    else
        curl_easy_reset(slot->easy);
    if (slot->easy == NULL || !set_request(slot) || !set_reach(slot) || !set_trust(slot) ||
        !set_patience(slot))
        return CURLE_OUT_OF_MEMORY;
    return curl_multi_add_handle(push->multi, slot->easy) == CURLM_OK ? CURLE_OK : CURLE_OUT_OF_MEMORY;
}

static void launch(struct push *push, struct hf_arena *arena)
{
    struct slot *slot;
    while (count_in(push, OUT) < push->setup.width && (slot = next_waiting(push)) != NULL) {
        slot->result.start_ms = push->setup.clock.wall_ms(push->setup.clock.self);
        CURLcode code = set_out(push, slot);
        slot->state = OUT;
        if (code != CURLE_OK)
            settle(slot, code, arena);
    }
}

static void collect(struct push *push, struct hf_arena *arena)
{
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(push->multi, &left)) != NULL;) {
        struct slot *slot = NULL;
        CURL *easy = message->easy_handle;
        CURLcode code = message->data.result;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &slot);
        settle(slot, code, arena);
        curl_multi_remove_handle(push->multi, easy);
    }
}

static size_t report(struct push *push, struct hf_arena *arena, struct hf_parcel_result *out, size_t room)
{
    size_t count = 0;
    for (size_t i = 0; i < push->setup.room && count < room; i++) {
        struct slot *slot = &push->slot[i];
        if (slot->state != DONE)
            continue;
        out[count] = slot->result;
        out[count].said = hf_arena_keep(arena, slot->result.said);
        count++;
        empty(slot);
    }
    return count;
}

/* ---- the port ---- */

static bool push_fit(void *self, struct hf_str address)
{
    const struct push *push = self;
    return (address.len > 8 && strncasecmp(address.at, "https://", 8) == 0) ||
           (push->setup.plain && address.len > 7 && strncasecmp(address.at, "http://", 7) == 0);
}

static enum hf_rc push_start(void *self, const struct hf_parcel *parcels, size_t count, struct hf_err *err)
{
    struct push *push = self;
    struct slot *taken[ROOM] = {0};
    size_t found = 0;
    for (size_t i = 0; i < push->setup.room && found < count; i++)
        if (push->slot[i].state == FREE)
            taken[found++] = &push->slot[i];
    if (found < count)
        return hf_fail(err, HF_WORD_courier_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    bool filled = true;
    for (size_t i = 0; i < count; i++)
        filled = fill(taken[i], &parcels[i]) && filled;
    if (filled)
        return HF_OK;
    for (size_t i = 0; i < count; i++)
        empty(taken[i]);
    return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("libcurl"), HF_STR_NONE);
}

static enum hf_rc push_turn(void *self, int64_t wait_ms, struct hf_arena *arena, struct hf_parcel_result *out,
                            size_t room, size_t *count, size_t *pending, struct hf_err *err)
{
    struct push *push = self;
    const struct hf_clock_port *clock = &push->setup.clock;
    int64_t until = clock->steady_ms(clock->self) + wait_ms;
    for (int64_t left = wait_ms;; left = until - clock->steady_ms(clock->self)) {
        int running;
        launch(push, arena);
        CURLMcode code = curl_multi_perform(push->multi, &running);
        collect(push, arena);
        if (code == CURLM_OK && left > 0 && count_in(push, DONE) == 0 && count_in(push, OUT) > 0)
            code = curl_multi_poll(push->multi, NULL, 0, (int)(left < POLL_MS ? left : POLL_MS), NULL);
        else
            left = 0;
        if (code != CURLM_OK)
            return hf_fail(err, HF_WORD_courier_broken, HF_STR_NONE, hf_str_of(curl_multi_strerror(code)),
                           HF_STR_NONE);
        if (left <= 0)
            break;
    }
    *count = report(push, arena, out, room);
    *pending = push->setup.room - count_in(push, FREE);
    return HF_OK;
}

static void push_stop(void *self)
{
    struct push *push = self;
    for (size_t i = 0; push->slot != NULL && i < push->setup.room; i++) {
        struct slot *slot = &push->slot[i];
        if (slot->state == OUT)
            curl_multi_remove_handle(push->multi, slot->easy);
        curl_easy_cleanup(slot->easy);
        empty(slot);
    }
    curl_multi_cleanup(push->multi);
    free(push->slot);
    free(push->allow);
    free(push);
}

static void choose_limits(struct hf_push_setup *setup)
{
    setup->connect_ms = setup->connect_ms > 0 ? setup->connect_ms : CONNECT_MS;
    setup->total_ms = setup->total_ms > 0 ? setup->total_ms : TOTAL_MS;
    setup->room = setup->room > 0 && setup->room < ROOM ? setup->room : ROOM;
    setup->width = setup->width > 0 ? setup->width : WIDTH;
    setup->per_host = setup->per_host > 0 ? setup->per_host : PER_HOST;
}

static bool make(struct push *push)
{
    const struct hf_push_setup *setup = &push->setup;
    push->allow = calloc(setup->allow_count + 1, sizeof *push->allow);
    push->slot = calloc(setup->room, sizeof *push->slot);
    push->multi = curl_multi_init();
    if (push->allow == NULL || push->slot == NULL || push->multi == NULL)
        return false;
    if (setup->allow_count > 0)
        memcpy(push->allow, setup->allow, setup->allow_count * sizeof *push->allow);
    for (size_t i = 0; i < setup->room; i++)
        push->slot[i].push = push;
    return true;
}

enum hf_rc hf_push_open(const struct hf_push_setup *setup, struct hf_courier *out, struct hf_err *err)
{
    struct push *push = calloc(1, sizeof *push);
    if (push == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        free(push);
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("libcurl"), HF_STR_NONE);
    }
    push->setup = *setup;
    choose_limits(&push->setup);
    if (!make(push)) {
        push_stop(push);
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("libcurl"), HF_STR_NONE);
    }
    signal(SIGPIPE, SIG_IGN);
    *out = (struct hf_courier){
        .self = push, .fit = push_fit, .start = push_start, .turn = push_turn, .stop = push_stop};
    return HF_OK;
}
