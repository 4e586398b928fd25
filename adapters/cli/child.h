/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Processes of the demo: this same program, or openssl, run and ended by their process ids, each bounded in
 * time, none outliving the one that started it.
 */
#ifndef HF_CLI_CHILD_H
#define HF_CLI_CHILD_H

#include "base/err.h"

struct hf_child {
    int pid; /* 0: none */
    int out; /* what it writes to standard output */
};

/* How one ended: its exit code, and all that it wrote, in the arena. */
struct hf_ran {
    int code;
    struct hf_str out, messages;
};

/*
 * argv ends with NULL; argv[0] is "holdfast" for this very program, else looked for in PATH. Standard input
 * is empty. FAILED child_start; child_late after wait_ms, when it was killed.
 */
enum hf_rc hf_child_run(const char *const *argv, int64_t wait_ms, struct hf_arena *arena, struct hf_ran *out,
                        struct hf_err *err);

/* One that goes on; its messages go to `log`. */
enum hf_rc hf_child_start(const char *const *argv, const char *log, struct hf_child *out, struct hf_err *err);
/* Its first line, without the line end. FAILED child_late, child_ended. */
enum hf_rc hf_child_line(struct hf_child *child, int64_t wait_ms, struct hf_arena *arena, struct hf_str *line,
                         struct hf_err *err);
bool hf_child_lives(struct hf_child *child);
/* SIGTERM, and after wait_ms SIGKILL; returns its exit code, -1 when it had to be killed. */
int hf_child_stop(struct hf_child *child, int64_t wait_ms);

#endif
