/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An HTTP/1.1 server on a thread of its own: routes by a table, every size and time bounded, TLS by
 * certificate files or a Unix socket behind a proxy.
 *
 *     what                    bound
 *     body                    the route's body_max: 413; what is far beyond it closes the connection
 *     request as a whole      20 s: closed; 10 s without a byte: closed
 *     header                  about 24 KiB: 431
 *     connections             1024, and 256 of one address, unless others are asked for
 *
 * A request that is answered later holds a connection and no thread: as many may wait as there are
 * connections.
 */
#ifndef HF_HTTP_SERVER_H
#define HF_HTTP_SERVER_H

#include "http/exchange.h"

struct hf_http_setup {
    struct hf_str address;          /* http/listen.h */
    const char *tls_cert, *tls_key; /* PEM files; NULL: no TLS */
    struct hf_routes routes;
    const void *context;               /* handed to every handler */
    int64_t request_ms;                /* 0: 20 s */
    unsigned idle_s;                   /* 0: 10 s */
    unsigned connections, per_address; /* 0: as above */
    bool client_cert;                  /* with TLS: ask for a certificate, which the client may do without */
};

struct hf_http;

/* BAD_INPUT http_address, http_tls, FAILED http_listen, http_file, http_start, no_memory. */
enum hf_rc hf_http_start(const struct hf_http_setup *setup, struct hf_http **out, struct hf_err *err);
uint16_t hf_http_port(const struct hf_http *http); /* 0 for a Unix socket */

/*
 * Takes no more connections, lets what is under way end, and waits without limit for answers that are to come
 * `later`: so whoever gives them must answer each, if only with UNAVAILABLE, before or while this is called.
 */
void hf_http_stop(struct hf_http *http);

#endif
