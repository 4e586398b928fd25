/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the programs of a PostgreSQL server are on this machine.
 *
 * Looked for first in /usr/lib/postgresql/NN/bin (Debian's place, highest NN), then where a pg_config on PATH
 * points, then on PATH itself. Nothing older than 15 is taken.
 */
#ifndef HF_PG_SERVER_H
#define HF_PG_SERVER_H

#include "base/err.h"

enum { HF_PG_MAJOR_MIN = 15, HF_PG_PATH_MAX = 1024 };

struct hf_server {
    int major;
    char bin[HF_PG_PATH_MAX]; /* the folder that holds postgres and initdb */
};

/*
 * `major` 0: the newest; else exactly that one, since data of one major version is read by no other.
 * UNAVAILABLE pg_server_missing, FAILED pg_other_major.
 */
enum hf_rc hf_server_find(int major, struct hf_server *out, struct hf_err *err);

#endif
