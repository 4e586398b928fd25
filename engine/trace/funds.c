/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/funds.h"

enum { ROWS = 65536 };

enum hf_rc hf_trace_find_method(struct hf_str name, const struct hf_trace_method **out, struct hf_err *err)
{
    char text[HF_ERR_ARG_MAX];
    struct hf_buf known = HF_BUF(text);
    *out = hf_trace_method_find(name);
    if (*out != NULL)
        return HF_OK;
    hf_trace_method_list(&known);
    return hf_fail(err, HF_WORD_trace_method, HF_STR("--method"), name, hf_buf_str(&known));
}

bool hf_trace_is_json(struct hf_str text)
{
    size_t at = 0;
    while (at < text.len &&
           (text.at[at] == ' ' || text.at[at] == '\n' || text.at[at] == '\r' || text.at[at] == '\t'))
        at++;
    return at < text.len && (text.at[at] == '{' || text.at[at] == '[');
}

static enum hf_rc read_csv(const struct hf_trace_source *source, const struct hf_trace_ask *ask,
                           struct hf_trace_room *room, struct hf_trace_ledger *out, struct hf_err *err)
{
    struct hf_trace_map map;
    struct hf_trace_csv csv;
    if (ask->case_id.len > 0)
        return hf_fail(err, HF_WORD_trace_csv_case, source->file, ask->case_id, HF_STR_NONE);
    HF_TRY(hf_trace_map_read(ask->map, &map, err));
    HF_TRY(hf_trace_csv_open(&csv, *source, ask->map.len > 0 ? &map : NULL, room, out, err));
    while (!csv.done)
        HF_TRY(hf_trace_csv_step(&csv, ROWS, err));
    return HF_OK;
}

enum hf_rc hf_trace_read(const struct hf_trace_source *source, const struct hf_trace_ask *ask,
                         struct hf_trace_room *room, struct hf_trace_ledger *out, struct hf_err *err)
{
    if (hf_trace_is_json(source->text))
        return hf_trace_read_json(*source, ask->case_id, room, out, err);
    return read_csv(source, ask, room, out, err);
}

static enum hf_rc answer(const struct hf_trace_ledger *ledger, const struct hf_trace_choice *choice,
                         struct hf_arena *arena, struct hf_buf *out, struct hf_err *err)
{
    struct hf_trace_answer answer;
    HF_TRY(hf_trace_answer_begin(&answer, ledger, choice, false, arena, err));
    while (answer.stage != HF_TRACE_ANSWERED)
        HF_TRY(hf_trace_answer_step(&answer, ROWS, out, err));
    return HF_OK;
}

enum hf_rc hf_trace_funds(struct hf_str text, const struct hf_trace_ask *ask, struct hf_arena *arena,
                          struct hf_buf *out, struct hf_err *err)
{
    struct hf_trace_source source = {.file = ask->file, .text = text};
    struct hf_trace_choice choice = ask->choice;
    struct hf_trace_room room = hf_trace_room_of(arena);
    struct hf_trace_ledger ledger;
    size_t len = out->len;
    HF_TRY(hf_trace_find_method(ask->method, &choice.method, err));
    HF_TRY(hf_trace_read(&source, ask, &room, &ledger, err));
    enum hf_rc rc = answer(&ledger, &choice, &room.scratch, out, err);
    if (rc != HF_OK)
        out->len = len;
    return rc;
}
