/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tree of the log, as far as proofs need it at hand: the roots of all perfect subtrees of 256 leaves and
 * more, in memory (64 bytes for 256 leaves), and all nodes of the tiles that were read last, 16 KB each. So a
 * proof costs two questions at most, whatever the size of the log; one of a recent leaf costs none, and no
 * hash but those at the right edge of the tree.
 */
#ifndef HF_DESK_TILES_H
#define HF_DESK_TILES_H

#include "desk/desk.h"
#include "seal/tile.h"

enum { HF_TILES_OPEN = 256 };

struct hf_tile_row { /* one level of the tree, from HF_TILE_LEVEL on */
    struct hf_digest *node;
    size_t count, room;
};
struct hf_open_tile {
    uint64_t after;                               /* 1 + its number; 0: none */
    size_t leaves;                                /* of it that are known */
    struct hf_digest node[2 * HF_TILE_WIDTH - 1]; /* the leaves, the 128 nodes above them, and so on */
};
struct hf_tiles {
    const struct hf_ledger *ledger;
    const struct hf_memory *memory;
    struct hf_hasher *hasher;
    struct hf_tile_row row[HF_TREE_LEVELS - HF_TILE_LEVEL];
    struct hf_open_tile *open; /* HF_TILES_OPEN, each where its number says; NULL until the first proof */
};

/* Nothing is known yet; grows with each proof. */
void hf_tiles_init(struct hf_tiles *tiles, const struct hf_ledger *ledger, const struct hf_memory *memory,
                   struct hf_hasher *hasher);
void hf_tiles_done(struct hf_tiles *tiles);

/* The tree of `size` leaves, all of which are durable, for proofs. As hf_tiles_prove. */
enum hf_rc hf_tiles_tree(struct hf_tiles *tiles, uint64_t size, struct hf_tree *out, struct hf_err *err);

/* The leaf hash at `index` and its path in the tree of `size` leaves, all of which are durable. UNAVAILABLE,
 * and FAILED no_memory. */
enum hf_rc hf_tiles_prove(struct hf_tiles *tiles, uint64_t index, uint64_t size, struct hf_digest *leaf,
                          struct hf_path *out, struct hf_err *err);

#endif
