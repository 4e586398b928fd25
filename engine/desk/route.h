/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where notices go: a route per lane, read from the directory as it stands now, each to an endpoint with what
 * a courier has found out about it. Read again only when the directory has moved or the day has changed.
 */
#ifndef HF_DESK_ROUTE_H
#define HF_DESK_ROUTE_H

#include "desk/breaker.h"
#include "desk/desk.h"

struct hf_endpoint {
    struct hf_digest name; /* SHA-256 of its address */
    struct hf_terms terms;
    struct hf_breaker breaker;
    uint32_t out;          /* messages with the courier */
    int64_t rest_until_ms; /* it asked for it */
    bool answers;          /* the last that was sent there was answered, somehow */
    bool nonconforming;    /* told */
};

/* To an authority, to its deputy, or by one of its streams: what a stream tells of itself is addressed to the
 * stream, and what is meant for the authority may go by it. */
struct hf_route {
    struct hf_id recipient, authority; /* authority: in whose file of the directory it is read */
    enum hf_lane lane;
    hf_instance stream;               /* in that file; HF_NO_INSTANCE: it is none */
    bool is_poll, is_paused, is_gone; /* of a stream */
    bool shelves;                     /* of a stream: something may stand on its shelf */
    bool has_streams;                 /* of an authority */
    struct hf_str address, language;  /* address empty: there is none */
    uint32_t endpoint;                /* its place in the table; UINT32_MAX: no address, or no courier fits */
    hf_instance pause;                /* that is in force in the authority's file; HF_NO_INSTANCE: none */
    bool amended;                     /* a request in progress may go elsewhere */
};

struct hf_routes {
    struct hf_memory memory;
    struct hf_route *route;
    size_t count, room;
    struct hf_endpoint *endpoint; /* never forgotten while the courier lives */
    uint32_t endpoints, endpoint_room;
    unsigned char *texts; /* addresses and languages of the routes */
    uint64_t stamp;       /* of the directory they were read from */
    int32_t day;
    bool read;
};

void hf_routes_free(struct hf_routes *routes);
/* The house is fresh. FAILED no_memory. */
enum hf_rc hf_routes_refresh(struct hf_routes *routes, struct hf_desk *desk, struct hf_courier *courier,
                             int64_t now_ms, struct hf_arena *arena, struct hf_err *err);
/* NULL: nobody of the directory. */
const struct hf_route *hf_route_of(const struct hf_routes *routes, const struct hf_id *recipient,
                                   enum hf_lane lane);
/* The endpoint at an address that a courier fits, added where it is new; UINT32_MAX: none fits. */
enum hf_rc hf_endpoint_at(struct hf_routes *routes, struct hf_desk *desk, struct hf_courier *courier,
                          struct hf_str address, uint32_t *out, struct hf_err *err);

/* How one notice goes: by a route, to an address or onto the shelf of a stream. */
struct hf_way {
    const struct hf_route *by;
    struct hf_str address, authorization; /* address empty: nowhere, unless there is a shelf */
    struct hf_id shelf;                   /* zero: none */
};
/*
 * What tells of a stream goes by it, whether it flows or not: who is told that it stops must be told. What is
 * meant for an authority goes by its stream that takes such events, where it has chosen this channel; else to
 * the address of its entry. Another channel that was told since does not touch a request in progress (rule
 * 180(2)); a new address of the same channel counts at once.
 */
enum hf_rc hf_route_way(struct hf_desk *desk, const struct hf_routes *routes, const struct hf_route *route,
                        const struct hf_claim *claim, int64_t now_ms, struct hf_arena *arena,
                        struct hf_way *out, struct hf_err *err);

#endif
