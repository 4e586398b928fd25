/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stage on which stories are told about a definition, in memory and in virtual time: each sentence is
 * decided, sealed and replayed (casefile/rehearse.h). No notice leaves it.
 */
#ifndef HF_CLI_REHEARSAL_H
#define HF_CLI_REHEARSAL_H

#include "cli/cli.h"
#include "cli/story.h"
#include "casefile/rehearse.h"

enum { HF_REHEARSAL_NAMES_MAX = 64, HF_REHEARSAL_ROWS_MAX = 16384 };

/* Who is called what; every event of the case; every notice it gave. */
struct hf_rehearsal_name {
    struct hf_str name;
    struct hf_id id;
    bool authority;
};
struct hf_rehearsal_event {
    hf_instance on;
    struct hf_str act;
};
struct hf_rehearsal_notice {
    struct hf_id recipient;
    bool deputy;
    uint16_t tmpl;
};

struct hf_rehearsal_stage {
    struct hf_story_stage port;
    struct hf_rehearsal rehearsal;
    struct hf_arena memory; /* of the rehearsal */
    const struct hf_flow *flow;
    struct hf_str folder; /* where `use` finds files; with its slash, or empty */
    bool opened;
    struct hf_rehearsal_name name[HF_REHEARSAL_NAMES_MAX];
    struct hf_rehearsal_event *event;
    struct hf_rehearsal_notice *notice;
    size_t names, events, notices;
};

/* On `flow`; `house` is the house's definition. UNAVAILABLE host_no_memory. */
enum hf_rc hf_rehearsal_stage_open(struct hf_rehearsal_stage *stage, const struct hf_flow *house,
                                   const struct hf_flow *flow, struct hf_str folder, struct hf_err *err);
void hf_rehearsal_stage_close(struct hf_rehearsal_stage *stage);

#endif
