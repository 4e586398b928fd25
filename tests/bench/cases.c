/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/cases.h"

#include <stdlib.h>

#include "bench/must.h"

static void grow(struct cases *cases)
{
    cases->room = cases->room == 0 ? 1024 : 2 * cases->room;
    cases->file = realloc(cases->file, cases->room * sizeof *cases->file);
    cases->seq = realloc(cases->seq, cases->room * sizeof *cases->seq);
    must_be(cases->file != NULL && cases->seq != NULL, "no memory");
}

static enum hf_rc take(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct cases *cases = context;
    (void)err;
    if (cases->count == cases->room)
        grow(cases);
    cases->file[cases->count] = row->file.file;
    cases->seq[cases->count++] = row->file.seq;
    return HF_OK;
}

void cases_read(struct hf_ledger ledger, struct cases *out)
{
    const struct hf_ask all = {.kind = HF_FILE_CASE};
    struct hf_err err;
    *out = (struct cases){0};
    must(ledger.ask(ledger.self, HF_ASK_files_of_kind, &all, take, out, &err), &err, "the cases");
    must_be(out->count > 0, "there are no cases");
}

void cases_free(struct cases *cases)
{
    free(cases->file);
    free(cases->seq);
    *cases = (struct cases){0};
}
