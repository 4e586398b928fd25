/* SPDX-License-Identifier: Apache-2.0 */
/* The heads of a million cases, two entries each (id and name): the first time, when some moved, a path. */
#include <stdlib.h>

#include "base/check.h"
#include "bench/proof_figures.h"
#include "seal/heads_tree.h"

enum { CASES = 1000000, ENTRIES = 2 * CASES, CHUNK = 65536, CHANGED = 10000 };

static void fill(struct hf_hasher *hasher, struct hf_heads_change *change, uint64_t from, size_t count,
                 uint64_t age)
{
    for (size_t i = 0; i < count; i++)
        change[i] =
            (struct hf_heads_change){numbered(hasher, from + i), numbered(hasher, (from + i) << 20 ^ age)};
}

void bench_heads(struct proof_bench *b)
{
    struct hf_heads_change *change = calloc(CHUNK, sizeof *change);
    struct hf_heads_proof *proof = calloc(1, sizeof *proof);
    struct hf_heads_tree tree = {.hasher = &b->hasher, .secret = {{1}}, .room = ENTRIES + CHUNK};
    tree.item = calloc(tree.room, sizeof *tree.item);
    HF_CHECK(change != NULL && proof != NULL && tree.item != NULL);
    double took = 0;
    for (uint64_t from = 0; from < ENTRIES; from += CHUNK) { /* id and name of a million cases */
        size_t count = ENTRIES - from < CHUNK ? (size_t)(ENTRIES - from) : CHUNK;
        fill(&b->hasher, change, from, count, 0);
        double begin = now_s();
        hf_heads_add(&tree, change, count, &b->arena);
        took += now_s() - begin;
        hf_arena_reset(&b->arena, 0);
    }
    double hashing = now_s();
    hf_heads_hash(&tree, &b->arena);
    took += now_s() - hashing;
    tell("heads_of_1m_cases_whole", took, "s");
    fill(&b->hasher, change, 500000, CHANGED, 1);
    double begin = now_s();
    hf_heads_update(&tree, change, CHANGED, &b->arena);
    tell("heads_10k_moved", now_s() - begin, "s");
    hf_arena_reset(&b->arena, 0);
    begin = now_s();
    for (size_t i = 0; i < CHANGED; i++)
        hf_heads_prove(&tree, &tree.item[i * 100].key, proof);
    tell("heads_path", (now_s() - begin) / CHANGED * 1e6, "us");
    tell("heads_memory", (double)(tree.count * sizeof *tree.item) / 1048576, "MiB");
    free(tree.item);
    free(proof);
    free(change);
}
