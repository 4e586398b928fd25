/* SPDX-License-Identifier: Apache-2.0 */
/* What the public gets of a case: nothing that is hidden, wherever else it was written. */
#include "desk/bundle_sight.h"
#include "desk/document.h"
#include "unit/desk/bundles.h"
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

static int begin(void **state)
{
    *state = bundles_begin();
    return 0;
}

static int end(void **state)
{
    bundles_end(*state);
    return 0;
}

/* ---- words ---- */

static struct hf_protected words_of(struct office *o, const char *json)
{
    struct hf_protected all;
    struct hf_json value;
    hf_protected_begin(&all, &o->arena);
    assert_int_equal(hf_json_read(hf_str_of(json), &hf_json_payload_limits, &o->arena, &value, &o->err),
                     HF_OK);
    hf_protected_add(&all, &value);
    return all;
}

static void a_value_is_found_word_by_word(void **state)
{
    static const struct {
        const char *text;
        bool said;
    } rows[] = {
        {"Octavian Marrow", true},
        {"OCTAVIAN MARROW", true},
        {"the villa of Octavian Marrow, his wife's", true},
        {"(Octavian Marrow)", true},
        {"octavian-marrow", false},
        {"Octavian Marrowby", false},
        {"Nestor Octavian", false},
        {"Ilo", true},
        {"Ilona", false},
        {"philo", false},
        {"of Ilo.", true},
        {"7", true},
        {"7 of 9", false},
        {"77", false},
        {"?!?", true},
        {"what?!?", false},
        {"Société Générée", true},
        {"ma société générée ici", true},
        {"SOCIÉTÉ GÉNÉRÉE", false}, /* beyond ASCII as it is written */
        {"", false},
    };
    struct hf_protected all = words_of(*state, "[\"Octavian Marrow\",{\"a\":[\"Ilo\",\"7\"]},\"?!?\",\" "
                                               "soci\u00e9t\u00e9 G\u00e9n\u00e9r\u00e9e \",\"\"]");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (hf_protected_said(&all, hf_str_of(rows[i].text)) != rows[i].said)
            fail_msg("\"%s\"", rows[i].text);
}

static void many_values_cost_a_long_text_little(void **state)
{
    enum { VALUES = 20000, WORDS = 100000 };
    struct office *o = *state;
    struct hf_protected all;
    struct hf_buf text = hf_buf_in(&o->arena, 16 * WORDS);
    hf_protected_begin(&all, &o->arena);
    for (int i = 0; i < VALUES; i++) {
        struct hf_buf value = hf_buf_in(&o->arena, 32);
        hf_buf_put(&value, HF_STR("N"));
        hf_buf_put_i64(&value, i);
        hf_buf_put(&value, HF_STR(" Marrow"));
        struct hf_json json = hf_json_of_text(hf_buf_str(&value));
        hf_protected_add(&all, &json);
    }
    for (int i = 0; i < WORDS; i++) {
        hf_buf_put(&text, HF_STR(" N"));
        hf_buf_put_i64(&text, i);
    }
    assert_false(hf_protected_said(&all, hf_buf_str(&text)));
    hf_buf_put(&text, HF_STR(" n19999 marrow"));
    assert_true(hf_protected_said(&all, hf_buf_str(&text)));
}

/* ---- bundles ---- */

static bool holds(struct hf_str bytes, const char *value)
{
    struct hf_str plain = hf_str_of(value);
    bool found = hf_str_contains(bytes, plain);
    for (size_t skip = 0; skip < 3 && plain.len > skip + 6; skip++) { /* in base64, wherever it may begin */
        char room[128];
        struct hf_buf out = HF_BUF(room);
        hf_b64url_put(&out, value + skip, (plain.len - skip) / 3 * 3);
        found = found || hf_str_contains(bytes, hf_buf_str(&out));
    }
    return found;
}

static void enter(struct office *o, const char *on, const char *event, const char *payload)
{
    world_do(&o->w, &o->w.officer, "investigator", &o->file, on, event, payload);
}

static void enter_document(struct office *o, const char *source)
{
    struct hf_digest digest;
    char payload[400];
    struct hf_buf text = hf_buf_in(&o->arena, HF_DIGEST_TEXT);
    assert_int_equal(
        hf_document_keep(o->w.desk[0], &o->file, HF_STR("a ledger"), &o->w.arena, &digest, &o->err), HF_OK);
    hf_digest_put(&text, &digest);
    snprintf(payload, sizeof payload,
             "{'title':'Ledger','sha256':'%.*s','size':8,'media_type':'text/plain',"
             "'classification':'confidential','source':'%s'}",
             HF_STR_ARG(hf_buf_str(&text)), source);
    enter(o, "document", "document.add", payload);
}

static const char *const secret[] = {"Yarrow Holding",        "yarrow-accounts.csv",
                                     "yarrow-entity-77",      "Quayside Private Bank",
                                     "Tobias Underwood & Co", "his former bookkeeper"};
enum { SECRETS = sizeof secret / sizeof secret[0] };

static void what_may_name_a_person_is_hidden_from_the_public_and_not_from_the_auditor(void **state)
{
    struct office *o = *state;
    struct hf_bundle_verdict v;
    enter(o, "party", "party.add",
          "{'kind':'organisation','name':'Yarrow Holding','source':'yarrow-accounts.csv',"
          "'source_id':'yarrow-entity-77'}");
    enter(o, "account", "account.add",
          "{'number':'XX12 3456','bank':'Quayside Private Bank','source':'yarrow-accounts.csv'}");
    enter(
        o, "asset", "asset.add",
        "{'kind':'real_estate','description':'A villa','state':'XX','value':{'amount':100,'currency':'EUR'},"
        "'valued_on':'2026-11-20','valued_by':'Tobias Underwood & Co'}");
    enter_document(o, "his former bookkeeper");
    struct hf_str all = bundle_for(o, HF_READER_AUDITOR, 0), open = bundle_for(o, HF_READER_PUBLIC, 0);
    assert_int_equal(bundle_verify(o, open, INT64_MAX, &v), HF_OK);
    assert_true(v.folded);
    for (size_t i = 0; i < SECRETS; i++) {
        assert_true(holds(all, secret[i]));
        if (holds(open, secret[i]))
            fail_msg("the public is told \"%s\"", secret[i]);
    }
    free((char *)(uintptr_t)all.at);
    free((char *)(uintptr_t)open.at);
}

/* It is hidden in its own entry, and somebody wrote it into an open one. */
static void an_event_that_repeats_what_is_hidden_is_a_commitment(void **state)
{
    struct office *o = *state;
    struct hf_bundle_verdict v;
    world_do(
        &o->w, &o->w.approver, "chamber", &o->file, "order", "order.add",
        "{'kind':'freeze','issued_by':'Chamber','issued_on':'2026-11-20','number':'13, YARROW HOLDING'}");
    struct hf_str open = bundle_for(o, HF_READER_PUBLIC, 0), all = bundle_for(o, HF_READER_AUDITOR, 0);
    assert_int_equal(bundle_verify(o, open, INT64_MAX, &v), HF_OK);
    assert_int_equal(v.shown + 1, v.events);
    assert_false(v.folded);
    assert_false(holds(open, "YARROW HOLDING"));
    assert_true(holds(all, "YARROW HOLDING"));
    free((char *)(uintptr_t)all.at);
    free((char *)(uintptr_t)open.at);
}

/* As events have it that were recorded before the member was marked. */
static void an_event_with_a_personal_member_in_the_open_is_a_commitment(void **state)
{
    static const struct {
        const char *on, *act, *payload;
        bool seen;
    } rows[] = {
        {"account/1", "account.add", "{\"bank\":\"Any Bank\",\"currency\":\"EUR\"}", false},
        {"account/1", "account.add", "{\"_hidden\":[\"bank\"],\"_sd\":[\"x\"],\"currency\":\"EUR\"}", true},
        {"party/1", "party.change", "{\"source_id\":\"e1\"}", false},
        {"party/1", "party.change", "{\"kind\":\"person\"}", true},
        {"party/1", "an_act_of_another_version", "{\"source_id\":\"e1\"}", true},
        {"nothing/1", "party.change", "{\"source_id\":\"e1\"}", true},
        /* texts that are hidden elsewhere: said by somebody, set by an act; a choice, a name of the
           definition */
        {"asset/1", "asset.change", "{\"remarks\":\"of Ada Confidential, her sister\"}", false},
        {"asset/1", "asset.change", "{\"_made\":{\"set\":{\"note\":\"Ada Confidential\"}}}", false},
        {"document/1", "document.change", "{\"classification\":\"confidential\"}", true},
        {"asset/1", "asset.change", "{\"_made\":{\"take\":[\"confidential\"]}}", true},
    };
    struct office *o = *state;
    struct hf_bundle_sight sight;
    enter(o, "party", "party.add", "{'kind':'person','name':'Ada Confidential','aliases':'Confidential'}");
    struct hf_bundle_order order = {.file = o->file, .reader = HF_READER_PUBLIC};
    assert_int_equal(hf_bundle_sight_begin(o->w.desk[0], &order, &o->arena, &sight, &o->err), HF_OK);
    assert_int_equal(hf_bundle_sight_hide(&sight, o->w.desk[0], &o->err), HF_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_fact fact = {.header = {.on = hf_str_of(rows[i].on), .act = hf_str_of(rows[i].act)}};
        assert_int_equal(hf_json_read(hf_str_of(rows[i].payload), &hf_json_payload_limits, &o->arena,
                                      &fact.payload, &o->err),
                         HF_OK);
        if (hf_bundle_sees(&sight, &fact) != rows[i].seen)
            fail_msg("%s of %s", rows[i].act, rows[i].on);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_found_word_by_word),
        cmocka_unit_test(many_values_cost_a_long_text_little),
        cmocka_unit_test(what_may_name_a_person_is_hidden_from_the_public_and_not_from_the_auditor),
        cmocka_unit_test(an_event_that_repeats_what_is_hidden_is_a_commitment),
        cmocka_unit_test(an_event_with_a_personal_member_in_the_open_is_a_commitment),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
