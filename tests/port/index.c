/* SPDX-License-Identifier: Apache-2.0 */
#include "port/index.h"

#include <stdlib.h>

#include "base/check.h"

struct twin_entry {
    struct twin_key key;
    long row;
    bool taken;
};

static size_t first_place(const struct twin_index *index, const struct twin_key *key)
{
    uint64_t word[4];
    memcpy(word, key, sizeof word);
    uint64_t mixed = (word[0] ^ word[1] ^ word[2] ^ word[3]) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(mixed >> 32) & (index->places - 1);
}

/* Where the key stands, or where it would. */
static struct twin_entry *place_of(const struct twin_index *index, const struct twin_key *key)
{
    size_t at = first_place(index, key);
    while (index->at[at].taken && memcmp(&index->at[at].key, key, sizeof *key) != 0)
        at = (at + 1) & (index->places - 1);
    return &index->at[at];
}

long twin_index_find(const struct twin_index *index, const struct twin_key *key)
{
    if (index->places == 0)
        return TWIN_NO_ROW;
    const struct twin_entry *entry = place_of(index, key);
    return entry->taken ? entry->row : TWIN_NO_ROW;
}

static void enlarge(struct twin_index *index)
{
    struct twin_index larger = {.count = index->count, .places = index->places == 0 ? 64 : 2 * index->places};
    larger.at = calloc(larger.places, sizeof *larger.at);
    HF_CHECK(larger.at != NULL);
    for (size_t i = 0; i < index->places; i++)
        if (index->at[i].taken)
            *place_of(&larger, &index->at[i].key) = index->at[i];
    free(index->at);
    *index = larger;
}

void twin_index_add(struct twin_index *index, const struct twin_key *key, size_t row)
{
    if (2 * index->count >= index->places)
        enlarge(index);
    struct twin_entry *entry = place_of(index, key);
    HF_CHECK(!entry->taken);
    *entry = (struct twin_entry){.key = *key, .row = (long)row, .taken = true};
    index->count++;
}

void twin_index_free(struct twin_index *index)
{
    free(index->at);
    *index = (struct twin_index){0};
}
