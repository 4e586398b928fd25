/* SPDX-License-Identifier: Apache-2.0 */
#include "record/schema.h"

#include "record/number.h"

#define ADD(maker, name, value) hf_json_add((maker), HF_STR(name), (value))

/* Adds what holds for a value of one kind: the field's own, or that of its entries. */
typedef void add_kind(struct hf_json_maker *schema, const struct hf_record_field *field);

static add_kind add_list, add_record;

static struct hf_json text(const char *literal)
{
    return hf_json_of_text(hf_str_of(literal));
}

static void add_string(struct hf_json_maker *schema, struct hf_str pattern)
{
    ADD(schema, "type", text("string"));
    if (pattern.at != NULL)
        ADD(schema, "pattern", hf_json_of_text(pattern));
}

static void add_bounds(struct hf_json_maker *schema, const struct hf_record_field *field, const char *least,
                       const char *most)
{
    if (field->min > 0)
        hf_json_add(schema, hf_str_of(least), hf_json_of_int(field->min));
    if (field->max > 0)
        hf_json_add(schema, hf_str_of(most), hf_json_of_int(field->max));
}

static void add_text(struct hf_json_maker *schema, const struct hf_record_field *field)
{
    add_string(schema, field->pattern);
    if (field->kind == HF_AS_TEXT)
        add_bounds(schema, field, "minLength", "maxLength");
}

static void add_int(struct hf_json_maker *schema, const struct hf_record_field *field)
{
    bool bounded = field->kind == HF_AS_INT && (field->min != 0 || field->max != 0);
    int64_t min = bounded && field->min > -HF_JSON_INT_MAX ? field->min : -HF_JSON_INT_MAX;
    int64_t max = bounded && field->max < HF_JSON_INT_MAX ? field->max : HF_JSON_INT_MAX;
    ADD(schema, "type", text("integer"));
    ADD(schema, "minimum", hf_json_of_int(min));
    ADD(schema, "maximum", hf_json_of_int(max));
}

static void add_bool(struct hf_json_maker *schema, const struct hf_record_field *field)
{
    (void)field;
    ADD(schema, "type", text("boolean"));
}

static void add_choice(struct hf_json_maker *schema, const struct hf_record_field *field)
{
    struct hf_json_maker list = hf_json_make(schema->arena);
    for (size_t i = 0; i < field->choices->count; i++)
        hf_json_add(&list, HF_STR_NONE, hf_json_of_text(field->choices->name[i]));
    ADD(schema, "enum", hf_json_list(&list));
}

static void add_id(struct hf_json_maker *schema, const struct hf_record_field *field)
{
    (void)field;
    add_string(schema, HF_STR("^[A-Za-z0-9_-]{21}[AQgw]$"));
}

static void add_digest(struct hf_json_maker *schema, const struct hf_record_field *field)
{
    (void)field;
    add_string(schema, HF_STR("^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$"));
}

static void add_instant(struct hf_json_maker *schema, const struct hf_record_field *field)
{
    (void)field;
    add_string(schema, HF_STR("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"));
}

static void add_day(struct hf_json_maker *schema, const struct hf_record_field *field)
{
    (void)field;
    add_string(schema, HF_STR("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
}

static void add_raw(struct hf_json_maker *schema, const struct hf_record_field *field)
{
    struct hf_json_maker null = hf_json_make(schema->arena);
    (void)field;
    ADD(&null, "type", text("null"));
    ADD(schema, "not", hf_json_object(&null));
}

static add_kind *const adders[HF_RECORD_KINDS] = {
    [HF_AS_TEXT] = add_text,       [HF_AS_INT] = add_int, [HF_AS_BOOL] = add_bool,
    [HF_AS_CHOICE] = add_choice,   [HF_AS_ID] = add_id,   [HF_AS_DIGEST] = add_digest,
    [HF_AS_INSTANT] = add_instant, [HF_AS_DAY] = add_day, [HF_AS_RECORD] = add_record,
    [HF_AS_LIST] = add_list,       [HF_AS_RAW] = add_raw,
};

static void add_list(struct hf_json_maker *schema, const struct hf_record_field *field)
{
    struct hf_json_maker entry = hf_json_make(schema->arena);
    adders[field->of](&entry, field);
    ADD(schema, "type", text("array"));
    ADD(schema, "items", hf_json_object(&entry));
    add_bounds(schema, field, "minItems", "maxItems");
}

static struct hf_json field_schema(const struct hf_record_field *field, struct hf_arena *arena)
{
    struct hf_json_maker schema = hf_json_make(arena);
    adders[field->kind](&schema, field);
    if (field->about.at != NULL)
        ADD(&schema, "description", hf_json_of_text(field->about));
    return hf_json_object(&schema);
}

static void add_members(struct hf_json_maker *schema, const struct hf_record *record)
{
    struct hf_json_maker properties = hf_json_make(schema->arena), required = hf_json_make(schema->arena);
    for (size_t i = 0; i < record->count; i++) {
        const struct hf_record_field *field = &record->field[i];
        hf_json_add(&properties, field->name, field_schema(field, schema->arena));
        if (field->needed)
            hf_json_add(&required, HF_STR_NONE, hf_json_of_text(field->name));
    }
    ADD(schema, "type", text("object"));
    ADD(schema, "properties", hf_json_object(&properties));
    if (required.count > 0)
        ADD(schema, "required", hf_json_list(&required));
    if (!record->open)
        ADD(schema, "additionalProperties", hf_json_of_bool(false));
}

static void add_record(struct hf_json_maker *schema, const struct hf_record_field *field)
{
    add_members(schema, field->record);
}

struct hf_json hf_record_describe(const struct hf_record *record, struct hf_arena *arena)
{
    struct hf_json_maker schema = hf_json_make(arena);
    ADD(&schema, "$schema", text("https://json-schema.org/draft/2020-12/schema"));
    if (record->about.at != NULL)
        ADD(&schema, "description", hf_json_of_text(record->about));
    add_members(&schema, record);
    return hf_json_object(&schema);
}
