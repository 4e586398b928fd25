/* SPDX-License-Identifier: Apache-2.0 */
/* Files the user names: read whole, "-" for standard input; written whole. */
#ifndef HF_CLI_FILE_H
#define HF_CLI_FILE_H

#include "base/err.h"

/*
 * NOT_FOUND cli_no_file, BAD_INPUT cli_file (with what the system says), cli_terminal (nothing is waited for
 * at a terminal), too_large. The text lives as long as the arena.
 */
enum hf_rc hf_file_read(struct hf_str path, size_t most, struct hf_arena *arena, struct hf_str *out,
                        struct hf_err *err);

/* All of it, down to the disk where there is one below; false: errno says why. */
bool hf_file_put_down(int fd, struct hf_str bytes);

/* A new file, readable by its owner only; one that is there is left alone. FAILED cli_output. */
enum hf_rc hf_file_write(struct hf_str path, struct hf_str bytes, struct hf_arena *arena, struct hf_err *err);
/* Puts the text in the place of a file that is there, which keeps its rights: all of it or nothing. A
 * symbolic link stays one, and the file it leads to is replaced. FAILED cli_output. */
enum hf_rc hf_file_replace(struct hf_str path, struct hf_str bytes, struct hf_arena *arena,
                           struct hf_err *err);

/* Puts the name of the file before a place inside it: "3:14" becomes "order.json:3:14". Returns rc. */
enum hf_rc hf_file_blame(struct hf_str path, enum hf_rc rc, struct hf_err *err);

/* As hf_file_write and with the usual rights: for what is no secret. */
enum hf_rc hf_file_new(struct hf_str path, struct hf_str bytes, struct hf_arena *arena, struct hf_err *err);
/*
 * Where the user wants it, as programs write: a new file, a file that is there anew (hf_file_replace), a
 * device or pipe written to and never replaced, a link followed. FAILED cli_output.
 */
enum hf_rc hf_file_put(struct hf_str path, struct hf_str bytes, struct hf_arena *arena, struct hf_err *err);

#endif
