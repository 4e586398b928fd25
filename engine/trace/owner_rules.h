/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who counts as a beneficial owner of a target, and on which ground.
 *
 * Regulation (EU) 2024/1624 (OJ L, 19.6.2024), text read; what it does not say is docs/ownership.md's
 * reading.
 *   52     25 % or more of the shares or of the voting rights, directly or by multiplying along each chain
 *          and adding the chains
 *   53     control: more than 50 % of the votes, on each level, or by other means
 *   54(a)  control of companies that directly hold 25 % or more of the target, one by one or together
 *   54(b)  25 % or more of a company that controls the target
 */
#ifndef HF_TRACE_OWNER_RULES_H
#define HF_TRACE_OWNER_RULES_H

#include "trace/owner_circle.h"
#include "trace/owner_effect.h"

enum hf_owner_ground {
    HF_OWNER_52 = 1 << 0,
    HF_OWNER_53 = 1 << 1,
    HF_OWNER_54A = 1 << 2,
    HF_OWNER_54B = 1 << 3,
};

/* One person and the target. */
struct hf_owner_finding {
    uint32_t node;
    const struct hf_owner_effect *effect; /* NULL: no chain of shares leads to the target */
    uint8_t grounds, maybe;               /* of hf_owner_ground: which surely hold, which may besides */
    bool quarter, maybe_quarter;          /* 25 % of the shares by multiplication */
    uint32_t *controls, control_count;    /* companies, in the order of their names */
    uint32_t *may_control, may_count;     /* those besides */
};

struct hf_owner_findings {
    struct hf_owner_effects effects;
    struct hf_owner_finding *finding; /* each person of the file or, where none is named, each end; by name */
    uint32_t count;
    uint32_t *seed, seeds;              /* who is asked about under the 50 % rule, by name */
    uint32_t *blocked, *may_be_blocked; /* companies, by name */
    uint32_t blocked_count, may_count;
};

struct hf_owner_asked {
    const uint32_t *seed; /* whom the 50 % rule begins with; none: all persons the file names */
    uint32_t seeds;
    uint64_t work_max; /* companies gone through for controllers; 0: the bound of trace/owner_rules.c */
};

/* Everything about one target. BAD_INPUT owner_closed, REFUSED owner_deep; no_memory. */
enum hf_rc hf_owner_find_all(const struct hf_owner_graph *graph, uint32_t target,
                             const struct hf_owner_asked *asked, struct hf_arena *arena,
                             struct hf_owner_findings *out, struct hf_err *err);

#endif
