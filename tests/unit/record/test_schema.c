/* SPDX-License-Identifier: Apache-2.0 */
#include "record/schema.h"

#include "doc.h"

enum colour { RED, GREEN };
static const struct hf_str colour_names[] = {HF_STR_INIT("red"), HF_STR_INIT("green")};
static const struct hf_names colours = HF_NAMES(colour_names);

struct inner {
    enum colour colour;
};
struct outer {
    int64_t amount;
    int32_t day;
    unsigned char digest[32];
    struct hf_id id;
    HF_LIST_OF(struct inner) inners;
    int64_t number;
    struct hf_json raw;
    bool sealed;
    struct hf_str title;
    int64_t when;
};

static const struct hf_record_field inner_fields[] = {
    HF_FIELD(struct inner, colour, .kind = HF_AS_CHOICE, .choices = &colours),
};
static const struct hf_record inner = HF_RECORD(struct inner, inner_fields);

static const struct hf_record_field outer_fields[] = {
    HF_FIELD(struct outer, amount, .kind = HF_AS_INT, .min = 0, .max = INT64_MAX,
             .about = HF_STR_INIT("in cents")),
    HF_FIELD(struct outer, day, .kind = HF_AS_DAY),
    HF_FIELD(struct outer, digest, .kind = HF_AS_DIGEST),
    HF_FIELD(struct outer, id, .kind = HF_AS_ID, .needed = true),
    HF_FIELD(struct outer, inners, .kind = HF_AS_LIST, .of = HF_AS_RECORD, .record = &inner, .min = 1,
             .max = 9),
    HF_FIELD(struct outer, number, .kind = HF_AS_INT),
    HF_FIELD(struct outer, raw, .kind = HF_AS_RAW),
    HF_FIELD(struct outer, sealed, .kind = HF_AS_BOOL, .needed = true),
    HF_FIELD(struct outer, title, .kind = HF_AS_TEXT, .min = 1, .max = 80, .pattern = HF_STR_INIT("^[^x]*$")),
    HF_FIELD(struct outer, when, .kind = HF_AS_INSTANT),
};
static const struct hf_record outer = HF_RECORD(struct outer, outer_fields);

static struct hf_str told(const struct hf_record *record, const char *property)
{
    struct hf_json schema = hf_record_describe(record, &doc_arena);
    const struct hf_json *value = hf_json_get(HF_JSON_GET(&schema, "properties"), hf_str_of(property));
    assert_non_null(value);
    return doc_text(value);
}

static void each_kind_has_its_schema(void **state)
{
    (void)state;
    static const char *const want[][2] = {
        {"amount",
         "{\"description\":\"in cents\",\"maximum\":9007199254740991,\"minimum\":0,\"type\":\"integer\"}"},
        {"day", "{\"pattern\":\"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\",\"type\":\"string\"}"},
        {"digest", "{\"pattern\":\"^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$\",\"type\":\"string\"}"},
        {"id", "{\"pattern\":\"^[A-Za-z0-9_-]{21}[AQgw]$\",\"type\":\"string\"}"},
        {"inners", "{\"items\":{\"additionalProperties\":false,\"properties\":{\"colour\":{\"enum\":[\"red\","
                   "\"green\"]}},"
                   "\"type\":\"object\"},\"maxItems\":9,\"minItems\":1,\"type\":\"array\"}"},
        {"number", "{\"maximum\":9007199254740991,\"minimum\":-9007199254740991,\"type\":\"integer\"}"},
        {"raw", "{\"not\":{\"type\":\"null\"}}"},
        {"sealed", "{\"type\":\"boolean\"}"},
        {"title", "{\"maxLength\":80,\"minLength\":1,\"pattern\":\"^[^x]*$\",\"type\":\"string\"}"},
        {"when", "{\"pattern\":\"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\\\.[0-9]{3}Z$\","
                 "\"type\":\"string\"}"},
    };
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++)
        assert_str(told(&outer, want[i][0]), want[i][1]);
}

static void the_whole_names_draft_needed_members_and_refuses_others(void **state)
{
    (void)state;
    struct hf_json schema = hf_record_describe(&outer, &doc_arena);
    assert_str(hf_json_text(&schema, HF_STR("$schema")), "https://json-schema.org/draft/2020-12/schema");
    assert_str(hf_json_text(&schema, HF_STR("type")), "object");
    assert_str(doc_text(HF_JSON_GET(&schema, "required")), "[\"id\",\"sealed\"]");
    assert_false(HF_JSON_GET(&schema, "additionalProperties")->is.truth);
    struct hf_record open = outer;
    open.open = true;
    open.about = HF_STR("what others send");
    schema = hf_record_describe(&open, &doc_arena);
    assert_null(HF_JSON_GET(&schema, "additionalProperties"));
    assert_str(hf_json_text(&schema, HF_STR("description")), "what others send");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_has_its_schema),
        cmocka_unit_test(the_whole_names_draft_needed_members_and_refuses_others),
    };
    return cmocka_run_group_tests(tests, doc_begin, doc_end);
}
