/* SPDX-License-Identifier: Apache-2.0 */
/* Tables looked at themselves. */
#include "record/record.h"

#include "record/kinds.h"
#include "record/order.h"
#include "record/plain.h"

/* HF_RECORD_DEPTH_MAX bounds the depth of tables. NOLINTBEGIN(misc-no-recursion) */

static const size_t sizes[HF_RECORD_KINDS] = {
    [HF_AS_TEXT] = sizeof(struct hf_str), [HF_AS_INT] = sizeof(int64_t),
    [HF_AS_BOOL] = sizeof(bool),          [HF_AS_CHOICE] = sizeof(int),
    [HF_AS_ID] = sizeof(struct hf_id),    [HF_AS_DIGEST] = HF_RECORD_DIGEST,
    [HF_AS_INSTANT] = sizeof(int64_t),    [HF_AS_DAY] = sizeof(int32_t),
    [HF_AS_RECORD] = sizeof(void *),      [HF_AS_LIST] = sizeof(struct hf_record_list),
    [HF_AS_RAW] = sizeof(struct hf_json),
};

size_t hf_record_field_size(const struct hf_record_field *field)
{
    return field->kind == HF_AS_RECORD && field->needed ? field->record->size : sizes[field->kind];
}

size_t hf_record_entry_size(const struct hf_record_field *list)
{
    return list->of == HF_AS_RECORD ? list->record->size : sizes[list->of];
}

static bool uses(const struct hf_record_field *field, enum hf_record_kind kind)
{
    return field->kind == kind || (field->kind == HF_AS_LIST && field->of == kind);
}

/* Why the row is not well-formed; NULL when it is. */
static const char *fault(const struct hf_record_field *field, const struct hf_record_field *before)
{
    if (field->name.len == 0)
        return "has no name";
    if (hf_plain_end(field->name.at, field->name.at + field->name.len) < field->name.at + field->name.len)
        return "has a name that cannot be written as it is";
    if (before != NULL && hf_name_order(before->name, field->name) >= 0)
        return "does not stand in canonical order";
    if (uses(field, HF_AS_RECORD) != (field->record != NULL))
        return "needs a record, or has one it does not need";
    if (uses(field, HF_AS_CHOICE) != (field->choices != NULL))
        return "needs choices, or has some it does not need";
    if (field->check != NULL && !uses(field, HF_AS_TEXT))
        return "has a check that is never called";
    if (field->kind == HF_AS_LIST && field->of == HF_AS_LIST)
        return "is a list of lists";
    if (field->size != hf_record_field_size(field))
        return "has a struct member of another size than its kind";
    if (field->max != 0 && field->min > field->max)
        return "has a least value above its greatest";
    return NULL;
}

static bool say(struct hf_buf *why, struct hf_str name, const char *what)
{
    hf_buf_put(why, name);
    hf_buf_put_char(why, ' ');
    hf_buf_put(why, hf_str_of(what));
    return false;
}

static bool sound_at(const struct hf_record *record, unsigned depth, struct hf_buf *why)
{
    if (record->count > HF_RECORD_FIELDS_MAX)
        return say(why, record->field[HF_RECORD_FIELDS_MAX].name, "is one field too many");
    for (size_t i = 0; i < record->count; i++) {
        const struct hf_record_field *field = &record->field[i];
        const char *what = fault(field, i == 0 ? NULL : field - 1);
        if (what != NULL)
            return say(why, field->name, what);
        if (field->record != NULL && depth == HF_RECORD_DEPTH_MAX)
            return say(why, field->name, "is nested too deep");
        if (field->record != NULL && !sound_at(field->record, depth + 1, why))
            return false;
    }
    return true;
}

bool hf_record_sound(const struct hf_record *record, struct hf_buf *why)
{
    return sound_at(record, 1, why);
}

/* NOLINTEND(misc-no-recursion) */
