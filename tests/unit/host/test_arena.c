/* SPDX-License-Identifier: Apache-2.0 */
#include "host/arena.h"
#include "unit/host/host.h"

static size_t resident_pages(void)
{
    size_t all = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%zu %zu", &all, &resident), 2);
    fclose(file);
    return resident;
}

static void a_large_reservation_costs_what_is_touched(void **state)
{
    struct hf_arena arena;
    size_t before = resident_pages();
    (void)state;
    assert_int_equal(hf_host_arena_open(&arena, HF_HOST_ARENA_SIZE, &err), HF_OK);
    assert_int_equal(arena.size, HF_HOST_ARENA_SIZE);
    assert_non_null(HF_NEW(&arena, char, 4096));
    assert_true(resident_pages() - before < 1024);
    hf_host_arena_close(&arena);
}

static void what_was_touched_is_given_back(void **state)
{
    struct hf_arena arena;
    (void)state;
    assert_int_equal(hf_host_arena_open(&arena, HF_HOST_ARENA_SIZE, &err), HF_OK);
    size_t before = resident_pages();
    memset(HF_NEW(&arena, char, 64 << 20), 1, 64 << 20);
    assert_true(resident_pages() - before > 8192);
    hf_host_arena_clear(&arena, 1 << 20);
    assert_true(resident_pages() - before < 2048);
    assert_int_equal(arena.used, 0);
    hf_host_arena_close(&arena);
}

static void what_cannot_be_reserved_is_refused(void **state)
{
    struct hf_arena arena;
    (void)state;
    assert_refused(hf_host_arena_open(&arena, SIZE_MAX / 2, &err), host_no_memory);
}

static void memory_grows_and_ends(void **state)
{
    struct hf_memory memory = hf_host_memory();
    (void)state;
    char *block = memory.resize(memory.self, NULL, 2);
    memcpy(block, "a", 2);
    block = memory.resize(memory.self, block, 100000);
    assert_string_equal(block, "a");
    assert_null(memory.resize(memory.self, block, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_large_reservation_costs_what_is_touched),
        TEST(what_was_touched_is_given_back),
        TEST(what_cannot_be_reserved_is_refused),
        TEST(memory_grows_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
