/* SPDX-License-Identifier: Apache-2.0 */
#include "host/clock.h"

#include <time.h>

#include "unit/host/host.h"

static bool near(int64_t a_ms, int64_t b_ms)
{
    int64_t apart_ms = a_ms > b_ms ? a_ms - b_ms : b_ms - a_ms;
    return apart_ms < 30000;
}

static int64_t machine_ms(void)
{
    return (int64_t)time(NULL) * 1000;
}

static int64_t wall_of(struct hf_host_clock *clock)
{
    struct hf_clock_port port = hf_host_clock_port(clock);
    return port.wall_ms(port.self);
}

static void the_machine_tells_the_time(void **state)
{
    struct hf_host_clock clock;
    (void)state;
    assert_int_equal(hf_host_clock_open(&clock, state_dir, &err), HF_OK);
    assert_true(near(wall_of(&clock), machine_ms()));
    assert_int_equal(hf_host_clock_open(&clock, NULL, &err), HF_OK);
    assert_true(near(wall_of(&clock), machine_ms()));
}

static void steady_time_never_goes_back(void **state)
{
    struct hf_host_clock clock;
    (void)state;
    assert_int_equal(hf_host_clock_open(&clock, NULL, &err), HF_OK);
    struct hf_clock_port port = hf_host_clock_port(&clock);
    int64_t before_ms = port.steady_ms(port.self);
    usleep(3000);
    assert_true(port.steady_ms(port.self) > before_ms);
}

static void a_jump_in_a_demo_reaches_clocks_already_open(void **state)
{
    struct hf_host_clock before, after;
    (void)state;
    assert_int_equal(hf_state_mark_demo(state_dir, &err), HF_OK);
    assert_int_equal(hf_host_clock_open(&before, state_dir, &err), HF_OK);
    assert_int_equal(hf_host_clock_jump(state_dir, 15 * HF_MS_PER_DAY, &err), HF_OK);
    assert_int_equal(hf_host_clock_jump(state_dir, HF_MS_PER_DAY, &err), HF_OK);
    assert_int_equal(hf_host_clock_open(&after, state_dir, &err), HF_OK);
    assert_true(near(wall_of(&before), machine_ms() + 16 * HF_MS_PER_DAY));
    assert_true(near(wall_of(&after), machine_ms() + 16 * HF_MS_PER_DAY));
}

static void no_other_state_has_a_clock_of_its_own(void **state)
{
    struct hf_host_clock clock;
    (void)state;
    assert_refused(hf_host_clock_jump(state_dir, 1000, &err), clock_foreign);
    put_file("clock", "86400000\n");
    assert_refused(hf_host_clock_open(&clock, state_dir, &err), clock_foreign);
}

static void the_clock_does_not_go_back(void **state)
{
    (void)state;
    assert_int_equal(hf_state_mark_demo(state_dir, &err), HF_OK);
    assert_refused(hf_host_clock_jump(state_dir, -1, &err), clock_back);
    assert_refused(hf_host_clock_jump(state_dir, INT64_MAX, &err), clock_back);
}

static void an_offset_that_is_none_is_refused(void **state)
{
    static const char *const wrong[] = {
        "", "tomorrow", "-5", "99999999999999999", "1 2", "000000000000000000000000000000000000000"};
    struct hf_host_clock clock;
    (void)state;
    assert_int_equal(hf_state_mark_demo(state_dir, &err), HF_OK);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        put_file("clock", wrong[i]);
        assert_refused(hf_host_clock_open(&clock, state_dir, &err), clock_malformed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_machine_tells_the_time),
        TEST(steady_time_never_goes_back),
        TEST(a_jump_in_a_demo_reaches_clocks_already_open),
        TEST(no_other_state_has_a_clock_of_its_own),
        TEST(the_clock_does_not_go_back),
        TEST(an_offset_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
