/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/service.h"

#include <stdatomic.h>

#include "cli/couriers.h"
#include "cli/reception.h"
#include "cli/stamping.h"
#include "cli/tiling.h"
#include "cli/witnessing.h"
#include "host/loop.h"
#include "host/turns.h"
#include "http/server.h"
#include "notify/arrivals.h"

enum { JWKS_MAX = 8 * 1024, ADDRESS_MAX = 200, KEYS_EVERY_MS = 5000 };
/* A case comes by the watcher when a term of it ends, and then not for long: keeping many would not help. */
enum { WATCHER_CACHE_BYTES = 4 << 20 };

/* Desks that work by themselves, behind those that write. The keeper is the main thread's: it looks whether
 * our own keys have changed. The publisher has the heads of all files in memory. The stamper, the asker
 * and the tiler are there, the one behind the other, where an authority, witnesses and a folder are named. */
enum helper { WATCHER, SENDER, KEEPER, PUBLISHER, STAMPER, ASKER, TILER, HELPERS };

struct hf_service {
    struct hf_cli *cli;
    struct hf_log log;
    struct hf_store store;
    struct hf_seat seat[HF_INLET_DESKS_MAX + HELPERS]; /* writers first */
    size_t seats;
    struct hf_courier courier; /* stop NULL: none */
    struct hf_loop *loop;
    struct hf_reception reception;
    struct hf_turns stamper;  /* runs where an authority is named */
    struct hf_turns asker;    /* runs where witnesses are named */
    struct hf_tiling tiling;  /* runs where a folder is named */
    uint64_t asked;           /* the asker's: size of the checkpoint that was asked for last */
    struct hf_poller *poller; /* NULL: nothing is fetched */
    struct hf_office office;
    struct hf_http *http;
    struct hf_arrivals *arrivals; /* of the spool; NULL: there is none */
    struct hf_str address;
    int64_t keys_due_ms; /* steady: when our keys are looked at again */
    char keys_room[JWKS_MAX];
    bool away; /* told in the log */
};

static struct hf_str setting(const struct hf_service *service, enum hf_setting which)
{
    return hf_settings_get(&service->cli->settings, which);
}

/* A file named by a setting; NULL where none is. */
static const char *file_of(const struct hf_service *service, enum hf_setting which)
{
    struct hf_str path = setting(service, which);
    char *text = HF_NEW(service->cli->arena, char, path.len + 1);
    if (path.len > 0)
        memcpy(text, path.at, path.len);
    return path.len > 0 ? text : NULL;
}

/* ---- networks ---- */

enum hf_rc hf_networks_read(struct hf_arena *arena, struct hf_str text, struct hf_str origin,
                            const struct hf_network **out, size_t *count, struct hf_err *err)
{
    struct hf_network *network = HF_NEW(arena, struct hf_network, text.len / 2 + 1);
    size_t read = 0;
    while (text.len > 0) {
        struct hf_str one = hf_str_cut(&text, ' ');
        if (one.len > 0 && !hf_network_read(one, &network[read++]))
            return hf_fail(err, HF_WORD_serve_network, origin, one, HF_STR_NONE);
    }
    *out = network;
    *count = read;
    return HF_OK;
}

/* ---- parts ---- */

static void open_log(struct hf_service *service)
{
    struct hf_str form = setting(service, HF_SET_LOG_FORMAT);
    enum hf_log_form as = hf_str_eq(form, HF_STR("json"))   ? HF_LOG_JSON
                          : hf_str_eq(form, HF_STR("text")) ? HF_LOG_TEXT
                                                            : HF_LOG_AUTO;
    service->log = hf_log_open(fileno(service->cli->messages), as, service->seat[0].clock);
}

static size_t writers(const struct hf_service *service)
{
    return (size_t)hf_settings_number(&service->cli->settings, HF_SET_DESK_WRITERS);
}

static bool has_stamper(const struct hf_service *service)
{
    return setting(service, HF_SET_STAMP_AUTHORITY).len > 0;
}

static bool has_asker(const struct hf_service *service)
{
    return setting(service, HF_SET_WITNESS_POLICY).len > 0;
}

static bool has_tiler(const struct hf_service *service)
{
    return setting(service, HF_SET_LOG_TILES).len > 0;
}

/* How many of them stand before this one. */
static size_t helpers_before(const struct hf_service *service, enum helper which)
{
    size_t least = which < STAMPER ? (size_t)which : STAMPER;
    return least + (which > STAMPER && has_stamper(service)) + (which > ASKER && has_asker(service)) +
           (which > TILER && has_tiler(service));
}

static struct hf_seat *seat_of(struct hf_service *service, enum helper which)
{
    return &service->seat[writers(service) + helpers_before(service, which)];
}

static struct hf_desk *helper(struct hf_service *service, enum helper which)
{
    return seat_of(service, which)->desk;
}

static enum hf_rc open_seats(struct hf_service *service, struct hf_err *err)
{
    while (service->seats < writers(service) + helpers_before(service, HELPERS)) {
        bool is_small = service->seats >= writers(service) && service->seats != writers(service) + SENDER;
        size_t cache_bytes = is_small ? WATCHER_CACHE_BYTES : hf_cli_cache_bytes(service->cli);
        HF_TRY(hf_seat_open(service->cli, &service->store, cache_bytes, &service->seat[service->seats], err));
        service->seats++;
    }
    return HF_OK;
}

static enum hf_rc open_courier(struct hf_service *service, struct hf_err *err)
{
    const struct hf_couriers_setup setup = {.cli = service->cli, .clock = service->seat[0].clock};
    return hf_couriers_open(&setup, &service->courier, err);
}

static enum hf_rc start_loop(struct hf_service *service, struct hf_err *err)
{
    const struct hf_settings *settings = &service->cli->settings;
    struct hf_desk *desks[HF_INLET_DESKS_MAX];
    for (size_t i = 0; i < writers(service); i++) {
        desks[i] = service->seat[i].desk;
        hf_desk_believe(desks[i]);
    }
    const struct hf_loop_setup setup = {
        .desks = desks,
        .desk_count = writers(service),
        .room = (size_t)hf_settings_number(settings, HF_SET_DESK_QUEUE),
        .watcher = helper(service, WATCHER),
        .tick_ms = hf_settings_number(settings, HF_SET_DESK_TICK_MS),
        .publisher = helper(service, PUBLISHER),
        .sender = helper(service, SENDER),
        .courier = &service->courier,
        .moved = hf_reception_wake,
        .moved_self = &service->reception,
        .log = &service->log,
    };
    return hf_loop_start(&setup, &service->loop, err);
}

/* ---- time-stamps ---- */

/* Asked again sooner where the authority did not answer. */
static int64_t stamp_turn(void *self, struct hf_arena *arena)
{
    enum { AGAIN_MS = 60000, MINUTE_MS = 60000 };
    struct hf_service *service = self;
    struct hf_stamping s;
    struct hf_err err;
    size_t got = 0;
    enum hf_rc rc = hf_stamping_begin(seat_of(service, STAMPER), arena, &s, &err);
    if (rc == HF_OK)
        rc = hf_stamping_ask(&s, setting(service, HF_SET_STAMP_AUTHORITY), &got, &err);
    const struct hf_log_part parts[] = {{.name = "stamps", .figure = (int64_t)got}, {.name = NULL}};
    if (got > 0)
        hf_log_event(&service->log, HF_LOG_INFO, "stamped", parts);
    if (rc != HF_OK)
        hf_log_failure(&service->log, "stamping_fails", &err);
    return rc == HF_OK ? MINUTE_MS * hf_settings_number(&service->cli->settings, HF_SET_STAMP_EVERY_MIN)
                       : AGAIN_MS;
}

static enum hf_rc start_stamper(struct hf_service *service, struct hf_err *err)
{
    return has_stamper(service) ? hf_turns_start(&service->stamper, stamp_turn, service, err) : HF_OK;
}

/* ---- witnesses ---- */

struct asking {
    const struct hf_log *log;
    int64_t cosigned, refused;
};

static void tell_asked(void *context, const struct hf_policy_name *witness, const struct hf_err *why)
{
    struct asking *asking = context;
    (void)witness;
    asking->cosigned += why == NULL;
    asking->refused += why != NULL;
    if (why != NULL)
        hf_log_failure(asking->log, "witness_refuses", why);
}

/* The newest checkpoint, where it is another one than last time or somebody had refused it. */
static enum hf_rc ask_witnesses(struct hf_service *service, struct hf_arena *arena, struct hf_err *err)
{
    struct hf_seat *seat = seat_of(service, ASKER);
    struct hf_witnessing *w = HF_NEW(arena, struct hf_witnessing, 1);
    struct asking asking = {.log = &service->log};
    HF_TRY(hf_witnessing_begin(seat, setting(service, HF_SET_WITNESS_POLICY), arena, w, err));
    HF_TRY(hf_cosigning_begin(seat->desk, arena, &w->cosigning, err));
    if (w->cosigning.size == service->asked)
        return HF_OK;
    HF_TRY(hf_witnessing_ask(w, tell_asked, &asking, err));
    service->asked = asking.refused == 0 ? w->cosigning.size : 0;
    const struct hf_log_part parts[] = {{.name = "witnesses", .figure = asking.cosigned}, {.name = NULL}};
    if (asking.cosigned > 0)
        hf_log_event(&service->log, HF_LOG_INFO, "cosigned", parts);
    return HF_OK;
}

static int64_t ask_turn(void *self, struct hf_arena *arena)
{
    enum { SECOND_MS = 1000 };
    struct hf_service *service = self;
    struct hf_err err;
    if (ask_witnesses(service, arena, &err) != HF_OK)
        hf_log_failure(&service->log, "witnessing_fails", &err);
    return SECOND_MS * hf_settings_number(&service->cli->settings, HF_SET_WITNESS_EVERY_S);
}

static enum hf_rc start_asker(struct hf_service *service, struct hf_err *err)
{
    return has_asker(service) ? hf_turns_start(&service->asker, ask_turn, service, err) : HF_OK;
}

/* ---- the log as files ---- */

static enum hf_rc start_tiler(struct hf_service *service, struct hf_err *err)
{
    int64_t every_ms = hf_settings_number(&service->cli->settings, HF_SET_DESK_TICK_MS);
    return has_tiler(service) ? hf_tiling_start(&service->tiling, seat_of(service, TILER), &service->log,
                                                setting(service, HF_SET_LOG_TILES), every_ms, err)
                              : HF_OK;
}

static bool is_ready(void *self)
{
    return hf_loop_is_well(self);
}

static enum hf_rc open_office(struct hf_service *service, struct hf_err *err)
{
    struct hf_str jwks;
    HF_TRY(hf_desk_jwks(helper(service, KEEPER), service->cli->arena, &jwks, err));
    service->office = (struct hf_office){.jwks = jwks, .ready = is_ready};
    return hf_reception_fill(&service->reception, &service->office, err);
}

static void put_address(struct hf_service *service, bool secure)
{
    struct hf_str address = setting(service, HF_SET_HTTP_LISTEN);
    struct hf_buf out = hf_buf_in(service->cli->arena, ADDRESS_MAX);
    if (hf_http_port(service->http) > 0) { /* the port is the one that was got, where any was asked for */
        while (address.len > 0 && address.at[address.len - 1] != ':')
            address.len--;
        hf_buf_put(&out, secure ? HF_STR("https://") : HF_STR("http://"));
    }
    hf_buf_put(&out, address);
    if (hf_http_port(service->http) > 0)
        hf_buf_put_i64(&out, hf_http_port(service->http));
    service->address = hf_buf_str(&out);
}

enum hf_rc hf_service_tls(const struct hf_http_setup *setup, struct hf_err *err)
{
    if (setup->tls_cert != NULL && setup->tls_key == NULL)
        return hf_fail(err, HF_WORD_cli_needed, HF_STR_NONE, HF_STR("tls-key"), HF_STR("FILE"));
    if (setup->tls_cert == NULL && setup->tls_key != NULL)
        return hf_fail(err, HF_WORD_cli_needed, HF_STR_NONE, HF_STR("tls-cert"), HF_STR("FILE"));
    return HF_OK;
}

static enum hf_rc start_server(struct hf_service *service, struct hf_err *err)
{
    struct hf_http_setup setup = {
        .address = setting(service, HF_SET_HTTP_LISTEN),
        .tls_cert = file_of(service, HF_SET_HTTP_TLS_CERT),
        .tls_key = file_of(service, HF_SET_HTTP_TLS_KEY),
        .routes = hf_office_routes,
        .context = &service->office,
        .connections = (unsigned)hf_settings_number(&service->cli->settings, HF_SET_HTTP_CONNECTIONS),
        .per_address = (unsigned)hf_settings_number(&service->cli->settings, HF_SET_HTTP_PER_ADDRESS),
        .client_cert = hf_str_eq(setting(service, HF_SET_HTTP_CLIENT_CERT), HF_STR("yes")),
    };
    HF_TRY(hf_service_tls(&setup, err));
    service->office.inlet = hf_loop_inlet(service->loop);
    service->office.self = service->loop;
    HF_TRY(hf_http_start(&setup, &service->http, err));
    put_address(service, setup.tls_cert != NULL);
    return HF_OK;
}

/* ---- the spool ---- */

static void tell_refused(void *context, struct hf_str box, const struct hf_err *err)
{
    const struct hf_service *service = context;
    (void)box;
    hf_log_failure(&service->log, "spool_refused", err);
}

static enum hf_rc open_arrivals(struct hf_service *service, struct hf_err *err)
{
    struct hf_arrivals_setup setup = {.folder = file_of(service, HF_SET_NOTIFY_SPOOL),
                                      .clock = service->seat[0].clock,
                                      .inlet = hf_loop_inlet(service->loop),
                                      .refused = tell_refused,
                                      .context = service};
    return setup.folder == NULL ? HF_OK : hf_arrivals_open(&setup, &service->arrivals, err);
}

/* ---- all of it ---- */

static enum hf_rc open_all(struct hf_service *service, struct hf_err *err)
{
    HF_TRY(open_seats(service, err));
    open_log(service);
    HF_TRY(hf_reception_open(service->cli, &service->store, &service->reception, err));
    HF_TRY(open_office(service, err));
    HF_TRY(open_courier(service, err));
    HF_TRY(start_loop(service, err));
    HF_TRY(start_stamper(service, err));
    HF_TRY(start_asker(service, err));
    HF_TRY(start_tiler(service, err));
    HF_TRY(open_arrivals(service, err));
    HF_TRY(
        hf_reception_fetch(service->cli, &service->log, hf_loop_inlet(service->loop), &service->poller, err));
    return start_server(service, err);
}

enum hf_rc hf_service_open(struct hf_cli *cli, struct hf_service **out, struct hf_err *err)
{
    struct hf_service *service = HF_NEW(cli->arena, struct hf_service, 1);
    service->cli = cli;
    HF_TRY(hf_store_open(cli, false, &service->store, err));
    enum hf_rc rc = open_all(service, err);
    if (rc != HF_OK)
        hf_service_close(service);
    else
        *out = service;
    return rc;
}

void hf_service_close(struct hf_service *service)
{
    if (service->poller != NULL)
        hf_poller_stop(service->poller); /* while its offers are still answered */
    hf_turns_stop(&service->stamper);
    hf_turns_stop(&service->asker);
    if (service->loop != NULL)
        hf_loop_stop(service->loop); /* answers what waits, so that the server can end */
    hf_tiling_stop(&service->tiling);
    hf_reception_stop(&service->reception);
    if (service->http != NULL)
        hf_http_stop(service->http);
    if (service->loop != NULL)
        hf_loop_close(service->loop);
    hf_reception_close(&service->reception);
    hf_arrivals_close(service->arrivals);
    if (service->courier.stop != NULL)
        service->courier.stop(service->courier.self);
    while (service->seats > 0)
        hf_seat_close(&service->seat[--service->seats]);
    hf_store_close(&service->store);
}

struct hf_str hf_service_address(const struct hf_service *service)
{
    return service->address;
}

const struct hf_log *hf_service_log(const struct hf_service *service)
{
    return &service->log;
}

static struct hf_str published(const struct hf_service *service)
{
    const struct hf_str *newer = atomic_load(&service->office.newer_jwks);
    return newer == NULL ? service->office.jwks : *newer;
}

/* Keys change seldom, so what is published anew is kept for good: who is being answered may still read the
 * old. */
static void mind_keys(struct hf_service *service)
{
    const struct hf_clock_port *clock = &service->seat[0].clock;
    struct hf_arena *arena = service->cli->arena;
    int64_t now_ms = clock->steady_ms(clock->self);
    size_t mark = hf_arena_mark(arena);
    struct hf_buf text = HF_BUF(service->keys_room);
    struct hf_str jwks;
    struct hf_err none;
    if (now_ms < service->keys_due_ms)
        return;
    service->keys_due_ms = now_ms + KEYS_EVERY_MS;
    if (hf_desk_jwks(helper(service, KEEPER), arena, &jwks, &none) == HF_OK)
        hf_buf_put(&text, jwks);
    hf_arena_reset(arena, mark);
    if (text.len == 0 || text.full || hf_str_eq(hf_buf_str(&text), published(service)))
        return;
    struct hf_str *newer = HF_NEW(arena, struct hf_str, 1);
    *newer = hf_arena_keep(arena, hf_buf_str(&text));
    atomic_store(&service->office.newer_jwks, newer);
    hf_log_event(&service->log, HF_LOG_INFO, "keys_published", NULL);
}

void hf_service_mind(struct hf_service *service)
{
    struct hf_err err;
    if (service->arrivals != NULL)
        hf_arrivals_mind(service->arrivals);
    bool away = !hf_loop_is_well(service->loop);
    if (away != service->away)
        hf_log_event(&service->log, away ? HF_LOG_WARNING : HF_LOG_INFO,
                     away ? "database_away" : "database_again", NULL);
    if (away && service->store.is_private && hf_cluster_revive(&service->store.cluster, &err) != HF_OK &&
        !service->away)
        hf_log_failure(&service->log, "reviving_fails", &err);
    service->away = away;
    if (!away)
        mind_keys(service);
}
