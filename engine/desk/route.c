/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/route.h"

#include "casefile/entry.h"
#include "casefile/people.h"
#include "desk/inside.h"
#include "desk/pause.h"

enum { WIDTH = 4 };
#define NO_ENDPOINT UINT32_MAX

static const struct hf_str members[] = {
    [HF_LANE_OWN] = HF_STR_INIT("endpoint"), [HF_LANE_DEPUTY] = HF_STR_INIT("deputy_endpoint")};
enum { LANES = sizeof members / sizeof members[0] };

/* ---- endpoints ---- */

static enum hf_rc make_room(struct hf_memory *memory, void **block, size_t size, struct hf_err *err)
{
    void *more = memory->resize(memory->self, *block, size);
    if (more == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("routes"), HF_STR_NONE);
    *block = more;
    return HF_OK;
}

static uint32_t find_endpoint(const struct hf_routes *routes, const struct hf_digest *name)
{
    for (uint32_t i = 0; i < routes->endpoints; i++)
        if (hf_digest_eq(&routes->endpoint[i].name, name))
            return i;
    return NO_ENDPOINT;
}

static enum hf_rc add_endpoint(struct hf_routes *routes, const struct hf_digest *name, uint32_t *out,
                               struct hf_err *err)
{
    if (routes->endpoints == routes->endpoint_room) {
        uint32_t room = 2 * routes->endpoint_room + 16;
        void *block = routes->endpoint;
        HF_TRY(make_room(&routes->memory, &block, room * sizeof *routes->endpoint, err));
        routes->endpoint = block;
        routes->endpoint_room = room;
    }
    *out = routes->endpoints++;
    routes->endpoint[*out] = (struct hf_endpoint){.name = *name};
    return HF_OK;
}

enum hf_rc hf_endpoint_at(struct hf_routes *routes, struct hf_desk *desk, struct hf_courier *courier,
                          struct hf_str address, uint32_t *out, struct hf_err *err)
{
    struct hf_digest name;
    struct hf_terms terms = {.width = WIDTH};
    *out = NO_ENDPOINT;
    if (address.len == 0 || !courier->fit(courier->self, address))
        return HF_OK;
    hf_sha256(&desk->hasher, &address, 1, &name);
    *out = find_endpoint(routes, &name);
    if (*out == NO_ENDPOINT)
        HF_TRY(add_endpoint(routes, &name, out, err));
    if (courier->terms != NULL)
        courier->terms(courier->self, address, &terms);
    routes->endpoint[*out].terms = terms;
    return HF_OK;
}

/* ---- routes ---- */

/* Files only grow, so any change of the directory makes this another number. */
static uint64_t stamp_of(const struct hf_house *house)
{
    uint64_t stamp = house->authority_count;
    for (size_t i = 0; i < house->authority_count; i++)
        stamp += (uint64_t)hf_case_head(&house->authorities[i])->seq << 16;
    return stamp;
}

static bool is_amended(const struct hf_desk *desk, const struct hf_case *authority)
{
    const struct hf_flows flows = {.house = desk->setup.house};
    for (hf_instance i = 1; i < hf_case_head(authority)->instances; i++)
        if (hf_str_eq(hf_case_kind(&flows, authority, i)->name, HF_STR("amendment")))
            return true;
    return false;
}

static struct hf_str first_language(const struct hf_entry *entry, struct hf_arena *arena)
{
    struct hf_json list;
    if (!hf_entry_member(entry, HF_STR("languages"), arena, &list) || list.kind != HF_JSON_LIST ||
        list.is.list.count == 0 || list.is.list.item[0].kind != HF_JSON_TEXT)
        return HF_STR_NONE;
    return list.is.list.item[0].is.text;
}

struct reading {
    struct hf_routes *routes;
    struct hf_desk *desk;
    struct hf_courier *courier;
    int64_t now_ms;
    struct hf_arena *arena; /* where texts stand until they are kept */
    size_t text;            /* bytes of all of them */
    struct hf_err *err;
};

static enum hf_rc read_route(struct reading *r, const struct hf_case *authority, enum hf_lane lane)
{
    struct hf_entry entry = hf_entry_now(&r->desk->house, r->desk->setup.house, authority, r->now_ms);
    struct hf_route *route = &r->routes->route[r->routes->count];
    *route = (struct hf_route){.recipient = hf_case_head(authority)->file,
                               .lane = lane,
                               .address = hf_entry_text(&entry, members[lane], r->arena),
                               .language = first_language(&entry, r->arena),
                               .amended = is_amended(r->desk, authority)};
    if (route->address.len == 0 && !route->amended)
        return HF_OK;
    route->pause = hf_pause_find(r->desk, authority, route->address, r->arena);
    HF_TRY(hf_endpoint_at(r->routes, r->desk, r->courier, route->address, &route->endpoint, r->err));
    r->text += route->address.len + route->language.len;
    r->routes->count++;
    return HF_OK;
}

static struct hf_str keep(unsigned char **at, struct hf_str text)
{
    struct hf_str kept = {(const char *)*at, text.len};
    if (text.len > 0)
        memcpy(*at, text.at, text.len);
    *at += text.len;
    return kept;
}

static enum hf_rc keep_texts(struct reading *r)
{
    struct hf_routes *routes = r->routes;
    void *block = NULL;
    HF_TRY(make_room(&routes->memory, &block, r->text + 1, r->err));
    routes->memory.resize(routes->memory.self, routes->texts, 0);
    routes->texts = block;
    unsigned char *at = routes->texts;
    for (size_t i = 0; i < routes->count; i++) {
        routes->route[i].address = keep(&at, routes->route[i].address);
        routes->route[i].language = keep(&at, routes->route[i].language);
    }
    return HF_OK;
}

static enum hf_rc read_all(struct reading *r)
{
    const struct hf_house *house = &r->desk->house;
    struct hf_routes *routes = r->routes;
    size_t needed = house->authority_count * LANES;
    if (needed > routes->room) {
        void *block = routes->route;
        HF_TRY(make_room(&routes->memory, &block, 2 * needed * sizeof *routes->route, r->err));
        routes->route = block;
        routes->room = 2 * needed;
    }
    routes->count = 0;
    for (size_t i = 0; i < house->authority_count; i++)
        for (size_t lane = 0; lane < LANES; lane++)
            HF_TRY(read_route(r, &house->authorities[i], (enum hf_lane)lane));
    return keep_texts(r);
}

enum hf_rc hf_routes_refresh(struct hf_routes *routes, struct hf_desk *desk, struct hf_courier *courier,
                             int64_t now_ms, struct hf_arena *arena, struct hf_err *err)
{
    struct reading r = {
        .routes = routes, .desk = desk, .courier = courier, .now_ms = now_ms, .arena = arena, .err = err};
    uint64_t stamp = stamp_of(&desk->house);
    int32_t day = hf_calendar_day(hf_calendar_find(&desk->house.calendars, HF_STR("court")), now_ms);
    if (routes->read && routes->stamp == stamp && routes->day == day)
        return HF_OK;
    routes->read = false;
    HF_TRY(read_all(&r));
    routes->stamp = stamp;
    routes->day = day;
    routes->read = true;
    return HF_OK;
}

void hf_routes_free(struct hf_routes *routes)
{
    void *blocks[] = {routes->route, routes->endpoint, routes->texts};
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        routes->memory.resize(routes->memory.self, blocks[i], 0);
    *routes = (struct hf_routes){.memory = routes->memory};
}

const struct hf_route *hf_route_of(const struct hf_routes *routes, const struct hf_id *recipient,
                                   enum hf_lane lane)
{
    for (size_t i = 0; i < routes->count; i++)
        if (routes->route[i].lane == lane && hf_id_eq(&routes->route[i].recipient, recipient))
            return &routes->route[i];
    return NULL;
}

/* ---- one notice ---- */

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

enum hf_rc hf_route_address(struct hf_desk *desk, const struct hf_route *route,
                            const struct hf_outbox_row *notice, int64_t now_ms, struct hf_arena *arena,
                            struct hf_str *out, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    const struct hf_house *house = &desk->house;
    struct told_of told = {.arena = arena, .as_of_ms = now_ms};
    struct hf_ask ask = {.id = notice->file, .from = notice->seq, .to = notice->seq};
    *out = route->address;
    if (!route->amended)
        return HF_OK;
    HF_TRY(ledger->ask(ledger->self, HF_ASK_events_of_file, &ask, take_as_of, &told, err));
    const struct hf_case *file = hf_house_authority(house, &notice->recipient);
    struct hf_entry now = hf_entry_now(house, desk->setup.house, file, now_ms);
    struct hf_entry then = hf_entry_then(house, desk->setup.house, file, told.as_of_ms);
    now = hf_entry_in_progress(&now, &then, arena);
    *out = hf_entry_text(&now, members[notice->lane], arena);
    return HF_OK;
}
