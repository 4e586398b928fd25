/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One run of the program: which command was typed with what, how it should speak, where it writes.
 * Every handler gets this and nothing else; it returns its kind of failure, which is the exit code.
 */
#ifndef HF_CLI_CLI_H
#define HF_CLI_CLI_H

#include <stdio.h>

#include "base/err.h"
#include "cli/words.h"
#include "host/settings.h"

struct hf_cli;

/* A failure without a word (err->word is ok) has been told already: only the exit code is left. */
typedef enum hf_rc (*hf_cli_run)(struct hf_cli *cli, struct hf_err *err);

struct hf_cli_flag {
    struct hf_str name;  /* "set" is typed --set */
    char letter;         /* 'q' is typed -q; 0: none */
    struct hf_str value; /* what its value is called in help; empty: it takes none */
    bool repeats;
    enum hf_say about;
};

struct hf_cli_command {
    struct hf_str path;             /* "case act" */
    struct hf_str args;             /* "CASE [INSTANCE] EVENT"; "FILE..." takes one or more */
    const struct hf_cli_flag *flag; /* ended by one without a name; NULL: none */
    enum hf_say about;
    struct hf_str example; /* without "holdfast" */
    hf_cli_run run;
};

struct hf_cli_given {
    const struct hf_cli_flag *flag;
    struct hf_str value;
};

struct hf_cli {
    const struct hf_cli_command *command; /* NULL: no command, or only the beginning of one */
    struct hf_str typed;                  /* that beginning: "case" */
    struct hf_str *arg;
    size_t args;
    struct hf_cli_given *given;
    size_t givens;
    struct hf_settings settings;
    enum hf_lang lang;
    bool json, quiet, help;
    bool colour;  /* may the output be coloured? */
    size_t width; /* of the terminal; 0: lines are never cut */
    FILE *out, *messages;
    int lost;                    /* errno of the first write to `out` that failed; 0: none */
    struct hf_arena *arena;      /* lives as long as the run */
    const struct hf_flow *house; /* hf_cli_house; NULL: not asked for yet */
};

/* The value of a flag of the command, HF_STR_NONE when it was not given. */
struct hf_str hf_cli_value(const struct hf_cli *cli, struct hf_str flag);
bool hf_cli_has(const struct hf_cli *cli, struct hf_str flag);
/* The n-th argument, HF_STR_NONE when there are not so many. */
struct hf_str hf_cli_arg(const struct hf_cli *cli, size_t n);

/* Everything: parse, settings, help or command, errors. Returns the exit code. */
int hf_cli_main(struct hf_cli *cli, int argc, char **argv);

#endif
