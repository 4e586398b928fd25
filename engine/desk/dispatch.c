/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notices on their way: claimed from the outbox lane by lane, as many as their endpoints take, handed to a
 * courier, settled by the class of what came back (desk/outcome.h). A claim is a lease, so a desk that dies
 * loses nothing; a notice may arrive twice, byte for byte the same. All that came back in one round is
 * settled together: files are told in one batch, attempts are kept in one write.
 */
#include "desk/classes.h"
#include "desk/inside.h"
#include "desk/outcome.h"
#include "desk/pause.h"
#include "desk/route.h"
#include "desk/watch.h"
#include "seal/token.h"

/* Longer than what may wait here for an endpoint that answers nothing: a courier gives up after less. */
enum { LEASE_MS = 180000, FLIGHTS = 1024, AHEAD = 8, SHELF_ROOM = 128, SHELVES_MS = 60000 };
#define NO_ENDPOINT UINT32_MAX

/* A notice that the courier has; its place is its ticket modulo FLIGHTS. */
struct flight {
    uint64_t ticket; /* 0: none */
    struct hf_outbox_row outbox;
    struct hf_id by; /* the recipient of the route that it took */
    uint32_t attempt, endpoint;
    int64_t since_ms, leased_ms; /* until when */
    struct hf_digest digest;     /* of the token */
};

struct hf_dispatch {
    struct hf_routes routes;
    struct flight flight[FLIGHTS];
    size_t out;             /* flights */
    uint64_t rounds;        /* of tickets */
    size_t first;           /* the route that is asked first */
    uint64_t shelves_stamp; /* of the directory by which shelves were cleared last, and when */
    int64_t shelves_ms;
    hf_dispatch_news_fn tell;
    void *context;
};

struct round {
    struct hf_desk *desk;
    struct hf_dispatch *dispatch;
    struct hf_courier *courier;
    struct hf_arena *arena;
    int64_t now_ms;
    size_t moved;
    bool is_overdue; /* a notice is with the courier whose lease has ended */
    struct hf_err *err;
};

/* The endpoint of a flight, of which there is one; and of a route, which may have none: NULL. */
static struct hf_endpoint *endpoint_at(const struct round *r, uint32_t endpoint)
{
    return &r->dispatch->routes.endpoint[endpoint];
}

static struct hf_endpoint *endpoint_of(const struct round *r, const struct hf_route *route)
{
    return route->endpoint == NO_ENDPOINT ? NULL : endpoint_at(r, route->endpoint);
}

static void tell(const struct round *r, enum hf_dispatch_news_kind kind, const struct hf_outbox_row *outbox,
                 struct hf_str said, int64_t since_ms)
{
    const struct hf_dispatch_news news = {.kind = kind,
                                          .recipient = outbox->recipient,
                                          .token = outbox->token,
                                          .said = said,
                                          .since_ms = since_ms};
    if (r->dispatch->tell != NULL)
        r->dispatch->tell(r->dispatch->context, &news);
}

/* ---- claiming ---- */

/* How many more may be held here: some ahead of those that its endpoint takes at once, once it has answered;
 * those that hang must not fill the flights. */
static uint32_t endpoint_room(const struct round *r, const struct hf_route *route)
{
    const struct hf_endpoint *e = endpoint_of(r, route);
    if (e == NULL)
        return route->amended ? 1 : 0; /* where a request in progress may still go */
    uint32_t held = (uint32_t)e->terms.width * (e->answers ? AHEAD : 1);
    if (route->pause != HF_NO_INSTANCE || r->now_ms < e->rest_until_ms || e->out >= held ||
        (e->answers && e->out * 2 > held))
        return 0;
    return hf_breaker_room(&e->breaker, held - e->out, r->now_ms);
}

/* A shelf takes all; what was meant for a stream that is gone, none. */
static uint32_t stream_room(const struct round *r, const struct hf_route *route, bool of_itself)
{
    bool shelved = route->is_poll || (route->is_paused && !of_itself);
    return route->is_gone || shelved ? SHELF_ROOM : endpoint_room(r, route);
}

/* What is meant for an authority may go by any of its streams: as many as the roomiest takes. */
static uint32_t room_of(const struct round *r, const struct hf_route *route)
{
    const struct hf_routes *routes = &r->dispatch->routes;
    if (route->stream != HF_NO_INSTANCE)
        return stream_room(r, route, true);
    uint32_t most = endpoint_room(r, route);
    for (size_t i = 0; route->has_streams && i < routes->count; i++) {
        const struct hf_route *stream = &routes->route[i];
        if (stream->stream == HF_NO_INSTANCE || stream->is_gone ||
            !hf_id_eq(&stream->authority, &route->authority))
            continue;
        uint32_t room = stream_room(r, stream, false);
        most = room > most ? room : most;
    }
    return most;
}

static size_t list_lanes(const struct round *r, struct hf_lane_room *lanes)
{
    struct hf_dispatch *d = r->dispatch;
    size_t count = 0;
    for (size_t i = 0; i < d->routes.count; i++) {
        const struct hf_route *route = &d->routes.route[(d->first + i) % d->routes.count];
        uint32_t room = room_of(r, route);
        if (room > 0)
            lanes[count++] = (struct hf_lane_room){route->recipient, route->lane, room};
    }
    d->first++;
    return count;
}

/* ---- sending ---- */

/* A lease that ended while the courier still has the notice: it is not handed to him twice. */
static bool is_in_flight(const struct round *r, const struct hf_outbox_row *outbox)
{
    for (size_t i = 0; r->is_overdue && i < FLIGHTS; i++) {
        const struct flight *flight = &r->dispatch->flight[i];
        if (flight->ticket != 0 && hf_id_eq(&flight->outbox.token, &outbox->token))
            return true;
    }
    return false;
}

/* Whether any lease has ended that soon: asked once a round, so that claims are looked for only then. */
static bool is_overdue(const struct round *r)
{
    for (size_t i = 0; i < FLIGHTS; i++)
        if (r->dispatch->flight[i].ticket != 0 && r->dispatch->flight[i].leased_ms <= r->now_ms)
            return true;
    return false;
}

static struct flight *free_flight(struct hf_dispatch *d)
{
    for (size_t tries = 0; tries < FLIGHTS; tries++) {
        uint64_t ticket = ++d->rounds;
        struct flight *flight = &d->flight[ticket % FLIGHTS];
        if (flight->ticket != 0)
            continue;
        flight->ticket = ticket;
        d->out++;
        return flight;
    }
    return NULL;
}

static enum hf_rc keep_all(struct round *r, const struct hf_keep *rows, size_t count);

/* Nobody here can carry it: a person must choose another channel. What tells of a stream that is gone is of
 * no use. */
static enum hf_rc hold(struct round *r, const struct hf_claim *claim, bool is_gone)
{
    struct hf_keep keep = {.kind = HF_KEEP_DELIVERY,
                           .delivery = {.outbox = claim->outbox,
                                        .attempt = claim->attempts + 1,
                                        .start_ms = r->now_ms,
                                        .end_ms = r->now_ms,
                                        .state = is_gone ? HF_DEAD : HF_ON_HOLD,
                                        .next_ms = r->now_ms,
                                        .since_ms = claim->since_ms,
                                        .class_name = is_gone ? HF_STR("no_stream") : HF_STR("no_channel")}};
    r->moved++;
    return keep_all(r, &keep, 1);
}

/* False: it stays where it is, for a courier that fits, once the lease has ended. */
static bool may_begin(const struct round *r, uint32_t endpoint)
{
    const struct hf_endpoint *e = endpoint == NO_ENDPOINT ? NULL : endpoint_at(r, endpoint);
    return e != NULL && hf_breaker_room(&e->breaker, 1, r->now_ms) > 0 && r->now_ms >= e->rest_until_ms;
}

static bool board(struct round *r, const struct hf_claim *claim, const struct hf_way *way, uint32_t endpoint,
                  struct hf_parcel *parcel)
{
    struct flight *flight = may_begin(r, endpoint) ? free_flight(r->dispatch) : NULL;
    if (flight == NULL)
        return false;
    struct hf_endpoint *e = endpoint_at(r, endpoint);
    *flight = (struct flight){.ticket = flight->ticket,
                              .outbox = claim->outbox,
                              .by = way->by->recipient,
                              .attempt = claim->attempts + 1,
                              .endpoint = endpoint,
                              .since_ms = claim->since_ms > 0 ? claim->since_ms : r->now_ms,
                              .leased_ms = r->now_ms + LEASE_MS};
    hf_token_digest(&r->desk->hasher, claim->token, &flight->digest);
    hf_breaker_began(&e->breaker);
    e->out++;
    *parcel = (struct hf_parcel){.ticket = flight->ticket,
                                 .address = way->address,
                                 .token = claim->token,
                                 .language = way->by->language,
                                 .authorization = way->authorization};
    return true;
}

static void land(struct round *r, struct flight *flight)
{
    struct hf_endpoint *e = endpoint_at(r, flight->endpoint);
    e->out--;
    r->dispatch->out--;
    *flight = (struct flight){0};
}

/* A courier that is full has none of them: their leases end by themselves. */
static enum hf_rc start_all(struct round *r, const struct hf_parcel *parcels, size_t count)
{
    enum hf_rc rc = count == 0 ? HF_OK : r->courier->start(r->courier->self, parcels, count, r->err);
    for (size_t i = 0; rc != HF_OK && i < count; i++) {
        struct flight *flight = &r->dispatch->flight[parcels[i].ticket % FLIGHTS];
        endpoint_at(r, flight->endpoint)->breaker.probing = false;
        land(r, flight);
    }
    r->moved += rc == HF_OK ? count : 0;
    return rc == HF_UNAVAILABLE ? HF_OK : rc;
}

/* What is sent and what is shelved of one round. */
struct sending {
    struct hf_parcel *parcels;
    struct hf_keep *shelved;
    size_t parcel_count, shelved_count;
};

static enum hf_rc send_one(struct round *r, const struct hf_claim *claim, struct sending *s)
{
    struct hf_routes *routes = &r->dispatch->routes;
    const struct hf_route *route = hf_route_of(routes, &claim->outbox.recipient, claim->outbox.lane);
    struct hf_way way;
    if (route == NULL || is_in_flight(r, &claim->outbox))
        return HF_OK;
    HF_TRY(hf_route_way(r->desk, routes, route, claim, r->now_ms, r->arena, &way, r->err));
    if (!hf_id_is_zero(&way.shelf)) {
        s->shelved[s->shelved_count++] =
            (struct hf_keep){.kind = HF_KEEP_SHELVED, .shelf = {.outbox = claim->outbox, .shelf = way.shelf}};
        return HF_OK;
    }
    if (route->is_gone || way.address.len == 0)
        return hold(r, claim, route->is_gone);
    uint32_t endpoint = way.by->endpoint;
    if (!hf_str_eq(way.address, way.by->address))
        HF_TRY(hf_endpoint_at(routes, r->desk, r->courier, way.address, &endpoint, r->err));
    s->parcel_count += board(r, claim, &way, endpoint, &s->parcels[s->parcel_count]);
    return HF_OK;
}

static enum hf_rc shelve_all(struct round *r, const struct sending *s)
{
    struct hf_ledger *ledger = &r->desk->setup.ledger;
    r->moved += s->shelved_count;
    return s->shelved_count == 0 ? HF_OK : ledger->keep(ledger->self, s->shelved, s->shelved_count, r->err);
}

static enum hf_rc send_claims(struct round *r)
{
    struct hf_ledger *ledger = &r->desk->setup.ledger;
    struct hf_lane_room *lanes = HF_NEW(r->arena, struct hf_lane_room, r->dispatch->routes.count + 1);
    struct hf_claim_ask ask = {.kind = HF_CLAIM_OUTBOX,
                               .now_ms = r->now_ms,
                               .lease_ms = LEASE_MS,
                               .limit = FLIGHTS - r->dispatch->out,
                               .lanes = lanes};
    size_t count;
    ask.lane_count = ask.limit > 0 ? list_lanes(r, lanes) : 0;
    if (ask.lane_count == 0)
        return HF_OK;
    struct hf_claim *claims = HF_NEW(r->arena, struct hf_claim, ask.limit);
    struct sending s = {.parcels = HF_NEW(r->arena, struct hf_parcel, ask.limit),
                        .shelved = HF_NEW(r->arena, struct hf_keep, ask.limit)};
    HF_TRY(ledger->claim(ledger->self, &ask, r->arena, claims, &count, r->err));
    r->is_overdue = is_overdue(r);
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; i < count && rc == HF_OK; i++)
        rc = send_one(r, &claims[i], &s);
    enum hf_rc started = start_all(r, s.parcels, s.parcel_count);
    enum hf_rc shelved = shelve_all(r, &s);
    return rc != HF_OK ? rc : started != HF_OK ? started : shelved;
}

/* ---- settling ---- */

/* One result of a round. */
struct landed {
    struct flight flight;
    const struct hf_parcel_result *result;
    struct hf_verdict outcome;
    bool untold; /* its news could not be written: it must come again */
};

struct counting {
    const struct hf_outbox_row *notice;
    struct hf_str class_name;
    uint32_t alike;
};

static enum hf_rc count_alike(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct counting *c = context;
    const struct hf_delivery_row *d = &row->delivery;
    (void)err;
    if (d->outbox.seq == c->notice->seq && d->outbox.place == c->notice->place)
        c->alike = hf_str_eq(d->class_name, c->class_name) ? c->alike + 1 : 0;
    return HF_OK;
}

/* How often in a row it came back like this: asked only where it matters. */
static enum hf_rc find_alike(struct round *r, const struct landed *l, uint32_t *alike)
{
    struct hf_ledger *ledger = &r->desk->setup.ledger;
    struct counting c = {.notice = &l->flight.outbox, .class_name = l->result->class_name};
    struct hf_ask ask = {.id = l->flight.outbox.file};
    if (hf_outcome_counts(l->result->class_name))
        HF_TRY(ledger->ask(ledger->self, HF_ASK_attempts_of_file, &ask, count_alike, &c, r->err));
    *alike = c.alike + 1;
    return HF_OK;
}

static enum hf_rc judge(struct round *r, struct landed *l)
{
    struct hf_attempted a = {.class_name = l->result->class_name,
                             .since_ms = l->flight.since_ms,
                             .now_ms = r->now_ms,
                             .retry_after_ms = l->result->retry_after_ms};
    HF_TRY(find_alike(r, l, &a.alike));
    r->desk->setup.dice.fill(r->desk->setup.dice.self, &a.dice, sizeof a.dice);
    l->outcome = hf_outcome_of(&a);
    return HF_OK;
}

/* What the endpoint is found to be; one that asks for time is not failing. */
static enum hf_heard heard_of(const struct hf_parcel_result *result)
{
    if (!hf_str_eq(result->class_name, HF_STR(HF_CLASS_TRANSIENT)) || result->retry_after_ms >= 0)
        return HF_HEARD_SUCCESS;
    return result->status == 0 ? HF_HEARD_NOTHING : HF_HEARD_FAILURE;
}

static void learn(struct round *r, const struct landed *l)
{
    const struct hf_parcel_result *result = l->result;
    const struct hf_outbox_row *outbox = &l->flight.outbox;
    struct hf_endpoint *e = endpoint_at(r, l->flight.endpoint);
    enum hf_heard heard = heard_of(result);
    enum hf_breaker_news news = hf_breaker_heard(&e->breaker, heard, r->now_ms);
    e->answers = heard != HF_HEARD_NOTHING;
    if (result->retry_after_ms >= 0 && l->outcome.state == HF_WAITING)
        e->rest_until_ms = r->now_ms + result->retry_after_ms;
    if (news == HF_BREAKER_OPENED)
        tell(r, HF_ENDPOINT_FAILING, outbox, result->said, r->now_ms);
    if (news == HF_BREAKER_CLOSED)
        tell(r, HF_ENDPOINT_RECOVERED, outbox, result->said, e->breaker.failing_ms);
    if (hf_str_eq(result->class_name, HF_STR(HF_CLASS_NONCONFORMING)) && !e->nonconforming) {
        e->nonconforming = true;
        tell(r, HF_ENDPOINT_NONCONFORMING, outbox, result->said, r->now_ms);
    }
    if (l->outcome.state == HF_DEAD)
        tell(r, HF_NOTICE_DEAD, outbox, result->said, l->flight.since_ms);
}

/* The results that belong to flights of ours, which have landed whatever becomes of them. */
static size_t take_down(struct round *r, const struct hf_parcel_result *results, size_t count,
                        struct landed *landed)
{
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        struct flight *flight = &r->dispatch->flight[results[i].ticket % FLIGHTS];
        if (results[i].ticket == 0 || flight->ticket != results[i].ticket)
            continue;
        landed[taken++] = (struct landed){.flight = *flight, .result = &results[i]};
        land(r, flight);
    }
    return taken;
}

/* ---- acts that follow ---- */

static bool is_final(const struct landed *l)
{
    return l->outcome.state == HF_DELIVERED || l->outcome.state == HF_DEAD;
}

/* The pause of an endpoint; where one is in force, or another courier was faster, there is nothing to do. */
static bool pause_request(struct round *r, const struct landed *l, struct hf_request *out)
{
    const struct hf_route *route = hf_route_of(&r->dispatch->routes, &l->flight.by, l->flight.outbox.lane);
    if (!l->outcome.pauses || route == NULL || route->pause != HF_NO_INSTANCE || route->address.len == 0)
        return false;
    const struct hf_pausing pausing = {.authority = route->authority,
                                       .address = route->address,
                                       .class_name = l->result->class_name,
                                       .status = l->result->status,
                                       .mark = endpoint_at(r, l->flight.endpoint)->terms.mark,
                                       .cause = l->flight.digest};
    *out = (struct hf_request){.kind = HF_REQUEST_COMMAND,
                               .command = hf_pause_begin(r->desk, &pausing, r->arena)};
    return true;
}

/* The first message of a thread arrived, or never will. */
static bool news_request(struct round *r, const struct landed *l, struct hf_request *out)
{
    const struct flight *f = &l->flight;
    if (hf_id_is_zero(&f->outbox.opens) || !is_final(l))
        return false;
    struct hf_str event = l->outcome.state == HF_DELIVERED ? HF_STR("delivered") : HF_STR("undeliverable");
    *out = hf_news_request(r->desk, &f->outbox.opens, event, &f->digest);
    return true;
}

typedef bool (*request_fn)(struct round *r, const struct landed *l, struct hf_request *out);

/* A file that refuses has no use for it; one that could not be written must be told again: `untold`. */
static enum hf_rc serve_requests(struct round *r, struct landed *landed, size_t count, request_fn make,
                                 size_t most)
{
    struct hf_request *requests = HF_NEW(r->arena, struct hf_request, count);
    struct hf_response *out = HF_NEW(r->arena, struct hf_response, count);
    struct landed **whose = HF_NEW(r->arena, struct landed *, count);
    size_t asked = 0;
    for (size_t i = 0; i < count && asked < most; i++)
        if (make(r, &landed[i], &requests[asked]))
            whose[asked++] = &landed[i];
    if (asked == 0)
        return HF_OK;
    HF_TRY(hf_desk_serve(r->desk, requests, asked, r->arena, out, r->err));
    for (size_t i = 0; i < asked; i++)
        whose[i]->untold = hf_try_again(&out[i], 1, r->err) != HF_OK;
    return hf_try_again(out, asked, r->err);
}

/* One pause for each endpoint of a round: the first result that asks for it. */
static enum hf_rc pause_endpoints(struct round *r, struct landed *landed, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool again = false;
        for (size_t k = 0; k < i; k++)
            again =
                again || (landed[k].outcome.pauses && landed[k].flight.endpoint == landed[i].flight.endpoint);
        if (!landed[i].outcome.pauses || again)
            continue;
        HF_TRY(serve_requests(r, &landed[i], 1, pause_request, 1));
        tell(r, HF_ENDPOINT_PAUSED, &landed[i].flight.outbox, landed[i].result->said, r->now_ms);
    }
    return HF_OK;
}

/* ---- keeping ---- */

/* Another desk has taken over when a lease ended, and settled it: then each by itself, and that one not. */
static enum hf_rc keep_all(struct round *r, const struct hf_keep *rows, size_t count)
{
    struct hf_ledger *ledger = &r->desk->setup.ledger;
    enum hf_rc rc = count == 0 ? HF_OK : ledger->keep(ledger->self, rows, count, r->err);
    for (size_t i = 0; rc == HF_CONFLICT && count > 1 && i < count; i++)
        HF_TRY(keep_all(r, &rows[i], 1));
    return rc == HF_CONFLICT ? HF_OK : rc;
}

static struct hf_delivery_row row_of(const struct landed *l)
{
    return (struct hf_delivery_row){.outbox = l->flight.outbox,
                                    .attempt = l->flight.attempt,
                                    .start_ms = l->result->start_ms,
                                    .end_ms = l->result->end_ms,
                                    .state = l->outcome.state,
                                    .next_ms = l->outcome.next_ms,
                                    .since_ms = l->flight.since_ms,
                                    .status = l->result->status,
                                    .class_name = l->result->class_name,
                                    .said = l->result->said,
                                    .wire = l->result->wire};
}

static enum hf_rc keep_landed(struct round *r, const struct landed *landed, size_t count)
{
    struct hf_keep *rows = HF_NEW(r->arena, struct hf_keep, count + 1);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!landed[i].untold)
            rows[kept++] = (struct hf_keep){.kind = HF_KEEP_DELIVERY, .delivery = row_of(&landed[i])};
    r->moved += kept;
    return keep_all(r, rows, kept);
}

/* Files are told first: they take the news once, while what is settled is never looked at again. What cannot
 * be written is sent again when its lease ends. */
static enum hf_rc tell_and_keep(struct round *r, struct landed *landed, size_t count)
{
    enum hf_rc rc = serve_requests(r, landed, count, news_request, HF_BATCH_MAX);
    if (rc != HF_OK && rc != HF_UNAVAILABLE)
        return rc;
    struct hf_err first = *r->err;
    HF_TRY(keep_landed(r, landed, count));
    if (rc != HF_OK)
        *r->err = first;
    return rc;
}

static enum hf_rc settle_all(struct round *r, const struct hf_parcel_result *results, size_t count)
{
    struct landed *landed = HF_NEW(r->arena, struct landed, count + 1);
    count = take_down(r, results, count, landed);
    for (size_t i = 0; i < count; i++) {
        HF_TRY(judge(r, &landed[i]));
        learn(r, &landed[i]);
    }
    HF_TRY(pause_endpoints(r, landed, count));
    return tell_and_keep(r, landed, count);
}

/* ---- fetched ---- */

static struct landed landed_of(struct round *r, const struct hf_claim *claim,
                               const struct hf_parcel_result *result)
{
    struct landed landed = {.flight = {.outbox = claim->outbox,
                                       .attempt = claim->attempts + 1,
                                       .endpoint = NO_ENDPOINT,
                                       .since_ms = claim->since_ms > 0 ? claim->since_ms : result->start_ms},
                            .result = result};
    hf_token_digest(&r->desk->hasher, claim->token, &landed.flight.digest);
    return landed;
}

/* What is to be tried again stays on its shelf; who has no credentials for us is no endpoint that rests: a
 * person must look. */
static void keep_on_shelf(struct hf_verdict *outcome)
{
    if (outcome->state == HF_WAITING)
        outcome->state = outcome->pauses ? HF_ON_HOLD : HF_SHELVED;
}

static enum hf_rc open_dispatch(struct hf_desk *desk, struct hf_err *err);

enum hf_rc hf_dispatch_fetched(struct hf_desk *desk, const struct hf_claim *claims,
                               const struct hf_parcel_result *results, size_t count, struct hf_arena *arena,
                               struct hf_err *err)
{
    HF_TRY(open_dispatch(desk, err));
    struct round r = {.desk = desk,
                      .dispatch = desk->dispatch,
                      .arena = arena,
                      .now_ms = desk->setup.clock.wall_ms(desk->setup.clock.self),
                      .err = err};
    struct landed *landed = HF_NEW(arena, struct landed, count + 1);
    for (size_t i = 0; i < count; i++) {
        landed[i] = landed_of(&r, &claims[i], &results[i]);
        HF_TRY(judge(&r, &landed[i]));
        keep_on_shelf(&landed[i].outcome);
    }
    return tell_and_keep(&r, landed, count);
}

/* ---- shelves ---- */

/*
 * What stands on the shelf of a stream that is now pushed, disabled or gone finds its way anew, before
 * anything is claimed by the new directory: so the order is kept. Now and then besides, for what a desk that
 * knew the old one shelved meanwhile.
 */
static enum hf_rc clear_shelves(struct round *r)
{
    struct hf_dispatch *d = r->dispatch;
    struct hf_ledger *ledger = &r->desk->setup.ledger;
    if (d->routes.stamp == d->shelves_stamp && r->now_ms < d->shelves_ms + SHELVES_MS)
        return HF_OK;
    struct hf_id *shelves = HF_NEW(r->arena, struct hf_id, d->routes.count + 1);
    struct hf_keep keep = {.kind = HF_KEEP_UNSHELVED, .shelf = {.shelves = shelves}};
    for (size_t i = 0; i < d->routes.count; i++)
        if (d->routes.route[i].shelves)
            shelves[keep.shelf.count++] = d->routes.route[i].recipient;
    HF_TRY(ledger->keep(ledger->self, &keep, 1, r->err));
    d->shelves_stamp = d->routes.stamp;
    d->shelves_ms = r->now_ms;
    return HF_OK;
}

/* ---- pauses that end by themselves ---- */

/* What is configured for the endpoint is another now than when it was paused: the credentials, as a rule. */
static bool has_other_terms(const struct round *r, const struct hf_route *route,
                            const struct hf_case *authority)
{
    const struct hf_endpoint *e = endpoint_of(r, route);
    struct hf_digest mark;
    return e != NULL && hf_pause_mark(r->desk, authority, route->pause, r->arena, &mark) &&
           !hf_digest_eq(&mark, &e->terms.mark);
}

static enum hf_rc end_pauses(struct round *r)
{
    const struct hf_routes *routes = &r->dispatch->routes;
    for (size_t i = 0; i < routes->count; i++) {
        const struct hf_route *route = &routes->route[i];
        const struct hf_case *authority =
            route->pause == HF_NO_INSTANCE ? NULL : hf_house_authority(&r->desk->house, &route->authority);
        if (authority == NULL || !has_other_terms(r, route, authority))
            continue;
        struct hf_response out;
        const struct hf_outbox_row about = {.recipient = route->recipient};
        const struct hf_request request = {
            .command = hf_pause_end(r->desk, authority, route->pause,
                                    &endpoint_at(r, route->endpoint)->terms.mark, r->arena)};
        HF_TRY(hf_desk_serve(r->desk, &request, 1, r->arena, &out, r->err));
        HF_TRY(hf_try_again(&out, 1, r->err));
        if (out.outcome == HF_DONE)
            tell(r, HF_ENDPOINT_RESUMED, &about, HF_STR_NONE, r->now_ms);
    }
    return HF_OK;
}

/* ---- a round ---- */

static enum hf_rc open_dispatch(struct hf_desk *desk, struct hf_err *err)
{
    struct hf_memory memory = desk->setup.memory;
    if (desk->dispatch != NULL)
        return HF_OK;
    desk->dispatch = memory.resize(memory.self, NULL, sizeof *desk->dispatch);
    if (desk->dispatch == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("dispatch"), HF_STR_NONE);
    memset(desk->dispatch, 0, sizeof *desk->dispatch);
    desk->dispatch->routes.memory = memory;
    return HF_OK;
}

void hf_dispatch_free(struct hf_desk *desk)
{
    struct hf_memory memory = desk->setup.memory;
    if (desk->dispatch == NULL)
        return;
    hf_routes_free(&desk->dispatch->routes);
    memory.resize(memory.self, desk->dispatch, 0);
    desk->dispatch = NULL;
}

enum hf_rc hf_dispatch_listen(struct hf_desk *desk, hf_dispatch_news_fn listener, void *context,
                              struct hf_err *err)
{
    HF_TRY(open_dispatch(desk, err));
    desk->dispatch->tell = listener;
    desk->dispatch->context = context;
    return HF_OK;
}

static enum hf_rc refresh(struct round *r)
{
    HF_TRY(hf_house_refresh(r->desk, r->arena, r->err));
    return hf_routes_refresh(&r->dispatch->routes, r->desk, r->courier, r->now_ms, r->arena, r->err);
}

enum hf_rc hf_dispatch_once(struct hf_desk *desk, struct hf_courier *courier, int64_t wait_ms,
                            struct hf_arena *arena, size_t *moved, struct hf_err *err)
{
    HF_TRY(open_dispatch(desk, err));
    struct round r = {.desk = desk,
                      .dispatch = desk->dispatch,
                      .courier = courier,
                      .arena = arena,
                      .now_ms = desk->setup.clock.wall_ms(desk->setup.clock.self),
                      .err = err};
    struct hf_parcel_result *results = HF_NEW(arena, struct hf_parcel_result, FLIGHTS);
    size_t count, pending;
    HF_TRY(refresh(&r));
    HF_TRY(end_pauses(&r));
    HF_TRY(clear_shelves(&r));
    HF_TRY(send_claims(&r));
    HF_TRY(courier->turn(courier->self, wait_ms, arena, results, FLIGHTS, &count, &pending, err));
    r.now_ms = desk->setup.clock.wall_ms(desk->setup.clock.self);
    enum hf_rc rc = settle_all(&r, results, count);
    *moved = r.moved;
    return rc;
}
