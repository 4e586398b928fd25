/* SPDX-License-Identifier: Apache-2.0 */
/* Proofs out of a log in memory, against the tree as a whole. */
#include "unit/unit.h"

#include <stdlib.h>

#include "desk/tiles.h"
#include "port/memory.h"

enum { LEAVES = 1300, LONG = (HF_TILES_OPEN + 2) * HF_TILE_WIDTH + 20 };

struct log {
    struct hf_digest leaf[LONG];
    size_t count, asked, handed; /* questions, and leaves that they brought */
    struct hf_ledger ledger;
    struct hf_memory memory;
    struct hf_hasher hasher;
    struct hf_tiles tiles;
};

static enum hf_rc ask(void *self, enum hf_question question, const struct hf_ask *p, hf_row_fn row,
                      void *context, struct hf_err *err)
{
    struct log *log = self;
    size_t to = p->to > 0 && (size_t)p->to < log->count ? (size_t)p->to : log->count;
    assert_int_equal(question, HF_ASK_leaves);
    log->asked++;
    for (size_t i = (size_t)p->from; i < to; i++, log->handed++)
        assert_int_equal(row(context, &(struct hf_answer_row){.leaf = HF_PART(log->leaf[i])}, err), HF_OK);
    return HF_OK;
}

static int begin(void **state)
{
    struct log *log = calloc(1, sizeof *log);
    assert_non_null(log);
    hf_hasher_init(&log->hasher);
    for (size_t i = 0; i < LONG; i++) {
        log->leaf[i].byte[0] = (unsigned char)i;
        log->leaf[i].byte[1] = (unsigned char)(i >> 8);
        log->leaf[i].byte[2] = (unsigned char)(i >> 16);
    }
    log->ledger = (struct hf_ledger){.self = log, .ask = ask};
    log->memory = (struct hf_memory){.resize = twin_resize};
    hf_tiles_init(&log->tiles, &log->ledger, &log->memory, &log->hasher);
    *state = log;
    return 0;
}

static int end(void **state)
{
    struct log *log = *state;
    hf_tiles_done(&log->tiles);
    hf_hasher_done(&log->hasher);
    free(log);
    return 0;
}

static enum hf_rc prove(struct log *log, size_t index, size_t size, const struct hf_digest *root)
{
    struct hf_digest leaf;
    struct hf_path path;
    struct hf_err err;
    log->count = size;
    assert_int_equal(hf_tiles_prove(&log->tiles, index, size, &leaf, &path, &err), HF_OK);
    assert_memory_equal(&leaf, &log->leaf[index], sizeof leaf);
    return hf_tree_includes(&log->hasher, &leaf, index, size, &path, root, &err);
}

static void every_leaf_of_a_growing_log_is_proved(void **state)
{
    struct log *log = *state;
    static const size_t sizes[] = {1, 2, 255, 256, 257, 511, 512, 513, 1024, 1279, 1300};
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        struct hf_frontier frontier = {.size = 0};
        struct hf_digest root;
        hf_frontier_append(&log->hasher, &frontier, log->leaf, sizes[s]);
        hf_frontier_root(&log->hasher, &frontier, &root);
        for (size_t i = 0; i < sizes[s]; i++)
            assert_int_equal(prove(log, i, sizes[s], &root), HF_OK);
        root.byte[0] ^= 1;
        assert_int_equal(prove(log, 0, sizes[s], &root), HF_UNVERIFIED);
    }
}

static void an_older_size_is_proved_after_the_log_has_grown(void **state)
{
    struct log *log = *state;
    struct hf_frontier frontier = {.size = 0};
    struct hf_digest root, leaf;
    struct hf_path path;
    struct hf_err err;
    hf_frontier_append(&log->hasher, &frontier, log->leaf, 300);
    hf_frontier_root(&log->hasher, &frontier, &root);
    log->count = LEAVES;
    assert_int_equal(hf_tiles_prove(&log->tiles, 1290, LEAVES, &leaf, &path, &err), HF_OK);
    assert_int_equal(hf_tiles_prove(&log->tiles, 299, 300, &leaf, &path, &err), HF_OK);
    assert_int_equal(hf_tree_includes(&log->hasher, &leaf, 299, 300, &path, &root, &err), HF_OK);
}

static void prove_well(struct log *log, size_t index, size_t size)
{
    struct hf_frontier frontier = {.size = 0};
    struct hf_digest root;
    hf_frontier_append(&log->hasher, &frontier, log->leaf, size);
    hf_frontier_root(&log->hasher, &frontier, &root);
    log->asked = log->handed = 0;
    assert_int_equal(prove(log, index, size, &root), HF_OK);
}

static void what_was_read_once_is_not_read_again(void **state)
{
    struct log *log = *state;
    prove_well(log, 0, LEAVES);
    assert_int_equal(log->handed, LEAVES);
    prove_well(log, 700, LEAVES);
    assert_int_equal(log->asked, 0);
    prove_well(log, LEAVES - 1, LEAVES + 20); /* its tile is read on, not anew */
    assert_int_equal(log->handed, 20);
    prove_well(log, LEAVES, 6 * HF_TILE_WIDTH + 1);
    assert_int_equal(log->handed, 6 * HF_TILE_WIDTH + 1 - LEAVES - 20);
}

static void a_proof_reads_two_tiles_however_long_the_log_is(void **state)
{
    struct log *log = *state;
    prove_well(log, LONG - 30, LONG);
    prove_well(log, 100, LONG); /* of a tile whose place another has taken */
    assert_int_equal(log->asked, 1);
    assert_int_equal(log->handed, HF_TILE_WIDTH);
    prove_well(log, LONG - 1000, LONG);
    assert_int_equal(log->asked, 0);
}

static void a_leaf_that_is_not_there_is_told(void **state)
{
    struct log *log = *state;
    struct hf_digest leaf;
    struct hf_path path;
    struct hf_err err;
    log->count = 100;
    assert_int_equal(hf_tiles_prove(&log->tiles, 200, 201, &leaf, &path, &err), HF_UNVERIFIED);
    assert_int_equal(err.word, HF_WORD_audit_cut);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_leaf_of_a_growing_log_is_proved), TEST(an_older_size_is_proved_after_the_log_has_grown),
        TEST(what_was_read_once_is_not_read_again),  TEST(a_proof_reads_two_tiles_however_long_the_log_is),
        TEST(a_leaf_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests_name("tiles", tests, NULL, NULL);
}
