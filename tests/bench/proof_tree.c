/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A log of 1,000,000 leaves with a signed checkpoint every 1,000: verified from leaf hashes in memory, and
 * from a folder of tiles, by the function and by holdfast-verify. Beside it what the same library takes for
 * as many hashes and nothing else.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "bench/proof_figures.h"
#include "proof/tile_log.h"
#include "seal/chain.h"
#include "seal/log_keys.h"
#include "seal/node.h"

enum { LEAVES = 1000000, EVERY = 1000 };
#define ORIGIN HF_STR("bench.example/log")

struct log {
    struct proof_bench *b;
    struct hf_secret secret;
    struct hf_public key;
    struct hf_digest *link, *leaf;
    struct hf_buf notes; /* each behind its length, as in a folder */
    struct hf_str last;
};

/* ---- raw ---- */

static double raw_nodes_s(struct hf_hasher *hasher)
{
    struct hf_digest a = numbered(hasher, 1), b = numbered(hasher, 2);
    double begin = now_s();
    for (int i = 0; i < LEAVES; i++)
        hf_node(hasher, &a, &b, &a);
    return now_s() - begin;
}

static double raw_leaves_s(struct hf_hasher *hasher)
{
    char leaf[HF_LEAF_SIZE] = "holdfast/leaf/v1\n";
    const struct hf_str part[] = {{"", 1}, {leaf, sizeof leaf}};
    struct hf_digest digest;
    double begin = now_s();
    for (int i = 0; i < LEAVES; i++)
        hf_sha256(hasher, part, 2, &digest);
    return now_s() - begin;
}

/* ---- made ---- */

static void sign(struct log *log, const struct hf_frontier *frontier)
{
    char text[256], room[512];
    struct hf_buf checkpoint = HF_BUF(text), note = HF_BUF(room);
    struct hf_checkpoint said = {.origin = ORIGIN, .size = frontier->size};
    hf_frontier_root(&log->b->hasher, frontier, &said.root);
    hf_checkpoint_put(&checkpoint, &said);
    hf_note_sign(&log->b->hasher, hf_buf_str(&checkpoint), ORIGIN, &log->secret, &log->key, &note);
    hf_buf_put_char(&log->notes, (char)(note.len >> 8));
    hf_buf_put_char(&log->notes, (char)note.len);
    hf_buf_put(&log->notes, hf_buf_str(&note));
    struct hf_str all = hf_buf_str(&log->notes);
    log->last = hf_str_part(all, all.len - note.len, all.len);
}

static void make_log(struct log *log)
{
    struct hf_hasher *hasher = &log->b->hasher;
    struct hf_frontier frontier = {0};
    hf_key_make(&(struct hf_seed){{7}}, &log->secret, &log->key);
    log->link = HF_NEW(&log->b->arena, struct hf_digest, LEAVES);
    log->leaf = HF_NEW(&log->b->arena, struct hf_digest, LEAVES);
    log->notes = hf_buf_in(&log->b->arena, 1 << 20);
    for (uint64_t i = 0; i < LEAVES; i++) {
        log->link[i] = numbered(hasher, i);
        hf_chain_leaf(hasher, &log->link[i], &log->leaf[i]);
        hf_frontier_append(hasher, &frontier, &log->leaf[i], 1);
        if (frontier.size % EVERY == 0)
            sign(log, &frontier);
    }
}

/* ---- verified from leaf hashes ---- */

static void check_note(struct log *log, struct hf_str bytes, const struct hf_frontier *frontier)
{
    static struct hf_note note;
    struct hf_err *err = &log->b->err;
    struct hf_checkpoint said;
    struct hf_digest root;
    hf_frontier_root(&log->b->hasher, frontier, &root);
    HF_CHECK(hf_note_read(bytes, &note, err) == HF_OK && hf_checkpoint_read(note.text, &said, err) == HF_OK);
    HF_CHECK(hf_note_verify(&log->b->hasher, &note, ORIGIN, &log->key, err) == HF_OK);
    HF_CHECK(said.size == frontier->size && hf_digest_eq(&said.root, &root));
}

static double from_leaves_s(struct log *log)
{
    struct hf_frontier frontier = {0};
    struct hf_str notes = hf_buf_str(&log->notes);
    double begin = now_s();
    while (notes.len > 0) {
        size_t length = (size_t)(unsigned char)notes.at[0] << 8 | (unsigned char)notes.at[1];
        hf_frontier_append(&log->b->hasher, &frontier, log->leaf + frontier.size, EVERY);
        check_note(log, hf_str_part(notes, 2, 2 + length), &frontier);
        notes = hf_str_part(notes, 2 + length, notes.len);
    }
    HF_CHECK(frontier.size == LEAVES);
    return now_s() - begin;
}

/* ---- verified from a folder ---- */

static enum hf_rc write_file(struct log *log, struct hf_str name, struct hf_str bytes)
{
    char path[PROOF_PATH];
    folder_path(log->b, name, path);
    for (char *at = path + strlen(log->b->folder) + 1; (at = strchr(at, '/')) != NULL; at++) {
        *at = '\0';
        (void)mkdir(path, 0700);
        *at = '/';
    }
    FILE *file = fopen(path, "wb");
    HF_CHECK(file != NULL && fwrite(bytes.at, 1, bytes.len, file) == bytes.len && fclose(file) == 0);
    return HF_OK;
}

static enum hf_rc put_tile(void *context, const struct hf_tile_name *name, struct hf_str hashes,
                           struct hf_err *err)
{
    char room[HF_TILE_PATH_MAX];
    struct hf_buf path = HF_BUF(room);
    (void)err;
    hf_tile_path_put(&path, name);
    return write_file(context, hf_buf_str(&path), hashes);
}

static void put_entries(struct log *log, uint64_t index)
{
    static char room[HF_TILE_WIDTH * (HF_LEAF_SIZE + 2)];
    struct hf_buf bytes = HF_BUF(room);
    struct hf_tile_name name = hf_tile_of(LEAVES, 0, index);
    name.entries = true;
    for (unsigned i = 0; i < name.width; i++) {
        hf_buf_put_char(&bytes, 0);
        hf_buf_put_char(&bytes, HF_LEAF_SIZE);
        hf_chain_leaf_put(&bytes, &log->link[index * HF_TILE_WIDTH + i]);
    }
    HF_CHECK(put_tile(log, &name, hf_buf_str(&bytes), &log->b->err) == HF_OK);
}

static void write_folder(struct log *log)
{
    struct hf_tile_writer *writer = HF_NEW(&log->b->arena, struct hf_tile_writer, 1);
    struct hf_buf key = hf_buf_in(&log->b->arena, 128), list = hf_buf_in(&log->b->arena, 512);
    struct hf_log_keys keys;
    *writer = (struct hf_tile_writer){.hasher = &log->b->hasher, .put = put_tile, .context = log};
    for (uint64_t i = 0; i < LEAVES; i++)
        HF_CHECK(hf_tile_writer_add(writer, &log->leaf[i], &log->b->err) == HF_OK);
    HF_CHECK(hf_tile_writer_end(writer, &log->b->err) == HF_OK);
    for (uint64_t index = 0; index * HF_TILE_WIDTH < LEAVES; index++)
        put_entries(log, index);
    hf_note_key_put(&log->b->hasher, ORIGIN, &log->key, &key);
    hf_buf_put_char(&key, '\n');
    (void)write_file(log, HF_STR("key"), hf_buf_str(&key));
    hf_log_keys_first(&log->key, &keys);
    hf_log_keys_put(ORIGIN, &keys, &list);
    (void)write_file(log, HF_STR("keys"), hf_buf_str(&list));
    (void)write_file(log, HF_STR("checkpoint"), log->last);
    (void)write_file(log, HF_STR("checkpoints"), hf_buf_str(&log->notes));
}

static enum hf_rc read_file(void *context, struct hf_str name, struct hf_str *bytes, struct hf_err *err)
{
    static char room[1 << 20];
    const struct log *log = context;
    char path[PROOF_PATH];
    (void)err;
    folder_path(log->b, name, path);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = read(fd, room, sizeof room);
    HF_CHECK(size > 0 && (size_t)size < sizeof room && close(fd) == 0);
    *bytes = (struct hf_str){room, (size_t)size};
    return HF_OK;
}

static double from_folder_s(struct log *log)
{
    const struct hf_tile_log_check check = {
        .hasher = &log->b->hasher, .arena = &log->b->arena, .read = read_file, .context = log};
    struct hf_tile_log_verdict verdict;
    double begin = now_s();
    HF_CHECK(hf_tile_log_verify(&check, &verdict, &log->b->err) == HF_OK);
    HF_CHECK(verdict.size == LEAVES && verdict.checkpoints == LEAVES / EVERY);
    return now_s() - begin;
}

void bench_tree(struct proof_bench *b)
{
    struct log log = {.b = b};
    double mib, nodes = raw_nodes_s(&b->hasher), leaves = raw_leaves_s(&b->hasher);
    make_log(&log);
    double took = from_leaves_s(&log);
    tell("raw_nodes", LEAVES / nodes / 1e6, "million/s");
    tell("raw_leaves", LEAVES / leaves / 1e6, "million/s");
    tell_at_most(b, "log_of_1m_leaves", took, "s", 3);
    tell_at_least(b, "log_of_1m_leaves_to_raw", nodes / took, "of raw nodes", 0.5);
    write_folder(&log);
    took = from_folder_s(&log);
    tell_at_most(b, "folder_of_1m_leaves", took, "s", 3);
    tell_at_least(b, "folder_to_raw", (nodes + leaves) / took, "of raw hashes", 0.5);
    tell_at_most(b, "folder_by_holdfast_verify", verifier_s(b, b->folder, &mib), "s", 3);
    tell("folder_verifier_memory", mib, "MiB");
    folder_drop(b);
    folder_make(b);
}
