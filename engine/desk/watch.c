/* SPDX-License-Identifier: Apache-2.0 */
/* Timers that have come due, as commands of the clock; checkpoints over what is durable. */
#include "desk/watch.h"

#include "casefile/due.h"
#include "desk/inside.h"
#include "desk/standstill.h"
#include "seal/note.h"
#include "seal/tree.h"

enum { HF_DUE_LEASE_MS = 30000, HF_DUE_FILES = 64 };

/* ---- timers ---- */

struct due_requests {
    struct hf_record_when when;
    struct hf_request *at;
    size_t count;
    struct hf_keep *looked;
    size_t looks;
};

static enum hf_rc take_size(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    ((struct due_requests *)context)->when.size = row->checkpoint.size;
    return HF_OK;
}

static struct hf_keep looked_at(const struct hf_record_when *when, const struct hf_id *file, int64_t due_ms)
{
    return (struct hf_keep){
        .kind = HF_KEEP_LOOKED,
        .looked = {.file = *file, .leased_ms = when->now_ms + HF_DUE_LEASE_MS, .due_ms = due_ms}};
}

/* Nothing of a file was due that can be done now: it rests until something is, unless it is only a checkpoint
 * that lacks. */
static void rest_file(const struct hf_desk *desk, const struct hf_flows *flows, const struct hf_case *c,
                      int64_t silence_ms, struct hf_arena *arena, struct due_requests *out)
{
    int64_t due_ms = hf_due_but_silence(flows, &desk->house, c, arena), now_ms = out->when.now_ms;
    if (due_ms != HF_NOTHING_DUE && due_ms <= now_ms)
        return;
    out->looked[out->looks++] =
        looked_at(&out->when, &hf_case_head(c)->file, hf_due_sooner(due_ms, silence_ms));
}

static enum hf_rc add_file(struct hf_desk *desk, const struct hf_id *file, struct hf_arena *arena,
                           struct due_requests *out, struct hf_err *err)
{
    int64_t now_ms = out->when.now_ms, silence_ms;
    const struct hf_case *c;
    struct hf_flows flows;
    const struct hf_due *due;
    size_t before = out->count;
    HF_TRY(hf_file_now(desk, file, arena, &c, &flows, err));
    size_t count = hf_due_list(&flows, &desk->house, c, arena, &due);
    for (size_t i = 0; i < count && due[i].due_ms <= now_ms && out->count < HF_BATCH_MAX; i++)
        out->at[out->count++] = (struct hf_request){
            .kind = HF_REQUEST_COMMAND, .command = hf_due_command(&flows, c, &due[i], &desk->house, arena)};
    HF_TRY(hf_record_requests(desk, &flows, c, &out->when, arena, out->at, HF_BATCH_MAX, &out->count, err));
    if (out->count > before || out->count == HF_BATCH_MAX)
        return HF_OK; /* silence once that is done */
    HF_TRY(hf_silence_requests(desk, &flows, c, now_ms, arena, out->at, HF_BATCH_MAX, &out->count,
                               &silence_ms, err));
    if (out->count == before)
        rest_file(desk, &flows, c, silence_ms, arena, out);
    return HF_OK;
}

/* A file that cannot be read must not hold up the clocks of the others; a ledger that is away holds up all.
 */
static enum hf_rc add_files(struct hf_desk *desk, const struct hf_claim *claims, size_t count,
                            struct hf_arena *arena, struct due_requests *out, struct hf_err *broken,
                            struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    if (count == 0)
        return HF_OK;
    HF_TRY(hf_house_refresh(desk, arena, err));
    HF_TRY(ledger->ask(ledger->self, HF_ASK_last_checkpoint, &(struct hf_ask){0}, take_size, out, err));
    for (size_t i = 0; i < count; i++) {
        enum hf_rc rc = add_file(desk, &claims[i].deadline.file, arena, out, err);
        if (rc == HF_UNAVAILABLE)
            return rc;
        if (rc != HF_OK)
            *broken = *err;
    }
    return HF_OK;
}

/* A timer that another one has made pointless in the same batch is refused as passed: nothing is lost; so is,
 * as stale, the news that an answer was recorded, where somebody acted on the file meanwhile: it comes again.
 * One that others were in the way of comes again: that is no failure of the ledger. Any other refusal leaves
 * a term that nobody minds. */
static bool is_stuck(const struct hf_response *response)
{
    return response->outcome == HF_REFUSED_ANSWER && response->err->word != HF_WORD_timer_passed &&
           response->err->word != HF_WORD_stale && !hf_is_crowded(response->err);
}

/* Was an answer told of, or is it to be told of again? Another one may wait behind it, and a batch that
 * leaves what is due as it was leaves the lease as well. */
static bool tells_on(const struct hf_request *request, const struct hf_response *response)
{
    bool stale = response->outcome == HF_REFUSED_ANSWER && response->err->word == HF_WORD_stale;
    return hf_str_eq(request->command.event, HF_STR("answer.recorded")) &&
           (response->outcome == HF_DONE || stale);
}

/* Files that may be looked at again at once: one request of a file tells. */
static void give_back(const struct hf_claim *claims, size_t count, const struct hf_response *out,
                      struct due_requests *requests)
{
    for (size_t i = 0; i < requests->count; i++) {
        const struct hf_request *request = &requests->at[i];
        for (size_t c = 0; c < count && tells_on(request, &out[i]); c++)
            if (hf_id_eq(&claims[c].deadline.file, &request->command.file))
                requests->looked[requests->looks++] =
                    looked_at(&requests->when, &request->command.file, claims[c].deadline.due_ms);
    }
}

enum hf_rc hf_watch_due(struct hf_desk *desk, struct hf_arena *arena, size_t *fired, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    int64_t now_ms = desk->setup.clock.wall_ms(desk->setup.clock.self);
    struct hf_claim *claims = HF_NEW(arena, struct hf_claim, HF_DUE_FILES);
    struct due_requests requests = {.when = {.now_ms = now_ms},
                                    .at = HF_NEW(arena, struct hf_request, HF_BATCH_MAX),
                                    .looked = HF_NEW(arena, struct hf_keep, HF_DUE_FILES)};
    struct hf_err broken = {.word = HF_WORD_ok};
    size_t count;
    *fired = 0;
    const struct hf_claim_ask ask = {
        .kind = HF_CLAIM_DEADLINES, .now_ms = now_ms, .lease_ms = HF_DUE_LEASE_MS, .limit = HF_DUE_FILES};
    HF_TRY(ledger->claim(ledger->self, &ask, arena, claims, &count, err));
    HF_TRY(add_files(desk, claims, count, arena, &requests, &broken, err));
    struct hf_response *out = HF_NEW(arena, struct hf_response, requests.count + 1);
    HF_TRY(hf_desk_serve(desk, requests.at, requests.count, arena, out, err));
    give_back(claims, count, out, &requests);
    if (requests.looks > 0)
        HF_TRY(ledger->keep(ledger->self, requests.looked, requests.looks, err));
    for (size_t i = 0; i < requests.count; i++) {
        *fired += out[i].outcome == HF_DONE;
        if (is_stuck(&out[i]))
            broken = *out[i].err;
    }
    if (broken.word != HF_WORD_ok)
        *err = broken;
    return broken.word == HF_WORD_ok ? HF_OK : hf_err_rc(err);
}

/* ---- checkpoints ---- */

struct growing {
    struct hf_hasher *hasher;
    const struct hf_signer *signer;
    uint64_t seen; /* its mark, before the log was read, and the root of that */
    struct hf_digest root;
    struct hf_frontier frontier;
};

static enum hf_rc take_checkpoint(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct growing *g = context;
    if (!hf_frontier_load((uint64_t)row->checkpoint.size, row->checkpoint.frontier, &g->frontier))
        return hf_fail(err, HF_WORD_checkpoint_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct growing *g = context;
    struct hf_digest leaf;
    memcpy(leaf.byte, row->leaf.at, sizeof leaf.byte);
    hf_frontier_append(g->hasher, &g->frontier, &leaf, 1);
    return g->signer->leaf(g->signer->self, &leaf, err);
}

static enum hf_rc sign(struct hf_desk *desk, const struct growing *g, struct hf_arena *arena,
                       struct hf_checkpoint_row *row, struct hf_err *err)
{
    struct hf_keys *keys = &desk->setup.keys;
    struct hf_checkpoint checkpoint = {
        .origin = desk->setup.origin, .size = g->frontier.size, .root = row->root};
    struct hf_buf text = hf_buf_in(arena, 256), note = hf_buf_in(arena, 512);
    struct hf_public_key key;
    struct hf_signature signature;
    hf_checkpoint_put(&text, &checkpoint);
    HF_TRY(g->signer->sign(g->signer->self, g->seen, &signature, err));
    HF_TRY(keys->public_key(keys->self, HF_KEY_LOG, &key, err));
    if (!hf_key_verify(&key.key, hf_buf_str(&text), &signature)) /* the key was just being replaced */
        return hf_fail(err, HF_WORD_signer_rotated, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_note_put(g->hasher, hf_buf_str(&text), desk->setup.origin, &key.key, &signature, &note);
    row->note = hf_buf_str(&note);
    return HF_OK;
}

static enum hf_rc keep(struct hf_desk *desk, const struct growing *g, struct hf_arena *arena,
                       struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_buf frontier = hf_buf_in(arena, HF_TREE_LEVELS * HF_DIGEST_SIZE);
    struct hf_keep row = {.kind = HF_KEEP_CHECKPOINT,
                          .checkpoint = {.size = (int64_t)g->frontier.size,
                                         .at_ms = desk->setup.clock.wall_ms(desk->setup.clock.self)}};
    hf_frontier_root(g->hasher, &g->frontier, &row.checkpoint.root);
    hf_frontier_save(&g->frontier, &frontier);
    row.checkpoint.frontier = hf_buf_str(&frontier);
    HF_TRY(sign(desk, g, arena, &row.checkpoint, err));
    enum hf_rc rc = ledger->keep(ledger->self, &row, 1, err);
    /* Another watcher was faster: what is there covers at least as much. */
    return rc == HF_CONFLICT ? HF_OK : rc;
}

bool hf_is_frozen(const struct hf_err *err)
{
    return err->word == HF_WORD_signer_cut || err->word == HF_WORD_signer_fork ||
           err->word == HF_WORD_signer_ahead || err->word == HF_WORD_signer_lost;
}

static bool is_mark(const struct growing *g)
{
    struct hf_digest root;
    hf_frontier_root(g->hasher, &g->frontier, &root);
    return hf_digest_eq(&root, &g->root);
}

/* The mark is asked for before the log is read: a log that then holds less was taken back. One that has not
 * grown and is another than was signed is shown all the same, so that the signer freezes. */
static enum hf_rc attest(struct hf_desk *desk, struct hf_arena *arena, int64_t *size, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct growing g = {.hasher = &desk->hasher, .signer = &desk->setup.signer};
    HF_TRY(g.signer->mark(g.signer->self, &g.seen, &g.root, err));
    HF_TRY(ledger->ask(ledger->self, HF_ASK_last_checkpoint, &(struct hf_ask){0}, take_checkpoint, &g, err));
    uint64_t signed_size = g.frontier.size;
    struct hf_ask ask = {.from = (int64_t)signed_size};
    HF_TRY(g.signer->show(g.signer->self, &g.frontier, err));
    HF_TRY(ledger->ask(ledger->self, HF_ASK_leaves, &ask, take_leaf, &g, err));
    *size = (int64_t)g.frontier.size;
    if (g.frontier.size == signed_size && g.seen == signed_size && is_mark(&g))
        return HF_OK;
    enum hf_rc rc = keep(desk, &g, arena, err);
    /* Another watcher has shown more meanwhile, and keeps what was signed for him; or the key is replaced. */
    bool comes_again =
        rc != HF_OK && (err->word == HF_WORD_signer_stale || err->word == HF_WORD_signer_rotated);
    return comes_again ? HF_OK : rc;
}

/* That it is frozen is told in the log as well; where that cannot be done now, it is the next time. */
enum hf_rc hf_watch_checkpoint(struct hf_desk *desk, struct hf_arena *arena, int64_t *size,
                               struct hf_err *err)
{
    struct hf_err untold;
    enum hf_rc rc = attest(desk, arena, size, err);
    if (rc != HF_OK && hf_is_frozen(err))
        (void)hf_standstill_begin(desk, err, arena, &untold);
    return rc;
}
