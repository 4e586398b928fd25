/* SPDX-License-Identifier: Apache-2.0 */
#include "proof/absence.h"

#include "proof/check.h"

#define FIRST_LINE HF_STR("holdfast/absence/v1\n")

bool hf_absence_is(struct hf_str bytes)
{
    return hf_str_begins(bytes, FIRST_LINE);
}

/* The list of keys as it is written elsewhere, under another first line. */
void hf_absence_put(struct hf_buf *out, struct hf_str origin, const struct hf_log_keys *keys)
{
    char room[HF_LOG_KEYS_TEXT_MAX];
    struct hf_buf list = HF_BUF(room);
    hf_log_keys_put(origin, keys, &list);
    hf_buf_put(out, FIRST_LINE);
    hf_buf_put(out, hf_str_part(hf_buf_str(&list), HF_LOG_KEYS_TITLE.len, list.len));
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

/* Origin and keys; the heads begin with a brace. */
static struct hf_str cut_keys(struct hf_str *lines)
{
    struct hf_str all = *lines;
    hf_str_cut(lines, '\n');
    while (lines->len > 0 && lines->at[0] != '{')
        hf_str_cut(lines, '\n');
    return hf_str_part(all, 0, all.len - lines->len);
}

static enum hf_rc read_keys(struct hf_str list, struct hf_arena *arena, struct hf_absence *out,
                            struct hf_err *err)
{
    struct hf_buf text = hf_buf_in(arena, list.len + HF_LOG_KEYS_TITLE.len);
    struct hf_str rest = list;
    out->origin = hf_str_cut(&rest, '\n');
    if (!hf_note_name_ok(out->origin))
        return no_form(err);
    hf_buf_put(&text, HF_LOG_KEYS_TITLE);
    hf_buf_put(&text, list);
    return hf_log_keys_read(hf_buf_str(&text), out->origin, &out->keys, err);
}

static enum hf_rc read_top(struct hf_str bytes, struct hf_arena *arena, struct hf_absence *out,
                           struct hf_str *lines, struct hf_str *note, struct hf_err *err)
{
    if (!hf_absence_is(bytes) || !cut_apart(bytes, lines, note))
        return no_form(err);
    hf_str_cut(lines, '\n');
    return read_keys(cut_keys(lines), arena, out, err);
}

static enum hf_rc check_note(struct hf_hasher *hasher, struct hf_str bytes, const struct hf_policy *trust,
                             struct hf_absence *out, struct hf_arena *arena, struct hf_checkpoint *checkpoint,
                             struct hf_err *err)
{
    struct hf_note *note = HF_NEW(arena, struct hf_note, 1);
    struct hf_err why;
    if (hf_note_read(bytes, note, &why) != HF_OK ||
        hf_checkpoint_read(note->text, checkpoint, &why) != HF_OK ||
        !hf_str_eq(checkpoint->origin, out->origin))
        return hf_fail(err, HF_WORD_bundle_checkpoint, HF_STR("checkpoint"), HF_STR_NONE, HF_STR_NONE);
    out->signed_size = checkpoint->size;
    if (hf_log_keys_verify(hasher, &out->keys, note, out->origin, checkpoint->size, &why) != HF_OK)
        return hf_fail(err, why.word, HF_STR("checkpoint"), hf_str_of(why.arg[0]), HF_STR_NONE);
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
    HF_TRY(read_top(bytes, arena, out, &lines, &note, err));
    HF_TRY(hf_trust_keys(trust, out->origin, &out->keys, HF_STR("absence"), err));
    HF_TRY(check_note(hasher, note, trust, out, arena, &checkpoint, err));
    HF_TRY(hf_heads_logged_check(hasher, out->origin, &checkpoint, &lines, arena, &out->heads, err));
    return check_names(hasher, lines, out, arena, err);
}
