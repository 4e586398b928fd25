/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notices on their way: claimed from the outbox in order, handed to a courier, settled by the class of what
 * came back (desk/classes.h). A claim is a lease, so a desk that dies loses nothing; a notice may arrive
 * twice, byte for byte the same. The machine never gives up an addressee: what needs a person is held.
 */
#include "casefile/entry.h"
#include "desk/classes.h"
#include "desk/inside.h"
#include "desk/watch.h"
#include "seal/set.h"
#include "seal/token.h"

enum { HF_LEASE_MS = 60000, HF_CLAIMS_MAX = 16 };
#define HF_MINUTE_MS INT64_C(60000)

/* ---- what becomes of an attempt ---- */

/* Pauses before the next attempt; after the last of them the outcome is final. */
struct pauses {
    const int64_t *at_ms;
    size_t count;
};

static const int64_t missing_ms[] = {20 * HF_MINUTE_MS, 40 * HF_MINUTE_MS};
static const int64_t key_cache_ms[] = {5 * HF_MINUTE_MS, 60 * HF_MINUTE_MS, 24 * 60 * HF_MINUTE_MS};

static const struct {
    struct hf_str name;
    struct pauses pauses;
    enum hf_delivery_state outcome; /* once there is no pause left */
} classes[] = {
    {HF_STR_INIT(HF_CLASS_RECEIVED), {NULL, 0}, HF_DELIVERED},
    {HF_STR_INIT(HF_CLASS_NONCONFORMING), {NULL, 0}, HF_DELIVERED},
    {HF_STR_INIT(HF_CLASS_PERMANENT), {NULL, 0}, HF_DEAD},
    {HF_STR_INIT(HF_CLASS_MOVED), {NULL, 0}, HF_DEAD},
    {HF_STR_INIT(HF_CLASS_MISSING), {missing_ms, 2}, HF_DEAD},
    {HF_STR_INIT(HF_CLASS_KEY_CACHE), {key_cache_ms, 3}, HF_DEAD},
    {HF_STR_INIT(HF_CLASS_CREDENTIALS), {NULL, 0}, HF_ON_HOLD},
    {HF_STR_INIT(HF_CLASS_GONE), {NULL, 0}, HF_ON_HOLD},
};

/* Transient: 5 s, tripling to an hour, then hourly for five days; half of it is chance, so that many desks do
 * not knock at once. */
enum { HF_TRANSIENT_TRIES = 127 };

static int64_t backoff_ms(struct hf_desk *desk, uint32_t attempt)
{
    int64_t most = 5000;
    uint32_t dice;
    for (uint32_t i = 1; i < attempt && most < 60 * HF_MINUTE_MS; i++)
        most *= 3;
    if (most > 60 * HF_MINUTE_MS)
        most = 60 * HF_MINUTE_MS;
    desk->setup.dice.fill(desk->setup.dice.self, &dice, sizeof dice);
    return most / 2 + (int64_t)(dice % (uint32_t)(most / 2 + 1));
}

static void settle_transient(struct hf_desk *desk, const struct hf_parcel_result *result,
                             struct hf_delivery_row *row)
{
    int64_t wait_ms = backoff_ms(desk, row->attempt), asked_ms = result->retry_after_ms;
    if (asked_ms > 24 * 60 * HF_MINUTE_MS)
        asked_ms = 24 * 60 * HF_MINUTE_MS;
    row->state = row->attempt >= HF_TRANSIENT_TRIES ? HF_DEAD : HF_WAITING;
    row->next_ms += asked_ms > wait_ms ? asked_ms : wait_ms;
}

static void settle_class(struct hf_desk *desk, const struct hf_parcel_result *result,
                         struct hf_delivery_row *row)
{
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (!hf_str_eq(classes[i].name, result->class_name))
            continue;
        bool again = row->attempt <= classes[i].pauses.count;
        row->state = again ? HF_WAITING : classes[i].outcome;
        row->next_ms += again ? classes[i].pauses.at_ms[row->attempt - 1] : 0;
        return;
    }
    settle_transient(desk, result, row);
}

/* ---- what the notice says of itself ---- */

struct notice {
    struct hf_id thread;
    int64_t seq;
    bool to_deputy;
};

static bool read_notice(struct hf_str bytes, struct hf_arena *arena, struct notice *out)
{
    struct hf_token token;
    struct hf_set set;
    struct hf_thread_mark mark;
    struct hf_err err;
    if (hf_token_read(arena, bytes, &token, &err) != HF_OK ||
        hf_set_read(arena, token.payload, &set, &err) != HF_OK || !hf_id_read(set.txn, &out->thread) ||
        hf_thread_mark_read(&set.content, &mark, &err) != HF_OK)
        return false;
    out->seq = mark.seq;
    out->to_deputy = hf_str_eq(hf_json_text(&set.content, HF_STR("to")), HF_STR("deputy"));
    return true;
}

/* ---- sending ---- */

struct round {
    struct hf_desk *desk;
    struct hf_courier *courier;
    struct hf_arena *arena;
    int64_t now_ms;
    size_t moved;
    struct hf_err *err;
};

struct told_of {
    struct hf_arena *arena;
    int64_t as_of_ms;
};

/* As of when the notice goes by the directory: its event says it, or was recorded then. */
static enum hf_rc take_as_of(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct told_of *told = context;
    struct hf_fact fact;
    HF_TRY(hf_fact_read(hf_arena_keep(told->arena, row->event.header),
                        hf_arena_keep(told->arena, row->event.payload), told->arena, &fact, err));
    const struct hf_json *notice = hf_json_get(HF_JSON_GET(&fact.payload, "_made"), HF_STR("notice"));
    if (!hf_instant_read(hf_json_text(notice, HF_STR("as_of")), &told->as_of_ms))
        told->as_of_ms = fact.header.recorded_at_ms;
    return HF_OK;
}

/*
 * Where the notice goes. Another channel that was told since does not touch a request in progress (rule
 * 180(2)); a new address of the same channel counts at once.
 */
static enum hf_rc find_address(struct round *r, const struct hf_claim *claim, struct hf_str member,
                               struct hf_str *out)
{
    const struct hf_house *house = &r->desk->house;
    const struct hf_case *file = hf_house_authority(house, &claim->outbox.recipient);
    struct hf_ledger *ledger = &r->desk->setup.ledger;
    struct told_of told = {.arena = r->arena, .as_of_ms = r->now_ms};
    *out = HF_STR_NONE;
    if (file == NULL)
        return HF_OK;
    struct hf_entry now = hf_entry_now(house, r->desk->setup.house, file, r->now_ms);
    if (hf_entry_has_amendments(r->desk->setup.house, file)) {
        struct hf_ask ask = {.id = claim->outbox.file, .from = claim->outbox.seq, .to = claim->outbox.seq};
        HF_TRY(ledger->ask(ledger->self, HF_ASK_events_of_file, &ask, take_as_of, &told, r->err));
        struct hf_entry then = hf_entry_then(house, r->desk->setup.house, file, told.as_of_ms);
        now = hf_entry_in_progress(&now, &then, r->arena);
    }
    *out = hf_entry_text(&now, member, r->arena);
    return HF_OK;
}

static enum hf_rc keep_attempt(struct round *r, struct hf_delivery_row *row)
{
    struct hf_ledger *ledger = &r->desk->setup.ledger;
    struct hf_keep keep = {.kind = HF_KEEP_DELIVERY, .delivery = *row};
    r->moved++;
    enum hf_rc rc = ledger->keep(ledger->self, &keep, 1, r->err);
    /* Another desk has taken over when the lease ended, and settled it. */
    return rc == HF_CONFLICT ? HF_OK : rc;
}

/* Nobody here can carry it: a person must choose another channel. */
static enum hf_rc hold(struct round *r, const struct hf_claim *claim)
{
    return keep_attempt(r, &(struct hf_delivery_row){.outbox = claim->outbox,
                                                     .attempt = claim->attempts + 1,
                                                     .start_ms = r->now_ms,
                                                     .end_ms = r->now_ms,
                                                     .state = HF_ON_HOLD,
                                                     .next_ms = r->now_ms,
                                                     .class_name = HF_STR("no_channel")});
}

static struct hf_flight *free_flight(struct hf_desk *desk)
{
    for (size_t i = 0; i < HF_FLIGHTS_MAX; i++)
        if (desk->flights[i].ticket == 0)
            return &desk->flights[i];
    return NULL;
}

/* A lease that ended while the courier still has the notice: it is not handed to him twice. */
static bool is_in_flight(const struct hf_desk *desk, const struct hf_outbox_row *outbox)
{
    for (size_t i = 0; i < HF_FLIGHTS_MAX; i++)
        if (desk->flights[i].ticket != 0 && hf_id_eq(&desk->flights[i].outbox.token, &outbox->token))
            return true;
    return false;
}

static enum hf_rc send_claim(struct round *r, const struct hf_claim *claim)
{
    if (is_in_flight(r->desk, &claim->outbox))
        return HF_OK;
    struct notice notice = {0};
    struct hf_str address, inner = HF_STR_NONE;
    HF_TRY(hf_token_inner(&r->desk->setup.ledger, &r->desk->hasher, &claim->outbox.token, claim->token,
                          r->arena, &inner, r->err));
    bool readable = read_notice(inner, r->arena, &notice);
    HF_TRY(
        find_address(r, claim, notice.to_deputy ? HF_STR("deputy_endpoint") : HF_STR("endpoint"), &address));
    struct hf_flight *flight = free_flight(r->desk);
    if (!readable || address.len == 0)
        return hold(r, claim);
    if (flight == NULL || !r->courier->fit(r->courier->self, address))
        return HF_OK; /* the lease ends by itself, for a courier that fits */
    struct hf_parcel parcel = {.ticket = ++r->desk->tickets, .address = address, .token = claim->token};
    HF_TRY(r->courier->start(r->courier->self, &parcel, 1, r->err));
    *flight = (struct hf_flight){.ticket = parcel.ticket,
                                 .outbox = claim->outbox,
                                 .attempt = claim->attempts + 1,
                                 .thread = notice.thread,
                                 .first = notice.seq == 1};
    hf_token_digest(&r->desk->hasher, inner, &flight->digest);
    r->moved++;
    return HF_OK;
}

static enum hf_rc send_claims(struct round *r)
{
    struct hf_ledger *ledger = &r->desk->setup.ledger;
    struct hf_claim *claims = HF_NEW(r->arena, struct hf_claim, HF_CLAIMS_MAX);
    size_t count, room = 0;
    for (size_t i = 0; i < HF_FLIGHTS_MAX; i++)
        room += r->desk->flights[i].ticket == 0;
    if (room == 0)
        return HF_OK;
    HF_TRY(ledger->claim(ledger->self, HF_CLAIM_OUTBOX, r->now_ms, HF_LEASE_MS,
                         room < HF_CLAIMS_MAX ? room : HF_CLAIMS_MAX, r->arena, claims, &count, r->err));
    for (size_t i = 0; i < count; i++)
        HF_TRY(send_claim(r, &claims[i]));
    return HF_OK;
}

/* ---- settling ---- */

static enum hf_rc take_thread(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    *(struct hf_thread_row *)context = row->thread;
    return HF_OK;
}

static enum hf_rc find_thread(struct round *r, const struct hf_id *id, struct hf_thread_row *out)
{
    struct hf_ledger *ledger = &r->desk->setup.ledger;
    struct hf_ask ask = {.id = *id};
    *out = (struct hf_thread_row){.instance = HF_NO_INSTANCE};
    return ledger->ask(ledger->self, HF_ASK_thread, &ask, take_thread, out, r->err);
}

/* A file that refuses the news has no use for it; one that could not be written must be told again. */
static enum hf_rc serve_news(struct round *r, const struct hf_request *request)
{
    struct hf_response *response = HF_NEW(r->arena, struct hf_response, 1);
    HF_TRY(hf_desk_serve(r->desk, request, 1, r->arena, response, r->err));
    return hf_try_again(response, 1, r->err);
}

/* The first message of a thread arrived, or never will: the engine's event on the instance, where its kind
 * has one. Its id follows from the token, so it happens once. */
static enum hf_rc tell_file(struct round *r, const struct hf_flight *flight, struct hf_str event)
{
    struct hf_thread_row thread;
    struct hf_digest id;
    const struct hf_case *c;
    struct hf_flows flows;
    struct hf_request request = {.kind = HF_REQUEST_COMMAND};
    struct hf_buf on = hf_buf_in(r->arena, 32);
    HF_TRY(find_thread(r, &flight->thread, &thread));
    if (thread.instance == HF_NO_INSTANCE)
        return HF_OK;
    HF_TRY(hf_desk_file(r->desk, &thread.file, r->arena, &c, &flows, r->err));
    const struct hf_kind *kind = hf_case_kind(&flows, c, thread.instance);
    uint16_t rule = hf_kind_event(kind, event);
    if (rule == HF_NONE || !kind->event[rule].by_engine)
        return HF_OK;
    hf_sha256(&r->desk->hasher,
              (struct hf_str[]){HF_STR("holdfast/delivery/v1\n"), HF_PART(flight->digest), event}, 3, &id);
    hf_case_put_name(&flows, c, thread.instance, &on);
    request.command = (struct hf_command){.file = thread.file,
                                          .on = hf_buf_str(&on),
                                          .event = event,
                                          .actor = r->desk->setup.log_id,
                                          .known = HF_KNOWN_engine};
    memcpy(request.command.id.byte, id.byte, sizeof request.command.id.byte);
    return serve_news(r, &request);
}

static enum hf_rc settle(struct round *r, const struct hf_parcel_result *result)
{
    struct hf_flight *flight = NULL;
    for (size_t i = 0; i < HF_FLIGHTS_MAX; i++)
        if (r->desk->flights[i].ticket == result->ticket && result->ticket != 0)
            flight = &r->desk->flights[i];
    if (flight == NULL)
        return HF_OK;
    struct hf_flight landed = *flight;
    struct hf_delivery_row row = {.outbox = landed.outbox,
                                  .attempt = landed.attempt,
                                  .start_ms = result->start_ms,
                                  .end_ms = result->end_ms,
                                  .next_ms = r->now_ms,
                                  .status = result->status,
                                  .class_name = result->class_name,
                                  .said = result->said};
    *flight = (struct hf_flight){0};
    settle_class(r->desk, result, &row);
    /* The file is told first: it takes the news once, while what is settled is never looked at again. */
    if (landed.first && (row.state == HF_DELIVERED || row.state == HF_DEAD))
        HF_TRY(
            tell_file(r, &landed, row.state == HF_DELIVERED ? HF_STR("delivered") : HF_STR("undeliverable")));
    return keep_attempt(r, &row);
}

/* Each flight has landed, whatever becomes of another's news; what cannot be written is sent again when its
 * lease ends. */
static enum hf_rc settle_all(struct round *r, const struct hf_parcel_result *results, size_t count)
{
    struct hf_err first;
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; i < count; i++) {
        enum hf_rc one = settle(r, &results[i]);
        if (rc == HF_OK && one != HF_OK) {
            rc = one;
            first = *r->err;
        }
    }
    if (rc != HF_OK)
        *r->err = first;
    return rc;
}

enum hf_rc hf_dispatch_once(struct hf_desk *desk, struct hf_courier *courier, int64_t wait_ms,
                            struct hf_arena *arena, size_t *moved, struct hf_err *err)
{
    struct round r = {.desk = desk,
                      .courier = courier,
                      .arena = arena,
                      .now_ms = desk->setup.clock.wall_ms(desk->setup.clock.self),
                      .err = err};
    struct hf_parcel_result *results = HF_NEW(arena, struct hf_parcel_result, HF_FLIGHTS_MAX);
    size_t count, pending;
    HF_TRY(hf_house_refresh(desk, arena, err));
    HF_TRY(send_claims(&r));
    HF_TRY(courier->turn(courier->self, wait_ms, arena, results, HF_FLIGHTS_MAX, &count, &pending, err));
    enum hf_rc rc = settle_all(&r, results, count);
    *moved = r.moved;
    return rc;
}
