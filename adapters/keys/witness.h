/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A witness: it cosigns the checkpoints of logs that it knows, if each is the one before grown. It needs no
 * database and no state of the house, and is meant to stand with somebody else. A directory of its own:
 *
 *     DIR/key        0600: its name and an Ed25519 seed
 *     DIR/logs       a line `log KEY` for each log that it knows (seal/policy.h); read anew each time
 *     DIR/last/H     the checkpoint that it cosigned last of a log; H: SHA-256 of its origin, in hex
 *     DIR/lock       held while one is judged
 */
#ifndef HF_KEYS_WITNESS_H
#define HF_KEYS_WITNESS_H

#include "desk/ports.h"
#include "keys/file.h"
#include "seal/submission.h"

enum { HF_WITNESS_LOGS_MAX = 16384, HF_WITNESS_ANSWER_MAX = 1024 };

struct hf_witness_plan {
    struct hf_str name;
    const struct hf_str *log; /* keys of logs; one that is known already is no fault */
    size_t logs;
};
/*
 * Makes the directory, DIR/logs and last of all the key: what was broken off before is made again.
 * CONFLICT key_exists, and nothing is changed; BAD_INPUT witness_name, verify_trust: it is no log's key,
 * policy_line: DIR/logs could not be read with it.
 */
enum hf_rc hf_witness_make(const char *directory, const struct hf_witness_plan *plan,
                           const struct hf_dice *dice, struct hf_arena *arena, struct hf_err *err);

struct hf_witness {
    char directory[HF_KEYS_PATH_MAX];
    char name_room[256];
    struct hf_cosigner self;
    struct hf_secret secret;
    struct hf_hasher hasher;
    struct hf_policy logs; /* as they were read last, over logs_room */
    char logs_room[HF_WITNESS_LOGS_MAX];
    struct hf_note note;
};
/* NOT_FOUND key_missing, NOT_ALLOWED key_exposed, BAD_INPUT key_file_malformed. */
enum hf_rc hf_witness_open(const char *directory, struct hf_witness *out, struct hf_err *err);
void hf_witness_close(struct hf_witness *witness);

/*
 * What it answers to the body of an add-checkpoint, on the disk before it is said: one or more signature
 * lines; of a conflict the size that it cosigned last; else nothing. A failure is one of its disk.
 *
 * Whoever asks over the network names the size that was cosigned last (C2SP tlog-witness demands it). Who
 * `carried` a file here cannot know it: the checkpoint that was cosigned last is cosigned again for him,
 * wherever his request goes on from.
 */
enum hf_rc hf_witness_answer(struct hf_witness *witness, struct hf_str body, bool carried, int64_t now_s,
                             enum hf_witness_answer *answer, struct hf_buf *out, struct hf_err *err);

#endif
