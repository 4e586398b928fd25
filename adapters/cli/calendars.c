/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/calendars.h"

#include "cli/file.h"
#include "cli/shipped.h"

enum hf_rc hf_calendar_file(struct hf_str path, struct hf_arena *arena, struct hf_calendar *out,
                            struct hf_err *err)
{
    struct hf_str text;
    HF_TRY(hf_file_read(path, HF_CALENDAR_BYTES_MAX, arena, &text, err));
    return hf_file_blame(path, hf_calendar_read(text, arena, out, err), err);
}

static const struct {
    const char *name;
    struct hf_str (*text)(void);
} shipped[] = {
#define HF_SHIPPED_ROW(name) {#name, hf_shipped_##name},
    HF_SHIPPED(HF_SHIPPED_ROW)
#undef HF_SHIPPED_ROW
};
enum { SHIPPED = sizeof shipped / sizeof shipped[0] };

enum hf_rc hf_calendars_shipped(struct hf_arena *arena, struct hf_calendars *out, struct hf_err *err)
{
    struct hf_calendar *all = HF_NEW(arena, struct hf_calendar, SHIPPED);
    for (size_t i = 0; i < SHIPPED; i++)
        HF_TRY(hf_file_blame(hf_str_of(shipped[i].name),
                             hf_calendar_read(shipped[i].text(), arena, &all[i], err), err));
    *out = (struct hf_calendars){all, SHIPPED};
    return HF_OK;
}

enum hf_rc hf_calendars_of_states(struct hf_arena *arena, struct hf_calendars *out, struct hf_err *err)
{
    struct hf_calendars all;
    HF_TRY(hf_calendars_shipped(arena, &all, err));
    struct hf_calendar *kept = HF_NEW(arena, struct hf_calendar, all.count);
    *out = (struct hf_calendars){kept, 0};
    for (size_t i = 0; i < all.count; i++)
        if (!hf_str_eq(all.at[i].name, HF_STR("court")))
            kept[out->count++] = all.at[i];
    return HF_OK;
}

enum hf_rc hf_calendars_given(struct hf_cli *cli, const struct hf_calendars *others, struct hf_calendars *out,
                              struct hf_err *err)
{
    struct hf_calendar *all = HF_NEW(cli->arena, struct hf_calendar, cli->givens + others->count + 1);
    *out = (struct hf_calendars){all, 0};
    for (size_t i = 0; i < cli->givens; i++)
        if (hf_str_eq(cli->given[i].flag->name, HF_STR("calendar")))
            HF_TRY(hf_calendar_named(cli->given[i].value, cli->arena, &all[out->count++], err));
    memcpy(all + out->count, others->at, others->count * sizeof *all);
    out->count += others->count;
    return HF_OK;
}

enum hf_rc hf_calendar_named(struct hf_str named, struct hf_arena *arena, struct hf_calendar *out,
                             struct hf_err *err)
{
    struct hf_calendars all;
    if (hf_str_contains(named, HF_STR("/")) || hf_str_ends(named, HF_STR(".json")))
        return hf_calendar_file(named, arena, out, err);
    HF_TRY(hf_calendars_shipped(arena, &all, err));
    for (size_t i = 0; i < all.count; i++)
        if (hf_str_eq(all.at[i].name, named.len == 0 ? HF_STR("court") : named)) {
            *out = all.at[i];
            return HF_OK;
        }
    enum hf_rc rc = hf_fail(err, HF_WORD_cli_no_calendar, HF_STR("--calendar"), named, HF_STR_NONE);
    for (size_t i = 0; i < all.count; i++)
        hf_err_detail(err, all.at[i].name, all.at[i].name);
    return rc;
}
