/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The management of streams as SSF 1.0 has it (sections 7 and 8), by the receiver and for its own streams
 * only. A stream is data of its authority's file: what is changed here is an event there.
 */
#ifndef HF_HTTP_STREAMS_H
#define HF_HTTP_STREAMS_H

#include "http/visit.h"

/* GET /.well-known/ssf-configuration, the path of the issuer behind it */
enum hf_rc hf_act_ssf_configuration(struct hf_visit *visit);

/* /v1/streams: GET ?stream_id=, POST, PATCH, PUT, DELETE ?stream_id= */
enum hf_rc hf_act_stream_get(struct hf_visit *visit);
enum hf_rc hf_act_stream_create(struct hf_visit *visit);
enum hf_rc hf_act_stream_update(struct hf_visit *visit);
enum hf_rc hf_act_stream_replace(struct hf_visit *visit);
enum hf_rc hf_act_stream_delete(struct hf_visit *visit);

/* /v1/streams/status: GET ?stream_id=, POST; POST /v1/streams/verify */
enum hf_rc hf_act_status_get(struct hf_visit *visit);
enum hf_rc hf_act_status_set(struct hf_visit *visit);
enum hf_rc hf_act_stream_verify(struct hf_visit *visit);

#endif
