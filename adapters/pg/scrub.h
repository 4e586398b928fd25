/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was deleted leaves the files of a private cluster too. PostgreSQL only marks a deleted row, keeps its
 * bytes in the page until others need the room, and renames old segments of its log to use them again.
 */
#ifndef HF_PG_SCRUB_H
#define HF_PG_SCRUB_H

#include "pg/session.h"

/*
 * Writes the tables of erasable rows anew and goes through the log's segments until none is left that was
 * written before: the session is a superuser's. Others wait for the tables meanwhile. *segments: of the log,
 * gone through.
 */
enum hf_rc hf_scrub_run(struct hf_session *session, size_t *segments, struct hf_err *err);

/* What a scrub that was killed left set is taken back; to be called when a server was started. */
void hf_scrub_mend(const char *conninfo);

#endif
