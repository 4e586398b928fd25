/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All that `serve` runs, opened and closed in order: a seat per writing desk, one that watches and one that
 * sends, each with a connection and a keyring of its own; the loop over them; the courier; the server in
 * front.
 */
#ifndef HF_CLI_SERVICE_H
#define HF_CLI_SERVICE_H

#include "cli/session.h"
#include "host/log.h"
#include "notify/reach.h"

struct hf_service;
struct hf_http_setup;

/* A certificate and its key go together. BAD_INPUT cli_needed: the one that is missing. */
enum hf_rc hf_service_tls(const struct hf_http_setup *setup, struct hf_err *err);

/* What the settings of `cli` say. Errors: those of the parts; then nothing is left open. */
enum hf_rc hf_service_open(struct hf_cli *cli, struct hf_service **out, struct hf_err *err);

/* "https://127.0.0.1:8420", "unix:/run/holdfast.sock"; lives as long as the run. */
struct hf_str hf_service_address(const struct hf_service *service);
const struct hf_log *hf_service_log(const struct hf_service *service);

/* Called now and then by the thread that opened it: a private server that went away is started again. */
void hf_service_mind(struct hf_service *service);

/* Takes nothing more, answers what waits, signs the last checkpoint, ends all threads. */
void hf_service_close(struct hf_service *service);

/*
 * "10.1.0.0/16 192.0.2.7": networks with blanks between them, in the arena.
 * BAD_INPUT serve_network with `origin` and the one that is none.
 */
enum hf_rc hf_networks_read(struct hf_arena *arena, struct hf_str text, struct hf_str origin,
                            const struct hf_network **out, size_t *count, struct hf_err *err);

#endif
