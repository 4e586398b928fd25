/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner_answer.h"

#include "base/check.h"
#include "base/when.h"
#include "trace/owner_chain.h"
#include "trace/owner_votes.h"

__extension__ typedef unsigned __int128 wide;

/* ---- shares as texts ---- */

enum { DECIMALS = 6 };

void hf_owner_put_millionths(struct hf_buf *out, uint64_t millionths)
{
    uint64_t below = millionths % 1000000, width = DECIMALS;
    while (width > 1 && below % 10 == 0) {
        below /= 10;
        width--;
    }
    hf_buf_put_i64(out, (int64_t)(millionths / 1000000));
    hf_buf_put_char(out, '.');
    hf_buf_put_padded(out, below, width);
}

/* floor((2 * 10^8 * num + up * den) / (2 * den)) */
static bool divide_millionths(const struct hf_owner_number *share, uint64_t up, struct hf_arena *arena,
                              uint64_t *out)
{
    size_t mark = hf_arena_mark(arena);
    mp_size_t limbs = (share->num.limbs > share->den.limbs ? share->num.limbs : share->den.limbs) + 2;
    struct hf_natural n = hf_natural_in(arena, limbs), d = hf_natural_in(arena, limbs),
                      q = hf_natural_in(arena, limbs);
    if (n.limb == NULL || d.limb == NULL || q.limb == NULL)
        return false;
    hf_natural_add_times(&n, &share->num, 200000000);
    hf_natural_add_times(&n, &share->den, up);
    hf_natural_add_times(&d, &share->den, 2);
    hf_natural_divide(&n, &d, &q);
    *out = q.limbs == 0 ? 0 : q.limb[0];
    hf_arena_reset(arena, mark);
    return true;
}

/* To the nearest; but what is less than a whole percent is not told as that much, on which rules hang. */
static bool exact_millionths(const struct hf_owner_number *share, struct hf_arena *arena, uint64_t *out)
{
    return divide_millionths(share, 1, arena, out) &&
           (*out % 1000000 != 0 || divide_millionths(share, 0, arena, out));
}

bool hf_owner_millionths(const struct hf_owner_number *share, struct hf_arena *arena, uint64_t *out)
{
    *out = (uint64_t)(((wide)share->bounds.lo * 100000000 + HF_OWNER_ONE / 2) >> 63);
    return !share->exact || exact_millionths(share, arena, out);
}

bool hf_owner_put_percent(struct hf_buf *out, const struct hf_owner_number *share, struct hf_arena *arena)
{
    uint64_t millionths;
    if (!hf_owner_millionths(share, arena, &millionths))
        return false;
    hf_owner_put_millionths(out, millionths);
    return true;
}

bool hf_owner_put_exact(struct hf_buf *out, const struct hf_owner_number *share, struct hf_arena *arena)
{
    size_t mark = hf_arena_mark(arena);
    struct hf_natural num = hf_natural_in(arena, share->num.limbs + 2),
                      den = hf_natural_in(arena, share->den.limbs + 2);
    if (num.limb == NULL || den.limb == NULL)
        return false;
    hf_natural_add_times(&num, &share->num, 100);
    hf_natural_add_times(&den, &share->den, 1);
    bool whole, put = hf_natural_reduce(&num, &den, arena) && hf_natural_put(out, &num, arena);
    whole = den.limbs == 1 && den.limb[0] == 1;
    if (put && !whole) {
        hf_buf_put_char(out, '/');
        put = hf_natural_put(out, &den, arena);
    }
    hf_arena_reset(arena, mark);
    return put;
}

/* A bound as a percent with twelve decimals, downwards or upwards. */
static void put_bound(struct hf_buf *out, uint64_t bound, bool up)
{
    const uint64_t unit = UINT64_C(1000000000000);
    wide scaled = (wide)bound * 100 * unit + (up ? HF_OWNER_ONE - 1 : 0);
    uint64_t value = (uint64_t)(scaled >> 63);
    hf_buf_put_i64(out, (int64_t)(value / unit));
    hf_buf_put_char(out, '.');
    hf_buf_put_padded(out, value % unit, 12);
}

/* ---- members ---- */

struct sheet {
    const struct hf_owner_graph *graph;
    const struct hf_owner_findings *findings;
    struct hf_arena *arena;
    bool full;
};

typedef bool put_number(struct hf_buf *out, const struct hf_owner_number *share, struct hf_arena *arena);

static struct hf_json text_of(struct sheet *sheet, put_number *put, const struct hf_owner_number *share)
{
    /* Printed numbers stay on top of what they needed: the buffer comes first. */
    size_t digits = share->exact ? hf_natural_bits(&share->num) + hf_natural_bits(&share->den) : 0;
    struct hf_buf text = hf_buf_in(sheet->arena, digits * 31 / 100 + 48);
    sheet->full = sheet->full || !put(&text, share, sheet->arena);
    return hf_json_of_text(hf_buf_str(&text));
}

static struct hf_json pair_of(struct sheet *sheet, struct hf_json lo, struct hf_json hi)
{
    struct hf_json_maker pair = hf_json_make(sheet->arena);
    hf_json_add(&pair, HF_STR_NONE, lo);
    hf_json_add(&pair, HF_STR_NONE, hi);
    return hf_json_list(&pair);
}

/* A share, or its two ends where it is open. */
static struct hf_json effect_of(struct sheet *sheet, put_number *put, const struct hf_owner_effect *effect)
{
    struct hf_json lo = text_of(sheet, put, &effect->lo);
    return effect->open ? pair_of(sheet, lo, text_of(sheet, put, &effect->hi)) : lo;
}

static struct hf_json bounds_of(struct sheet *sheet, const struct hf_owner_effect *effect)
{
    struct hf_buf lo = hf_buf_in(sheet->arena, 24), hi = hf_buf_in(sheet->arena, 24);
    put_bound(&lo, effect->lo.bounds.lo, false);
    put_bound(&hi, effect->hi.bounds.hi, true);
    return pair_of(sheet, hf_json_of_text(hf_buf_str(&lo)), hf_json_of_text(hf_buf_str(&hi)));
}

static struct hf_str name_of(const struct sheet *sheet, uint32_t node)
{
    return sheet->graph->names.name[node];
}

static struct hf_json names_of(struct sheet *sheet, const uint32_t *node, uint32_t count)
{
    struct hf_json_maker list = hf_json_make(sheet->arena);
    for (uint32_t i = 0; i < count; i++)
        hf_json_add(&list, HF_STR_NONE, hf_json_of_text(name_of(sheet, node[i])));
    return hf_json_list(&list);
}

static void add_shares(struct sheet *sheet, struct hf_json_maker *answer)
{
    const struct hf_owner_findings *findings = sheet->findings;
    struct hf_json_maker rounded = hf_json_make(sheet->arena), exact = hf_json_make(sheet->arena),
                         bounds = hf_json_make(sheet->arena);
    for (uint32_t i = 0; i < findings->count; i++) {
        const struct hf_owner_finding *finding = &findings->finding[i];
        struct hf_str name = name_of(sheet, finding->node);
        const struct hf_owner_effect *effect = finding->effect;
        hf_json_add(&rounded, name,
                    effect == NULL ? hf_json_of_text(HF_STR("0.0"))
                                   : effect_of(sheet, hf_owner_put_percent, effect));
        if (effect == NULL || (effect->lo.exact && effect->hi.exact))
            hf_json_add(&exact, name,
                        effect == NULL ? hf_json_of_text(HF_STR("0"))
                                       : effect_of(sheet, hf_owner_put_exact, effect));
        else
            hf_json_add(&bounds, name, bounds_of(sheet, effect));
    }
    hf_json_add(answer, HF_STR("effective"), hf_json_object(&rounded));
    hf_json_add(answer, HF_STR("effective_exact"), hf_json_object(&exact));
    if (bounds.count > 0)
        hf_json_add(answer, HF_STR("effective_bounds"), hf_json_object(&bounds));
}

static void add_other_ends(struct sheet *sheet, uint32_t target, struct hf_json_maker *answer)
{
    const struct hf_owner_effects *effects = &sheet->findings->effects;
    struct hf_json_maker others = hf_json_make(sheet->arena);
    struct hf_buf rest = hf_buf_in(sheet->arena, 24);
    for (uint32_t e = 0; e < effects->reach.ends; e++) {
        uint32_t node = effects->effect[e].node;
        if (node != target && !hf_owner_is_person(sheet->graph, node))
            hf_json_add(&others, name_of(sheet, node),
                        effect_of(sheet, hf_owner_put_percent, &effects->effect[e]));
    }
    if (others.count > 0)
        hf_json_add(answer, HF_STR("other_ends"), hf_json_object(&others));
    struct hf_owner_number number = {.bounds = effects->rest};
    (void)hf_owner_put_percent(&rest, &number, sheet->arena);
    hf_json_add(answer, HF_STR("unaccounted"), hf_json_of_text(hf_buf_str(&rest)));
}

/* ---- who, by which rule ---- */

typedef bool picked(const struct hf_owner_finding *finding);
static bool by_multiplication(const struct hf_owner_finding *finding)
{
    return finding->quarter;
}
static bool beneficial(const struct hf_owner_finding *finding)
{
    return finding->grounds != 0;
}
static bool perhaps_beneficial(const struct hf_owner_finding *finding)
{
    return finding->grounds == 0 && finding->maybe != 0;
}

static struct hf_json pick(struct sheet *sheet, picked *wanted)
{
    struct hf_json_maker list = hf_json_make(sheet->arena);
    for (uint32_t i = 0; i < sheet->findings->count; i++)
        if (wanted(&sheet->findings->finding[i]))
            hf_json_add(&list, HF_STR_NONE,
                        hf_json_of_text(name_of(sheet, sheet->findings->finding[i].node)));
    return hf_json_list(&list);
}

static struct hf_json grounds_of(struct sheet *sheet, const struct hf_owner_finding *finding)
{
    static const struct hf_str articles[] = {HF_STR_INIT("52"), HF_STR_INIT("53"), HF_STR_INIT("54(a)"),
                                             HF_STR_INIT("54(b)")};
    struct hf_json_maker list = hf_json_make(sheet->arena);
    for (unsigned i = 0; i < sizeof articles / sizeof articles[0]; i++)
        if (finding->grounds & 1U << i)
            hf_json_add(&list, HF_STR_NONE, hf_json_of_text(articles[i]));
    return hf_json_list(&list);
}

static void add_findings(struct sheet *sheet, struct hf_json_maker *answer)
{
    const struct hf_owner_findings *findings = sheet->findings;
    struct hf_json_maker controls = hf_json_make(sheet->arena), may = hf_json_make(sheet->arena),
                         grounds = hf_json_make(sheet->arena);
    for (uint32_t i = 0; i < findings->count; i++) {
        const struct hf_owner_finding *finding = &findings->finding[i];
        struct hf_str name = name_of(sheet, finding->node);
        hf_json_add(&controls, name, names_of(sheet, finding->controls, finding->control_count));
        if (finding->may_count > 0)
            hf_json_add(&may, name, names_of(sheet, finding->may_control, finding->may_count));
        if (finding->grounds != 0)
            hf_json_add(&grounds, name, grounds_of(sheet, finding));
    }
    hf_json_add(answer, HF_STR("controls"), hf_json_object(&controls));
    hf_json_add(answer, HF_STR("grounds"), hf_json_object(&grounds));
    hf_json_add(answer, HF_STR("ubo_25_by_multiplication"), pick(sheet, by_multiplication));
    hf_json_add(answer, HF_STR("ubo_amlr_52_to_54"), pick(sheet, beneficial));
    if (!sheet->graph->open)
        return;
    hf_json_add(answer, HF_STR("may_be_ubo"), pick(sheet, perhaps_beneficial));
    hf_json_add(answer, HF_STR("may_control"), hf_json_object(&may));
}

static void add_fifty(struct sheet *sheet, struct hf_json_maker *answer)
{
    const struct hf_owner_findings *findings = sheet->findings;
    struct hf_json_maker blocked = hf_json_make(sheet->arena), may = hf_json_make(sheet->arena);
    struct hf_buf key = hf_buf_in(sheet->arena, 64);
    if (findings->seeds == 0)
        return;
    for (uint32_t i = 0; i < findings->seeds; i++) {
        hf_buf_put(&key, i == 0 ? HF_STR("") : HF_STR(","));
        hf_buf_put(&key, name_of(sheet, findings->seed[i]));
    }
    hf_json_add(&blocked, hf_buf_str(&key), names_of(sheet, findings->blocked, findings->blocked_count));
    hf_json_add(answer, HF_STR("blocked_50_rule"), hf_json_object(&blocked));
    if (!sheet->graph->open)
        return;
    hf_json_add(&may, hf_buf_str(&key), names_of(sheet, findings->may_be_blocked, findings->may_count));
    hf_json_add(answer, HF_STR("may_be_blocked"), hf_json_object(&may));
}

/* ---- votes that are known less than shares ---- */

static struct hf_json held_of(struct sheet *sheet, const struct hf_owner_book *book, uint32_t company)
{
    uint64_t held = hf_owner_surely_held(book, company);
    struct hf_owner_number number = {.bounds = {held, held}};
    return text_of(sheet, hf_owner_put_percent, &number);
}

/* {"B":["50.0","100.0"]}: the votes and the shares that are known of each such company above the target. */
static void add_votes(struct sheet *sheet, struct hf_json_maker *answer)
{
    const struct hf_owner_graph *graph = sheet->graph;
    const struct hf_owner_reach *reach = &sheet->findings->effects.reach;
    struct hf_json_maker partly = hf_json_make(sheet->arena);
    for (uint32_t i = 0; i < reach->count; i++) {
        uint32_t company = reach->company[i];
        if (hf_owner_votes_short(graph, company)) {
            struct hf_json votes = held_of(sheet, &graph->vote, company);
            hf_json_add(&partly, name_of(sheet, company),
                        pair_of(sheet, votes, held_of(sheet, &graph->share, company)));
        }
    }
    if (partly.count > 0)
        hf_json_add(answer, HF_STR("votes_partly"), hf_json_object(&partly));
}

static void add_frame(struct sheet *sheet, uint32_t target, struct hf_json_maker *answer)
{
    const struct hf_owner_graph *graph = sheet->graph;
    struct hf_buf day = hf_buf_in(sheet->arena, HF_DAY_TEXT);
    hf_json_add(answer, HF_STR("target"), hf_json_of_text(name_of(sheet, target)));
    if (graph->day != INT32_MIN) {
        hf_day_put(&day, graph->day);
        hf_json_add(answer, HF_STR("as_of"), hf_json_of_text(hf_buf_str(&day)));
    }
    if (graph->left_out > 0)
        hf_json_add(answer, HF_STR("left_out"), hf_json_of_int(graph->left_out));
    if (graph->set_aside > 0)
        hf_json_add(answer, HF_STR("set_aside"), hf_json_of_int(graph->set_aside));
}

/* Writers of JSON do not refuse when the arena is full, so it is looked at before. */
static bool has_room(const struct hf_owner_graph *graph, const struct hf_owner_findings *findings,
                     const struct hf_arena *arena)
{
    size_t needed = (size_t)4 << 10,
           names = (size_t)findings->blocked_count + findings->may_count + findings->seeds;
    for (uint32_t i = 0; i < findings->count; i++) {
        const struct hf_owner_effect *effect = findings->finding[i].effect;
        mp_size_t limbs =
            effect == NULL ? 0 : effect->lo.num.limbs + effect->lo.den.limbs + effect->hi.num.limbs;
        names += (size_t)findings->finding[i].control_count + findings->finding[i].may_count;
        needed += 2048 + (size_t)limbs * 48;
    }
    for (uint32_t i = 0; i < findings->effects.reach.count; i++)
        needed += hf_owner_votes_short(graph, findings->effects.reach.company[i]) ? 512 : 0;
    needed += names * 256 + (size_t)findings->effects.reach.ends * 512;
    return needed < arena->size - arena->used;
}

enum hf_rc hf_owner_answer(const struct hf_owner_graph *graph, uint32_t target,
                           const struct hf_owner_findings *findings, bool explain, struct hf_arena *arena,
                           struct hf_json *out, struct hf_err *err)
{
    struct sheet sheet = {.graph = graph, .findings = findings, .arena = arena};
    struct hf_json_maker answer = hf_json_make(arena);
    struct hf_json chains;
    if (!has_room(graph, findings, arena))
        return hf_owner_full(graph, err);
    add_frame(&sheet, target, &answer);
    add_shares(&sheet, &answer);
    add_other_ends(&sheet, target, &answer);
    add_findings(&sheet, &answer);
    add_votes(&sheet, &answer);
    add_fifty(&sheet, &answer);
    if (sheet.full || (explain && !hf_owner_chains(graph, findings, arena, &chains)))
        return hf_owner_full(graph, err);
    if (explain)
        hf_json_add(&answer, HF_STR("chains"), chains);
    *out = hf_json_object(&answer);
    return HF_OK;
}
