/* SPDX-License-Identifier: Apache-2.0 */
/* demo: a story told on the real program, in a state directory of its own. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/demo.h"
#include "cli/file.h"
#include "cli/output.h"
#include "host/signals.h"

enum { STORY_MAX = 1 << 20, LOOK_MS = 500, DEPTH = 16, EARLIER_DAYS = 20 };

/* ---- where ---- */

static const char *text_of(struct hf_demo *demo, struct hf_str s)
{
    char *text = HF_NEW(demo->arena, char, s.len + 1);
    if (s.len > 0)
        memcpy(text, s.at, s.len);
    return text;
}

static enum hf_rc find_root(struct hf_demo *demo, struct hf_err *err)
{
    struct hf_str named = hf_cli_value(demo->cli, HF_STR("root"));
    const char *const places[] = {named.len > 0 ? text_of(demo, named) : ".", "/usr/share/holdfast"};
    for (size_t i = 0; i < (named.len > 0 ? 1 : 2); i++) {
        demo->root = places[i];
        if (access(hf_demo_path(demo, demo->root, "config/samples/demo.story"), R_OK) == 0)
            return HF_OK;
    }
    return hf_fail(err, HF_WORD_demo_root, HF_STR_NONE, hf_str_of(places[0]), HF_STR_NONE);
}

/* Marked as the demo's before anything else is in it: only such a state may have a clock of its own. */
static enum hf_rc make_state(struct hf_demo *demo, struct hf_err *err)
{
    struct hf_str keep = hf_cli_value(demo->cli, HF_STR("keep"));
    char *state = HF_NEW(demo->arena, char, HF_STATE_PATH_MAX);
    (void)snprintf(state, HF_STATE_PATH_MAX, "/tmp/holdfast-demo-XXXXXX");
    if (keep.len == 0 && mkdtemp(state) == NULL)
        return hf_host_fail(state, err);
    if (keep.len > 0)
        HF_TRY(hf_state_find(keep, state, err));
    HF_TRY(hf_state_make(state, err));
    HF_TRY(hf_state_mark_demo(state, err));
    demo->state = state;
    demo->folder = hf_demo_path(demo, state, "play");
    if (setenv("HOLDFAST_STATE", state, 1) != 0)
        return hf_host_fail(state, err);
    HF_TRY(hf_host_clock_open(&demo->clock_state, state, err));
    demo->clock = hf_host_clock_port(&demo->clock_state);
    return HF_OK;
}

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *where)
{
    (void)found, (void)kind, (void)where;
    return remove(path);
}

/* ---- what ---- */

static enum hf_rc tell(struct hf_demo *demo, struct hf_err *err)
{
    const char *path = hf_demo_path(demo, demo->root, "config/samples/demo.story");
    struct hf_str text;
    HF_TRY(hf_file_read(hf_str_of(path), STORY_MAX, demo->arena, &text, err));
    struct hf_story_stage stage = hf_demo_stage(demo);
    return hf_story_run(&stage, HF_STR("demo.story"), text, demo->arena, err);
}

static void say(struct hf_demo *demo, enum hf_say what, struct hf_str a, struct hf_str b)
{
    struct hf_buf line = hf_buf_in(demo->arena, 256);
    hf_say_put(&line, what, demo->cli->lang, a, b);
    hf_out_line(demo->cli, hf_buf_str(&line));
}

static void farewell(struct hf_demo *demo, bool stays)
{
    struct hf_str state = hf_str_of(demo->state);
    struct hf_buf day = hf_buf_in(demo->arena, HF_DAY_TEXT);
    hf_out_line(demo->cli, HF_STR(""));
    say(demo, HF_SAY_demo_done, demo->reference, HF_STR_NONE);
    if (!stays)
        return;
    say(demo, HF_SAY_demo_try, state, HF_STR_NONE);
    hf_day_put(&day, hf_day_at(demo->clock.wall_ms(demo->clock.self)) - EARLIER_DAYS);
    say(demo, HF_SAY_demo_try_show, demo->reference, HF_STR_NONE);
    say(demo, HF_SAY_demo_try_history, demo->reference, HF_STR_NONE);
    say(demo, HF_SAY_demo_try_next, demo->reference, HF_STR_NONE);
    say(demo, HF_SAY_demo_try_replay, demo->reference, hf_buf_str(&day));
    say(demo, HF_SAY_demo_try_verify, HF_STR_NONE, HF_STR_NONE);
    say(demo, HF_SAY_demo_try_notices, state, HF_STR_NONE);
}

/* Without --headless the office stays open until somebody presses Ctrl-C. */
static enum hf_rc perform(struct hf_demo *demo, struct hf_err *err)
{
    bool headless = hf_cli_has(demo->cli, HF_STR("headless"));
    bool kept = hf_cli_has(demo->cli, HF_STR("keep"));
    HF_TRY(hf_demo_found(demo, err));
    HF_TRY(tell(demo, err));
    farewell(demo, !headless || kept);
    if (headless)
        return HF_OK;
    say(demo, HF_SAY_demo_stays, demo->issuer, HF_STR_NONE);
    (void)fflush(demo->cli->out);
    while (!hf_signals_wait(LOOK_MS) && hf_child_lives(&demo->serve))
        ;
    return HF_OK;
}

/* Whatever came, nothing is left running; a failed state is left to be looked at only where it is kept. */
static void clean_up(struct hf_demo *demo)
{
    struct hf_str out;
    struct hf_err ignored;
    hf_demo_end(demo);
    (void)hf_demo_do(demo, "db|stop", &out, &ignored);
    if (!hf_cli_has(demo->cli, HF_STR("keep")))
        (void)nftw(demo->state, remove_one, DEPTH, FTW_DEPTH | FTW_PHYS);
}

enum hf_rc hf_cmd_demo(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_demo *demo = HF_NEW(cli->arena, struct hf_demo, 1);
    *demo = (struct hf_demo){.cli = cli, .arena = cli->arena, .port = {.fd = -1}};
    HF_TRY(find_root(demo, err));
    HF_TRY(make_state(demo, err));
    hf_signals_begin();
    enum hf_rc rc = perform(demo, err);
    clean_up(demo);
    return rc;
}
