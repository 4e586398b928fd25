/* SPDX-License-Identifier: Apache-2.0 */
/* The directory in two times: what counts on a day, what was known then, and what a sent request keeps. */
#include <stdio.h>
#include <stdlib.h>

#include "casefile/entry.h"
#include "unit/casefile/bench.h"

static struct hf_rehearsal *b;

static int open_gate(void **state)
{
    b = bench_begin(state, "tests/vectors/directory/gate.json");
    bench_do(b, "officer", "case", "open", NULL);
    return 0;
}

static struct hf_json json(const char *text)
{
    struct hf_json out;
    char *copy = HF_NEW(&b->arena, char, strlen(text) + 1);
    for (size_t i = 0; text[i] != '\0'; i++)
        copy[i] = text[i] == '\'' ? '"' : text[i];
    assert_int_equal(hf_json_read(hf_str_of(copy), &hf_json_payload_limits, &b->arena, &out, &b->err), HF_OK);
    return out;
}

static int32_t day(const char *text)
{
    int32_t out = 0;
    assert_true(hf_day_read(hf_str_of(text), &out));
    return out;
}

/* Noon of the day. */
static void go_to(const char *text)
{
    b->now_ms = day(text) * HF_MS_PER_DAY + HF_MS_PER_DAY / 2;
}

static enum hf_rc on_entry(size_t authority, unsigned founder, const char *on, const char *event,
                           const char *payload)
{
    struct hf_command command = {.on = hf_str_of(on),
                                 .event = hf_str_of(event),
                                 .actor = hf_rehearse_founder(b, founder),
                                 .known = HF_KNOWN_os_account};
    if (payload != NULL)
        command.payload = json(payload);
    return hf_rehearse_house(b, &b->authorities[authority], &command);
}

static void do_entry(unsigned founder, const char *on, const char *event, const char *payload)
{
    char text[2000];
    struct hf_buf out = HF_BUF(text);
    if (on_entry(0, founder, on, event, payload) == HF_OK)
        return;
    hf_err_print(&b->err, HF_EN, &out);
    fail_msg("%s: %.*s", event, HF_STR_ARG(hf_buf_str(&out)));
}

static void amend(const char *payload)
{
    char on[32];
    do_entry(0, "amendment", "amendment.propose", payload);
    snprintf(on, sizeof on, "amendment/%u", hf_case_head(&b->authorities[0])->instances - 1);
    do_entry(1, on, "amendment.confirm", NULL);
}

static struct hf_str text_on(const char *when, const char *member)
{
    struct hf_entry entry = {b->house_flow, &b->authorities[0], day(when), INT64_MAX};
    return hf_entry_text(&entry, hf_str_of(member), &b->arena);
}

static struct hf_str sets_of(const struct hf_entry *entry)
{
    struct hf_json sets;
    struct hf_buf out = hf_buf_in(&b->arena, 200);
    assert_true(hf_entry_member(entry, HF_STR("language_sets"), &b->arena, &sets));
    hf_json_write(&out, &sets);
    return hf_buf_str(&out);
}

static struct hf_str sets_on(const char *when)
{
    struct hf_entry entry = {b->house_flow, &b->authorities[0], day(when), INT64_MAX};
    return sets_of(&entry);
}

/* ---- rule 180(2) ---- */

static enum hf_rc ask(const char *documents)
{
    char payload[300];
    struct hf_buf id = hf_buf_in(&b->arena, HF_ID_TEXT);
    struct hf_id officer = bench_person(b, "officer");
    hf_id_put(&id, &b->authority[0]);
    snprintf(payload, sizeof payload, "{'addressee':'%.*s','documents':%s}", HF_STR_ARG(hf_buf_str(&id)),
             documents);
    return bench_act(b, &officer, "officer", "request", "ask", payload);
}

static void must_ask(const char *documents)
{
    char text[2000];
    struct hf_buf out = HF_BUF(text);
    if (ask(documents) == HF_OK)
        return;
    hf_err_print(&b->err, HF_EN, &out);
    fail_msg("ask: %.*s", HF_STR_ARG(hf_buf_str(&out)));
}

static struct hf_str datum(const char *on, const char *name)
{
    hf_instance i = hf_case_find(&b->flows, &b->c, hf_str_of(on));
    uint16_t index = hf_shape_find(hf_case_kind(&b->flows, &b->c, i)->data, hf_str_of(name));
    return hf_case_datum(&b->c, i, index).json;
}

/* Received on 1 December: in force on 15 January, the 45th day after it. */
static void a_change_counts_from_the_45th_day_after_it_was_received(void **state)
{
    (void)state;
    go_to("2026-12-01");
    must_ask("['en']");
    amend("{'received_on':'2026-12-01','source':'note verbale','channel':'diplomatic','languages':['fr'],"
          "'drops':['endpoint']}");
    go_to("2027-01-14");
    must_ask("['en']");
    assert_str(datum("request/2", "channel"), "\"push\"");
    assert_str(datum("request/2", "sets"), "[[\"en\"]]");
    go_to("2027-01-15");
    assert_int_equal(ask("['en']"), HF_REFUSED);
    must_ask("['fr']");
    assert_str(datum("request/3", "channel"), "\"diplomatic\"");
    assert_str(datum("request/1", "channel"), "\"push\"");
    assert_str(text_on("2027-01-14", "endpoint"), "https://fp0.invalid/sets");
    assert_int_equal(text_on("2027-01-15", "endpoint").len, 0);
}

static void a_time_that_was_agreed_goes_before_the_45_days(void **state)
{
    (void)state;
    go_to("2026-12-01");
    amend("{'received_on':'2026-12-01','effective_on':'2026-12-10','source':'note verbale',"
          "'name':'Office for assistance'}");
    assert_str(text_on("2026-12-09", "name"), "Central authority 0");
    assert_str(text_on("2026-12-10", "name"), "Office for assistance");
}

static void what_the_rule_does_not_speak_of_counts_when_it_is_received(void **state)
{
    (void)state;
    go_to("2026-12-01");
    amend("{'received_on':'2026-12-01','source':'law of 2026','freeze_limit':'18m','costs':'each its own'}");
    assert_str(text_on("2026-11-30", "freeze_limit"), "2y");
    assert_str(text_on("2026-12-01", "freeze_limit"), "18m");
    assert_str(text_on("2026-12-01", "costs"), "each its own");
    assert_str(text_on("2026-12-01", "renewal_lead"), "60d");
    amend("{'received_on':'2026-12-05','source':'law of 2026','drops':['freeze_limit']}");
    assert_int_equal(text_on("2026-12-05", "freeze_limit").len, 0);
}

/* Entered late and entered twice: by the day of effect, not in the order of entry. */
static void of_two_changes_the_later_day_counts(void **state)
{
    (void)state;
    go_to("2026-12-20");
    amend("{'received_on':'2026-12-15','effective_on':'2026-12-15','source':'letter','freeze_limit':'1y'}");
    amend("{'received_on':'2026-12-10','effective_on':'2026-12-10','source':'letter','freeze_limit':'6m'}");
    amend("{'received_on':'2026-12-15','effective_on':'2026-12-15','source':'corrected','costs':'shared'}");
    assert_str(text_on("2026-12-12", "freeze_limit"), "6m");
    assert_str(text_on("2026-12-16", "freeze_limit"), "1y");
    amend(
        "{'received_on':'2026-12-15','effective_on':'2026-12-15','source':'corrected','freeze_limit':'9m'}");
    assert_str(text_on("2026-12-16", "freeze_limit"), "9m");
}

/* ---- two persons, two times ---- */

static void a_change_needs_a_second_person(void **state)
{
    static const char change[] = "{'received_on':'2026-11-20','source':'letter','freeze_limit':'1y'}";
    (void)state;
    do_entry(0, "amendment", "amendment.propose", change);
    assert_str(text_on("2026-12-01", "freeze_limit"), "2y");
    assert_int_equal(on_entry(0, 0, "amendment/1", "amendment.confirm", NULL), HF_NOT_ALLOWED);
    do_entry(1, "amendment/1", "amendment.withdraw", NULL);
    assert_str(text_on("2026-12-01", "freeze_limit"), "2y");
    assert_int_equal(on_entry(0, 0, "authority", "authority.change", "{'freeze_limit':'1y'}"), HF_REFUSED);
}

static void what_was_known_then_is_read_as_it_was(void **state)
{
    (void)state;
    go_to("2026-12-01");
    int64_t before_ms = b->now_ms;
    go_to("2026-12-20");
    amend("{'received_on':'2026-11-25','source':'letter found late','freeze_limit':'1y'}");
    struct hf_entry then = {b->house_flow, &b->authorities[0], day("2026-12-01"), before_ms};
    assert_str(hf_entry_text(&then, HF_STR("freeze_limit"), &b->arena), "2y");
    then.known_ms = b->now_ms;
    assert_str(hf_entry_text(&then, HF_STR("freeze_limit"), &b->arena), "1y");
}

static void the_date_of_verifying_is_kept_by_one_person(void **state)
{
    (void)state;
    go_to("2026-12-20");
    do_entry(1, "amendment", "amendment.verify",
             "{'received_on':'2026-12-18','verified_on':'2026-12-18','source':'asked by telephone'}");
    assert_str(text_on("2026-12-20", "verified_on"), "2026-12-18");
    assert_int_equal(text_on("2026-12-17", "verified_on").len, 0);
    assert_str(text_on("2026-12-20", "source"), "asked by telephone");
}

static void whoever_is_retired_is_asked_nothing_new(void **state)
{
    (void)state;
    go_to("2026-12-01");
    must_ask("['en']");
    do_entry(0, "authority", "authority.retire", NULL);
    assert_int_equal(ask("['en']"), HF_REFUSED);
    assert_str(hf_err_code(&b->err), "authority_not_valid");
    struct hf_entry entry = {b->house_flow, &b->authorities[0], day("2026-12-01"), b->now_ms - 1000000};
    assert_true(hf_entry_is_valid(&entry));
    entry.known_ms = b->now_ms;
    assert_false(hf_entry_is_valid(&entry));
    bench_do(b, "officer", "request/1", "remind", NULL);
}

/* ---- what a request keeps ---- */

static void what_a_request_took_no_change_touches(void **state)
{
    (void)state;
    go_to("2026-12-01");
    must_ask("['en']");
    hf_instance i = hf_case_find(&b->flows, &b->c, HF_STR("request/1"));
    int64_t due_ms = hf_case_clock(&b->c, i, 0)->due_ms;
    amend("{'received_on':'2026-12-01','effective_on':'2026-12-01','source':'note','languages':['fr'],"
          "'channel':'spool','renewal_lead':'5d','name':'Another office'}");
    go_to("2026-12-02");
    bench_do(b, "officer", "request/1", "remind", NULL);
    assert_str(datum("request/1", "channel"), "\"push\"");
    assert_str(datum("request/1", "sets"), "[[\"en\"]]");
    assert_str(datum("request/1", "answer_within"), "\"60d\"");
    assert_int_equal(hf_case_clock(&b->c, i, 0)->due_ms, due_ms);
    must_ask("['fr']");
    assert_str(datum("request/2", "answer_within"), "\"5d\"");
    assert_int_equal(b->last.events[0].header.directory_seq, hf_case_head(&b->authorities[0])->seq);
    assert_true(hf_str_contains(b->last.events[0].payload_bytes,
                                HF_STR("\"channel\":\"spool\",\"language_sets\":[[\"fr\"]]")));
}

/* ---- languages ---- */

static struct hf_json read_vectors(void)
{
    struct hf_json out;
    struct hf_str text = bench_read(b, "tests/vectors/directory/focal-points-art87.json");
    assert_int_equal(hf_json_read(text, &hf_json_open_limits, &b->arena, &out, &b->err), HF_OK);
    return out;
}

static void add_list(struct hf_buf *out, const struct hf_json *list)
{
    hf_json_write(out, list);
}

/* What a declaration becomes in the directory: of one list a rule, of both lists sets. */
static void put_languages(struct hf_buf *out, const struct hf_json *said)
{
    const struct hf_json *one_of = HF_JSON_GET(said, "one_of"), *all_of = HF_JSON_GET(said, "all_of");
    if (one_of == NULL && all_of == NULL) {
        hf_buf_put(out, HF_STR("'language_rule':'unknown'"));
        return;
    }
    if (one_of == NULL || all_of == NULL) {
        hf_buf_put(out, all_of == NULL ? HF_STR("'language_rule':'one_of','languages':")
                                       : HF_STR("'language_rule':'all_of','languages':"));
        add_list(out, all_of == NULL ? one_of : all_of);
        return;
    }
    hf_buf_put(out, HF_STR("'language_sets':["));
    add_list(out, all_of); /* of one language, in the file there is: of more, a set each */
    assert_int_equal(all_of->is.list.count, 1);
    hf_buf_put_char(out, ',');
    add_list(out, one_of);
    hf_buf_put_char(out, ']');
}

static size_t enter(const struct hf_json *declared)
{
    struct hf_buf text = hf_buf_in(&b->arena, 600);
    struct hf_id id;
    hf_buf_put(&text, HF_STR("{'kind':'state','channel':'diplomatic','calendar':'court','renewal_lead':'60d',"
                             "'name':'"));
    hf_buf_put(&text, hf_json_text(declared, HF_STR("state")));
    hf_buf_put(&text, HF_STR("',"));
    put_languages(&text, HF_JSON_GET(declared, "languages"));
    hf_buf_put_char(&text, '}');
    hf_buf_put_char(&text, '\0');
    struct hf_json entry = json(hf_buf_str(&text).at);
    assert_int_equal(hf_rehearse_authority(b, &entry, &id), HF_OK);
    return b->house.authority_count - 1;
}

static void each_declaration_says_which_languages_a_request_needs(void **state)
{
    static const struct {
        const char *state, *sets;
    } expected[] = {{"AL", "[[\"sq\"],[\"en\",\"fr\"]]"},
                    {"AD", "[[\"fr\",\"es\"]]"},
                    {"GM", "[[\"en\"]]"},
                    {"GE", "[[\"ka\"]]"},
                    {"DE", "[[\"de\"]]"},
                    {"GR", "[[]]"},
                    {"IS", "[[\"en\"]]"},
                    {"IT", "[[\"it\"],[\"fr\"]]"},
                    {"JP", "[[\"en\"],[\"ja\"]]"},
                    {"LV", "[[\"lv\"]]"},
                    {"MK", "[[\"mk\",\"en\"]]"},
                    {"NL", "[[\"en\"]]"}};
    struct hf_json all = read_vectors();
    const struct hf_json *entries = HF_JSON_GET(&all, "entries");
    (void)state;
    assert_int_equal(entries->is.list.count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < entries->is.list.count; i++) {
        assert_str(hf_json_text(&entries->is.list.item[i], HF_STR("state")), expected[i].state);
        size_t at = enter(&entries->is.list.item[i]);
        struct hf_entry entry = hf_entry_now(&b->house, b->house_flow, &b->authorities[at], b->now_ms);
        assert_str(sets_of(&entry), expected[i].sets);
    }
}

/* Asked of the State, with documents in these languages: taken or refused, by a guard of a workflow. */
static bool passes(size_t authority, const struct hf_json *documents)
{
    struct hf_buf text = hf_buf_in(&b->arena, 200);
    struct hf_id officer = bench_person(b, "officer");
    hf_buf_put(&text, HF_STR("{'addressee':'"));
    hf_id_put(&text, &b->authority[authority]);
    hf_buf_put(&text, HF_STR("','documents':"));
    hf_json_write(&text, documents);
    hf_buf_put_char(&text, '}');
    hf_buf_put_char(&text, '\0');
    enum hf_rc rc = bench_act(b, &officer, "officer", "request", "ask", hf_buf_str(&text).at);
    assert_true(rc == HF_OK || strcmp(hf_err_code(&b->err).at, "requires") == 0);
    return rc == HF_OK;
}

static const struct hf_json *declared_by(const struct hf_json *all, struct hf_str state)
{
    const struct hf_json *entries = HF_JSON_GET(all, "entries");
    for (size_t i = 0; i < entries->is.list.count; i++)
        if (hf_str_eq(hf_json_text(&entries->is.list.item[i], HF_STR("state")), state))
            return &entries->is.list.item[i];
    fail_msg("no such State");
    return NULL;
}

static void the_gate_lets_through_what_article_87_lets_through(void **state)
{
    struct hf_json all = read_vectors();
    const struct hf_json *cases = HF_JSON_GET(&all, "language_gate_cases");
    (void)state;
    assert_int_equal(cases->is.list.count, 5);
    for (size_t i = 0; i < cases->is.list.count; i++) {
        const struct hf_json *one = &cases->is.list.item[i];
        size_t at = enter(declared_by(&all, hf_json_text(one, HF_STR("state"))));
        assert_int_equal(passes(at, HF_JSON_GET(one, "documents")), HF_JSON_GET(one, "ok")->is.truth);
    }
}

static void the_mixed_form_needs_one_of_each_set(void **state)
{
    static const struct {
        const char *documents;
        bool passes;
    } rows[] = {{"['sq']", false},
                {"['en','fr']", false},
                {"['sq','en']", true},
                {"['fr','sq']", true},
                {"[]", false}};
    struct hf_json all = read_vectors();
    (void)state;
    size_t albania = enter(declared_by(&all, HF_STR("AL"))), greece = enter(declared_by(&all, HF_STR("GR")));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_json documents = json(rows[i].documents);
        assert_int_equal(passes(albania, &documents), rows[i].passes);
        assert_false(passes(greece, &documents));
    }
    struct hf_entry entry = hf_entry_now(&b->house, b->house_flow, &b->authorities[albania], b->now_ms);
    assert_str(hf_entry_text(&entry, HF_STR("language_rule"), &b->arena), "all_of");
}

/* Article 87(2), rule 178(2): who has chosen nothing is written to in a working language. */
static void without_a_choice_a_working_language_is_enough(void **state)
{
    struct hf_id id;
    struct hf_json entry = json("{'name':'XN','kind':'organisation','channel':'email','calendar':'court',"
                                "'arrangement':'exchange of letters of 2025','renewal_lead':'10d'}");
    (void)state;
    assert_int_equal(hf_rehearse_authority(b, &entry, &id), HF_OK);
    struct hf_json french = json("['fr']"), german = json("['de']");
    assert_true(passes(b->house.authority_count - 1, &french));
    assert_false(passes(b->house.authority_count - 1, &german));
}

/* ---- arrangements ---- */

static void an_arrangement_is_with_a_state_or_an_organisation(void **state)
{
    struct hf_id officer = bench_person(b, "legal_officer");
    (void)state;
    bench_do(b, "legal_officer", "arrangement", "arrangement.add",
             "{'organisation':'International Police Office','kind':'agreement','concluded_on':'2025-03-01'}");
    bench_do(b, "legal_officer", "arrangement", "arrangement.add",
             "{'state':'XN','kind':'ad_hoc','concluded_on':'2025-03-01'}");
    assert_int_equal(bench_act(b, &officer, "legal_officer", "arrangement", "arrangement.add",
                               "{'kind':'ad_hoc','concluded_on':'2025-03-01'}"),
                     HF_REFUSED);
    assert_true(hf_str_contains(hf_str_of(b->err.detail[HF_EN]), HF_STR("organisation")));
    assert_int_equal(
        bench_act(b, &officer, "legal_officer", "arrangement", "arrangement.add",
                  "{'state':'XN','organisation':'O','kind':'ad_hoc','concluded_on':'2025-03-01'}"),
        HF_REFUSED);
}

static void a_plain_list_told_later_takes_the_place_of_sets(void **state)
{
    (void)state;
    go_to("2026-12-01");
    amend("{'received_on':'2026-12-01','effective_on':'2026-12-02','source':'note',"
          "'language_sets':[['sq'],['en','fr']]}");
    amend("{'received_on':'2026-12-01','effective_on':'2026-12-05','source':'note','languages':['es'],"
          "'language_rule':'one_of'}");
    assert_str(sets_on("2026-12-01"), "[[\"en\"]]");
    assert_str(sets_on("2026-12-03"), "[[\"sq\"],[\"en\",\"fr\"]]");
    assert_str(sets_on("2026-12-05"), "[[\"es\"]]");
}

/* ---- how long silence is waited for ---- */

static void a_channel_has_the_periods_of_its_custom_until_they_are_told(void **state)
{
    (void)state;
    go_to("2026-12-01");
    assert_str(text_on("2026-12-01", "channel"), "push");
    assert_str(text_on("2026-12-01", "transport_within"), "4h");
    assert_str(text_on("2026-12-01", "receipt_within"), "24h");
    assert_str(text_on("2026-12-01", "answer_within"), "7d");
    amend("{'received_on':'2026-12-01','source':'letter','transport_within':'2h','answer_within':'3w'}");
    amend("{'received_on':'2026-12-05','source':'letter','drops':['answer_within']}");
    amend("{'received_on':'2026-12-01','effective_on':'2026-12-08','source':'note','channel':'diplomatic'}");
    assert_str(text_on("2026-11-30", "transport_within"), "4h");
    assert_str(text_on("2026-12-01", "transport_within"), "2h");
    assert_str(text_on("2026-12-01", "answer_within"), "3w");
    assert_str(text_on("2026-12-05", "answer_within"), "7d");
    assert_str(text_on("2026-12-08", "answer_within"), "30d");
    assert_str(text_on("2026-12-08", "transport_within"), "2h");
}

static void a_period_of_silence_is_hours_days_or_weeks(void **state)
{
    static const char *const refused[] = {"0h", "1m", "5wd", "-3d", "10000h", "soon"};
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        char payload[120];
        snprintf(payload, sizeof payload,
                 "{'received_on':'2026-12-01','source':'letter','receipt_within':'%s'}", refused[i]);
        assert_int_equal(on_entry(0, 0, "amendment", "amendment.propose", payload), HF_BAD_INPUT);
    }
}

int main(void)
{
#define ON_GATE(test) cmocka_unit_test_setup_teardown(test, open_gate, bench_end)
    const struct CMUnitTest tests[] = {
        ON_GATE(a_change_counts_from_the_45th_day_after_it_was_received),
        ON_GATE(a_time_that_was_agreed_goes_before_the_45_days),
        ON_GATE(what_the_rule_does_not_speak_of_counts_when_it_is_received),
        ON_GATE(of_two_changes_the_later_day_counts),
        ON_GATE(a_change_needs_a_second_person),
        ON_GATE(what_was_known_then_is_read_as_it_was),
        ON_GATE(the_date_of_verifying_is_kept_by_one_person),
        ON_GATE(whoever_is_retired_is_asked_nothing_new),
        ON_GATE(what_a_request_took_no_change_touches),
        ON_GATE(each_declaration_says_which_languages_a_request_needs),
        ON_GATE(the_gate_lets_through_what_article_87_lets_through),
        ON_GATE(the_mixed_form_needs_one_of_each_set),
        ON_GATE(without_a_choice_a_working_language_is_enough),
        ON_GATE(an_arrangement_is_with_a_state_or_an_organisation),
        ON_GATE(a_plain_list_told_later_takes_the_place_of_sets),
        ON_GATE(a_channel_has_the_periods_of_its_custom_until_they_are_told),
        ON_GATE(a_period_of_silence_is_hours_days_or_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
