/* SPDX-License-Identifier: Apache-2.0 */
#include "holders.h"

#include <stdio.h>

/* ---- published cases ---- */

static struct hf_json tree_of(struct hf_str text)
{
    static const struct hf_json_limits limits = {.bytes = 1024 * 1024, .depth = 16, .reals = true};
    struct hf_json json = {0};
    struct hf_err err;
    assert_int_equal(hf_json_read(text, &limits, &bench, &json, &err), HF_OK);
    return json;
}

static void as_expected(struct hf_str file, const struct hf_json *item)
{
    char id[80];
    snprintf(id, sizeof id, "%.*s", HF_STR_ARG(hf_json_text(item, HF_STR("id"))));
    const struct hf_json *want = HF_JSON_GET(item, "expected");
    struct hf_json answer = holders_in_case(file, id, "");
    assert_non_null(want);
    for (size_t i = 0; i < want->is.object.count; i++) {
        const struct hf_member *member = hf_json_member(want, i);
        const struct hf_json *got = hf_json_get(&answer, member->name);
        if (got == NULL || !hf_json_eq(got, &member->value))
            fail_msg("%s: %.*s", id, HF_STR_ARG(member->name));
    }
}

static void every_published_case_comes_out_exactly(void **state)
{
    (void)state;
    struct hf_str file = bench_file("tests/vectors/ownership/cases.json");
    struct hf_json root = tree_of(file);
    const struct hf_json *cases = HF_JSON_GET(&root, "cases");
    assert_int_equal(cases->is.list.count, 5);
    for (size_t i = 0; i < cases->is.list.count; i++)
        as_expected(file, &cases->is.list.item[i]);
}

/* ---- rings ---- */

static void a_ring_is_a_series_summed_to_its_end(void **state)
{
    (void)state;
    struct hf_json answer = holders_of(HF_STR(HOLDERS_HEADING "P,X,60\nY,X,40\nX,Y,50\nQ,Y,50\n"), "X");
    assert_str(holders_said(&answer, "effective_exact", ""), "{\"P\":\"75\",\"Q\":\"25\"}");
    assert_str(holders_said(&answer, "ubo_25_by_multiplication", ""), "[\"P\",\"Q\"]");
}

static void a_ring_near_a_hundred_percent_is_exact(void **state)
{
    (void)state;
    struct hf_json answer = holders_of(
        HF_STR(HOLDERS_HEADING "A,B,99.9999999999\nB,A,99.9999999999\nP,A,0.0000000001\nQ,B,0.0000000001\n"),
        "A");
    assert_str(holders_said(&answer, "effective_exact", "P"), "\"100000000000000/1999999999999\"");
    assert_str(holders_said(&answer, "effective", "P"), "\"50.0\"");
    assert_str(holders_said(&answer, "effective", "Q"),
               "\"49.999999\""); /* less than half is not told as half */
}

static void shares_of_its_own_leave_the_others_more(void **state)
{
    (void)state;
    struct hf_json answer = holders_of(HF_STR(HOLDERS_HEADING "T,T,20\nP,T,45\nQ,T,35\n"), "T");
    assert_str(holders_said(&answer, "effective_exact", ""), "{\"P\":\"225/4\",\"Q\":\"175/4\"}");
    assert_str(holders_said(&answer, "controls", "P"), "[\"T\"]"); /* 45 of the 80 that vote */
    assert_str(holders_said(&answer, "controls", "Q"), "[]");
}

static void a_ring_closed_to_a_hundred_percent_is_refused(void **state)
{
    (void)state;
    holders_refused(HF_STR(HOLDERS_HEADING "A,B,100\nB,A,100\nA,T,50\nP,T,50\n"), "T", HF_WORD_owner_closed,
                    "f:3:1");
    holders_refused(HF_STR(HOLDERS_HEADING "A,A,100\n"), "A", HF_WORD_owner_closed, "f:2:1");
    struct hf_json answer = holders_of(HF_STR(HOLDERS_HEADING "A,B,100\nB,A,100\nP,T,50\n"), "T");
    assert_str(holders_said(&answer, "effective_exact", "P"), "\"50\""); /* a ring elsewhere is no matter */
}

/* ---- fractions and intervals ---- */

static void thirds_stay_thirds(void **state)
{
    (void)state;
    struct hf_json answer = holders_of(HF_STR(HOLDERS_HEADING "P,A,100/3\nQ,A,200/3\nA,T,37.5\n"), "T");
    assert_str(holders_said(&answer, "effective_exact", ""), "{\"P\":\"25/2\",\"Q\":\"25\"}");
    answer = holders_of(HF_STR(HOLDERS_HEADING "P,A,100/3\nA,T,100/7\n"), "T");
    assert_str(holders_said(&answer, "effective_exact", "P"), "\"100/21\"");
    assert_str(holders_said(&answer, "effective", "P"), "\"4.761905\"");
}

static void an_unknown_share_is_an_interval_and_never_nothing(void **state)
{
    (void)state;
    struct hf_json answer =
        holders_of(HF_STR(HOLDERS_HEADING "A,X,?\nB,X,\nQ,X,30\nP,A,100\nP,B,100\n"), "X");
    assert_str(holders_said(&answer, "effective_exact", ""), "{\"P\":[\"0\",\"70\"],\"Q\":[\"30\",\"30\"]}");
    assert_str(holders_said(&answer, "may_be_ubo", ""), "[\"P\"]");
    assert_str(holders_said(&answer, "ubo_amlr_52_to_54", ""), "[\"Q\"]");
    assert_str(holders_said(&answer, "may_control", "P"), "[\"X\"]");
    assert_str(holders_said(&answer, "controls", "P"), "[\"A\",\"B\"]");
}

static void an_interval_goes_to_whom_it_helps_most(void **state)
{
    (void)state;
    /* Of T, 60 is undecided between A and B; P has all of A and half of B. */
    struct hf_json answer =
        holders_of(HF_STR(HOLDERS_HEADING "A,T,20..50\nB,T,10..80\nP,A,100\nP,B,50\nQ,B,50\n"), "T");
    assert_str(holders_said(&answer, "effective_exact", "P"), "[\"25\",\"75\"]");
    assert_str(holders_said(&answer, "effective_exact", "Q"), "[\"5\",\"40\"]");
}

/* ---- control, fifty, beneficial owners ---- */

static void votes_decide_control_and_shares_do_not(void **state)
{
    (void)state;
    struct hf_json answer =
        holders_of(HF_STR("owner,owned,percent,votes\nP,T,10,60\nQ,T,60,0\nR,T,30,40\n"), "T");
    assert_str(holders_said(&answer, "controls", ""), "{\"P\":[\"T\"],\"Q\":[],\"R\":[]}");
    assert_str(holders_said(&answer, "ubo_25_by_multiplication", ""), "[\"Q\",\"R\"]");
    assert_str(holders_said(&answer, "ubo_amlr_52_to_54", ""), "[\"P\",\"Q\",\"R\"]");
    assert_str(holders_said(&answer, "grounds", "P"), "[\"52\",\"53\"]");
}

static void control_by_other_means_needs_no_share(void **state)
{
    (void)state;
    struct hf_json answer =
        holders_of(HF_STR("owner,owned,percent,control\nP,A,0,yes\nA,T,51,\nQ,T,49,no\n"), "T");
    assert_str(holders_said(&answer, "controls", "P"), "[\"A\",\"T\"]");
    assert_str(holders_said(&answer, "grounds", "P"), "[\"53\",\"54(a)\"]");
    assert_str(holders_said(&answer, "effective_exact", "P"), "\"0\"");
}

static void a_quarter_of_a_controller_is_enough(void **state)
{
    (void)state;
    /* P: 30 % of A, which has 51 % of T: 15.3 % multiplied, art. 54(b). */
    struct hf_json answer = holders_of(HF_STR(HOLDERS_HEADING "P,A,30\nQ,A,70\nA,T,51\nR,T,49\n"), "T");
    assert_str(holders_said(&answer, "grounds", "P"), "[\"54(b)\"]");
    assert_str(holders_said(&answer, "ubo_25_by_multiplication", ""), "[\"Q\",\"R\"]");
}

static void a_quarter_of_a_controller_is_told_exactly(void **state)
{
    (void)state;
    /* Of B, which A does not control, P has a third of 45 % and 10 %: a quarter. Q has a trifle less. */
    struct hf_json answer = holders_of(HF_STR(HOLDERS_HEADING "P,A,100/3\nQ,A,33.333333333333\nA,B,45\n"
                                                              "P,B,10\nQ,B,10\nS,B,25\nB,C,100\nC,T,51\n"
                                                              "R,T,49\n"),
                                       "T");
    assert_str(holders_said(&answer, "grounds", "P"), "[\"54(b)\"]");
    assert_str(holders_said(&answer, "grounds", "Q"), "");
    assert_str(holders_said(&answer, "grounds", "S"), "[\"54(b)\"]");
}

static void companies_are_counted_together_under_article_54(void **state)
{
    (void)state;
    /* P controls A and B, which hold 15 % and 10 % of T. */
    struct hf_json answer =
        holders_of(HF_STR(HOLDERS_HEADING "P,A,60\nP,B,60\nA,T,15\nB,T,10\nS,T,75\nR,A,40\nR,B,40\n"), "T");
    assert_str(holders_said(&answer, "grounds", "P"), "[\"54(a)\"]");
    assert_str(holders_said(&answer, "grounds", "R"), "");
}

static void the_fifty_percent_rule_begins_with_whom_one_says(void **state)
{
    (void)state;
    static const struct hf_str seed[] = {HF_STR_INIT("Y"), HF_STR_INIT("X")};
    struct hf_owners_ask ask = {
        .file = HF_STR("f"), .of = HF_STR("B"), .seed = seed, .seeds = 2, .day = INT32_MIN};
    struct hf_json answer = {0};
    struct hf_err err;
    struct hf_str text = HF_STR(HOLDERS_HEADING "X,A,25\nY,A,25\nA,B,50\nZ,C,100\n");
    assert_int_equal(holders_ask(text, &ask, &answer, &err), HF_OK);
    assert_str(holders_said(&answer, "blocked_50_rule", ""), "{\"X,Y\":[\"A\",\"B\"]}");
    ask.seeds = 1;
    assert_int_equal(holders_ask(text, &ask, &answer, &err), HF_OK);
    assert_str(holders_said(&answer, "blocked_50_rule", ""), "{\"Y\":[]}");
}

/* ---- time, papers, explanation ---- */

static void only_what_holds_on_the_day_counts(void **state)
{
    (void)state;
    struct hf_str text =
        HF_STR("owner,owned,percent,from,to\nP,T,100,2019-01-01,2020-12-31\nQ,T,100,2021-01-01,\n");
    struct hf_owners_ask ask = {.file = HF_STR("f"), .of = HF_STR("T")};
    struct hf_json answer = {0};
    struct hf_err err;
    ask.day = 18627; /* 2020-12-31 */
    assert_int_equal(holders_ask(text, &ask, &answer, &err), HF_OK);
    assert_str(holders_said(&answer, "effective_exact", ""), "{\"P\":\"100\"}");
    assert_str(holders_said(&answer, "as_of", ""), "\"2020-12-31\"");
    ask.day++;
    assert_int_equal(holders_ask(text, &ask, &answer, &err), HF_OK);
    assert_str(holders_said(&answer, "effective_exact", ""), "{\"Q\":\"100\"}");
    holders_refused(text, "T", HF_WORD_owner_over, "f:3:1");
}

static void an_explanation_names_line_document_and_page_of_each_step(void **state)
{
    (void)state;
    struct hf_owners_ask ask = {.file = HF_STR("f"), .of = HF_STR("T"), .day = INT32_MIN, .explain = true};
    struct hf_json answer = {0};
    struct hf_err err;
    assert_int_equal(holders_ask(HF_STR("owner,owned,percent,document,page,from\nA,T,30,register.pdf,4,2020-"
                                        "01-01\nP,A,60,deed.pdf,1,\n"),
                                 &ask, &answer, &err),
                     HF_OK);
    assert_str(
        holders_said(&answer, "chains", "P"),
        "{\"chains\":[{\"share\":\"18.0\",\"share_exact\":\"18\",\"steps\":["
        "{\"document\":\"deed.pdf\",\"line\":3,\"owned\":\"A\",\"owner\":\"P\",\"page\":\"1\",\"percent\":"
        "\"60\"},"
        "{\"document\":\"register.pdf\",\"from\":\"2020-01-01\",\"line\":2,\"owned\":\"T\",\"owner\":\"A\","
        "\"page\":\"4\",\"percent\":\"30\"}]}],"
        "\"control\":[{\"company\":\"A\",\"steps\":[{\"document\":\"deed.pdf\",\"line\":3,\"owned\":\"A\","
        "\"owner\":\"P\",\"page\":\"1\",\"percent\":\"60\"}]}]}");
}

static void what_a_ring_adds_is_told_apart(void **state)
{
    (void)state;
    struct hf_owners_ask ask = {.file = HF_STR("f"), .of = HF_STR("X"), .day = INT32_MIN, .explain = true};
    struct hf_json answer = {0};
    struct hf_err err;
    assert_int_equal(
        holders_ask(HF_STR(HOLDERS_HEADING "P,X,60\nY,X,40\nX,Y,50\nQ,Y,50\n"), &ask, &answer, &err), HF_OK);
    const struct hf_json *p = hf_json_get(HF_JSON_GET(&answer, "chains"), HF_STR("P"));
    assert_str(hf_json_text(p, HF_STR("beyond")), "15.0"); /* 60 once, 75 with the ring */
}

static void whoever_is_owned_by_nobody_ends_a_chain(void **state)
{
    (void)state;
    struct hf_json answer =
        holders_of(HF_STR("owner,owned,percent,kind\nP,T,40,person\nHolding,T,35,company\n"), "T");
    assert_str(holders_said(&answer, "effective", ""), "{\"P\":\"40.0\"}");
    assert_str(holders_said(&answer, "other_ends", ""), "{\"Holding\":\"35.0\"}");
    assert_str(holders_said(&answer, "unaccounted", ""), "\"25.0\"");
}

/* ---- long lines ---- */

enum { LINE = 20000 };

/* K0 is held by K1 to so many percent, K1 by K2 and so on; the last by P to 60 and Q to 40. */
static struct hf_str long_line(const char *percent, const char *unknown)
{
    struct hf_buf csv = hf_buf_in(&bench, (size_t)32 * LINE);
    hf_buf_put(&csv, HF_STR(HOLDERS_HEADING));
    for (int i = 0; i < LINE; i++) {
        char row[64];
        snprintf(row, sizeof row, "K%d,K%d,%s\n", i + 1, i, i == 77 ? unknown : percent);
        hf_buf_put(&csv, hf_str_of(row));
    }
    char last[64];
    snprintf(last, sizeof last, "P,K%d,60\nQ,K%d,40\n", LINE, LINE);
    hf_buf_put(&csv, hf_str_of(last));
    return hf_buf_str(&csv);
}

/* As many steps as there are companies, some times over; a walk for each of them would be 10,000 times more.
 */
static struct hf_json line_asked(struct hf_str csv)
{
    struct hf_owners_ask ask = {.file = HF_STR("f"), .of = HF_STR("K0"), .day = INT32_MIN};
    struct hf_json answer = {0};
    struct hf_err err = {.word = HF_WORD_ok};
    ask.watch.work_max = 10 * (uint64_t)LINE;
    if (holders_ask(csv, &ask, &answer, &err) != HF_OK)
        fail_msg("refused as %.*s", HF_STR_ARG(hf_err_code(&err)));
    return answer;
}

static void a_line_of_20000_companies_costs_a_step_for_each(void **state)
{
    (void)state;
    struct hf_json answer = line_asked(long_line("100", "100"));
    assert_str(holders_said(&answer, "effective_exact", ""), "{\"P\":\"60\",\"Q\":\"40\"}");
    assert_str(holders_said(&answer, "grounds", ""),
               "{\"P\":[\"52\",\"53\",\"54(a)\",\"54(b)\"],\"Q\":[\"52\",\"54(b)\"]}");
    bench_clear(NULL);
    answer = line_asked(long_line("99.9", "99.9"));
    assert_str(holders_said(&answer, "effective_bounds", "Q"), "[\"0.000000081625\",\"0.000000081626\"]");
    assert_str(holders_said(&answer, "grounds", "Q"), "[\"54(b)\"]");
    bench_clear(NULL);
    answer = line_asked(long_line("100", "?"));
    assert_str(holders_said(&answer, "effective_exact", "P"), "[\"0\",\"60\"]");
    assert_str(holders_said(&answer, "may_be_ubo", ""), "[\"P\",\"Q\"]");
}

/* ---- refusals ---- */

static void what_is_wrong_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum hf_word word;
        const char *where;
    } cases[] = {
        {"", HF_WORD_trace_no_heading, "f"},
        {"owner,owned\nP,T\n", HF_WORD_owner_heading, "f:1:1"},
        {"owner,owned,percent,share\n", HF_WORD_trace_column, "f:1:21"},
        {"owner,owned,percent,owner\n", HF_WORD_trace_column_twice, "f:1:21"},
        {HOLDERS_HEADING "P,T\n", HF_WORD_owner_fields, "f:2:1"},
        {HOLDERS_HEADING "P,T,5,6\n", HF_WORD_owner_fields, "f:2:6"},
        {HOLDERS_HEADING ",T,5\n", HF_WORD_owner_needed, "f:2:1"},
        {HOLDERS_HEADING "P,,5\n", HF_WORD_owner_needed, "f:2:3"},
        {HOLDERS_HEADING "P,T,-5\n", HF_WORD_owner_percent, "f:2:5"},
        {HOLDERS_HEADING "P,T,100.01\n", HF_WORD_owner_percent, "f:2:5"},
        {HOLDERS_HEADING "P,T,5%\n", HF_WORD_owner_percent, "f:2:5"},
        {HOLDERS_HEADING "P,T,1e1\n", HF_WORD_owner_percent, "f:2:5"},
        {HOLDERS_HEADING "P,T,30..20\n", HF_WORD_owner_percent, "f:2:5"},
        {HOLDERS_HEADING "P,T,1/0\n", HF_WORD_owner_percent, "f:2:5"},
        {HOLDERS_HEADING "P,T,0.0000000000000001\n", HF_WORD_owner_percent, "f:2:5"},
        {HOLDERS_HEADING "P,T,60\nQ,T,40.01\n", HF_WORD_owner_over, "f:3:1"},
        {HOLDERS_HEADING "P,T,60..90\nQ,T,40.01\n", HF_WORD_owner_over, "f:3:1"},
        {"owner,owned,percent,votes\nP,T,30,60\nQ,T,70,50\n", HF_WORD_owner_over_votes, "f:3:1"},
        {HOLDERS_HEADING "P,T,30\n P,T,30\n", HF_WORD_trace_blanks, "f:3:1"},
        {HOLDERS_HEADING "P,T,30\nQ,T\xC2\xA0,30\n", HF_WORD_trace_blanks, "f:3:1"},
        {HOLDERS_HEADING " P,T,30\nP ,T,30\n", HF_WORD_trace_blanks, "f:3:1"},
        {"{\"edges\":[{\"owner\":\"P\",\"owned\":\"T\",\"percent\":\"30\"}],\"persons\":[\"P \"]}",
         HF_WORD_trace_blanks, "f:1:1"},
        {HOLDERS_HEADING "P,T,1/999999999999989\nQ,T,1/999999999999947\n", HF_WORD_owner_unlike, "f:3:1"},
        {HOLDERS_HEADING "\"P,T,60\n", HF_WORD_trace_quote_open, "f:2:1"},
        {HOLDERS_HEADING "P\"Q,T,60\n", HF_WORD_trace_quote, "f:2:2"},
        {HOLDERS_HEADING "P\tQ,T,60\n", HF_WORD_trace_control, "f:2:2"},
        {HOLDERS_HEADING "P\xFFQ,T,60\n", HF_WORD_trace_utf8, "f:2:2"},
        {"owner,owned,percent,from,to\nP,T,1,2020-02-30,\n", HF_WORD_bad_date, "f:2:7"},
        {"owner,owned,percent,from,to\nP,T,1,2020-02-03,2020-02-02\n", HF_WORD_owner_backwards, "f:2:18"},
        {"owner,owned,percent,control\nP,T,1,maybe\n", HF_WORD_owner_choice, "f:2:7"},
        {"owner,owned,percent,kind\nP,T,1,state\n", HF_WORD_owner_choice, "f:2:7"},
        {"owner,owned,percent,kind\nP,T,1,person\nQ,P,1,\n", HF_WORD_owner_person, "f:3:1"},
        {"owner,owned,percent,kind\nP,T,1,person\nP,U,1,company\n", HF_WORD_owner_two_kinds, "f:3:1"},
        {"owner,owned,percent,id\nP,T,1,a\nQ,T,1,a\n", HF_WORD_trace_twice, "f:3:7"},
        {"owner,owned,percent,document\nP,T,1,d\nP,T,2,d\n", HF_WORD_owner_doubled, "f:3:1"},
        {"{\"edges\":[{\"owner\":\"P\",\"owned\":\"T\",\"percnt\":\"5\"}]}", HF_WORD_trace_column, "f:1:36"},
        {"{\"edges\":[{\"owner\":\"P\",\"owned\":7}]}", HF_WORD_owner_cell, "f:1:32"},
        {"{\"edges\":[7]}", HF_WORD_owner_edge, "f:1:11"},
        {"{\"edges\":7}", HF_WORD_owner_no_edges, "f:1:10"},
        {"{\"edges\":[],\"persons\":[7]}", HF_WORD_owner_persons, "f:1:24"},
        {"{\"edges\":[}", HF_WORD_json_value, "f:1:11"},
        {"[{\"recordId\":\"1\"}]", HF_WORD_owner_bods, "f:1:2"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        holders_refused(hf_str_of(cases[i].text), "T", cases[i].word, cases[i].where);
}

static void who_is_not_in_the_file_is_not_found(void **state)
{
    (void)state;
    holders_refused(HF_STR(HOLDERS_HEADING "P,T,5\n"), "U", HF_WORD_owner_nobody, "f");
    holders_refused(HF_STR(HOLDERS_HEADING "P,T,5\n"), "", HF_WORD_owner_which, "f");
}

static void two_classes_of_shares_are_added(void **state)
{
    (void)state;
    struct hf_json answer = holders_of(
        HF_STR("owner,owned,percent,class,document\nP,T,10,A,d\nP,T,20,B,d\n\"Q, \"\"R\"\"\",T,30,A,d\n"),
        "T");
    assert_str(holders_said(&answer, "effective_exact", ""), "{\"P\":\"30\",\"Q, \\\"R\\\"\":\"30\"}");
}

/* ---- statements (BODS) ---- */

#define ENTITY(id, name)                              \
    "{\"statementId\":\"s" id "\",\"recordId\":\"" id \
    "\",\"recordType\":\"entity\",\"recordDetails\":{\"name\":\"" name "\"}}"
#define PERSON(id, name)                              \
    "{\"statementId\":\"s" id "\",\"recordId\":\"" id \
    "\",\"recordType\":\"person\",\"recordDetails\":{\"names\":[{\"fullName\":\"" name "\"}]}}"
#define HOLDS(id, more, owner, owned, interests)                                                \
    "{\"statementId\":\"s" id "\",\"recordId\":\"" id "\",\"recordType\":\"relationship\"" more \
    ",\"recordDetails\":{\"subject\":\"" owned "\",\"interestedParty\":\"" owner                \
    "\",\"interests\":[" interests "]}}"
#define SHARE(share) "{\"type\":\"shareholding\",\"share\":{" share "}}"

static void statements_are_read_with_their_ranges(void **state)
{
    (void)state;
    struct hf_json answer = holders_of(
        HF_STR("[" ENTITY("e1", "Harbour") "," ENTITY("e2", "Quay") "," PERSON("p1", "Ana Reyes") "," HOLDS(
            "r1", "", "e2", "e1",
            SHARE("\"exact\":60.5")) "," HOLDS("r2", "", "p1", "e2",
                                               SHARE("\"minimum\":25,\"maximum\":50")) "]"),
        "Harbour");
    assert_str(holders_said(&answer, "effective_exact", "Ana Reyes"), "[\"121/8\",\"121/4\"]");
}

static void an_indirect_interest_with_its_parts_is_not_counted_twice(void **state)
{
    (void)state;
    struct hf_json answer = holders_of(
        HF_STR("[" ENTITY("e1", "Harbour") "," PERSON("p1", "Ana Reyes") "," HOLDS(
            "r1", "", "p1", "e1",
            SHARE("\"exact\":40")) ",{\"statementId\":\"s9\",\"recordId\":\"r9\",\"recordType\":"
                                   "\"relationship\",\"recordDetails\":{\"componentRecords\":[\"r1\"],"
                                   "\"subject\":\"e1\",\"interestedParty\":\"p1\",\"interests\":[{"
                                   "\"type\":\"shareholding\",\"directOrIndirect\":\"indirect\","
                                   "\"share\":{\"exact\":40}}]}}]"),
        "e1");
    assert_str(holders_said(&answer, "effective_exact", "Ana Reyes"), "\"40\"");
    assert_str(holders_said(&answer, "set_aside", ""), "1");
}

static void the_last_statement_of_the_day_counts(void **state)
{
    (void)state;
    struct hf_str text = HF_STR("[" ENTITY("e1", "Harbour") "," PERSON("p1", "Ana Reyes") "," HOLDS(
        "r1", ",\"statementDate\":\"2020-01-01\"", "p1", "e1",
        SHARE("\"exact\":40")) "," HOLDS("r1", ",\"statementDate\":\"2021-01-01\"", "p1", "e1",
                                         SHARE("\"exact\":10")) "," HOLDS("r1",
                                                                          ",\"recordStatus\":\"closed\","
                                                                          "\"statementDate\":\"2022-01-01\"",
                                                                          "p1", "e1",
                                                                          SHARE("\"exact\":10")) "]");
    static const struct {
        int32_t day;
        const char *share;
    } days[] = {{18627, "\"40\""}, {18628, "\"10\""}, {18993, ""}};
    for (size_t i = 0; i < 3; i++) {
        struct hf_owners_ask ask = {.file = HF_STR("f"), .of = HF_STR("Harbour"), .day = days[i].day};
        struct hf_json answer = {0};
        struct hf_err err;
        assert_int_equal(holders_ask(text, &ask, &answer, &err), HF_OK);
        assert_str(holders_said(&answer, "effective_exact", "Ana Reyes"), days[i].share);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, bench_clear)
    const struct CMUnitTest tests[] = {
        TEST(every_published_case_comes_out_exactly),
        TEST(a_ring_is_a_series_summed_to_its_end),
        TEST(a_ring_near_a_hundred_percent_is_exact),
        TEST(shares_of_its_own_leave_the_others_more),
        TEST(a_ring_closed_to_a_hundred_percent_is_refused),
        TEST(thirds_stay_thirds),
        TEST(an_unknown_share_is_an_interval_and_never_nothing),
        TEST(an_interval_goes_to_whom_it_helps_most),
        TEST(votes_decide_control_and_shares_do_not),
        TEST(control_by_other_means_needs_no_share),
        TEST(a_quarter_of_a_controller_is_enough),
        TEST(a_quarter_of_a_controller_is_told_exactly),
        TEST(a_line_of_20000_companies_costs_a_step_for_each),
        TEST(companies_are_counted_together_under_article_54),
        TEST(the_fifty_percent_rule_begins_with_whom_one_says),
        TEST(only_what_holds_on_the_day_counts),
        TEST(an_explanation_names_line_document_and_page_of_each_step),
        TEST(what_a_ring_adds_is_told_apart),
        TEST(whoever_is_owned_by_nobody_ends_a_chain),
        TEST(what_is_wrong_is_refused_with_its_place),
        TEST(who_is_not_in_the_file_is_not_found),
        TEST(two_classes_of_shares_are_added),
        TEST(statements_are_read_with_their_ranges),
        TEST(an_indirect_interest_with_its_parts_is_not_counted_twice),
        TEST(the_last_statement_of_the_day_counts),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
