/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The output, or a file that comes into its place when it is whole: after a failure, a signal or a full disk
 * there is what was there before. A link is followed; a device or a pipe is written to and never replaced.
 */
#ifndef HF_CLI_OUTLET_H
#define HF_CLI_OUTLET_H

#include "cli/cli.h"
#include "record/json.h"

struct hf_outlet {
    struct hf_cli *cli;
    FILE *file;
    char *fresh, *name; /* NULL: written to as it is; NULL: the output */
};

/* An empty path is the output. FAILED cli_output. */
enum hf_rc hf_outlet_open(struct hf_cli *cli, struct hf_str path, struct hf_outlet *out, struct hf_err *err);
/* What is in the buffer, which is empty then. FAILED cli_output. */
enum hf_rc hf_outlet_put(struct hf_outlet *outlet, struct hf_buf *buf, struct hf_err *err);
/*
 * Before anything is read: no file that is written may be one that is read, or written as well. Paths that
 * are not there yet are compared by their folder and name. BAD_INPUT trace_same_file with the option.
 */
struct hf_outlet_file {
    struct hf_str option, path; /* "" for none; a device or a pipe may stand twice */
    bool written;
};
enum hf_rc hf_outlet_apart(struct hf_cli *cli, const struct hf_outlet_file *file, size_t count,
                           struct hf_err *err);
/* Whole, if rc is OK: into its place; else away with it, and rc is returned. FAILED cli_output. */
enum hf_rc hf_outlet_close(struct hf_outlet *outlet, enum hf_rc rc, struct hf_err *err);

/* A text that is there already, in one go: a signal waits until it is in its place. */
enum hf_rc hf_outlet_text(struct hf_cli *cli, struct hf_str path, struct hf_str text, struct hf_err *err);
/* The document and a line end. */
enum hf_rc hf_outlet_json(struct hf_cli *cli, struct hf_str path, const struct hf_json *json,
                          struct hf_err *err);

#endif
