/* SPDX-License-Identifier: Apache-2.0 */
/* The cases of a log as they stand, in the order of their names, which is the same for everybody. */
#ifndef HF_TESTS_BENCH_CASES_H
#define HF_TESTS_BENCH_CASES_H

#include "desk/ports.h"

struct cases {
    struct hf_id *file;
    uint32_t *seq;
    size_t count, room;
};

void cases_read(struct hf_ledger ledger, struct cases *out);
void cases_free(struct cases *cases);

#endif
