/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An inclusion proof out of tiles on a disk, of a log of 10^8 leaves. Of that log only the tiles exist that a
 * proof reads: those on the way of one leaf are true to one another, all hashes beside it are drawn. They are
 * made before the clock runs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/check.h"
#include "bench/proof_figures.h"
#include "seal/tile.h"
#include "seal/tree.h"

enum { PROOFS = 200 };
#define LARGE UINT64_C(100000000)

struct sparse {
    struct proof_bench *b;
    uint64_t target;
    bool fresh; /* a tile was made: that time is not measured */
};

/* Tiles on the way of the target hold the roots of those below. */
static void make_tile(struct sparse *s, unsigned level, uint64_t index, struct hf_digest *hash)
{
    struct hf_hasher *hasher = &s->b->hasher;
    struct hf_tile_name name = hf_tile_of(LARGE, level, index);
    for (unsigned i = 0; i < name.width; i++)
        hash[i] = numbered(hasher, (uint64_t)level << 56 | (index << 8 | i));
    uint64_t below = s->target >> (HF_TILE_LEVEL * level);
    if (level > 0 && below >> HF_TILE_LEVEL == index && below % HF_TILE_WIDTH < name.width) {
        struct hf_digest under[HF_TILE_WIDTH];
        struct hf_frontier whole = {0};
        make_tile(s, level - 1, below, under);
        hf_frontier_append(hasher, &whole, under, HF_TILE_WIDTH);
        hash[below % HF_TILE_WIDTH] = whole.root[0];
    }
}

static void path_in(const struct sparse *s, const struct hf_tile_name *name, char path[PROOF_PATH])
{
    char text[HF_TILE_PATH_MAX];
    struct hf_buf buf = HF_BUF(text);
    hf_tile_path_put(&buf, name);
    for (size_t i = 0; i < buf.len; i++)
        text[i] = text[i] == '/' ? '-' : text[i];
    folder_path(s->b, hf_buf_str(&buf), path);
}

static FILE *write_tile(struct sparse *s, const char *path, const struct hf_tile_name *name)
{
    struct hf_digest hash[HF_TILE_WIDTH];
    FILE *file = fopen(path, "w+b");
    s->fresh = true;
    make_tile(s, name->level, name->index, hash);
    HF_CHECK(file != NULL && fwrite(hash, sizeof *hash, name->width, file) == name->width);
    rewind(file);
    return file;
}

static enum hf_rc read_tile(void *context, const struct hf_tile_name *name, struct hf_str *hashes,
                            struct hf_err *err)
{
    static char room[HF_TILE_LEVELS][HF_TILE_WIDTH * sizeof(struct hf_digest)];
    struct sparse *s = context;
    char path[PROOF_PATH];
    (void)err;
    path_in(s, name, path);
    FILE *file = fopen(path, "rb");
    file = file == NULL ? write_tile(s, path, name) : file;
    HF_CHECK(fread(room[name->level], sizeof(struct hf_digest), name->width, file) == name->width);
    fclose(file);
    *hashes = (struct hf_str){room[name->level], name->width * sizeof(struct hf_digest)};
    return HF_OK;
}

static double prove_s(struct sparse *s, const struct hf_digest *root)
{
    struct hf_hasher *hasher = &s->b->hasher;
    struct hf_tile_reader reader = {.hasher = hasher, .size = LARGE, .read = read_tile, .context = s};
    struct hf_tree tree = hf_tile_tree(&reader);
    struct hf_path path;
    struct hf_digest leaf;
    struct hf_err err;
    double begin = now_s();
    HF_CHECK(hf_tree_inclusion(hasher, &tree, s->target, LARGE, &path, &err) == HF_OK);
    HF_CHECK(tree.node(tree.self, 0, s->target, &leaf, &err) == HF_OK);
    double took = now_s() - begin;
    HF_CHECK(root == NULL || hf_tree_includes(hasher, &leaf, s->target, LARGE, &path, root, &err) == HF_OK);
    return took;
}

static double prove_one(struct proof_bench *b, uint64_t target)
{
    struct sparse s = {.b = b, .target = target};
    struct hf_tile_reader reader = {.hasher = &b->hasher, .size = LARGE, .read = read_tile, .context = &s};
    struct hf_tree tree = hf_tile_tree(&reader);
    struct hf_digest root;
    HF_CHECK(hf_tree_range(&b->hasher, &tree, 0, LARGE, &root, &b->err) == HF_OK);
    prove_s(&s, NULL);
    s.fresh = false;
    double took = prove_s(&s, &root);
    HF_CHECK(!s.fresh);
    folder_drop(b);
    folder_make(b);
    return took;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The slowest of all is slow where the machine did something else meanwhile: it is told, not judged. */
void bench_tiles(struct proof_bench *b)
{
    double took[PROOFS], sum = 0;
    for (uint64_t i = 0; i < PROOFS; i++) {
        took[i] = prove_one(b, (i * 99991 + 7) * 104729 % LARGE);
        sum += took[i];
    }
    qsort(took, PROOFS, sizeof took[0], by_value);
    tell_at_most(b, "proof_at_100m_leaves_mean", sum / PROOFS * 1e3, "ms", 1);
    tell_at_most(b, "proof_at_100m_leaves_p95", took[PROOFS * 95 / 100] * 1e3, "ms", 1);
    tell("proof_at_100m_leaves_worst", took[PROOFS - 1] * 1e3, "ms");
}
