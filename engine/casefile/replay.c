/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/replay.h"

void hf_replay_begin(struct hf_replay *replay, struct hf_hasher *hasher, struct hf_str origin,
                     const struct hf_id *file, enum hf_file_kind kind, const struct hf_flow *house,
                     struct hf_arena *arena, struct hf_arena *scratch)
{
    *replay =
        (struct hf_replay){.hasher = hasher, .flows = {.house = house}, .origin = origin, .scratch = scratch};
    hf_chain_start(hasher, origin, file, &replay->link);
    replay->c = hf_case_new(arena, file, kind, &replay->link);
}

static enum hf_rc find(const struct hf_replay *replay, const struct hf_digest *digest, struct hf_str where,
                       const struct hf_flow **out, struct hf_err *err)
{
    char text[HF_DIGEST_TEXT];
    struct hf_buf buf = HF_BUF(text);
    if (replay->definition != NULL)
        *out = replay->definition(replay->context, digest);
    if (*out != NULL)
        return HF_OK;
    hf_digest_put(&buf, digest);
    return hf_fail(err, HF_WORD_replay_definition, where, hf_buf_str(&buf), HF_STR_NONE);
}

/* The first event of a case names the definition it runs on; a migration, the one that follows it. */
static enum hf_rc find_definitions(struct hf_replay *replay, const struct hf_fact *fact, struct hf_err *err)
{
    struct hf_digest next;
    if (hf_case_head(&replay->c)->kind != HF_FILE_CASE)
        return HF_OK;
    if (replay->flows.workflow == NULL)
        HF_TRY(find(replay, &fact->header.definition, HF_STR("header.definition"), &replay->flows.workflow,
                    err));
    return hf_fact_leads(fact, &next)
               ? find(replay, &next, HF_STR("payload._made.migrate"), &replay->flows.next, err)
               : HF_OK;
}

static void extend_chain(struct hf_replay *replay, const struct hf_blind *blind, struct hf_str header)
{
    struct hf_digest commitment;
    hf_chain_commit(replay->hasher, blind, header, &commitment);
    hf_chain_next(replay->hasher, &replay->link, &commitment, &replay->link);
    hf_chain_leaf(replay->hasher, &replay->link, &replay->leaf);
}

enum hf_rc hf_replay_next(struct hf_replay *replay, const struct hf_blind *blind, struct hf_str header,
                          struct hf_str payload, struct hf_fact *fact, struct hf_err *err)
{
    struct hf_digest digest;
    hf_arena_reset(replay->scratch, 0);
    HF_TRY(hf_fact_read(header, payload, replay->scratch, fact, err));
    fact->blind = *blind;
    hf_sha256(replay->hasher, &payload, 1, &digest);
    if (!hf_digest_eq(&digest, &fact->header.payload))
        return hf_fail(err, HF_WORD_replay_payload, HF_STR("payload"), fact->header.act, fact->header.on);
    if (!hf_str_eq(fact->header.log, replay->origin))
        return hf_fail(err, HF_WORD_replay_log, HF_STR("header.log"), fact->header.log, replay->origin);
    HF_TRY(find_definitions(replay, fact, err));
    extend_chain(replay, &fact->blind, fact->header_bytes);
    fact->link = replay->link;
    fact->leaf = replay->leaf;
    HF_TRY(hf_evolve(&replay->flows, fact, &replay->c, replay->scratch, err));
    hf_flows_follow(&replay->flows);
    return HF_OK;
}

enum hf_rc hf_replay_chain(struct hf_replay *replay, const struct hf_blind *blind, struct hf_str header,
                           struct hf_str payload, struct hf_err *err)
{
    struct hf_json json;
    struct hf_digest said, is;
    hf_arena_reset(replay->scratch, 0);
    HF_TRY(hf_json_read(header, &hf_json_payload_limits, replay->scratch, &json, err));
    hf_sha256(replay->hasher, &payload, 1, &is);
    if (!hf_digest_read(hf_json_text(&json, HF_STR("payload")), &said) || !hf_digest_eq(&said, &is))
        return hf_fail(err, HF_WORD_replay_payload, HF_STR("payload"), hf_json_text(&json, HF_STR("act")),
                       hf_json_text(&json, HF_STR("on")));
    extend_chain(replay, blind, header);
    return HF_OK;
}

bool hf_replay_is_past(const struct hf_replay *replay, struct hf_str header, int64_t to_ms)
{
    struct hf_json json;
    struct hf_err err;
    int64_t at_ms;
    if (to_ms == INT64_MAX)
        return false;
    hf_arena_reset(replay->scratch, 0);
    return hf_json_read(header, &hf_json_payload_limits, replay->scratch, &json, &err) == HF_OK &&
           hf_instant_read(hf_json_text(&json, HF_STR("recorded_at")), &at_ms) && at_ms > to_ms;
}
