/* SPDX-License-Identifier: Apache-2.0 */
/*
 * key rotate-log: another log key takes the place of the one that signs, from the log as it stands on. The
 * old and the new key sign that (seal/log_keys.h), and the keyring file of the log tells who did it. The new
 * key is entered before it signs: what comes to nothing on the way leaves an entry, never a key that nobody
 * knows.
 */
#include "base/code.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/view.h"
#include "desk/watch.h"
#include "keys/rotate.h"
#include "keys/signer.h"

static const struct hf_column columns[] = {HF_COLUMN("key", log), HF_COLUMN("from", signs_from)};

struct rotating {
    struct hf_seat *seat;
    struct hf_sight keyring;
    struct hf_log_keys keys; /* so far; then with the new one */
    struct hf_public next;
    struct hf_str origin;
};

static enum hf_rc act(struct rotating *r, struct hf_str on, struct hf_str event, struct hf_json payload,
                      struct hf_err *err)
{
    struct hf_response response;
    struct hf_request request = {
        .command = {.file = r->keyring.file, .on = on, .event = event, .payload = payload}};
    return hf_seat_act(r->seat, &request, &response, err);
}

static struct hf_str public_text(struct rotating *r, const struct hf_public *key)
{
    struct hf_buf text = hf_buf_in(r->seat->arena, 64);
    hf_b64url_put(&text, key->byte, sizeof key->byte);
    return hf_buf_str(&text);
}

static enum hf_rc enter(struct rotating *r, struct hf_err *err)
{
    struct hf_json_maker made = hf_json_make(r->seat->arena);
    hf_json_add(&made, HF_STR("key_id"), hf_json_of_text(r->origin));
    hf_json_add(&made, HF_STR("name"), hf_json_of_text(r->origin));
    hf_json_add(&made, HF_STR("public"), hf_json_of_text(public_text(r, &r->next)));
    hf_json_add(&made, HF_STR("role"), hf_json_of_text(HF_STR("log")));
    return act(r, HF_STR("key"), HF_STR("key.add"), hf_json_object(&made), err);
}

/* All that was recorded so far is attested by the old key; from there on it is the new one's. */
static enum hf_rc change(struct rotating *r, struct hf_err *err)
{
    struct hf_seat *seat = r->seat;
    struct hf_signer signer = hf_signer_port(seat->way);
    struct hf_log_key *next = &r->keys.at[r->keys.count];
    struct hf_buf text = hf_buf_in(seat->arena, 512);
    struct hf_digest root;
    int64_t size;
    HF_TRY(hf_watch_checkpoint(seat->desk, seat->arena, &size, err));
    *next = (struct hf_log_key){.key = r->next};
    HF_TRY(signer.mark(signer.self, &next->from, &root, err));
    hf_log_key_text(r->origin, &r->keys.at[r->keys.count - 1].key, next->from, &next->key, &text);
    HF_TRY(hf_rotate_sign(seat->state, hf_buf_str(&text), &next->by_new, err));
    HF_TRY(hf_signer_rotate(seat->way, hf_buf_str(&text), &next->by_old, err));
    r->keys.count++;
    return hf_rotate_take_up(seat->state, r->origin, &r->keys, err);
}

static void show(struct rotating *r)
{
    struct hf_json_maker row = hf_json_make(r->seat->arena);
    struct hf_buf key = hf_buf_in(r->seat->arena, 256);
    hf_note_key_put(&r->seat->hasher, r->origin, &r->next, &key);
    hf_json_add(&row, HF_STR("key"), hf_json_of_text(hf_buf_str(&key)));
    hf_json_add(&row, HF_STR("from"), hf_json_of_int((int64_t)r->keys.at[r->keys.count - 1].from));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(r->seat->cli, HF_VIEW(columns), &object);
    hf_out_hint(r->seat->cli, HF_SAY_next_rotate_log, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc begin(struct rotating *r, struct hf_err *err)
{
    struct hf_seat *seat = r->seat;
    bool is_there = false;
    const struct hf_key_order order = {
        .name = seat->log_key.issuer, .made_ms = seat->clock.wall_ms(seat->clock.self), .dice = seat->dice};
    HF_TRY(hf_seat_owner(seat, err));
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_sight_single(seat, HF_FILE_KEYRING, &r->keyring, &is_there, err));
    HF_TRY(hf_desk_log_keys(seat->desk, &r->keys, err));
    if (!is_there || r->keys.count == HF_LOG_KEYS_MAX)
        return hf_fail(err, HF_WORD_key_missing, HF_STR_NONE, HF_STR("log"), HF_STR_NONE);
    r->origin = hf_arena_keep(seat->arena, seat->log_key.issuer);
    HF_TRY(hf_rotate_draw(seat->state, &order, &r->next, err));
    return enter(r, err);
}

static enum hf_rc rotate(struct hf_seat *seat, struct hf_err *err)
{
    struct rotating *r = HF_NEW(seat->arena, struct rotating, 1);
    r->seat = seat;
    HF_TRY(begin(r, err));
    enum hf_rc rc = change(r, err);
    hf_signer_leave(seat->way); /* the signer of the old key ends now, whatever came of it */
    if (rc == HF_OK)
        show(r);
    return rc;
}

enum hf_rc hf_cmd_key_rotate_log(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, rotate, err);
}
