/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A request at the counter: it is answered on the thread of a desk, which knows whose machine asks and may
 * act in that authority's own file.
 */
#ifndef HF_HTTP_VISIT_H
#define HF_HTTP_VISIT_H

#include "desk/known.h"
#include "http/routes.h"

struct hf_visit {
    struct hf_exchange *exchange; /* may be gone once it was answered */
    const struct hf_office *office;
    struct hf_desk *desk;
    struct hf_arena *arena;
    struct hf_credential_row who; /* where the route has a scope */
    struct hf_err *err;
};

/* Brings the request to the counter. There: who asks? may it? then the route's `act`. */
void hf_serve_visit(const void *office, struct hf_exchange *exchange);

/* The authority's own act in its file; *made: the instance it made, zero where it made none. */
enum hf_rc hf_visit_do(struct hf_visit *visit, struct hf_str on, const char *event,
                       const struct hf_json *payload, struct hf_id *made);
/* The body as JSON. */
enum hf_rc hf_visit_body(struct hf_visit *visit, struct hf_json *out);
/* The stream of this id, in its letters, that is the asker's own. NOT_FOUND stream_none. */
enum hf_rc hf_visit_stream(struct hf_visit *visit, struct hf_str id, struct hf_stream *out);
void hf_visit_answer(struct hf_visit *visit, const struct hf_json *body);

#endif
