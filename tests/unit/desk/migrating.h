/* SPDX-License-Identifier: Apache-2.0 */
/* One migration, from publishing both versions to the audit, for every kind of ledger. */
#ifndef HF_TESTS_DESK_MIGRATING_H
#define HF_TESTS_DESK_MIGRATING_H

#include "desk/audit.h"
#include "sim/world.h"

/* A founded world with two desks; the id of the case that was moved. Ends the test where something is not as
 * it should be. */
struct hf_id migrating_run(struct world *w);

/* What case.migrate says: {"map": digest}, with ' for ". */
const char *migrating_payload(struct world *w);
/* The whole log, verified with both definitions at hand, as an auditor has them. */
enum hf_rc migrating_audit(struct world *w, struct hf_audit_figures *figures);
/* The event at which the migration begins, by its place in the case. */
uint32_t migrating_seq(struct world *w, const struct hf_id *file);

#endif
