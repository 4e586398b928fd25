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
    ADDRESS_MAX = 2048, /* of an address and of a file name */
    HEADER_MAX = 2200,  /* of a line that the receiver has asked for */
    HOST_MAX = 320,
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
    char host[HOST_MAX]; /* "https://host:port" of the address */
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

/* A language tag and nothing that could end the header line; else English. */
static struct hf_str tag_of(struct hf_str language)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    for (size_t i = 0; i < language.len; i++)
        if (memchr(letters, language.at[i], sizeof letters - 1) == NULL)
            return HF_STR("en");
    return language.len > 0 && language.len <= LANGUAGE_MAX ? language : HF_STR("en");
}

static bool add_header(struct slot *slot, const char *line)
{
    struct curl_slist *longer = curl_slist_append(slot->headers, line);
    if (longer != NULL)
        slot->headers = longer;
    return longer != NULL;
}

static bool make_headers(struct slot *slot, struct hf_str language)
{
    char line[64 + LANGUAGE_MAX];
    struct hf_buf out = HF_BUF(line);
    hf_buf_put(&out, HF_STR("Accept-Language: "));
    hf_buf_put(&out, language);
    hf_buf_put(&out, hf_str_eq(language, HF_STR("en")) ? HF_STR_NONE : HF_STR(", en;q=0.5"));
    hf_buf_put_char(&out, '\0');
    return add_header(slot, "Content-Type: application/secevent+jwt") &&
           add_header(slot, "Accept: application/json") && add_header(slot, "Expect:") &&
           add_header(slot, line);
}

/* Nothing that could end the line; what is longer than a line may be is left out, and refused there. */
static bool add_authorization(struct slot *slot, struct hf_str value)
{
    char line[HEADER_MAX];
    struct hf_buf out = HF_BUF(line);
    hf_buf_put(&out, HF_STR("Authorization: "));
    for (size_t i = 0; i < value.len; i++)
        hf_buf_put_char(&out, (unsigned char)value.at[i] < ' ' || value.at[i] == 0x7f ? ' ' : value.at[i]);
    hf_buf_put_char(&out, '\0');
    bool fits = value.len > 0 && !out.full;
    bool added = !fits || add_header(slot, line);
    explicit_bzero(line, sizeof line);
    return added;
}

/* With a closing NUL for libcurl; what is too long or holds one is no address: "", which libcurl refuses. */
static const char *text_of(struct hf_str s, char room[ADDRESS_MAX])
{
    bool fits = s.len < ADDRESS_MAX && (s.len == 0 || memchr(s.at, '\0', s.len) == NULL);
    if (fits && s.len > 0)
        memcpy(room, s.at, s.len);
    room[fits ? s.len : 0] = '\0';
    return room;
}

/* libcurl copies address and token. */
static bool set_request(struct slot *slot, const struct hf_parcel *parcel)
{
    CURL *easy = slot->easy;
    char address[ADDRESS_MAX];
    const char *token = parcel->token.len > 0 ? parcel->token.at : ""; /* for NULL libcurl would read stdin */
    return curl_easy_setopt(easy, CURLOPT_URL, text_of(parcel->address, address)) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_POST, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)parcel->token.len) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, token) == CURLE_OK &&
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

static bool set_trust(struct slot *slot, struct hf_str ca_file)
{
    CURL *easy = slot->easy;
    char path[ADDRESS_MAX];
    if (ca_file.len == 0)
        ca_file = slot->push->setup.ca_file;
    if (ca_file.len > 0 && (curl_easy_setopt(easy, CURLOPT_CAINFO, text_of(ca_file, path)) != CURLE_OK ||
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
    slot->headers = NULL;
    slot->state = FREE;
}

/* Scheme, host and port, by which parcels to one host are counted. */
static void note_host(struct slot *slot, struct hf_str address)
{
    struct hf_buf out = {.at = slot->host, .size = sizeof slot->host - 1};
    size_t slashes = 0;
    for (size_t i = 0; i < address.len && slashes < 3; i++) {
        slashes += address.at[i] == '/';
        hf_buf_put_char(&out, address.at[i]);
    }
    slot->host[out.len] = '\0';
}

static bool fill(struct slot *slot, const struct hf_parcel *parcel)
{
    slot->result = (struct hf_parcel_result){.ticket = parcel->ticket, .retry_after_ms = -1};
    slot->reply = (struct hf_reply){0};
    slot->fault[0] = '\0';
    slot->kept_out = false;
    slot->order = slot->push->order++;
    slot->state = WAITING;
    note_host(slot, parcel->address);
    if (slot->easy == NULL)
        slot->easy = curl_easy_init();
    else
        curl_easy_reset(slot->easy);
    return slot->easy != NULL && make_headers(slot, tag_of(parcel->language)) &&
           add_authorization(slot, parcel->authorization) && set_request(slot, parcel) && set_reach(slot) &&
           set_trust(slot, parcel->ca_file) && set_patience(slot);
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

static bool host_is_busy(const struct push *push, const char *host)
{
    size_t out = 0;
    for (size_t i = 0; i < push->setup.room; i++)
        out += push->slot[i].state == OUT && strcasecmp(push->slot[i].host, host) == 0;
    return out >= push->setup.per_host;
}

static struct slot *next_waiting(const struct push *push)
{
    struct slot *next = NULL;
    for (size_t i = 0; i < push->setup.room; i++) {
        struct slot *slot = &push->slot[i];
        if (slot->state == WAITING && (next == NULL || slot->order < next->order) &&
            !host_is_busy(push, slot->host))
            next = slot;
    }
    return next;
}

static void launch(struct push *push, struct hf_arena *arena)
{
    struct slot *slot;
    while (count_in(push, OUT) < push->setup.width && (slot = next_waiting(push)) != NULL) {
        slot->result.start_ms = push->setup.clock.wall_ms(push->setup.clock.self);
        slot->state = OUT;
        if (curl_multi_add_handle(push->multi, slot->easy) != CURLM_OK)
            settle(slot, CURLE_OUT_OF_MEMORY, arena);
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
    const uint64_t first = push->order;
    bool filled = true;
    if (count > count_in(push, FREE))
        return hf_fail(err, HF_WORD_courier_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    for (size_t i = 0, k = 0; i < count; k++)
        if (push->slot[k].state == FREE)
            filled = fill(&push->slot[k], &parcels[i++]) && filled;
    for (size_t k = 0; k < push->setup.room && !filled; k++)
        if (push->slot[k].state == WAITING && push->slot[k].order >= first)
            empty(&push->slot[k]);
    return filled ? HF_OK : hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("libcurl"), HF_STR_NONE);
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
    (void)signal(SIGPIPE, SIG_IGN);
    *out = (struct hf_courier){
        .self = push, .fit = push_fit, .start = push_start, .turn = push_turn, .stop = push_stop};
    return HF_OK;
}
