/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fifo and lifo: money lies in lots, in the order in which it came. A few lots lie in a list; where a payment
 * would have to walk over more than LIST_MAX of them, they become a rope, which is cut in time of the
 * logarithm. A part of a rope that is few lots again travels as a list, so that one long account does not
 * make ropes of all others.
 *
 * The list of fifo begins with the oldest lot, that of lifo with the newest; a rope always with the oldest.
 * The hand of lifo holds its lots as the payee's list will: what was taken last stands first.
 */
#include "trace/lots.h"

#include "base/check.h"
#include "trace/method.h"

enum { LIST_MAX = 64 };
#define ROPE UINT32_C(0x80000000)

struct hf_trace_lot {
    int64_t amount;
    uint32_t claimant, next; /* 0: the last */
};

/* A list, or a rope. */
struct chain {
    uint32_t head, tail, rope;
};
#define NO_CHAIN ((struct chain){0, 0, 0})

struct hf_trace_lots {
    struct hf_trace_lot *lot; /* lot[0] is not used */
    uint32_t count, most, free;
    struct hf_trace_ropes ropes;
    struct chain hand;
    int64_t sum; /* of the hand */
};

static bool is_lifo(const struct hf_trace_run *run)
{
    return run->choice.method == &hf_trace_lifo;
}

/* A row makes a lot, cuts one, borrows one, and cuts one to repay; each output of coins cuts one. */
static bool begin(struct hf_trace_run *run)
{
    size_t most = (size_t)run->ledger->count * 4 + run->ledger->coins * 2 + 16;
    struct hf_trace_lots *lots = hf_arena_try(run->arena, sizeof *lots, _Alignof(struct hf_trace_lots), 1);
    if (lots == NULL)
        return false;
    most = most < ROPE ? most : ROPE - 1;
    lots->count = 1;
    lots->most = (uint32_t)most;
    lots->lot = hf_arena_try_unset(run->arena, sizeof *lots->lot, _Alignof(struct hf_trace_lot), most + 1);
    run->own.lots = lots;
    return lots->lot != NULL && hf_trace_ropes_open(&lots->ropes, (uint32_t)most, run->arena);
}

/* 0 when there is no room. */
static uint32_t new_lot(struct hf_trace_lots *lots, uint32_t claimant, int64_t amount, uint32_t next)
{
    uint32_t lot = lots->free;
    if (lot != 0)
        lots->free = lots->lot[lot].next;
    else if (lots->count <= lots->most)
        lot = lots->count++;
    else
        return 0;
    lots->lot[lot] = (struct hf_trace_lot){amount, claimant, next};
    return lot;
}

static void free_lot(struct hf_trace_lots *lots, uint32_t lot)
{
    lots->lot[lot].next = lots->free;
    lots->free = lot;
}

/* ---- lists become ropes, and short ropes lists ---- */

/* A lot of a list, which is given back, as a rope of one. */
static uint32_t lot_to_rope(struct hf_trace_lots *lots, uint32_t *lot)
{
    struct hf_trace_lot was = lots->lot[*lot];
    free_lot(lots, *lot);
    *lot = was.next;
    return hf_trace_rope_lot(&lots->ropes, was.claimant, was.amount);
}

/* In the order of the list, or the other way round. False when there is no room. */
static bool list_to_rope(struct hf_trace_lots *lots, uint32_t list, bool turn, uint32_t *out)
{
    uint32_t rope = 0;
    while (list != 0) {
        uint32_t one = lot_to_rope(lots, &list);
        if (one == 0)
            return false;
        rope =
            turn ? hf_trace_rope_join(&lots->ropes, one, rope) : hf_trace_rope_join(&lots->ropes, rope, one);
    }
    *out = rope;
    return true;
}

static bool place_to_rope(struct hf_trace_run *run, struct hf_trace_place *place)
{
    uint32_t rope;
    if ((place->a & ROPE) != 0)
        return true;
    if (!list_to_rope(run->own.lots, place->a, is_lifo(run), &rope))
        return false;
    *place = (struct hf_trace_place){place->sum, rope == 0 ? 0 : ROPE | rope, 0};
    return true;
}

static void append(struct hf_trace_lots *lots, struct chain *chain, uint32_t lot)
{
    *(chain->head == 0 ? &chain->head : &lots->lot[chain->tail].next) = lot;
    chain->tail = lot;
}

/* The rope in the hand as a list, if it has at most LIST_MAX lots or has to be. */
static bool hand_to_list(struct hf_trace_run *run, bool always)
{
    struct hf_trace_lots *lots = run->own.lots;
    struct hf_trace_rope_walk walk HF_UNSET;
    uint32_t node;
    if (!always && hf_trace_rope_count(&lots->ropes, lots->hand.rope) > LIST_MAX)
        return true;
    hf_trace_rope_begin(&walk, &lots->ropes, lots->hand.rope);
    lots->hand = NO_CHAIN;
    while ((node = hf_trace_rope_next(&walk)) != 0) {
        const struct hf_trace_node *is = &lots->ropes.node[node];
        bool first = lots->hand.head == 0 || !is_lifo(run);
        uint32_t lot = new_lot(lots, is->claimant, is->amount, first ? 0 : lots->hand.head);
        if (lot == 0)
            return false;
        hf_trace_rope_free(&lots->ropes, node);
        if (first)
            append(lots, &lots->hand, lot);
        else
            lots->hand.head = lot;
    }
    return true;
}

/* ---- laying down ---- */

static enum hf_rc lay_on_rope(struct hf_trace_run *run, struct hf_trace_place *place, uint32_t claimant,
                              int64_t amount)
{
    struct hf_trace_ropes *ropes = &run->own.lots->ropes;
    uint32_t one = hf_trace_rope_lot(ropes, claimant, amount);
    if (one == 0)
        return hf_trace_no_room(run);
    place->a = ROPE | hf_trace_rope_join(ropes, place->a & ~ROPE, one);
    return HF_OK;
}

static enum hf_rc lay_last(struct hf_trace_run *run, struct hf_trace_place *place, uint32_t claimant,
                           int64_t amount)
{
    struct hf_trace_lots *lots = run->own.lots;
    if (place->a != 0 && lots->lot[place->b].claimant == claimant) {
        lots->lot[place->b].amount += amount;
        return HF_OK;
    }
    uint32_t lot = new_lot(lots, claimant, amount, 0);
    if (lot == 0)
        return hf_trace_no_room(run);
    *(place->a == 0 ? &place->a : &lots->lot[place->b].next) = lot;
    place->b = lot;
    return HF_OK;
}

static enum hf_rc lay_first(struct hf_trace_run *run, struct hf_trace_place *place, uint32_t claimant,
                            int64_t amount)
{
    struct hf_trace_lots *lots = run->own.lots;
    if (place->a != 0 && lots->lot[place->a].claimant == claimant) {
        lots->lot[place->a].amount += amount;
        return HF_OK;
    }
    uint32_t lot = new_lot(lots, claimant, amount, place->a);
    if (lot == 0)
        return hf_trace_no_room(run);
    place->a = lot;
    return HF_OK;
}

static enum hf_rc lay(struct hf_trace_run *run, uint32_t number, uint32_t claimant, int64_t amount)
{
    struct hf_trace_place *place = &run->place[number];
    place->sum += amount;
    if ((place->a & ROPE) != 0)
        return lay_on_rope(run, place, claimant, amount);
    return is_lifo(run) ? lay_first(run, place, claimant, amount) : lay_last(run, place, claimant, amount);
}

/* ---- taking ---- */

/* Puts the hand back before the list, in the order in which it was taken. */
static void put_back(struct hf_trace_lots *lots, struct hf_trace_place *place, struct chain hand, bool lifo)
{
    if (!lifo && hand.head != 0) {
        lots->lot[hand.tail].next = place->a;
        place->a = hand.head;
    }
    while (lifo && hand.head != 0) {
        uint32_t lot = hand.head;
        hand.head = lots->lot[lot].next;
        lots->lot[lot].next = place->a;
        place->a = lot;
    }
}

/* Whole lots from the head of the list into the hand, LIST_MAX at most; what of the amount is missing then.
 */
static int64_t take_whole(struct hf_trace_lots *lots, struct hf_trace_place *place, int64_t amount, bool lifo,
                          struct chain *hand)
{
    unsigned count = 0;
    while (amount > 0 && lots->lot[place->a].amount <= amount && count++ < LIST_MAX) {
        uint32_t lot = place->a;
        amount -= lots->lot[lot].amount;
        place->a = lots->lot[lot].next;
        if (lifo && hand->head != 0) {
            lots->lot[lot].next = hand->head;
            hand->head = lot;
        } else {
            append(lots, hand, lot);
        }
    }
    if (hand->head != 0)
        lots->lot[hand->tail].next = 0;
    return amount;
}

/* A part of the first lot of the list follows what is in the hand. */
static bool take_part(struct hf_trace_lots *lots, struct hf_trace_place *place, int64_t amount, bool lifo,
                      struct chain *hand)
{
    bool before = lifo && hand->head != 0;
    uint32_t part = new_lot(lots, lots->lot[place->a].claimant, amount, before ? hand->head : 0);
    if (part == 0)
        return false;
    lots->lot[place->a].amount -= amount;
    if (before)
        hand->head = part;
    else
        append(lots, hand, part);
    return true;
}

static bool cut_rope(struct hf_trace_run *run, struct hf_trace_place *place, int64_t amount)
{
    struct hf_trace_lots *lots = run->own.lots;
    uint32_t first = 0, rest = 0, rope = place->a & ~ROPE;
    bool lifo = is_lifo(run);
    if (!hf_trace_rope_cut(&lots->ropes, rope, lifo ? place->sum - amount : amount, &first, &rest))
        return false;
    uint32_t kept = lifo ? first : rest;
    lots->hand = (struct chain){0, 0, lifo ? hf_trace_rope_turn(&lots->ropes, rest) : first};
    place->a = kept == 0 ? 0 : ROPE | kept;
    place->b = 0;
    return hand_to_list(run, false);
}

static bool cut_list(struct hf_trace_run *run, struct hf_trace_place *place, int64_t amount)
{
    struct hf_trace_lots *lots = run->own.lots;
    struct chain hand = NO_CHAIN;
    bool lifo = is_lifo(run);
    int64_t missing = take_whole(lots, place, amount, lifo, &hand);
    if (missing > 0 && lots->lot[place->a].amount <= missing) { /* more than LIST_MAX */
        put_back(lots, place, hand, lifo);
        return place_to_rope(run, place) && cut_rope(run, place, amount);
    }
    if (missing > 0 && !take_part(lots, place, missing, lifo, &hand))
        return false;
    lots->hand = hand;
    return true;
}

static enum hf_rc take(struct hf_trace_run *run, uint32_t number, int64_t amount)
{
    struct hf_trace_place *place = &run->place[number];
    bool rope = (place->a & ROPE) != 0;
    if (!(rope ? cut_rope(run, place, amount) : cut_list(run, place, amount)))
        return hf_trace_no_room(run);
    run->own.lots->sum = amount;
    place->sum -= amount;
    return HF_OK;
}

static enum hf_rc add(struct hf_trace_run *run, uint32_t claimant, int64_t amount)
{
    struct hf_trace_lots *lots = run->own.lots;
    struct chain *hand = &lots->hand;
    lots->sum += amount;
    if (hand->rope != 0) {
        uint32_t one = hf_trace_rope_lot(&lots->ropes, claimant, amount);
        hand->rope = one == 0 ? 0 : hf_trace_rope_join(&lots->ropes, hand->rope, one);
        return one == 0 ? hf_trace_no_room(run) : HF_OK;
    }
    bool before = is_lifo(run) && hand->head != 0;
    uint32_t lot = new_lot(lots, claimant, amount, before ? hand->head : 0);
    if (lot == 0)
        return hf_trace_no_room(run);
    if (before)
        hand->head = lot;
    else
        append(lots, hand, lot);
    return HF_OK;
}

/* ---- looking ---- */

/* Adding lots up costs as many steps as there are lots, whatever the structure: so it has a bound. */
static enum hf_rc count_listed(struct hf_trace_run *run, uint64_t lots)
{
    run->listed += lots;
    if (run->listed <= run->choice.list_max)
        return HF_OK;
    return hf_trace_too_much(run, hf_trace_event_at(run->ledger, run->row).account,
                             HF_STR("the lots that would be printed"));
}

static enum hf_rc see_chain(struct hf_trace_run *run, struct chain chain, struct hf_trace_parts *out)
{
    struct hf_trace_lots *lots = run->own.lots;
    struct hf_trace_rope_walk walk HF_UNSET;
    uint64_t count = 0;
    for (uint32_t lot = chain.head; lot != 0; lot = lots->lot[lot].next, count++)
        hf_trace_parts_add(run, out, lots->lot[lot].claimant, lots->lot[lot].amount);
    hf_trace_rope_begin(&walk, &lots->ropes, chain.rope);
    for (uint32_t node; (node = hf_trace_rope_next(&walk)) != 0; count++)
        hf_trace_parts_add(run, out, lots->ropes.node[node].claimant, lots->ropes.node[node].amount);
    hf_trace_parts_close(run, out);
    return count_listed(run, count);
}

static enum hf_rc see(struct hf_trace_run *run, struct hf_trace_parts *out)
{
    return see_chain(run, run->own.lots->hand, out);
}

/* Lists are short; only what lies in a rope is counted. */
static enum hf_rc weigh(struct hf_trace_run *run)
{
    const struct hf_trace_lots *lots = run->own.lots;
    return count_listed(run, hf_trace_rope_count(&lots->ropes, lots->hand.rope));
}

static struct chain chain_of(const struct hf_trace_place *place)
{
    if ((place->a & ROPE) != 0)
        return (struct chain){0, 0, place->a & ~ROPE};
    return (struct chain){place->a, place->b, 0};
}

static enum hf_rc look(struct hf_trace_run *run, uint32_t place, struct hf_trace_parts *out)
{
    return see_chain(run, chain_of(&run->place[place]), out);
}

/* ---- giving ---- */

static bool give_rope(struct hf_trace_run *run, struct hf_trace_place *place, struct chain hand)
{
    struct hf_trace_lots *lots = run->own.lots;
    uint32_t rope = hand.rope;
    if (!place_to_rope(run, place) || (rope == 0 && !list_to_rope(lots, hand.head, is_lifo(run), &rope)))
        return false;
    place->a = ROPE | hf_trace_rope_join(&lots->ropes, place->a & ~ROPE, rope);
    return true;
}

/* Neighbours of one claimant at the seam become one lot. */
static void seam(struct hf_trace_lots *lots, uint32_t before, uint32_t *tail)
{
    struct hf_trace_lot *lot = &lots->lot[before];
    uint32_t after = lot->next;
    if (after == 0 || lots->lot[after].claimant != lot->claimant)
        return;
    lot->amount += lots->lot[after].amount;
    lot->next = lots->lot[after].next;
    if (lot->next == 0)
        *tail = before;
    free_lot(lots, after);
}

static enum hf_rc give(struct hf_trace_run *run, uint32_t number)
{
    struct hf_trace_lots *lots = run->own.lots;
    struct hf_trace_place *place = &run->place[number];
    struct chain hand = lots->hand;
    lots->hand = NO_CHAIN;
    place->sum += lots->sum;
    lots->sum = 0;
    if (hand.rope != 0 || (place->a & ROPE) != 0)
        return give_rope(run, place, hand) ? HF_OK : hf_trace_no_room(run);
    if (place->a == 0) {
        place->a = hand.head;
        place->b = hand.tail;
    } else if (is_lifo(run)) {
        lots->lot[hand.tail].next = place->a;
        place->a = hand.head;
        seam(lots, hand.tail, &place->b);
    } else {
        uint32_t last = place->b;
        lots->lot[last].next = hand.head;
        place->b = hand.tail;
        seam(lots, last, &place->b);
    }
    return HF_OK;
}

static enum hf_rc drop(struct hf_trace_run *run, uint32_t sink)
{
    struct hf_trace_lots *lots = run->own.lots;
    struct chain hand = lots->hand;
    struct hf_trace_rope_walk walk HF_UNSET;
    lots->hand = NO_CHAIN;
    lots->sum = 0;
    while (hand.head != 0) {
        struct hf_trace_lot lot = lots->lot[hand.head];
        free_lot(lots, hand.head);
        hand.head = lot.next;
        if (sink != HF_TRACE_NOBODY)
            HF_TRY(hf_trace_sink(run, sink, lot.claimant, lot.amount));
    }
    hf_trace_rope_begin(&walk, &lots->ropes, hand.rope);
    for (uint32_t node; (node = hf_trace_rope_next(&walk)) != 0;) {
        struct hf_trace_node is = lots->ropes.node[node];
        hf_trace_rope_free(&lots->ropes, node);
        if (sink != HF_TRACE_NOBODY)
            HF_TRY(hf_trace_sink(run, sink, is.claimant, is.amount));
    }
    return HF_OK;
}

/* ---- another currency ---- */

__extension__ typedef unsigned __int128 wide;

/* Of a claimant's `total`, of whose old `sum` the part up to `before` has had its share, that of `amount`. */
static int64_t share_of(int64_t total, int64_t sum, int64_t before, int64_t amount)
{
    uint64_t upto = (uint64_t)before + (uint64_t)amount;
    return (int64_t)((wide)(uint64_t)total * upto / (uint64_t)sum -
                     (wide)(uint64_t)total * (uint64_t)before / (uint64_t)sum);
}

/* Where a claimant stands in a composition. */
static uint32_t part_of(const struct hf_trace_parts *parts, uint32_t claimant)
{
    uint32_t from = 0, to = parts->count;
    while (to - from > 1) {
        uint32_t middle = from + (to - from) / 2;
        *(parts->claimant[middle] <= claimant ? &from : &to) = middle;
    }
    return from;
}

/*
 * Each claimant's money is scaled by largest remainder; among the lots of one claimant their share follows
 * from what stands before them, so that the sum is the claimant's and the order of the lots stays.
 */
static enum hf_rc scale(struct hf_trace_run *run, int64_t total)
{
    struct hf_trace_lots *lots = run->own.lots;
    const struct hf_trace_ledger *ledger = run->ledger;
    struct hf_trace_parts *parts = &run->repaid;
    int64_t *before = run->sum, *scaled = run->scaled;
    if (lots->hand.rope != 0 && !hand_to_list(run, true))
        return hf_trace_no_room(run);
    parts->count = 0;
    HF_TRY(see(run, parts));
    hf_trace_share(&run->share, total, parts->amount, parts->count, scaled);
    uint32_t *link = &lots->hand.head;
    lots->hand.tail = 0;
    lots->sum = total;
    for (uint32_t lot; (lot = *link) != 0;) {
        struct hf_trace_lot *is = &lots->lot[lot];
        uint32_t at = part_of(parts, is->claimant);
        int64_t taken_before = is_lifo(run) ? parts->amount[at] - before[at] - is->amount : before[at];
        int64_t amount = share_of(scaled[at], parts->amount[at], taken_before, is->amount);
        before[at] += is->amount;
        is->amount = amount;
        is->claimant = is->claimant == ledger->overdraft ? ledger->own : is->claimant;
        if (amount == 0) {
            *link = is->next;
            free_lot(lots, lot);
        } else {
            lots->hand.tail = lot;
            link = &is->next;
        }
    }
    memset(before, 0, parts->count * sizeof *before);
    return HF_OK;
}

static void reach(const struct hf_trace_run *run, uint32_t row)
{
    const struct hf_trace_lots *lots = run->own.lots;
    uint32_t who = run->ledger->who[row], from = who & HF_TRACE_ACCOUNTS_MAX;
    uint32_t to = who >> 30 == HF_TRACE_TRANSFER ? run->ledger->other[row] : from;
    const struct hf_trace_place *payer = &run->place[from], *payee = &run->place[to];
    if ((payer->a & ROPE) == 0)
        __builtin_prefetch(&lots->lot[payer->a]);
    if ((payee->a & ROPE) == 0)
        __builtin_prefetch(&lots->lot[is_lifo(run) ? payee->a : payee->b]);
}

enum hf_rc hf_trace_lots_each(struct hf_trace_run *run, uint32_t place, struct hf_trace_lot_walk *walk)
{
    struct chain chain = chain_of(&run->place[place]);
    *walk = (struct hf_trace_lot_walk){.run = run, .lot = chain.head};
    hf_trace_rope_begin(&walk->rope, &run->own.lots->ropes, chain.rope);
    return HF_OK;
}

bool hf_trace_lots_next(struct hf_trace_lot_walk *walk, uint32_t *claimant, int64_t *amount)
{
    struct hf_trace_lots *lots = walk->run->own.lots;
    if (walk->lot != 0) {
        *claimant = lots->lot[walk->lot].claimant;
        *amount = lots->lot[walk->lot].amount;
        walk->lot = lots->lot[walk->lot].next;
        return true;
    }
    uint32_t node = hf_trace_rope_next(&walk->rope);
    if (node == 0)
        return false;
    *claimant = lots->ropes.node[node].claimant;
    *amount = lots->ropes.node[node].amount;
    return true;
}

#define LOTS(name_)                                                                                          \
    {                                                                                                        \
        .name = HF_STR_INIT(name_), .form = HF_TRACE_COMPOSITIONS, .event = hf_trace_follow, .begin = begin, \
        .reach = reach, .lay = lay, .take = take, .add = add, .scale = scale, .see = see, .weigh = weigh,    \
        .look = look, .give = give, .drop = drop                                                             \
    }
const struct hf_trace_method hf_trace_fifo = LOTS("fifo"), hf_trace_lifo = LOTS("lifo");
