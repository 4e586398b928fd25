/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ids of rows. They are not kept: they stand in the text, and whoever needs one reads it there again, row
 * after row. Where a reader has them as texts of its own (JSON), they are handed over as an array.
 *
 * That no id comes twice needs no memory while each is greater than the one before; the first that is not
 * makes a table of 64-bit fingerprints, and what that finds is looked up in the text before it is believed.
 */
#ifndef HF_TRACE_IDS_H
#define HF_TRACE_IDS_H

#include "base/arena.h"

struct hf_trace_ids {
    const struct hf_str *text; /* one for each row; NULL: they stand in the lines */
    const size_t *at;          /* beside them, where in the text each row begins */
    /* Lines of CSV: the first row, the end of the text, which field is the id; numbered: the line is. */
    const char *first, *end;
    unsigned field;
    bool numbered;
    /* While reading. */
    struct hf_str last;
    uint64_t *print; /* open table of fingerprints, 0 free; NULL while ids rise */
    size_t prints, print_room;
};

/* One id after the other. */
struct hf_trace_ids_walk {
    const struct hf_trace_ids *ids;
    const char *at; /* the line of the next row */
    uint32_t row;   /* its number, from 0 */
    char number[24];
};

struct hf_trace_ids_walk hf_trace_ids_begin(const struct hf_trace_ids *ids);
/* The id of the next row, whole until the next call. There must be one. */
struct hf_str hf_trace_ids_next(struct hf_trace_ids_walk *walk);
/* The line of the row whose id would come next. */
const char *hf_trace_ids_line(struct hf_trace_ids_walk *walk);

static inline uint64_t hf_trace_id_word(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Shorter first, then by bytes: e9 before e10. */
static inline bool hf_trace_id_after(struct hf_str id, struct hf_str last)
{
    if (id.len != last.len)
        return id.len > last.len;
    if (id.len < 8 || id.len > 16)
        return memcmp(id.at, last.at, id.len) > 0;
    uint64_t a = hf_trace_id_word(id.at), b = hf_trace_id_word(last.at);
    return a != b ? a > b : hf_trace_id_word(id.at + id.len - 8) > hf_trace_id_word(last.at + id.len - 8);
}

enum hf_trace_ids_said { HF_TRACE_ID_NEW, HF_TRACE_ID_TWICE, HF_TRACE_ID_NO_ROOM };
/* Is this an id that none of the `rows` rows before has? `rows_max`: how many there can be. */
enum hf_trace_ids_said hf_trace_ids_add(struct hf_trace_ids *ids, struct hf_str id, uint32_t rows,
                                        size_t rows_max, struct hf_arena *scratch);

#endif
