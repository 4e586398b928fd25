/* SPDX-License-Identifier: Apache-2.0 */
#include "keys/further.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/code.h"
#include "base/when.h"
#include "keys/unlock.h"
#include "seal/jwe.h"

enum { WORK_SIZE = 3 * HF_FURTHER_MAX };

/* ---- names ---- */

static enum hf_rc folder(const char *state, char out[HF_KEYS_PATH_MAX], struct hf_err *err)
{
    return hf_keys_path(state, "keys/notices", out, err);
}

static void put_name(const struct hf_digest *thumbprint, char out[HF_DIGEST_TEXT + 1])
{
    struct hf_buf name = {.at = out, .size = HF_DIGEST_TEXT};
    hf_digest_put(&name, thumbprint);
    out[HF_DIGEST_TEXT] = '\0';
}

static struct hf_digest thumbprint_of(const struct hf_jwk *key)
{
    struct hf_hasher hasher;
    struct hf_digest out;
    hf_hasher_init(&hasher);
    hf_jwk_thumbprint(&hasher, key, &out);
    hf_hasher_done(&hasher);
    return out;
}

static enum hf_rc make_folder(const char *state, const char *path, struct hf_err *err)
{
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return hf_keys_fail(path, err);
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum hf_rc rc = fd < 0 ? hf_keys_fail(path, err) : hf_keys_give(fd, state, path, err);
    if (fd >= 0)
        close(fd);
    return rc;
}

/* ---- made ---- */

struct making {
    const struct hf_further_order *order;
    struct hf_jwk key;
    struct hf_seed seed;
    struct hf_private private_;
    struct hf_box_key unlock;
    struct hf_arena arena;
    _Alignas(16) unsigned char block[WORK_SIZE];
};

/* Kept by 32 bytes, from which the public half follows. */
static bool has_seed(enum hf_jwk_kind kind)
{
    return kind == HF_JWK_ED25519 || kind == HF_JWK_X25519;
}

static struct hf_public half_of(enum hf_jwk_kind kind, const struct hf_seed *seed, struct hf_secret *secret)
{
    struct hf_public half;
    if (kind == HF_JWK_X25519)
        return hf_x25519_public(seed);
    hf_key_make(seed, secret, &half);
    return half;
}

static enum hf_rc draw(struct making *m, struct hf_str *plain, struct hf_err *err)
{
    struct hf_secret secret;
    enum hf_jwk_kind kind = m->order->kind;
    if (!has_seed(kind)) {
        HF_TRY(hf_private_make(kind, &m->private_, &m->key, err));
        *plain = (struct hf_str){(const char *)m->private_.der, m->private_.size};
        return HF_OK;
    }
    m->order->dice.fill(m->order->dice.self, m->seed.byte, sizeof m->seed.byte);
    struct hf_public half = half_of(kind, &m->seed, &secret);
    hf_key_wipe(&secret, sizeof secret);
    m->key = hf_jwk_of(kind, &half);
    *plain = HF_PART(m->seed);
    return HF_OK;
}

static struct hf_str write_text(struct making *m, struct hf_str plain)
{
    struct hf_buf out = hf_buf_in(&m->arena, HF_FURTHER_MAX);
    struct hf_nonce nonce;
    m->order->dice.fill(m->order->dice.self, nonce.byte, sizeof nonce.byte);
    hf_buf_put(&out, HF_STR("holdfast/key/v2\nrole notice\nname "));
    hf_buf_put(&out, m->order->issuer);
    hf_buf_put(&out, HF_STR("\nmade "));
    hf_instant_put(&out, m->order->made_ms);
    hf_buf_put(&out, HF_STR("\npublic "));
    struct hf_buf jwk = hf_buf_in(&m->arena, HF_JWK_TEXT_MAX);
    hf_jwk_put_bare(&m->key, &jwk);
    hf_buf_put(&out, hf_buf_str(&jwk));
    hf_buf_put_char(&out, '\n');
    struct hf_str box = hf_box_seal(&m->arena, &m->unlock, &nonce, hf_buf_str(&out), plain);
    hf_buf_put(&out, HF_STR("sealed "));
    hf_b64url_put(&out, box.at, box.len);
    hf_buf_put_char(&out, '\n');
    return hf_buf_str(&out);
}

static enum hf_rc make(const char *state, struct making *m, struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX], name[HF_DIGEST_TEXT + 1];
    struct hf_str plain;
    HF_TRY(folder(state, path, err));
    HF_TRY(hf_unlock_read(state, &m->unlock, err));
    HF_TRY(draw(m, &plain, err));
    HF_TRY(make_folder(state, path, err));
    struct hf_digest thumbprint = thumbprint_of(&m->key);
    put_name(&thumbprint, name);
    return hf_keys_write(path, name, write_text(m, plain), err);
}

enum hf_rc hf_further_make(const char *state, const struct hf_further_order *order, struct hf_jwk *out,
                           struct hf_err *err)
{
    static _Thread_local struct making m; /* too large for the stack; wiped below */
    m = (struct making){.order = order};
    hf_arena_init(&m.arena, m.block, sizeof m.block);
    enum hf_rc rc = make(state, &m, err);
    if (rc == HF_OK)
        *out = m.key;
    hf_key_wipe(&m, sizeof m);
    return rc;
}

bool hf_further_there(const char *state)
{
    char path[HF_KEYS_PATH_MAX];
    struct hf_err none;
    return folder(state, path, &none) == HF_OK && access(path, F_OK) == 0;
}

void hf_further_remove(const char *state, const struct hf_digest *thumbprint)
{
    char directory[HF_KEYS_PATH_MAX], path[HF_KEYS_PATH_MAX], name[HF_DIGEST_TEXT + 1];
    struct hf_err none;
    put_name(thumbprint, name);
    if (folder(state, directory, &none) == HF_OK && hf_keys_path(directory, name, path, &none) == HF_OK)
        (void)unlink(path);
}

/* ---- opened ---- */

static bool take(struct hf_str *rest, const char *word, struct hf_str *value)
{
    struct hf_str line = hf_str_cut(rest, '\n');
    *value = hf_str_part(line, strlen(word), line.len);
    return rest->at != NULL && hf_str_begins(line, hf_str_of(word));
}

struct opening {
    struct hf_arena arena;
    struct hf_str head, public_, sealed;
    char room[HF_FURTHER_MAX];
    _Alignas(16) unsigned char block[256 * 1024]; /* the gate's tree of a JWK is large */
};

static bool read_lines(struct hf_str text, struct opening *o)
{
    struct hf_str rest = text, value;
    if (!take(&rest, "holdfast/key/v2", &value) || !take(&rest, "role notice", &value) ||
        !take(&rest, "name ", &value) || !take(&rest, "made ", &value) ||
        !take(&rest, "public ", &o->public_))
        return false;
    o->head = hf_str_part(text, 0, text.len - rest.len);
    return take(&rest, "sealed ", &o->sealed) && rest.len == 0;
}

static enum hf_rc malformed(const char *path, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_key_file_malformed, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
}

static bool adopt(struct hf_str plain, const struct hf_jwk *key, struct hf_further *out)
{
    if (!has_seed(key->kind)) {
        out->private_ = (struct hf_private){.kind = key->kind, .size = (uint16_t)plain.len};
        if (plain.len > sizeof out->private_.der)
            return false;
        memcpy(out->private_.der, plain.at, plain.len);
        return true;
    }
    if (plain.len != sizeof out->agreeing.byte)
        return false;
    memcpy(out->agreeing.byte, plain.at, sizeof out->agreeing.byte);
    struct hf_public half = half_of(key->kind, &out->agreeing, &out->secret);
    if (key->kind == HF_JWK_ED25519)
        hf_key_wipe(&out->agreeing, sizeof out->agreeing);
    return memcmp(half.byte, key->first, sizeof half.byte) == 0;
}

static enum hf_rc open_box(struct opening *o, const struct hf_box_key *unlock, const char *path,
                           struct hf_further *out, struct hf_err *err)
{
    struct hf_jwk key;
    struct hf_str plain;
    size_t size = hf_b64url_size(o->sealed.len);
    char *box = HF_NEW(&o->arena, char, size == SIZE_MAX ? 1 : size + 1);
    if (size == SIZE_MAX || !hf_b64url_read(o->sealed, box, size) ||
        hf_jwk_read_text(o->public_, &o->arena, &key, err) != HF_OK)
        return malformed(path, err);
    struct hf_digest thumbprint = thumbprint_of(&key);
    if (hf_box_open(&o->arena, unlock, o->head, (struct hf_str){box, size}, &plain, err) != HF_OK)
        return hf_fail(err, HF_WORD_key_shut, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
    out->kind = key.kind;
    out->thumbprint = thumbprint;
    return adopt(plain, &key, out) ? HF_OK : malformed(path, err);
}

enum hf_rc hf_further_open(const char *state, const struct hf_digest *thumbprint,
                           const struct hf_box_key *unlock, struct hf_further *out, struct hf_err *err)
{
    static _Thread_local struct opening o; /* too large for the stack; wiped below */
    char directory[HF_KEYS_PATH_MAX], path[HF_KEYS_PATH_MAX], name[HF_DIGEST_TEXT + 1];
    struct hf_further found = {.kind = HF_JWK_KINDS};
    struct hf_str text;
    put_name(thumbprint, name);
    HF_TRY(folder(state, directory, err));
    HF_TRY(hf_keys_path(directory, name, path, err));
    HF_TRY(hf_keys_read(path, false, o.room, sizeof o.room, &text, err));
    hf_arena_init(&o.arena, o.block, sizeof o.block);
    enum hf_rc rc = read_lines(text, &o) ? open_box(&o, unlock, path, &found, err) : malformed(path, err);
    if (rc == HF_OK && !hf_digest_eq(&found.thumbprint, thumbprint))
        rc = malformed(path, err);
    if (rc == HF_OK)
        *out = found;
    hf_key_wipe(&o, sizeof o);
    hf_key_wipe(&found, sizeof found);
    return rc;
}

enum hf_rc hf_further_use(const struct hf_further *key, struct hf_hasher *hasher, struct hf_str bytes,
                          struct hf_arena *arena, struct hf_str *out, struct hf_err *err)
{
    if (key->kind == HF_JWK_X25519 && hf_jwe_is_document(arena, bytes))
        return hf_jwe_open_document(hasher, arena, &key->agreeing, bytes, out, err);
    if (key->kind == HF_JWK_X25519)
        return hf_jwe_open(hasher, arena, &key->agreeing, bytes, out, err);
    if (key->kind != HF_JWK_ED25519)
        return hf_private_sign(&key->private_, bytes, arena, out, err);
    struct hf_signature *made = HF_NEW(arena, struct hf_signature, 1);
    hf_key_sign(&key->secret, bytes, made);
    *out = HF_PART(made->byte);
    return HF_OK;
}
