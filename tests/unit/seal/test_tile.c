/* SPDX-License-Identifier: Apache-2.0 */
/* The tree as tiles: their names as the specification writes them, and proofs from them like those from the
 * leaves. */
#include <stdlib.h>

#include "seal/tile.h"
#include "unit/seal/seal.h"

enum { LEAVES = 70000, FILES = 400 };

/* What was written, by its path; a list, as there are few. */
struct shelf {
    struct hf_tile_name name[FILES];
    struct hf_str hashes[FILES];
    size_t count, read;
};

static void assert_path(bool entries, unsigned level, uint64_t index, unsigned width, const char *want)
{
    char room[HF_TILE_PATH_MAX];
    struct hf_buf buf = HF_BUF(room);
    hf_tile_path_put(
        &buf, &(struct hf_tile_name){.entries = entries, .level = level, .index = index, .width = width});
    assert_str(hf_buf_str(&buf), want);
}

static void paths_are_those_of_the_specification(void **state)
{
    (void)state;
    assert_path(false, 0, 0, 256, "tile/0/000");
    assert_path(false, 0, 273, 112, "tile/0/273.p/112");
    assert_path(false, 1, 1, 17, "tile/1/001.p/17");
    assert_path(false, 0, 1234067, 256, "tile/0/x001/x234/067");
    assert_path(true, 0, 1234067, 5, "tile/entries/x001/x234/067.p/5");
    assert_path(false, 7, 1000000, 256, "tile/7/x001/x000/000");
}

static void tiles_are_as_wide_as_they_are_full(void **state)
{
    (void)state;
    assert_int_equal(hf_tile_of(70000, 0, 273).width, 112); /* the example of the specification */
    assert_int_equal(hf_tile_of(70000, 0, 272).width, 256);
    assert_int_equal(hf_tile_of(70000, 0, 274).width, 0);
    assert_int_equal(hf_tile_of(70000, 1, 1).width, 17);
    assert_int_equal(hf_tile_of(70000, 2, 0).width, 1);
    assert_int_equal(hf_tile_of(70000, 3, 0).width, 0);
}

static enum hf_rc keep(void *context, const struct hf_tile_name *name, struct hf_str hashes,
                       struct hf_err *failure)
{
    struct shelf *shelf = context;
    char *copy = malloc(hashes.len);
    (void)failure;
    HF_CHECK(shelf->count < FILES && copy != NULL);
    memcpy(copy, hashes.at, hashes.len);
    shelf->name[shelf->count] = *name;
    shelf->hashes[shelf->count++] = (struct hf_str){copy, hashes.len};
    return HF_OK;
}

static enum hf_rc give(void *context, const struct hf_tile_name *name, struct hf_str *hashes,
                       struct hf_err *failure)
{
    struct shelf *shelf = context;
    (void)failure;
    shelf->read++;
    for (size_t i = 0; i < shelf->count; i++)
        if (shelf->name[i].level == name->level && shelf->name[i].index == name->index) {
            assert_int_equal(shelf->name[i].width, name->width);
            *hashes = shelf->hashes[i];
            return HF_OK;
        }
    fail_msg("tile %u %u was not written", name->level, (unsigned)name->index);
    return HF_FAILED;
}

static struct hf_digest leaf[LEAVES];

static void proofs_from_tiles_are_those_from_leaves(void **state)
{
    static const uint64_t sizes[] = {1, 255, 256, 257, 65535, 65536, 65537, LEAVES};
    static struct hf_tile_writer writer;
    static struct shelf shelf;
    (void)state;
    for (uint32_t i = 0; i < LEAVES; i++)
        hf_sha256(&hasher, &HF_PART(i), 1, &leaf[i]);
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        struct hf_leaves leaves = {&hasher, leaf, (size_t)sizes[s]};
        struct hf_tree tree = hf_tree_of(&leaves);
        shelf = (struct shelf){0};
        writer = (struct hf_tile_writer){.hasher = &hasher, .put = keep, .context = &shelf};
        for (uint64_t i = 0; i < sizes[s]; i++)
            assert_int_equal(hf_tile_writer_add(&writer, &leaf[i], &err), HF_OK);
        assert_int_equal(hf_tile_writer_end(&writer, &err), HF_OK);
        struct hf_tile_reader reader = {.hasher = &hasher, .size = sizes[s], .read = give, .context = &shelf};
        struct hf_tree tiled = hf_tile_tree(&reader);
        for (uint64_t i = 0; i < sizes[s]; i += 1 + sizes[s] / 7) {
            struct hf_path want, got;
            assert_int_equal(hf_tree_inclusion(&hasher, &tree, i, sizes[s], &want, &err), HF_OK);
            assert_int_equal(hf_tree_inclusion(&hasher, &tiled, i, sizes[s], &got, &err), HF_OK);
            assert_int_equal(got.count, want.count);
            assert_memory_equal(got.step, want.step, want.count * sizeof want.step[0]);
        }
        for (size_t i = 0; i < shelf.count; i++)
            free((char *)(uintptr_t)shelf.hashes[i].at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_those_of_the_specification),
        cmocka_unit_test(tiles_are_as_wide_as_they_are_full),
        cmocka_unit_test(proofs_from_tiles_are_those_from_leaves),
    };
    return cmocka_run_group_tests_name("tile", tests, open_group, close_group);
}
