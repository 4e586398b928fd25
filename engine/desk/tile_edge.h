/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The links at the edge of the log, where its files grow: a leaf is stored as a hash, so the link under it is
 * made again from the events of its file. All events are read once, in their order; from then on those of the
 * files that moved, each from where it was left.
 */
#ifndef HF_DESK_TILE_EDGE_H
#define HF_DESK_TILE_EDGE_H

#include "desk/desk.h"
#include "seal/hash.h"

enum { HF_TILE_EDGE_MAX = 1 << 20 }; /* links at hand: 32 MiB */

struct hf_tile_known { /* where a file was left; the one that comes to its place in the table drives it out */
    struct hf_id file;
    uint32_t seq; /* 0: none */
    struct hf_digest link;
};
struct hf_tile_edge {
    struct hf_desk *desk;
    uint64_t base; /* position of the first link at hand */
    struct hf_digest *link;
    size_t room;
    struct hf_tile_known *known;
    int64_t mark, store; /* as HF_ASK_heads; mark 0: all events are to be read */
    uint64_t reach;      /* every link below it is at hand; 0: none is */
};

/* Nothing is known yet; beginning anew begins here again. */
void hf_tile_edge_init(struct hf_tile_edge *edge, struct hf_desk *desk);
void hf_tile_edge_done(struct hf_tile_edge *edge);

/*
 * The links of [from, *to), `to` durable: all of them, or as many as there is room for, which ends with a
 * full tile. They stay until the next call; `from` never falls. Errors: FAILED no_memory, those of the
 * ledger.
 */
enum hf_rc hf_tile_edge_read(struct hf_tile_edge *edge, uint64_t from, uint64_t *to, struct hf_arena *arena,
                             struct hf_err *err);
/* All zeros where no event was found for this position. */
const struct hf_digest *hf_tile_edge_link(const struct hf_tile_edge *edge, uint64_t position);

#endif
