/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The real program as a transmitter (SSF 1.0) before a receiver that knows nothing of it but the standards.
 * The plan is the list of the OpenID Foundation's transmitter tests (metadata, streams well and badly
 * managed, status, subjects, verification by push with and without authorization, by poll, by poll and ack,
 * by ack alone) and the checklist of RFC 8936, whose rules are named L1 to L16 in the names.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <curl/curl.h>

#include "ssf/client.h"
#include "ssf/house.h"
#include "ssf/sink.h"
#include "unit/unit.h"

#define POLL_MS "1200"
enum { WAIT_MS = 1200, CROWD = 1500 };

static struct house house;
static struct sink *sink;

/* ---- asking ---- */

static struct reply *get(const char *path)
{
    return client_ask((struct ask){.path = path, .token = house.token[0]});
}

static struct reply *ask_with(const char *method, const char *path, const char *body)
{
    return client_ask((struct ask){.method = method, .path = path, .token = house.token[0], .body = body});
}

static const char *text(const struct hf_json *json, const char *name, char *out, size_t size)
{
    struct hf_str said = hf_json_text(json, hf_str_of(name));
    snprintf(out, size, "%.*s", HF_STR_ARG(said));
    return out;
}
#define TEXT(json, name) text((json), (name), (char[256]){0}, 256)

/* A stream of Sylvania's, fetched unless `delivery` says otherwise; its id. */
static const char *open_stream(const char *delivery)
{
    static char id[4][32];
    static size_t count;
    char *out = id[count++ % 4];
    struct reply *reply = ask_with("POST", "/v1/streams", delivery == NULL ? "{}" : delivery);
    assert_int_equal(reply->status, 201);
    text(reply_json(reply), "stream_id", out, 32);
    assert_int_equal(strlen(out), 22);
    return out;
}

static struct reply *by_id(const char *method, const char *path, const char *id)
{
    char full[128];
    snprintf(full, sizeof full, "%s?stream_id=%s", path, id);
    return client_ask((struct ask){.method = method, .path = full, .token = house.token[0]});
}

static void close_stream(const char *id)
{
    assert_int_equal(by_id("DELETE", "/v1/streams", id)->status, 204);
}

static struct ask poll_of(const char *id, const char *body)
{
    static char path[8][64];
    static size_t count;
    char *out = path[count++ % 8];
    snprintf(out, 64, "/v1/poll/%s", id);
    return (struct ask){.path = out, .token = house.token[0], .body = body};
}

static struct reply *poll(const char *id, const char *body)
{
    return client_ask(poll_of(id, body));
}

static const struct hf_json *sets_of(struct reply *reply)
{
    assert_int_equal(reply->status, 200);
    const struct hf_json *sets = HF_JSON_GET(reply_json(reply), "sets");
    assert_non_null(sets);
    assert_int_equal(sets->kind, HF_JSON_OBJECT);
    return sets;
}

static bool more_in(struct reply *reply)
{
    const struct hf_json *more = HF_JSON_GET(reply_json(reply), "moreAvailable");
    return more != NULL && more->kind == HF_JSON_BOOL && more->is.truth;
}

/* {"ack":["JTI"], ...rest} of the n-th set. */
static const char *ack_of(const struct hf_json *sets, size_t n, const char *rest)
{
    static char out[256];
    snprintf(out, sizeof out, "{\"ack\":[\"%.*s\"]%s}", HF_STR_ARG(sets->is.object.member[n].name), rest);
    return out;
}

static const struct hf_json *event_in(const struct hf_json *claims, const char *uri)
{
    const struct hf_json *events = HF_JSON_GET(claims, "events");
    assert_int_equal(events->is.object.count, 1);
    const struct hf_json *event = hf_json_get(events, hf_str_of(uri));
    assert_non_null(event);
    return event;
}

#define EVENT(name) "https://schemas.openid.net/secevent/ssf/event-type/" name
#define AT_ONCE "{\"returnImmediately\":true}"
#define ACK_ONLY ",\"maxEvents\":0,\"returnImmediately\":true"

/* Until something is there; what was given is leased. */
static struct reply *poll_some(const char *id)
{
    for (int i = 0; i < 8; i++) {
        struct reply *reply = poll(id, "{}");
        if (sets_of(reply)->is.object.count > 0)
            return reply;
    }
    fail_msg("nothing came");
    return NULL;
}

/* Fetches and acknowledges until nothing is there. */
static size_t drain(const char *id)
{
    size_t drained = 0;
    for (;;) {
        const struct hf_json *sets = sets_of(poll(id, AT_ONCE));
        if (sets->is.object.count == 0)
            return drained;
        for (size_t i = 0; i < sets->is.object.count; i++, drained++)
            assert_int_equal(poll(id, ack_of(sets, i, ACK_ONLY))->status, 200);
    }
}

static void verify(const char *id, const char *state, long status)
{
    char body[200];
    snprintf(body, sizeof body, "{\"stream_id\":\"%s\"%s%s%s}", id, state != NULL ? ",\"state\":\"" : "",
             state != NULL ? state : "", state != NULL ? "\"" : "");
    struct reply *reply = ask_with("POST", "/v1/streams/verify", body);
    assert_int_equal(reply->status, status);
    if (status == 204)
        assert_int_equal(reply->body_len, 0);
}

/* ---- metadata ---- */

static void the_metadata_stands_between_host_and_path_of_the_issuer(void **state)
{
    (void)state;
    struct reply *reply = client_ask((struct ask){.path = "/.well-known/ssf-configuration/registry"});
    const struct hf_json *said = reply_json(reply);
    assert_int_equal(reply->status, 200);
    assert_true(reply_has(reply, "Content-Type: application/json"));
    assert_string_equal(TEXT(said, "spec_version"), "1_0");
    assert_string_equal(TEXT(said, "issuer"), HOUSE_ISSUER);
    assert_string_equal(TEXT(said, "jwks_uri"), "https://court.invalid/.well-known/jwks.json");
    assert_string_equal(TEXT(said, "default_subjects"), "ALL");
    assert_int_equal(HF_JSON_GET(said, "delivery_methods_supported")->is.list.count, 2);
    for (size_t i = 0; i < said->is.object.count; i++)
        if (said->is.object.member[i].value.kind == HF_JSON_LIST)
            assert_true(said->is.object.member[i].value.is.list.count > 0);
    assert_int_equal(client_ask((struct ask){.path = "/.well-known/ssf-configuration"})->status, 404);
    assert_int_equal(client_ask((struct ask){.path = "/.well-known/ssf-configuration/other"})->status, 404);
}

/* Optional in SSF 1.0: all subjects are told, and no endpoint is named that is not there. */
static void subjects_are_all_and_none_is_added_or_removed(void **state)
{
    (void)state;
    const struct hf_json *said =
        reply_json(client_ask((struct ask){.path = "/.well-known/ssf-configuration/registry"}));
    assert_null(HF_JSON_GET(said, "add_subject_endpoint"));
    assert_null(HF_JSON_GET(said, "remove_subject_endpoint"));
}

/* ---- who asks ---- */

static void who_shows_nothing_or_what_is_no_good_is_not_known(void **state)
{
    (void)state;
    const char *tokens[] = {NULL, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", house.revoked,
                            house.proposed};
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        struct reply *reply = client_ask((struct ask){.path = "/v1/streams", .token = tokens[i]});
        assert_int_equal(reply->status, 401);
        assert_true(reply_has(reply, "WWW-Authenticate: Bearer"));
    }
}

static void l14_a_poll_without_a_token_is_told_the_schemes(void **state)
{
    (void)state;
    struct reply *reply = client_ask((struct ask){.path = "/v1/poll/AAAAAAAAAAAAAAAAAAAAAA", .body = "{}"});
    assert_int_equal(reply->status, 401);
    assert_true(reply_has(reply, "WWW-Authenticate: Bearer"));
    assert_false(reply_has(reply, "problem+json"));
}

static void a_token_is_good_for_its_scope_only(void **state)
{
    (void)state;
    const char *id = open_stream(NULL);
    struct ask ask = poll_of(id, AT_ONCE);
    ask.token = house.narrow;
    assert_int_equal(client_ask(ask)->status, 200);
    assert_int_equal(client_ask((struct ask){.path = "/v1/streams", .token = house.narrow})->status, 403);
    close_stream(id);
}

static void another_authority_s_stream_is_not_there(void **state)
{
    (void)state;
    const char *id = open_stream(NULL);
    char path[64];
    struct ask ask = poll_of(id, AT_ONCE);
    ask.token = house.token[1];
    assert_int_equal(client_ask(ask)->status, 404);
    snprintf(path, sizeof path, "/v1/streams?stream_id=%s", id);
    assert_int_equal(client_ask((struct ask){.path = path, .token = house.token[1]})->status, 404);
    assert_int_equal(
        client_ask((struct ask){.method = "DELETE", .path = path, .token = house.token[1]})->status, 404);
    struct reply *list = client_ask((struct ask){.path = "/v1/streams", .token = house.token[1]});
    assert_string_equal(list->body, "[]");
    close_stream(id);
}

/* ---- streams ---- */

static void a_stream_is_made_read_and_deleted(void **state)
{
    (void)state;
    char own[96];
    const char *id = open_stream("{\"description\":\"ours\"}");
    struct reply *reply = by_id("GET", "/v1/streams", id);
    const struct hf_json *said = reply_json(reply);
    assert_int_equal(reply->status, 200);
    assert_string_equal(TEXT(said, "iss"), HOUSE_ISSUER);
    assert_string_equal(TEXT(said, "aud"), "https://sylvania.invalid");
    assert_string_equal(TEXT(said, "description"), "ours");
    assert_string_equal(TEXT(HF_JSON_GET(said, "delivery"), "method"), "urn:ietf:rfc:8936");
    snprintf(own, sizeof own, "https://court.invalid/v1/poll/%s", id);
    assert_string_equal(TEXT(HF_JSON_GET(said, "delivery"), "endpoint_url"), own);
    assert_true(HF_JSON_GET(said, "events_delivered")->is.list.count > 0);
    assert_null(HF_JSON_GET(said, "events_requested")); /* empty lists are left out */
    struct reply *list = get("/v1/streams");
    assert_int_equal(list->body_len, reply->body_len + 2);
    assert_memory_equal(list->body + 1, reply->body, reply->body_len);
    close_stream(id);
    assert_int_equal(by_id("GET", "/v1/streams", id)->status, 404);
    assert_int_equal(by_id("DELETE", "/v1/streams", id)->status, 404);
    assert_int_equal(poll(id, AT_ONCE)->status, 404);
}

static void two_streams_of_a_receiver_have_two_addresses(void **state)
{
    (void)state;
    const char *one = open_stream(NULL), *two = open_stream(NULL);
    assert_string_not_equal(one, two);
    close_stream(one);
    close_stream(two);
}

static void patch_changes_what_is_named_and_put_replaces_all(void **state)
{
    (void)state;
    char body[600];
    const char *id = open_stream("{\"description\":\"a\",\"events_requested\":[\"urn:x:1\"]}");
    snprintf(body, sizeof body, "{\"stream_id\":\"%s\",\"description\":\"b\"}", id);
    const struct hf_json *said = reply_json(ask_with("PATCH", "/v1/streams", body));
    assert_string_equal(TEXT(said, "description"), "b");
    assert_int_equal(HF_JSON_GET(said, "events_requested")->is.list.count, 1);
    assert_null(HF_JSON_GET(said, "events_delivered")); /* none of ours is asked for */
    snprintf(body, sizeof body, "{\"stream_id\":\"%s\",\"delivery\":{\"method\":\"urn:ietf:rfc:8936\"}}", id);
    struct reply *reply = ask_with("PUT", "/v1/streams", body);
    assert_int_equal(reply->status, 200);
    assert_null(HF_JSON_GET(reply_json(reply), "description"));
    assert_null(HF_JSON_GET(reply_json(reply), "events_requested"));
    close_stream(id);
}

static void what_is_read_may_be_sent_back_and_what_is_ours_not_changed(void **state)
{
    (void)state;
    char body[2048];
    const char *id = open_stream(NULL);
    assert_int_equal(ask_with("PUT", "/v1/streams", by_id("GET", "/v1/streams", id)->body)->status, 200);
    snprintf(body, sizeof body, "{\"stream_id\":\"%s\",\"iss\":\"https://other.invalid\"}", id);
    assert_int_equal(ask_with("PATCH", "/v1/streams", body)->status, 400);
    assert_int_equal(ask_with("PUT", "/v1/streams", body)->status, 400);
    snprintf(body, sizeof body,
             "{\"stream_id\":\"%s\",\"delivery\":{\"method\":\"urn:ietf:rfc:8936\","
             "\"endpoint_url\":\"https://court.invalid/v1/poll/other\"}}",
             id);
    assert_int_equal(ask_with("PATCH", "/v1/streams", body)->status, 400);
    close_stream(id);
}

static void what_cannot_be_a_stream_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "",
        "[]",
        "{\"delivery\":{\"method\":\"urn:x\"}}",
        "{\"delivery\":\"poll\"}",
        "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\"}}",
        "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"http://plain.invalid/\"}}",
        ("{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"https://a.invalid/\","
         "\"authorization_header\":\"a\\r\\nX: y\"}}"),
        "{\"events_requested\":\"all\"}",
        "{\"events_requested\":[1]}",
        "{\"description\":7}",
        "{\"description\":\"a\",\"description\":\"b\"}",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        struct reply *reply = ask_with("POST", "/v1/streams", bodies[i]);
        if (reply->status != 400)
            fail_msg("%s: %ld", bodies[i], reply->status);
        assert_true(reply_has(reply, "application/problem+json"));
    }
    assert_int_equal(ask_with("PATCH", "/v1/streams", "{\"description\":\"x\"}")->status, 400);
    assert_int_equal(ask_with("PUT", "/v1/streams", "{\"stream_id\":\"AAAAAAAAAAAAAAAAAAAAAA\"}")->status,
                     404);
    assert_int_equal(by_id("GET", "/v1/streams", "no-id")->status, 404);
    assert_string_equal(get("/v1/streams")->body, "[]");
}

static void so_many_streams_and_no_more(void **state)
{
    (void)state;
    char ids[8][32];
    for (size_t i = 0; i < 8; i++)
        snprintf(ids[i], sizeof ids[i], "%s", open_stream(NULL));
    assert_int_equal(ask_with("POST", "/v1/streams", "{}")->status, 409);
    for (size_t i = 0; i < 8; i++)
        close_stream(ids[i]);
}

static void other_methods_types_and_sizes_are_refused(void **state)
{
    (void)state;
    static char large[80 * 1024];
    struct reply *reply = ask_with("POST", "/livez", "{}");
    assert_int_equal(reply->status, 405);
    assert_true(reply_has(reply, "Allow: GET, HEAD"));
    reply = client_ask((struct ask){.method = "OPTIONS", .path = "/v1/streams", .token = house.token[0]});
    assert_int_equal(reply->status, 405);
    assert_true(reply_has(reply, "Allow: GET, HEAD, POST, PATCH, PUT, DELETE"));
    reply = client_ask(
        (struct ask){.path = "/v1/streams", .token = house.token[0], .type = "text/plain", .body = "{}"});
    assert_int_equal(reply->status, 415);
    memset(large, ' ', sizeof large - 1);
    assert_int_equal(ask_with("POST", "/v1/streams", large)->status, 413);
}

/* ---- status ---- */

static void set_status(const char *id, const char *status, long wanted)
{
    char body[128];
    snprintf(body, sizeof body, "{\"stream_id\":\"%s\",\"status\":\"%s\",\"reason\":\"test\"}", id, status);
    struct reply *reply = ask_with("POST", "/v1/streams/status", body);
    assert_int_equal(reply->status, wanted);
    if (wanted == 200) {
        assert_string_equal(TEXT(reply_json(reply), "status"), status);
        assert_string_equal(TEXT(reply_json(reply), "reason"), "test");
    }
}

static void the_status_is_read_and_set(void **state)
{
    (void)state;
    static const char *const statuses[] = {"paused", "enabled", "disabled", "paused", "disabled", "enabled"};
    const char *id = open_stream(NULL);
    assert_string_equal(TEXT(reply_json(by_id("GET", "/v1/streams/status", id)), "status"), "enabled");
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        set_status(id, statuses[i], 200);
        assert_string_equal(TEXT(reply_json(by_id("GET", "/v1/streams/status", id)), "status"), statuses[i]);
    }
    set_status(id, "broken", 400);
    set_status("AAAAAAAAAAAAAAAAAAAAAA", "paused", 404);
    assert_int_equal(by_id("GET", "/v1/streams/status", "AAAAAAAAAAAAAAAAAAAAAA")->status, 404);
    close_stream(id);
}

/* ---- polling: RFC 8936 ---- */

static void l1_l7_l8_an_answer_is_json_with_sets_and_more_only_where_there_is_more(void **state)
{
    (void)state;
    const char *id = open_stream(NULL);
    struct reply *reply = poll(id, AT_ONCE);
    assert_true(reply_has(reply, "Content-Type: application/json"));
    assert_string_equal(reply->body, "{\"sets\":{}}");
    struct ask ask = poll_of(id, "{}");
    ask.type = "text/plain";
    assert_int_equal(client_ask(ask)->status, 415);
    ask = poll_of(id, NULL);
    ask.method = "GET";
    reply = client_ask(ask);
    assert_int_equal(reply->status, 405);
    assert_true(reply_has(reply, "Allow: POST"));
    close_stream(id);
}

static void l5_l6_with_nothing_there_it_waits_unless_asked_not_to(void **state)
{
    (void)state;
    const char *id = open_stream(NULL);
    assert_true(poll(id, AT_ONCE)->seconds < 0.5);
    struct reply *reply = poll(id, "{}"); /* L2: a whole request */
    assert_string_equal(reply->body, "{\"sets\":{}}");
    assert_true(reply->seconds * 1000 >= WAIT_MS - 50 && reply->seconds * 1000 < WAIT_MS + 1000);
    reply = poll(id, "{\"returnImmediately\":false}");
    assert_true(reply->seconds * 1000 >= WAIT_MS - 50);
    close_stream(id);
}

static void l4_an_acknowledgement_alone_returns_at_once_only_where_asked_to(void **state)
{
    (void)state;
    const char *id = open_stream(NULL);
    assert_true(poll(id, "{\"ack\":[],\"maxEvents\":0,\"returnImmediately\":true}")->seconds < 0.5);
    assert_true(poll(id, "{\"ack\":[],\"maxEvents\":0}")->seconds * 1000 >= WAIT_MS - 50);
    close_stream(id);
}

static void l5_a_notice_that_comes_wakes_who_waits(void **state)
{
    (void)state;
    char reference[16];
    const char *id = open_stream(NULL);
    house_case(&house, 0, reference);
    struct later *waits = client_later(poll_of(id, "{}"));
    house_tell(&house, reference, "send");
    struct reply *reply = later_reply(waits);
    const struct hf_json *sets = sets_of(reply);
    assert_int_equal(sets->is.object.count, 1);
    const struct hf_json *claims = client_claims(sets->is.object.member[0].value.is.text);
    assert_non_null(claims);
    event_in(claims, "urn:holdfast:event:1:please-act");
    assert_true(hf_str_eq(hf_json_text(claims, HF_STR("jti")), sets->is.object.member[0].name));
    assert_int_equal(poll(id, ack_of(sets, 0, ACK_ONLY))->status, 200);
    close_stream(id);
}

static void l3_l8_no_more_than_asked_and_the_rest_is_told_of(void **state)
{
    (void)state;
    char reference[3][16];
    const char *id = open_stream(NULL);
    for (size_t i = 0; i < 3; i++) {
        house_case(&house, 0, reference[i]);
        house_tell(&house, reference[i], "send");
    }
    pause_ms(500);
    struct reply *none = poll(id, "{\"maxEvents\":0}");
    assert_int_equal(sets_of(none)->is.object.count, 0);
    assert_true(more_in(none) && none->seconds < 0.5);
    struct reply *two = poll(id, "{\"maxEvents\":2,\"returnImmediately\":true}");
    assert_int_equal(sets_of(two)->is.object.count, 2);
    assert_true(more_in(two));
    struct reply *last = poll(id, "{\"maxEvents\":2,\"returnImmediately\":true}");
    assert_int_equal(sets_of(last)->is.object.count, 1);
    assert_false(more_in(last));
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(poll(id, ack_of(sets_of(two), i, ACK_ONLY))->status, 200);
    assert_int_equal(poll(id, ack_of(sets_of(last), 0, ACK_ONLY))->status, 200);
    assert_int_equal(drain(id), 0);
    close_stream(id);
}

static void l9_l16_an_acknowledgement_counts_once_late_twice_mixed_or_of_nobody_s(void **state)
{
    (void)state;
    char reference[16], body[512];
    const char *id = open_stream(NULL);
    house_case(&house, 0, reference);
    house_tell(&house, reference, "send");
    const struct hf_json *sets = sets_of(poll_some(id));
    assert_int_equal(sets->is.object.count, 1);
    struct hf_str jti = sets->is.object.member[0].name;
    snprintf(body, sizeof body,
             "{\"ack\":[\"bogus\",\"00000000-0000-7000-8000-000000000000\",\"%.*s\",\"%.*s\"],"
             "\"setErrs\":{\"%.*s\":{\"err\":\"invalid_request\",\"description\":\"late\"}}" ACK_ONLY "}",
             HF_STR_ARG(jti), HF_STR_ARG(jti), HF_STR_ARG(jti));
    assert_int_equal(poll(id, body)->status, 200);
    assert_int_equal(poll(id, body)->status, 200);
    assert_int_equal(drain(id), 0); /* never given again */
    close_stream(id);
}

static void l12_a_fault_of_a_notice_ends_it_and_the_next_one_comes(void **state)
{
    (void)state;
    char reference[16], body[256];
    const char *id = open_stream(NULL);
    house_case(&house, 0, reference);
    house_tell(&house, reference, "send");
    house_tell(&house, reference, "withdraw");
    pause_ms(500);
    const struct hf_json *sets = sets_of(poll(id, "{\"maxEvents\":1}"));
    assert_int_equal(sets->is.object.count, 1);
    assert_int_equal(sets_of(poll(id, AT_ONCE))->is.object.count, 0); /* the second waits for the first */
    snprintf(body, sizeof body,
             "{\"setErrs\":{\"%.*s\":{\"err\":\"invalid_request\",\"description\":\"not understood\"}}}",
             HF_STR_ARG(sets->is.object.member[0].name));
    sets = sets_of(poll(id, body));
    assert_int_equal(sets->is.object.count, 1);
    assert_int_equal(poll(id, ack_of(sets, 0, ACK_ONLY))->status, 200);
    close_stream(id);
}

static void l12_a_key_not_known_there_yet_is_tried_again_later(void **state)
{
    (void)state;
    char reference[16], body[256];
    const char *id = open_stream(NULL);
    house_case(&house, 0, reference);
    house_tell(&house, reference, "send");
    const struct hf_json *sets = sets_of(poll_some(id));
    snprintf(body, sizeof body, "{\"setErrs\":{\"%.*s\":{\"err\":\"invalid_key\"}}" ACK_ONLY "}",
             HF_STR_ARG(sets->is.object.member[0].name));
    assert_int_equal(poll(id, body)->status, 200);
    assert_int_equal(sets_of(poll(id, AT_ONCE))->is.object.count, 0);
    /* it is still there: acknowledged late, it is done */
    assert_int_equal(poll(id, ack_of(sets, 0, ACK_ONLY))->status, 200);
    close_stream(id);
}

static void l13_what_is_no_poll_request_is_a_400_with_the_reason(void **state)
{
    (void)state;
    static const char *const bodies[] = {"",
                                         "[]",
                                         "{",
                                         "{\"maxEvents\":-1}",
                                         "{\"maxEvents\":\"1\"}",
                                         "{\"returnImmediately\":1}",
                                         "{\"ack\":\"x\"}",
                                         "{\"ack\":[1]}",
                                         "{\"setErrs\":[]}",
                                         "{\"setErrs\":{\"x\":{}}}",
                                         "{\"ack\":[],\"ack\":[]}"};
    const char *id = open_stream(NULL);
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        struct reply *reply = poll(id, bodies[i]);
        if (reply->status != 400)
            fail_msg("%s: %ld", bodies[i], reply->status);
        assert_true(reply_has(reply, "Content-Type: application/json"));
        assert_string_equal(TEXT(reply_json(reply), "err"), "invalid_request");
    }
    close_stream(id);
}

static void l10_two_pollers_at_once_share_what_is_there(void **state)
{
    (void)state;
    enum { NOTICES = 4, POLLERS = 4 };
    char reference[16];
    size_t given = 0;
    const char *id = open_stream(NULL);
    struct later *pollers[POLLERS];
    struct reply *replies[POLLERS];
    for (size_t i = 0; i < NOTICES; i++) {
        house_case(&house, 0, reference);
        house_tell(&house, reference, "send");
    }
    pause_ms(500);
    for (size_t i = 0; i < POLLERS; i++)
        pollers[i] = client_later(poll_of(id, "{\"maxEvents\":2,\"returnImmediately\":true}"));
    for (size_t i = 0; i < POLLERS; i++) {
        replies[i] = later_reply(pollers[i]);
        given += sets_of(replies[i])->is.object.count;
    }
    assert_int_equal(given, NOTICES); /* each once: leased */
    for (size_t i = 0; i < POLLERS; i++)
        for (size_t k = 0; k < sets_of(replies[i])->is.object.count; k++)
            assert_int_equal(poll(id, ack_of(sets_of(replies[i]), k, ACK_ONLY))->status, 200);
    close_stream(id);
}

/* ---- held, in order, whatever happens ---- */

static void a_paused_stream_holds_and_gives_in_order_once_it_flows(void **state)
{
    (void)state;
    char reference[16];
    const char *id = open_stream(NULL);
    set_status(id, "paused", 200);
    house_case(&house, 0, reference);
    house_tell(&house, reference, "send");
    house_tell(&house, reference, "withdraw");
    pause_ms(500);
    assert_int_equal(sets_of(poll(id, AT_ONCE))->is.object.count, 0);
    set_status(id, "enabled", 200);
    const struct hf_json *first = sets_of(poll(id, "{\"maxEvents\":1}"));
    assert_int_equal(first->is.object.count, 1);
    const struct hf_json *claims = client_claims(first->is.object.member[0].value.is.text);
    event_in(claims, "urn:holdfast:event:1:please-act");
    const struct hf_json *second = sets_of(poll(id, ack_of(first, 0, ",\"maxEvents\":1")));
    assert_int_equal(second->is.object.count, 1);
    claims = client_claims(second->is.object.member[0].value.is.text);
    event_in(claims, "urn:holdfast:event:1:withdrawn");
    assert_int_equal(poll(id, ack_of(second, 0, ACK_ONLY))->status, 200);
    close_stream(id);
}

static void the_order_holds_across_kill_and_restart(void **state)
{
    (void)state;
    char reference[16];
    const char *id = open_stream(NULL);
    house_case(&house, 0, reference);
    house_tell(&house, reference, "send");
    house_tell(&house, reference, "withdraw");
    pause_ms(500); /* both stand on the shelf: what a killed sender had in hand comes when its lease ends */
    const struct hf_json *first = sets_of(poll(id, "{\"maxEvents\":1}"));
    assert_int_equal(first->is.object.count, 1);
    office_kill(&house.office);
    office_serve(&house.office);
    assert_int_equal(sets_of(poll(id, AT_ONCE))->is.object.count, 0); /* leased, and the second behind it */
    const struct hf_json *second = sets_of(poll(id, ack_of(first, 0, "")));
    assert_int_equal(second->is.object.count, 1);
    event_in(client_claims(second->is.object.member[0].value.is.text), "urn:holdfast:event:1:withdrawn");
    assert_int_equal(poll(id, ack_of(second, 0, ACK_ONLY))->status, 200);
    close_stream(id);
}

/* ---- verification ---- */

static void verification_by_poll_echoes_the_state_and_is_not_asked_for_too_often(void **state)
{
    (void)state;
    const char *id = open_stream(NULL);
    struct later *waits = client_later(poll_of(id, "{}"));
    verify(id, "VGhpcyBpcyBhbiBleGFtcGxl", 204);
    const struct hf_json *sets = sets_of(later_reply(waits));
    assert_int_equal(sets->is.object.count, 1);
    const struct hf_json *claims = client_claims(sets->is.object.member[0].value.is.text);
    assert_non_null(claims);
    assert_string_equal(TEXT(event_in(claims, EVENT("verification")), "state"), "VGhpcyBpcyBhbiBleGFtcGxl");
    assert_string_equal(TEXT(claims, "iss"), HOUSE_ISSUER);
    assert_string_equal(TEXT(HF_JSON_GET(claims, "sub_id"), "format"), "opaque");
    assert_string_equal(TEXT(HF_JSON_GET(claims, "sub_id"), "id"), id);
    assert_true(hf_str_eq(hf_json_text(claims, HF_STR("jti")), sets->is.object.member[0].name));
    assert_null(HF_JSON_GET(claims, "exp"));
    assert_null(HF_JSON_GET(claims, "sub"));
    assert_int_equal(poll(id, ack_of(sets, 0, ACK_ONLY))->status, 200); /* poll and ack; then ack alone */
    assert_int_equal(poll(id, ack_of(sets, 0, ACK_ONLY))->status, 200);
    char body[64];
    snprintf(body, sizeof body, "{\"stream_id\":\"%s\"}", id);
    struct reply *again = ask_with("POST", "/v1/streams/verify", body);
    assert_int_equal(again->status, 429);
    assert_true(reply_has(again, "Retry-After: 30"));
    close_stream(id);
    verify(id, NULL, 404);
}

static void verification_without_a_state_has_none(void **state)
{
    (void)state;
    const char *id = open_stream(NULL);
    verify(id, NULL, 204);
    const struct hf_json *sets = sets_of(poll_some(id));
    const struct hf_json *claims = client_claims(sets->is.object.member[0].value.is.text);
    assert_null(HF_JSON_GET(event_in(claims, EVENT("verification")), "state"));
    assert_int_equal(poll(id, ack_of(sets, 0, ACK_ONLY))->status, 200);
    close_stream(id);
}

static const char *push_to(const char *path, const char *authorization)
{
    static char body[400];
    char address[64];
    sink_address(sink, path, address, sizeof address);
    snprintf(body, sizeof body,
             "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"%s\"%s%s%s}}", address,
             authorization != NULL ? ",\"authorization_header\":\"" : "",
             authorization != NULL ? authorization : "", authorization != NULL ? "\"" : "");
    return body;
}

static void verification_by_push_bears_the_header_that_was_asked_for(void **state)
{
    (void)state;
    size_t before = sink_count(sink);
    const char *id = open_stream(push_to("/guarded", "Bearer receivers-own-token"));
    assert_null(HF_JSON_GET(HF_JSON_GET(reply_json(by_id("GET", "/v1/streams", id)), "delivery"),
                            "authorization_header")); /* told once, never read again */
    verify(id, "s1", 204);
    assert_true(sink_await(sink, before + 1));
    assert_string_equal(sink_bearer(sink, before), "receivers-own-token");
    const struct hf_json *claims = client_claims(sink_got(sink, before));
    assert_non_null(claims);
    assert_string_equal(TEXT(event_in(claims, EVENT("verification")), "state"), "s1");
    assert_int_equal(poll(id, AT_ONCE)->status, 404); /* it is pushed */
    close_stream(id);
}

static void verification_by_push_goes_without_a_header_where_none_was_asked_for(void **state)
{
    (void)state;
    size_t before = sink_count(sink);
    const char *id = open_stream(push_to("/push", NULL));
    verify(id, NULL, 204);
    assert_true(sink_await(sink, before + 1));
    assert_string_equal(sink_bearer(sink, before), "");
    close_stream(id);
}

/* ---- changes ---- */

static void what_waits_to_be_fetched_is_pushed_once_the_stream_is(void **state)
{
    (void)state;
    char reference[16], body[500];
    size_t before = sink_count(sink);
    const char *id = open_stream(NULL);
    house_case(&house, 0, reference);
    house_tell(&house, reference, "send");
    house_tell(&house, reference, "withdraw");
    pause_ms(500);
    const char *push = push_to("/push", NULL);
    snprintf(body, sizeof body, "{\"stream_id\":\"%s\",%s", id, push + 1);
    assert_int_equal(ask_with("PATCH", "/v1/streams", body)->status, 200);
    assert_true(sink_await(sink, before + 2));
    event_in(client_claims(sink_got(sink, before)), "urn:holdfast:event:1:please-act");
    event_in(client_claims(sink_got(sink, before + 1)), "urn:holdfast:event:1:withdrawn");
    close_stream(id);
}

static void an_event_goes_by_the_stream_that_asks_for_it(void **state)
{
    (void)state;
    char reference[16];
    const char *one = open_stream("{\"events_requested\":[\"urn:holdfast:event:1:please-act\"]}");
    const char *two = open_stream("{\"events_requested\":[\"urn:holdfast:event:1:withdrawn\"]}");
    house_case(&house, 0, reference);
    house_tell(&house, reference, "send");
    const struct hf_json *sets = sets_of(poll_some(one));
    assert_int_equal(poll(one, ack_of(sets, 0, ACK_ONLY))->status, 200);
    house_tell(&house, reference, "withdraw");
    sets = sets_of(poll_some(two));
    event_in(client_claims(sets->is.object.member[0].value.is.text), "urn:holdfast:event:1:withdrawn");
    assert_int_equal(poll(two, ack_of(sets, 0, ACK_ONLY))->status, 200);
    close_stream(one);
    close_stream(two);
}

/* SSF 1.0, 8.1.5. */
static void who_stops_a_stream_on_our_side_tells_its_receiver_before(void **state)
{
    (void)state;
    char reference[16];
    const char *id = open_stream(NULL);
    const char *pause[] = {"stream", "pause", "Sylvania", id, "--reason", "maintenance", NULL};
    const char *enable[] = {"stream", "enable", "Sylvania", id, NULL};
    house_do(&house, "Ana Reyes", pause);
    house_case(&house, 0, reference);
    house_tell(&house, reference, "send");
    const struct hf_json *sets = sets_of(poll_some(id)); /* paused: of itself it tells all the same */
    assert_int_equal(sets->is.object.count, 1);
    const struct hf_json *event =
        event_in(client_claims(sets->is.object.member[0].value.is.text), EVENT("stream-updated"));
    assert_string_equal(TEXT(event, "status"), "paused");
    assert_string_equal(TEXT(event, "reason"), "maintenance");
    assert_int_equal(sets_of(poll(id, ack_of(sets, 0, ACK_ONLY)))->is.object.count, 0);
    assert_int_equal(sets_of(poll(id, AT_ONCE))->is.object.count, 0);
    house_do(&house, "Ana Reyes", enable);
    pause_ms(700);
    assert_int_equal(drain(id), 2); /* that it flows again, and what was held */
    close_stream(id);
}

/* ---- many ---- */

static long threads_of(pid_t pid)
{
    char path[64], line[128];
    long threads = 0;
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *file = fopen(path, "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (sscanf(line, "Threads: %ld", &threads) == 1)
            break;
    if (file != NULL)
        fclose(file);
    return threads;
}

static size_t swallow(char *bytes, size_t size, size_t count, void *context)
{
    size_t *with_sets = context;
    (void)bytes;
    *with_sets += size * count > 20;
    return size * count;
}

static CURL *crowd_member(const char *id, struct curl_slist *headers, size_t *with_sets)
{
    char url[160];
    CURL *curl = curl_easy_init();
    snprintf(url, sizeof url, "http://%s/v1/poll/%s", house.office.listen, id);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, "{}");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, with_sets);
    return curl;
}

static int turn_crowd(CURLM *multi, int64_t ms, size_t *answered)
{
    int running = 0, left;
    for (int64_t until = now_ms() + ms; now_ms() < until;) {
        curl_multi_perform(multi, &running);
        for (CURLMsg *said; (said = curl_multi_info_read(multi, &left)) != NULL;) {
            long status = 0;
            curl_easy_getinfo(said->easy_handle, CURLINFO_RESPONSE_CODE, &status);
            *answered += said->msg == CURLMSG_DONE && status == 200;
        }
        if (running == 0)
            break;
        curl_multi_poll(multi, NULL, 0, 20, NULL);
    }
    return running;
}

static void a_crowd_waits_and_costs_no_thread(void **state)
{
    (void)state;
    static CURL *crowd[CROWD];
    char bearer[128];
    size_t with_sets = 0, answered = 0;
    const char *id = open_stream(NULL);
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    snprintf(bearer, sizeof bearer, "Authorization: Bearer %s", house.token[0]);
    headers = curl_slist_append(headers, bearer);
    CURLM *multi = curl_multi_init();
    long before = threads_of(house.office.pid);
    for (size_t i = 0; i < CROWD; i++)
        curl_multi_add_handle(multi, crowd[i] = crowd_member(id, headers, &with_sets));
    turn_crowd(multi, WAIT_MS / 2, &answered);
    assert_int_equal(threads_of(house.office.pid), before);
    assert_true(before > 0);
    verify(id, NULL, 204);
    assert_int_equal(turn_crowd(multi, 15000, &answered), 0);
    assert_int_equal(answered, CROWD); /* all of them answered, and one with what came */
    assert_int_equal(with_sets, 1);
    for (size_t i = 0; i < CROWD; i++) {
        curl_multi_remove_handle(multi, crowd[i]);
        curl_easy_cleanup(crowd[i]);
    }
    curl_multi_cleanup(multi);
    curl_slist_free_all(headers);
    close_stream(id);
}

static void who_waits_is_sent_away_when_the_server_stops(void **state)
{
    (void)state;
    const char *id = open_stream(NULL);
    struct later *waits = client_later(poll_of(id, "{}"));
    pause_ms(300);
    assert_int_equal(office_stop(&house.office), 0);
    struct reply *reply = later_reply(waits);
    assert_string_equal(reply->body, "{\"sets\":{}}");
    office_serve(&house.office);
    close_stream(id);
}

/* Nothing of a test is left to the next: no stream stands. */
static int nothing_stands(void **state)
{
    (void)state;
    const struct hf_json *list = reply_json(get("/v1/streams"));
    for (size_t i = 0; list != NULL && i < list->is.list.count; i++)
        (void)by_id("DELETE", "/v1/streams", TEXT(&list->is.list.item[i], "stream_id"));
    return 0;
}

static void admit_files(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = files.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &files);
}

int main(int count, char **arguments)
{
#define TEST(name) cmocka_unit_test_teardown(name, nothing_stands)
    const struct CMUnitTest tests[] = {
        TEST(the_metadata_stands_between_host_and_path_of_the_issuer),
        TEST(subjects_are_all_and_none_is_added_or_removed),
        TEST(who_shows_nothing_or_what_is_no_good_is_not_known),
        TEST(l14_a_poll_without_a_token_is_told_the_schemes),
        TEST(a_token_is_good_for_its_scope_only),
        TEST(another_authority_s_stream_is_not_there),
        TEST(a_stream_is_made_read_and_deleted),
        TEST(two_streams_of_a_receiver_have_two_addresses),
        TEST(patch_changes_what_is_named_and_put_replaces_all),
        TEST(what_is_read_may_be_sent_back_and_what_is_ours_not_changed),
        TEST(what_cannot_be_a_stream_is_refused),
        TEST(so_many_streams_and_no_more),
        TEST(other_methods_types_and_sizes_are_refused),
        TEST(the_status_is_read_and_set),
        TEST(l1_l7_l8_an_answer_is_json_with_sets_and_more_only_where_there_is_more),
        TEST(l5_l6_with_nothing_there_it_waits_unless_asked_not_to),
        TEST(l4_an_acknowledgement_alone_returns_at_once_only_where_asked_to),
        TEST(l5_a_notice_that_comes_wakes_who_waits),
        TEST(l3_l8_no_more_than_asked_and_the_rest_is_told_of),
        TEST(l9_l16_an_acknowledgement_counts_once_late_twice_mixed_or_of_nobody_s),
        TEST(l12_a_fault_of_a_notice_ends_it_and_the_next_one_comes),
        TEST(l12_a_key_not_known_there_yet_is_tried_again_later),
        TEST(l13_what_is_no_poll_request_is_a_400_with_the_reason),
        TEST(l10_two_pollers_at_once_share_what_is_there),
        TEST(a_paused_stream_holds_and_gives_in_order_once_it_flows),
        TEST(the_order_holds_across_kill_and_restart),
        TEST(verification_by_poll_echoes_the_state_and_is_not_asked_for_too_often),
        TEST(verification_without_a_state_has_none),
        TEST(verification_by_push_bears_the_header_that_was_asked_for),
        TEST(verification_by_push_goes_without_a_header_where_none_was_asked_for),
        TEST(what_waits_to_be_fetched_is_pushed_once_the_stream_is),
        TEST(an_event_goes_by_the_stream_that_asks_for_it),
        TEST(who_stops_a_stream_on_our_side_tells_its_receiver_before),
        TEST(a_crowd_waits_and_costs_no_thread),
        TEST(who_waits_is_sent_away_when_the_server_stops),
    };
    if (count < 2)
        return 2;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    admit_files();
    setenv("HOLDFAST_HTTP_POLL_MS", POLL_MS, 1);
    setenv("HOLDFAST_HTTP_PER_ADDRESS", "8000", 1);
    house_make(&house, arguments[1]);
    sink = sink_open(&house.office);
    office_serve(&house.office);
    client_to(house.office.listen);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    sink_close(sink);
    return failed;
}
