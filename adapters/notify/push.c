/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A slot per parcel: free, waiting for its turn, out, done. Parcels wait here and not inside libcurl, whose
 * total timeout would count the time in its queue. A line is an easy handle, set up for one pool and used
 * again for it; a pool is an address with its terms and, in a share of its own, its connections. What is
 * free, waits in a pool, is done or idle stands in a queue, so nothing is looked for among all.
 */
#include "notify/push.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>

#include <curl/curl.h>

#include "base/check.h"
#include "desk/classes.h"
#include "notify/classes.h"
#include "notify/reply.h"
#include "notify/wire.h"

enum {
    CONNECT_MS = 5000,
    TOTAL_MS = 20000,
    ROOM = 1024,
    WIDTH = 256,
    SLOW_BYTES = 16, /* per second, over so many seconds: given up */
    SLOW_S = 10,
    LANGUAGE_MAX = 35,
    ADDRESS_MAX = 2048, /* of an address and of a file name */
    POLL_MS = 1000,
    RATE_MS = 20 /* how long is waited at most for a second that is used up */
};

enum slot_state { FREE, WAITING, OUT, DONE };

struct push;

struct queue { /* of slots: first in, first out */
    struct slot *first, **end;
};

/* An address, by whom it is believed, what goes for it, and the connections to it. */
struct pool {
    struct pool *next;
    struct queue waiting;
    struct line *idle; /* those that are set up for it */
    size_t out;
    int64_t second_ms, begun; /* of the second that is counted */
    char address[ADDRESS_MAX], ca_file[ADDRESS_MAX];
    char authorization[HF_ENDPOINT_TEXT + 1]; /* the value of that header; "": none */
    const struct hf_endpoint_terms *terms;
    CURLSH *share;
};

struct line {
    struct line *next; /* idle one */
    CURL *easy;
    struct pool *pool; /* it is set up for; NULL: none */
    char language[LANGUAGE_MAX + 1];
    struct curl_slist *headers;
    struct slot *slot; /* NULL: idle */
    struct push *push;
    struct hf_reply reply;
    struct hf_wire_room wire;
    char fault[CURL_ERROR_SIZE];
    bool kept_out; /* an address was refused by hf_reach_may */
};

struct slot {
    struct slot *next; /* in its queue */
    enum slot_state state;
    uint64_t order; /* first come, first sent */
    struct pool *pool;
    char language[LANGUAGE_MAX + 1];
    char *token;
    size_t token_len;
    struct hf_parcel_result result;
    char said[HF_REPLY_SAID_MAX];
    struct hf_wire_room wire;
};

struct push {
    struct hf_push_setup setup;
    struct hf_network *allow;
    CURLM *multi;
    struct pool *pools;
    struct slot *slot;
    struct line *line;
    struct queue free, done;
    struct line *blank;     /* idle lines that are set up for no pool */
    size_t count[DONE + 1]; /* slots in each state */
    uint64_t order;
    atomic_bool is_called; /* by another thread */
};

/* ---- queues ---- */

static void join(struct queue *queue, struct slot *slot)
{
    slot->next = NULL;
    *(queue->first == NULL ? &queue->first : queue->end) = slot;
    queue->end = &slot->next;
}

static struct slot *leave(struct queue *queue)
{
    struct slot *slot = queue->first;
    queue->first = slot->next;
    return slot;
}

static void put_state(struct push *push, struct slot *slot, enum slot_state state)
{
    push->count[slot->state]--;
    push->count[state]++;
    slot->state = state;
}

/* ---- pools ---- */

/* What is too long or holds a NUL is no address: "", which libcurl refuses. */
static void keep_text(struct hf_str s, char room[ADDRESS_MAX])
{
    bool fits = s.len < ADDRESS_MAX && (s.len == 0 || memchr(s.at, '\0', s.len) == NULL);
    if (fits && s.len > 0)
        memcpy(room, s.at, s.len);
    room[fits ? s.len : 0] = '\0';
}

static const struct hf_endpoint_terms *terms_of(const struct push *push, struct hf_str address)
{
    for (size_t i = 0; i < push->setup.endpoint_count; i++)
        if (hf_str_eq(push->setup.endpoints[i].address, address))
            return &push->setup.endpoints[i];
    return &push->setup.otherwise;
}

/* What a receiver has asked to be sent with its stream, without what could end the line; else as it is
 * configured. Too long a one is left out, and refused there. */
static void keep_authorization(struct hf_str value, char room[HF_ENDPOINT_TEXT + 1])
{
    bool fits = value.len <= HF_ENDPOINT_TEXT;
    for (size_t i = 0; fits && i < value.len; i++)
        room[i] = (char)((unsigned char)value.at[i] < ' ' || value.at[i] == 0x7f ? ' ' : value.at[i]);
    room[fits ? value.len : 0] = '\0';
}

static bool are_same(const struct pool *a, const struct pool *b)
{
    return strcmp(a->address, b->address) == 0 && strcmp(a->ca_file, b->ca_file) == 0 &&
           strcmp(a->authorization, b->authorization) == 0;
}

/* Connections and the memory of TLS sessions, of this pool alone. */
static CURLSH *make_share(void)
{
    CURLSH *share = curl_share_init();
    if (share == NULL)
        return NULL;
    (void)curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
    (void)curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    return share;
}

static struct pool *add_pool(struct push *push, const struct pool *wanted)
{
    struct pool *pool = malloc(sizeof *pool);
    CURLSH *share = make_share();
    if (pool == NULL || share == NULL) {
        free(pool);
        (void)curl_share_cleanup(share);
        return NULL;
    }
    *pool = *wanted;
    pool->next = push->pools;
    pool->share = share;
    push->pools = pool;
    return pool;
}

static struct pool *find_pool(struct push *push, const struct hf_parcel *parcel)
{
    const struct hf_endpoint_terms *terms = terms_of(push, parcel->address);
    struct pool wanted = {.terms = terms}, *pool = push->pools;
    keep_text(parcel->address, wanted.address);
    keep_text(parcel->ca_file.len > 0 ? parcel->ca_file : terms->ca_file, wanted.ca_file);
    keep_authorization(parcel->authorization.len > 0 ? parcel->authorization : terms->authorization,
                       wanted.authorization);
    while (pool != NULL && !are_same(pool, &wanted))
        pool = pool->next;
    if (pool == NULL)
        pool = add_pool(push, &wanted);
    explicit_bzero(wanted.authorization, sizeof wanted.authorization);
    return pool;
}

/* May one more be begun, by how many are out and how many were begun in this second? */
static bool may_begin(struct pool *pool, int64_t now_ms)
{
    if (now_ms - pool->second_ms >= 1000) {
        pool->second_ms = now_ms;
        pool->begun = 0;
    }
    return (int64_t)pool->out < pool->terms->concurrent &&
           (pool->terms->per_second == 0 || pool->begun < pool->terms->per_second);
}

/* ---- one transfer ---- */

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct line *line = context;
    return hf_reply_header(&line->reply, (struct hf_str){bytes, size * count}) ? size * count : 0;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct line *line = context;
    return hf_reply_body(&line->reply, (struct hf_str){bytes, size * count}) ? size * count : 0;
}

/* After the name was resolved, for each address that is tried. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct line *line = context;
    (void)purpose;
    hf_wire_try(&line->wire, &address->addr);
    if (!hf_reach_may(&address->addr, line->push->allow, line->push->setup.allow_count)) {
        line->kept_out = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static int before_request(void *context, char *address, char *own, int port, int own_port)
{
    struct line *line = context;
    (void)own, (void)port, (void)own_port;
    hf_wire_note(&line->wire, line->easy, address);
    return CURL_PREREQFUNC_OK;
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

static bool add_header(struct line *line, struct hf_str name, struct hf_str value, struct hf_str end)
{
    char text[HF_ENDPOINT_TEXT + 64];
    struct hf_buf out = HF_BUF(text);
    hf_buf_put(&out, name);
    hf_buf_put(&out, value);
    hf_buf_put(&out, end);
    hf_buf_put_char(&out, '\0');
    struct curl_slist *longer = out.full ? NULL : curl_slist_append(line->headers, text);
    if (longer != NULL)
        line->headers = longer;
    explicit_bzero(text, sizeof text);
    return longer != NULL;
}

static bool make_headers(struct line *line)
{
    struct hf_str language = hf_str_of(line->language), none = HF_STR_NONE;
    struct hf_str authorization = hf_str_of(line->pool->authorization);
    bool is_english = hf_str_eq(language, HF_STR("en"));
    return add_header(line, HF_STR("Content-Type: application/secevent+jwt"), none, none) &&
           add_header(line, HF_STR("Accept: application/json"), none, none) &&
           add_header(line, HF_STR("Expect:"), none, none) &&
           add_header(line, HF_STR("Accept-Language: "), language,
                      is_english ? none : HF_STR(", en;q=0.5")) &&
           (authorization.len == 0 || add_header(line, HF_STR("Authorization: "), authorization, none));
}

static void forget_headers(struct line *line)
{
    for (struct curl_slist *at = line->headers; at != NULL; at = at->next)
        explicit_bzero(at->data, strlen(at->data)); /* one of them may be a secret */
    curl_slist_free_all(line->headers);
    line->headers = NULL;
}

static bool set_request(struct line *line)
{
    CURL *easy = line->easy;
    return curl_easy_setopt(easy, CURLOPT_URL, line->pool->address) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_POST, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTPHEADER, line->headers) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_USERAGENT, "Holdfast") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERDATA, line) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEDATA, line) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PRIVATE, line) == CURLE_OK;
}

static bool set_reach(struct line *line)
{
    CURL *easy = line->easy;
    const char *schemes = line->pool->terms->plain ? "http" : "https";
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, schemes) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SHARE, line->pool->share) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, line) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_request) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PREREQDATA, line) == CURLE_OK;
}

/* A text option, where there is a text. */
static bool set_text(CURL *easy, CURLoption option, struct hf_str text)
{
    char room[ADDRESS_MAX];
    keep_text(text, room);
    return text.len == 0 || curl_easy_setopt(easy, option, room) == CURLE_OK;
}

static bool set_trust(struct line *line)
{
    CURL *easy = line->easy;
    const struct hf_endpoint_terms *terms = line->pool->terms;
    struct hf_str ca_file = hf_str_of(line->pool->ca_file);
    if (ca_file.len > 0 && (curl_easy_setopt(easy, CURLOPT_CAINFO, line->pool->ca_file) != CURLE_OK ||
                            curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) != CURLE_OK))
        return false;
    return curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
           hf_wire_watch(&line->wire, easy) && set_text(easy, CURLOPT_PINNEDPUBLICKEY, terms->pin) &&
           set_text(easy, CURLOPT_SSLCERT, terms->certificate) && set_text(easy, CURLOPT_SSLKEY, terms->key);
}

static bool set_patience(struct line *line)
{
    CURL *easy = line->easy;
    const struct hf_push_setup *setup = &line->push->setup;
    return curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)setup->connect_ms) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)setup->total_ms) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)SLOW_S) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, line->fault) == CURLE_OK;
}

/* For this pool and language, unless it is so already: most parcels find a line that is. */
static bool set_up(struct line *line, const struct slot *slot)
{
    if (line->pool == slot->pool && strcmp(line->language, slot->language) == 0)
        return true;
    if (line->easy == NULL)
        line->easy = curl_easy_init();
    else
        curl_easy_reset(line->easy);
    forget_headers(line);
    line->pool = NULL;
    if (line->easy == NULL)
        return false;
    line->pool = slot->pool;
    memcpy(line->language, slot->language, sizeof line->language);
    bool done =
        make_headers(line) && set_request(line) && set_reach(line) && set_trust(line) && set_patience(line);
    if (!done)
        line->pool = NULL;
    return done;
}

static bool load(struct line *line, struct slot *slot)
{
    line->reply = (struct hf_reply){.headers = 0};
    line->wire = (struct hf_wire_room){.address = ""};
    line->fault[0] = '\0';
    line->kept_out = false;
    return set_up(line, slot) &&
           curl_easy_setopt(line->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)slot->token_len) ==
               CURLE_OK &&
           curl_easy_setopt(line->easy, CURLOPT_POSTFIELDS, slot->token) == CURLE_OK;
}

/* ---- results ---- */

static void say(struct slot *slot, struct hf_str head, struct hf_str text)
{
    struct hf_buf out = HF_BUF(slot->said);
    hf_buf_put(&out, head);
    hf_said_put(&out, text, sizeof slot->said - head.len);
    slot->result.said = hf_buf_str(&out);
}

static void settle_answer(struct line *line, int32_t status, struct hf_arena *arena)
{
    size_t mark = hf_arena_mark(arena);
    const struct hf_reply *reply = &line->reply;
    struct slot *slot = line->slot;
    struct hf_answered answer = {status, HF_STR_NONE, reply->body > 0};
    if (status == 400)
        answer.err = hf_reply_err(reply, arena);
    slot->result.class_name = hf_class_of_answer(&answer);
    hf_arena_reset(arena, mark);
    if (status >= 300 && status < 400)
        say(slot, HF_STR("address moved to "), hf_str_of(reply->location));
    else
        say(slot, HF_STR(""), (struct hf_str){reply->kept, reply->kept_len});
}

static void settle_failure(struct line *line, CURLcode code)
{
    struct slot *slot = line->slot;
    const struct hf_failed failed = {(int)code, hf_str_of(line->fault), line->wire.asks};
    slot->result.class_name = hf_class_of_failure(&failed);
    if (line->reply.too_large)
        say(slot, HF_STR("the answer is larger than is taken"), HF_STR_NONE);
    else if (line->kept_out && code == CURLE_COULDNT_CONNECT) {
        slot->result.class_name = HF_STR(HF_CLASS_PERMANENT);
        say(slot, HF_STR("the address leads to a network that is not public and not in the allow-list"),
            HF_STR_NONE);
    } else
        say(slot, HF_STR(""), hf_str_of(line->fault[0] != '\0' ? line->fault : curl_easy_strerror(code)));
}

static void settle(struct push *push, struct line *line, CURLcode code, struct hf_arena *arena)
{
    struct slot *slot = line->slot;
    long status = 0;
    if (line->easy != NULL)
        curl_easy_getinfo(line->easy, CURLINFO_RESPONSE_CODE, &status);
    slot->result.end_ms = push->setup.clock.wall_ms(push->setup.clock.self);
    slot->result.status = (int32_t)status;
    slot->result.retry_after_ms = hf_reply_retry_after(&line->reply, slot->result.end_ms);
    if (code == CURLE_OK)
        settle_answer(line, (int32_t)status, arena);
    else
        settle_failure(line, code);
    slot->wire = line->wire;
    slot->pool->out--;
    put_state(push, slot, DONE);
    join(&push->done, slot);
    line->slot = NULL;
}

/* Nothing of it is on the wire any more. */
static void rest(struct push *push, struct line *line)
{
    struct line **idle = line->pool != NULL ? &line->pool->idle : &push->blank;
    line->next = *idle;
    *idle = line;
}

/* ---- the queue ---- */

/* The pool whose first came before all others' of those that may be written to; *held: one would, in a
 * moment. */
static struct pool *next_pool(struct push *push, int64_t now_ms, bool *held)
{
    struct pool *next = NULL;
    for (struct pool *pool = push->pools; pool != NULL; pool = pool->next) {
        const struct slot *first = pool->waiting.first;
        if (first == NULL || (next != NULL && first->order > next->waiting.first->order))
            continue;
        if (may_begin(pool, now_ms))
            next = pool;
        else
            *held = true;
    }
    return next;
}

static struct line *take_idle(struct line **idle)
{
    struct line *line = *idle;
    if (line != NULL)
        *idle = line->next;
    return line;
}

/* An idle one that is set up for this pool already, or for none, or for any. */
static struct line *idle_line(struct push *push, struct pool *pool)
{
    struct line *line = take_idle(&pool->idle);
    if (line == NULL)
        line = take_idle(&push->blank);
    for (struct pool *other = push->pools; line == NULL && other != NULL; other = other->next)
        line = take_idle(&other->idle);
    return line;
}

static void launch_one(struct push *push, struct pool *pool, struct hf_arena *arena)
{
    struct slot *slot = leave(&pool->waiting);
    struct line *line = idle_line(push, pool);
    HF_CHECK(line != NULL); /* there is one for each that may be out */
    slot->result.start_ms = push->setup.clock.wall_ms(push->setup.clock.self);
    pool->out++;
    pool->begun++;
    put_state(push, slot, OUT);
    line->slot = slot;
    if (load(line, slot) && curl_multi_add_handle(push->multi, line->easy) == CURLM_OK)
        return;
    settle(push, line, CURLE_OUT_OF_MEMORY, arena);
    rest(push, line);
}

static void launch(struct push *push, struct hf_arena *arena, bool *held)
{
    const struct hf_clock_port *clock = &push->setup.clock;
    struct pool *pool;
    *held = false;
    while (push->count[WAITING] > 0 && push->count[OUT] < push->setup.width &&
           (pool = next_pool(push, clock->steady_ms(clock->self), held)) != NULL)
        launch_one(push, pool, arena);
}

static void collect(struct push *push, struct hf_arena *arena)
{
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(push->multi, &left)) != NULL;) {
        struct line *line = NULL;
        CURL *easy = message->easy_handle;
        CURLcode code = message->data.result;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &line);
        if (line != NULL)
            settle(push, line, code, arena);
        curl_multi_remove_handle(push->multi, easy);
        if (line != NULL)
            rest(push, line);
    }
}

static void empty(struct push *push, struct slot *slot)
{
    free(slot->token);
    slot->token = NULL;
    put_state(push, slot, FREE);
    join(&push->free, slot);
}

static size_t report(struct push *push, struct hf_arena *arena, struct hf_parcel_result *out, size_t room)
{
    size_t count = 0;
    while (push->done.first != NULL && count < room) {
        struct slot *slot = leave(&push->done);
        struct hf_wire wire = hf_wire_of(&slot->wire);
        out[count] = slot->result;
        out[count].said = hf_arena_keep(arena, slot->result.said);
        out[count].wire = (struct hf_wire){hf_arena_keep(arena, wire.address), hf_arena_keep(arena, wire.tls),
                                           wire.certificate};
        count++;
        empty(push, slot);
    }
    return count;
}

/* ---- the port ---- */

static bool has_scheme(struct hf_str address, const char *scheme)
{
    size_t len = strlen(scheme);
    return address.len > len && strncasecmp(address.at, scheme, len) == 0;
}

static bool push_fit(void *self, struct hf_str address)
{
    return has_scheme(address, terms_of(self, address)->plain ? "http://" : "https://");
}

static void push_terms(void *self, struct hf_str address, struct hf_terms *out)
{
    const struct hf_endpoint_terms *terms = terms_of(self, address);
    out->width = (size_t)terms->concurrent;
    out->per_second = terms->per_second;
    out->mark = terms->mark;
}

/* False: there is no memory for it. */
static bool fill(struct push *push, struct slot *slot, const struct hf_parcel *parcel)
{
    struct hf_str language = tag_of(parcel->language);
    slot->result = (struct hf_parcel_result){.ticket = parcel->ticket, .retry_after_ms = -1};
    slot->order = push->order++;
    slot->pool = find_pool(push, parcel);
    slot->token = malloc(parcel->token.len + 1);
    slot->token_len = parcel->token.len;
    memcpy(slot->language, language.at, language.len);
    slot->language[language.len] = '\0';
    if (slot->token != NULL && parcel->token.len > 0)
        memcpy(slot->token, parcel->token.at, parcel->token.len);
    return slot->pool != NULL && slot->token != NULL;
}

static void await(struct push *push, struct slot *slot)
{
    put_state(push, slot, WAITING);
    join(&slot->pool->waiting, slot);
}

/* All of them, or none. */
static enum hf_rc push_start(void *self, const struct hf_parcel *parcels, size_t count, struct hf_err *err)
{
    struct push *push = self;
    struct queue filled = {.first = NULL};
    bool well = true;
    if (count > push->count[FREE])
        return hf_fail(err, HF_WORD_courier_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    for (size_t i = 0; i < count; i++) {
        struct slot *slot = leave(&push->free);
        well = fill(push, slot, &parcels[i]) && well;
        join(&filled, slot);
    }
    while (filled.first != NULL)
        (well ? await : empty)(push, leave(&filled));
    return well ? HF_OK : hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("libcurl"), HF_STR_NONE);
}

/* How long the wire may be looked at: to the end of the turn, or until a used up second may be over. */
static int patience(int64_t left_ms, bool held)
{
    int64_t most_ms = held ? RATE_MS : POLL_MS;
    return (int)(left_ms < most_ms ? left_ms : most_ms);
}

/* What may go on the wire does so before the caller goes about his results. */
static void go_on_meanwhile(struct push *push, struct hf_arena *arena)
{
    bool held;
    int running;
    launch(push, arena, &held);
    (void)curl_multi_perform(push->multi, &running);
}

static enum hf_rc push_turn(void *self, int64_t wait_ms, struct hf_arena *arena, struct hf_parcel_result *out,
                            size_t room, size_t *count, size_t *pending, struct hf_err *err)
{
    struct push *push = self;
    const struct hf_clock_port *clock = &push->setup.clock;
    int64_t until = clock->steady_ms(clock->self) + wait_ms;
    bool held;
    for (int64_t left = wait_ms;; left = until - clock->steady_ms(clock->self)) {
        int running;
        launch(push, arena, &held);
        CURLMcode code = curl_multi_perform(push->multi, &running);
        collect(push, arena);
        if (code == CURLM_OK && left > 0 && push->count[DONE] == 0 &&
            push->count[OUT] + push->count[WAITING] > 0)
            code = curl_multi_poll(push->multi, NULL, 0, patience(left, held), NULL);
        else
            left = 0;
        if (atomic_exchange(&push->is_called, false))
            left = 0;
        if (code != CURLM_OK)
            return hf_fail(err, HF_WORD_courier_broken, HF_STR_NONE, hf_str_of(curl_multi_strerror(code)),
                           HF_STR_NONE);
        if (left <= 0)
            break;
    }
    go_on_meanwhile(push, arena);
    *count = report(push, arena, out, room);
    *pending = push->setup.room - push->count[FREE];
    return HF_OK;
}

static void push_wake(void *self)
{
    struct push *push = self;
    atomic_store(&push->is_called, true);
    (void)curl_multi_wakeup(push->multi);
}

static void free_pools(struct push *push)
{
    for (struct pool *pool = push->pools, *next; pool != NULL; pool = next) {
        next = pool->next;
        (void)curl_share_cleanup(pool->share);
        explicit_bzero(pool->authorization, sizeof pool->authorization);
        free(pool);
    }
}

static void push_stop(void *self)
{
    struct push *push = self;
    for (size_t i = 0; push->line != NULL && i < push->setup.width; i++) {
        struct line *line = &push->line[i];
        if (line->slot != NULL)
            curl_multi_remove_handle(push->multi, line->easy);
        curl_easy_cleanup(line->easy);
        forget_headers(line);
    }
    for (size_t i = 0; push->slot != NULL && i < push->setup.room; i++)
        free(push->slot[i].token);
    free_pools(push);
    curl_multi_cleanup(push->multi);
    free(push->slot);
    free(push->line);
    free(push->allow);
    free(push);
}

static void choose_limits(struct hf_push_setup *setup)
{
    setup->connect_ms = setup->connect_ms > 0 ? setup->connect_ms : CONNECT_MS;
    setup->total_ms = setup->total_ms > 0 ? setup->total_ms : TOTAL_MS;
    setup->room = setup->room > 0 && setup->room < ROOM ? setup->room : ROOM;
    setup->width = setup->width > 0 && setup->width < WIDTH ? setup->width : WIDTH;
    if (setup->otherwise.concurrent == 0)
        setup->otherwise.concurrent = HF_ENDPOINT_WIDTH;
}

static bool make(struct push *push)
{
    const struct hf_push_setup *setup = &push->setup;
    push->allow = calloc(setup->allow_count + 1, sizeof *push->allow);
    push->slot = calloc(setup->room, sizeof *push->slot);
    push->line = calloc(setup->width, sizeof *push->line);
    push->multi = curl_multi_init();
    if (push->allow == NULL || push->slot == NULL || push->line == NULL || push->multi == NULL)
        return false;
    if (setup->allow_count > 0)
        memcpy(push->allow, setup->allow, setup->allow_count * sizeof *push->allow);
    for (size_t i = setup->width; i-- > 0;) {
        push->line[i].push = push;
        rest(push, &push->line[i]);
    }
    for (size_t i = 0; i < setup->room; i++)
        join(&push->free, &push->slot[i]);
    push->count[FREE] = setup->room;
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
    *out = (struct hf_courier){.self = push,
                               .fit = push_fit,
                               .terms = push_terms,
                               .start = push_start,
                               .turn = push_turn,
                               .wake = push_wake,
                               .stop = push_stop};
    return HF_OK;
}
