/* SPDX-License-Identifier: Apache-2.0 */
#include "http/visit.h"

#include "casefile/people.h"

/* ---- who asks ---- */

static enum hf_rc check_scope(struct hf_visit *visit, const char *scope)
{
    const struct hf_credential *shown = hf_exchange_credential(visit->exchange);
    HF_TRY(hf_desk_known(visit->desk, shown->bearer, shown->has_certificate ? &shown->certificate : NULL,
                         &visit->who, visit->err));
    return hf_list_has_name(visit->who.scope, hf_str_of(scope))
               ? HF_OK
               : hf_fail(visit->err, HF_WORD_http_scope, HF_STR_NONE, hf_str_of(scope), HF_STR_NONE);
}

static enum hf_rc act(struct hf_visit *visit)
{
    const struct hf_route *route = hf_exchange_route(visit->exchange);
    if (visit->desk == NULL)
        return hf_fail(visit->err, HF_WORD_ledger_away, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    if (route->scope != NULL)
        HF_TRY(check_scope(visit, route->scope));
    return route->act(visit);
}

static void run(void *context, struct hf_desk *desk, struct hf_arena *arena)
{
    struct hf_err err;
    struct hf_exchange *exchange = context;
    struct hf_visit visit = {.exchange = exchange,
                             .office = hf_exchange_context(exchange),
                             .desk = desk,
                             .arena = arena,
                             .err = &err};
    if (act(&visit) != HF_OK)
        hf_exchange_refuse(exchange, &err);
}

void hf_serve_visit(const void *context, struct hf_exchange *exchange)
{
    const struct hf_office *office = context;
    struct hf_err err;
    if (office->errands.offer(office->errands.self, run, exchange, &err) != HF_OK)
        hf_exchange_refuse(exchange, &err);
}

/* ---- what visits have in common ---- */

enum hf_rc hf_visit_do(struct hf_visit *visit, struct hf_str on, const char *event,
                       const struct hf_json *payload, struct hf_id *made)
{
    struct hf_dice dice = visit->office->dice;
    struct hf_request request = {.kind = HF_REQUEST_COMMAND,
                                 .command = {.file = visit->who.authority,
                                             .on = on,
                                             .event = hf_str_of(event),
                                             .actor = visit->who.authority,
                                             .known = visit->who.known}};
    struct hf_response *response = HF_NEW(visit->arena, struct hf_response, 1);
    if (payload != NULL)
        request.command.payload = *payload;
    dice.fill(dice.self, &request.command.id, sizeof request.command.id);
    HF_TRY(hf_desk_serve(visit->desk, &request, 1, visit->arena, response, visit->err));
    if (response->outcome == HF_REFUSED_ANSWER) {
        *visit->err = *response->err;
        return hf_err_rc(visit->err);
    }
    *made = response->instance;
    return HF_OK;
}

enum hf_rc hf_visit_body(struct hf_visit *visit, struct hf_json *out)
{
    return hf_json_read(hf_exchange_body(visit->exchange), &hf_json_payload_limits, visit->arena, out,
                        visit->err);
}

/* One answer for a stream that is not there and for another's: nobody learns which. */
enum hf_rc hf_visit_stream(struct hf_visit *visit, struct hf_str text, struct hf_stream *out)
{
    struct hf_id id;
    struct hf_stream found;
    if (!hf_id_read(text, &id) ||
        !hf_stream_find(hf_desk_house(visit->desk), hf_desk_house_flow(visit->desk), &id, visit->arena,
                        &found) ||
        !hf_id_eq(&found.authority, &visit->who.authority))
        return hf_fail(visit->err, HF_WORD_stream_none, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *out = found;
    return HF_OK;
}

void hf_visit_answer(struct hf_visit *visit, const struct hf_json *body)
{
    struct hf_buf out = hf_buf_in(visit->arena, 1024);
    hf_json_write(&out, body);
    hf_exchange_answer(visit->exchange, hf_buf_str(&out), 0);
}
