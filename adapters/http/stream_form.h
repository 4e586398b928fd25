/* SPDX-License-Identifier: Apache-2.0 */
/* A stream in the form of SSF 1.0, section 8.1.1, told and read. */
#ifndef HF_HTTP_STREAM_FORM_H
#define HF_HTTP_STREAM_FORM_H

#include "http/visit.h"

#define HF_DELIVERY_PUSH "urn:ietf:rfc:8935"
#define HF_DELIVERY_POLL "urn:ietf:rfc:8936"

/* Its id in letters, by which commands name it too. */
struct hf_str hf_stream_name(struct hf_visit *visit, const struct hf_stream *stream);

/* As it is read by its receiver. What a push bears as authorization is never told again. */
enum hf_rc hf_stream_form(struct hf_visit *visit, const struct hf_stream *stream, struct hf_json *out);

/*
 * What is wanted of a stream, as the payload of stream.create or stream.update. `now`: the stream as it is,
 * in its form: what the transmitter supplies must be as it stands there; NULL for one that is to be made.
 * `whole`: what is not named is as if it never was (PUT); else it stays (PATCH).
 * BAD_INPUT stream_delivery, stream_events, stream_supplied, stream_text.
 */
enum hf_rc hf_stream_wanted(struct hf_visit *visit, const struct hf_json *body, const struct hf_json *now,
                            bool whole, struct hf_json *out);

#endif
