/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One connection, its statements prepared, its failures told in our words.
 *
 * Statements are sent in one flush (pipeline) and their results taken in the order of sending. After a
 * failure the server skips the rest up to the end of the flush; hf_session_end takes what is left and answers
 * with the first failure. What lost its connection is opened again by the next hf_session_ready.
 */
#ifndef HF_PG_SESSION_H
#define HF_PG_SESSION_H

#include <libpq-fe.h>

#include "base/err.h"
#include "pg/statements.h"

struct hf_session {
    PGconn *conn;
    const char *conninfo; /* the owner's; must outlive the session */
    struct hf_params params;
    bool prepared;
    /* The flush under way: where its first failure goes, and how many statements' results were not yet taken.
     */
    struct hf_err *err;
    bool failed;
    size_t pending;
};

/* Connects without preparing: for migrations. UNAVAILABLE pg_away; NOT_ALLOWED pg_not_granted. */
enum hf_rc hf_session_open(struct hf_session *session, const char *conninfo, struct hf_err *err);
void hf_session_close(struct hf_session *session);

/* Connects and prepares if that has not been done or the connection is gone. FAILED pg_not_migrated besides.
 */
enum hf_rc hf_session_ready(struct hf_session *session, struct hf_err *err);

/* Runs plain text of one or more statements; only constants of ours and migrations. */
enum hf_rc hf_session_run(struct hf_session *session, const char *sql, struct hf_err *err);

/* ---- one flush ---- */
/* The first failure of the flush is described in `err`, which must live until hf_session_end. */
void hf_session_begin(struct hf_session *session, struct hf_err *err);
/* session->params holds the parameters; they are copied. */
void hf_session_send(struct hf_session *session, enum hf_sql statement);
void hf_session_send_text(struct hf_session *session, const char *sql); /* BEGIN, COMMIT */
void hf_session_flush(struct hf_session *session);
/* Between two flushes that are one exchange: takes what is left of the first. */
void hf_session_turn(struct hf_session *session);
/* The next statement's result, to be PQcleared; NULL when it failed or was skipped. */
PGresult *hf_session_take(struct hf_session *session);
/* Instead of hf_session_take: the next statement's rows one at a time, NULL at their end. */
void hf_session_stream(struct hf_session *session);
PGresult *hf_session_row(struct hf_session *session);
/* Ends a stream early; the connection is given up, as the rest of it may be long. */
void hf_session_drop(struct hf_session *session);
/* Takes what is left; the first failure of all, if any. */
enum hf_rc hf_session_end(struct hf_session *session);

/* What an SQLSTATE, and for a broken uniqueness its constraint, means to us. */
enum hf_rc hf_session_fail(const char *sqlstate, const char *constraint, const char *message,
                           struct hf_err *err);

/* ---- values of a binary result ---- */
int64_t hf_row_int(const PGresult *result, int row, int column);       /* smallint, integer, bigint */
struct hf_str hf_row_str(const PGresult *result, int row, int column); /* lives as long as the result */
struct hf_id hf_row_id(const PGresult *result, int row, int column);   /* zero for NULL */
/* Exactly `size` bytes, else zeros. */
void hf_row_bytes(const PGresult *result, int row, int column, void *out, size_t size);

#endif
