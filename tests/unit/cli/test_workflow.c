/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/json.h"
#include "typed.h"

static void a_sound_definition_passes(void **state)
{
    (void)state;
    const struct typed *said = type_line("workflow check workflows/icc-asset-recovery.json");
    assert_int_equal(said->code, 0);
    assert_said(said->messages, "faults: 0");
    said = type_line("workflow check workflows/icc-asset-recovery.json --json");
    assert_said(said->out, "\"faults\":0,\"files\":1");
    assert_int_equal(said->messages.len, 0);
}

/* The small definition with one word in the place of another. */
static const struct typed *type_spoilt(const char *command, const char *was, const char *becomes,
                                       const char *options)
{
    char path[] = "/tmp/holdfast-test-XXXXXX", line[120];
    static char text[65536];
    FILE *from = fopen("tests/vectors/workflow/freeze-small.json", "r");
    size_t len = fread(text, 1, sizeof text, from);
    fclose(from);
    char *found = memmem(text, len, was, strlen(was));
    assert_non_null(found);
    memcpy(found, becomes, strlen(becomes));
    int file = mkstemp(path);
    assert_int_equal(write(file, text, len), len);
    close(file);
    snprintf(line, sizeof line, "%s %s%s", command, path, options);
    const struct typed *said = type_line(line);
    unlink(path);
    return said;
}

static const struct typed *check_spoilt(const char *options)
{
    return type_spoilt("workflow check", "\"owner\"", "\"Owner\"", options);
}

static void a_fault_is_told_with_file_line_rule_and_exit_code_nine(void **state)
{
    (void)state;
    const struct typed *said = check_spoilt("");
    assert_int_equal(said->code, HF_FINDINGS);
    assert_true(hf_str_begins(said->out, HF_STR("/tmp/holdfast-test-")));
    assert_said(said->out, ": C1 /kinds/");
    said = check_spoilt(" --json");
    assert_int_equal(said->code, HF_FINDINGS);
    assert_said(said->out, "\"rule\":\"C1\"");
    assert_said(said->out, "\"line\":");
    assert_int_equal(said->messages.len, 0);
}

/* A file with this text, named in `path`. */
static void put_file(char path[24], const char *text)
{
    snprintf(path, 24, "/tmp/holdfast-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    close(file);
}

static const struct typed *type_about(const char *before, const char *path, const char *after)
{
    char line[160];
    snprintf(line, sizeof line, "%s%s%s", before, path, after);
    return type_line(line);
}

static void a_definition_is_put_in_its_layout_once(void **state)
{
    (void)state;
    char path[24];
    put_file(path, "{\"version\":1,\"format\":1}");
    assert_int_equal(type_about("workflow fmt --check ", path, "")->code, HF_FINDINGS);
    const struct typed *said = type_about("workflow fmt ", path, "");
    assert_int_equal(said->code, 0);
    assert_said(said->out, path);
    said = type_about("workflow fmt ", path, " --json");
    assert_said(said->out, "[]");
    assert_int_equal(type_about("workflow fmt --check ", path, "")->code, 0);
    said = type_about("workflow diff ", path, " workflows/icc-asset-recovery.json");
    assert_said(said->out, "+ /workflow: \"icc-asset-recovery\"");
    assert_true(!hf_str_contains(said->out, HF_STR("/format")));
    assert_said(type_about("workflow diff ", path, " LICENSE")->messages, "LICENSE:2:");
    unlink(path);
}

/* A definition that fits, but would not any more with a line for each of its members: it is left as it is. */
static void what_grows_too_large_in_its_layout_is_left_alone(void **state)
{
    (void)state;
    enum { MEMBERS = 90000, ROOM = MEMBERS * 12 + 2 };
    char path[24], *text = malloc(ROOM);
    struct hf_buf out = {.at = text, .size = ROOM};
    for (int i = 0; i < MEMBERS; i++) {
        hf_buf_put(&out, i == 0 ? HF_STR("{\"a") : HF_STR(",\"a"));
        hf_buf_put_padded(&out, (uint64_t)i, 5);
        hf_buf_put(&out, HF_STR("\":0"));
    }
    hf_buf_put(&out, HF_STR("}"));
    hf_buf_put_char(&out, '\0');
    put_file(path, text);
    const struct typed *said = type_about("workflow fmt ", path, "");
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_said(said->messages, "in its layout");
    FILE *file = fopen(path, "r");
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    assert_int_equal(ftell(file), strlen(text));
    fclose(file);
    unlink(path);
    free(text);
}

static void a_new_definition_is_sound_and_in_its_layout(void **state)
{
    (void)state;
    char path[24];
    put_file(path, "");
    unlink(path);
    assert_int_equal(type_line("workflow new Mine")->code, HF_BAD_INPUT);
    assert_said(type_line("workflow new my-own_1")->out, "\"workflow\": \"my-own_1\",");
    assert_int_equal(type_about("workflow new mine --output ", path, "")->code, 0);
    assert_int_equal(type_about("workflow new mine --output ", path, "")->code, HF_FAILED);
    assert_int_equal(type_about("workflow check ", path, "")->code, 0);
    assert_int_equal(type_about("workflow fmt --check ", path, "")->code, 0);
    unlink(path);
}

static void the_same_seed_gives_the_same_walk(void **state)
{
    (void)state;
    static const char line[] =
        "workflow simulate config/samples/small-procedure.json --random 3000 --seed 4 --json";
    static char first[65536];
    struct hf_buf copy = HF_BUF(first);
    const struct typed *said = type_line(line);
    assert_int_equal(said->code, 0);
    hf_buf_put(&copy, said->out);
    assert_true(hf_str_eq(type_line(line)->out, hf_buf_str(&copy)));
    assert_said(hf_buf_str(&copy), "\"states\":{\"missing\":[],\"of\":9,\"reached\":9}");
    assert_said(hf_buf_str(&copy), "\"branches\":{\"missing\":[],");
    assert_int_equal(type_line("workflow simulate LICENSE --random 1")->code, HF_BAD_INPUT);
    assert_int_equal(type_line("workflow simulate config/samples/small-procedure.json --random x")->code,
                     HF_BAD_INPUT);
}

static int64_t share(const struct hf_json *report, struct hf_str part)
{
    const struct hf_json *row = hf_json_get(report, part);
    return 100 * HF_JSON_GET(row, "reached")->is.integer / HF_JSON_GET(row, "of")->is.integer;
}

/* Shares in percent, well below what seed 1 reached when they were set. */
static void chance_reaches_the_depths_of_each_procedure(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int64_t states, branches;
    } floors[] = {
        {"workflow simulate workflows/icc-asset-recovery.json --random 10000 --json", 50, 40},
        {"workflow simulate workflows/eu-freezing-order.json --random 10000 --json", 55, 50},
        {"workflow simulate workflows/uncac-mla.json --random 10000 --json", 85, 80},
        {"workflow simulate workflows/fiu-suspension.json --random 10000 --json", 95, 90},
    };
    static unsigned char memory[1 << 20];
    for (size_t i = 0; i < sizeof floors / sizeof floors[0]; i++) {
        const struct typed *said = type_line(floors[i].line);
        struct hf_arena arena;
        struct hf_json report;
        struct hf_err err;
        hf_arena_init(&arena, memory, sizeof memory);
        assert_int_equal(said->code, 0);
        assert_int_equal(hf_json_read(said->out, &hf_json_file_limits, &arena, &report, &err), HF_OK);
        assert_true(share(&report, HF_STR("states")) >= floors[i].states);
        assert_true(share(&report, HF_STR("branches")) >= floors[i].branches);
    }
}

static void every_event_of_a_walk_is_told_as_a_line(void **state)
{
    (void)state;
    const struct typed *said =
        type_line("workflow simulate config/samples/small-procedure.json --random 8 --events --json");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "{\"authorities\":{");
    assert_said(said->out, "\n{\"case\":1}\n");
    assert_said(said->out, "\"branch\":0,");
    assert_said(said->out, "\"after\":{\"data\":{");
}

static void a_story_that_does_not_hold_is_named(void **state)
{
    (void)state;
    char path[24];
    put_file(path, "Ana of registry is officer\nAna opens case Marrow under small-procedure\n"
                   "expect case is at running\nexpect case is at closed\n");
    const struct typed *said = type_about("workflow test config/samples/small-procedure.json ", path, "");
    assert_int_equal(said->code, HF_FINDINGS);
    assert_said(said->messages, ":4: ");
    unlink(path);
    assert_int_equal(type_line("workflow test config/samples/small-procedure.json")->code, HF_NOT_FOUND);
    assert_int_equal(type_line("workflow test config/samples/small-procedure.json nowhere.story")->code,
                     HF_NOT_FOUND);
}

static void each_finding_says_how_to_mend_it(void **state)
{
    (void)state;
    assert_said(check_spoilt("")->out,
                "\n    to mend: remove it, mend its name, or write a remark as note\n");
    assert_said(check_spoilt(" --json")->out,
                "\"remedy\":\"remove it, mend its name, or write a remark as note\"");
}

static void states_of_open_cases_need_a_place_in_the_next_version(void **state)
{
    (void)state;
    const struct typed *said = type_line("workflow check tests/vectors/workflow/freeze-small.json --against "
                                         "tests/vectors/workflow/freeze-small.json");
    assert_int_equal(said->code, 0);
    said = type_line("workflow check tests/vectors/workflow/freeze-small.json --against "
                     "workflows/icc-asset-recovery.json");
    assert_int_equal(said->code, HF_FINDINGS);
    assert_said(said->out, ": C12 /kinds/request: cases are open in the state legal_review of request");
}

static void what_is_no_json_is_bad_input(void **state)
{
    (void)state;
    const struct typed *said = type_line("workflow check LICENSE");
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_said(said->messages, "LICENSE:2:");
    assert_int_equal(type_line("workflow check nowhere.json")->code, HF_NOT_FOUND);
}

/* ---- describe, draw ---- */

static void a_definition_is_told_in_both_languages_and_as_data(void **state)
{
    (void)state;
    const struct typed *said = type_line("workflow describe workflows/icc-asset-recovery.json");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "DRAFT SUMMARY for review by a lawyer");
    assert_said(said->out, "\n3.1  Rome Statute of the International Criminal Court, 54(1): from memory");
    said = type_line("workflow describe workflows/icc-asset-recovery.json --lang fr --kind measure");
    assert_said(said->out, "R\u00C9SUM\u00C9 PROVISOIRE");
    assert_false(hf_str_contains(said->out, HF_STR("\n4  ")));
    said = type_line("workflow describe workflows/icc-asset-recovery.json --json");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "{\"heading\":true,\"number\":\"1\",\"text\":\"The procedure\"}");
    assert_int_equal(said->messages.len, 0);
}

/* U+202E would turn the rest of the line round. */
static void what_turns_the_direction_of_writing_is_not_shown(void **state)
{
    (void)state;
    /* NOLINTBEGIN(misc-misleading-bidirectional): that is what is tested */
    const struct typed *said = type_spoilt("workflow describe", "Running", "Run\u202En", "");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "Run n");
    assert_false(hf_str_contains(said->out, HF_STR("\u202E")));
    /* NOLINTEND(misc-misleading-bidirectional) */
}

static void a_picture_goes_to_the_output_or_into_a_file(void **state)
{
    (void)state;
    char path[] = "/tmp/holdfast-test-XXXXXX", line[160];
    static char text[1 << 18];
    const struct typed *said = type_line("workflow draw workflows/icc-asset-recovery.json --kind case");
    assert_int_equal(said->code, 0);
    assert_true(hf_str_begins(said->out, HF_STR("<svg ")));
    close(mkstemp(path));
    snprintf(line, sizeof line, "workflow draw workflows/icc-asset-recovery.json -o %s --json", path);
    said = type_line(line);
    assert_int_equal(said->code, 0);
    assert_said(said->out, "\"form\":\"svg\"");
    FILE *file = fopen(path, "r");
    size_t len = fread(text, 1, sizeof text, file);
    fclose(file);
    unlink(path);
    assert_true(hf_str_begins((struct hf_str){text, len}, HF_STR("<svg ")));
    assert_true(hf_str_ends((struct hf_str){text, len}, HF_STR("</svg>\n")));
}

/* ---- where a picture is put ---- */

enum { NAME = 64 };

/* A new directory, and a name in it. */
static void place_of(char path[NAME], const char *name)
{
    static char folder[] = "/tmp/holdfast-test-XXXXXX";
    memcpy(folder + sizeof folder - 7, "XXXXXX", 7);
    assert_non_null(mkdtemp(folder));
    snprintf(path, NAME, "%s/%s", folder, name);
}

static void gone(char *path)
{
    unlink(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
}

static const struct typed *draw_into(const char *path)
{
    char line[160];
    snprintf(line, sizeof line, "workflow draw tests/vectors/workflow/freeze-small.json --mermaid -o %s",
             path);
    return type_line(line);
}

static void a_new_file_has_the_usual_rights(void **state)
{
    (void)state;
    char path[NAME];
    struct stat status;
    mode_t before = umask(022);
    place_of(path, "new.svg");
    assert_int_equal(draw_into(path)->code, 0);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0644);
    gone(path);
    place_of(path, "new.json");
    assert_int_equal(type_about("workflow new mine --output ", path, "")->code, 0);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0644);
    gone(path);
    umask(before);
}

static void a_link_is_followed_and_stays_one(void **state)
{
    (void)state;
    char path[NAME], file[NAME];
    struct stat status;
    place_of(path, "link.svg");
    place_of(file, "file.svg");
    assert_int_equal(symlink(file, path), 0);
    for (int again = 0; again < 2; again++) { /* to nothing yet, then to the file */
        assert_int_equal(draw_into(path)->code, 0);
        assert_int_equal(lstat(path, &status), 0);
        assert_true(S_ISLNK(status.st_mode));
        assert_int_equal(lstat(file, &status), 0);
        assert_true(S_ISREG(status.st_mode) && status.st_size > 0);
    }
    gone(path);
    gone(file);
}

static void a_pipe_is_written_to_and_stays_one(void **state)
{
    (void)state;
    char path[NAME], text[32] = "";
    struct stat status;
    place_of(path, "pipe.svg");
    assert_int_equal(mkfifo(path, 0600), 0);
    int fd = open(path, O_RDWR | O_NONBLOCK);
    assert_true(fd >= 0);
    assert_int_equal(draw_into(path)->code, 0);
    assert_int_equal(read(fd, text, 2), 2);
    assert_int_equal(lstat(path, &status), 0);
    assert_true(S_ISFIFO(status.st_mode));
    close(fd);
    gone(path);
}

static void what_the_system_says_of_a_lost_output_is_told(void **state)
{
    (void)state;
    static char word[][48] = {"workflow", "describe", "tests/vectors/workflow/freeze-small.json"};
    char *line[] = {word[0], word[1], word[2]};
    static const char *const full[] = {"/dev/full", "/dev/null"};
    char told[256] = "";
    for (int i = 0; i < 2; i++) {
        struct hf_cli *cli = fresh_cli();
        cli->out = fopen(full[i], i == 0 ? "w" : "r"); /* no room; not for writing */
        cli->messages = fmemopen(told, sizeof told, "w");
        assert_int_equal(hf_cli_main(cli, 3, line), HF_FAILED);
        fclose(cli->messages);
        assert_said(hf_str_of(told), i == 0 ? "No space left" : "Bad file descriptor");
        fclose(cli->out);
    }
}

static void a_definition_is_exported_for_other_programs(void **state)
{
    (void)state;
    const struct typed *said = type_line("workflow draw workflows/icc-asset-recovery.json --mermaid");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "\nstateDiagram-v2\n");
    said = type_line("workflow draw workflows/icc-asset-recovery.json --xstate --kind request");
    assert_int_equal(said->code, 0);
    assert_true(hf_str_begins(said->out, HF_STR("{\"holdfast\":{")));
    said = type_line("workflow draw workflows/icc-asset-recovery.json --xstate --mermaid");
    assert_int_equal(said->code, HF_BAD_INPUT);
}

static void what_cannot_be_told_is_refused_with_the_reason(void **state)
{
    (void)state;
    const struct typed *said =
        type_line("workflow describe workflows/icc-asset-recovery.json --kind measures");
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_said(said->messages, "\"measures\" is none of: case, request, measure");
    assert_int_equal(type_line("workflow draw nowhere.json")->code, HF_NOT_FOUND);
    assert_int_equal(type_line("workflow draw LICENSE")->code, HF_BAD_INPUT);
    said = type_line("workflow draw workflows/icc-asset-recovery.json -o /nowhere/x.svg");
    assert_int_equal(said->code, HF_FAILED);
    assert_said(said->messages, "/nowhere/x.svg");
}

static void of_one_story_the_inventory_of_any_day_is_shown(void **state)
{
    (void)state;
    const char *about = "workflow test workflows/icc-asset-recovery.json";
    char line[200];
    snprintf(line, sizeof line, "%s workflows/icc-asset-recovery/renewal.story --inventory 2026-11-22",
             about);
    const struct typed *said = type_line(line);
    assert_int_equal(said->code, 0);
    assert_said(said->out, "Inventory at the end of 2026-11-22:\n");
    snprintf(line, sizeof line,
             "%s workflows/icc-asset-recovery/renewal.story --json --inventory 2026-11-22..2026-11-23",
             about);
    said = type_line(line);
    assert_true(hf_str_begins(said->out, HF_STR("{\"assets\":[],\"day\":\"2026-11-22\"}\n{\"assets\":[{")));
    assert_said(said->out, "\"day\":\"2026-11-23\"}\n[{\"held\":true,");
}

static void what_belongs_to_one_story_and_to_days_is_asked_for_so(void **state)
{
    (void)state;
    const char *about = "workflow test config/samples/small-procedure.json";
    static const char *const wrong[] = {"2026-11-22..2026-11-21",
                                        "2026-11-22..",
                                        "2026-11-22.2026-11-23",
                                        "2026-13-01",
                                        "2026-11-223",
                                        "today"};
    char line[200];
    snprintf(line, sizeof line, "%s --log /tmp/never", about);
    assert_int_equal(type_line(line)->code, HF_BAD_INPUT);
    snprintf(line, sizeof line, "%s one.story two.story --inventory 2026-11-22", about);
    const struct typed *said = type_line(line);
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_said(said->messages, "--inventory belongs to one story");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        snprintf(line, sizeof line, "%s one.story --inventory %s", about, wrong[i]);
        said = type_line(line);
        assert_int_equal(said->code, HF_BAD_INPUT);
        assert_said(said->messages, "names no days");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_definition_passes),
        cmocka_unit_test(of_one_story_the_inventory_of_any_day_is_shown),
        cmocka_unit_test(what_belongs_to_one_story_and_to_days_is_asked_for_so),
        cmocka_unit_test(a_fault_is_told_with_file_line_rule_and_exit_code_nine),
        cmocka_unit_test(a_definition_is_put_in_its_layout_once),
        cmocka_unit_test(what_grows_too_large_in_its_layout_is_left_alone),
        cmocka_unit_test(a_new_definition_is_sound_and_in_its_layout),
        cmocka_unit_test(the_same_seed_gives_the_same_walk),
        cmocka_unit_test(chance_reaches_the_depths_of_each_procedure),
        cmocka_unit_test(every_event_of_a_walk_is_told_as_a_line),
        cmocka_unit_test(a_story_that_does_not_hold_is_named),
        cmocka_unit_test(each_finding_says_how_to_mend_it),
        cmocka_unit_test(states_of_open_cases_need_a_place_in_the_next_version),
        cmocka_unit_test(what_is_no_json_is_bad_input),
        cmocka_unit_test(a_definition_is_told_in_both_languages_and_as_data),
        cmocka_unit_test(what_turns_the_direction_of_writing_is_not_shown),
        cmocka_unit_test(a_picture_goes_to_the_output_or_into_a_file),
        cmocka_unit_test(a_new_file_has_the_usual_rights),
        cmocka_unit_test(a_link_is_followed_and_stays_one),
        cmocka_unit_test(a_pipe_is_written_to_and_stays_one),
        cmocka_unit_test(what_the_system_says_of_a_lost_output_is_told),
        cmocka_unit_test(a_definition_is_exported_for_other_programs),
        cmocka_unit_test(what_cannot_be_told_is_refused_with_the_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
