/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The currency of each account, asset and sink of a ledger, so that no amounts of two are ever added up.
 *
 * An account has one, or none that is said; an asset that of the accounts that bought it. A sink has no say:
 * where one was paid in several, it becomes one for each when the ledger is closed ("shop EUR", "shop JPY").
 */
#ifndef HF_TRACE_CURRENCY_H
#define HF_TRACE_CURRENCY_H

#include "trace/ledger.h"

enum hf_trace_holder { HF_TRACE_OF_ACCOUNT, HF_TRACE_OF_ASSET, HF_TRACE_OF_SINK };

/* Of an account, asset or sink: 0 where none is said, else its index in ledger.units and 1. */
static inline uint32_t hf_trace_unit_of(const struct hf_trace_ledger *ledger, enum hf_trace_holder holder,
                                        uint32_t index)
{
    return (uint32_t)hf_trace_cells_get(&ledger->unit_of, index, (uint32_t)holder);
}

/* Sinks have one only where this holds. */
static inline bool hf_trace_has_several_units(const struct hf_trace_ledger *ledger)
{
    return ledger->units.count > 1;
}

/* "" of 0. */
static inline struct hf_str hf_trace_unit_name(const struct hf_trace_ledger *ledger, uint32_t unit)
{
    return unit == 0 ? HF_STR_NONE : hf_trace_roll_name(&ledger->units, unit - 1);
}

/* Says it for the first time; false when there is no room. */
bool hf_trace_set_unit(struct hf_trace_ledger *ledger, enum hf_trace_holder holder, uint32_t index,
                       uint32_t unit);

/* Before the names are closed: parts the sinks that were paid in several. False when there is no room. */
bool hf_trace_part_sinks(struct hf_trace_ledger *ledger);

#endif
