/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one way through (docs/architecture.md): receive -> read -> may? -> decide -> gather -> commit ->
 * answer.
 *
 * A desk serves requests in batches: those that have arrived while the previous commit ran. One desk per
 * writer connection and thread; nothing here waits, locks or knows of threads. Nothing leaves before the
 * commit: a failed commit turns every answer of its batch into "try again".
 */
#ifndef HF_DESK_DESK_H
#define HF_DESK_DESK_H

#include "desk/ports.h"

enum { HF_BATCH_MAX = 1000 };

/* Memory that outlives a batch (the cache of folded cases), handed in: realloc's contract, 0 bytes frees. */
struct hf_memory {
    void *self;
    void *(*resize)(void *self, void *block, size_t size);
};

enum hf_request_kind {
    HF_REQUEST_COMMAND,
    HF_REQUEST_TOKEN,
    HF_REQUEST_NEWS /* of the desk's own: `command` without file and instance, which its thread leads to */
};
struct hf_request {
    enum hf_request_kind kind;
    /* HF_REQUEST_COMMAND: read and authenticated by the driving side; the desk fills time and seed. A zero
     * `file` opens a new one: `on` is its root's kind ("case", "authority"), `name` its short name, which the
     * desk draws for a case. */
    struct hf_command command;
    struct hf_str workflow; /* a new case: runs on the newest published version of this workflow */
    bool live;              /* HF_REQUEST_TOKEN: it came over a connection, just now */
    struct hf_str token; /* HF_REQUEST_TOKEN: a compact JWS of somebody else's; the desk authenticates it */
};

enum hf_outcome { HF_DONE, HF_REPEATED, HF_SET_ASIDE, HF_REFUSED_ANSWER };
struct hf_response {
    enum hf_outcome outcome;
    struct hf_id file;
    uint32_t seq, count;   /* of the events made, or of the first time (HF_REPEATED) */
    char name[16];         /* of a file just opened: the case reference */
    struct hf_id instance; /* of the first instance born, zero when none was */
    uint32_t notices;      /* that wait to be sent because of it */
    /* Of this very batch (HF_DONE, HF_SET_ASIDE), in the arena: as sealed, without the tree of the payload.
     */
    const struct hf_fact *events;
    struct hf_str body;       /* of a document that was asked for, in the arena */
    const struct hf_err *err; /* HF_REFUSED_ANSWER: why, in the arena; else NULL */
};

struct hf_desk;

struct hf_desk_setup {
    struct hf_ledger ledger;
    struct hf_clock_port clock;
    struct hf_dice dice;
    struct hf_keys keys;
    struct hf_signer signer;
    struct hf_memory memory;
    const struct hf_flow *house;
    struct hf_str origin; /* of the log */
    struct hf_id log_id;
    struct hf_str build;
    size_t cache_bytes; /* of folded cases */
};

/* A desk in its own memory; NULL with err when the ledger cannot be read. */
struct hf_desk *hf_desk_open(const struct hf_desk_setup *setup, struct hf_err *err);
void hf_desk_close(struct hf_desk *desk);
/*
 * From now on a batch is first decided on what is known here of the house, and as if none of its commands had
 * been done before; the commit finds out whether that was so. Only what would be refused, and what the commit
 * refuses, is asked for before it is decided again. One question less for each batch; two decisions for what
 * is repeated.
 */
void hf_desk_believe(struct hf_desk *desk);

/*
 * Serves one batch of at most HF_BATCH_MAX; one response per request, in order. The arena must live until the
 * caller has used the responses. Returns HF_OK also when single requests were refused. What the ledger could
 * not take is answered with an UNAVAILABLE error, alone or in all responses: try again.
 *   words beside those of reading and deciding: no_file, other_body (same command id, other digest),
 *   name_taken, no_workflow, contended (too many others act on the file), desk_full, and of tokens
 *   set_unknown_issuer, set_unknown_event, set_no_thread
 */
enum hf_rc hf_desk_serve(struct hf_desk *desk, const struct hf_request *requests, size_t count,
                         struct hf_arena *arena, struct hf_response *out, struct hf_err *err);

/*
 * Work that nobody waits for, left over from what was served: snapshots of files that have become long. To be
 * called when the answers of a batch are out; does a bounded part. What fails is left undone: nothing depends
 * on it.
 */
void hf_desk_rest(struct hf_desk *desk);

/* A folded file for readers, as the ledger holds it now, with the definitions it is read with; valid until
 * the next call. NOT_FOUND no_file. */
enum hf_rc hf_desk_file(struct hf_desk *desk, const struct hf_id *file, struct hf_arena *arena,
                        const struct hf_case **out, struct hf_flows *flows, struct hf_err *err);
/* What the house knew when it was read last: by a batch, or by hf_desk_refresh, for readers. */
const struct hf_house *hf_desk_house(const struct hf_desk *desk);
const struct hf_flow *hf_desk_house_flow(const struct hf_desk *desk);
enum hf_rc hf_desk_refresh(struct hf_desk *desk, struct hf_arena *arena, struct hf_err *err);

/* The keys that our log has had. UNVERIFIED keys_broken: the list is not that of the key that signs now. */
enum hf_rc hf_desk_log_keys(struct hf_desk *desk, struct hf_log_keys *out, struct hf_err *err);
enum hf_rc hf_log_keys_of(const struct hf_public_key *key, struct hf_log_keys *out, struct hf_err *err);

/* Our keys for notices as they are to be published now: a JWK set, in arena. */
enum hf_rc hf_desk_jwks(struct hf_desk *desk, struct hf_arena *arena, struct hf_str *out, struct hf_err *err);

/*
 * A document that others carried here: where it is encrypted for a key of ours it is opened in place, and
 * anything else is left as it is. Whether it is the one that is wanted, its digest says. As hf_jwe_open does,
 * and jwe_key for a key that is not ours or retired.
 */
enum hf_rc hf_desk_open_document(struct hf_desk *desk, struct hf_arena *arena, struct hf_str *bytes,
                                 struct hf_err *err);

/* Where driving adapters put requests: filled in by adapters/host, handed to http by main.
 * `offer` copies the bytes, answers HF_UNAVAILABLE (queue_full) at once when the queue is full; `done` is
 * called on the desk's thread after the commit. */
typedef void (*hf_done_fn)(void *context, const struct hf_response *response);
struct hf_inlet {
    void *self;
    enum hf_rc (*offer)(void *self, const struct hf_request *request, hf_done_fn done, void *context,
                        struct hf_err *err);
};

/* Work for a desk that somebody brings who may not wait: filled in by adapters/host, given to http by main.
 * It is run on the desk's own thread; the desk is NULL when the ledger is away. `offer` answers
 * HF_UNAVAILABLE (queue_full, stopping) at once: then it is not run. */
typedef void (*hf_errand_fn)(void *context, struct hf_desk *desk, struct hf_arena *arena);
struct hf_errands {
    void *self;
    enum hf_rc (*offer)(void *self, hf_errand_fn run, void *context, struct hf_err *err);
};

#endif
