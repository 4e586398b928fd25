/* SPDX-License-Identifier: Apache-2.0 */
/* The suite of every ledger (tests/port) on PostgreSQL; each test gets a log of its own. */
#include "port/ledger_suite.h"

#include "pg/ledger.h"
#include "store.h"

static struct hf_pg_ledger *ledger;

static struct hf_ledger make(void *self)
{
    static struct hf_err err;
    char origin[32];
    struct hf_id log_id;
    struct hf_id fresh = {{0}};
    int *count = self;
    fresh.byte[0] = (unsigned char)++*count;
    snprintf(origin, sizeof origin, "suite.example/log%d", *count);
    assert_ok(hf_pg_ledger_open(store.conninfo[APP], hf_str_of(origin), &fresh, &ledger, &log_id, &err),
              &err);
    return hf_pg_ledger_port(ledger);
}

static void done(void *self)
{
    (void)self;
    hf_pg_ledger_close(ledger);
}

int main(void)
{
    int count = 0;
    struct ledger_maker maker = {.self = &count, .make = make, .done = done};
    store_open(NULL);
    int failed = ledger_suite("postgresql", &maker);
    store_close(NULL);
    return failed;
}
