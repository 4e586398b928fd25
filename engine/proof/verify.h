/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bundle checked from end to end: container, signatures, chain, tree, hidden values, messages; then the
 * file is folded anew from its events, as it is everywhere, and may be stopped at any instant. The first
 * thing that is wrong is named.
 *
 * Whom to believe is said from outside. Without that the verdict is only that the bundle is whole in itself:
 * whoever made it may have made all of it.
 */
#ifndef HF_PROOF_VERIFY_H
#define HF_PROOF_VERIFY_H

#include "proof/bundle.h"
#include "proof/trust.h"

struct hf_bundle_check {
    struct hf_hasher *hasher;
    const struct hf_bundle *bundle;
    const struct hf_flow *house;
    struct hf_arena *arena;        /* definitions, the folded file */
    struct hf_arena *scratch;      /* one event at a time */
    const struct hf_policy *trust; /* whom to believe; NULL: that was not said */
    int64_t to_ms; /* fold events recorded until then, that instant included; INT64_MAX: all */
    /* Sees every event that is folded; may be NULL. */
    enum hf_rc (*each)(void *context, const struct hf_flows *flows, const struct hf_case *after,
                       const struct hf_fact *fact, struct hf_err *err);
    void *context;
};

struct hf_bundle_stamp { /* a time-stamp that names the checkpoint, or the one before it */
    struct hf_str member;
    uint64_t size; /* of the log then */
    int64_t at_ms;
    struct hf_digest digest; /* that an authority is said to have signed */
};

struct hf_bundle_verdict {
    uint64_t signed_size; /* of the checkpoint */
    uint64_t whole_size;  /* of the file no event is missing among so many leaves of the log, */
    int64_t whole_ms;     /* as it stood when its heads were published */
    uint32_t events, shown, values, messages, deliveries;
    uint64_t hidden; /* values that the shown events hide, given or not; */
    uint64_t erased; /* how many of the file's were erased, by its shown certificates (erasure.done) */
    size_t definitions, documents, stamps;
    const struct hf_bundle_stamp *stamp;
    bool trusted;                       /* the log key is one of the policy, and its quorum has cosigned */
    struct hf_policy_verdict witnesses; /* of the policy, who cosigned the checkpoint */
    bool folded;                        /* false: events that are not shown stand in the way */
    struct hf_case c;                   /* where folded */
    struct hf_flows flows;
};

/*
 * All of it, whatever to_ms says.
 *   errors   UNVERIFIED bundle_*, note_*, checkpoint_*, cosignature_broken, policy_quorum, cover_broken,
 *            heads_*, replay_*; err->where names member, line or event ("event 12")
 */
enum hf_rc hf_bundle_verify(const struct hf_bundle_check *check, struct hf_bundle_verdict *out,
                            struct hf_err *err);

#endif
