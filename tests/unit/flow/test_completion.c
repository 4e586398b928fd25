/* SPDX-License-Identifier: Apache-2.0 */
/*
 * config/workflow.schema.json, by which an editor completes a definition, knows the members that the reader
 * knows and no others: every word that stands in the reader's tables is tried in every sort of object. And
 * every file that is shipped fits it.
 */
#include <glob.h>

#include "flow_file.h"

static struct hf_arena kept;
static struct hf_json schema;

static struct hf_json read_json(struct hf_str text)
{
    struct hf_json json;
    struct hf_err err;
    assert_int_equal(hf_json_read(text, &hf_json_file_limits, &kept, &json, &err), HF_OK);
    return json;
}

static const struct hf_json *def(const char *name)
{
    return name[0] == '\0' ? &schema : hf_json_get(HF_JSON_GET(&schema, "$defs"), hf_str_of(name));
}

/* ---- the words of the reader's tables ---- */

enum { WORDS_MAX = 512 };
static struct hf_str word[WORDS_MAX];
static size_t word_count;

static void learn(struct hf_str text)
{
    for (size_t i = 0; i < word_count; i++) {
        if (hf_str_eq(word[i], text))
            return;
    }
    assert_true(word_count < WORDS_MAX);
    word[word_count++] = hf_arena_keep(&kept, text);
}

static void learn_source(const char *path)
{
    static const struct hf_str mark = HF_STR_INIT("HF_STR_INIT(\"");
    struct hf_str text = file_text(path), rest = text;
    while (rest.len > 0) {
        if (!hf_str_begins(rest, mark)) {
            rest = hf_str_part(rest, 1, rest.len);
            continue;
        }
        rest = hf_str_part(rest, mark.len, rest.len);
        struct hf_str name = hf_str_cut(&rest, '"');
        if (name.len > 0 && name.at[0] != '#')
            learn(name);
    }
    free((void *)(uintptr_t)text.at);
}

static void learn_all(void)
{
    glob_t found;
    assert_int_equal(glob("engine/flow/read*.c", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        learn_source(found.gl_pathv[i]);
    globfree(&found);
    const struct hf_json *defs = HF_JSON_GET(&schema, "$defs");
    for (size_t i = 0; i < defs->is.object.count; i++) {
        const struct hf_json *properties = HF_JSON_GET(&defs->is.object.member[i].value, "properties");
        for (size_t m = 0; properties != NULL && m < properties->is.object.count; m++)
            learn(properties->is.object.member[m].name);
    }
}

/* ---- where each sort of object stands ---- */

static const struct place {
    const char *def, *file, *pointer;
    const char *not_tried; /* the member that makes it another sort of object */
} places[] = {
#define SMALL "tests/vectors/workflow/freeze-small.json"
#define DUTIES "tests/vectors/workflow/duties.json"
#define TURNS "tests/vectors/workflow/turns.json"
    {"", SMALL, "", NULL},
    {"act", SMALL, "acts/rs", NULL},
    {"basis_law", SMALL, "bases/k93", "order practice"},
    {"basis_order", SMALL, "bases/order", "practice"},
    {"basis_practice", SMALL, "bases/ours", "order"},
    {"role", SMALL, "roles/officer", NULL},
    {"stage", SMALL, "stages/0", NULL},
    {"template", SMALL, "templates/no-answer", NULL},
    {"kind", SMALL, "kinds/request", NULL},
    {"link", SMALL, "kinds/request/links/measures", NULL},
    {"cast", SMALL, "kinds/request/parts/focal_point/0", NULL},
    {"schema", SMALL, "kinds/measure/data/asset", NULL},
    {"schema", SMALL, "types/ground", NULL},
    {"condition", SMALL, "kinds/case/conditions/settled", NULL},
    {"flag", SMALL, "kinds/request/flags/silent", NULL},
    {"group", SMALL, "kinds/request/groups/out", NULL},
    {"clock", SMALL, "kinds/request/clocks/answer", NULL},
    {"deadline", SMALL, "kinds/request/states/asking/deadline", NULL},
    {"remind", SMALL, "kinds/request/clocks/answer/remind/0", NULL},
    {"notify", SMALL, "kinds/request/clocks/answer/remind/0/notify/0", NULL},
    {"notify", SMALL, "kinds/measure/groups/held/on/expire/0/notify/0", NULL},
    {"obligation", DUTIES, "kinds/task/obligations/confirm", NULL},
    {"event", SMALL, "kinds/request/events/draft", NULL},
    {"branch", SMALL, "kinds/request/begin/draft/0", NULL},
    {"branch", SMALL, "kinds/request/states/draft/on/send/0", NULL},
    {"raise", SMALL, "kinds/request/states/draft/on/send/0/raise/0", "events"},
    {"raise_events", SMALL, "kinds/request/groups/out/on/report/0/raise/0", NULL},
    {"create", TURNS, "kinds/case/states/running/on/sort/0/create/0", NULL},
    {"state", SMALL, "kinds/request/states/sent", NULL},
    {"never", SMALL, "kinds/request/never/0", NULL},
    {"span_of", TURNS, "kinds/job/clocks/end/remind/2/at/0", NULL},
};

static bool refuses(const struct flow_file *f, const char *pointer, struct hf_str name)
{
    for (size_t i = 0; i < f->findings.count; i++) {
        const struct hf_finding *finding = &f->findings.at[i];
        if (finding->word == HF_WORD_flow_member_unknown && hf_str_eq(finding->arg[0], name) &&
            hf_str_eq(finding->pointer, hf_str_of(pointer)))
            return true;
    }
    return false;
}

static bool names(const char *list, struct hf_str name)
{
    struct hf_str rest = hf_str_of(list == NULL ? "" : list);
    while (rest.len > 0) {
        if (hf_str_eq(hf_str_cut(&rest, ' '), name))
            return true;
    }
    return false;
}

/* Each word is put into the object, one at a time: the reader tells whether it knows it there. */
static size_t compare(const struct place *place)
{
    char pointer[256];
    size_t differ = 0, mark = hf_arena_mark(&kept);
    const char *slash = place->pointer[0] == '\0' ? "" : "/";
    struct hf_str file = file_text(place->file);
    const struct hf_json *properties = HF_JSON_GET(def(place->def), "properties");
    for (size_t i = 0; i < word_count; i++) {
        if (names(place->not_tried, word[i]))
            continue;
        snprintf(pointer, sizeof pointer, "/%s%s%.*s", place->pointer, slash, HF_STR_ARG(word[i]));
        struct flow_file *f = flow_read(changed(&kept, file, pointer + 1, "null"));
        bool read = !refuses(f, pointer, word[i]), known = hf_json_get(properties, word[i]) != NULL;
        if (read != known) {
            print_error("%s: %.*s is known to %s only\n", place->def, HF_STR_ARG(word[i]),
                        known ? "the schema" : "the reader");
            differ++;
        }
        flow_free(f);
        hf_arena_reset(&kept, mark);
    }
    free((void *)(uintptr_t)file.at);
    return differ;
}

static void the_schema_knows_the_members_that_the_reader_knows(void **state)
{
    (void)state;
    size_t differ = 0;
    learn_all();
    assert_true(word_count > 100);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        differ += compare(&places[i]);
    assert_int_equal(differ, 0);
}

static void every_sort_of_object_is_compared(void **state)
{
    (void)state;
    const struct hf_json *defs = HF_JSON_GET(&schema, "$defs");
    for (size_t i = 0; i < defs->is.object.count; i++) {
        const struct hf_member *one = &defs->is.object.member[i];
        bool compared = HF_JSON_GET(&one->value, "properties") == NULL;
        for (size_t p = 0; p < sizeof places / sizeof places[0]; p++)
            compared = compared || hf_str_eq(one->name, hf_str_of(places[p].def));
        if (!compared)
            fail_msg("%.*s is not compared", HF_STR_ARG(one->name));
    }
}

/* ---- closed lists of words ---- */

static void the_schema_offers_the_words_that_the_reader_takes(void **state)
{
    (void)state;
    static const struct {
        const char *def, *member, *pointer;
    } lists[] = {
        {"basis_law", "certainty", "bases/k93/certainty"},
        {"event", "effective", "kinds/measure/events/in_force/effective"},
        {"event", "assurance", "kinds/measure/events/in_force/assurance"},
        {"raise", "unhandled", "kinds/request/states/draft/on/send/0/raise/0/unhandled"},
        {"state", "end", "kinds/request/states/done/end"},
        {"schema", "type", "types/ground/type"},
        {"schema", "format", "kinds/measure/data/expires_on/format"},
        {"deadline", "start_day", "kinds/request/states/asking/deadline/start_day"},
    };
    struct hf_str file = file_text(SMALL);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        const struct hf_json *properties = HF_JSON_GET(def(lists[i].def), "properties");
        const struct hf_json *offered =
            HF_JSON_GET(hf_json_get(properties, hf_str_of(lists[i].member)), "enum");
        struct flow_file *f = flow_read(changed(&kept, file, lists[i].pointer, "\"no_such_word\""));
        struct hf_str taken = HF_STR_NONE;
        for (size_t n = 0; n < f->findings.count; n++)
            taken = f->findings.at[n].word == HF_WORD_flow_word_unknown ? f->findings.at[n].arg[1] : taken;
        for (size_t n = 0; n < offered->is.list.count; n++) {
            while (taken.len > 0 && (taken.at[0] == ',' || taken.at[0] == ' '))
                taken = hf_str_part(taken, 1, taken.len);
            assert_true(hf_str_eq(hf_str_cut(&taken, ','), offered->is.list.item[n].is.text));
        }
        assert_int_equal(taken.len, 0);
        flow_free(f);
    }
    free((void *)(uintptr_t)file.at);
}

/* ---- what is shipped fits ---- */

static bool fits(const struct hf_json *json, const struct hf_json *of);

static bool fits_members(const struct hf_json *json, const struct hf_json *of)
{
    const struct hf_json *properties = HF_JSON_GET(of, "properties"),
                         *rest = HF_JSON_GET(of, "additionalProperties");
    const struct hf_json *required = HF_JSON_GET(of, "required");
    bool good = true;
    for (size_t i = 0; i < json->is.object.count; i++) {
        const struct hf_member *member = &json->is.object.member[i];
        const struct hf_json *own = properties == NULL ? NULL : hf_json_get(properties, member->name);
        const struct hf_json *by = own == NULL ? rest : own;
        bool closed = by != NULL && by->kind == HF_JSON_BOOL && !by->is.truth;
        good = good && !closed && (by == NULL || by->kind != HF_JSON_OBJECT || fits(&member->value, by));
    }
    for (size_t i = 0; required != NULL && i < required->is.list.count; i++)
        good = good && hf_json_get(json, required->is.list.item[i].is.text) != NULL;
    return good;
}

static bool fits_list(const struct hf_json *json, const struct hf_json *of)
{
    const struct hf_json *items = HF_JSON_GET(of, "items"), *least = HF_JSON_GET(of, "minItems");
    bool good = least == NULL || (int64_t)json->is.list.count >= least->is.integer;
    for (size_t i = 0; items != NULL && i < json->is.list.count; i++)
        good = good && fits(&json->is.list.item[i], items);
    return good;
}

static bool among(const struct hf_json *json, const struct hf_json *list)
{
    bool found = list == NULL;
    for (size_t i = 0; list != NULL && i < list->is.list.count; i++)
        found = found || hf_json_eq(json, &list->is.list.item[i]);
    return found;
}

static bool of_type(const struct hf_json *json, struct hf_str type)
{
    static const char *const names_of[] = {"null",   "boolean", "integer", "number",
                                           "string", "array",   "object"};
    return type.len == 0 || hf_str_eq(type, hf_str_of(names_of[json->kind]));
}

/* The keywords that our schema uses and that say what may stand where. */
static bool fits(const struct hf_json *json, const struct hf_json *of)
{
    struct hf_str ref = hf_json_text(of, HF_STR("$ref"));
    const struct hf_json *any = HF_JSON_GET(of, "anyOf"), *one = HF_JSON_GET(of, "const");
    bool good = any == NULL;
    if (ref.len > 0)
        return fits(json, hf_json_get(HF_JSON_GET(&schema, "$defs"), hf_str_part(ref, 8, ref.len)));
    for (size_t i = 0; any != NULL && i < any->is.list.count; i++)
        good = good || fits(json, &any->is.list.item[i]);
    good = good && of_type(json, hf_json_text(of, HF_STR("type"))) && among(json, HF_JSON_GET(of, "enum")) &&
           (one == NULL || hf_json_eq(json, one));
    if (good && json->kind == HF_JSON_OBJECT)
        return fits_members(json, of);
    return good && (json->kind != HF_JSON_LIST || fits_list(json, of));
}

static void every_shipped_definition_fits_the_schema(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob("workflows/*.json", 0, NULL, &found), 0);
    assert_int_equal(glob("tests/vectors/workflow/*.json", GLOB_APPEND, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct hf_str text = file_text(found.gl_pathv[i]);
        struct hf_json json = read_json(text);
        if (!fits(&json, &schema))
            fail_msg("%s does not fit", found.gl_pathv[i]);
        free((void *)(uintptr_t)text.at);
    }
    globfree(&found);
}

static void what_does_not_fit_is_seen(void **state)
{
    (void)state;
    static const char *const spoilt[][2] = {
        {"kinds/case/colour", "1"},
        {"kinds/case/states/running/on/close/0/then", "1"},
        {"kinds/request/thread", "\"yes\""},
        {"kinds/case/events/open/by", "[]"},
        {"kinds/case/states/closed/end", "\"maybe\""},
        {"kinds/request/states/draft/on/send/0/raise/0/to", NULL},
        {"kinds/case", NULL},
        {"bases/k93/source", NULL},
        {"format", "2"},
    };
    struct hf_str file = file_text(SMALL);
    for (size_t i = 0; i < sizeof spoilt / sizeof spoilt[0]; i++) {
        struct hf_json json = read_json(changed(&kept, file, spoilt[i][0], spoilt[i][1]));
        if (fits(&json, &schema))
            fail_msg("%s is not seen", spoilt[i][0]);
    }
    free((void *)(uintptr_t)file.at);
}

static int open_schema(void **state)
{
    (void)state;
    hf_arena_init(&kept, malloc(FLOW_ARENA), FLOW_ARENA);
    schema = read_json(file_text("config/workflow.schema.json"));
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_schema_knows_the_members_that_the_reader_knows),
        cmocka_unit_test(every_sort_of_object_is_compared),
        cmocka_unit_test(the_schema_offers_the_words_that_the_reader_takes),
        cmocka_unit_test(every_shipped_definition_fits_the_schema),
        cmocka_unit_test(what_does_not_fit_is_seen),
    };
    return cmocka_run_group_tests(tests, open_schema, NULL);
}
