/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/cache.h"

#include <stdlib.h>

#include "port/memory.h"
#include "unit/unit.h"

enum { ROOM = 1 << 20 };

struct bench {
    struct hf_cache cache;
    struct hf_arena arena;
};

static int begin(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    void *block = malloc(ROOM);
    assert_true(b != NULL && block != NULL);
    hf_arena_init(&b->arena, block, ROOM);
    hf_cache_init(&b->cache, &(struct hf_memory){NULL, twin_resize}, 4000);
    *state = b;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    hf_cache_clear(&b->cache);
    free(b->arena.at);
    free(b);
    return 0;
}

static struct hf_id id(unsigned n)
{
    return (struct hf_id){{(unsigned char)n, (unsigned char)(n >> 8), [15] = 1}};
}

static struct hf_cached *put(struct bench *b, unsigned n)
{
    struct hf_id file = id(n);
    struct hf_case c = hf_case_new(&b->arena, &file, HF_FILE_CASE, &(struct hf_digest){{(unsigned char)n}});
    struct hf_cached *cached = hf_cache_put(&b->cache, &c);
    assert_non_null(cached);
    return cached;
}

static const struct hf_cached *find(struct bench *b, unsigned n)
{
    struct hf_id file = id(n);
    return hf_cache_find(&b->cache, &file);
}

static void a_file_is_found_as_it_was_put(void **state)
{
    struct bench *b = *state;
    put(b, 1);
    put(b, 2);
    assert_int_equal(hf_case_head(&find(b, 1)->c)->link.byte[0], 1);
    assert_int_equal(hf_case_head(&find(b, 2)->c)->link.byte[0], 2);
    assert_null(find(b, 3));
}

static void the_one_used_longest_ago_makes_room(void **state)
{
    struct bench *b = *state;
    put(b, 1);
    size_t one = b->cache.bytes;
    b->cache.limit = 3 * one;
    put(b, 2);
    put(b, 3);
    assert_non_null(find(b, 1));
    put(b, 4);
    assert_null(find(b, 2));
    assert_non_null(find(b, 1));
    assert_non_null(find(b, 4));
    assert_true(b->cache.bytes <= b->cache.limit);
}

static void a_pinned_file_stays_until_it_is_dropped(void **state)
{
    struct bench *b = *state;
    struct hf_id first = id(1);
    hf_cache_pin(&b->cache, put(b, 1));
    b->cache.limit = 2 * b->cache.bytes;
    for (unsigned n = 2; n < 20; n++)
        put(b, n);
    assert_non_null(find(b, 1));
    hf_cache_drop(&b->cache, &first);
    assert_null(find(b, 1));
}

static void thousands_of_files_are_found(void **state)
{
    struct bench *b = *state;
    b->cache.limit = (size_t)64 << 20;
    for (unsigned n = 0; n < 3000; n++) {
        hf_arena_reset(&b->arena, 0);
        put(b, n);
    }
    for (unsigned n = 0; n < 3000; n++)
        assert_non_null(find(b, n));
    assert_int_equal(b->cache.count, 3000);
}

static void a_larger_block_takes_the_place_of_a_smaller_one(void **state)
{
    struct bench *b = *state;
    struct hf_id file = id(1);
    unsigned char bytes[3000] = {0};
    struct hf_cached *cached = put(b, 1);
    struct hf_case larger = {.at = bytes, .used = sizeof bytes, .size = sizeof bytes};
    memcpy(bytes, cached->c.at, cached->c.used);
    assert_non_null(hf_cache_put(&b->cache, &larger));
    assert_int_equal(hf_cache_find(&b->cache, &file)->c.used, sizeof bytes);
    assert_int_equal(b->cache.count, 1);
}

static void a_subject_has_the_slot_that_it_was_given_last(void **state)
{
    struct bench *b = *state;
    struct hf_cached *cached = put(b, 1);
    for (unsigned n = 0; n < 10; n++)
        assert_true(hf_cached_add_slot(&b->cache, cached, &(struct hf_slot){id(n), n}));
    assert_true(hf_cached_add_slot(&b->cache, cached, &(struct hf_slot){id(3), 77}));
    struct hf_id third = id(3), nobody = id(99);
    assert_int_equal(hf_cached_slot(cached, &third), 77);
    assert_int_equal(cached->slots, 10);
    assert_int_equal(hf_cached_slot(cached, &nobody), -1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_is_found_as_it_was_put),
        TEST(the_one_used_longest_ago_makes_room),
        TEST(a_pinned_file_stays_until_it_is_dropped),
        TEST(thousands_of_files_are_found),
        TEST(a_larger_block_takes_the_place_of_a_smaller_one),
        TEST(a_subject_has_the_slot_that_it_was_given_last),
    };
    return cmocka_run_group_tests_name("cache", tests, NULL, NULL);
}
