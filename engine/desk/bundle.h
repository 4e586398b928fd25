/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bundle of one file is made (proof/bundle.h): its events as they stood when it was begun, what
 * proves them and that there were no more, and of what stands beside them as much as the reader may see. The
 * heads of all files are published for it, and a fresh checkpoint is signed. What was made is verified like
 * one that comes from elsewhere, before it is handed out.
 */
#ifndef HF_DESK_BUNDLE_H
#define HF_DESK_BUNDLE_H

#include "desk/desk.h"

enum hf_bundle_reader {
    HF_READER_AUDITOR,   /* everything that was not erased */
    HF_READER_PUBLIC,    /* every event; no hidden value, no message, no document */
    HF_READER_AUTHORITY, /* the events by which it was told or spoke, and those messages; of all others the
                            commitment alone */
    HF_READER_ROLE       /* events, values and messages of what this role may act on; of all others the
                            commitment alone */
};

struct hf_bundle_order {
    struct hf_id file;
    enum hf_bundle_reader reader;
    struct hf_id authority; /* HF_READER_AUTHORITY */
    struct hf_str role;     /* HF_READER_ROLE */
    bool documents;         /* with the bytes of the file's documents: the auditor alone is given them */
    void (*witness)(void *context); /* called when the checkpoint was signed: what witnesses say of it now and
                                       is kept (desk/cosigning.h) stands in the bundle; or NULL */
    void *context;
};

/*
 * The archive goes to `out`, which grows in an arena of its own. `arena` needs room for the file and 64 bytes
 * per leaf of the log.
 *   errors   NOT_FOUND no_file, bundle_reader; BAD_INPUT bundle_documents; REFUSED document_condition: one of
 *            them may not be handed on; CONFLICT bundle_erased: something in it was erased meanwhile; FAILED
 *            no_memory; UNVERIFIED, what proof/verify.h finds: the database was changed; those of ledger
 *            and keys
 */
enum hf_rc hf_bundle_make(struct hf_desk *desk, const struct hf_bundle_order *order, struct hf_arena *arena,
                          struct hf_buf *out, struct hf_err *err);

#endif
