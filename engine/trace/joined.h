/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Accounts and assets between which money moves as it is, by transfers, purchases and sales, have one
 * currency among them, wherever in the file it is said, and whoever of them says it.
 */
#ifndef HF_TRACE_JOINED_H
#define HF_TRACE_JOINED_H

#include "trace/ledger.h"

/*
 * Before the names are closed. Where a ledger has several currencies, those that say none get that of the
 * others. BAD_INPUT trace_convert, trace_asset_currency, at the first row that joins two currencies.
 */
enum hf_rc hf_trace_join_units(struct hf_trace_ledger *ledger, struct hf_err *err);

#endif
