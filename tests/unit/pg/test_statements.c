/* SPDX-License-Identifier: Apache-2.0 */
#include "pg/statements.h"

#include "store.h"

static struct hf_err err;

static struct hf_session prepared(void)
{
    struct hf_session session = {.conninfo = store.conninfo[APP]};
    assert_ok(hf_session_ready(&session, &err), &err);
    return session;
}

static void the_server_takes_and_gives_what_is_written_beside_each_statement(void **state)
{
    (void)state;
    struct hf_session session = prepared();
    for (size_t i = 0; i < HF_SQL_COUNT; i++) {
        const struct hf_statement *s = &hf_statements[i];
        uint32_t oid[HF_PARAMS_MAX];
        PGresult *told = PQdescribePrepared(session.conn, s->name);
        assert_int_equal(PQresultStatus(told), PGRES_COMMAND_OK);
        int count = hf_statement_types(s->in, oid);
        bool same = PQnparams(told) == count;
        for (int p = 0; same && p < count; p++)
            same = PQparamtype(told, p) == oid[p];
        if (!same)
            fail_msg("%s: in", s->name);
        count = hf_statement_types(s->out, oid);
        same = PQnfields(told) == count;
        for (int c = 0; same && c < count; c++)
            same = PQftype(told, c) == oid[c];
        if (!same)
            fail_msg("%s: out", s->name);
        PQclear(told);
    }
    hf_session_close(&session);
}

static void put_nulls(const char *list, char *out, size_t size)
{
    uint32_t oid[HF_PARAMS_MAX];
    int count = hf_statement_types(list, oid);
    out[0] = '\0';
    for (int i = 0; i < count; i++)
        strncat(out, i == 0 ? "NULL" : ", NULL", size - strlen(out) - 1);
}

static bool has(const char *line, const char *part)
{
    return strstr(line, part) != NULL;
}

/* These look at every row of a log, at its last, or at all that stands on shelves, by meaning. */
static bool means_whole_log(size_t statement)
{
    static const enum hf_sql whole[] = {
        HF_SQL_counts, HF_SQL_log_found, HF_SQL_checkpoints, HF_SQL_last_checkpoint, HF_SQL_outbox_unshelve,
        HF_SQL_heads,  HF_SQL_stamps,    HF_SQL_erased,      HF_SQL_strays,          HF_SQL_threads_told};
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        if (whole[i] == statement)
            return true;
    return false;
}

/* An index of work that waits is of use by what it begins with: more than the log, which all rows share. */
static bool is_beside_its_key(const char *line, const char *next)
{
    static const char *const begins[][2] = {
        {" outbox_pkey ", "batch"},  {" outbox_line ", "file"},     {" outbox_due ", "recipient"},
        {" outbox_shelf ", "shelf"}, {" outbox_shelved ", "shelf"}, {" outbox_stuck ", "recipient"},
        {" deadline_pkey ", "file"}, {" deadline_due ", "due_ms"},  {" posted_pkey ", "batch"},
    };
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (has(line, begins[i][0]) && !has(next, begins[i][1]))
            return true;
    return false;
}

/* A join by hash or merge, a scan of all rows, or of all rows of a log: seen where tables are new and nobody
 * has counted them yet. `next` is the line below, where an index scan has its condition. */
static bool is_long_way(const char *line, const char *next)
{
    bool one_row = has(line, " on log ") || has(line, " on courier "); /* of a log */
    bool by_index = (has(line, "Scan using") || has(line, "Bitmap Index Scan")) && !one_row;
    return has(line, "Hash Join") || has(line, "Merge Join") || has(line, "Seq Scan") ||
           is_beside_its_key(line, next) ||
           (by_index && (!has(next, "Index Cond") || (has(next, "(log = ") && !has(next, " AND "))));
}

/* With a plan of any other kind locks would be taken in the order of a hash table, and time would grow with
 * tables. */
static void plan_goes_by_keys(struct hf_session *session, size_t statement)
{
    const struct hf_statement *s = &hf_statements[statement];
    char nulls[128];
    char sql[256];
    put_nulls(s->in, nulls, sizeof nulls);
    snprintf(sql, sizeof sql, "EXPLAIN EXECUTE %s(%s)", s->name, nulls);
    PGresult *plan = PQexec(session->conn, sql);
    if (PQresultStatus(plan) != PGRES_TUPLES_OK)
        fail_msg("%s: %s", sql, PQresultErrorMessage(plan));
    for (int row = 0; row < PQntuples(plan); row++) {
        const char *next = row + 1 < PQntuples(plan) ? PQgetvalue(plan, row + 1, 0) : "";
        if (is_long_way(PQgetvalue(plan, row, 0), next))
            fail_msg("%s: %s", s->name, PQgetvalue(plan, row, 0));
    }
    PQclear(plan);
}

static void all_plans_go_by_keys(void)
{
    struct hf_session session = prepared();
    for (size_t i = 0; i < HF_SQL_COUNT; i++)
        if (!means_whole_log(i))
            plan_goes_by_keys(&session, i);
    hf_session_close(&session);
}

static void plans_reach_rows_by_their_keys_in_the_order_of_the_arrays(void **state)
{
    (void)state;
    all_plans_go_by_keys();
}

/* Five files with an event each, which tells of something hidden and of a notice. */
static const char few_rows[] =
    "INSERT INTO file SELECT 77, md5(i::text)::uuid, 1, i::text, 1, sha256(''), 0 FROM generate_series(1, 5) "
    "i;"
    "INSERT INTO event SELECT 77, md5(i::text)::uuid, 1, 0, i, md5(i::text)::uuid, md5(i::text)::uuid, 1,"
    " sha256(''), sha256(''), '', '' FROM generate_series(1, 5) i;"
    "INSERT INTO batch SELECT 77, i, i, 1, sha256('') FROM generate_series(1, 5) i;"
    "INSERT INTO disclosure SELECT 77, i, 0, 0, md5(i::text)::uuid, 1, '' FROM generate_series(1, 5) i;"
    "INSERT INTO outbox SELECT 77, i, 0, 0, md5(i::text)::uuid, 1, md5('')::uuid, 0,"
    " md5(i::text)::uuid, NULL, 0, 0, 0, 0 FROM generate_series(1, 5) i;"
    "INSERT INTO posted SELECT 77, i + 5, '{0}', '{0}', ARRAY[md5(i::text)::uuid], '{1}', "
    "ARRAY[md5('')::uuid], '{0}',"
    " ARRAY[md5(i::text)::uuid], '{NULL}', '{0}' FROM generate_series(1, 5) i;"
    "INSERT INTO token SELECT 77, md5(i::text)::uuid, '' FROM generate_series(1, 5) i;"
    "INSERT INTO deadline SELECT 77, md5(i::text)::uuid, 0 FROM generate_series(1, 5) i;"
    "INSERT INTO snapshot SELECT 77, md5(i::text)::uuid, 1, '' FROM generate_series(1, 5) i;"
    "ANALYZE";

static void count_with(const char *rows)
{
    struct hf_session owner = store_session(OWNER);
    assert_ok(hf_session_run(&owner, rows, &err), &err);
    hf_session_close(&owner);
}

/* As after the server has been round where nothing waits: what was counted as empty is taken to stay so. */
static void and_so_they_do_where_no_work_was_counted(void **state)
{
    (void)state;
    count_with("DELETE FROM outbox; DELETE FROM posted; DELETE FROM deadline");
    count_with("VACUUM ANALYZE");
    all_plans_go_by_keys();
}

/* There the planner has nothing to choose by; what looks for one file must not be led astray. */
static void a_file_is_reached_by_its_key_where_none_or_one_was_counted(void **state)
{
    static const char *const counted[] = {
        "ANALYZE file", "INSERT INTO file SELECT 76, md5('')::uuid, 1, '', 1, sha256(''), 0; ANALYZE file"};
    static const enum hf_sql of_file[] = {HF_SQL_file_move, HF_SQL_file_by_name, HF_SQL_file_heads};
    (void)state;
    for (size_t c = 0; c < 2; c++) {
        count_with(counted[c]);
        struct hf_session session = prepared();
        for (size_t i = 0; i < sizeof of_file / sizeof of_file[0]; i++)
            plan_goes_by_keys(&session, of_file[i]);
        hf_session_close(&session);
    }
}

/* As after the server has counted a house of a few files; plans made then are kept while it grows. */
static void and_so_they_do_where_tables_were_counted_while_small(void **state)
{
    (void)state;
    count_with(few_rows);
    all_plans_go_by_keys();
}

/* One file is begun, another moved to the next seq; the flush is not waited for. */
static void send_move(struct hf_session *session, int16_t log, int32_t old_seq)
{
    static const struct hf_id files[] = {{{6}}, {{7}}};
    static const unsigned char link[32];
    struct hf_params *p = &session->params;
    hf_params_begin(p);
    hf_params_i16(p, log);
    hf_params_i64(p, 0);
    hf_params_array(p, HF_OID_UUID), hf_params_id(p, &files[0]), hf_params_id(p, &files[1]);
    hf_params_array(p, HF_OID_I16), hf_params_i16(p, 1), hf_params_i16(p, 1);
    hf_params_array(p, HF_OID_TEXT), hf_params_text(p, HF_STR("SIX")), hf_params_text(p, HF_STR("ONE"));
    hf_params_array(p, HF_OID_I32), hf_params_i32(p, 0), hf_params_i32(p, old_seq);
    hf_params_array(p, HF_OID_I32), hf_params_i32(p, 1), hf_params_i32(p, old_seq + 1);
    hf_params_array(p, HF_OID_BYTEA);
    hf_params_bytes(p, link, sizeof link), hf_params_bytes(p, link, sizeof link);
    hf_params_array(p, HF_OID_I64), hf_params_i64(p, 6), hf_params_i64(p, 7);
    hf_session_begin(session, &err);
    hf_session_send(session, HF_SQL_file_move);
    hf_session_flush(session);
}

static void wait_until_one_waits(struct hf_session *owner)
{
    static const char waits[] = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
    bool seen = false;
    while (!seen) {
        PGresult *result = PQexec(owner->conn, waits);
        seen = PQntuples(result) == 1;
        PQclear(result);
    }
}

/* What one of another's transactions does to the file while ours waits for it, and how that one ends. */
struct meeting {
    int16_t log;
    const char *before, *meanwhile, *end;
    int32_t old_seq; /* ours */
    enum hf_word word;
};

#define ONE_FILE(log, name)                                                               \
    "INSERT INTO file VALUES (" log ", '07000000-0000-0000-0000-000000000000', 1, '" name \
    "', 1, sha256(''), 0)"

/* How many of the two files stand as ours wanted. */
static int count_moved(struct hf_session *session, const struct meeting *m)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT FROM file WHERE log = %d AND (name, seq, at_ms) IN (('SIX', 1, 6), ('ONE', %d, 7))",
             m->log, m->old_seq + 1);
    PGresult *result = PQexec(session->conn, sql);
    int count = PQntuples(result);
    PQclear(result);
    return count;
}

static void meet(const struct meeting *m)
{
    struct hf_session owner = store_session(OWNER), looker = store_session(OWNER), session = prepared();
    assert_ok(hf_session_run(&owner, m->before, &err), &err);
    assert_ok(hf_session_run(&owner, "BEGIN", &err), &err);
    assert_ok(hf_session_run(&owner, m->meanwhile, &err), &err);
    send_move(&session, m->log, m->old_seq);
    wait_until_one_waits(&looker);
    assert_ok(hf_session_run(&owner, m->end, &err), &err);
    enum hf_rc rc = hf_session_end(&session);
    assert_int_equal(rc, m->word == HF_WORD_ok ? HF_OK : HF_CONFLICT);
    if (rc != HF_OK)
        assert_int_equal(err.word, m->word);
    assert_int_equal(count_moved(&looker, m), m->word == HF_WORD_ok ? 2 : 0);
    hf_session_close(&session);
    hf_session_close(&looker);
    hf_session_close(&owner);
}

/* Where it was expected, and then moved by somebody whose transaction ends first: no key stands in the way,
 * only what file_move compares. */
static void a_file_that_moves_meanwhile_is_compared_as_it_was_left(void **state)
{
    static const struct meeting meetings[] = {
        {78, ONE_FILE("78", "ONE"), "UPDATE file SET seq = 2 WHERE log = 78", "COMMIT", 1, HF_WORD_stale},
        {79, ONE_FILE("79", "ONE"), "UPDATE file SET seq = 2 WHERE log = 79", "ROLLBACK", 1, HF_WORD_ok},
        {80, ONE_FILE("80", "ONE"), "UPDATE file SET at_ms = 5 WHERE log = 80", "COMMIT", 1, HF_WORD_ok},
    };
    (void)state;
    for (size_t i = 0; i < 3; i++)
        meet(&meetings[i]);
}

/* Nobody has it, and then somebody else begins it: here the keys stand in the way, that of the name first. */
static void a_file_that_is_begun_meanwhile_is_begun_once(void **state)
{
    static const struct meeting meetings[] = {
        {81, "SELECT 1", ONE_FILE("81", "TWO"), "COMMIT", 0, HF_WORD_stale},
        {82, "SELECT 1", ONE_FILE("82", "ONE"), "ROLLBACK", 0, HF_WORD_ok},
        {83, "SELECT 1", ONE_FILE("83", "ONE"), "COMMIT", 0, HF_WORD_name_taken},
    };
    (void)state;
    for (size_t i = 0; i < 3; i++)
        meet(&meetings[i]);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_server_takes_and_gives_what_is_written_beside_each_statement),
        cmocka_unit_test(plans_reach_rows_by_their_keys_in_the_order_of_the_arrays),
        cmocka_unit_test(a_file_is_reached_by_its_key_where_none_or_one_was_counted),
        cmocka_unit_test(and_so_they_do_where_tables_were_counted_while_small),
        cmocka_unit_test(and_so_they_do_where_no_work_was_counted),
        cmocka_unit_test(a_file_that_moves_meanwhile_is_compared_as_it_was_left),
        cmocka_unit_test(a_file_that_is_begun_meanwhile_is_begun_once),
    };
    return cmocka_run_group_tests(tests, store_open, store_close);
}
