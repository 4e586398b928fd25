/* SPDX-License-Identifier: Apache-2.0 */
/* Stored events that deciding could not have made do not fit, and break nothing. */
#include <stdio.h>
#include <stdlib.h>

#include "unit/casefile/bench.h"

static struct hf_rehearsal *b;
static struct hf_case before;
static struct hf_fact pattern; /* an event on job/1, to be bent */

static int open_turns(void **state)
{
    b = bench_begin(state, "tests/vectors/workflow/turns.json");
    bench_do(b, "officer", "case", "open", NULL);
    bench_add(b, "job", "");
    before = hf_case_copy(&b->arena, &b->c);
    bench_do(b, "officer", "job/1", "touch", NULL);
    pattern = b->last.events[0];
    return 0;
}

static enum hf_rc apply(const struct hf_fact *fact)
{
    struct hf_case c = hf_case_copy(&b->arena, &before);
    enum hf_rc rc = hf_evolve(&b->flows, fact, &c, &b->arena, &b->err);
    if (rc == HF_OK)
        hf_case_check(&b->flows, &c);
    return rc;
}

static struct hf_fact with_made(const char *made)
{
    struct hf_fact fact = pattern;
    char *text = HF_NEW(&b->arena, char, strlen(made) + 20);
    snprintf(text, strlen(made) + 20, "{\"_made\":%s}", made);
    for (char *at = text; *at != '\0'; at++)
        *at = *at == '\'' ? '"' : *at;
    assert_int_equal(
        hf_json_read(hf_str_of(text), &hf_json_payload_limits, &b->arena, &fact.payload, &b->err), HF_OK);
    return fact;
}

static void what_was_decided_fits(void **state)
{
    (void)state;
    assert_int_equal(apply(&pattern), HF_OK);
    struct hf_fact fact =
        with_made("{'clocks':[{'do':'start','due':'2026-12-01T00:00:00.000Z','name':'answer','run':2}]}");
    assert_int_equal(apply(&fact), HF_OK);
}

static void parts_that_deciding_never_makes_do_not_fit(void **state)
{
    static const char *const rows[] = {
        "{'take':[1]}",
        "{'take':['due']}",
        "{'take':7}",
        "{'set':{'nothing':1}}",
        "{'clear':[{}]}",
        "{'flag':{'nothing':true}}",
        "{'link':{'parent':['case']}}",
        "{'link':{'parent':['job/9']}}",
        "{'link':{'parent':[3]}}",
        "{'unlink':{'nowhere':['job/1']}}",
        "{'discharge':[null]}",
        "{'oblige':{'report':5}}",
        "{'oblige':{'nothing':'2026-12-01T00:00:00.000Z'}}",
        "{'obligation':{'do':'due','name':'report','run':0}}",
        "{'clocks':[3]}",
        "{'clocks':[{'do':'start','name':'answer','run':2}]}",
        "{'clocks':[{'do':'start','due':'2026-12-01T00:00:00.000Z','name':'answer','run':7}]}",
        "{'clocks':[{'do':'start','due':'soon','name':'answer','run':2}]}",
        "{'clocks':[{'do':'resume','due':'2026-12-01T00:00:00.000Z','name':'answer','run':1}]}",
        "{'clocks':[{'do':'stop','name':'end','run':0}]}",
        "{'clocks':[{'do':'sleep','name':'answer','run':1}]}",
        "{'aside':2}",
        "{'aside':-1}",
        "{'heard':{'digest':'x','seq':1,'thread':'y'}}",
        "{'notice':{}}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_fact fact = with_made(rows[i]);
        if (apply(&fact) != HF_UNVERIFIED)
            fail_msg("%s", rows[i]);
        assert_str(hf_err_code(&b->err), "event_does_not_fit");
    }
}

struct bent {
    const char *on, *from, *to, *made;
};

static void moves_and_births_that_deciding_never_makes_do_not_fit(void **state)
{
    static const struct bent rows[] = {
        {"job/1", "halted", "done", "{}"},                           /* it waits */
        {"job/1", "waiting", "waiting", "{}"},                       /* no move */
        {"job/1", "waiting", "done", "{}"},                          /* its clocks would still run */
        {"job/1", "waiting", "halted", "{'back':true}"},             /* it was born here */
        {"job/3", "", "waiting", "{'id':'AAAAAAAAAAAAAAAAAAAAAA'}"}, /* the next is job/2 */
        {"job/2", "", "waiting", "{}"},                              /* without an id */
        {"job/01", "", "waiting", "{'id':'AAAAAAAAAAAAAAAAAAAAAA'}"},
        {"case/1", "", "running", "{'id':'AAAAAAAAAAAAAAAAAAAAAA'}"},
        {"person/1", "", "active", "{'id':'AAAAAAAAAAAAAAAAAAAAAA'}"},
        {"authority/1", "", "valid", "{'id':'AAAAAAAAAAAAAAAAAAAAAA'}"},
        {"job", "", "waiting", "{'id':'AAAAAAAAAAAAAAAAAAAAAA'}"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_fact fact = with_made(rows[i].made);
        fact.header.on = hf_str_of(rows[i].on);
        fact.header.from = hf_str_of(rows[i].from);
        fact.header.to = hf_str_of(rows[i].to);
        if (apply(&fact) != HF_UNVERIFIED)
            fail_msg("%s %s", rows[i].on, rows[i].to);
        assert_str(hf_err_code(&b->err), "event_does_not_fit");
    }
}

static void an_id_is_given_once(void **state)
{
    char made[60];
    (void)state;
    snprintf(made, sizeof made, "{'id':'%s'}", bench_id(b, "job/1"));
    struct hf_fact fact = with_made(made);
    fact.header.on = HF_STR("job/2");
    fact.header.to = HF_STR("waiting");
    assert_int_equal(apply(&fact), HF_UNVERIFIED);
}

static void a_case_runs_on_one_definition(void **state)
{
    struct hf_fact fact = pattern;
    (void)state;
    fact.header.definition.byte[0] ^= 1;
    assert_int_equal(apply(&fact), HF_UNVERIFIED);
}

/* A forged value of another form than its schema's is read as absent, wherever an expression meets it. */
static void data_of_another_form_are_read_as_absent(void **state)
{
    const struct hf_due *due;
    struct hf_fact fact = with_made("{'set':{'due':7,'lead':{},'level':'x'}}");
    struct hf_case c = hf_case_copy(&b->arena, &before);
    (void)state;
    assert_int_equal(hf_evolve(&b->flows, &fact, &c, &b->arena, &b->err), HF_OK);
    assert_true(hf_due_list(&b->flows, &b->house, &c, &b->arena, &due) > 0);
}

int main(void)
{
#define ON_TURNS(test) cmocka_unit_test_setup_teardown(test, open_turns, bench_end)
    const struct CMUnitTest tests[] = {
        ON_TURNS(what_was_decided_fits),
        ON_TURNS(parts_that_deciding_never_makes_do_not_fit),
        ON_TURNS(moves_and_births_that_deciding_never_makes_do_not_fit),
        ON_TURNS(an_id_is_given_once),
        ON_TURNS(a_case_runs_on_one_definition),
        ON_TURNS(data_of_another_form_are_read_as_absent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
