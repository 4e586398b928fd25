/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cases that come from one version of their workflow to the next: moving-1 and moving-2 of
 * tests/vectors/workflow, by the map of tests/vectors/migration or one that a test writes. Every event is
 * replayed by the bench, with the evaluator off.
 */
#include <stdio.h>
#include <stdlib.h>

#include "casefile/house.h"
#include "casefile/migrate.h"
#include "unit/casefile/bench.h"

#define OLD "tests/vectors/workflow/moving-1.json"
#define NEW "tests/vectors/workflow/moving-2.json"
#define MAP "tests/vectors/migration/moving.json"

static struct hf_rehearsal *b;
static struct hf_case library;
static struct hf_map map;
static struct hf_leading leading;

/* ---- definitions and maps ---- */

/* The text with ' for ". */
static struct hf_str quoted(const char *text)
{
    size_t len = strlen(text);
    char *copy = HF_NEW(&b->arena, char, len + 1);
    for (size_t i = 0; i < len; i++)
        copy[i] = text[i] == '\'' ? '"' : text[i];
    return (struct hf_str){copy, len};
}

static struct hf_str changed(struct hf_str text, const char *from, const char *to)
{
    struct hf_buf out = hf_buf_in(&b->arena, text.len + 256);
    struct hf_str was = quoted(from), now = quoted(to);
    size_t at = 0;
    while (at + was.len <= text.len && memcmp(text.at + at, was.at, was.len) != 0)
        at++;
    if (at + was.len > text.len)
        fail_msg("%s is not in the text", from);
    hf_buf_put(&out, hf_str_part(text, 0, at));
    hf_buf_put(&out, now);
    hf_buf_put(&out, hf_str_part(text, at + was.len, text.len));
    return hf_buf_str(&out);
}

static const struct hf_flow *compiled(struct hf_str text)
{
    const struct hf_flow *flow = NULL;
    struct hf_findings findings;
    char line[2000];
    struct hf_buf out = HF_BUF(line);
    if (hf_flow_read(text, HF_FLOW_PUBLISHED, b->house_flow, &b->arena, &flow, &findings, &b->err) == HF_OK)
        return flow;
    hf_finding_print(&findings.at[0], HF_EN, &out);
    fail_msg("%.*s", HF_STR_ARG(hf_buf_str(&out)));
    return NULL;
}

static void lead_to(struct hf_str definition, struct hf_str text)
{
    if (hf_map_read(text, &b->arena, &map, &b->err) != HF_OK)
        fail_msg("the map does not load: %s", b->err.where);
    leading = (struct hf_leading){.map = &map, .to = compiled(definition)};
    hf_sha256(&b->hasher, &leading.to->source, 1, &leading.definition);
    hf_sha256(&b->hasher, &map.source, 1, &leading.digest);
}

/* ---- the library ---- */

static enum hf_rc act_in_library(const struct hf_id *actor, enum hf_known known, const char *role,
                                 const char *on, const char *event, struct hf_json payload)
{
    struct hf_command command = {.on = hf_str_of(on),
                                 .event = hf_str_of(event),
                                 .payload = payload,
                                 .actor = *actor,
                                 .role = hf_str_of(role),
                                 .known = known};
    return hf_rehearse_house(b, &library, &command);
}

static void propose(void)
{
    struct hf_id officer = bench_person(b, "legal_officer");
    struct hf_json_maker said = hf_json_make(&b->arena);
    struct hf_buf digest = hf_buf_in(&b->arena, HF_DIGEST_TEXT);
    hf_digest_put(&digest, &leading.digest);
    hf_json_add(&said, HF_STR("digest"), hf_json_of_text(hf_buf_str(&digest)));
    hf_json_add(&said, HF_STR("from"), hf_json_of_int(map.from));
    hf_json_add(&said, HF_STR("reason"), hf_json_of_text(map.reason));
    hf_json_add(&said, HF_STR("to"), hf_json_of_int(map.to));
    hf_json_add(&said, HF_STR("workflow"), hf_json_of_text(map.workflow));
    assert_int_equal(act_in_library(&officer, HF_KNOWN_os_account, "legal_officer", "migration",
                                    "migration.propose", hf_json_object(&said)),
                     HF_OK);
}

static enum hf_rc confirm_by(struct hf_id person)
{
    char on[32];
    snprintf(on, sizeof on, "migration/%u", hf_case_head(&library)->instances - 1);
    return act_in_library(&person, HF_KNOWN_os_account, "legal_officer", on, "migration.confirm",
                          (struct hf_json){.kind = HF_JSON_NULL});
}

static void sign(void)
{
    propose();
    assert_int_equal(confirm_by(bench_second(b, "legal_officer")), HF_OK);
}

/* ---- moving ---- */

static enum hf_rc decide_as(struct hf_id person, const char *role)
{
    b->commands++;
    struct hf_command command = {.on = HF_STR("case"),
                                 .event = HF_STR(HF_MIGRATE_EVENT),
                                 .file = hf_case_head(&b->c)->file,
                                 .actor = person,
                                 .role = hf_str_of(role),
                                 .known = HF_KNOWN_os_account,
                                 .at_ms = b->now_ms};
    memcpy(command.id.byte, &b->commands, sizeof b->commands);
    return hf_decide_migration(&b->flows, &leading, &b->house, &b->c, &command, &b->arena, &b->last, &b->err);
}

/* Decided, sealed, replayed from its bytes and compared; read with the new definition from then on. */
static void move(void)
{
    if (decide_as(bench_person(b, "legal_officer"), "legal_officer") != HF_OK) {
        char text[4000];
        struct hf_buf out = HF_BUF(text);
        hf_err_print(&b->err, HF_EN, &out);
        fail_msg("%.*s", HF_STR_ARG(hf_buf_str(&out)));
    }
    b->flows = (struct hf_flows){.house = b->house_flow, .workflow = leading.to};
    if (hf_rehearse_take(b) != HF_OK)
        fail_msg("replayed: %s %s", b->err.where, b->err.arg[0]);
}

static void refused(enum hf_rc rc, enum hf_word word)
{
    assert_int_equal(decide_as(bench_person(b, "legal_officer"), "legal_officer"), rc);
    assert_int_equal(b->err.word, word);
}

static void assert_told(const char *line)
{
    if (!hf_str_contains(hf_str_of(b->err.detail[HF_EN]), hf_str_of(line)))
        fail_msg("\"%s\" is not among:\n%s", line, b->err.detail[HF_EN]);
}

static hf_instance request(void)
{
    return hf_case_find(&b->flows, &b->c, HF_STR("request/1"));
}

static struct hf_str datum(const char *name)
{
    uint16_t index = hf_shape_find(hf_case_kind(&b->flows, &b->c, request())->data, hf_str_of(name));
    return hf_case_datum(&b->c, request(), index).json;
}

static const struct hf_clock_run *run_of(const char *on, const char *clock)
{
    hf_instance i = hf_case_find(&b->flows, &b->c, hf_str_of(on));
    return hf_case_clock(&b->c, i, hf_kind_clock(hf_case_kind(&b->flows, &b->c, i), hf_str_of(clock)));
}

static bool is_late(const char *clock)
{
    uint16_t index = hf_kind_clock(hf_case_kind(&b->flows, &b->c, request()), hf_str_of(clock));
    return (hf_case_instance(&b->c, request())->late >> index & 1) != 0;
}

static void assert_instant(int64_t at_ms, const char *want)
{
    struct hf_buf text = hf_buf_in(&b->arena, HF_INSTANT_TEXT);
    hf_instant_put(&text, at_ms);
    assert_str(hf_buf_str(&text), want);
}

/* What case.migrated tells of the instance, under this name of its _made. */
static const struct hf_json *told(const char *on, const char *member)
{
    for (size_t i = 0; i < b->last.count; i++) {
        const struct hf_fact *fact = &b->last.events[i];
        if (hf_str_eq(fact->header.on, hf_str_of(on)) && hf_str_eq(fact->header.act, HF_STR("case.migrated")))
            return hf_json_get(HF_JSON_GET(&fact->payload, "_made"), hf_str_of(member));
    }
    return NULL;
}

static const struct hf_json *told_of(const char *on, const char *list, const char *name)
{
    const struct hf_json *items = told(on, list);
    for (size_t i = 0; items != NULL && i < items->is.list.count; i++)
        if (hf_str_eq(hf_json_text(&items->is.list.item[i], HF_STR("name")), hf_str_of(name)))
            return &items->is.list.item[i];
    fail_msg("nothing is told of %s", name);
    return NULL;
}

static int open_case(void **state)
{
    const struct hf_id file = {{2}};
    b = bench_begin(state, OLD);
    library = hf_case_new(&b->arena, &file, HF_FILE_LIBRARY, &(struct hf_digest){{0}});
    b->house.library = &library;
    assert_int_equal(act_in_library(&b->house.log_id, HF_KNOWN_owner, NULL, "library", "library.found",
                                    (struct hf_json){.kind = HF_JSON_NULL}),
                     HF_OK);
    lead_to(bench_read(b, NEW), bench_read(b, MAP));
    bench_do(b, "officer", "case", "open", NULL);
    bench_do(b, "officer", "measure", "order", NULL);
    bench_do(
        b, "officer", "request", "draft",
        "{'urgency':'high','number':'12','mark':3,'purpose':'Please freeze it.','measures':['measure/1']}");
    return 0;
}

static void send(void)
{
    bench_do(b, "approver", "request/1", "send", NULL);
}

/* ---- tests ---- */

static void a_case_half_way_goes_on_in_the_next_version(void **state)
{
    (void)state;
    send();
    sign();
    bench_wait(b, 10);
    int64_t since = hf_case_instance(&b->c, request())->since_ms;
    move();
    assert_str(bench_state(b, "request/1"), "dispatched");
    assert_true(hf_case_instance(&b->c, request())->since_ms == since);
    assert_str(datum("priority"), "\"high\"");
    assert_str(datum("number"), "\"12\"");
    assert_str(datum("channel"), "\"post\"");
    uint16_t purpose = hf_shape_find(hf_case_kind(&b->flows, &b->c, request())->data, HF_STR("purpose"));
    assert_int_equal(hf_case_datum(&b->c, request(), purpose).held, HF_HIDDEN);
    const hf_instance *linked;
    assert_int_equal(hf_case_linked(&b->flows, &b->c, request(), HF_STR("covers"), &b->arena, &linked), 1);
    assert_int_equal(hf_case_linked(&b->flows, &b->c, linked[0], HF_STR("requests"), &b->arena, &linked), 1);
    assert_true(hf_digest_eq(&hf_case_head(&b->c)->definition, &leading.definition));
    const struct hf_json *dropped = HF_JSON_GET(told("request/1", "dropped"), "data");
    assert_str(dropped->is.list.item[0].is.text, "mark");
    bench_do(b, "officer", "request/1", "finish", NULL);
}

static void both_due_times_are_told(void **state)
{
    (void)state;
    send();
    sign();
    bench_wait(b, 10);
    move();
    const struct hf_json *answer = told_of("request/1", "clocks", "answer"),
                         *report = told_of("request/1", "duties", "report");
    assert_str(hf_json_text(answer, HF_STR("do")), "carry");
    assert_str(hf_json_text(answer, HF_STR("was")), "2026-12-24T00:00:00.000Z");
    assert_str(hf_json_text(answer, HF_STR("due")), "2027-01-23T00:00:00.000Z");
    assert_str(hf_json_text(report, HF_STR("was")), "2026-12-14T00:00:00.000Z");
    assert_str(hf_json_text(report, HF_STR("due")), "2027-01-03T00:00:00.000Z");
    assert_instant(run_of("request/1", "answer")->due_ms, "2027-01-23T00:00:00.000Z");
    assert_instant(run_of("request/1", "answer")->from_ms, "2026-11-23T09:14:00.000Z");
    assert_int_equal(run_of("request/1", "answer")->run, 1);
    for (size_t i = 0; i < b->last.count; i++) { /* what comes after stands under the new definition */
        bool after = hf_digest_eq(&b->last.events[i].header.definition, &leading.definition);
        assert_true(after == (i > 0));
    }
}

static void a_state_that_is_renamed_is_no_move(void **state)
{
    (void)state;
    send();
    sign();
    move();
    const struct hf_header *header = &b->last.events[2].header;
    assert_str(header->on, "request/1");
    assert_str(header->from, "sent");
    assert_str(header->to, "dispatched");
    assert_str(b->last.events[0].header.act, "case.migrate");
    assert_int_equal(b->last.events[0].header.part[1], b->last.count);
}

static void a_clock_that_is_new_begins_with_the_migration(void **state)
{
    (void)state;
    send();
    sign();
    bench_wait(b, 10);
    move();
    assert_instant(run_of("measure/1", "deadline.held")->due_ms, "2027-03-04T00:00:00.000Z");
}

static void what_was_late_and_has_time_again_is_late_no_more(void **state)
{
    (void)state;
    send();
    sign();
    bench_wait(b, 40);
    assert_true(is_late("answer"));
    move();
    assert_false(is_late("answer"));
    assert_true(hf_case_instance(&b->c, request())->flags != 0);
    bench_wait(b, 30);
    assert_true(is_late("answer"));
}

/* How often the answer was found late, since counting began. */
static size_t overdue;

static void count_overdue(struct hf_rehearsal *r)
{
    for (size_t i = 0; i < r->last.count; i++)
        overdue += hf_str_eq(r->last.events[i].header.act, HF_STR("overdue"));
}

static void count_from_now(void)
{
    overdue = 0;
    b->seen = count_overdue;
}

static void what_was_late_and_stays_so_does_not_fall_due_twice(void **state)
{
    (void)state;
    send();
    lead_to(changed(bench_read(b, NEW), "60d", "35d"), bench_read(b, MAP));
    sign();
    bench_wait(b, 50);
    assert_true(is_late("answer"));
    move();
    assert_true(is_late("answer"));
    count_from_now();
    bench_wait(b, 100);
    assert_int_equal(overdue, 0);
    assert_true(is_late("answer"));
}

static void a_shorter_time_that_is_past_falls_due_once(void **state)
{
    (void)state;
    send();
    lead_to(changed(bench_read(b, NEW), "60d", "5d"), bench_read(b, MAP));
    sign();
    bench_wait(b, 25); /* one reminder was told on the 23rd day */
    move();
    assert_false(is_late("answer"));
    count_from_now();
    bench_wait(b, 0);
    assert_int_equal(overdue, 1);
    assert_true(is_late("answer"));
    bench_wait(b, 100);
    assert_int_equal(overdue, 1);
}

static void time_that_stood_still_is_kept(void **state)
{
    (void)state;
    send();
    sign();
    bench_wait(b, 5);
    bench_do(b, "officer", "request/1", "ask", NULL);
    bench_wait(b, 7);
    bench_do(b, "officer", "request/1", "supply", NULL);
    assert_instant(run_of("request/1", "answer")->due_ms, "2026-12-31T00:00:00.000Z");
    move();
    assert_instant(run_of("request/1", "answer")->due_ms, "2027-01-30T00:00:00.000Z");
}

static void what_stands_still_goes_on_standing_still(void **state)
{
    (void)state;
    send();
    sign();
    bench_wait(b, 5);
    bench_do(b, "officer", "request/1", "ask", NULL);
    bench_wait(b, 3);
    move();
    assert_str(bench_state(b, "request/1"), "asking");
    assert_int_equal(run_of("request/1", "answer")->state, HF_CLOCK_PAUSED);
    bench_wait(b, 4);
    bench_do(b, "officer", "request/1", "supply", NULL); /* back to what `sent` has become */
    assert_str(bench_state(b, "request/1"), "dispatched");
    assert_instant(run_of("request/1", "answer")->due_ms, "2027-01-30T00:00:00.000Z");
}

static void what_no_longer_stands_still_goes_on(void **state)
{
    (void)state;
    send();
    struct hf_str counted = changed(bench_read(b, NEW), "'pauses': ['answer'],", "");
    counted = changed(counted, "'no_deadline': { 'en': 'Ours to supply.' },", "");
    lead_to(counted, bench_read(b, MAP));
    sign();
    bench_wait(b, 5);
    bench_do(b, "officer", "request/1", "ask", NULL);
    bench_wait(b, 3);
    move();
    assert_int_equal(run_of("request/1", "answer")->state, HF_CLOCK_RUNNING);
    assert_instant(run_of("request/1", "answer")->due_ms, "2027-01-26T00:00:00.000Z");
}

static void four_eyes_hold_over_a_renamed_event(void **state)
{
    (void)state;
    struct hf_id drafter = bench_person(b, "officer");
    sign();
    move();
    assert_int_equal(bench_act(b, &drafter, "officer", "request/1", "send", NULL), HF_NOT_ALLOWED);
    assert_int_equal(b->err.word, HF_WORD_same_person);
    send();
    assert_str(bench_state(b, "request/1"), "dispatched");
}

static void two_people_sign_it(void **state)
{
    (void)state;
    send();
    refused(HF_REFUSED, HF_WORD_migration_unsigned);
    propose();
    refused(HF_REFUSED, HF_WORD_migration_unsigned);
    assert_int_equal(confirm_by(bench_person(b, "legal_officer")), HF_NOT_ALLOWED);
    assert_int_equal(b->err.word, HF_WORD_same_person);
    assert_int_equal(confirm_by(bench_second(b, "legal_officer")), HF_OK);
    assert_int_equal(decide_as(bench_person(b, "investigator"), NULL), HF_NOT_ALLOWED);
    assert_int_equal(b->err.word, HF_WORD_not_allowed);
    move();
    const struct hf_json *payload = &b->last.events[0].payload;
    struct hf_id proposer, confirmer, first = bench_person(b, "legal_officer"),
                                      second = bench_second(b, "legal_officer");
    assert_true(hf_id_read(hf_json_text(payload, HF_STR("proposed_by")), &proposer));
    assert_true(hf_id_read(hf_json_text(payload, HF_STR("confirmed_by")), &confirmer));
    assert_true(hf_id_eq(&proposer, &first) && hf_id_eq(&confirmer, &second));
}

static void it_is_done_once(void **state)
{
    (void)state;
    send();
    sign();
    move();
    refused(HF_REFUSED, HF_WORD_migration_version);
}

static void what_has_no_place_is_listed_before_anything_happens(void **state)
{
    (void)state;
    send();
    lead_to(bench_read(b, NEW), quoted("{'workflow':'moving','from':1,'to':2,'reason':'r','kinds':{}}"));
    sign();
    refused(HF_REFUSED, HF_WORD_migration_no_place);
    assert_told("request/1: state sent (/kinds/request/states/sent)");
    assert_told("request/1: datum urgency (/kinds/request/data/urgency)");
    assert_told("request/1: datum mark (/kinds/request/data/mark)");
    assert_told("request/1: link measures (/kinds/request/links/measures)");
    assert_told("request/1: event draft (/kinds/request/events/draft)");
    assert_told("request/1: datum priority, which the new version counts on");
    assert_null(strstr(b->err.detail[HF_EN], "purpose"));
    assert_null(strstr(b->err.detail[HF_EN], "silent")); /* a flag that is not set needs none */
    assert_non_null(strstr(b->err.detail[HF_FR], "état sent"));
    assert_str(bench_state(b, "request/1"), "sent");
}

static void a_datum_that_is_new_and_needed_is_set_or_refused(void **state)
{
    (void)state;
    static const char *const kinds =
        "{'workflow':'moving','from':1,'to':2,'reason':'r','kinds':{'request':{'states':{'sent':'dispatched'}"
        ","
        "'data':{'urgency':null,'mark':null},%s'flags':{'silent':'quiet'},'links':{'measures':'covers'},"
        "'events':{'draft':'prepare'}}}}";
    char text[600];
    send();
    snprintf(text, sizeof text, kinds, "");
    lead_to(bench_read(b, NEW), quoted(text));
    sign();
    refused(HF_REFUSED, HF_WORD_migration_no_place);
    assert_told("(/kinds/request/set/priority)");
    snprintf(text, sizeof text, kinds, "'set':{'priority':'low','channel':'page'},");
    lead_to(bench_read(b, NEW), quoted(text));
    sign();
    move();
    assert_str(datum("priority"), "\"low\"");
    assert_str(datum("channel"), "\"page\"");
}

static void a_value_that_the_new_schema_does_not_take_is_refused(void **state)
{
    (void)state;
    send();
    lead_to(changed(bench_read(b, NEW), "'number': { 'type': 'string', 'pattern': '^[0-9]{1,9}$'",
                    "'number': { 'type': 'string', 'pattern': '^[0-9]{5}$'"),
            bench_read(b, MAP));
    sign();
    refused(HF_REFUSED, HF_WORD_migration_no_place);
    assert_told("request/1: datum number, whose value does not fit");
}

static void what_has_ended_keeps_a_state_that_can_be_read(void **state)
{
    (void)state;
    send();
    bench_do(b, "officer", "request/1", "finish", NULL);
    struct hf_str renamed = changed(bench_read(b, NEW), "'done': {", "'finished': {");
    lead_to(changed(renamed, "'to': 'done'", "'to': 'finished'"), bench_read(b, MAP));
    sign();
    refused(HF_REFUSED, HF_WORD_migration_no_place);
    assert_told("request/1: state done");
    lead_to(leading.to->source,
            changed(bench_read(b, MAP), "'sent': 'dispatched'", "'sent': 'dispatched', 'done': 'finished'"));
    sign();
    move();
    assert_str(bench_state(b, "request/1"), "finished");
    assert_null(told("request/1", "clocks"));
}

static void a_map_with_faults_moves_nothing_though_it_is_signed(void **state)
{
    (void)state;
    send();
    lead_to(bench_read(b, NEW),
            changed(bench_read(b, MAP), "'measures': 'covers'", "'measures': 'requests'"));
    sign();
    refused(HF_FINDINGS, HF_WORD_map_faults);
    assert_told("/kinds/request/links/measures");
}

static void what_has_not_begun_cannot_be_moved(void **state)
{
    (void)state;
    sign();
    hf_rehearse_case(b, b->flows.workflow);
    refused(HF_NOT_FOUND, HF_WORD_no_instance);
}

static void a_case_that_has_ended_stays_where_it_is(void **state)
{
    (void)state;
    sign();
    bench_do(b, "approver", "case", "close", NULL);
    refused(HF_REFUSED, HF_WORD_not_in_state);
}

static void a_clock_without_a_place_is_dropped_by_name(void **state)
{
    (void)state;
    send();
    struct hf_str gone = changed(bench_read(b, NEW), "'answer': {", "'reply': {");
    gone = changed(gone, "'pauses': ['answer'],", "'pauses': ['reply'],");
    lead_to(gone, bench_read(b, MAP));
    sign();
    refused(HF_REFUSED, HF_WORD_migration_no_place);
    assert_told("request/1: clock answer (/kinds/request/clocks/answer)");
    lead_to(gone, changed(bench_read(b, MAP), "'flags'", "'clocks': {'answer': null}, 'flags'"));
    sign();
    bench_wait(b, 10);
    move();
    assert_str(hf_json_text(HF_JSON_GET(told("request/1", "dropped"), "clocks"), HF_STR("answer")),
               "2026-12-24T00:00:00.000Z");
    assert_instant(run_of("request/1", "reply")->due_ms, "2027-02-02T00:00:00.000Z"); /* anew, from now */
}

static void a_clock_of_another_name_goes_on(void **state)
{
    (void)state;
    send();
    struct hf_str gone = changed(bench_read(b, NEW), "'answer': {", "'reply': {");
    gone = changed(gone, "'pauses': ['answer'],", "'pauses': ['reply'],");
    lead_to(gone, changed(bench_read(b, MAP), "'flags'", "'clocks': {'answer': 'reply'}, 'flags'"));
    sign();
    bench_wait(b, 10);
    move();
    assert_instant(run_of("request/1", "reply")->due_ms, "2027-01-23T00:00:00.000Z");
}

/* ---- faults of a map ---- */

static const struct {
    const char *kinds, *pointer;
    enum hf_word word;
} faults[] = {
    {"{'order':{}}", "/kinds/order", HF_WORD_map_before},
    {"{'request':[]}", "/kinds/request", HF_WORD_map_object},
    {"{'request':{'colour':{}}}", "/kinds/request/colour", HF_WORD_map_member},
    {"{'request':{'states':[]}}", "/kinds/request/states", HF_WORD_map_object},
    {"{'request':{'states':{'gone':'done'}}}", "/kinds/request/states/gone", HF_WORD_map_before},
    {"{'request':{'states':{'sent':'gone'}}}", "/kinds/request/states/sent", HF_WORD_map_after},
    {"{'request':{'states':{'sent':null}}}", "/kinds/request/states/sent", HF_WORD_map_state_gone},
    {"{'request':{'states':{'sent':7}}}", "/kinds/request/states/sent", HF_WORD_map_name},
    {"{'request':{'states':{'sent':'done'}}}", "/kinds/request/states/sent", HF_WORD_map_end},
    {"{'request':{'states':{'done':'draft'}}}", "/kinds/request/states/done", HF_WORD_map_end},
    {"{'request':{'data':{'mark':'priority'}}}", "/kinds/request/data/mark", HF_WORD_map_type},
    {"{'request':{'data':{'purpose':'number'}}}", "/kinds/request/data/purpose", HF_WORD_map_type},
    {"{'request':{'data':{'urgency':'number'}}}", "/kinds/request/data/urgency", HF_WORD_map_taken},
    {"{'request':{'data':{'a/b~c':null}}}", "/kinds/request/data/a~1b~0c", HF_WORD_map_before},
    {"{'request':{'clocks':{'answer':'term'}}}", "/kinds/request/clocks/answer", HF_WORD_map_taken},
    {"{'request':{'clocks':{'answer':'late'}}}", "/kinds/request/clocks/answer", HF_WORD_map_after},
    {"{'request':{'obligations':{'report':'tell'}}}", "/kinds/request/obligations/report", HF_WORD_map_after},
    {"{'request':{'flags':{'loud':null}}}", "/kinds/request/flags/loud", HF_WORD_map_before},
    {"{'measure':{'links':{'requests':'requests'}}}", "/kinds/measure/links/requests", HF_WORD_map_link},
    {"{'request':{'events':{'draft':'send'}}}", "/kinds/request/events/draft", HF_WORD_map_taken},
    {"{'request':{'set':{'colour':1}}}", "/kinds/request/set/colour", HF_WORD_map_after},
    {"{'request':{'set':{'purpose':'x'}}}", "/kinds/request/set/purpose", HF_WORD_map_set_kind},
    {"{'request':{'set':{'priority':'soon'}}}", "/kinds/request/set/priority", HF_WORD_map_set_value},
};

static void check_map(const char *text, struct hf_findings *findings)
{
    struct hf_str whole = quoted(text);
    if (hf_map_read(whole, &b->arena, &map, &b->err) != HF_OK)
        fail_msg("%s: %s", text, b->err.where);
    hf_map_check(&map, b->flows.workflow, leading.to, &b->arena, findings);
}

static void each_fault_of_a_map_is_told_with_its_place(void **state)
{
    (void)state;
    struct hf_findings findings;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        char text[400];
        bool told = false;
        snprintf(text, sizeof text, "{'workflow':'moving','from':1,'to':2,'reason':'r',\n 'kinds':%s}",
                 faults[i].kinds);
        check_map(text, &findings);
        for (size_t f = 0; f < findings.count; f++)
            told = told || (findings.at[f].word == faults[i].word && findings.at[f].line == 2 &&
                            hf_str_eq(findings.at[f].pointer, hf_str_of(faults[i].pointer)));
        if (!told)
            fail_msg("%s is not told", faults[i].kinds);
    }
    check_map("{'workflow':'other','from':1,'to':2,'reason':'r','kinds':{}}", &findings);
    assert_int_equal(findings.at[0].word, HF_WORD_map_other);
    check_map("{'workflow':'moving','from':2,'to':2,'reason':'r','kinds':{}}", &findings);
    assert_int_equal(findings.at[1].word, HF_WORD_map_backward);
}

static void a_sound_map_has_no_fault(void **state)
{
    (void)state;
    struct hf_findings findings;
    hf_map_check(leading.map, b->flows.workflow, leading.to, &b->arena, &findings);
    assert_int_equal(findings.faults, 0);
    assert_true(hf_map_places(&map, HF_STR("request"), HF_STR("sent")));
    assert_false(hf_map_places(&map, HF_STR("request"), HF_STR("asking")));
    assert_false(hf_map_places(&map, HF_STR("case"), HF_STR("sent")));
}

/* config/workflow-map.schema.json, by which an editor completes a map, knows the members of a kind. */
static void the_schema_knows_what_the_reader_knows(void **state)
{
    (void)state;
    struct hf_json schema;
    struct hf_findings findings;
    struct hf_str text = bench_read(b, "config/workflow-map.schema.json");
    assert_int_equal(hf_json_read(text, &hf_json_file_limits, &b->arena, &schema, &b->err), HF_OK);
    const struct hf_json *members = HF_JSON_GET(
        HF_JSON_GET(HF_JSON_GET(HF_JSON_GET(&schema, "properties"), "kinds"), "additionalProperties"),
        "properties");
    assert_int_equal(members->is.object.count, 8);
    for (size_t i = 0; i < members->is.object.count; i++) {
        char map_text[200];
        snprintf(map_text, sizeof map_text,
                 "{'workflow':'moving','from':1,'to':2,'reason':'r','kinds':{'request':{'%.*s':{}}}}",
                 HF_STR_ARG(members->is.object.member[i].name));
        check_map(map_text, &findings);
        assert_int_equal(findings.faults, 0);
    }
}

static void what_is_no_map_does_not_load(void **state)
{
    (void)state;
    static const char *const texts[][2] = {
        {"{'workflow':'moving','from':1,'to':2,'kinds':{}}", "reason"},
        {"{'workflow':'moving','from':'1','to':2,'reason':'r','kinds':{}}", "from"},
        {"{'workflow':'moving','from':1,'to':2,'reason':'r','kinds':[]}", "kinds"},
        {"{'workflow':'moving','from':1,'to':2,'reason':'r','kinds':{},'more':1}", "more"},
        {"{'workflow':'moving','from':1,'to':2,'reason':'r','kinds':{'a':1,'a':2}}", "1:"},
        {"", "1:1"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(hf_map_read(quoted(texts[i][0]), &b->arena, &map, &b->err), HF_BAD_INPUT);
        if (!hf_str_begins(hf_str_of(b->err.where), hf_str_of(texts[i][1])))
            fail_msg("%s: %s", texts[i][0], b->err.where);
    }
}

#define HELD(test) cmocka_unit_test_setup_teardown(test, open_case, bench_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HELD(a_case_half_way_goes_on_in_the_next_version),
        HELD(both_due_times_are_told),
        HELD(a_state_that_is_renamed_is_no_move),
        HELD(a_clock_that_is_new_begins_with_the_migration),
        HELD(what_was_late_and_has_time_again_is_late_no_more),
        HELD(what_was_late_and_stays_so_does_not_fall_due_twice),
        HELD(a_shorter_time_that_is_past_falls_due_once),
        HELD(time_that_stood_still_is_kept),
        HELD(what_stands_still_goes_on_standing_still),
        HELD(what_no_longer_stands_still_goes_on),
        HELD(four_eyes_hold_over_a_renamed_event),
        HELD(two_people_sign_it),
        HELD(it_is_done_once),
        HELD(what_has_no_place_is_listed_before_anything_happens),
        HELD(a_datum_that_is_new_and_needed_is_set_or_refused),
        HELD(a_value_that_the_new_schema_does_not_take_is_refused),
        HELD(what_has_ended_keeps_a_state_that_can_be_read),
        HELD(a_map_with_faults_moves_nothing_though_it_is_signed),
        HELD(what_has_not_begun_cannot_be_moved),
        HELD(a_case_that_has_ended_stays_where_it_is),
        HELD(a_clock_without_a_place_is_dropped_by_name),
        HELD(a_clock_of_another_name_goes_on),
        HELD(each_fault_of_a_map_is_told_with_its_place),
        HELD(a_sound_map_has_no_fault),
        HELD(the_schema_knows_what_the_reader_knows),
        HELD(what_is_no_map_does_not_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
