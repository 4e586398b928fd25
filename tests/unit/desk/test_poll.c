/* SPDX-License-Identifier: Apache-2.0 */
/* Streams, shelves and credentials at a desk, on the twins: where time is what the test says it is. */
#include "desk/poll.h"

#include <stdio.h>

#include "desk/ask.h"
#include "desk/known.h"
#include "desk/watch.h"
#include "seal/set.h"
#include "seal/token.h"
#include "sim/world.h"
#include "unit/unit.h"

enum { HOUR_MS = 3600000 };

/* ---- acting ---- */

/* The focal point's own act in its own file, or in another's. */
static enum hf_outcome by_receiver(struct world *w, size_t focal, size_t file, const char *on,
                                   const char *event, const char *payload)
{
    const struct hf_id *actor = &w->focal[focal].authority;
    struct hf_request request = world_request(w, actor, NULL, &w->focal[file].authority, on, event, payload);
    request.command.role = HF_STR_NONE;
    request.command.known = HF_KNOWN_token;
    return world_serve(w, 0, &request);
}

static void must(struct world *w, const char *on, const char *event, const char *payload)
{
    if (by_receiver(w, 0, 0, on, event, payload) != HF_DONE)
        fail_msg("%s: %.*s", event, HF_STR_ARG(hf_err_code(w->response.err)));
}

static void refused(struct world *w, size_t focal, size_t file, const char *on, const char *event,
                    const char *payload)
{
    assert_int_equal(by_receiver(w, focal, file, on, event, payload), HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), "not_allowed");
}

static void of_ours(struct world *w, const char *on, const char *event)
{
    world_do(w, &w->officer, "administrator", &w->focal[0].authority, on, event, NULL);
}

static struct hf_stream stream_of(struct world *w)
{
    static struct hf_stream stream[HF_STREAMS_MAX];
    assert_int_equal(hf_desk_refresh(w->desk[0], &w->arena, &w->err), HF_OK);
    const struct hf_case *file = hf_house_authority(hf_desk_house(w->desk[0]), &w->focal[0].authority);
    assert_int_equal(hf_streams_of(w->house, file, &w->arena, stream, HF_STREAMS_MAX), 1);
    return stream[0];
}

static struct hf_id sent_case(struct world *w)
{
    struct hf_id file = world_case(w);
    world_do(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    return file;
}

/* ---- couriers ---- */

struct post {
    size_t count;
    char address[8][100], authorization[8][100];
};

static void keep_text(char out[100], struct hf_str text)
{
    snprintf(out, 100, "%.*s", HF_STR_ARG(text));
}

static void deliver(void *context, const struct hf_parcel *parcel, struct hf_parcel_result *result)
{
    struct post *post = context;
    assert_true(post->count < 8);
    keep_text(post->address[post->count], parcel->address);
    keep_text(post->authorization[post->count++], parcel->authorization);
    result->class_name = HF_STR("received");
    result->status = 202;
}

/* What was sent, until the next round. */
static const struct post *dispatch(struct world *w)
{
    static struct post post;
    post.count = 0;
    struct twin_courier courier = {.deliver = deliver, .context = &post};
    struct hf_courier port = twin_courier(&courier);
    size_t moved = 1;
    while (moved > 0)
        assert_int_equal(hf_dispatch_once(w->desk[1], &port, 0, &w->arena, &moved, &w->err), HF_OK);
    return &post;
}

static struct hf_claim got[HF_POLL_MOST];

static size_t fetch(struct world *w, size_t most)
{
    struct hf_stream stream = stream_of(w);
    size_t count;
    bool more;
    assert_int_equal(hf_poll_fetch(w->desk[0], &stream, most, &w->arena, got, &count, &more, &w->err), HF_OK);
    return count;
}

static void settle(struct world *w, const struct hf_id *jti, const char *fault)
{
    struct hf_stream stream = stream_of(w);
    struct hf_poll_said said = {.jti = *jti, .fault = hf_str_of(fault)};
    assert_int_equal(hf_poll_settle(w->desk[0], &stream, &said, 1, &w->arena, &w->err), HF_OK);
}

static struct hf_set claims_of(struct world *w, struct hf_str compact)
{
    struct hf_token token;
    struct hf_set set;
    assert_int_equal(hf_token_read(&w->arena, compact, &token, &w->err), HF_OK);
    assert_int_equal(hf_set_read(&w->arena, token.payload, &set, &w->err), HF_OK);
    return set;
}

/* ---- who may ---- */

static void a_receiver_acts_in_its_own_file_and_in_its_own_part_only(void **state)
{
    struct world *w = *state;
    must(w, "stream", "stream.create", "{'delivery':'poll'}");
    refused(w, 1, 0, "stream/1", "stream.pause", NULL);
    refused(w, 0, 1, "stream", "stream.create", "{'delivery':'poll'}");
    refused(w, 0, 0, "authority", "authority.retire", NULL);
    refused(w, 0, 0, "credential", "credential.propose",
            "{'label':'a','means':'token','digest':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',"
            "'scope':['poll'],'expires_at':'2030-01-01T00:00:00.000Z'}");
}

static void nobody_of_ours_is_a_receiver(void **state)
{
    struct world *w = *state;
    must(w, "stream", "stream.create", "{'delivery':'poll'}");
    struct hf_request request = world_request(w, &w->officer, "receiver", &w->focal[0].authority, "stream/1",
                                              "stream.update", "{'description':'x'}");
    assert_int_equal(world_serve(w, 0, &request), HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), "not_allowed");
}

static void a_credential_is_good_once_confirmed_until_its_term_or_revoked(void **state)
{
    struct world *w = *state;
    char payload[400];
    struct hf_digest digest;
    struct hf_credential_row who;
    struct hf_buf text = hf_buf_in(&w->arena, HF_DIGEST_TEXT), term = hf_buf_in(&w->arena, HF_INSTANT_TEXT);
    const struct hf_str token = HF_STR("abcabcabcabcabcabcabcabcabcabcabcabcabcabca");
    hf_access_digest(&w->hasher, token, &digest);
    hf_digest_put(&text, &digest);
    hf_instant_put(&term, w->clock.now_ms + HOUR_MS);
    snprintf(payload, sizeof payload,
             "{'label':'a','means':'token','digest':'%.*s','scope':['poll'],'expires_at':'%.*s'}",
             HF_STR_ARG(hf_buf_str(&text)), HF_STR_ARG(hf_buf_str(&term)));
    world_do(w, &w->officer, "administrator", &w->focal[0].authority, "credential", "credential.propose",
             payload);
    (void)hf_desk_refresh(w->desk[0], &w->arena, &w->err);
    assert_int_equal(hf_desk_known(w->desk[0], token, NULL, &who, &w->err), HF_NOT_ALLOWED);
    world_do(w, &w->approver, "administrator", &w->focal[0].authority, "credential/1", "credential.confirm",
             NULL);
    (void)hf_desk_refresh(w->desk[0], &w->arena, &w->err);
    assert_int_equal(hf_desk_known(w->desk[0], token, NULL, &who, &w->err), HF_OK);
    assert_true(hf_id_eq(&who.authority, &w->focal[0].authority));
    assert_int_equal(who.known, HF_KNOWN_token);
    /* the same digest as a certificate's is another thing */
    assert_int_equal(hf_desk_known(w->desk[0], HF_STR_NONE, &digest, &who, &w->err), HF_NOT_ALLOWED);
    w->clock.now_ms += HOUR_MS;
    assert_int_equal(hf_desk_known(w->desk[0], token, NULL, &who, &w->err), HF_NOT_ALLOWED);
    w->clock.now_ms -= HOUR_MS;
    of_ours(w, "credential/1", "credential.revoke");
    (void)hf_desk_refresh(w->desk[0], &w->arena, &w->err);
    assert_int_equal(hf_desk_known(w->desk[0], token, NULL, &who, &w->err), HF_NOT_ALLOWED);
}

/* ---- fetched ---- */

static void a_notice_is_fetched_and_its_acknowledgement_is_the_202_of_a_push(void **state)
{
    struct world *w = *state;
    must(w, "stream", "stream.create", "{'delivery':'poll'}");
    struct hf_id file = sent_case(w);
    assert_int_equal(dispatch(w)->count, 0);
    assert_int_equal(world_delivery(w, &file).state, HF_SHELVED);
    assert_int_equal(fetch(w, 10), 1);
    struct hf_set set = claims_of(w, got[0].token);
    assert_str(set.aud, "https://fp0.example");
    settle(w, &got[0].outbox.token, "");
    assert_int_equal(world_delivery(w, &file).state, HF_DELIVERED);
    assert_str(world_delivery(w, &file).class_name, "received");
    settle(w, &got[0].outbox.token, "invalid_request"); /* too late to take it back */
    assert_int_equal(world_delivery(w, &file).state, HF_DELIVERED);
    assert_int_equal(world_delivery(w, &file).attempt, 1);
}

static void l10_what_is_not_acknowledged_comes_again_after_the_lease(void **state)
{
    struct world *w = *state;
    must(w, "stream", "stream.create", "{'delivery':'poll'}");
    sent_case(w);
    dispatch(w);
    assert_int_equal(fetch(w, 10), 1);
    struct hf_str first = got[0].token;
    assert_int_equal(fetch(w, 10), 0);
    w->clock.now_ms += HF_POLL_LEASE_MS - 1;
    assert_int_equal(fetch(w, 10), 0);
    w->clock.now_ms += 1;
    assert_int_equal(fetch(w, 10), 1);
    assert_true(hf_str_eq(first, got[0].token)); /* byte for byte */
    world_kill(w, 0);
    w->clock.now_ms += HF_POLL_LEASE_MS;
    assert_int_equal(fetch(w, 10), 1);
    settle(w, &got[0].outbox.token, "");
    w->clock.now_ms += HF_POLL_LEASE_MS;
    assert_int_equal(fetch(w, 10), 0);
}

static void l12_faults_are_settled_by_their_code(void **state)
{
    static const struct {
        const char *fault;
        enum hf_delivery_state outcome;
    } rows[] = {{"invalid_request", HF_DEAD},  {"invalid_audience", HF_DEAD},
                {"whatever", HF_DEAD},         {"invalid_key", HF_SHELVED},
                {"access_denied", HF_ON_HOLD}, {"authentication_failed", HF_ON_HOLD}};
    struct world *w = *state;
    must(w, "stream", "stream.create", "{'delivery':'poll'}");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_id file = sent_case(w);
        dispatch(w);
        assert_int_equal(fetch(w, 10), 1);
        settle(w, &got[0].outbox.token, rows[i].fault);
        assert_int_equal(world_delivery(w, &file).state, rows[i].outcome);
        assert_true(hf_str_begins(world_delivery(w, &file).said, hf_str_of(rows[i].fault)));
    }
    w->clock.now_ms += 5 * 60000; /* our new key is known there by now */
    assert_int_equal(fetch(w, 10), 1);
}

static void what_is_said_of_another_stream_s_notice_is_passed_over(void **state)
{
    struct world *w = *state;
    must(w, "stream", "stream.create", "{'delivery':'poll'}");
    struct hf_id file = sent_case(w);
    dispatch(w);
    assert_int_equal(fetch(w, 10), 1);
    struct hf_stream other = stream_of(w);
    struct hf_poll_said said = {.jti = got[0].outbox.token};
    other.id.byte[0] ^= 1;
    assert_int_equal(hf_poll_settle(w->desk[0], &other, &said, 1, &w->arena, &w->err), HF_OK);
    assert_int_equal(world_delivery(w, &file).state, HF_SHELVED);
}

/* ---- pushed ---- */

static void a_push_stream_takes_the_place_of_the_entry_s_address(void **state)
{
    struct world *w = *state;
    must(w, "stream", "stream.create",
         "{'delivery':'push','endpoint':'https://stream.example/in','authorization':'Bearer own'}");
    sent_case(w);
    const struct post *post = dispatch(w);
    assert_int_equal(post->count, 1);
    assert_string_equal(post->address[0], "https://stream.example/in");
    assert_string_equal(post->authorization[0], "Bearer own");
    must(w, "stream/1", "stream.update", "{'authorization':''}");
    sent_case(w);
    post = dispatch(w);
    assert_string_equal(post->authorization[0], "");
}

static void what_was_given_as_authorization_stands_nowhere_in_the_log(void **state)
{
    struct world *w = *state;
    must(w, "stream", "stream.create",
         "{'delivery':'push','endpoint':'https://stream.example/in','authorization':'Bearer own'}");
    for (size_t i = 0; twin_store_event(w->store, i) != NULL; i++)
        assert_false(hf_str_contains(twin_store_event(w->store, i)->payload, HF_STR("Bearer own")));
}

static void a_disabled_or_deleted_stream_leaves_the_entry_s_address(void **state)
{
    static const char *const events[] = {"stream.disable", "stream.delete"};
    struct world *w = *state;
    must(w, "stream", "stream.create", "{'delivery':'push','endpoint':'https://stream.example/in'}");
    for (size_t i = 0; i < 2; i++) {
        must(w, "stream/1", events[i], NULL);
        sent_case(w);
        const struct post *post = dispatch(w);
        assert_string_equal(post->address[post->count - 1], "https://fp0.example/sets");
    }
}

static void a_stream_is_used_only_where_the_state_has_chosen_that_channel(void **state)
{
    struct world *w = *state;
    must(w, "stream", "stream.create", "{'delivery':'push','endpoint':'https://stream.example/in'}");
    world_do(w, &w->officer, "administrator", &w->focal[0].authority, "amendment", "amendment.propose",
             "{'received_on':'2020-01-01','source':'note','channel':'diplomatic','drops':['endpoint']}");
    world_do(w, &w->approver, "administrator", &w->focal[0].authority, "amendment/1", "amendment.confirm",
             NULL);
    struct hf_id file = sent_case(w);
    assert_int_equal(dispatch(w)->count, 0);
    assert_int_equal(world_delivery(w, &file).state, HF_ON_HOLD);
    assert_str(world_delivery(w, &file).class_name, "no_channel");
}

/* ---- paused, changed ---- */

static void a_paused_stream_holds_without_limit_and_goes_on_in_order(void **state)
{
    struct world *w = *state;
    struct hf_id file[3];
    must(w, "stream", "stream.create", "{'delivery':'push','endpoint':'https://stream.example/in'}");
    must(w, "stream/1", "stream.pause", NULL);
    for (size_t i = 0; i < 3; i++, w->clock.now_ms += HF_MS_PER_DAY) {
        file[i] = sent_case(w);
        assert_int_equal(dispatch(w)->count, 0);
    }
    w->clock.now_ms += 400 * HF_MS_PER_DAY;
    assert_int_equal(dispatch(w)->count, 0);
    must(w, "stream/1", "stream.enable", NULL);
    assert_int_equal(dispatch(w)->count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(world_delivery(w, &file[i]).state, HF_DELIVERED);
}

static void what_stood_on_a_shelf_is_pushed_when_the_stream_is(void **state)
{
    struct world *w = *state;
    must(w, "stream", "stream.create", "{'delivery':'poll'}");
    struct hf_id file = sent_case(w);
    dispatch(w);
    assert_int_equal(fetch(w, 10), 1); /* out on a lease: it finds its way anew all the same */
    must(w, "stream/1", "stream.update", "{'delivery':'push','endpoint':'https://stream.example/in'}");
    const struct post *post = dispatch(w);
    assert_int_equal(post->count, 1);
    assert_string_equal(post->address[0], "https://stream.example/in");
    assert_int_equal(world_delivery(w, &file).state, HF_DELIVERED);
}

/* ---- of itself ---- */

static void a_stream_that_we_stop_is_told_so_and_one_that_its_receiver_stops_is_not(void **state)
{
    struct world *w = *state;
    must(w, "stream", "stream.create", "{'delivery':'poll'}");
    must(w, "stream/1", "stream.pause", NULL);
    dispatch(w);
    assert_int_equal(fetch(w, 10), 0);
    of_ours(w, "stream/1", "stream.enable");
    of_ours(w, "stream/1", "stream.disable");
    dispatch(w);
    assert_int_equal(fetch(w, 10), 2);
    struct hf_set set = claims_of(w, got[1].token);
    assert_str(set.event, HF_STREAM_EVENT_URI "stream-updated");
    assert_str(hf_json_text(&set.content, HF_STR("status")), "disabled");
    struct hf_id sub;
    assert_true(hf_id_read(set.sub_id, &sub));
    struct hf_stream stream = stream_of(w);
    assert_true(hf_id_eq(&sub, &stream.id));
}

static void a_verification_waits_for_no_notice_and_is_dropped_with_its_stream(void **state)
{
    struct world *w = *state;
    must(w, "stream", "stream.create", "{'delivery':'poll'}");
    sent_case(w);
    dispatch(w);
    assert_int_equal(fetch(w, 10), 1); /* out */
    must(w, "stream/1", "stream.verify", "{'state':'s'}");
    dispatch(w);
    assert_int_equal(fetch(w, 10), 1);
    struct hf_set set = claims_of(w, got[0].token);
    assert_str(set.event, HF_STREAM_EVENT_URI "verification");
    assert_str(hf_json_text(&set.content, HF_STR("state")), "s");
    must(w, "stream/1", "stream.delete", NULL);
    dispatch(w);
    assert_int_equal(world_delivery(w, &w->focal[0].authority).state, HF_DEAD);
    assert_str(world_delivery(w, &w->focal[0].authority).class_name, "no_stream");
}

static void the_events_that_may_be_told_are_those_of_published_definitions(void **state)
{
    struct world *w = *state;
    struct hf_json events;
    assert_int_equal(hf_desk_refresh(w->desk[0], &w->arena, &w->err), HF_OK);
    assert_int_equal(hf_desk_events(w->desk[0], &w->arena, &events, &w->err), HF_OK);
    assert_true(events.is.list.count > 0);
    for (size_t i = 0; i < events.is.list.count; i++)
        assert_true(hf_str_begins(events.is.list.item[i].is.text, HF_STR(HF_EVENT_URN)));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_begin, world_end)
    const struct CMUnitTest tests[] = {
        TEST(a_receiver_acts_in_its_own_file_and_in_its_own_part_only),
        TEST(nobody_of_ours_is_a_receiver),
        TEST(a_credential_is_good_once_confirmed_until_its_term_or_revoked),
        TEST(a_notice_is_fetched_and_its_acknowledgement_is_the_202_of_a_push),
        TEST(l10_what_is_not_acknowledged_comes_again_after_the_lease),
        TEST(l12_faults_are_settled_by_their_code),
        TEST(what_is_said_of_another_stream_s_notice_is_passed_over),
        TEST(a_push_stream_takes_the_place_of_the_entry_s_address),
        TEST(what_was_given_as_authorization_stands_nowhere_in_the_log),
        TEST(a_disabled_or_deleted_stream_leaves_the_entry_s_address),
        TEST(a_stream_is_used_only_where_the_state_has_chosen_that_channel),
        TEST(a_paused_stream_holds_without_limit_and_goes_on_in_order),
        TEST(what_stood_on_a_shelf_is_pushed_when_the_stream_is),
        TEST(a_stream_that_we_stop_is_told_so_and_one_that_its_receiver_stops_is_not),
        TEST(a_verification_waits_for_no_notice_and_is_dropped_with_its_stream),
        TEST(the_events_that_may_be_told_are_those_of_published_definitions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
