/* SPDX-License-Identifier: Apache-2.0 */
/* The one way through, on a house in memory: a case from opening to the answer of a State. */
#include "desk/inside.h"
#include "sim/world.h"
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "desk/ask.h"
#include "desk/document.h"
#include "desk/watch.h"
#include "seal/ids.h"
#include "seal/note.h"
#include "seal/set.h"
#include "seal/token.h"

/* ---- looking ---- */

struct kept {
    struct world *w;
    struct hf_str bytes;
};

static struct hf_id sent_case(struct world *w)
{
    struct hf_id file = world_case(w);
    world_do(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    return file;
}

static void assert_refused(struct world *w, const struct hf_request *request, const char *code)
{
    assert_int_equal(world_serve(w, 0, request), HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), code);
}

/* ---- commands ---- */

static void a_case_gets_a_reference_that_people_can_type(void **state)
{
    struct world *w = *state;
    struct hf_request open = world_request(w, &w->officer, "officer", NULL, "case", "open", NULL);
    struct hf_file_row row;
    char reference[HF_REFERENCE_TEXT];
    open.workflow = HF_STR("freeze-small");
    assert_int_equal(world_serve(w, 0, &open), HF_DONE);
    assert_int_equal(w->response.seq, 1);
    struct hf_str name = {w->response.name, HF_REFERENCE_TEXT};
    assert_true(hf_reference_read(name, reference));
    assert_int_equal(hf_desk_find(w->desk[1], HF_FILE_CASE, name, &row, &w->arena, &w->err), HF_OK);
    assert_true(hf_id_eq(&row.file, &w->response.file));
    assert_int_equal(hf_desk_find(w->desk[1], HF_FILE_CASE, HF_STR("0000-0000-0"), &row, &w->arena, &w->err),
                     HF_NOT_FOUND);
}

static void a_case_runs_on_the_shipped_workflow(void **state)
{
    struct world *w = *state;
    world_publish(w, "workflows/icc-asset-recovery.json");
    struct hf_request open =
        world_request(w, &w->officer, "investigator", NULL, "case", "open_case",
                      "{'title':'Marrow, accounts and villa','situation':'SIT-04','organ':'prosecution',"
                      "'grounds':'Payments reach accounts held for the suspect.',"
                      "'classification':'confidential','person_unknown':true}");
    open.workflow = HF_STR("icc-asset-recovery");
    assert_int_equal(world_serve(w, 1, &open), HF_DONE);
    assert_int_equal(w->response.seq, 1);
}

static void a_definition_is_published_by_two(void **state)
{
    struct world *w = *state;
    struct hf_request as = world_request(w, &w->officer, "administrator", NULL, "", "", NULL);
    struct hf_str text = world_file(w, "workflows/icc-asset-recovery.json");
    assert_int_equal(hf_definition_publish(w->desk[0], text, &as.command, &w->arena, &w->response, &w->err),
                     HF_OK);
    as = world_request(w, &w->officer, "administrator", NULL, "", "", NULL);
    assert_int_equal(hf_definition_publish(w->desk[0], text, &as.command, &w->arena, &w->response, &w->err),
                     HF_NOT_ALLOWED);
    assert_str(hf_err_code(&w->err), "same_person");
    text = HF_STR("{\"format\":1}");
    assert_int_equal(hf_definition_publish(w->desk[0], text, &as.command, &w->arena, &w->response, &w->err),
                     HF_FINDINGS);
}

static void a_case_runs_only_on_a_published_workflow(void **state)
{
    struct world *w = *state;
    struct hf_request open = world_request(w, &w->officer, "officer", NULL, "case", "open", NULL);
    open.workflow = HF_STR("freeze-large");
    assert_refused(w, &open, "no_workflow");
}

static void a_command_sent_again_is_answered_as_the_first_time(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_request send = world_request(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    assert_int_equal(world_serve(w, 0, &send), HF_DONE);
    uint32_t seq = w->response.seq, count = w->response.count;
    assert_int_equal(count, 4);
    for (size_t desk = 0; desk < 2; desk++) {
        assert_int_equal(world_serve(w, desk, &send), HF_REPEATED);
        assert_int_equal(w->response.seq, seq);
        assert_int_equal(w->response.count, count);
        assert_true(hf_id_eq(&w->response.file, &file));
    }
    send.command.digest.byte[31] ^= 1;
    assert_refused(w, &send, "other_body");
}

static void twice_the_same_command_in_one_batch_is_done_once(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_request two[2];
    struct hf_response *out = HF_NEW(&w->arena, struct hf_response, 2);
    two[0] = two[1] = world_request(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    assert_int_equal(hf_desk_serve(w->desk[0], two, 2, &w->arena, out, &w->err), HF_OK);
    assert_int_equal(out[0].outcome, HF_DONE);
    assert_int_equal(out[1].outcome, HF_REPEATED);
    assert_int_equal(out[1].seq, out[0].seq);
}

static void later_commands_of_a_batch_see_what_earlier_ones_made(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_request two[3] = {world_request(w, &w->approver, "approver", &file, "request/1", "send", NULL),
                                world_request(w, &w->approver, "approver", &file, "request/1", "send", NULL),
                                world_request(w, &w->officer, "investigator", &file, "asset", "asset.add",
                                              "{'kind':'account','description':'third','state':'XF'}")};
    struct hf_response *out = HF_NEW(&w->arena, struct hf_response, 3);
    assert_int_equal(hf_desk_serve(w->desk[0], two, 3, &w->arena, out, &w->err), HF_OK);
    assert_int_equal(out[0].outcome, HF_DONE);
    assert_int_equal(out[1].outcome, HF_REFUSED_ANSWER);
    assert_str(hf_err_code(out[1].err), "not_in_state");
    assert_int_equal(out[2].outcome, HF_DONE);
    assert_int_equal(out[2].seq, out[0].seq + out[0].count);
    assert_false(hf_id_is_zero(&out[2].instance));
}

static void a_file_that_is_not_there_refuses(void **state)
{
    struct world *w = *state;
    struct hf_id nowhere = {{0x77}};
    struct hf_request request =
        world_request(w, &w->approver, "approver", &nowhere, "request/1", "send", NULL);
    assert_refused(w, &request, "no_file");
}

static void what_finds_no_room_in_a_batch_is_told_to_try_again(void **state)
{
    enum { MANY = 40, SMALL = 12 << 20 };
    struct world *w = *state;
    static struct hf_request requests[MANY];
    static struct hf_response responses[MANY];
    struct hf_arena arena;
    void *block = malloc(SMALL);
    for (int i = 0; i < MANY; i++) {
        struct hf_id file = world_case(w);
        requests[i] = world_request(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    }
    hf_arena_init(&arena, block, SMALL);
    hf_arena_take(&arena, SMALL / 4 * 3, 1, 1);
    assert_int_equal(hf_desk_serve(w->desk[1], requests, MANY, &arena, responses, &w->err), HF_OK);
    for (int i = 0; i < MANY; i++)
        assert_str(hf_err_code(responses[i].err), "desk_full");
    hf_arena_reset(&arena, 0);
    assert_int_equal(hf_desk_serve(w->desk[1], requests, 1, &arena, responses, &w->err), HF_OK);
    assert_int_equal(responses[0].outcome, HF_DONE);
    free(block);
}

static void a_second_desk_that_is_behind_loads_again_and_goes_on(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_request add = world_request(w, &w->officer, "investigator", &file, "asset", "asset.add",
                                          "{'kind':'account','description':'third','state':'XF'}");
    assert_int_equal(world_serve(w, 1, &add), HF_DONE);
    world_do(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    add = world_request(w, &w->officer, "investigator", &file, "asset", "asset.add",
                        "{'kind':'account','description':'fourth','state':'XF'}");
    assert_int_equal(world_serve(w, 1, &add), HF_DONE);
    assert_int_equal(hf_case_head(hf_desk_house(w->desk[1])->people)->kind, HF_FILE_PEOPLE);
}

static void a_refusal_rests_on_the_file_as_it_is_not_as_a_desk_remembers_it(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_request add = world_request(w, &w->officer, "investigator", &file, "asset", "asset.add",
                                          "{'kind':'account','description':'third','state':'XF'}");
    assert_int_equal(world_serve(w, 1, &add), HF_DONE);
    world_do(w, &w->officer, "investigator", &file, "party", "party.add",
             "{'kind':'person','name':'Octavian Marrow'}");
    add = world_request(w, &w->officer, "investigator", &file, "asset", "asset.add",
                        "{'kind':'account','description':'his','state':'XF','holder':'party/1'}");
    assert_int_equal(world_serve(w, 1, &add), HF_DONE);
}

static struct hf_request on_person(struct world *w, const struct hf_id *actor, const char *on,
                                   const char *event)
{
    return world_request(w, actor, "administrator", &w->people, on, event, NULL);
}

/* person/1 and person/2 are the founders; person/3 is a clerk, person/4 becomes a third administrator. */
static void two_administrators_are_left_whatever_comes_at_once(void **state)
{
    struct world *w = *state;
    struct hf_response answers[2];
    struct hf_request alone = on_person(w, &w->officer, "person/2", "person.disable");
    assert_refused(w, &alone, "not_in_state");
    world_do(w, &w->officer, "administrator", &w->people, "person/2", "person.retire", NULL);
    alone = on_person(w, &w->officer, "person/2", "person.disable");
    assert_refused(w, &alone, "same_person");
    struct hf_request of_two = on_person(w, &w->approver, "person/2", "person.disable");
    assert_refused(w, &of_two, "administrators_left");

    world_do(w, &w->officer, "administrator", &w->people, "person", "person.propose",
             "{'name':'Third','organ':'registry','roles':['administrator']}");
    of_two = on_person(w, &w->approver, "person/2", "person.disable");
    assert_refused(w, &of_two, "administrators_left"); /* who is only proposed does not count */
    world_do(w, &w->approver, "administrator", &w->people, "person/4", "person.confirm", NULL);
    world_do(w, &w->officer, "administrator", &w->people, "person/4", "person.retire", NULL);
    struct hf_request both[] = {on_person(w, &w->approver, "person/4", "person.disable"),
                                on_person(w, &w->approver, "person/2", "person.disable")};
    assert_int_equal(hf_desk_serve(w->desk[0], both, 2, &w->arena, answers, &w->err), HF_OK);
    hf_desk_rest(w->desk[0]);
    assert_int_equal(answers[0].outcome, HF_DONE);
    assert_int_equal(answers[1].outcome, HF_REFUSED_ANSWER);
    assert_str(hf_err_code(answers[1].err), "administrators_left");
    world_do(w, &w->officer, "administrator", &w->people, "person/3", "person.retire", NULL);
}

static void a_clerk_leaves_by_two_and_keeps_all_rights_until_then(void **state)
{
    struct world *w = *state;
    world_do(w, &w->officer, "administrator", &w->people, "person/3", "person.retire", NULL);
    world_do(w, &w->approver, "administrator", &w->people, "person/3", "person.keep", NULL);
    world_do(w, &w->officer, "administrator", &w->people, "person/3", "person.retire", NULL);
    struct hf_request kept = world_request(w, &w->clerk, NULL, &w->people, "person/2", "person.retire", NULL);
    assert_refused(w, &kept, "not_allowed"); /* somebody, in no role that may */
    world_do(w, &w->approver, "administrator", &w->people, "person/3", "person.disable", NULL);
    struct hf_request late = world_request(w, &w->clerk, NULL, &w->people, "person/2", "person.retire", NULL);
    assert_refused(w, &late, "no_such_person");
}

static void a_name_of_the_directory_is_given_once(void **state)
{
    struct world *w = *state;
    struct hf_request request = world_request(
        w, &w->officer, "administrator", NULL, "authority", "authority.propose",
        "{'name':'Another','kind':'state','languages':['en'],'language_rule':'one_of','channel':'spool',"
        "'calendar':'court'}");
    request.command.name = HF_STR("XF");
    assert_refused(w, &request, "name_taken");
    request.command.name = HF_STR("XH");
    assert_int_equal(world_serve(w, 0, &request), HF_DONE);
}

static void a_house_is_founded_once(void **state)
{
    struct world *w = *state;
    static const struct hf_str role[] = {HF_STR_INIT("administrator")};
    struct hf_founder others[2] = {
        {.name = HF_STR("Someone Else"), .organ = HF_STR("registry"), .role = role, .roles = 1},
        {.name = HF_STR("And Another"), .organ = HF_STR("registry"), .role = role, .roles = 1}};
    assert_int_equal(hf_house_found(w->desk[0], others, &w->arena, &w->err), HF_CONFLICT);
    assert_int_equal(w->err.word, HF_WORD_name_taken);
}

/* ---- commits that are lost ---- */

static void a_commit_lost_before_the_write_answers_try_again(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_request send = world_request(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    twin_store_fault(w->store, TWIN_LOST_BEFORE);
    assert_refused(w, &send, "ledger_away");
    assert_int_equal(world_serve(w, 0, &send), HF_DONE);
}

static void a_commit_lost_after_the_write_is_found_by_its_id(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_request send = world_request(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    twin_store_fault(w->store, TWIN_LOST_AFTER);
    assert_refused(w, &send, "ledger_away");
    assert_int_equal(world_serve(w, 0, &send), HF_REPEATED);
    assert_int_equal(w->response.count, 4);
}

static void while_the_ledger_is_away_every_answer_is_try_again(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_request send = world_request(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    twin_store_away(w->store, true);
    assert_refused(w, &send, "ledger_away");
    twin_store_away(w->store, false);
    assert_int_equal(world_serve(w, 0, &send), HF_DONE);
}

static void locked_keys_stop_what_hides_or_signs_and_lose_nothing(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_request send = world_request(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    w->keys.locked = true;
    assert_refused(w, &send, "key_locked");
    w->keys.locked = false;
    assert_int_equal(world_serve(w, 0, &send), HF_DONE);
}

/* ---- notices ---- */

static void a_notice_is_thin_signed_and_in_its_thread(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_set set = world_notice_claims(w, &file);
    assert_str(set.iss, "https://court.example");
    assert_str(set.aud, "https://fp0.example");
    assert_str(set.event, "urn:holdfast:event:1:please-freeze");
    struct hf_thread_mark mark;
    assert_int_equal(hf_thread_mark_read(&set.content, &mark, &w->err), HF_OK);
    assert_int_equal(mark.seq, 1);
    assert_false(mark.has_prev);
    const struct hf_json *items = HF_JSON_GET(&set.content, "items");
    assert_int_equal(items->is.list.count, 2);
    assert_str(hf_json_text(&items->is.list.item[1], HF_STR("kind")), "measure");
    assert_str(hf_json_text(&set.content, HF_STR("kind")), "request");
    assert_non_null(HF_JSON_GET(&set.content, "due"));
}

static void the_document_of_a_notice_is_found_by_its_digest(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_set set = world_notice_claims(w, &file);
    const struct hf_json *document = HF_JSON_GET(&set.content, "document");
    struct hf_digest digest;
    struct hf_str text;
    assert_true(hf_digest_read(hf_json_text(document, HF_STR("sha256")), &digest));
    assert_int_equal(hf_document_read(w->desk[1], &file, &digest, &w->arena, &text, &w->err), HF_OK);
    assert_str(text, "Freeze by request\n\nPlease freeze: protective measures\n\n"
                     "1. Measure: Asset savings\n2. Measure: Asset villa\n");
    assert_int_equal(HF_JSON_GET(document, "size")->is.integer, text.len);
    digest.byte[0] ^= 1;
    assert_int_equal(hf_document_read(w->desk[1], &file, &digest, &w->arena, &text, &w->err), HF_NOT_FOUND);
    assert_int_equal(w->err.word, HF_WORD_no_document);
}

/* ---- answers ---- */

#define RESULTS                                                                                         \
    "{'seq':1,'status':'executed','results':[{'item':1,'event':'in_force','effective_at':'2026-11-22'," \
    "'payload':{'expires_on':'2028-11-24','national_order':'A 7'}},"                                    \
    "{'item':2,'event':'refuse','payload':{'ground':'not_found'}}]}"

static void a_document_is_entered_once_its_bytes_are_kept(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_digest digest;
    char payload[400], text[HF_DIGEST_TEXT + 1] = "";
    struct hf_buf written = HF_BUF(text);
    struct hf_str bytes = HF_STR("The Chamber orders.");
    static const char entry[] = "{'title':'Order','sha256':'%s','size':%d,'media_type':'text/plain',"
                                "'classification':'confidential'}";
    hf_sha256(&w->hasher, &bytes, 1, &digest);
    hf_digest_put(&written, &digest);
    snprintf(payload, sizeof payload, entry, text, 19);
    struct hf_request add =
        world_request(w, &w->officer, "investigator", &file, "document", "document.add", payload);
    assert_refused(w, &add, "no_document");
    assert_int_equal(hf_document_keep(w->desk[0], &file, bytes, &w->arena, &digest, &w->err), HF_OK);
    snprintf(payload, sizeof payload, entry, text, 18);
    struct hf_request wrong =
        world_request(w, &w->officer, "investigator", &file, "document", "document.add", payload);
    assert_refused(w, &wrong, "document_size");
    assert_int_equal(world_serve(w, 0, &add), HF_DONE);
}

static void an_answer_moves_the_request_and_its_items(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_str txn = world_notice_claims(w, &file).txn;
    struct hf_request answer = world_answer(w, 0, "answer", "jti-1", txn, RESULTS);
    assert_int_equal(world_serve(w, 1, &answer), HF_DONE);
    assert_int_equal(w->response.events[0].header.known, HF_KNOWN_own_key);
    assert_str(world_state(w, &file, "request/1"), "done");
    assert_str(world_state(w, &file, "measure/1"), "in_force");
    assert_str(world_state(w, &file, "measure/2"), "refused");
    assert_int_equal(world_serve(w, 0, &answer), HF_REPEATED);
}

static void an_answer_reaches_a_request_that_this_desk_has_not_seen(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    char payload[200];
    assert_str(world_state(w, &file, "request/1"), "draft"); /* desk 0 remembers the file as it is now */
    snprintf(payload, sizeof payload,
             "{'addressee':'%.*s','measures':['measure/1'],'purpose':'protective measures'}",
             HF_STR_ARG(world_text(w, &w->focal[0].authority)));
    struct hf_request draft = world_request(w, &w->officer, "officer", &file, "request", "draft", payload);
    assert_int_equal(world_serve(w, 1, &draft), HF_DONE);
    struct hf_request send = world_request(w, &w->approver, "approver", &file, "request/2", "send", NULL);
    assert_int_equal(world_serve(w, 1, &send), HF_DONE);
    struct hf_request answer = world_answer(w, 0, "answer", "jti-1", world_notice_claims(w, &file).txn,
                                            "{'seq':1,'status':'information_requested','items':'the title'}");
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    assert_str(world_state(w, &file, "request/2"), "asking");
}

static void an_answer_that_fits_no_cell_is_set_aside(void **state)
{
    static const char *const said[] = {
        "{'seq':1,'status':'never_heard'}",
        "{'seq':2,'prev':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA','status':'executed','results':[{'item'"
        ":3,'event':'refuse','payload':{'ground':'not_found'}}"
        "]}",
    };
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_str txn = world_notice_claims(w, &file).txn;
    for (size_t i = 0; i < 2; i++) {
        struct hf_request answer = world_answer(w, 0, "answer", i == 0 ? "a" : "b", txn, said[i]);
        assert_int_equal(world_serve(w, 0, &answer), HF_SET_ASIDE);
        assert_str(w->response.events[0].header.act, "answer.set_aside");
        assert_int_equal(world_serve(w, 0, &answer), HF_REPEATED);
    }
    assert_str(world_state(w, &file, "request/1"), "sent");
}

static void an_answer_after_the_end_is_set_aside(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_str txn = world_notice_claims(w, &file).txn;
    struct hf_request answer = world_answer(w, 0, "answer", "jti-1", txn, RESULTS);
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    answer = world_answer(w, 0, "answer", "jti-2", txn,
                          "{'seq':2,'prev':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA','status':'"
                          "information_requested','items':'the title'}");
    assert_int_equal(world_serve(w, 0, &answer), HF_SET_ASIDE);
}

static void tokens_that_prove_nothing_are_refused(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_str txn = world_notice_claims(w, &file).txn;
    static const char ask[] = "{'seq':1,'status':'information_requested','items':'the title'}";
    struct hf_request request = world_answer(w, 1, "answer", "x", txn, ask);
    assert_refused(w, &request, "set_no_thread"); /* another State's thread */
    request = world_answer(w, 0, "answer", "x", HF_STR("AAAAAAAAAAAAAAAAAAAAAA"), ask);
    assert_refused(w, &request, "set_no_thread");
    request = world_answer(w, 0, "advice", "x", txn, ask);
    assert_refused(w, &request, "set_unknown_event");
    request = world_answer(w, 0, "answer", "x", txn, "{'status':'information_requested'}");
    assert_refused(w, &request, "set_thread");
    request = world_answer(w, 0, "answer", "x", txn, ask);
    ((char *)(uintptr_t)request.token.at)[request.token.len - 10] ^= 1;
    assert_refused(w, &request, "token_signature");
    w->focal[0].issuer = "https://nobody.example";
    request = world_answer(w, 0, "answer", "x", txn, ask);
    assert_refused(w, &request, "set_unknown_issuer");
    w->focal[0].issuer = "https://fp0.example";
    request = world_answer(w, 0, "answer", "x", txn, "{'seq':1,'status':'information_requested'}");
    assert_refused(w, &request, "payload_invalid"); /* of form, not of state: not set aside */
}

static void another_token_under_a_jti_that_was_used_is_refused(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_str txn = world_notice_claims(w, &file).txn;
    struct hf_request answer =
        world_answer(w, 0, "answer", "jti", txn, "{'seq':1,'status':'information_requested','items':'a'}");
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
    answer = world_answer(w, 0, "answer", "jti", txn,
                          "{'seq':2,'prev':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA','status':'"
                          "information_requested','items':'b'}");
    assert_refused(w, &answer, "other_body");
}

/* ---- work that nobody asks for ---- */

static size_t fire(struct world *w, size_t desk)
{
    size_t all = 0, fired;
    do {
        assert_int_equal(hf_watch_due(w->desk[desk], &w->arena, &fired, &w->err), HF_OK);
        all += fired;
    } while (fired > 0);
    return all;
}

/* Sent, and its silence is not watched: only what the workflow asks for is due. */
static struct hf_id watched_case(struct world *w)
{
    struct hf_id file = sent_case(w);
    world_do(w, &w->officer, "officer", &file, "request/1", "silence.settled", "{'reason':'called'}");
    return file;
}

static void timers_fire_once_however_many_desks_there_are(void **state)
{
    struct world *w = *state;
    struct hf_id file = watched_case(w);
    assert_int_equal(fire(w, 0), 0);
    w->clock.now_ms += 31 * HF_MS_PER_DAY;
    assert_int_equal(fire(w, 0), 2); /* a reminder, and the end of the time */
    assert_int_equal(fire(w, 1), 0);
    w->clock.now_ms += 60000;
    assert_int_equal(fire(w, 1), 0);
    assert_str(world_state(w, &file, "request/1"), "sent");
}

/* Somebody has taken what is due, and the file moves meanwhile. */
static int64_t free_after_an_act(struct world *w, const struct hf_id *file, int64_t claimed_ms)
{
    struct hf_ledger ledger = twin_ledger(w->store);
    struct hf_claim claim;
    size_t count;
    int64_t free_ms;
    const struct hf_claim_ask ask = {
        .kind = HF_CLAIM_DEADLINES, .now_ms = claimed_ms, .lease_ms = 30000, .limit = 1};
    assert_int_equal(ledger.claim(ledger.self, &ask, &w->arena, &claim, &count, &w->err), HF_OK);
    assert_int_equal(count, 1);
    world_do(w, &w->officer, "investigator", file, "party", "party.add",
             "{'kind':'person','name':'Octavian Marrow'}");
    assert_int_equal(twin_store_due(w->store, file, &free_ms), claim.deadline.due_ms);
    return free_ms;
}

static void a_timer_that_finds_no_room_comes_again(void **state)
{
    enum { SMALL = 24 << 20 };
    struct world *w = *state;
    watched_case(w);
    struct hf_arena arena;
    void *block = malloc(SMALL);
    size_t fired;
    hf_arena_init(&arena, block, SMALL);
    hf_arena_take(&arena, SMALL / 4 * 3, 1, 1);
    w->clock.now_ms += 31 * HF_MS_PER_DAY;
    assert_int_equal(hf_watch_due(w->desk[0], &arena, &fired, &w->err), HF_OK);
    assert_int_equal(fired, 0);
    w->clock.now_ms += 30000;
    assert_int_equal(fire(w, 0), 2);
    free(block);
}

static void an_act_frees_what_is_due_and_leaves_alone_what_is_not(void **state)
{
    struct world *w = *state;
    struct hf_id file = watched_case(w);
    int64_t later_ms = w->clock.now_ms + 31 * HF_MS_PER_DAY;
    assert_int_equal(free_after_an_act(w, &file, later_ms), later_ms + 30000);
    w->clock.now_ms = later_ms + 30000;
    assert_int_equal(free_after_an_act(w, &file, w->clock.now_ms), 0);
    assert_int_equal(fire(w, 0), 2);
}

static void what_is_due_is_written_as_each_desk_finds_it(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    int64_t free_ms;
    assert_int_equal(twin_store_due(w->store, &file, &free_ms), -1);
    struct hf_request send = world_request(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    assert_int_equal(world_serve(w, 1, &send), HF_DONE);
    struct hf_request settle = world_request(w, &w->officer, "officer", &file, "request/1", "silence.settled",
                                             "{'reason':'called'}");
    assert_int_equal(world_serve(w, 1, &settle), HF_DONE);
    int64_t due_ms = twin_store_due(w->store, &file, &free_ms);
    assert_true(due_ms > w->clock.now_ms);
    world_do(w, &w->officer, "investigator", &file, "party", "party.add",
             "{'kind':'person','name':'Octavian Marrow'}"); /* at a desk that had cached nothing due */
    assert_int_equal(twin_store_due(w->store, &file, &free_ms), due_ms);
    w->clock.now_ms = due_ms;
    assert_int_equal(fire(w, 1), 1);
    assert_true(twin_store_due(w->store, &file, &free_ms) > due_ms);
}

static void a_file_that_cannot_be_read_holds_up_no_other_clock(void **state)
{
    struct world *w = *state;
    struct hf_id broken = sent_case(w), file = sent_case(w);
    struct hf_event_row *event = NULL;
    size_t fired;
    for (size_t i = 0; (event = twin_store_event(w->store, i)) != NULL; i++)
        if (hf_id_eq(&event->file, &broken) && event->seq == 1)
            event->header = HF_STR("{");
    world_kill(w, 0);
    w->clock.now_ms += 31 * HF_MS_PER_DAY;
    assert_int_not_equal(hf_watch_due(w->desk[0], &w->arena, &fired, &w->err), HF_OK);
    assert_int_equal(fired, 2);
    assert_int_equal(hf_watch_due(w->desk[0], &w->arena, &fired, &w->err), HF_OK);
    assert_str(world_state(w, &file, "request/1"), "sent");
}

static enum hf_rc take_checkpoint(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct kept *kept = context;
    (void)err;
    kept->bytes = hf_arena_keep(&kept->w->arena, row->checkpoint.note);
    return HF_OK;
}

static void a_checkpoint_covers_the_log_and_is_signed(void **state)
{
    struct world *w = *state;
    struct hf_ledger ledger = twin_ledger(w->store);
    struct kept kept = {w, HF_STR_NONE};
    struct hf_note note;
    struct hf_secret secret;
    struct hf_public key;
    int64_t first, second;
    assert_int_equal(hf_watch_checkpoint(w->desk[0], &w->arena, &first, &w->err), HF_OK);
    assert_true(first > 0);
    assert_int_equal(hf_watch_checkpoint(w->desk[1], &w->arena, &second, &w->err), HF_OK);
    assert_int_equal(second, first);
    world_case(w);
    assert_int_equal(hf_watch_checkpoint(w->desk[1], &w->arena, &second, &w->err), HF_OK);
    assert_true(second > first);
    struct hf_ask ask = {0};
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_last_checkpoint, &ask, take_checkpoint, &kept, &w->err),
                     HF_OK);
    twin_key_pair(HF_KEY_LOG, &secret, &key);
    assert_int_equal(hf_note_read(kept.bytes, &note, &w->err), HF_OK);
    assert_int_equal(hf_note_verify(&w->hasher, &note, HF_STR("court.example/log1"), &key, &w->err), HF_OK);
}

/* As large as what was signed, and another one: nothing need grow for that to be seen. */
static void a_log_that_was_exchanged_freezes_signing(void **state)
{
    struct world *w = *state;
    int64_t size;
    assert_int_equal(hf_watch_checkpoint(w->desk[0], &w->arena, &size, &w->err), HF_OK);
    w->signer.mark.root[0].byte[0] ^= 1;
    assert_int_equal(hf_watch_checkpoint(w->desk[0], &w->arena, &size, &w->err), HF_CONFLICT);
    assert_int_equal(w->err.word, HF_WORD_signer_fork);
}

struct post {
    size_t count;
    const char *class_name;
    int32_t status;
    char address[100];
};

static void deliver(void *context, const struct hf_parcel *parcel, struct hf_parcel_result *result)
{
    struct post *post = context;
    post->count++;
    memcpy(post->address, parcel->address.at, parcel->address.len);
    post->address[parcel->address.len] = '\0';
    result->class_name = hf_str_of(post->class_name);
    result->status = post->status;
}

static size_t dispatch(struct world *w, struct twin_courier *courier)
{
    struct hf_courier port = twin_courier(courier);
    size_t moved;
    assert_int_equal(hf_dispatch_once(w->desk[0], &port, 0, &w->arena, &moved, &w->err), HF_OK);
    return moved;
}

static void a_notice_that_was_not_taken_is_tried_again_until_it_is(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct post post = {.class_name = "transient", .status = 503};
    struct twin_courier courier = {.deliver = deliver, .context = &post};
    assert_int_equal(dispatch(w, &courier), 2);
    assert_string_equal(post.address, "https://fp0.example/sets");
    struct hf_delivery_row row = world_delivery(w, &file);
    assert_int_equal(row.state, HF_WAITING);
    assert_in_range(row.next_ms - w->clock.now_ms, 0, 5000);
    assert_int_equal(row.since_ms, w->clock.now_ms);
    w->clock.now_ms = row.next_ms - 1;
    assert_int_equal(dispatch(w, &courier), 0);
    w->clock.now_ms += 5000;
    post.class_name = "received";
    assert_int_equal(dispatch(w, &courier), 2);
    assert_int_equal(world_delivery(w, &file).state, HF_DELIVERED);
    assert_int_equal(world_delivery(w, &file).attempt, 2);
    w->clock.now_ms += HF_MS_PER_DAY;
    assert_int_equal(dispatch(w, &courier), 0);
}

/* What came back cannot be written, since the ledger has gone meanwhile. */
static void deliver_and_go_away(void *context, const struct hf_parcel *parcel,
                                struct hf_parcel_result *result)
{
    struct world *w = context;
    (void)parcel;
    result->class_name = HF_STR("received");
    result->status = 202;
    twin_store_away(w->store, true);
}

static void news_that_cannot_be_written_do_not_use_up_the_sender(void **state)
{
    struct world *w = *state;
    struct hf_id file[2] = {sent_case(w), sent_case(w)};
    struct twin_courier courier = {.deliver = deliver_and_go_away, .context = w};
    struct post post = {.class_name = "received", .status = 202};
    size_t moved;
    for (int i = 0; i < 40; i++) {
        struct hf_courier port = twin_courier(&courier);
        assert_int_equal(hf_dispatch_once(w->desk[0], &port, 0, &w->arena, &moved, &w->err), HF_UNAVAILABLE);
        twin_store_away(w->store, false);
        w->clock.now_ms += 180000; /* the lease */
    }
    courier = (struct twin_courier){.deliver = deliver, .context = &post};
    assert_int_equal(dispatch(w, &courier), 4);
    for (int i = 0; i < 2; i++)
        assert_int_equal(world_delivery(w, &file[i]).state, HF_DELIVERED);
}

static void what_a_courier_says_decides_what_follows(void **state)
{
    static const struct {
        const char *said;
        enum hf_delivery_state outcome;
    } rows[] = {{"permanent", HF_DEAD},          {"moved", HF_DEAD},
                {"missing", HF_WAITING},         {"key_cache", HF_WAITING},
                {"nonconforming", HF_DELIVERED}, {"never heard", HF_WAITING}};
    struct world *w = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_id file = sent_case(w);
        struct post post = {.class_name = rows[i].said};
        struct twin_courier courier = {.deliver = deliver, .context = &post};
        assert_int_equal(dispatch(w, &courier), 2);
        assert_int_equal(world_delivery(w, &file).state, rows[i].outcome);
    }
}

/* ---- the directory ---- */

/* Amends the entry of the first focal point: proposed by one, confirmed by the other. */
static void amend(struct world *w, int number, const char *payload)
{
    char on[32];
    snprintf(on, sizeof on, "amendment/%d", number);
    world_do(w, &w->officer, "administrator", &w->focal[0].authority, "amendment", "amendment.propose",
             payload);
    world_do(w, &w->approver, "administrator", &w->focal[0].authority, on, "amendment.confirm", NULL);
}

/* A request to the first focal point, asked in a case of its own. */
static struct hf_id asked_case(struct world *w)
{
    char payload[100];
    struct hf_request open = world_request(w, &w->officer, "officer", NULL, "case", "open", NULL);
    open.workflow = HF_STR("gate");
    assert_int_equal(world_serve(w, 0, &open), HF_DONE);
    struct hf_id file = w->response.file;
    snprintf(payload, sizeof payload, "{'addressee':'%.*s','documents':['en']}",
             HF_STR_ARG(world_text(w, &w->focal[0].authority)));
    world_do(w, &w->officer, "officer", &file, "request", "ask", payload);
    return file;
}

static void assert_goes_to(struct world *w, const char *address)
{
    struct post post = {.class_name = "received"};
    struct twin_courier courier = {.deliver = deliver, .context = &post};
    assert_int_equal(dispatch(w, &courier), 2);
    assert_string_equal(post.address, address);
}

static void assert_reminded_at(struct world *w, const struct hf_id *file, const char *address)
{
    world_do(w, &w->officer, "officer", file, "request/1", "remind", NULL);
    assert_goes_to(w, address);
}

/* Rule 180(2): another channel does not touch a request in progress; one that is made later goes by it. A new
 * address of the same channel counts at once. */
static void a_request_in_progress_keeps_its_channel(void **state)
{
    struct world *w = *state;
    world_publish(w, "tests/vectors/directory/gate.json");
    amend(w, 1, "{'received_on':'2026-11-01','source':'profile','renewal_lead':'10d'}");
    struct hf_id file = asked_case(w);
    assert_goes_to(w, "https://fp0.example/sets");
    amend(w, 2, "{'received_on':'2026-11-01','source':'letter','endpoint':'https://moved.example/sets'}");
    assert_reminded_at(w, &file, "https://moved.example/sets");
    w->clock.now_ms += 5 * HF_MS_PER_DAY;
    amend(w, 3,
          "{'received_on':'2026-11-01','effective_on':'2026-11-26','source':'note verbale',"
          "'channel':'spool','endpoint':'https://gap.example/sets'}");
    assert_reminded_at(w, &file, "https://moved.example/sets");
    asked_case(w);
    assert_goes_to(w, "https://gap.example/sets");
}

static enum hf_rc take_header(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct kept *kept = context;
    (void)err;
    kept->bytes = hf_arena_keep(&kept->w->arena, row->event.header);
    return HF_OK;
}

/* The event that tells of a notice says by which entry it went. */
static void a_notice_names_the_entry_it_goes_by(void **state)
{
    struct world *w = *state;
    struct hf_id file = sent_case(w);
    struct hf_ledger ledger = twin_ledger(w->store);
    struct kept kept = {w, HF_STR_NONE};
    struct hf_ask ask = {.id = file, .from = 1, .to = UINT32_MAX};
    char entry[64];
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_events_of_file, &ask, take_header, &kept, &w->err),
                     HF_OK);
    assert_true(hf_str_contains(kept.bytes, HF_STR("\"act\":\"notice.signed\"")));
    snprintf(entry, sizeof entry, "\"directory\":[\"%.*s\",2]",
             HF_STR_ARG(world_text(w, &w->focal[0].authority)));
    assert_true(hf_str_contains(kept.bytes, hf_str_of(entry)));
}

/* ---- hidden values ---- */

struct slots {
    struct hf_id subject[8];
    int64_t slot[8];
    size_t count;
};

static enum hf_rc take_slot(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct slots *slots = context;
    (void)err;
    assert_true(slots->count < 8);
    slots->subject[slots->count] = row->disclosure.subject;
    slots->slot[slots->count++] = row->disclosure.slot;
    return HF_OK;
}

/* All hidden values of a file are of it, and sealed under one key: erased together or not at all. */
static void assert_one_slot(struct world *w, const struct hf_id *file, size_t values)
{
    struct hf_ledger ledger = twin_ledger(w->store);
    struct hf_ask ask = {.id = *file};
    struct slots slots = {.count = 0};
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_disclosures_of_file, &ask, take_slot, &slots, &w->err),
                     HF_OK);
    assert_int_equal(slots.count, values);
    for (size_t i = 0; i < slots.count; i++) {
        assert_true(hf_id_eq(&slots.subject[i], file));
        assert_int_equal(slots.slot[i], slots.slot[0]);
    }
}

/* Begun at desk 0, so that it knows all slots of the file (there are none); desk 1 hides the first value. */
static struct hf_id hidden_elsewhere(struct world *w)
{
    struct hf_request open = world_request(w, &w->officer, "officer", NULL, "case", "open", NULL);
    open.workflow = HF_STR("freeze-small");
    assert_int_equal(world_serve(w, 0, &open), HF_DONE);
    struct hf_id file = w->response.file;
    struct hf_request add = world_request(w, &w->officer, "investigator", &file, "asset", "asset.add",
                                          "{'kind':'account','description':'first','state':'XF'}");
    assert_int_equal(world_serve(w, 1, &add), HF_DONE);
    return file;
}

static void a_desk_that_is_behind_seals_under_the_key_that_another_was_given(void **state)
{
    struct world *w = *state;
    struct hf_id file = hidden_elsewhere(w);
    struct hf_request add = world_request(w, &w->officer, "investigator", &file, "asset", "asset.add",
                                          "{'kind':'account','description':'second','state':'XF'}");
    assert_int_equal(world_serve(w, 0, &add), HF_DONE);
    assert_one_slot(w, &file, 2);
}

static void a_desk_that_has_read_what_another_did_seals_under_its_key(void **state)
{
    struct world *w = *state;
    struct hf_id file = hidden_elsewhere(w);
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(w->desk[0], &file, &w->arena, &c, &flows, &w->err), HF_OK);
    assert_int_equal(hf_case_head(c)->seq, 2);
    /* A refusal rests on the file as it is: the desk has loaded it anew. */
    struct hf_request refused = world_request(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    assert_int_equal(world_serve(w, 0, &refused), HF_REFUSED_ANSWER);
    struct hf_request add = world_request(w, &w->officer, "investigator", &file, "asset", "asset.add",
                                          "{'kind':'account','description':'second','state':'XF'}");
    assert_int_equal(world_serve(w, 0, &add), HF_DONE);
    assert_one_slot(w, &file, 2);
}

static struct hf_file_row load_file(struct world *w, const struct hf_id *file)
{
    struct hf_ledger ledger = twin_ledger(w->store);
    struct hf_file_ask ask = {.file = *file};
    struct hf_file_row row;
    size_t one = 1;
    assert_int_equal(ledger.load(ledger.self, &ask, &one, &w->arena, &row, &w->err), HF_OK);
    return row;
}

static struct hf_request add_party(struct world *w, const struct hf_id *file)
{
    return world_request(w, &w->officer, "investigator", file, "party", "party.add",
                         "{'kind':'person','name':'Octavian Marrow'}");
}

static void a_long_file_is_read_from_its_snapshot(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    for (int i = 0; i < 150; i++) {
        struct hf_request add = add_party(w, &file);
        assert_int_equal(world_serve(w, 0, &add), HF_DONE);
        struct hf_file_row row = load_file(w, &file);
        assert_int_equal(row.snapshot_seq + row.count, row.seq);
        assert_in_range(row.count, 0, 64);
    }
    world_kill(w, 0);
    assert_str(world_state(w, &file, "request/1"), "draft");
    world_do(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    assert_str(world_state(w, &file, "request/1"), "sent");
}

static void where_files_are_read_again_and_again_each_is_read_from_near(void **state)
{
    struct world *w = *state;
    struct hf_id file[] = {world_case(w), world_case(w)};
    w->cache_bytes = 1; /* of files that are not the house's, the last one */
    world_kill(w, 0);
    for (size_t i = 0; i < 40; i++) {
        struct hf_request add = add_party(w, &file[i % 2]);
        assert_int_equal(world_serve(w, 0, &add), HF_DONE);
        if (i > 1) /* each has been read once, and room was made */
            assert_in_range(load_file(w, &file[i % 2]).count, 0, 3);
    }
}

/* It was not read again: what the cache has of it is not put there once more, where room for the other one
 * may have been made of it. */
static void a_file_at_hand_that_was_refused_is_left_as_it_stands(void **state)
{
    struct world *w = *state;
    struct hf_id moved = world_case(w), refused = world_case(w);
    struct hf_request both[2] = {add_party(w, &moved), world_request(w, &w->officer, "investigator", &refused,
                                                                     "party/9", "party.add", NULL)};
    struct hf_response out[2];
    assert_int_equal(hf_desk_serve(w->desk[0], both, 2, &w->arena, out, &w->err), HF_OK);
    assert_int_equal(out[0].outcome, HF_DONE);
    assert_int_equal(out[1].outcome, HF_REFUSED_ANSWER);
}

static void snapshots_wait_until_the_answers_are_out(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    uint32_t before = load_file(w, &file).snapshot_seq;
    for (int i = 0; i < 64; i++) {
        struct hf_request add = add_party(w, &file);
        assert_int_equal(hf_desk_serve(w->desk[0], &add, 1, &w->arena, &w->response, &w->err), HF_OK);
    }
    assert_int_equal(load_file(w, &file).snapshot_seq, before);
    hf_desk_rest(w->desk[0]);
    struct hf_file_row row = load_file(w, &file);
    assert_int_equal(row.snapshot_seq, row.seq);
}

static struct hf_ledger asked_ledger;
static size_t slots_asked;

static enum hf_rc count_slots_asked(void *self, enum hf_question question, const struct hf_ask *ask,
                                    hf_row_fn row, void *context, struct hf_err *err)
{
    slots_asked += question == HF_ASK_slots;
    return asked_ledger.ask(self, question, ask, row, context, err);
}

static enum hf_rc compare_slot(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    int64_t *first = context;
    (void)err;
    *first = *first < 0 ? row->disclosure.slot : *first;
    assert_int_equal(row->disclosure.slot, *first);
    return HF_OK;
}

static void add_asset(struct world *w, size_t desk, const struct hf_id *file)
{
    struct hf_request add = world_request(w, &w->officer, "investigator", file, "asset", "asset.add",
                                          "{'kind':'account','description':'a villa','state':'XF'}");
    assert_int_equal(world_serve(w, desk, &add), HF_DONE);
}

/* Not even where events came after it: the first key of a subject is the one that goes on being used. */
static void a_snapshot_tells_which_keys_were_handed_out(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    size_t assets = 0;
    do {
        add_asset(w, 0, &file);
        assets++;
    } while (assets < 3 || load_file(w, &file).count != 1);
    asked_ledger = w->desk[1]->setup.ledger;
    w->desk[1]->setup.ledger.ask = count_slots_asked;
    slots_asked = 0;
    add_asset(w, 1, &file);
    w->desk[1]->setup.ledger = asked_ledger;
    assert_int_equal(slots_asked, 0);
    int64_t first = -1;
    assert_int_equal(asked_ledger.ask(asked_ledger.self, HF_ASK_disclosures_of_file,
                                      &(struct hf_ask){.id = file}, compare_slot, &first, &w->err),
                     HF_OK);
    assert_in_range(first, 0, INT64_MAX);
}

static void files_that_grow_in_step_are_not_due_together(void **state)
{
    enum { FILES = 32, STEPS = 64 };
    struct world *w = *state;
    static struct hf_request requests[FILES];
    static struct hf_response responses[FILES];
    struct hf_id file[FILES];
    uint32_t before[FILES];
    size_t all = 0;
    for (size_t i = 0; i < FILES; i++) {
        file[i] = world_case(w);
        before[i] = load_file(w, &file[i]).snapshot_seq;
    }
    for (size_t step = 0; step < STEPS; step++) {
        size_t kept = 0;
        for (size_t i = 0; i < FILES; i++)
            requests[i] = add_party(w, &file[i]);
        assert_int_equal(hf_desk_serve(w->desk[0], requests, FILES, &w->arena, responses, &w->err), HF_OK);
        hf_desk_rest(w->desk[0]);
        for (size_t i = 0; i < FILES; i++) {
            uint32_t now = load_file(w, &file[i]).snapshot_seq;
            kept += now > before[i];
            before[i] = now;
        }
        assert_in_range(kept, 0, FILES / 4);
        all += kept;
        world_reset(w);
    }
    assert_in_range(all, FILES, 2 * FILES); /* each in 33 to 64 steps */
}

static void a_case_at_hand_takes_less_than_a_kilobyte(void **state)
{
    enum { CASES = 513, MOST = 648 };
    struct world *w = *state;
    static struct hf_request requests[CASES];
    static struct hf_response responses[CASES];
    char addressee[64];
    snprintf(addressee, sizeof addressee, "{'addressee':'%.*s'}",
             HF_STR_ARG(world_text(w, &w->focal[0].authority)));
    world_publish(w, "tests/bench/transition.json");
    world_do(w, &w->officer, "administrator", &w->people, "person", "person.propose",
             "{'name':'Jo Marsh','organ':'registry','roles':['legal_officer']}");
    struct hf_id actor = w->response.instance;
    world_do(w, &w->approver, "administrator", &w->people, "person/4", "person.confirm", NULL);
    for (size_t i = 0; i < CASES; i++) {
        requests[i] = world_request(w, &actor, "legal_officer", NULL, "case", "open", addressee);
        requests[i].workflow = HF_STR("bench-transition");
    }
    assert_int_equal(world_serve(w, 0, &requests[0]), HF_DONE); /* the definition is compiled */
    size_t before = w->held;
    assert_int_equal(hf_desk_serve(w->desk[0], requests + 1, CASES - 1, &w->arena, responses + 1, &w->err),
                     HF_OK);
    for (size_t i = 1; i < CASES; i++)
        requests[i] = world_request(
            w, &actor, "legal_officer", &responses[i].file, "case", "confirm",
            "{'amount':125000000,'answer':'0000000000000000000000000000000000000000001','confirmed_on':"
            "'2026-11-23','holder':'Ilse Marran','order':'0000000000000000000000000000000000000000003',"
            "'outcome':'in_force_as_asked','valid_until':'2027-11-23'}");
    assert_int_equal(hf_desk_serve(w->desk[0], requests + 1, CASES - 1, &w->arena, responses + 1, &w->err),
                     HF_OK);
    for (size_t i = 1; i < CASES; i++)
        assert_int_equal(responses[i].outcome, HF_DONE);
    assert_in_range((w->held - before) / (CASES - 1), 1, MOST);
}

static void a_snapshot_of_another_form_is_passed_over(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_ledger ledger = twin_ledger(w->store);
    static const char other[400] = "a block of another program";
    struct hf_keep keep = {.kind = HF_KEEP_SNAPSHOT,
                           .snapshot = {.file = file, .snapshot = {other, sizeof other}, .snapshot_seq = 3}};
    assert_int_equal(ledger.keep(ledger.self, &keep, 1, &w->err), HF_OK);
    world_kill(w, 0);
    assert_str(world_state(w, &file, "request/1"), "draft");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_case_gets_a_reference_that_people_can_type),
        TEST(a_case_runs_on_the_shipped_workflow),
        TEST(a_definition_is_published_by_two),
        TEST(a_case_runs_only_on_a_published_workflow),
        TEST(a_command_sent_again_is_answered_as_the_first_time),
        TEST(twice_the_same_command_in_one_batch_is_done_once),
        TEST(later_commands_of_a_batch_see_what_earlier_ones_made),
        TEST(a_file_that_is_not_there_refuses),
        TEST(what_finds_no_room_in_a_batch_is_told_to_try_again),
        TEST(a_second_desk_that_is_behind_loads_again_and_goes_on),
        TEST(a_refusal_rests_on_the_file_as_it_is_not_as_a_desk_remembers_it),
        TEST(two_administrators_are_left_whatever_comes_at_once),
        TEST(a_clerk_leaves_by_two_and_keeps_all_rights_until_then),
        TEST(a_name_of_the_directory_is_given_once),
        TEST(a_house_is_founded_once),
        TEST(a_commit_lost_before_the_write_answers_try_again),
        TEST(a_commit_lost_after_the_write_is_found_by_its_id),
        TEST(while_the_ledger_is_away_every_answer_is_try_again),
        TEST(locked_keys_stop_what_hides_or_signs_and_lose_nothing),
        TEST(a_notice_is_thin_signed_and_in_its_thread),
        TEST(the_document_of_a_notice_is_found_by_its_digest),
        TEST(a_document_is_entered_once_its_bytes_are_kept),
        TEST(an_answer_moves_the_request_and_its_items),
        TEST(an_answer_reaches_a_request_that_this_desk_has_not_seen),
        TEST(an_answer_that_fits_no_cell_is_set_aside),
        TEST(an_answer_after_the_end_is_set_aside),
        TEST(tokens_that_prove_nothing_are_refused),
        TEST(another_token_under_a_jti_that_was_used_is_refused),
        TEST(timers_fire_once_however_many_desks_there_are),
        TEST(a_timer_that_finds_no_room_comes_again),
        TEST(an_act_frees_what_is_due_and_leaves_alone_what_is_not),
        TEST(what_is_due_is_written_as_each_desk_finds_it),
        TEST(a_file_that_cannot_be_read_holds_up_no_other_clock),
        TEST(a_checkpoint_covers_the_log_and_is_signed),
        TEST(a_log_that_was_exchanged_freezes_signing),
        TEST(a_notice_that_was_not_taken_is_tried_again_until_it_is),
        TEST(news_that_cannot_be_written_do_not_use_up_the_sender),
        TEST(what_a_courier_says_decides_what_follows),
        TEST(a_request_in_progress_keeps_its_channel),
        TEST(a_notice_names_the_entry_it_goes_by),
        TEST(a_desk_that_is_behind_seals_under_the_key_that_another_was_given),
        TEST(a_desk_that_has_read_what_another_did_seals_under_its_key),
        TEST(a_long_file_is_read_from_its_snapshot),
        TEST(where_files_are_read_again_and_again_each_is_read_from_near),
        TEST(a_file_at_hand_that_was_refused_is_left_as_it_stands),
        TEST(snapshots_wait_until_the_answers_are_out),
        TEST(a_snapshot_tells_which_keys_were_handed_out),
        TEST(files_that_grow_in_step_are_not_due_together),
        TEST(a_case_at_hand_takes_less_than_a_kilobyte),
        TEST(a_snapshot_of_another_form_is_passed_over),
    };
    return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
