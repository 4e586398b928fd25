/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The canonical order of members: by the UTF-16 code units of their names (RFC 8785 section 3.2.3).
 * It is found once, when an object is made; that also shows a name that stands twice.
 */
#ifndef HF_RECORD_ORDER_H
#define HF_RECORD_ORDER_H

#include "record/json.h"

/* Below, at or above 0; both texts are well-formed UTF-8. */
int hf_name_order(struct hf_str a, struct hf_str b);

/*
 * Fills in `sorted` of every member, in O(n log n) comparisons at worst and n-1 where they are in order
 * already. Returns the index of the first member whose name an earlier one has, or `count`.
 */
size_t hf_members_sort(struct hf_member *member, size_t count);

#endif
