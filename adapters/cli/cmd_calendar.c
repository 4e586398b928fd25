/* SPDX-License-Identifier: Apache-2.0 */
/* calendar check, publish, list: like a definition, a calendar is proposed by one person and confirmed by
 * another. */
#include "cli/calendars.h"
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/library.h"
#include "cli/output.h"
#include "desk/found.h"

/* ---- checking ---- */

static const struct hf_column checked[] = {
    HF_COLUMN("calendar", calendar),   HF_COLUMN("version", version), HF_COLUMN("first_year", first_year),
    HF_COLUMN("last_year", last_year), HF_COLUMN("zone", zone),       HF_COLUMN("holidays", holidays),
    HF_COLUMN("as_of", as_of),         HF_COLUMN("source", source)};

static struct hf_json calendar_json(struct hf_arena *arena, const struct hf_calendar *calendar)
{
    struct hf_json_maker row = hf_json_make(arena);
    hf_json_add(&row, HF_STR("as_of"), hf_json_of_text(calendar->as_of));
    hf_json_add(&row, HF_STR("calendar"), hf_json_of_text(calendar->name));
    hf_json_add(&row, HF_STR("first_year"), hf_json_of_int(calendar->first_year));
    hf_json_add(&row, HF_STR("holidays"), hf_json_of_int(calendar->holidays));
    hf_json_add(&row, HF_STR("last_year"), hf_json_of_int(calendar->last_year));
    hf_json_add(&row, HF_STR("source"), hf_json_of_text(calendar->source));
    hf_json_add(&row, HF_STR("version"), hf_json_of_int(calendar->version));
    hf_json_add(&row, HF_STR("zone"), hf_json_of_text(calendar->zone));
    return hf_json_object(&row);
}

enum hf_rc hf_cmd_calendar_check(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_json_maker rows = hf_json_make(cli->arena);
    for (size_t i = 0; i < cli->args; i++) {
        struct hf_calendar calendar;
        HF_TRY(hf_calendar_file(cli->arg[i], cli->arena, &calendar, err));
        hf_json_add(&rows, HF_STR_NONE, calendar_json(cli->arena, &calendar));
    }
    struct hf_json document = hf_json_list(&rows);
    hf_out_table(cli, HF_VIEW(checked), &document);
    return HF_OK;
}

/* ---- the library ---- */

static const struct hf_column columns[] = {
    HF_COLUMN("calendar", calendar),     HF_COLUMN("version", version),     HF_COLUMN("state", standing),
    HF_COLUMN("first_year", first_year), HF_COLUMN("last_year", last_year), HF_COLUMN("digest", digest)};

static struct hf_json entry_json(const struct hf_sight *library, hf_instance i)
{
    static const struct hf_str shown[] = {HF_STR_INIT("calendar"), HF_STR_INIT("version"),
                                          HF_STR_INIT("first_year"), HF_STR_INIT("last_year"),
                                          HF_STR_INIT("digest")};
    return hf_library_row(library, i, shown, sizeof shown / sizeof shown[0]);
}

static enum hf_rc list(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight library;
    bool is_there;
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(hf_sight_single(seat, HF_FILE_LIBRARY, &library, &is_there, err));
    for (hf_instance i = 0; is_there && i < hf_case_head(&library.c)->instances; i++)
        if (hf_sight_is(&library, i, HF_STR("calendar")))
            hf_json_add(&rows, HF_STR_NONE, entry_json(&library, i));
    struct hf_json document = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(columns), &document);
    return HF_OK;
}

static bool is_done(const struct hf_sight *library, hf_instance entry)
{
    struct hf_str state = entry == HF_NO_INSTANCE ? HF_STR_NONE : hf_sight_state(library, entry);
    return hf_str_eq(state, HF_STR("published")) || hf_str_eq(state, HF_STR("applied"));
}

/* The first call proposes, the second, by another person, confirms; what is published stays so. */
static enum hf_rc publish_one(struct hf_seat *seat, struct hf_str path, bool *proposed, struct hf_err *err)
{
    struct hf_sight library;
    struct hf_digest digest;
    struct hf_str text;
    struct hf_response response;
    struct hf_buf said = hf_buf_in(seat->arena, HF_DIGEST_TEXT);
    bool is_there;
    HF_TRY(hf_file_read(path, HF_CALENDAR_BYTES_MAX, seat->arena, &text, err));
    HF_TRY(hf_sight_single(seat, HF_FILE_LIBRARY, &library, &is_there, err));
    if (!is_there)
        return hf_fail(err, HF_WORD_cli_nobody, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_sha256(&seat->hasher, &text, 1, &digest);
    hf_digest_put(&said, &digest);
    hf_instance entry = hf_library_entry(&library, HF_STR("calendar"), hf_buf_str(&said));
    if (is_done(&library, entry))
        return HF_OK;
    *proposed = *proposed || entry == HF_NO_INSTANCE;
    struct hf_command as = {.id = hf_seat_command_id(seat),
                            .actor = seat->actor,
                            .known = seat->known,
                            .role = hf_settings_get(&seat->cli->settings, HF_SET_ROLE)};
    HF_TRY(hf_file_blame(path, hf_calendar_publish(seat->desk, text, &as, seat->arena, &response, err), err));
    seat->acted = true;
    return HF_OK;
}

static enum hf_rc publish(struct hf_seat *seat, struct hf_err *err)
{
    bool proposed = false;
    HF_TRY(hf_seat_actor(seat, err));
    for (size_t i = 0; i < seat->cli->args; i++)
        HF_TRY(publish_one(seat, seat->cli->arg[i], &proposed, err));
    HF_TRY(list(seat, err));
    hf_out_hint(seat->cli, proposed ? HF_SAY_next_calendar : HF_SAY_waits_for_recount, HF_STR_NONE,
                HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_cmd_calendar_list(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, list, err);
}

enum hf_rc hf_cmd_calendar_publish(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, publish, err);
}
