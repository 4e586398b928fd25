/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best chains first: beginnings of chains wait in a heap, the one that carries most is carried on. Which
 * carries more is compared in doubles, as nothing but the order hangs on it; what is told is exact.
 */
#include "trace/owner_chain.h"

#include "base/check.h"
#include "base/when.h"
#include "trace/owner_answer.h"

enum { TRIES_MAX = 20000, STEPS_MAX = 64 };
/* What the explanation of one person may take, besides its list of controlled companies. */
enum { PERSON_BYTES = HF_OWNER_CHAINS_MAX * STEPS_MAX * 2048, CONTROL_BYTES = 4096 };
#define NOBODY UINT32_MAX

/* A beginning of a chain: a link, and what led to it. */
struct beginning {
    double carries;
    uint32_t before; /* NOBODY: the target itself */
    uint32_t from;   /* the company whose holder the link names; an index of the reach */
    uint32_t link;
    uint32_t steps;
};

struct search {
    const struct hf_owner_graph *graph;
    const struct hf_owner_reach *reach;
    const struct hf_owner_effect *reach_effects;
    struct hf_arena *arena;
    uint8_t *leads; /* of each company: do its chains reach the person? */
    struct beginning *beginning;
    uint32_t *heap;
    uint32_t beginnings, waiting, end;
};

/* ---- which companies lead to the person ---- */

static bool leads_on(const struct search *search, uint32_t to)
{
    return to < search->reach->count ? search->leads[to] : to - search->reach->count == search->end;
}

static bool some_link_leads(const struct search *search, uint32_t company)
{
    const struct hf_owner_reach *reach = search->reach;
    for (uint32_t l = reach->start[company]; l < reach->start[company + 1]; l++)
        if (reach->link[l].parts > 0 && leads_on(search, reach->link[l].to))
            return true;
    return false;
}

/* Owners stand last, so once round is enough but where there are rings. */
static void find_leads(struct search *search)
{
    bool changed = true;
    memset(search->leads, 0, search->reach->count);
    while (changed) {
        changed = false;
        for (uint32_t i = search->reach->count; i-- > 0;)
            if (!search->leads[i] && some_link_leads(search, i)) {
                search->leads[i] = 1;
                changed = true;
            }
    }
}

/* ---- the heap ---- */

static bool before(const struct search *search, uint32_t a, uint32_t b)
{
    const struct beginning *first = &search->beginning[a], *second = &search->beginning[b];
    return first->carries != second->carries ? first->carries > second->carries : a < b;
}

static void swap(uint32_t *a, uint32_t *b)
{
    uint32_t held = *a;
    *a = *b;
    *b = held;
}

static void wait(struct search *search, struct beginning beginning)
{
    if (search->beginnings == TRIES_MAX)
        return;
    uint32_t at = search->waiting++;
    search->beginning[search->beginnings] = beginning;
    search->heap[at] = search->beginnings++;
    for (; at > 0 && before(search, search->heap[at], search->heap[(at - 1) / 2]); at = (at - 1) / 2)
        swap(&search->heap[at], &search->heap[(at - 1) / 2]);
}

static uint32_t next_best(struct search *search)
{
    uint32_t best = search->heap[0], at = 0;
    search->heap[0] = search->heap[--search->waiting];
    for (uint32_t child = 1; child < search->waiting; child = 2 * at + 1) {
        if (child + 1 < search->waiting && before(search, search->heap[child + 1], search->heap[child]))
            child++;
        if (!before(search, search->heap[child], search->heap[at]))
            break;
        swap(&search->heap[child], &search->heap[at]);
        at = child;
    }
    return best;
}

/* ---- chains ---- */

static bool passed(const struct search *search, uint32_t beginning, uint32_t company)
{
    for (; beginning != NOBODY; beginning = search->beginning[beginning].before)
        if (search->beginning[beginning].from == company)
            return true;
    return false;
}

static void carry_on(struct search *search, uint32_t from, uint32_t beginning)
{
    const struct hf_owner_reach *reach = search->reach;
    double carries = beginning == NOBODY ? 1 : search->beginning[beginning].carries;
    uint32_t steps = beginning == NOBODY ? 1 : search->beginning[beginning].steps + 1;
    for (uint32_t l = reach->start[from]; steps <= STEPS_MAX && l < reach->start[from + 1]; l++) {
        uint32_t to = reach->link[l].to;
        if (reach->link[l].parts == 0 || !leads_on(search, to) || to == from || passed(search, beginning, to))
            continue;
        wait(search, (struct beginning){.carries = carries * (double)reach->link[l].parts /
                                                   (double)reach->whole[from],
                                        .before = beginning,
                                        .from = from,
                                        .link = l,
                                        .steps = steps});
    }
}

/* The best chains that are whole; how many. */
static uint32_t find_chains(struct search *search, uint32_t chain[HF_OWNER_CHAINS_MAX])
{
    uint32_t found = 0;
    search->beginnings = search->waiting = 0;
    find_leads(search);
    if (search->reach->count > 0)
        carry_on(search, search->reach->target, NOBODY);
    while (search->waiting > 0 && found < HF_OWNER_CHAINS_MAX) {
        uint32_t best = next_best(search), to = search->reach->link[search->beginning[best].link].to;
        if (to >= search->reach->count)
            chain[found++] = best;
        else
            carry_on(search, to, best);
    }
    return found;
}

/* ---- told ---- */

/* A share of the whole as a percent: a decimal where it ends, else a fraction. */
static void put_share(struct hf_buf *out, uint64_t parts, uint64_t whole)
{
    uint64_t common = hf_owner_gcd(parts, whole), num = parts / common, den = whole / common, odd = den;
    uint64_t hundred = hf_owner_gcd(100, den);
    __extension__ unsigned __int128 times = (unsigned __int128)num * (100 / hundred);
    den /= hundred;
    while (odd % 2 == 0)
        odd /= 2;
    while (odd % 5 == 0)
        odd /= 5;
    hf_buf_put_i64(out, (int64_t)(odd == 1 ? times / den : times));
    if (odd != 1) {
        hf_buf_put_char(out, '/');
        hf_buf_put_i64(out, (int64_t)den);
        return;
    }
    times %= den;
    if (times > 0)
        hf_buf_put_char(out, '.');
    while (times > 0) {
        hf_buf_put_char(out, (char)('0' + (int)(times * 10 / den)));
        times = times * 10 % den;
    }
}

static struct hf_json share_text(const struct search *search, const struct hf_owner_book *book,
                                 uint32_t company, const struct hf_owner_hold *hold)
{
    struct hf_buf text = hf_buf_in(search->arena, 48);
    put_share(&text, hold->lo, book->whole[company]);
    if (hold->hi > hold->lo) {
        hf_buf_put(&text, HF_STR(".."));
        put_share(&text, hold->hi, book->whole[company]);
    }
    return hf_json_of_text(hf_buf_str(&text));
}

static void add_text(struct hf_json_maker *step, const char *member, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(step, hf_str_of(member), hf_json_of_text(text));
}

static void add_day(const struct search *search, struct hf_json_maker *step, const char *member, int32_t day)
{
    struct hf_buf text = hf_buf_in(search->arena, HF_DAY_TEXT);
    if (day == INT32_MIN || day == INT32_MAX)
        return;
    hf_day_put(&text, day);
    add_text(step, member, hf_buf_str(&text));
}

/* Where the row stands: its line, or the entry of the register that it is. */
static void add_place(struct hf_json_maker *step, const struct hf_trace_source *source, uint32_t at)
{
    struct hf_str entry = hf_trace_entry(source, at);
    size_t line, column;
    if (entry.len > 0) {
        add_text(step, "entry", entry);
        return;
    }
    hf_json_place(source->text, at, &line, &column);
    hf_json_add(step, HF_STR("line"), hf_json_of_int((int64_t)line));
}

/* One holding, with all that its row says. */
static struct hf_json step_of(const struct search *search, uint32_t hold)
{
    const struct hf_owner_graph *graph = search->graph;
    const struct hf_owner_edge *edge = &graph->edge[graph->share.hold[hold].edge];
    struct hf_json_maker step = hf_json_make(search->arena);
    add_place(&step, &graph->source, edge->at);
    add_text(&step, "owner", graph->names.name[edge->owner]);
    add_text(&step, "owned", graph->names.name[edge->owned]);
    hf_json_add(&step, HF_STR("percent"),
                share_text(search, &graph->share, edge->owned, &graph->share.hold[hold]));
    if (graph->paper == NULL)
        return hf_json_object(&step);
    const struct hf_owner_paper *paper = &graph->paper[graph->share.hold[hold].edge];
    if (paper->votes_said)
        hf_json_add(&step, HF_STR("votes"),
                    share_text(search, &graph->vote, edge->owned, &graph->vote.hold[hold]));
    if (paper->control)
        hf_json_add(&step, HF_STR("control"), hf_json_of_bool(true));
    add_text(&step, "class", paper->share_class);
    add_text(&step, "document", paper->document);
    add_text(&step, "page", paper->page);
    add_day(search, &step, "from", paper->from);
    add_day(search, &step, "to", paper->to);
    return hf_json_object(&step);
}

/* The product of a chain's steps; false when the arena is full. */
static bool product_of(const struct search *search, uint32_t chain, struct hf_owner_number *out)
{
    mp_size_t limbs = (mp_size_t)search->beginning[chain].steps + 1;
    struct hf_natural num = hf_natural_in(search->arena, limbs), den = hf_natural_in(search->arena, limbs);
    if (num.limb == NULL || den.limb == NULL)
        return false;
    hf_natural_set(&num, 1);
    hf_natural_set(&den, 1);
    for (uint32_t b = chain; b != NOBODY; b = search->beginning[b].before) {
        hf_natural_step(&num, search->reach->link[search->beginning[b].link].parts, 0);
        hf_natural_step(&den, search->reach->whole[search->beginning[b].from], 0);
    }
    return hf_owner_number(num, den, search->arena, out);
}

static struct hf_json chain_json(const struct search *search, uint32_t chain,
                                 const struct hf_owner_number *product, bool *full)
{
    struct hf_json_maker json = hf_json_make(search->arena), steps = hf_json_make(search->arena);
    size_t digits = hf_natural_bits(&product->num) + hf_natural_bits(&product->den);
    struct hf_buf share = hf_buf_in(search->arena, 24),
                  exact = hf_buf_in(search->arena, digits * 31 / 100 + 48);
    *full = !hf_owner_put_percent(&share, product, search->arena) ||
            !hf_owner_put_exact(&exact, product, search->arena);
    for (uint32_t b = chain; b != NOBODY; b = search->beginning[b].before)
        hf_json_add(&steps, HF_STR_NONE,
                    step_of(search, search->reach->link[search->beginning[b].link].hold));
    hf_json_add(&json, HF_STR("share"), hf_json_of_text(hf_buf_str(&share)));
    hf_json_add(&json, HF_STR("share_exact"), hf_json_of_text(hf_buf_str(&exact)));
    hf_json_add(&json, HF_STR("steps"), hf_json_list(&steps));
    return hf_json_object(&json);
}

/* left := left - part, both fractions; false when the arena is full. */
static bool take_away(const struct search *search, struct hf_owner_number *left,
                      const struct hf_owner_number *part)
{
    struct hf_arena *arena = search->arena;
    mp_size_t limbs = left->num.limbs + left->den.limbs + part->num.limbs + part->den.limbs + 2;
    struct hf_natural more = hf_natural_in(arena, limbs), less = hf_natural_in(arena, limbs),
                      den = hf_natural_in(arena, limbs);
    if (more.limb == NULL || less.limb == NULL || den.limb == NULL)
        return false;
    hf_natural_product(&more, &left->num, &part->den);
    hf_natural_product(&less, &part->num, &left->den);
    hf_natural_product(&den, &left->den, &part->den);
    HF_CHECK(hf_natural_order(&more, &less) >= 0);
    if (less.limbs > 0)
        mpn_sub(more.limb, more.limb, more.limbs, less.limb, less.limbs);
    hf_natural_trim(&more);
    return hf_owner_number(more, den, arena, left);
}

static bool add_chains(struct search *search, const struct hf_owner_finding *finding,
                       struct hf_json_maker *of)
{
    struct hf_json_maker list = hf_json_make(search->arena);
    uint32_t chain[HF_OWNER_CHAINS_MAX], found;
    struct hf_owner_number left = finding->effect->lo, product;
    struct hf_buf beyond = hf_buf_in(search->arena, 24);
    bool full = false;
    search->end = (uint32_t)(finding->effect - search->reach_effects);
    found = find_chains(search, chain);
    for (uint32_t i = 0; i < found && !full; i++) {
        full = !product_of(search, chain[i], &product);
        if (!full)
            hf_json_add(&list, HF_STR_NONE, chain_json(search, chain[i], &product, &full));
        if (!full && left.exact)
            full = !take_away(search, &left, &product);
    }
    hf_json_add(of, HF_STR("chains"), hf_json_list(&list));
    if (full || !left.exact || left.num.limbs == 0)
        return !full;
    full = !hf_owner_put_percent(&beyond, &left, search->arena);
    hf_json_add(of, HF_STR("beyond"), hf_json_of_text(hf_buf_str(&beyond)));
    return !full;
}

/* Each controlled company with the holdings of those who were in control before it. */
static void add_control(const struct search *search, const struct hf_owner_finding *finding, uint8_t *inside,
                        struct hf_json_maker *of)
{
    const struct hf_owner_graph *graph = search->graph;
    struct hf_json_maker list = hf_json_make(search->arena);
    inside[finding->node] = 1;
    for (uint32_t i = 0; i < finding->control_count; i++)
        inside[finding->controls[i]] = 1;
    for (uint32_t i = 0; i < finding->control_count; i++) {
        struct hf_json_maker one = hf_json_make(search->arena), steps = hf_json_make(search->arena);
        uint32_t company = finding->controls[i];
        for (uint32_t h = graph->share.start[company]; h < graph->share.start[company + 1]; h++)
            if (inside[graph->share.hold[h].owner] && graph->share.hold[h].owner != company)
                hf_json_add(&steps, HF_STR_NONE, step_of(search, h));
        add_text(&one, "company", graph->names.name[company]);
        hf_json_add(&one, HF_STR("steps"), hf_json_list(&steps));
        hf_json_add(&list, HF_STR_NONE, hf_json_object(&one));
    }
    inside[finding->node] = 0;
    for (uint32_t i = 0; i < finding->control_count; i++)
        inside[finding->controls[i]] = 0;
    hf_json_add(of, HF_STR("control"), hf_json_list(&list));
}

bool hf_owner_chains(const struct hf_owner_graph *graph, const struct hf_owner_findings *findings,
                     struct hf_arena *arena, struct hf_json *out)
{
    const struct hf_owner_reach *reach = &findings->effects.reach;
    struct search search = {
        .graph = graph, .reach = reach, .reach_effects = findings->effects.effect, .arena = arena};
    struct hf_json_maker all = hf_json_make(arena);
    uint8_t *inside = hf_arena_try(arena, 1, 1, (size_t)graph->names.count + 1);
    search.leads = HF_OWNER_TRY(arena, uint8_t, (size_t)reach->count + 1);
    search.beginning = HF_OWNER_TRY(arena, struct beginning, TRIES_MAX);
    search.heap = HF_OWNER_TRY(arena, uint32_t, TRIES_MAX);
    if (inside == NULL || search.leads == NULL || search.beginning == NULL || search.heap == NULL)
        return false;
    for (uint32_t i = 0; i < findings->count; i++) {
        const struct hf_owner_finding *finding = &findings->finding[i];
        struct hf_json_maker of = hf_json_make(arena);
        if (finding->grounds == 0 && finding->effect == NULL)
            continue;
        if (arena->size - arena->used < PERSON_BYTES + (size_t)finding->control_count * CONTROL_BYTES)
            return false;
        if (finding->effect != NULL && !add_chains(&search, finding, &of))
            return false;
        add_control(&search, finding, inside, &of);
        hf_json_add(&all, graph->names.name[finding->node], hf_json_object(&of));
    }
    *out = hf_json_object(&all);
    return true;
}
