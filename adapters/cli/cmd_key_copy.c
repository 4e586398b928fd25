/* SPDX-License-Identifier: Apache-2.0 */
/* key copy: the keys of hidden values, copied into a folder in which nothing stays longer than is allowed. */
#include "base/when.h"
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/session.h"
#include "host/clock.h"
#include "keys/copies.h"

static const struct hf_column columns[] = {HF_COLUMN("copy", copy_of_keys), HF_COLUMN("made", made),
                                           HF_COLUMN("erased", copy_erased), HF_COLUMN("state", standing)};

struct telling {
    struct hf_cli *cli;
    struct hf_json_maker rows;
};

static void tell(void *context, const struct hf_copy *copy)
{
    static const struct {
        struct hf_str name;
        enum hf_say say;
    } fates[] = {[HF_COPY_DESTROYED] = {HF_STR_INIT("destroyed"), HF_SAY_copy_destroyed},
                 [HF_COPY_KEPT] = {HF_STR_INIT("kept"), HF_SAY_copy_kept},
                 [HF_COPY_MADE] = {HF_STR_INIT("made"), HF_SAY_copy_made}};
    struct telling *t = context;
    struct hf_arena *arena = t->cli->arena;
    struct hf_json_maker row = hf_json_make(arena);
    struct hf_buf made = hf_buf_in(arena, HF_INSTANT_TEXT);
    struct hf_str fate = t->cli->json ? fates[copy->fate].name : hf_say(fates[copy->fate].say, t->cli->lang);
    hf_instant_put(&made, copy->made_ms);
    hf_json_add(&row, HF_STR("copy"), hf_json_of_text(hf_arena_keep(arena, copy->path)));
    hf_json_add(&row, HF_STR("made"), hf_json_of_text(hf_buf_str(&made)));
    hf_json_add(&row, HF_STR("erased"), hf_json_of_int(copy->erased));
    hf_json_add(&row, HF_STR("state"), hf_json_of_text(fate));
    hf_json_add(&t->rows, HF_STR_NONE, hf_json_object(&row));
}

static enum hf_rc read_keep(struct hf_cli *cli, int64_t *ms, struct hf_err *err)
{
    struct hf_str said = hf_cli_value(cli, HF_STR("keep"));
    struct hf_period period = {30, HF_DAYS};
    if (said.len > 0 && (!hf_period_read(said, &period) || period.count < 0 || period.unit > HF_DAYS))
        return hf_fail(err, HF_WORD_bad_period, HF_STR("--keep"), said, HF_STR_NONE);
    *ms = period.count * (period.unit == HF_HOURS ? HF_MS_PER_HOUR : HF_MS_PER_DAY);
    return HF_OK;
}

enum hf_rc hf_cmd_key_copy(struct hf_cli *cli, struct hf_err *err)
{
    struct telling t = {cli, hf_json_make(cli->arena)};
    struct hf_copies_order order = {.folder = hf_cli_path(cli, hf_cli_arg(cli, 0))};
    struct hf_host_clock clock;
    HF_TRY(read_keep(cli, &order.keep_ms, err));
    HF_TRY(hf_cli_state(cli, &order.state, err));
    HF_TRY(hf_host_clock_open(&clock, order.state, err));
    order.now_ms = hf_host_clock_port(&clock).wall_ms(&clock);
    enum hf_rc rc = hf_copies_renew(&order, tell, &t, err);
    struct hf_json rows = hf_json_list(&t.rows);
    if (rc == HF_OK || rows.is.list.count > 0)
        hf_out_table(cli, HF_VIEW(columns), &rows);
    if (rc == HF_OK)
        hf_out_hint(cli, HF_SAY_next_key_copy, HF_STR_NONE, HF_STR_NONE);
    return rc;
}
