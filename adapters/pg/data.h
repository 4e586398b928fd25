/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The data directory of the private cluster: made whole or not at all, and who may log in as whom.
 */
#ifndef HF_PG_DATA_H
#define HF_PG_DATA_H

#include "pg/cluster.h"

/* The bootstrap superuser of a private cluster. */
#define HF_PG_OWNER "holdfast_owner"

/* STATE/pg/NAME */
void hf_data_path(const struct hf_cluster *cluster, const char *name, char out[HF_PG_PATH_MAX]);

/* The major version the data was made by; 0 when there is none. */
int hf_data_major(const char *data);

/* Runs initdb beside the place and moves the result there. FAILED pg_initdb_failed, pg_file. */
enum hf_rc hf_data_make(const struct hf_cluster *cluster, struct hf_err *err);

/*
 * Writes pg_hba.conf and pg_ident.conf: through the socket, the account of the server, the owner of the state
 * directory and root may be any role (pg/roles.h); nobody else may log in at all. FAILED pg_file.
 */
enum hf_rc hf_data_admit(const struct hf_cluster *cluster, struct hf_err *err);

/* What the programs of the server say goes to STATE/pg/log. A descriptor, or -1. */
int hf_data_open_log(const struct hf_cluster *cluster);
/* The most telling line at the end of STATE/pg/log. */
void hf_data_complaint(const struct hf_cluster *cluster, char line[200]);
/* Why this server ended, as it says there itself: "[123] FATAL:  ..."; "" where it cannot be found. */
void hf_data_last_words(const struct hf_cluster *cluster, pid_t pid, char line[200]);

/* FAILED pg_file, with the path and what the system says (errno). */
enum hf_rc hf_data_fail(const char *path, struct hf_err *err);

#endif
