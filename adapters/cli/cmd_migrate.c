/* SPDX-License-Identifier: Apache-2.0 */
/*
 * workflow migrate: open cases are carried over to a later version by a map. Everything is tried out first,
 * on every case that is meant: if one finds no place nothing is done at all. Then the first person's call
 * proposes the map, and the second person's confirms it and carries the cases over, one command a case.
 */
#include "casefile/migrate.h"

#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/library.h"
#include "cli/migration.h"
#include "cli/output.h"
#include "desk/found.h"
#include "host/arena.h"

struct meant {
    struct hf_id file;
    struct hf_str name;
};

struct moving {
    struct hf_seat *seat;
    struct hf_str path, text; /* of the map */
    struct hf_map map;
    struct hf_leading leading;
    struct hf_arena trial; /* of one case at a time */
    struct meant *at;
    size_t count, room;
    struct hf_json_maker rows;
    size_t refused;
    struct hf_err *refusals; /* cli_migrate_refused, with a line for each case */
};

/* ---- the map ---- */

static enum hf_rc read_map(struct moving *m, struct hf_err *err)
{
    struct hf_seat *seat = m->seat;
    const struct hf_flow *from;
    struct hf_findings findings;
    struct hf_json rows;
    HF_TRY(hf_file_read(m->path, HF_MAP_MAX, seat->arena, &m->text, err));
    HF_TRY(hf_file_blame(m->path, hf_map_read(m->text, seat->arena, &m->map, err), err));
    HF_TRY(hf_library_version(seat, m->map.workflow, m->map.from, &from, err));
    HF_TRY(hf_library_version(seat, m->map.workflow, m->map.to, &m->leading.to, err));
    hf_sha256(&seat->hasher, &m->text, 1, &m->leading.digest);
    hf_sha256(&seat->hasher, &m->leading.to->source, 1, &m->leading.definition);
    m->leading.map = &m->map;
    m->leading.is_trial = true;
    hf_map_check(&m->map, from, m->leading.to, seat->arena, &findings);
    if (findings.faults == 0)
        return HF_OK;
    hf_cli_findings(seat->cli, m->path, &findings, &rows);
    hf_out_json(seat->cli, &rows);
    err->word = HF_WORD_ok; /* the findings have said it */
    return HF_FINDINGS;
}

/* ---- which cases ---- */

static void mean(struct moving *m, const struct hf_file_row *file)
{
    m->at = hf_arena_room(m->seat->arena, m->at, m->count, &m->room, sizeof *m->at);
    m->at[m->count++] = (struct meant){.file = file->file, .name = hf_arena_keep(m->seat->arena, file->name)};
}

static enum hf_rc take_case(void *context, const struct hf_file_row *file, struct hf_err *err)
{
    (void)err;
    mean(context, file);
    return HF_OK;
}

static enum hf_rc list_cases(struct moving *m, struct hf_err *err)
{
    struct hf_cli *cli = m->seat->cli;
    bool all = hf_cli_has(cli, HF_STR("all"));
    if (all != (cli->args == 1))
        return hf_fail(err, HF_WORD_cli_migrate_which, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    if (all)
        return hf_files_each(m->seat, HF_FILE_CASE, take_case, m, err);
    for (size_t i = 1; i < cli->args; i++) {
        struct hf_file_row row = {0};
        HF_TRY(hf_desk_find(m->seat->desk, HF_FILE_CASE, cli->arg[i], &row, m->seat->arena, err));
        mean(m, &row);
    }
    return HF_OK;
}

/* ---- trying ---- */

/* Is it one that --all means, or one that was named and has not come over yet? */
static bool is_wanted(const struct moving *m, const struct hf_flows *flows, const struct hf_case *c)
{
    bool all = hf_cli_has(m->seat->cli, HF_STR("all"));
    bool ours = hf_str_eq(flows->workflow->name, m->map.workflow);
    if (!all)
        return !ours || flows->workflow->version != m->map.to;
    return ours && flows->workflow->version == m->map.from && !hf_case_ended(flows, c);
}

static void add_rows(struct moving *m, const struct meant *meant, const struct hf_decision *decision)
{
    struct hf_cli *cli = m->seat->cli;
    struct hf_json_maker found = hf_json_make(cli->arena);
    for (size_t i = 0; i < decision->count; i++)
        hf_migration_rows(cli, &decision->events[i], &decision->events[i].payload, &found);
    struct hf_json list = hf_json_list(&found);
    for (size_t i = 0; i < list.is.list.count; i++) {
        struct hf_json_maker row = hf_json_make(cli->arena);
        hf_json_add(&row, HF_STR("case"), hf_json_of_text(meant->name));
        for (size_t k = 0; k < list.is.list.item[i].is.object.count; k++)
            hf_json_add(&row, list.is.list.item[i].is.object.member[k].name,
                        list.is.list.item[i].is.object.member[k].value);
        struct hf_json object = hf_json_object(&row);
        hf_json_add(&m->rows, HF_STR_NONE, hf_json_keep(cli->arena, &object));
    }
}

/* "K7QF-2M9T-X: sentence" and each of its details, in both languages. */
static void add_refusal(struct moving *m, const struct meant *meant, const struct hf_err *why)
{
    struct hf_buf line[HF_LANGS];
    for (enum hf_lang lang = HF_EN; lang < HF_LANGS; lang++) {
        line[lang] = hf_buf_in(m->seat->arena, 160);
        hf_buf_put(&line[lang], meant->name);
        hf_buf_put(&line[lang], lang == HF_FR ? HF_STR(" : ") : HF_STR(": "));
        hf_err_say(why, lang, &line[lang]);
    }
    hf_err_detail(m->refusals, hf_buf_str(&line[HF_EN]), hf_buf_str(&line[HF_FR]));
    struct hf_str en = hf_str_of(why->detail[HF_EN]), fr = hf_str_of(why->detail[HF_FR]);
    while (en.len > 0)
        hf_err_detail(m->refusals, hf_str_cut(&en, '\n'), hf_str_cut(&fr, '\n'));
    m->refused++;
}

static enum hf_rc try_case(struct moving *m, const struct meant *meant, bool *wanted, struct hf_err *err)
{
    struct hf_seat *seat = m->seat;
    const struct hf_case *c;
    struct hf_flows flows;
    struct hf_decision decision;
    struct hf_command command = {.file = meant->file,
                                 .on = HF_STR("case"),
                                 .event = HF_STR(HF_MIGRATE_EVENT),
                                 .actor = seat->log_id,
                                 .known = HF_KNOWN_owner,
                                 .at_ms = seat->clock.wall_ms(seat->clock.self)};
    hf_arena_reset(&m->trial, 0);
    HF_TRY(hf_desk_file(seat->desk, &meant->file, &m->trial, &c, &flows, err));
    *wanted = is_wanted(m, &flows, c);
    if (!*wanted)
        return HF_OK;
    enum hf_rc rc = hf_decide_migration(&flows, &m->leading, hf_desk_house(seat->desk), c, &command,
                                        &m->trial, &decision, err);
    if (rc == HF_OK)
        add_rows(m, meant, &decision);
    else if (rc == HF_REFUSED)
        add_refusal(m, meant, err);
    return rc == HF_REFUSED ? HF_OK : rc;
}

/* What is not wanted is left out of the list. */
static enum hf_rc try_all(struct moving *m, struct hf_err *err)
{
    size_t kept = 0;
    (void)hf_fail(m->refusals, HF_WORD_cli_migrate_refused, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    for (size_t i = 0; i < m->count; i++) {
        bool wanted = false;
        HF_TRY(try_case(m, &m->at[i], &wanted, err));
        if (wanted)
            m->at[kept++] = m->at[i];
    }
    m->count = kept;
    return HF_OK;
}

/* The refusals as details of one sentence: `some` of all the cases. */
static enum hf_rc refuse(struct moving *m, enum hf_word word, size_t some, struct hf_err *err)
{
    struct hf_cli *cli = m->seat->cli;
    enum hf_rc rc = hf_fail(err, word, HF_STR_NONE, hf_cli_number(cli, some), hf_cli_number(cli, m->count));
    memcpy(err->detail, m->refusals->detail, sizeof err->detail);
    return rc;
}

/* ---- doing ---- */

static enum hf_rc find_entry(struct moving *m, struct hf_str *state, struct hf_err *err)
{
    struct hf_sight library;
    struct hf_buf digest = hf_buf_in(m->seat->arena, HF_DIGEST_TEXT);
    bool is_there;
    hf_digest_put(&digest, &m->leading.digest);
    *state = HF_STR_NONE;
    HF_TRY(hf_sight_single(m->seat, HF_FILE_LIBRARY, &library, &is_there, err));
    for (hf_instance i = 0; is_there && i < hf_case_head(&library.c)->instances; i++)
        if (hf_sight_is(&library, i, HF_STR("migration")) &&
            hf_str_eq(hf_sight_text(&library, i, HF_STR("digest")), hf_buf_str(&digest)))
            *state = hf_sight_state(&library, i);
    return HF_OK;
}

static enum hf_rc sign(struct moving *m, struct hf_err *err)
{
    struct hf_seat *seat = m->seat;
    struct hf_response response;
    HF_TRY(hf_seat_actor(seat, err));
    struct hf_command as = {.actor = seat->actor,
                            .known = seat->known,
                            .id = hf_seat_command_id(seat),
                            .role = hf_settings_get(&seat->cli->settings, HF_SET_ROLE)};
    HF_TRY(hf_migration_publish(seat->desk, m->text, &as, seat->arena, &response, err));
    seat->acted = true;
    return HF_OK;
}

static enum hf_rc carry(struct moving *m, const struct meant *meant, struct hf_err *err)
{
    struct hf_json_maker payload = hf_json_make(m->seat->arena);
    struct hf_buf digest = hf_buf_in(m->seat->arena, HF_DIGEST_TEXT);
    struct hf_response response;
    hf_digest_put(&digest, &m->leading.digest);
    hf_json_add(&payload, HF_STR("map"), hf_json_of_text(hf_buf_str(&digest)));
    struct hf_request request = {.command = {.file = meant->file,
                                             .on = HF_STR("case"),
                                             .event = HF_STR(HF_MIGRATE_EVENT),
                                             .payload = hf_json_object(&payload)}};
    return hf_seat_act(m->seat, &request, &response, err);
}

/* One that is refused now has moved since it was tried: the others are carried over all the same. */
static enum hf_rc carry_all(struct moving *m, size_t *carried, struct hf_err *err)
{
    struct hf_err *why = HF_NEW(m->seat->arena, struct hf_err, 1);
    for (size_t i = 0; i < m->count; i++) {
        enum hf_rc rc = carry(m, &m->at[i], why);
        if (rc == HF_OK) {
            ++*carried;
            continue;
        }
        if (rc != HF_REFUSED && rc != HF_CONFLICT) {
            *err = *why;
            return rc;
        }
        add_refusal(m, &m->at[i], why);
    }
    return HF_OK;
}

static void show(struct moving *m, size_t carried, struct hf_str state)
{
    static const struct hf_column columns[] = {HF_COLUMN("case", case),       HF_COLUMN("on", on),
                                               HF_COLUMN("change", change),   HF_COLUMN("what", what),
                                               HF_COLUMN("from", from_state), HF_COLUMN("to", to_state),
                                               HF_COLUMN("was", was_due),     HF_COLUMN("due", is_due)};
    struct hf_cli *cli = m->seat->cli;
    struct hf_json_maker all = hf_json_make(cli->arena);
    struct hf_json rows = hf_json_list(&m->rows);
    if (!cli->json) {
        hf_out_table(cli, HF_VIEW(columns), &rows);
        return;
    }
    hf_json_add(&all, HF_STR("cases"), hf_json_of_int((int64_t)m->count));
    hf_json_add(&all, HF_STR("carried"), hf_json_of_int((int64_t)carried));
    hf_json_add(&all, HF_STR("changes"), rows);
    if (state.len > 0)
        hf_json_add(&all, HF_STR("state"), hf_json_of_text(state));
    struct hf_json document = hf_json_object(&all);
    hf_out_json(cli, &document);
}

static enum hf_rc confirm_and_carry(struct moving *m, struct hf_str state, struct hf_err *err)
{
    struct hf_cli *cli = m->seat->cli;
    size_t carried = 0;
    if (!hf_str_eq(state, HF_STR("confirmed")))
        HF_TRY(sign(m, err));
    HF_TRY(hf_seat_actor(m->seat, err));
    HF_TRY(carry_all(m, &carried, err));
    show(m, carried, HF_STR("confirmed"));
    hf_out_hint(cli, HF_SAY_migrated, hf_cli_number(cli, carried), hf_cli_number(cli, m->count));
    return m->refused == 0 ? HF_OK : refuse(m, HF_WORD_cli_migrate_stopped, carried, err);
}

static enum hf_rc run(struct moving *m, struct hf_err *err)
{
    struct hf_cli *cli = m->seat->cli;
    struct hf_str state;
    HF_TRY(read_map(m, err));
    HF_TRY(list_cases(m, err));
    HF_TRY(try_all(m, err));
    HF_TRY(find_entry(m, &state, err));
    bool dry = hf_cli_has(cli, HF_STR("dry-run"));
    if (dry || m->refused > 0) {
        show(m, 0, state);
        hf_out_hint(cli, HF_SAY_would_migrate, hf_cli_number(cli, m->count - m->refused),
                    hf_cli_number(cli, m->count));
        return m->refused > 0 ? refuse(m, HF_WORD_cli_migrate_refused, m->refused, err) : HF_OK;
    }
    if (hf_str_eq(state, HF_STR("proposed")) || hf_str_eq(state, HF_STR("confirmed")))
        return confirm_and_carry(m, state, err);
    HF_TRY(sign(m, err));
    show(m, 0, HF_STR("proposed"));
    hf_out_hint(cli, HF_SAY_next_migrate, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc migrate(struct hf_seat *seat, struct hf_err *err)
{
    struct moving m = {.seat = seat,
                       .path = hf_cli_arg(seat->cli, 0),
                       .rows = hf_json_make(seat->arena),
                       .refusals = HF_NEW(seat->arena, struct hf_err, 1)};
    HF_TRY(hf_host_arena_open(&m.trial, HF_HOST_ARENA_SIZE, err));
    enum hf_rc rc = run(&m, err);
    hf_host_arena_close(&m.trial);
    return rc;
}

enum hf_rc hf_cmd_workflow_migrate(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, migrate, err);
}
