/* SPDX-License-Identifier: Apache-2.0 */
/* Where a case begins, grows and is copied. How it lies: block_inside.h. */
#include "casefile/block_inside.h"

/* ---- the block ---- */

static uint32_t rounded(size_t size)
{
    return (uint32_t)((size + 7) & ~(size_t)7);
}

/* `size` bytes at the end, as they were before; returns their offset. */
static uint32_t take(struct hf_case *c, size_t size)
{
    size_t start = rounded(c->used), end = start + size, own = end - c->shared;
    HF_CHECK(end < UINT32_MAX / 2);
    if (own > c->size) {
        HF_CHECK(c->arena != NULL);
        size_t bigger = 2 * own + 256;
        unsigned char *moved = hf_arena_take_unset(c->arena, 1, 8, bigger);
        memcpy(moved, c->at, c->used - c->shared);
        c->at = moved;
        c->size = (uint32_t)bigger;
    }
    memset(c->at + (c->used - c->shared), 0, start - c->used);
    c->used = (uint32_t)end;
    return (uint32_t)start;
}

/* A table at the end, with the items that another holds; what is not taken yet is zero. */
static uint32_t carry_table(struct hf_case *c, const struct hf_case *from, uint32_t offset, size_t bytes,
                            size_t room)
{
    uint32_t moved = take(c, room);
    if (bytes > 0)
        memcpy(at(c, moved), at(from, offset), bytes);
    if (room > bytes)
        memset((unsigned char *)at(c, moved) + bytes, 0, room - bytes);
    return moved;
}

static struct hf_case begun(struct hf_arena *arena, size_t size, const struct hf_case_head *head)
{
    struct hf_case c = {.used = sizeof(struct block), .size = (uint32_t)size, .arena = arena};
    HF_CHECK(size < UINT32_MAX / 2);
    c.at = hf_arena_take_unset(arena, 1, 8, size);
    memset(c.at, 0, sizeof(struct block));
    block_of(&c)->head = *head;
    block_of(&c)->form = HF_CASE_FORM;
    return c;
}

struct hf_case hf_case_new(struct hf_arena *arena, const struct hf_id *file, enum hf_file_kind kind,
                           const struct hf_digest *link0)
{
    const struct hf_case_head head = {
        .file = *file, .kind = kind, .link = *link0, .at_ms = INT64_MIN, .ours = HF_NONE};
    return begun(arena, 1024, &head);
}

struct hf_str hf_case_bytes(const struct hf_case *c)
{
    HF_CHECK(c->shared == 0);
    return (struct hf_str){(const char *)c->at, c->used};
}

bool hf_case_adopt(struct hf_str bytes, struct hf_case *out)
{
    struct block head;
    if (bytes.len < sizeof head || ((uintptr_t)bytes.at & 7) != 0 || bytes.len > UINT32_MAX / 2)
        return false;
    memcpy(&head, bytes.at, sizeof head);
    if (head.form != HF_CASE_FORM)
        return false;
    *out = (struct hf_case){
        .at = (unsigned char *)(uintptr_t)bytes.at, .used = (uint32_t)bytes.len, .size = (uint32_t)bytes.len};
    return true;
}

/* ---- tables ---- */

static struct seat *own_seat(struct hf_case *c, hf_instance i)
{
    HF_CHECK(i < block_of(c)->head.instances && block_of(c)->seat_at >= c->shared);
    return (struct seat *)at(c, block_of(c)->seat_at) + i;
}

static void seat_add(struct hf_case *c, const struct seat *seat)
{
    uint32_t count = block_of(c)->head.instances;
    if (count == block_of(c)->seat_room) {
        uint32_t room = count == 0 ? 4 : 2 * count;
        uint32_t moved = carry_table(c, c, block_of(c)->seat_at, count * sizeof *seat, room * sizeof *seat);
        block_of(c)->seat_at = moved;
        block_of(c)->seat_room = room;
    }
    block_of(c)->head.instances++;
    *own_seat(c, count) = *seat;
}

static void thread_room(struct hf_case *c, uint32_t room)
{
    uint32_t moved =
        carry_table(c, c, block_of(c)->thread_at, block_of(c)->head.threads * sizeof(struct hf_thread),
                    room * sizeof(struct hf_thread));
    block_of(c)->thread_at = moved;
    block_of(c)->thread_room = room;
}

struct hf_thread *hf_block_thread(struct hf_case *c, uint32_t thread)
{
    HF_CHECK(thread < block_of(c)->head.threads);
    if (block_of(c)->thread_at < c->shared)
        thread_room(c, block_of(c)->head.threads);
    return (struct hf_thread *)at(c, block_of(c)->thread_at) + thread;
}

uint32_t hf_block_add_thread(struct hf_case *c, const struct hf_thread *thread)
{
    uint32_t count = block_of(c)->head.threads;
    if (count == block_of(c)->thread_room || block_of(c)->thread_at < c->shared)
        thread_room(c, count == 0 ? 2 : 2 * count);
    block_of(c)->head.threads++;
    *hf_block_thread(c, count) = *thread;
    return count;
}

struct hf_case_head *hf_block_head(struct hf_case *c)
{
    return &block_of(c)->head;
}

/* ---- records ---- */

/* The record and the arrays that it has from its birth. */
static uint32_t born_size(const struct record *r)
{
    return rounded((uintptr_t)(backs_of(r) + r->state_count) - (uintptr_t)r);
}

/* So many bytes of another record at the end of one that has room for them; 0 for none. */
static uint32_t carry(struct record *to, const struct record *from, uint32_t offset, size_t size)
{
    uint32_t start = to->used;
    if (size == 0)
        return 0;
    HF_CHECK(start + size <= to->size);
    to->used += (uint32_t)size;
    memcpy(within(to, start), within(from, offset), size);
    return start;
}

static struct list carry_list(struct record *to, const struct record *from, struct list list, size_t size)
{
    return (struct list){carry(to, from, list.at, list.count * size), list.count, list.count};
}

/* All that a record holds, in one order and without waste, where at least as much room is. Of all but the
 * values the sizes are multiples of four: nothing is left between. */
static void pack(struct record *to, const struct record *from, uint32_t size)
{
    uint32_t born = born_size(from);
    memcpy(to, from, born);
    to->used = born;
    to->size = size;
    to->waste = 0;
    to->bonds = carry_list(to, from, from->bonds, sizeof(struct bond));
    to->senders = carry_list(to, from, from->senders, sizeof(struct sender));
    for (uint16_t d = 0; d < to->slot_count; d++) {
        struct slot *slot = slots_of(to) + d;
        if (slot->at != 0 && slot->len < HF_SLOT_HIDDEN)
            slot->at = carry(to, from, slot->at, slot->len);
    }
}

/* The record where it may be written. What is shared is copied first: packed where a quarter of it is waste,
 * so that it stays as large as what it holds, however long its history. */
static struct record *own(struct hf_case *c, hf_instance i)
{
    const struct record *old = record_of(c, i);
    if (seats_of(c)[i].record >= c->shared)
        return at(c, seats_of(c)[i].record);
    uint32_t size = rounded(old->used), moved = take(c, size);
    struct record *r = at(c, moved);
    if (old->waste > old->used / 4)
        pack(r, old, size);
    else
        memcpy(r, old, old->used);
    r->size = size;
    own_seat(c, i)->record = moved;
    return r;
}

/* More room behind a record: in place where nothing comes after it, else at the end of the block. */
static void widen(struct hf_case *c, hf_instance i, uint32_t size)
{
    struct record *r = own(c, i);
    uint32_t offset = own_seat(c, i)->record, used = r->used;
    if (offset + r->size == c->used) {
        (void)take(c, size - r->size);
    } else {
        uint32_t moved = take(c, size);
        memcpy(at(c, moved), at(c, offset), used);
        own_seat(c, i)->record = offset = moved;
    }
    ((struct record *)at(c, offset))->size = size;
}

/* A new piece of the record, whatever stood there before; returns its offset within. */
static uint32_t extend(struct hf_case *c, hf_instance i, size_t size, uint32_t align)
{
    struct record *r = own(c, i);
    size_t start = (r->used + align - 1) & ~(size_t)(align - 1), end = start + size;
    HF_CHECK(end < UINT32_MAX / 4);
    if (end > r->size)
        widen(c, i, rounded(end + size + 32));
    r = own(c, i);
    memset((unsigned char *)r + r->used, 0, start - r->used);
    r->used = (uint32_t)end;
    return (uint32_t)start;
}

struct hf_instance_head *hf_block_instance(struct hf_case *c, hf_instance i)
{
    return &own(c, i)->head;
}

struct hf_clock_run *hf_block_clock(struct hf_case *c, hf_instance i, uint16_t clock)
{
    struct record *r = own(c, i);
    HF_CHECK(clock < r->clock_count);
    return clocks_of(r) + clock;
}

struct hf_clock_run *hf_block_obligation(struct hf_case *c, hf_instance i, uint16_t obligation)
{
    struct record *r = own(c, i);
    HF_CHECK(obligation < r->obligation_count);
    return obligations_of(r) + obligation;
}

hf_instance hf_block_add_instance(const struct hf_flows *flows, struct hf_case *c, enum hf_owner owner,
                                  uint16_t kind, const struct hf_id *id)
{
    const struct hf_kind *k = &hf_flows_of(flows, owner)->kind[kind];
    HF_CHECK(hf_case_head(c)->instances < HF_INSTANCES_MAX);
    struct record r = {
        .head = {.id = *id,
                 .owner = owner,
                 .kind = kind,
                 .number = hf_case_next_number(c, owner, kind),
                 .back = HF_NONE},
        .slot_count = k->data == NULL ? 0 : k->data->members,
        .clock_count = k->clocks,
        .obligation_count = k->obligations,
        .state_count = k->states,
    };
    r.used = born_size(&r);
    r.size = rounded(r.used + 2 * r.slot_count * sizeof(struct slot) + 4 * sizeof(struct sender));
    uint32_t record = take(c, r.size);
    struct record *born = at(c, record);
    memcpy(born, &r, sizeof r);
    memset(born + 1, 0, r.used - sizeof r);
    memset(backs_of(born), 0xFF, r.state_count * sizeof(uint16_t)); /* HF_NONE everywhere */
    seat_add(c, &(struct seat){.name = seat_name(owner, kind, r.head.number),
                               .id_begins = id_begins(id),
                               .record = record});
    return hf_case_head(c)->instances - 1;
}

/* ---- values ---- */

static struct slot *slot_of(struct record *r, uint16_t datum)
{
    HF_CHECK(datum < r->slot_count);
    return slots_of(r) + datum;
}

/* What stood in the slot is waste from now on. */
static struct slot let_go(struct record *r, uint16_t datum)
{
    struct slot old = *slot_of(r, datum);
    if (old.len >= HF_SLOT_HIDDEN)
        old = (struct slot){0, 0};
    r->waste += old.len;
    return old;
}

void hf_block_set(struct hf_case *c, hf_instance i, uint16_t datum, struct hf_str json)
{
    struct slot old = let_go(own(c, i), datum);
    bool fits = json.len <= old.len;
    uint32_t place = fits ? old.at : extend(c, i, json.len, 1);
    struct record *r = own(c, i);
    r->waste -= fits ? (uint32_t)json.len : 0;
    memcpy(within(r, place), json.at, json.len);
    *slot_of(r, datum) = (struct slot){place, (uint32_t)json.len};
}

void hf_block_hide(struct hf_case *c, hf_instance i, uint16_t datum, uint32_t seq, uint32_t place)
{
    struct record *r = own(c, i);
    HF_CHECK(seq > 0 && place < HF_SLOT_HIDDEN);
    let_go(r, datum);
    *slot_of(r, datum) = (struct slot){seq, HF_SLOT_HIDDEN | place};
}

void hf_block_clear(struct hf_case *c, hf_instance i, uint16_t datum)
{
    struct record *r = own(c, i);
    let_go(r, datum);
    *slot_of(r, datum) = (struct slot){0, 0};
}

/* ---- lists ---- */

/* One more item of `size` bytes in a list of the record, which stands at this offset of it. */
static void *add_item(struct hf_case *c, hf_instance i, size_t list_offset, size_t size)
{
    struct record *r = own(c, i);
    struct list list = *(struct list *)(void *)((unsigned char *)r + list_offset);
    if (list.count == list.room) {
        uint32_t room = list.room == 0 ? 4 : 2 * list.room, moved = extend(c, i, room * size, 4);
        r = own(c, i);
        if (list.count > 0)
            memcpy(within(r, moved), within(r, list.at), list.count * size);
        r->waste += (uint32_t)(list.room * size);
        list = (struct list){moved, list.count, room};
    }
    list.count++;
    *(struct list *)(void *)((unsigned char *)r + list_offset) = list;
    return (unsigned char *)within(r, list.at) + (list.count - 1) * size;
}

static struct bond *find_bond(const struct record *r, uint16_t link, hf_instance to)
{
    for (uint32_t b = 0; b < r->bonds.count; b++) {
        struct bond *bond = (struct bond *)within(r, r->bonds.at) + b;
        if (bond->link == link && bond->to == to)
            return bond;
    }
    return NULL;
}

void hf_block_link(struct hf_case *c, hf_instance i, uint16_t link, hf_instance to)
{
    if (find_bond(record_of(c, i), link, to) != NULL)
        return;
    struct bond *bond = add_item(c, i, offsetof(struct record, bonds), sizeof *bond);
    *bond = (struct bond){link, to};
}

void hf_block_unlink(struct hf_case *c, hf_instance i, uint16_t link, hf_instance to)
{
    struct record *r = own(c, i);
    struct bond *bond = find_bond(r, link, to);
    if (bond != NULL)
        *bond = *((struct bond *)within(r, r->bonds.at) + --r->bonds.count);
}

void hf_block_sender(struct hf_case *c, hf_instance i, uint16_t event, const struct hf_id *person)
{
    struct record *r = own(c, i);
    struct sender *sender = r->senders.count == 0 ? NULL : within(r, r->senders.at);
    uint32_t s = 0;
    while (s < r->senders.count && sender[s].event != event)
        s++;
    sender =
        s < r->senders.count ? &sender[s] : add_item(c, i, offsetof(struct record, senders), sizeof *sender);
    *sender = (struct sender){event, *person};
}

void hf_block_enter(struct hf_case *c, hf_instance i, uint16_t state, uint16_t from)
{
    struct record *r = own(c, i);
    HF_CHECK(state < r->state_count);
    uint16_t *backs = backs_of(r);
    if (from != HF_NONE)
        backs[state] = from;
    r->head.state = state;
    r->head.back = backs[state];
}

/* ---- copies ---- */

/* Bytes of a case that holds the same without room to spare. */
static size_t size_of(const struct hf_case *c)
{
    const struct hf_case_head *head = hf_case_head(c);
    size_t size = sizeof(struct block) + head->instances * sizeof(struct seat) +
                  head->threads * sizeof(struct hf_thread);
    for (hf_instance i = 0; i < head->instances; i++)
        size += rounded(record_of(c, i)->used);
    return size;
}

/* Head, seats and threads; the seats still say where the records were. */
static struct hf_case with_tables(struct hf_arena *arena, const struct hf_case *from, size_t size)
{
    const struct block *old = block_of(from);
    struct hf_case c = begun(arena, size, &old->head);
    size_t seats = old->head.instances * sizeof(struct seat),
           threads = old->head.threads * sizeof(struct hf_thread);
    uint32_t seat_at = seats == 0 ? 0 : carry_table(&c, from, old->seat_at, seats, seats),
             thread_at = threads == 0 ? 0 : carry_table(&c, from, old->thread_at, threads, threads);
    struct block *b = block_of(&c);
    b->seat_at = seat_at;
    b->seat_room = old->head.instances;
    b->thread_at = thread_at;
    b->thread_room = old->head.threads;
    return c;
}

/* The record at the end of the block, without room to spare. */
static void carry_record(struct hf_case *c, hf_instance i, const struct record *from, bool packed)
{
    uint32_t offset = take(c, rounded(from->used));
    struct record *r = at(c, offset);
    if (packed)
        pack(r, from, rounded(from->used));
    else
        memcpy(r, from, from->used);
    r->size = rounded(r->used);
    memset((unsigned char *)r + r->used, 0, r->size - r->used);
    c->used = offset + r->size;
    own_seat(c, i)->record = offset;
}

static struct hf_case copy(struct hf_arena *arena, const struct hf_case *from, size_t size, bool packed)
{
    struct hf_case c = with_tables(arena, from, size);
    for (hf_instance i = 0; i < hf_case_head(from)->instances; i++)
        carry_record(&c, i, record_of(from, i), packed);
    return c;
}

struct hf_case hf_case_copy(struct hf_arena *arena, const struct hf_case *from)
{
    return copy(arena, from, size_of(from) + 1024, true);
}

struct hf_case hf_case_keep(struct hf_arena *arena, const struct hf_case *from)
{
    struct hf_case c = copy(arena, from, size_of(from), false);
    c.arena = NULL;
    c.size = c.used;
    return c;
}

/* Room for an event or two that touch a few instances. */
enum { HF_TRIAL_ROOM = 4096 };

struct hf_case hf_case_try(struct hf_arena *arena, const struct hf_case *from)
{
    const struct hf_case under = from->shared > 0 ? hf_case_keep(arena, from) : *from;
    const struct block *old = block_of(&under);
    size_t seats = old->head.instances * sizeof(struct seat);
    struct hf_case c = begun(arena, sizeof(struct block) + seats + HF_TRIAL_ROOM, &old->head);
    c.under = under.at;
    c.shared = rounded(under.used);
    c.used += c.shared;
    uint32_t seat_at = seats == 0 ? 0 : carry_table(&c, &c, old->seat_at, seats, seats);
    struct block *b = block_of(&c);
    b->seat_at = seat_at;
    b->seat_room = old->head.instances;
    b->thread_at = old->thread_at;
    b->thread_room = old->thread_room;
    return c;
}
