/* SPDX-License-Identifier: Apache-2.0 */
#include "seal/submission.h"

#include "base/code.h"

enum { PROOF_LINES = 63 };

void hf_submission_put(struct hf_buf *out, const struct hf_submission *submission)
{
    hf_buf_put(out, HF_STR("old "));
    hf_buf_put_padded(out, submission->old, 1);
    hf_buf_put_char(out, '\n');
    for (size_t i = 0; i < submission->proof.count; i++) {
        hf_b64_put(out, submission->proof.step[i].byte, HF_DIGEST_SIZE);
        hf_buf_put_char(out, '\n');
    }
    hf_buf_put_char(out, '\n');
    hf_buf_put(out, submission->note);
}

static bool read_old(struct hf_str line, uint64_t *out)
{
    int64_t size = -1;
    if (!hf_str_begins(line, HF_STR("old ")) || !hf_str_i64(hf_str_part(line, 4, line.len), &size) ||
        size < 0)
        return false;
    *out = (uint64_t)size;
    return true;
}

static bool read_proof(struct hf_str *body, struct hf_path *out)
{
    out->count = 0;
    while (body->len > 0) {
        struct hf_str line = hf_str_cut(body, '\n');
        if (line.len == 0)
            return true;
        if (out->count == PROOF_LINES || !hf_b64_read(line, out->step[out->count].byte, HF_DIGEST_SIZE))
            return false;
        out->count++;
    }
    return false;
}

enum hf_rc hf_submission_read(struct hf_str body, struct hf_submission *out, struct hf_err *err)
{
    struct hf_submission read = {.old = 0};
    if (!read_old(hf_str_cut(&body, '\n'), &read.old) || !read_proof(&body, &read.proof) || body.len == 0)
        return hf_fail(err, HF_WORD_submission_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    read.note = body;
    *out = read;
    return HF_OK;
}

/* ---- what it is worth ---- */

static enum hf_witness_answer judge_signer(struct hf_hasher *hasher, const struct hf_policy *logs,
                                           const struct hf_note *note, struct hf_str origin)
{
    enum hf_witness_answer answer = HF_WITNESS_UNKNOWN;
    struct hf_err unsigned_by;
    for (size_t i = 0; i < logs->logs; i++) {
        const struct hf_policy_log *log = &logs->log[i];
        if (!hf_str_eq(log->name, origin))
            continue;
        answer = HF_WITNESS_UNSIGNED;
        if (hf_note_verify(hasher, note, log->name, &log->key, &unsigned_by) == HF_OK)
            return HF_WITNESS_COSIGNS;
    }
    return answer;
}

enum hf_witness_answer hf_witness_read(struct hf_hasher *hasher, const struct hf_policy *logs,
                                       struct hf_str body, struct hf_submission *submission,
                                       struct hf_note *note, struct hf_checkpoint *checkpoint)
{
    struct hf_err unread;
    if (hf_submission_read(body, submission, &unread) != HF_OK ||
        hf_note_read(submission->note, note, &unread) != HF_OK ||
        hf_checkpoint_read_extended(note->text, checkpoint, &unread) != HF_OK)
        return HF_WITNESS_CANNOT_READ;
    return judge_signer(hasher, logs, note, checkpoint->origin);
}

static enum hf_witness_answer judge_same(const struct hf_witnessed *last,
                                         const struct hf_submission *submission,
                                         const struct hf_checkpoint *checkpoint)
{
    if (!hf_digest_eq(&last->root, &checkpoint->root))
        return HF_WITNESS_CONFLICT;
    return submission->proof.count == 0 ? HF_WITNESS_COSIGNS : HF_WITNESS_BROKEN;
}

enum hf_witness_answer hf_witness_judge(struct hf_hasher *hasher, const struct hf_witnessed *last,
                                        const struct hf_submission *submission,
                                        const struct hf_checkpoint *checkpoint)
{
    struct hf_err broken;
    if (submission->old > checkpoint->size)
        return HF_WITNESS_CANNOT_READ;
    if (submission->old != last->size)
        return HF_WITNESS_CONFLICT;
    if (last->size == 0)
        return submission->proof.count == 0 && checkpoint->size > 0 ? HF_WITNESS_COSIGNS : HF_WITNESS_BROKEN;
    if (last->size == checkpoint->size)
        return judge_same(last, submission, checkpoint);
    return hf_tree_extends(hasher, last->size, &last->root, checkpoint->size, &checkpoint->root,
                           &submission->proof, &broken) == HF_OK
               ? HF_WITNESS_COSIGNS
               : HF_WITNESS_BROKEN;
}

static bool is_line_of(struct hf_hasher *hasher, struct hf_str text, const struct hf_note_line *line,
                       const struct hf_cosigner *witness)
{
    const struct hf_note alone = {.text = text, .line = {*line}, .lines = 1};
    int64_t time_s;
    return hf_cosigned(hasher, &alone, witness, &time_s) == HF_COSIGNED_HOLDS;
}

/* Both are read as one note, so that what came is no note of its own with another text. */
enum hf_rc hf_witness_line(struct hf_hasher *hasher, struct hf_arena *arena, struct hf_str note,
                           struct hf_str answer, const struct hf_cosigner *witness, struct hf_buf *out,
                           struct hf_err *err)
{
    struct hf_buf both = hf_buf_in(arena, note.len + answer.len + 1);
    struct hf_note *asked = HF_NEW(arena, struct hf_note, 1), *said = HF_NEW(arena, struct hf_note, 1);
    struct hf_err unread;
    HF_TRY(hf_note_read(note, asked, err));
    hf_buf_put(&both, note);
    hf_buf_put(&both, answer);
    bool reads =
        hf_note_read(hf_buf_str(&both), said, &unread) == HF_OK && hf_str_eq(said->text, asked->text);
    for (size_t i = asked->lines; reads && i < said->lines; i++)
        if (is_line_of(hasher, said->text, &said->line[i], witness)) {
            hf_note_line_again(out, &said->line[i]);
            return HF_OK;
        }
    return hf_fail(err, HF_WORD_cosignature_broken, HF_STR_NONE, witness->name, HF_STR_NONE);
}
