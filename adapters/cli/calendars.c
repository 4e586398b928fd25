/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/calendars.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/file.h"

static const char *const places[] = {"config/calendars", "/usr/share/holdfast/config/calendars"};

enum { PATH_LENGTH = 4096 };

enum hf_rc hf_calendar_file(struct hf_str path, struct hf_arena *arena, struct hf_calendar *out,
                            struct hf_err *err)
{
    struct hf_str text;
    HF_TRY(hf_file_read(path, HF_CALENDAR_BYTES_MAX, arena, &text, err));
    return hf_file_blame(path, hf_calendar_read(text, arena, out, err), err);
}

static int is_json(const struct dirent *entry)
{
    return hf_str_ends(hf_str_of(entry->d_name), HF_STR(".json"));
}

static enum hf_rc read_named(const char *place, const char *name, struct hf_arena *arena,
                             struct hf_calendar *out, struct hf_err *err)
{
    char path[PATH_LENGTH];
    int len = snprintf(path, sizeof path, "%s/%s", place, name);
    if (len < 0 || (size_t)len >= sizeof path)
        return hf_fail(err, HF_WORD_cli_no_file, hf_str_of(name), HF_STR_NONE, HF_STR_NONE);
    return hf_calendar_file(hf_arena_keep(arena, hf_str_of(path)), arena, out, err);
}

enum hf_rc hf_calendars_shipped(struct hf_arena *arena, struct hf_calendars *out, bool *there,
                                struct hf_err *err)
{
    struct dirent **entry = NULL;
    size_t place = 0;
    int count = scandir(places[0], &entry, is_json, alphasort);
    if (count < 0)
        count = scandir(places[++place], &entry, is_json, alphasort);
    *there = count >= 0;
    struct hf_calendar *all = HF_NEW(arena, struct hf_calendar, (size_t)(count < 0 ? 0 : count) + 1);
    enum hf_rc rc = HF_OK;
    for (int i = 0; i < count; i++) {
        if (rc == HF_OK)
            rc = read_named(places[place], entry[i]->d_name, arena, &all[i], err);
        free(entry[i]);
    }
    free(entry);
    if (rc == HF_OK)
        *out = (struct hf_calendars){all, (size_t)(count < 0 ? 0 : count)};
    return rc;
}

enum hf_rc hf_calendars_of_states(struct hf_arena *arena, struct hf_calendars *out, struct hf_err *err)
{
    struct hf_calendars shipped;
    bool there;
    HF_TRY(hf_calendars_shipped(arena, &shipped, &there, err));
    struct hf_calendar *kept = HF_NEW(arena, struct hf_calendar, shipped.count + 1);
    *out = (struct hf_calendars){kept, 0};
    for (size_t i = 0; i < shipped.count; i++)
        if (!hf_str_eq(shipped.at[i].name, HF_STR("court")))
            kept[out->count++] = shipped.at[i];
    return HF_OK;
}

enum hf_rc hf_calendar_named(struct hf_str named, struct hf_arena *arena, struct hf_calendar *out,
                             struct hf_err *err)
{
    struct hf_calendars shipped = {NULL, 0};
    bool there;
    if (hf_str_contains(named, HF_STR("/")) || hf_str_ends(named, HF_STR(".json")))
        return hf_calendar_file(named, arena, out, err);
    HF_TRY(hf_calendars_shipped(arena, &shipped, &there, err));
    const struct hf_calendar *found = hf_calendar_find(&shipped, named.len == 0 ? HF_STR("court") : named);
    if (found != NULL) {
        *out = *found;
        return HF_OK;
    }
    enum hf_rc rc = hf_fail(err, HF_WORD_cli_no_calendar, HF_STR("calendar"), named, HF_STR_NONE);
    for (size_t i = 0; i < shipped.count; i++)
        hf_err_detail(err, shipped.at[i].name, shipped.at[i].name);
    return rc;
}
