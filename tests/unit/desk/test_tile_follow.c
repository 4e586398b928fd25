/* SPDX-License-Identifier: Apache-2.0 */
/* A folder that is kept current: at every moment it is what would have been written anew, whatever failed. */
#include <stdlib.h>

#include "desk/tile_follow.h"
#include "desk/watch.h"
#include "proof/tile_log.h"
#include "seal/note.h"
#include "sim/world.h"
#include "unit/unit.h"

enum { FILES = 2000, ROOM = 8 << 20, NEVER = -1 };

struct file {
    char path[HF_TILE_PATH_MAX];
    struct hf_str bytes;
    unsigned written;
};
struct shelf {
    struct world w;
    struct file file[FILES];
    size_t count;
    int fails_after; /* so many writes more succeed; NEVER: all */
    struct hf_tile_follow follow;
    struct hf_policy trust;
    struct hf_arena arena;
    struct hf_err err;
};

static struct file *find(struct shelf *s, struct hf_str path)
{
    for (size_t i = 0; i < s->count; i++)
        if (hf_str_eq(hf_str_of(s->file[i].path), path))
            return &s->file[i];
    return NULL;
}

static void set(struct file *file, struct hf_str head, struct hf_str tail)
{
    char *copy = malloc(head.len + tail.len + 1);
    assert_non_null(copy);
    memcpy(copy, head.at, head.len);
    memcpy(copy + head.len, tail.at, tail.len);
    free((char *)(uintptr_t)file->bytes.at);
    file->bytes = (struct hf_str){copy, head.len + tail.len};
    file->written++;
}

static bool is_full(struct shelf *s)
{
    if (s->fails_after == NEVER)
        return false;
    return s->fails_after == 0 || s->fails_after-- == 0;
}

static enum hf_rc disk_full(struct hf_str path, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_no_memory, path, path, HF_STR_NONE);
}

static enum hf_rc put(void *self, struct hf_str path, struct hf_str bytes, bool stays, struct hf_err *err)
{
    struct shelf *s = self;
    struct file *file = find(s, path);
    if (file != NULL && hf_str_eq(file->bytes, bytes))
        return HF_OK;
    assert_true(file == NULL || !stays); /* what stays is never another */
    if (is_full(s))
        return disk_full(path, err);
    if (file == NULL) {
        assert_true(s->count < FILES && path.len < HF_TILE_PATH_MAX);
        file = &s->file[s->count++];
        *file = (struct file){.written = 0};
        memcpy(file->path, path.at, path.len);
        file->path[path.len] = '\0';
    }
    set(file, HF_STR(""), bytes);
    return HF_OK;
}

static enum hf_rc append(void *self, struct hf_str path, size_t at, size_t length, struct hf_str bytes,
                         struct hf_err *err)
{
    struct shelf *s = self;
    struct file *file = find(s, path);
    assert_true(file != NULL && at <= length);
    if (file->bytes.len != length)
        return hf_fail(err, HF_WORD_contended, path, HF_STR_NONE, HF_STR_NONE);
    if (is_full(s)) {
        set(file, hf_str_part(file->bytes, 0, at), HF_STR(""));
        return disk_full(path, err);
    }
    set(file, hf_str_part(file->bytes, 0, at), bytes);
    return HF_OK;
}

static enum hf_rc read_file(void *self, struct hf_str path, struct hf_arena *arena, struct hf_str *out,
                            struct hf_err *err)
{
    const struct file *file = find(self, path);
    (void)err;
    *out = file == NULL ? HF_STR_NONE : hf_arena_keep(arena, file->bytes);
    return HF_OK;
}

static void drop(void *self, struct hf_str path)
{
    struct shelf *s = self;
    for (size_t i = 0; i < s->count; i++) {
        struct hf_str name = hf_str_of(s->file[i].path);
        if (!hf_str_begins(name, path) || name.at[path.len] != '/')
            continue;
        free((char *)(uintptr_t)s->file[i].bytes.at);
        s->file[i--] = s->file[--s->count];
    }
}

static struct hf_tile_folder folder_of(struct shelf *s)
{
    return (struct hf_tile_folder){.self = s,
                                   .name = HF_STR("the folder"),
                                   .read = read_file,
                                   .put = put,
                                   .append = append,
                                   .drop = drop};
}

static int make(void **state)
{
    struct shelf *s = calloc(1, sizeof *s);
    struct hf_secret secret;
    assert_non_null(s);
    world_make(&s->w, 2, 1);
    world_found(&s->w);
    s->fails_after = NEVER;
    s->trust = (struct hf_policy){
        .log = {{.name = HF_STR("court.example/log1")}}, .logs = 1, .quorum = HF_QUORUM_NONE};
    twin_key_pair(HF_KEY_LOG, &secret, &s->trust.log[0].key);
    hf_arena_init(&s->arena, malloc(ROOM), ROOM);
    const struct hf_tile_folder folder = folder_of(s);
    hf_tile_follow_init(&s->follow, s->w.desk[1], &folder);
    *state = s;
    return 0;
}

static int unmake(void **state)
{
    struct shelf *s = *state;
    for (size_t i = 0; i < s->count; i++)
        free((char *)(uintptr_t)s->file[i].bytes.at);
    hf_tile_follow_done(&s->follow);
    world_free(&s->w);
    free(s->arena.at);
    free(s);
    return 0;
}

/* ---- what happens ---- */

static uint64_t grow(struct shelf *s)
{
    int64_t size = 0;
    world_case(&s->w);
    assert_int_equal(hf_watch_checkpoint(s->w.desk[0], &s->w.arena, &size, &s->w.err), HF_OK);
    world_reset(&s->w);
    return (uint64_t)size;
}

static enum hf_rc turn(struct shelf *s, uint64_t *size)
{
    hf_arena_reset(&s->arena, 0);
    return hf_tile_follow_turn(&s->follow, &s->arena, size, &s->err);
}

static enum hf_rc give(void *context, struct hf_str path, struct hf_str *bytes, struct hf_err *err)
{
    const struct file *file = find(context, path);
    if (file == NULL)
        return hf_fail(err, HF_WORD_verify_no_file, path, HF_STR_NONE, HF_STR_NONE);
    *bytes = file->bytes;
    return HF_OK;
}

static void assert_whole(struct shelf *s, uint64_t size)
{
    struct hf_tile_log_verdict v;
    struct hf_tile_log_check check = {
        .hasher = &s->w.hasher, .arena = &s->arena, .trust = &s->trust, .read = give, .context = s};
    hf_arena_reset(&s->arena, 0);
    assert_int_equal(hf_tile_log_verify(&check, &v, &s->err), HF_OK);
    assert_true(v.trusted);
    assert_int_equal(v.size, size);
}

static void assert_follows(struct shelf *s, uint64_t size)
{
    uint64_t there;
    assert_int_equal(turn(s, &there), HF_OK);
    assert_int_equal(there, size);
    assert_whole(s, size);
}

/* All at once, at the end: the same bytes, and nothing of it is to be written. */
static enum hf_rc compare(void *context, struct hf_str path, struct hf_str bytes, bool stays,
                          struct hf_err *err)
{
    const struct file *file = find(context, path);
    (void)stays, (void)err;
    assert_non_null(file);
    assert_true(hf_str_eq(file->bytes, bytes));
    return HF_OK;
}

static void assert_same_as_anew(struct shelf *s)
{
    uint64_t size;
    hf_arena_reset(&s->arena, 0);
    assert_int_equal(hf_tile_log_make(s->w.desk[0], &s->arena, compare, s, &size, &s->err), HF_OK);
}

/* ---- tests ---- */

static void it_is_whole_after_every_checkpoint(void **state)
{
    struct shelf *s = *state;
    uint64_t size = 0;
    while (size < 600)
        assert_follows(s, size = grow(s));
    assert_same_as_anew(s);
    assert_int_equal(find(s, HF_STR("tile/entries/000"))->written, 1);
    assert_int_equal(find(s, HF_STR("tile/0/000"))->written, 1);
    assert_int_equal(find(s, HF_STR("key"))->written, 1);
}

static void narrow_tiles_go_when_the_next_is_full(void **state)
{
    struct shelf *s = *state;
    uint64_t size = 0;
    size_t zero = 0, one = 0;
    while (size < 600)
        assert_follows(s, size = grow(s));
    for (size_t i = 0; i < s->count; i++) {
        zero += strncmp(s->file[i].path, "tile/entries/000.p/", 19) == 0;
        one += strncmp(s->file[i].path, "tile/entries/001.p/", 19) == 0;
    }
    assert_int_equal(zero, 0);
    assert_true(one > 0);
}

static void several_checkpoints_in_one_turn_are_all_listed(void **state)
{
    struct shelf *s = *state;
    assert_follows(s, grow(s));
    grow(s);
    grow(s);
    assert_follows(s, grow(s));
    assert_same_as_anew(s);
}

static void nothing_new_writes_nothing(void **state)
{
    struct shelf *s = *state;
    uint64_t size = grow(s);
    assert_follows(s, size);
    s->fails_after = 0;
    assert_follows(s, size);
}

/* Wherever the disk fills up, what stands there stays whole, and the next turn goes on. */
static void a_disk_that_fills_up_loses_nothing(void **state)
{
    struct shelf *s = *state;
    uint64_t size = grow(s), there;
    int failures = 0;
    assert_follows(s, size);
    for (int at = 0; size < 600; at++) {
        uint64_t larger = grow(s);
        s->fails_after = at % 6;
        bool well = turn(s, &there) == HF_OK;
        failures += !well;
        assert_true(there == larger || (!well && there == size));
        s->fails_after = NEVER;
        assert_whole(s, there);
        assert_follows(s, size = larger);
    }
    assert_true(failures > 20);
    assert_same_as_anew(s);
}

static void one_who_begins_again_catches_up(void **state)
{
    struct shelf *s = *state;
    const struct hf_tile_folder folder = folder_of(s);
    uint64_t size = 0;
    while (size < 300)
        assert_follows(s, size = grow(s));
    hf_tile_follow_done(&s->follow);
    while (size < 560)
        size = grow(s);
    hf_tile_follow_init(&s->follow, s->w.desk[1], &folder);
    assert_follows(s, size);
    assert_follows(s, grow(s));
    assert_same_as_anew(s);
    assert_int_equal(find(s, HF_STR("tile/entries/000"))->written, 1);
}

static void a_list_that_somebody_else_wrote_is_written_anew(void **state)
{
    struct shelf *s = *state;
    assert_follows(s, grow(s));
    set(find(s, HF_STR("checkpoints")), HF_STR("x"), HF_STR(""));
    assert_follows(s, grow(s));
    assert_same_as_anew(s);
}

static void assert_refused(struct shelf *s, const char *code)
{
    const struct hf_tile_folder folder = folder_of(s);
    uint64_t there;
    hf_tile_follow_done(&s->follow);
    hf_tile_follow_init(&s->follow, s->w.desk[1], &folder);
    s->fails_after = 0; /* nothing is written there */
    grow(s);
    assert_int_equal(turn(s, &there), HF_CONFLICT);
    assert_str(hf_err_code(&s->err), code);
}

static void change(struct shelf *s, const char *path, size_t line, char with)
{
    struct file *file = find(s, hf_str_of(path));
    char *at = (char *)(uintptr_t)file->bytes.at;
    for (; line > 0; line--)
        at = strchr(at, '\n') + 1;
    *at = with;
}

static void the_folder_of_another_log_is_refused(void **state)
{
    struct shelf *s = *state;
    assert_follows(s, grow(s));
    change(s, "key", 0, 'k');
    assert_refused(s, "tiles_foreign");
    change(s, "key", 0, 'c');
    change(s, "checkpoint", 0, 'k');
    assert_refused(s, "tiles_foreign");
}

/* Its checkpoint says what a log of another size, or of other leaves, would say. */
static void pretend(struct shelf *s, uint64_t size)
{
    struct hf_buf note = hf_buf_in(&s->w.arena, 512);
    struct hf_checkpoint other = {
        .origin = HF_STR("court.example/log1"), .size = size, .root = {.byte = {7}}};
    hf_checkpoint_put(&note, &other);
    hf_buf_put(&note, HF_STR("\n\xe2\x80\x94 court.example/log1 AAAAAAAA\n"));
    set(find(s, HF_STR("checkpoint")), HF_STR(""), hf_buf_str(&note));
}

static void one_that_is_ahead_is_refused(void **state)
{
    struct shelf *s = *state;
    assert_follows(s, grow(s));
    pretend(s, 100000);
    assert_refused(s, "tiles_ahead");
}

static void one_with_another_history_is_refused(void **state)
{
    struct shelf *s = *state;
    uint64_t size = grow(s);
    assert_follows(s, size);
    pretend(s, size);
    assert_refused(s, "tiles_other");
    set(find(s, HF_STR("checkpoint")), HF_STR("nonsense"), HF_STR(""));
    assert_refused(s, "tiles_unread");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_whole_after_every_checkpoint, make, unmake),
        cmocka_unit_test_setup_teardown(narrow_tiles_go_when_the_next_is_full, make, unmake),
        cmocka_unit_test_setup_teardown(several_checkpoints_in_one_turn_are_all_listed, make, unmake),
        cmocka_unit_test_setup_teardown(nothing_new_writes_nothing, make, unmake),
        cmocka_unit_test_setup_teardown(a_disk_that_fills_up_loses_nothing, make, unmake),
        cmocka_unit_test_setup_teardown(one_who_begins_again_catches_up, make, unmake),
        cmocka_unit_test_setup_teardown(a_list_that_somebody_else_wrote_is_written_anew, make, unmake),
        cmocka_unit_test_setup_teardown(the_folder_of_another_log_is_refused, make, unmake),
        cmocka_unit_test_setup_teardown(one_that_is_ahead_is_refused, make, unmake),
        cmocka_unit_test_setup_teardown(one_with_another_history_is_refused, make, unmake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
