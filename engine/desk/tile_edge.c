/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/tile_edge.h"

#include "desk/inside.h"
#include "seal/heads.h"
#include "seal/tile.h"

enum { KNOWN = 1 << 14, ROOM_LEAST = 4 * HF_TILE_WIDTH };

void hf_tile_edge_init(struct hf_tile_edge *edge, struct hf_desk *desk)
{
    *edge = (struct hf_tile_edge){.desk = desk};
}

void hf_tile_edge_done(struct hf_tile_edge *edge)
{
    struct hf_memory *memory = &edge->desk->setup.memory;
    memory->resize(memory->self, edge->link, 0);
    memory->resize(memory->self, edge->known, 0);
    hf_tile_edge_init(edge, edge->desk);
}

/* ---- what is at hand ---- */

static enum hf_rc no_memory(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the edge of the log"), HF_STR_NONE);
}

static enum hf_rc make_known(struct hf_tile_edge *edge, struct hf_err *err)
{
    struct hf_memory *memory = &edge->desk->setup.memory;
    size_t bytes = KNOWN * sizeof *edge->known;
    if (edge->known != NULL)
        return HF_OK;
    edge->known = memory->resize(memory->self, NULL, bytes);
    if (edge->known == NULL)
        return no_memory(err);
    memset(edge->known, 0, bytes);
    return HF_OK;
}

static enum hf_rc make_room(struct hf_tile_edge *edge, size_t count, struct hf_err *err)
{
    struct hf_memory *memory = &edge->desk->setup.memory;
    size_t room = edge->room == 0 ? ROOM_LEAST : edge->room;
    if (count <= edge->room)
        return HF_OK;
    while (room < count)
        room *= 2;
    struct hf_digest *larger = memory->resize(memory->self, edge->link, room * sizeof *larger);
    if (larger == NULL)
        return no_memory(err);
    memset(larger + edge->room, 0, (room - edge->room) * sizeof *larger);
    edge->link = larger;
    edge->room = room;
    return HF_OK;
}

/* What stands before the tile of `from` is written for good and goes. */
static void move_base(struct hf_tile_edge *edge, uint64_t from)
{
    uint64_t base = from - from % HF_TILE_WIDTH, gone = base - edge->base;
    if (gone > edge->room)
        gone = edge->room;
    if (gone > 0)
        memmove(edge->link, edge->link + gone, (edge->room - gone) * sizeof *edge->link);
    if (gone > 0)
        memset(edge->link + (edge->room - gone), 0, gone * sizeof *edge->link);
    edge->base = base;
}

const struct hf_digest *hf_tile_edge_link(const struct hf_tile_edge *edge, uint64_t position)
{
    static const struct hf_digest none;
    uint64_t at = position - edge->base;
    return at < edge->room ? &edge->link[at] : &none;
}

static struct hf_tile_known *place_of(const struct hf_tile_edge *edge, const struct hf_id *file)
{
    size_t number = (size_t)file->byte[HF_ID_SIZE - 1] << 8 | file->byte[HF_ID_SIZE - 2];
    return &edge->known[number % KNOWN];
}

/* ---- events ---- */

struct reading {
    struct hf_tile_edge *edge;
    struct hf_arena *arena;
    struct hf_tile_known now; /* the file whose events are read */
    bool beyond;              /* there was no room for all of them */
    struct hf_id *moved;
    size_t count, room;
    int64_t mark, store, size;
};

static void turn_to(struct reading *r, const struct hf_id *file)
{
    struct hf_desk *desk = r->edge->desk;
    const struct hf_tile_known *known = place_of(r->edge, file);
    r->now = (struct hf_tile_known){.file = *file};
    if (known->seq > 0 && hf_id_eq(&known->file, file))
        r->now = *known;
    else
        hf_chain_start(&desk->hasher, desk->setup.origin, file, &r->now.link);
}

static enum hf_rc keep_link(struct reading *r, int64_t position, struct hf_err *err)
{
    struct hf_tile_edge *edge = r->edge;
    uint64_t at = (uint64_t)position - edge->base;
    if ((uint64_t)position < edge->base)
        return HF_OK;
    r->beyond = r->beyond || at >= HF_TILE_EDGE_MAX;
    if (at >= HF_TILE_EDGE_MAX)
        return HF_OK;
    HF_TRY(make_room(edge, at + 1, err));
    edge->link[at] = r->now.link;
    return HF_OK;
}

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct reading *r = context;
    struct hf_hasher *hasher = &r->edge->desk->hasher;
    struct hf_digest commitment;
    if (!hf_id_eq(&r->now.file, &row->event.file))
        turn_to(r, &row->event.file);
    hf_chain_commit(hasher, &row->event.blind, row->event.header, &commitment);
    hf_chain_next(hasher, &r->now.link, &commitment, &r->now.link);
    r->now.seq = row->event.seq;
    *place_of(r->edge, &r->now.file) = r->now;
    return keep_link(r, row->event.position, err);
}

static enum hf_rc read_all(struct reading *r, struct hf_err *err)
{
    struct hf_ledger *ledger = &r->edge->desk->setup.ledger;
    memset(r->edge->known, 0, KNOWN * sizeof *r->edge->known);
    return ledger->ask(ledger->self, HF_ASK_events, &(struct hf_ask){0}, take_event, r, err);
}

static enum hf_rc read_file(struct reading *r, const struct hf_id *file, struct hf_err *err)
{
    struct hf_ledger *ledger = &r->edge->desk->setup.ledger;
    turn_to(r, file);
    struct hf_ask ask = {.id = *file, .from = (int64_t)r->now.seq + 1, .to = INT32_MAX};
    return ledger->ask(ledger->self, HF_ASK_events_of_file, &ask, take_event, r, err);
}

/* ---- what moved ---- */

static enum hf_rc take_moved(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct reading *r = context;
    (void)err;
    r->size = row->figures[0];
    r->mark = row->figures[1];
    r->store = row->figures[2];
    if (row->file.kind == 0 || r->edge->mark == 0)
        return HF_OK; /* all are read anyway */
    r->moved = hf_arena_room(r->arena, r->moved, r->count, &r->room, sizeof *r->moved);
    r->moved[r->count++] = row->file.file;
    return HF_OK;
}

/* The mark is asked for before the events are: what they bring beyond it comes again and is known then. */
static enum hf_rc ask_moved(struct reading *r, struct hf_err *err)
{
    struct hf_ledger *ledger = &r->edge->desk->setup.ledger;
    struct hf_ask ask = {.from = r->edge->mark};
    r->count = 0;
    return ledger->ask(ledger->self, HF_ASK_heads, &ask, take_moved, r, err);
}

/* The file of the heads is not told of among those that moved. */
static enum hf_rc read_moved(struct reading *r, struct hf_err *err)
{
    struct hf_desk *desk = r->edge->desk;
    struct hf_id heads = hf_heads_file(&desk->hasher, desk->setup.origin);
    for (size_t i = 0; i < r->count; i++)
        HF_TRY(read_file(r, &r->moved[i], err));
    return read_file(r, &heads, err);
}

static enum hf_rc read_on(struct reading *r, struct hf_err *err)
{
    struct hf_tile_edge *edge = r->edge;
    HF_TRY(ask_moved(r, err));
    if (edge->mark != 0 && (r->store != edge->store || r->mark < edge->mark))
        edge->mark = 0; /* another store: what moved since means nothing there */
    return edge->mark == 0 ? read_all(r, err) : read_moved(r, err);
}

enum hf_rc hf_tile_edge_read(struct hf_tile_edge *edge, uint64_t from, uint64_t *to, struct hf_arena *arena,
                             struct hf_err *err)
{
    struct reading r = {.edge = edge, .arena = arena};
    uint64_t most = from - from % HF_TILE_WIDTH + HF_TILE_EDGE_MAX;
    HF_TRY(make_known(edge, err));
    move_base(edge, from);
    if (edge->mark != 0 && edge->reach >= *to)
        return HF_OK;
    enum hf_rc rc = read_on(&r, err);
    bool whole = rc == HF_OK && !r.beyond;
    edge->mark = whole ? r.mark : 0;
    edge->reach = whole ? (uint64_t)r.size : 0;
    edge->store = r.store;
    if (r.beyond && *to > most)
        *to = most;
    return rc;
}
