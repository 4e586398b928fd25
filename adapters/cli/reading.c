/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/reading.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/output.h"

/* ---- noted ---- */

void hf_reading_note(struct hf_seat *seat, const struct hf_id *file, enum hf_read_kind what, struct hf_str of)
{
    struct hf_reading *reading = &seat->reading;
    for (size_t i = 0; i < reading->count; i++)
        if (hf_id_eq(&reading->read[i].file, file) && reading->read[i].what == what &&
            hf_str_eq(reading->read[i].of, of))
            return;
    reading->read =
        hf_arena_room(seat->arena, reading->read, reading->count, &reading->room, sizeof *reading->read);
    reading->read[reading->count++] =
        (struct hf_read){.file = *file, .what = what, .of = hf_arena_keep(seat->arena, of)};
}

static bool acted_on(const struct hf_seat *seat, const struct hf_id *file)
{
    for (size_t i = 0; i < seat->acted_files; i++)
        if (hf_id_eq(&seat->acted_file[i], file))
            return true;
    return false;
}

/* ---- by whom ---- */

/* A person of the house where one is known; whoever is named with --as must be. */
static enum hf_rc find_reader(struct hf_seat *seat, struct hf_read *out, struct hf_err *err)
{
    struct hf_buf account = hf_buf_in(seat->arena, 16);
    bool named = hf_settings_get(&seat->cli->settings, HF_SET_AS).len > 0;
    enum hf_rc rc = hf_seat_actor(seat, err);
    if (rc != HF_OK && (named || (rc != HF_NOT_FOUND && rc != HF_NOT_ALLOWED)))
        return rc;
    hf_buf_put(&account, HF_STR("uid-"));
    hf_buf_put_i64(&account, (int64_t)getuid());
    *out = (struct hf_read){.known = rc == HF_OK ? seat->known : HF_KNOWN_os_account,
                            .role = hf_settings_get(&seat->cli->settings, HF_SET_ROLE),
                            .account = hf_buf_str(&account),
                            .through = seat->cli->command->path};
    if (rc == HF_OK)
        out->who = seat->actor;
    return HF_OK;
}

static enum hf_rc note_one(struct hf_seat *seat, const struct hf_read *read, struct hf_err *err)
{
    enum hf_rc rc = hf_access_note(seat->desk, read, err);
    if (rc != HF_UNAVAILABLE)
        return rc;
    HF_TRY(hf_access_flush(seat->desk, true, seat->arena, err));
    return hf_access_note(seat->desk, read, err);
}

enum hf_rc hf_reading_record(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_reading *reading = &seat->reading;
    struct hf_read by = {.known = HF_KNOWN_os_account};
    if (reading->count == 0)
        return HF_OK;
    size_t count = reading->count;
    HF_TRY(find_reader(seat, &by, err));
    for (size_t i = 0; i < count; i++) {
        if (acted_on(seat, &reading->read[i].file))
            continue;
        by.file = reading->read[i].file;
        by.what = reading->read[i].what;
        by.of = reading->read[i].of;
        HF_TRY(note_one(seat, &by, err));
    }
    reading->count = 0;
    return hf_access_flush(seat->desk, true, seat->arena, err);
}

/* ---- held back ---- */

static void let_out(struct hf_cli *cli, const char *text, size_t len)
{
    errno = 0;
    if (len > 0 && fwrite(text, 1, len, cli->out) != len && cli->lost == 0)
        cli->lost = errno;
}

enum hf_rc hf_reading_held(struct hf_seat *seat, hf_seat_work work, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    FILE *to = cli->out;
    char *text = NULL;
    size_t len = 0;
    struct hf_err unrecorded;
    FILE *held = open_memstream(&text, &len);
    if (held == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the output"), HF_STR_NONE);
    cli->out = held;
    enum hf_rc rc = work(seat, err), recorded = hf_reading_record(seat, &unrecorded);
    (void)fclose(held);
    cli->out = to;
    if (recorded == HF_OK)
        let_out(cli, text, len);
    free(text);
    if (recorded != HF_OK && rc == HF_OK)
        *err = unrecorded;
    return rc == HF_OK ? recorded : rc;
}
