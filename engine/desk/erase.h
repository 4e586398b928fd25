/* SPDX-License-Identifier: Apache-2.0 */
/* An erasure that two people have ordered, carried out (docs/erasure.md). */
#ifndef HF_DESK_ERASE_H
#define HF_DESK_ERASE_H

#include "desk/desk.h"

/*
 * At once what the clock of the ordered erasure would have done: keys, values and documents destroyed, the
 * certificate in the file. Where a watcher has done it meanwhile: HF_REPEATED, without numbers. NOT_FOUND
 * no_instance: the file has no erasure with this id that is ordered or done; otherwise as the response says.
 */
enum hf_rc hf_erase_now(struct hf_desk *desk, const struct hf_id *file, const struct hf_id *erasure,
                        struct hf_arena *arena, struct hf_response *out, struct hf_err *err);

#endif
