/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ledger port on PostgreSQL: one connection, one log, one thread. A lost connection answers UNAVAILABLE
 * and is opened again by the next call.
 */
#ifndef HF_PG_LEDGER_H
#define HF_PG_LEDGER_H

#include "desk/ports.h"

struct hf_pg_ledger;

/*
 * Connects as a desk (role holdfast_app) to the log of this origin.
 *   fresh     the id the log gets where it is not there yet; NULL: it must be there (NOT_FOUND pg_no_log)
 *   log_id    gets the id of the log
 *   errors    UNAVAILABLE pg_away, FAILED pg_not_migrated, NOT_ALLOWED pg_not_granted
 */
enum hf_rc hf_pg_ledger_open(const char *conninfo, struct hf_str origin, const struct hf_id *fresh,
                             struct hf_pg_ledger **out, struct hf_id *log_id, struct hf_err *err);
void hf_pg_ledger_close(struct hf_pg_ledger *ledger);

/* The port; valid until close. */
struct hf_ledger hf_pg_ledger_port(struct hf_pg_ledger *ledger);

#endif
