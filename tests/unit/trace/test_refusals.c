/* SPDX-License-Identifier: Apache-2.0 */
/* What is refused beside the rows themselves: by which word, where, and told in both languages. */
#include <stdio.h>

#include "base/when.h"
#include "holders.h"
#include "trace/group.h"
#include "trace/owner_all.h"
#include "trace/owner_read.h"

/* Fails unless `err` is this word at this place and its sentences hold these parts ("" for any). */
static void is_told(const struct hf_err *err, enum hf_word word, const char *where, const char *english,
                    const char *french)
{
    const char *part[] = {[HF_EN] = english, [HF_FR] = french};
    if (err->word != word || strcmp(err->where, where) != 0)
        fail_msg("refused as %.*s at %s", HF_STR_ARG(hf_err_code(err)), err->where);
    for (unsigned lang = HF_EN; lang <= HF_FR; lang++) {
        struct hf_buf said = hf_buf_in(&bench, 512);
        hf_err_print(err, (enum hf_lang)lang, &said);
        if (!hf_str_contains(hf_buf_str(&said), hf_str_of(part[lang])))
            fail_msg("%.*s says no \"%s\"", HF_STR_ARG(hf_buf_str(&said)), part[lang]);
    }
}

/* ---- columns ---- */

#define AML "When,Bank,Account,Bank,Account,Paid,Unit\n"
#define PARTS "date=When,account=#2+#3,to=#4+#5,amount=Paid,currency=Unit,kind:=transfer,decimals=yes"

static void a_map_that_does_not_fit_is_refused_with_the_part(void **state)
{
    (void)state;
    static const struct {
        const char *map, *rows, *where, *english, *french;
        enum hf_word word;
    } cases[] = {
        {"day=When", "", "--map", "\"day=When\" is no part", "« day=When » n'est pas", HF_WORD_trace_map},
        {"account=#1+#2+#3+#4", "", "--map", "at most three", "trois au plus", HF_WORD_trace_map},
        {"id=#1+#2", "", "--map", "not \"#1+#2\"", "et non « #1+#2 »", HF_WORD_trace_map_id},
        {"date=Day", "", "f:1:1", "no column Day", "pas de colonne Day", HF_WORD_trace_map_none},
        {"date=#8", "", "f:1:1", "no column #8", "pas de colonne #8", HF_WORD_trace_map_none},
        {"account=Account", "", "f:1:1", "Account more than once", "plusieurs fois Account",
         HF_WORD_trace_map_two},
        {PARTS, "2026-01-01,1,A,1,B,7.001,Euro\n", "f:2:20", "7.001 is not an amount in the decimals of EUR",
         "7.001 n'est pas un montant dans les décimales de EUR", HF_WORD_trace_decimals},
        {PARTS, "2026-01-01,1,A,1,B,0.50,Yen\n", "f:2:20", "decimals of JPY (123450)",
         "décimales de JPY (123450)", HF_WORD_trace_decimals},
        {PARTS, "2026-01-01,1,A,1,B,92233720368547758.08,Euro\n", "f:2:20", "of EUR (92233720368547758.07)",
         "dépasse ce qui peut être compté", HF_WORD_trace_too_much},
        {PARTS, "2026-01-01,1,A,1,B,7.50,\n", "f:2:25", "a transfer needs currency", "currency manque",
         HF_WORD_trace_needed},
        {PARTS, "2026-01-01,1,A,1,B,7.50,Doubloon\n", "f:2:25", "Doubloon", "Doubloon",
         HF_WORD_unknown_currency},
        {PARTS, "2026-01-01,1,A,1,B,,Euro\n", "f:2:20", "a transfer needs amount", "amount manque",
         HF_WORD_trace_needed},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_buf text = hf_buf_in(&bench, 256), out = hf_buf_in(&bench, 256);
        struct hf_trace_ask ask = {
            .file = HF_STR("f"), .method = HF_STR("fifo"), .map = hf_str_of(cases[i].map)};
        struct hf_arena rest;
        struct hf_err err = {.word = HF_WORD_ok};
        hf_buf_put(&text, HF_STR(AML));
        hf_buf_put(&text, hf_str_of(cases[i].rows));
        hf_arena_init(&rest, bench.at + bench.size / 2, bench.size / 2);
        assert_int_equal(hf_trace_funds(hf_buf_str(&text), &ask, &rest, &out, &err), HF_BAD_INPUT);
        is_told(&err, cases[i].word, cases[i].where, cases[i].english, cases[i].french);
        assert_int_equal(out.len, 0);
        bench_clear(NULL);
    }
}

static void what_parts_fields_but_no_comma_is_named(void **state)
{
    (void)state;
    bench_refused(HF_STR("id;date;account;kind;amount;claimant;to\n"), "fifo", "", HF_WORD_trace_separator,
                  "f:1:1");
    bench_refused(HF_STR("id\tdate\taccount\n"), "fifo", "", HF_WORD_trace_separator, "f:1:1");
    bench_refused(HF_STR("id|date|account\n"), "fifo", "", HF_WORD_trace_separator, "f:1:1");
    bench_refused(HF_STR("id;date,account\n"), "fifo", "", HF_WORD_trace_column, "f:1:1");
    holders_refused(HF_STR("owner;owned;percent\nP;A;30\n"), "A", HF_WORD_trace_separator, "f:1:1");
}

static void a_heading_is_refused_with_what_it_may_name(void **state)
{
    (void)state;
    struct hf_buf text = hf_buf_in(&bench, 1024);
    for (int i = 0; i < 65; i++)
        hf_buf_put(&text, i == 0 ? HF_STR("id") : HF_STR(",x"));
    bench_refused(hf_buf_str(&text), "fifo", "", HF_WORD_trace_many_columns, "f:1:130");
    bench_refused(HF_STR(BENCH_HEADING "\"e\"\"1\",2026-01-01,A,credit,5,V,\n"), "fifo", "",
                  HF_WORD_trace_id_quote, "f:2:1");
    struct hf_trace_source source = {.file = HF_STR("f"), .text = HF_STR("id,date\n")};
    struct hf_trace_ask ask = {.file = source.file};
    struct hf_trace_room room = hf_trace_room_of(&bench);
    struct hf_trace_ledger ledger;
    struct hf_err err;
    assert_int_equal(hf_trace_read(&source, &ask, &room, &ledger, &err), HF_BAD_INPUT);
    is_told(&err, HF_WORD_trace_no_column, "f:1:1", "in brackets only where needed: id, date",
            "entre crochets au besoin seulement : id, date");
}

/* ---- rows ---- */

static void a_sum_that_cannot_be_counted_is_a_fault_of_the_row(void **state)
{
    (void)state;
    struct hf_buf out = hf_buf_in(&bench, 256);
    struct hf_trace_ask ask = {.file = HF_STR("f"), .method = HF_STR("fifo")};
    struct hf_arena rest;
    struct hf_err err = {.word = HF_WORD_ok};
    hf_arena_init(&rest, bench.at + bench.size / 2, bench.size / 2);
    assert_int_equal(hf_trace_funds(HF_STR(BENCH_HEADING "1,2026-01-01,A,credit,9223372036854775807,V,\n"
                                                         "2,2026-01-01,A,credit,1,V,\n"),
                                    &ask, &rest, &out, &err),
                     HF_BAD_INPUT);
    is_told(&err, HF_WORD_trace_overflow, "f:3:1", "correct the amount of this row",
            "corrigez le montant de cette ligne");
}

#define EVENTS(rest) "{\"events\":[" rest "]}"
#define EVENT(kind, id, rest)                                                                               \
    "{\"kind\":\"" kind "\",\"date\":\"2026-01-01\",\"id\":\"" id "\",\"account\":\"A\",\"amount\":5," rest \
    "}"
#define LINK EVENT("link", "3", "\"debit\":\"1\",\"credit\":\"2\",\"evidence\":\"x\"")

static void what_json_alone_can_say_is_refused_by_its_word(void **state)
{
    (void)state;
    bench_refused(HF_STR("{\"accounts\":{},\"events\":[]}"), "fifo", "", HF_WORD_trace_accounts, "f:1:13");
    bench_refused(HF_STR("{\"accounts\":[\"A\",7],\"events\":[]}"), "fifo", "", HF_WORD_trace_accounts,
                  "f:1:18");
    bench_refused(HF_STR(EVENTS(EVENT("credit", "2", "\"claimant\":\"V\"") "," EVENT(
                      "debit", "1", "\"to\":\"s\"") ",\n" LINK)),
                  "fifo", "", HF_WORD_trace_link_order, "f:2:79");
    bench_refused(HF_STR(EVENTS(EVENT("debit", "1", "\"to\":\"s\"") ",\n" LINK "," EVENT(
                      "credit", "2", "\"claimant\":\"V\""))),
                  "fifo", "", HF_WORD_trace_link_order, "f:2:79");
}

/* ---- classes of claims ---- */

static void a_class_that_fits_no_claim_is_refused_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *where, *english, *french;
        enum hf_word word;
    } cases[] = {
        {"V,a\nW\n", "g:2:1", "\"W\" does not put a claim into a class", "« W » ne range pas",
         HF_WORD_trace_group_line},
        {"V,\n", "g:1:1", "\"V,\"", "« V, »", HF_WORD_trace_group_line},
        {"\n ,a\n", "g:2:2", "\",a\"", "« ,a »", HF_WORD_trace_group_line},
        {"V,a\nX,a\n", "g:2:1", "X is no claim", "X n'est pas une prétention", HF_WORD_trace_group_claim},
        {"OWN,a\n", "g:1:1", "OWN is no claim", "OWN n'est pas une prétention", HF_WORD_trace_group_claim},
        {"OVERDRAFT,a\n", "g:1:1", "OVERDRAFT", "OVERDRAFT", HF_WORD_trace_group_claim},
        {"V, OWN\n", "g:1:4", "cannot be called OWN", "ne peut s'appeler OWN", HF_WORD_trace_group_class},
        {"V,own\n", "g:1:3", "cannot be called own", "ne peut s'appeler own", HF_WORD_trace_group_class},
        {"V,a\nW,UNKNOWN\n", "g:2:3", "UNKNOWN", "UNKNOWN", HF_WORD_trace_group_class},
        {"V,OVERDRAFT\n", "g:1:3", "OVERDRAFT", "OVERDRAFT", HF_WORD_trace_group_class},
        {"V,a\nW,a\nV,b\n", "g:3:1", "the claim V is put into a class twice",
         "la prétention V est rangée deux fois", HF_WORD_trace_group_twice},
        {"V,a\nV,a\n", "g:2:1", "the claim V", "la prétention V", HF_WORD_trace_group_twice},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_trace_ledger ledger;
        struct hf_err err;
        bench_ledger(HF_STR(BENCH_HEADING "1,2026-01-01,A,credit,5,V,\n2,2026-01-01,A,credit,5,W,\n"),
                     &ledger);
        assert_int_equal(hf_trace_group(&ledger, HF_STR("g"), hf_str_of(cases[i].text), &err), HF_BAD_INPUT);
        is_told(&err, cases[i].word, cases[i].where, cases[i].english, cases[i].french);
        bench_clear(NULL);
    }
}

/* ---- rates ---- */

#define EXCHANGE(amount, unit, received, to_unit, rate)                            \
    "id,date,account,kind,amount,claimant,to,currency,received,to_currency,rate\n" \
    "1,2026-01-01,A,conversion," amount ",,B," unit "," received "," to_unit "," rate "\n"

static enum hf_rc exchange(const char *text, struct hf_err *err)
{
    struct hf_buf out = hf_buf_in(&bench, 256);
    struct hf_trace_ask ask = {.file = HF_STR("f"), .method = HF_STR("fifo")};
    struct hf_arena rest;
    hf_arena_init(&rest, bench.at + bench.size / 2, bench.size / 2);
    return hf_trace_funds(hf_str_of(text), &ask, &rest, &out, err);
}

static void a_rate_that_does_not_fit_is_refused_at_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *where, *english, *french;
        enum hf_word word;
    } cases[] = {
        {EXCHANGE("10000", "EUR", "11000", "USD", "about 1.1"), "f:2:50", "about 1.1 is no rate",
         "about 1.1 n'est pas un taux", HF_WORD_trace_rate},
        {EXCHANGE("10000", "EUR", "11000", "USD", "1."), "f:2:50", "1. is no rate", "1. n'est pas",
         HF_WORD_trace_rate},
        {EXCHANGE("10000", "EUR", "11000", "USD", "-1.1"), "f:2:50", "-1.1", "-1.1", HF_WORD_trace_rate},
        {EXCHANGE("10000", "EUR", "11000", "USD", "1.2"), "f:2:50", "at the rate 1.2", "au taux 1.2",
         HF_WORD_trace_rate_fit},
        {EXCHANGE("10000", "EUR", "11000", "USD", "1.08"), "f:2:50", "110.00 USD", "110.00 USD",
         HF_WORD_trace_rate_fit},
        {EXCHANGE("10000", "EUR", "16500", "JPY", "1.65"), "f:2:50", "16500 JPY", "16500 JPY",
         HF_WORD_trace_rate_fit},
        {EXCHANGE("10000", "", "11000", "", "x"), "f:2:44", "x is no rate", "x n'est pas",
         HF_WORD_trace_rate},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_err err = {.word = HF_WORD_ok};
        assert_int_equal(exchange(cases[i].text, &err), HF_BAD_INPUT);
        is_told(&err, cases[i].word, cases[i].where, cases[i].english, cases[i].french);
        bench_clear(NULL);
    }
}

static void a_rate_within_rounding_is_taken(void **state)
{
    (void)state;
    static const char *const good[] = {
        EXCHANGE("10000", "EUR", "11000", "USD", "1.1"),
        EXCHANGE("10000", "EUR", "11000", "USD", "1.10000000000000"),
        EXCHANGE("10000", "EUR", "16500", "JPY", "165"), /* 100.00 EUR: 16500 JPY */
        EXCHANGE("16500", "JPY", "10000", "EUR", "0.00606"),
        EXCHANGE("333", "EUR", "361", "USD", "1.0837"),
        EXCHANGE("100000000", "BTC", "9000012", "USD", "90000.12"),
        EXCHANGE("9223372036854775807", "EUR", "9223372036854775807", "USD", "1"),
        EXCHANGE("10000", "", "777", "", "3"), /* nobody says of which currencies */
        EXCHANGE("0", "EUR", "0", "USD", "1.1"),
        EXCHANGE("10000", "EUR", "11000", "USD", ""),
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct hf_err err = {.word = HF_WORD_ok};
        if (exchange(good[i], &err) != HF_OK)
            fail_msg("%s: %.*s at %s", good[i], HF_STR_ARG(hf_err_code(&err)), err.where);
        bench_clear(NULL);
    }
}

/* ---- holdings ---- */

#define DATED "owner,owned,percent,from,to\n"

static void a_name_of_other_days_alone_is_told_from_one_that_is_not_there(void **state)
{
    (void)state;
    static const struct {
        const char *rows, *english, *french;
        enum hf_word word;
    } cases[] = {
        {"P,T,60,2010-01-01,2015-12-31\nQ,T,40,,2016-06-30\n", "the last one ended on 2016-06-30",
         "la dernière a pris fin le 2016-06-30", HF_WORD_owner_ended},
        {"P,T,60,2021-02-03,\nQ,T,40,2022-01-01,2023-01-01\n", "the first one begins on 2021-02-03",
         "la première commence le 2021-02-03", HF_WORD_owner_later},
        {"P,T,60,,2015-12-31\nP,T,60,2021-02-03,\n", "others begin later (2015-12-31, 2021-02-03)",
         "d'autres commencent plus tard (2015-12-31, 2021-02-03)", HF_WORD_owner_gap},
        {"P,X,60,,2015-12-31\n", "the file does not name T", "le fichier ne nomme pas T",
         HF_WORD_owner_nobody},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_buf text = hf_buf_in(&bench, 256);
        struct hf_owners_ask ask = {.file = HF_STR("f"), .of = HF_STR("T")};
        struct hf_json answer;
        struct hf_err err;
        hf_buf_put(&text, HF_STR(DATED "A,B,50,,\n"));
        hf_buf_put(&text, hf_str_of(cases[i].rows));
        assert_true(hf_day_read(HF_STR("2020-01-01"), &ask.day));
        assert_int_equal(holders_ask(hf_buf_str(&text), &ask, &answer, &err), HF_NOT_FOUND);
        is_told(&err, cases[i].word, "f", cases[i].english, cases[i].french);
        bench_clear(NULL);
    }
}

static void one_graph_has_no_case(void **state)
{
    (void)state;
    struct hf_owners_ask ask = {.file = HF_STR("f"), .case_id = HF_STR("X"), .of = HF_STR("T")};
    struct hf_json answer;
    struct hf_err err;
    assert_int_equal(holders_ask(HF_STR(HOLDERS_HEADING "P,T,5\n"), &ask, &answer, &err), HF_BAD_INPUT);
    is_told(&err, HF_WORD_owner_one_graph, "f", "leave out --case X", "omettez --case X");
}

static void closed_rings_are_bad_input(void **state)
{
    (void)state;
    struct hf_owners_ask ask = {.file = HF_STR("f"), .of = HF_STR("A"), .day = INT32_MIN};
    struct hf_json answer;
    struct hf_err err;
    assert_int_equal(holders_ask(HF_STR(HOLDERS_HEADING "B,A,100\nA,B,100\n"), &ask, &answer, &err),
                     HF_BAD_INPUT);
    is_told(&err, HF_WORD_owner_closed, "f:2:1", "at least one holding must be wrong",
            "au moins une participation est fausse");
}

/* K1 is held by K2 to 60 %, that by K3 and so on; each has an owner of its own besides. */
static struct hf_str line_of(unsigned companies)
{
    struct hf_buf text = hf_buf_in(&bench, 64 * (size_t)companies);
    hf_buf_put(&text, HF_STR(HOLDERS_HEADING));
    for (unsigned i = 1; i <= companies; i++) {
        char line[64];
        snprintf(line, sizeof line, "K%u,K%u,60\nP%u,K%u,40\n", i + 1, i, i, i);
        hf_buf_put(&text, hf_str_of(line));
    }
    return hf_buf_str(&text);
}

static void work_without_end_is_refused_with_the_company(void **state)
{
    (void)state;
    struct hf_owners_ask ask = {.file = HF_STR("f"), .of = HF_STR("K1"), .day = INT32_MIN};
    struct hf_str text = line_of(40);
    struct hf_buf out = hf_buf_in(&bench, 4096), votes = hf_buf_in(&bench, 64);
    struct hf_json answer;
    struct hf_err err;
    ask.watch.work_max = 50;
    assert_int_equal(holders_ask(text, &ask, &answer, &err), HF_REFUSED);
    is_told(&err, HF_WORD_owner_deep, "f", "that control K1 that it would take too long",
            "contrôlent K1 qu'il serait trop long");
    ask.watch.work_max = 20;
    assert_int_equal(hf_trace_all_owners(text, &ask, HF_STR("25"), true, &bench, &out, &votes, &err),
                     HF_REFUSED);
    is_told(&err, HF_WORD_owner_work, "f", "--of", "--of");
    assert_int_equal(out.len, 0);
    ask.watch.work_max = 0;
    assert_int_equal(holders_ask(text, &ask, &answer, &err), HF_OK);
}

static void a_threshold_is_one_percentage(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "?", "10..30", "-5", "101", "100.01", "many", "1e1", "25%"};
    struct hf_owners_ask ask = {.file = HF_STR("f"), .day = INT32_MIN};
    struct hf_str text = HF_STR(HOLDERS_HEADING "P,T,25\n");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct hf_buf out = hf_buf_in(&bench, 256), votes = hf_buf_in(&bench, 64);
        struct hf_err err = {.word = HF_WORD_ok};
        assert_int_equal(
            hf_trace_all_owners(text, &ask, hf_str_of(wrong[i]), true, &bench, &out, &votes, &err),
            HF_BAD_INPUT);
        is_told(&err, HF_WORD_owner_threshold, "--at-least", wrong[i], "n'est pas un seuil");
        assert_int_equal(out.len, 0);
    }
}

static void a_link_to_a_row_that_is_not_there_says_so(void **state)
{
    (void)state;
    static const struct {
        const char *link, *where, *english, *french;
        enum hf_word word;
    } cases[] = {
        {"e9,e2", "f:4:26", "no row has the id e9, which this link names as its debit",
         "que ce lien nomme debit", HF_WORD_trace_link_none},
        {"e1,e9", "f:4:29", "no row has the id e9, which this link names as its credit",
         "que ce lien nomme credit", HF_WORD_trace_link_none},
        {"e2,e2", "f:4:26", "the debit e2 of this link is no debit or purchase", "n'est ni une dépense",
         HF_WORD_trace_link_debit},
        {"e1,e1", "f:4:29", "the credit e1 of this link brought no money", "n'a rien apporté",
         HF_WORD_trace_link_credit},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_buf text = hf_buf_in(&bench, 512), out = hf_buf_in(&bench, 256);
        struct hf_trace_ask ask = {.file = HF_STR("f"), .method = HF_STR("fifo")};
        struct hf_arena rest;
        struct hf_err err = {.word = HF_WORD_ok};
        hf_buf_put(&text, HF_STR("id,date,account,kind,amount,claimant,to,debit,credit,evidence\n"
                                 "e1,2026-01-01,A,debit,5,,s,,,\ne2,2026-01-02,A,credit,5,V,,,,\n"
                                 "e3,2026-01-03,A,link,5,,,"));
        hf_buf_put(&text, hf_str_of(cases[i].link));
        hf_buf_put(&text, HF_STR(",memo\n"));
        hf_arena_init(&rest, bench.at + bench.size / 2, bench.size / 2);
        assert_int_equal(hf_trace_funds(hf_buf_str(&text), &ask, &rest, &out, &err), HF_BAD_INPUT);
        is_told(&err, cases[i].word, cases[i].where, cases[i].english, cases[i].french);
        bench_clear(NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_map_that_does_not_fit_is_refused_with_the_part, bench_clear),
        cmocka_unit_test_setup(what_parts_fields_but_no_comma_is_named, bench_clear),
        cmocka_unit_test_setup(a_heading_is_refused_with_what_it_may_name, bench_clear),
        cmocka_unit_test_setup(a_sum_that_cannot_be_counted_is_a_fault_of_the_row, bench_clear),
        cmocka_unit_test_setup(what_json_alone_can_say_is_refused_by_its_word, bench_clear),
        cmocka_unit_test_setup(a_class_that_fits_no_claim_is_refused_with_its_line, bench_clear),
        cmocka_unit_test_setup(a_threshold_is_one_percentage, bench_clear),
        cmocka_unit_test_setup(a_link_to_a_row_that_is_not_there_says_so, bench_clear),
        cmocka_unit_test_setup(one_graph_has_no_case, bench_clear),
        cmocka_unit_test_setup(closed_rings_are_bad_input, bench_clear),
        cmocka_unit_test_setup(work_without_end_is_refused_with_the_company, bench_clear),
        cmocka_unit_test_setup(a_rate_that_does_not_fit_is_refused_at_its_place, bench_clear),
        cmocka_unit_test_setup(a_rate_within_rounding_is_taken, bench_clear),
        cmocka_unit_test_setup(a_name_of_other_days_alone_is_told_from_one_that_is_not_there, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
