/* SPDX-License-Identifier: Apache-2.0 */
/* The small ports without a world: courier, clock, dice, keys. */
#include "port/memory.h"

#include <stdlib.h>

#include "base/check.h"
#include "seal/jwe.h"
#include "seal/note.h"

/* ---- courier ---- */

static bool fit(void *self, struct hf_str address)
{
    (void)self;
    return hf_str_begins(address, HF_STR("https://"));
}

static enum hf_rc start(void *self, const struct hf_parcel *parcels, size_t count, struct hf_err *err)
{
    struct twin_courier *courier = self;
    (void)err;
    for (size_t i = 0; i < count; i++) {
        HF_CHECK(courier->count < sizeof courier->done / sizeof courier->done[0]);
        struct hf_parcel_result *result = &courier->done[courier->count++];
        *result = (struct hf_parcel_result){.ticket = parcels[i].ticket,
                                            .status = 202,
                                            .retry_after_ms = -1,
                                            .class_name = HF_STR("received")};
        courier->deliver(courier->context, &parcels[i], result);
    }
    return HF_OK;
}

static enum hf_rc turn(void *self, int64_t wait_ms, struct hf_arena *arena, struct hf_parcel_result *out,
                       size_t room, size_t *count, size_t *pending, struct hf_err *err)
{
    struct twin_courier *courier = self;
    (void)wait_ms, (void)arena, (void)err;
    *count = courier->count < room ? courier->count : room;
    memcpy(out, courier->done, *count * sizeof *out);
    courier->count -= *count;
    memmove(courier->done, courier->done + *count, courier->count * sizeof *out);
    *pending = courier->count;
    return HF_OK;
}

static void stop(void *self)
{
    struct twin_courier *courier = self;
    courier->count = 0;
}

struct hf_courier twin_courier(struct twin_courier *courier)
{
    return (struct hf_courier){.self = courier, .fit = fit, .start = start, .turn = turn, .stop = stop};
}

/* ---- clock and dice ---- */

static int64_t now_ms(void *self)
{
    struct twin_clock *clock = self;
    void (*meanwhile)(void *context) = clock->meanwhile;
    clock->meanwhile = NULL; /* once */
    if (meanwhile != NULL)
        meanwhile(clock->context);
    return clock->now_ms;
}

struct hf_clock_port twin_clock(struct twin_clock *clock)
{
    return (struct hf_clock_port){.self = clock, .wall_ms = now_ms, .steady_ms = now_ms};
}

/* The first 32 bytes that a label, a seed and a count give. */
static struct hf_digest derive(const char *label, uint64_t seed, uint64_t count)
{
    struct hf_hasher hasher;
    struct hf_digest out;
    unsigned char numbers[16];
    for (int i = 0; i < 8; i++) {
        numbers[i] = (unsigned char)(seed >> (8 * i));
        numbers[8 + i] = (unsigned char)(count >> (8 * i));
    }
    hf_hasher_init(&hasher);
    hf_sha256(&hasher, (struct hf_str[]){hf_str_of(label), HF_PART(numbers)}, 2, &out);
    hf_hasher_done(&hasher);
    return out;
}

static void fill(void *self, void *out, size_t size)
{
    struct twin_dice *dice = self;
    unsigned char *at = out;
    while (size > 0) {
        struct hf_digest bytes = derive("dice", dice->seed, dice->thrown++);
        size_t part = size < sizeof bytes ? size : sizeof bytes;
        memcpy(at, &bytes, part);
        at += part;
        size -= part;
    }
}

struct hf_dice twin_dice(struct twin_dice *dice)
{
    return (struct hf_dice){.self = dice, .fill = fill};
}

/* ---- keys ---- */

void twin_key_pair(enum hf_key_role role, struct hf_secret *secret, struct hf_public *key)
{
    struct hf_digest bytes = derive("key", (uint64_t)role, 0);
    struct hf_seed seed;
    memcpy(seed.byte, bytes.byte, sizeof seed.byte);
    hf_key_make(&seed, secret, key);
}

static enum hf_rc locked(const struct twin_keys *keys, struct hf_err *err)
{
    return keys->locked ? hf_fail(err, HF_WORD_key_locked, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE) : HF_OK;
}

static enum hf_rc sign(void *self, enum hf_key_role role, const struct hf_str *messages, size_t count,
                       struct hf_signature *signatures, struct hf_err *err)
{
    struct hf_secret secret;
    struct hf_public key;
    HF_TRY(locked(self, err));
    twin_key_pair(role, &secret, &key);
    for (size_t i = 0; i < count; i++)
        hf_key_sign(&secret, messages[i], &signatures[i]);
    return HF_OK;
}

static enum hf_rc public_key(void *self, enum hf_key_role role, struct hf_public_key *out, struct hf_err *err)
{
    const struct twin_keys *keys = self;
    struct hf_secret secret;
    (void)err;
    *out = (struct hf_public_key){
        .issuer = hf_str_of(role == HF_KEY_LOG ? keys->origin : keys->issuer),
        .kid = hf_str_of(role == HF_KEY_LOG ? keys->origin : keys->issuer),
    };
    twin_key_pair(role, &secret, &out->key);
    return HF_OK;
}

static enum hf_rc subject_keys(void *self, struct hf_subject_key *rows, size_t count, struct hf_err *err)
{
    struct twin_keys *keys = self;
    HF_TRY(locked(keys, err));
    for (size_t i = 0; i < count; i++) {
        if (rows[i].slot < 0) {
            HF_CHECK(keys->slots < TWIN_SLOTS_MAX);
            rows[i].slot = keys->slots++;
        }
        if (rows[i].slot >= keys->slots || keys->forgotten[rows[i].slot])
            return hf_fail(err, HF_WORD_key_forgotten, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
        struct hf_digest bytes = derive("slot", (uint64_t)rows[i].slot, 0);
        memcpy(rows[i].key.byte, bytes.byte, sizeof rows[i].key.byte);
    }
    return HF_OK;
}

static bool is_line_of(const struct hf_forgotten *row, const struct hf_forgotten *line)
{
    return row->slot == line->slot &&
           (row->slot != HF_MESSAGE_SLOT || hf_id_eq(&row->subject, &line->subject));
}

static bool is_gone(const struct twin_keys *keys, const struct hf_forgotten *row)
{
    bool gone = row->slot != HF_MESSAGE_SLOT && (row->slot >= keys->slots || keys->forgotten[row->slot]);
    for (size_t i = 0; i < keys->lines && !gone; i++)
        gone = is_line_of(row, &keys->line[i].what);
    return gone;
}

static void forget_one(struct twin_keys *keys, const struct hf_id *erasure, const struct hf_forgotten *row)
{
    struct hf_hasher hasher;
    if (is_gone(keys, row))
        return;
    HF_CHECK(keys->lines < TWIN_LINES_MAX);
    struct twin_line *line = &keys->line[keys->lines++];
    *line = (struct twin_line){*erasure, *row};
    line->what.number = (int64_t)keys->lines;
    if (row->slot == HF_MESSAGE_SLOT)
        return;
    keys->forgotten[row->slot] = true;
    struct hf_digest key = derive("slot", (uint64_t)row->slot, 0);
    hf_hasher_init(&hasher);
    hf_sha256(&hasher, &(struct hf_str){(const char *)key.byte, HF_BOX_KEY_SIZE}, 1, &line->what.key);
    hf_hasher_done(&hasher);
}

static enum hf_rc forget(void *self, const struct hf_forget_ask *ask, struct hf_arena *arena,
                         const struct hf_forgotten **out, size_t *count, struct hf_err *err)
{
    struct twin_keys *keys = self;
    HF_TRY(locked(keys, err));
    for (size_t i = 0; i < ask->count; i++)
        forget_one(keys, &ask->erasure, &ask->rows[i]);
    struct hf_forgotten *all = HF_NEW(arena, struct hf_forgotten, keys->lines + 1);
    *count = 0;
    for (size_t i = 0; i < keys->lines; i++) {
        struct hf_forgotten what = keys->line[i].what;
        bool wanted = hf_id_eq(&keys->line[i].erasure, &ask->erasure);
        for (size_t k = 0; k < ask->count; k++)
            if (is_line_of(&ask->rows[k], &what)) {
                wanted = true;
                what.values = what.values < ask->rows[k].values ? ask->rows[k].values : what.values;
            }
        if (wanted)
            all[(*count)++] = what;
    }
    *out = all;
    return HF_OK;
}

static enum hf_rc erased(void *self, const struct hf_id *file, struct hf_arena *arena,
                         const struct hf_forgotten **out, size_t *count, struct hf_err *err)
{
    struct twin_keys *keys = self;
    HF_TRY(locked(keys, err));
    struct hf_forgotten *all = HF_NEW(arena, struct hf_forgotten, keys->lines + 1);
    *count = 0;
    for (size_t i = 0; i < keys->lines; i++)
        if (hf_id_eq(&keys->line[i].what.file, file)) {
            all[*count] = keys->line[i].what;
            all[(*count)++].erasure = keys->line[i].erasure;
        }
    *out = all;
    return HF_OK;
}

static enum hf_rc mac(void *self, struct hf_str message, struct hf_digest *out, struct hf_err *err)
{
    struct hf_hasher hasher;
    HF_TRY(locked(self, err));
    hf_hasher_init(&hasher);
    hf_hmac_sha256(&hasher, HF_STR("pseudonym key of the tests"), &message, 1, out);
    hf_hasher_done(&hasher);
    return HF_OK;
}

/* ---- signer ---- */

static enum hf_rc frozen(const struct twin_signer *signer, struct hf_err *err)
{
    return signer->frozen == HF_WORD_ok ? HF_OK
                                        : hf_fail(err, signer->frozen, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc signer_mark(void *self, uint64_t *size, struct hf_digest *root, struct hf_err *err)
{
    const struct twin_signer *signer = self;
    struct hf_hasher hasher;
    HF_TRY(frozen(signer, err));
    *size = signer->mark.size;
    hf_hasher_init(&hasher);
    hf_frontier_root(&hasher, &signer->mark, root);
    hf_hasher_done(&hasher);
    return HF_OK;
}

static enum hf_rc signer_show(void *self, const struct hf_frontier *tree, struct hf_err *err)
{
    struct twin_signer *signer = self;
    struct hf_hasher hasher;
    (void)err;
    hf_hasher_init(&hasher);
    hf_growth_begin(&hasher, &signer->growth, &signer->mark, tree);
    signer->shown_count = 0;
    hf_hasher_done(&hasher);
    return HF_OK;
}

static void take_shown(struct twin_signer *signer)
{
    struct hf_hasher hasher;
    hf_hasher_init(&hasher);
    hf_growth_add(&hasher, &signer->growth, signer->shown, signer->shown_count);
    hf_hasher_done(&hasher);
    signer->shown_count = 0;
}

/* A hasher is dear to make, so leaves are taken in many at a time. */
static enum hf_rc signer_leaf(void *self, const struct hf_digest *leaf, struct hf_err *err)
{
    struct twin_signer *signer = self;
    (void)err;
    signer->shown[signer->shown_count++] = *leaf;
    if (signer->shown_count == sizeof signer->shown / sizeof signer->shown[0])
        take_shown(signer);
    return HF_OK;
}

static enum hf_rc signer_manifest(void *self, struct hf_str text, struct hf_signature *out,
                                  struct hf_err *err)
{
    struct hf_secret secret;
    struct hf_public key;
    (void)self, (void)err;
    twin_key_pair(HF_KEY_LOG, &secret, &key);
    hf_key_sign(&secret, text, out);
    return HF_OK;
}

static enum hf_rc signer_sign(void *self, uint64_t seen, struct hf_signature *out, struct hf_err *err)
{
    static const enum hf_word words[] = {[HF_GROWN_STALE] = HF_WORD_signer_stale,
                                         [HF_GROWN_CUT] = HF_WORD_signer_cut,
                                         [HF_GROWN_FORK] = HF_WORD_signer_fork,
                                         [HF_GROWN_AHEAD] = HF_WORD_signer_ahead};
    struct twin_signer *signer = self;
    char room[512];
    struct hf_buf text = HF_BUF(room);
    struct hf_hasher hasher;
    HF_TRY(frozen(signer, err));
    take_shown(signer);
    enum hf_grown grown = hf_growth_judge(&signer->growth, seen);
    if (grown != HF_GROWN) {
        signer->frozen = grown == HF_GROWN_STALE ? HF_WORD_ok : words[grown];
        return hf_fail(err, words[grown], HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    }
    signer->mark = signer->growth.tree;
    struct hf_checkpoint checkpoint = {.origin = hf_str_of(signer->origin), .size = signer->mark.size};
    hf_hasher_init(&hasher);
    hf_frontier_root(&hasher, &signer->mark, &checkpoint.root);
    hf_hasher_done(&hasher);
    hf_checkpoint_put(&text, &checkpoint);
    return signer_manifest(signer, hf_buf_str(&text), out, err);
}

static enum hf_rc signer_release(void *self, const struct hf_frontier *tree, struct hf_str trace,
                                 struct hf_err *err)
{
    struct twin_signer *signer = self;
    if (signer->frozen == HF_WORD_ok || trace.len == 0)
        return hf_fail(err, HF_WORD_standstill_none, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    signer->frozen = HF_WORD_ok;
    signer->mark = *tree;
    return HF_OK;
}

struct hf_signer twin_signer(struct twin_signer *signer)
{
    return (struct hf_signer){.self = signer,
                              .mark = signer_mark,
                              .show = signer_show,
                              .leaf = signer_leaf,
                              .sign = signer_sign,
                              .manifest = signer_manifest,
                              .release = signer_release};
}

/* Every key that a test has added; the first is that of its role. */
static enum hf_rc use_other(const struct twin_other *other, struct hf_str bytes, struct hf_arena *arena,
                            struct hf_str *out, struct hf_err *err)
{
    struct hf_hasher hasher;
    if (!other->opens)
        return hf_private_sign(&other->key, bytes, arena, out, err);
    hf_hasher_init(&hasher);
    enum hf_rc rc = hf_jwe_is_document(arena, bytes)
                        ? hf_jwe_open_document(&hasher, arena, &other->agreeing, bytes, out, err)
                        : hf_jwe_open(&hasher, arena, &other->agreeing, bytes, out, err);
    hf_hasher_done(&hasher);
    return rc;
}

static enum hf_rc use(void *self, const struct hf_digest *thumbprint, struct hf_str bytes,
                      struct hf_arena *arena, struct hf_str *out, struct hf_err *err)
{
    const struct twin_keys *keys = self;
    HF_TRY(locked(keys, err));
    for (size_t i = 0; i < keys->others; i++)
        if (hf_digest_eq(&keys->other[i].thumbprint, thumbprint))
            return use_other(&keys->other[i], bytes, arena, out, err);
    struct hf_secret secret;
    struct hf_public key;
    struct hf_hasher hasher;
    struct hf_digest own;
    twin_key_pair(HF_KEY_NOTICE, &secret, &key);
    hf_hasher_init(&hasher);
    hf_key_thumbprint(&hasher, &key, &own);
    hf_hasher_done(&hasher);
    if (!hf_digest_eq(&own, thumbprint))
        return hf_fail(err, HF_WORD_key_missing, HF_STR_NONE, HF_STR("notice"), HF_STR_NONE);
    struct hf_signature *made = HF_NEW(arena, struct hf_signature, 1);
    hf_key_sign(&secret, bytes, made);
    *out = HF_PART(made->byte);
    return HF_OK;
}

struct hf_keys twin_keys(struct twin_keys *keys)
{
    return (struct hf_keys){.self = keys,
                            .sign = sign,
                            .use = use,
                            .public_key = public_key,
                            .subject_keys = subject_keys,
                            .forget = forget,
                            .erased = erased,
                            .mac = mac};
}

enum { COUNT_ROOM = 16 }; /* before a counted block stands its size */

static void *resize_counted(size_t *held, unsigned char *block, size_t size)
{
    size_t *at = block == NULL ? NULL : (size_t *)(void *)(block - COUNT_ROOM);
    *held -= at == NULL ? 0 : *at;
    if (size == 0) {
        free(at);
        return NULL;
    }
    at = realloc(at, size + COUNT_ROOM);
    HF_CHECK(at != NULL);
    *held += *at = size;
    return (unsigned char *)at + COUNT_ROOM;
}

void *twin_resize(void *self, void *block, size_t size)
{
    if (self != NULL)
        return resize_counted(self, block, size);
    if (size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, size);
}
