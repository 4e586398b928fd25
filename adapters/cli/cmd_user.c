/* SPDX-License-Identifier: Apache-2.0 */
/*
 * People: the first two are named by the owner of the state directory, everybody else is proposed by one
 * person and confirmed by another, and leaves in the same way.
 */
#include "cli/cmd.h"
#include "cli/library.h"
#include "cli/output.h"
#include "cli/people.h"
#include "desk/found.h"
#include "record/near.h"

static const struct hf_column columns[] = {HF_COLUMN("person", person),   HF_COLUMN("name", name),
                                           HF_COLUMN("organ", organ),     HF_COLUMN("roles", roles),
                                           HF_COLUMN("account", account), HF_COLUMN("state", standing)};

static void add_text(struct hf_json_maker *maker, struct hf_str name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(maker, name, hf_json_of_text(text));
}

/* ---- showing ---- */

static void add_datum(struct hf_json_maker *row, const struct hf_sight *sight, hf_instance i,
                      struct hf_str name)
{
    struct hf_json value;
    if (hf_sight_datum(sight, i, name, &value))
        hf_json_add(row, name, value);
}

static struct hf_json person_json(const struct hf_sight *sight, hf_instance i)
{
    struct hf_json_maker row = hf_json_make(sight->arena);
    hf_json_add(&row, HF_STR("person"), hf_json_of_text(hf_sight_name(sight, i)));
    hf_json_add(&row, HF_STR("id"), hf_json_of_id(sight->arena, &hf_case_instance(&sight->c, i)->id));
    hf_json_add(&row, HF_STR("state"), hf_json_of_text(hf_sight_standing(sight, i)));
    add_datum(&row, sight, i, HF_STR("name"));
    add_datum(&row, sight, i, HF_STR("organ"));
    add_datum(&row, sight, i, HF_STR("roles"));
    add_datum(&row, sight, i, HF_STR("account"));
    return hf_json_object(&row);
}

static enum hf_rc show_all(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_people people;
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(hf_people_read(seat, &people, err));
    for (size_t i = 0; i < people.count; i++)
        hf_json_add(&rows, HF_STR_NONE, person_json(&people.sight, people.person[i].instance));
    struct hf_json list = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(columns), &list);
    return HF_OK;
}

static enum hf_rc show_one(struct hf_seat *seat, const struct hf_id *id, struct hf_err *err)
{
    struct hf_people people;
    HF_TRY(hf_people_read(seat, &people, err));
    struct hf_json row = person_json(&people.sight, hf_case_by_id(&people.sight.c, id));
    hf_out_record(seat->cli, HF_VIEW(columns), &row);
    return HF_OK;
}

/* ---- what is said of a person ---- */

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_name(struct hf_str a, struct hf_str b)
{
    bool same = a.len == b.len;
    for (size_t i = 0; same && i < a.len; i++)
        same = small(a.at[i]) == small(b.at[i]);
    return same;
}

/* The roles given; the first two are administrators besides, or nobody could ever enrol a third. */
static struct hf_str *roles_of(struct hf_cli *cli, bool first, size_t *count)
{
    struct hf_str *role = HF_NEW(cli->arena, struct hf_str, cli->givens + 1);
    *count = 0;
    if (first)
        role[(*count)++] = HF_STR("administrator");
    for (size_t i = 0; i < cli->givens; i++)
        if (hf_str_eq(cli->given[i].flag->name, HF_STR("role")) &&
            !(first && hf_str_eq(cli->given[i].value, HF_STR("administrator"))))
            role[(*count)++] = cli->given[i].value;
    return role;
}

static struct hf_json person_payload(struct hf_cli *cli)
{
    size_t count;
    struct hf_str *role = roles_of(cli, false, &count);
    struct hf_json_maker payload = hf_json_make(cli->arena), roles = hf_json_make(cli->arena);
    for (size_t i = 0; i < count; i++)
        hf_json_add(&roles, HF_STR_NONE, hf_json_of_text(role[i]));
    hf_json_add(&payload, HF_STR("name"), hf_json_of_text(hf_str_trim(hf_cli_arg(cli, 0))));
    hf_json_add(&payload, HF_STR("roles"), hf_json_list(&roles));
    add_text(&payload, HF_STR("organ"), hf_cli_value(cli, HF_STR("organ")));
    add_text(&payload, HF_STR("account"), hf_cli_value(cli, HF_STR("account")));
    return hf_json_object(&payload);
}

/* ---- the first two, and with them the books of the house ---- */

static enum hf_rc found_house(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_people people;
    struct hf_str organ = hf_cli_value(cli, HF_STR("organ"));
    struct hf_founder founder[2] = {{.name = hf_str_trim(hf_cli_value(cli, HF_STR("first"))),
                                     .account = hf_cli_value(cli, HF_STR("account"))},
                                    {.name = hf_str_trim(hf_cli_value(cli, HF_STR("second")))}};
    if (same_name(founder[0].name, founder[1].name))
        return hf_fail(err, HF_WORD_cli_same_name, HF_STR("second"), founder[1].name, HF_STR_NONE);
    HF_TRY(hf_seat_owner(seat, err));
    HF_TRY(hf_people_read(seat, &people, err));
    if (people.count >= 2)
        return hf_fail(err, HF_WORD_cli_founded, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    for (int i = 0; i < 2; i++) {
        founder[i].organ = organ.len > 0 ? organ : HF_STR("registry");
        founder[i].role = roles_of(cli, true, &founder[i].roles);
    }
    HF_TRY(hf_house_found(seat->desk, founder, seat->arena, err));
    seat->acted = true;
    HF_TRY(show_all(seat, err));
    hf_out_hint(cli, HF_SAY_next_users, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* ---- everybody else ---- */

static enum hf_rc people_file(struct hf_seat *seat, struct hf_people *people, struct hf_err *err)
{
    HF_TRY(hf_people_read(seat, people, err));
    if (people->count == 0)
        return hf_fail(err, HF_WORD_cli_nobody, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* Under one name, however it is written, stands one person: people could not tell two apart. */
static enum hf_rc check_name(const struct hf_people *people, struct hf_str name, struct hf_err *err)
{
    for (size_t i = 0; i < people->count; i++)
        if (!hf_str_eq(people->person[i].state, HF_STR("disabled")) &&
            same_name(people->person[i].name, hf_str_trim(name)))
            return hf_fail(err, HF_WORD_cli_same_name, HF_STR_NONE, name, HF_STR_NONE);
    return HF_OK;
}

/* The roles there are: the house's own, and those of the published definitions. */
static enum hf_rc try_roles(struct hf_seat *seat, struct hf_near *near, struct hf_err *err)
{
    const struct hf_flow **flow;
    size_t count;
    HF_TRY(hf_library_each(seat, &flow, &count, err));
    flow[count++] = seat->house;
    for (size_t i = 0; i < count; i++)
        for (uint16_t r = 0; r < flow[i]->roles; r++)
            hf_near_try(near, flow[i]->role[r].name);
    return HF_OK;
}

/* A slip is refused. A role that nothing here has yet may come with a definition still to be published. */
static enum hf_rc check_role(struct hf_seat *seat, struct hf_str role, struct hf_err *err)
{
    struct hf_near near = hf_near_to(role);
    HF_TRY(try_roles(seat, &near, err));
    if (near.best.len > 0 && !hf_str_eq(near.best, role))
        return hf_fail(err, HF_WORD_cli_role_near, HF_STR("role"), role, near.best);
    if (near.best.len == 0)
        hf_out_hint(seat->cli, HF_SAY_role_unknown, role, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc check_roles(struct hf_seat *seat, struct hf_err *err)
{
    size_t count;
    const struct hf_str *role = roles_of(seat->cli, false, &count);
    for (size_t i = 0; i < count; i++)
        HF_TRY(check_role(seat, role[i], err));
    return HF_OK;
}

static enum hf_rc propose(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_people people;
    struct hf_response response;
    HF_TRY(people_file(seat, &people, err));
    HF_TRY(check_name(&people, hf_cli_arg(cli, 0), err));
    HF_TRY(check_roles(seat, err));
    struct hf_request request = {.command = {.file = people.sight.file,
                                             .on = HF_STR("person"),
                                             .event = HF_STR("person.propose"),
                                             .payload = person_payload(cli)}};
    HF_TRY(hf_seat_act(seat, &request, &response, err));
    HF_TRY(show_one(seat, &response.instance, err));
    hf_out_hint(cli, HF_SAY_next_user_confirm, hf_cli_arg(cli, 0), HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_cmd_user_add(struct hf_cli *cli, struct hf_err *err)
{
    bool first = hf_cli_has(cli, HF_STR("first")), second = hf_cli_has(cli, HF_STR("second"));
    if (first != second)
        return hf_fail(err, HF_WORD_cli_needed, cli->typed, first ? HF_STR("second") : HF_STR("first"),
                       HF_STR("NAME"));
    if (first && cli->args > 0)
        return hf_fail(err, HF_WORD_cli_many, cli->typed, cli->arg[0], cli->typed);
    if (!first && cli->args == 0)
        return hf_fail(err, HF_WORD_cli_few, cli->typed, HF_STR("NAME"), cli->typed);
    return hf_cli_at_seat(cli, first ? found_house : propose, err);
}

/* What a word does to a person in a state; `from` NULL: in every other. */
struct move {
    const char *from, *event;
    enum hf_say hint; /* what comes next, with the person's name */
};

/* Somebody enrolled is disabled by two: proposed by the first call, done by the second, of another person. */
static const struct move confirming[] = {{NULL, "person.confirm", HF_SAY_NOTHING}};
static const struct move keeping[] = {{NULL, "person.keep", HF_SAY_NOTHING}};
static const struct move disabling[] = {{"proposed", "person.withdraw", HF_SAY_NOTHING},
                                        {"active", "person.retire", HF_SAY_next_user_disable},
                                        {NULL, "person.disable", HF_SAY_NOTHING}};

static enum hf_rc act_on_person(struct hf_seat *seat, const struct move *move, struct hf_err *err)
{
    struct hf_people people;
    const struct hf_person_row *person;
    struct hf_response response;
    HF_TRY(people_file(seat, &people, err));
    HF_TRY(hf_people_find(&people, hf_cli_arg(seat->cli, 0), &person, err));
    while (move->from != NULL && !hf_str_eq(hf_str_of(move->from), person->state))
        move++;
    struct hf_request request = {.command = {.file = people.sight.file,
                                             .on = hf_sight_name(&people.sight, person->instance),
                                             .event = hf_str_of(move->event)}};
    HF_TRY(hf_seat_act(seat, &request, &response, err));
    HF_TRY(show_one(seat, &person->id, err));
    if (move->hint != HF_SAY_NOTHING)
        hf_out_hint(seat->cli, move->hint, person->name, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc confirm(struct hf_seat *seat, struct hf_err *err)
{
    return act_on_person(seat, confirming, err);
}

static enum hf_rc disable(struct hf_seat *seat, struct hf_err *err)
{
    return act_on_person(seat, disabling, err);
}

static enum hf_rc keep(struct hf_seat *seat, struct hf_err *err)
{
    return act_on_person(seat, keeping, err);
}

enum hf_rc hf_cmd_user_keep(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, keep, err);
}

enum hf_rc hf_cmd_user_confirm(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, confirm, err);
}

enum hf_rc hf_cmd_user_disable(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, disable, err);
}

enum hf_rc hf_cmd_user_list(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, show_all, err);
}
