/* SPDX-License-Identifier: Apache-2.0 */
/*
 * directory drill, ask, round, statistics: word to the whole network, and how it answers. A round is a case
 * of the workflow network-round like any other; nothing here decides, it only fills in whom to write to.
 */
#include "cli/cmd.h"
#include "cli/directory.h"
#include "cli/library.h"
#include "cli/output.h"
#include "cli/response_times.h"

#define ROUND_WORKFLOW HF_STR("network-round")
enum { CALL_MAX = 200 }; /* of the definition: addressees of one call */

/* ---- whom ---- */

static bool has_name(const struct hf_json *list, struct hf_str name)
{
    for (size_t i = 0; list->kind == HF_JSON_LIST && i < list->is.list.count; i++)
        if (hf_str_eq(list->is.list.item[i].is.text, name))
            return true;
    return false;
}

/* Of the network or region that was named; of all when none was. */
static bool belongs(struct hf_seat *seat, const struct hf_entry *entry, struct hf_str network)
{
    struct hf_json networks = {.kind = HF_JSON_NULL};
    (void)hf_entry_member(entry, HF_STR("networks"), seat->arena, &networks);
    return network.len == 0 || has_name(&networks, network) ||
           hf_str_eq(hf_entry_text(entry, HF_STR("region"), seat->arena), network);
}

/* Valid today, and not ourselves. */
static bool may_be_called(struct hf_seat *seat, const struct hf_entry *entry, struct hf_str ours)
{
    struct hf_str issuer = hf_entry_text(entry, HF_STR("issuer"), seat->arena);
    return hf_entry_is_valid(entry) && !(issuer.len > 0 && hf_str_eq(issuer, ours));
}

static enum hf_rc find_called(struct hf_seat *seat, struct hf_str network, struct hf_json *out,
                              struct hf_err *err)
{
    struct hf_authorities all;
    struct hf_public_key ours;
    struct hf_json_maker ids = hf_json_make(seat->arena);
    HF_TRY(seat->keys.public_key(seat->keys.self, HF_KEY_NOTICE, &ours, err));
    HF_TRY(hf_directory_all(seat, &all, err));
    for (size_t i = 0; i < all.count; i++) {
        struct hf_sight sight;
        HF_TRY(hf_sight_open(seat, &all.id[i], &sight, err));
        struct hf_entry entry = hf_directory_now(seat, &sight);
        if (may_be_called(seat, &entry, ours.issuer) && belongs(seat, &entry, network))
            hf_json_add(&ids, HF_STR_NONE, hf_json_of_id(seat->arena, &all.id[i]));
    }
    *out = hf_json_list(&ids);
    if (out->is.list.count == 0)
        return hf_fail(err, HF_WORD_cli_nobody_to_call, HF_STR("--network"), network, HF_STR_NONE);
    return HF_OK;
}

/* ---- a round ---- */

struct round {
    struct hf_seat *seat;
    struct hf_str purpose, question, network, within;
    struct hf_response opened;
};

static void add_text(struct hf_json_maker *maker, struct hf_str name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(maker, name, hf_json_of_text(text));
}

static void add_call(const struct round *r, struct hf_json_maker *payload, struct hf_json addressees)
{
    hf_json_add(payload, HF_STR("addressees"), addressees);
    add_text(payload, HF_STR("question"), r->question);
    add_text(payload, HF_STR("answer_within"), r->within);
}

/* The first CALL_MAX of them; one command, so that nothing is begun of which no notice was signed. */
static enum hf_rc open_round(struct round *r, struct hf_json addressees, struct hf_err *err)
{
    struct hf_json_maker payload = hf_json_make(r->seat->arena);
    add_text(&payload, HF_STR("purpose"), r->purpose);
    add_text(&payload, HF_STR("network"), r->network);
    add_call(r, &payload, addressees);
    struct hf_request request = {
        .workflow = ROUND_WORKFLOW,
        .command = {.on = HF_STR("case"), .event = HF_STR("open"), .payload = hf_json_object(&payload)}};
    return hf_seat_act(r->seat, &request, &r->opened, err);
}

static enum hf_rc call_more(struct round *r, struct hf_json addressees, struct hf_err *err)
{
    struct hf_json_maker payload = hf_json_make(r->seat->arena);
    struct hf_response response;
    add_call(r, &payload, addressees);
    struct hf_request request = {.command = {.file = r->opened.file,
                                             .on = HF_STR("case"),
                                             .event = HF_STR("call"),
                                             .payload = hf_json_object(&payload)}};
    return hf_seat_act(r->seat, &request, &response, err);
}

static enum hf_rc call_all(struct round *r, const struct hf_json *ids, struct hf_err *err)
{
    for (size_t at = 0; at < ids->is.list.count; at += CALL_MAX) {
        size_t left = ids->is.list.count - at;
        struct hf_json some = {
            .kind = HF_JSON_LIST,
            .is.list = {.item = ids->is.list.item + at, .count = left < CALL_MAX ? left : CALL_MAX}};
        HF_TRY(at == 0 ? open_round(r, some, err) : call_more(r, some, err));
    }
    return HF_OK;
}

/* ---- how it stands ---- */

static const struct hf_column contact_columns[] = {
    HF_COLUMN("authority", authority), HF_COLUMN("state", standing), HF_COLUMN("flags", flags),
    HF_COLUMN("since", since),         HF_COLUMN("answer", answer),  HF_COLUMN("name", name)};

static struct hf_str name_of_authority(const struct hf_sight *sight, struct hf_seat *seat, hf_instance i)
{
    struct hf_id id;
    if (!hf_id_read(hf_sight_text(sight, i, HF_STR("addressee")), &id))
        return HF_STR_NONE;
    const struct hf_case *file = hf_house_authority(sight->house, &id);
    if (file == NULL)
        return HF_STR_NONE;
    struct hf_entry entry =
        hf_entry_now(sight->house, seat->house, file, seat->clock.wall_ms(seat->clock.self));
    return hf_entry_text(&entry, HF_STR("name"), seat->arena);
}

static struct hf_json contact_json(const struct hf_sight *sight, struct hf_seat *seat, hf_instance i)
{
    static const struct hf_str copied[] = {HF_STR_INIT("name"), HF_STR_INIT("state"), HF_STR_INIT("since"),
                                           HF_STR_INIT("flags")};
    struct hf_json_maker row = hf_json_make(seat->arena);
    struct hf_json all = hf_sight_json(sight, i), answer;
    hf_json_add(&row, HF_STR("authority"), hf_json_of_text(name_of_authority(sight, seat, i)));
    for (size_t k = 0; k < sizeof copied / sizeof copied[0]; k++)
        if (hf_json_get(&all, copied[k]) != NULL)
            hf_json_add(&row, copied[k], *hf_json_get(&all, copied[k]));
    if (hf_sight_datum(sight, i, HF_STR("answer"), &answer))
        hf_json_add(&row, HF_STR("answer"), answer);
    return hf_json_object(&row);
}

static enum hf_rc show_round(struct hf_seat *seat, struct hf_str name, struct hf_err *err)
{
    struct hf_sight sight;
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(hf_sight_case(seat, name, &sight, err));
    if (sight.flows.workflow == NULL || !hf_str_eq(sight.flows.workflow->name, ROUND_WORKFLOW))
        return hf_fail(err, HF_WORD_cli_no_round, HF_STR_NONE, name, HF_STR_NONE);
    for (hf_instance i = 0; i < hf_case_head(&sight.c)->instances; i++)
        if (hf_sight_is(&sight, i, HF_STR("contact")))
            hf_json_add(&rows, HF_STR_NONE, contact_json(&sight, seat, i));
    struct hf_json list = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(contact_columns), &list);
    return HF_OK;
}

static enum hf_rc begin(struct hf_seat *seat, struct hf_str purpose, struct hf_str question,
                        struct hf_err *err)
{
    struct hf_json ids = {.kind = HF_JSON_NULL};
    struct round r = {.seat = seat,
                      .purpose = purpose,
                      .question = question,
                      .network = hf_cli_value(seat->cli, HF_STR("network")),
                      .within = hf_cli_value(seat->cli, HF_STR("within"))};
    const struct hf_flow *flow;
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_library_newest(seat, ROUND_WORKFLOW, &flow, err));
    HF_TRY(find_called(seat, r.network, &ids, err));
    HF_TRY(call_all(&r, &ids, err));
    struct hf_str name = hf_str_of(r.opened.name);
    HF_TRY(show_round(seat, name, err));
    hf_out_hint(seat->cli, HF_SAY_next_round, name, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc drill(struct hf_seat *seat, struct hf_err *err)
{
    return begin(seat, HF_STR("drill"), HF_STR_NONE, err);
}

static enum hf_rc ask(struct hf_seat *seat, struct hf_err *err)
{
    return begin(seat, HF_STR("inquiry"), hf_cli_arg(seat->cli, 0), err);
}

static enum hf_rc round_at(struct hf_seat *seat, struct hf_err *err)
{
    return show_round(seat, hf_cli_arg(seat->cli, 0), err);
}

enum hf_rc hf_cmd_directory_drill(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, drill, err);
}

enum hf_rc hf_cmd_directory_ask(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, ask, err);
}

enum hf_rc hf_cmd_directory_round(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, round_at, err);
}

/* ---- statistics ---- */

static const struct hf_column time_columns[] = {
    HF_COLUMN("authority", authority), HF_COLUMN("notices", notices), HF_COLUMN("threads", threads),
    HF_COLUMN("heard", heard),         HF_COLUMN("silent", silent),   HF_COLUMN("median_hours", median_hours),
    HF_COLUMN("p90_hours", p90_hours)};

/* Begun hours: an answer within the first hour counts as one. */
static void add_hours(struct hf_json_maker *row, struct hf_str name, int64_t wait_ms)
{
    if (wait_ms >= 0)
        hf_json_add(row, name, hf_json_of_int((wait_ms + 3600000 - 1) / 3600000));
}

static struct hf_json times_json(struct hf_seat *seat, const struct hf_response_times *times)
{
    struct hf_json_maker row = hf_json_make(seat->arena);
    const struct hf_house *house = hf_desk_house(seat->desk);
    const struct hf_case *file = hf_house_authority(house, &times->authority);
    if (file != NULL) {
        struct hf_entry entry = hf_entry_now(house, seat->house, file, seat->clock.wall_ms(seat->clock.self));
        hf_json_add(&row, HF_STR("authority"),
                    hf_json_of_text(hf_entry_text(&entry, HF_STR("name"), seat->arena)));
    }
    hf_json_add(&row, HF_STR("id"), hf_json_of_id(seat->arena, &times->authority));
    hf_json_add(&row, HF_STR("notices"), hf_json_of_int(times->notices));
    hf_json_add(&row, HF_STR("threads"), hf_json_of_int(times->threads));
    hf_json_add(&row, HF_STR("heard"), hf_json_of_int(times->heard));
    hf_json_add(&row, HF_STR("answers"), hf_json_of_int(times->answers));
    hf_json_add(&row, HF_STR("silent"), hf_json_of_int(times->threads - times->heard));
    add_hours(&row, HF_STR("median_hours"), hf_response_percentile(times, 50));
    add_hours(&row, HF_STR("p90_hours"), hf_response_percentile(times, 90));
    return hf_json_object(&row);
}

static enum hf_rc statistics(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_response_table table;
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(hf_response_times(seat, &table, err));
    for (size_t i = 0; i < table.count; i++)
        hf_json_add(&rows, HF_STR_NONE, times_json(seat, &table.row[i]));
    struct hf_json list = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(time_columns), &list);
    return HF_OK;
}

enum hf_rc hf_cmd_directory_statistics(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, statistics, err);
}
