/* SPDX-License-Identifier: Apache-2.0 */
/* Both files: the table with its sources, and the file that is written and read. */
#include "host/settings.h"

#include <ctype.h>

#include "unit/host/host.h"

static _Alignas(16) unsigned char block[1 << 18];
static struct hf_arena arena;
static struct hf_settings settings;

static int begin(void **state)
{
    hf_arena_init(&arena, block, sizeof block);
    hf_settings_begin(&settings, &arena);
    return state_make(state);
}
#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, state_remove)

static enum hf_rc read_text(const char *text)
{
    return hf_settings_text(&settings, HF_STR("a.conf"), hf_str_of(text), &err);
}

static enum hf_rc read_variable(const char *text)
{
    char room[64];
    char *environment[] = {room, NULL};
    snprintf(room, sizeof room, "%s", text);
    return hf_settings_environment(&settings, environment, &err);
}

static void each_source_overrules_the_one_before(void **state)
{
    (void)state;
    assert_str(hf_settings_get(&settings, HF_SET_HTTP_LISTEN), "127.0.0.1:8420");
    assert_str(settings.value[HF_SET_HTTP_LISTEN].origin, "built in");
    assert_int_equal(read_text("# first\nstate = /srv/a\n\n[http]\n; second\nlisten = [::1]:1\n"), HF_OK);
    assert_str(hf_settings_get(&settings, HF_SET_HTTP_LISTEN), "[::1]:1");
    assert_str(settings.value[HF_SET_HTTP_LISTEN].origin, "a.conf:6");
    assert_str(settings.value[HF_SET_STATE].origin, "a.conf:2");
    assert_int_equal(read_variable("HOLDFAST_HTTP_LISTEN=[::1]:2"), HF_OK);
    assert_str(hf_settings_get(&settings, HF_SET_HTTP_LISTEN), "[::1]:2");
    assert_str(settings.value[HF_SET_HTTP_LISTEN].origin, "HOLDFAST_HTTP_LISTEN");
    assert_int_equal(
        hf_settings_put(&settings, HF_STR("http.listen"), HF_STR("[::1]:3"), HF_STR("--listen"), &err),
        HF_OK);
    assert_str(hf_settings_get(&settings, HF_SET_HTTP_LISTEN), "[::1]:3");
    assert_str(settings.value[HF_SET_HTTP_LISTEN].origin, "--listen");
}

static void a_line_in_error_is_named_with_what_is_wrong(void **state)
{
    static const struct {
        const char *text, *code, *where;
    } wrong[] = {
        {"\n[http]\nlisten 127.0.0.1\n", "setting_line", "a.conf:3"},
        {"[http\n", "setting_line", "a.conf:1"},
        {"= 4\n", "setting_line", "a.conf:1"},
        {"[http]\nlistn = 1\n", "setting_unknown_near", "a.conf:2"},
        {"banana = 1\n", "setting_unknown", "a.conf:1"},
        {"[http]\nstate = /srv\n", "setting_unknown", "a.conf:2"},
        {"[desk]\nqueue = 5\n\nqueue = 6\n", "setting_twice", "a.conf:4"},
        {"[desk]\nqueue = 0\n", "setting_number", "a.conf:2"},
        {"[desk]\nqueue = 1001\n", "setting_number", "a.conf:2"},
        {"[desk]\nqueue = many\n", "setting_number", "a.conf:2"},
        {"[desk]\nqueue =\n", "setting_number", "a.conf:2"},
        {"[log]\nformat = xml\n", "setting_choice", "a.conf:2"},
        {"state = here\n", "setting_path", "a.conf:1"},
        {"[notify]\nallow = 10.0.0.0/8\001\n", "setting_control", "a.conf:2"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(read_text(wrong[i].text), HF_BAD_INPUT);
        assert_str(hf_err_code(&err), wrong[i].code);
        assert_string_equal(err.where, wrong[i].where);
    }
}

static void what_may_be_meant_is_said(void **state)
{
    (void)state;
    assert_refused(read_text("[http]\nlistn = 1\n"), setting_unknown_near);
    assert_string_equal(err.arg[0], "http.listn");
    assert_string_equal(err.arg[1], "http.listen");
}

static void outside_a_file_a_path_may_be_relative(void **state)
{
    (void)state;
    assert_int_equal(read_variable("HOLDFAST_STATE=here"), HF_OK);
    assert_str(hf_settings_get(&settings, HF_SET_STATE), "here");
}

static void a_wrong_variable_is_refused_by_its_name(void **state)
{
    (void)state;
    assert_refused(read_variable("HOLDFAST_DESK_WRITERS=none"), setting_number);
    assert_string_equal(err.where, "HOLDFAST_DESK_WRITERS");
    assert_refused(read_variable("HOLDFAST_DESK_WRITRES=2"), setting_unknown_near);
    assert_string_equal(err.arg[1], "HOLDFAST_DESK_WRITERS");
    assert_refused(read_variable("HOLDFAST_BANANA=2"), setting_unknown);
}

static void what_is_not_ours_is_passed_over(void **state)
{
    (void)state;
    assert_int_equal(read_variable("HOLDFAST_CONFIG=/srv/a.conf"), HF_OK);
    assert_int_equal(read_variable("HOLDFASTER=1"), HF_OK);
    assert_int_equal(read_variable("PATH=/bin"), HF_OK);
}

static void the_file_that_was_named_must_be_there(void **state)
{
    (void)state;
    assert_refused(hf_settings_file(&settings, state_path("none.conf"), &err), host_file);
    put_file("some.conf", "[desk]\nqueue = 7");
    assert_int_equal(hf_settings_file(&settings, state_path("some.conf"), &err), HF_OK);
    assert_int_equal(hf_settings_number(&settings, HF_SET_DESK_QUEUE), 7);
    assert_refused(hf_settings_file(&settings, state_dir, &err), host_file);
}

static void a_file_without_end_is_refused(void **state)
{
    (void)state;
    assert_refused(hf_settings_file(&settings, "/dev/zero", &err), too_large);
}

static void every_built_in_value_is_one_that_could_be_given(void **state)
{
    (void)state;
    for (enum hf_setting i = 0; i < HF_SETTING_COUNT; i++) {
        const struct hf_setting_row *row = hf_setting_row(i);
        assert_int_equal(hf_settings_put(&settings, row->key, row->built_in, HF_STR("test"), &err), HF_OK);
        assert_true(row->help[HF_EN].len > 0 && row->help[HF_FR].len > 0);
    }
}

static struct hf_str shipped(char *room, size_t size)
{
    FILE *file = fopen("config/holdfast.conf", "rb");
    assert_non_null(file);
    struct hf_str text = {room, fread(room, 1, size, file)};
    fclose(file);
    return text;
}

static void the_shipped_file_is_what_the_table_writes(void **state)
{
    static char want[1 << 15], got[1 << 15];
    struct hf_buf out = {.at = want, .size = sizeof want - 1};
    (void)state;
    hf_settings_print(&out);
    want[out.len] = '\0';
    assert_str(shipped(got, sizeof got), want);
}

/* ---- the page for people ---- */

static void put_variable(struct hf_buf *out, struct hf_str key)
{
    hf_buf_put(out, HF_STR("HOLDFAST_"));
    for (size_t i = 0; i < key.len; i++)
        hf_buf_put_char(out, key.at[i] == '.' ? '_' : (char)toupper((unsigned char)key.at[i]));
}

static void put_row(struct hf_buf *out, const struct hf_setting_row *row, enum hf_lang lang)
{
    hf_buf_put(out, HF_STR("| `")), hf_buf_put(out, row->key);
    hf_buf_put(out, HF_STR("` | `")), put_variable(out, row->key);
    hf_buf_put(out, row->built_in.len > 0 ? HF_STR("` | `") : HF_STR("` | "));
    hf_buf_put(out, row->built_in);
    hf_buf_put(out, row->built_in.len > 0 ? HF_STR("` | ") : HF_STR("| "));
    hf_buf_put(out, row->help[lang]);
    if (row->type == HF_SETTING_NUMBER) {
        hf_buf_put_char(out, ' '), hf_buf_put_i64(out, row->least);
        hf_buf_put(out, lang == HF_EN ? HF_STR(" to ") : HF_STR(" à "));
        hf_buf_put_i64(out, row->most), hf_buf_put_char(out, '.');
    }
    if (row->type == HF_SETTING_CHOICE)
        hf_buf_put(out, HF_STR(" `")), hf_buf_put(out, row->choices), hf_buf_put(out, HF_STR("`."));
    hf_buf_put(out, HF_STR(" |\n"));
}

static void put_page(struct hf_buf *out)
{
    static const struct {
        const char *before, *head;
    } halves[] = {
        [HF_EN] = {"# Settings\n\n"
                   "What can be set, and by which name. A later source overrules an earlier one: built in, "
                   "the file\n"
                   "`/etc/holdfast/holdfast.conf` or the one that `--config` or `HOLDFAST_CONFIG` names, the "
                   "environment, flags.\n"
                   "`holdfast config show --origin` says what holds and where it comes from; an unknown name "
                   "is refused, with the one\n"
                   "that may be meant. In the file `log.tiles` is the line `tiles = /srv/log` below `[log]`; "
                   "`config/holdfast.conf` has all\n"
                   "of them to begin with. Secrets are never settings: a setting may name a file that holds "
                   "one.\n\n",
                   "| setting | in the environment | built in | what it says |\n| --- | --- | --- | --- |\n"},
        [HF_FR] =
            {"\n# Réglages\n\n"
             "Ce qui se règle, et sous quel nom. Une source postérieure l'emporte : valeur d'origine, "
             "fichier\n"
             "`/etc/holdfast/holdfast.conf` ou celui que nomment `--config` ou `HOLDFAST_CONFIG`, "
             "environnement, options.\n"
             "`holdfast config show --origin` dit ce qui vaut et d'où cela vient. Dans le fichier, "
             "`log.tiles` est la ligne\n"
             "`tiles = /srv/log` sous `[log]`. Un secret n'est jamais un réglage : un réglage peut nommer un "
             "fichier qui en contient un.\n\n",
             "| réglage | dans l'environnement | d'origine | ce qu'il dit |\n| --- | --- | --- | --- |\n"},
    };
    for (enum hf_lang lang = HF_EN; lang < HF_LANGS; lang++) {
        hf_buf_put(out, hf_str_of(halves[lang].before)), hf_buf_put(out, hf_str_of(halves[lang].head));
        for (enum hf_setting i = 0; i < HF_SETTING_COUNT; i++)
            put_row(out, hf_setting_row(i), lang);
    }
}

static void the_page_names_every_setting_as_the_table_has_it(void **state)
{
    static char want[1 << 16], got[1 << 16];
    struct hf_buf out = {.at = want, .size = sizeof want - 1};
    (void)state;
    put_page(&out);
    assert_false(out.full);
    FILE *file = fopen("docs/settings.md", "rb");
    struct hf_str text = {got, file == NULL ? 0 : fread(got, 1, sizeof got, file)};
    if (file != NULL)
        fclose(file);
    if (hf_str_eq(text, hf_buf_str(&out)))
        return;
    (void)printf("%s", want);
    fail_msg("docs/settings.md is not the page above, which is what the table makes");
}

/* Every '#' before a setting taken away, the shipped file is read and changes nothing. */
static void the_shipped_file_uncommented_is_read(void **state)
{
    static char room[1 << 15], plain[1 << 15];
    struct hf_buf out = {.at = plain, .size = sizeof plain - 1};
    struct hf_str rest = shipped(room, sizeof room);
    (void)state;
    while (rest.len > 0) {
        struct hf_str line = hf_str_cut(&rest, '\n');
        bool is_setting = line.len > 1 && line.at[0] == '#' && line.at[1] != ' ';
        hf_buf_put(&out, hf_str_part(line, is_setting ? 1 : 0, line.len));
        hf_buf_put_char(&out, '\n');
    }
    plain[out.len] = '\0';
    assert_int_equal(read_text(plain), HF_OK);
    for (enum hf_setting i = 0; i < HF_SETTING_COUNT; i++) {
        assert_true(hf_str_eq(hf_settings_get(&settings, i), hf_setting_row(i)->built_in));
        assert_true(hf_str_begins(settings.value[i].origin, HF_STR("a.conf:")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_source_overrules_the_one_before),
        TEST(a_line_in_error_is_named_with_what_is_wrong),
        TEST(what_may_be_meant_is_said),
        TEST(outside_a_file_a_path_may_be_relative),
        TEST(a_wrong_variable_is_refused_by_its_name),
        TEST(what_is_not_ours_is_passed_over),
        TEST(the_file_that_was_named_must_be_there),
        TEST(a_file_without_end_is_refused),
        TEST(every_built_in_value_is_one_that_could_be_given),
        TEST(the_shipped_file_is_what_the_table_writes),
        TEST(the_shipped_file_uncommented_is_read),
        TEST(the_page_names_every_setting_as_the_table_has_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
