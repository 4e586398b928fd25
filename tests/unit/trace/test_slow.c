/* SPDX-License-Identifier: Apache-2.0 */
/* The engine beside a second implementation, on graphs made by chance. */
#include "holders.h"
#include "slow.h"

enum { CLOSED_GRAPHS = 40000, OPEN_GRAPHS = 10000 };

/* ---- as texts of JSON ---- */

static int64_t gcd(int64_t a, int64_t b)
{
    return b == 0 ? a : gcd(b, a % b);
}

static void put_exact(struct hf_buf *out, struct slow_number share)
{
    int64_t num = share.num * 100, common = gcd(num, share.den);
    hf_buf_put_char(out, '"');
    hf_buf_put_i64(out, num / common);
    if (share.den != common) {
        hf_buf_put_char(out, '/');
        hf_buf_put_i64(out, share.den / common);
    }
    hf_buf_put_char(out, '"');
}

static struct hf_str names_in(const struct slow_graph *graph, const bool *in, const bool *without)
{
    struct hf_buf out = hf_buf_in(&bench, 64);
    hf_buf_put_char(&out, '[');
    for (int c = 0; c < graph->companies; c++) {
        if (!in[c] || without[c])
            continue;
        hf_buf_put(&out, out.len > 1 ? HF_STR(",\"") : HF_STR("\""));
        hf_buf_put(&out, hf_str_of(slow_name(graph, c)));
        hf_buf_put_char(&out, '"');
    }
    hf_buf_put_char(&out, ']');
    return hf_buf_str(&out);
}

/* ---- compared ---- */

struct compared {
    const struct slow_graph *graph;
    struct hf_str csv;
    const struct hf_json *answer;
    int of;
};

static void same(const struct compared *compared, struct hf_str got, struct hf_str want, const char *what,
                 int node)
{
    if (hf_str_eq(got, want))
        return;
    print_error("%.*s%s of %s about %s\ngot  %.*s\nwant %.*s\n", HF_STR_ARG(compared->csv), what,
                slow_name(compared->graph, node), slow_name(compared->graph, compared->of), HF_STR_ARG(got),
                HF_STR_ARG(want));
    fail();
}

static void compare_share(const struct compared *compared, int person, bool open)
{
    struct hf_buf want = hf_buf_in(&bench, 64);
    struct hf_str got = holders_said(compared->answer, "effective_exact", slow_name(compared->graph, person));
    struct slow_number lo = slow_effective(compared->graph, person, compared->of, false);
    if (got.len == 0) { /* no chain leads to this person */
        assert_int_equal(lo.num, 0);
        return;
    }
    bool pair = got.at[0] == '[';
    assert_true(open || !pair);
    hf_buf_put(&want, pair ? HF_STR("[") : HF_STR(""));
    put_exact(&want, lo);
    hf_buf_put(&want, pair ? HF_STR(",") : HF_STR(""));
    if (pair)
        put_exact(&want, slow_most(compared->graph, person, compared->of));
    hf_buf_put(&want, pair ? HF_STR("]") : HF_STR(""));
    same(compared, got, hf_buf_str(&want), "share", person);
}

static void compare_control(const struct compared *compared, int person, bool open)
{
    const struct slow_graph *graph = compared->graph;
    bool seed[SLOW_NODES] = {false}, in[SLOW_NODES], may[SLOW_NODES];
    struct hf_str got = holders_said(compared->answer, "controls", slow_name(graph, person));
    if (got.len == 0)
        return;
    seed[person] = true;
    slow_circle(graph, seed, true, false, in);
    same(compared, got, names_in(graph, in, seed), "control", person);
    if (!open || holders_said(compared->answer, "may_control", "").len == 0)
        return;
    slow_circle(graph, seed, true, true, may);
    struct hf_str perhaps = names_in(graph, may, in);
    got = holders_said(compared->answer, "may_control", slow_name(graph, person));
    same(compared, got.len == 0 ? HF_STR("[]") : got, perhaps, "possible control", person);
}

static void compare_beneficial(const struct compared *compared, int person)
{
    const struct hf_json *owners = HF_JSON_GET(compared->answer, "ubo_amlr_52_to_54");
    bool got = false;
    for (size_t i = 0; i < owners->is.list.count; i++)
        got =
            got || hf_str_eq(owners->is.list.item[i].is.text, hf_str_of(slow_name(compared->graph, person)));
    bool listed = holders_said(compared->answer, "controls", slow_name(compared->graph, person)).len > 0;
    bool want = listed && slow_beneficial(compared->graph, person, compared->of);
    same(compared, got ? HF_STR("yes") : HF_STR("no"), want ? HF_STR("yes") : HF_STR("no"),
         "beneficial owner", person);
}

static void compare_fifty(const struct compared *compared, bool open)
{
    const struct slow_graph *graph = compared->graph;
    bool seed[SLOW_NODES] = {false}, in[SLOW_NODES], may[SLOW_NODES];
    seed[graph->companies] = seed[graph->companies + 1] = true;
    slow_circle(graph, seed, false, false, in);
    same(compared, holders_said(compared->answer, "blocked_50_rule", "P,Q"), names_in(graph, in, seed),
         "the 50 % rule", 0);
    if (!open || holders_said(compared->answer, "may_be_blocked", "").len == 0)
        return;
    slow_circle(graph, seed, false, true, may);
    same(compared, holders_said(compared->answer, "may_be_blocked", "P,Q"), names_in(graph, may, in),
         "the 50 % rule perhaps", 0);
}

static bool stands_in(const struct slow_graph *graph, int node)
{
    for (int c = 0; c < graph->companies; c++)
        if (graph->of[node][c].held)
            return true;
    return false;
}

/* Whether the graph could be compared: not where a ring is closed, which must be refused. */
static bool compare(const struct slow_graph *graph, int of, bool open)
{
    static const struct hf_str seed[] = {HF_STR_INIT("P"), HF_STR_INIT("Q")};
    struct hf_owners_ask ask = {.file = HF_STR("f"), .of = hf_str_of(slow_name(graph, of)), .day = INT32_MIN};
    struct hf_json answer = {0};
    struct hf_err err = {.word = HF_WORD_ok};
    struct compared compared = {.graph = graph, .csv = slow_csv(graph), .answer = &answer, .of = of};
    int first = graph->companies;
    bool fifty = stands_in(graph, first) && stands_in(graph, first + 1);
    ask.seed = seed;
    ask.seeds = fifty ? 2 : 0;
    enum hf_rc rc = holders_ask(compared.csv, &ask, &answer, &err);
    if (slow_effective(graph, first, of, false).den == 0) {
        assert_int_equal(err.word, HF_WORD_owner_closed);
        return false;
    }
    if (rc != HF_OK)
        fail_msg("%.*s refused as %.*s", HF_STR_ARG(compared.csv), HF_STR_ARG(hf_err_code(&err)));
    for (int person = first; person < first + graph->persons; person++) {
        compare_share(&compared, person, open);
        compare_control(&compared, person, open);
        compare_beneficial(&compared, person);
    }
    if (fifty)
        compare_fifty(&compared, open);
    return true;
}

/* ---- every company at once ---- */

/* 7.5 as "7.5": twentieths multiplied end after some decimals; six are kept, the seventh decides. */
static void put_rounded(struct hf_buf *out, struct slow_number share)
{
    __extension__ unsigned __int128 millionths =
        (unsigned __int128)share.num * 200000000 + (uint64_t)share.den;
    millionths /= 2 * (uint64_t)share.den;
    uint64_t below = (uint64_t)(millionths % 1000000), width = 6;
    for (; width > 1 && below % 10 == 0; width--)
        below /= 10;
    hf_buf_put_i64(out, (int64_t)(millionths / 1000000));
    hf_buf_put_char(out, '.');
    hf_buf_put_padded(out, below, width);
}

/* Is "A: P 25.0 %" among the lines exactly when P has a quarter of A? */
static int compare_line(const struct slow_graph *graph, struct hf_str lines, int person, int company)
{
    struct hf_buf want = hf_buf_in(&bench, 64);
    struct slow_number share = slow_effective(graph, person, company, false);
    bool quarter = 4 * share.num >= share.den;
    hf_buf_put(&want, hf_str_of(slow_name(graph, company)));
    hf_buf_put(&want, HF_STR(": "));
    hf_buf_put(&want, hf_str_of(slow_name(graph, person)));
    hf_buf_put_char(&want, ' ');
    put_rounded(&want, share);
    hf_buf_put(&want, HF_STR(" %\n"));
    if (hf_str_contains(lines, hf_buf_str(&want)) != quarter)
        fail_msg("%.*s%s about %s\n%.*s", HF_STR_ARG(slow_csv(graph)), slow_name(graph, person),
                 slow_name(graph, company), HF_STR_ARG(lines));
    return quarter;
}

static bool some_ring_is_closed(const struct slow_graph *graph)
{
    for (int c = 0; c < graph->companies; c++)
        if (slow_effective(graph, graph->companies, c, false).den == 0)
            return true;
    return false;
}

static void compare_all(const struct slow_graph *graph)
{
    struct hf_owners_ask ask = {.file = HF_STR("f"), .day = INT32_MIN};
    struct hf_buf out = hf_buf_in(&bench, 1024), votes = hf_buf_in(&bench, 64);
    struct hf_err err = {.word = HF_WORD_ok};
    enum hf_rc rc =
        hf_trace_all_owners(slow_csv(graph), &ask, HF_STR("25"), false, &bench, &out, &votes, &err);
    if (some_ring_is_closed(graph)) {
        assert_int_equal(err.word, HF_WORD_owner_closed);
        return;
    }
    assert_int_equal(rc, HF_OK);
    int wanted = 0, lines = 0;
    for (int person = graph->companies; person < graph->companies + graph->persons; person++)
        for (int company = 0; company < graph->companies; company++)
            wanted += compare_line(graph, hf_buf_str(&out), person, company);
    for (size_t i = 0; i < out.len; i++)
        lines += out.at[i] == '\n';
    assert_int_equal(lines, wanted);
}

static void compare_many(uint64_t seed, int graphs, bool open)
{
    struct bench_dice dice = {seed};
    int done = 0;
    while (done < graphs) {
        struct slow_graph graph;
        size_t mark = hf_arena_mark(&bench);
        slow_generate(&dice, open, &graph);
        done += compare(&graph, (int)bench_below(&dice, (uint32_t)graph.companies), open);
        if (!open)
            compare_all(&graph);
        hf_arena_reset(&bench, mark);
    }
}

static void forty_thousand_graphs_have_the_same_answer(void **state)
{
    (void)state;
    compare_many(1, CLOSED_GRAPHS, false);
}

static void ten_thousand_graphs_with_intervals_have_the_same_answer(void **state)
{
    (void)state;
    compare_many(2, OPEN_GRAPHS, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(forty_thousand_graphs_have_the_same_answer, bench_clear),
        cmocka_unit_test_setup(ten_thousand_graphs_with_intervals_have_the_same_answer, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
