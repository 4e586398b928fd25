/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/tiles.h"

#include "seal/node.h"

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

/* ---- one tile ---- */

static struct hf_digest *node_of(struct hf_open_tile *tile, unsigned level, uint64_t index)
{
    size_t all = 2 * (size_t)HF_TILE_WIDTH;
    return &tile->node[all - (all >> level) + index];
}

/* Each second node of a level completes one above it. */
static void add_leaf(struct hf_hasher *hasher, struct hf_open_tile *tile, const struct hf_answer_row *row)
{
    uint64_t at = tile->leaves++;
    memcpy(node_of(tile, 0, at)->byte, row->leaf.at, HF_DIGEST_SIZE);
    for (unsigned level = 0; at % 2 == 1; level++, at /= 2) {
        const struct hf_digest *right = node_of(tile, level, at);
        hf_node(hasher, right - 1, right, node_of(tile, level + 1, at / 2));
    }
}

/* As much of it as is at hand; the one that stood in its place is forgotten. */
static struct hf_open_tile *turn_to(struct hf_tiles *tiles, uint64_t number)
{
    struct hf_open_tile *tile = &tiles->open[number % HF_TILES_OPEN];
    if (tile->after != number + 1) {
        tile->after = number + 1;
        tile->leaves = 0;
    }
    return tile;
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

/* The next tile, where it is whole; then the one after it begins. */
static enum hf_rc add_tile(struct hf_tiles *tiles, struct hf_err *err)
{
    struct hf_tile_row *row = tiles->row;
    struct hf_open_tile *tile = turn_to(tiles, row->count);
    if (tile->leaves < HF_TILE_WIDTH)
        return HF_OK;
    struct hf_digest node = *node_of(tile, HF_TILE_LEVEL, 0);
    HF_TRY(add_node(tiles, row, &node, err));
    while (row->count % 2 == 0) {
        hf_node(tiles->hasher, &row->node[row->count - 2], &row->node[row->count - 1], &node);
        HF_TRY(add_node(tiles, ++row, &node, err));
    }
    turn_to(tiles, tiles->row[0].count)->leaves = 0;
    return HF_OK;
}

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct hf_tiles *tiles = context;
    add_leaf(tiles->hasher, turn_to(tiles, tiles->row[0].count), row);
    return add_tile(tiles, err);
}

/* Whole tiles only: what follows the last of them is read when it is asked for. */
static enum hf_rc grow(struct hf_tiles *tiles, uint64_t size, struct hf_err *err)
{
    uint64_t wanted = size / HF_TILE_WIDTH;
    if (tiles->row[0].count < wanted)
        HF_TRY(add_tile(tiles, err)); /* read to its end when it was asked for */
    uint64_t known = tiles->row[0].count;
    struct hf_ask ask = {.to = (int64_t)(wanted * HF_TILE_WIDTH)};
    if (wanted <= known)
        return HF_OK;
    ask.from = (int64_t)(known * HF_TILE_WIDTH + turn_to(tiles, known)->leaves);
    return tiles->ledger->ask(tiles->ledger->self, HF_ASK_leaves, &ask, take_leaf, tiles, err);
}

/* ---- at hand ---- */

struct reading {
    struct hf_hasher *hasher;
    struct hf_open_tile *tile;
};

static enum hf_rc keep_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct reading *reading = context;
    (void)err;
    if (reading->tile->leaves < HF_TILE_WIDTH)
        add_leaf(reading->hasher, reading->tile, row);
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
static enum hf_rc open_tile(struct hf_tiles *tiles, uint64_t leaf, struct hf_open_tile **out,
                            struct hf_err *err)
{
    uint64_t number = leaf / HF_TILE_WIDTH;
    struct hf_open_tile *tile = turn_to(tiles, number);
    struct reading reading = {.hasher = tiles->hasher, .tile = tile};
    struct hf_ask ask = {.from = (int64_t)(number * HF_TILE_WIDTH + tile->leaves),
                         .to = (int64_t)((number + 1) * HF_TILE_WIDTH)};
    *out = tile;
    if (leaf % HF_TILE_WIDTH < tile->leaves)
        return HF_OK;
    HF_TRY(tiles->ledger->ask(tiles->ledger->self, HF_ASK_leaves, &ask, keep_leaf, &reading, err));
    return leaf % HF_TILE_WIDTH < tile->leaves
               ? HF_OK
               : hf_fail(err, HF_WORD_audit_cut, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc node(void *self, unsigned level, uint64_t index, struct hf_digest *out, struct hf_err *err)
{
    struct hf_tiles *tiles = self;
    uint64_t first = index << level, width = UINT64_C(1) << level;
    struct hf_open_tile *tile;
    if (level >= HF_TILE_LEVEL) {
        *out = tiles->row[level - HF_TILE_LEVEL].node[index];
        return HF_OK;
    }
    HF_TRY(open_tile(tiles, first + width - 1, &tile, err));
    *out = *node_of(tile, level, first % HF_TILE_WIDTH >> level);
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
