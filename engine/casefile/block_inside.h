/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a case lies in memory, for case.c, which reads it, and block.c, which writes it.
 *
 * From its beginning: `struct block` (head, and where the tables are); the seats, one for each instance; the
 * threads; the records. A record holds all of one instance in one piece: its arrays, lists and values lie
 * behind its head, offsets within it counting from there; so it can be copied, moved and left alone by
 * itself. Offsets of seats, threads and records count bytes from the beginning of the case. 0 stands for
 * "nothing".
 *
 * A case that something is tried on shares what is not touched with the case it was: below `shared` an offset
 * means a byte of that one, from there on a byte of its own. `struct block` is always its own.
 */
#ifndef HF_CASEFILE_BLOCK_INSIDE_H
#define HF_CASEFILE_BLOCK_INSIDE_H

#include "base/check.h"
#include "casefile/block.h"

struct block {
    struct hf_case_head head;
    uint32_t form;
    uint32_t seat_at, seat_room;
    uint32_t thread_at, thread_room; /* struct hf_thread */
};

/* What an instance is looked up by, and where it is. */
struct seat {
    uint64_t name;      /* owner, kind and number in one */
    uint32_t id_begins; /* the first bytes of its id */
    uint32_t record;
};

/* A datum: absent (at == 0), a value of so many bytes, or a hidden one: HF_SLOT_HIDDEN and its place in
 * `len`, its event's seq in `at`. */
#define HF_SLOT_HIDDEN (UINT32_C(1) << 31)
struct slot {
    uint32_t at, len;
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

/* Behind it from its birth: struct slot, struct hf_clock_run of clocks and of obligations, uint16_t of
 * states; then lists and values as they come. */
struct record {
    struct hf_instance_head head;
    uint32_t used, size; /* bytes of the piece, this head included */
    uint32_t waste;      /* of those used: what was replaced and lies there still */
    uint16_t slot_count, clock_count, obligation_count, state_count;
    struct list bonds, senders;
};

static inline struct block *block_of(const struct hf_case *c)
{
    return (struct block *)(void *)c->at;
}

static inline void *at(const struct hf_case *c, uint32_t offset)
{
    HF_CHECK(offset != 0 && offset < c->used);
    return offset < c->shared ? (unsigned char *)(uintptr_t)c->under + offset : c->at + (offset - c->shared);
}

/* As many as there are instances; NULL: there are none. */
static inline const struct seat *seats_of(const struct hf_case *c)
{
    return block_of(c)->head.instances == 0 ? NULL : at(c, block_of(c)->seat_at);
}

static inline const struct record *record_of(const struct hf_case *c, hf_instance i)
{
    const struct seat *seat = seats_of(c);
    HF_CHECK(seat != NULL && i < block_of(c)->head.instances);
    return at(c, seat[i].record);
}

/* What lies behind the head of a record. */
static inline void *within(const struct record *r, uint32_t offset)
{
    HF_CHECK(offset != 0 && offset < r->used);
    return (unsigned char *)(uintptr_t)r + offset;
}

static inline struct slot *slots_of(const struct record *r)
{
    return (struct slot *)(uintptr_t)(r + 1);
}

static inline struct hf_clock_run *clocks_of(const struct record *r)
{
    return (struct hf_clock_run *)(void *)(slots_of(r) + r->slot_count);
}

static inline struct hf_clock_run *obligations_of(const struct record *r)
{
    return clocks_of(r) + r->clock_count;
}

static inline uint16_t *backs_of(const struct record *r)
{
    return (uint16_t *)(void *)(obligations_of(r) + r->obligation_count);
}

static inline uint64_t seat_name(enum hf_owner owner, uint16_t kind, uint32_t number)
{
    return (uint64_t)owner << 48 | (uint64_t)kind << 32 | number;
}

static inline uint32_t id_begins(const struct hf_id *id)
{
    uint32_t begins;
    memcpy(&begins, id->byte, sizeof begins);
    return begins;
}

#endif
