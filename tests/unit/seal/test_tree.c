/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Vectors: vectors/rfc9162. Beyond them a tree written straight from the RFC's recursive definition judges
 * every size up to 65.
 */
#include "seal/tree.h"
#include "unit/seal/seal.h"
#include "vectors/rfc9162/merkle.h"

enum { LEAVES_MAX = 65 };

static struct hf_digest leaf[LEAVES_MAX];
static struct hf_digest root[LEAVES_MAX + 1];

static struct hf_digest node_of(const struct hf_digest *left, const struct hf_digest *right)
{
    const struct hf_str part[] = {{"\x01", 1}, HF_PART(left->byte), HF_PART(right->byte)};
    struct hf_digest node;

    hf_sha256(&hasher, part, 3, &node);
    return node;
}

/* MTH of RFC 9162 2.1.1, word for word: recursive, log2(count) deep. */
static struct hf_digest defined_root(const struct hf_digest *leaves, size_t count)
{
    struct hf_digest out;
    size_t k = 1;

    if (count == 0) {
        hf_sha256(&hasher, NULL, 0, &out);
        return out;
    }
    if (count == 1)
        return leaves[0];
    while (2 * k < count)
        k *= 2;
    struct hf_digest left = defined_root(leaves, k), right = defined_root(leaves + k, count - k);
    return node_of(&left, &right);
}

static int open_leaves(void **state)
{
    open_group(state);
    for (size_t i = 0; i < LEAVES_MAX; i++) {
        unsigned char number = (unsigned char)i;
        const struct hf_str part[] = {{"\0", 1}, HF_PART(number)};
        hf_sha256(&hasher, part, 2, &leaf[i]);
    }
    for (size_t n = 0; n <= LEAVES_MAX; n++)
        root[n] = defined_root(leaf, n);
    return 0;
}

static void published_leaves(struct hf_digest out[8])
{
    for (size_t i = 0; i < 8; i++) {
        unsigned char bytes[17] = {0};
        size_t len = strlen(published_leaf[i]) / 2;
        assert_true(hf_hex_read(hf_str_of(published_leaf[i]), bytes + 1, len));
        const struct hf_str part = {(const char *)bytes, len + 1};
        hf_sha256(&hasher, &part, 1, &out[i]);
    }
}

static void published_roots_come_out_for_every_size(void **state)
{
    struct hf_digest published[8], got;
    struct hf_frontier frontier = {0};

    (void)state;
    published_leaves(published);
    for (size_t n = 0; n <= 8; n++) {
        hf_frontier_root(&hasher, &frontier, &got);
        assert_hex(got.byte, published_root[n]);
        if (n < 8)
            hf_frontier_append(&hasher, &frontier, &published[n], 1);
    }
}

static void assert_path(const struct hf_path *path, const char *const want[], size_t count)
{
    assert_int_equal(path->count, count);
    for (size_t i = 0; i < count; i++)
        assert_hex(path->step[i].byte, want[i]);
}

static void published_proofs_come_out(void **state)
{
    struct hf_digest published[8];
    struct hf_leaves leaves = {&hasher, published, 8};
    struct hf_tree tree = hf_tree_of(&leaves);
    struct hf_path path;

    (void)state;
    published_leaves(published);
    assert_int_equal(hf_tree_inclusion(&hasher, &tree, 0, 8, &path, &err), HF_OK);
    assert_path(&path, first_of_8, 3);
    assert_int_equal(hf_tree_inclusion(&hasher, &tree, 2, 3, &path, &err), HF_OK);
    assert_path(&path, third_of_3, 1);
    assert_int_equal(hf_tree_consistency(&hasher, &tree, 6, 8, &path, &err), HF_OK);
    assert_path(&path, six_to_8, 3);
    assert_int_equal(hf_tree_consistency(&hasher, &tree, 2, 5, &path, &err), HF_OK);
    assert_path(&path, two_to_5, 2);
    assert_int_equal(hf_tree_consistency(&hasher, &tree, 8, 8, &path, &err), HF_OK);
    assert_path(&path, NULL, 0);
}

static void a_frontier_goes_on_where_it_was_saved(void **state)
{
    struct hf_digest got;

    (void)state;
    for (size_t n = 0; n <= LEAVES_MAX; n++) {
        struct hf_frontier frontier = {0}, again;
        struct hf_buf saved = hf_buf_in(&arena, HF_TREE_LEVELS * HF_DIGEST_SIZE);
        hf_frontier_append(&hasher, &frontier, leaf, n);
        hf_frontier_save(&frontier, &saved);
        assert_true(hf_frontier_load(n, hf_buf_str(&saved), &again));
        hf_frontier_append(&hasher, &again, leaf + n, LEAVES_MAX - n);
        hf_frontier_root(&hasher, &again, &got);
        assert_true(hf_digest_eq(&got, &root[LEAVES_MAX]));
        assert_false(hf_frontier_load(n + (1U << 20), hf_buf_str(&saved), &again));
    }
}

static void subtrees_are_joined_as_their_leaves_would_be(void **state)
{
    (void)state;
    for (unsigned level = 0; (size_t)1 << level <= LEAVES_MAX; level++) {
        size_t width = (size_t)1 << level;
        struct hf_frontier joined = {0}, grown = {0};
        struct hf_digest got, want;
        for (size_t n = 0; n + width <= LEAVES_MAX; n += width) {
            struct hf_frontier subtree = {0};
            hf_frontier_append(&hasher, &subtree, leaf + n, width);
            hf_frontier_join(&hasher, &joined, &subtree.root[0], level);
        }
        hf_frontier_append(&hasher, &joined, leaf + joined.size, LEAVES_MAX - joined.size);
        hf_frontier_append(&hasher, &grown, leaf, LEAVES_MAX);
        hf_frontier_root(&hasher, &joined, &got);
        hf_frontier_root(&hasher, &grown, &want);
        assert_int_equal(joined.size, LEAVES_MAX);
        assert_true(hf_digest_eq(&got, &want));
    }
}

static void every_leaf_of_every_size_is_proved_and_no_other(void **state)
{
    struct hf_leaves leaves = {&hasher, leaf, LEAVES_MAX};
    struct hf_tree tree = hf_tree_of(&leaves);
    struct hf_path path;

    (void)state;
    for (uint64_t n = 1; n <= LEAVES_MAX; n++) {
        for (uint64_t i = 0; i < n; i++) {
            assert_int_equal(hf_tree_inclusion(&hasher, &tree, i, n, &path, &err), HF_OK);
            assert_int_equal(hf_tree_includes(&hasher, &leaf[i], i, n, &path, &root[n], &err), HF_OK);
            assert_refused(hf_tree_includes(&hasher, &leaf[i], i, n, &path, &root[n - 1], &err),
                           inclusion_broken);
            if (n > 1)
                assert_refused(hf_tree_includes(&hasher, &leaf[i], (i + 1) % n, n, &path, &root[n], &err),
                               inclusion_broken);
        }
    }
}

static void a_path_too_long_too_short_or_changed_proves_nothing(void **state)
{
    struct hf_leaves leaves = {&hasher, leaf, LEAVES_MAX};
    struct hf_tree tree = hf_tree_of(&leaves);
    struct hf_path path;

    (void)state;
    assert_int_equal(hf_tree_inclusion(&hasher, &tree, 11, 21, &path, &err), HF_OK);
    path.count--;
    assert_refused(hf_tree_includes(&hasher, &leaf[11], 11, 21, &path, &root[21], &err), inclusion_broken);
    path.count += 2;
    assert_refused(hf_tree_includes(&hasher, &leaf[11], 11, 21, &path, &root[21], &err), inclusion_broken);
    path.count--;
    for (size_t i = 0; i < path.count; i++) {
        path.step[i].byte[0] ^= 1;
        assert_refused(hf_tree_includes(&hasher, &leaf[11], 11, 21, &path, &root[21], &err),
                       inclusion_broken);
        path.step[i].byte[0] ^= 1;
    }
    assert_refused(hf_tree_includes(&hasher, &leaf[11], 21, 21, &path, &root[21], &err), inclusion_broken);
    path.count = HF_PATH_MAX + 1;
    assert_refused(hf_tree_includes(&hasher, &leaf[11], 11, 21, &path, &root[21], &err), inclusion_broken);
    assert_refused(hf_tree_extends(&hasher, 3, &root[3], 21, &root[21], &path, &err), consistency_broken);
}

static void every_size_extends_every_smaller_one(void **state)
{
    struct hf_leaves leaves = {&hasher, leaf, LEAVES_MAX};
    struct hf_tree tree = hf_tree_of(&leaves);
    struct hf_path path;

    (void)state;
    for (uint64_t n = 1; n <= LEAVES_MAX; n++) {
        for (uint64_t m = 1; m <= n; m++) {
            assert_int_equal(hf_tree_consistency(&hasher, &tree, m, n, &path, &err), HF_OK);
            assert_int_equal(hf_tree_extends(&hasher, m, &root[m], n, &root[n], &path, &err), HF_OK);
            assert_refused(hf_tree_extends(&hasher, m, &root[m - 1], n, &root[n], &path, &err),
                           consistency_broken);
            assert_refused(hf_tree_extends(&hasher, m, &root[m], n, &root[n - 1], &path, &err),
                           consistency_broken);
        }
    }
}

static void growth_is_proved_from_an_earlier_frontier_and_the_leaves_since(void **state)
{
    struct hf_leaves leaves = {&hasher, leaf, LEAVES_MAX};
    const struct hf_tree whole = hf_tree_of(&leaves);
    struct hf_path path, wanted;

    (void)state;
    for (uint64_t m = 1; m <= LEAVES_MAX; m++) {
        struct hf_grown_tree grown = {.since = {&hasher, leaf + m, LEAVES_MAX - m}};
        hf_frontier_append(&hasher, &grown.old, leaf, m);
        const struct hf_tree tree = hf_tree_grown(&grown);
        for (uint64_t n = m; n <= LEAVES_MAX; n++) {
            assert_int_equal(hf_tree_consistency(&hasher, &tree, m, n, &path, &err), HF_OK);
            assert_int_equal(hf_tree_consistency(&hasher, &whole, m, n, &wanted, &err), HF_OK);
            assert_int_equal(path.count, wanted.count);
            for (size_t i = 0; i < path.count; i++)
                assert_true(hf_digest_eq(&path.step[i], &wanted.step[i]));
        }
    }
}

static void a_tree_with_a_changed_leaf_does_not_extend(void **state)
{
    struct hf_digest changed[LEAVES_MAX];
    struct hf_leaves leaves = {&hasher, changed, LEAVES_MAX};
    struct hf_tree tree = hf_tree_of(&leaves);
    struct hf_path path;

    (void)state;
    memcpy(changed, leaf, sizeof(changed));
    changed[3].byte[7] ^= 4;
    struct hf_digest forked = defined_root(changed, 20);
    assert_int_equal(hf_tree_consistency(&hasher, &tree, 9, 20, &path, &err), HF_OK);
    assert_refused(hf_tree_extends(&hasher, 9, &root[9], 20, &forked, &path, &err), consistency_broken);
    path.count = 0;
    assert_refused(hf_tree_extends(&hasher, 9, &root[9], 20, &root[20], &path, &err), consistency_broken);
    assert_refused(hf_tree_extends(&hasher, 0, &root[0], 20, &root[20], &path, &err), consistency_broken);
    assert_refused(hf_tree_extends(&hasher, 21, &root[21], 20, &root[20], &path, &err), consistency_broken);
}

static enum hf_rc absent_node(void *self, unsigned level, uint64_t index, struct hf_digest *out,
                              struct hf_err *why)
{
    (void)self;
    (void)level;
    (void)index;
    (void)out;
    return hf_fail(why, HF_WORD_no_memory, HF_STR_NONE, HF_STR("tiles"), HF_STR_NONE);
}

static void a_store_that_fails_is_heard(void **state)
{
    const struct hf_tree tree = {NULL, absent_node};
    struct hf_path path;

    (void)state;
    assert_refused(hf_tree_inclusion(&hasher, &tree, 1, 3, &path, &err), no_memory);
    assert_refused(hf_tree_consistency(&hasher, &tree, 2, 3, &path, &err), no_memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(published_roots_come_out_for_every_size),
        TEST(published_proofs_come_out),
        TEST(a_frontier_goes_on_where_it_was_saved),
        TEST(subtrees_are_joined_as_their_leaves_would_be),
        TEST(every_leaf_of_every_size_is_proved_and_no_other),
        TEST(a_path_too_long_too_short_or_changed_proves_nothing),
        TEST(every_size_extends_every_smaller_one),
        TEST(growth_is_proved_from_an_earlier_frontier_and_the_leaves_since),
        TEST(a_tree_with_a_changed_leaf_does_not_extend),
        TEST(a_store_that_fails_is_heard),
    };
    return cmocka_run_group_tests(tests, open_leaves, close_group);
}
