/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/ids.h"

#include "base/buf.h"

struct hf_trace_ids_walk hf_trace_ids_begin(const struct hf_trace_ids *ids)
{
    return (struct hf_trace_ids_walk){.ids = ids, .at = ids->first};
}

/* Where the field that begins at `at` ends: before a comma or the end of the line. */
static const char *field_end(const char *at, const char *end)
{
    bool quoted = false;
    for (; at < end && (quoted || (*at != ',' && *at != '\n')); at++)
        quoted ^= *at == '"';
    return at;
}

static struct hf_str field_of(const struct hf_trace_ids *ids, const char *line)
{
    const char *at = line, *end = field_end(at, ids->end);
    for (unsigned i = 0; i < ids->field; i++) {
        at = end + (end < ids->end);
        end = field_end(at, ids->end);
    }
    struct hf_str field = {at, (size_t)(end - at)};
    if (field.len > 0 && field.at[field.len - 1] == '\r')
        field.len--;
    return field.len >= 2 && field.at[0] == '"' ? hf_str_part(field, 1, field.len - 1) : field;
}

static struct hf_str number_of(struct hf_trace_ids_walk *walk)
{
    struct hf_buf text = HF_BUF(walk->number);
    hf_buf_put_i64(&text, (int64_t)walk->row + 2); /* the heading is line 1 */
    return hf_buf_str(&text);
}

const char *hf_trace_ids_line(struct hf_trace_ids_walk *walk)
{
    return walk->at;
}

struct hf_str hf_trace_ids_next(struct hf_trace_ids_walk *walk)
{
    const struct hf_trace_ids *ids = walk->ids;
    if (ids->text != NULL)
        return ids->text[walk->row++];
    struct hf_str id = ids->numbered ? number_of(walk) : field_of(ids, walk->at);
    const char *from = ids->numbered ? walk->at : id.at + id.len;
    const char *feed = memchr(from, '\n', (size_t)(ids->end - from));
    walk->at = feed == NULL ? ids->end : feed + 1;
    walk->row++;
    return id;
}

/* ---- that none comes twice ---- */

static uint64_t print_of(struct hf_str id)
{
    uint64_t print = id.len, word;
    for (size_t at = 0; at < id.len; at += sizeof word) {
        size_t part = id.len - at < sizeof word ? id.len - at : sizeof word;
        word = 0;
        memcpy(&word, id.at + at, part);
        print = (print ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        print ^= print >> 32;
    }
    return print == 0 ? 1 : print;
}

/* Its place in the table, which holds it already or is free there. */
static uint64_t *place_of(const struct hf_trace_ids *ids, uint64_t print)
{
    __extension__ typedef unsigned __int128 wide;
    size_t at = (size_t)((wide)(print * UINT64_C(0xD1B54A32D192ED03)) * ids->print_room >> 64);
    while (ids->print[at] != 0 && ids->print[at] != print)
        at = at + 1 == ids->print_room ? 0 : at + 1;
    return &ids->print[at];
}

static size_t lines_of(const struct hf_trace_ids *ids)
{
    size_t lines = 1;
    for (const char *at = ids->first; (at = memchr(at, '\n', (size_t)(ids->end - at))) != NULL; at++)
        lines++;
    return lines;
}

/* Everything that came before is known by its print; those were all different. */
static bool remember(struct hf_trace_ids *ids, uint32_t rows, size_t rows_max, struct hf_arena *scratch)
{
    struct hf_trace_ids_walk walk = hf_trace_ids_begin(ids);
    ids->print_room = (ids->text == NULL ? lines_of(ids) : rows_max) / 2 * 3 + 8;
    ids->print = hf_arena_try(scratch, sizeof *ids->print, _Alignof(uint64_t), ids->print_room);
    if (ids->print == NULL)
        return false;
    for (uint32_t i = 0; i < rows; i++) {
        uint64_t print = print_of(hf_trace_ids_next(&walk));
        *place_of(ids, print) = print;
    }
    return true;
}

static bool stands_before(const struct hf_trace_ids *ids, struct hf_str id, uint32_t rows)
{
    struct hf_trace_ids_walk walk = hf_trace_ids_begin(ids);
    for (uint32_t i = 0; i < rows; i++)
        if (hf_str_eq(hf_trace_ids_next(&walk), id))
            return true;
    return false;
}

static enum hf_trace_ids_said look_up(struct hf_trace_ids *ids, struct hf_str id, uint32_t rows)
{
    uint64_t print = print_of(id), *place = place_of(ids, print);
    if (*place == print && stands_before(ids, id, rows))
        return HF_TRACE_ID_TWICE;
    *place = print;
    return HF_TRACE_ID_NEW;
}

enum hf_trace_ids_said hf_trace_ids_add(struct hf_trace_ids *ids, struct hf_str id, uint32_t rows,
                                        size_t rows_max, struct hf_arena *scratch)
{
    if (ids->print == NULL) {
        bool rises = rows == 0 || hf_trace_id_after(id, ids->last);
        ids->last = id;
        if (rises)
            return HF_TRACE_ID_NEW;
        if (!remember(ids, rows, rows_max, scratch))
            return HF_TRACE_ID_NO_ROOM;
    }
    return look_up(ids, id, rows);
}
