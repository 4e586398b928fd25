/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The demo: the real program on a fresh state of its own, with two focal points, told by a story. Everything
 * is done by processes of this same program, as a person at a keyboard would.
 *
 *     STATE/play/               what the demo adds to a state directory
 *         cert.pem, key.pem     TLS of all three endpoints, made by openssl
 *         directory.json        the sample directory with the real endpoints and keys
 *         sylvania/, freedonia/ the focal points' own folders
 *         *.log                 messages of the processes
 */
#ifndef HF_CLI_DEMO_H
#define HF_CLI_DEMO_H

#include "cli/child.h"
#include "cli/cli.h"
#include "cli/story.h"
#include "host/clock.h"
#include "http/listen.h"

enum { HF_DEMO_NAMES = 32, HF_DEMO_FOCAL = 2, HF_DEMO_PATH = 700 };

struct hf_demo_name {
    struct hf_str name, id;
    bool authority;
};

struct hf_demo {
    struct hf_cli *cli;
    struct hf_arena *arena;
    const char *state, *root; /* root: where config/samples and workflows are */
    const char *folder;       /* of what the demo adds */
    struct hf_str issuer;
    struct hf_listen port; /* of the server, held until it starts */
    struct hf_host_clock clock_state;
    struct hf_clock_port clock;
    struct hf_child serve, focal[HF_DEMO_FOCAL];
    struct hf_demo_name name[HF_DEMO_NAMES];
    size_t names;
    struct hf_str case_name, reference;
    int steps;
};

/* Words of a command line; text is copied with a closing NUL. */
struct hf_demo_line {
    const char *word[48];
    size_t count;
};
void hf_demo_word(struct hf_demo *demo, struct hf_demo_line *line, struct hf_str word);

/*
 * Runs "holdfast ..." with --json: what it printed, or its refusal as err (its code as word, its sentence as
 * detail).
 */
enum hf_rc hf_demo_run(struct hf_demo *demo, struct hf_demo_line *line, struct hf_str *out,
                       struct hf_err *err);
/* The same, words separated by '|' so that they may hold blanks. */
enum hf_rc hf_demo_do(struct hf_demo *demo, const char *words, struct hf_str *out, struct hf_err *err);

const char *hf_demo_path(struct hf_demo *demo, const char *folder, const char *name);
enum hf_rc hf_demo_write(const char *path, struct hf_str text, struct hf_err *err);
void hf_demo_step(struct hf_demo *demo, enum hf_say say, struct hf_str arg);

/* Keys, database, people, directory, workflow; focal points and server run. */
enum hf_rc hf_demo_found(struct hf_demo *demo, struct hf_err *err);
/* Ends what found started. */
void hf_demo_end(struct hf_demo *demo);

extern const struct hf_str hf_demo_founders[2];
/* The stage of the real program. */
struct hf_story_stage hf_demo_stage(struct hf_demo *demo);

#endif
