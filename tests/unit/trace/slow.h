/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ownership once more, slow and plain, for small graphs whose shares are twentieths: determinants written out
 * (Cramer's rule), sets grown by looking at everything again until nothing changes, and intervals by trying
 * every corner that they have. It shares no code with the engine.
 */
#ifndef HF_TESTS_TRACE_SLOW_H
#define HF_TESTS_TRACE_SLOW_H

#include "bench.h"

enum { SLOW_COMPANIES = 5, SLOW_PERSONS = 3, SLOW_NODES = SLOW_COMPANIES + SLOW_PERSONS, SLOW_WHOLE = 20 };

/* Companies A.. are the first nodes, persons P.. the others. */
struct slow_share {
    int lo, hi, votes_lo, votes_hi; /* twentieths; nothing is held where `held` is false */
    bool held, control;
};
struct slow_graph {
    int companies, persons;
    bool votes;                                       /* are votes said, or are they the shares? */
    struct slow_share of[SLOW_NODES][SLOW_COMPANIES]; /* of[owner][owned] */
};
const char *slow_name(const struct slow_graph *graph, int node);

/* A graph by chance: rings, treasury shares, unequal votes; in some, intervals in at most two companies. */
void slow_generate(struct bench_dice *dice, bool open, struct slow_graph *out);
struct hf_str slow_csv(const struct slow_graph *graph);

/* A share as num/den >= 0; den 0: a ring closed to 100 % stands above the company. */
struct slow_number {
    int64_t num, den;
};
/* What of company `of` is node `owner`'s, with the low ends of shares (of votes). */
struct slow_number slow_effective(const struct slow_graph *graph, int owner, int of, bool votes);
/* The most that the intervals allow. */
struct slow_number slow_most(const struct slow_graph *graph, int owner, int of);

/* in[c]: does a circle around the seeds take company c in? */
void slow_circle(const struct slow_graph *graph, const bool *seed, bool control, bool maybe, bool *in);
/* Beneficial owner for sure, by articles 52 to 54. */
bool slow_beneficial(const struct slow_graph *graph, int person, int of);

#endif
