/* SPDX-License-Identifier: Apache-2.0 */
/* A log as static files: whole as it is written, and whatever is done to a file is found and located. */
#include <stdio.h>
#include <stdlib.h>

#include "desk/tile_log.h"
#include "desk/watch.h"
#include "proof/tile_log.h"
#include "sim/world.h"
#include "unit/unit.h"

enum { FILES = 64, CASES = 40, ROOM = 4 << 20 };

struct shelf {
    struct world w;
    struct {
        char path[HF_TILE_PATH_MAX];
        struct hf_str bytes;
    } file[FILES];
    size_t count;
    uint64_t size;
    struct hf_policy trust;
    struct hf_arena arena;
    struct hf_err err;
};

static enum hf_rc put(void *context, struct hf_str path, struct hf_str bytes, bool stays, struct hf_err *err)
{
    struct shelf *s = context;
    char *copy = malloc(bytes.len + 1);
    (void)err, (void)stays;
    HF_CHECK(s->count < FILES && path.len < HF_TILE_PATH_MAX && copy != NULL);
    memcpy(copy, bytes.at, bytes.len);
    memcpy(s->file[s->count].path, path.at, path.len);
    s->file[s->count].path[path.len] = '\0';
    s->file[s->count++].bytes = (struct hf_str){copy, bytes.len};
    return HF_OK;
}

static int make(void **state)
{
    struct shelf *s = calloc(1, sizeof *s);
    struct hf_secret secret;
    int64_t size;
    assert_non_null(s);
    world_make(&s->w, 1, 1);
    world_found(&s->w);
    s->trust = (struct hf_policy){
        .log = {{.name = HF_STR("court.example/log1")}}, .logs = 1, .quorum = HF_QUORUM_NONE};
    twin_key_pair(HF_KEY_LOG, &secret, &s->trust.log[0].key);
    for (int i = 0; i < CASES; i++) {
        world_case(&s->w);
        if (i % 9 == 0)
            assert_int_equal(hf_watch_checkpoint(s->w.desk[0], &s->w.arena, &size, &s->w.err), HF_OK);
        world_reset(&s->w);
    }
    hf_arena_init(&s->arena, malloc(ROOM), ROOM);
    assert_int_equal(hf_tile_log_make(s->w.desk[0], &s->w.arena, put, s, &s->size, &s->err), HF_OK);
    *state = s;
    return 0;
}

static int unmake(void **state)
{
    struct shelf *s = *state;
    for (size_t i = 0; i < s->count; i++)
        free((char *)(uintptr_t)s->file[i].bytes.at);
    world_free(&s->w);
    free(s->arena.at);
    free(s);
    return 0;
}

static size_t file_of(const struct shelf *s, const char *path)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->file[i].path, path) == 0)
            return i;
    return SIZE_MAX;
}

static enum hf_rc give(void *context, struct hf_str path, struct hf_str *bytes, struct hf_err *err)
{
    struct shelf *s = context;
    for (size_t i = 0; i < s->count; i++)
        if (hf_str_eq(hf_str_of(s->file[i].path), path)) {
            *bytes = s->file[i].bytes;
            return HF_OK;
        }
    return hf_fail(err, HF_WORD_verify_no_file, path, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc verify(struct shelf *s, struct hf_tile_log_verdict *out)
{
    struct hf_tile_log_check check = {
        .hasher = &s->w.hasher, .arena = &s->arena, .trust = &s->trust, .read = give, .context = s};
    hf_arena_reset(&s->arena, 0);
    return hf_tile_log_verify(&check, out, &s->err);
}

static void assert_broken(struct shelf *s, const char *code, const char *where)
{
    struct hf_tile_log_verdict v;
    assert_int_equal(verify(s, &v), HF_UNVERIFIED);
    assert_str(hf_err_code(&s->err), code);
    assert_string_equal(s->err.where, where);
}

static void all_of_it_is_whole(void **state)
{
    struct shelf *s = *state;
    struct hf_tile_log_verdict v;
    assert_int_equal(verify(s, &v), HF_OK);
    assert_true(v.trusted && v.size == s->size && s->size > 256);
    assert_true(v.checkpoints >= CASES / 9);
    assert_true(file_of(s, "tile/1/000.p/1") != SIZE_MAX);
    assert_true(file_of(s, "tile/entries/000") != SIZE_MAX);
}

static void every_file_counts(void **state)
{
    struct shelf *s = *state;
    struct hf_tile_log_verdict v;
    for (size_t i = 0; i < s->count; i++) {
        char first = s->file[i].path[0];
        s->file[i].path[0] = '-';
        assert_int_equal(verify(s, &v), HF_UNVERIFIED);
        assert_str(hf_err_code(&s->err), "tile_missing");
        s->file[i].path[0] = first;
        assert_string_equal(s->err.where, s->file[i].path);
        s->file[i].bytes.len--;
        assert_int_equal(verify(s, &v), HF_UNVERIFIED);
        s->file[i].bytes.len++;
    }
}

static void every_bit_counts(void **state)
{
    struct shelf *s = *state;
    struct hf_tile_log_verdict v;
    for (size_t i = 0; i < s->count; i++) {
        char *at = (char *)(uintptr_t)s->file[i].bytes.at;
        for (size_t bit = i; bit < s->file[i].bytes.len * 8; bit += 1 + s->file[i].bytes.len / 8) {
            at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
            if (verify(s, &v) == HF_OK)
                fail_msg("bit %zu of byte %zu of %s is free", bit % 8, bit / 8, s->file[i].path);
            at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
        }
    }
}

static void what_is_wrong_is_named(void **state)
{
    struct shelf *s = *state;
    char *entries = (char *)(uintptr_t)s->file[file_of(s, "tile/entries/000")].bytes.at;
    char *tile = (char *)(uintptr_t)s->file[file_of(s, "tile/0/000")].bytes.at;
    entries[64 * 3 + 20] ^= 1; /* another letter of the third leaf */
    assert_broken(s, "tile_damaged", "tile/entries/000 entry 3");
    assert_string_equal(s->err.arg[0], "tile/0/000");
    tile[0] ^= 1; /* and the first leaf's hash, which nothing has proved yet */
    assert_broken(s, "tile_damaged", "tile/entries/000 entry 0");
    tile[0] ^= 1;
    entries[64 * 3 + 20] ^= 1;
    entries[64 * 3 + 3] ^= 1;
    assert_broken(s, "tile_entry", "tile/entries/000 entry 3");
    entries[64 * 3 + 3] ^= 1;
    tile[7] ^= 1;
    assert_broken(s, "tile_other", "tile/0/000");
    tile[7] ^= 1;
}

/* Of the first checkpoint that was signed: "origin", size, each on a line, behind two bytes. */
static size_t first_size(const struct shelf *s)
{
    struct hf_str note = s->file[file_of(s, "checkpoints")].bytes;
    int64_t size = 0;
    hf_str_cut(&note, '\n');
    assert_true(hf_str_i64(hf_str_cut(&note, '\n'), &size));
    return (size_t)size;
}

/* The tile of a checkpoint before the newest, as a folder has it that is kept current. */
static void a_narrower_tile_that_was_left_is_compared(void **state)
{
    static const struct {
        const char *wide;
        size_t step;
    } tiles[] = {{"tile/0/000", 32}, {"tile/entries/000", 64}};
    struct shelf *s = *state;
    struct hf_tile_log_verdict v;
    size_t width = first_size(s);
    assert_true(width > 1 && width < 256);
    for (size_t i = 0; i < 2; i++) {
        char path[HF_TILE_PATH_MAX];
        struct hf_str whole = s->file[file_of(s, tiles[i].wide)].bytes;
        snprintf(path, sizeof path, "%s.p/%zu", tiles[i].wide, width);
        put(s, hf_str_of(path), hf_str_part(whole, 0, width * tiles[i].step), true, &s->err);
        struct hf_str *left = &s->file[s->count - 1].bytes;
        char *at = (char *)(uintptr_t)left->at;
        assert_int_equal(verify(s, &v), HF_OK);
        at[left->len - 2] ^= 1;
        assert_broken(s, "tile_other", path);
        at[left->len - 2] ^= 1;
        left->len--;
        assert_broken(s, "tile_other", path);
        free(at);
        s->count--;
    }
}

/* A second history, signed by the real key: an older checkpoint of the same size with another root. */
static void a_fork_signed_by_the_real_key_is_found(void **state)
{
    struct shelf *s = *state;
    size_t at = file_of(s, "checkpoints");
    struct hf_str all = s->file[at].bytes;
    struct hf_secret secret;
    struct hf_public key;
    struct hf_checkpoint other = {.origin = HF_STR("court.example/log1"), .size = 7, .root = {{1}}};
    struct hf_buf text = hf_buf_in(&s->w.arena, 256), note = hf_buf_in(&s->w.arena, 512),
                  more = hf_buf_in(&s->w.arena, all.len + 512);
    twin_key_pair(HF_KEY_LOG, &secret, &key);
    hf_checkpoint_put(&text, &other);
    hf_note_sign(&s->w.hasher, hf_buf_str(&text), other.origin, &secret, &key, &note);
    hf_buf_put_char(&more, (char)(note.len >> 8));
    hf_buf_put_char(&more, (char)note.len);
    hf_buf_put(&more, hf_buf_str(&note));
    hf_buf_put(&more, all);
    s->file[at].bytes = hf_buf_str(&more);
    assert_broken(s, "tile_fork", "checkpoints 1");
    s->file[at].bytes = all;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_it_is_whole),
        cmocka_unit_test(every_file_counts),
        cmocka_unit_test(every_bit_counts),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(a_narrower_tile_that_was_left_is_compared),
        cmocka_unit_test(a_fork_signed_by_the_real_key_is_found),
    };
    return cmocka_run_group_tests_name("tile_log", tests, make, unmake);
}
