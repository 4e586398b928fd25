/* SPDX-License-Identifier: Apache-2.0 */
#include "seal/sealed.h"

#include <sodium.h>

#include "base/code.h"
#include "seal/hash.h"

#define FIRST_LINE HF_STR("holdfast/sealed/v1\n")
#define PASSPHRASE HF_STR("passphrase ")
#define RECIPIENT HF_STR("recipient ")

_Static_assert(crypto_pwhash_SALTBYTES == HF_SEALED_SALT, "salt");

struct head { /* the two lines, read */
    bool by_passphrase;
    uint32_t passes, kib;
    unsigned char salt[HF_SEALED_SALT];
    struct hf_public recipient, ephemeral;
    struct hf_str lines;
};

bool hf_sealed_is(struct hf_str bytes)
{
    return hf_str_begins(bytes, FIRST_LINE);
}

/* ---- keys ---- */

static enum hf_rc key_of_passphrase(const struct head *head, struct hf_str passphrase, struct hf_box_key *out,
                                    struct hf_err *err)
{
    if (crypto_pwhash(out->byte, sizeof out->byte, passphrase.at, passphrase.len, head->salt, head->passes,
                      (size_t)head->kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the passphrase"), HF_STR_NONE);
    return HF_OK;
}

/* `secret` with `point`: ours with theirs when sealing, theirs with ours when opening. */
static bool key_of_agreement(struct hf_hasher *hasher, const struct head *head, const struct hf_seed *secret,
                             const struct hf_public *point, struct hf_box_key *out)
{
    unsigned char shared[HF_KEY_SIZE];
    struct hf_digest digest;
    if (!hf_x25519_agree(secret->byte, point->byte, shared))
        return false;
    const struct hf_str parts[] = {FIRST_LINE,
                                   {(const char *)shared, sizeof shared},
                                   {(const char *)head->ephemeral.byte, sizeof head->ephemeral.byte},
                                   {(const char *)head->recipient.byte, sizeof head->recipient.byte}};
    hf_sha256(hasher, parts, 4, &digest);
    memcpy(out->byte, digest.byte, sizeof out->byte);
    hf_key_wipe(shared, sizeof shared);
    hf_key_wipe(&digest, sizeof digest);
    return true;
}

/* ---- sealing ---- */

static void put_head(const struct head *head, struct hf_buf *out)
{
    hf_buf_put(out, FIRST_LINE);
    if (head->by_passphrase) {
        hf_buf_put(out, PASSPHRASE);
        hf_buf_put_i64(out, head->passes);
        hf_buf_put_char(out, ' ');
        hf_buf_put_i64(out, head->kib);
        hf_buf_put_char(out, ' ');
        hf_b64url_put(out, head->salt, sizeof head->salt);
    } else {
        hf_buf_put(out, RECIPIENT);
        hf_b64url_put(out, head->recipient.byte, sizeof head->recipient.byte);
        hf_buf_put_char(out, ' ');
        hf_b64url_put(out, head->ephemeral.byte, sizeof head->ephemeral.byte);
    }
    hf_buf_put_char(out, '\n');
}

enum hf_rc hf_sealed_make(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_sealing *sealing,
                          struct hf_str plain, struct hf_str *sealed, struct hf_err *err)
{
    struct head head = {.by_passphrase = sealing->passphrase.len > 0,
                        .passes = sealing->passes,
                        .kib = sealing->kib,
                        .recipient = sealing->recipient};
    struct hf_box_key key;
    struct hf_buf out = hf_buf_in(arena, plain.len + 256);
    memcpy(head.salt, sealing->salt, sizeof head.salt);
    if (head.by_passphrase) {
        HF_TRY(key_of_passphrase(&head, sealing->passphrase, &key, err));
    } else {
        head.ephemeral = hf_x25519_public(&sealing->ephemeral);
        HF_CHECK(key_of_agreement(hasher, &head, &sealing->ephemeral, &head.recipient, &key));
    }
    put_head(&head, &out);
    hf_buf_put(&out, hf_box_seal(arena, &key, &sealing->nonce, hf_buf_str(&out), plain));
    hf_key_wipe(&key, sizeof key);
    *sealed = hf_buf_str(&out);
    return HF_OK;
}

/* ---- opening ---- */

static bool read_number(struct hf_str text, uint32_t least, uint32_t most, uint32_t *out)
{
    int64_t number;
    if (!hf_str_i64(text, &number) || number < least || number > most)
        return false;
    *out = (uint32_t)number;
    return true;
}

static bool read_head(struct hf_str bytes, struct head *out, struct hf_str *box)
{
    struct hf_str rest = hf_str_part(bytes, FIRST_LINE.len, bytes.len), line = hf_str_cut(&rest, '\n');
    *out = (struct head){.by_passphrase = hf_str_begins(line, PASSPHRASE)};
    out->lines = hf_str_part(bytes, 0, FIRST_LINE.len + line.len + 1);
    *box = rest;
    if (out->by_passphrase) {
        line = hf_str_part(line, PASSPHRASE.len, line.len);
        struct hf_str passes = hf_str_cut(&line, ' '), kib = hf_str_cut(&line, ' ');
        return read_number(passes, 1, HF_SEALED_PASSES_MAX, &out->passes) &&
               read_number(kib, 8, HF_SEALED_KIB_MAX, &out->kib) &&
               hf_b64url_read(line, out->salt, sizeof out->salt);
    }
    if (!hf_str_begins(line, RECIPIENT))
        return false;
    line = hf_str_part(line, RECIPIENT.len, line.len);
    struct hf_str recipient = hf_str_cut(&line, ' ');
    return hf_b64url_read(recipient, out->recipient.byte, sizeof out->recipient.byte) &&
           hf_b64url_read(line, out->ephemeral.byte, sizeof out->ephemeral.byte);
}

static enum hf_rc find_key(struct hf_hasher *hasher, const struct head *head,
                           const struct hf_opening *opening, struct hf_box_key *key, struct hf_err *err)
{
    char room[HF_KEY_SIZE * 2];
    struct hf_buf wanted = HF_BUF(room);
    if (head->by_passphrase)
        return opening->passphrase.len > 0
                   ? key_of_passphrase(head, opening->passphrase, key, err)
                   : hf_fail(err, HF_WORD_sealed_passphrase, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_b64url_put(&wanted, head->recipient.byte, sizeof head->recipient.byte);
    if (opening->secret == NULL)
        return hf_fail(err, HF_WORD_sealed_secret, HF_STR_NONE, hf_buf_str(&wanted), HF_STR_NONE);
    if (!key_of_agreement(hasher, head, opening->secret, &head->ephemeral, key))
        return hf_fail(err, HF_WORD_sealed_broken, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_sealed_open(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_opening *opening,
                          struct hf_str bytes, struct hf_str *plain, struct hf_err *err)
{
    struct head head;
    struct hf_str box;
    struct hf_box_key key;
    struct hf_err why;
    if (!hf_sealed_is(bytes) || !read_head(bytes, &head, &box))
        return hf_fail(err, HF_WORD_sealed_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(find_key(hasher, &head, opening, &key, err));
    enum hf_rc rc = hf_box_open(arena, &key, head.lines, box, plain, &why);
    hf_key_wipe(&key, sizeof key);
    return rc == HF_OK ? HF_OK : hf_fail(err, HF_WORD_sealed_broken, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}
