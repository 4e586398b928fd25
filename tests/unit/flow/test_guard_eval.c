/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/flow/guard_case.h"

static void names_and_members_are_read(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"event.count", "7"},
        {"event.tags", "['urgent', '\xC3\xA9t\xC3\xA9']"},
        {"self.state", "'sent'"},
        {"self.groups", "['sent']"},
        {"linked.measures", "[instance/1, instance/2, instance/3]"},
        {"event.addressee.state", "'Arcadia'"},
        {"event.order.kind", "'freezing'"},
        {"event.lead", "45d"},
        {"act.effective_at", "1970-01-01T00:00:01.000Z"},
        {"event.hoard", "92233720368547758.07 EUR"},
        {"is.settled", "true"},
        {"event", "object"},
    };
    GUARD_RUN(rows);
}

static void comparisons_compare(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"event.count == 7", "true"},
        {"event.count != 7", "false"},
        {"event.count < 7", "false"},
        {"event.count <= 7", "true"},
        {"event.count > 6", "true"},
        {"event.count >= 8", "false"},
        {"event.least < event.most", "true"},
        {"event.currency < 'EUR'", "true"},
        {"event.currency > 'C'", "true"},
        {"event.urgent == true", "true"},
        {"event.urgent != flags.silent", "true"},
        {"act.effective_at < act.recorded_at", "true"},
        {"act.effective_at == act.recorded_at", "false"},
        {"event.since >= event.since", "true"},
        {"event.lead == event.pause", "false"},
        {"event.lead == event.lead", "true"},
        {"event.order == event.order", "true"},
        {"event.order in registers.order", "true"},
        {"registers.order.exists(o, o == event.order && o.kind == 'freezing')", "true"},
        {"event.addressee == data.addressee", "true"},
        {"event.addressee in data.handed_to", "true"},
        {"data.handed_to.all(a, a == event.addressee)", "false"},
        {"act.person == act.person", "true"},
        {"self == self", "true"},
        {"self.state == 'sent'", "true"},
        {"self.state in ['draft', 'done']", "false"},
        {"'sent' in self.groups", "true"},
        {"2 in event.numbers", "true"},
        {"4 in event.numbers", "false"},
        {"!(4 in event.numbers)", "true"},
    };
    GUARD_RUN(rows);
}

static void money_is_counted_within_its_currency(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"event.amount + event.price", "40.00 EUR"},
        {"event.price - event.amount", "10.00 EUR"},
        {"event.amount < event.price", "true"},
        {"event.amount == money(1500, 'EUR')", "true"},
        {"money(event.count, event.currency)", "0.07 CHF"},
        {"event.amount == event.fee", "?currency_mismatch@14"},
        {"event.amount < event.fee", "?currency_mismatch@14"},
        {"event.amount + event.fee", "?currency_mismatch@14"},
        {"event.amount in [event.price, event.fee]", "?currency_mismatch"},
        {"event.hoard + event.amount", "?overflow@13"},
        {"money(1, event.nonsense)", "?unknown_currency@16"},
    };
    GUARD_RUN(rows);
}

static void arithmetic_is_checked(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"event.most + 1", "?overflow@12"},
        {"event.least - 1", "?overflow@13"},
        {"event.most * 2", "?overflow@12"},
        {"-event.least", "?overflow@1"},
        {"event.least / -1", "?overflow@13"},
        {"event.least % -1", "?overflow@13"},
        {"event.count / event.zero", "?expr_division@13"},
        {"event.count % event.zero", "?expr_division@13"},
        {"event.most + 0", "9223372036854775807"},
        {"event.least + event.most", "-1"},
        {"-7 / 2", "-3"},
        {"-7 % 2", "-1"},
    };
    GUARD_RUN(rows);
}

static void no_more_is_evaluated_than_needed(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"event.poison", "?internal"},
        {"false && event.poison", "false"},
        {"true && event.poison", "?internal"},
        {"event.poison && false", "?internal"},
        {"true || event.poison", "true"},
        {"false || event.poison", "?internal"},
        {"event.poison || true", "?internal"},
        {"true && false && event.poison", "false"},
        {"false || true || event.poison", "true"},
        {"true ? 1 : 1 / event.zero", "1"},
        {"false ? 1 / event.zero : 2", "2"},
        {"event.poison ? 1 : 2", "?internal"},
        {"event.numbers.exists(n, n == 1 || event.poison)", "true"},
        {"event.numbers.exists(n, n == 2 || event.poison)", "?internal"},
        {"event.numbers.all(n, n != 1 && event.poison)", "false"},
        {"event.numbers.exists(n, 1 / (2 - n) == 1)", "true"},
        {"1 in [1, 1 / event.zero]", "?expr_division"},
        {"has(data.poison) && false", "?internal"},
    };
    GUARD_RUN(rows);
}

/* In either order, as CEL has it; what the world itself cannot give is no such failure (above). */
static void what_decides_overrules_what_fails(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"1 / event.zero == 1 && false", "false"},
        {"false && 1 / event.zero == 1", "false"},
        {"1 / event.zero == 1 || true", "true"},
        {"1 / event.zero == 1 && true", "?expr_division@3"},
        {"true && 1 / event.zero == 1", "?expr_division@11"},
        {"1 / event.zero == 1 || false", "?expr_division@3"},
        {"1 / event.zero == 1 && event.most + 1 > 0 && true", "?expr_division@3"},
        {"(event.most + 1 > 0 || 1 / event.zero == 1) && 1 / event.zero == 1", "?overflow@13"},
        {"!(event.most + 1 > 0 && 1 / event.zero == 1) || true", "true"},
        {"event.amount < event.fee || event.urgent", "true"},
        {"event.amount < event.fee && event.urgent", "?currency_mismatch"},
        {"money(1, event.nonsense) > event.amount || true", "true"},
        {"event.numbers.all(n, 1 / (2 - n) == 1)", "false"},
        {"event.numbers.all(n, 1 / (2 - n) < 2)", "?expr_division"},
        {"event.numbers.exists(n, 1 / (2 - n) == -1)", "true"},
        {"event.numbers.exists(n, 1 / (2 - n) == 5)", "?expr_division"},
        {"1 / event.zero == 1 && event.poison", "?internal"},
        {"event.poison && 1 / event.zero == 1", "?internal"},
        {"event.numbers.exists(n, 1 / (n - 1) == 5 || event.poison)", "?internal"},
        {"(1 / event.zero == 1 ? true : true) || true", "true"},
        {"(1 / event.zero == 1) == true", "?expr_division@4"},
    };
    GUARD_RUN(rows);
}

static void lists_are_looked_through(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"event.none.all(m, m.final)", "true"},
        {"event.none.exists(m, m.final)", "false"},
        {"size(event.none)", "0"},
        {"size([])", "0"},
        {"self in [self] + []", "true"},
        {"event.numbers.all(n, n > 0)", "true"},
        {"event.numbers.all(n, n > 1)", "false"},
        {"event.numbers.exists(n, n > 2)", "true"},
        {"event.numbers.exists(n, n > 3)", "false"},
        {"[1, 2, 3].exists(n, n * n == 9)", "true"},
        {"linked.measures.all(m, m.final)", "false"},
        {"linked.measures.exists(m, m.state == 'in_force')", "true"},
        {"linked.measures.all(m, m.state in ['asked', 'in_force', 'refused'])", "true"},
        {"linked.measures.all(m, m.data.authority == event.addressee)", "true"},
        {"linked.measures.all(m, m.state != 'asked' || event.results.exists(r, r.on == m))", "true"},
        {"event.results.all(r, r.on in linked.measures)", "true"},
        {"event.results.exists(r, r.event == 'refuse' && r.on.state == 'refused')", "true"},
        {"event.numbers.all(a, event.numbers.exists(b, a + b == 4))", "true"},
        {"event.numbers.exists(a, event.numbers.all(b, a >= b))", "true"},
        {"event.numbers + [4] + [5]", "[1, 2, 3, 4, 5]"},
        {"[data.addressee] + data.handed_to", "[entry/9, entry/8, entry/9]"},
        {"size(event.numbers + event.numbers)", "6"},
        {"event.numbers.size() == 3", "true"},
        {"[[1, 2], [3]].exists(l, 3 in l)", "true"},
        {"children.measure.exists(m, has(m.data.until))", "true"},
        {"children.measure.all(m, has(m.data.until))", "false"},
    };
    GUARD_RUN(rows);
}

static void texts_are_looked_into(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"event.currency.startsWith('CH')", "true"},
        {"event.currency.startsWith('HF')", "false"},
        {"event.currency.endsWith('HF')", "true"},
        {"event.currency.contains('H')", "true"},
        {"event.currency.contains('')", "true"},
        {"event.currency.contains('CHFX')", "false"},
        {"size('\xC3\xA9t\xC3\xA9')", "3"},
        {"'abc'.size()", "3"},
        {"event.tags.exists(t, size(t) == 3)", "true"},
    };
    GUARD_RUN(rows);
}

static void absent_is_an_answer_to_has_and_an_error_elsewhere(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"has(data.limit)", "false"},       {"has(data.rounds)", "true"},
        {"has(event.expires_on)", "false"}, {"has(event.liar)", "false"},
        {"event.liar", "?expr_absent@7"},   {"event.liar && true", "?expr_absent@7"},
    };
    GUARD_RUN(rows);
}

/* A world with more items than its scope allows for. */
static enum hf_rc endless_field(void *self, const struct hf_val *of, uint32_t index, struct hf_str name,
                                struct hf_val *out, struct hf_err *err)
{
    HF_TRY(guard_world.field(self, of, index, name, out, err));
    if (out->sort == HF_SORT_LIST)
        out->is.list.count = UINT32_MAX;
    return HF_OK;
}

static enum hf_rc same_item(void *self, const struct hf_val *list, uint32_t at, struct hf_val *out,
                            struct hf_err *err)
{
    (void)at;
    return guard_world.item(self, list, 0, out, err);
}

static void a_world_larger_than_declared_is_stopped(void **state)
{
    (void)state;
    static const char *const sources[] = {"event.numbers.all(n, n == 1)", "9 in event.numbers",
                                          "size(event.numbers + [1]) == 1"};
    static unsigned char block[1 << 20];
    struct hf_world world = guard_world;
    world.field = endless_field;
    world.item = same_item;
    for (size_t i = 0; i < 3; i++) {
        struct hf_arena arena;
        struct hf_err err;
        const struct hf_expr *expr = NULL;
        struct hf_val value = {.sort = HF_SORT_ABSENT};
        hf_arena_init(&arena, block, sizeof block);
        assert_int_equal(hf_expr_compile(&guard_scope, hf_str_of(sources[i]), NULL, &arena, &expr, &err),
                         HF_OK);
        assert_int_equal(hf_expr_eval(expr, &world, &arena, &value, &err), HF_REFUSED);
        assert_str(hf_err_code(&err), "expr_ran_long");
        assert_int_equal(value.sort, HF_SORT_ABSENT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_members_are_read),
        cmocka_unit_test(comparisons_compare),
        cmocka_unit_test(money_is_counted_within_its_currency),
        cmocka_unit_test(arithmetic_is_checked),
        cmocka_unit_test(no_more_is_evaluated_than_needed),
        cmocka_unit_test(what_decides_overrules_what_fails),
        cmocka_unit_test(lists_are_looked_through),
        cmocka_unit_test(texts_are_looked_into),
        cmocka_unit_test(absent_is_an_answer_to_has_and_an_error_elsewhere),
        cmocka_unit_test(a_world_larger_than_declared_is_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
