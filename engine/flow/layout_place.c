/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Coordinates. Each layer is set at once: its pieces go as near as they can to where their neighbours want
 * them, the order and the distances kept. That is an isotonic regression, solved by pooling adjacent
 * violators (Ayer et al., 1955).
 */
#include "flow/layout_inside.h"

enum { PLACING_ROUNDS = 40, STRAIGHTENING_ROUNDS = 4 };

/* ---- where lines leave and meet a box ---- */

static int32_t port(const struct piece *p, uint32_t i, uint32_t count)
{
    int32_t room = p->left + p->right - 2 * LAYOUT_PORT_RIM, step = LAYOUT_PORTS;
    if (p->passes || count < 2 || room <= 0)
        return 0;
    if (step * (int32_t)(count - 1) > room)
        step = room / (int32_t)(count - 1);
    return (2 * (int32_t)i - (int32_t)(count - 1)) * step / 2;
}

/* In the order of the far ends; equal ones as they are. */
static void sort_strands(const struct work *w, uint32_t *list, uint32_t count, bool upwards)
{
    for (uint32_t i = 1; i < count; i++) {
        uint32_t s = list[i], k = i;
        uint32_t at = w->piece[upwards ? w->strand[s].upper : w->strand[s].lower].at;
        for (; k > 0; k--) {
            const struct strand *left = &w->strand[list[k - 1]];
            if (w->piece[upwards ? left->upper : left->lower].at <= at)
                break;
            list[k] = list[k - 1];
        }
        list[k] = s;
    }
}

static void find_ports(struct work *w)
{
    for (uint32_t i = 0; i < w->pieces; i++) {
        struct piece *p = &w->piece[i];
        sort_strands(w, p->up, p->ups, true);
        sort_strands(w, p->down, p->downs, false);
        for (uint32_t k = 0; k < p->ups; k++)
            w->strand[p->up[k]].lower_port = port(p, k, p->ups);
        for (uint32_t k = 0; k < p->downs; k++)
            w->strand[p->down[k]].upper_port = port(p, k, p->downs);
    }
}

/* ---- x ---- */

/* Pieces of a layer that stand as close as they may; `sum` of weight times wish, both without distances. */
struct block {
    int64_t weight, sum, value;
    uint32_t count;
};

struct wish {
    int64_t weight, sum;
};

static int64_t divide_down(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Where the strands of a piece want it; a piece that nobody pulls stays, lightly. */
static struct wish wish_of(const struct work *w, const struct piece *p, bool above, bool below)
{
    struct wish wish = {0};
    for (uint32_t i = 0; above && i < p->ups; i++) {
        const struct strand *s = &w->strand[p->up[i]];
        wish.weight += s->weight;
        wish.sum += (int64_t)s->weight * (w->piece[s->upper].x + s->upper_port - s->lower_port);
    }
    for (uint32_t i = 0; below && i < p->downs; i++) {
        const struct strand *s = &w->strand[p->down[i]];
        wish.weight += s->weight;
        wish.sum += (int64_t)s->weight * (w->piece[s->lower].x + s->lower_port - s->upper_port);
    }
    if (wish.weight == 0)
        return (struct wish){.weight = 1, .sum = p->x};
    wish.weight *= 16;
    wish.sum *= 16;
    return wish;
}

/* Adds one block at the right and pools as long as it stands left of the one before. */
static uint32_t pool(struct block *block, uint32_t blocks, struct wish wish)
{
    block[blocks++] = (struct block){wish.weight, wish.sum, divide_down(wish.sum, wish.weight), 1};
    for (; blocks > 1 && block[blocks - 2].value >= block[blocks - 1].value; blocks--) {
        struct block *left = &block[blocks - 2], *right = &block[blocks - 1];
        left->weight += right->weight;
        left->sum += right->sum;
        left->count += right->count;
        left->value = divide_down(left->sum, left->weight);
    }
    return blocks;
}

static int32_t distance(const struct work *w, const struct row *row, uint32_t i)
{
    return i == 0 ? 0 : w->piece[row->piece[i - 1]].right + LAYOUT_GAP + w->piece[row->piece[i]].left;
}

static void set_row(struct work *w, const struct row *row, bool above, bool below)
{
    size_t before = hf_arena_mark(w->arena);
    struct block *block = HF_NEW(w->arena, struct block, row->count + 1u);
    uint32_t blocks = 0, i = 0;
    int64_t offset = 0;
    for (uint32_t k = 0; k < row->count; k++) {
        struct wish wish = wish_of(w, &w->piece[row->piece[k]], above, below);
        offset += distance(w, row, k);
        wish.sum -= wish.weight * offset;
        blocks = pool(block, blocks, wish);
    }
    offset = 0;
    for (uint32_t b = 0; b < blocks; b++)
        for (uint32_t k = 0; k < block[b].count; k++, i++) {
            offset += distance(w, row, i);
            w->piece[row->piece[i]].x = (int32_t)(block[b].value + offset);
        }
    hf_arena_reset(w->arena, before);
}

static void find_x(struct work *w)
{
    for (uint16_t r = 0; r < w->rows; r++)
        set_row(w, &w->row[r], false, false);
    for (int round = 0; round < PLACING_ROUNDS; round++) {
        bool both = round >= PLACING_ROUNDS / 3;
        for (uint16_t r = 0; r < w->rows; r++)
            set_row(w, &w->row[r], true, both);
        for (uint16_t r = w->rows; r-- > 0;)
            set_row(w, &w->row[r], both, true);
    }
}

/* ---- straight lines ---- */

struct span {
    int64_t least, most;
};

/* Where a piece may stand without its neighbours being moved. */
static struct span room_of(const struct work *w, const struct piece *p)
{
    const struct row *row = &w->row[p->layer];
    struct span room = {INT32_MIN, INT32_MAX};
    if (p->at > 0) {
        const struct piece *left = &w->piece[row->piece[p->at - 1]];
        room.least = (int64_t)left->x + left->right + LAYOUT_GAP + p->left;
    }
    if (p->at + 1 < row->count) {
        const struct piece *right = &w->piece[row->piece[p->at + 1]];
        room.most = (int64_t)right->x - right->left - LAYOUT_GAP - p->right;
    }
    return room;
}

static int64_t within(int64_t x, struct span room)
{
    return x < room.least ? room.least : x > room.most ? room.most : x;
}

/* From one strand on: the longest run of passages that can stand on one vertical is put there. */
static uint32_t straighten_run(struct work *w, uint32_t from, uint32_t to)
{
    struct span room = {INT32_MIN, INT32_MAX};
    int64_t sum = 0;
    uint32_t end = from;
    for (; end < to; end++) {
        const struct piece *p = &w->piece[w->strand[end].lower];
        struct span own = room_of(w, p);
        struct span both = {own.least > room.least ? own.least : room.least,
                            own.most < room.most ? own.most : room.most};
        if (!p->passes || both.least > both.most)
            break;
        room = both;
        sum += p->x;
    }
    for (uint32_t s = from; s < end; s++)
        w->piece[w->strand[s].lower].x = (int32_t)within(divide_down(sum, end - from), room);
    return end > from ? end : from + 1;
}

static void straighten(struct work *w)
{
    for (int round = 0; round < STRAIGHTENING_ROUNDS; round++)
        for (uint16_t e = 0; e < w->graph->edges; e++) {
            uint32_t to = e + 1 < w->graph->edges ? w->first[e + 1] : w->strands;
            for (uint32_t s = w->first[e]; s < to;)
                s = straighten_run(w, s, to);
        }
}

/* ---- empty strips ---- */

/* How far all that stands right of the vertical x can move left, in this row. */
static int64_t slack_of(const struct work *w, const struct row *row, int32_t x)
{
    uint32_t least = 0, most = row->count;
    while (least < most) {
        uint32_t middle = (least + most) / 2;
        if (w->piece[row->piece[middle]].x <= x)
            least = middle + 1;
        else
            most = middle;
    }
    if (least == 0 || least == row->count)
        return INT32_MAX;
    const struct piece *left = &w->piece[row->piece[least - 1]], *right = &w->piece[row->piece[least]];
    return (int64_t)right->x - right->left - LAYOUT_GAP - left->x - left->right;
}

static void close_right_of(struct work *w, int32_t x)
{
    int64_t slack = INT32_MAX;
    for (uint16_t r = 0; r < w->rows && slack > 0; r++) {
        int64_t own = slack_of(w, &w->row[r], x);
        slack = own < slack ? own : slack;
    }
    if (slack <= 0 || slack == INT32_MAX)
        return;
    for (uint32_t i = 0; i < w->pieces; i++)
        if (w->piece[i].x > x)
            w->piece[i].x -= (int32_t)slack;
}

/* The next axis right of x, or INT32_MAX. */
static int32_t next_axis(const struct work *w, int32_t x)
{
    int32_t next = INT32_MAX;
    for (uint32_t i = 0; i < w->pieces; i++)
        if (w->piece[i].x > x && w->piece[i].x < next)
            next = w->piece[i].x;
    return next;
}

/* What only stands apart because nothing drew it nearer is drawn nearer; verticals stay verticals. */
static void close_strips(struct work *w)
{
    for (int32_t x = next_axis(w, INT32_MIN); x != INT32_MAX; x = next_axis(w, x))
        close_right_of(w, x);
}

/* The leftmost edge of a piece comes to 0. */
static void shift(struct work *w)
{
    int32_t least = INT32_MAX, most = INT32_MIN;
    for (uint32_t i = 0; i < w->pieces; i++) {
        const struct piece *p = &w->piece[i];
        least = p->x - p->left < least ? p->x - p->left : least;
        most = p->x + p->right > most ? p->x + p->right : most;
    }
    for (uint32_t i = 0; i < w->pieces; i++)
        w->piece[i].x -= least;
    w->graph->width = w->pieces == 0 ? 0 : most - least;
}

/* ---- y ---- */

/* The steeper the way of a strand may be, the more room the bend has. */
static int32_t bend_below(const struct work *w, const struct row *row)
{
    int32_t widest = 0;
    for (uint32_t i = 0; i < row->count; i++) {
        const struct piece *p = &w->piece[row->piece[i]];
        for (uint32_t k = 0; k < p->downs; k++) {
            const struct strand *s = &w->strand[p->down[k]];
            int32_t way = w->piece[s->lower].x + s->lower_port - p->x - s->upper_port;
            way = way < 0 ? -way : way;
            widest = way > widest ? way : widest;
        }
    }
    return LAYOUT_BEND + (widest > 400 ? 400 : widest) / 10;
}

static void find_y(struct work *w)
{
    int32_t y = 0;
    for (uint16_t r = 0; r < w->rows; r++) {
        struct row *row = &w->row[r];
        row->top = y;
        for (uint32_t i = 0; i < row->count; i++)
            if (w->piece[row->piece[i]].height > row->height)
                row->height = w->piece[row->piece[i]].height;
        y += row->height + (r + 1 < w->rows ? bend_below(w, row) : 0);
    }
    w->graph->height = y;
}

void layout_place(struct work *w)
{
    find_ports(w);
    find_x(w);
    close_strips(w);
    straighten(w);
    close_strips(w);
    shift(w);
    find_y(w);
}
