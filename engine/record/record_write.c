/* SPDX-License-Identifier: Apache-2.0 */
/* A struct written as canonical JSON by its table, whose rows stand in canonical order. */
#include "base/check.h"
#include "base/when.h"
#include "record/kinds.h"
#include "record/number.h"

typedef void write_kind(const struct hf_record_field *field, const void *from, struct hf_buf *out);

static write_kind write_list, write_record;

static void write_text(const struct hf_record_field *field, const void *from, struct hf_buf *out)
{
    struct hf_str text;
    (void)field;
    memcpy(&text, from, sizeof text);
    hf_json_put_text(out, text);
}

static int64_t whole(const void *from)
{
    int64_t value;
    memcpy(&value, from, sizeof value);
    return value;
}

static void write_int(const struct hf_record_field *field, const void *from, struct hf_buf *out)
{
    (void)field;
    HF_CHECK(whole(from) >= -HF_JSON_INT_MAX && whole(from) <= HF_JSON_INT_MAX);
    hf_buf_put_i64(out, whole(from));
}

static bool truth(const void *from)
{
    bool value;
    memcpy(&value, from, sizeof value);
    return value;
}

static void write_bool(const struct hf_record_field *field, const void *from, struct hf_buf *out)
{
    (void)field;
    hf_buf_put(out, truth(from) ? HF_STR("true") : HF_STR("false"));
}

static int chosen(const void *from)
{
    int value;
    memcpy(&value, from, sizeof value);
    return value;
}

static void write_choice(const struct hf_record_field *field, const void *from, struct hf_buf *out)
{
    int value = chosen(from);
    HF_CHECK(value >= 0 && (size_t)value < field->choices->count);
    hf_json_put_text(out, field->choices->name[value]);
}

static void write_id(const struct hf_record_field *field, const void *from, struct hf_buf *out)
{
    struct hf_id id;
    (void)field;
    memcpy(&id, from, sizeof id);
    hf_buf_put_char(out, '"');
    hf_id_put(out, &id);
    hf_buf_put_char(out, '"');
}

static void write_digest(const struct hf_record_field *field, const void *from, struct hf_buf *out)
{
    (void)field;
    hf_buf_put_char(out, '"');
    hf_b64url_put(out, from, HF_RECORD_DIGEST);
    hf_buf_put_char(out, '"');
}

static void write_instant(const struct hf_record_field *field, const void *from, struct hf_buf *out)
{
    (void)field;
    hf_buf_put_char(out, '"');
    hf_instant_put(out, whole(from));
    hf_buf_put_char(out, '"');
}

static int32_t day_at(const void *from)
{
    int32_t value;
    memcpy(&value, from, sizeof value);
    return value;
}

static void write_day(const struct hf_record_field *field, const void *from, struct hf_buf *out)
{
    (void)field;
    hf_buf_put_char(out, '"');
    hf_day_put(out, day_at(from));
    hf_buf_put_char(out, '"');
}

static void write_raw(const struct hf_record_field *field, const void *from, struct hf_buf *out)
{
    struct hf_json json;
    (void)field;
    memcpy(&json, from, sizeof json);
    hf_json_write(out, &json);
}

static write_kind *const writers[HF_RECORD_KINDS] = {
    [HF_AS_TEXT] = write_text,       [HF_AS_INT] = write_int, [HF_AS_BOOL] = write_bool,
    [HF_AS_CHOICE] = write_choice,   [HF_AS_ID] = write_id,   [HF_AS_DIGEST] = write_digest,
    [HF_AS_INSTANT] = write_instant, [HF_AS_DAY] = write_day, [HF_AS_RECORD] = write_record,
    [HF_AS_LIST] = write_list,       [HF_AS_RAW] = write_raw,
};

static void write_list(const struct hf_record_field *field, const void *from, struct hf_buf *out)
{
    struct hf_record_list list;
    size_t size = hf_record_entry_size(field);
    memcpy(&list, from, sizeof list);
    hf_buf_put_char(out, '[');
    for (size_t i = 0; i < list.count; i++) {
        if (i > 0)
            hf_buf_put_char(out, ',');
        writers[field->of](field, (const unsigned char *)list.item + i * size, out);
    }
    hf_buf_put_char(out, ']');
}

static const void *pointer_at(const void *from)
{
    const void *pointer;
    memcpy(&pointer, from, sizeof pointer);
    return pointer;
}

static void write_record(const struct hf_record_field *field, const void *from, struct hf_buf *out)
{
    bool in_place = field->needed || field->kind == HF_AS_LIST;
    hf_record_write(field->record, in_place ? from : pointer_at(from), out);
}

static bool all_zero(const unsigned char *at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (at[i] != 0)
            return false;
    return true;
}

static bool is_absent(const struct hf_record_field *field, const unsigned char *from)
{
    struct hf_str text;
    struct hf_record_list list;
    struct hf_json json;
    switch (field->kind) {
    case HF_AS_TEXT:
        memcpy(&text, from, sizeof text);
        return text.at == NULL;
    case HF_AS_INT:
    case HF_AS_INSTANT:
        return whole(from) == field->otherwise;
    case HF_AS_BOOL:
        return truth(from) == (field->otherwise != 0);
    case HF_AS_CHOICE:
        return chosen(from) == field->otherwise;
    case HF_AS_DAY:
        return day_at(from) == field->otherwise;
    case HF_AS_ID:
    case HF_AS_DIGEST:
        return all_zero(from, field->size);
    case HF_AS_RECORD:
        return pointer_at(from) == NULL;
    case HF_AS_LIST:
        memcpy(&list, from, sizeof list);
        return list.item == NULL;
    case HF_AS_RAW:
        memcpy(&json, from, sizeof json);
        return json.kind == HF_JSON_NULL;
    case HF_RECORD_KINDS:
        break;
    }
    HF_UNREACHABLE();
}

/* Names in tables need no escapes: hf_record_sound looks. */
static void put_name(struct hf_buf *out, char before, struct hf_str name)
{
    char *at = hf_buf_extend(out, name.len + 4);
    if (at == NULL)
        return;
    at[0] = before;
    at[1] = '"';
    memcpy(at + 2, name.at, name.len);
    at[name.len + 2] = '"';
    at[name.len + 3] = ':';
}

void hf_record_write(const struct hf_record *record, const void *in, struct hf_buf *out)
{
    char before = '{';
    for (size_t i = 0; i < record->count; i++) {
        const struct hf_record_field *field = &record->field[i];
        const unsigned char *from = (const unsigned char *)in + field->offset;
        if (!field->needed && is_absent(field, from))
            continue;
        put_name(out, before, field->name);
        writers[field->kind](field, from, out);
        before = ',';
    }
    hf_buf_put(out, before == '{' ? HF_STR("{}") : HF_STR("}"));
}
