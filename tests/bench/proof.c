/* SPDX-License-Identifier: Apache-2.0 */
/*
 * proof VERIFIER: what proofs cost, a figure a line: name, value, unit. Without a database: the log is one of
 * hashes, the case one in the memory twin. VERIFIER is holdfast-verify, which is run on what was made.
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "desk/bundle.h"
#include "proof/verify.h"
#include "seal/heads_tree.h"
#include "seal/node.h"
#include "seal/tile.h"
#include "sim/world.h"

enum { LEAVES = 1000000, CHUNK = 65536, CHANGED = 10000, EVENTS = 10000, PROOFS = 200, ROOM = 1 << 28 };
#define LARGE UINT64_C(100000000) /* leaves of the log of which only some tiles are there */

static struct hf_hasher hasher;
static struct hf_arena arena;
static struct hf_err err;

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void tell(const char *name, double value, const char *unit)
{
    printf("%-34s %12.3f %s\n", name, value, unit);
    (void)fflush(stdout);
}

static struct hf_digest numbered(uint64_t n)
{
    struct hf_digest digest;
    hf_sha256(&hasher, &HF_PART(n), 1, &digest);
    return digest;
}

/* ---- the tree of the log ---- */

static double raw_s(void)
{
    struct hf_digest a = numbered(1), b = numbered(2);
    double begin = now_s();
    for (int i = 0; i < LEAVES; i++)
        hf_node(&hasher, &a, &b, &a);
    return now_s() - begin;
}

static void bench_tree(void)
{
    struct hf_digest *leaf = calloc(LEAVES, sizeof *leaf), root;
    struct hf_frontier frontier = {0};
    HF_CHECK(leaf != NULL);
    for (uint64_t i = 0; i < LEAVES; i++)
        leaf[i] = numbered(i);
    double raw = raw_s(), begin = now_s();
    for (int i = 0; i < LEAVES; i += 1000) { /* a root every 1,000 leaves, as for a checkpoint */
        hf_frontier_append(&hasher, &frontier, leaf + i, 1000);
        hf_frontier_root(&hasher, &frontier, &root);
    }
    double took = now_s() - begin;
    tell("raw_nodes", LEAVES / raw / 1e6, "million/s");
    tell("tree_of_1m_leaves", took, "s");
    tell("tree_to_raw", raw / took, "of the raw rate");
    free(leaf);
}

/* ---- proofs from tiles ---- */

static char folder[] = "/tmp/holdfast-bench-proof-XXXXXX";
static uint64_t target;

/* Tiles on the way of `target` hold the roots of those below; all other hashes are drawn. */
static void make_tile(unsigned level, uint64_t index, struct hf_digest *hash)
{
    struct hf_tile_name name = hf_tile_of(LARGE, level, index);
    for (unsigned i = 0; i < name.width; i++)
        hash[i] = numbered((uint64_t)level << 56 | (index << 8 | i));
    uint64_t below = target >> (HF_TILE_LEVEL * level);
    if (level > 0 && below >> HF_TILE_LEVEL == index && below % HF_TILE_WIDTH < name.width) {
        struct hf_digest under[HF_TILE_WIDTH];
        struct hf_frontier whole = {0};
        make_tile(level - 1, below, under);
        hf_frontier_append(&hasher, &whole, under, HF_TILE_WIDTH);
        hash[below % HF_TILE_WIDTH] = whole.root[0];
    }
}

static void path_in(char *path, size_t size, const struct hf_tile_name *name)
{
    char text[HF_TILE_PATH_MAX];
    struct hf_buf buf = HF_BUF(text);
    hf_tile_path_put(&buf, name);
    for (size_t i = 0; i < buf.len; i++)
        text[i] = text[i] == '/' ? '-' : text[i];
    snprintf(path, size, "%s/%.*s", folder, (int)buf.len, text);
}

static enum hf_rc read_tile(void *context, const struct hf_tile_name *name, struct hf_str *hashes,
                            struct hf_err *failure)
{
    static char room[HF_TILE_LEVELS][HF_TILE_WIDTH * sizeof(struct hf_digest)];
    char path[256];
    (void)failure;
    path_in(path, sizeof path, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) { /* made when it is asked for the first time: that time is not measured */
        struct hf_digest hash[HF_TILE_WIDTH];
        *(bool *)context = true;
        make_tile(name->level, name->index, hash);
        file = fopen(path, "w+b");
        HF_CHECK(file != NULL && fwrite(hash, sizeof *hash, name->width, file) == name->width);
        rewind(file);
    }
    HF_CHECK(fread(room[name->level], sizeof(struct hf_digest), name->width, file) == name->width);
    fclose(file);
    *hashes = (struct hf_str){room[name->level], name->width * sizeof(struct hf_digest)};
    return HF_OK;
}

static double prove_s(const struct hf_digest *root, bool *fresh)
{
    struct hf_tile_reader reader = {.hasher = &hasher, .size = LARGE, .read = read_tile, .context = fresh};
    struct hf_tree tree = hf_tile_tree(&reader);
    struct hf_path path;
    struct hf_digest leaf;
    double begin = now_s();
    HF_CHECK(hf_tree_inclusion(&hasher, &tree, target, LARGE, &path, &err) == HF_OK);
    HF_CHECK(tree.node(tree.self, 0, target, &leaf, &err) == HF_OK);
    double took = now_s() - begin;
    HF_CHECK(root == NULL || hf_tree_includes(&hasher, &leaf, target, LARGE, &path, root, &err) == HF_OK);
    return took;
}

static int drop(const char *path, const struct stat *found, int kind, struct FTW *at)
{
    (void)found, (void)kind, (void)at;
    return remove(path);
}

static void empty_folder(void)
{
    HF_CHECK(nftw(folder, drop, 16, FTW_DEPTH | FTW_PHYS) == 0);
}

static void bench_tiles(void)
{
    double worst = 0, sum = 0;
    for (uint64_t i = 0; i < PROOFS; i++) {
        struct hf_digest root;
        bool fresh = false;
        HF_CHECK(mkdir(folder, 0700) == 0 || i > 0 || access(folder, W_OK) == 0);
        target = (i * 99991 + 7) * 104729 % LARGE;
        struct hf_tile_reader reader = {
            .hasher = &hasher, .size = LARGE, .read = read_tile, .context = &fresh};
        struct hf_tree tree = hf_tile_tree(&reader);
        HF_CHECK(hf_tree_range(&hasher, &tree, 0, LARGE, &root, &err) == HF_OK);
        prove_s(NULL, &fresh);
        fresh = false;
        double took = prove_s(&root, &fresh);
        HF_CHECK(!fresh);
        sum += took;
        worst = took > worst ? took : worst;
        empty_folder();
    }
    tell("proof_at_100m_leaves_mean", sum / PROOFS * 1e3, "ms");
    tell("proof_at_100m_leaves_worst", worst * 1e3, "ms");
}

/* ---- heads ---- */

static void fill(struct hf_heads_change *change, uint64_t from, size_t count, uint64_t age)
{
    for (size_t i = 0; i < count; i++)
        change[i] = (struct hf_heads_change){numbered(from + i), numbered((from + i) << 20 ^ age)};
}

static void bench_heads(void)
{
    struct hf_heads_change *change = calloc(CHUNK, sizeof *change);
    struct hf_heads_proof *proof = calloc(1, sizeof *proof);
    struct hf_heads_tree tree = {.hasher = &hasher, .secret = {{1}}, .room = 2 * LEAVES + CHUNK};
    tree.item = calloc(tree.room, sizeof *tree.item);
    HF_CHECK(change != NULL && proof != NULL && tree.item != NULL);
    double took = 0;
    for (uint64_t from = 0; from < 2 * LEAVES; from += CHUNK) { /* id and name of a million cases */
        size_t count = 2 * LEAVES - from < CHUNK ? (size_t)(2 * LEAVES - from) : CHUNK;
        fill(change, from, count, 0);
        double begin = now_s();
        hf_heads_update(&tree, change, count, &arena);
        took += now_s() - begin;
        hf_arena_reset(&arena, 0);
    }
    tell("heads_of_1m_cases_whole", took, "s");
    fill(change, 500000, CHANGED, 1);
    double begin = now_s();
    hf_heads_update(&tree, change, CHANGED, &arena);
    tell("heads_10k_moved", now_s() - begin, "s");
    hf_arena_reset(&arena, 0);
    begin = now_s();
    for (size_t i = 0; i < CHANGED; i++)
        hf_heads_prove(&tree, &tree.item[i * 100].key, proof);
    tell("heads_path", (now_s() - begin) / CHANGED * 1e6, "us");
    tell("heads_memory", (double)(tree.count * sizeof *tree.item) / 1048576, "MiB");
    free(tree.item);
    free(proof);
    free(change);
}

/* ---- a bundle ---- */

static double run_s(const char *verifier, const char *file, long *kib)
{
    struct rusage used;
    int status = 0;
    double begin = now_s();
    pid_t child = fork();
    if (child == 0) {
        HF_CHECK(freopen("/dev/null", "w", stdout) != NULL);
        execl(verifier, verifier, "--self-only", file, (char *)NULL);
        _exit(127);
    }
    HF_CHECK(child > 0 && wait4(child, &status, 0, &used) == child && WIFEXITED(status) &&
             WEXITSTATUS(status) == 0);
    *kib = used.ru_maxrss;
    return now_s() - begin;
}

static void bench_bundle(const char *verifier)
{
    static struct world w;
    char path[300];
    long kib;
    world_make(&w, 1, 1);
    world_found(&w);
    struct hf_bundle_order order = {.file = world_case(&w), .reader = HF_READER_AUDITOR};
    for (int i = 0; i < EVENTS - 20; i++) {
        world_do(&w, &w.officer, "investigator", &order.file, "asset/1", "asset.value",
                 "{'value':{'amount':150050,'currency':'EUR'},'valued_on':'2026-11-20',"
                 "'valued_by':'a valuer'}");
        world_reset(&w);
    }
    struct hf_buf out = hf_buf_in(&arena, 1 << 20);
    double begin = now_s();
    HF_CHECK(hf_bundle_make(w.desk[0], &order, &arena, &out, &err) == HF_OK);
    tell("bundle_of_10k_events_made", now_s() - begin, "s");
    snprintf(path, sizeof path, "%s.bundle", folder);
    FILE *file = fopen(path, "wb");
    HF_CHECK(file != NULL && fwrite(out.at, 1, out.len, file) == out.len && fclose(file) == 0);
    tell("bundle_of_10k_events_size", (double)out.len / 1048576, "MiB");
    tell("bundle_of_10k_events_verified", run_s(verifier, path, &kib), "s");
    tell("bundle_verifier_memory", (double)kib / 1024, "MiB");
    unlink(path);
    world_free(&w);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    HF_CHECK(mkdtemp(folder) != NULL);
    hf_hasher_init(&hasher);
    hf_arena_init(&arena, malloc(ROOM), ROOM);
    bench_bundle(argv[1]);
    bench_tree();
    bench_tiles();
    bench_heads();
    hf_hasher_done(&hasher);
    return 0;
}
