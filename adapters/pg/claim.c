/* SPDX-License-Identifier: Apache-2.0 */
/* Work claimed for a while: each kind is a row of a table. */
#include <stdlib.h>

#include "pg/rows.h"

static void read_outbox(const PGresult *result, int row, struct hf_arena *arena, struct hf_claim *out)
{
    out->outbox.file = hf_row_id(result, row, 0);
    out->outbox.seq = (uint32_t)hf_row_int(result, row, 1);
    out->outbox.place = (uint32_t)hf_row_int(result, row, 2);
    out->outbox.recipient = hf_row_id(result, row, 3);
    out->outbox.lane = (enum hf_lane)hf_row_int(result, row, 4);
    out->outbox.token = hf_row_id(result, row, 5);
    out->outbox.next_ms = hf_row_int(result, row, 6);
    out->attempts = (uint32_t)hf_row_int(result, row, 7);
    out->since_ms = hf_row_int(result, row, 8);
    out->outbox.opens = hf_row_id(result, row, 9);
    out->token = hf_arena_keep(arena, hf_row_str(result, row, 10));
    out->outbox.at[0] = hf_row_int(result, row, 11);
    out->outbox.at[1] = hf_row_int(result, row, 12);
}

static void read_deadline(const PGresult *result, int row, struct hf_arena *arena, struct hf_claim *out)
{
    (void)arena;
    out->deadline.file = hf_row_id(result, row, 0);
    out->deadline.due_ms = hf_row_int(result, row, 1);
}

#define LANE(name, lay, value)                             \
    static void name(struct hf_params *p, const void *row) \
    {                                                      \
        lay(p, value((const struct hf_lane_room *)row));   \
    }
#define RECIPIENT(row) &(row)->recipient
#define LANE_NUMBER(row) (int16_t)(row)->lane
#define ROOM(row) (int32_t)(row)->room
LANE(lane_recipient, hf_params_id, RECIPIENT)
LANE(lane_number, hf_params_i16, LANE_NUMBER)
LANE(lane_room, hf_params_i32, ROOM)

static void claim_nothing_more(struct hf_params *p, const struct hf_claim_ask *ask)
{
    (void)p, (void)ask;
}

static void claim_lanes(struct hf_params *p, const struct hf_claim_ask *ask)
{
    static const struct hf_column columns[] = {
        {HF_OID_UUID, lane_recipient}, {HF_OID_I16, lane_number}, {HF_OID_I32, lane_room}};
    const struct hf_rows lanes = {.rows = ask->lanes,
                                  .count = ask->lane_count,
                                  .size = sizeof *ask->lanes,
                                  .columns = columns,
                                  .width = 3};
    hf_rows_lay(p, &lanes, NULL);
}

void hf_store_spare_the_disk(struct hf_pg_ledger *store)
{
    hf_session_send_text(&store->session, "SELECT set_config('synchronous_commit', 'off', true)");
}

static void claim_shelf(struct hf_params *p, const struct hf_claim_ask *ask)
{
    hf_params_id(p, &ask->shelf);
    hf_params_id(p, &ask->recipient);
}

static void lock_shelf(struct hf_pg_ledger *store, const struct hf_claim_ask *ask)
{
    hf_params_id(hf_store_params(store), &ask->shelf);
    hf_session_send(&store->session, HF_SQL_shelf_lock);
}

/* Asked after the claim itself: whether there is anything new to take up. */
static void lock_courier(struct hf_pg_ledger *store, const struct hf_claim_ask *ask)
{
    (void)ask, (void)hf_store_params(store);
    hf_session_send(&store->session, HF_SQL_courier_lock);
}

struct claiming {
    struct hf_pg_ledger *store;
    const struct hf_claim_ask *ask;
    struct hf_arena *arena;
    struct hf_claim *out;
    size_t count;
};

static void take_up(struct claiming *c);

static const struct {
    enum hf_sql statement;
    /* Statements before and after it, and what their results lead to; NULL: there are none. */
    void (*first)(struct hf_pg_ledger *store, const struct hf_claim_ask *ask);
    void (*last)(struct hf_pg_ledger *store, const struct hf_claim_ask *ask);
    void (*then)(struct claiming *c);
    void (*lay)(struct hf_params *p, const struct hf_claim_ask *ask);
    void (*read)(const PGresult *result, int row, struct hf_arena *arena, struct hf_claim *out);
} claims[] = {
    [HF_CLAIM_OUTBOX] = {HF_SQL_outbox_claim, NULL, lock_courier, take_up, claim_lanes, read_outbox},
    [HF_CLAIM_DEADLINES] = {HF_SQL_deadline_claim, NULL, NULL, NULL, claim_nothing_more, read_deadline},
    [HF_CLAIM_SHELF] = {HF_SQL_shelf_claim, lock_shelf, NULL, NULL, claim_shelf, read_outbox},
};

/* A lease that is lost with the machine has done nothing yet: nothing need wait for the disk because of one.
 */
static void send_claim(struct hf_pg_ledger *store, const struct hf_claim_ask *ask)
{
    if (claims[ask->kind].then != NULL)
        hf_session_send_text(&store->session, "BEGIN");
    hf_store_spare_the_disk(store);
    if (claims[ask->kind].first != NULL)
        claims[ask->kind].first(store, ask);
    struct hf_params *p = hf_store_params(store);
    hf_params_i64(p, ask->now_ms);
    hf_params_i64(p, ask->lease_ms);
    hf_params_i64(p, (int64_t)ask->limit);
    claims[ask->kind].lay(p, ask);
    hf_session_send(&store->session, claims[ask->kind].statement);
    if (claims[ask->kind].last != NULL)
        claims[ask->kind].last(store, ask);
}

static void read_claims(struct claiming *c, PGresult *result)
{
    int rows = PQntuples(result);
    for (int i = 0; i < rows && c->count < c->ask->limit; i++) {
        c->out[c->count] = (struct hf_claim){0};
        claims[c->ask->kind].read(result, i, c->arena, &c->out[c->count++]);
    }
    PQclear(result);
}

/* ---- what is new ---- */

enum { TAKEN_LEAST = 64 }; /* so that rows of lanes without room hold up no others */

/* What is left of the room of both lanes of a recipient. */
struct rooms {
    struct hf_id recipient;
    int32_t own, deputy;
};

static int by_recipient(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct hf_id));
}

static int32_t *room_in(struct rooms *rooms, enum hf_lane lane)
{
    return lane == HF_LANE_OWN ? &rooms->own : &rooms->deputy;
}

/* In the order of their ids, each once; how many. */
static size_t list_rooms(const struct hf_claim_ask *ask, struct rooms *rooms)
{
    size_t count = 0;
    for (size_t i = 0; i < ask->lane_count; i++) {
        rooms[i] = (struct rooms){.recipient = ask->lanes[i].recipient};
        *room_in(&rooms[i], ask->lanes[i].lane) = (int32_t)ask->lanes[i].room;
    }
    qsort(rooms, ask->lane_count, sizeof *rooms, by_recipient);
    for (size_t i = 0; i < ask->lane_count; i++) {
        if (count == 0 || !hf_id_eq(&rooms[count - 1].recipient, &rooms[i].recipient)) {
            rooms[count++] = rooms[i];
            continue;
        }
        rooms[count - 1].own += rooms[i].own;
        rooms[count - 1].deputy += rooms[i].deputy;
    }
    return count;
}

/* Less what has been claimed just now; all that is left. */
static size_t room_left(const struct claiming *c, struct rooms *rooms, size_t count)
{
    size_t left = 0;
    for (size_t i = 0; i < c->count; i++) {
        const struct hf_outbox_row *claimed = &c->out[i].outbox;
        struct rooms *of = bsearch(&claimed->recipient, rooms, count, sizeof *rooms, by_recipient);
        if (of != NULL)
            --*room_in(of, claimed->lane);
    }
    for (size_t i = 0; i < count; i++)
        left += (size_t)(rooms[i].own + rooms[i].deputy);
    return left;
}

#define ROOMS(name, lay, value)                            \
    static void name(struct hf_params *p, const void *row) \
    {                                                      \
        const struct rooms *rooms = row;                   \
        lay(p, value);                                     \
    }
ROOMS(rooms_recipient, hf_params_id, &rooms->recipient)
ROOMS(rooms_own, hf_params_i32, rooms->own)
ROOMS(rooms_deputy, hf_params_i32, rooms->deputy)

static void send_take(const struct claiming *c, int64_t taken)
{
    static const struct hf_column columns[] = {
        {HF_OID_UUID, rooms_recipient}, {HF_OID_I32, rooms_own}, {HF_OID_I32, rooms_deputy}};
    struct rooms *rooms = HF_NEW(c->arena, struct rooms, c->ask->lane_count + 1);
    struct hf_rows rows = {.rows = rooms, .size = sizeof *rooms, .columns = columns, .width = 3};
    rows.count = list_rooms(c->ask, rooms);
    size_t most = c->ask->limit - c->count, room = room_left(c, rooms, rows.count);
    if (room < TAKEN_LEAST)
        room = TAKEN_LEAST;
    struct hf_params *p = hf_store_params(c->store);
    hf_params_i64(p, c->ask->now_ms);
    hf_params_i64(p, c->ask->lease_ms);
    hf_params_i64(p, (int64_t)(room < most ? room : most));
    hf_params_i64(p, taken);
    hf_rows_lay(p, &rows, NULL);
    hf_session_send(&c->store->session, HF_SQL_outbox_take);
}

static int by_place(const void *a, const void *b)
{
    const struct hf_outbox_row *x = &((const struct hf_claim *)a)->outbox,
                               *y = &((const struct hf_claim *)b)->outbox;
    int files = memcmp(&x->file, &y->file, sizeof x->file);
    return files != 0         ? files
           : x->seq != y->seq ? (x->seq > y->seq) - (x->seq < y->seq)
                              : (x->place > y->place) - (x->place < y->place);
}

/* Where there is room beyond what waited already; then all in one order. */
static void take_up(struct claiming *c)
{
    struct hf_session *session = &c->store->session;
    PGresult *lock = hf_session_take(session);
    bool is_new = PQntuples(lock) == 1 && c->count < c->ask->limit;
    int64_t taken = is_new ? hf_row_int(lock, 0, 0) : 0;
    PQclear(lock);
    hf_session_turn(session);
    if (is_new)
        send_take(c, taken);
    hf_session_send_text(session, "COMMIT");
    hf_session_flush(session);
    if (is_new)
        read_claims(c, hf_session_take(session));
    qsort(c->out, c->count, sizeof *c->out, by_place);
}

enum hf_rc hf_store_claim(void *self, const struct hf_claim_ask *ask, struct hf_arena *arena,
                          struct hf_claim *out, size_t *count, struct hf_err *err)
{
    struct hf_pg_ledger *store = self;
    struct claiming c = {.store = store, .ask = ask, .arena = arena, .out = out};
    HF_TRY(hf_session_ready(&store->session, err));
    hf_session_begin(&store->session, err);
    send_claim(store, ask);
    hf_session_flush(&store->session);
    while (store->session.pending > (claims[ask->kind].then == NULL ? 1 : 2))
        PQclear(hf_session_take(&store->session));
    read_claims(&c, hf_session_take(&store->session));
    if (claims[ask->kind].then != NULL)
        claims[ask->kind].then(&c);
    *count = c.count;
    return hf_session_end(&store->session);
}
