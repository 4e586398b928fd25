/* SPDX-License-Identifier: Apache-2.0 */
/* case inventory: what is held in a case, today or at the end of any day, folded from the stored bytes. */
#include "base/when.h"
#include "cli/auditor.h"
#include "cli/cmd.h"
#include "cli/inventory.h"

static void show(struct hf_seat *seat, const struct hf_sight *sight, int64_t at_ms)
{
    struct hf_buf day = hf_buf_in(seat->arena, HF_DAY_TEXT);
    struct hf_json assets = hf_inventory_json(sight);
    hf_day_put(&day, hf_day_at(at_ms));
    hf_inventory_show(seat->cli, hf_buf_str(&day), &assets);
}

static enum hf_rc fold(struct hf_auditor *auditor, struct hf_err *err)
{
    struct hf_seat *seat = auditor->seat;
    struct hf_sight sight = {.seat = seat, .arena = seat->arena, .house = hf_desk_house(seat->desk)};
    int64_t to_ms;
    HF_TRY(hf_auditor_until(seat->cli, HF_STR("at"), &to_ms, err));
    HF_TRY(hf_auditor_find(seat, hf_cli_arg(seat->cli, 0), &sight.file, err));
    HF_TRY(hf_audit_replay(&auditor->audit, &sight.file, to_ms, NULL, NULL, &sight.c, &sight.flows, err));
    HF_TRY(hf_desk_reveal(seat->desk, &sight.file, seat->arena, &sight.revealed, &sight.revealed_count, err));
    show(seat, &sight, to_ms);
    return HF_OK;
}

static enum hf_rc inventory(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight sight;
    if (hf_cli_has(seat->cli, HF_STR("at")))
        return hf_cli_as_auditor(seat, fold, err);
    HF_TRY(hf_sight_case(seat, hf_cli_arg(seat->cli, 0), &sight, err));
    show(seat, &sight, seat->clock.wall_ms(seat->clock.self));
    return HF_OK;
}

enum hf_rc hf_cmd_case_inventory(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, inventory, err);
}
