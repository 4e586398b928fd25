/* SPDX-License-Identifier: Apache-2.0 */
/* Two desks with connections of their own on one PostgreSQL: a case comes from one version to the next. */
#include "pg/ledger.h"
#include "store.h"
#include "unit/desk/migrating.h"

enum { DESKS = 2 };

static struct hf_pg_ledger *connection[DESKS];
static struct hf_ledger ledgers[DESKS];

static int open_ledgers(void **state)
{
    static struct hf_err err;
    const struct hf_id fresh = {{0xE0}};
    struct hf_id log_id;
    store_open(state);
    for (size_t i = 0; i < DESKS; i++) {
        assert_ok(hf_pg_ledger_open(store.conninfo[APP], HF_STR("court.example/log1"), &fresh, &connection[i],
                                    &log_id, &err),
                  &err);
        assert_true(hf_id_eq(&log_id, &fresh));
        ledgers[i] = hf_pg_ledger_port(connection[i]);
    }
    return 0;
}

static int close_ledgers(void **state)
{
    for (size_t i = 0; i < DESKS; i++)
        hf_pg_ledger_close(connection[i]);
    return store_close(state);
}

static void a_case_is_carried_over_and_audited(void **state)
{
    struct world *w = malloc(sizeof *w);
    struct hf_audit_figures figures;
    (void)state;
    assert_non_null(w);
    world_make_on(w, DESKS, 1, ledgers);
    world_found(w);
    struct hf_id file = migrating_run(w);
    assert_true(migrating_seq(w, &file) > 0);
    assert_ok(migrating_audit(w, &figures), &w->err);
    assert_true(figures.events > 20);
    world_free(w);
    free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_case_is_carried_over_and_audited)};
    return cmocka_run_group_tests(tests, open_ledgers, close_ledgers);
}
