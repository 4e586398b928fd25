/* SPDX-License-Identifier: Apache-2.0 */
/* directory show, change, verify, confirm, withdraw, retire: an entry in its two times, and what amends it.
 */
#include "cli/cmd.h"
#include "cli/directory.h"
#include "cli/moment.h"
#include "cli/output.h"
#include "cli/payload.h"

/* ---- show ---- */

static const struct hf_column entry_columns[] = {HF_COLUMN("name", name),
                                                 HF_COLUMN("at", at_day),
                                                 HF_COLUMN("known", known_at),
                                                 HF_COLUMN("standing", standing),
                                                 HF_COLUMN("is_valid", is_valid),
                                                 HF_COLUMN("kind", kind),
                                                 HF_COLUMN("state", state_code),
                                                 HF_COLUMN("party", party),
                                                 HF_COLUMN("region", region),
                                                 HF_COLUMN("networks", networks),
                                                 HF_COLUMN("arrangement", arrangement),
                                                 HF_COLUMN("channel", channel),
                                                 HF_COLUMN("languages", languages),
                                                 HF_COLUMN("language_rule", language_rule),
                                                 HF_COLUMN("language_sets", language_sets),
                                                 HF_COLUMN("endpoint", endpoint),
                                                 HF_COLUMN("issuer", issuer),
                                                 HF_COLUMN("key_id", key_id),
                                                 HF_COLUMN("alg", alg),
                                                 HF_COLUMN("deputy_name", deputy),
                                                 HF_COLUMN("transport_within", transport_within),
                                                 HF_COLUMN("receipt_within", receipt_within),
                                                 HF_COLUMN("answer_within", answer_within),
                                                 HF_COLUMN("contact_of", contact_of),
                                                 HF_COLUMN("calendar", calendar),
                                                 HF_COLUMN("freeze_limit", freeze_limit),
                                                 HF_COLUMN("renewable", renewable),
                                                 HF_COLUMN("renewal_lead", renewal_lead),
                                                 HF_COLUMN("implementing_act", implementing_act),
                                                 HF_COLUMN("competent_authority", competent_authority),
                                                 HF_COLUMN("thresholds", thresholds),
                                                 HF_COLUMN("requirements", requirements),
                                                 HF_COLUMN("remedies", remedies),
                                                 HF_COLUMN("costs", costs),
                                                 HF_COLUMN("source", source),
                                                 HF_COLUMN("verified_on", verified_on),
                                                 HF_COLUMN("id", id)};
static const struct hf_column amendment_columns[] = {HF_COLUMN("name", name),
                                                     HF_COLUMN("standing", standing),
                                                     HF_COLUMN("received_on", received_on),
                                                     HF_COLUMN("takes_effect", takes_effect),
                                                     HF_COLUMN("changes", changes),
                                                     HF_COLUMN("source", source)};

static struct hf_json day_json(struct hf_arena *arena, int32_t day)
{
    struct hf_buf text = hf_buf_in(arena, 12);
    hf_day_put(&text, day);
    return hf_json_of_text(hf_buf_str(&text));
}

/* Of the amendment itself, not of what it says of the entry. */
static bool is_frame(struct hf_str name)
{
    static const struct hf_str names[] = {HF_STR_INIT("received_on"), HF_STR_INIT("effective_on"),
                                          HF_STR_INIT("known_at"), HF_STR_INIT("source"),
                                          HF_STR_INIT("drops")};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (hf_str_eq(names[i], name))
            return true;
    return false;
}

/* "channel=diplomatic", and "-endpoint" for what is dropped. */
static struct hf_json changes_json(const struct hf_sight *authority, hf_instance i)
{
    const struct hf_shape *shape = hf_case_kind(&authority->flows, &authority->c, i)->data;
    struct hf_json_maker all = hf_json_make(authority->arena);
    struct hf_json value;
    for (uint16_t m = 0; m < shape->members; m++) {
        struct hf_buf text = hf_buf_in(authority->arena, 64);
        if (is_frame(shape->member[m].name) || !hf_sight_datum(authority, i, shape->member[m].name, &value))
            continue;
        hf_buf_put(&text, shape->member[m].name);
        hf_buf_put_char(&text, '=');
        hf_out_value(authority->cli, &value, &text);
        hf_json_add(&all, HF_STR_NONE, hf_json_of_text(hf_buf_str(&text)));
    }
    if (!hf_sight_datum(authority, i, HF_STR("drops"), &value))
        return hf_json_list(&all);
    for (size_t k = 0; k < value.is.list.count; k++) {
        struct hf_buf text = hf_buf_in(authority->arena, 64);
        hf_buf_put_char(&text, '-');
        hf_buf_put(&text, value.is.list.item[k].is.text);
        hf_json_add(&all, HF_STR_NONE, hf_json_of_text(hf_buf_str(&text)));
    }
    return hf_json_list(&all);
}

static struct hf_json amendment_json(const struct hf_sight *authority, hf_instance i)
{
    static const struct hf_str shown[] = {HF_STR_INIT("received_on"), HF_STR_INIT("source"),
                                          HF_STR_INIT("known_at")};
    struct hf_json_maker row = hf_json_make(authority->arena);
    int32_t day = hf_amendment_day(authority->flows.house, &authority->c, i);
    hf_json_add(&row, HF_STR("name"), hf_json_of_text(hf_sight_name(authority, i)));
    hf_json_add(&row, HF_STR("standing"), hf_json_of_text(hf_sight_standing(authority, i)));
    hf_json_add(&row, HF_STR("takes_effect"), day_json(authority->arena, day));
    hf_json_add(&row, HF_STR("changes"), changes_json(authority, i));
    for (size_t k = 0; k < sizeof shown / sizeof shown[0]; k++) {
        struct hf_json value;
        if (hf_sight_datum(authority, i, shown[k], &value))
            hf_json_add(&row, shown[k], value);
    }
    return hf_json_object(&row);
}

static struct hf_json amendments_json(const struct hf_sight *authority)
{
    struct hf_json_maker all = hf_json_make(authority->arena);
    for (hf_instance i = 1; i < hf_case_head(&authority->c)->instances; i++)
        if (hf_sight_is(authority, i, HF_STR("amendment")))
            hf_json_add(&all, HF_STR_NONE, amendment_json(authority, i));
    return hf_json_list(&all);
}

static enum hf_rc read_moment(struct hf_seat *seat, struct hf_str flag, int64_t *at_ms, struct hf_err *err)
{
    const struct hf_calendars *calendars = &hf_desk_house(seat->desk)->calendars;
    struct hf_str said = hf_cli_value(seat->cli, flag);
    struct hf_moment moment;
    if (said.at == NULL)
        return HF_OK;
    if (!hf_moment_read(said, &moment))
        return hf_fail(err, HF_WORD_cli_moment, flag, said, HF_STR_NONE);
    *at_ms = hf_moment_instant(&moment, hf_calendar_find(calendars, HF_STR("court")));
    return HF_OK;
}

/* Without --at: on the day of --known, or today. */
static enum hf_rc read_entry(struct hf_seat *seat, const struct hf_sight *authority, struct hf_entry *out,
                             struct hf_err *err)
{
    int64_t known_ms = INT64_MAX, at_ms = seat->clock.wall_ms(seat->clock.self);
    HF_TRY(read_moment(seat, HF_STR("known"), &known_ms, err));
    at_ms = known_ms == INT64_MAX ? at_ms : known_ms;
    HF_TRY(read_moment(seat, HF_STR("at"), &at_ms, err));
    *out = hf_entry_now(authority->house, seat->house, &authority->c, at_ms);
    out->known_ms = known_ms;
    return HF_OK;
}

static struct hf_json shown_json(struct hf_seat *seat, const struct hf_sight *authority,
                                 const struct hf_entry *entry)
{
    struct hf_json read = hf_directory_json(authority, entry);
    struct hf_json_maker all = hf_json_make(seat->arena);
    for (size_t i = 0; i < read.is.object.count; i++)
        if (!hf_str_eq(read.is.object.member[i].name, HF_STR("known_at")))
            hf_json_add(&all, read.is.object.member[i].name, read.is.object.member[i].value);
    hf_json_add(&all, HF_STR("at"), day_json(seat->arena, entry->day));
    if (entry->known_ms != INT64_MAX)
        hf_json_add(&all, HF_STR("known"), hf_json_of_instant(seat->arena, entry->known_ms));
    if (seat->cli->json)
        hf_json_add(&all, HF_STR("amendments"), amendments_json(authority));
    return hf_json_object(&all);
}

static enum hf_rc show(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight authority;
    struct hf_entry entry;
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &authority, err));
    HF_TRY(read_entry(seat, &authority, &entry, err));
    struct hf_json document = shown_json(seat, &authority, &entry);
    hf_out_record(seat->cli, HF_VIEW(entry_columns), &document);
    struct hf_json amendments = amendments_json(&authority);
    if (seat->cli->json || seat->cli->quiet || amendments.is.list.count == 0)
        return HF_OK;
    hf_out_line(seat->cli, HF_STR(""));
    hf_out_table(seat->cli, HF_VIEW(amendment_columns), &amendments);
    return HF_OK;
}

/* ---- acts ---- */

static enum hf_rc act(struct hf_seat *seat, const struct hf_sight *authority, struct hf_str on,
                      struct hf_str event, const struct hf_json *payload, struct hf_err *err)
{
    struct hf_response response;
    struct hf_request request = {.command = {.file = authority->file, .on = on, .event = event}};
    if (payload != NULL)
        request.command.payload = *payload;
    return hf_seat_act(seat, &request, &response, err);
}

static enum hf_rc show_row(struct hf_seat *seat, const struct hf_id *file, struct hf_err *err)
{
    static const struct hf_column columns[] = {HF_COLUMN("name", name),
                                               HF_COLUMN("kind", kind),
                                               HF_COLUMN("state", state_code),
                                               HF_COLUMN("channel", channel),
                                               HF_COLUMN("standing", standing),
                                               HF_COLUMN("pending", pending),
                                               HF_COLUMN("id", id)};
    struct hf_sight authority;
    HF_TRY(hf_sight_open(seat, file, &authority, err));
    struct hf_entry entry = hf_directory_now(seat, &authority);
    struct hf_json row = hf_directory_json(&authority, &entry);
    hf_out_record(seat->cli, HF_VIEW(columns), &row);
    return HF_OK;
}

/* A birth of an amendment, with what was typed; then it is shown as it came out. */
static enum hf_rc amend(struct hf_seat *seat, struct hf_str event, struct hf_sight *authority,
                        struct hf_err *err)
{
    const struct hf_kind *kind = &seat->house->kind[hf_flow_kind(seat->house, HF_STR("amendment"))];
    struct hf_json payload;
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), authority, err));
    HF_TRY(hf_cli_payload(seat->cli, kind->event[hf_kind_event(kind, event)].payload, &payload, err));
    HF_TRY(act(seat, authority, kind->name, event, &payload, err));
    HF_TRY(hf_sight_open(seat, &authority->file, authority, err));
    struct hf_json row = amendment_json(authority, hf_case_head(&authority->c)->instances - 1);
    hf_out_record(seat->cli, HF_VIEW(amendment_columns), &row);
    return HF_OK;
}

static enum hf_rc change(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight authority;
    HF_TRY(amend(seat, HF_STR("amendment.propose"), &authority, err));
    hf_out_hint(seat->cli, HF_SAY_next_directory_change, hf_cli_arg(seat->cli, 0), HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc verify(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight authority;
    return amend(seat, HF_STR("amendment.verify"), &authority, err);
}

/* The entry itself while it is proposed; else each change that waits, in the order of entry. */
static enum hf_rc confirm(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight authority;
    size_t done = 0;
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &authority, err));
    bool entered = !hf_str_eq(hf_sight_state(&authority, 0), HF_STR("proposed"));
    for (hf_instance i = 1; entered && i < hf_case_head(&authority.c)->instances; i++) {
        if (!hf_sight_is(&authority, i, HF_STR("amendment")) ||
            !hf_str_eq(hf_sight_state(&authority, i), HF_STR("proposed")))
            continue;
        HF_TRY(act(seat, &authority, hf_sight_name(&authority, i), HF_STR("amendment.confirm"), NULL, err));
        done++;
    }
    if (done == 0)
        HF_TRY(act(seat, &authority, HF_STR("authority"), HF_STR("authority.confirm"), NULL, err));
    return show_row(seat, &authority.file, err);
}

static enum hf_rc withdraw(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight authority;
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &authority, err));
    struct hf_str on = hf_cli_arg(seat->cli, 1);
    bool is_key = hf_str_begins(on, HF_STR("enrolment/"));
    HF_TRY(act(seat, &authority, on, is_key ? HF_STR("enrolment.withdraw") : HF_STR("amendment.withdraw"),
               NULL, err));
    return show_row(seat, &authority.file, err);
}

static enum hf_rc retire(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight authority;
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &authority, err));
    HF_TRY(act(seat, &authority, HF_STR("authority"), HF_STR("authority.retire"), NULL, err));
    return show_row(seat, &authority.file, err);
}

enum hf_rc hf_cmd_directory_show(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, show, err);
}

enum hf_rc hf_cmd_directory_change(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, change, err);
}

enum hf_rc hf_cmd_directory_verify(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, verify, err);
}

enum hf_rc hf_cmd_directory_confirm(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, confirm, err);
}

enum hf_rc hf_cmd_directory_withdraw(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, withdraw, err);
}

enum hf_rc hf_cmd_directory_retire(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, retire, err);
}
