/* SPDX-License-Identifier: Apache-2.0 */
/*
 * workflow test: the scenarios of a definition, each told on a stage of its own. Of a single one it can be
 * kept what happened, as a log holds it, and shown what was held at the end of any day.
 */
#include <glob.h>

#include "cli/cmd.h"
#include "base/when.h"
#include "cli/calendars.h"
#include "cli/file.h"
#include "cli/inventory.h"
#include "cli/output.h"
#include "cli/rehearsal.h"

enum { LOG_ROOM = 1 << 20, STORY_MAX = 1 << 20, STORIES_MAX = 1024 };

struct scenarios {
    struct hf_cli *cli;
    const struct hf_flow *house, *flow;
    struct hf_calendars calendars;
    struct hf_json_maker rows;
    size_t told, failed;
};

/* "tests/story/" of "tests/story/renewal.story" */
static struct hf_str folder_of(struct hf_str path)
{
    size_t len = path.len;
    while (len > 0 && path.at[len - 1] != '/')
        len--;
    return hf_str_part(path, 0, len);
}

/* ---- what is asked for besides ---- */

static enum hf_rc write_log(struct hf_cli *cli, const struct hf_rehearsal_stage *stage, struct hf_err *err)
{
    struct hf_buf log = hf_buf_in(cli->arena, LOG_ROOM);
    if (!hf_cli_has(cli, HF_STR("log")))
        return HF_OK;
    HF_TRY(hf_rehearsal_stage_log(stage, &log, err));
    return hf_file_write(hf_cli_value(cli, HF_STR("log")), hf_buf_str(&log), cli->arena, err);
}

struct showing {
    struct hf_cli *cli;
    const struct hf_house *house;
};

static enum hf_rc show_day(void *context, int32_t day, const struct hf_flows *flows, const struct hf_case *c,
                           struct hf_err *err)
{
    const struct showing *showing = context;
    struct hf_cli *cli = showing->cli;
    size_t mark = hf_arena_mark(cli->arena);
    struct hf_sight sight = {.arena = cli->arena, .c = *c, .flows = *flows, .house = showing->house};
    struct hf_buf date = hf_buf_in(cli->arena, HF_DAY_TEXT);
    struct hf_json assets = hf_inventory_json(&sight);
    (void)err;
    hf_day_put(&date, day);
    hf_inventory_show(cli, hf_buf_str(&date), &assets);
    hf_arena_reset(cli->arena, mark);
    return HF_OK;
}

static enum hf_rc show_inventory(struct hf_cli *cli, struct hf_rehearsal_stage *stage, struct hf_err *err)
{
    int32_t first, last;
    struct hf_str days = hf_cli_value(cli, HF_STR("inventory"));
    if (!hf_cli_has(cli, HF_STR("inventory")))
        return HF_OK;
    HF_TRY(hf_inventory_days(days, &first, &last, err));
    return hf_rehearsal_stage_fold(stage, first, last, show_day,
                                   &(struct showing){cli, &stage->rehearsal.house}, err);
}

/* They are of one story; and what cannot be read is told before anything is. */
static enum hf_rc check_besides(struct hf_cli *cli, struct hf_err *err)
{
    int32_t first, last;
    bool log = hf_cli_has(cli, HF_STR("log")), days = hf_cli_has(cli, HF_STR("inventory"));
    if ((log || days) && cli->args != 2)
        return hf_fail(err, HF_WORD_cli_one_story, HF_STR_NONE, log ? HF_STR("log") : HF_STR("inventory"),
                       HF_STR_NONE);
    return days ? hf_inventory_days(hf_cli_value(cli, HF_STR("inventory")), &first, &last, err) : HF_OK;
}

/* ---- stories ---- */

static enum hf_rc tell(struct scenarios *s, struct hf_str path, struct hf_str text, struct hf_err *err)
{
    struct hf_arena *arena = s->cli->arena;
    size_t mark = hf_arena_mark(arena);
    struct hf_rehearsal_stage *stage = HF_NEW(arena, struct hf_rehearsal_stage, 1);
    HF_TRY(hf_rehearsal_stage_open(stage, s->house, s->flow, &s->calendars, folder_of(path), err));
    enum hf_rc rc = hf_story_run(&stage->port, path, text, arena, err);
    rc = rc == HF_OK ? write_log(s->cli, stage, err) : rc;
    rc = rc == HF_OK ? show_inventory(s->cli, stage, err) : rc;
    hf_rehearsal_stage_close(stage);
    hf_arena_reset(arena, mark);
    return rc;
}

/* A story that does not hold is told and counted, and the others are told all the same; one that is not there
 * was typed wrong. */
static enum hf_rc tell_and_note(struct scenarios *s, struct hf_str path, struct hf_err *unread)
{
    struct hf_err err;
    struct hf_str text;
    struct hf_json_maker row = hf_json_make(s->cli->arena);
    struct hf_buf line = hf_buf_in(s->cli->arena, 160);
    HF_TRY(hf_file_read(path, STORY_MAX, s->cli->arena, &text, unread));
    bool held = tell(s, path, text, &err) == HF_OK;
    hf_json_add(&row, HF_STR("story"), hf_json_of_text(path));
    hf_json_add(&row, HF_STR("held"), hf_json_of_bool(held));
    if (held) {
        hf_out_line(s->cli, path);
    } else {
        hf_err_say(&err, s->cli->lang, &line);
        hf_json_add(&row, HF_STR("where"),
                    hf_json_of_text(hf_arena_keep(s->cli->arena, hf_str_of(err.where))));
        hf_json_add(&row, HF_STR("sentence"), hf_json_of_text(hf_buf_str(&line)));
        if (!s->cli->json)
            hf_out_error(s->cli, &err);
    }
    hf_json_add(&s->rows, HF_STR_NONE, hf_json_object(&row));
    s->told++;
    s->failed += !held;
    return HF_OK;
}

/* Without stories named: those in the folder that bears the definition's name. */
static enum hf_rc tell_beside(struct scenarios *s, struct hf_str definition, struct hf_err *err)
{
    struct hf_buf pattern = hf_buf_in(s->cli->arena, definition.len + 16);
    glob_t found;
    bool json = hf_str_ends(definition, HF_STR(".json"));
    hf_buf_put(&pattern, hf_str_part(definition, 0, definition.len - (json ? 5 : 0)));
    hf_buf_put(&pattern, HF_STR("/*.story"));
    hf_buf_put_char(&pattern, '\0');
    if (glob(pattern.at, 0, NULL, &found) != 0)
        return hf_fail(err, HF_WORD_cli_no_stories, HF_STR_NONE, hf_str_of(pattern.at), HF_STR_NONE);
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; rc == HF_OK && i < found.gl_pathc && i < STORIES_MAX; i++)
        rc = tell_and_note(s, hf_arena_keep(s->cli->arena, hf_str_of(found.gl_pathv[i])), err);
    globfree(&found);
    return rc;
}

enum hf_rc hf_cmd_workflow_test(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_calendars of_states;
    struct scenarios s = {.cli = cli, .rows = hf_json_make(cli->arena)};
    HF_TRY(check_besides(cli, err));
    HF_TRY(hf_cli_definition(cli, hf_cli_arg(cli, 0), &s.house, &s.flow, err));
    HF_TRY(hf_calendars_of_states(cli->arena, &of_states, err));
    HF_TRY(hf_calendars_given(cli, &of_states, &s.calendars, err));
    if (cli->args == 1)
        HF_TRY(tell_beside(&s, cli->arg[0], err));
    for (size_t i = 1; i < cli->args; i++)
        HF_TRY(tell_and_note(&s, cli->arg[i], err));
    struct hf_json document = hf_json_list(&s.rows);
    hf_out_json(cli, &document);
    hf_out_hint(cli, HF_SAY_told, hf_cli_number(cli, s.told - s.failed), hf_cli_number(cli, s.failed));
    err->word = HF_WORD_ok; /* each has said why */
    return s.failed == 0 ? HF_OK : HF_FINDINGS;
}
