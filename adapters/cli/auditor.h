/* SPDX-License-Identifier: Apache-2.0 */
/* Whoever recomputes from the stored bytes: a desk of his own that may only read. */
#ifndef HF_CLI_AUDITOR_H
#define HF_CLI_AUDITOR_H

#include "cli/session.h"
#include "cli/stamping.h"
#include "desk/audit.h"

enum { HF_AUDITOR_DEFINITIONS = 64 };

struct hf_auditor {
    struct hf_seat *seat;
    struct hf_pg_ledger
        *pg; /* a connection of its own, that may only read: definitions come over the desk's */
    struct hf_audit audit;
    struct hf_stamping stamping; /* by whom time-stamps are believed */
    struct hf_arena definitions; /* their own: what the audit folds is given back file by file */
    struct {
        struct hf_digest digest;
        const struct hf_flow *flow;
    } known[HF_AUDITOR_DEFINITIONS];
    size_t count;
};

/* Does the work with an audit of the seat's log. Errors: those of the ledger, and of the work. */
typedef enum hf_rc (*hf_auditor_work)(struct hf_auditor *auditor, struct hf_err *err);
enum hf_rc hf_cli_as_auditor(struct hf_seat *seat, hf_auditor_work work, struct hf_err *err);

/* A case is named without folding it: a broken one must be nameable too. NOT_FOUND no_file. */
enum hf_rc hf_auditor_find(struct hf_seat *seat, struct hf_str typed, struct hf_id *file, struct hf_err *err);

/* The instant that the flag names; a day means its end; INT64_MAX where it is not given. BAD_INPUT
 * bad_instant. */
enum hf_rc hf_auditor_until(struct hf_cli *cli, struct hf_str flag, int64_t *to_ms, struct hf_err *err);

#endif
