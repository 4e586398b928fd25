/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ledger at hand for tracing: its file mapped into memory, read and followed step by step in memory of its
 * own. Between steps it tells how far it is, where somebody watches, and looks whether it was asked to stop.
 *
 * What goes to a file comes under another name and takes its place when it is whole: after Ctrl-C, a full
 * disk or a closed pipe there is either the whole answer or what was there before.
 */
#ifndef HF_CLI_TRACING_H
#define HF_CLI_TRACING_H

#include "cli/casebook.h"
#include "cli/watching.h"
#include "trace/funds.h"

struct hf_tracing {
    struct hf_cli *cli;
    const struct hf_casebook *book; /* the registers that are followed; NULL: a file */
    struct hf_arena arena;
    struct hf_trace_room room;
    struct hf_trace_ask ask;
    struct hf_trace_source source;
    struct hf_trace_map map;
    struct hf_trace_ledger ledger;
    void *mapped;
    size_t mapped_size, reached;       /* bytes, from the first on; `reached` have been asked for */
    bool shortfall_told, unknown_told; /* by cli/tracing_notes.h */
    struct hf_watching watching;
    struct hf_json_maker debts; /* once runs were compared: what each account owes the bank at the end */
};

/*
 * The whole ledger of the book or, where it is NULL, of the command's first argument, as its options say.
 * Errors: those of trace/read.h, cli_no_file, cli_file, trace_stopped. Closed in any case by
 * hf_tracing_close.
 */
enum hf_rc hf_tracing_open(struct hf_cli *cli, const struct hf_casebook *book, struct hf_tracing *out,
                           struct hf_err *err);
void hf_tracing_close(struct hf_tracing *tracing);

/* A method's name and what else the options choose. BAD_INPUT */
enum hf_rc hf_tracing_choice(struct hf_cli *cli, struct hf_trace_choice *out, struct hf_err *err);

/* Through all rows, in memory that was free. */
enum hf_rc hf_tracing_follow(struct hf_tracing *tracing, const struct hf_trace_choice *choice,
                             struct hf_trace_run *run, struct hf_err *err);

/* The answer, or only its debits as lines, to the output or into a file. */
enum hf_rc hf_tracing_answer(struct hf_tracing *tracing, const struct hf_trace_choice *choice, bool lines,
                             struct hf_str path, struct hf_err *err);
/* The answer in the command's memory. */
enum hf_rc hf_tracing_text(struct hf_tracing *tracing, const struct hf_trace_choice *choice,
                           struct hf_str *out, struct hf_err *err);

/* Adds the member `case` to an answer, where registers are followed. */
void hf_tracing_add_case(const struct hf_tracing *tracing, struct hf_json_maker *answer);

/* A sentence on the messages, with --json too, as it is no part of the answer; not with --quiet. */
void hf_tracing_warn(struct hf_cli *cli, enum hf_say say, struct hf_str arg0, struct hf_str arg1);
/* The same where accounts owe the bank after the last row: which, and how much; of many the first. */
void hf_tracing_owing(struct hf_cli *cli, const struct hf_trace_run *run);

#endif
