/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was found about one target, as canonical JSON (RFC 8785). Shares are percents.
 *
 *   effective                  of each person: at most six decimals, rounded half up
 *   effective_exact            of each person: as a whole number or a fraction; [lo, hi] where something on
 *                              the way is an interval; absent for whom only bounds are known
 *   effective_bounds           of those: [lo, hi] with twelve decimals, the share surely between them
 *   ubo_25_by_multiplication   persons with 25 % or more of the shares, chains multiplied and added
 *   ubo_amlr_52_to_54          beneficial owners by Regulation (EU) 2024/1624; `grounds` says
 *                              by which articles
 *   controls                   of each person: companies under more than 50 % of the votes, step by step
 *   blocked_50_rule            of those asked about (joined by commas): companies that they hold to
 *                              50 % in aggregate
 *   may_be_ubo, may_control, may_be_blocked   who besides, if intervals turn out that way
 *   other_ends                 shares of those at the ends of the chains who are no persons
 *   unaccounted                what of the target nobody is named for, at most
 *   votes_partly               of companies above the target whose known votes reach less than their known
 *                              shares: both sums, held by others than themselves
 *   as_of, target              what was asked
 *   set_aside, left_out        how many statements say no share; how many rows do not hold on that day
 *   chains                     where asked for: of each person, the chains (trace/owner_chain.h)
 */
#ifndef HF_TRACE_OWNER_ANSWER_H
#define HF_TRACE_OWNER_ANSWER_H

#include "record/json.h"
#include "trace/owner_rules.h"

/* As a value; texts live in the arena. no_memory. */
enum hf_rc hf_owner_answer(const struct hf_owner_graph *graph, uint32_t target,
                           const struct hf_owner_findings *findings, bool explain, struct hf_arena *arena,
                           struct hf_json *out, struct hf_err *err);

/* Millionths of a percent, rounded half up; of a bound, its lower end. False when the arena is full. */
bool hf_owner_millionths(const struct hf_owner_number *share, struct hf_arena *arena, uint64_t *out);
/* As "34.867844", at least one decimal. */
void hf_owner_put_millionths(struct hf_buf *out, uint64_t millionths);
/* The share as a percent: at most six decimals, rounded half up, at least one ("25.0"). Of a bound, its
 * floor. */
bool hf_owner_put_percent(struct hf_buf *out, const struct hf_owner_number *share, struct hf_arena *arena);
/* "25" or "100/3"; only where exact. */
bool hf_owner_put_exact(struct hf_buf *out, const struct hf_owner_number *share, struct hf_arena *arena);

#endif
