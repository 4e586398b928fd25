/* SPDX-License-Identifier: Apache-2.0 */
#include "proof/verify.h"

#include "proof/check.h"

static void put_where(struct hf_buf *out, const char *what, uint64_t number)
{
    hf_buf_put(out, hf_str_of(what));
    hf_buf_put_char(out, ' ');
    hf_buf_put_i64(out, (int64_t)number);
}

enum hf_rc hf_check_fail(enum hf_word word, const char *what, uint64_t number, struct hf_err *err)
{
    char where[HF_ERR_WHERE_MAX];
    struct hf_buf buf = HF_BUF(where);
    put_where(&buf, what, number);
    return hf_fail(err, word, hf_buf_str(&buf), HF_STR_NONE, HF_STR_NONE);
}

/* What cannot be read in evidence is evidence that does not hold. */
enum hf_rc hf_check_place(const char *what, uint64_t number, struct hf_err *err)
{
    char where[HF_ERR_WHERE_MAX];
    struct hf_buf buf = HF_BUF(where);
    struct hf_err whole = *err;
    put_where(&buf, what, number);
    if (whole.where[0] != '\0') {
        hf_buf_put_char(&buf, ' ');
        hf_buf_put(&buf, hf_str_of(whole.where));
    }
    if (hf_err_rc(&whole) == HF_UNVERIFIED)
        return hf_fail(err, whole.word, hf_buf_str(&buf), hf_str_of(whole.arg[0]), hf_str_of(whole.arg[1]));
    return hf_fail(err, HF_WORD_bundle_unreadable, hf_buf_str(&buf), hf_err_code(&whole), HF_STR_NONE);
}

enum hf_rc hf_check_note(struct hf_checking *c, const struct hf_note *note, uint64_t size,
                         struct hf_str member, struct hf_err *err)
{
    struct hf_err why;
    struct hf_str origin = c->bundle->claim.origin;
    if (hf_log_keys_verify(c->check->hasher, &c->keys, note, origin, size, &why) == HF_OK)
        return HF_OK;
    return hf_fail(err, why.word, member, hf_str_of(why.arg[0]), HF_STR_NONE);
}

/* The manifest is signed by the last of the keys; whoever believes one of them believes the others. */
static enum hf_rc check_keys(struct hf_checking *c, struct hf_err *err)
{
    const struct hf_bundle_claim *claim = &c->bundle->claim;
    HF_TRY(hf_log_keys_read(c->bundle->part[HF_BUNDLE_keys], claim->origin, &c->keys, err));
    if (memcmp(c->keys.at[c->keys.count - 1].key.byte, claim->key.byte, sizeof claim->key.byte) != 0)
        return hf_check_fail(HF_WORD_keys_broken, "keys line", c->keys.count + 2, err);
    return hf_trust_keys(c->check->trust, claim->origin, &c->keys, HF_STR("manifest"), err);
}

static enum hf_rc check_checkpoint(struct hf_checking *c, struct hf_err *err)
{
    struct hf_hasher *hasher = c->check->hasher;
    const struct hf_bundle_claim *claim = &c->bundle->claim;
    struct hf_note *note = HF_NEW(c->check->scratch, struct hf_note, 1);
    struct hf_err unread;
    if (hf_note_read(c->bundle->part[HF_BUNDLE_checkpoint], note, &unread) != HF_OK ||
        hf_checkpoint_read(note->text, &c->checkpoint, &unread) != HF_OK ||
        !hf_str_eq(c->checkpoint.origin, claim->origin))
        return hf_fail(err, HF_WORD_bundle_checkpoint, HF_STR("checkpoint"), HF_STR_NONE, HF_STR_NONE);
    c->out->signed_size = c->checkpoint.size;
    HF_TRY(hf_check_note(c, note, c->checkpoint.size, HF_STR("checkpoint"), err));
    return hf_trust_witnesses(hasher, c->check->trust, note, &c->out->trusted, &c->out->witnesses, err);
}

enum hf_rc hf_bundle_verify(const struct hf_bundle_check *check, struct hf_bundle_verdict *out,
                            struct hf_err *err)
{
    struct hf_checking *c = HF_NEW(check->arena, struct hf_checking, 1);
    *out = (struct hf_bundle_verdict){0};
    c->check = check;
    c->bundle = check->bundle;
    c->out = out;
    HF_TRY(check_keys(c, err));
    HF_TRY(check_checkpoint(c, err));
    HF_TRY(hf_check_events(c, err));
    HF_TRY(hf_check_heads(c, err));
    return hf_check_evidence(c, err);
}
