/* SPDX-License-Identifier: Apache-2.0 */
#include "slow.h"

const char *slow_name(const struct slow_graph *graph, int node)
{
    static const char *const companies[] = {"A", "B", "C", "D", "E"}, *const persons[] = {"P", "Q", "R"};
    return node < graph->companies ? companies[node] : persons[node - graph->companies];
}

/* ---- made by chance ---- */

static int chance(struct bench_dice *dice, int sides)
{
    return (int)bench_below(dice, (uint32_t)sides);
}

static void hold(struct bench_dice *dice, struct slow_graph *graph, int owner, int owned, int *left,
                 bool open)
{
    struct slow_share *share = &graph->of[owner][owned];
    if (share->held)
        return;
    int size = chance(dice, 4) == 0 ? *left : chance(dice, *left + 1);
    *share = (struct slow_share){.lo = size, .hi = size, .held = true, .control = chance(dice, 40) == 0};
    if (open && chance(dice, 2) == 0) {
        share->lo = chance(dice, size + 1);
        share->hi = share->lo + chance(dice, SLOW_WHOLE - share->lo + 1);
    }
    share->votes_lo = share->lo;
    share->votes_hi = share->hi;
    *left -= share->lo;
}

static void spread_votes(struct bench_dice *dice, struct slow_graph *graph, int owned)
{
    int left = SLOW_WHOLE;
    for (int owner = 0; owner < graph->companies + graph->persons; owner++) {
        struct slow_share *share = &graph->of[owner][owned];
        if (!share->held)
            continue;
        share->votes_lo = share->votes_hi = chance(dice, left + 1);
        left -= share->votes_lo;
    }
}

void slow_generate(struct bench_dice *dice, bool open, struct slow_graph *out)
{
    *out = (struct slow_graph){.companies = 2 + chance(dice, SLOW_COMPANIES - 1), .persons = SLOW_PERSONS};
    int nodes = out->companies + out->persons;
    out->votes = !open && chance(dice, 3) == 0;
    for (int owned = 0; owned < out->companies; owned++) {
        int left = SLOW_WHOLE, holders = 1 + chance(dice, 3);
        for (int i = 0; i < holders; i++)
            hold(dice, out, chance(dice, nodes), owned, &left, open && owned < 2);
        if (out->votes)
            spread_votes(dice, out, owned);
    }
}

static void put_percent(struct hf_buf *out, int lo, int hi)
{
    hf_buf_put_i64(out, lo * 5);
    if (lo == hi)
        return;
    hf_buf_put(out, HF_STR(".."));
    hf_buf_put_i64(out, hi * 5);
}

struct hf_str slow_csv(const struct slow_graph *graph)
{
    struct hf_buf out = hf_buf_in(&bench, 4096);
    hf_buf_put(&out, graph->votes ? HF_STR("owner,owned,percent,control,kind,votes\n")
                                  : HF_STR("owner,owned,percent,control,kind\n"));
    for (int owner = 0; owner < graph->companies + graph->persons; owner++)
        for (int owned = 0; owned < graph->companies; owned++) {
            const struct slow_share *share = &graph->of[owner][owned];
            if (!share->held)
                continue;
            hf_buf_put(&out, hf_str_of(slow_name(graph, owner)));
            hf_buf_put_char(&out, ',');
            hf_buf_put(&out, hf_str_of(slow_name(graph, owned)));
            hf_buf_put_char(&out, ',');
            put_percent(&out, share->lo, share->hi);
            hf_buf_put(&out, share->control ? HF_STR(",yes,") : HF_STR(",,"));
            hf_buf_put(&out, owner < graph->companies ? HF_STR("company") : HF_STR("person"));
            if (graph->votes)
                hf_buf_put_char(&out, ',');
            if (graph->votes)
                put_percent(&out, share->votes_lo, share->votes_hi);
            hf_buf_put_char(&out, '\n');
        }
    return hf_buf_str(&out);
}

/* ---- effective shares by determinants ---- */

/* parts[owner][owned], one choice within the intervals */
typedef int choice[SLOW_NODES][SLOW_COMPANIES];

static void above(const struct slow_graph *graph, int company, bool *in)
{
    if (in[company])
        return;
    in[company] = true;
    for (int owner = 0; owner < graph->companies; owner++)
        if (graph->of[owner][company].held)
            above(graph, owner, in);
}

static int64_t determinant(int size, int64_t (*m)[SLOW_COMPANIES])
{
    if (size == 0)
        return 1;
    int64_t sum = 0;
    for (int column = 0; column < size; column++) {
        int64_t rest[SLOW_COMPANIES][SLOW_COMPANIES] = {0};
        for (int i = 1; i < size; i++)
            for (int j = 0, k = 0; j < size; j++)
                if (j != column)
                    rest[i - 1][k++] = m[i][j];
        int64_t minor = m[0][column] == 0 ? 0 : determinant(size - 1, rest);
        sum += (column % 2 == 0 ? 1 : -1) * m[0][column] * minor;
    }
    return sum;
}

/* Row i: 20 z(i) - sum of what i holds of c times z(c) = 1 where i is the target; z by Cramer's rule. */
static struct slow_number solve(const struct slow_graph *graph, choice parts, int owner, int of)
{
    bool in[SLOW_NODES] = {false};
    int node[SLOW_COMPANIES], count = 0;
    int64_t m[SLOW_COMPANIES][SLOW_COMPANIES] = {0}, with[SLOW_COMPANIES][SLOW_COMPANIES];
    struct slow_number sum = {0, 0};
    above(graph, of, in);
    for (int i = 0; i < graph->companies; i++)
        if (in[i])
            node[count++] = i;
    for (int i = 0; i < count; i++)
        for (int c = 0; c < count; c++)
            m[i][c] = (i == c ? SLOW_WHOLE : 0) - parts[node[i]][node[c]];
    sum.den = determinant(count, m);
    for (int c = 0; c < count; c++) {
        memcpy(with, m, sizeof m);
        for (int i = 0; i < count; i++)
            with[i][c] = node[i] == of;
        sum.num += parts[owner][node[c]] * determinant(count, with);
    }
    return sum;
}

struct slow_number slow_effective(const struct slow_graph *graph, int owner, int of, bool votes)
{
    choice parts = {0};
    for (int o = 0; o < graph->companies + graph->persons; o++)
        for (int c = 0; c < graph->companies; c++)
            parts[o][c] = votes ? graph->of[o][c].votes_lo : graph->of[o][c].lo;
    return solve(graph, parts, owner, of);
}

/* ---- intervals: every corner ---- */

struct corners {
    const struct slow_graph *graph;
    choice parts;
    int owner, of;
    struct slow_number best;
};

static void try_companies(struct corners *corners, int company);

/* Gives what is left of one company to its holders in every order, also stopping early. */
static void try_orders(struct corners *corners, int company, int left, unsigned given)
{
    const struct slow_graph *graph = corners->graph;
    try_companies(corners, company + 1);
    for (int o = 0; o < graph->companies + graph->persons; o++) {
        const struct slow_share *share = &graph->of[o][company];
        int more = share->hi - share->lo;
        if (!share->held || more == 0 || (given & 1U << o) || left == 0)
            continue;
        more = more < left ? more : left;
        corners->parts[o][company] = share->lo + more;
        try_orders(corners, company, left - more, given | 1U << o);
        corners->parts[o][company] = share->lo;
    }
}

static void try_companies(struct corners *corners, int company)
{
    const struct slow_graph *graph = corners->graph;
    int left = SLOW_WHOLE;
    if (company < graph->companies) {
        for (int o = 0; o < graph->companies + graph->persons; o++)
            left -= graph->of[o][company].lo;
        try_orders(corners, company, left, 0);
        return;
    }
    struct slow_number now = solve(graph, corners->parts, corners->owner, corners->of);
    if (now.den != 0 && now.num * corners->best.den > corners->best.num * now.den)
        corners->best = now;
}

struct slow_number slow_most(const struct slow_graph *graph, int owner, int of)
{
    struct corners corners = {.graph = graph, .owner = owner, .of = of, .best = {0, 1}};
    for (int o = 0; o < graph->companies + graph->persons; o++)
        for (int c = 0; c < graph->companies; c++)
            corners.parts[o][c] = graph->of[o][c].lo;
    try_companies(&corners, 0);
    return corners.best;
}

/* ---- circles ---- */

static bool enough(const struct slow_graph *graph, const bool *in, int company, bool control, bool maybe)
{
    int inside = 0, most = 0, outside = 0, own_lo = 0, own_hi = 0;
    for (int o = 0; o < graph->companies + graph->persons; o++) {
        const struct slow_share *share = &graph->of[o][company];
        int lo = control ? share->votes_lo : share->lo, hi = control ? share->votes_hi : share->hi;
        if (!share->held)
            continue;
        if (control && in[o] && o != company && share->control)
            return true;
        if (o == company) {
            own_lo = lo;
            own_hi = hi;
        } else if (in[o]) {
            inside += lo;
            most += hi;
        } else {
            outside += lo;
        }
    }
    for (int more = 0; more <= (maybe ? most - inside : 0); more++)
        for (int own = own_lo; own <= (maybe ? own_hi : own_lo); own++) {
            int all = inside + more + outside + own, held = 2 * (inside + more);
            if (all <= SLOW_WHOLE && (control ? held > SLOW_WHOLE - own : held >= SLOW_WHOLE))
                return true;
        }
    return false;
}

void slow_circle(const struct slow_graph *graph, const bool *seed, bool control, bool maybe, bool *in)
{
    bool changed = true;
    memcpy(in, seed, SLOW_NODES * sizeof *in);
    while (changed) {
        changed = false;
        for (int company = 0; company < graph->companies; company++)
            if (!in[company] && enough(graph, in, company, control, maybe))
                in[company] = changed = true;
    }
}

/* ---- articles 52 to 54 ---- */

static bool quarter(struct slow_number share)
{
    return share.den > 0 && 4 * share.num >= share.den;
}

static bool quarter_of(const struct slow_graph *graph, int person, int of)
{
    return quarter(slow_effective(graph, person, of, false)) ||
           quarter(slow_effective(graph, person, of, true));
}

static void controlled(const struct slow_graph *graph, int node, bool *in)
{
    bool seed[SLOW_NODES] = {false};
    seed[node] = true;
    slow_circle(graph, seed, true, false, in);
}

bool slow_beneficial(const struct slow_graph *graph, int person, int of)
{
    bool in[SLOW_NODES], theirs[SLOW_NODES];
    int shares = 0, votes = 0;
    controlled(graph, person, in);
    for (int c = 0; c < graph->companies; c++)
        if (in[c] && c != of) {
            shares += graph->of[c][of].lo;
            votes += graph->of[c][of].votes_lo;
        }
    if (quarter_of(graph, person, of) || in[of] || 4 * shares >= SLOW_WHOLE || 4 * votes >= SLOW_WHOLE)
        return true;
    for (int c = 0; c < graph->companies; c++) {
        controlled(graph, c, theirs);
        if (c != of && theirs[of] && quarter_of(graph, person, c))
            return true;
    }
    return false;
}
