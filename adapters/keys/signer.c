/* SPDX-License-Identifier: Apache-2.0 */
#include "keys/signer.h"

#include "base/code.h"
#include "seal/log_keys.h"

#define MANIFEST HF_STR("holdfast/bundle/v1\n")

enum { TEXT_MAX = 1024 };
#define SIZE_LIMIT (INT64_MAX >> 10) /* integers of events end there */

/* ---- opening ---- */

static enum hf_rc freeze(struct hf_signing *signing, enum hf_word word, uint64_t shown, struct hf_err *err)
{
    signing->frozen = (struct hf_frozen){word, signing->mark.size, shown};
    HF_TRY(hf_frozen_store(signing->state, &signing->frozen, err));
    return hf_frozen_tell(&signing->frozen, err);
}

enum hf_rc hf_signing_open(const char *state, struct hf_keys keys, struct hf_signing *out, struct hf_err *err)
{
    struct hf_public_key key;
    struct hf_err unread;
    HF_TRY(keys.public_key(keys.self, HF_KEY_LOG, &key, err));
    *out = (struct hf_signing){.state = state, .keys = keys, .origin = key.issuer};
    HF_TRY(hf_frozen_load(state, &out->frozen, err));
    hf_hasher_init(&out->hasher);
    if (hf_mark_load(state, key.issuer, &out->mark, &unread) != HF_OK && out->frozen.word == HF_WORD_ok)
        (void)freeze(out, HF_WORD_signer_lost, 0, &unread);
    return HF_OK;
}

void hf_signing_close(struct hf_signing *signing)
{
    hf_hasher_done(&signing->hasher);
}

/* ---- one question each ---- */

struct asked {
    struct hf_signing *signing;
    struct hf_visitor *visitor;
    struct hf_str body;
    struct hf_buf *out; /* body of the answer */
};

static enum hf_rc is_no_question(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_signer_asked, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc say_mark(struct asked *a, struct hf_err *err)
{
    struct hf_signing *signing = a->signing;
    struct hf_digest root;
    if (signing->frozen.word != HF_WORD_ok)
        return hf_frozen_tell(&signing->frozen, err);
    hf_frontier_root(&signing->hasher, &signing->mark, &root);
    hf_frame_number_put(a->out, signing->mark.size);
    hf_buf_put_bytes(a->out, root.byte, sizeof root.byte);
    return HF_OK;
}

static enum hf_rc begin(struct asked *a, struct hf_err *err)
{
    struct hf_frontier from;
    uint64_t size = 0;
    if (!hf_frame_number_cut(&a->body, &size) || size > SIZE_LIMIT || !hf_frontier_load(size, a->body, &from))
        return is_no_question(err);
    hf_growth_begin(&a->signing->hasher, &a->visitor->growth, &a->signing->mark, &from);
    a->visitor->shows = true;
    return HF_OK;
}

static enum hf_rc go_on(struct asked *a, struct hf_err *err)
{
    struct hf_digest leaf;
    if (!a->visitor->shows || a->body.len % sizeof leaf.byte != 0)
        return is_no_question(err);
    for (size_t at = 0; at < a->body.len; at += sizeof leaf.byte) {
        memcpy(leaf.byte, a->body.at + at, sizeof leaf.byte);
        hf_growth_add(&a->signing->hasher, &a->visitor->growth, &leaf, 1);
    }
    return HF_OK;
}

static enum hf_rc sign_text(struct asked *a, struct hf_str text, struct hf_err *err)
{
    struct hf_keys *keys = &a->signing->keys;
    struct hf_signature signature;
    HF_TRY(keys->sign(keys->self, HF_KEY_LOG, &text, 1, &signature, err));
    hf_buf_put_bytes(a->out, signature.byte, sizeof signature.byte);
    return HF_OK;
}

/* First the mark is on the disk, then it is signed: who is killed between the two has promised less than he
 * remembers, never more. */
static enum hf_rc sign_grown(struct asked *a, struct hf_err *err)
{
    struct hf_signing *signing = a->signing;
    char room[TEXT_MAX];
    struct hf_buf text = HF_BUF(room);
    struct hf_checkpoint checkpoint = {.origin = signing->origin, .size = a->visitor->growth.tree.size};
    hf_frontier_root(&signing->hasher, &a->visitor->growth.tree, &checkpoint.root);
    hf_checkpoint_put(&text, &checkpoint);
    if (checkpoint.size > signing->mark.size) {
        HF_TRY(hf_mark_store(signing->state, signing->origin, &a->visitor->growth.tree, err));
        signing->mark = a->visitor->growth.tree;
    }
    if (signing->marked != NULL)
        signing->marked(signing->context);
    return sign_text(a, hf_buf_str(&text), err);
}

/* Where another visitor has made the mark grow meanwhile, or people have set it, this one's tree was not
 * compared with it. */
static enum hf_grown judge(struct hf_signing *signing, const struct hf_growth *growth, uint64_t seen)
{
    struct hf_digest root;
    hf_frontier_root(&signing->hasher, &signing->mark, &root);
    return growth->mark_size == signing->mark.size && hf_digest_eq(&growth->mark_root, &root)
               ? hf_growth_judge(growth, seen)
               : HF_GROWN_STALE;
}

static enum hf_rc sign_tree(struct asked *a, struct hf_err *err)
{
    uint64_t seen = 0;
    if (!a->visitor->shows || !hf_frame_number_cut(&a->body, &seen) || a->body.len > 0)
        return is_no_question(err);
    a->visitor->shows = false;
    if (a->signing->frozen.word != HF_WORD_ok)
        return hf_frozen_tell(&a->signing->frozen, err);
    uint64_t shown = a->visitor->growth.tree.size;
    switch (judge(a->signing, &a->visitor->growth, seen)) {
    case HF_GROWN:
        return sign_grown(a, err);
    case HF_GROWN_STALE:
        return hf_fail(err, HF_WORD_signer_stale, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    case HF_GROWN_CUT:
        return freeze(a->signing, HF_WORD_signer_cut, shown, err);
    case HF_GROWN_FORK:
        return freeze(a->signing, HF_WORD_signer_fork, shown, err);
    case HF_GROWN_AHEAD:
        return freeze(a->signing, HF_WORD_signer_ahead, shown, err);
    }
    return is_no_question(err);
}

/* A manifest begins as no checkpoint does: its first line is no origin of ours. */
static enum hf_rc sign_manifest(struct asked *a, struct hf_err *err)
{
    struct hf_str rest = a->body;
    if (!hf_str_begins(rest, MANIFEST))
        return is_no_question(err);
    rest = hf_str_part(rest, MANIFEST.len, rest.len);
    if (!hf_str_eq(hf_str_cut(&rest, '\n'), a->signing->origin) || !hf_str_ends(rest, HF_STR("\n")))
        return is_no_question(err);
    return sign_text(a, a->body, err);
}

/* Its own key, from its own mark on, to another: nothing else is a change of key. */
static bool is_rotation(const struct hf_signing *signing, const struct hf_public *old, struct hf_str text)
{
    char room[TEXT_MAX];
    struct hf_buf said = HF_BUF(room);
    struct hf_public next;
    struct hf_str rest = text, line = HF_STR_NONE;
    struct hf_err weak;
    while (rest.len > 0)
        line = hf_str_cut(&rest, '\n');
    if (!hf_b64url_read(line, next.byte, sizeof next.byte) || hf_key_check(&next, &weak) != HF_OK)
        return false;
    hf_log_key_text(signing->origin, old, signing->mark.size, &next, &said);
    return hf_str_eq(text, hf_buf_str(&said));
}

static enum hf_rc rotate(struct asked *a, struct hf_err *err)
{
    struct hf_signing *signing = a->signing;
    struct hf_public_key key;
    if (signing->frozen.word != HF_WORD_ok)
        return hf_frozen_tell(&signing->frozen, err);
    HF_TRY(signing->keys.public_key(signing->keys.self, HF_KEY_LOG, &key, err));
    if (!is_rotation(signing, &key.key, a->body))
        return is_no_question(err);
    HF_TRY(sign_text(a, a->body, err));
    signing->rotated = a->visitor->rotates = true;
    return HF_OK;
}

static bool is_trace(struct hf_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < ' ' || (unsigned char)text.at[i] > '~')
            return false;
    return text.len > 0 && text.len <= TEXT_MAX / 2;
}

/* The journal first: a mark that was set by people is never without its line. */
static enum hf_rc take_up(struct hf_signing *signing, const struct hf_frontier *tree, struct hf_str trace,
                          struct hf_err *err)
{
    HF_TRY(hf_journal_add(signing->state, &signing->frozen, tree->size, trace, err));
    HF_TRY(hf_mark_store(signing->state, signing->origin, tree, err));
    HF_TRY(hf_frozen_end(signing->state, err));
    signing->mark = *tree;
    signing->frozen = (struct hf_frozen){.word = HF_WORD_ok};
    return HF_OK;
}

/* The key that signs now was not yet the log's at so small a size: nobody would believe what it signs. */
static enum hf_rc is_late_enough(const struct hf_signing *signing, uint64_t size, struct hf_err *err)
{
    struct hf_public_key key;
    struct hf_log_keys keys;
    HF_TRY(signing->keys.public_key(signing->keys.self, HF_KEY_LOG, &key, err));
    hf_log_keys_first(&key.key, &keys);
    if (key.keys.len > 0)
        HF_TRY(hf_log_keys_read(key.keys, key.issuer, &keys, err));
    return hf_log_keys_reach(&keys, size, err);
}

static enum hf_rc release(struct asked *a, struct hf_err *err)
{
    struct hf_frontier tree;
    uint64_t size = 0;
    if (!hf_frame_number_cut(&a->body, &size) || size > SIZE_LIMIT)
        return is_no_question(err);
    size_t roots = (size_t)__builtin_popcountll(size) * HF_DIGEST_SIZE;
    struct hf_str trace = hf_str_part(a->body, roots < a->body.len ? roots : a->body.len, a->body.len);
    if (!hf_frontier_load(size, hf_str_part(a->body, 0, a->body.len - trace.len), &tree) || !is_trace(trace))
        return is_no_question(err);
    if (a->signing->frozen.word == HF_WORD_ok)
        return hf_fail(err, HF_WORD_standstill_none, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(is_late_enough(a->signing, size, err));
    HF_TRY(take_up(a->signing, &tree, trace, err));
    return say_mark(a, err);
}

static const struct {
    char kind, answer; /* answer 0: none */
    enum hf_rc (*take)(struct asked *a, struct hf_err *err);
} questions[] = {
    {'M', 'm', say_mark},      {'G', 0, begin},     {'L', 0, go_on},    {'S', 's', sign_tree},
    {'B', 's', sign_manifest}, {'T', 'm', release}, {'R', 's', rotate},
};

static enum hf_rc is_rotated(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_signer_rotated, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

bool hf_signing_answer(struct hf_signing *signing, struct hf_visitor *visitor, const struct hf_frame *frame,
                       struct hf_buf *out)
{
    char room[HF_ERR_ARG_MAX * 3];
    struct hf_buf body = HF_BUF(room);
    struct asked a = {signing, visitor, frame->body, &body};
    struct hf_err err = {.word = HF_WORD_ok};
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        if (questions[i].kind != frame->kind)
            continue;
        enum hf_rc rc = signing->rotated ? is_rotated(&err) : questions[i].take(&a, &err);
        if (rc != HF_OK && err.word == HF_WORD_signer_asked)
            return false;
        if (rc != HF_OK) {
            body.len = 0;
            hf_frame_failure_put(&body, &err);
        }
        if (questions[i].answer != 0)
            hf_frame_put(out, rc == HF_OK ? questions[i].answer : 'x', hf_buf_str(&body));
        return true;
    }
    return false;
}
