/* SPDX-License-Identifier: Apache-2.0 */
/* Silence in virtual time: which level is reached when, who is told what, and what ends it. */
#include "sim/world.h"
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "casefile/due.h"
#include "casefile/silence.h"
#include "desk/watch.h"
#include "seal/set.h"
#include "seal/token.h"

enum { EVENTS_MAX = 64, LETTERS_MAX = 32 };
#define PREV "'prev':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',"
#define HOURS(n) ((int64_t)(n)*HF_SILENCE_LOOK_MS)

struct stage {
    struct world w;
    struct twin_courier twin;
    struct hf_courier courier;
    const char *class_name; /* of every answer to an attempt */
    struct hf_id file;
    int64_t sent_ms;
};
static struct stage *stage;

static void deliver(void *context, const struct hf_parcel *parcel, struct hf_parcel_result *result)
{
    (void)context, (void)parcel;
    result->class_name = hf_str_of(stage->class_name);
    result->status = 202;
    result->retry_after_ms = -1;
    result->start_ms = result->end_ms = stage->w.clock.now_ms;
}

static int begin(void **state)
{
    (void)state;
    stage = calloc(1, sizeof *stage);
    assert_non_null(stage);
    stage->class_name = "received";
    stage->twin = (struct twin_courier){.deliver = deliver, .context = stage};
    stage->courier = twin_courier(&stage->twin);
    world_make(&stage->w, 2, 1);
    world_found(&stage->w);
    return 0;
}

static int end(void **state)
{
    (void)state;
    world_free(&stage->w);
    free(stage);
    return 0;
}

/* ---- what is done ---- */

static void amend(size_t focal, const char *payload)
{
    struct world *w = &stage->w;
    static char on[32];
    const struct hf_id *file = &w->focal[focal].authority;
    world_do(w, &w->officer, "administrator", file, "amendment", "amendment.propose", payload);
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(w->desk[0], file, &w->arena, &c, &flows, &w->err), HF_OK);
    snprintf(on, sizeof on, "amendment/%u", hf_case_head(c)->instances - 1);
    world_do(w, &w->approver, "administrator", file, on, "amendment.confirm", NULL);
}

static void give_deputy(void)
{
    amend(0,
          "{'received_on':'2026-11-01','source':'letter','deputy_endpoint':'https://deputy.example/sets'}");
}

/* The second focal point speaks for the first one's network. */
static void give_network(void)
{
    amend(0, "{'received_on':'2026-11-01','source':'letter','networks':['asset-recovery']}");
    amend(1, "{'received_on':'2026-11-01','source':'letter','contact_of':['other','asset-recovery']}");
}

static void carry(void)
{
    struct world *w = &stage->w;
    size_t moved = 1;
    for (int i = 0; i < 4 && moved > 0; i++)
        assert_int_equal(hf_dispatch_once(w->desk[0], &stage->courier, 0, &w->arena, &moved, &w->err), HF_OK);
}

static void send_request(void)
{
    struct world *w = &stage->w;
    stage->file = world_case(w);
    world_do(w, &w->approver, "approver", &stage->file, "request/1", "send", NULL);
    stage->sent_ms = w->clock.now_ms;
    carry();
}

static size_t fire(size_t desk)
{
    struct world *w = &stage->w;
    size_t all = 0, fired;
    do {
        assert_int_equal(hf_watch_due(w->desk[desk], &w->arena, &fired, &w->err), HF_OK);
        all += fired;
    } while (fired > 0);
    return all;
}

/* To this time after the sending, hour by hour as a watcher would. */
static void wait_until(int64_t after_ms)
{
    struct world *w = &stage->w;
    for (; w->clock.now_ms < stage->sent_ms + after_ms; w->clock.now_ms += HOURS(1)) {
        world_reset(w);
        fire(0);
    }
    world_reset(w);
    fire(0);
}

/* ---- what was told ---- */

/* "transport person 4h" of each level of the file, in order: the hours since the sending. */
struct told {
    char text[EVENTS_MAX * 32];
    size_t levels, our_people;
};

static enum hf_rc take_level(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct told *told = context;
    struct hf_fact fact;
    HF_TRY(hf_fact_read(row->event.header, row->event.payload, &stage->w.arena, &fact, err));
    if (!hf_str_eq(fact.header.act, HF_STR("silence.reached")))
        return HF_OK;
    size_t len = strlen(told->text);
    struct hf_str clock = hf_json_text(&fact.payload, HF_STR("clock")),
                  level = hf_json_text(&fact.payload, HF_STR("level"));
    snprintf(told->text + len, sizeof told->text - len, "%s%.*s %.*s %dh", len == 0 ? "" : ", ",
             HF_STR_ARG(clock), HF_STR_ARG(level),
             (int)((fact.header.recorded_at_ms - stage->sent_ms) / HOURS(1)));
    const struct hf_json *tell = hf_json_get(HF_JSON_GET(&fact.payload, "_made"), HF_STR("tell"));
    if (tell != NULL)
        told->our_people += HF_JSON_GET(&tell->is.list.item[0], "to")->is.list.count;
    told->levels++;
    return HF_OK;
}

static const struct told *levels(void)
{
    struct hf_ledger ledger = twin_ledger(stage->w.store);
    struct told *told = HF_NEW(&stage->w.arena, struct told, 1);
    const struct hf_ask ask = {.id = stage->file, .from = 1, .to = INT64_MAX};
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_events_of_file, &ask, take_level, told, &stage->w.err),
                     HF_OK);
    return told;
}

static void assert_levels(const char *expected)
{
    assert_string_equal(levels()->text, expected);
}

/* A token of ours with its place in the outbox. */
struct letter {
    struct hf_outbox_row outbox;
    struct hf_str bytes, event;
    struct hf_set set;
    struct hf_digest digest;
};
struct letters {
    struct letter at[LETTERS_MAX];
    size_t count;
};

static enum hf_rc take_outbox(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct letters *all = context;
    (void)err;
    assert_true(all->count < LETTERS_MAX);
    all->at[all->count++].outbox = row->delivery.outbox;
    return HF_OK;
}

static enum hf_rc take_bytes(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    *(struct hf_str *)context = hf_arena_keep(&stage->w.arena, row->token.bytes);
    return HF_OK;
}

static const struct letters *letters(void)
{
    struct world *w = &stage->w;
    struct hf_ledger ledger = twin_ledger(w->store);
    struct letters *all = HF_NEW(&w->arena, struct letters, 1);
    struct hf_ask ask = {.id = stage->file};
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_outbox_of_file, &ask, take_outbox, all, &w->err), HF_OK);
    for (size_t i = 0; i < all->count; i++) {
        struct letter *letter = &all->at[i];
        struct hf_token token;
        ask.id = letter->outbox.token;
        assert_int_equal(ledger.ask(ledger.self, HF_ASK_token, &ask, take_bytes, &letter->bytes, &w->err),
                         HF_OK);
        assert_int_equal(hf_token_read(&w->arena, letter->bytes, &token, &w->err), HF_OK);
        assert_int_equal(hf_set_read(&w->arena, token.payload, &letter->set, &w->err), HF_OK);
        letter->event = hf_str_part(letter->set.event, sizeof HF_EVENT_URN - 1, letter->set.event.len);
        hf_token_digest(&w->hasher, letter->bytes, &letter->digest);
    }
    return all;
}

static struct hf_str member(const struct letter *letter, const char *name)
{
    return hf_json_text(&letter->set.content, hf_str_of(name));
}

/* ---- what they say ---- */

/* {'seq':1,'in_reply_to':...,'in_reply_to_sha256':...,'seen':..., MORE} of a message of ours. */
static void say(const char *event, const char *jti, size_t to, const char *more)
{
    struct world *w = &stage->w;
    const struct letter *letter = &letters()->at[to];
    char text[1200], digest[HF_DIGEST_TEXT + 1] = "";
    struct hf_buf out = HF_BUF(digest);
    hf_digest_put(&out, &letter->digest);
    snprintf(text, sizeof text, "{'in_reply_to':'%.*s','in_reply_to_sha256':'%.*s','seen':'%.*s',%s}",
             HF_STR_ARG(letter->set.jti), HF_DIGEST_TEXT, digest, HF_DIGEST_TEXT, digest, more);
    struct hf_request said = world_answer(w, 0, event, jti, letter->set.txn, text);
    enum hf_outcome outcome = world_serve(w, 0, &said);
    if (outcome == HF_REFUSED_ANSWER)
        fail_msg("%s: %.*s", jti, HF_STR_ARG(hf_err_code(w->response.err)));
}

static void receipt(void)
{
    say("receipt", "r-1", 0, "'seq':1,'received_at':'2026-11-24T10:00:00.000Z'");
}

static void answer(const char *jti, int seq)
{
    char more[200];
    snprintf(more, sizeof more, "'seq':%d,%s'status':'information_requested','items':'the title'", seq,
             seq > 1 ? PREV : "");
    say("answer", jti, 0, more);
}

/* ---- each clock, each level ---- */

static void what_is_not_delivered_goes_to_the_deputy_the_network_and_a_person(void **state)
{
    (void)state;
    give_deputy();
    give_network();
    stage->class_name = "transient";
    send_request();
    wait_until(HOURS(3));
    assert_levels("");
    wait_until(HOURS(48));
    assert_levels("transport deputy 4h, transport network 8h, transport person 12h");
    assert_int_equal(levels()->our_people, 1); /* the dispatcher */
}

static void what_is_not_receipted_is_recalled_first(void **state)
{
    (void)state;
    give_deputy();
    give_network();
    send_request();
    wait_until(HOURS(23));
    assert_levels("");
    wait_until(HOURS(240));
    assert_levels("receipt reminder 24h, receipt deputy 48h, receipt network 72h, receipt person 96h");
}

static void what_is_not_answered_is_recalled_from_the_receipt_on(void **state)
{
    (void)state;
    give_deputy();
    give_network();
    send_request();
    wait_until(HOURS(10));
    receipt();
    wait_until(HOURS(40 * 24));
    assert_levels("answer reminder 178h, answer deputy 346h, answer network 514h, answer person 682h");
}

static void a_channel_without_deputy_or_network_goes_to_a_person_at_once(void **state)
{
    (void)state;
    stage->class_name = "transient";
    send_request();
    wait_until(HOURS(48));
    assert_levels("transport person 4h");
    assert_int_equal(letters()->count, 1);
}

static void each_clock_begins_where_the_one_before_it_stopped(void **state)
{
    (void)state;
    stage->class_name = "transient";
    give_deputy();
    send_request();
    wait_until(HOURS(5));
    stage->class_name = "received";
    stage->w.clock.now_ms += HOURS(1);
    carry();
    wait_until(HOURS(40));
    assert_levels("transport deputy 4h, receipt reminder 30h");
}

/* ---- what is said to whom ---- */

static void a_reminder_names_the_notice_that_waits(void **state)
{
    (void)state;
    send_request();
    wait_until(HOURS(24));
    const struct letters *all = letters();
    const struct letter *notice = &all->at[0], *reminder = &all->at[1];
    char digest[HF_DIGEST_TEXT + 1] = "";
    struct hf_buf out = HF_BUF(digest);
    hf_digest_put(&out, &notice->digest);
    assert_int_equal(all->count, 2);
    assert_str(reminder->event, "notice-unanswered");
    assert_int_equal(reminder->outbox.lane, HF_LANE_OWN);
    assert_true(hf_str_eq(member(reminder, "about"), notice->set.jti));
    assert_str(member(reminder, "about_sha256"), digest);
    assert_str(member(reminder, "prev"), digest);
    assert_str(member(reminder, "wants"), "receipt");
    assert_int_equal(HF_JSON_GET(&reminder->set.content, "seq")->is.integer, 2);
    assert_int_equal(member(reminder, "notice").len, 0);
    assert_true(hf_str_eq(reminder->set.txn, notice->set.txn));
}

static void the_deputy_gets_the_notice_with_it(void **state)
{
    (void)state;
    give_deputy();
    stage->class_name = "transient";
    send_request();
    wait_until(HOURS(4));
    const struct letters *all = letters();
    assert_int_equal(all->count, 2);
    assert_int_equal(all->at[1].outbox.lane, HF_LANE_DEPUTY);
    assert_true(hf_str_eq(member(&all->at[1], "notice"), all->at[0].bytes));
    assert_str(member(&all->at[1], "to"), "deputy");
    assert_str(member(&all->at[1], "wants"), "delivery");
}

static void the_network_learns_who_is_silent_and_nothing_of_the_case(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    give_network();
    stage->class_name = "transient";
    send_request();
    wait_until(HOURS(4));
    const struct letters *all = letters();
    const struct letter *told = &all->at[1];
    static const char *const members[] = {"authority", "issuer", "seq", "since", "wants", "checkpoint"};
    assert_int_equal(all->count, 2);
    assert_str(told->event, "authority-silent");
    assert_true(hf_id_eq(&told->outbox.recipient, &w->focal[1].authority));
    assert_str(told->set.aud, w->focal[1].issuer);
    assert_false(hf_str_eq(told->set.txn, all->at[0].set.txn));
    assert_false(hf_str_eq(told->set.sub_id, all->at[0].set.sub_id));
    assert_str(member(told, "issuer"), w->focal[0].issuer);
    for (size_t i = 0; i < told->set.content.is.object.count; i++) {
        size_t k = 0;
        while (k < 6 && !hf_str_eq(told->set.content.is.object.member[i].name, hf_str_of(members[k])))
            k++;
        assert_true(k < 6);
    }
}

/* A second request of the case, to the same authority. */
static void send_another(void)
{
    struct world *w = &stage->w;
    char draft[200];
    snprintf(draft, sizeof draft,
             "{'addressee':'%.*s','measures':['measure/1'],'purpose':'further measures'}",
             HF_STR_ARG(world_text(w, &w->focal[0].authority)));
    world_do(w, &w->officer, "officer", &stage->file, "request", "draft", draft);
    world_do(w, &w->approver, "approver", &stage->file, "request/2", "send", NULL);
    carry();
}

/* Two threads wait; what the network could do about the one is the same for the other. */
static void of_two_silent_threads_the_network_is_told_once(void **state)
{
    (void)state;
    give_network();
    stage->class_name = "transient";
    send_request();
    send_another();
    wait_until(HOURS(48));
    assert_levels("transport network 4h, transport person 4h, transport person 8h");
    assert_int_equal(letters()->count, 3);
}

/* ---- what ends it ---- */

static void an_answer_ends_it_at_once_and_costs_nothing(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    struct twin_counts before;
    const struct hf_case *c;
    struct hf_flows flows;
    give_deputy();
    send_request();
    answer("a-1", 1);
    before = twin_store_counts(w->store);
    wait_until(HOURS(13 * 24));
    assert_levels("");
    assert_int_equal(twin_store_counts(w->store).events, before.events);
    assert_int_equal(twin_store_counts(w->store).tokens, before.tokens);
    assert_int_equal(hf_desk_file(w->desk[0], &stage->file, &w->arena, &c, &flows, &w->err), HF_OK);
    assert_int_equal(hf_silence_look(&flows, c), HF_NOTHING_DUE);
}

static void an_answer_between_two_levels_ends_it(void **state)
{
    (void)state;
    give_deputy();
    send_request();
    wait_until(HOURS(30));
    answer("a-1", 1);
    wait_until(HOURS(13 * 24));
    assert_levels("receipt reminder 24h");
}

/* The reminder waits to be sent when the answer comes; the next level would have been due. */
static void an_answer_while_a_reminder_is_on_its_way_ends_it(void **state)
{
    (void)state;
    send_request();
    stage->class_name = "transient";
    wait_until(HOURS(24));
    answer("a-1", 1);
    wait_until(HOURS(48));
    stage->class_name = "received";
    carry();
    wait_until(HOURS(13 * 24));
    assert_levels("receipt reminder 24h");
}

/* A desk that has the file from before the answer decides again and finds nothing silent. */
static void a_desk_that_is_behind_reminds_nobody_who_has_answered(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    send_request();
    w->clock.now_ms = stage->sent_ms + HOURS(20);
    assert_int_equal(fire(1), 0);
    answer("a-1", 1);
    w->clock.now_ms = stage->sent_ms + HOURS(24);
    assert_int_equal(fire(1), 0);
    assert_levels("");
}

static void a_person_may_take_it_on(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    give_deputy();
    send_request();
    wait_until(HOURS(24));
    struct hf_request idle = world_request(w, &w->officer, "officer", &stage->file, "case", "silence.settled",
                                           "{'reason':'nothing is sent there'}");
    assert_int_equal(world_serve(w, 0, &idle), HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), "nothing_silent");
    world_do(w, &w->officer, "officer", &stage->file, "request/1", "silence.settled",
             "{'reason':'their desk officer called: the minister signs on Monday'}");
    wait_until(HOURS(13 * 24));
    assert_levels("receipt reminder 24h");
}

static void an_answer_of_the_deputy_ends_it_too(void **state)
{
    (void)state;
    give_deputy();
    send_request();
    wait_until(HOURS(48));
    say("answer", "d-1", 2, "'seq':1,'status':'information_requested','items':'the title'");
    wait_until(HOURS(13 * 24));
    assert_levels("receipt reminder 24h, receipt deputy 48h");
}

/* ---- once ---- */

static void each_level_is_reached_once_however_many_desks_watch(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    give_deputy();
    send_request();
    for (int64_t hours = 1; hours <= 120; hours++) {
        w->clock.now_ms = stage->sent_ms + HOURS(hours);
        for (size_t desk = 0; desk < 2; desk++) {
            world_reset(w);
            fire((desk + (size_t)hours) % 2);
        }
    }
    assert_levels("receipt reminder 24h, receipt deputy 48h, receipt person 72h");
    assert_int_equal(letters()->count, 3);
}

/* Killed before, in and after the commit of each level; what had been done is not done again, what had not
 * is.
 */
static void a_desk_that_dies_loses_no_level_and_doubles_none(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    size_t fired;
    give_deputy();
    give_network();
    send_request();
    for (int64_t hours = 1; hours <= 130; hours++) {
        w->clock.now_ms = stage->sent_ms + HOURS(hours);
        world_reset(w);
        twin_store_fault(w->store, hours % 3 == 0   ? TWIN_LOST_BEFORE
                                   : hours % 3 == 1 ? TWIN_LOST_AFTER
                                                    : TWIN_SOUND);
        (void)hf_watch_due(w->desk[0], &w->arena, &fired, &w->err);
        twin_store_fault(w->store, TWIN_SOUND);
        world_kill(w, 0);
        w->clock.now_ms += 31000; /* the lease of who died */
        world_reset(w);
        fire(0);
    }
    assert_levels("receipt reminder 24h, receipt deputy 48h, receipt network 72h, receipt person 96h");
    assert_int_equal(letters()->count, 4);
}

/* ---- periods ---- */

static void a_period_that_was_changed_counts_from_the_next_look_on(void **state)
{
    (void)state;
    send_request();
    wait_until(HOURS(2));
    amend(0, "{'received_on':'2026-11-01','source':'letter','receipt_within':'48h'}");
    wait_until(HOURS(47));
    assert_levels("");
    wait_until(HOURS(48));
    assert_levels("receipt reminder 48h");
    amend(0, "{'received_on':'2026-11-01','source':'letter','receipt_within':'1w'}");
    wait_until(HOURS(48 + 24 * 7));
    assert_levels("receipt reminder 48h, receipt person 216h");
}

/* ---- several notices ---- */

/* The workflow of the tests, where supplying what was asked for is a notice too. */
static void publish_chatty(void)
{
    struct world *w = &stage->w;
    struct hf_str text = world_file(w, "tests/vectors/workflow/freeze-small.json");
    static const char
        from[] = "\"supply\": [ { \"to\": \"@back\" } ]",
        to[] = "\"supply\": [ { \"to\": \"@back\", \"notify\": [ { \"template\": \"please-freeze\" } ] } ]";
    struct hf_buf out = hf_buf_in(&w->arena, text.len + 200);
    const char *place = memmem(text.at, text.len, from, sizeof from - 1),
               *version = memmem(text.at, text.len, "\"version\": 1", 12);
    assert_true(place != NULL && version != NULL && version < place);
    size_t at = (size_t)(version - text.at) + 11, then = (size_t)(place - text.at);
    hf_buf_put(&out, hf_str_part(text, 0, at));
    hf_buf_put(&out, HF_STR("2"));
    hf_buf_put(&out, hf_str_part(text, at + 1, then));
    hf_buf_put(&out, hf_str_of(to));
    hf_buf_put(&out, hf_str_part(text, then + sizeof from - 1, text.len));
    const struct hf_id *by[] = {&w->officer, &w->approver};
    for (size_t i = 0; i < 2; i++) {
        struct hf_request as = world_request(w, by[i], "administrator", NULL, "", "", NULL);
        assert_int_equal(hf_definition_publish(w->desk[0], hf_buf_str(&out), &as.command, &w->arena,
                                               &w->response, &w->err),
                         HF_OK);
    }
}

/* Their second answer was written before our second notice came: that one goes on waiting. */
static void what_crossed_their_answer_goes_on_waiting(void **state)
{
    (void)state;
    struct world *w = &stage->w;
    publish_chatty();
    send_request();
    answer("a-1", 1);
    world_do(w, &w->officer, "officer", &stage->file, "request/1", "supply", NULL);
    carry();
    assert_int_equal(letters()->count, 2);
    answer("a-2", 2); /* has seen the first notice only */
    wait_until(HOURS(24));
    assert_levels("receipt reminder 24h");
    const struct letters *all = letters();
    assert_true(hf_str_eq(member(&all->at[2], "about"), all->at[1].set.jti));
    say("answer", "a-3", 1, "'seq':3," PREV "'status':'information_requested','items':'the title'");
    wait_until(HOURS(13 * 24));
    assert_levels("receipt reminder 24h");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_not_delivered_goes_to_the_deputy_the_network_and_a_person),
        TEST(what_is_not_receipted_is_recalled_first),
        TEST(what_is_not_answered_is_recalled_from_the_receipt_on),
        TEST(a_channel_without_deputy_or_network_goes_to_a_person_at_once),
        TEST(each_clock_begins_where_the_one_before_it_stopped),
        TEST(a_reminder_names_the_notice_that_waits),
        TEST(the_deputy_gets_the_notice_with_it),
        TEST(the_network_learns_who_is_silent_and_nothing_of_the_case),
        TEST(of_two_silent_threads_the_network_is_told_once),
        TEST(an_answer_ends_it_at_once_and_costs_nothing),
        TEST(an_answer_between_two_levels_ends_it),
        TEST(an_answer_while_a_reminder_is_on_its_way_ends_it),
        TEST(a_desk_that_is_behind_reminds_nobody_who_has_answered),
        TEST(a_person_may_take_it_on),
        TEST(an_answer_of_the_deputy_ends_it_too),
        TEST(each_level_is_reached_once_however_many_desks_watch),
        TEST(a_desk_that_dies_loses_no_level_and_doubles_none),
        TEST(a_period_that_was_changed_counts_from_the_next_look_on),
        TEST(what_crossed_their_answer_goes_on_waiting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
