/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of a walk share: walk.c makes the cast and counts, walk_chance.c picks. Private to them. */
#ifndef HF_CLI_WALK_INSIDE_H
#define HF_CLI_WALK_INSIDE_H

#include "cli/walk.h"

/* walk.c: a failure of the rehearsal, with its reason. */
enum hf_rc walk_told_why(struct hf_walk *w, enum hf_rc rc, struct hf_err *err);
/* walk.c: one command, counted. */
enum hf_rc walk_do(struct hf_walk *w, const struct hf_walk_option *option, const struct hf_json *payload);
/* walk.c: mostly all that may be told is told: a definition asks for more than its schemas do. */
struct hf_inventor walk_inventor(struct hf_walk *w, hf_instance on, struct hf_arena *arena);

/* walk_chance.c: the case as it stands, among the moments to come back to. */
void walk_keep_moment(struct hf_walk *w);

#endif
