/* SPDX-License-Identifier: Apache-2.0 */
/* Processes are run, read, bounded in time and ended. */
#include <stdlib.h>
#include <unistd.h>

#include "cli/child.h"
#include "unit/unit.h"

static struct hf_arena arena;
static struct hf_err err;

static void both_streams_and_the_code_come_back(void **state)
{
    static const char *const argv[] = {"sh", "-c", "echo out; echo told >&2; exit 7", NULL};
    struct hf_ran ran;
    (void)state;
    assert_int_equal(hf_child_run(argv, 10000, &arena, &ran, &err), HF_OK);
    assert_int_equal(ran.code, 7);
    assert_str(ran.out, "out\n");
    assert_str(ran.messages, "told\n");
}

static void much_output_does_not_block(void **state)
{
    static const char *const argv[] = {"sh", "-c", "yes | head -c 300000; yes | head -c 200000 >&2", NULL};
    struct hf_ran ran;
    (void)state;
    assert_int_equal(hf_child_run(argv, 10000, &arena, &ran, &err), HF_OK);
    assert_int_equal(ran.out.len, 300000);
    assert_int_equal(ran.messages.len, 200000);
}

static void one_that_takes_too_long_is_ended(void **state)
{
    static const char *const argv[] = {"sleep", "600", NULL};
    struct hf_ran ran;
    (void)state;
    assert_int_equal(hf_child_run(argv, 100, &arena, &ran, &err), HF_FAILED);
    assert_str(hf_err_code(&err), "child_late");
}

static void a_program_that_is_not_there_fails(void **state)
{
    static const char *const argv[] = {"no-such-program-here", NULL};
    struct hf_ran ran;
    (void)state;
    assert_int_equal(hf_child_run(argv, 5000, &arena, &ran, &err), HF_OK);
    assert_int_equal(ran.code, 127);
}

static void one_that_goes_on_is_read_and_stopped(void **state)
{
    static const char *const argv[] = {"sh", "-c",
                                       "trap 'exit 3' TERM; echo ready; while :; do sleep 0.05; done", NULL};
    struct hf_child child;
    struct hf_str line;
    (void)state;
    assert_int_equal(hf_child_start(argv, "/dev/null", &child, &err), HF_OK);
    assert_int_equal(hf_child_line(&child, 10000, &arena, &line, &err), HF_OK);
    assert_str(line, "ready");
    assert_true(hf_child_lives(&child));
    assert_int_equal(hf_child_stop(&child, 10000), 3);
    assert_false(hf_child_lives(&child));
}

static void one_that_does_not_listen_is_killed(void **state)
{
    static const char *const argv[] = {"sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.05; done",
                                       NULL};
    struct hf_child child;
    struct hf_str line;
    (void)state;
    assert_int_equal(hf_child_start(argv, "/dev/null", &child, &err), HF_OK);
    assert_int_equal(hf_child_line(&child, 10000, &arena, &line, &err), HF_OK);
    assert_int_equal(hf_child_stop(&child, 100), -1);
}

static void a_line_that_does_not_come_is_not_waited_for_long(void **state)
{
    static const char *const silent[] = {"sleep", "600", NULL}, *const ended[] = {"true", NULL};
    struct hf_child child;
    struct hf_str line;
    (void)state;
    assert_int_equal(hf_child_start(silent, "/dev/null", &child, &err), HF_OK);
    assert_int_equal(hf_child_line(&child, 100, &arena, &line, &err), HF_FAILED);
    assert_str(hf_err_code(&err), "child_late");
    (void)hf_child_stop(&child, 1000);
    assert_int_equal(hf_child_start(ended, "/dev/null", &child, &err), HF_OK);
    assert_int_equal(hf_child_line(&child, 10000, &arena, &line, &err), HF_FAILED);
    assert_str(hf_err_code(&err), "child_ended");
    (void)hf_child_stop(&child, 1000);
    assert_int_equal(hf_child_start(ended, "/no/such/folder/log", &child, &err), HF_FAILED);
    assert_str(hf_err_code(&err), "child_start");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_streams_and_the_code_come_back),
        cmocka_unit_test(much_output_does_not_block),
        cmocka_unit_test(one_that_takes_too_long_is_ended),
        cmocka_unit_test(a_program_that_is_not_there_fails),
        cmocka_unit_test(one_that_goes_on_is_read_and_stopped),
        cmocka_unit_test(one_that_does_not_listen_is_killed),
        cmocka_unit_test(a_line_that_does_not_come_is_not_waited_for_long),
    };
    hf_arena_init(&arena, malloc((size_t)16 << 20), (size_t)16 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(arena.at);
    return failed;
}
