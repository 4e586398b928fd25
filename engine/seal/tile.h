/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tree of the log as files (C2SP tlog-tiles): 256 nodes of one level in a tile, eight levels of the tree
 * between two levels of tiles; the tile at the right edge is as wide as it is full.
 *
 *     tile/<L>/<N>[.p/<W>]         hashes, 32 bytes each: nodes of level 8 L of the tree
 *     tile/entries/<N>[.p/<W>]     the leaves: of each its length, 2 bytes big-endian, and its bytes
 *
 * N is written in groups of three digits, all but the last preceded by x: x001/x234/067.
 */
#ifndef HF_SEAL_TILE_H
#define HF_SEAL_TILE_H

#include "seal/tree.h"

enum { HF_TILE_LEVEL = 8, HF_TILE_WIDTH = 1 << HF_TILE_LEVEL, HF_TILE_LEVELS = 8, HF_TILE_PATH_MAX = 64 };

struct hf_tile_name {
    bool entries;
    unsigned level; /* of tiles; 0 with entries */
    uint64_t index;
    unsigned width; /* 1 to HF_TILE_WIDTH */
};
void hf_tile_path_put(struct hf_buf *out, const struct hf_tile_name *name);
/* Of this level and index, in the tree of `size` leaves; width 0: there is none. */
struct hf_tile_name hf_tile_of(uint64_t size, unsigned level, uint64_t index);

/* ---- written ---- */

typedef enum hf_rc (*hf_tile_fn)(void *context, const struct hf_tile_name *name, struct hf_str hashes,
                                 struct hf_err *err);
struct hf_tile_writer {
    struct hf_hasher *hasher;
    hf_tile_fn
        put; /* each tile once it is full, those of the right edge at the end; a failure is handed on */
    void *context;
    struct {
        struct hf_digest node[HF_TILE_WIDTH];
        unsigned count;
        uint64_t index;
    } level[HF_TILE_LEVELS];
    struct hf_digest full; /* root of the last tile of leaves that was full */
};
/* Begins with hasher, put and context, all else zero. */
enum hf_rc hf_tile_writer_add(struct hf_tile_writer *writer, const struct hf_digest *leaf,
                              struct hf_err *err);
enum hf_rc hf_tile_writer_end(struct hf_tile_writer *writer, struct hf_err *err);

/* ---- read ---- */

/* Where proofs find tiles: `read` gives the hashes of one, which stay until the next of its level is read. */
struct hf_tile_reader {
    struct hf_hasher *hasher;
    uint64_t size; /* of the tree: how wide tiles are at its edge */
    enum hf_rc (*read)(void *context, const struct hf_tile_name *name, struct hf_str *hashes,
                       struct hf_err *err);
    void *context;
    struct {
        struct hf_str hashes; /* empty: none was read yet */
        uint64_t index;
    } held[HF_TILE_LEVELS];
};
struct hf_tree hf_tile_tree(struct hf_tile_reader *reader);

#endif
