/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time-stamps in a bundle: of each stamped checkpoint its note, the path on which the bundle's checkpoint
 * continues it, and tokens with their evidence, the later ones of those before them. What is signed by an
 * authority is not verified here (seal/stamp.h); the digest and the line that verifies it are told.
 */
#include "proof/check.h"
#include "seal/stamp.h"

#define FOLDER HF_STR("stamps/")

struct stamped { /* the checkpoint whose tokens are being read */
    struct hf_checkpoint checkpoint;
    struct hf_str note, token, evidence; /* of the last one, whole or not yet */
    uint32_t number;
};

static enum hf_rc broken(const struct hf_ustar_member *member, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_bundle_stamp, member->name, HF_STR_NONE, HF_STR_NONE);
}

/* "stamps/SIZE.KIND", or "stamps/SIZE-NUMBER.KIND". */
static bool is_named(const struct hf_ustar_member *member, const struct stamped *s, struct hf_str kind,
                     uint32_t number)
{
    char room[HF_USTAR_NAME_MAX];
    struct hf_buf name = HF_BUF(room);
    hf_buf_put(&name, FOLDER);
    hf_buf_put_i64(&name, (int64_t)s->checkpoint.size);
    if (number > 0) {
        hf_buf_put_char(&name, '-');
        hf_buf_put_i64(&name, number);
    }
    hf_buf_put(&name, kind);
    return hf_str_eq(hf_buf_str(&name), member->name);
}

static enum hf_rc check_note(struct hf_checking *c, const struct hf_ustar_member *member, struct stamped *s,
                             struct hf_err *err)
{
    struct hf_note *note = HF_NEW(c->check->scratch, struct hf_note, 1);
    struct hf_err unread;
    uint64_t before = s->checkpoint.size;
    *s = (struct stamped){.note = member->bytes};
    if (hf_note_read(member->bytes, note, &unread) != HF_OK || note->lines != 1 ||
        hf_checkpoint_read(note->text, &s->checkpoint, &unread) != HF_OK ||
        !hf_str_eq(s->checkpoint.origin, c->bundle->claim.origin) || s->checkpoint.size <= before ||
        s->checkpoint.size > c->checkpoint.size || !is_named(member, s, HF_STR(".note"), 0))
        return broken(member, err);
    return hf_check_note(c, note, s->checkpoint.size, member->name, err);
}

static enum hf_rc check_path(struct hf_checking *c, const struct hf_ustar_member *member,
                             const struct stamped *s, struct hf_err *err)
{
    struct hf_path path = {.count = member->bytes.len / sizeof path.step[0]};
    struct hf_err unread;
    if (!is_named(member, s, HF_STR(".path"), 0) || member->bytes.len % sizeof path.step[0] != 0 ||
        path.count > HF_PATH_MAX)
        return broken(member, err);
    if (path.count > 0)
        memcpy(path.step, member->bytes.at, member->bytes.len);
    if (hf_tree_extends(c->check->hasher, s->checkpoint.size, &s->checkpoint.root, c->checkpoint.size,
                        &c->checkpoint.root, &path, &unread) != HF_OK)
        return broken(member, err);
    return HF_OK;
}

static void keep(struct hf_checking *c, const struct hf_ustar_member *member, const struct stamped *s,
                 const struct hf_stamp *stamp)
{
    struct hf_bundle_verdict *out = c->out;
    struct hf_bundle_stamp *at =
        hf_arena_room(c->check->arena, out->stamp, out->stamps, &c->stamp_room, sizeof *at);
    at[out->stamps++] = (struct hf_bundle_stamp){
        .member = member->name, .size = s->checkpoint.size, .at_ms = stamp->at_ms, .digest = stamp->digest};
    out->stamp = at;
}

static enum hf_rc check_token(struct hf_checking *c, const struct hf_ustar_member *member, struct stamped *s,
                              struct hf_err *err)
{
    struct hf_digest digest;
    struct hf_stamp stamp;
    struct hf_err unread;
    if (!is_named(member, s, HF_STR(".tst"), s->number + 1))
        return broken(member, err);
    if (s->number == 0)
        hf_sha256(c->check->hasher, &s->note, 1, &digest);
    else
        hf_stamp_renewed(c->check->hasher, s->token, s->evidence, &digest);
    if (hf_stamp_read(member->bytes, &stamp, &unread) != HF_OK || !hf_digest_eq(&stamp.digest, &digest))
        return broken(member, err);
    s->token = member->bytes;
    s->number++;
    keep(c, member, s, &stamp);
    return HF_OK;
}

static enum hf_rc check_evidence(const struct hf_ustar_member *member, struct stamped *s, struct hf_err *err)
{
    s->evidence = member->bytes;
    return is_named(member, s, HF_STR(".pem"), s->number) ? HF_OK : broken(member, err);
}

/* After a note its path; then pairs of token and evidence, at least one. */
enum hf_rc hf_check_stamps(struct hf_checking *c, size_t *next, struct hf_err *err)
{
    const struct hf_bundle *bundle = c->bundle;
    struct stamped s = {.number = 1};
    size_t i = *next, step = 0; /* since the note: note 0, path 1, token, evidence, ... */
    for (; i < bundle->others && hf_str_begins(bundle->other[i].name, FOLDER); i++) {
        const struct hf_ustar_member *member = &bundle->other[i];
        hf_arena_reset(c->check->scratch, 0);
        bool begins = step == 0 || (step > 3 && step % 2 == 0 && hf_str_ends(member->name, HF_STR(".note")));
        step = begins ? 0 : step;
        enum hf_rc rc = step == 0       ? check_note(c, member, &s, err)
                        : step == 1     ? check_path(c, member, &s, err)
                        : step % 2 == 0 ? check_token(c, member, &s, err)
                                        : check_evidence(member, &s, err);
        HF_TRY(rc);
        step++;
    }
    if (step != 0 && (step < 4 || step % 2 != 0))
        return broken(&bundle->other[i - 1], err);
    *next = i;
    return HF_OK;
}
