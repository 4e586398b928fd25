/* SPDX-License-Identifier: Apache-2.0 */
/* What a state of SQL means is a table; everything else is the order of libpq's pipeline. */
#include "pg/link.h"

#include <stdlib.h>

#include "base/check.h"

/* Set once per session. Plans: keys only, however small a table looked when a plan was made
 * (performance 8.4). */
static const char session[] = "SET search_path = public;"
                              "SET default_transaction_isolation = 'read committed';"
                              "SET plan_cache_mode = force_generic_plan;"
                              "SET enable_hashjoin = off;"
                              "SET enable_mergejoin = off;"
                              "SET enable_seqscan = off;"
                              "SET client_min_messages = warning;"
                              "SET synchronous_commit = on";

static const struct {
    const char *state; /* an SQLSTATE, or the two letters of its class */
    enum hf_word word;
} meanings[] = {
    {"22012", HF_WORD_stale}, /* division_by_zero: file_move counted fewer files than it should */
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
    {"file_pkey", HF_WORD_stale},        {"event_pkey", HF_WORD_stale},
    {"checkpoint_pkey", HF_WORD_stale},  {"file_name", HF_WORD_name_taken},
    {"command_pkey", HF_WORD_duplicate}, {"token_pkey", HF_WORD_duplicate},
    {"token_jti", HF_WORD_duplicate},    {"thread_pkey", HF_WORD_duplicate},
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

enum hf_rc hf_link_fail(const char *sqlstate, const char *constraint, const char *message, struct hf_err *err)
{
    struct hf_str said = hf_str_of(message);
    struct hf_str first = hf_str_cut(&said, '\n');
    return hf_fail(err, word_of(sqlstate, constraint), HF_STR_NONE, hf_str_trim(first), HF_STR_NONE);
}

static enum hf_rc fail_by_result(const struct hf_link *link, const PGresult *result, struct hf_err *err)
{
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return hf_link_fail(PQresultErrorField(result, PG_DIAG_SQLSTATE),
                        PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME),
                        message != NULL ? message : PQerrorMessage(link->conn), err);
}

/* "FATAL:  database "x" does not exist" has no state of its own before a session stands. */
static enum hf_rc fail_to_connect(const struct hf_link *link, struct hf_err *err)
{
    static const struct {
        const char *said, *state;
    } fatal[] = {
        {"authentication failed", "28000"}, {"no pg_hba.conf entry", "28000"},
        {"permission denied", "42501"},     {"role \"", "28000"},
        {"database \"", "3D000"},
    };
    const char *message = PQerrorMessage(link->conn);
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++)
        if (hf_str_contains(hf_str_of(message), hf_str_of(fatal[i].said)))
            return hf_link_fail(fatal[i].state, NULL, message, err);
    return hf_link_fail(NULL, NULL, message, err);
}

static void ignore_notice(void *context, const PGresult *result)
{
    (void)context, (void)result;
}

enum hf_rc hf_link_open(struct hf_link *link, const char *conninfo, struct hf_err *err)
{
    struct hf_params kept = link->params;
    *link = (struct hf_link){.conninfo = conninfo, .params = kept};
    link->conn = PQconnectdb(conninfo);
    if (PQstatus(link->conn) != CONNECTION_OK) {
        enum hf_rc rc = fail_to_connect(link, err);
        hf_link_drop(link);
        return rc;
    }
    PQsetNoticeReceiver(link->conn, ignore_notice, NULL);
    return HF_OK;
}

void hf_link_drop(struct hf_link *link)
{
    PQfinish(link->conn);
    link->conn = NULL;
    link->prepared = false;
    link->pending = 0;
}

void hf_link_close(struct hf_link *link)
{
    hf_link_drop(link);
    hf_params_free(&link->params);
}

enum hf_rc hf_link_run(struct hf_link *link, const char *sql, struct hf_err *err)
{
    PGresult *result = PQexec(link->conn, sql);
    ExecStatusType status = PQresultStatus(result);
    bool well = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    enum hf_rc rc = well ? HF_OK : fail_by_result(link, result, err);
    PQclear(result);
    return rc;
}

static void note_failure(struct hf_link *link, const PGresult *result)
{
    if (!link->failed)
        fail_by_result(link, result, link->err);
    link->failed = true;
}

void hf_link_begin(struct hf_link *link, struct hf_err *err)
{
    link->err = err;
    link->failed = false;
    link->pending = 0;
    HF_CHECK(PQpipelineStatus(link->conn) == PQ_PIPELINE_OFF);
    if (PQenterPipelineMode(link->conn) != 1)
        note_failure(link, NULL);
}

static void sent(struct hf_link *link, int well)
{
    if (well == 1)
        link->pending++;
    else
        note_failure(link, NULL);
}

void hf_link_send(struct hf_link *link, enum hf_sql statement)
{
    struct hf_params *p = &link->params;
    hf_params_end(p);
    sent(link, PQsendQueryPrepared(link->conn, hf_statements[statement].name, p->count, p->value, p->length,
                                   p->format, 1));
}

void hf_link_send_text(struct hf_link *link, const char *sql)
{
    sent(link, PQsendQueryParams(link->conn, sql, 0, NULL, NULL, NULL, NULL, 1));
}

void hf_link_flush(struct hf_link *link)
{
    if (PQpipelineSync(link->conn) != 1)
        note_failure(link, NULL);
}

/* What PQgetResult gave, if it is of use; a failure is noted. The NULL that ends each statement is taken too.
 */
static PGresult *judged(struct hf_link *link, PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    link->pending--;
    if (result != NULL)
        PQclear(PQgetResult(link->conn));
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
        return result;
    if (status != PGRES_PIPELINE_ABORTED || PQstatus(link->conn) != CONNECTION_OK)
        note_failure(link, result);
    PQclear(result);
    return NULL;
}

PGresult *hf_link_take(struct hf_link *link)
{
    return link->pending == 0 ? NULL : judged(link, PQgetResult(link->conn));
}

void hf_link_stream(struct hf_link *link)
{
    if (link->pending > 0 && PQsetSingleRowMode(link->conn) != 1)
        note_failure(link, NULL);
}

PGresult *hf_link_row(struct hf_link *link)
{
    if (link->pending == 0)
        return NULL;
    PGresult *result = PQgetResult(link->conn);
    if (PQresultStatus(result) == PGRES_SINGLE_TUPLE)
        return result;
    PQclear(judged(link, result));
    return NULL;
}

enum hf_rc hf_link_end(struct hf_link *link)
{
    while (link->pending > 0)
        PQclear(hf_link_take(link));
    PGresult *last = PQgetResult(link->conn);
    bool synced = PQresultStatus(last) == PGRES_PIPELINE_SYNC && PQexitPipelineMode(link->conn) == 1;
    if (!synced)
        note_failure(link, last);
    PQclear(last);
    if (!synced || PQstatus(link->conn) != CONNECTION_OK)
        hf_link_drop(link);
    return link->failed ? hf_err_rc(link->err) : HF_OK;
}

static enum hf_rc prepare_all(struct hf_link *link, struct hf_err *err)
{
    hf_link_begin(link, err);
    for (size_t i = 0; i < HF_SQL_COUNT; i++) {
        uint32_t oid[HF_PARAMS_MAX];
        const struct hf_statement *s = &hf_statements[i];
        int count = hf_statement_types(s->in, oid);
        sent(link, PQsendPrepare(link->conn, s->name, s->text, count, oid));
    }
    hf_link_flush(link);
    return hf_link_end(link);
}

/* A server that went away has said so on the socket; reading twice takes its farewell and the end. */
static bool stands(const struct hf_link *link)
{
    return link->conn != NULL && PQconsumeInput(link->conn) == 1 && PQconsumeInput(link->conn) == 1 &&
           PQstatus(link->conn) == CONNECTION_OK;
}

enum hf_rc hf_link_ready(struct hf_link *link, struct hf_err *err)
{
    if (link->prepared && stands(link))
        return HF_OK;
    hf_link_drop(link);
    HF_TRY(hf_link_open(link, link->conninfo, err));
    enum hf_rc rc = hf_link_run(link, session, err);
    if (rc == HF_OK)
        rc = prepare_all(link, err);
    link->prepared = rc == HF_OK;
    if (rc != HF_OK)
        hf_link_drop(link);
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
    struct hf_id id;
    hf_row_bytes(result, row, column, id.byte, sizeof id.byte);
    return id;
}
