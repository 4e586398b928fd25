/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/directory.h"

#include "cli/output.h"

static enum hf_rc take_authority(void *context, const struct hf_file_row *file, struct hf_err *err)
{
    struct hf_authorities *all = context;
    (void)err;
    all->id = hf_arena_room(all->arena, all->id, all->count, &all->room, sizeof *all->id);
    all->id[all->count++] = file->file;
    return HF_OK;
}

enum hf_rc hf_directory_all(struct hf_seat *seat, struct hf_authorities *out, struct hf_err *err)
{
    *out = (struct hf_authorities){.arena = seat->arena};
    return hf_files_each(seat, HF_FILE_AUTHORITY, take_authority, out, err);
}

/* ---- by name ---- */

static bool is_meant(struct hf_seat *seat, const struct hf_sight *authority, struct hf_str typed)
{
    struct hf_id id;
    struct hf_entry entry = hf_directory_now(seat, authority);
    if (hf_id_read(typed, &id) && hf_id_eq(&id, &authority->file))
        return true;
    return hf_str_eq(hf_sight_text(authority, 0, HF_STR("name")), typed) ||
           hf_str_eq(hf_entry_text(&entry, HF_STR("name"), seat->arena), typed);
}

enum hf_rc hf_directory_find(struct hf_seat *seat, struct hf_str typed, struct hf_sight *out,
                             struct hf_err *err)
{
    struct hf_authorities all;
    struct hf_sight sight;
    bool found = false;
    HF_TRY(hf_directory_all(seat, &all, err));
    for (size_t i = 0; i < all.count; i++) {
        HF_TRY(hf_sight_open(seat, &all.id[i], &sight, err));
        bool retired = hf_str_eq(hf_sight_state(&sight, 0), HF_STR("retired"));
        if ((retired && found) || !is_meant(seat, &sight, typed))
            continue;
        *out = sight;
        found = true;
        if (!retired)
            return HF_OK;
    }
    return found ? HF_OK : hf_fail(err, HF_WORD_cli_no_authority, HF_STR_NONE, typed, HF_STR_NONE);
}

/* ---- as JSON ---- */

struct hf_entry hf_directory_now(struct hf_seat *seat, const struct hf_sight *authority)
{
    return hf_entry_now(authority->house, seat->house, &authority->c, seat->clock.wall_ms(seat->clock.self));
}

static struct hf_json pending_json(const struct hf_sight *authority)
{
    struct hf_json_maker all = hf_json_make(authority->arena);
    for (hf_instance i = 1; i < hf_case_head(&authority->c)->instances; i++)
        if (hf_str_eq(hf_sight_state(authority, i), HF_STR("proposed")))
            hf_json_add(&all, HF_STR_NONE, hf_json_of_text(hf_sight_name(authority, i)));
    return hf_json_list(&all);
}

struct hf_json hf_directory_json(const struct hf_sight *authority, const struct hf_entry *entry)
{
    const struct hf_shape *shape = hf_case_kind(&authority->flows, &authority->c, 0)->data;
    struct hf_json_maker row = hf_json_make(authority->arena);
    struct hf_json pending = pending_json(authority);
    hf_json_add(&row, HF_STR("id"), hf_json_of_id(authority->arena, &authority->file));
    hf_json_add(&row, HF_STR("standing"), hf_json_of_text(hf_sight_standing(authority, 0)));
    hf_json_add(&row, HF_STR("is_valid"), hf_json_of_bool(hf_entry_is_valid(entry)));
    hf_json_add(&row, HF_STR("seq"), hf_json_of_int(hf_case_head(&authority->c)->seq));
    for (uint16_t i = 0; i < shape->members; i++) {
        struct hf_json value;
        if (hf_entry_member(entry, shape->member[i].name, authority->arena, &value))
            hf_json_add(&row, shape->member[i].name, value);
    }
    if (pending.is.list.count > 0)
        hf_json_add(&row, HF_STR("pending"), pending);
    return hf_json_object(&row);
}

/* ---- warning ---- */

static void warn_of(struct hf_seat *seat, const struct hf_case *file)
{
    struct hf_entry entry =
        hf_entry_now(hf_desk_house(seat->desk), seat->house, file, seat->clock.wall_ms(seat->clock.self));
    struct hf_str name = hf_entry_text(&entry, HF_STR("name"), seat->arena),
                  verified = hf_entry_text(&entry, HF_STR("verified_on"), seat->arena);
    int32_t day, months = (int32_t)hf_settings_number(&seat->cli->settings, HF_SET_DIRECTORY_MONTHS);
    if (!hf_day_read(verified, &day))
        hf_out_hint(seat->cli, HF_SAY_profile_unverified, name, HF_STR_NONE);
    else if (hf_day_add_months(day, months) < entry.day)
        hf_out_hint(seat->cli, HF_SAY_profile_old, name, verified);
}

void hf_directory_warn(struct hf_seat *seat, const struct hf_response *response)
{
    const struct hf_id *before = NULL;
    for (uint32_t i = 0; response->outcome == HF_DONE && response->events != NULL && i < response->count;
         i++) {
        const struct hf_header *header = &response->events[i].header;
        const struct hf_case *file = hf_house_authority(hf_desk_house(seat->desk), &header->directory_file);
        if (file == NULL || hf_str_eq(header->act, HF_STR("notice.signed")) ||
            (before != NULL && hf_id_eq(before, &header->directory_file)))
            continue;
        before = &header->directory_file;
        warn_of(seat, file);
    }
}
