/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/poll.h"

#include "desk/classes.h"
#include "desk/inside.h"

static int64_t now_of(const struct hf_desk *desk)
{
    return desk->setup.clock.wall_ms(desk->setup.clock.self);
}

/* ---- settling ---- */

/* What each fault of a receiver means; what is not named here is for good. */
static const struct {
    struct hf_str fault, class_name;
} faults[] = {
    {HF_STR_INIT(""), HF_STR_INIT(HF_CLASS_RECEIVED)},
    {HF_STR_INIT("invalid_key"), HF_STR_INIT(HF_CLASS_KEY_CACHE)},
    {HF_STR_INIT("authentication_failed"), HF_STR_INIT(HF_CLASS_CREDENTIALS)},
    {HF_STR_INIT("access_denied"), HF_STR_INIT(HF_CLASS_CREDENTIALS)},
};

static struct hf_str class_of(struct hf_str fault)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
        if (hf_str_eq(faults[i].fault, fault))
            return faults[i].class_name;
    return HF_STR(HF_CLASS_PERMANENT);
}

/* "invalid_key: the key is not known here", as the log of attempts keeps it. */
static struct hf_str remark(const struct hf_poll_said *said, struct hf_arena *arena)
{
    struct hf_buf out = hf_buf_in(arena, said->fault.len + said->description.len + 4);
    hf_buf_put(&out, said->fault);
    hf_buf_put(&out, said->description.len > 0 ? HF_STR(": ") : HF_STR_NONE);
    hf_buf_put(&out, said->description);
    return hf_buf_str(&out);
}

struct standing {
    struct hf_arena *arena;
    struct hf_claim *at;
    size_t count;
};

static enum hf_rc take_standing(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct standing *standing = context;
    (void)err;
    standing->at[standing->count++] =
        (struct hf_claim){.outbox = row->delivery.outbox,
                          .attempts = row->delivery.attempt,
                          .since_ms = row->delivery.since_ms,
                          .token = hf_arena_keep(standing->arena, row->token.bytes)};
    return HF_OK;
}

static const struct hf_poll_said *said_of(const struct hf_poll_said *said, size_t count,
                                          const struct hf_id *token)
{
    for (size_t i = 0; i < count; i++)
        if (hf_id_eq(&said[i].jti, token))
            return &said[i];
    return NULL;
}

static struct hf_parcel_result result_of(const struct hf_claim *claim, const struct hf_poll_said *said,
                                         int64_t now_ms, struct hf_arena *arena)
{
    int64_t leased_ms = claim->outbox.next_ms - HF_POLL_LEASE_MS;
    return (struct hf_parcel_result){.start_ms = leased_ms > 0 ? leased_ms : now_ms,
                                     .end_ms = now_ms,
                                     .status = 200,
                                     .retry_after_ms = -1,
                                     .class_name = class_of(said->fault),
                                     .said = remark(said, arena)};
}

enum hf_rc hf_poll_settle(struct hf_desk *desk, const struct hf_stream *stream,
                          const struct hf_poll_said *said, size_t count, struct hf_arena *arena,
                          struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_id *tokens = HF_NEW(arena, struct hf_id, count + 1);
    size_t asked = 0;
    for (size_t i = 0; i < count; i++)
        if (said_of(said, i, &said[i].jti) == NULL) /* what is said twice counts as it was said first */
            tokens[asked++] = said[i].jti;
    struct standing standing = {.arena = arena, .at = HF_NEW(arena, struct hf_claim, count + 1)};
    struct hf_ask ask = {.id = stream->id, .files = tokens, .count = asked};
    if (asked == 0)
        return HF_OK;
    HF_TRY(ledger->ask(ledger->self, HF_ASK_shelved, &ask, take_standing, &standing, err));
    struct hf_parcel_result *results = HF_NEW(arena, struct hf_parcel_result, standing.count + 1);
    for (size_t i = 0; i < standing.count; i++)
        results[i] = result_of(&standing.at[i], said_of(said, count, &standing.at[i].outbox.token),
                               now_of(desk), arena);
    return hf_dispatch_fetched(desk, standing.at, results, standing.count, arena, err);
}

/* ---- fetching ---- */

/* Of a stream that does not flow: what is addressed to itself. */
struct hf_poll_wait hf_poll_wait_for(const struct hf_stream *stream)
{
    struct hf_poll_wait wait = {.shelf = stream->id};
    if (stream->status != HF_STREAM_ENABLED)
        wait.recipient = stream->id;
    return wait;
}

enum hf_rc hf_poll_fetch(struct hf_desk *desk, const struct hf_stream *stream, size_t most,
                         struct hf_arena *arena, struct hf_claim *out, size_t *count, bool *more,
                         struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_poll_wait wait = hf_poll_wait_for(stream);
    const struct hf_claim_ask ask = {.kind = HF_CLAIM_SHELF,
                                     .now_ms = now_of(desk),
                                     .lease_ms = HF_POLL_LEASE_MS,
                                     .limit = most < HF_POLL_MOST ? most : HF_POLL_MOST,
                                     .shelf = wait.shelf,
                                     .recipient = wait.recipient};
    *count = 0;
    if (most > 0)
        HF_TRY(ledger->claim(ledger->self, &ask, arena, out, count, err));
    *more = false;
    return *count < ask.limit ? HF_OK : hf_poll_due(desk, &wait, 1, arena, more, err);
}

struct due {
    const struct hf_id *shelves;
    size_t count;
    bool *is_due;
};

static enum hf_rc take_due(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct due *due = context;
    (void)err;
    for (size_t i = 0; i < due->count; i++)
        due->is_due[i] = due->is_due[i] || hf_id_eq(&due->shelves[i], &row->file.file);
    return HF_OK;
}

enum hf_rc hf_poll_due(struct hf_desk *desk, const struct hf_poll_wait *waits, size_t count,
                       struct hf_arena *arena, bool *is_due, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_id *shelves = HF_NEW(arena, struct hf_id, count + 1),
                 *recipients = HF_NEW(arena, struct hf_id, count + 1);
    for (size_t i = 0; i < count; i++) {
        shelves[i] = waits[i].shelf;
        recipients[i] = waits[i].recipient;
        is_due[i] = false;
    }
    struct due due = {shelves, count, is_due};
    struct hf_ask ask = {.files = shelves, .subjects = recipients, .count = count, .from = now_of(desk)};
    return count == 0 ? HF_OK : ledger->ask(ledger->self, HF_ASK_shelves_due, &ask, take_due, &due, err);
}
