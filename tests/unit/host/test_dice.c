/* SPDX-License-Identifier: Apache-2.0 */
#include "host/dice.h"
#include "unit/host/host.h"

static void every_byte_is_thrown_and_no_two_throws_are_alike(void **state)
{
    static unsigned char one[100000], two[100000];
    struct hf_dice dice = hf_host_dice();
    size_t seen[256] = {0};
    (void)state;
    dice.fill(dice.self, one, sizeof one);
    dice.fill(dice.self, two, sizeof two);
    assert_memory_not_equal(one, two, 32);
    for (size_t i = 0; i < sizeof one; i++)
        seen[one[i]]++;
    for (size_t i = 0; i < 256; i++) /* 391 each is expected, 20 the deviation */
        assert_true(seen[i] > 200 && seen[i] < 600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(every_byte_is_thrown_and_no_two_throws_are_alike)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
