/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner_bound.h"

#include "base/check.h"
#include "trace/owner_agenda.h"

typedef hf_owner_fixed fixed; /* in 2^-BELOW */
enum { BELOW = 92, ROUNDS_MAX = 4000 };
#define UNIT 0x1p92
#define LARGEST ((fixed)1 << 125)
/* Good enough: 2^-50 of the whole. */
#define ENOUGH ((fixed)1 << (BELOW - 50))

/* ---- companies taken out one by one ---- */

/* One company's holders inside its block, spread out; `agenda` names those that are not 0. */
struct spread {
    struct hf_owner_agenda agenda;
    double *parts;
    double *leak; /* of each company: what goes out of its block, directly or through those taken out */
    uint32_t lowers, uppers;
};

static void spread_links(const struct hf_owner_reach *reach, uint32_t block, uint32_t i,
                         struct spread *spread)
{
    uint32_t from = reach->block[block], to = reach->block[block + 1];
    uint64_t inside = 0;
    for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++) {
        uint32_t holder = reach->link[l].to;
        if (holder < from || holder >= to || reach->link[l].parts == 0)
            continue;
        inside += reach->link[l].parts;
        if (holder == i)
            continue;
        spread->parts[holder] += (double)reach->link[l].parts;
        hf_owner_agenda_add(&spread->agenda, holder);
    }
    spread->leak[i] = (double)(reach->whole[i] - inside);
}

/* Puts the holders of company k in its place among those of company i. */
static void replace(struct hf_owner_bounder *b, struct spread *spread, uint32_t i, uint32_t k)
{
    double factor = spread->parts[k] / b->own[k];
    spread->parts[k] = 0;
    spread->leak[i] += factor * spread->leak[k];
    b->lower[spread->lowers++] = (struct hf_owner_place){factor, k};
    for (uint32_t u = b->upper_start[k]; u < b->upper_start[k + 1]; u++) {
        const struct hf_owner_place *place = &b->upper[u];
        if (place->at == i)
            continue;
        spread->parts[place->at] += factor * place->parts;
        hf_owner_agenda_add(&spread->agenda, place->at);
    }
}

/* False when there would be too many places. */
static bool take_out(struct hf_owner_bounder *b, struct spread *spread, uint32_t block, uint32_t i)
{
    uint32_t holder;
    spread_links(b->reach, block, i, spread);
    b->own[i] = spread->leak[i];
    while (hf_owner_agenda_next(&spread->agenda, &holder)) {
        if (spread->lowers == b->places || spread->uppers == b->places)
            return false;
        if (holder < i) {
            replace(b, spread, i, holder);
            b->own[i] = spread->leak[i];
            continue;
        }
        b->upper[spread->uppers++] = (struct hf_owner_place){spread->parts[holder], holder};
        b->own[i] += spread->parts[holder];
        spread->parts[holder] = 0;
    }
    b->lower_start[i + 1] = spread->lowers;
    b->upper_start[i + 1] = spread->uppers;
    return true;
}

/* What was spread is swept up; the companies of the block stand for themselves, and rings are gone round. */
static void do_without(struct hf_owner_bounder *b, struct spread *spread, uint32_t block)
{
    uint32_t from = b->reach->block[block], holder;
    while (hf_owner_agenda_next(&spread->agenda, &holder))
        spread->parts[holder] = 0;
    spread->lowers = b->lower_start[from];
    spread->uppers = b->upper_start[from];
    b->approached[block] = 1;
    for (uint32_t i = from; i < b->reach->block[block + 1]; i++) {
        b->own[i] = (double)b->system.own[i];
        b->lower_start[i + 1] = spread->lowers;
        b->upper_start[i + 1] = spread->uppers;
    }
}

static void factor(struct hf_owner_bounder *b, struct spread *spread)
{
    for (uint32_t block = 0; block < b->reach->blocks; block++)
        for (uint32_t i = b->reach->block[block]; i < b->reach->block[block + 1]; i++)
            if (!take_out(b, spread, block, i)) {
                do_without(b, spread, block);
                break;
            }
}

/* ---- one correction ---- */

/* From the other companies, in order; inside a block only where it is not solved directly. */
static double terms_of(const struct hf_owner_bounder *b, uint32_t i, uint32_t before)
{
    double sum = 0;
    for (uint32_t t = b->system.start[i]; t < b->system.start[i + 1]; t++)
        if (b->system.term[t].at < before)
            sum += (double)b->system.term[t].parts * b->step[b->system.term[t].at];
    return sum;
}

void hf_owner_solve_block(struct hf_owner_bounder *b, uint32_t block)
{
    uint32_t from = b->reach->block[block], to = b->reach->block[block + 1];
    for (uint32_t i = from; i < to; i++) {
        b->step[i] /= b->own[i];
        for (uint32_t u = b->upper_start[i]; u < b->upper_start[i + 1]; u++)
            b->step[b->upper[u].at] += b->upper[u].parts * b->step[i];
    }
    for (uint32_t i = to; i-- > from;)
        for (uint32_t l = b->lower_start[i]; l < b->lower_start[i + 1]; l++)
            b->step[b->lower[l].at] += b->lower[l].parts * b->step[i];
}

void hf_owner_carry_block(struct hf_owner_bounder *b, uint32_t block)
{
    uint32_t from = b->reach->block[block], to = b->reach->block[block + 1];
    for (uint32_t i = from; i < to; i++)
        for (uint32_t l = b->lower_start[i]; l < b->lower_start[i + 1]; l++)
            b->step[i] += b->lower[l].parts * b->step[b->lower[l].at];
    for (uint32_t i = to; i-- > from;) {
        for (uint32_t u = b->upper_start[i]; u < b->upper_start[i + 1]; u++)
            b->step[i] += b->upper[u].parts * b->step[b->upper[u].at];
        b->step[i] /= b->own[i];
    }
}

/* What is missing, passed up the reach. */
static void find_step(struct hf_owner_bounder *b)
{
    const struct hf_owner_reach *reach = b->reach;
    for (uint32_t block = 0; block < reach->blocks; block++) {
        uint32_t from = reach->block[block], to = reach->block[block + 1];
        bool direct = !b->approached[block];
        for (uint32_t i = from; i < to; i++) {
            b->step[i] = (double)b->rest[i] / UNIT + terms_of(b, i, direct ? from : i);
            if (!direct)
                b->step[i] /= b->own[i];
        }
        if (direct)
            hf_owner_solve_block(b, block);
    }
}

static bool add_step(struct hf_owner_bounder *b)
{
    for (uint32_t i = 0; i < b->reach->count; i++) {
        double step = b->step[i] * UNIT;
        if (!(step < (double)LARGEST && step > -(double)LARGEST))
            return false;
        b->z[i] += (fixed)step;
    }
    return true;
}

/* What the equations still miss, exactly; false when a number does not fit. */
static bool find_rest(struct hf_owner_bounder *b, uint32_t company)
{
    const struct hf_owner_system *system = &b->system;
    for (uint32_t i = 0; i < system->count; i++) {
        fixed sum = i == company ? (fixed)1 << BELOW : 0, part;
        for (uint32_t t = system->start[i]; t < system->start[i + 1]; t++)
            if (__builtin_mul_overflow(b->z[system->term[t].at], (fixed)system->term[t].parts, &part) ||
                __builtin_add_overflow(sum, part, &sum))
                return false;
        if (__builtin_mul_overflow(b->z[i], (fixed)system->own[i], &part) ||
            __builtin_sub_overflow(sum, part, &b->rest[i]))
            return false;
    }
    return true;
}

struct missing {
    fixed above, below; /* sums of what is missing and of what is too much; LARGEST at most */
};

static fixed add_up(fixed sum, fixed more)
{
    return more > LARGEST || sum > LARGEST - more ? LARGEST : sum + more;
}

static struct missing sum_up(const struct hf_owner_bounder *b)
{
    struct missing sum = {0, 0};
    for (uint32_t i = 0; i < b->reach->count; i++) {
        fixed rest = b->rest[i];
        if (rest > 0)
            sum.above = add_up(sum.above, rest);
        else
            sum.below = add_up(sum.below, rest < -LARGEST ? LARGEST : -rest);
    }
    return sum;
}

/* Corrects until nothing worth a correction is missing, or a correction makes nothing better. */
static struct missing correct(struct hf_owner_bounder *b, uint32_t company)
{
    const struct missing unknown = {LARGEST, LARGEST};
    fixed before = LARGEST;
    for (unsigned round = 0;; round++) {
        if (!find_rest(b, company))
            return unknown;
        struct missing now = sum_up(b);
        fixed all = add_up(now.above, now.below);
        if (all <= ENOUGH || all >= before || round == ROUNDS_MAX)
            return now;
        before = all;
        find_step(b);
        if (!add_step(b))
            return unknown;
    }
}

/* ---- asked ---- */

static bool make_spread(const struct hf_owner_reach *reach, struct hf_arena *arena, struct spread *spread)
{
    *spread = (struct spread){.lowers = 0};
    spread->parts = hf_arena_try(arena, sizeof(double), _Alignof(double), (size_t)reach->count + 1);
    spread->leak = HF_OWNER_TRY(arena, double, (size_t)reach->count + 1);
    return spread->parts != NULL && spread->leak != NULL &&
           hf_owner_agenda_init(&spread->agenda, reach->count, arena);
}

bool hf_owner_bounder_init(struct hf_owner_bounder *b, const struct hf_owner_reach *reach,
                           struct hf_arena *arena)
{
    size_t count = (size_t)reach->count + 1;
    struct spread spread;
    *b = (struct hf_owner_bounder){.reach = reach};
    b->own = HF_OWNER_TRY(arena, double, count);
    b->step = HF_OWNER_TRY(arena, double, count);
    b->z = HF_OWNER_TRY(arena, fixed, count);
    b->rest = HF_OWNER_TRY(arena, fixed, count);
    b->end = HF_OWNER_TRY(arena, fixed, (size_t)reach->ends + 1);
    b->lower_start = hf_arena_try(arena, sizeof(uint32_t), _Alignof(uint32_t), count);
    b->upper_start = hf_arena_try(arena, sizeof(uint32_t), _Alignof(uint32_t), count);
    b->approached = hf_arena_try(arena, 1, 1, (size_t)reach->blocks + 1);
    b->places = (uint32_t)((arena->size - arena->used) / sizeof(struct hf_owner_place) / 8);
    b->lower = HF_OWNER_TRY(arena, struct hf_owner_place, b->places);
    b->upper = HF_OWNER_TRY(arena, struct hf_owner_place, b->places);
    if (b->own == NULL || b->step == NULL || b->z == NULL || b->rest == NULL || b->end == NULL ||
        b->lower_start == NULL || b->upper_start == NULL || b->approached == NULL || b->lower == NULL ||
        b->upper == NULL || !hf_owner_upwards(reach, arena, &b->system))
        return false;
    size_t mark = hf_arena_mark(arena);
    if (!make_spread(reach, arena, &spread))
        return false;
    factor(b, &spread);
    hf_arena_reset(arena, mark);
    return true;
}

static uint64_t clipped(fixed share, bool up)
{
    fixed unit = (fixed)1 << (BELOW - 63), one = (fixed)1 << BELOW;
    if (share <= 0)
        return 0;
    if (share >= one)
        return HF_OWNER_ONE;
    return (uint64_t)((share + (up ? unit - 1 : 0)) / unit);
}

void hf_owner_bound(struct hf_owner_bounder *b, uint32_t company, struct hf_owner_bounds *out)
{
    const struct hf_owner_reach *reach = b->reach;
    memset(b->z, 0, reach->count * sizeof *b->z);
    memset(b->end, 0, reach->ends * sizeof *b->end);
    struct missing missing = correct(b, company);
    bool known = missing.above < LARGEST && missing.below < LARGEST;
    for (uint32_t i = 0; known && i < reach->count; i++)
        for (uint32_t l = b->z[i] == 0 ? reach->start[i + 1] : reach->start[i]; l < reach->start[i + 1]; l++)
            if (reach->link[l].to >= reach->count)
                b->end[reach->link[l].to - reach->count] += b->z[i] * (fixed)reach->link[l].parts;
    for (uint32_t e = 0; e < reach->ends; e++)
        out[e] = known ? (struct hf_owner_bounds){clipped(b->end[e] - missing.below, false),
                                                  clipped(b->end[e] + missing.above, true)}
                       : (struct hf_owner_bounds){0, HF_OWNER_ONE};
}
