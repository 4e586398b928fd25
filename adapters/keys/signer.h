/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The signer: a process of its own that alone opens the log key. It takes no word of anybody: it signs the
 * tree that it signed last, or that one grown by leaves that it is shown, and nothing else; what it signed
 * last is on its disk before a signature leaves. Shown anything else it freezes, and stays frozen over its
 * end, until two people end it. It knows no database, and once it listens the system refuses it every further
 * socket, connection and program (seccomp).
 */
#ifndef HF_KEYS_SIGNER_H
#define HF_KEYS_SIGNER_H

#include "keys/keyring.h"
#include "keys/mark.h"
#include "keys/signer_wire.h"

/* ---- what it answers ---- */

struct hf_signing {
    const char *state;
    struct hf_keys keys; /* of which only the log key is used */
    struct hf_str origin;
    struct hf_frontier mark;
    struct hf_frozen frozen;
    struct hf_hasher hasher;
    bool rotated;                  /* its key is being replaced: it signs nothing more */
    void (*marked)(void *context); /* struct hf_signer_order */
    void *context;
};
/* Reads mark and freeze; a mark that cannot be read is a freeze. Errors: those of the keys. */
enum hf_rc hf_signing_open(const char *state, struct hf_keys keys, struct hf_signing *out,
                           struct hf_err *err);
void hf_signing_close(struct hf_signing *signing);

struct hf_visitor { /* one who asks */
    bool shows, rotates;
    struct hf_growth growth;
};
/* Writes the answer, if the frame has one. False: it is no question, and the visitor is sent away. */
bool hf_signing_answer(struct hf_signing *signing, struct hf_visitor *visitor, const struct hf_frame *frame,
                       struct hf_buf *out);

/* ---- the process ---- */

struct hf_signer_order {
    const char *state;
    bool while_used;                  /* ends when nobody is connected any more */
    bool (*stopped)(int64_t wait_ms); /* asked for between two looks */
    void (*listening)(void *context); /* it can be asked now */
    void (*marked)(void *context);    /* the mark is on the disk, nothing is signed yet; NULL: nobody minds */
    void *context;
};
/* Serves until it is stopped. CONFLICT signer_running; FAILED key_file, and the errors of the keys. */
enum hf_rc hf_signer_serve(const struct hf_signer_order *order, struct hf_keys keys, struct hf_err *err);

/* ---- who asks ---- */

/* The port of one thread. Nothing is connected before it is needed; where no signer listens one is started,
 * this very program, that ends when nobody is connected to it any more. */
struct hf_signer_way;
enum hf_rc hf_signer_open(const char *state, struct hf_signer_way **out, struct hf_err *err);
struct hf_signer hf_signer_port(struct hf_signer_way *way);
void hf_signer_close(struct hf_signer_way *way);

/*
 * The signer's key states that another one takes its place (hf_log_key_text; from how many leaves on: its
 * mark). Then it signs nothing more and ends when hf_signer_leave is called, which is when the new key is in
 * place: the next one that is started opens that.
 */
enum hf_rc hf_signer_rotate(struct hf_signer_way *way, struct hf_str text, struct hf_signature *out,
                            struct hf_err *err);
void hf_signer_leave(struct hf_signer_way *way);

#endif
