/* SPDX-License-Identifier: Apache-2.0 */
/* What a state of SQL means is a table; everything else is the order of libpq's pipeline. */
#include "pg/session.h"

#include <stdlib.h>

#include "base/check.h"

/* Set once per session. One plan per statement, by keys only; sql/file.sql says how they are kept to them. */
static const char settings[] = "SET search_path = public;"
                               "SET default_transaction_isolation = 'read committed';"
                               "SET plan_cache_mode = force_generic_plan;"
                               "SET enable_hashjoin = off;"
                               "SET enable_mergejoin = off;"
                               "SET enable_seqscan = off;"
                               "SET enable_material = off;"
                               "SET enable_memoize = off;"
                               "SET enable_bitmapscan = off;"
                               "SET client_min_messages = warning;"
                               "SET synchronous_commit = on";

static const struct {
    const char *state; /* an SQLSTATE, or the two letters of its class */
    enum hf_word word;
} meanings[] = {
    {"22012", HF_WORD_stale}, /* division_by_zero: a file of file_move stands elsewhere */
    {"40001", HF_WORD_stale},
    {"40P01", HF_WORD_stale},
    {"HF001", HF_WORD_pg_history_stands},
    {"42501", HF_WORD_pg_not_granted},
    {"28", HF_WORD_pg_not_granted},
    {"42P01", HF_WORD_pg_not_migrated},
    {"42703", HF_WORD_pg_not_migrated},
    {"3D000", HF_WORD_pg_not_migrated},
    {"08", HF_WORD_pg_away},
    {"57P", HF_WORD_pg_away},
    {"53", HF_WORD_pg_busy},
    {"25006", HF_WORD_pg_busy},
    {"55P03", HF_WORD_pg_busy},
    {"58", HF_WORD_pg_busy},
};

/* Which rule a unique constraint guards. */
static const struct {
    const char *constraint;
    enum hf_word word;
} unique_rules[] = {
    {"file_pkey", HF_WORD_stale},         {"event_pkey", HF_WORD_stale},
    {"checkpoint_pkey", HF_WORD_stale},   {"file_name", HF_WORD_name_taken},
    {"event_command", HF_WORD_duplicate}, {"token_pkey", HF_WORD_duplicate},
    {"thread_pkey", HF_WORD_duplicate},   {"attempt_pkey", HF_WORD_duplicate},
    {"stamp_pkey", HF_WORD_duplicate},
};

static enum hf_word unique_word(const char *constraint)
{
    for (size_t i = 0; i < sizeof unique_rules / sizeof unique_rules[0]; i++)
        if (constraint != NULL && strcmp(constraint, unique_rules[i].constraint) == 0)
            return unique_rules[i].word;
    return HF_WORD_pg_failed;
}

static enum hf_word word_of(const char *sqlstate, const char *constraint)
{
    if (sqlstate == NULL)
        return HF_WORD_pg_away; /* said by libpq itself: the connection is gone */
    if (strcmp(sqlstate, "23505") == 0)
        return unique_word(constraint);
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (hf_str_begins(hf_str_of(sqlstate), hf_str_of(meanings[i].state)))
            return meanings[i].word;
    return HF_WORD_pg_failed;
}

enum hf_rc hf_session_fail(const char *sqlstate, const char *constraint, const char *message,
                           struct hf_err *err)
{
    struct hf_str said = hf_str_of(message);
    struct hf_str first = hf_str_cut(&said, '\n');
    return hf_fail(err, word_of(sqlstate, constraint), HF_STR_NONE, hf_str_trim(first), HF_STR_NONE);
}

static enum hf_rc fail_by_result(const struct hf_session *session, const PGresult *result, struct hf_err *err)
{
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return hf_session_fail(PQresultErrorField(result, PG_DIAG_SQLSTATE),
                           PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME),
                           message != NULL ? message : PQerrorMessage(session->conn), err);
}

/* "FATAL:  database "x" does not exist" has no state of its own before a session stands. */
static enum hf_rc fail_to_connect(const struct hf_session *session, struct hf_err *err)
{
    static const struct {
        const char *said, *state;
    } fatal[] = {
        {"authentication failed", "28000"}, {"no pg_hba.conf entry", "28000"},
        {"permission denied", "42501"},     {"role \"", "28000"},
        {"database \"", "3D000"},
    };
    const char *message = PQerrorMessage(session->conn);
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++)
        if (hf_str_contains(hf_str_of(message), hf_str_of(fatal[i].said)))
            return hf_session_fail(fatal[i].state, NULL, message, err);
    return hf_session_fail(NULL, NULL, message, err);
}

static void ignore_notice(void *context, const PGresult *result)
{
    (void)context, (void)result;
}

enum hf_rc hf_session_open(struct hf_session *session, const char *conninfo, struct hf_err *err)
{
    struct hf_params kept = session->params;
    *session = (struct hf_session){.conninfo = conninfo, .params = kept};
    session->conn = PQconnectdb(conninfo);
    if (PQstatus(session->conn) != CONNECTION_OK) {
        enum hf_rc rc = fail_to_connect(session, err);
        hf_session_drop(session);
        return rc;
    }
    PQsetNoticeReceiver(session->conn, ignore_notice, NULL);
    return HF_OK;
}

void hf_session_drop(struct hf_session *session)
{
    PQfinish(session->conn);
    session->conn = NULL;
    session->prepared = false;
    session->pending = 0;
}

void hf_session_close(struct hf_session *session)
{
    hf_session_drop(session);
    hf_params_free(&session->params);
}

enum hf_rc hf_session_run(struct hf_session *session, const char *sql, struct hf_err *err)
{
    PGresult *result = PQexec(session->conn, sql);
    ExecStatusType status = PQresultStatus(result);
    bool well = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    enum hf_rc rc = well ? HF_OK : fail_by_result(session, result, err);
    PQclear(result);
    return rc;
}

static void note_failure(struct hf_session *session, const PGresult *result)
{
    if (!session->failed)
        fail_by_result(session, result, session->err);
    session->failed = true;
}

void hf_session_begin(struct hf_session *session, struct hf_err *err)
{
    session->err = err;
    session->failed = false;
    session->pending = 0;
    HF_CHECK(PQpipelineStatus(session->conn) == PQ_PIPELINE_OFF);
    if (PQenterPipelineMode(session->conn) != 1)
        note_failure(session, NULL);
}

static void sent(struct hf_session *session, int well)
{
    if (well == 1)
        session->pending++;
    else
        note_failure(session, NULL);
}

void hf_session_send(struct hf_session *session, enum hf_sql statement)
{
    struct hf_params *p = &session->params;
    hf_params_end(p);
    sent(session, PQsendQueryPrepared(session->conn, hf_statements[statement].name, p->count, p->value,
                                      p->length, p->format, 1));
}

void hf_session_send_text(struct hf_session *session, const char *sql)
{
    sent(session, PQsendQueryParams(session->conn, sql, 0, NULL, NULL, NULL, NULL, 1));
}

void hf_session_flush(struct hf_session *session)
{
    if (PQpipelineSync(session->conn) != 1)
        note_failure(session, NULL);
}

/* What PQgetResult gave, if it is of use; a failure is noted. The NULL that ends each statement is taken too.
 */
static PGresult *judged(struct hf_session *session, PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    session->pending--;
    if (result != NULL)
        PQclear(PQgetResult(session->conn));
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
        return result;
    if (status != PGRES_PIPELINE_ABORTED || PQstatus(session->conn) != CONNECTION_OK)
        note_failure(session, result);
    PQclear(result);
    return NULL;
}

PGresult *hf_session_take(struct hf_session *session)
{
    return session->pending == 0 ? NULL : judged(session, PQgetResult(session->conn));
}

void hf_session_stream(struct hf_session *session)
{
    if (session->pending > 0 && PQsetSingleRowMode(session->conn) != 1)
        note_failure(session, NULL);
}

PGresult *hf_session_row(struct hf_session *session)
{
    if (session->pending == 0)
        return NULL;
    PGresult *result = PQgetResult(session->conn);
    if (PQresultStatus(result) == PGRES_SINGLE_TUPLE)
        return result;
    PQclear(judged(session, result));
    return NULL;
}

/* A flush that began a transaction and failed stands in it still. */
static bool left_transaction(struct hf_session *session)
{
    struct hf_err unsaid;
    return PQtransactionStatus(session->conn) == PQTRANS_IDLE ||
           hf_session_run(session, "ROLLBACK", &unsaid) == HF_OK;
}

/* The end of a flush. */
static bool take_sync(struct hf_session *session)
{
    while (session->pending > 0)
        PQclear(hf_session_take(session));
    PGresult *last = PQgetResult(session->conn);
    bool synced = PQresultStatus(last) == PGRES_PIPELINE_SYNC;
    if (!synced)
        note_failure(session, last);
    PQclear(last);
    return synced;
}

void hf_session_turn(struct hf_session *session)
{
    take_sync(session);
}

enum hf_rc hf_session_end(struct hf_session *session)
{
    bool synced = take_sync(session) && PQexitPipelineMode(session->conn) == 1;
    if (!synced)
        note_failure(session, NULL);
    if (!synced || PQstatus(session->conn) != CONNECTION_OK || !left_transaction(session))
        hf_session_drop(session);
    return session->failed ? hf_err_rc(session->err) : HF_OK;
}

static enum hf_rc prepare_all(struct hf_session *session, struct hf_err *err)
{
    hf_session_begin(session, err);
    for (size_t i = 0; i < HF_SQL_COUNT; i++) {
        uint32_t oid[HF_PARAMS_MAX];
        const struct hf_statement *s = &hf_statements[i];
        int count = hf_statement_types(s->in, oid);
        sent(session, PQsendPrepare(session->conn, s->name, s->text, count, oid));
    }
    hf_session_flush(session);
    return hf_session_end(session);
}

/* A server that went away has said so on the socket; reading twice takes its farewell and the end. */
static bool stands(const struct hf_session *session)
{
    return session->conn != NULL && PQconsumeInput(session->conn) == 1 &&
           PQconsumeInput(session->conn) == 1 && PQstatus(session->conn) == CONNECTION_OK;
}

enum hf_rc hf_session_ready(struct hf_session *session, struct hf_err *err)
{
    if (session->prepared && stands(session))
        return HF_OK;
    hf_session_drop(session);
    HF_TRY(hf_session_open(session, session->conninfo, err));
    enum hf_rc rc = hf_session_run(session, settings, err);
    if (rc == HF_OK)
        rc = prepare_all(session, err);
    session->prepared = rc == HF_OK;
    if (rc != HF_OK)
        hf_session_drop(session);
    return rc;
}

int64_t hf_row_int(const PGresult *result, int row, int column)
{
    const unsigned char *at = (const unsigned char *)PQgetvalue(result, row, column);
    int len = PQgetlength(result, row, column);
    uint64_t value = len > 0 && (at[0] & 0x80) != 0 ? UINT64_MAX : 0;
    for (int i = 0; i < len; i++)
        value = value << 8 | at[i];
    return (int64_t)value;
}

struct hf_str hf_row_str(const PGresult *result, int row, int column)
{
    return (struct hf_str){PQgetvalue(result, row, column), (size_t)PQgetlength(result, row, column)};
}

void hf_row_bytes(const PGresult *result, int row, int column, void *out, size_t size)
{
    if ((size_t)PQgetlength(result, row, column) == size)
        memcpy(out, PQgetvalue(result, row, column), size);
    else
        memset(out, 0, size);
}

struct hf_id hf_row_id(const PGresult *result, int row, int column)
{
    struct hf_id id = {{0}};
    hf_row_bytes(result, row, column, id.byte, sizeof id.byte);
    return id;
}
