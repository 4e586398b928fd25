/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The spool on disk: a folder with a box for each correspondent, for whom no network leads anywhere. Files
 * are carried between two spools by hand, on a medium, or by whatever copies files.
 *
 *     SPOOL/BOX/out      what is to be carried there; the name of a file is a digest of what it holds
 *     SPOOL/BOX/in       what was carried here; any name that does not begin with a dot
 *     SPOOL/BOX/refused  what came in and was refused, each with NAME.why beside it
 */
#ifndef HF_NOTIFY_BOX_H
#define HF_NOTIFY_BOX_H

#include "base/err.h"

enum { HF_BOX_NAME_MAX = 64, HF_BOX_PATH_MAX = 1024, HF_BOX_FILE_NAME = 32 };
#define HF_BOX_SCHEME "spool:"

/* Lower-case letters, digits, '-': never a path. */
bool hf_box_name_ok(struct hf_str name);

/* "SPOOL/BOX/FOLDER"; the folders are made, for their owner alone. FAILED spool_file. */
enum hf_rc hf_box_folder(const char *spool, struct hf_str box, const char *folder, char out[HF_BOX_PATH_MAX],
                         struct hf_err *err);

/*
 * The bytes as a file of that folder: whole or not at all, on the disk when it returns. A file of that name
 * that is there has the same bytes and stands. FAILED spool_file.
 */
enum hf_rc hf_box_put(const char *folder, const char *name, struct hf_str bytes, struct hf_err *err);

/* 32 hexadecimal digits that follow from the bytes and tell nothing of them. */
void hf_box_file_name(struct hf_str bytes, char out[HF_BOX_FILE_NAME + 1]);

/* A regular file, read whole into room; *len its size, which may be more than the room. False: it is none, or
 * gone.
 */
struct stat;
bool hf_box_read(const char *folder, const char *name, char *room, size_t size, size_t *len,
                 struct stat *found);

#endif
