/* SPDX-License-Identifier: Apache-2.0 */
/* Embedded events that are not raised at once: kept whole, performed later, what is personal in them sealed.
 */
#include <stdlib.h>

#include "unit/casefile/bench.h"

static struct hf_rehearsal *b;

static int open_claim(void **state)
{
    b = bench_begin(state, "tests/vectors/workflow/claim.json");
    bench_do(b, "legal_officer", "case", "open", NULL);
    bench_do(b, "legal_officer", "measure", "add", NULL);
    bench_do(b, "legal_officer", "measure", "add", NULL);
    bench_do(b, "legal_officer", "claim", "lodge", "{'measures':['measure/1','measure/2']}");
    return 0;
}

static struct hf_str stored(size_t event)
{
    return b->last.events[event].payload_bytes;
}

static void a_decision_is_kept_and_takes_effect_when_it_is_final(void **state)
{
    (void)state;
    bench_do(b, "chamber", "claim/1", "decide",
             "{'decisions':[{'on':'measure/2','event':'lift','payload':{'part':40}},"
             "{'on':'measure/1','event':'lift','effective_at':'2026-11-20','payload':{'part':100}}]}");
    assert_int_equal(b->last.count, 1);
    assert_str(stored(0), "{\"_made\":{\"take\":[\"decisions\"]},\"decisions\":["
                          "{\"event\":\"lift\",\"on\":\"measure/2\",\"payload\":{\"part\":40}},"
                          "{\"effective_at\":\"2026-11-20\",\"event\":\"lift\",\"on\":\"measure/1\","
                          "\"payload\":{\"part\":100}}]}");
    assert_str(bench_state(b, "measure/2"), "held");
    bench_wait(b, 30);
    bench_do(b, "chamber", "claim/1", "become_final", NULL);
    assert_int_equal(b->last.count, 3);
    assert_str(b->last.events[1].header.on, "measure/2");
    assert_str(b->last.events[2].header.effective_at, "2026-11-20");
    assert_str(bench_state(b, "measure/1"), "lifted");
    assert_str(hf_case_datum(&b->c, hf_case_find(&b->flows, &b->c, HF_STR("measure/2")), 0).json, "40");
}

static void what_it_says_of_persons_is_sealed(void **state)
{
    (void)state;
    bench_do(b, "chamber", "claim/1", "hear",
             "{'said':[{'on':'measure/1','event':'keep','payload':{'remark':'Octavian Marrow said so'}}]}");
    assert_false(hf_str_contains(stored(0), HF_STR("Octavian")));
    assert_true(hf_str_contains(stored(0), HF_STR("\"payload\":{\"_hidden\":[\"remark\"],\"_sd\":[")));
    assert_int_equal(b->last.events[0].hiddens, 1);
}

static void a_kept_event_is_checked_when_it_is_told(void **state)
{
    struct hf_id chamber = bench_person(b, "chamber");
    (void)state;
    assert_int_equal(bench_act(b, &chamber, "chamber", "claim/1", "decide",
                               "{'decisions':[{'on':'measure/1','event':'lift','payload':{'part':101}}]}"),
                     HF_BAD_INPUT);
    assert_int_equal(bench_act(b, &chamber, "chamber", "claim/1", "decide",
                               "{'decisions':[{'on':'measure/1','event':'keep','payload':{}}]}"),
                     HF_BAD_INPUT);
}

int main(void)
{
#define ON_CLAIM(test) cmocka_unit_test_setup_teardown(test, open_claim, bench_end)
    const struct CMUnitTest tests[] = {
        ON_CLAIM(a_decision_is_kept_and_takes_effect_when_it_is_final),
        ON_CLAIM(what_it_says_of_persons_is_sealed),
        ON_CLAIM(a_kept_event_is_checked_when_it_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
