/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small world for guards: rows of name, type and value. Its three measures are asked, in force and refused;
 * reading `event.poison` or `data.poison` fails, so that a test sees what was evaluated.
 */
#ifndef HF_TESTS_GUARD_WORLD_H
#define HF_TESTS_GUARD_WORLD_H

#include "flow/guard.h"

extern const struct hf_expr_scope guard_scope;
extern const struct hf_world guard_world;

/* A value as text: true, 12, 'ab', 2026-11-23, 1.50 EUR, 45d, [1, 2], measure/2, entry 7, object. */
void guard_put(struct hf_buf *out, const struct hf_val *value);

#endif
