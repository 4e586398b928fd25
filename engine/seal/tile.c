/* SPDX-License-Identifier: Apache-2.0 */
#include "seal/tile.h"

/* ---- names ---- */

static void put_three(struct hf_buf *out, unsigned number)
{
    hf_buf_put_char(out, (char)('0' + number / 100));
    hf_buf_put_char(out, (char)('0' + number / 10 % 10));
    hf_buf_put_char(out, (char)('0' + number % 10));
}

static void put_index(struct hf_buf *out, uint64_t index)
{
    uint64_t scale = 1;
    while (index / scale >= 1000)
        scale *= 1000;
    for (; scale > 1; scale /= 1000) {
        hf_buf_put_char(out, 'x');
        put_three(out, (unsigned)(index / scale % 1000));
        hf_buf_put_char(out, '/');
    }
    put_three(out, (unsigned)(index % 1000));
}

void hf_tile_path_put(struct hf_buf *out, const struct hf_tile_name *name)
{
    hf_buf_put(out, HF_STR("tile/"));
    if (name->entries)
        hf_buf_put(out, HF_STR("entries"));
    else
        hf_buf_put_i64(out, name->level);
    hf_buf_put_char(out, '/');
    put_index(out, name->index);
    if (name->width == HF_TILE_WIDTH)
        return;
    hf_buf_put(out, HF_STR(".p/"));
    hf_buf_put_i64(out, name->width);
}

struct hf_tile_name hf_tile_of(uint64_t size, unsigned level, uint64_t index)
{
    uint64_t nodes = size >> (HF_TILE_LEVEL * level), first = index * HF_TILE_WIDTH;
    uint64_t left = nodes > first ? nodes - first : 0;
    return (struct hf_tile_name){
        .level = level, .index = index, .width = left < HF_TILE_WIDTH ? (unsigned)left : HF_TILE_WIDTH};
}

/* ---- writing ---- */

static enum hf_rc put_level(struct hf_tile_writer *writer, unsigned level, struct hf_err *err)
{
    struct hf_tile_name name = {
        .level = level, .index = writer->level[level].index, .width = writer->level[level].count};
    struct hf_str hashes = {(const char *)writer->level[level].node, name.width * sizeof(struct hf_digest)};
    return writer->put(writer->context, &name, hashes, err);
}

enum hf_rc hf_tile_writer_add(struct hf_tile_writer *writer, const struct hf_digest *leaf, struct hf_err *err)
{
    struct hf_digest node = *leaf;
    for (unsigned level = 0; level < HF_TILE_LEVELS; level++) {
        writer->level[level].node[writer->level[level].count++] = node;
        if (writer->level[level].count < HF_TILE_WIDTH)
            return HF_OK;
        struct hf_frontier tile = {0};
        HF_TRY(put_level(writer, level, err));
        hf_frontier_append(writer->hasher, &tile, writer->level[level].node, HF_TILE_WIDTH);
        node = tile.root[0];
        if (level == 0)
            writer->full = node;
        writer->level[level].count = 0;
        writer->level[level].index++;
    }
    return HF_OK;
}

enum hf_rc hf_tile_writer_end(struct hf_tile_writer *writer, struct hf_err *err)
{
    for (unsigned level = 0; level < HF_TILE_LEVELS; level++)
        if (writer->level[level].count > 0)
            HF_TRY(put_level(writer, level, err));
    return HF_OK;
}

/* ---- reading ---- */

static enum hf_rc hold(struct hf_tile_reader *reader, unsigned level, uint64_t index, struct hf_err *err)
{
    struct hf_tile_name name = hf_tile_of(reader->size, level, index);
    if (reader->held[level].hashes.len > 0 && reader->held[level].index == index)
        return HF_OK;
    reader->held[level].hashes.len = 0;
    HF_TRY(reader->read(reader->context, &name, &reader->held[level].hashes, err));
    reader->held[level].index = index;
    return HF_OK;
}

static enum hf_rc node(void *self, unsigned level, uint64_t index, struct hf_digest *out, struct hf_err *err)
{
    struct hf_tile_reader *reader = self;
    unsigned tiles = level / HF_TILE_LEVEL, height = level % HF_TILE_LEVEL;
    uint64_t first = index << height;
    struct hf_digest below[HF_TILE_WIDTH / 2];
    struct hf_frontier whole = {0};
    size_t width = (size_t)1 << height, at = (size_t)(first % HF_TILE_WIDTH) * sizeof *below;
    HF_TRY(hold(reader, tiles, first / HF_TILE_WIDTH, err));
    memcpy(below, reader->held[tiles].hashes.at + at, width * sizeof *below);
    hf_frontier_append(reader->hasher, &whole, below, width);
    *out = whole.root[0];
    return HF_OK;
}

struct hf_tree hf_tile_tree(struct hf_tile_reader *reader)
{
    return (struct hf_tree){reader, node};
}
