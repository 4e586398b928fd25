/* SPDX-License-Identifier: Apache-2.0 */
/* A tree read into a struct by its table. The recursion is over tables; hf_record_sound bounds their depth.
 */
#include "base/check.h"
#include "base/when.h"
#include "record/near.h"
#include "record/kinds.h"
#include "record/plain.h"

/* hf_record_sound bounds the depth of tables. NOLINTBEGIN(misc-no-recursion) */

/* The way from the root to a value: names, and indices where the name is empty. */
struct path {
    const struct path *up;
    struct hf_str name;
    size_t index;
};

struct reader {
    struct hf_arena *arena;
    struct hf_err *err;
};

typedef enum hf_rc read_kind(const struct reader *reader, const struct hf_record_field *field,
                             const struct hf_json *json, const struct path *path, void *to);

static read_kind read_list, read_record;

static void put_path(struct hf_buf *out, const struct path *path)
{
    if (path == NULL)
        return;
    put_path(out, path->up);
    if (path->name.at == NULL) {
        hf_buf_put_char(out, '[');
        hf_buf_put_padded(out, path->index, 1);
        hf_buf_put_char(out, ']');
    } else {
        if (out->len > 0)
            hf_buf_put_char(out, '.');
        hf_buf_put(out, path->name);
    }
}

static enum hf_rc fail(const struct reader *reader, const struct path *path, enum hf_word word,
                       struct hf_str arg0, struct hf_str arg1)
{
    char text[HF_ERR_WHERE_MAX];
    struct hf_buf where = HF_BUF(text);
    put_path(&where, path);
    return hf_fail(reader->err, word, hf_buf_str(&where), arg0, arg1);
}

static enum hf_rc fail_number(const struct reader *reader, const struct path *path, enum hf_word word,
                              int64_t number)
{
    char text[24];
    struct hf_buf arg = HF_BUF(text);
    hf_buf_put_i64(&arg, number);
    return fail(reader, path, word, hf_buf_str(&arg), HF_STR_NONE);
}

static enum hf_rc fail_range(const struct reader *reader, const struct path *path, enum hf_word word,
                             int64_t got, int64_t bound)
{
    char text[2][24];
    struct hf_buf arg[2] = {HF_BUF(text[0]), HF_BUF(text[1])};
    hf_buf_put_i64(&arg[0], got);
    hf_buf_put_i64(&arg[1], bound);
    return fail(reader, path, word, hf_buf_str(&arg[0]), hf_buf_str(&arg[1]));
}

static enum hf_rc want(const struct reader *reader, const struct path *path, const struct hf_json *json,
                       enum hf_json_kind kind)
{
    static const enum hf_word words[] = {
        [HF_JSON_BOOL] = HF_WORD_record_not_truth,    [HF_JSON_INT] = HF_WORD_record_not_whole,
        [HF_JSON_TEXT] = HF_WORD_record_not_text,     [HF_JSON_LIST] = HF_WORD_record_not_list,
        [HF_JSON_OBJECT] = HF_WORD_record_not_object,
    };
    if (json->kind == kind)
        return HF_OK;
    enum hf_word word = json->kind == HF_JSON_NULL ? HF_WORD_record_null : words[kind];
    return fail(reader, path, word, HF_STR_NONE, HF_STR_NONE);
}

static int64_t characters(struct hf_str text)
{
    const char *end = text.len == 0 ? text.at : text.at + text.len;
    const char *at = hf_plain_end(text.at, end);
    int64_t count = at - text.at;
    for (; at < end; at++)
        count += ((unsigned char)*at & 0xC0) != 0x80;
    return count;
}

static enum hf_rc read_text(const struct reader *reader, const struct hf_record_field *field,
                            const struct hf_json *json, const struct path *path, void *to)
{
    HF_TRY(want(reader, path, json, HF_JSON_TEXT));
    bool alone = field->kind == HF_AS_TEXT;
    int64_t count = alone ? characters(json->is.text) : 0;
    if (alone && count < field->min)
        return fail_number(reader, path, HF_WORD_record_short, field->min);
    if (alone && field->max > 0 && count > field->max)
        return fail_number(reader, path, HF_WORD_record_long, field->max);
    if (field->check != NULL && !field->check(json->is.text)) {
        enum hf_word word = field->wrong == HF_WORD_ok ? HF_WORD_record_form : field->wrong;
        return fail(reader, path, word, json->is.text, HF_STR_NONE);
    }
    memcpy(to, &json->is.text, sizeof json->is.text);
    return HF_OK;
}

static enum hf_rc read_int(const struct reader *reader, const struct hf_record_field *field,
                           const struct hf_json *json, const struct path *path, void *to)
{
    HF_TRY(want(reader, path, json, HF_JSON_INT));
    int64_t value = json->is.integer;
    bool bounded = field->kind == HF_AS_INT && (field->min != 0 || field->max != 0);
    if (bounded && value < field->min)
        return fail_range(reader, path, HF_WORD_record_small, value, field->min);
    if (bounded && value > field->max)
        return fail_range(reader, path, HF_WORD_record_large, value, field->max);
    memcpy(to, &value, sizeof value);
    return HF_OK;
}

static enum hf_rc read_bool(const struct reader *reader, const struct hf_record_field *field,
                            const struct hf_json *json, const struct path *path, void *to)
{
    (void)field;
    HF_TRY(want(reader, path, json, HF_JSON_BOOL));
    memcpy(to, &json->is.truth, sizeof json->is.truth);
    return HF_OK;
}

static enum hf_rc fail_choice(const struct reader *reader, const struct path *path,
                              const struct hf_names *choices, struct hf_str got)
{
    char text[HF_ERR_ARG_MAX];
    struct hf_buf known = HF_BUF(text);
    for (size_t i = 0; i < choices->count; i++) {
        if (i > 0)
            hf_buf_put(&known, HF_STR(", "));
        hf_buf_put(&known, choices->name[i]);
    }
    return fail(reader, path, HF_WORD_record_choice, got, hf_buf_str(&known));
}

static enum hf_rc read_choice(const struct reader *reader, const struct hf_record_field *field,
                              const struct hf_json *json, const struct path *path, void *to)
{
    HF_TRY(want(reader, path, json, HF_JSON_TEXT));
    for (size_t i = 0; i < field->choices->count; i++) {
        if (!hf_str_eq(field->choices->name[i], json->is.text))
            continue;
        int value = (int)i;
        memcpy(to, &value, sizeof value);
        return HF_OK;
    }
    return fail_choice(reader, path, field->choices, json->is.text);
}

static enum hf_rc read_id(const struct reader *reader, const struct hf_record_field *field,
                          const struct hf_json *json, const struct path *path, void *to)
{
    struct hf_id id;
    (void)field;
    HF_TRY(want(reader, path, json, HF_JSON_TEXT));
    if (!hf_id_read(json->is.text, &id))
        return fail(reader, path, HF_WORD_bad_id, HF_STR_NONE, HF_STR_NONE);
    memcpy(to, &id, sizeof id);
    return HF_OK;
}

static enum hf_rc read_digest(const struct reader *reader, const struct hf_record_field *field,
                              const struct hf_json *json, const struct path *path, void *to)
{
    (void)field;
    HF_TRY(want(reader, path, json, HF_JSON_TEXT));
    if (!hf_b64url_read(json->is.text, to, HF_RECORD_DIGEST))
        return fail(reader, path, HF_WORD_record_digest, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc read_instant(const struct reader *reader, const struct hf_record_field *field,
                               const struct hf_json *json, const struct path *path, void *to)
{
    int64_t at_ms;
    (void)field;
    HF_TRY(want(reader, path, json, HF_JSON_TEXT));
    if (!hf_instant_read(json->is.text, &at_ms))
        return fail(reader, path, HF_WORD_bad_instant, HF_STR_NONE, HF_STR_NONE);
    memcpy(to, &at_ms, sizeof at_ms);
    return HF_OK;
}

static enum hf_rc read_day(const struct reader *reader, const struct hf_record_field *field,
                           const struct hf_json *json, const struct path *path, void *to)
{
    int32_t day;
    (void)field;
    HF_TRY(want(reader, path, json, HF_JSON_TEXT));
    if (!hf_day_read(json->is.text, &day))
        return fail(reader, path, HF_WORD_bad_date, HF_STR_NONE, HF_STR_NONE);
    memcpy(to, &day, sizeof day);
    return HF_OK;
}

static enum hf_rc read_raw(const struct reader *reader, const struct hf_record_field *field,
                           const struct hf_json *json, const struct path *path, void *to)
{
    (void)field;
    if (json->kind == HF_JSON_NULL)
        return fail(reader, path, HF_WORD_record_null, HF_STR_NONE, HF_STR_NONE);
    memcpy(to, json, sizeof *json);
    return HF_OK;
}

static read_kind *const readers[HF_RECORD_KINDS] = {
    [HF_AS_TEXT] = read_text,       [HF_AS_INT] = read_int, [HF_AS_BOOL] = read_bool,
    [HF_AS_CHOICE] = read_choice,   [HF_AS_ID] = read_id,   [HF_AS_DIGEST] = read_digest,
    [HF_AS_INSTANT] = read_instant, [HF_AS_DAY] = read_day, [HF_AS_RECORD] = read_record,
    [HF_AS_LIST] = read_list,       [HF_AS_RAW] = read_raw,
};

static enum hf_rc read_list(const struct reader *reader, const struct hf_record_field *field,
                            const struct hf_json *json, const struct path *path, void *to)
{
    HF_TRY(want(reader, path, json, HF_JSON_LIST));
    size_t count = json->is.list.count, size = hf_record_entry_size(field);
    if ((int64_t)count < field->min)
        return fail_number(reader, path, HF_WORD_record_few, field->min);
    if (field->max > 0 && (int64_t)count > field->max)
        return fail_number(reader, path, HF_WORD_record_many, field->max);
    unsigned char *item = hf_arena_take(reader->arena, size, _Alignof(max_align_t), count);
    for (size_t i = 0; i < count; i++) {
        struct path entry = {.up = path, .index = i};
        HF_TRY(readers[field->of](reader, field, &json->is.list.item[i], &entry, item + i * size));
    }
    struct hf_record_list list = {.item = item, .count = count};
    memcpy(to, &list, sizeof list);
    return HF_OK;
}

static void set_absent(const struct hf_record_field *field, unsigned char *to)
{
    int number = (int)field->otherwise;
    int32_t day = (int32_t)field->otherwise;
    bool truth = field->otherwise != 0;
    memset(to, 0, field->size);
    if (field->kind == HF_AS_INT || field->kind == HF_AS_INSTANT)
        memcpy(to, &field->otherwise, sizeof field->otherwise);
    else if (field->kind == HF_AS_CHOICE)
        memcpy(to, &number, sizeof number);
    else if (field->kind == HF_AS_DAY)
        memcpy(to, &day, sizeof day);
    else if (field->kind == HF_AS_BOOL)
        memcpy(to, &truth, sizeof truth);
}

/* The row of that name, looked for from `hint` on and then from the start; count when there is none. */
static size_t find(const struct hf_record *record, struct hf_str name, size_t hint)
{
    size_t i = hint;
    for (size_t tried = 0; tried < record->count; tried++, i++) {
        if (i == record->count)
            i = 0;
        if (hf_str_eq(record->field[i].name, name))
            return i;
    }
    return record->count;
}

static enum hf_rc fail_unknown(const struct reader *reader, const struct path *path,
                               const struct hf_record *record)
{
    struct hf_near near = hf_near_to(path->name);
    for (size_t i = 0; i < record->count; i++)
        hf_near_try(&near, record->field[i].name);
    enum hf_word word = near.best.at == NULL ? HF_WORD_record_unknown : HF_WORD_record_unknown_near;
    return fail(reader, path, word, near.best, HF_STR_NONE);
}

/* Members in the order of the source; `seen` has one bit for each row. */
static enum hf_rc read_members(const struct reader *reader, const struct hf_record *record,
                               const struct hf_json *json, const struct path *path, unsigned char *to,
                               uint64_t *seen)
{
    size_t hint = 0;
    for (size_t m = 0; m < json->is.object.count; m++) {
        const struct hf_member *member = &json->is.object.member[m];
        struct path way = {.up = path, .name = member->name};
        size_t i = find(record, member->name, hint);
        if (i == record->count) {
            if (record->open)
                continue;
            return fail_unknown(reader, &way, record);
        }
        const struct hf_record_field *field = &record->field[i];
        HF_TRY(readers[field->kind](reader, field, &member->value, &way, to + field->offset));
        *seen |= UINT64_C(1) << i;
        hint = i + 1;
    }
    return HF_OK;
}

static enum hf_rc read_object(const struct reader *reader, const struct hf_record *record,
                              const struct hf_json *json, const struct path *path, unsigned char *to)
{
    uint64_t seen = 0;
    HF_CHECK(record->count <= HF_RECORD_FIELDS_MAX);
    HF_TRY(want(reader, path, json, HF_JSON_OBJECT));
    HF_TRY(read_members(reader, record, json, path, to, &seen));
    for (size_t i = 0; i < record->count; i++) {
        const struct hf_record_field *field = &record->field[i];
        struct path way = {.up = path, .name = field->name};
        if ((seen >> i & 1) != 0)
            continue;
        if (field->needed)
            return fail(reader, &way, HF_WORD_record_missing, HF_STR_NONE, HF_STR_NONE);
        set_absent(field, to + field->offset);
    }
    return HF_OK;
}

/* In place where it is needed or an entry of a list; elsewhere behind a pointer. */
static enum hf_rc read_record(const struct reader *reader, const struct hf_record_field *field,
                              const struct hf_json *json, const struct path *path, void *to)
{
    if (field->needed || field->kind == HF_AS_LIST)
        return read_object(reader, field->record, json, path, to);
    unsigned char *inner = hf_arena_take(reader->arena, field->record->size, _Alignof(max_align_t), 1);
    HF_TRY(read_object(reader, field->record, json, path, inner));
    const void *pointer = inner;
    memcpy(to, &pointer, sizeof pointer);
    return HF_OK;
}

enum hf_rc hf_record_read(const struct hf_record *record, const struct hf_json *json, struct hf_arena *arena,
                          void *out, struct hf_err *err)
{
    struct reader reader = {arena, err};
    unsigned char *draft = hf_arena_take(arena, record->size, _Alignof(max_align_t), 1);
    HF_TRY(read_object(&reader, record, json, NULL, draft));
    memcpy(out, draft, record->size);
    return HF_OK;
}

/* NOLINTEND(misc-no-recursion) */
