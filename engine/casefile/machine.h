/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an authority's file of the directory says of its machines: the credentials by which they are known,
 * and the streams in which they are told (SSF 1.0). Read like the rest of the directory: a function of the
 * file, so that a stream of last year is read as it was.
 */
#ifndef HF_CASEFILE_MACHINE_H
#define HF_CASEFILE_MACHINE_H

#include "casefile/decide.h"

/* ---- credentials ---- */

struct hf_credential_row {
    struct hf_id authority; /* whose it is */
    hf_instance instance;   /* in its file */
    enum hf_known known;    /* token, client_cert */
    struct hf_str scope;    /* canonical text of a list of names: hf_list_has_name */
    int64_t expires_ms;
};

/*
 * The confirmed credential of this kind whose digest is this one, unless it was revoked or is past its term
 * at now_ms, or its authority was retired. The digest is SHA-256: of the letters of a token, or of a
 * certificate in DER. False: nobody's.
 */
bool hf_credential_find(const struct hf_house *house, const struct hf_flow *house_flow, enum hf_known known,
                        const struct hf_digest *digest, int64_t now_ms, struct hf_credential_row *out);
/* Is it still good? */
bool hf_credential_stands(const struct hf_house *house, const struct hf_flow *house_flow,
                          const struct hf_credential_row *credential, int64_t now_ms);

/* By what name tokens address the authority: the one by which its own are issued, or one of ours. */
struct hf_str hf_audience(const struct hf_house *house, const struct hf_flow *house_flow,
                          const struct hf_id *authority, int64_t now_ms, struct hf_arena *arena);

/* Of the directory as it stands: another number once anything was added to it. */
uint64_t hf_directory_stamp(const struct hf_house *house);

/* ---- streams ---- */

enum { HF_STREAMS_MAX = 8, HF_STREAM_EVENTS_MAX = 32 }; /* of an authority that are not deleted */

enum hf_stream_status { HF_STREAM_ENABLED, HF_STREAM_PAUSED, HF_STREAM_DISABLED, HF_STREAM_GONE };

struct hf_stream {
    struct hf_id id, authority;
    hf_instance instance; /* in the authority's file */
    enum hf_stream_status status;
    bool is_poll;
    struct hf_str endpoint; /* of a push stream */
    struct hf_str description, reason;
    struct hf_json events;         /* the URIs asked for; an empty list: all */
    struct hf_datum authorization; /* hidden: the header that each push bears; HF_ABSENT: none */
    int64_t verified_ms;           /* when a verification event was asked for last; INT64_MIN: never */
};

/* Those of one authority that are neither proposed nor deleted, in order of birth; texts in arena. At most
 * `room`. */
size_t hf_streams_of(const struct hf_flow *house_flow, const struct hf_case *authority,
                     struct hf_arena *arena, struct hf_stream *out, size_t room);
/* The stream that this instance of the authority's file is, also one that is gone: proposed or deleted. */
bool hf_stream_at(const struct hf_flow *house_flow, const struct hf_case *authority, hf_instance i,
                  struct hf_arena *arena, struct hf_stream *out);
/* By its id, whoever's it is; not one that is gone. */
bool hf_stream_find(const struct hf_house *house, const struct hf_flow *house_flow, const struct hf_id *id,
                    struct hf_arena *arena, struct hf_stream *out);
/* Does it ask for events of this URI? */
bool hf_stream_takes(const struct hf_stream *stream, struct hf_str event);
/* The one by which a notice of this URI goes to the authority: its oldest that takes such and is not
 * disabled. False: none. */
bool hf_stream_for(const struct hf_flow *house_flow, const struct hf_case *authority, struct hf_str event,
                   struct hf_arena *arena, struct hf_stream *out);

/* "enabled", "paused", "disabled" */
struct hf_str hf_stream_status_name(enum hf_stream_status status);
bool hf_stream_status_read(struct hf_str name, enum hf_stream_status *out);

#endif
