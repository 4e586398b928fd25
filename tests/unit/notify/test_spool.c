/* SPDX-License-Identifier: Apache-2.0 */
/* The spool: whole files out under names that tell nothing, whole files in and nothing else. */
#include "port/courier_suite.h"
#include "unit/unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desk/classes.h"
#include "notify/arrivals.h"
#include "notify/box.h"
#include "notify/spool.h"

enum { OFFERS_MAX = 64, TOKEN_LONGEST = 64 };

struct room {
    char folder[64], file[400];
    int64_t now_ms;
    struct hf_arrivals *arrivals;
    char offered[OFFERS_MAX][TOKEN_LONGEST];
    size_t offers, refusals;
    const struct hf_err *answer; /* what the desk says; NULL: taken */
    bool full;                   /* the desk takes nothing now */
    struct hf_err last;
};

static int64_t now(void *self)
{
    return ((struct room *)self)->now_ms;
}

/* ---- the desk ---- */

static enum hf_rc offer(void *self, const struct hf_request *request, hf_done_fn done, void *context,
                        struct hf_err *err)
{
    struct room *room = self;
    struct hf_response response = {.outcome = room->answer == NULL ? HF_DONE : HF_REFUSED_ANSWER,
                                   .err = room->answer};
    if (room->full)
        return hf_fail(err, HF_WORD_desk_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    assert_true(room->offers < OFFERS_MAX);
    snprintf(room->offered[room->offers++], TOKEN_LONGEST, "%.*s", HF_STR_ARG(request->token));
    done(context, &response);
    return HF_OK;
}

static void refused(void *context, struct hf_str box, const struct hf_err *err)
{
    struct room *room = context;
    assert_str(box, "xs");
    room->refusals++;
    room->last = *err;
}

/* ---- files ---- */

static const char *path(struct room *room, const char *name)
{
    snprintf(room->file, sizeof room->file, "%s/%s", room->folder, name);
    return room->file;
}

static void put(struct room *room, const char *name, const char *text)
{
    FILE *file = fopen(path(room, name), "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static bool is_there(struct room *room, const char *name)
{
    return access(path(room, name), F_OK) == 0;
}

static size_t count_files(struct room *room, const char *name, char last[300])
{
    DIR *files = opendir(path(room, name));
    size_t count = 0;
    for (struct dirent *entry; files != NULL && (entry = readdir(files)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            snprintf(last, 300, "%s/%s", name, entry->d_name);
            count++;
        }
    if (files != NULL)
        closedir(files);
    return count;
}

static int begin(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    struct hf_err err;
    assert_non_null(room);
    snprintf(room->folder, sizeof room->folder, "/tmp/holdfast-spool-XXXXXX");
    assert_non_null(mkdtemp(room->folder));
    assert_int_equal(mkdir(path(room, "xs"), 0700), 0);
    assert_int_equal(mkdir(path(room, "xs/in"), 0700), 0);
    const struct hf_arrivals_setup setup = {.folder = room->folder,
                                            .clock = {.self = room, .wall_ms = now, .steady_ms = now},
                                            .inlet = {.self = room, .offer = offer},
                                            .refused = refused,
                                            .context = room};
    assert_int_equal(hf_arrivals_open(&setup, &room->arrivals, &err), HF_OK);
    *state = room;
    return 0;
}

static int remove_one(const char *name, const struct stat *found, int kind, struct FTW *where)
{
    (void)found, (void)kind, (void)where;
    return remove(name);
}

static int end(void **state)
{
    struct room *room = *state;
    hf_arrivals_close(room->arrivals);
    nftw(room->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(room);
    return 0;
}

static void pass(struct room *room, int64_t ms)
{
    hf_arrivals_mind(room->arrivals);
    room->now_ms += ms;
    hf_arrivals_mind(room->arrivals); /* offers */
    hf_arrivals_mind(room->arrivals); /* settles */
}

/* ---- out ---- */

static struct hf_courier open_courier(struct room *room)
{
    const struct hf_spool_setup setup = {.folder = room->folder,
                                         .clock = {.self = room, .wall_ms = now, .steady_ms = now}};
    struct hf_courier courier;
    struct hf_err err;
    assert_int_equal(hf_spool_open(&setup, &courier, &err), HF_OK);
    return courier;
}

static struct hf_str send(struct hf_courier *courier, const char *address, const char *token)
{
    static unsigned char memory[4096];
    struct hf_arena arena;
    struct hf_parcel parcel = {.ticket = 7, .address = hf_str_of(address), .token = hf_str_of(token)};
    struct hf_parcel_result result;
    size_t count, pending;
    struct hf_err err;
    hf_arena_init(&arena, memory, sizeof memory);
    assert_int_equal(courier->start(courier->self, &parcel, 1, &err), HF_OK);
    assert_int_equal(courier->turn(courier->self, 0, &arena, &result, 1, &count, &pending, &err), HF_OK);
    assert_int_equal(count, 1);
    assert_int_equal(result.ticket, 7);
    return result.class_name;
}

static void a_notice_becomes_a_file_whose_name_tells_nothing(void **state)
{
    struct room *room = *state;
    struct hf_courier courier = open_courier(room);
    char name[300], again[300], bytes[64] = "";
    struct stat found;
    assert_str(send(&courier, "spool:xs", "a.token.here"), HF_CLASS_RECEIVED);
    assert_int_equal(count_files(room, "xs/out", name), 1);
    assert_int_equal(strlen(name), strlen("xs/out/") + HF_BOX_FILE_NAME);
    assert_null(strstr(name, "token"));
    FILE *file = fopen(path(room, name), "rb");
    assert_int_equal(fread(bytes, 1, sizeof bytes, file), 12);
    fclose(file);
    assert_string_equal(bytes, "a.token.here");
    assert_int_equal(stat(path(room, name), &found), 0);
    assert_int_equal(found.st_mode & 077, 0); /* for its owner alone */
    assert_str(send(&courier, "spool:xs", "a.token.here"), HF_CLASS_RECEIVED);
    assert_int_equal(count_files(room, "xs/out", again), 1);
    assert_string_equal(again, name);
    courier.stop(courier.self);
}

static void a_box_is_never_a_path(void **state)
{
    struct room *room = *state;
    struct hf_courier courier = open_courier(room);
    static const char *const names[] = {"spool:../out",  "spool:",   "spool:a/b",
                                        "spool:.hidden", "spool:XS", "spool:a b"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_str(send(&courier, names[i], "x"), HF_CLASS_PERMANENT);
    courier.stop(courier.self);
}

static size_t received(void *self, struct hf_str *last)
{
    static char bytes[4096];
    struct room *room = self;
    char name[300];
    size_t count = count_files(room, "takes/out", name);
    time_t newest = 0;
    DIR *files = opendir(path(room, "takes/out"));
    for (struct dirent *entry; files != NULL && (entry = readdir(files)) != NULL;) {
        struct stat found;
        snprintf(name, sizeof name, "takes/out/%s", entry->d_name);
        if (entry->d_name[0] == '.' || stat(path(room, name), &found) != 0 || found.st_mtime < newest)
            continue;
        FILE *file = fopen(path(room, name), "rb");
        last->at = bytes;
        last->len = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
    }
    if (files != NULL)
        closedir(files);
    return count;
}

/* "gone" is a file where the box would be. */
static void the_spool_keeps_to_the_rules_of_every_courier(void **state)
{
    struct room *room = *state;
    put(room, "gone", "");
    struct courier_stage stage = {.courier = open_courier(room),
                                  .takes = HF_STR("spool:takes"),
                                  .refuses = HF_STR("spool:no/such"),
                                  .nowhere = HF_STR("spool:gone"),
                                  .foreign = HF_STR("https://takes.example/"),
                                  .silent = true,
                                  .room = 64,
                                  .received = received,
                                  .self = room};
    courier_suite(&stage);
    stage.courier.stop(stage.courier.self);
}

/* ---- in ---- */

static void a_file_that_stands_still_is_taken_once_and_removed(void **state)
{
    struct room *room = *state;
    put(room, "xs/in/anything", "a.b.c\n");
    pass(room, 500);
    assert_int_equal(room->offers, 0);
    pass(room, 600);
    assert_int_equal(room->offers, 1);
    assert_string_equal(room->offered[0], "a.b.c");
    assert_false(is_there(room, "xs/in/anything"));
    pass(room, 60000);
    assert_int_equal(room->offers, 1);
}

static void a_file_that_is_still_being_written_is_left_alone(void **state)
{
    struct room *room = *state;
    static const char whole[] = "ababababab";
    char text[sizeof whole];
    for (int i = 1; i <= 5; i++) {
        snprintf(text, sizeof text, "%.*s", 2 * i, whole);
        put(room, "xs/in/slow", text);
        pass(room, 900);
    }
    assert_int_equal(room->offers, 0);
    pass(room, 1100);
    assert_int_equal(room->offers, 1);
    assert_string_equal(room->offered[0], "ababababab");
}

static void hidden_files_links_and_folders_are_no_tokens(void **state)
{
    struct room *room = *state;
    put(room, "xs/in/.part", "a.b.c");
    put(room, "secret", "s.e.c");
    char target[400];
    snprintf(target, sizeof target, "%s/secret", room->folder);
    assert_int_equal(symlink(target, path(room, "xs/in/link")), 0);
    assert_int_equal(mkdir(path(room, "xs/in/folder"), 0700), 0);
    assert_int_equal(mkfifo(path(room, "xs/in/pipe"), 0600), 0);
    pass(room, 5000);
    pass(room, 5000);
    assert_int_equal(room->offers, 0);
    assert_true(is_there(room, "secret"));
}

static void what_is_refused_is_put_aside_with_its_reason(void **state)
{
    struct room *room = *state;
    struct hf_err err;
    hf_fail(&err, HF_WORD_token_signature, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    room->answer = &err;
    put(room, "xs/in/bad", "a.b.c");
    pass(room, 2000);
    assert_int_equal(room->offers, 1); /* perhaps it is not whole yet */
    assert_true(is_there(room, "xs/in/bad"));
    for (int i = 0; i < 6; i++)
        pass(room, 8000);
    assert_int_equal(room->refusals, 1);
    assert_int_equal(room->last.word, HF_WORD_token_signature);
    assert_false(is_there(room, "xs/in/bad"));
    assert_true(is_there(room, "xs/refused/bad"));
    assert_true(is_there(room, "xs/refused/bad.why"));
}

static void a_desk_that_is_full_or_away_loses_nothing(void **state)
{
    struct room *room = *state;
    struct hf_err err;
    put(room, "xs/in/one", "a.b.c");
    room->full = true;
    pass(room, 2000);
    room->full = false;
    hf_fail(&err, HF_WORD_ledger_away, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    room->answer = &err;
    for (int i = 0; i < 10; i++)
        pass(room, 8000);
    assert_int_equal(room->refusals, 0);
    assert_true(is_there(room, "xs/in/one"));
    room->answer = NULL;
    pass(room, 8000);
    assert_false(is_there(room, "xs/in/one"));
}

static void a_hundred_megabytes_are_refused_without_being_read(void **state)
{
    struct room *room = *state;
    int fd = open(path(room, "xs/in/huge"), O_CREAT | O_WRONLY, 0600);
    assert_int_equal(ftruncate(fd, 100 << 20), 0);
    close(fd);
    for (int i = 0; i < 6; i++)
        pass(room, 8000);
    assert_int_equal(room->offers, 0);
    assert_int_equal(room->refusals, 1);
    assert_int_equal(room->last.word, HF_WORD_token_too_large);
    assert_true(is_there(room, "xs/refused/huge"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_notice_becomes_a_file_whose_name_tells_nothing),
        TEST(a_box_is_never_a_path),
        TEST(the_spool_keeps_to_the_rules_of_every_courier),
        TEST(a_file_that_stands_still_is_taken_once_and_removed),
        TEST(a_file_that_is_still_being_written_is_left_alone),
        TEST(hidden_files_links_and_folders_are_no_tokens),
        TEST(what_is_refused_is_put_aside_with_its_reason),
        TEST(a_desk_that_is_full_or_away_loses_nothing),
        TEST(a_hundred_megabytes_are_refused_without_being_read),
    };
    return cmocka_run_group_tests_name("spool", tests, NULL, NULL);
}
