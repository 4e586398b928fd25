/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every ledger must do, whatever it is made of: one suite, run on the ledger in memory and on
 * PostgreSQL. Each test gets an empty ledger of its own from the maker.
 */
#ifndef HF_TESTS_PORT_LEDGER_SUITE_H
#define HF_TESTS_PORT_LEDGER_SUITE_H

#include "desk/ports.h"

struct ledger_maker {
    void *self;
    struct hf_ledger (*make)(void *self); /* a ledger that holds nothing */
    void (*done)(void *self);             /* of the one made last */
};

/* Runs all tests under this name with cmocka; how many failed. */
int ledger_suite(const char *name, struct ledger_maker *maker);

#endif
