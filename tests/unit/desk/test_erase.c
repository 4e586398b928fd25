/* SPDX-License-Identifier: Apache-2.0 */
/* What two people order to be erased is gone, the file says so, and a legal hold stands before it. */
#include <stdio.h>

#include "desk/ask.h"
#include "desk/audit_parts.h"
#include "desk/document.h"
#include "desk/erase.h"
#include "desk/watch.h"
#include "port/memory.h"
#include "sim/world.h"
#include "unit/unit.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_begin, world_end)

/* ---- acts ---- */

static enum hf_outcome act(struct world *w, const struct hf_id *actor, const struct hf_id *file,
                           const char *on, const char *event, const char *payload)
{
    struct hf_request request = world_request(w, actor, "administrator", file, on, event, payload);
    return world_serve(w, 0, &request);
}

static void assert_refused_as(struct world *w, const char *code)
{
    assert_int_equal(w->response.outcome, HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), code);
}

static void propose(struct world *w, const struct hf_id *file, const char *of)
{
    char payload[200];
    snprintf(payload, sizeof payload, "{'of':'%s','provision':'Rule 9(2) of the fictional archive rules'}",
             of);
    act(w, &w->officer, file, "erasure", "erasure.propose", payload);
}

static void order(struct world *w, const struct hf_id *file, const char *of)
{
    propose(w, file, of);
    assert_int_equal(w->response.outcome, HF_DONE);
    assert_int_equal(act(w, &w->approver, file, "erasure/1", "erasure.confirm", NULL), HF_DONE);
    assert_str(world_state(w, file, "erasure/1"), "ordered");
}

/* What the command line does once the second person has ordered it. HF_REFUSED_ANSWER: nothing is ordered. */
static enum hf_outcome carry_out(struct world *w, size_t desk, const struct hf_id *file)
{
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(w->desk[desk], file, &w->arena, &c, &flows, &w->err), HF_OK);
    hf_instance i = hf_case_find(&flows, c, HF_STR("erasure/1"));
    struct hf_id id = hf_case_instance(c, i)->id;
    enum hf_rc rc = hf_erase_now(w->desk[desk], file, &id, &w->arena, &w->response, &w->err);
    return rc == HF_OK ? w->response.outcome : HF_REFUSED_ANSWER;
}

static struct hf_id erase(struct world *w, const char *of)
{
    struct hf_id file = world_case(w);
    order(w, &file, of);
    assert_int_equal(carry_out(w, 0, &file), HF_DONE);
    assert_str(world_state(w, &file, "erasure/1"), "erased");
    return file;
}

/* ---- looking ---- */

static size_t revealed(struct world *w, const struct hf_id *file, const struct hf_revealed **all)
{
    size_t count;
    assert_int_equal(hf_desk_reveal(w->desk[1], file, &w->arena, all, &count, &w->err), HF_OK);
    return count;
}

static enum hf_rc count_row(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)row;
    (void)err;
    ++*(size_t *)context;
    return HF_OK;
}

static size_t rows_of(struct world *w, enum hf_question question, const struct hf_id *id)
{
    struct hf_ledger ledger = twin_ledger(w->store);
    size_t count = 0;
    assert_int_equal(
        ledger.ask(ledger.self, question, &(struct hf_ask){.id = *id}, count_row, &count, &w->err), HF_OK);
    return count;
}

struct sought {
    struct hf_str act;
    struct hf_json payload;
    struct hf_arena *arena;
};

static enum hf_rc take_payload(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct sought *sought = context;
    struct hf_json header;
    HF_TRY(hf_json_read(hf_arena_keep(sought->arena, row->event.header), &hf_json_payload_limits,
                        sought->arena, &header, err));
    if (!hf_str_eq(hf_json_text(&header, HF_STR("act")), sought->act))
        return HF_OK;
    return hf_json_read(hf_arena_keep(sought->arena, row->event.payload), &hf_json_payload_limits,
                        sought->arena, &sought->payload, err);
}

static struct hf_json certificate(struct world *w, const struct hf_id *file)
{
    struct hf_ledger ledger = twin_ledger(w->store);
    struct sought sought = {.act = HF_STR("erasure.done"), .arena = &w->arena};
    struct hf_ask ask = {.id = *file, .from = 1, .to = UINT32_MAX};
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_events_of_file, &ask, take_payload, &sought, &w->err),
                     HF_OK);
    assert_int_equal(sought.payload.kind, HF_JSON_OBJECT);
    return sought.payload;
}

static int64_t number(const struct hf_json *object, const char *name)
{
    const struct hf_json *value = hf_json_get(object, hf_str_of(name));
    assert_non_null(value);
    return value->is.integer;
}

/* ---- erased ---- */

struct named_in {
    struct hf_arena *arena;
    struct hf_named_list list;
};

static void what_two_people_order_is_erased_and_certified(void **state)
{
    struct world *w = *state;
    const struct hf_revealed *all;
    struct hf_id before = world_case(w);
    size_t values = revealed(w, &before, &all);
    assert_true(values > 0);
    assert_str(all[0].value.is.text, "savings");
    struct hf_id file = erase(w, "case");
    assert_int_equal(revealed(w, &file, &all), 0);
    assert_int_equal(rows_of(w, HF_ASK_disclosures_of_file, &file), 0);
    struct hf_json made = certificate(w, &file);
    assert_int_equal(number(&made, "values"), values);
    assert_int_equal(number(&made, "documents"), 0);
    assert_int_equal(w->keys.lines, 1);
    const struct hf_json *keys = hf_json_get(&made, HF_STR("keys"));
    struct hf_digest key;
    assert_int_equal(keys->is.list.count, 1);
    assert_true(hf_digest_read(keys->is.list.item[0].is.text, &key));
    assert_true(hf_digest_eq(&key, &w->keys.line[0].what.key));
    assert_str(world_state(w, &file, "request/1"), "draft");
    assert_int_equal(revealed(w, &before, &all), values);
}

static void one_person_alone_erases_nothing(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    propose(w, &file, "case");
    act(w, &w->officer, &file, "erasure/1", "erasure.confirm", NULL);
    assert_refused_as(w, "same_person");
    assert_int_equal(carry_out(w, 0, &file), HF_REFUSED_ANSWER);
    assert_int_equal(w->keys.lines, 0);
    assert_int_equal(act(w, &w->officer, &file, "erasure/1", "erasure.withdraw", NULL), HF_DONE);
    act(w, &w->approver, &file, "erasure/1", "erasure.confirm", NULL);
    assert_int_equal(w->response.outcome, HF_REFUSED_ANSWER);
}

/* Whoever has a role in the procedure may enter what the registers hold, and not have it destroyed or kept.
 */
static void a_role_of_the_procedure_alone_neither_erases_nor_holds(void **state)
{
    static const struct {
        const char *on, *event, *payload;
    } rows[] = {{"erasure", "erasure.propose", "{'of':'case','provision':'Rule 9(2)'}"},
                {"hold", "hold.place", "{'provision':'Order of 3 May'}"}};
    struct world *w = *state;
    struct hf_id file = world_case(w);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_request request =
            world_request(w, &w->officer, "officer", &file, rows[i].on, rows[i].event, rows[i].payload);
        world_serve(w, 0, &request);
        assert_refused_as(w, "not_allowed");
        act(w, &w->officer, &file, rows[i].on, rows[i].event, rows[i].payload);
        assert_int_equal(w->response.outcome, HF_DONE);
        act(w, &w->officer, &file, "erasure/1", "erasure.withdraw", NULL);
    }
    world_do(w, &w->officer, "officer", &file, "party", "party.add", "{'kind':'person','name':'Ada Quill'}");
}

/* Nobody but the engine says that it is done, least of all to have something destroyed. */
static void a_person_cannot_carry_it_out_by_saying_so(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    order(w, &file, "case");
    act(w, &w->officer, &file, "erasure/1", "erasure.done", NULL);
    assert_int_equal(w->response.outcome, HF_REFUSED_ANSWER);
    assert_int_equal(w->keys.lines, 0);
}

static void what_is_not_there_cannot_be_named(void **state)
{
    static const char *const names[] = {"party/9", "asset/1", "request/1", "document/1"};
    struct world *w = *state;
    struct hf_id file = world_case(w);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        propose(w, &file, names[i]);
        assert_refused_as(w, "erase_what");
    }
}

static void a_document_is_erased_by_its_name(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_digest digest;
    struct hf_str bytes;
    char payload[300];
    assert_int_equal(
        hf_document_keep(w->desk[0], &file, HF_STR("a statement of account"), &w->arena, &digest, &w->err),
        HF_OK);
    struct hf_buf text = hf_buf_in(&w->arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, &digest);
    snprintf(payload, sizeof payload,
             "{'title':'Statement','sha256':'%.*s','size':22,'media_type':'text/plain',"
             "'classification':'confidential'}",
             HF_STR_ARG(hf_buf_str(&text)));
    world_do(w, &w->officer, "officer", &file, "document", "document.add", payload);
    order(w, &file, "document/1");
    assert_int_equal(carry_out(w, 0, &file), HF_DONE);
    struct hf_id document = hf_document_id(&w->hasher, &file, &digest);
    assert_int_equal(rows_of(w, HF_ASK_chunks, &document), 0);
    assert_int_equal(hf_document_read(w->desk[1], &file, &digest, &w->arena, &bytes, &w->err), HF_NOT_FOUND);
    struct hf_json made = certificate(w, &file);
    assert_int_equal(number(&made, "documents"), 1);
    assert_int_equal(number(&made, "values"), 0);
    assert_true(rows_of(w, HF_ASK_disclosures_of_file, &file) > 0);
}

static void all_is_values_and_documents(void **state)
{
    struct world *w = *state;
    const struct hf_revealed *all;
    struct hf_id file = erase(w, "all");
    assert_int_equal(revealed(w, &file, &all), 0);
}

/* Whoever has read it asks, before he hands it on, whether it still stands. */
static void what_was_read_before_an_erasure_is_known_to_stand_no_more(void **state)
{
    struct world *w = *state;
    const struct hf_revealed *all;
    struct hf_id file = world_case(w);
    size_t count = revealed(w, &file, &all);
    assert_int_equal(hf_revealed_stand(w->desk[1], &file, all, count, &w->err), HF_OK);
    order(w, &file, "case");
    assert_int_equal(carry_out(w, 0, &file), HF_DONE);
    assert_int_equal(hf_revealed_stand(w->desk[1], &file, all, count, &w->err), HF_CONFLICT);
    assert_str(hf_err_code(&w->err), "bundle_erased");
}

/* ---- what shows it elsewhere ---- */

/* A request that was sent and answered, with these words in the answer. */
static struct hf_id answered(struct world *w, const char *words)
{
    struct hf_id file = world_case(w);
    const struct hf_case *c;
    struct hf_flows flows;
    char content[300];
    world_do(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    assert_int_equal(hf_desk_file(w->desk[0], &file, &w->arena, &c, &flows, &w->err), HF_OK);
    snprintf(content, sizeof content,
             "{'seq':1,'status':'executed','results':[{'item':1,'event':'in_force',"
             "'effective_at':'2026-11-22','payload':{'expires_on':'2028-11-24','national_order':'%s'}}]}",
             words);
    struct hf_request answer =
        world_answer(w, 0, "answer", "jti-1", world_text(w, &hf_case_thread(c, 0)->id), content);
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    return file;
}

static enum hf_rc take_fact(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct named_in *in = context;
    struct hf_fact fact;
    HF_TRY(hf_fact_read(hf_arena_keep(in->arena, row->event.header),
                        hf_arena_keep(in->arena, row->event.payload), in->arena, &fact, err));
    hf_named_collect(in->arena, &fact, &in->list);
    return HF_OK;
}

/* As an auditor looks at the messages that the events name: the event of one that is missing, or 0. */
static uint32_t missing(struct world *w, const struct hf_id *file, struct named_in *in)
{
    struct hf_audit audit = {.ledger = twin_ledger(w->store), .hasher = &w->hasher, .arena = &w->arena};
    struct hf_ask ask = {.id = *file, .from = 1, .to = UINT32_MAX};
    uint32_t bad;
    *in = (struct named_in){.arena = &w->arena};
    assert_int_equal(audit.ledger.ask(audit.ledger.self, HF_ASK_events_of_file, &ask, take_fact, in, &w->err),
                     HF_OK);
    assert_int_equal(hf_verify_named(&audit, &in->list, &bad, &w->err), HF_OK);
    return bad;
}

static void erase_from(struct world *w, const struct hf_id *file, const char *of)
{
    order(w, file, of);
    assert_int_equal(carry_out(w, 0, file), HF_DONE);
}

static void a_message_and_a_text_that_show_the_value_go_with_it(void **state)
{
    struct world *w = *state;
    struct hf_id file = answered(w, "as to the protective measures of today");
    struct named_in in;
    assert_int_equal(missing(w, &file, &in), 0);
    assert_int_equal(in.list.count, 2); /* ours and theirs */
    erase_from(w, &file, "case");
    struct hf_json made = certificate(w, &file);
    assert_int_equal(number(&made, "messages"), 1);
    assert_int_equal(number(&made, "documents"), 1); /* the text of our notice */
    assert_true(number(&made, "values") > 0);
    assert_int_equal(rows_of(w, HF_ASK_token, &in.list.at[1].id), 0);
    assert_int_equal(rows_of(w, HF_ASK_token, &in.list.at[0].id), 1);
    assert_int_equal(missing(w, &file, &in), 0);
    struct hf_ledger ledger = twin_ledger(w->store); /* ours taken away, which nobody ordered */
    const struct hf_keep keep = {
        .kind = HF_FORGET, .forget = {.file = file, .subject = in.list.at[0].id, .slot = HF_MESSAGE_SLOT}};
    assert_int_equal(ledger.keep(ledger.self, &keep, 1, &w->err), HF_OK);
    assert_true(missing(w, &file, &in) > 0);
}

static void a_message_that_does_not_show_it_stays(void **state)
{
    struct world *w = *state;
    struct hf_id file = answered(w, "A 7");
    struct named_in in;
    erase_from(w, &file, "case");
    struct hf_json made = certificate(w, &file);
    assert_int_equal(number(&made, "messages"), 0);
    assert_int_equal(missing(w, &file, &in), 0);
    assert_int_equal(rows_of(w, HF_ASK_token, &in.list.at[1].id), 1);
}

static void all_is_every_message_of_others_too(void **state)
{
    struct world *w = *state;
    struct hf_id file = answered(w, "A 7");
    struct named_in in;
    erase_from(w, &file, "all");
    struct hf_json made = certificate(w, &file);
    assert_int_equal(number(&made, "messages"), 1);
    assert_int_equal(number(&made, "documents"), 1);
    assert_int_equal(missing(w, &file, &in), 0);
}

/* ---- recorded meanwhile ---- */

struct meanwhile {
    struct world *w;
    struct hf_id file;
};

static void record_by_another(void *context)
{
    struct meanwhile *m = context;
    struct hf_request request =
        world_request(m->w, &m->w->officer, "investigator", &m->file, "asset", "asset.add",
                      "{'kind':'account','description':'a late one','state':'XF'}");
    assert_int_equal(world_serve(m->w, 1, &request), HF_DONE);
}

static void erase_by_another(void *context)
{
    struct meanwhile *m = context;
    assert_int_equal(carry_out(m->w, 1, &m->file), HF_DONE);
}

/* Whoever came first: recorded before the certificate, it is erased and counted; */
static void what_is_recorded_before_the_certificate_is_erased_with_the_rest(void **state)
{
    struct world *w = *state;
    const struct hf_revealed *all;
    struct hf_id file = world_case(w);
    struct meanwhile m = {w, file};
    size_t values = revealed(w, &file, &all);
    order(w, &file, "all");
    twin_store_meanwhile(w->store, record_by_another, &m);
    assert_int_equal(carry_out(w, 0, &file), HF_DONE);
    assert_int_equal(revealed(w, &file, &all), 0);
    assert_int_equal(rows_of(w, HF_ASK_disclosures_of_file, &file), 0);
    struct hf_json made = certificate(w, &file);
    assert_int_equal(number(&made, "values"), values + 1);
}

/* recorded after it, it is there and can be read, though it was made ready before. */
static void what_is_recorded_after_the_certificate_can_be_read(void **state)
{
    struct world *w = *state;
    const struct hf_revealed *all;
    struct hf_id file = world_case(w);
    struct meanwhile m = {w, file};
    order(w, &file, "all");
    twin_store_meanwhile(w->store, erase_by_another, &m);
    struct hf_request request = world_request(w, &w->officer, "investigator", &file, "asset", "asset.add",
                                              "{'kind':'account','description':'a late one','state':'XF'}");
    assert_int_equal(world_serve(w, 0, &request), HF_DONE);
    assert_str(world_state(w, &file, "erasure/1"), "erased");
    assert_int_equal(revealed(w, &file, &all), 1);
    assert_str(all[0].value.is.text, "a late one");
}

/* In one batch the value is not in the ledger yet when keys would be destroyed: that waits for a later round.
 */
static void a_value_of_its_own_batch_is_erased_too(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_response out[2];
    const struct hf_revealed *all;
    size_t values = revealed(w, &file, &all);
    order(w, &file, "all");
    struct hf_request requests[2] = {
        world_request(w, &w->officer, "investigator", &file, "asset", "asset.add",
                      "{'kind':'account','description':'a late one','state':'XF'}"),
        world_request(w, &w->officer, "", &file, "erasure/1", "erasure.done", NULL)};
    requests[1].command.known = HF_KNOWN_engine;
    assert_int_equal(hf_desk_serve(w->desk[0], requests, 2, &w->arena, out, &w->err), HF_OK);
    assert_int_equal(out[0].outcome, HF_DONE);
    assert_int_equal(out[1].outcome, HF_DONE);
    assert_true(out[1].seq > out[0].seq);
    assert_int_equal(rows_of(w, HF_ASK_disclosures_of_file, &file), 0);
    struct hf_json made = certificate(w, &file);
    assert_int_equal(number(&made, "values"), values + 1);
}

/* ---- broken off ---- */

static void an_order_is_carried_out_by_the_clock_where_nobody_did(void **state)
{
    struct world *w = *state;
    const struct hf_revealed *all;
    struct hf_id file = world_case(w);
    size_t fired;
    order(w, &file, "case");
    world_kill(w, 0);
    assert_int_equal(hf_watch_due(w->desk[1], &w->arena, &fired, &w->err), HF_OK);
    assert_true(fired > 0);
    assert_str(world_state(w, &file, "erasure/1"), "erased");
    assert_int_equal(revealed(w, &file, &all), 0);
    assert_int_equal(carry_out(w, 0, &file), HF_REPEATED);
    assert_int_equal(w->keys.lines, 1);
}

/* The keys are gone and the rows too, but the commit failed: what comes of it later says the same. */
static void a_certificate_says_what_an_attempt_before_it_destroyed(void **state)
{
    struct world *w = *state;
    const struct hf_revealed *all;
    struct hf_id file = world_case(w);
    size_t values = revealed(w, &file, &all);
    order(w, &file, "case");
    twin_store_fault(w->store, TWIN_LOST_BEFORE);
    assert_int_equal(carry_out(w, 0, &file), HF_REFUSED_ANSWER);
    assert_str(world_state(w, &file, "erasure/1"), "ordered");
    assert_int_equal(revealed(w, &file, &all), 0);
    assert_int_equal(carry_out(w, 1, &file), HF_DONE);
    struct hf_json made = certificate(w, &file);
    assert_int_equal(number(&made, "values"), values);
}

/* Both desks knew the key that was destroyed. */
static void what_is_entered_afterwards_has_a_key_of_its_own(void **state)
{
    struct world *w = *state;
    const struct hf_revealed *all;
    struct hf_id file = erase(w, "case");
    for (size_t desk = 0; desk < 2; desk++) {
        struct hf_request add = world_request(w, &w->officer, "investigator", &file, "asset", "asset.add",
                                              "{'kind':'account','description':'found later','state':'XF'}");
        assert_int_equal(world_serve(w, desk, &add), HF_DONE);
    }
    assert_int_equal(revealed(w, &file, &all), 2);
    assert_str(all[0].value.is.text, "found later");
    world_kill(w, 0);
    assert_int_equal(revealed(w, &file, &all), 2);
}

/* ---- legal hold ---- */

static void hold(struct world *w, const struct hf_id *file)
{
    act(w, &w->officer, file, "hold", "hold.place", "{'provision':'Order of the fictional Chamber, 3 May'}");
    assert_int_equal(w->response.outcome, HF_DONE);
}

static void a_hold_forbids_it_until_two_people_lift_it(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    propose(w, &file, "case");
    hold(w, &file);
    act(w, &w->approver, &file, "erasure/1", "erasure.confirm", NULL);
    assert_refused_as(w, "requires");
    propose(w, &file, "case");
    assert_refused_as(w, "requires");
    assert_int_equal(act(w, &w->officer, &file, "hold/1", "hold.lift", "{'provision':'Order of 9 June'}"),
                     HF_DONE);
    act(w, &w->approver, &file, "erasure/1", "erasure.confirm", NULL);
    assert_refused_as(w, "requires");
    act(w, &w->officer, &file, "hold/1", "hold.confirm", NULL);
    assert_refused_as(w, "same_person");
    assert_int_equal(act(w, &w->approver, &file, "hold/1", "hold.confirm", NULL), HF_DONE);
    assert_int_equal(act(w, &w->approver, &file, "erasure/1", "erasure.confirm", NULL), HF_DONE);
}

static void any_hold_of_several_forbids_it(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    hold(w, &file);
    hold(w, &file);
    assert_int_equal(act(w, &w->officer, &file, "hold/1", "hold.lift", "{'provision':'Order of 9 June'}"),
                     HF_DONE);
    assert_int_equal(act(w, &w->approver, &file, "hold/1", "hold.confirm", NULL), HF_DONE);
    propose(w, &file, "case");
    assert_refused_as(w, "requires");
}

/* Otherwise what is being destroyed would stand under a hold. */
static void what_has_been_ordered_is_held_no_more(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    order(w, &file, "case");
    act(w, &w->officer, &file, "hold", "hold.place", "{'provision':'too late'}");
    assert_refused_as(w, "requires");
    assert_int_equal(carry_out(w, 0, &file), HF_DONE);
    hold(w, &file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_two_people_order_is_erased_and_certified),
        TEST(one_person_alone_erases_nothing),
        TEST(a_role_of_the_procedure_alone_neither_erases_nor_holds),
        TEST(a_person_cannot_carry_it_out_by_saying_so),
        TEST(what_is_not_there_cannot_be_named),
        TEST(a_document_is_erased_by_its_name),
        TEST(all_is_values_and_documents),
        TEST(what_was_read_before_an_erasure_is_known_to_stand_no_more),
        TEST(a_message_and_a_text_that_show_the_value_go_with_it),
        TEST(a_message_that_does_not_show_it_stays),
        TEST(all_is_every_message_of_others_too),
        TEST(what_is_recorded_before_the_certificate_is_erased_with_the_rest),
        TEST(what_is_recorded_after_the_certificate_can_be_read),
        TEST(a_value_of_its_own_batch_is_erased_too),
        TEST(an_order_is_carried_out_by_the_clock_where_nobody_did),
        TEST(a_certificate_says_what_an_attempt_before_it_destroyed),
        TEST(what_is_entered_afterwards_has_a_key_of_its_own),
        TEST(a_hold_forbids_it_until_two_people_lift_it),
        TEST(any_hold_of_several_forbids_it),
        TEST(what_has_been_ordered_is_held_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
