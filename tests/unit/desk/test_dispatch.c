/* SPDX-License-Identifier: Apache-2.0 */
/* The courier's rounds on a house in memory: what is sent, held, given up, sent again, and who hears of it.
 */
#include "sim/world.h"
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "desk/redrive.h"
#include "desk/watch.h"

enum { HEARD_MAX = 16 };

struct stage {
    struct world w;
    struct twin_courier twin;
    struct hf_courier courier;
    struct hf_digest mark; /* of what is configured for every address */
    size_t width;
    const char *class_name; /* of every answer */
    int32_t status;
    int64_t retry_after_ms;
    size_t sent;
    struct hf_dispatch_news heard[HEARD_MAX];
    size_t news;
};
static struct stage *stage;

static void deliver(void *context, const struct hf_parcel *parcel, struct hf_parcel_result *result)
{
    struct stage *s = context;
    (void)parcel;
    s->sent++;
    result->class_name = hf_str_of(s->class_name);
    result->status = s->status;
    result->retry_after_ms = s->retry_after_ms;
}

static void terms(void *self, struct hf_str address, struct hf_terms *out)
{
    (void)self, (void)address;
    out->mark = stage->mark;
    out->width = stage->width;
}

static void hear(void *context, const struct hf_dispatch_news *news)
{
    struct stage *s = context;
    assert_true(s->news < HEARD_MAX);
    s->heard[s->news++] = *news;
}

static int begin(void **state)
{
    (void)state;
    stage = calloc(1, sizeof *stage);
    assert_non_null(stage);
    stage->width = 4;
    stage->retry_after_ms = -1;
    stage->class_name = "received";
    stage->status = 202;
    stage->twin = (struct twin_courier){.deliver = deliver, .context = stage};
    stage->courier = twin_courier(&stage->twin);
    stage->courier.terms = terms;
    world_make(&stage->w, 2, 1);
    world_found(&stage->w);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(hf_dispatch_listen(stage->w.desk[i], hear, stage, &stage->w.err), HF_OK);
    return 0;
}

static int end(void **state)
{
    (void)state;
    world_free(&stage->w);
    free(stage);
    return 0;
}

static struct hf_id sent_case(struct world *w)
{
    struct hf_id file = world_case(w);
    world_do(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    return file;
}

/* How many notices were handed to the courier in one round of a desk. */
static size_t round_of(size_t desk)
{
    struct world *w = &stage->w;
    size_t moved, before = stage->sent;
    world_reset(w);
    assert_int_equal(hf_dispatch_once(w->desk[desk], &stage->courier, 0, &w->arena, &moved, &w->err), HF_OK);
    return stage->sent - before;
}

static void assert_heard(size_t n, enum hf_dispatch_news_kind kind)
{
    assert_int_equal(stage->news, n + 1);
    assert_int_equal(stage->heard[n].kind, kind);
}

struct found {
    struct hf_delivery_row row[8];
    size_t count;
};

static enum hf_rc take_delivery(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct found *found = context;
    (void)err;
    assert_true(found->count < 8);
    found->row[found->count] = row->delivery;
    found->row[found->count].class_name = hf_arena_keep(&stage->w.arena, row->delivery.class_name);
    found->row[found->count].said = hf_arena_keep(&stage->w.arena, row->delivery.said);
    found->count++;
    return HF_OK;
}

static struct found asked(enum hf_question question, struct hf_ask ask)
{
    struct hf_ledger ledger = twin_ledger(stage->w.store);
    struct found found = {.count = 0};
    assert_int_equal(ledger.ask(ledger.self, question, &ask, take_delivery, &found, &stage->w.err), HF_OK);
    return found;
}

static struct hf_delivery_row delivery_of(const struct hf_id *file)
{
    struct found found = asked(HF_ASK_outbox_of_file, (struct hf_ask){.id = *file});
    assert_int_equal(found.count, 1);
    return found.row[0];
}

/* ---- many at once ---- */

/* As many as the endpoint takes and some ahead; all of them told to their files and kept in one round. */
static void a_block_of_notices_goes_in_one_round(void **state)
{
    (void)state;
    struct hf_id file[12];
    stage->width = 12;
    for (size_t i = 0; i < 12; i++)
        file[i] = sent_case(&stage->w);
    assert_int_equal(round_of(0), 12);
    for (size_t i = 0; i < 12; i++)
        assert_int_equal(delivery_of(&file[i]).state, HF_DELIVERED);
    assert_int_equal(round_of(0), 0);
}

/* Some are held ahead of those that it takes at once, but only where it has been found to answer. */
static void no_more_are_taken_than_an_endpoint_can_bear(void **state)
{
    (void)state;
    stage->width = 1;
    for (size_t i = 0; i < 20; i++)
        sent_case(&stage->w);
    assert_int_equal(round_of(0), 1);
    assert_int_equal(round_of(0), 8);
    assert_int_equal(round_of(1), 1);
    assert_int_equal(round_of(1), 8);
    assert_int_equal(round_of(0), 2);
}

/* ---- pauses ---- */

static void refuse_credentials(void)
{
    stage->class_name = "credentials";
    stage->status = 401;
}

static void accept(void)
{
    stage->class_name = "received";
    stage->status = 202;
}

static void who_refuses_us_is_left_alone_until_a_person_says_so(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    struct hf_id file = sent_case(w);
    refuse_credentials();
    assert_int_equal(round_of(0), 1);
    assert_heard(0, HF_ENDPOINT_PAUSED);
    assert_int_equal(delivery_of(&file).state, HF_WAITING);
    accept();
    w->clock.now_ms += 30 * HF_MS_PER_DAY;
    assert_int_equal(round_of(0), 0);
    assert_int_equal(round_of(1), 0); /* nor by another courier */
    world_do(w, &w->officer, "administrator", &w->focal[0].authority, "pause/1", "pause.end",
             "{'reason':'they have our new certificate'}");
    assert_int_equal(round_of(1), 1);
    assert_int_equal(delivery_of(&file).state, HF_DELIVERED);
}

static void other_credentials_end_a_pause(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    struct hf_id file = sent_case(w);
    refuse_credentials();
    assert_int_equal(round_of(0), 1);
    accept();
    w->clock.now_ms += HF_MS_PER_DAY;
    world_kill(w, 0);
    assert_int_equal(hf_dispatch_listen(w->desk[0], hear, stage, &w->err), HF_OK);
    assert_int_equal(round_of(0), 0);
    stage->mark.byte[0] = 1; /* as after a start with another certificate */
    world_kill(w, 0);
    assert_int_equal(hf_dispatch_listen(w->desk[0], hear, stage, &w->err), HF_OK);
    size_t sent = round_of(0);
    assert_int_equal(stage->heard[stage->news - 1].kind, HF_ENDPOINT_RESUMED);
    assert_int_equal(sent + round_of(0), 1);
    assert_int_equal(delivery_of(&file).state, HF_DELIVERED);
}

static void an_address_that_was_given_up_pauses_once(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    for (size_t i = 0; i < 4; i++)
        sent_case(w);
    stage->class_name = "gone";
    stage->status = 410;
    assert_int_equal(round_of(0), 4);
    assert_heard(0, HF_ENDPOINT_PAUSED);
    w->clock.now_ms += HF_MS_PER_DAY;
    assert_int_equal(round_of(0), 0);
}

static void a_person_may_pause_an_endpoint(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    world_do(w, &w->officer, "administrator", &w->focal[0].authority, "pause", "pause.begin",
             "{'address':'https://fp0.example/sets','class':'by_hand','reason':'they move house'}");
    struct hf_id file = sent_case(w);
    assert_int_equal(round_of(0), 0);
    world_do(w, &w->officer, "administrator", &w->focal[0].authority, "pause/1", "pause.end", NULL);
    assert_int_equal(round_of(0), 1);
    assert_int_equal(delivery_of(&file).state, HF_DELIVERED);
}

/* ---- the breaker ---- */

static void be_away(void)
{
    stage->class_name = "transient";
    stage->status = 0;
}

static void an_endpoint_that_fails_rests_and_is_probed_by_one(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    stage->width = 9;
    for (size_t i = 0; i < 9; i++)
        sent_case(w);
    be_away();
    assert_int_equal(round_of(0), 9);
    assert_heard(0, HF_ENDPOINT_FAILING);
    w->clock.now_ms += 29000;
    assert_int_equal(round_of(0), 0);
    w->clock.now_ms += 2000;
    assert_int_equal(round_of(0), 1);
    assert_int_equal(round_of(0), 0);
    w->clock.now_ms += 61000;
    accept();
    assert_int_equal(round_of(0), 1);
    assert_heard(1, HF_ENDPOINT_RECOVERED);
    w->clock.now_ms += 3600000;
    assert_int_equal(round_of(0), 8);
}

/* ---- waiting as asked ---- */

static void who_asks_for_time_gets_it_from_all(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    struct hf_id file = sent_case(w);
    stage->class_name = "transient";
    stage->status = 429;
    stage->retry_after_ms = 90000;
    assert_int_equal(round_of(0), 1);
    assert_int_equal(delivery_of(&file).next_ms, w->clock.now_ms + 90000);
    accept();
    stage->retry_after_ms = -1;
    sent_case(w);
    w->clock.now_ms += 89000;
    assert_int_equal(round_of(0), 0);
    w->clock.now_ms += 1000;
    assert_int_equal(round_of(0), 2);
    assert_int_equal(stage->news, 0);
}

/* ---- an address that is not there ---- */

/* Three tries over an hour, whatever else was tried before. */
static void tries_are_counted_by_their_kind(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    struct hf_id file = sent_case(w);
    be_away();
    for (int i = 0; i < 3; i++) {
        assert_int_equal(round_of(0), 1);
        w->clock.now_ms += 3600000;
    }
    stage->class_name = "missing";
    stage->status = 404;
    assert_int_equal(round_of(0), 1);
    assert_int_equal(delivery_of(&file).next_ms - w->clock.now_ms, 20 * 60000);
    w->clock.now_ms += 20 * 60000;
    assert_int_equal(round_of(0), 1);
    assert_int_equal(delivery_of(&file).next_ms - w->clock.now_ms, 40 * 60000);
    w->clock.now_ms += 40 * 60000;
    assert_int_equal(round_of(0), 1);
    assert_int_equal(delivery_of(&file).state, HF_DEAD);
    assert_heard(0, HF_NOTICE_DEAD);
}

static void who_takes_it_otherwise_than_agreed_is_told_of_once(void **state)
{
    (void)state;
    stage->class_name = "nonconforming";
    stage->status = 200;
    for (int i = 0; i < 3; i++) {
        sent_case(&stage->w);
        assert_int_equal(round_of(0), 1);
    }
    assert_heard(0, HF_ENDPOINT_NONCONFORMING);
}

/* ---- again ---- */

static void a_dead_letter_is_sent_again_by_a_person_with_a_reason(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    struct hf_id file = sent_case(w);
    stage->class_name = "permanent";
    stage->status = 400;
    assert_int_equal(round_of(0), 1);
    assert_heard(0, HF_NOTICE_DEAD);
    accept();
    w->clock.now_ms += HF_MS_PER_DAY;
    assert_int_equal(round_of(0), 0);

    struct found dead =
        asked(HF_ASK_outbox_of_recipient, (struct hf_ask){.id = w->focal[0].authority, .from = HF_DEAD});
    assert_int_equal(dead.count, 1);
    struct hf_request as = world_request(w, &w->officer, "administrator", NULL, "", "", NULL);
    const struct hf_redrive redrive = {.authority = w->focal[0].authority,
                                       .notices = dead.row,
                                       .count = dead.count,
                                       .reason = HF_STR("they have mended their parser")};
    assert_int_equal(hf_redrive(w->desk[1], &redrive, &as.command, &w->arena, &w->response, &w->err), HF_OK);
    assert_int_equal(hf_redrive(w->desk[1], &redrive, &as.command, &w->arena, &w->response, &w->err),
                     HF_CONFLICT);
    assert_int_equal(round_of(0), 1);
    assert_int_equal(delivery_of(&file).state, HF_DELIVERED);

    struct found all = asked(HF_ASK_attempts_of_file, (struct hf_ask){.id = file});
    assert_int_equal(all.count, 3);
    assert_str(all.row[0].class_name, "permanent");
    assert_str(all.row[1].class_name, "redriven");
    assert_true(hf_str_begins(all.row[1].said, HF_STR("directory event ")));
    assert_str(all.row[2].class_name, "received");
    for (size_t i = 1; i < 3; i++)
        assert_true(hf_id_eq(&all.row[i].outbox.token, &all.row[0].outbox.token));
}

static void an_act_without_a_reason_sends_nothing_again(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    struct hf_id file = sent_case(w);
    stage->class_name = "permanent";
    assert_int_equal(round_of(0), 1);
    struct hf_delivery_row dead = delivery_of(&file);
    struct hf_request as = world_request(w, &w->officer, "administrator", NULL, "", "", NULL);
    const struct hf_redrive redrive = {.authority = w->focal[0].authority, .notices = &dead, .count = 1};
    assert_int_not_equal(hf_redrive(w->desk[1], &redrive, &as.command, &w->arena, &w->response, &w->err),
                         HF_OK);
    assert_int_equal(delivery_of(&file).state, HF_DEAD);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_block_of_notices_goes_in_one_round),
        TEST(no_more_are_taken_than_an_endpoint_can_bear),
        TEST(who_refuses_us_is_left_alone_until_a_person_says_so),
        TEST(other_credentials_end_a_pause),
        TEST(an_address_that_was_given_up_pauses_once),
        TEST(a_person_may_pause_an_endpoint),
        TEST(an_endpoint_that_fails_rests_and_is_probed_by_one),
        TEST(who_asks_for_time_gets_it_from_all),
        TEST(tries_are_counted_by_their_kind),
        TEST(who_takes_it_otherwise_than_agreed_is_told_of_once),
        TEST(a_dead_letter_is_sent_again_by_a_person_with_a_reason),
        TEST(an_act_without_a_reason_sends_nothing_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
