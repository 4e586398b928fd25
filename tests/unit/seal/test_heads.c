/* SPDX-License-Identifier: Apache-2.0 */
/* The tree of heads: whatever stands in it and whatever does not is proved to the same root, however the tree
 * came about; and a path tells nothing but itself. */
#include <stdlib.h>

#include "seal/heads_tree.h"
#include "unit/seal/seal.h"

enum { MANY = 3000, ROOM = 4 << 20 };

static struct hf_heads_proof proof;

struct wood {
    struct hf_heads_tree tree;
    struct hf_arena arena;
};

static struct wood *plant(size_t room)
{
    struct wood *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->tree = (struct hf_heads_tree){
        .hasher = &hasher, .secret = {{7}}, .item = calloc(room, sizeof *w->tree.item), .room = room};
    hf_arena_init(&w->arena, malloc(ROOM), ROOM);
    return w;
}

static void fell(struct wood *w)
{
    free(w->tree.item);
    free(w->arena.at);
    free(w);
}

/* Key and value of number n; those from 1000 on share ever more bits with key 1. */
static struct hf_heads_change numbered(uint32_t n, uint32_t age)
{
    struct hf_heads_change change;
    const struct hf_str key[] = {HF_STR("key"), HF_PART(n)},
                        value[] = {HF_STR("entry"), HF_PART(n), HF_PART(age)};
    hf_sha256(&hasher, key, 2, &change.key);
    hf_sha256(&hasher, value, 3, &change.value);
    return change;
}

/* The key that leaves that of number n at this depth. */
static struct hf_digest near(uint32_t n, size_t depth)
{
    struct hf_digest key = numbered(n, 0).key;
    key.byte[depth / 8] ^= (unsigned char)(0x80U >> depth % 8);
    return key;
}

static void grow(struct wood *w, uint32_t from, uint32_t to, uint32_t age)
{
    struct hf_heads_change *change = calloc(to - from, sizeof *change);
    assert_non_null(change);
    for (uint32_t n = from; n < to; n++)
        change[n - from] = numbered(n, age);
    hf_heads_update(&w->tree, change, to - from, &w->arena);
    hf_arena_reset(&w->arena, 0);
    free(change);
}

static void assert_root(struct wood *w, const struct hf_digest *key)
{
    struct hf_digest node, root;
    if (proof.item != NULL)
        hf_heads_entry(&hasher, &proof.item->key, &proof.item->value, &node);
    else
        hf_heads_empty(&hasher, &proof.blind, &node);
    hf_heads_climb(&hasher, key, &node, &proof.path, &root);
    assert_true(hf_digest_eq(&root, &w->tree.root));
}

static void assert_there(struct wood *w, uint32_t n, uint32_t age)
{
    struct hf_heads_change want = numbered(n, age);
    hf_heads_prove(&w->tree, &want.key, &proof);
    assert_non_null(proof.item);
    assert_true(hf_digest_eq(&proof.item->key, &want.key));
    assert_true(hf_digest_eq(&proof.item->value, &want.value));
    assert_root(w, &want.key);
}

static void assert_absent(struct wood *w, const struct hf_digest *key)
{
    hf_heads_prove(&w->tree, key, &proof);
    assert_true(proof.item == NULL || !hf_digest_eq(&proof.item->key, key));
    if (proof.item != NULL)
        assert_true(hf_heads_shared(&proof.item->key, key) >= proof.path.count);
    assert_root(w, key);
}

static void all_that_stands_is_proved_and_all_that_does_not(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {1, 2, 3, 17, 256, MANY};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct wood *w = plant(sizes[i]);
        grow(w, 0, sizes[i], 0);
        for (uint32_t n = 0; n < sizes[i]; n++) {
            struct hf_digest none = numbered(MANY + n, 0).key;
            assert_there(w, n, 0);
            assert_absent(w, &none);
        }
        fell(w);
    }
}

/* In one go at the end, or again with each part: of one entry too, and with one that was there changed. */
static void a_tree_that_is_made_is_the_one_that_grew(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {1, 2, 3, 17, MANY};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct wood *grown = plant(sizes[i]), *made = plant(sizes[i]);
        uint32_t half = sizes[i] / 2;
        for (uint32_t from = 0; from < sizes[i]; from = from < half ? half : sizes[i]) {
            static struct hf_heads_change change[MANY];
            uint32_t to = from < half ? half : sizes[i];
            grow(grown, from, to, 0);
            for (uint32_t n = from; n < to; n++)
                change[n - from] = numbered(n, 0);
            hf_heads_add(&made->tree, change, to - from, &made->arena);
            hf_arena_reset(&made->arena, 0);
        }
        hf_heads_hash(&made->tree, &made->arena);
        assert_true(hf_digest_eq(&made->tree.root, &grown->tree.root));
        grow(grown, 0, 1, 5);
        grow(made, 0, 1, 5);
        assert_true(hf_digest_eq(&made->tree.root, &grown->tree.root));
        assert_there(made, 0, 5);
        fell(grown);
        fell(made);
    }
}

static void keys_that_begin_alike_stand_deeper(void **state)
{
    (void)state;
    struct wood *w = plant(300);
    struct hf_heads_change change[1];
    grow(w, 0, 10, 0);
    for (size_t depth = 1; depth < 256; depth += 3) { /* one by one, beside number 1 */
        change[0] =
            (struct hf_heads_change){.key = near(1, depth), .value = numbered(50, (uint32_t)depth).value};
        hf_heads_update(&w->tree, change, 1, &w->arena);
        hf_arena_reset(&w->arena, 0);
        assert_there(w, 1, 0);
    }
    for (size_t depth = 1; depth < 256; depth++) {
        struct hf_digest key = near(1, depth);
        hf_heads_prove(&w->tree, &key, &proof);
        assert_root(w, &key);
        bool stands = proof.item != NULL && hf_digest_eq(&proof.item->key, &key);
        assert_int_equal(stands, depth % 3 == 1);
    }
    fell(w);
}

/* In one go, one by one, in parts, and with what changed since. */
static void the_root_is_that_of_the_heads_however_they_came(void **state)
{
    (void)state;
    struct wood *whole = plant(MANY), *single = plant(MANY), *parts = plant(MANY);
    grow(whole, 0, 500, 1);
    for (uint32_t n = 500; n-- > 0;)
        grow(single, n, n + 1, 1);
    for (uint32_t n = 0; n < 500; n += 50)
        grow(parts, n, n + 50, 0);
    assert_false(hf_digest_eq(&whole->tree.root, &parts->tree.root));
    grow(parts, 0, 123, 1);
    grow(parts, 100, 500, 1);
    assert_true(hf_digest_eq(&whole->tree.root, &single->tree.root));
    assert_true(hf_digest_eq(&whole->tree.root, &parts->tree.root));
    grow(whole, 7, 8, 1); /* nothing new */
    assert_true(hf_digest_eq(&whole->tree.root, &single->tree.root));
    fell(whole);
    fell(single);
    fell(parts);
}

static void a_path_is_as_long_in_a_small_tree_as_in_a_large_one(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {1, 40, MANY};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct wood *w = plant(sizes[i]);
        grow(w, 0, sizes[i], 0);
        for (uint32_t n = 0; n < sizes[i]; n++) {
            hf_heads_prove(&w->tree, &w->tree.item[n].key, &proof);
            assert_int_equal(proof.path.count, HF_HEADS_DEPTH);
            for (size_t a = 0; a < proof.path.count; a++) /* nor is one empty place like another */
                for (size_t b = 0; b < a; b++)
                    assert_false(hf_digest_eq(&proof.path.step[a], &proof.path.step[b]));
        }
        fell(w);
    }
}

static void what_is_changed_in_a_proof_leads_elsewhere(void **state)
{
    (void)state;
    struct wood *w = plant(100);
    struct hf_digest key = numbered(5, 0).key, other = numbered(6, 0).key, root;
    grow(w, 0, 100, 0);
    hf_heads_prove(&w->tree, &key, &proof);
    struct hf_digest entry;
    hf_heads_entry(&hasher, &proof.item->key, &proof.item->value, &entry);
    hf_heads_climb(&hasher, &other, &entry, &proof.path, &root);
    assert_false(hf_digest_eq(&root, &w->tree.root));
    for (size_t i = 0; i < proof.path.count; i++) {
        proof.path.step[i].byte[i] ^= 1;
        hf_heads_climb(&hasher, &key, &entry, &proof.path, &root);
        assert_false(hf_digest_eq(&root, &w->tree.root));
        proof.path.step[i].byte[i] ^= 1;
    }
    proof.path.count--;
    hf_heads_climb(&hasher, &key, &entry, &proof.path, &root);
    assert_false(hf_digest_eq(&root, &w->tree.root));
    fell(w);
}

static void another_secret_gives_another_root(void **state)
{
    (void)state;
    struct wood *one = plant(10), *other = plant(10);
    other->tree.secret.byte[31] ^= 1;
    grow(one, 0, 10, 0);
    grow(other, 0, 10, 0);
    assert_false(hf_digest_eq(&one->tree.root, &other->tree.root));
    fell(one);
    fell(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_stands_is_proved_and_all_that_does_not),
        cmocka_unit_test(a_tree_that_is_made_is_the_one_that_grew),
        cmocka_unit_test(keys_that_begin_alike_stand_deeper),
        cmocka_unit_test(the_root_is_that_of_the_heads_however_they_came),
        cmocka_unit_test(a_path_is_as_long_in_a_small_tree_as_in_a_large_one),
        cmocka_unit_test(what_is_changed_in_a_proof_leads_elsewhere),
        cmocka_unit_test(another_secret_gives_another_root),
    };
    return cmocka_run_group_tests_name("heads", tests, open_group, close_group);
}
