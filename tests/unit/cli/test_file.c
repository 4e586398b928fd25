/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "typed.h"

static struct hf_arena *arena(void)
{
    return fresh_cli()->arena;
}

static void a_file_is_read_whole(void **state)
{
    (void)state;
    struct hf_str text;
    struct hf_err err;
    assert_int_equal(hf_file_read(HF_STR("LICENSE"), 1 << 20, arena(), &text, &err), HF_OK);
    assert_said(text, "Apache License");
    assert_int_equal(hf_file_read(HF_STR("/dev/null"), 1 << 20, arena(), &text, &err), HF_OK);
    assert_int_equal(text.len, 0);
}

static void standard_input_is_read_to_its_end(void **state)
{
    (void)state;
    struct hf_str text;
    struct hf_err err;
    int kept = dup(STDIN_FILENO), file = open("LICENSE", O_RDONLY);
    dup2(file, STDIN_FILENO);
    assert_int_equal(hf_file_read(HF_STR("-"), 1 << 20, arena(), &text, &err), HF_OK);
    assert_said(text, "Apache License");
    dup2(kept, STDIN_FILENO);
    close(kept);
    close(file);
}

static void what_cannot_be_read_is_refused_by_name(void **state)
{
    (void)state;
    struct hf_str text;
    struct hf_err err;
    assert_int_equal(hf_file_read(HF_STR("/nowhere"), 10, arena(), &text, &err), HF_NOT_FOUND);
    assert_int_equal(err.word, HF_WORD_cli_no_file);
    assert_int_equal(hf_file_read(HF_STR("/"), 10, arena(), &text, &err), HF_BAD_INPUT);
    assert_int_equal(err.word, HF_WORD_cli_file);
    assert_int_equal(hf_file_read(HF_STR("LICENSE"), 10, arena(), &text, &err), HF_BAD_INPUT);
    assert_int_equal(err.word, HF_WORD_too_large);
}

static void the_file_stands_before_the_place(void **state)
{
    (void)state;
    struct hf_err err;
    hf_fail(&err, HF_WORD_json_end, HF_STR("3:14"), HF_STR_NONE, HF_STR_NONE);
    assert_int_equal(hf_file_blame(HF_STR("a.json"), HF_BAD_INPUT, &err), HF_BAD_INPUT);
    assert_string_equal(err.where, "a.json:3:14");
    hf_fail(&err, HF_WORD_json_end, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_file_blame(HF_STR("a.json"), HF_BAD_INPUT, &err);
    assert_string_equal(err.where, "a.json");
    char room[2 * HF_ERR_WHERE_MAX];
    memset(room, 'p', sizeof room);
    hf_file_blame((struct hf_str){room, sizeof room}, HF_BAD_INPUT, &err);
    assert_true(strlen(err.where) < HF_ERR_WHERE_MAX);
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void what_is_replaced_keeps_its_rights_and_its_links(void **state)
{
    (void)state;
    char room[] = "/tmp/holdfast-XXXXXX", name[40], link[40];
    struct stat status;
    struct hf_str text;
    struct hf_err err;
    assert_non_null(mkdtemp(room));
    snprintf(name, sizeof name, "%s/a.json", room);
    snprintf(link, sizeof link, "%s/b.json", room);
    put(name, "old");
    assert_int_equal(chmod(name, 0640), 0);
    assert_int_equal(symlink("a.json", link), 0);
    assert_int_equal(hf_file_replace(hf_str_of(link), HF_STR("new"), arena(), &err), HF_OK);
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(lstat(name, &status), 0);
    assert_true(S_ISREG(status.st_mode));
    assert_int_equal(status.st_mode & 07777, 0640);
    assert_int_equal(hf_file_read(hf_str_of(name), 10, arena(), &text, &err), HF_OK);
    assert_true(hf_str_eq(text, HF_STR("new")));
    assert_int_equal(unlink(name), 0);
    assert_int_equal(hf_file_replace(hf_str_of(link), HF_STR("new"), arena(), &err), HF_FAILED);
    assert_int_equal(err.word, HF_WORD_cli_output);
    assert_int_equal(unlink(link), 0);
    assert_int_equal(mkfifo(name, 0600), 0);
    assert_int_equal(hf_file_replace(hf_str_of(name), HF_STR("new"), arena(), &err), HF_FAILED);
    assert_int_equal(unlink(name), 0);
    assert_int_equal(rmdir(room), 0); /* nothing was left beside it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_whole),
        cmocka_unit_test(standard_input_is_read_to_its_end),
        cmocka_unit_test(what_cannot_be_read_is_refused_by_name),
        cmocka_unit_test(the_file_stands_before_the_place),
        cmocka_unit_test(what_is_replaced_keeps_its_rights_and_its_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
