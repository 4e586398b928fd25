/* SPDX-License-Identifier: Apache-2.0 */
#include "record/order.h"

enum { MOVES_EACH = 16 }; /* of a member, before the heap takes over */

/*
 * UTF-8 bytes order texts by code point. UTF-16 differs in one respect: what needs two units (lead bytes
 * F0..F4) begins with D800..DBFF and so stands before U+E000..U+FFFF (lead bytes EE and EF).
 */
static int byte_order(unsigned char a, unsigned char b)
{
    if (a >= 0xEE && b >= 0xEE && (a >= 0xF0) != (b >= 0xF0))
        return (int)b - (int)a;
    return (int)a - (int)b;
}

int hf_name_order(struct hf_str a, struct hf_str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < shorter; i++)
        if (a.at[i] != b.at[i])
            return byte_order((unsigned char)a.at[i], (unsigned char)b.at[i]);
    return (a.len > b.len) - (a.len < b.len);
}

/* By name, then by place, so that the later of two equal names stands behind the earlier. */
static bool before(const struct hf_member *member, uint32_t a, uint32_t b)
{
    int order = hf_name_order(member[a].name, member[b].name);
    return order != 0 ? order < 0 : a < b;
}

/* Moves `value` down from `hole` to its place in the heap of the first `count` entries. */
static void sift(struct hf_member *member, size_t hole, size_t count, uint32_t value)
{
    for (size_t child; (child = 2 * hole + 1) < count; hole = child) {
        if (child + 1 < count && before(member, member[child].sorted, member[child + 1].sorted))
            child++;
        if (!before(member, value, member[child].sorted))
            break;
        member[hole].sorted = member[child].sorted;
    }
    member[hole].sorted = value;
}

/* A heap sort: needs no memory, and nobody can choose names that make it slow. */
static void heap_sort(struct hf_member *member, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift(member, i, count, member[i].sorted);
    for (size_t last = count; last-- > 1;) {
        uint32_t value = member[last].sorted;
        member[last].sorted = member[0].sorted;
        sift(member, 0, last, value);
    }
}

static size_t first_doubled(const struct hf_member *member, size_t count)
{
    size_t first = count;
    for (size_t k = 1; k < count; k++) {
        uint32_t later = member[k].sorted;
        if (later < first && hf_str_eq(member[member[k - 1].sorted].name, member[later].name))
            first = later;
    }
    return first;
}

/*
 * Puts member[i] among those before it, which are in order, and counts in `moved` how many make room.
 * False: one of them has its name.
 */
static bool insert(struct hf_member *member, size_t i, size_t *moved)
{
    size_t to = i;
    int order = 1;
    while (to > 0 && (order = hf_name_order(member[i].name, member[member[to - 1].sorted].name)) < 0) {
        member[to].sorted = member[to - 1].sorted;
        to--;
    }
    member[to].sorted = (uint32_t)i;
    *moved += i - to;
    return order != 0;
}

static size_t sort_any(struct hf_member *member, size_t count)
{
    for (size_t i = 0; i < count; i++)
        member[i].sorted = (uint32_t)i;
    heap_sort(member, count);
    return first_doubled(member, count);
}

/* Members come in order or nearly so, and few: inserting is best, until somebody's choice makes it dear. */
size_t hf_members_sort(struct hf_member *member, size_t count)
{
    size_t moved = 0;
    for (size_t i = 0; i < count; i++) {
        if (!insert(member, i, &moved))
            return i;
        if (moved > MOVES_EACH * count)
            return sort_any(member, count);
    }
    return count;
}
