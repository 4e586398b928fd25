/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every keys port must do: one suite, run on the keys in memory and on those in files. Each test gets
 * fresh keys from the maker, unlocked.
 */
#ifndef HF_TESTS_PORT_KEYS_SUITE_H
#define HF_TESTS_PORT_KEYS_SUITE_H

#include "desk/ports.h"

struct keys_maker {
    void *self;
    struct hf_keys (*make)(void *self); /* of origin court.example/log1, issuer https://court.example */
    void (*done)(void *self);           /* with those made last */
};

/* Runs all tests under this name with cmocka; how many failed. */
int keys_suite(const char *name, struct keys_maker *maker);

#endif
