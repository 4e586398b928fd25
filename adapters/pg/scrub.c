/* SPDX-License-Identifier: Apache-2.0 */
/* One statement at a time: neither VACUUM nor ALTER SYSTEM runs in a transaction with others. */
#include "pg/scrub.h"

#include <stdlib.h>

/* Segments that a checkpoint may have made for later before it heard. */
enum { SPARE = 2 };

/* Old segments are removed, not kept for later, while this goes on. The checkpointer hears of that by way of
 * the postmaster, some time after the call has come back. */
static const char *const before[] = {"VACUUM FULL disclosure",  "VACUUM FULL chunk",
                                     "VACUUM FULL token",       "ALTER SYSTEM SET wal_recycle = off",
                                     "SELECT pg_reload_conf()", "SELECT pg_sleep(0.3)"};
static const char *const after[] = {"CHECKPOINT", "ALTER SYSTEM RESET wal_recycle",
                                    "SELECT pg_reload_conf()"};
/* Each is ended, the next begun, and a checkpoint lets go of those before. */
static const char *const one_segment[] = {"SELECT pg_switch_wal()", "CHECKPOINT"};

static enum hf_rc run(struct hf_session *session, const char *const sql[], size_t count, struct hf_err *err)
{
    for (size_t i = 0; i < count; i++)
        HF_TRY(hf_session_run(session, sql[i], err));
    return HF_OK;
}
#define RUN(session, list, err) run(session, list, sizeof(list) / sizeof((list)[0]), err)

static enum hf_rc count_segments(struct hf_session *session, size_t *out, struct hf_err *err)
{
    PGresult *result = PQexec(session->conn, "SELECT count(*) FROM pg_ls_waldir()");
    bool well = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
    if (well)
        *out = (size_t)strtoul(PQgetvalue(result, 0, 0), NULL, 10);
    enum hf_rc rc = well ? HF_OK
                         : hf_session_fail(PQresultErrorField(result, PG_DIAG_SQLSTATE), NULL,
                                           PQerrorMessage(session->conn), err);
    PQclear(result);
    return rc;
}

enum hf_rc hf_scrub_run(struct hf_session *session, size_t *segments, struct hf_err *err)
{
    struct hf_err later;
    HF_TRY(count_segments(session, segments, err));
    enum hf_rc rc = RUN(session, before, err);
    for (size_t i = 0; rc == HF_OK && i <= *segments + SPARE; i++)
        rc = RUN(session, one_segment, err);
    enum hf_rc end = RUN(session, after, rc == HF_OK ? err : &later);
    return rc == HF_OK ? end : rc;
}

/* Nothing depends on it: where it fails the next start tries again. */
void hf_scrub_mend(const char *conninfo)
{
    static const char *const mend[] = {"ALTER SYSTEM RESET wal_recycle", "SELECT pg_reload_conf()"};
    struct hf_session session = {0};
    struct hf_err unsaid;
    if (hf_session_open(&session, conninfo, &unsaid) != HF_OK)
        return;
    PGresult *result = PQexec(session.conn, "SELECT 1 FROM pg_settings WHERE name = 'wal_recycle' AND "
                                            "sourcefile LIKE '%postgresql.auto.conf'");
    if (PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1)
        (void)RUN(&session, mend, &unsaid);
    PQclear(result);
    hf_session_close(&session);
}
