/* SPDX-License-Identifier: Apache-2.0 */
/* How much one command may set in motion: 4,096 events, and no more may wait than memory bears. */
#include <stdlib.h>

#include "unit/casefile/bench.h"

static struct hf_rehearsal *b;

static void add_items(void **state, int count)
{
    b = bench_begin(state, "tests/vectors/workflow/storm.json");
    bench_do(b, "legal_officer", "case", "open", NULL);
    for (int i = 0; i < count; i++)
        bench_do(b, "legal_officer", "item", "add", NULL);
}

static void refuse(const char *event)
{
    struct hf_id officer = bench_person(b, "legal_officer");
    uint32_t seq = hf_case_head(&b->c)->seq;
    assert_int_equal(bench_act(b, &officer, "legal_officer", "case", event, NULL), HF_REFUSED);
    assert_str(hf_err_code(&b->err), "cascade_too_large");
    assert_int_equal(hf_case_head(&b->c)->seq, seq);
}

static void so_many_events_as_are_allowed_happen(void **state)
{
    add_items(state, 63);
    bench_do(b, "legal_officer", "case", "stir", NULL);
    assert_int_equal(b->last.count, 1 + 63 + 63 * 63);
}

static void more_are_refused_and_nothing_happens(void **state)
{
    add_items(state, 64);
    refuse("stir");
}

static void a_storm_is_refused_before_it_fills_the_memory(void **state)
{
    add_items(state, 64);
    refuse("storm"); /* 64 times 384 wait for their turn, and each of these calls 64 more */
}

int main(void)
{
#define ON_STORM(test) cmocka_unit_test_teardown(test, bench_end)
    const struct CMUnitTest tests[] = {
        ON_STORM(so_many_events_as_are_allowed_happen),
        ON_STORM(more_are_refused_and_nothing_happens),
        ON_STORM(a_storm_is_refused_before_it_fills_the_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
