/* SPDX-License-Identifier: Apache-2.0 */
/* audit verify, checkpoint: what is stored is recomputed, nothing is believed. */
#include "cli/act.h"
#include "cli/auditor.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "keys/mark.h"

/* ---- verify ---- */

static void show_figures(struct hf_cli *cli, const struct hf_audit_figures *figures)
{
    static const struct hf_column columns[] = {HF_COLUMN("verified", verified),
                                               HF_COLUMN("files", files),
                                               HF_COLUMN("events", events),
                                               HF_COLUMN("leaves", leaves),
                                               HF_COLUMN("tokens", tokens),
                                               HF_COLUMN("checkpoints", checkpoints),
                                               HF_COLUMN("signed_size", signed_size),
                                               HF_COLUMN("attested", attested),
                                               HF_COLUMN("stamps", stamps)};
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("verified"), hf_json_of_bool(true));
    hf_json_add(&row, HF_STR("files"), hf_json_of_int((int64_t)figures->files));
    hf_json_add(&row, HF_STR("events"), hf_json_of_int((int64_t)figures->events));
    hf_json_add(&row, HF_STR("leaves"), hf_json_of_int((int64_t)figures->leaves));
    hf_json_add(&row, HF_STR("tokens"), hf_json_of_int((int64_t)figures->tokens));
    hf_json_add(&row, HF_STR("checkpoints"), hf_json_of_int((int64_t)figures->checkpoints));
    hf_json_add(&row, HF_STR("signed_size"), hf_json_of_int((int64_t)figures->signed_size));
    hf_json_add(&row, HF_STR("attested"), hf_json_of_int((int64_t)figures->attested));
    hf_json_add(&row, HF_STR("stamps"), hf_json_of_int((int64_t)figures->stamps));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(columns), &object);
}

/* What it does not say. */
static void show_limits(struct hf_cli *cli, const struct hf_audit_figures *figures, bool compared)
{
    char digits[24];
    struct hf_buf number = HF_BUF(digits);
    hf_buf_put_i64(&number, (int64_t)(figures->events - figures->attested));
    if (figures->events > figures->attested)
        hf_out_hint(cli, HF_SAY_verify_unsigned, hf_buf_str(&number), HF_STR_NONE);
    if (hf_cli_has(cli, HF_STR("chain")))
        hf_out_hint(cli, HF_SAY_verify_chain, HF_STR_NONE, HF_STR_NONE);
    if (cli->args > 0)
        hf_out_hint(cli, HF_SAY_verify_one, HF_STR_NONE, HF_STR_NONE);
    if (!compared)
        hf_out_hint(cli, HF_SAY_verify_no_mark, HF_STR_NONE, HF_STR_NONE);
}

/* Read before the leaves, which may only be more by then; the file itself, as one that is frozen tells
 * nothing else. */
static void take_mark(struct hf_auditor *auditor)
{
    struct hf_seat *seat = auditor->seat;
    struct hf_frontier *mark = HF_NEW(seat->arena, struct hf_frontier, 1);
    struct hf_err unread;
    if (hf_mark_load(seat->state, auditor->audit.origin, mark, &unread) == HF_OK)
        auditor->audit.mark = mark;
}

static enum hf_rc verify(struct hf_auditor *auditor, struct hf_err *err)
{
    struct hf_seat *seat = auditor->seat;
    struct hf_audit_figures figures = {0};
    struct hf_id file;
    auditor->audit.chain_only = hf_cli_has(seat->cli, HF_STR("chain"));
    take_mark(auditor);
    if (seat->cli->args == 0) {
        HF_TRY(hf_audit_verify(&auditor->audit, &figures, err));
    } else {
        HF_TRY(hf_auditor_find(seat, seat->cli->arg[0], &file, err));
        HF_TRY(hf_audit_verify_file(&auditor->audit, &file, &figures, err));
    }
    show_figures(seat->cli, &figures);
    show_limits(seat->cli, &figures, auditor->audit.mark != NULL);
    return HF_OK;
}

static enum hf_rc verify_at(struct hf_seat *seat, struct hf_err *err)
{
    return hf_cli_as_auditor(seat, verify, err);
}

enum hf_rc hf_cmd_audit_verify(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, verify_at, err);
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
