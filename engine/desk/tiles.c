/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/tiles.h"

void hf_tiles_init(struct hf_tiles *tiles, const struct hf_ledger *ledger, const struct hf_memory *memory,
                   struct hf_hasher *hasher)
{
    *tiles = (struct hf_tiles){.ledger = ledger, .memory = memory, .hasher = hasher};
}

void hf_tiles_done(struct hf_tiles *tiles)
{
    for (size_t i = 0; i < sizeof tiles->row / sizeof tiles->row[0]; i++)
        tiles->memory->resize(tiles->memory->self, tiles->row[i].node, 0);
    tiles->memory->resize(tiles->memory->self, tiles->open, 0);
}

static enum hf_rc no_memory(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("tiles"), HF_STR_NONE);
}

/* ---- growing ---- */

static enum hf_rc add_node(struct hf_tiles *tiles, struct hf_tile_row *row, const struct hf_digest *node,
                           struct hf_err *err)
{
    if (row->count == row->room) {
        size_t room = row->room == 0 ? 64 : 2 * row->room;
        struct hf_digest *larger =
            tiles->memory->resize(tiles->memory->self, row->node, room * sizeof *larger);
        if (larger == NULL)
            return no_memory(err);
        row->node = larger;
        row->room = room;
    }
    row->node[row->count++] = *node;
    return HF_OK;
}

static void join(struct hf_hasher *hasher, const struct hf_digest *pair, struct hf_digest *out)
{
    struct hf_frontier both = {.size = 0};
    hf_frontier_append(hasher, &both, pair, 2);
    *out = both.root[0];
}

/* A whole tile has come; each second node of a level completes one above it. */
static enum hf_rc add_tile(struct hf_tiles *tiles, const struct hf_digest *root, struct hf_err *err)
{
    struct hf_digest node = *root;
    struct hf_tile_row *row = tiles->row;
    HF_TRY(add_node(tiles, row, &node, err));
    while (row->count % 2 == 0) {
        join(tiles->hasher, &row->node[row->count - 2], &node);
        HF_TRY(add_node(tiles, ++row, &node, err));
    }
    return HF_OK;
}

struct reading {
    struct hf_tiles *tiles;
    struct hf_frontier tile; /* of the leaves that came since the last whole one */
};

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct reading *reading = context;
    struct hf_digest leaf;
    memcpy(leaf.byte, row->leaf.at, sizeof leaf.byte);
    hf_frontier_append(reading->tiles->hasher, &reading->tile, &leaf, 1);
    if (reading->tile.size < HF_TILE_WIDTH)
        return HF_OK;
    reading->tile.size = 0;
    return add_tile(reading->tiles, &reading->tile.root[0], err);
}

/* Whole tiles only: what follows the last of them is read when it is asked for. */
static enum hf_rc grow(struct hf_tiles *tiles, uint64_t size, struct hf_err *err)
{
    uint64_t known = tiles->row[0].count, wanted = size / HF_TILE_WIDTH;
    struct reading reading = {.tiles = tiles};
    struct hf_ask ask = {.from = (int64_t)(known * HF_TILE_WIDTH), .to = (int64_t)(wanted * HF_TILE_WIDTH)};
    if (wanted <= known)
        return HF_OK;
    return tiles->ledger->ask(tiles->ledger->self, HF_ASK_leaves, &ask, take_leaf, &reading, err);
}

/* ---- one tile ---- */

static enum hf_rc keep_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct hf_open_tile *tile = context;
    (void)err;
    if (tile->leaves < HF_TILE_WIDTH)
        memcpy(tile->leaf[tile->leaves++].byte, row->leaf.at, HF_DIGEST_SIZE);
    return HF_OK;
}

static enum hf_rc make_room(struct hf_tiles *tiles, struct hf_err *err)
{
    if (tiles->open != NULL)
        return HF_OK;
    tiles->open = tiles->memory->resize(tiles->memory->self, NULL, HF_TILES_OPEN * sizeof *tiles->open);
    if (tiles->open == NULL)
        return no_memory(err);
    for (size_t i = 0; i < HF_TILES_OPEN; i++)
        tiles->open[i].after = 0;
    return HF_OK;
}

/* The leaves up to and with this one are at hand. */
static enum hf_rc open_tile(struct hf_tiles *tiles, uint64_t leaf, const struct hf_open_tile **out,
                            struct hf_err *err)
{
    uint64_t number = leaf / HF_TILE_WIDTH;
    struct hf_open_tile *tile = &tiles->open[number % HF_TILES_OPEN];
    struct hf_ask ask = {.from = (int64_t)(number * HF_TILE_WIDTH),
                         .to = (int64_t)((number + 1) * HF_TILE_WIDTH)};
    *out = tile;
    if (tile->after == number + 1 && leaf % HF_TILE_WIDTH < tile->leaves)
        return HF_OK;
    tile->after = 0;
    tile->leaves = 0;
    HF_TRY(tiles->ledger->ask(tiles->ledger->self, HF_ASK_leaves, &ask, keep_leaf, tile, err));
    if (leaf % HF_TILE_WIDTH >= tile->leaves)
        return hf_fail(err, HF_WORD_audit_cut, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    tile->after = number + 1;
    return HF_OK;
}

static enum hf_rc node(void *self, unsigned level, uint64_t index, struct hf_digest *out, struct hf_err *err)
{
    struct hf_tiles *tiles = self;
    uint64_t first = index << level, width = UINT64_C(1) << level;
    struct hf_frontier below = {.size = 0};
    const struct hf_open_tile *tile;
    if (level >= HF_TILE_LEVEL) {
        *out = tiles->row[level - HF_TILE_LEVEL].node[index];
        return HF_OK;
    }
    HF_TRY(open_tile(tiles, first + width - 1, &tile, err));
    hf_frontier_append(tiles->hasher, &below, &tile->leaf[first % HF_TILE_WIDTH], (size_t)width);
    *out = below.root[0];
    return HF_OK;
}

enum hf_rc hf_tiles_tree(struct hf_tiles *tiles, uint64_t size, struct hf_tree *out, struct hf_err *err)
{
    HF_TRY(make_room(tiles, err));
    HF_TRY(grow(tiles, size, err));
    *out = (struct hf_tree){tiles, node};
    return HF_OK;
}

enum hf_rc hf_tiles_prove(struct hf_tiles *tiles, uint64_t index, uint64_t size, struct hf_digest *leaf,
                          struct hf_path *out, struct hf_err *err)
{
    struct hf_tree tree;
    HF_TRY(hf_tiles_tree(tiles, size, &tree, err));
    HF_TRY(hf_tree_inclusion(tiles->hasher, &tree, index, size, out, err));
    return node(tiles, 0, index, leaf, err);
}
