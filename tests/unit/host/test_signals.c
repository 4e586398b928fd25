/* SPDX-License-Identifier: Apache-2.0 */
#include "host/signals.h"

#include <signal.h>
#include <sys/wait.h>

#include "unit/host/host.h"

/* In a child: exits 0 when it was asked to stop, 1 when the time was over; the second signal kills it. */
static void child(int ready, bool again)
{
    hf_signals_begin();
    if (write(ready, "r", 1) != 1 || !hf_signals_wait(20000))
        _exit(1);
    if (again) {
        if (write(ready, "r", 1) == 1)
            sleep(20);
        _exit(2);
    }
    _exit(0);
}

static pid_t start(int *ready, bool again)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0)
        child(ends[1], again);
    close(ends[1]);
    *ready = ends[0];
    return pid;
}

static void await(int ready)
{
    char byte;
    assert_int_equal(read(ready, &byte, 1), 1);
}

static void a_request_to_stop_is_waited_for(void **state)
{
    static const int asked[] = {SIGTERM, SIGINT};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        int ready, status;
        pid_t pid = start(&ready, false);
        await(ready);
        assert_int_equal(kill(pid, asked[i]), 0);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        close(ready);
    }
}

static void a_second_signal_ends_the_program_at_once(void **state)
{
    int ready, status;
    (void)state;
    pid_t pid = start(&ready, true);
    await(ready);
    assert_int_equal(kill(pid, SIGTERM), 0);
    await(ready);
    assert_int_equal(kill(pid, SIGTERM), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    close(ready);
}

static void without_one_the_wait_ends(void **state)
{
    (void)state;
    hf_signals_begin();
    assert_false(hf_signals_wait(1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_request_to_stop_is_waited_for),
        TEST(a_second_signal_ends_the_program_at_once),
        TEST(without_one_the_wait_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
