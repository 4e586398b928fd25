/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The state directory: where the keys and the private cluster are.
 *
 *     STATE/demo      the demo made this state; only such a one may have
 *     STATE/clock     an offset of its clock (host/clock.h)
 */
#ifndef HF_HOST_STATE_H
#define HF_HOST_STATE_H

#include "base/err.h"

enum { HF_STATE_PATH_MAX = 512 };

/*
 * The one that was named, else /var/lib/holdfast where that exists, else $XDG_STATE_HOME/holdfast, else
 * ~/.local/state/holdfast; always absolute. It need not exist. BAD_INPUT state_nowhere (neither is set),
 * too_large.
 */
enum hf_rc hf_state_find(struct hf_str named, char out[HF_STATE_PATH_MAX], struct hf_err *err);

/* Makes it and what leads to it, open to its owner only; one that is there keeps its mode. FAILED host_file.
 */
enum hf_rc hf_state_make(const char *state, struct hf_err *err);
/* NOT_FOUND state_missing. */
enum hf_rc hf_state_check(const char *state, struct hf_err *err);

bool hf_state_is_demo(const char *state);
/* Marks a state, in which nothing is yet, as the demo's. CONFLICT state_not_fresh. */
enum hf_rc hf_state_mark_demo(const char *state, struct hf_err *err);

/* Replaces STATE/name whole, mode 0600. FAILED host_file. */
enum hf_rc hf_state_write(const char *state, const char *name, struct hf_str text, struct hf_err *err);

/* What the last system call said about the path: FAILED host_file. */
enum hf_rc hf_host_fail(const char *path, struct hf_err *err);

#endif
