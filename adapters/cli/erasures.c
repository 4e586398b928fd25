/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/erasures.h"

#include "keys/journal.h"

struct settling {
    struct hf_seat *seat;
    int64_t lines, carried_out;
};

static enum hf_rc count_line(void *context, const struct hf_erased_line *line, struct hf_err *err)
{
    struct settling *s = context;
    (void)line;
    (void)err;
    s->lines++;
    return HF_OK;
}

static enum hf_rc forget_line(void *context, const struct hf_erased_line *line, struct hf_err *err)
{
    struct settling *s = context;
    const struct hf_keep forget = {.kind = HF_FORGET, .forget = line->what};
    return s->seat->ledger.keep(s->seat->ledger.self, &forget, 1, err);
}

static enum hf_rc take_count(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct settling *s = context;
    (void)err;
    s->carried_out = row->figures[0];
    return HF_OK;
}

static enum hf_rc behind(const struct settling *s, struct hf_err *err)
{
    char text[2][24];
    struct hf_buf lines = HF_BUF(text[0]), carried_out = HF_BUF(text[1]);
    hf_buf_put_i64(&lines, s->lines);
    hf_buf_put_i64(&carried_out, s->carried_out);
    return hf_fail(err, HF_WORD_journal_behind, HF_STR_NONE, hf_buf_str(&lines), hf_buf_str(&carried_out));
}

enum hf_rc hf_erasures_settle(struct hf_seat *seat, int64_t *again, struct hf_err *err)
{
    struct settling s = {.seat = seat};
    *again = 0;
    /* The journal last: it only grows, and a line is there before what it tells is carried out. */
    HF_TRY(seat->ledger.ask(seat->ledger.self, HF_ASK_erased, &(struct hf_ask){0}, take_count, &s, err));
    HF_TRY(hf_erased_each(seat->state, &seat->hasher, count_line, &s, err));
    if (s.lines == s.carried_out)
        return HF_OK;
    if (s.lines < s.carried_out)
        return behind(&s, err);
    *again = s.lines - s.carried_out;
    return hf_erased_each(seat->state, &seat->hasher, forget_line, &s, err);
}
