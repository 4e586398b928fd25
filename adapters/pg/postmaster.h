/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The running server of one data directory, as its postmaster.pid tells (lines: process id, data directory,
 * start time, port, socket directory, address, shared memory, status).
 */
#ifndef HF_PG_POSTMASTER_H
#define HF_PG_POSTMASTER_H

#include <sys/types.h>

#include "base/str.h"

enum { HF_PG_SOCKET_MAX = 64 };

struct hf_postmaster {
    pid_t pid;
    bool ready;                    /* takes connections */
    char socket[HF_PG_SOCKET_MAX]; /* the directory of its socket; "" while it has not said */
};

/* False when there is no such file: the server was stopped in order, or never ran. */
bool hf_postmaster_read(const char *data, struct hf_postmaster *out);

/* Is the process a server of this very data directory? A file left by a crash may name anybody's process. */
bool hf_postmaster_lives(const char *data, pid_t pid);

/* Waits until it is gone, at most so long. True when it is. */
bool hf_postmaster_gone(const char *data, pid_t pid, int64_t wait_ms);

/* Ends it: sessions are cut, what was committed is on disk. Waits until it is gone. */
void hf_postmaster_stop(const char *data, pid_t pid);

void hf_pause_ms(int64_t ms);

#endif
