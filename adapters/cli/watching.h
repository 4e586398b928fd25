/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Long work that tells how far it is, where somebody watches, and stops when it is asked to: between two
 * steps, so that whoever works can clear away what is not finished. A closed pipe is told by the write.
 */
#ifndef HF_CLI_WATCHING_H
#define HF_CLI_WATCHING_H

#include <signal.h>

#include "cli/cli.h"

enum { HF_WATCHED_SIGNALS = 3 };

struct hf_watching {
    struct hf_cli *cli;
    struct sigaction before[HF_WATCHED_SIGNALS]; /* what the signals did that are caught meanwhile */
    int64_t begun_ms, told_ms;
    bool watched; /* somebody sees the messages as they come */
};

void hf_watching_begin(struct hf_watching *watching, struct hf_cli *cli);
/* After each step: how far, and may it go on? FAILED trace_stopped. */
enum hf_rc hf_watching_step(struct hf_watching *watching, enum hf_say what, uint64_t done, uint64_t all,
                            struct hf_err *err);
void hf_watching_end(struct hf_watching *watching);

#endif
