/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/auditor.h"

#include <stdio.h>
#include <unistd.h>

#include "base/when.h"
#include "cli/view.h"
#include "desk/document.h"
#include "flow/read.h"
#include "host/arena.h"

/* Definitions are looked up by the digest of their bytes, so a changed one is not found. */
static const struct hf_flow *definition(void *context, const struct hf_digest *digest)
{
    struct hf_auditor *auditor = context;
    struct hf_str text;
    struct hf_findings findings = {0};
    struct hf_err unread;
    const struct hf_flow *flow = NULL;
    for (size_t i = 0; i < auditor->count; i++)
        if (hf_digest_eq(&auditor->known[i].digest, digest))
            return auditor->known[i].flow;
    if (auditor->count == HF_AUDITOR_DEFINITIONS ||
        hf_document_read(auditor->seat->desk, NULL, digest, &auditor->definitions, &text, &unread) != HF_OK ||
        hf_flow_read(text, HF_FLOW_PUBLISHED, auditor->seat->house, &auditor->definitions, &flow, &findings,
                     &unread) != HF_OK)
        return NULL;
    auditor->known[auditor->count].digest = *digest;
    auditor->known[auditor->count++].flow = flow;
    return flow;
}

/* Rows are shown to who says who reads (migration 0006). A connection string that was given says it itself.
 */
static void say_reader(const struct hf_store *store, char conninfo[HF_PG_CONNINFO_MAX])
{
    size_t len = strlen(conninfo);
    if (store->is_private)
        snprintf(conninfo + len, HF_PG_CONNINFO_MAX - len, " options='-c holdfast.reader=uid-%lu'",
                 (unsigned long)getuid());
}

static enum hf_rc open_ledger(struct hf_auditor *auditor, struct hf_err *err)
{
    char conninfo[HF_PG_CONNINFO_MAX];
    struct hf_seat *seat = auditor->seat;
    hf_store_conninfo(&seat->store, "holdfast_audit", HF_PG_DATABASE, conninfo);
    say_reader(&seat->store, conninfo);
    HF_TRY(
        hf_pg_ledger_open(conninfo, seat->log_key.issuer, NULL, &auditor->pg, &auditor->audit.log_id, err));
    auditor->audit.ledger = hf_pg_ledger_port(auditor->pg);
    return HF_OK;
}

enum hf_rc hf_cli_as_auditor(struct hf_seat *seat, hf_auditor_work work, struct hf_err *err)
{
    enum { SCRATCH = 64 << 20 };
    struct hf_auditor *auditor = HF_NEW(seat->arena, struct hf_auditor, 1);
    struct hf_arena *scratch = HF_NEW(seat->arena, struct hf_arena, 1);
    hf_arena_init(scratch, hf_arena_take(seat->arena, SCRATCH, 16, 1), SCRATCH);
    struct hf_log_keys *keys = HF_NEW(seat->arena, struct hf_log_keys, 1);
    auditor->seat = seat;
    HF_TRY(hf_log_keys_of(&seat->log_key, keys, err));
    HF_TRY(hf_stamping_begin(seat, seat->arena, &auditor->stamping, err));
    auditor->audit = (struct hf_audit){.house = seat->house,
                                       .definition = definition,
                                       .context = auditor,
                                       .origin = seat->log_key.issuer,
                                       .log_keys = keys,
                                       .hasher = &seat->hasher,
                                       .arena = seat->arena,
                                       .scratch = scratch,
                                       .stamp = auditor->stamping.roots.len > 0 ? hf_stamping_check : NULL,
                                       .stamp_context = &auditor->stamping,
                                       .desk = seat->desk,
                                       .now_ms = seat->clock.wall_ms(seat->clock.self)};
    HF_TRY(hf_host_arena_open(&auditor->definitions, HF_HOST_ARENA_SIZE, err));
    enum hf_rc rc = open_ledger(auditor, err);
    if (rc == HF_OK)
        rc = work(auditor, err);
    hf_pg_ledger_close(auditor->pg);
    hf_host_arena_close(&auditor->definitions);
    return rc;
}

enum hf_rc hf_auditor_find(struct hf_seat *seat, struct hf_str typed, struct hf_id *file, struct hf_err *err)
{
    struct hf_file_row row = {0};
    if (hf_id_read(typed, file))
        return HF_OK;
    HF_TRY(hf_desk_find(seat->desk, HF_FILE_CASE, typed, &row, seat->arena, err));
    *file = row.file;
    return HF_OK;
}

enum hf_rc hf_auditor_until(struct hf_cli *cli, struct hf_str flag, int64_t *to_ms, struct hf_err *err)
{
    struct hf_str typed = hf_cli_value(cli, flag);
    struct hf_buf where = hf_buf_in(cli->arena, 16);
    int32_t day;
    *to_ms = INT64_MAX;
    if (typed.at == NULL || hf_instant_read(typed, to_ms))
        return HF_OK;
    hf_buf_put(&where, HF_STR("--"));
    hf_buf_put(&where, flag);
    if (!hf_day_read(typed, &day))
        return hf_fail(err, HF_WORD_bad_instant, hf_buf_str(&where), HF_STR_NONE, HF_STR_NONE);
    *to_ms = ((int64_t)day + 1) * HF_MS_PER_DAY - 1;
    return HF_OK;
}
