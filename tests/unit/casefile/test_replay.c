/* SPDX-License-Identifier: Apache-2.0 */
/* What replay says of bytes that were changed after they were stored. */
#include <stdio.h>
#include <stdlib.h>

#include "unit/casefile/bench.h"

enum { EVENTS = 3 };

struct stored {
    struct hf_str header, payload;
    struct hf_blind blind;
    struct hf_digest leaf;
};

static struct hf_rehearsal *b;
static struct stored log_[EVENTS];
static struct hf_replay again;

static struct hf_str kept(struct hf_str bytes)
{
    return hf_arena_keep(&b->arena, bytes);
}

static void store(size_t i)
{
    const struct hf_fact *fact = &b->last.events[0];
    log_[i] = (struct stored){kept(fact->header_bytes), kept(fact->payload_bytes), fact->blind, fact->leaf};
}

static void begin_again(void)
{
    struct hf_id file = hf_case_head(&b->c)->file;
    hf_replay_begin(&again, &b->hasher, b->house.log, &file, HF_FILE_CASE, b->house_flow, &b->arena,
                    &b->scratch);
    again.flows.workflow = b->flows.workflow;
}

static int open_log(void **state)
{
    b = bench_begin(state, "tests/vectors/workflow/freeze-small.json");
    bench_do(b, "officer", "case", "open", NULL);
    store(0);
    bench_do(b, "investigator", "party", "party.add", "{'kind':'person','name':'Octavian Marrow'}");
    store(1);
    bench_do(b, "investigator", "party/1", "party.change", "{'nationality':'XF'}");
    store(2);
    begin_again();
    return 0;
}

static enum hf_rc next(size_t i)
{
    struct hf_fact fact;
    return hf_replay_next(&again, &log_[i].blind, log_[i].header, log_[i].payload, &fact, &b->err);
}

/* One byte of `bytes` where `part` begins becomes `to`. */
static void change(struct hf_str bytes, const char *part, char to)
{
    char *text = (char *)(uintptr_t)bytes.at;
    for (size_t at = 0; at + strlen(part) <= bytes.len; at++)
        if (memcmp(text + at, part, strlen(part)) == 0) {
            text[at] = to;
            return;
        }
    fail_msg("no %s in %.*s", part, HF_STR_ARG(bytes));
}

static void untouched_it_is_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < EVENTS; i++) {
        assert_int_equal(next(i), HF_OK);
        assert_true(hf_digest_eq(&again.leaf, &log_[i].leaf));
    }
    assert_int_equal(hf_case_head(&again.c)->seq, EVENTS);
}

/* The bench fails where a replay evaluates anything; here is shown that it would have had to notice. */
static void a_log_replays_with_the_evaluator_off(void **state)
{
    char payload[200], authority[HF_ID_TEXT + 1] = "";
    struct hf_buf id = {.at = authority, .size = HF_ID_TEXT};
    (void)state;
    hf_id_put(&id, &b->authority[0]);
    bench_do(b, "chamber", "order", "order.add",
             "{'kind':'freeze','issued_by':'Chamber','issued_on':'2026-11-20','number':'12'}");
    bench_do(b, "investigator", "asset", "asset.add",
             "{'kind':'account','description':'savings','state':'XF'}");
    snprintf(payload, sizeof payload, "{'asset':'asset/1','authority':'%s','order':'order/1'}", authority);
    size_t before = bench_evaluations, replayed = bench_replays;
    bench_do(b, "officer", "measure", "order", payload);
    assert_true(bench_evaluations > before); /* the order it rests on was looked up */
    assert_int_equal(bench_replays, replayed + 1);
}

static void a_changed_payload_is_found(void **state)
{
    (void)state;
    change(log_[2].payload, "XF", 'Y');
    assert_int_equal(next(0), HF_OK);
    assert_int_equal(next(1), HF_OK);
    assert_int_equal(next(2), HF_UNVERIFIED);
    assert_str(hf_err_code(&b->err), "replay_payload");
}

static void a_changed_header_or_blind_gives_another_leaf(void **state)
{
    (void)state;
    change(log_[0].header, "officer", 'O');
    assert_int_equal(next(0), HF_OK);
    assert_false(hf_digest_eq(&again.leaf, &log_[0].leaf));
    begin_again();
    change(log_[0].header, "Officer", 'o');
    log_[0].blind.byte[31] ^= 1;
    assert_int_equal(next(0), HF_OK);
    assert_false(hf_digest_eq(&again.leaf, &log_[0].leaf));
}

static void an_event_left_out_does_not_fit(void **state)
{
    (void)state;
    assert_int_equal(next(0), HF_OK);
    assert_int_equal(next(2), HF_UNVERIFIED);
    assert_str(hf_err_code(&b->err), "event_does_not_fit");
}

static void an_event_of_another_log_is_refused(void **state)
{
    (void)state;
    change(log_[0].header, "rehearsal.invalid", 'k');
    assert_int_equal(next(0), HF_UNVERIFIED);
    assert_str(hf_err_code(&b->err), "replay_log");
}

static void without_its_definition_nothing_is_told(void **state)
{
    (void)state;
    again.flows.workflow = NULL;
    assert_int_equal(next(0), HF_NOT_FOUND);
    assert_str(hf_err_code(&b->err), "replay_definition");
}

static void bytes_that_are_no_header_are_refused(void **state)
{
    (void)state;
    change(log_[0].header, "[1,1]", '{');
    assert_int_equal(next(0), HF_BAD_INPUT);
    begin_again();
    log_[0].header = HF_STR("{}");
    assert_int_equal(next(0), HF_BAD_INPUT);
}

int main(void)
{
#define ON_LOG(test) cmocka_unit_test_setup_teardown(test, open_log, bench_end)
    const struct CMUnitTest tests[] = {
        ON_LOG(untouched_it_is_whole),
        ON_LOG(a_log_replays_with_the_evaluator_off),
        ON_LOG(a_changed_payload_is_found),
        ON_LOG(a_changed_header_or_blind_gives_another_leaf),
        ON_LOG(an_event_left_out_does_not_fit),
        ON_LOG(an_event_of_another_log_is_refused),
        ON_LOG(without_its_definition_nothing_is_told),
        ON_LOG(bytes_that_are_no_header_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
