/* SPDX-License-Identifier: Apache-2.0 */
/* signer run: the process that alone holds the log key; status: what it last signed, or why it signs no more;
 * release: two people let it sign on from the log as it stands. */
#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/view.h"
#include "desk/standstill.h"
#include "host/dice.h"
#include "host/signals.h"
#include "keys/rotate.h"

static const struct hf_column columns[] = {HF_COLUMN("signing", standing), HF_COLUMN("size", signed_size),
                                           HF_COLUMN("held", held_size)};

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
    enum hf_rc rc = hf_rotate_settle(state, err);
    if (rc == HF_OK)
        rc = hf_keyring_open(state, dice, &keyring, err);
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

enum { NOT_ASKED = -1 };

/* held: entries of the log as the database has it. */
static void show_status(struct hf_cli *cli, uint64_t signed_size, int64_t held)
{
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("signing"), hf_json_of_text(HF_STR("active")));
    hf_json_add(&row, HF_STR("size"), hf_json_of_int((int64_t)signed_size));
    if (held != NOT_ASKED)
        hf_json_add(&row, HF_STR("held"), hf_json_of_int(held));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(columns), &object);
}

static enum hf_rc take_held(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    *(int64_t *)context = row->figures[0];
    return HF_OK;
}

/* The mark first: a log that holds less afterwards was taken back. Nothing is shown to the signer for it, who
 * would freeze: who asks may have named another database. */
static enum hf_rc compare_held(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_signer signer = hf_signer_port(seat->way);
    char room[2][24];
    struct hf_buf had = HF_BUF(room[0]), has = HF_BUF(room[1]);
    struct hf_digest root;
    uint64_t size = 0;
    int64_t held = 0;
    HF_TRY(signer.mark(signer.self, &size, &root, err));
    HF_TRY(seat->ledger.ask(seat->ledger.self, HF_ASK_counts, &(struct hf_ask){0}, take_held, &held, err));
    if ((uint64_t)held >= size) {
        show_status(seat->cli, size, held);
        return HF_OK;
    }
    hf_buf_put_padded(&had, size, 1);
    hf_buf_put_i64(&has, held);
    return hf_fail(err, HF_WORD_signer_behind, HF_STR_NONE, hf_buf_str(&had), hf_buf_str(&has));
}

static enum hf_rc ask_mark(struct hf_cli *cli, uint64_t *size, struct hf_err *err)
{
    struct hf_signer_way *way;
    struct hf_digest root;
    const char *state;
    HF_TRY(hf_cli_state(cli, &state, err));
    HF_TRY(hf_signer_open(state, &way, err));
    struct hf_signer signer = hf_signer_port(way);
    enum hf_rc rc = signer.mark(signer.self, size, &root, err);
    hf_signer_close(way);
    return rc;
}

/* Where no database can be reached, the signer's own word is all there is. */
enum hf_rc hf_cmd_signer_status(struct hf_cli *cli, struct hf_err *err)
{
    uint64_t size = 0;
    HF_TRY(ask_mark(cli, &size, err));
    enum hf_rc rc = hf_cli_at_seat(cli, compare_held, err);
    if (rc != HF_UNAVAILABLE)
        return rc;
    show_status(cli, size, NOT_ASKED);
    return HF_OK;
}

/* ---- two people let it sign on ---- */

static const struct hf_column released[] = {
    HF_COLUMN("standstill", standstill), HF_COLUMN("state", standing), HF_COLUMN("reason", reason),
    HF_COLUMN("signed", signed_size),    HF_COLUMN("held", held_size), HF_COLUMN("size", goes_on_from)};

struct still {
    struct hf_sight keyring;
    hf_instance at;
};

static enum hf_rc find_still(struct hf_seat *seat, struct still *out, struct hf_err *err)
{
    bool is_there = false;
    HF_TRY(hf_sight_single(seat, HF_FILE_KEYRING, &out->keyring, &is_there, err));
    out->at = is_there ? hf_standstill_find(seat->desk) : HF_NO_INSTANCE;
    return out->at != HF_NO_INSTANCE
               ? HF_OK
               : hf_fail(err, HF_WORD_standstill_none, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static void show_still(struct hf_seat *seat, const struct still *still)
{
    static const char *const names[] = {"reason", "signed", "held", "size", "root"};
    struct hf_json_maker row = hf_json_make(seat->arena);
    struct hf_json value;
    hf_json_add(&row, HF_STR("standstill"), hf_json_of_text(hf_sight_name(&still->keyring, still->at)));
    hf_json_add(&row, HF_STR("state"), hf_json_of_text(hf_sight_standing(&still->keyring, still->at)));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (hf_sight_datum(&still->keyring, still->at, hf_str_of(names[i]), &value))
            hf_json_add(&row, hf_str_of(names[i]), value);
    struct hf_json object = hf_json_object(&row);
    hf_out_record(seat->cli, HF_VIEW(released), &object);
}

static enum hf_rc act_on(struct hf_seat *seat, const struct still *still, struct hf_str event,
                         struct hf_json payload, struct hf_response *out, struct hf_err *err)
{
    struct hf_request request = {.command = {.file = still->keyring.file,
                                             .on = hf_sight_name(&still->keyring, still->at),
                                             .event = event,
                                             .payload = payload}};
    return hf_seat_act(seat, &request, out, err);
}

static struct hf_str root_text(struct hf_seat *seat, const struct hf_frontier *tree)
{
    struct hf_buf text = hf_buf_in(seat->arena, HF_DIGEST_TEXT);
    struct hf_digest root;
    hf_frontier_root(&seat->hasher, tree, &root);
    hf_digest_put(&text, &root);
    return hf_buf_str(&text);
}

static enum hf_rc propose(struct hf_seat *seat, struct still *still, struct hf_err *err)
{
    struct hf_str grounds = hf_cli_value(seat->cli, HF_STR("grounds"));
    struct hf_json_maker payload = hf_json_make(seat->arena);
    struct hf_response response;
    struct hf_frontier tree;
    if (grounds.len == 0)
        return hf_fail(err, HF_WORD_standstill_grounds, HF_STR("--grounds"), HF_STR_NONE, HF_STR_NONE);
    HF_TRY(hf_standstill_tree(seat->desk, 0, &tree, err));
    hf_json_add(&payload, HF_STR("grounds"), hf_json_of_text(grounds));
    hf_json_add(&payload, HF_STR("root"), hf_json_of_text(root_text(seat, &tree)));
    hf_json_add(&payload, HF_STR("size"), hf_json_of_int((int64_t)tree.size));
    HF_TRY(act_on(seat, still, HF_STR("standstill.propose"), hf_json_object(&payload), &response, err));
    HF_TRY(find_still(seat, still, err));
    show_still(seat, still);
    hf_out_hint(seat->cli, HF_SAY_next_release, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* The log is still the one that was proposed. */
static enum hf_rc proposed_tree(struct hf_seat *seat, const struct still *still, struct hf_frontier *out,
                                struct hf_err *err)
{
    struct hf_json size;
    if (!hf_sight_datum(&still->keyring, still->at, HF_STR("size"), &size) ||
        hf_standstill_tree(seat->desk, (uint64_t)size.is.integer, out, err) != HF_OK ||
        !hf_str_eq(root_text(seat, out), hf_sight_text(&still->keyring, still->at, HF_STR("root"))))
        return hf_fail(err, HF_WORD_standstill_other, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* "standstill/1 of <keyring file> ended by its event 12" */
static struct hf_str trace_of(struct hf_seat *seat, const struct still *still, uint32_t seq)
{
    struct hf_buf text = hf_buf_in(seat->arena, 96);
    hf_buf_put(&text, hf_sight_name(&still->keyring, still->at));
    hf_buf_put(&text, HF_STR(" of "));
    hf_id_put(&text, &still->keyring.file);
    hf_buf_put(&text, HF_STR(" ended by its event "));
    hf_buf_put_i64(&text, seq);
    return hf_buf_str(&text);
}

static enum hf_rc end(struct hf_seat *seat, struct still *still, struct hf_err *err)
{
    struct hf_signer signer = hf_signer_port(seat->way);
    struct hf_response response;
    struct hf_frontier tree;
    HF_TRY(proposed_tree(seat, still, &tree, err));
    HF_TRY(act_on(seat, still, HF_STR("standstill.end"), (struct hf_json){.kind = HF_JSON_OBJECT}, &response,
                  err));
    HF_TRY(signer.release(signer.self, &tree, trace_of(seat, still, response.seq), err));
    return hf_sight_single(seat, HF_FILE_KEYRING, &still->keyring, &(bool){false}, err);
}

/* Proposed by one, ended by another. */
static enum hf_rc release(struct hf_seat *seat, struct hf_err *err)
{
    struct still still = {.at = HF_NO_INSTANCE};
    HF_TRY(hf_seat_owner(seat, err));
    HF_TRY(find_still(seat, &still, err));
    if (hf_cli_has(seat->cli, HF_STR("withdraw")))
        return act_on(seat, &still, HF_STR("standstill.withdraw"), (struct hf_json){.kind = HF_JSON_OBJECT},
                      &(struct hf_response){.outcome = HF_DONE}, err);
    if (!hf_str_eq(hf_sight_state(&still.keyring, still.at), HF_STR("proposed")))
        return propose(seat, &still, err);
    HF_TRY(end(seat, &still, err));
    show_still(seat, &still);
    return HF_OK;
}

enum hf_rc hf_cmd_signer_release(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, release, err);
}
