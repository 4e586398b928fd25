/* SPDX-License-Identifier: Apache-2.0 */
/* Opening: the log is found by its origin, or founded. */
#include "pg/ledger.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "pg/store.h"

struct hf_params *hf_store_params(struct hf_pg_ledger *store)
{
    hf_params_begin(&store->session.params);
    hf_params_i16(&store->session.params, store->log);
    return &store->session.params;
}

static enum hf_rc found_log(struct hf_session *session, struct hf_str origin, const struct hf_id *fresh,
                            struct hf_err *err)
{
    hf_session_begin(session, err);
    hf_params_begin(&session->params);
    hf_params_id(&session->params, fresh);
    hf_params_text(&session->params, origin);
    hf_session_send(session, HF_SQL_log_found);
    hf_session_flush(session);
    return hf_session_end(session);
}

/* The number of the log, 0 when there is none of this origin. */
static enum hf_rc find_log(struct hf_pg_ledger *store, struct hf_str origin, struct hf_id *log_id,
                           struct hf_err *err)
{
    struct hf_session *session = &store->session;
    hf_session_begin(session, err);
    hf_params_begin(&session->params);
    hf_params_text(&session->params, origin);
    hf_session_send(session, HF_SQL_log_find);
    hf_session_flush(session);
    PGresult *result = hf_session_take(session);
    store->log = 0;
    if (result != NULL && PQntuples(result) == 1) {
        store->log = (int16_t)hf_row_int(result, 0, 0);
        *log_id = hf_row_id(result, 0, 1);
    }
    PQclear(result);
    return hf_session_end(session);
}

static enum hf_rc open_log(struct hf_pg_ledger *store, struct hf_str origin, const struct hf_id *fresh,
                           struct hf_id *log_id, struct hf_err *err)
{
    HF_TRY(hf_session_ready(&store->session, err));
    HF_TRY(find_log(store, origin, log_id, err));
    if (store->log != 0)
        return HF_OK;
    if (fresh == NULL)
        return hf_fail(err, HF_WORD_pg_no_log, HF_STR_NONE, origin, HF_STR_NONE);
    HF_TRY(found_log(&store->session, origin, fresh, err));
    return find_log(store, origin, log_id, err);
}

enum hf_rc hf_pg_ledger_open(const char *conninfo, struct hf_str origin, const struct hf_id *fresh,
                             struct hf_pg_ledger **out, struct hf_id *log_id, struct hf_err *err)
{
    struct hf_pg_ledger *store = calloc(1, sizeof *store);
    HF_CHECK(store != NULL);
    if (snprintf(store->conninfo, sizeof store->conninfo, "%s", conninfo) >= (int)sizeof store->conninfo) {
        free(store);
        return hf_fail(err, HF_WORD_too_large, HF_STR("connection"), HF_STR("the connection string"),
                       HF_STR("511"));
    }
    store->session.conninfo = store->conninfo;
    enum hf_rc rc = open_log(store, origin, fresh, log_id, err);
    if (rc != HF_OK)
        hf_pg_ledger_close(store);
    else
        *out = store;
    return rc;
}

void hf_pg_ledger_close(struct hf_pg_ledger *ledger)
{
    if (ledger == NULL)
        return;
    hf_session_close(&ledger->session);
    free(ledger);
}

struct hf_ledger hf_pg_ledger_port(struct hf_pg_ledger *ledger)
{
    return (struct hf_ledger){
        .self = ledger,
        .load = hf_store_load,
        .seen = hf_store_seen,
        .commit = hf_store_commit,
        .claim = hf_store_claim,
        .keep = hf_store_keep,
        .ask = hf_store_ask,
    };
}
