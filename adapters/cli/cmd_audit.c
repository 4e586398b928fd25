/* SPDX-License-Identifier: Apache-2.0 */
/* audit verify, replay, checkpoint: what is stored is recomputed, nothing is believed. */
#include "base/when.h"
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "desk/audit.h"
#include "desk/document.h"
#include "host/arena.h"

/* ---- the auditor's tools ---- */

enum { DEFINITIONS_MAX = 64 };

struct auditor {
    struct hf_seat *seat;
    struct hf_pg_ledger
        *pg; /* a connection of its own, that may only read: definitions come over the desk's */
    struct hf_audit audit;
    struct hf_arena definitions; /* their own: what the audit folds is given back file by file */
    struct {
        struct hf_digest digest;
        const struct hf_flow *flow;
    } known[DEFINITIONS_MAX];
    size_t count;
};

/* Definitions are looked up by the digest of their bytes, so a changed one is not found. */
static const struct hf_flow *definition(void *context, const struct hf_digest *digest)
{
    struct auditor *auditor = context;
    struct hf_str text;
    struct hf_findings findings = {0};
    struct hf_err unread;
    const struct hf_flow *flow = NULL;
    for (size_t i = 0; i < auditor->count; i++)
        if (hf_digest_eq(&auditor->known[i].digest, digest))
            return auditor->known[i].flow;
    if (auditor->count == DEFINITIONS_MAX ||
        hf_document_read(auditor->seat->desk, NULL, digest, &auditor->definitions, &text, &unread) != HF_OK ||
        hf_flow_read(text, HF_FLOW_PUBLISHED, auditor->seat->house, &auditor->definitions, &flow, &findings,
                     &unread) != HF_OK)
        return NULL;
    auditor->known[auditor->count].digest = *digest;
    auditor->known[auditor->count++].flow = flow;
    return flow;
}

static enum hf_rc open_ledger(struct auditor *auditor, struct hf_err *err)
{
    char conninfo[HF_PG_CONNINFO_MAX];
    struct hf_seat *seat = auditor->seat;
    struct hf_id log_id;
    hf_store_conninfo(&seat->store, "holdfast_audit", HF_PG_DATABASE, conninfo);
    HF_TRY(hf_pg_ledger_open(conninfo, seat->log_key.issuer, NULL, &auditor->pg, &log_id, err));
    auditor->audit.ledger = hf_pg_ledger_port(auditor->pg);
    return HF_OK;
}

static enum hf_rc as_auditor(struct hf_seat *seat,
                             enum hf_rc (*work)(struct auditor *auditor, struct hf_err *err),
                             struct hf_err *err)
{
    enum { SCRATCH = 64 << 20 };
    struct auditor *auditor = HF_NEW(seat->arena, struct auditor, 1);
    struct hf_arena *scratch = HF_NEW(seat->arena, struct hf_arena, 1);
    hf_arena_init(scratch, hf_arena_take(seat->arena, SCRATCH, 16, 1), SCRATCH);
    auditor->seat = seat;
    auditor->audit = (struct hf_audit){.house = seat->house,
                                       .definition = definition,
                                       .context = auditor,
                                       .origin = seat->log_key.issuer,
                                       .log_key = &seat->log_key.key,
                                       .hasher = &seat->hasher,
                                       .arena = seat->arena,
                                       .scratch = scratch};
    HF_TRY(hf_host_arena_open(&auditor->definitions, HF_HOST_ARENA_SIZE, err));
    enum hf_rc rc = open_ledger(auditor, err);
    if (rc == HF_OK)
        rc = work(auditor, err);
    hf_pg_ledger_close(auditor->pg);
    hf_host_arena_close(&auditor->definitions);
    return rc;
}

/* ---- verify ---- */

static void show_figures(struct hf_cli *cli, const struct hf_audit_figures *figures)
{
    static const struct hf_column columns[] = {
        HF_COLUMN("verified", verified),      HF_COLUMN("files", files),
        HF_COLUMN("events", events),          HF_COLUMN("leaves", leaves),
        HF_COLUMN("tokens", tokens),          HF_COLUMN("checkpoints", checkpoints),
        HF_COLUMN("signed_size", signed_size)};
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("verified"), hf_json_of_bool(true));
    hf_json_add(&row, HF_STR("files"), hf_json_of_int((int64_t)figures->files));
    hf_json_add(&row, HF_STR("events"), hf_json_of_int((int64_t)figures->events));
    hf_json_add(&row, HF_STR("leaves"), hf_json_of_int((int64_t)figures->leaves));
    hf_json_add(&row, HF_STR("tokens"), hf_json_of_int((int64_t)figures->tokens));
    hf_json_add(&row, HF_STR("checkpoints"), hf_json_of_int((int64_t)figures->checkpoints));
    hf_json_add(&row, HF_STR("signed_size"), hf_json_of_int((int64_t)figures->signed_size));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(columns), &object);
}

/* A case is named without folding it: a broken one must be nameable too. */
static enum hf_rc find_file(struct hf_seat *seat, struct hf_str typed, struct hf_id *file, struct hf_err *err)
{
    struct hf_file_row row = {0};
    if (hf_id_read(typed, file))
        return HF_OK;
    HF_TRY(hf_desk_find(seat->desk, HF_FILE_CASE, typed, &row, seat->arena, err));
    *file = row.file;
    return HF_OK;
}

static enum hf_rc verify(struct auditor *auditor, struct hf_err *err)
{
    struct hf_seat *seat = auditor->seat;
    struct hf_audit_figures figures = {0};
    struct hf_id file;
    if (seat->cli->args == 0) {
        HF_TRY(hf_audit_verify(&auditor->audit, &figures, err));
    } else {
        HF_TRY(find_file(seat, seat->cli->arg[0], &file, err));
        HF_TRY(hf_audit_verify_file(&auditor->audit, &file, &figures, err));
    }
    show_figures(seat->cli, &figures);
    return HF_OK;
}

static enum hf_rc verify_at(struct hf_seat *seat, struct hf_err *err)
{
    return as_auditor(seat, verify, err);
}

enum hf_rc hf_cmd_audit_verify(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, verify_at, err);
}

/* ---- replay ---- */

struct replaying {
    struct hf_seat *seat;
    struct hf_json_maker rows;
};

static enum hf_rc take_fact(void *context, const struct hf_flows *flows, const struct hf_case *after,
                            const struct hf_fact *fact, struct hf_err *err)
{
    struct replaying *replaying = context;
    (void)after, (void)err;
    struct hf_json plain = hf_fact_json(replaying->seat->arena, fact);
    struct hf_json row = hf_fact_titled(replaying->seat->cli, flows, replaying->seat->arena, &plain);
    hf_json_add(&replaying->rows, HF_STR_NONE, hf_json_keep(replaying->seat->arena, &row));
    return HF_OK;
}

/* A day means its end. */
static enum hf_rc read_until(struct hf_cli *cli, int64_t *to_ms, struct hf_err *err)
{
    struct hf_str typed = hf_cli_value(cli, HF_STR("to"));
    int32_t day;
    *to_ms = INT64_MAX;
    if (typed.at == NULL || hf_instant_read(typed, to_ms))
        return HF_OK;
    if (!hf_day_read(typed, &day))
        return hf_fail(err, HF_WORD_bad_instant, HF_STR("--to"), HF_STR_NONE, HF_STR_NONE);
    *to_ms = ((int64_t)day + 1) * HF_MS_PER_DAY - 1;
    return HF_OK;
}

static void show_replay(struct hf_cli *cli, const struct hf_sight *sight, const struct hf_json *events)
{
    static const struct hf_column event_columns[] = {
        HF_COLUMN("seq", number), HF_COLUMN("recorded_at", last_at), HF_COLUMN("on", on),
        HF_COLUMN("act", act),    HF_COLUMN("from", from_state),     HF_COLUMN("to", to_state),
        HF_COLUMN("role", role)};
    static const struct hf_column instance_columns[] = {HF_COLUMN("name", name), HF_COLUMN("state", standing),
                                                        HF_COLUMN("since", since)};
    struct hf_json_maker instances = hf_json_make(cli->arena), all = hf_json_make(cli->arena);
    for (hf_instance i = 0; i < hf_case_head(&sight->c)->instances; i++)
        hf_json_add(&instances, HF_STR_NONE, hf_sight_json(sight, i));
    struct hf_json list = hf_json_list(&instances);
    hf_json_add(&all, HF_STR("seq"), hf_json_of_int(hf_case_head(&sight->c)->seq));
    hf_json_add(&all, HF_STR("events"), *events);
    hf_json_add(&all, HF_STR("instances"), list);
    struct hf_json document = hf_json_object(&all);
    if (cli->json) {
        hf_out_json(cli, &document);
        return;
    }
    hf_out_table(cli, HF_VIEW(event_columns), events);
    hf_out_line(cli, HF_STR(""));
    hf_out_table(cli, HF_VIEW(instance_columns), &list);
}

static enum hf_rc replay(struct auditor *auditor, struct hf_err *err)
{
    struct hf_seat *seat = auditor->seat;
    struct replaying replaying = {.seat = seat, .rows = hf_json_make(seat->arena)};
    struct hf_sight sight = {.cli = seat->cli, .arena = seat->arena};
    int64_t to_ms;
    HF_TRY(read_until(seat->cli, &to_ms, err));
    HF_TRY(find_file(seat, hf_cli_arg(seat->cli, 0), &sight.file, err));
    HF_TRY(hf_audit_replay(&auditor->audit, &sight.file, to_ms, take_fact, &replaying, &sight.c, &sight.flows,
                           err));
    HF_TRY(hf_desk_reveal(seat->desk, &sight.file, seat->arena, &sight.revealed, &sight.revealed_count, err));
    struct hf_json events = hf_json_list(&replaying.rows);
    show_replay(seat->cli, &sight, &events);
    return HF_OK;
}

static enum hf_rc replay_at(struct hf_seat *seat, struct hf_err *err)
{
    return as_auditor(seat, replay, err);
}

enum hf_rc hf_cmd_audit_replay(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, replay_at, err);
}

/* ---- checkpoint ---- */

static enum hf_rc take_checkpoint(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct hf_seat *seat = context;
    (void)err;
    if (!seat->cli->json)
        hf_out_raw(seat->cli, row->checkpoint.note);
    struct hf_json_maker all = hf_json_make(seat->arena);
    hf_json_add(&all, HF_STR("size"), hf_json_of_int(row->checkpoint.size));
    hf_json_add(&all, HF_STR("signed_at"), hf_json_of_instant(seat->arena, row->checkpoint.at_ms));
    hf_json_add(&all, HF_STR("note"), hf_json_of_text(row->checkpoint.note));
    struct hf_json object = hf_json_object(&all);
    hf_out_json(seat->cli, &object);
    return HF_OK;
}

/* Signs one if the log has grown, then shows the last. */
static enum hf_rc checkpoint(struct hf_seat *seat, struct hf_err *err)
{
    int64_t size;
    struct hf_ask ask = {0};
    HF_TRY(hf_watch_checkpoint(seat->desk, seat->arena, &size, err));
    return seat->ledger.ask(seat->ledger.self, HF_ASK_last_checkpoint, &ask, take_checkpoint, seat, err);
}

enum hf_rc hf_cmd_audit_checkpoint(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, checkpoint, err);
}
