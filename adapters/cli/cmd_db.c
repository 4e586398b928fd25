/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The database: made, started, stopped, brought to the version of this program. With --db the role given
 * must be one that may do so.
 */
#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/store.h"
#include "pg/scrub.h"

/* ---- init ---- */

static enum hf_rc found(const struct hf_store *store, struct hf_err *err)
{
    char conninfo[HF_PG_CONNINFO_MAX];
    struct hf_session session = {0};
    hf_store_conninfo(store, "holdfast_owner", "postgres", conninfo);
    HF_TRY(hf_session_open(&session, conninfo, err));
    enum hf_rc rc = hf_migrate_found(&session, err);
    hf_session_close(&session);
    return rc;
}

static enum hf_rc with_migrator(const struct hf_store *store,
                                enum hf_rc (*run)(struct hf_session *session, size_t *applied,
                                                  struct hf_err *err),
                                size_t *applied, struct hf_err *err)
{
    char conninfo[HF_PG_CONNINFO_MAX];
    struct hf_session session = {0};
    hf_store_conninfo(store, "holdfast_migrate", HF_PG_DATABASE, conninfo);
    HF_TRY(hf_session_open(&session, conninfo, err));
    enum hf_rc rc = run(&session, applied, err);
    hf_session_close(&session);
    return rc;
}

/* The log of our keys is founded once there are keys; until then init has done its part. */
static enum hf_rc found_log(struct hf_cli *cli, const struct hf_store *store, struct hf_str *origin,
                            struct hf_err *err)
{
    enum hf_rc rc = hf_cli_found_log(cli, store, origin, err);
    if (rc != HF_NOT_FOUND)
        return rc;
    *origin = HF_STR_NONE;
    return HF_OK;
}

static void report_init(struct hf_cli *cli, const struct hf_store *store, size_t applied,
                        struct hf_str origin)
{
    static const struct hf_column columns[] = {HF_COLUMN("state", state), HF_COLUMN("migrations", migrations),
                                               HF_COLUMN("log", log)};
    struct hf_json_maker row = hf_json_make(cli->arena);
    if (store->is_private)
        hf_json_add(&row, HF_STR("state"), hf_json_of_text(hf_str_of(store->cluster.state)));
    hf_json_add(&row, HF_STR("migrations"), hf_json_of_int((int64_t)applied));
    if (origin.len > 0)
        hf_json_add(&row, HF_STR("log"), hf_json_of_text(origin));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(columns), &object);
    hf_out_hint(cli, origin.len > 0 ? HF_SAY_next_user_add : HF_SAY_next_key_generate, HF_STR_NONE,
                HF_STR_NONE);
}

static enum hf_rc init(struct hf_cli *cli, const struct hf_store *store, struct hf_err *err)
{
    size_t applied;
    struct hf_str origin;
    if (store->is_private)
        HF_TRY(found(store, err));
    HF_TRY(with_migrator(store, hf_migrate_run, &applied, err));
    HF_TRY(found_log(cli, store, &origin, err));
    report_init(cli, store, applied, origin);
    return HF_OK;
}

enum hf_rc hf_cmd_db_init(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_store store;
    HF_TRY(hf_store_open(cli, true, &store, err));
    enum hf_rc rc = init(cli, &store, err);
    hf_store_close(&store);
    return rc;
}

/* ---- migrate ---- */

/* The text of those that are still to be applied. */
static void print_texts(struct hf_cli *cli, size_t from)
{
    struct hf_json_maker list = hf_json_make(cli->arena);
    for (size_t i = from; i < hf_migration_count(); i++) {
        struct hf_buf text = hf_buf_in(cli->arena, 16384);
        hf_migration_text(i, &text);
        struct hf_json_maker row = hf_json_make(cli->arena);
        hf_json_add(&row, HF_STR("name"), hf_json_of_text(hf_str_of(hf_migration_name(i))));
        hf_json_add(&row, HF_STR("text"), hf_json_of_text(hf_buf_str(&text)));
        hf_json_add(&list, HF_STR_NONE, hf_json_object(&row));
        hf_out_line(cli, hf_buf_str(&text));
    }
    struct hf_json all = hf_json_list(&list);
    hf_out_json(cli, &all);
}

static enum hf_rc migrate(struct hf_cli *cli, const struct hf_store *store, struct hf_err *err)
{
    static const struct hf_column columns[] = {HF_COLUMN("migrations", migrations)};
    bool dry = hf_cli_has(cli, HF_STR("dry-run"));
    size_t applied;
    HF_TRY(with_migrator(store, dry ? hf_migrate_status : hf_migrate_run, &applied, err));
    if (dry) {
        print_texts(cli, applied);
        return HF_OK;
    }
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("migrations"), hf_json_of_int((int64_t)applied));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(columns), &object);
    return HF_OK;
}

enum hf_rc hf_cmd_db_migrate(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_store store;
    HF_TRY(hf_store_open(cli, false, &store, err));
    enum hf_rc rc = migrate(cli, &store, err);
    hf_store_close(&store);
    return rc;
}

/* ---- start, stop, status ---- */

static enum hf_rc print_status(struct hf_cli *cli, struct hf_err *err)
{
    const char *state;
    HF_TRY(hf_cli_state(cli, &state, err));
    static const struct hf_column columns[] = {HF_COLUMN("state", state),      HF_COLUMN("made", made),
                                               HF_COLUMN("running", running),  HF_COLUMN("kept", kept),
                                               HF_COLUMN("major", postgresql), HF_COLUMN("pid", process),
                                               HF_COLUMN("socket", socket)};
    struct hf_cluster_status status;
    hf_cluster_look(state, &status);
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("state"), hf_json_of_text(hf_str_of(state)));
    hf_json_add(&row, HF_STR("made"), hf_json_of_bool(status.made));
    hf_json_add(&row, HF_STR("running"), hf_json_of_bool(status.running));
    hf_json_add(&row, HF_STR("kept"), hf_json_of_bool(status.kept));
    if (status.made)
        hf_json_add(&row, HF_STR("major"), hf_json_of_int(status.major));
    if (status.running) {
        hf_json_add(&row, HF_STR("pid"), hf_json_of_int(status.pid));
        hf_json_add(&row, HF_STR("socket"), hf_json_of_text(hf_str_of(status.socket)));
    }
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(columns), &object);
    return HF_OK;
}

static enum hf_rc private_only(struct hf_cli *cli, struct hf_err *err)
{
    if (hf_settings_get(&cli->settings, HF_SET_DB).len == 0)
        return HF_OK;
    return hf_fail(err, HF_WORD_cli_private, cli->typed, cli->settings.value[HF_SET_DB].origin, HF_STR_NONE);
}

enum hf_rc hf_cmd_db_start(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_store store;
    HF_TRY(private_only(cli, err));
    HF_TRY(hf_store_open(cli, false, &store, err));
    enum hf_rc rc = hf_cluster_keep(&store.cluster, err);
    hf_store_close(&store);
    return rc == HF_OK ? print_status(cli, err) : rc;
}

enum hf_rc hf_cmd_db_stop(struct hf_cli *cli, struct hf_err *err)
{
    HF_TRY(private_only(cli, err));
    const char *state;
    HF_TRY(hf_cli_state(cli, &state, err));
    HF_TRY(hf_cluster_stop(state, err));
    return print_status(cli, err);
}

/* ---- scrub ---- */

static enum hf_rc scrub(const struct hf_store *store, size_t *segments, struct hf_err *err)
{
    char conninfo[HF_PG_CONNINFO_MAX];
    struct hf_session session = {0};
    hf_store_conninfo(store, "holdfast_owner", HF_PG_DATABASE, conninfo);
    HF_TRY(hf_session_open(&session, conninfo, err));
    enum hf_rc rc = hf_scrub_run(&session, segments, err);
    hf_session_close(&session);
    return rc;
}

enum hf_rc hf_cmd_db_scrub(struct hf_cli *cli, struct hf_err *err)
{
    static const struct hf_column columns[] = {HF_COLUMN("state", state), HF_COLUMN("segments", segments)};
    struct hf_json_maker row = hf_json_make(cli->arena);
    struct hf_store store;
    size_t segments = 0;
    HF_TRY(private_only(cli, err));
    HF_TRY(hf_store_open(cli, false, &store, err));
    enum hf_rc rc = scrub(&store, &segments, err);
    hf_json_add(&row, HF_STR("state"),
                hf_json_of_text(hf_arena_keep(cli->arena, hf_str_of(store.cluster.state))));
    hf_store_close(&store);
    HF_TRY(rc);
    hf_json_add(&row, HF_STR("segments"), hf_json_of_int((int64_t)segments));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(columns), &object);
    return HF_OK;
}

enum hf_rc hf_cmd_db_status(struct hf_cli *cli, struct hf_err *err)
{
    HF_TRY(private_only(cli, err));
    return print_status(cli, err);
}
