/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/stamps.h"

#include "base/when.h"
#include "desk/inside.h"

struct listing {
    struct hf_desk *desk;
    struct hf_arena *arena;
    struct hf_stamp_row *stamp; /* of each size the last */
    size_t stamps, stamp_room;
    struct hf_checkpoint_row *checkpoint;
    size_t checkpoints, checkpoint_room;
    struct hf_stamp_wish *wish;
    size_t wishes, wish_room;
};

static enum hf_rc take_stamp(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct listing *l = context;
    bool again = l->stamps > 0 && l->stamp[l->stamps - 1].size == row->stamp.size;
    (void)err;
    if (!again) {
        l->stamp = hf_arena_room(l->arena, l->stamp, l->stamps, &l->stamp_room, sizeof *l->stamp);
        l->stamps++;
    }
    struct hf_stamp_row *kept = &l->stamp[l->stamps - 1];
    *kept = row->stamp;
    kept->note = hf_arena_keep(l->arena, kept->note);
    kept->token = hf_arena_keep(l->arena, kept->token);
    kept->evidence = hf_arena_keep(l->arena, kept->evidence);
    return HF_OK;
}

static enum hf_rc take_checkpoint(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct listing *l = context;
    (void)err;
    l->checkpoint =
        hf_arena_room(l->arena, l->checkpoint, l->checkpoints, &l->checkpoint_room, sizeof *l->checkpoint);
    l->checkpoint[l->checkpoints] = row->checkpoint;
    l->checkpoint[l->checkpoints++].note = hf_arena_keep(l->arena, row->checkpoint.note);
    return HF_OK;
}

/* ---- wishes ---- */

/* The nonce follows from the digest under a key of ours: nobody else foresees it, and it need not be kept. */
static enum hf_rc add_wish(struct listing *l, struct hf_stamp_wish wish, struct hf_err *err)
{
    struct hf_keys *keys = &l->desk->setup.keys;
    struct hf_buf message = hf_buf_in(l->arena, 64);
    struct hf_digest mac;
    hf_buf_put(&message, HF_STR("holdfast/stamp/v1\n"));
    hf_buf_put_bytes(&message, wish.digest.byte, sizeof wish.digest.byte);
    HF_TRY(keys->mac(keys->self, hf_buf_str(&message), &mac, err));
    memcpy(wish.nonce, mac.byte, sizeof wish.nonce);
    l->wish = hf_arena_room(l->arena, l->wish, l->wishes, &l->wish_room, sizeof *l->wish);
    l->wish[l->wishes++] = wish;
    return HF_OK;
}

static enum hf_rc wish_again(struct listing *l, const struct hf_stamp_row *row, struct hf_err *err)
{
    struct hf_stamp_wish wish = {.size = row->size, .number = row->number + 1, .note = row->note};
    hf_stamp_renewed(&l->desk->hasher, row->token, row->evidence, &wish.digest);
    return add_wish(l, wish, err);
}

static enum hf_rc wish_first(struct listing *l, const struct hf_checkpoint_row *row, struct hf_err *err)
{
    struct hf_stamp_wish wish = {.size = row->size, .number = 1};
    struct hf_note *note = HF_NEW(l->arena, struct hf_note, 1);
    struct hf_buf subject = hf_buf_in(l->arena, row->note.len);
    HF_TRY(hf_note_read(row->note, note, err));
    if (!hf_stamp_subject(note, l->desk->setup.origin, &subject))
        return hf_fail(err, HF_WORD_note_unsigned, HF_STR_NONE, l->desk->setup.origin, HF_STR_NONE);
    wish.note = hf_buf_str(&subject);
    hf_sha256(&l->desk->hasher, &wish.note, 1, &wish.digest);
    return add_wish(l, wish, err);
}

static bool is_stamped(const struct listing *l, int64_t size)
{
    for (size_t i = 0; i < l->stamps; i++)
        if (l->stamp[i].size == size)
            return true;
    return false;
}

static enum hf_rc read_stamps(struct listing *l, struct hf_err *err)
{
    struct hf_ledger *ledger = &l->desk->setup.ledger;
    return ledger->ask(ledger->self, HF_ASK_stamps, &(struct hf_ask){0}, take_stamp, l, err);
}

static enum hf_rc read_checkpoints(struct listing *l, enum hf_question which, struct hf_err *err)
{
    struct hf_ledger *ledger = &l->desk->setup.ledger;
    return ledger->ask(ledger->self, which, &(struct hf_ask){0}, take_checkpoint, l, err);
}

enum hf_rc hf_stamps_wanted(struct hf_desk *desk, struct hf_arena *arena, const struct hf_stamp_wish **out,
                            size_t *count, struct hf_err *err)
{
    struct listing l = {.desk = desk, .arena = arena};
    int64_t now_ms = desk->setup.clock.wall_ms(desk->setup.clock.self);
    HF_TRY(read_stamps(&l, err));
    HF_TRY(read_checkpoints(&l, HF_ASK_last_checkpoint, err));
    for (size_t i = 0; i < l.stamps; i++)
        if (l.stamp[i].ends_ms - HF_STAMP_AHEAD_MS <= now_ms)
            HF_TRY(wish_again(&l, &l.stamp[i], err));
    if (l.checkpoints > 0 && !is_stamped(&l, l.checkpoint[0].size))
        HF_TRY(wish_first(&l, &l.checkpoint[0], err));
    *out = l.wish;
    *count = l.wishes;
    return HF_OK;
}

enum hf_rc hf_stamps_wish_of(struct hf_desk *desk, const struct hf_stamp *stamp, struct hf_arena *arena,
                             struct hf_stamp_wish *out, struct hf_err *err)
{
    struct listing l = {.desk = desk, .arena = arena};
    HF_TRY(read_stamps(&l, err));
    HF_TRY(read_checkpoints(&l, HF_ASK_checkpoints, err));
    for (size_t i = 0; i < l.stamps; i++)
        HF_TRY(wish_again(&l, &l.stamp[i], err));
    for (size_t i = 0; i < l.checkpoints; i++)
        if (!is_stamped(&l, l.checkpoint[i].size))
            HF_TRY(wish_first(&l, &l.checkpoint[i], err));
    for (size_t i = 0; i < l.wishes; i++)
        if (hf_digest_eq(&l.wish[i].digest, &stamp->digest)) {
            *out = l.wish[i];
            return HF_OK;
        }
    return hf_fail(err, HF_WORD_stamp_unwanted, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

/* ---- keeping ---- */

enum hf_rc hf_stamps_keep(struct hf_desk *desk, const struct hf_stamp_wish *wish, struct hf_str token,
                          struct hf_str evidence, int64_t ends_ms, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_stamp stamp;
    HF_TRY(hf_stamp_read(token, &stamp, err));
    if (!hf_digest_eq(&stamp.digest, &wish->digest) || !hf_stamp_answers(&stamp, wish->nonce))
        return hf_fail(err, HF_WORD_stamp_other, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    struct hf_keep row = {.kind = HF_KEEP_STAMP,
                          .stamp = {.size = wish->size,
                                    .number = wish->number,
                                    .at_ms = stamp.at_ms,
                                    .ends_ms = ends_ms,
                                    .note = wish->note,
                                    .token = token,
                                    .evidence = evidence}};
    return ledger->keep(ledger->self, &row, 1, err);
}
