/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody asks to be done: one command, to one file. Time and chance are fields of it, so
 * that deciding is a function of its arguments.
 */
#ifndef HF_CASEFILE_COMMAND_H
#define HF_CASEFILE_COMMAND_H

#include "casefile/draw.h"
#include "casefile/fact.h"

struct hf_command {
    struct hf_id id; /* chosen by the sender, unique per (log, actor) */
    struct hf_id file;
    struct hf_str
        on; /* "case", "request/2", or a kind's name for an event of its `begin`; an id in 22 letters too */
    struct hf_str event;
    struct hf_json payload;     /* an object; HF_JSON_NULL counts as {} */
    struct hf_str effective_at; /* instant or bare date; empty: at_ms */
    struct hf_id actor;         /* a person's id, an authority's file id, the log's id for the engine */
    struct hf_str role;         /* empty: the only role of the actor's that the event admits */
    struct hf_str on_behalf;
    enum hf_known known;
    uint32_t expected_seq;   /* 0: whatever it is; else the seq the sender saw, `stale` when passed */
    struct hf_digest digest; /* of what was sent: same id, other digest is a conflict */
    struct hf_digest token;  /* an answer: SHA-256 of the compact token; else zero */
    struct hf_id thread;     /* an answer: txn */
    uint32_t thread_seq;     /* an answer: its place in the sender's own numbering */
    struct hf_digest said;   /* an answer: of the payload that it was made, to be known again */
    struct hf_id begins;     /* whose token begins the thread; zero: it is there, or nobody's may begin one */
    struct hf_digest supersedes; /* an answer: the earlier one that it takes the place of; else zero */
    bool lifts_aside;            /* that one stood aside until now */
    int64_t echo;                /* an answer: size of the checkpoint of ours that it brings back; 0: none */
    bool echo_differs;           /* and our log says otherwise of that size: to be looked into */
    int64_t signed_late_ms; /* an answer: when it says it was signed, where that was long before; else 0 */
    bool crossed;           /* a message of theirs: they had not seen our newest notice when they wrote it */
    bool iat_outside;       /* an answer: says it was signed when its key was not in force */
    /* A clock's command: which clock, run and due time fired (else clock is empty). */
    struct hf_str clock;
    uint32_t run;
    int64_t due_ms;
    /* Given by the desk. */
    struct hf_str name;               /* a file's first event: its name, for a case the reference */
    int64_t at_ms;                    /* now */
    unsigned char seed[HF_SEED_SIZE]; /* chance: ids and salts are drawn from it (casefile/draw.h) */
};

/*
 * Reads a command as people and machines write it:
 *   {"id","file","on","event","payload","effective_at","role","for","if_seq"}
 * Everything else (actor, known, time, chance) is the desk's to fill.
 */
enum hf_rc hf_command_read(const struct hf_json *json, struct hf_arena *arena, struct hf_command *out,
                           struct hf_err *err);
/* The same as a field table, for whoever describes it. */
struct hf_record;
const struct hf_record *hf_command_record(void);

#endif
