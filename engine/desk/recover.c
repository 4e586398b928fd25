/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/recover.h"

#include "casefile/own_key.h"
#include "desk/inside.h"
#include "proof/verify.h"
#include "seal/ids.h"
#include "seal/token.h"

enum { SCRATCH = 16 << 20 };

struct looking {
    struct hf_desk *desk;
    struct hf_arena *arena, scratch;
    struct hf_log_keys keys;
    struct hf_subjects *subjects;
    hf_copy_fn found;
    void *context;
    struct hf_err *err;
};

static enum hf_rc foreign(const struct looking *l)
{
    return hf_fail(l->err, HF_WORD_recover_foreign, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc tell(struct looking *l, const struct hf_copy *copy)
{
    return l->found(l->context, copy, l->err);
}

/* ---- checkpoints ---- */

static enum hf_rc look_checkpoint(struct looking *l, const struct hf_note *note)
{
    struct hf_str origin = l->desk->setup.origin;
    struct hf_checkpoint said;
    struct hf_err unread;
    uint64_t count;
    bool same;
    if (hf_checkpoint_read(note->text, &said, &unread) != HF_OK || !hf_str_eq(said.origin, origin) ||
        hf_log_keys_verify(&l->desk->hasher, &l->keys, note, origin, said.size, &unread) != HF_OK)
        return foreign(l);
    HF_TRY(hf_desk_had(l->desk, &said, &same, &count, l->err));
    const struct hf_copy copy = {.kind = HF_COPY_CHECKPOINT,
                                 .standing = same                ? HF_COPY_HELD
                                             : count < said.size ? HF_COPY_LOST
                                                                 : HF_COPY_DIFFERS,
                                 .number = said.size,
                                 .at_ms = -1};
    return tell(l, &copy);
}

/* ---- to which case a message belongs ---- */

static enum hf_rc take_thread(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    *(struct hf_id *)context = row->thread.file;
    return HF_OK;
}

/* By its thread; where that was lost as well, by what it is about. */
static enum hf_rc find_file(struct looking *l, const struct hf_set *set, struct hf_id *out)
{
    struct hf_ledger *ledger = &l->desk->setup.ledger;
    struct hf_ask ask = {.to = 0};
    *out = (struct hf_id){{0}};
    if (hf_id_read(set->txn, &ask.id))
        HF_TRY(ledger->ask(ledger->self, HF_ASK_thread, &ask, take_thread, out, l->err));
    return hf_id_is_zero(out) ? hf_subjects_find(l->desk, l->subjects, set->sub_id, l->arena, out, l->err)
                              : HF_OK;
}

/* ---- messages ---- */

struct kept {
    struct hf_hasher *hasher;
    struct hf_digest digest;
    bool found, same;
};

static enum hf_rc take_token(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct kept *kept = context;
    struct hf_digest digest;
    (void)err;
    hf_token_digest(kept->hasher, row->token.bytes, &digest);
    kept->found = true;
    kept->same = kept->same || hf_digest_eq(&digest, &kept->digest);
    return HF_OK;
}

/* Also inside one that was sent encrypted. */
static enum hf_rc standing_of(struct looking *l, const struct hf_id *id, struct hf_str token,
                              enum hf_copy_standing *out)
{
    struct hf_ledger *ledger = &l->desk->setup.ledger;
    struct hf_hasher *hasher = &l->desk->hasher;
    struct kept kept = {.hasher = hasher};
    struct hf_ask ask = {.id = *id};
    hf_token_digest(hasher, token, &kept.digest);
    HF_TRY(ledger->ask(ledger->self, HF_ASK_token, &ask, take_token, &kept, l->err));
    ask.id = hf_inner_token_id(hasher, id);
    if (kept.found && !kept.same)
        HF_TRY(ledger->ask(ledger->self, HF_ASK_token, &ask, take_token, &kept, l->err));
    *out = !kept.found ? HF_COPY_LOST : kept.same ? HF_COPY_HELD : HF_COPY_DIFFERS;
    return HF_OK;
}

static bool is_by_us(struct looking *l, const struct hf_token *token)
{
    struct hf_hasher *hasher = &l->desk->hasher;
    struct hf_keys *keys = &l->desk->setup.keys;
    const struct hf_own_key *own;
    struct hf_public_key first;
    struct hf_err unread;
    size_t count = hf_own_keys(&l->desk->house, l->desk->setup.house, l->arena, &own);
    for (size_t i = 0; i < count; i++)
        if (hf_token_verify_by(hasher, token, &own[i].key, &unread) == HF_OK)
            return true;
    return keys->public_key(keys->self, HF_KEY_NOTICE, &first, &unread) == HF_OK &&
           hf_token_verify(hasher, token, &first.key, &unread) == HF_OK;
}

static bool is_ours(struct looking *l, struct hf_str issuer)
{
    struct hf_keys *keys = &l->desk->setup.keys;
    struct hf_public_key first;
    struct hf_err unread;
    return keys->public_key(keys->self, HF_KEY_NOTICE, &first, &unread) == HF_OK &&
           hf_str_eq(first.issuer, issuer);
}

/* The checkpoint that rides along is ours as well; one that is not says nothing. */
static enum hf_rc look_along(struct looking *l, const struct hf_set *set)
{
    struct hf_str text = hf_json_text(&set->content, HF_STR("checkpoint"));
    struct hf_note *note = HF_NEW(l->arena, struct hf_note, 1);
    struct hf_err unread;
    if (hf_note_read(text, note, &unread) != HF_OK)
        return HF_OK;
    enum hf_rc rc = look_checkpoint(l, note);
    return rc != HF_OK && l->err->word == HF_WORD_recover_foreign ? HF_OK : rc;
}

static enum hf_rc look_message(struct looking *l, struct hf_str compact, const struct hf_token *token,
                               const struct hf_set *set)
{
    bool ours = is_ours(l, set->iss);
    struct hf_copy copy = {.kind = ours ? HF_COPY_NOTICE : HF_COPY_ANSWER,
                           .what = set->event,
                           .name = set->jti,
                           .whose = ours ? set->aud : set->iss,
                           .at_ms = set->iat_s * 1000,
                           .token = compact};
    const struct hf_json *seq = HF_JSON_GET(&set->content, "seq");
    struct hf_id id = hf_answer_command_id(&l->desk->hasher, set->iss, set->jti);
    if (ours && (!is_by_us(l, token) || !hf_id_read_uuid(set->jti, &id)))
        return foreign(l);
    if (seq != NULL && seq->kind == HF_JSON_INT && seq->is.integer > 0)
        copy.number = (uint64_t)seq->is.integer;
    HF_TRY(standing_of(l, &id, compact, &copy.standing));
    HF_TRY(find_file(l, set, &copy.file));
    HF_TRY(tell(l, &copy));
    return look_along(l, set);
}

static bool read_message(struct looking *l, struct hf_str compact, struct hf_token *token, struct hf_set *set)
{
    struct hf_err unread;
    return hf_token_read(l->arena, compact, token, &unread) == HF_OK &&
           hf_set_read(l->arena, token->payload, set, &unread) == HF_OK;
}

/* ---- bundles ---- */

struct chain { /* what is here of the file */
    struct hf_hasher *hasher;
    struct hf_arena *arena;
    struct hf_digest *commitment;
    size_t count, room;
};

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct chain *c = context;
    (void)err;
    c->commitment = hf_arena_room(c->arena, c->commitment, c->count, &c->room, sizeof *c->commitment);
    hf_chain_commit(c->hasher, &row->event.blind, row->event.header, &c->commitment[c->count++]);
    return HF_OK;
}

static enum hf_rc look_event(struct looking *l, const struct chain *here, const struct hf_bundle_claim *claim,
                             uint32_t seq, const struct hf_bundle_event *event)
{
    struct hf_copy copy = {.kind = HF_COPY_EVENT,
                           .standing = seq > here->count ? HF_COPY_LOST : HF_COPY_HELD,
                           .number = seq,
                           .name = claim->name,
                           .at_ms = -1,
                           .file = claim->file};
    struct hf_digest commitment = event->commitment;
    struct hf_fact fact;
    if (event->shown) {
        hf_arena_reset(&l->scratch, 0);
        HF_TRY(hf_fact_read(event->header, event->payload, &l->scratch, &fact, l->err));
        hf_chain_commit(&l->desk->hasher, &event->blind, event->header, &commitment);
        copy.what = fact.header.act;
        copy.at_ms = fact.header.recorded_at_ms;
    }
    if (seq <= here->count && !hf_digest_eq(&here->commitment[seq - 1], &commitment))
        copy.standing = HF_COPY_DIFFERS;
    return copy.standing == HF_COPY_HELD ? HF_OK : tell(l, &copy);
}

static enum hf_rc look_events(struct looking *l, const struct hf_bundle *bundle)
{
    struct hf_ledger *ledger = &l->desk->setup.ledger;
    struct hf_ask ask = {.id = bundle->claim.file, .from = 1, .to = INT32_MAX};
    struct chain here = {.hasher = &l->desk->hasher, .arena = l->arena};
    struct hf_str lines = bundle->part[HF_BUNDLE_events];
    struct hf_bundle_event event;
    HF_TRY(ledger->ask(ledger->self, HF_ASK_events_of_file, &ask, take_event, &here, l->err));
    for (uint32_t seq = 1; hf_bundle_event_next(&lines, &event); seq++)
        HF_TRY(look_event(l, &here, &bundle->claim, seq, &event));
    return HF_OK;
}

static enum hf_rc look_messages(struct looking *l, const struct hf_bundle *bundle)
{
    struct hf_str lines = bundle->part[HF_BUNDLE_messages];
    struct hf_bundle_message message;
    struct hf_token token;
    struct hf_set set;
    while (hf_bundle_message_next(&lines, &message))
        if (read_message(l, message.token, &token, &set))
            HF_TRY(look_message(l, message.token, &token, &set));
    return HF_OK;
}

static bool is_our_key(const struct looking *l, const struct hf_public *key)
{
    for (size_t i = 0; i < l->keys.count; i++)
        if (memcmp(l->keys.at[i].key.byte, key->byte, sizeof key->byte) == 0)
            return true;
    return false;
}

static enum hf_rc look_bundle(struct looking *l, struct hf_str bytes)
{
    struct hf_bundle *bundle = HF_NEW(l->arena, struct hf_bundle, 1);
    struct hf_bundle_verdict *verdict = HF_NEW(l->arena, struct hf_bundle_verdict, 1);
    struct hf_note *note = HF_NEW(l->arena, struct hf_note, 1);
    HF_TRY(hf_bundle_open(&l->desk->hasher, bytes, l->arena, bundle, l->err));
    const struct hf_bundle_check check = {.hasher = &l->desk->hasher,
                                          .bundle = bundle,
                                          .house = l->desk->setup.house,
                                          .arena = l->arena,
                                          .scratch = &l->scratch,
                                          .to_ms = INT64_MAX};
    HF_TRY(hf_bundle_verify(&check, verdict, l->err));
    if (!hf_str_eq(bundle->claim.origin, l->desk->setup.origin) || !is_our_key(l, &bundle->claim.key))
        return foreign(l);
    HF_TRY(hf_note_read(bundle->part[HF_BUNDLE_checkpoint], note, l->err));
    HF_TRY(look_checkpoint(l, note));
    HF_TRY(look_events(l, bundle));
    return look_messages(l, bundle);
}

/* ---- all of it ---- */

static enum hf_rc look(struct looking *l, struct hf_str bytes)
{
    struct hf_note *note = HF_NEW(l->arena, struct hf_note, 1);
    struct hf_str compact = hf_str_trim(bytes);
    struct hf_token token;
    struct hf_set set;
    struct hf_err unread;
    if (hf_str_begins(bytes, HF_STR("manifest\0")))
        return look_bundle(l, bytes);
    if (hf_note_read(bytes, note, &unread) == HF_OK)
        return look_checkpoint(l, note);
    if (read_message(l, compact, &token, &set))
        return look_message(l, compact, &token, &set);
    return hf_fail(l->err, HF_WORD_recover_form, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

enum hf_rc hf_recover_look(struct hf_desk *desk, struct hf_str bytes, struct hf_subjects *subjects,
                           struct hf_arena *arena, hf_copy_fn found, void *context, struct hf_err *err)
{
    struct looking *l = HF_NEW(arena, struct looking, 1);
    *l = (struct looking){
        .desk = desk, .arena = arena, .subjects = subjects, .found = found, .context = context, .err = err};
    hf_arena_init(&l->scratch, hf_arena_take(arena, SCRATCH, 16, 1), SCRATCH);
    HF_TRY(hf_house_refresh(desk, arena, err));
    HF_TRY(hf_desk_log_keys(desk, &l->keys, err));
    return look(l, bytes);
}

enum hf_rc hf_recover_keep(struct hf_desk *desk, const struct hf_copy *copy, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_token_row row = {.bytes = copy->token};
    int64_t position;
    if (!hf_id_read_uuid(copy->name, &row.id))
        return hf_fail(err, HF_WORD_recover_form, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    const struct hf_batch batch = {.tokens = &row, .token_count = 1};
    return ledger->commit(ledger->self, &batch, &position, err);
}
