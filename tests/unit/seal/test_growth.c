/* SPDX-License-Identifier: Apache-2.0 */
/* Every beginning, mark and end of a tree of up to 24 leaves; a tree that differs in one leaf; marks as text.
 */
#include "seal/growth.h"
#include "unit/seal/seal.h"

enum { LEAVES = 24 };

static struct hf_digest leaf[LEAVES], other[LEAVES];

static int open_leaves(void **state)
{
    open_group(state);
    for (size_t i = 0; i < LEAVES; i++) {
        unsigned char number = (unsigned char)i;
        const struct hf_str part[] = {HF_PART(number)};
        hf_sha256(&hasher, part, 1, &leaf[i]);
        other[i] = leaf[i];
    }
    return 0;
}

static struct hf_frontier tree_of(const struct hf_digest *leaves, size_t count)
{
    struct hf_frontier tree = {0};
    hf_frontier_append(&hasher, &tree, leaves, count);
    return tree;
}

/* Shown from `from` on to `to`, in pieces of three. */
static enum hf_grown judged(const struct hf_digest *leaves, size_t mark, size_t from, size_t to, size_t seen)
{
    struct hf_frontier marked = tree_of(leaf, mark), begin = tree_of(leaves, from);
    struct hf_growth growth;
    hf_growth_begin(&hasher, &growth, &marked, &begin);
    for (size_t at = from; at < to; at += 3)
        hf_growth_add(&hasher, &growth, leaves + at, to - at < 3 ? to - at : 3);
    return hf_growth_judge(&growth, seen);
}

static void only_the_mark_and_what_grows_from_it_is_signed(void **state)
{
    (void)state;
    for (size_t mark = 0; mark <= LEAVES; mark++)
        for (size_t from = 0; from <= LEAVES; from++)
            for (size_t to = from; to <= LEAVES; to++) {
                enum hf_grown is = from > mark ? HF_GROWN_AHEAD : to >= mark ? HF_GROWN : HF_GROWN_CUT;
                assert_int_equal(judged(leaf, mark, from, to, mark), is);
            }
}

static void who_did_not_know_of_the_mark_may_have_read_less(void **state)
{
    (void)state;
    assert_int_equal(judged(leaf, 10, 4, 8, 8), HF_GROWN_STALE);
    assert_int_equal(judged(leaf, 10, 4, 8, 10), HF_GROWN_CUT);
    assert_int_equal(judged(leaf, 10, 4, 10, 8), HF_GROWN);
}

static void one_other_leaf_below_the_mark_is_a_fork_and_above_it_is_growth(void **state)
{
    (void)state;
    for (size_t mark = 1; mark <= LEAVES; mark++)
        for (size_t changed = 0; changed < LEAVES; changed++) {
            other[changed].byte[31] ^= 1;
            assert_int_equal(judged(other, mark, mark / 2, LEAVES, mark),
                             changed < mark ? HF_GROWN_FORK : HF_GROWN);
            assert_int_equal(judged(other, mark, mark, LEAVES, mark),
                             changed < mark ? HF_GROWN_FORK : HF_GROWN);
            other[changed].byte[31] ^= 1;
        }
}

/* ---- as it is kept ---- */

static struct hf_str text_of(size_t size)
{
    static char room[HF_MARK_TEXT_MAX];
    struct hf_frontier tree = tree_of(leaf, size);
    struct hf_buf text = HF_BUF(room);
    hf_mark_put(&text, HF_STR("court.example/log1"), &tree);
    assert_false(text.full);
    return hf_buf_str(&text);
}

static void a_mark_is_read_as_it_was_written(void **state)
{
    (void)state;
    for (size_t size = 0; size <= LEAVES; size++) {
        struct hf_frontier read, tree = tree_of(leaf, size);
        struct hf_digest is, was;
        struct hf_str origin;
        assert_int_equal(hf_mark_read(text_of(size), &origin, &read, &err), HF_OK);
        hf_frontier_root(&hasher, &read, &is);
        hf_frontier_root(&hasher, &tree, &was);
        assert_true(hf_str_eq(origin, HF_STR("court.example/log1")) && read.size == size);
        assert_true(hf_digest_eq(&is, &was));
    }
}

static void a_mark_that_was_cut_or_lengthened_is_none(void **state)
{
    struct hf_frontier read;
    struct hf_str origin, text = text_of(11);
    char more[HF_MARK_TEXT_MAX];
    (void)state;
    for (size_t len = 0; len < text.len; len++)
        assert_int_equal(hf_mark_read(hf_str_part(text, 0, len), &origin, &read, &err), HF_BAD_INPUT);
    memcpy(more, text.at, text.len);
    more[text.len] = '\n';
    assert_int_equal(hf_mark_read((struct hf_str){more, text.len + 1}, &origin, &read, &err), HF_BAD_INPUT);
    assert_int_equal(hf_mark_read(HF_STR("holdfast/mark/v1\nx\n4611686018427387904\n"), &origin, &read, &err),
                     HF_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(only_the_mark_and_what_grows_from_it_is_signed, fresh_arena),
        cmocka_unit_test_setup(who_did_not_know_of_the_mark_may_have_read_less, fresh_arena),
        cmocka_unit_test_setup(one_other_leaf_below_the_mark_is_a_fork_and_above_it_is_growth, fresh_arena),
        cmocka_unit_test_setup(a_mark_is_read_as_it_was_written, fresh_arena),
        cmocka_unit_test_setup(a_mark_that_was_cut_or_lengthened_is_none, fresh_arena),
    };
    return cmocka_run_group_tests(tests, open_leaves, close_group);
}
