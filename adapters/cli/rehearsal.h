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
#include "flow/calendar.h"

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
    struct hf_str header, payload; /* as they were sealed */
    struct hf_blind blind;
    struct hf_digest link;
    int64_t recorded_ms;
};
struct hf_rehearsal_notice {
    struct hf_id recipient;
    bool deputy;
    struct hf_str letter; /* name of the template */
};

struct hf_rehearsal_stage {
    struct hf_story_stage port;
    struct hf_rehearsal rehearsal;
    struct hf_arena memory;                     /* of the rehearsal */
    const struct hf_flow *house, *first, *flow; /* `flow`: the version that the case runs on */
    const struct hf_calendars *calendars;
    struct hf_str folder; /* where `use` finds files; with its slash, or empty */
    bool opened;
    struct hf_rehearsal_name name[HF_REHEARSAL_NAMES_MAX];
    struct hf_rehearsal_event *event;
    struct hf_rehearsal_notice *notice;
    size_t names, events, notices;
    bool full; /* there were more events than are kept */
};

/* On `flow`; `house` is the house's definition. UNAVAILABLE host_no_memory. */
enum hf_rc hf_rehearsal_stage_open(struct hf_rehearsal_stage *stage, const struct hf_flow *house,
                                   const struct hf_flow *flow, const struct hf_calendars *calendars,
                                   struct hf_str folder, struct hf_err *err);
void hf_rehearsal_stage_close(struct hf_rehearsal_stage *stage);

/*
 * What happened in the case, as a log holds it: a line of canonical JSON per event, in which `header` and
 * `payload` are the bytes that were sealed, and `blind` and `link` those of its place in the chain
 * (docs/formats.md 4 and 5). UNAVAILABLE story_events: there were more events than a stage keeps.
 */
enum hf_rc hf_rehearsal_stage_log(const struct hf_rehearsal_stage *stage, struct hf_buf *out,
                                  struct hf_err *err);

/*
 * The case at the end of each day (UTC) from `first` to `last`, folded anew from those bytes; nothing more
 * can be told on this stage. Errors: story_events, those of hf_replay_next, and of `each`.
 */
typedef enum hf_rc (*hf_rehearsal_day_fn)(void *context, int32_t day, const struct hf_flows *flows,
                                          const struct hf_case *c, struct hf_err *err);
enum hf_rc hf_rehearsal_stage_fold(struct hf_rehearsal_stage *stage, int32_t first, int32_t last,
                                   hf_rehearsal_day_fn each, void *context, struct hf_err *err);

#endif
