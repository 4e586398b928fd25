/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/outbox.h"

#include <stdlib.h>

#include "bench/must.h"

#define HUNDRED_YEARS_MS (INT64_C(100) * 365 * 86400 * 1000)

struct hf_outbox_row outbox_row(const struct hf_leaf_row *event, size_t place, int64_t now_ms)
{
    struct hf_outbox_row row = {.recipient = {{7}},
                                .file = event->event.file,
                                .seq = event->event.seq,
                                .event = (uint32_t)place,
                                .next_ms = now_ms + HUNDRED_YEARS_MS};
    memcpy(row.token.byte, event->leaf.byte, sizeof row.token.byte);
    return row;
}

static void make_room(struct outbox *outbox, size_t count)
{
    if (outbox->room >= count)
        return;
    outbox->rows = realloc(outbox->rows, count * sizeof *outbox->rows);
    must_be(outbox->rows != NULL, "no memory");
    outbox->room = count;
}

static enum hf_rc commit(void *self, const struct hf_batch *batch, int64_t *position, struct hf_err *err)
{
    struct outbox *outbox = self;
    struct hf_batch more = *batch;
    must_be(batch->outbox_count == 0, "the desk tells somebody itself");
    make_room(outbox, batch->event_count);
    for (size_t i = 0; i < batch->event_count; i++)
        outbox->rows[i] = outbox_row(&batch->events[i], i, batch->moves[0].at_ms);
    more.outbox = outbox->rows;
    more.outbox_count = batch->event_count;
    outbox->shape = shape_of(&more);
    return outbox->under.commit(outbox->under.self, &more, position, err);
}

static enum hf_rc load(void *self, const struct hf_file_ask *asks, size_t *count, struct hf_arena *arena,
                       struct hf_file_row *out, struct hf_err *err)
{
    const struct hf_ledger *under = &((struct outbox *)self)->under;
    return under->load(under->self, asks, count, arena, out, err);
}

static enum hf_rc seen(void *self, const struct hf_seen_ask *asks, size_t count, struct hf_seen_row *out,
                       hf_row_fn house, void *context, struct hf_err *err)
{
    const struct hf_ledger *under = &((struct outbox *)self)->under;
    return under->seen(under->self, asks, count, out, house, context, err);
}

static enum hf_rc claim(void *self, const struct hf_claim_ask *ask, struct hf_arena *arena,
                        struct hf_claim *out, size_t *count, struct hf_err *err)
{
    const struct hf_ledger *under = &((struct outbox *)self)->under;
    return under->claim(under->self, ask, arena, out, count, err);
}

static enum hf_rc keep(void *self, const struct hf_keep *rows, size_t count, struct hf_err *err)
{
    const struct hf_ledger *under = &((struct outbox *)self)->under;
    return under->keep(under->self, rows, count, err);
}

static enum hf_rc ask(void *self, enum hf_question question, const struct hf_ask *parameters, hf_row_fn row,
                      void *context, struct hf_err *err)
{
    const struct hf_ledger *under = &((struct outbox *)self)->under;
    return under->ask(under->self, question, parameters, row, context, err);
}

struct hf_ledger outbox_open(struct outbox *outbox, struct hf_ledger under)
{
    *outbox = (struct outbox){.under = under};
    return (struct hf_ledger){.self = outbox,
                              .load = load,
                              .seen = seen,
                              .commit = commit,
                              .claim = claim,
                              .keep = keep,
                              .ask = ask};
}

void outbox_close(struct outbox *outbox)
{
    free(outbox->rows);
    outbox->rows = NULL;
}
