/* SPDX-License-Identifier: Apache-2.0 */
/* A request that another authority sent us, and what passes between us about its documents: asked for and
 * attached with our notice key, over the channel that the directory names. */
#ifndef HF_CLI_INBOX_H
#define HF_CLI_INBOX_H

#include "cli/answering.h"
#include "cli/view.h"

/* By its reference. NOT_FOUND no_file. */
enum hf_rc hf_inbox_find(struct hf_seat *seat, struct hf_str typed, struct hf_sight *out, struct hf_err *err);

/*
 * The document that the request shows, checked against its digest. *waits: it was asked for through the
 * spool, and nothing is there yet. NOT_FOUND no_document (the request shows none), UNVERIFIED
 * document_changed, UNAVAILABLE fetch_failed.
 */
enum hf_rc hf_inbox_document(struct hf_seat *seat, const struct hf_sight *request, struct hf_str *out,
                             bool *waits, struct hf_err *err);
/* What was carried here, if it is that document. */
enum hf_rc hf_inbox_carried(struct hf_seat *seat, const struct hf_sight *request, struct hf_str bytes,
                            struct hf_err *err);

/* Sends a document in parts, and says what an answer says of it. UNAVAILABLE inbox_unsent. */
enum hf_rc hf_inbox_attach(struct hf_seat *seat, const struct hf_sight *request, struct hf_str path,
                           struct hf_json *out, struct hf_err *err);

#endif
