/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a command shows of protected material, and to whom: noted where a hidden value, a document or a bundle
 * is taken, recorded (desk/access.h) before anything is printed or written.
 */
#ifndef HF_CLI_READING_H
#define HF_CLI_READING_H

#include "cli/session.h"

/* Once per file, kind and thing; `of` is kept. */
void hf_reading_note(struct hf_seat *seat, const struct hf_id *file, enum hf_read_kind what,
                     struct hf_str of);
/*
 * Records what was noted, but of files in which the same command acted: there the act says who it was.
 * Nothing may leave where this fails: NOT_ALLOWED, NOT_FOUND: whom --as names; those of hf_access_flush.
 */
enum hf_rc hf_reading_record(struct hf_seat *seat, struct hf_err *err);
/* What the work prints is held back until what it read is recorded. */
enum hf_rc hf_reading_held(struct hf_seat *seat, hf_seat_work work, struct hf_err *err);

#endif
