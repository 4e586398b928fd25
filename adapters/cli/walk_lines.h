/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A walk told line by line, as JSON, for whoever wants to know what was done and why: every event decided
 * with the branch that decided it, and every refusal. Each event tells the instance as it left it, so that a
 * reader who keeps the last of each knows all that a condition could look at. docs/workflow-tools.md has the
 * members.
 */
#ifndef HF_CLI_WALK_LINES_H
#define HF_CLI_WALK_LINES_H

#include <stdio.h>

#include "casefile/rehearse.h"

struct hf_walk_lines {
    FILE *out;
    struct hf_arena arena, told; /* of one line; of the case as it is told */
    struct hf_case before;       /* what is told next happened to this */
    struct hf_str role;          /* in which the present command is given; empty: by a clock */
};

/* What the walk is of: the definition, the authorities it knows. */
void hf_walk_lines_begin(struct hf_walk_lines *lines, const struct hf_rehearsal *r);
/* A new case, one that is kept under a number, one that was come back to. */
void hf_walk_lines_case(struct hf_walk_lines *lines, const struct hf_rehearsal *r, uint64_t number);
void hf_walk_lines_kept(struct hf_walk_lines *lines, size_t number);
void hf_walk_lines_back(struct hf_walk_lines *lines, const struct hf_rehearsal *r, size_t number);
/* The events of the last command, one after the other. */
void hf_walk_lines_events(struct hf_walk_lines *lines, const struct hf_rehearsal *r);
/* The command was refused, as r->err says. `rule`: its event; the payload is told with its defaults. */
void hf_walk_lines_refusal(struct hf_walk_lines *lines, const struct hf_rehearsal *r,
                           const struct hf_command *command, const struct hf_event *rule);

#endif
