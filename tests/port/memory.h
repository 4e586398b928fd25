/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The five ports without a world: a ledger that is as strict as PostgreSQL, a courier that hands parcels to a
 * function, a clock that stands until it is moved, dice from a seed, keys from labels. For unit tests of the
 * desk and for the simulator. Nothing here is safe to use outside tests.
 */
#ifndef HF_TESTS_PORT_MEMORY_H
#define HF_TESTS_PORT_MEMORY_H

#include "desk/ports.h"
#include "seal/growth.h"
#include "seal/evp.h"

/* ---- ledger ---- */

/* What becomes of the next commit: lost before the write, or only its answer lost. */
enum twin_fault { TWIN_SOUND, TWIN_LOST_BEFORE, TWIN_LOST_AFTER };

struct twin_store;
struct twin_store *twin_store_make(void);
void twin_store_free(struct twin_store *store);
struct hf_ledger twin_ledger(struct twin_store *store);
void twin_store_fault(struct twin_store *store, enum twin_fault fault);
/* Called once, before the next commit is looked at: as if another desk were faster. */
void twin_store_meanwhile(struct twin_store *store, void (*call)(void *context), void *context);
/* While it is away every call answers UNAVAILABLE. */
void twin_store_away(struct twin_store *store, bool away);
/* What is stored: a refusal leaves it as it is. */
struct twin_counts {
    size_t events, tokens;
};
struct twin_counts twin_store_counts(const struct twin_store *store);
/* A stored event as it is, for a test that plays the dishonest superuser; NULL when there is none. */
struct hf_event_row *twin_store_event(struct twin_store *store, size_t position);
/* The row of a file, for the same; NULL when there is none. */
struct hf_file_row *twin_store_file(struct twin_store *store, const struct hf_id *file);
/* What is kept as due in a file, -1: nothing; *free_ms: until when a worker has it, 0: nobody. */
int64_t twin_store_due(const struct twin_store *store, const struct hf_id *file, int64_t *free_ms);

/* ---- courier ---- */

/* Gives the outcome of one parcel: result arrives with ticket, class_name "received", status 202. */
typedef void (*twin_deliver_fn)(void *context, const struct hf_parcel *parcel,
                                struct hf_parcel_result *result);
struct twin_courier {
    twin_deliver_fn deliver;
    void *context;
    struct hf_parcel_result done[96];
    size_t count;
};
struct hf_courier twin_courier(struct twin_courier *courier);

/* ---- clock, dice, keys ---- */

struct twin_clock {
    int64_t now_ms;
    /* Called once, when the time is asked for, which a desk does at the beginning of a batch: what somebody
     * else does meanwhile. NULL: nothing. */
    void (*meanwhile)(void *context);
    void *context;
};
struct hf_clock_port twin_clock(struct twin_clock *clock);

struct twin_dice {
    uint64_t seed, thrown;
};
struct hf_dice twin_dice(struct twin_dice *dice);

enum { TWIN_SLOTS_MAX = 4096, TWIN_LINES_MAX = 32 };
/* A key for notices beside the first, added by a test: to sign, or to encrypt for. */
struct twin_other {
    struct hf_digest thumbprint;
    bool opens;
    struct hf_seed agreeing; /* what it opens with */
    struct hf_private key;
};
struct twin_keys {
    const char *origin, *issuer;
    struct twin_other other[2];
    size_t others;
    int64_t slots;
    bool forgotten[TWIN_SLOTS_MAX];
    struct twin_line { /* of the journal of erasures */
        struct hf_id erasure;
        struct hf_forgotten what;
    } line[TWIN_LINES_MAX];
    size_t lines;
    bool locked;
};
struct hf_keys twin_keys(struct twin_keys *keys);

/* A signer that remembers nothing on any disk, for desks that take turns. */
struct twin_signer {
    const char *origin;
    struct hf_frontier mark;
    struct hf_growth growth;
    enum hf_word frozen;          /* HF_WORD_ok: it is not */
    struct hf_digest shown[1024]; /* not yet in `growth` */
    size_t shown_count;
};
struct hf_signer twin_signer(struct twin_signer *signer);

/* The key pair of a role, so that tests can sign as the house would. */
void twin_key_pair(enum hf_key_role role, struct hf_secret *secret, struct hf_public *key);

/* The libc's memory as the desk is handed it; `self` NULL, or a size_t that counts the bytes held. */
void *twin_resize(void *self, void *block, size_t size);

#endif
