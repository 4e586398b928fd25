/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names that follow from what they name, so that two processes that do the same thing name it alike
 * (docs/formats.md 9): ids of commands nobody typed, and the name a case bears towards one authority.
 * Numbers are 8 bytes big-endian; a 0 byte ends a text where another part follows.
 */
#ifndef HF_SEAL_IDS_H
#define HF_SEAL_IDS_H

#include "base/id.h"
#include "seal/hash.h"

/* First 16 bytes of SHA-256(iss, 0, jti): a signed answer takes effect once. */
struct hf_id hf_answer_command_id(struct hf_hasher *hasher, struct hf_str iss, struct hf_str jti);

/*
 * First 16 bytes of SHA-256("holdfast/clock/v1\n", file, instance, 0, clock, 0, run, due_ms): a timer fires
 * once however many desks there are. `run` counts the clock's starts.
 */
struct hf_id hf_clock_command_id(struct hf_hasher *hasher, const struct hf_id *file, struct hf_str instance,
                                 struct hf_str clock, uint64_t run, int64_t due_ms);

/* First 16 bytes of SHA-256(file, source digest, line): an interrupted import is simply run again. */
struct hf_id hf_import_command_id(struct hf_hasher *hasher, const struct hf_id *file,
                                  const struct hf_digest *source, uint64_t line);

/* First 16 bytes of SHA-256("holdfast/inner/v1\n", jti): where the token inside an encrypted one is kept. */
struct hf_id hf_inner_token_id(struct hf_hasher *hasher, const struct hf_id *jti);

/* First 16 bytes of SHA-256("holdfast/access/v1\n", origin, file): the file that tells who read this one. */
struct hf_id hf_access_id(struct hf_hasher *hasher, struct hf_str origin, const struct hf_id *file);

/*
 * sub_id = HMAC-SHA-256(pseudonym key, file, authority): each authority knows the case under a name of its
 * own, and two of them cannot find out that they hold the same case.
 */
struct hf_digest hf_pseudonym(struct hf_hasher *hasher, struct hf_str key, const struct hf_id *file,
                              const struct hf_id *authority);

/*
 * What a sealed row is and where it belongs, for `about` of a box (seal/box.h):
 *     "holdfast/disclosure/v1\n", file, seq, place      one hidden value of one event
 *     "holdfast/chunk/v1\n", document, n                one piece of a document
 */
void hf_about_disclosure_put(struct hf_buf *out, const struct hf_id *file, uint64_t seq, uint64_t place);
void hf_about_chunk_put(struct hf_buf *out, const struct hf_id *document, uint64_t n);

#endif
