/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The block, from its beginning: `struct block` (head and where the tables are), then records in the order in
 * which they came. Offsets count bytes from the beginning; 0 stands for "nothing", since the block itself is
 * there.
 */
#include "casefile/block.h"

#include "base/check.h"

#define HIDDEN UINT32_MAX

struct block {
    struct hf_case_head head;
    uint32_t form;
    uint32_t instance_at, instance_room; /* uint32_t offsets of records */
    uint32_t thread_at, thread_room;     /* struct hf_thread */
};

struct slot { /* of a datum: at == 0 absent; len == HIDDEN: at is a struct place */
    uint32_t at, len;
};
struct place {
    uint32_t seq, place;
};
struct bond {
    uint32_t link;
    hf_instance to;
};
struct sender {
    uint32_t event;
    struct hf_id person;
};
struct list { /* of bonds or senders */
    uint32_t at, count, room;
};

struct record {
    struct hf_instance_head head;
    uint32_t slots, clocks, backs; /* arrays: struct slot, struct hf_clock_run (then obligations), uint16_t */
    uint16_t slot_count, clock_count, obligation_count, state_count;
    struct list bonds, senders;
};

/* ---- the block ---- */

static struct block *block_of(const struct hf_case *c)
{
    return (struct block *)(void *)c->at;
}

static void *at(const struct hf_case *c, uint32_t offset)
{
    HF_CHECK(offset != 0 && offset < c->used);
    return c->at + offset;
}

static uint32_t grow(struct hf_case *c, size_t size)
{
    size_t start = (c->used + 7U) & ~(size_t)7, end = start + size;
    HF_CHECK(end < UINT32_MAX / 2);
    if (end > c->size) {
        HF_CHECK(c->arena != NULL);
        size_t bigger = 2 * end + 256;
        unsigned char *moved = hf_arena_take_unset(c->arena, 1, 8, bigger);
        memcpy(moved, c->at, c->used);
        c->at = moved;
        c->size = (uint32_t)bigger;
    }
    memset(c->at + c->used, 0, end - c->used);
    c->used = (uint32_t)end;
    return (uint32_t)start;
}

static struct record *record_of(const struct hf_case *c, hf_instance i)
{
    HF_CHECK(i < block_of(c)->head.instances);
    const uint32_t *table = at(c, block_of(c)->instance_at);
    return at(c, table[i]);
}

/* Room for one more item of `size` bytes in a table that is found again at `offset` of the block. */
static void make_room(struct hf_case *c, uint32_t offset, uint32_t size)
{
    struct list list = *(struct list *)(void *)(c->at + offset);
    if (list.count < list.room)
        return;
    uint32_t room = list.room == 0 ? 4 : 2 * list.room;
    uint32_t moved = grow(c, (size_t)room * size);
    if (list.count > 0)
        memcpy(c->at + moved, c->at + list.at, (size_t)list.count * size);
    *(struct list *)(void *)(c->at + offset) = (struct list){moved, list.count, room};
}

struct hf_case hf_case_new(struct hf_arena *arena, const struct hf_id *file, enum hf_file_kind kind,
                           const struct hf_digest *link0)
{
    struct hf_case c = {.size = 1024, .used = sizeof(struct block), .arena = arena};
    c.at = hf_arena_take(arena, 1, 8, c.size);
    *block_of(&c) = (struct block){
        .form = HF_CASE_FORM,
        .head = {.file = *file, .kind = kind, .link = *link0, .at_ms = INT64_MIN, .ours = HF_NONE}};
    return c;
}

struct hf_str hf_case_bytes(const struct hf_case *c)
{
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
    *out = (struct hf_case){.at = (unsigned char *)(uintptr_t)bytes.at,
                            .used = (uint32_t)bytes.len,
                            .size = (uint32_t)bytes.len,
                            .packed = (uint32_t)bytes.len};
    return true;
}

/* ---- reading ---- */

const struct hf_case_head *hf_case_head(const struct hf_case *c)
{
    return &block_of(c)->head;
}

void hf_case_set_link(struct hf_case *c, const struct hf_digest *link)
{
    block_of(c)->head.link = *link;
}

const struct hf_instance_head *hf_case_instance(const struct hf_case *c, hf_instance i)
{
    return &record_of(c, i)->head;
}

const struct hf_flow *hf_flows_of(const struct hf_flows *flows, enum hf_owner owner)
{
    return owner == HF_OF_WORKFLOW ? flows->workflow : flows->house;
}

void hf_flows_follow(struct hf_flows *flows)
{
    if (flows->next == NULL)
        return;
    *flows = (struct hf_flows){.house = flows->house, .workflow = flows->next};
}

const struct hf_kind *hf_case_kind(const struct hf_flows *flows, const struct hf_case *c, hf_instance i)
{
    const struct hf_instance_head *head = hf_case_instance(c, i);
    const struct hf_flow *flow = hf_flows_of(flows, head->owner);
    HF_CHECK(flow != NULL && head->kind < flow->kinds);
    return &flow->kind[head->kind];
}

bool hf_case_our_role(const struct hf_flows *flows, const struct hf_case *c, enum hf_owner owner,
                      uint16_t role)
{
    uint16_t ours = owner == HF_OF_HOUSE ? 0 : block_of(c)->head.ours;
    return ours == HF_NONE || hf_flows_of(flows, owner)->role[role].side == ours;
}

bool hf_case_ended(const struct hf_flows *flows, const struct hf_case *c)
{
    return hf_case_head(c)->instances > 0 &&
           hf_case_kind(flows, c, 0)->state[hf_case_instance(c, 0)->state].end != HF_END_NOT;
}

const struct hf_clock_run *hf_case_clock(const struct hf_case *c, hf_instance i, uint16_t clock)
{
    const struct record *r = record_of(c, i);
    HF_CHECK(clock < r->clock_count);
    return (const struct hf_clock_run *)at(c, r->clocks) + clock;
}

const struct hf_clock_run *hf_case_obligation(const struct hf_case *c, hf_instance i, uint16_t obligation)
{
    const struct record *r = record_of(c, i);
    HF_CHECK(obligation < r->obligation_count);
    return (const struct hf_clock_run *)at(c, r->clocks) + r->clock_count + obligation;
}

const struct hf_thread *hf_case_thread(const struct hf_case *c, uint32_t thread)
{
    HF_CHECK(thread < block_of(c)->head.threads);
    return (const struct hf_thread *)at(c, block_of(c)->thread_at) + thread;
}

struct hf_datum hf_case_datum(const struct hf_case *c, hf_instance i, uint16_t datum)
{
    const struct record *r = record_of(c, i);
    HF_CHECK(datum < r->slot_count);
    const struct slot *slot = (const struct slot *)at(c, r->slots) + datum;
    if (slot->at == 0)
        return (struct hf_datum){.held = HF_ABSENT};
    if (slot->len == HIDDEN) {
        const struct place *place = at(c, slot->at);
        return (struct hf_datum){.held = HF_HIDDEN, .seq = place->seq, .place = place->place};
    }
    return (struct hf_datum){.held = HF_PLAIN, .json = {at(c, slot->at), slot->len}};
}

uint16_t hf_case_back(const struct hf_case *c, hf_instance i, uint16_t state)
{
    const struct record *r = record_of(c, i);
    HF_CHECK(state < r->state_count);
    return ((const uint16_t *)at(c, r->backs))[state];
}

size_t hf_case_linked(const struct hf_flows *flows, const struct hf_case *c, hf_instance i,
                      struct hf_str name, struct hf_arena *arena, const hf_instance **out)
{
    const struct record *r = record_of(c, i);
    uint16_t link = hf_kind_link(hf_case_kind(flows, c, i), name);
    hf_instance *found = HF_NEW(arena, hf_instance, r->bonds.count);
    size_t count = 0;
    for (uint32_t b = 0; b < r->bonds.count; b++) {
        struct bond bond = ((const struct bond *)at(c, r->bonds.at))[b];
        if (bond.link != link)
            continue;
        size_t place = count++;
        for (; place > 0 && found[place - 1] > bond.to; place--)
            found[place] = found[place - 1];
        found[place] = bond.to;
    }
    *out = found;
    return count;
}

struct hf_id hf_case_sender(const struct hf_case *c, hf_instance i, uint16_t event)
{
    const struct record *r = record_of(c, i);
    for (uint32_t s = 0; s < r->senders.count; s++) {
        const struct sender *sender = (const struct sender *)at(c, r->senders.at) + s;
        if (sender->event == event)
            return sender->person;
    }
    return (struct hf_id){{0}};
}

/* ---- names ---- */

static const struct hf_str file_kinds[] = {
    [HF_FILE_CASE] = HF_STR_INIT("case"),       [HF_FILE_AUTHORITY] = HF_STR_INIT("authority"),
    [HF_FILE_LIBRARY] = HF_STR_INIT("library"), [HF_FILE_KEYRING] = HF_STR_INIT("keyring"),
    [HF_FILE_PEOPLE] = HF_STR_INIT("people"),   [HF_FILE_INCOMING] = HF_STR_INIT("incoming"),
};

struct hf_str hf_file_kind_name(enum hf_file_kind kind)
{
    HF_CHECK(kind >= HF_FILE_CASE && kind < HF_FILE_KINDS);
    return file_kinds[kind];
}

const struct hf_kind *hf_root_kind(const struct hf_flows *flows, enum hf_file_kind kind)
{
    const struct hf_flow *flow = kind == HF_FILE_CASE ? flows->workflow : flows->house;
    uint16_t index = flow == NULL ? HF_NONE : hf_flow_kind(flow, hf_file_kind_name(kind));
    return index == HF_NONE ? NULL : &flow->kind[index];
}

/* The house's kinds that are no roots, each in the one file it lives in. */
static const struct {
    enum hf_file_kind file;
    struct hf_str kind;
} homes[] = {
    {HF_FILE_PEOPLE, HF_STR_INIT("person")},        {HF_FILE_LIBRARY, HF_STR_INIT("definition")},
    {HF_FILE_LIBRARY, HF_STR_INIT("calendar")},     {HF_FILE_LIBRARY, HF_STR_INIT("migration")},
    {HF_FILE_KEYRING, HF_STR_INIT("key")},          {HF_FILE_CASE, HF_STR_INIT("party")},
    {HF_FILE_CASE, HF_STR_INIT("account")},         {HF_FILE_CASE, HF_STR_INIT("asset")},
    {HF_FILE_CASE, HF_STR_INIT("order")},           {HF_FILE_CASE, HF_STR_INIT("document")},
    {HF_FILE_CASE, HF_STR_INIT("arrangement")},     {HF_FILE_AUTHORITY, HF_STR_INIT("amendment")},
    {HF_FILE_AUTHORITY, HF_STR_INIT("enrolment")},  {HF_FILE_AUTHORITY, HF_STR_INIT("pause")},
    {HF_FILE_AUTHORITY, HF_STR_INIT("credential")}, {HF_FILE_AUTHORITY, HF_STR_INIT("stream")},
};

bool hf_file_holds(enum hf_file_kind file, enum hf_owner owner, const struct hf_kind *kind)
{
    if (kind->root || owner == HF_OF_WORKFLOW)
        return !kind->root && file == HF_FILE_CASE;
    for (size_t i = 0; i < sizeof homes / sizeof homes[0]; i++)
        if (hf_str_eq(homes[i].kind, kind->name))
            return homes[i].file == file;
    return false;
}

uint16_t hf_flows_kind(const struct hf_flows *flows, struct hf_str name, enum hf_owner *owner)
{
    uint16_t kind = flows->workflow == NULL ? HF_NONE : hf_flow_kind(flows->workflow, name);
    *owner = kind != HF_NONE ? HF_OF_WORKFLOW : HF_OF_HOUSE;
    return kind != HF_NONE ? kind : hf_flow_kind(flows->house, name);
}

void hf_case_put_name(const struct hf_flows *flows, const struct hf_case *c, hf_instance i,
                      struct hf_buf *out)
{
    hf_buf_put(out, hf_case_kind(flows, c, i)->name);
    if (hf_case_instance(c, i)->number == 0)
        return;
    hf_buf_put_char(out, '/');
    hf_buf_put_i64(out, hf_case_instance(c, i)->number);
}

hf_instance hf_case_by_id(const struct hf_case *c, const struct hf_id *id)
{
    for (hf_instance i = 0; i < hf_case_head(c)->instances; i++)
        if (hf_id_eq(&hf_case_instance(c, i)->id, id))
            return i;
    return HF_NO_INSTANCE;
}

hf_instance hf_case_find(const struct hf_flows *flows, const struct hf_case *c, struct hf_str name)
{
    struct hf_id id;
    struct hf_str number_text = name, kind_name = hf_str_cut(&number_text, '/');
    int64_t number = 0;
    enum hf_owner owner;
    if (name.len == HF_ID_TEXT && hf_id_read(name, &id))
        return hf_case_by_id(c, &id);
    uint16_t kind = hf_flows_kind(flows, kind_name, &owner);
    if (kind == HF_NONE || (number_text.at != NULL && (!hf_str_i64(number_text, &number) || number < 1)))
        return HF_NO_INSTANCE;
    for (hf_instance i = 0; i < hf_case_head(c)->instances; i++) {
        const struct hf_instance_head *head = hf_case_instance(c, i);
        if (head->owner == owner && head->kind == kind && head->number == number)
            return i;
    }
    return HF_NO_INSTANCE;
}

/* ---- writing ---- */

struct hf_case_head *hf_block_head(struct hf_case *c)
{
    return &block_of(c)->head;
}

struct hf_instance_head *hf_block_instance(struct hf_case *c, hf_instance i)
{
    return &record_of(c, i)->head;
}

struct hf_clock_run *hf_block_clock(struct hf_case *c, hf_instance i, uint16_t clock)
{
    HF_CHECK(clock < record_of(c, i)->clock_count);
    return (struct hf_clock_run *)at(c, record_of(c, i)->clocks) + clock;
}

struct hf_clock_run *hf_block_obligation(struct hf_case *c, hf_instance i, uint16_t obligation)
{
    HF_CHECK(obligation < record_of(c, i)->obligation_count);
    return (struct hf_clock_run *)at(c, record_of(c, i)->clocks) + record_of(c, i)->clock_count + obligation;
}

struct hf_thread *hf_block_thread(struct hf_case *c, uint32_t thread)
{
    HF_CHECK(thread < block_of(c)->head.threads);
    return (struct hf_thread *)at(c, block_of(c)->thread_at) + thread;
}

static void table_add(struct hf_case *c, uint32_t record)
{
    if (block_of(c)->head.instances == block_of(c)->instance_room) {
        uint32_t room = block_of(c)->instance_room == 0 ? 8 : 2 * block_of(c)->instance_room;
        uint32_t moved = grow(c, room * sizeof(uint32_t));
        if (block_of(c)->head.instances > 0)
            memcpy(c->at + moved, at(c, block_of(c)->instance_at),
                   block_of(c)->head.instances * sizeof(uint32_t));
        block_of(c)->instance_at = moved;
        block_of(c)->instance_room = room;
    }
    uint32_t *table = at(c, block_of(c)->instance_at);
    table[block_of(c)->head.instances++] = record;
}

/* A root has no number; every other kind counts its own from 1. */
static uint32_t next_number(const struct hf_case *c, enum hf_owner owner, uint16_t kind)
{
    uint32_t number = 1;
    if (hf_case_head(c)->instances == 0)
        return 0;
    for (hf_instance i = 0; i < hf_case_head(c)->instances; i++)
        if (hf_case_instance(c, i)->owner == owner && hf_case_instance(c, i)->kind == kind)
            number++;
    return number;
}

static void fill_arrays(struct hf_case *c, uint32_t record)
{
    struct record *r = at(c, record);
    uint16_t slots = r->slot_count, states = r->state_count;
    uint32_t clocks = (uint32_t)r->clock_count + r->obligation_count;
    uint32_t slot_at = slots == 0 ? 0 : grow(c, slots * sizeof(struct slot));
    uint32_t clock_at = clocks == 0 ? 0 : grow(c, clocks * sizeof(struct hf_clock_run));
    uint32_t back_at = states == 0 ? 0 : grow(c, states * sizeof(uint16_t));
    r = at(c, record);
    r->slots = slot_at;
    r->clocks = clock_at;
    r->backs = back_at;
    if (back_at != 0)
        memset(at(c, back_at), 0xFF, states * sizeof(uint16_t)); /* HF_NONE everywhere */
}

hf_instance hf_block_add_instance(const struct hf_flows *flows, struct hf_case *c, enum hf_owner owner,
                                  uint16_t kind, const struct hf_id *id)
{
    const struct hf_kind *k = &hf_flows_of(flows, owner)->kind[kind];
    HF_CHECK(hf_case_head(c)->instances < HF_INSTANCES_MAX);
    uint32_t number = next_number(c, owner, kind), record = grow(c, sizeof(struct record));
    *(struct record *)at(c, record) = (struct record){
        .head = {.id = *id, .owner = owner, .kind = kind, .number = number, .back = HF_NONE},
        .slot_count = k->data == NULL ? 0 : k->data->members,
        .clock_count = k->clocks,
        .obligation_count = k->obligations,
        .state_count = k->states,
    };
    fill_arrays(c, record);
    table_add(c, record);
    return hf_case_head(c)->instances - 1;
}

uint32_t hf_block_add_thread(struct hf_case *c, const struct hf_thread *thread)
{
    struct block *b = block_of(c);
    if (b->head.threads == b->thread_room) {
        uint32_t room = b->thread_room == 0 ? 2 : 2 * b->thread_room;
        uint32_t moved = grow(c, room * sizeof *thread);
        b = block_of(c);
        if (b->head.threads > 0)
            memcpy(c->at + moved, at(c, b->thread_at), b->head.threads * sizeof *thread);
        b->thread_at = moved;
        b->thread_room = room;
    }
    *((struct hf_thread *)at(c, b->thread_at) + b->head.threads) = *thread;
    return b->head.threads++;
}

static struct slot *slot_of(struct hf_case *c, hf_instance i, uint16_t datum)
{
    HF_CHECK(datum < record_of(c, i)->slot_count);
    return (struct slot *)at(c, record_of(c, i)->slots) + datum;
}

void hf_block_set(struct hf_case *c, hf_instance i, uint16_t datum, struct hf_str json)
{
    struct slot old = *slot_of(c, i, datum);
    bool fits = old.at != 0 && old.len != HIDDEN && json.len <= old.len;
    uint32_t place = fits ? old.at : grow(c, json.len);
    memcpy(at(c, place), json.at, json.len);
    *slot_of(c, i, datum) = (struct slot){place, (uint32_t)json.len};
}

void hf_block_hide(struct hf_case *c, hf_instance i, uint16_t datum, uint32_t seq, uint32_t place)
{
    uint32_t where = grow(c, sizeof(struct place));
    *(struct place *)at(c, where) = (struct place){seq, place};
    *slot_of(c, i, datum) = (struct slot){where, HIDDEN};
}

void hf_block_clear(struct hf_case *c, hf_instance i, uint16_t datum)
{
    *slot_of(c, i, datum) = (struct slot){0, 0};
}

static uint32_t offset_of_list(const struct hf_case *c, const struct list *list)
{
    return (uint32_t)((const unsigned char *)list - c->at);
}

static struct bond *find_bond(const struct hf_case *c, hf_instance i, uint16_t link, hf_instance to)
{
    const struct record *r = record_of(c, i);
    for (uint32_t b = 0; b < r->bonds.count; b++) {
        struct bond *bond = (struct bond *)at(c, r->bonds.at) + b;
        if (bond->link == link && bond->to == to)
            return bond;
    }
    return NULL;
}

void hf_block_link(struct hf_case *c, hf_instance i, uint16_t link, hf_instance to)
{
    if (find_bond(c, i, link, to) != NULL)
        return;
    make_room(c, offset_of_list(c, &record_of(c, i)->bonds), sizeof(struct bond));
    struct list *bonds = &record_of(c, i)->bonds;
    *((struct bond *)at(c, bonds->at) + bonds->count++) = (struct bond){link, to};
}

void hf_block_unlink(struct hf_case *c, hf_instance i, uint16_t link, hf_instance to)
{
    struct bond *bond = find_bond(c, i, link, to);
    struct list *bonds = &record_of(c, i)->bonds;
    if (bond != NULL)
        *bond = *((struct bond *)at(c, bonds->at) + --bonds->count);
}

void hf_block_sender(struct hf_case *c, hf_instance i, uint16_t event, const struct hf_id *person)
{
    struct list senders = record_of(c, i)->senders;
    for (uint32_t s = 0; s < senders.count; s++) {
        struct sender *sender = (struct sender *)at(c, senders.at) + s;
        if (sender->event == event) {
            sender->person = *person;
            return;
        }
    }
    make_room(c, offset_of_list(c, &record_of(c, i)->senders), sizeof(struct sender));
    struct list *list = &record_of(c, i)->senders;
    *((struct sender *)at(c, list->at) + list->count++) = (struct sender){event, *person};
}

void hf_block_enter(struct hf_case *c, hf_instance i, uint16_t state, uint16_t from)
{
    struct record *r = record_of(c, i);
    HF_CHECK(state < r->state_count);
    uint16_t *backs = at(c, r->backs);
    if (from != HF_NONE)
        backs[state] = from;
    r->head.state = state;
    r->head.back = backs[state];
}

/* ---- packing ---- */

static uint32_t carry(struct hf_case *to, const struct hf_case *from, uint32_t offset, size_t size)
{
    if (offset == 0 || size == 0)
        return 0;
    uint32_t moved = grow(to, size);
    memcpy(to->at + moved, at(from, offset), size);
    return moved;
}

static void carry_slots(struct hf_case *to, const struct hf_case *from, const struct record *old,
                        uint32_t slots)
{
    for (uint16_t d = 0; d < old->slot_count; d++) {
        struct slot slot = *((const struct slot *)at(from, old->slots) + d);
        if (slot.at != 0)
            slot.at = carry(to, from, slot.at, slot.len == HIDDEN ? sizeof(struct place) : slot.len);
        *((struct slot *)at(to, slots) + d) = slot;
    }
}

static void carry_record(struct hf_case *to, const struct hf_case *from, const struct record *old)
{
    struct record r = *old;
    r.slots = carry(to, from, old->slots, old->slot_count * sizeof(struct slot));
    r.clocks = carry(to, from, old->clocks,
                     ((size_t)old->clock_count + old->obligation_count) * sizeof(struct hf_clock_run));
    r.backs = carry(to, from, old->backs, old->state_count * sizeof(uint16_t));
    r.bonds = (struct list){carry(to, from, old->bonds.at, old->bonds.count * sizeof(struct bond)),
                            old->bonds.count, old->bonds.count};
    r.senders = (struct list){carry(to, from, old->senders.at, old->senders.count * sizeof(struct sender)),
                              old->senders.count, old->senders.count};
    if (r.slots != 0)
        carry_slots(to, from, old, r.slots);
    uint32_t record = grow(to, sizeof r);
    memcpy(to->at + record, &r, sizeof r);
    table_add(to, record);
}

/* A block that holds so much, and an event or two more. What is not used is not touched: growing clears it.
 */
static struct hf_case with_room(struct hf_arena *arena, uint32_t used)
{
    struct hf_case c = {.size = used + used / 8 + 1024, .arena = arena};
    c.at = hf_arena_take_unset(arena, 1, 8, c.size);
    return c;
}

struct hf_case hf_case_copy(struct hf_arena *arena, const struct hf_case *from)
{
    const struct hf_case_head *head = hf_case_head(from);
    struct hf_case c = with_room(arena, from->used);
    c.used = sizeof(struct block);
    *block_of(&c) = (struct block){.form = HF_CASE_FORM, .head = *head};
    block_of(&c)->head.instances = block_of(&c)->head.threads = 0;
    for (hf_instance i = 0; i < head->instances; i++)
        carry_record(&c, from, record_of(from, i));
    for (uint32_t t = 0; t < head->threads; t++)
        hf_block_add_thread(&c, hf_case_thread(from, t));
    c.packed = c.used;
    return c;
}

/* Below this, packing costs next to nothing, and a cache holds many such blocks. */
enum { SMALL = 4096 };

struct hf_case hf_case_try(struct hf_arena *arena, const struct hf_case *from)
{
    if (from->used < SMALL || from->used - from->packed > from->packed / 8)
        return hf_case_copy(arena, from);
    struct hf_case c = with_room(arena, from->used);
    c.used = from->used;
    c.packed = from->packed;
    memcpy(c.at, from->at, from->used);
    return c;
}

struct hf_case hf_case_keep(struct hf_arena *arena, const struct hf_case *from)
{
    struct hf_case c = {.used = from->used, .size = from->used, .packed = from->packed};
    c.at = hf_arena_take_unset(arena, 1, 8, from->used);
    memcpy(c.at, from->at, from->used);
    return c;
}

/* ---- what must hold ---- */

static void check_instance(const struct hf_flows *flows, const struct hf_case *c, hf_instance i)
{
    const struct record *r = record_of(c, i);
    const struct hf_kind *kind = hf_case_kind(flows, c, i);
    HF_CHECK(r->head.state < kind->states && (r->head.number == 0) == (i == 0));
    HF_CHECK(r->slot_count == (kind->data == NULL ? 0 : kind->data->members) &&
             r->clock_count == kind->clocks);
    for (uint32_t b = 0; b < r->bonds.count; b++) {
        struct bond bond = ((const struct bond *)at(c, r->bonds.at))[b];
        HF_CHECK(bond.link < kind->links && bond.to < hf_case_head(c)->instances);
        HF_CHECK(find_bond(c, bond.to, kind->link[bond.link].inverse, i) != NULL);
    }
    if (kind->state[r->head.state].end == HF_END_NOT)
        return;
    for (uint16_t k = 0; k < kind->clocks; k++) /* a closed instance never sends reminders */
        HF_CHECK(hf_case_clock(c, i, k)->state == HF_CLOCK_OFF);
}

void hf_case_check(const struct hf_flows *flows, const struct hf_case *c)
{
    const struct hf_case_head *head = hf_case_head(c);
    HF_CHECK((head->seq == 0) == (head->instances == 0));
    for (hf_instance i = 0; i < head->instances; i++)
        check_instance(flows, c, i);
}
