/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A key as it lies in STATE/keys, one file per role:
 *
 *     holdfast/key/v1
 *     role log
 *     name court.example/log1
 *     made 2026-11-23T09:14:00.000Z
 *     public <base64url of the public key, "-" for the pseudonym key>
 *     sealed <base64url of the box that holds the 32 secret bytes>
 *
 * The box is bound to all the lines above it, so that no name, date or public key can be changed under it.
 * What stands above is no secret: a list of keys needs no unlock key.
 */
#ifndef HF_KEYS_KEYFILE_H
#define HF_KEYS_KEYFILE_H

#include "desk/ports.h"
#include "keys/file.h"

/* The two signing keys (enum hf_key_role of desk/ports.h) and the pseudonym key. */
enum hf_key_file {
    HF_KEY_FILE_LOG,
    HF_KEY_FILE_NOTICE,
    HF_KEY_FILE_PSEUDONYM,
    HF_KEY_FILES,
    HF_KEY_FILE_NEXT = HF_KEY_FILES /* the log key that is about to take the place of the other */
};
const char *hf_key_file_name(enum hf_key_file file);

struct hf_key_entry {
    struct hf_str head; /* the lines above the box, which is bound to them */
    struct hf_str name;
    int64_t made_ms;
    bool has_public;
    struct hf_public key;
    struct hf_str sealed; /* base64url */
};

/* Draws the secret bytes and writes the whole file, sealed under the unlock key. */
struct hf_key_order {
    struct hf_str name;
    int64_t made_ms;
    struct hf_dice dice;
};
void hf_key_draw(struct hf_buf *out, enum hf_key_file file, const struct hf_key_order *order,
                 const struct hf_box_key *unlock);

/* Writes the lines above the box; `entry->head` is not read. */
void hf_key_head_put(struct hf_buf *out, enum hf_key_file file, const struct hf_key_entry *entry);
void hf_key_sealed_put(struct hf_buf *out, struct hf_str box);

/* Reads STATE/keys/<role> into room; texts of the entry are parts of it. BAD_INPUT key_file_malformed. */
enum hf_rc hf_key_entry_read(const char *state, enum hf_key_file file, char room[HF_KEYS_FILE_MAX],
                             struct hf_key_entry *out, struct hf_err *err);

/* The 32 secret bytes. UNVERIFIED key_shut. */
enum hf_rc hf_key_entry_open(const struct hf_key_entry *entry, enum hf_key_file file,
                             const struct hf_box_key *unlock, struct hf_arena *arena, struct hf_seed *out,
                             struct hf_err *err);

#endif
