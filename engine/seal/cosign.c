/* SPDX-License-Identifier: Apache-2.0 */
#include "seal/cosign.h"

#include "base/check.h"
#include "base/code.h"

enum { TIME_SIZE = 8, LINE_SIZE = HF_NOTE_KEY_ID_SIZE + TIME_SIZE + HF_SIGNATURE_SIZE };
enum { MESSAGE_MAX = 1024 + 64 }; /* an origin has at most some hundred bytes */

void hf_cosigner_put(struct hf_hasher *hasher, const struct hf_cosigner *cosigner, struct hf_buf *out)
{
    hf_note_vkey_put(hasher, cosigner->name, HF_NOTE_COSIGNATURE, &cosigner->key, out);
}

bool hf_cosigner_read(struct hf_hasher *hasher, struct hf_str text, struct hf_cosigner *out)
{
    return hf_note_vkey_read(hasher, text, HF_NOTE_COSIGNATURE, &out->name, &out->key);
}

/* What is signed. False: a time later than any date, or a text longer than that of any checkpoint. */
static bool put_message(uint64_t time_s, struct hf_str text, struct hf_buf *out)
{
    hf_buf_put(out, HF_STR("cosignature/v1\ntime "));
    hf_buf_put_padded(out, time_s, 1);
    hf_buf_put_char(out, '\n');
    hf_buf_put(out, text);
    return time_s <= HF_COSIGN_LAST_S && !out->full;
}

void hf_cosign(struct hf_hasher *hasher, struct hf_str text, const struct hf_cosigner *cosigner,
               const struct hf_secret *secret, int64_t time_s, struct hf_buf *out)
{
    unsigned char line[LINE_SIZE];
    char room[MESSAGE_MAX];
    struct hf_buf message = HF_BUF(room);
    struct hf_signature signature;
    bool fits = put_message((uint64_t)time_s, text, &message);
    HF_CHECK(fits && time_s >= 0);
    hf_key_sign(secret, hf_buf_str(&message), &signature);
    hf_note_key_id(hasher, cosigner->name, HF_NOTE_COSIGNATURE, HF_PART(cosigner->key.byte), line);
    for (size_t i = 0; i < TIME_SIZE; i++)
        line[HF_NOTE_KEY_ID_SIZE + i] = (unsigned char)((uint64_t)time_s >> (8 * (TIME_SIZE - 1 - i)));
    memcpy(line + HF_NOTE_KEY_ID_SIZE + TIME_SIZE, signature.byte, sizeof signature.byte);
    hf_note_line_put(out, cosigner->name, line, sizeof line);
}

static bool holds(struct hf_str text, const struct hf_cosigner *cosigner, const unsigned char line[LINE_SIZE],
                  int64_t *time_s)
{
    char room[MESSAGE_MAX];
    struct hf_buf message = HF_BUF(room);
    struct hf_signature signature;
    uint64_t said = 0;
    for (size_t i = 0; i < TIME_SIZE; i++)
        said = said << 8 | line[HF_NOTE_KEY_ID_SIZE + i];
    memcpy(signature.byte, line + HF_NOTE_KEY_ID_SIZE + TIME_SIZE, sizeof signature.byte);
    if (!put_message(said, text, &message) ||
        !hf_key_verify(&cosigner->key, hf_buf_str(&message), &signature))
        return false;
    *time_s = (int64_t)said;
    return true;
}

enum hf_cosigned hf_cosigned(struct hf_hasher *hasher, const struct hf_note *note,
                             const struct hf_cosigner *cosigner, int64_t *time_s)
{
    unsigned char id[HF_NOTE_KEY_ID_SIZE], line[LINE_SIZE];
    hf_note_key_id(hasher, cosigner->name, HF_NOTE_COSIGNATURE, HF_PART(cosigner->key.byte), id);
    for (size_t i = 0; i < note->lines; i++) {
        if (!hf_str_eq(note->line[i].name, cosigner->name) ||
            !hf_b64_read(note->line[i].signature, line, sizeof line) || memcmp(line, id, sizeof id) != 0)
            continue;
        return holds(note->text, cosigner, line, time_s) ? HF_COSIGNED_HOLDS : HF_COSIGNED_BROKEN;
    }
    return HF_COSIGNED_NOT;
}
