/* SPDX-License-Identifier: Apache-2.0 */
/* One proof for many leaves, against the root written straight from the RFC: every set of leaves of every
 * small tree. */
#include "seal/cover.h"
#include "unit/seal/seal.h"

enum { LEAVES_MAX = 13, NODES_MAX = 64 };

static struct hf_digest leaf[LEAVES_MAX], node[NODES_MAX];
static size_t nodes;

static int open_leaves(void **state)
{
    open_group(state);
    for (size_t i = 0; i < LEAVES_MAX; i++) {
        unsigned char number = (unsigned char)i;
        const struct hf_str part[] = {{"\0", 1}, HF_PART(number)};
        hf_sha256(&hasher, part, 2, &leaf[i]);
    }
    return 0;
}

static enum hf_rc put(void *context, const struct hf_digest *hash, struct hf_err *failure)
{
    (void)context, (void)failure;
    node[nodes++] = *hash;
    return HF_OK;
}

static struct hf_digest root_of(size_t size)
{
    struct hf_frontier frontier = {0};
    struct hf_digest root;
    hf_frontier_append(&hasher, &frontier, leaf, size);
    hf_frontier_root(&hasher, &frontier, &root);
    return root;
}

/* The leaves whose bit is set in `set`. */
static size_t choose(unsigned set, struct hf_placed *out)
{
    size_t count = 0;
    for (unsigned i = 0; i < LEAVES_MAX; i++)
        if ((set >> i & 1) != 0)
            out[count++] = (struct hf_placed){i, leaf[i]};
    return count;
}

static void make(const struct hf_placed *placed, size_t count, size_t size)
{
    struct hf_leaves leaves = {&hasher, leaf, size};
    struct hf_tree tree = hf_tree_of(&leaves);
    nodes = 0;
    assert_int_equal(hf_cover_make(&hasher, &tree, placed, count, size, put, NULL, &err), HF_OK);
}

static void every_set_of_leaves_leads_to_the_root(void **state)
{
    (void)state;
    for (size_t size = 1; size <= LEAVES_MAX; size++) {
        struct hf_digest want = root_of(size), got;
        for (unsigned set = 1; set < 1u << size; set++) {
            struct hf_placed placed[LEAVES_MAX];
            size_t count = choose(set, placed);
            make(placed, count, size);
            assert_int_equal(hf_cover_root(&hasher, placed, count, size, node, nodes, &got, &err), HF_OK);
            assert_true(hf_digest_eq(&got, &want));
        }
    }
}

static void one_leaf_has_the_hashes_of_its_inclusion_proof(void **state)
{
    struct hf_leaves leaves = {&hasher, leaf, LEAVES_MAX};
    struct hf_tree tree = hf_tree_of(&leaves);
    struct hf_path path;
    (void)state;
    for (uint64_t i = 0; i < LEAVES_MAX; i++) {
        make(&(struct hf_placed){i, leaf[i]}, 1, LEAVES_MAX);
        assert_int_equal(hf_tree_inclusion(&hasher, &tree, i, LEAVES_MAX, &path, &err), HF_OK);
        assert_int_equal(nodes, path.count);
    }
}

static void what_is_not_in_order_or_not_all_is_refused(void **state)
{
    struct hf_placed placed[3] = {{2, leaf[2]}, {5, leaf[5]}, {5, leaf[5]}};
    struct hf_digest got, want = root_of(LEAVES_MAX);
    (void)state;
    make(placed, 2, LEAVES_MAX);
    assert_int_equal(hf_cover_root(&hasher, placed, 3, LEAVES_MAX, node, nodes, &got, &err), HF_UNVERIFIED);
    assert_int_equal(hf_cover_root(&hasher, placed, 0, LEAVES_MAX, node, nodes, &got, &err), HF_UNVERIFIED);
    assert_int_equal(hf_cover_root(&hasher, placed, 2, 5, node, nodes, &got, &err), HF_UNVERIFIED);
    assert_int_equal(hf_cover_root(&hasher, placed, 2, LEAVES_MAX, node, nodes - 1, &got, &err),
                     HF_UNVERIFIED);
    assert_int_equal(hf_cover_root(&hasher, placed, 2, LEAVES_MAX, node, nodes + 1, &got, &err),
                     HF_UNVERIFIED);
    placed[0].index = 3; /* the leaf of another place */
    assert_int_equal(hf_cover_root(&hasher, placed, 2, LEAVES_MAX, node, nodes, &got, &err), HF_OK);
    assert_false(hf_digest_eq(&got, &want));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_set_of_leaves_leads_to_the_root),
        cmocka_unit_test(one_leaf_has_the_hashes_of_its_inclusion_proof),
        cmocka_unit_test(what_is_not_in_order_or_not_all_is_refused),
    };
    return cmocka_run_group_tests(tests, open_leaves, close_group);
}
