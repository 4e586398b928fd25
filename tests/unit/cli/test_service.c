/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of `serve` that need no database; the whole of it is tested by killing it (tests/crash). */
#include "cli/service.h"

#include "unit/unit.h"

static struct hf_arena arena;
static unsigned char room[64 * 1024];
static struct hf_err err;

static enum hf_rc read_networks(const char *text, const struct hf_network **network, size_t *count)
{
    hf_arena_init(&arena, room, sizeof room);
    return hf_networks_read(&arena, hf_str_of(text), HF_STR("--allow"), network, count, &err);
}

static void networks_stand_side_by_side(void **state)
{
    (void)state;
    const struct hf_network *network;
    size_t count;
    assert_int_equal(read_networks("127.0.0.0/8  10.1.0.0/16 ::1", &network, &count), HF_OK);
    assert_int_equal(count, 3);
    assert_int_equal(network[0].bits, 96 + 8);
    assert_int_equal(network[1].bits, 96 + 16);
    assert_int_equal(network[2].bits, 128);
}

static void no_network_is_none(void **state)
{
    (void)state;
    const struct hf_network *network;
    size_t count = 7;
    assert_int_equal(read_networks("", &network, &count), HF_OK);
    assert_int_equal(count, 0);
}

static void what_is_no_network_is_named(void **state)
{
    (void)state;
    const struct hf_network *network;
    size_t count;
    assert_int_equal(read_networks("127.0.0.0/8 loopback", &network, &count), HF_BAD_INPUT);
    assert_int_equal(err.word, HF_WORD_serve_network);
    assert_string_equal(err.arg[0], "loopback");
    assert_string_equal(err.where, "--allow");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(networks_stand_side_by_side),
        cmocka_unit_test(no_network_is_none),
        cmocka_unit_test(what_is_no_network_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
