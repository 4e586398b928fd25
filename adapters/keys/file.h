/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Small files that hold secrets. Written: mode 0600, owned by whom their directory belongs to (root may act
 * for the owner), fsynced, and a crash leaves the whole file or none. Read: only when nobody else may.
 */
#ifndef HF_KEYS_FILE_H
#define HF_KEYS_FILE_H

#include "base/err.h"

enum { HF_KEYS_PATH_MAX = 1024, HF_KEYS_FILE_MAX = 2048 };

/* What the last system call said about the path: FAILED key_file. */
enum hf_rc hf_keys_fail(const char *path, struct hf_err *err);

/* "directory/name"; BAD_INPUT too_large. */
enum hf_rc hf_keys_path(const char *directory, const char *name, char out[HF_KEYS_PATH_MAX],
                        struct hf_err *err);

/* Gives an open file to the owner of the directory when root made it. */
enum hf_rc hf_keys_give(int fd, const char *directory, const char *path, struct hf_err *err);

/* A new file; one that is there stays as it is: CONFLICT key_exists. */
enum hf_rc hf_keys_write(const char *directory, const char *name, struct hf_str text, struct hf_err *err);

/* The same for a file that takes the place of an older one. */
enum hf_rc hf_keys_replace(const char *directory, const char *name, struct hf_str text, struct hf_err *err);

/*
 * The whole file into `room`, of which `*text` then is a part.
 * NOT_FOUND key_missing, NOT_ALLOWED key_exposed (unless `lent`: a credential, guarded by who lent it),
 * BAD_INPUT key_file_malformed (too long for the room), FAILED key_file.
 */
enum hf_rc hf_keys_read(const char *path, bool lent, char *room, size_t size, struct hf_str *text,
                        struct hf_err *err);

/* -1: errno says why. */
int hf_keys_open_directory(const char *path);
enum hf_rc hf_keys_sync_directory(const char *path, struct hf_err *err);

#endif
