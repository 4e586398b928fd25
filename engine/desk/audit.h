/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an auditor asks of a ledger: is every stored byte the one that was written, and what was true at a
 * moment? Nothing is taken from working rows (heads, snapshots) but to be compared: all is recomputed from
 * the events.
 */
#ifndef HF_DESK_AUDIT_H
#define HF_DESK_AUDIT_H

#include "casefile/replay.h"
#include "desk/ports.h"

/* Is this stamp over that digest the authority's own, by certificates in force at `at_ms`? UNVERIFIED. */
typedef enum hf_rc hf_audit_stamp_fn(void *self, const struct hf_stamp_row *row,
                                     const struct hf_digest *digest, int64_t at_ms, struct hf_err *err);

struct hf_desk;
struct hf_audit {
    struct hf_ledger ledger;
    const struct hf_flow *house;
    hf_definition_fn definition; /* the compiled workflow of a digest */
    void *context;
    struct hf_str origin;
    const struct hf_log_keys *log_keys; /* NULL: signatures of checkpoints are not looked at */
    const struct hf_frontier *mark;     /* what the signer remembers; NULL: it is not compared */
    struct hf_hasher *hasher;
    struct hf_arena *arena;   /* files, leaves and the folded file */
    struct hf_arena *scratch; /* one event at a time */
    hf_audit_stamp_fn *stamp; /* NULL: of time-stamps only what they name is looked at */
    void *stamp_context;
    struct hf_desk *desk; /* with the keys of hidden values, and what the house knows of calendars, over a
                             connection of its own; NULL: neither values nor deadlines are looked at */
    struct hf_id log_id;  /* as the ledger has it; zero: not looked at */
    int64_t
        now_ms; /* of the audit, for the last stamp of a checkpoint, and for what is put off; 0: unknown */
    bool chain_only; /* payload digests, chains, leaves, tree and heads; nothing is folded, and nothing beside
                        the events looked at */
};

struct hf_audit_figures {
    uint64_t files, events, leaves, checkpoints, tokens, stamps;
    uint64_t signed_size; /* of the newest checkpoint */
    uint64_t attested;    /* of the events, those among so many leaves */
};

/*
 * Verifies the whole log: payloads, headers, chains, leaves and their positions, heads, the tree under every
 * checkpoint, the digests of the signed messages that events name, the time-stamps of checkpoints, and what
 * is stored beside all that (docs/audit.md: which column is held to what).
 *   errors   UNVERIFIED: a word audit_* or replay_*; err->where names file and event
 *            ("case K7QF-2M9T-X event 12"): the first that is wrong, files by id, events in order
 */
enum hf_rc hf_audit_verify(const struct hf_audit *audit, struct hf_audit_figures *out, struct hf_err *err);

/* The same for one file alone, against the tree under every checkpoint: each of its events is one that was
 * signed, or not yet. Whether it once had others is not seen: the leaves of other files are not asked for. */
enum hf_rc hf_audit_verify_file(const struct hf_audit *audit, const struct hf_id *file,
                                struct hf_audit_figures *out, struct hf_err *err);

/*
 * The file as it stood at `to_ms` (events recorded until then, that instant included).
 * `each`, if given, sees every event in order. NOT_FOUND no_file; UNVERIFIED as above.
 */
typedef enum hf_rc (*hf_fact_fn)(void *context, const struct hf_flows *flows, const struct hf_case *after,
                                 const struct hf_fact *fact, struct hf_err *err);
enum hf_rc hf_audit_replay(const struct hf_audit *audit, const struct hf_id *file, int64_t to_ms,
                           hf_fact_fn each, void *context, struct hf_case *out, struct hf_flows *flows,
                           struct hf_err *err);

#endif
