/* SPDX-License-Identifier: Apache-2.0 */
/* Desks that believe (hf_desk_believe): when they ask, and that it makes no difference to what is answered.
 */
#include "sim/world.h"
#include "unit/unit.h"

#include <stdlib.h>

static struct twin_store *store;
static struct hf_ledger under, ledgers[2];
static size_t asked,
    questions; /* how often for the house, and at all for what was done before or where it lives */

static enum hf_rc count_seen(void *self, const struct hf_seen_ask *asks, size_t count,
                             struct hf_seen_row *out, hf_row_fn house, void *context, struct hf_err *err)
{
    asked += house != NULL;
    questions++;
    return under.seen(self, asks, count, out, house, context, err);
}

/* Desk 0 asks, desk 1 believes. */
static int begin(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    store = twin_store_make();
    under = twin_ledger(store);
    ledgers[0] = ledgers[1] = under;
    ledgers[1].seen = count_seen;
    world_make_on(w, 2, 1, ledgers);
    twin_store_free(w->store);
    w->store = store;
    world_found(w);
    hf_desk_believe(w->desk[1]);
    *state = w;
    return 0;
}

static struct hf_request on_asset(struct world *w, const struct hf_id *file)
{
    return world_request(w, &w->officer, "investigator", file, "asset", "asset.add",
                         "{'kind':'account','description':'third','state':'XF'}");
}

/* Served by the desk that believes, once it knows what stands. */
static size_t asks_of(struct world *w, const struct hf_request *request, enum hf_outcome outcome)
{
    asked = questions = 0;
    assert_int_equal(world_serve(w, 1, request), outcome);
    return asked;
}

static void a_desk_that_believes_asks_for_what_it_would_refuse(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_request add = on_asset(w, &file), clerk = on_asset(w, &file), again;
    clerk.command.actor = w->clerk;
    assert_int_equal(asks_of(w, &add, HF_DONE), 1); /* the house has moved since this desk was opened */
    again = add;
    assert_int_equal(asks_of(w, &again, HF_REPEATED), 1);
    assert_int_equal(asks_of(w, &clerk, HF_REFUSED_ANSWER), 1);
    assert_str(hf_err_code(w->response.err), "not_allowed");
    add = on_asset(w, &file);
    assert_int_equal(asks_of(w, &add, HF_DONE), 0);
    again = add;
    again.command.digest.byte[0] ^= 1;
    assert_int_equal(asks_of(w, &again, HF_REFUSED_ANSWER), 1);
    assert_str(hf_err_code(w->response.err), "other_body");
}

static void what_another_desk_made_of_the_house_counts_at_once(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_request add = on_asset(w, &file);
    assert_int_equal(world_serve(w, 1, &add), HF_DONE);
    world_do(w, &w->officer, "administrator", &w->people, "person", "person.propose",
             "{'name':'Noor Vale','organ':'registry','roles':['investigator']}");
    struct hf_id person = w->response.instance;
    world_do(w, &w->approver, "administrator", &w->people, "person/4", "person.confirm", NULL);
    add = on_asset(w, &file);
    add.command.actor = person;
    assert_int_equal(asks_of(w, &add, HF_DONE), 1);
    world_do(w, &w->officer, "administrator", &w->people, "person/4", "person.retire", NULL);
    world_do(w, &w->approver, "administrator", &w->people, "person/4", "person.disable", NULL);
    add = on_asset(w, &file);
    add.command.actor = person; /* whom this desk still believes in: the commit is what refuses it */
    assert_int_equal(asks_of(w, &add, HF_REFUSED_ANSWER), 1);
    assert_str(hf_err_code(w->response.err), "no_such_person");
}

/* Of two with one id in one batch the second finds the first done; others are not in their way. */
static void a_batch_with_one_that_was_done_before_is_served(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_request batch[3] = {on_asset(w, &file), on_asset(w, &file), on_asset(w, &file)};
    struct hf_response answers[3];
    assert_int_equal(world_serve(w, 0, &batch[1]), HF_DONE);
    uint32_t seq = w->response.seq;
    assert_int_equal(hf_desk_serve(w->desk[1], batch, 3, &w->arena, answers, &w->err), HF_OK);
    assert_int_equal(answers[0].outcome, HF_DONE);
    assert_int_equal(answers[1].outcome, HF_REPEATED);
    assert_int_equal(answers[1].seq, seq);
    assert_int_equal(answers[2].outcome, HF_DONE);
    assert_int_equal(answers[2].seq, seq + 2);
}

static struct hf_str thread_of(struct world *w, const struct hf_id *file)
{
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(w->desk[0], file, &w->arena, &c, &flows, &w->err), HF_OK);
    return world_text(w, &hf_case_thread(c, 0)->id);
}

/* The second answer is verified by a house that knows its sender still: the commit finds out that it does
 * not, and then it is read again. */
static void a_token_is_verified_again_by_the_house_as_it_is(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    world_do(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    struct hf_str txn = thread_of(w, &file);
    struct hf_request first = world_answer(w, 0, "answer", "a", txn,
                                           "{'seq':1,'status':'information_requested','items':'the title'}");
    assert_int_equal(asks_of(w, &first, HF_DONE), 1);
    assert_int_equal(asks_of(w, &first, HF_REPEATED), 1);
    world_do(w, &w->officer, "administrator", &w->focal[0].authority, "authority", "authority.retire", NULL);
    struct hf_request late = world_answer(w, 0, "answer", "b", txn, "{'seq':2,'status':'acknowledged'}");
    assert_int_equal(asks_of(w, &late, HF_REFUSED_ANSWER), 1);
    assert_str(hf_err_code(w->response.err), "set_unknown_issuer");
}

static void where_a_thread_lives_is_asked_for_once(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    world_do(w, &w->approver, "approver", &file, "request/1", "send", NULL);
    struct hf_str txn = thread_of(w, &file);
    static const char *const said[] = {"{'seq':1,'status':'information_requested','items':'the title'}",
                                       "{'seq':1,'status':'never_heard'}", "{'seq':1,'status':'never_seen'}"};
    static const char *const jti[] = {"a", "b", "c"};
    for (size_t i = 0; i < 3; i++) {
        struct hf_request answer = world_answer(w, 0, "answer", jti[i], txn, said[i]);
        asks_of(w, &answer, i == 0 ? HF_DONE : HF_SET_ASIDE);
        assert_int_equal(questions, i == 0 ? 2 : 0);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, world_end)
        TEST(a_desk_that_believes_asks_for_what_it_would_refuse),
        TEST(what_another_desk_made_of_the_house_counts_at_once),
        TEST(a_batch_with_one_that_was_done_before_is_served),
        TEST(a_token_is_verified_again_by_the_house_as_it_is),
        TEST(where_a_thread_lives_is_asked_for_once),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
