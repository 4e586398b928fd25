/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/session.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/erasures.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/reading.h"
#include "host/arena.h"
#include "host/dice.h"
#include "host/state.h"

/* ---- opening and closing ---- */

static enum hf_rc open_keys(struct hf_seat *seat, struct hf_err *err)
{
    seat->dice = hf_host_dice_open();
    HF_TRY(hf_host_clock_open(&seat->clock_state, seat->state, err));
    seat->clock = hf_host_clock_port(&seat->clock_state);
    HF_TRY(hf_keyring_open(seat->state, seat->dice, &seat->keyring, err));
    seat->keys = hf_keyring_port(seat->keyring);
    HF_TRY(hf_signer_open(seat->state, &seat->way, err));
    return seat->keys.public_key(seat->keys.self, HF_KEY_LOG, &seat->log_key, err);
}

static enum hf_rc open_ledger(struct hf_seat *seat, const struct hf_store *store, const struct hf_id *fresh,
                              struct hf_err *err)
{
    char conninfo[HF_PG_CONNINFO_MAX];
    hf_store_conninfo(store, "holdfast_app", HF_PG_DATABASE, conninfo);
    HF_TRY(hf_pg_ledger_open(conninfo, seat->log_key.issuer, fresh, &seat->pg, &seat->log_id, err));
    seat->ledger = hf_pg_ledger_port(seat->pg);
    return HF_OK;
}

static enum hf_rc open_desk(struct hf_seat *seat, size_t cache_bytes, struct hf_err *err)
{
    HF_TRY(hf_cli_house(seat->cli, &seat->house, err));
    struct hf_desk_setup setup = {.ledger = seat->ledger,
                                  .clock = seat->clock,
                                  .dice = seat->dice,
                                  .keys = seat->keys,
                                  .signer = hf_signer_port(seat->way),
                                  .memory = hf_host_memory(),
                                  .house = seat->house,
                                  .origin = seat->log_key.issuer,
                                  .log_id = seat->log_id,
                                  .build = HF_STR("holdfast/" HF_VERSION),
                                  .cache_bytes = cache_bytes};
    seat->desk = hf_desk_open(&setup, err);
    return seat->desk == NULL ? hf_err_rc(err) : HF_OK;
}

/* What was erased stays so before anything is read here. */
static enum hf_rc settle_erasures(struct hf_seat *seat, struct hf_err *err)
{
    char text[24];
    struct hf_buf lines = HF_BUF(text);
    int64_t again;
    HF_TRY(hf_erasures_settle(seat, &again, err));
    hf_buf_put_i64(&lines, again);
    if (again > 0)
        hf_out_hint(seat->cli, HF_SAY_erased_again, hf_buf_str(&lines), HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc open_seat(struct hf_seat *seat, size_t cache_bytes, struct hf_err *err)
{
    HF_TRY(hf_cli_state(seat->cli, &seat->state, err));
    HF_TRY(open_keys(seat, err));
    HF_TRY(open_ledger(seat, &seat->store, NULL, err));
    HF_TRY(settle_erasures(seat, err));
    return open_desk(seat, cache_bytes, err);
}

/* What was recorded is attested before the command ends. */
static enum hf_rc sign_checkpoint(struct hf_seat *seat, struct hf_err *err)
{
    int64_t size;
    if (!seat->acted)
        return HF_OK;
    if (hf_watch_checkpoint(seat->desk, seat->arena, &size, err) != HF_OK) {
        if (!hf_is_frozen(err))
            return hf_err_rc(err);
        hf_out_hint(seat->cli, HF_SAY_not_attested, HF_STR_NONE, HF_STR_NONE);
        hf_out_error(seat->cli, err);
    }
    hf_out_hint(seat->cli, HF_SAY_waits_for_serve, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

void hf_seat_close(struct hf_seat *seat)
{
    struct hf_err unsaid;
    if (seat->desk != NULL) {
        (void)hf_access_flush(seat->desk, true, seat->arena, &unsaid); /* what was only counted so far */
        hf_desk_close(seat->desk);
    }
    hf_pg_ledger_close(seat->pg);
    hf_signer_close(seat->way);
    hf_keyring_close(seat->keyring);
    hf_host_dice_close(&seat->dice);
    hf_hasher_done(&seat->hasher);
}

size_t hf_cli_cache_bytes(const struct hf_cli *cli)
{
    return (size_t)hf_settings_number(&cli->settings, HF_SET_DESK_CACHE_MIB) << 20;
}

enum hf_rc hf_seat_open(struct hf_cli *cli, const struct hf_store *store, size_t cache_bytes,
                        struct hf_seat *seat, struct hf_err *err)
{
    *seat = (struct hf_seat){.cli = cli, .arena = cli->arena, .store = *store};
    hf_hasher_init(&seat->hasher);
    enum hf_rc rc = open_seat(seat, cache_bytes, err);
    if (rc != HF_OK)
        hf_seat_close(seat);
    return rc;
}

static enum hf_rc work_at(struct hf_seat *seat, hf_seat_work work, struct hf_err *err)
{
    struct hf_err later;
    enum hf_rc rc = hf_reading_held(seat, work, err);
    if (sign_checkpoint(seat, &later) != HF_OK && rc == HF_OK) {
        *err = later;
        rc = hf_err_rc(err);
    }
    hf_seat_close(seat);
    return rc;
}

enum hf_rc hf_cli_at_seat(struct hf_cli *cli, hf_seat_work work, struct hf_err *err)
{
    struct hf_seat *seat = HF_NEW(cli->arena, struct hf_seat, 1);
    struct hf_store store;
    HF_TRY(hf_store_open(cli, false, &store, err));
    enum hf_rc rc = hf_seat_open(cli, &store, hf_cli_cache_bytes(cli), seat, err);
    if (rc == HF_OK)
        rc = work_at(seat, work, err);
    hf_store_close(&store);
    return rc;
}

enum hf_rc hf_cli_found_log(struct hf_cli *cli, const struct hf_store *store, struct hf_str *origin,
                            struct hf_err *err)
{
    struct hf_seat *seat = HF_NEW(cli->arena, struct hf_seat, 1);
    struct hf_id fresh;
    seat->cli = cli;
    seat->arena = cli->arena;
    HF_TRY(hf_cli_state(cli, &seat->state, err));
    enum hf_rc rc = open_keys(seat, err);
    if (rc == HF_OK) {
        *origin = hf_arena_keep(cli->arena, seat->log_key.issuer);
        seat->dice.fill(seat->dice.self, &fresh, sizeof fresh);
        rc = open_ledger(seat, store, &fresh, err);
    }
    hf_pg_ledger_close(seat->pg);
    hf_signer_close(seat->way);
    hf_keyring_close(seat->keyring);
    hf_host_dice_close(&seat->dice);
    return rc;
}

/* ---- who acts ---- */

enum hf_rc hf_seat_owner(struct hf_seat *seat, struct hf_err *err)
{
    struct stat status;
    if (getuid() == 0 || (stat(seat->state, &status) == 0 && status.st_uid == getuid()))
        return HF_OK;
    return hf_fail(err, HF_WORD_cli_not_owner, HF_STR_NONE, hf_str_of(seat->state), HF_STR_NONE);
}

static struct hf_str account_name(struct hf_arena *arena)
{
    const struct passwd *entry = getpwuid(getuid());
    return entry == NULL ? HF_STR_NONE : hf_arena_keep(arena, hf_str_of(entry->pw_name));
}

static enum hf_rc find_account(struct hf_seat *seat, const struct hf_people *people, struct hf_err *err)
{
    struct hf_str account = account_name(seat->arena);
    for (size_t i = 0; i < people->count; i++)
        if (account.len > 0 && people->person[i].is_active && hf_str_eq(people->person[i].account, account)) {
            seat->actor = people->person[i].id;
            return HF_OK;
        }
    return hf_fail(err, HF_WORD_cli_account, HF_STR_NONE, account, HF_STR_NONE);
}

enum hf_rc hf_seat_actor(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_people people;
    const struct hf_person_row *person;
    struct hf_str name = hf_settings_get(&seat->cli->settings, HF_SET_AS);
    if (!hf_id_is_zero(&seat->actor))
        return HF_OK;
    HF_TRY(hf_people_read(seat, &people, err));
    if (people.count == 0)
        return hf_fail(err, HF_WORD_cli_nobody, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    seat->known = name.len > 0 ? HF_KNOWN_owner : HF_KNOWN_os_account;
    if (name.len == 0)
        return find_account(seat, &people, err);
    HF_TRY(hf_seat_owner(seat, err));
    HF_TRY(hf_people_acting(&people, name, &person, err));
    seat->actor = person->id;
    return HF_OK;
}

/* ---- acting ---- */

/* The digest by which a retry of the same command is told from another command under its id. */
static void put_digest(struct hf_seat *seat, struct hf_command *command)
{
    struct hf_buf text = hf_buf_in(seat->arena, 512);
    struct hf_json_maker sent = hf_json_make(seat->arena);
    hf_json_add(&sent, HF_STR("effective_at"), hf_json_of_text(command->effective_at));
    hf_json_add(&sent, HF_STR("event"), hf_json_of_text(command->event));
    hf_json_add(&sent, HF_STR("on"), hf_json_of_text(command->on));
    hf_json_add(&sent, HF_STR("payload"), command->payload);
    hf_json_add(&sent, HF_STR("role"), hf_json_of_text(command->role));
    struct hf_json object = hf_json_object(&sent);
    hf_json_write(&text, &object);
    struct hf_str parts[] = {HF_PART(command->file), hf_buf_str(&text)};
    hf_sha256(&seat->hasher, parts, 2, &command->digest);
}

struct hf_id hf_seat_command_id(struct hf_seat *seat)
{
    unsigned char random[HF_ID_SIZE];
    seat->dice.fill(seat->dice.self, random, sizeof random);
    return hf_id_v7(seat->clock.wall_ms(seat->clock.self), random);
}

static enum hf_rc send(struct hf_seat *seat, struct hf_request *request, struct hf_response *out,
                       struct hf_err *err)
{
    struct hf_command *command = &request->command;
    request->kind = HF_REQUEST_COMMAND;
    if (hf_id_is_zero(&command->id))
        command->id = hf_seat_command_id(seat);
    put_digest(seat, command);
    HF_TRY(hf_desk_serve(seat->desk, request, 1, seat->arena, out, err));
    hf_desk_rest(seat->desk);
    if (out->outcome == HF_REFUSED_ANSWER) {
        *err = *out->err;
        return hf_err_rc(err);
    }
    seat->acted = true;
    seat->acted_file = hf_arena_room(seat->arena, seat->acted_file, seat->acted_files, &seat->acted_room,
                                     sizeof *seat->acted_file);
    seat->acted_file[seat->acted_files++] = out->file;
    return HF_OK;
}

enum hf_rc hf_seat_act(struct hf_seat *seat, struct hf_request *request, struct hf_response *out,
                       struct hf_err *err)
{
    HF_TRY(hf_seat_actor(seat, err));
    request->command.actor = seat->actor;
    request->command.known = seat->known;
    if (request->command.role.len == 0)
        request->command.role = hf_settings_get(&seat->cli->settings, HF_SET_ROLE);
    return send(seat, request, out, err);
}

enum hf_rc hf_seat_act_as_engine(struct hf_seat *seat, struct hf_request *request, struct hf_response *out,
                                 struct hf_err *err)
{
    HF_TRY(hf_seat_owner(seat, err));
    request->command.actor = seat->log_id;
    request->command.known = HF_KNOWN_owner;
    return send(seat, request, out, err);
}
