/* SPDX-License-Identifier: Apache-2.0 */
/* A listening socket from what people write: "127.0.0.1:8080", "[::1]:8080" or "unix:/run/holdfast.sock". */
#ifndef HF_HTTP_LISTEN_H
#define HF_HTTP_LISTEN_H

#include "base/err.h"

enum { HF_LISTEN_PATH = 108 };

struct hf_listen {
    int fd;
    uint16_t port;             /* as given by the system where 0 was asked for; 0 for a path */
    char path[HF_LISTEN_PATH]; /* of a Unix socket, to be unlinked at the end; "" otherwise */
};

/*
 * Numeric addresses only; port 0: any. A Unix socket is for owner and group; one that nobody listens on any
 * more is replaced. BAD_INPUT http_address, FAILED http_listen.
 */
enum hf_rc hf_listen_open(struct hf_str address, struct hf_listen *out, struct hf_err *err);

/* Forgets the path; the descriptor is closed by whoever took it, or here when `fd` is not negative. */
void hf_listen_close(struct hf_listen *listen);

#endif
