/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which row of a table has a key, as an index of PostgreSQL knows it. Keys are a pair of ids, of which at
 * least one was drawn at random; a row once named is never taken away.
 */
#ifndef HF_TESTS_PORT_INDEX_H
#define HF_TESTS_PORT_INDEX_H

#include "base/id.h"

struct twin_key {
    struct hf_id first, second;
};
struct twin_index {
    struct twin_entry *at; /* open addressing, never more than half full */
    size_t count, places;
};

enum { TWIN_NO_ROW = -1 };

/* The row of this key, or TWIN_NO_ROW. */
long twin_index_find(const struct twin_index *index, const struct twin_key *key);
/* The key must not be in it. */
void twin_index_add(struct twin_index *index, const struct twin_key *key, size_t row);
void twin_index_free(struct twin_index *index);

#endif
