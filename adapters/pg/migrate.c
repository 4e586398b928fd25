/* SPDX-License-Identifier: Apache-2.0 */
/* A migration and its row in the table `migration` are one transaction: either both are there or neither. */
#include "pg/migrate.h"

#include <stdlib.h>

#include "base/check.h"

struct hf_migration {
    const char *name;
    const char *const *lines;
};
#include "pg/migrations.inc"

enum { TEXT_MAX = 256 * 1024 };

/* Any number, the same in every program of this kind: "holdfast" in ASCII. */
static const char lock[] = "SELECT pg_advisory_lock(7526745240418218868)";
static const char unlock[] = "SELECT pg_advisory_unlock(7526745240418218868)";
static const char own_table[] = "CREATE TABLE IF NOT EXISTS migration ("
                                " number integer PRIMARY KEY, name text NOT NULL, digest bytea NOT NULL,"
                                " at timestamptz NOT NULL DEFAULT now())";

size_t hf_migration_count(void)
{
    return sizeof migrations / sizeof migrations[0];
}

const char *hf_migration_name(size_t index)
{
    return migrations[index].name;
}

static void put_lines(const char *const *lines, struct hf_buf *out)
{
    for (; *lines != NULL; lines++)
        hf_buf_put(out, hf_str_of(*lines));
}

void hf_migration_text(size_t index, struct hf_buf *out)
{
    put_lines(migrations[index].lines, out);
}

/* The lines as one text that libpq can take; the caller frees it. */
static char *joined(const char *const *lines)
{
    char *text = malloc(TEXT_MAX);
    HF_CHECK(text != NULL);
    struct hf_buf buf = {.at = text, .size = TEXT_MAX - 1};
    put_lines(lines, &buf);
    HF_CHECK(!buf.full);
    text[buf.len] = '\0';
    return text;
}

/* One value of a one-row answer, or -1; the statement takes the parameters given as text. */
static enum hf_rc ask_number(struct hf_session *session, const char *sql, int count,
                             const char *const values[], long *out, struct hf_err *err)
{
    PGresult *result = PQexecParams(session->conn, sql, count, NULL, values, NULL, NULL, 0);
    enum hf_rc rc = HF_OK;
    *out = -1;
    if (PQresultStatus(result) != PGRES_TUPLES_OK && PQresultStatus(result) != PGRES_COMMAND_OK)
        rc = hf_session_fail(PQresultErrorField(result, PG_DIAG_SQLSTATE), NULL,
                             PQerrorMessage(session->conn), err);
    else if (PQntuples(result) == 1 && !PQgetisnull(result, 0, 0))
        *out = strtol(PQgetvalue(result, 0, 0), NULL, 10);
    PQclear(result);
    return rc;
}

enum hf_rc hf_migrate_found(struct hf_session *session, struct hf_err *err)
{
    static const char is_there[] = "SELECT count(*) FROM pg_database WHERE datname = '" HF_PG_DATABASE "'";
    static const char make[] = "CREATE DATABASE " HF_PG_DATABASE " OWNER holdfast_migrate TEMPLATE template0"
                               " ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'";
    long there;
    char *roles = joined(lines_roles);
    enum hf_rc rc = hf_session_run(session, roles, err);
    free(roles);
    HF_TRY(rc);
    HF_TRY(ask_number(session, is_there, 0, NULL, &there, err));
    return there == 1 ? HF_OK : hf_session_run(session, make, err);
}

static void number_text(size_t index, char text[24])
{
    struct hf_buf buf = {.at = text, .size = 23};
    hf_buf_put_i64(&buf, (int64_t)index + 1);
    text[buf.len] = '\0';
}

static enum hf_rc check_same(struct hf_session *session, size_t index, struct hf_err *err)
{
    static const char differs[] = "SELECT count(*) FROM migration"
                                  " WHERE number = $1::integer AND digest = sha256(convert_to($2, 'UTF8'))";
    char number[24];
    long same;
    number_text(index, number);
    char *text = joined(migrations[index].lines);
    const char *values[] = {number, text};
    enum hf_rc rc = ask_number(session, differs, 2, values, &same, err);
    free(text);
    if (rc == HF_OK && same != 1)
        return hf_fail(err, HF_WORD_pg_migration_changed, HF_STR_NONE, hf_str_of(migrations[index].name),
                       HF_STR_NONE);
    return rc;
}

enum hf_rc hf_migrate_status(struct hf_session *session, size_t *applied, struct hf_err *err)
{
    long there;
    long last = 0;
    HF_TRY(ask_number(session, "SELECT count(*) FROM pg_class WHERE oid = to_regclass('public.migration')", 0,
                      NULL, &there, err));
    if (there == 1)
        HF_TRY(ask_number(session, "SELECT coalesce(max(number), 0) FROM migration", 0, NULL, &last, err));
    if (last > (long)hf_migration_count()) {
        char number[24];
        number_text((size_t)last - 1, number);
        return hf_fail(err, HF_WORD_pg_newer, HF_STR_NONE, hf_str_of(number), HF_STR_NONE);
    }
    for (size_t i = 0; i < (size_t)last; i++)
        HF_TRY(check_same(session, i, err));
    *applied = (size_t)last;
    return HF_OK;
}

static enum hf_rc apply_text(struct hf_session *session, size_t index, const char *text, struct hf_err *err)
{
    static const char note[] = "INSERT INTO migration (number, name, digest)"
                               " VALUES ($1::integer, $2, sha256(convert_to($3, 'UTF8')))";
    char number[24];
    long none;
    number_text(index, number);
    const char *values[] = {number, migrations[index].name, text};
    HF_TRY(hf_session_run(session, text, err));
    return ask_number(session, note, 3, values, &none, err);
}

static enum hf_rc apply(struct hf_session *session, size_t index, struct hf_err *err)
{
    struct hf_err unsaid;
    char *text = joined(migrations[index].lines);
    enum hf_rc rc = hf_session_run(session, "BEGIN", err);
    if (rc == HF_OK)
        rc = apply_text(session, index, text, err);
    free(text);
    if (rc == HF_OK)
        return hf_session_run(session, "COMMIT", err);
    hf_session_run(session, "ROLLBACK", &unsaid);
    return rc;
}

static enum hf_rc run_locked(struct hf_session *session, size_t *applied, struct hf_err *err)
{
    size_t before = 0;
    HF_TRY(hf_session_run(session, own_table, err));
    HF_TRY(hf_migrate_status(session, &before, err));
    for (size_t i = before; i < hf_migration_count(); i++)
        HF_TRY(apply(session, i, err));
    *applied = hf_migration_count() - before;
    return HF_OK;
}

enum hf_rc hf_migrate_run(struct hf_session *session, size_t *applied, struct hf_err *err)
{
    struct hf_err unsaid;
    HF_TRY(hf_session_run(session, lock, err));
    enum hf_rc rc = run_locked(session, applied, err);
    hf_session_run(session, unlock, &unsaid);
    return rc;
}
