/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The keys of persons' data: STATE/keys/subjects is a plain array of boxes of 72 bytes, each of
 * 32 random bytes, bound to its number. Many processes and threads share it, each with a `struct hf_slots`
 * of its own: a block of 256 is appended under flock and fsynced, then handed out slot by slot, each once
 * ever, with its key, which is kept open until then. Who has used one up needs many, and waits for the disk
 * less often: his next is twice as long, up to 2048. What a process did not use when it ended is skipped.
 * Forgetting overwrites a slot with zeros, in place; a file system that copies on write or a backup may keep
 * the old bytes, sealed: the journal of erasures (journal.h) is what keeps a backup from bringing them back.
 */
#ifndef HF_KEYS_SLOTS_H
#define HF_KEYS_SLOTS_H

#include "desk/ports.h"

enum { HF_SLOT_SIZE = HF_BOX_KEY_SIZE + HF_BOX_MORE, HF_SLOTS_BLOCK = 256, HF_SLOTS_MOST = 2048 };

struct hf_slots {
    int fd;
    int64_t next, end;        /* ours, not handed out yet */
    int64_t count;            /* of the block that ends there */
    struct hf_box_key *fresh; /* HF_SLOTS_MOST of them: the last ones of `count` are those of next to end */
    unsigned char *block;     /* HF_SLOTS_MOST * HF_SLOT_SIZE bytes to work in */
    struct hf_arena *work;    /* wiped after each use */
};

/* NOT_FOUND key_missing, FAILED key_file. */
enum hf_rc hf_slots_open(const char *path, struct hf_slots *out, struct hf_err *err);
void hf_slots_close(struct hf_slots *slots);

/* A slot that nobody was given before, and its key. */
enum hf_rc hf_slots_take(struct hf_slots *slots, const struct hf_box_key *unlock, const struct hf_dice *dice,
                         int64_t *slot, struct hf_box_key *key, struct hf_err *err);
/* NOT_FOUND key_forgotten, also for a slot that never was; UNVERIFIED key_shut. */
enum hf_rc hf_slots_read(struct hf_slots *slots, const struct hf_box_key *unlock, int64_t slot,
                         struct hf_box_key *out, struct hf_err *err);
/* Destroys the key of this SHA-256, if it is the slot's; a slot that a file restored from a backup does not
 * reach to is from then on nobody's. *written: something was changed, and hf_slots_sync makes it durable. */
enum hf_rc hf_slots_forget(struct hf_slots *slots, const struct hf_box_key *unlock, struct hf_hasher *hasher,
                           int64_t slot, const struct hf_digest *key, bool *written, struct hf_err *err);
enum hf_rc hf_slots_sync(struct hf_slots *slots, struct hf_err *err);
/* SHA-256 of the slot's key; fails as hf_slots_read. */
enum hf_rc hf_slots_digest(struct hf_slots *slots, const struct hf_box_key *unlock, struct hf_hasher *hasher,
                           int64_t slot, struct hf_digest *out, struct hf_err *err);

#endif
