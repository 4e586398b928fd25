/* SPDX-License-Identifier: Apache-2.0 */
#include "record/record.h"

#include "doc.h"

enum asset_kind { ACCOUNT, VESSEL, WORK_OF_ART };
static const struct hf_str asset_kind_names[] = {HF_STR_INIT("account"), HF_STR_INIT("vessel"),
                                                 HF_STR_INIT("work_of_art")};
static const struct hf_names asset_kinds = HF_NAMES(asset_kind_names);

struct asset {
    struct hf_str iban;
    enum asset_kind kind;
    int64_t minor;
    HF_LIST_OF(enum asset_kind) others;
};

struct file {
    HF_LIST_OF(struct asset) assets;
    HF_LIST_OF(int64_t) counts;
    HF_LIST_OF(struct hf_str) languages;
    HF_LIST_OF(struct hf_id) persons;
    unsigned char digest[32];
    struct asset first;
    const struct asset *second;
    enum asset_kind favourite;
    struct hf_id id;
    struct hf_json made;
    int64_t recorded_at_ms, attempts;
    int32_t due_day;
    bool sealed;
    struct hf_str title;
};

static bool is_two_letters(struct hf_str text)
{
    return text.len == 2 && text.at[0] >= 'a' && text.at[0] <= 'z' && text.at[1] >= 'a' && text.at[1] <= 'z';
}

static const struct hf_record_field asset_fields[] = {
    HF_FIELD(struct asset, iban, .kind = HF_AS_TEXT, .min = 4, .max = 8),
    HF_FIELD(struct asset, kind, .kind = HF_AS_CHOICE, .needed = true, .choices = &asset_kinds),
    HF_FIELD(struct asset, minor, .kind = HF_AS_INT, .min = 0, .max = 1000, .otherwise = -1),
    HF_FIELD(struct asset, others, .kind = HF_AS_LIST, .of = HF_AS_CHOICE, .choices = &asset_kinds),
};
static const struct hf_record asset = HF_RECORD(struct asset, asset_fields);

static const struct hf_record_field file_fields[] = {
    HF_FIELD_AS(struct file, made, "_made", .kind = HF_AS_RAW),
    HF_FIELD(struct file, assets, .kind = HF_AS_LIST, .of = HF_AS_RECORD, .record = &asset, .needed = true,
             .max = 3),
    HF_FIELD(struct file, attempts, .kind = HF_AS_INT, .otherwise = -1),
    HF_FIELD(struct file, counts, .kind = HF_AS_LIST, .of = HF_AS_INT),
    HF_FIELD(struct file, digest, .kind = HF_AS_DIGEST),
    HF_FIELD_AS(struct file, due_day, "due", .kind = HF_AS_DAY, .otherwise = INT32_MIN),
    HF_FIELD(struct file, favourite, .kind = HF_AS_CHOICE, .choices = &asset_kinds, .otherwise = -1),
    HF_FIELD(struct file, first, .kind = HF_AS_RECORD, .record = &asset, .needed = true),
    HF_FIELD(struct file, id, .kind = HF_AS_ID, .needed = true),
    HF_FIELD(struct file, languages, .kind = HF_AS_LIST, .of = HF_AS_TEXT, .min = 1, .check = is_two_letters),
    HF_FIELD(struct file, persons, .kind = HF_AS_LIST, .of = HF_AS_ID),
    HF_FIELD_AS(struct file, recorded_at_ms, "recorded_at", .kind = HF_AS_INSTANT, .otherwise = INT64_MIN),
    HF_FIELD(struct file, sealed, .kind = HF_AS_BOOL),
    HF_FIELD(struct file, second, .kind = HF_AS_RECORD, .record = &asset),
    HF_FIELD(struct file, title, .kind = HF_AS_TEXT),
};
static const struct hf_record file = HF_RECORD(struct file, file_fields);

#define LEAST "\"assets\":[],\"first\":{\"kind\":\"vessel\"},\"id\":\"AAAAAAAAAAAAAAAAAAAAAQ\""
static const char least[] = "{" LEAST "}";

static const char whole[] =
    "{\"_made\":{\"a\":null,\"set\":[1,{}]},"
    "\"assets\":[{\"iban\":\"FR76\",\"kind\":\"account\",\"minor\":0},"
    "{\"kind\":\"work_of_art\",\"minor\":1000,\"others\":[\"vessel\",\"account\"]}],"
    "\"attempts\":0,\"counts\":[-1,9007199254740991],"
    "\"digest\":\"AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA\",\"due\":\"2027-03-01\",\"favourite\":"
    "\"account\","
    "\"first\":{\"iban\":\"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\",\"kind\":"
    "\"vessel\"},"
    "\"id\":\"AQIDBAUGBwgJCgsMDQ4PEA\",\"languages\":[\"en\",\"fr\"],\"persons\":[\"AQIDBAUGBwgJCgsMDQ4PEA\"]"
    ","
    "\"recorded_at\":\"2026-11-23T09:14:00.000Z\",\"sealed\":true,\"second\":{\"kind\":\"account\","
    "\"others\":[]},"
    "\"title\":\"\"}";

static struct file read_file(const char *text)
{
    struct file out = {0};
    struct hf_err err;
    struct hf_json json = doc_read(hf_str_of(text), &hf_json_payload_limits);
    if (hf_record_read(&file, &json, &doc_arena, &out, &err) != HF_OK)
        fail_msg("%s: %s at %s", text, hf_err_code(&err).at, err.where);
    return out;
}

static struct hf_str written(const struct file *in)
{
    struct hf_buf buf = hf_buf_in(&doc_arena, 1024);
    hf_record_write(&file, in, &buf);
    return hf_buf_str(&buf);
}

static void what_is_read_is_written_to_the_same_bytes(void **state)
{
    (void)state;
    static const char *const texts[] = {whole, least};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct file out = read_file(texts[i]);
        assert_str(written(&out), texts[i]);
    }
}

static void every_kind_fills_its_member(void **state)
{
    (void)state;
    struct file out = read_file(whole);
    assert_int_equal(out.assets.count, 2);
    assert_str(out.assets.item[0].iban, "FR76");
    assert_int_equal(out.assets.item[1].kind, WORK_OF_ART);
    assert_int_equal(out.assets.item[1].minor, 1000);
    assert_int_equal(out.assets.item[1].others.item[0], VESSEL);
    assert_int_equal(out.counts.item[1], INT64_C(9007199254740991));
    assert_int_equal(out.digest[31], 32);
    assert_int_equal(out.id.byte[15], 16);
    assert_int_equal(out.persons.item[0].byte[0], 1);
    assert_int_equal(out.recorded_at_ms, INT64_C(1795425240000));
    assert_int_equal(out.due_day, 20878);
    assert_true(out.sealed);
    assert_int_equal(out.second->kind, ACCOUNT);
    assert_int_equal(out.made.kind, HF_JSON_OBJECT);
    assert_str(out.languages.item[1], "fr");
}

static void what_is_absent_has_its_stated_value(void **state)
{
    (void)state;
    struct file out = read_file(least);
    assert_null(out.title.at);
    assert_null(out.second);
    assert_null(out.counts.item);
    assert_int_equal(out.made.kind, HF_JSON_NULL);
    assert_int_equal(out.attempts, -1);
    assert_true((int)out.favourite == -1);
    assert_true(out.due_day == INT32_MIN);
    assert_true(out.recorded_at_ms == INT64_MIN);
    assert_false(out.sealed);
}

static void what_says_no_more_than_absence_is_left_out(void **state)
{
    (void)state;
    struct file out = read_file("{" LEAST ",\"attempts\":-1,\"sealed\":false}");
    assert_str(written(&out), least);
}

static void members_may_come_in_any_order(void **state)
{
    (void)state;
    struct file out =
        read_file("{\"id\":\"AAAAAAAAAAAAAAAAAAAAAQ\",\"first\":{\"kind\":\"vessel\"},\"assets\":[]}");
    assert_str(written(&out), least);
}

/* clang-format off */
static const struct {
    const char *text, *where;
    enum hf_word word;
    const char *arg0, *arg1;
} faults[] = {
    {"[]", "", HF_WORD_record_not_object, "", ""},
    {"null", "", HF_WORD_record_null, "", ""},
    {"{}", "assets", HF_WORD_record_missing, "", ""},
    {"{\"assets\":[],\"id\":\"AAAAAAAAAAAAAAAAAAAAAQ\"}", "first", HF_WORD_record_missing, "", ""},
    {"{\"asets\":[]}", "asets", HF_WORD_record_unknown_near, "assets", ""},
    {"{\"recorded\":0}", "recorded", HF_WORD_record_unknown, "", ""},
    {"{\"sealde\":true}", "sealde", HF_WORD_record_unknown_near, "sealed", ""},
    {"{\"zzz\":true}", "zzz", HF_WORD_record_unknown, "", ""},
    {"{\"assets\":{}}", "assets", HF_WORD_record_not_list, "", ""},
    {"{\"assets\":null}", "assets", HF_WORD_record_null, "", ""},
    {"{\"assets\":[1]}", "assets[0]", HF_WORD_record_not_object, "", ""},
    {"{\"assets\":[{\"kind\":\"vessel\"},{}]}", "assets[1].kind", HF_WORD_record_missing, "", ""},
    {"{\"assets\":[{\"kind\":\"boat\"}]}", "assets[0].kind", HF_WORD_record_choice, "boat", "account, vessel, work_of_art"},
    {"{\"assets\":[{\"kind\":1}]}", "assets[0].kind", HF_WORD_record_not_text, "", ""},
    {"{\"assets\":[{\"kind\":\"vessel\",\"others\":[\"vessel\",\"x\"]}]}", "assets[0].others[1]", HF_WORD_record_choice, "x", "account, vessel, work_of_art"},
    {"{\"assets\":[{\"kindd\":\"vessel\"}]}", "assets[0].kindd", HF_WORD_record_unknown_near, "kind", ""},
    {"{\"assets\":[{\"minor\":-1}]}", "assets[0].minor", HF_WORD_record_small, "-1", "0"},
    {"{\"assets\":[{\"minor\":1001}]}", "assets[0].minor", HF_WORD_record_large, "1001", "1000"},
    {"{\"assets\":[{\"minor\":\"1\"}]}", "assets[0].minor", HF_WORD_record_not_whole, "", ""},
    {"{\"assets\":[{\"iban\":\"\xc3\xa9\xc3\xa9\xc3\xa9\"}]}", "assets[0].iban", HF_WORD_record_short, "4", ""},
    {"{\"assets\":[{\"iban\":\"123456789\"}]}", "assets[0].iban", HF_WORD_record_long, "8", ""},
    {"{\"assets\":[{\"kind\":\"vessel\"},{\"kind\":\"vessel\"},{\"kind\":\"vessel\"},{\"kind\":\"vessel\"}]}", "assets", HF_WORD_record_many, "3", ""},
    {"{\"languages\":[]}", "languages", HF_WORD_record_few, "1", ""},
    {"{\"languages\":[\"en\",\"english\"]}", "languages[1]", HF_WORD_record_form, "english", ""},
    {"{\"second\":{\"kind\":\"vessel\",\"minor\":2000}}", "second.minor", HF_WORD_record_large, "2000", "1000"},
    {"{\"second\":null}", "second", HF_WORD_record_null, "", ""},
    {"{\"_made\":null}", "_made", HF_WORD_record_null, "", ""},
    {"{\"sealed\":1}", "sealed", HF_WORD_record_not_truth, "", ""},
    {"{\"title\":true}", "title", HF_WORD_record_not_text, "", ""},
    {"{\"id\":\"short\"}", "id", HF_WORD_bad_id, "", ""},
    {"{\"id\":\"AAAAAAAAAAAAAAAAAAAAAB\"}", "id", HF_WORD_bad_id, "", ""},
    {"{\"persons\":[\"\"]}", "persons[0]", HF_WORD_bad_id, "", ""},
    {"{\"digest\":\"AQID\"}", "digest", HF_WORD_record_digest, "", ""},
    {"{\"recorded_at\":\"2026-11-23\"}", "recorded_at", HF_WORD_bad_instant, "", ""},
    {"{\"due\":\"2027-02-29\"}", "due", HF_WORD_bad_date, "", ""},
    {"{\"counts\":[1,true]}", "counts[1]", HF_WORD_record_not_whole, "", ""},
};
/* clang-format on */

static void every_fault_is_named_with_its_path(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct file out = {.attempts = 77};
        struct hf_err err = {0};
        struct hf_json json = doc_read(hf_str_of(faults[i].text), &hf_json_payload_limits);
        assert_int_equal(hf_record_read(&file, &json, &doc_arena, &out, &err), HF_BAD_INPUT);
        if (err.word != faults[i].word)
            fail_msg("%s: %s at %s", faults[i].text, hf_err_code(&err).at, err.where);
        assert_string_equal(err.where, faults[i].where);
        assert_string_equal(err.arg[0], faults[i].arg0);
        assert_string_equal(err.arg[1], faults[i].arg1);
        assert_int_equal(out.attempts, 77);
    }
}

static void an_open_record_lets_unknown_members_pass(void **state)
{
    (void)state;
    struct hf_record open = asset;
    open.open = true;
    struct asset out = {0};
    struct hf_err err;
    struct hf_json json = DOC("{\"kind\":\"vessel\",\"flag\":{\"of\":\"somewhere\"}}");
    assert_int_equal(hf_record_read(&open, &json, &doc_arena, &out, &err), HF_OK);
    assert_int_equal(out.kind, VESSEL);
}

static void a_field_s_own_word_names_its_form(void **state)
{
    (void)state;
    struct {
        struct hf_str at;
    } out;
    struct hf_record_field field = {.name = HF_STR_INIT("at"),
                                    .kind = HF_AS_TEXT,
                                    .size = sizeof(struct hf_str),
                                    .check = is_two_letters,
                                    .wrong = HF_WORD_bad_reference};
    struct hf_record record = {.field = &field, .count = 1, .size = sizeof out};
    struct hf_err err;
    struct hf_json json = DOC("{\"at\":\"X\"}");
    assert_int_equal(hf_record_read(&record, &json, &doc_arena, &out, &err), HF_BAD_INPUT);
    assert_int_equal(err.word, HF_WORD_bad_reference);
}

static void assert_unsound(struct hf_record record, const char *want)
{
    char text[128];
    struct hf_buf why = HF_BUF(text);
    assert_false(hf_record_sound(&record, &why));
    assert_str(hf_buf_str(&why), want);
}

static void tables_are_looked_at_themselves(void **state)
{
    (void)state;
    char text[128];
    struct hf_buf why = HF_BUF(text);
    if (!hf_record_sound(&file, &why))
        fail_msg("%.*s", HF_STR_ARG(hf_buf_str(&why)));
    static const struct {
        struct hf_record_field field;
        const char *why;
    } wrong[] = {
        {HF_FIELD_AS(struct asset, minor, "", .kind = HF_AS_INT), " has no name"},
        {HF_FIELD_AS(struct asset, minor, "a\"", .kind = HF_AS_INT),
         "a\" has a name that cannot be written as it is"},
        {HF_FIELD(struct asset, minor, .kind = HF_AS_DAY),
         "minor has a struct member of another size than its kind"},
        {HF_FIELD(struct asset, minor, .kind = HF_AS_INT, .min = 2, .max = 1),
         "minor has a least value above its greatest"},
        {HF_FIELD(struct asset, kind, .kind = HF_AS_CHOICE),
         "kind needs choices, or has some it does not need"},
        {HF_FIELD(struct asset, minor, .kind = HF_AS_INT, .record = &asset),
         "minor needs a record, or has one it does not need"},
        {HF_FIELD(struct asset, minor, .kind = HF_AS_INT, .check = is_two_letters),
         "minor has a check that is never called"},
        {HF_FIELD(struct asset, others, .kind = HF_AS_LIST, .of = HF_AS_LIST), "others is a list of lists"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_unsound((struct hf_record){.field = &wrong[i].field, .count = 1, .size = sizeof(struct asset)},
                       wrong[i].why);
    const struct hf_record_field swapped[] = {asset_fields[1], asset_fields[0]};
    assert_unsound((struct hf_record){.field = swapped, .count = 2, .size = sizeof(struct asset)},
                   "iban does not stand in canonical order");
}

static void a_table_within_itself_is_found(void **state)
{
    (void)state;
    static struct hf_record_field field = {
        .name = HF_STR_INIT("again"), .kind = HF_AS_RECORD, .size = sizeof(void *)};
    static const struct hf_record circle = {.field = &field, .count = 1, .size = sizeof(void *)};
    field.record = &circle;
    assert_unsound(circle, "again is nested too deep");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_is_written_to_the_same_bytes),
        cmocka_unit_test(every_kind_fills_its_member),
        cmocka_unit_test(what_is_absent_has_its_stated_value),
        cmocka_unit_test(what_says_no_more_than_absence_is_left_out),
        cmocka_unit_test(members_may_come_in_any_order),
        cmocka_unit_test(every_fault_is_named_with_its_path),
        cmocka_unit_test(an_open_record_lets_unknown_members_pass),
        cmocka_unit_test(a_field_s_own_word_names_its_form),
        cmocka_unit_test(tables_are_looked_at_themselves),
        cmocka_unit_test(a_table_within_itself_is_found),
    };
    return cmocka_run_group_tests(tests, doc_begin, doc_end);
}
