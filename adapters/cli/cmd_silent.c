/* SPDX-License-Identifier: Apache-2.0 */
/* notice silent: what waits for a word of others in all cases and has waited too long; with --mine only what
 * has come to us. case work: what waits for one of us in all cases. */
#include "cli/cmd.h"
#include "cli/directory.h"
#include "cli/output.h"
#include "cli/silences.h"

struct one {
    struct hf_id id;
    struct hf_str name;
};
struct cases {
    struct hf_arena *arena;
    struct one *at;
    size_t count, room;
};

static enum hf_rc take_case(void *context, const struct hf_file_row *file, struct hf_err *err)
{
    struct cases *all = context;
    (void)err;
    all->at = hf_arena_room(all->arena, all->at, all->count, &all->room, sizeof *all->at);
    all->at[all->count++] = (struct one){file->file, hf_arena_keep(all->arena, file->name)};
    return HF_OK;
}

/* The root for what belongs to no request. */
static hf_instance whose(const struct hf_thread *thread)
{
    return thread->instance == HF_NO_INSTANCE ? 0 : thread->instance;
}

static struct hf_json row_of(struct hf_seat *seat, const struct hf_sight *sight,
                             const struct hf_thread *thread)
{
    struct hf_json_maker row = hf_json_make(seat->arena);
    struct hf_str name = hf_silent_name(seat, sight, thread);
    hf_json_add(&row, HF_STR("case"), hf_json_of_text(sight->name));
    hf_json_add(&row, HF_STR("on"), hf_json_of_text(hf_sight_name(sight, whose(thread))));
    if (name.len > 0)
        hf_json_add(&row, HF_STR("authority"), hf_json_of_text(name));
    hf_json_add(&row, HF_STR("asked_at"), hf_json_of_instant(seat->arena, thread->asked_ms));
    hf_json_add(&row, HF_STR("at"), hf_json_of_instant(seat->arena, thread->silent_ms));
    hf_silence_add(seat->cli, thread, &row);
    return hf_json_object(&row);
}

/* Of an authority only, where one is named. */
static enum hf_rc add_case(struct hf_seat *seat, const struct one *one, const struct hf_id *authority,
                           struct hf_json_maker *rows, struct hf_err *err)
{
    struct hf_sight sight;
    unsigned least = hf_cli_has(seat->cli, HF_STR("mine")) ? HF_LEVEL_person : HF_LEVEL_reminder;
    HF_TRY(hf_sight_open(seat, &one->id, &sight, err));
    sight.name = one->name;
    for (uint32_t t = 0; t < hf_case_head(&sight.c)->threads; t++) {
        const struct hf_thread *thread = hf_case_thread(&sight.c, t);
        if (thread->silent_level >= least && !hf_case_ended(&sight.flows, &sight.c) &&
            (hf_id_is_zero(authority) || hf_id_eq(authority, &thread->authority)))
            hf_json_add(rows, HF_STR_NONE, row_of(seat, &sight, thread));
    }
    return HF_OK;
}

/* Calls it for each case. */
typedef enum hf_rc add_fn(struct hf_seat *seat, const struct one *one, const struct hf_id *authority,
                          struct hf_json_maker *rows, struct hf_err *err);

static enum hf_rc list(struct hf_seat *seat, add_fn *add, struct hf_view view, struct hf_err *err)
{
    struct cases all = {.arena = seat->arena};
    struct hf_json_maker rows = hf_json_make(seat->arena);
    struct hf_id authority = {{0}};
    if (hf_cli_arg(seat->cli, 0).len > 0) {
        struct hf_sight sight;
        HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &sight, err));
        authority = sight.file;
    }
    HF_TRY(hf_files_each(seat, HF_FILE_CASE, take_case, &all, err));
    for (size_t i = 0; i < all.count; i++)
        HF_TRY(add(seat, &all.at[i], &authority, &rows, err));
    struct hf_json document = hf_json_list(&rows);
    hf_out_stream(seat->cli, view, &document);
    return HF_OK;
}

static enum hf_rc silent(struct hf_seat *seat, struct hf_err *err)
{
    static const struct hf_column columns[] = {
        HF_COLUMN("case", case),         HF_COLUMN("on", on),      HF_COLUMN("authority", authority),
        HF_COLUMN("asked_at", asked_at), HF_COLUMN("at", last_at), HF_COLUMN("silence", silence)};
    return list(seat, add_case, HF_VIEW(columns), err);
}

enum hf_rc hf_cmd_notice_silent(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, silent, err);
}

/* ---- work ---- */

static void add_work(struct hf_seat *seat, const struct hf_sight *sight, hf_instance i, struct hf_str what,
                     int64_t since_ms, struct hf_json_maker *rows)
{
    struct hf_json_maker row = hf_json_make(seat->arena);
    hf_json_add(&row, HF_STR("case"), hf_json_of_text(sight->name));
    hf_json_add(&row, HF_STR("on"), hf_json_of_text(hf_sight_name(sight, i)));
    hf_json_add(&row, HF_STR("at"), hf_json_of_instant(seat->arena, since_ms));
    hf_json_add(&row, HF_STR("what"), hf_json_of_text(what));
    hf_json_add(rows, HF_STR_NONE, hf_json_object(&row));
}

static enum hf_rc add_works(struct hf_seat *seat, const struct one *one, const struct hf_id *authority,
                            struct hf_json_maker *rows, struct hf_err *err)
{
    struct hf_sight sight;
    (void)authority;
    HF_TRY(hf_sight_open(seat, &one->id, &sight, err));
    sight.name = one->name;
    for (hf_instance i = 0; i < hf_case_head(&sight.c)->instances; i++)
        if (hf_case_instance(&sight.c, i)->set_aside > 0)
            add_work(seat, &sight, i, hf_say(HF_SAY_work_aside, seat->cli->lang),
                     hf_case_head(&sight.c)->at_ms, rows);
    for (uint32_t t = 0; t < hf_case_head(&sight.c)->threads; t++) {
        const struct hf_thread *thread = hf_case_thread(&sight.c, t);
        if (thread->silent_level == HF_LEVEL_person && !hf_case_ended(&sight.flows, &sight.c))
            add_work(seat, &sight, whose(thread), hf_silence_words(seat->cli, thread), thread->silent_ms,
                     rows);
    }
    return HF_OK;
}

static enum hf_rc work(struct hf_seat *seat, struct hf_err *err)
{
    static const struct hf_column columns[] = {HF_COLUMN("case", case), HF_COLUMN("on", on),
                                               HF_COLUMN("at", last_at), HF_COLUMN("what", what)};
    return list(seat, add_works, HF_VIEW(columns), err);
}

enum hf_rc hf_cmd_case_work(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, work, err);
}
