/* SPDX-License-Identifier: Apache-2.0 */
#include "proof/absence.h"

#include "proof/check.h"

#define FIRST_LINE HF_STR("holdfast/absence/v1\n")

bool hf_absence_is(struct hf_str bytes)
{
    return hf_str_begins(bytes, FIRST_LINE);
}

void hf_absence_put(struct hf_buf *out, struct hf_str origin, const struct hf_public *key)
{
    hf_buf_put(out, FIRST_LINE);
    hf_buf_put(out, origin);
    hf_buf_put_char(out, '\n');
    hf_b64url_put(out, key->byte, sizeof key->byte);
    hf_buf_put_char(out, '\n');
}

static enum hf_rc no_form(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_absence_form, HF_STR("absence"), HF_STR_NONE, HF_STR_NONE);
}

/* Lines, and behind the first empty one the note. */
static bool cut_apart(struct hf_str bytes, struct hf_str *lines, struct hf_str *note)
{
    for (size_t i = 1; i < bytes.len; i++)
        if (bytes.at[i] == '\n' && bytes.at[i - 1] == '\n') {
            *lines = hf_str_part(bytes, 0, i);
            *note = hf_str_part(bytes, i + 1, bytes.len);
            return true;
        }
    return false;
}

static enum hf_rc read_top(struct hf_str bytes, struct hf_absence *out, struct hf_str *lines,
                           struct hf_str *note, struct hf_err *err)
{
    struct hf_err unread;
    if (!hf_absence_is(bytes) || !cut_apart(bytes, lines, note))
        return no_form(err);
    hf_str_cut(lines, '\n');
    out->origin = hf_str_cut(lines, '\n');
    struct hf_str key = hf_str_cut(lines, '\n');
    if (!hf_note_name_ok(out->origin) || !hf_b64url_read(key, out->key.byte, sizeof out->key.byte) ||
        hf_key_check(&out->key, &unread) != HF_OK)
        return no_form(err);
    return HF_OK;
}

static enum hf_rc check_note(struct hf_hasher *hasher, struct hf_str bytes, const struct hf_policy *trust,
                             struct hf_absence *out, struct hf_arena *arena, struct hf_checkpoint *checkpoint,
                             struct hf_err *err)
{
    const struct hf_bundle_claim claim = {.origin = out->origin, .key = out->key};
    struct hf_note *note = HF_NEW(arena, struct hf_note, 1);
    struct hf_err unread;
    if (hf_note_read(bytes, note, &unread) != HF_OK ||
        hf_checkpoint_read(note->text, checkpoint, &unread) != HF_OK ||
        !hf_str_eq(checkpoint->origin, out->origin))
        return hf_fail(err, HF_WORD_bundle_checkpoint, HF_STR("checkpoint"), HF_STR_NONE, HF_STR_NONE);
    out->signed_size = checkpoint->size;
    HF_TRY(hf_bundle_check_note(hasher, note, &claim, HF_STR("checkpoint"), err));
    return hf_trust_witnesses(hasher, trust, note, &out->trusted, &out->witnesses, err);
}

static enum hf_rc check_names(struct hf_hasher *hasher, struct hf_str lines, struct hf_absence *out,
                              struct hf_arena *arena, struct hf_err *err)
{
    struct hf_heads_absent_line *line = HF_NEW(arena, struct hf_heads_absent_line, 1);
    do {
        if (out->names == HF_ABSENCE_NAMES_MAX || !hf_heads_absent_next(&lines, line))
            return hf_check_fail(HF_WORD_bundle_line, "absence line", out->names + 1, err);
        if (!hf_str_eq(line->kind, HF_STR("case")) ||
            !hf_heads_absent_holds(hasher, out->origin, &out->heads.root, line))
            return hf_check_fail(HF_WORD_absence_broken, "absence line", out->names + 1, err);
        out->name[out->names++] = line->name;
    } while (lines.len > 0);
    return HF_OK;
}

enum hf_rc hf_absence_verify(struct hf_hasher *hasher, struct hf_str bytes, const struct hf_policy *trust,
                             struct hf_arena *arena, struct hf_absence *out, struct hf_err *err)
{
    struct hf_checkpoint checkpoint;
    struct hf_str lines, note;
    out->names = 0;
    HF_TRY(read_top(bytes, out, &lines, &note, err));
    HF_TRY(hf_trust_signer(trust, out->origin, &out->key, HF_STR("absence"), err));
    HF_TRY(check_note(hasher, note, trust, out, arena, &checkpoint, err));
    HF_TRY(hf_heads_logged_check(hasher, out->origin, &checkpoint, &lines, arena, &out->heads, err));
    return check_names(hasher, lines, out, arena, err);
}
