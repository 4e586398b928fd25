/* SPDX-License-Identifier: Apache-2.0 */
/* signer run: the process that alone holds the log key; status: what it last signed, or why it signs no more.
 */
#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/session.h"
#include "host/dice.h"
#include "host/signals.h"

static const struct hf_column columns[] = {HF_COLUMN("signing", standing), HF_COLUMN("size", signed_size)};

/* ---- the process ---- */

static void tell_listening(void *context)
{
    struct hf_cli *cli = context;
    hf_out_line(cli, HF_STR("signer/socket"));
    (void)fflush(cli->out);
}

enum hf_rc hf_cmd_signer_run(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_keyring *keyring;
    const char *state;
    HF_TRY(hf_cli_state(cli, &state, err));
    hf_signals_begin();
    struct hf_dice dice = hf_host_dice_open();
    enum hf_rc rc = hf_keyring_open(state, dice, &keyring, err);
    if (rc == HF_OK) {
        const struct hf_signer_order order = {.state = state,
                                              .while_used = hf_cli_has(cli, HF_STR("while-used")),
                                              .stopped = hf_signals_wait,
                                              .listening = tell_listening,
                                              .context = cli};
        rc = hf_signer_serve(&order, hf_keyring_port(keyring), err);
        hf_keyring_close(keyring);
    }
    hf_host_dice_close(&dice);
    return rc;
}

/* ---- how it stands ---- */

enum hf_rc hf_cmd_signer_status(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_json_maker row = hf_json_make(cli->arena);
    struct hf_signer_way *way;
    const char *state;
    uint64_t size = 0;
    HF_TRY(hf_cli_state(cli, &state, err));
    HF_TRY(hf_signer_open(state, &way, err));
    struct hf_signer signer = hf_signer_port(way);
    enum hf_rc rc = signer.mark(signer.self, &size, err);
    hf_signer_close(way);
    HF_TRY(rc);
    hf_json_add(&row, HF_STR("signing"), hf_json_of_text(HF_STR("active")));
    hf_json_add(&row, HF_STR("size"), hf_json_of_int((int64_t)size));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(columns), &object);
    return HF_OK;
}
