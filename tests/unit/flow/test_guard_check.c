/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/flow/guard_case.h"

static void unknown_names_and_members_are_refused(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"evnt.count", "!expr_name@1"},
        {"x", "!expr_name@1"},
        {"event.cuont == 7", "!expr_field@7"},
        {"event.count.more", "!expr_field@13"},
        {"self.stat == 'sent'", "!expr_field"},
        {"linked.mesures.all(m, true)", "!expr_field"},
        {"linked.measures.all(m, m.colour == 'red')", "!expr_field@26"},
        {"is.unsettled", "!expr_field"},
        {"data.addressee.state == 'Arcadia'", "!expr_field@16"},
        {"event.results.all(r, r.payload == 1)", "!expr_field"},
        {"(event).count", "7"},
        {"(true ? event : data).count", "!expr_path@23"},
        {"[event].count", "!expr_path@9"},
        {"'text'.count", "!expr_path"},
        {"size(event.numbers).count", "!expr_path"},
    };
    GUARD_RUN(rows);
}

static void operators_ask_for_one_type(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"1 == '1'", "!expr_types@3"},
        {"1 + '1'", "!expr_types@3"},
        {"'a' + 'b'", "!expr_types@5"},
        {"1 && true", "!expr_types"},
        {"true || 1", "!expr_types"},
        {"!1", "!expr_types@1"},
        {"-true", "!expr_types@1"},
        {"-'a'", "!expr_types@1"},
        {"1 < 2 < 3", "!expr_types@7"},
        {"true < false", "!expr_types"},
        {"event.since < act.effective_at", "!expr_types"},
        {"event.since + 1", "!expr_types"},
        {"event.lead < event.pause", "!expr_types"},
        {"event.amount * 2", "!expr_types"},
        {"event.amount == 1500", "!expr_types"},
        {"1 ? 2 : 3", "!expr_types"},
        {"true ? 1 : 'a'", "!expr_types@6"},
        {"event == data", "!expr_types"},
        {"event.numbers == [1, 2, 3]", "!expr_types"},
        {"1 in 1", "!expr_types"},
        {"'a' in event.numbers", "!expr_types"},
        {"1 in event", "!expr_types"},
        {"1 in []", "!expr_nothing@6"},
        {"[1] in [[1]]", "!expr_types"},
        {"[1, 'a']", "!expr_mixed@5"},
        {"[1] + ['a']", "!expr_types"},
        {"size(1)", "!expr_types@1"},
        {"size(event)", "!expr_types@1"},
        {"(1).startsWith('a')", "!expr_types"},
        {"'a'.contains(1)", "!expr_types"},
        {"event.numbers.contains(1)", "!expr_types"},
        {"event.count.all(x, true)", "!expr_not_list@13"},
        {"[].all(x, true)", "!expr_nothing@1"},
        {"event.numbers.all(x, x)", "!expr_body@22"},
        {"act.person == event.addressee", "!expr_types"},
    };
    GUARD_RUN(rows);
}

static void a_value_it_can_never_have_is_an_error(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"self.state == 'snet'", "!expr_never@12"},
        {"'snet' == self.state", "!expr_never@8"},
        {"self.state != 'snet'", "!expr_never"},
        {"self.state in ['sent', 'dnoe']", "!expr_never@12"},
        {"'held' in self.groups", "!expr_never"},
        {"linked.measures.all(m, m.state != 'askd')", "!expr_never"},
        {"event.results.exists(r, r.event == 'refused')", "!expr_never"},
        {"linked.measures.exists(m, m.state == self.state)", "!expr_never"},
        {"'a' == 'b'", "!expr_never"},
        {"self.state == (true ? 'sent' : 'x')", "true"},
        {"self.state == event.currency", "false"},
        {"event.order == event.account", "!expr_kinds@13"},
        {"linked.measures.exists(m, m == self)", "!expr_kinds"},
    };
    GUARD_RUN(rows);
}

static void money_is_kept_within_one_currency(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"event.price < money(3000, 'EUR')", "true"},
        {"event.price < money(3000, 'USD')", "!expr_currencies@13"},
        {"money(1, 'EUR') + money(1, 'CHF')", "!expr_currencies"},
        {"event.price - money(1, 'USD') == money(1, 'EUR')", "!expr_currencies"},
        {"event.fee + event.price == money(1, 'USD')", "!expr_currencies"},
        {"event.price in [money(1, 'USD')]", "!expr_currencies"},
        {"money(1, 'QQQ')", "!unknown_currency@10"},
        {"money(1, 'EURO')", "!unknown_currency"},
        {"money('1', 'EUR')", "!expr_types"},
        {"money(1, 2)", "!expr_types"},
    };
    GUARD_RUN(rows);
}

static void what_may_be_absent_is_asked_for_first(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"data.limit == event.amount", "!expr_absent_read@6"},
        {"key == event.addressee", "!expr_absent_read@1"},
        {"has(data.limit) && data.limit == event.amount", "false"},
        {"data.limit == event.amount && has(data.limit)", "!expr_absent_read@6"},
        {"!has(data.limit) || data.limit == event.amount", "true"},
        {"has(data.limit) || data.limit == event.amount", "!expr_absent_read"},
        {"!has(data.limit) && data.limit == event.amount", "!expr_absent_read"},
        {"has(data.rounds) ? data.rounds : 0", "2"},
        {"has(data.rounds) ? 0 : data.rounds", "!expr_absent_read"},
        {"!has(data.rounds) ? 0 : data.rounds", "2"},
        {"!(!has(data.rounds) || data.rounds < 2)", "true"},
        {"!(has(data.rounds) && event.urgent) || data.rounds == 2", "true"},
        {"has(data.rounds) && (event.urgent && data.rounds == 2)", "true"},
        {"has(data.rounds) && event.numbers.exists(n, n == data.rounds)", "true"},
        {"(has(data.rounds) && true) && data.rounds == 2", "true"},
        {"(has(data.rounds) || true) && data.rounds == 2", "!expr_absent_read"},
        {"(has(data.rounds) && true) || data.rounds == 2", "!expr_absent_read"},
        {"has(data.rounds) && has(data.limit) && data.rounds > 1", "false"},
        {"!has(data.rounds) || !has(data.limit) || data.limit > money(data.rounds, 'EUR')", "true"},
        {"has(data.rounds) && data.expires_on > event.since", "!expr_absent_read"},
        {"has(event.ground) && event.ground == 'immunity'", "true"},
        {"has(event.expires_on) && has(data.rounds) ? event.expires_on : event.since", "2024-10-04"},
        {"linked.measures.all(m, m.data.until > event.since)", "!expr_absent_read@31"},
        {"linked.measures.exists(m, has(m.data.until) && m.data.until > event.since)", "true"},
        {"linked.measures.all(m, has(m.data.until)) && linked.measures.all(m, m.data.until > event.since)",
         "!expr_absent_read"},
        {"linked.measures.all(m, has(m.data.until) && linked.measures.all(n, n.data.until > event.since))",
         "!expr_absent_read"},
        {"has(data.roundz)", "!expr_field"},
        {"has(data)", "!expr_has@1"},
        {"has(1)", "!expr_has@1"},
        {"has(size(event.tags))", "!expr_has@1"},
        {"has(flags.silent)", "true"},
    };
    GUARD_RUN(rows);
}

static void of_personal_data_only_presence_is_asked(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"has(event.note)", "true"},
        {"event.note == 'x'", "!expr_personal@7"},
        {"has(event.note) && event.note == 'x'", "!expr_personal"},
        {"size(event.note) > 0", "!expr_personal"},
        {"event.note", "!expr_personal"},
    };
    GUARD_RUN(rows);
}

static void macro_variables_shadow_nothing(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"event.numbers.all(event, true)", "!expr_taken"},
        {"event.numbers.all(x, event.numbers.all(x, true))", "!expr_taken"},
        {"event.numbers.all(x, x > 0) && event.numbers.all(x, x > 0)", "true"},
        {"event.numbers.all(x, true) && x == 1", "!expr_name"},
    };
    GUARD_RUN(rows);
}

static void dates_are_written_out(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"date('2026-11-23')", "2026-11-23"},  {"event.since < date('2026-11-23')", "true"},
        {"date('2026-02-30')", "!bad_date@6"}, {"date(event.currency)", "!bad_date@12"},
        {"date(20261123)", "!bad_date@6"},
    };
    GUARD_RUN(rows);
}

static const struct hf_expr *compile(const char *source, const struct hf_expr_scope *scope,
                                     const struct hf_type *wanted, struct hf_err *err)
{
    static unsigned char block[1 << 20];
    static struct hf_arena arena;
    const struct hf_expr *expr = NULL;
    memset(err, 0, sizeof *err);
    hf_arena_init(&arena, block, sizeof block);
    enum hf_rc rc = hf_expr_compile(scope, hf_str_of(source), wanted, &arena, &expr, err);
    assert_int_equal(rc == HF_OK, expr != NULL);
    assert_int_equal(rc, rc == HF_OK ? HF_OK : HF_BAD_INPUT);
    return expr;
}

static const struct hf_expr *compiled(const char *source)
{
    struct hf_err err;
    const struct hf_expr *expr = compile(source, &guard_scope, NULL, &err);
    assert_non_null(expr);
    return expr;
}

static void steps_are_items_at_the_largest_sizes(void **state)
{
    (void)state;
    assert_int_equal(compiled("event.count == 7")->steps, 0);
    assert_int_equal(compiled("linked.measures.all(m, m.final)")->steps, 200);
    assert_int_equal(compiled("event.count in event.numbers")->steps, 10);
    assert_int_equal(compiled("is.settled && is.settled")->steps, 600);
    assert_int_equal(compiled("is.settled ? event.urgent : is.settled")->steps, 600);
    assert_int_equal(compiled("event.urgent ? linked.measures.all(m, m.final) : is.settled")->steps, 300);
    assert_int_equal(compiled("event.numbers.all(n, n in [1, 2, 3])")->steps, 70);
    assert_int_equal(compiled("size(event.measures + linked.measures + [])")->steps, 800);
    assert_int_equal(compiled("children.measure.all(m, m.final)")->steps, 4096);
    assert_int_equal(
        compiled("linked.measures.all(m, m.state != 'asked' || event.results.exists(r, r.on == m))")->steps,
        40200);
}

static void what_may_run_too_long_is_refused(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"children.measure.all(m, event.results.exists(r, r.on == m))", "!expr_costly"},
        {"linked.measures.all(a, linked.measures.all(b, linked.measures.all(c, a == b)))", "!expr_costly"},
        {"children.measure.all(a, children.measure.all(b, children.measure.all(c, children.measure.all(d,"
         " children.measure.all(e, children.measure.all(f, a == b))))))",
         "!expr_costly"},
        /* where it is too much by itself: the inner loop, or where parts that would each do come together */
        {"event.urgent || children.measure.all(m, linked.measures.exists(a, a == m))", "!expr_costly@34"},
        {"linked.measures.all(a, linked.measures.all(b, a == b)) && children.measure.all(a, a.final) && "
         "children.measure.all(a, a.final) && children.measure.all(a, a.final)",
         "!expr_costly@56"},
    };
    GUARD_RUN(rows);
}

static void long_texts_cost_by_the_kilobyte(void **state)
{
    (void)state;
    assert_int_equal(compiled("event.tale == event.letter")->steps, 2);
    assert_int_equal(compiled("event.tale < event.tale")->steps, 4);
    assert_int_equal(compiled("event.tale == 'once' || event.line == event.tale")->steps, 0);
    assert_int_equal(compiled("event.letter.contains(event.tale)")->steps, 32);
    assert_int_equal(compiled("event.tale.contains('on')")->steps, 64);
    assert_int_equal(compiled("event.tale.startsWith(event.letter)")->steps, 2);
    assert_int_equal(compiled("size(event.tale) > 3")->steps, 64);
    assert_int_equal(compiled("event.letter in event.tales")->steps, 10 + 10 * 2);
    assert_int_equal(compiled("event.letter in [event.line, event.tale]")->steps, 2 + 2 + 2 * 2);
    assert_int_equal(compiled("(event.urgent ? event.line : event.letter) == event.tale")->steps, 2);
    static const struct guard_case rows[] = {
        {"linked.measures.all(m, event.tale.contains('on') || m.final)", "true"},
        {"linked.measures.all(a, linked.measures.all(b, a == b || event.letter.contains('on')))",
         "!expr_costly@17"},
    };
    GUARD_RUN(rows);
}

#define PAIRS "linked.measures.all(a, linked.measures.all(b, a == b))"
#define ALL "children.measure.all(a, a.final)"
#define SOME "linked.measures.all(a, a.final)"
#define FEW SOME " && " SOME " && " SOME " && " SOME
#define NEARLY PAIRS " && " ALL " && " ALL " && " FEW " && " FEW " && "

/* 200 * 201 + 2 * 4,096 + 8 * 200 = 49,992 */
static void the_cost_ends_at_50000_items(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {NEARLY "size([1, 2, 3, 4, 5, 6, 7, 8]) == 8", "false"},
        {NEARLY "size([1, 2, 3, 4, 5, 6, 7, 8, 9]) == 9", "!expr_costly@56"},
    };
    assert_int_equal(compiled(rows[0].source)->steps, HF_EXPR_STEPS_MAX);
    GUARD_RUN(rows);
}

static void the_paths_it_reads_are_listed(void **state)
{
    (void)state;
    const struct hf_expr *expr =
        compiled("has(event.note) && linked.measures.all(m, m == m && m.data.authority == event.addressee)");
    static const char *const paths[] = {"event.note",
                                        "linked.measures",
                                        "linked.measures[]",
                                        "linked.measures[]",
                                        "linked.measures[].data.authority",
                                        "event.addressee"};
    assert_int_equal(expr->read_count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_str(expr->read[i].path, paths[i]);
    assert_true(expr->read[0].asked);
    assert_false(expr->read[5].asked);
    assert_int_equal(expr->comparisons, 2);
    assert_int_equal(compiled("1 < 2 && 2 in [2] || 3 != 3")->comparisons, 3);
}

static void what_it_ensures_is_listed(void **state)
{
    (void)state;
    const struct hf_expr *expr = compiled("has(event.ground) && has(data.rounds) && event.urgent");
    assert_int_equal(expr->ensured_count[true], 2);
    assert_int_equal(expr->ensured_count[false], 0);
    assert_str(expr->ensured[true][0], "event.ground");
    assert_str(expr->ensured[true][1], "data.rounds");
    expr = compiled("!has(event.ground) || !has(data.rounds)");
    assert_int_equal(expr->ensured_count[true], 0);
    assert_int_equal(expr->ensured_count[false], 2);
    expr = compiled("linked.measures.all(m, has(m.data.until))");
    assert_int_equal(expr->ensured_count[true] + expr->ensured_count[false], 0);
}

static void what_the_place_ensures_may_be_read(void **state)
{
    (void)state;
    static const struct hf_str present[] = {HF_STR_INIT("data.limit"), HF_STR_INIT("event.expires_on")};
    struct hf_expr_scope scope = guard_scope;
    struct hf_err err;
    scope.present = present;
    scope.present_count = 2;
    assert_non_null(compile("data.limit > event.amount", &scope, NULL, &err));
    assert_non_null(compile("event.expires_on", &scope, &hf_type_date, &err));
    assert_null(compile("data.rounds", &scope, NULL, &err));
    assert_str(hf_err_code(&err), "expr_absent_read");
}

static void it_must_give_what_is_wanted(void **state)
{
    (void)state;
    static const struct hf_str few[] = {HF_STR_INIT("draft"), HF_STR_INIT("sent")};
    static const struct hf_str all[] = {HF_STR_INIT("done"), HF_STR_INIT("sent"), HF_STR_INIT("draft")};
    const struct hf_type narrow = {.sort = HF_SORT_TEXT, .choice = few, .choice_count = 2};
    const struct hf_type wide = {.sort = HF_SORT_TEXT, .choice = all, .choice_count = 3};
    const struct hf_type measure = {.sort = HF_SORT_INSTANCE, .id = 2},
                         request = {.sort = HF_SORT_INSTANCE, .id = 1};
    const struct hf_type measures = {.sort = HF_SORT_LIST, .item = &measure},
                         euros = {HF_SORT_MONEY, .currency = "EUR"};
    const struct hf_type requests = {.sort = HF_SORT_LIST, .item = &request};
    const struct {
        const char *source;
        const struct hf_type *wanted;
        const char *word;
    } rows[] = {
        {"event.urgent", &hf_type_bool, "ok"},
        {"event.count", &hf_type_bool, "expr_wanted"},
        {"self.state", &hf_type_text, "ok"},
        {"self.state", &wide, "ok"},
        {"self.state", &narrow, "expr_choice"},
        {"event.urgent ? 'sent' : 'draft'", &narrow, "ok"},
        {"event.urgent ? 'sent' : 'gone'", &narrow, "expr_choice"},
        {"event.currency", &narrow, "expr_wanted"},
        {"self", &request, "ok"},
        {"self", &measure, "expr_wanted"},
        {"linked.measures + event.measures", &measures, "ok"},
        {"[]", &measures, "ok"},
        {"[] + linked.measures", &measures, "ok"},
        {"linked.measures", &requests, "expr_wanted"},
        {"linked.measures", &measure, "expr_wanted"},
        {"money(1, 'EUR')", &euros, "ok"},
        {"event.amount", &euros, "ok"},
        {"money(1, 'USD')", &euros, "expr_wanted"},
        {"event.since", &hf_type_date, "ok"},
        {"event.since", &hf_type_instant, "expr_wanted"},
        {"event.lead", &hf_type_period, "ok"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_err err;
        const struct hf_expr *expr = compile(rows[i].source, &guard_scope, rows[i].wanted, &err);
        if (!hf_str_eq(expr != NULL ? HF_STR("ok") : hf_err_code(&err), hf_str_of(rows[i].word)))
            print_error("in   %s\n", rows[i].source);
        assert_str(expr != NULL ? HF_STR("ok") : hf_err_code(&err), rows[i].word);
    }
}

static void a_refusal_says_what_it_can_be(void **state)
{
    (void)state;
    struct hf_err err;
    char room[512];
    struct hf_buf said = HF_BUF(room);
    assert_null(compile("self.state == 'snet'", &guard_scope, NULL, &err));
    hf_err_say(&err, HF_EN, &said);
    assert_str(hf_buf_str(&said), "\"snet\" is none of the values possible here: draft, sent, done");
    said.len = 0;
    assert_null(compile("data.limit > event.amount", &guard_scope, NULL, &err));
    hf_err_say(&err, HF_FR, &said);
    assert_str(hf_buf_str(&said), "data.limit peut être absent ici : demandez d'abord has(data.limit)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_names_and_members_are_refused),
        cmocka_unit_test(operators_ask_for_one_type),
        cmocka_unit_test(a_value_it_can_never_have_is_an_error),
        cmocka_unit_test(money_is_kept_within_one_currency),
        cmocka_unit_test(what_may_be_absent_is_asked_for_first),
        cmocka_unit_test(of_personal_data_only_presence_is_asked),
        cmocka_unit_test(macro_variables_shadow_nothing),
        cmocka_unit_test(dates_are_written_out),
        cmocka_unit_test(long_texts_cost_by_the_kilobyte),
        cmocka_unit_test(the_cost_ends_at_50000_items),
        cmocka_unit_test(steps_are_items_at_the_largest_sizes),
        cmocka_unit_test(what_may_run_too_long_is_refused),
        cmocka_unit_test(the_paths_it_reads_are_listed),
        cmocka_unit_test(what_it_ensures_is_listed),
        cmocka_unit_test(what_the_place_ensures_may_be_read),
        cmocka_unit_test(it_must_give_what_is_wanted),
        cmocka_unit_test(a_refusal_says_what_it_can_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
