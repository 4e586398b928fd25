/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An entry of the directory, with the profile of its State, read in two times: as it was valid on a day, and
 * as the house knew it at an instant. The authority's file holds the entry as it was first confirmed, and its
 * amendments; an amendment replaces the members it says and removes those that it drops. A function of the
 * file: nothing is stored, so an entry is read for a request of last year as it was read then.
 *
 * Rule 180(2): a change of the authority, channel or language that a State has chosen takes effect at the
 * time agreed, or 45 days after the Registrar received it; requests in progress are not touched, since theirs
 * is the entry of the day on which they were sent.
 */
#ifndef HF_CASEFILE_ENTRY_H
#define HF_CASEFILE_ENTRY_H

#include "casefile/decide.h"

enum { HF_RULE_180_DAYS = 45 };

struct hf_entry {
    const struct hf_flow *house_flow;
    const struct hf_case *file; /* of an authority */
    int32_t day;                /* in the court's zone */
    int64_t known_ms;           /* INT64_MAX: all that is known now */
};

/* As valid on the day of this instant by the court's calendar; by what is known now, or was known then. */
struct hf_entry hf_entry_now(const struct hf_house *house, const struct hf_flow *house_flow,
                             const struct hf_case *authority, int64_t at_ms);
struct hf_entry hf_entry_then(const struct hf_house *house, const struct hf_flow *house_flow,
                              const struct hf_case *authority, int64_t at_ms);

/* Confirmed, begun and not retired: may somebody new be sent there? */
bool hf_entry_is_valid(const struct hf_entry *entry);

/*
 * A member by its name in the house's kind `authority`; false: the entry does not say. What follows from the
 * others is said too: `language_sets` of every entry, each a list of which one language is needed;
 * `languages` and `language_rule` of one that is told by sets (where no rule says it exactly, all of them);
 * `transport_within`, `receipt_within` and `answer_within` by the custom of the channel, where nobody told
 * them ("4h", "7d", "2w").
 */
bool hf_entry_member(const struct hf_entry *entry, struct hf_str name, struct hf_arena *arena,
                     struct hf_json *out);
/* The same where it is a text; HF_STR_NONE otherwise. */
struct hf_str hf_entry_text(const struct hf_entry *entry, struct hf_str name, struct hf_arena *arena);

/* Rule 180(2), for a request in progress: the newest reading by which the channel is still what it was as
 * `then` reads it. A new address of the same channel counts; another channel does not. */
struct hf_entry hf_entry_in_progress(const struct hf_entry *now, const struct hf_entry *then,
                                     struct hf_arena *arena);

/* Has anything been amended, so that the day matters? */
bool hf_entry_has_amendments(const struct hf_flow *house_flow, const struct hf_case *authority);
/* The first day on which an amendment counts; INT32_MAX: it does not say when it was received. */
int32_t hf_amendment_day(const struct hf_flow *house_flow, const struct hf_case *authority,
                         hf_instance amendment);

/*
 * As of when the directory is read for a notice of this instance to this authority: since its thread was
 * begun; without a thread of its own, since the newest thread of an instance it is linked to. INT64_MAX: no
 * request is in progress, it is read as it stands now.
 */
int64_t hf_notice_as_of(const struct hf_flows *flows, const struct hf_case *c, hf_instance i,
                        const struct hf_id *authority, struct hf_arena *arena);

#endif
