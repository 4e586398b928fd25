/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit compare: two copies of the log (cli/compare_logs.h), or two bundles of one file, of two replicas or a
 * backup and its origin. Where they part is named; one that goes on where the other ends does not contradict
 * it. Each must be whole in itself. Needs no state.
 */
#include "cli/cmd.h"
#include "cli/compare_logs.h"
#include "cli/file.h"
#include "cli/output.h"
#include "proof/verify.h"
#include "seal/chain.h"
#include "seal/log_keys.h"

#define BUNDLE_MAX ((size_t)1 << 30)

struct comparing {
    struct hf_cli *cli;
    struct hf_hasher *hasher;
    struct hf_arena scratch; /* one event at a time */
    struct hf_bundle *bundle[2];
};

/* Whole in itself: every event to the last is there and proved under the key that the bundle names. */
static enum hf_rc check_bundle(struct comparing *c, struct hf_str bytes, struct hf_bundle *out,
                               struct hf_err *err)
{
    struct hf_bundle_verdict *verdict = HF_NEW(c->cli->arena, struct hf_bundle_verdict, 1);
    struct hf_bundle_check check = {.hasher = c->hasher,
                                    .bundle = out,
                                    .arena = c->cli->arena,
                                    .scratch = &c->scratch,
                                    .to_ms = INT64_MAX};
    HF_TRY(hf_cli_house(c->cli, &check.house, err));
    HF_TRY(hf_bundle_open(c->hasher, bytes, c->cli->arena, out, err));
    return hf_bundle_verify(&check, verdict, err);
}

static enum hf_rc read_bundle(struct comparing *c, size_t which, struct hf_err *err)
{
    struct hf_str path = hf_cli_arg(c->cli, which), bytes;
    c->bundle[which] = HF_NEW(c->cli->arena, struct hf_bundle, 1);
    HF_TRY(hf_file_read(path, BUNDLE_MAX, c->cli->arena, &bytes, err));
    return hf_file_blame(path, check_bundle(c, bytes, c->bundle[which], err), err);
}

/* A bundle from before a change of key has the shorter list. Two lists that part are of two holders. */
static enum hf_rc compare_keys(struct comparing *c, struct hf_err *err)
{
    const struct hf_str origin = c->bundle[0]->claim.origin;
    struct hf_log_keys keys[2];
    for (size_t i = 0; i < 2; i++)
        HF_TRY(hf_log_keys_read(c->bundle[i]->part[HF_BUNDLE_keys], origin, &keys[i], err));
    return hf_log_keys_agree(&keys[0], &keys[1])
               ? HF_OK
               : hf_fail(err, HF_WORD_compare_key, HF_STR("keys"), origin, HF_STR_NONE);
}

static enum hf_rc parts_at(uint32_t seq, enum hf_word word, struct hf_err *err)
{
    char where[24];
    struct hf_buf buf = HF_BUF(where);
    hf_buf_put(&buf, HF_STR("event "));
    hf_buf_put_i64(&buf, seq);
    return hf_fail(err, word, hf_buf_str(&buf), HF_STR_NONE, HF_STR_NONE);
}

static void commitment_of(struct hf_hasher *hasher, const struct hf_bundle_event *event,
                          struct hf_digest *out)
{
    *out = event->commitment;
    if (event->shown)
        hf_chain_commit(hasher, &event->blind, event->header, out);
}

/* What is the same in both is counted. */
static enum hf_rc compare_events(struct comparing *c, uint32_t *same, struct hf_err *err)
{
    struct hf_str lines[2] = {c->bundle[0]->part[HF_BUNDLE_events], c->bundle[1]->part[HF_BUNDLE_events]};
    struct hf_bundle_event event[2];
    struct hf_digest commitment[2];
    for (*same = 0; lines[0].len > 0 && lines[1].len > 0; (*same)++) {
        for (size_t i = 0; i < 2; i++) {
            if (!hf_bundle_event_next(&lines[i], &event[i]))
                return parts_at(*same + 1, HF_WORD_bundle_line, err);
            commitment_of(c->hasher, &event[i], &commitment[i]);
        }
        bool both = event[0].shown && event[1].shown;
        if (both && !hf_str_eq(event[0].payload, event[1].payload))
            return parts_at(*same + 1, HF_WORD_compare_payload, err);
        if (!hf_digest_eq(&commitment[0], &commitment[1]))
            return parts_at(*same + 1, both ? HF_WORD_compare_header : HF_WORD_compare_event, err);
        if (event[0].index != event[1].index)
            return parts_at(*same + 1, HF_WORD_compare_index, err);
    }
    return HF_OK;
}

static enum hf_rc compare(struct comparing *c, struct hf_err *err)
{
    static const struct hf_column columns[] = {HF_COLUMN("case", case), HF_COLUMN("same", events_same),
                                               HF_COLUMN("first", events_first),
                                               HF_COLUMN("second", events_second)};
    struct hf_json_maker row = hf_json_make(c->cli->arena);
    uint32_t same;
    HF_TRY(read_bundle(c, 0, err));
    HF_TRY(read_bundle(c, 1, err));
    const struct hf_bundle_claim *a = &c->bundle[0]->claim, *b = &c->bundle[1]->claim;
    if (hf_str_eq(a->origin, b->origin))
        HF_TRY(compare_keys(c, err));
    if (!hf_str_eq(a->origin, b->origin) || !hf_id_eq(&a->file, &b->file))
        return hf_fail(err, HF_WORD_compare_other, HF_STR("manifest"), a->name, b->name);
    HF_TRY(compare_events(c, &same, err));
    hf_json_add(&row, HF_STR("case"), hf_json_of_text(a->name));
    hf_json_add(&row, HF_STR("same"), hf_json_of_int(same));
    hf_json_add(&row, HF_STR("first"), hf_json_of_int(a->events));
    hf_json_add(&row, HF_STR("second"), hf_json_of_int(b->events));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(c->cli, HF_VIEW(columns), &object);
    return HF_OK;
}

enum hf_rc hf_cmd_audit_compare(struct hf_cli *cli, struct hf_err *err)
{
    enum { SCRATCH = 64 << 20 };
    struct hf_hasher hasher;
    struct comparing c = {.cli = cli, .hasher = &hasher};
    bool first = hf_compare_is_log(cli, hf_cli_arg(cli, 0)),
         second = hf_compare_is_log(cli, hf_cli_arg(cli, 1));
    if (first && second)
        return hf_compare_logs(cli, err);
    if (first || second)
        return hf_fail(err, HF_WORD_compare_mixed, HF_STR_NONE, hf_cli_arg(cli, 0), hf_cli_arg(cli, 1));
    hf_arena_init(&c.scratch, hf_arena_take(cli->arena, SCRATCH, 16, 1), SCRATCH);
    hf_hasher_init(&hasher);
    enum hf_rc rc = compare(&c, err);
    hf_hasher_done(&hasher);
    return rc;
}
