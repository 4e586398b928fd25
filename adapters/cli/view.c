/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/view.h"

#include "base/when.h"
#include "casefile/due.h"
#include "cli/people.h"
#include "cli/reading.h"

/* ---- files ---- */

enum hf_rc hf_sight_open(struct hf_seat *seat, const struct hf_id *file, struct hf_sight *out,
                         struct hf_err *err)
{
    const struct hf_case *c;
    struct hf_sight sight = {.cli = seat->cli,
                             .seat = seat,
                             .arena = seat->arena,
                             .file = *file,
                             .house = hf_desk_house(seat->desk)};
    HF_TRY(hf_desk_file(seat->desk, file, seat->arena, &c, &sight.flows, err));
    sight.c = hf_case_copy(seat->arena, c);
    HF_TRY(hf_desk_reveal(seat->desk, file, seat->arena, &sight.revealed, &sight.revealed_count, err));
    *out = sight;
    return HF_OK;
}

enum hf_rc hf_sight_case(struct hf_seat *seat, struct hf_str name, struct hf_sight *out, struct hf_err *err)
{
    struct hf_file_row row = {0};
    struct hf_id id;
    if (hf_id_read(name, &id)) {
        HF_TRY(hf_sight_open(seat, &id, out, err));
        struct hf_people people;
        return hf_case_head(&out->c)->kind != HF_FILE_ACCESS ? HF_OK : hf_people_auditor(seat, &people, err);
    }
    HF_TRY(hf_desk_find(seat->desk, HF_FILE_CASE, name, &row, seat->arena, err));
    HF_TRY(hf_sight_open(seat, &row.file, out, err));
    out->name = row.name;
    return HF_OK;
}

struct handing {
    hf_file_fn each;
    void *context;
};

static enum hf_rc hand(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    const struct handing *handing = context;
    return handing->each(handing->context, &row->file, err);
}

enum hf_rc hf_files_each(struct hf_seat *seat, enum hf_file_kind kind, hf_file_fn each, void *context,
                         struct hf_err *err)
{
    struct hf_ask ask = {.kind = kind};
    struct handing handing = {each, context};
    return seat->ledger.ask(seat->ledger.self, HF_ASK_files_of_kind, &ask, hand, &handing, err);
}

static enum hf_rc take_id(void *context, const struct hf_file_row *file, struct hf_err *err)
{
    struct hf_id *id = context;
    (void)err;
    *id = file->file;
    return HF_OK;
}

enum hf_rc hf_sight_single(struct hf_seat *seat, enum hf_file_kind kind, struct hf_sight *out, bool *is_there,
                           struct hf_err *err)
{
    struct hf_id id = {{0}};
    HF_TRY(hf_files_each(seat, kind, take_id, &id, err));
    *is_there = !hf_id_is_zero(&id);
    return *is_there ? hf_sight_open(seat, &id, out, err) : HF_OK;
}

/* ---- values ---- */

void hf_sight_read(const struct hf_sight *sight)
{
    enum hf_file_kind kind = hf_case_head(&sight->c)->kind;
    if (kind == HF_FILE_CASE || kind == HF_FILE_INCOMING)
        hf_reading_note(sight->seat, &sight->file, HF_READ_values, HF_STR_NONE);
}

static bool read_datum(const struct hf_sight *sight, hf_instance i, uint16_t index, struct hf_json *out)
{
    struct hf_err unread;
    struct hf_datum datum = hf_case_datum(&sight->c, i, index);
    if (datum.held == HF_PLAIN)
        return hf_json_read(datum.json, &hf_json_payload_limits, sight->arena, out, &unread) == HF_OK;
    if (datum.held != HF_HIDDEN)
        return false;
    const struct hf_revealed *value =
        hf_revealed_find(sight->revealed, sight->revealed_count, datum.seq, datum.place);
    if (value == NULL)
        return false;
    hf_sight_read(sight);
    *out = value->value;
    return true;
}

static bool is_erased(const struct hf_sight *sight, hf_instance i, uint16_t index)
{
    struct hf_json value;
    return hf_case_datum(&sight->c, i, index).held == HF_HIDDEN && !read_datum(sight, i, index, &value);
}

static const struct hf_kind *kind_of(const struct hf_sight *sight, hf_instance i)
{
    return hf_case_kind(&sight->flows, &sight->c, i);
}

bool hf_sight_datum(const struct hf_sight *sight, hf_instance i, struct hf_str name, struct hf_json *out)
{
    uint16_t index = hf_shape_find(kind_of(sight, i)->data, name);
    return index != HF_NONE && read_datum(sight, i, index, out);
}

struct hf_str hf_sight_text(const struct hf_sight *sight, hf_instance i, struct hf_str name)
{
    struct hf_json value;
    bool text = hf_sight_datum(sight, i, name, &value) && value.kind == HF_JSON_TEXT;
    return text ? value.is.text : HF_STR_NONE;
}

struct hf_str hf_sight_state(const struct hf_sight *sight, hf_instance i)
{
    return kind_of(sight, i)->state[hf_case_instance(&sight->c, i)->state].name;
}

struct hf_str hf_sight_standing(const struct hf_sight *sight, hf_instance i)
{
    const struct hf_state *state = &kind_of(sight, i)->state[hf_case_instance(&sight->c, i)->state];
    struct hf_str title = state->title.say[sight->cli->lang];
    return sight->cli->json || title.len == 0 ? state->name : title;
}

struct hf_str hf_sight_name(const struct hf_sight *sight, hf_instance i)
{
    struct hf_buf name = hf_buf_in(sight->arena, 32);
    hf_case_put_name(&sight->flows, &sight->c, i, &name);
    return hf_buf_str(&name);
}

bool hf_sight_is(const struct hf_sight *sight, hf_instance i, struct hf_str kind)
{
    return hf_str_eq(kind_of(sight, i)->name, kind);
}

/* ---- JSON ---- */

struct hf_json hf_json_of_id(struct hf_arena *arena, const struct hf_id *id)
{
    struct hf_buf text = hf_buf_in(arena, HF_ID_TEXT);
    hf_id_put(&text, id);
    return hf_json_of_text(hf_buf_str(&text));
}

struct hf_json hf_json_of_instant(struct hf_arena *arena, int64_t at_ms)
{
    struct hf_buf text = hf_buf_in(arena, HF_INSTANT_TEXT);
    hf_instant_put(&text, at_ms);
    return hf_json_of_text(hf_buf_str(&text));
}

static struct hf_json data_json(const struct hf_sight *sight, hf_instance i)
{
    const struct hf_shape *data = kind_of(sight, i)->data;
    struct hf_json_maker all = hf_json_make(sight->arena);
    for (uint16_t k = 0; data != NULL && k < data->members; k++) {
        struct hf_json value;
        if (read_datum(sight, i, k, &value))
            hf_json_add(&all, data->member[k].name, value);
        else if (is_erased(sight, i, k) && !sight->cli->json)
            hf_json_add(&all, data->member[k].name,
                        hf_json_of_text(hf_say(HF_SAY_erased_value, sight->cli->lang)));
    }
    return hf_json_object(&all);
}

static struct hf_json erased_json(const struct hf_sight *sight, hf_instance i)
{
    const struct hf_shape *data = kind_of(sight, i)->data;
    struct hf_json_maker all = hf_json_make(sight->arena);
    for (uint16_t k = 0; data != NULL && k < data->members; k++)
        if (is_erased(sight, i, k))
            hf_json_add(&all, HF_STR_NONE, hf_json_of_text(data->member[k].name));
    return hf_json_list(&all);
}

static struct hf_json flags_json(const struct hf_sight *sight, hf_instance i)
{
    const struct hf_kind *kind = kind_of(sight, i);
    struct hf_json_maker all = hf_json_make(sight->arena);
    for (uint16_t k = 0; k < kind->flags; k++)
        if (hf_case_instance(&sight->c, i)->flags >> k & 1)
            hf_json_add(&all, HF_STR_NONE, hf_json_of_text(kind->flag[k].name));
    return hf_json_list(&all);
}

struct hf_json hf_sight_json(const struct hf_sight *sight, hf_instance i)
{
    const struct hf_instance_head *head = hf_case_instance(&sight->c, i);
    struct hf_json_maker all = hf_json_make(sight->arena);
    hf_json_add(&all, HF_STR("name"), hf_json_of_text(hf_sight_name(sight, i)));
    hf_json_add(&all, HF_STR("id"), hf_json_of_id(sight->arena, &head->id));
    hf_json_add(&all, HF_STR("kind"), hf_json_of_text(kind_of(sight, i)->name));
    hf_json_add(&all, HF_STR("state"), hf_json_of_text(hf_sight_standing(sight, i)));
    hf_json_add(&all, HF_STR("since"), hf_json_of_instant(sight->arena, head->since_ms));
    hf_json_add(&all, HF_STR("data"), data_json(sight, i));
    struct hf_json erased = erased_json(sight, i);
    if (erased.is.list.count > 0)
        hf_json_add(&all, HF_STR("erased"), erased);
    hf_json_add(&all, HF_STR("flags"), flags_json(sight, i));
    return hf_json_object(&all);
}

struct hf_json hf_sight_dues(const struct hf_sight *sight)
{
    const struct hf_due *due;
    size_t count = hf_due_list(&sight->flows, sight->house, &sight->c, sight->arena, &due);
    struct hf_json_maker all = hf_json_make(sight->arena);
    for (size_t i = 0; i < count; i++) {
        struct hf_json_maker row = hf_json_make(sight->arena);
        hf_json_add(&row, HF_STR("on"), hf_json_of_text(hf_sight_name(sight, due[i].instance)));
        hf_json_add(&row, HF_STR("clock"), hf_json_of_text(due[i].clock));
        hf_json_add(&row, HF_STR("due"), hf_json_of_instant(sight->arena, due[i].due_ms));
        if (due[i].provisional)
            hf_json_add(&row, HF_STR("provisional"), hf_json_of_bool(true));
        hf_json_add(&all, HF_STR_NONE, hf_json_object(&row));
    }
    return hf_json_list(&all);
}
