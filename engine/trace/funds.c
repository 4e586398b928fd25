/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/funds.h"

#include "trace/answer.h"
#include "trace/read.h"

static enum hf_rc find_method(struct hf_str name, const struct hf_trace_method **out, struct hf_err *err)
{
    char text[HF_ERR_ARG_MAX];
    struct hf_buf known = HF_BUF(text);
    *out = hf_trace_method_find(name);
    if (*out != NULL)
        return HF_OK;
    hf_trace_method_list(&known);
    return hf_fail(err, HF_WORD_trace_method, HF_STR("--method"), name, hf_buf_str(&known));
}

static bool looks_like_json(struct hf_str text)
{
    size_t at = 0;
    while (at < text.len &&
           (text.at[at] == ' ' || text.at[at] == '\n' || text.at[at] == '\r' || text.at[at] == '\t'))
        at++;
    return at < text.len && (text.at[at] == '{' || text.at[at] == '[');
}

static enum hf_rc read_ledger(const struct hf_trace_source *source, struct hf_str case_id,
                              struct hf_arena *arena, struct hf_trace_ledger *out, struct hf_err *err)
{
    if (source->text.len > UINT32_MAX)
        return hf_fail(err, HF_WORD_too_large, source->file, HF_STR("this text"), HF_STR("4 GiB"));
    if (looks_like_json(source->text))
        return hf_trace_read_json(*source, case_id, arena, out, err);
    if (case_id.len > 0)
        return hf_fail(err, HF_WORD_trace_csv_case, source->file, case_id, HF_STR_NONE);
    return hf_trace_read_csv(*source, arena, out, err);
}

enum hf_rc hf_trace_funds(struct hf_str text, const struct hf_trace_ask *ask, struct hf_arena *arena,
                          struct hf_buf *out, struct hf_err *err)
{
    struct hf_trace_source source = {.file = ask->file, .text = text};
    const struct hf_trace_method *method;
    struct hf_trace_ledger ledger;
    struct hf_trace_result result;
    HF_TRY(find_method(ask->method, &method, err));
    HF_TRY(read_ledger(&source, ask->case_id, arena, &ledger, err));
    HF_TRY(hf_trace_run(&ledger, method, arena, &result, err));
    return hf_trace_answer(&result, arena, out, err);
}
