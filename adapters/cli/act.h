/* SPDX-License-Identifier: Apache-2.0 */
/* One act in a case, from what was typed: which instance, which event, what it says. */
#ifndef HF_CLI_ACT_H
#define HF_CLI_ACT_H

#include "cli/view.h"

struct hf_typed_act {
    struct hf_str on;            /* "case", "request/1", or a kind's name for a birth */
    struct hf_str event;         /* "approve" */
    const struct hf_event *rule; /* NULL: the definition has none of that name, which deciding will say */
};

/*
 * `on` empty: the case itself, or, where the case has no such event, the kind that it gives birth to.
 * `root` is the kind of the case; `flows` its definitions.
 */
void hf_act_find(const struct hf_flows *flows, const struct hf_case *c, struct hf_str on, struct hf_str event,
                 struct hf_typed_act *out);

/* Payload, time, role and expected number from the options --set, --data, --effective, --if-seq. */
enum hf_rc hf_act_command(struct hf_cli *cli, const struct hf_typed_act *act, struct hf_command *out,
                          struct hf_err *err);

/* What was recorded: file, numbers, and each event with its move. */
struct hf_json hf_act_json(struct hf_arena *arena, const struct hf_response *response);
struct hf_json hf_fact_json(struct hf_arena *arena, const struct hf_fact *fact);
/* For people: where an event came from and went to, by the titles of the states; names with --json. */
struct hf_json hf_fact_titled(const struct hf_cli *cli, const struct hf_flows *flows, struct hf_arena *arena,
                              const struct hf_json *fact);
void hf_act_show(struct hf_cli *cli, const struct hf_flows *flows, const struct hf_json *done);

#endif
