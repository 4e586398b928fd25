/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shared by the parts of bench_proof: what each measures with, and how it tells a figure and whether that
 * holds.
 */
#ifndef HF_TESTS_BENCH_PROOF_FIGURES_H
#define HF_TESTS_BENCH_PROOF_FIGURES_H

#include "base/arena.h"
#include "base/err.h"
#include "seal/hash.h"

enum { PROOF_PATH = 256 };

struct proof_bench {
    const char *verifier;    /* path of holdfast-verify */
    char folder[PROOF_PATH]; /* for what a part writes; empty before and after it */
    int ask, told;           /* pipes to whoever runs the verifier */
    struct hf_hasher hasher;
    struct hf_arena arena; /* reset before each part */
    struct hf_err err;
    bool missed; /* something does not hold */
};

/* Before anything that takes memory. */
void bench_begin(struct proof_bench *b, const char *verifier, size_t memory);
/* What the program returns. */
int bench_end(struct proof_bench *b);

double now_s(void); /* steady */
struct hf_digest numbered(struct hf_hasher *hasher, uint64_t n);

/* A line: name, value, unit; with a limit also what is demanded and whether it holds. */
void tell(const char *name, double value, const char *unit);
void tell_at_most(struct proof_bench *b, const char *name, double value, const char *unit, double most);
void tell_at_least(struct proof_bench *b, const char *name, double value, const char *unit, double least);

/* Takes away what is in the folder of the bench, and the folder. */
void folder_drop(struct proof_bench *b);
void folder_make(struct proof_bench *b);
/* In that folder. */
void folder_path(const struct proof_bench *b, struct hf_str name, char path[PROOF_PATH]);

/* Runs the verifier, which must be content, on a file or folder: how long, and how much was resident at most.
 */
double verifier_s(const struct proof_bench *b, const char *path, double *mib);

void bench_tree(struct proof_bench *b);
void bench_tiles(struct proof_bench *b);
void bench_heads(struct proof_bench *b);

/* Tiles of all that a database holds, and of what it has grown since. */
struct hf_desk;
void follow_first(struct proof_bench *b, struct hf_desk *desk);
void follow_grown(struct proof_bench *b, struct hf_desk *desk);

/* A bundle is made, verified by the function and by the program, and replayed. */
struct hf_bundle_order;
void bundle_figures(struct proof_bench *b, struct hf_desk *desk, const struct hf_bundle_order *order);

#endif
