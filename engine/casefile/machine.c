/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/machine.h"

#include "casefile/entry.h"
#include "casefile/people.h"

/* ---- instances of an authority's file ---- */

static const struct hf_kind *kind_of(const struct hf_flow *house_flow, const struct hf_case *file,
                                     hf_instance i)
{
    const struct hf_flows flows = {.house = house_flow};
    return hf_case_kind(&flows, file, i);
}

static bool is_kind(const struct hf_flow *house_flow, const struct hf_case *file, hf_instance i,
                    struct hf_str name)
{
    return hf_str_eq(kind_of(house_flow, file, i)->name, name);
}

static struct hf_str state_of(const struct hf_flow *house_flow, const struct hf_case *file, hf_instance i)
{
    return kind_of(house_flow, file, i)->state[hf_case_instance(file, i)->state].name;
}

static struct hf_datum datum_of(const struct hf_flow *house_flow, const struct hf_case *file, hf_instance i,
                                struct hf_str name)
{
    uint16_t datum = hf_shape_find(kind_of(house_flow, file, i)->data, name);
    return datum == HF_NONE ? (struct hf_datum){.held = HF_ABSENT} : hf_case_datum(file, i, datum);
}

/* The letters of a text that has none to escape, out of its canonical form. */
static struct hf_str letters(struct hf_datum datum)
{
    return datum.held != HF_PLAIN || datum.json.len < 2 ? HF_STR_NONE
                                                        : hf_str_part(datum.json, 1, datum.json.len - 1);
}

/* ---- credentials ---- */

static bool is_active(const struct hf_flow *house_flow, const struct hf_case *file, hf_instance i,
                      int64_t now_ms, int64_t *expires_ms)
{
    return hf_str_eq(state_of(house_flow, file, 0), HF_STR("valid")) &&
           hf_str_eq(state_of(house_flow, file, i), HF_STR("active")) &&
           hf_instant_read(letters(datum_of(house_flow, file, i, HF_STR("expires_at"))), expires_ms) &&
           now_ms < *expires_ms;
}

static bool is_meant(const struct hf_flow *house_flow, const struct hf_case *file, hf_instance i,
                     enum hf_known known, struct hf_str digest)
{
    return is_kind(house_flow, file, i, HF_STR("credential")) &&
           hf_str_eq(letters(datum_of(house_flow, file, i, HF_STR("digest"))), digest) &&
           hf_str_eq(letters(datum_of(house_flow, file, i, HF_STR("means"))), hf_known_name(known));
}

bool hf_credential_stands(const struct hf_house *house, const struct hf_flow *house_flow,
                          const struct hf_credential_row *credential, int64_t now_ms)
{
    const struct hf_case *file = hf_house_authority(house, &credential->authority);
    int64_t expires_ms;
    return file != NULL && is_active(house_flow, file, credential->instance, now_ms, &expires_ms);
}

bool hf_credential_find(const struct hf_house *house, const struct hf_flow *house_flow, enum hf_known known,
                        const struct hf_digest *digest, int64_t now_ms, struct hf_credential_row *out)
{
    char room[HF_DIGEST_TEXT];
    struct hf_buf text = HF_BUF(room);
    hf_digest_put(&text, digest);
    for (size_t a = 0; a < house->authority_count; a++) {
        const struct hf_case *file = &house->authorities[a];
        int64_t expires_ms;
        for (hf_instance i = 1; i < hf_case_head(file)->instances; i++) {
            if (!is_meant(house_flow, file, i, known, hf_buf_str(&text)) ||
                !is_active(house_flow, file, i, now_ms, &expires_ms))
                continue;
            *out = (struct hf_credential_row){
                .authority = hf_case_head(file)->file,
                .instance = i,
                .known = known,
                .scope = datum_of(house_flow, file, i, HF_STR("scope")).json,
                .expires_ms = expires_ms,
            };
            return true;
        }
    }
    return false;
}

/* ---- authorities ---- */

struct hf_str hf_audience(const struct hf_house *house, const struct hf_flow *house_flow,
                          const struct hf_id *id, int64_t now_ms, struct hf_arena *arena)
{
    const struct hf_case *authority = hf_house_authority(house, id);
    struct hf_str issuer = HF_STR_NONE;
    if (authority != NULL) {
        struct hf_entry entry = hf_entry_now(house, house_flow, authority, now_ms);
        issuer = hf_entry_text(&entry, HF_STR("issuer"), arena);
    }
    if (issuer.len > 0)
        return issuer;
    struct hf_buf name = hf_buf_in(arena, 64);
    hf_buf_put(&name, HF_STR("urn:holdfast:authority:"));
    hf_id_put(&name, id);
    return hf_buf_str(&name);
}

/* Files only grow. */
uint64_t hf_directory_stamp(const struct hf_house *house)
{
    uint64_t stamp = house->authority_count;
    for (size_t i = 0; i < house->authority_count; i++)
        stamp += hf_case_head(&house->authorities[i])->seq;
    return stamp;
}

/* ---- streams ---- */

static const struct hf_str statuses[] = {[HF_STREAM_ENABLED] = HF_STR_INIT("enabled"),
                                         [HF_STREAM_PAUSED] = HF_STR_INIT("paused"),
                                         [HF_STREAM_DISABLED] = HF_STR_INIT("disabled")};

struct hf_str hf_stream_status_name(enum hf_stream_status status)
{
    return statuses[status];
}

bool hf_stream_status_read(struct hf_str name, enum hf_stream_status *out)
{
    for (enum hf_stream_status i = HF_STREAM_ENABLED; i <= HF_STREAM_DISABLED; i++)
        if (hf_str_eq(statuses[i], name)) {
            *out = i;
            return true;
        }
    return false;
}

static struct hf_json events_of(const struct hf_flow *house_flow, const struct hf_case *file, hf_instance i,
                                struct hf_arena *arena)
{
    HF_UNSET struct hf_err err;
    struct hf_json_maker none = hf_json_make(arena);
    struct hf_datum datum = datum_of(house_flow, file, i, HF_STR("events"));
    struct hf_json events;
    return datum.held == HF_PLAIN &&
                   hf_json_read(datum.json, &hf_json_payload_limits, arena, &events, &err) == HF_OK &&
                   events.kind == HF_JSON_LIST
               ? events
               : hf_json_list(&none);
}

bool hf_stream_at(const struct hf_flow *house_flow, const struct hf_case *file, hf_instance i,
                  struct hf_arena *arena, struct hf_stream *out)
{
    enum hf_stream_status status = HF_STREAM_GONE;
    if (!is_kind(house_flow, file, i, HF_STR("stream")))
        return false;
    (void)hf_stream_status_read(state_of(house_flow, file, i), &status);
    *out = (struct hf_stream){
        .id = hf_case_instance(file, i)->id,
        .authority = hf_case_head(file)->file,
        .instance = i,
        .status = status,
        .is_poll = hf_str_eq(letters(datum_of(house_flow, file, i, HF_STR("delivery"))), HF_STR("poll")),
        .endpoint = hf_house_text_datum(house_flow, file, i, HF_STR("endpoint"), arena),
        .description = hf_house_text_datum(house_flow, file, i, HF_STR("description"), arena),
        .reason = hf_house_text_datum(house_flow, file, i, HF_STR("reason"), arena),
        .events = events_of(house_flow, file, i, arena),
        .authorization = datum_of(house_flow, file, i, HF_STR("authorization")),
        .verified_ms = INT64_MIN,
    };
    (void)hf_instant_read(letters(datum_of(house_flow, file, i, HF_STR("verified_at"))), &out->verified_ms);
    return true;
}

static bool read_stream(const struct hf_flow *house_flow, const struct hf_case *file, hf_instance i,
                        struct hf_arena *arena, struct hf_stream *out)
{
    return hf_stream_at(house_flow, file, i, arena, out) && out->status != HF_STREAM_GONE;
}

size_t hf_streams_of(const struct hf_flow *house_flow, const struct hf_case *authority,
                     struct hf_arena *arena, struct hf_stream *out, size_t room)
{
    size_t count = 0;
    for (hf_instance i = 1; i < hf_case_head(authority)->instances && count < room; i++)
        count += read_stream(house_flow, authority, i, arena, &out[count]);
    return count;
}

bool hf_stream_find(const struct hf_house *house, const struct hf_flow *house_flow, const struct hf_id *id,
                    struct hf_arena *arena, struct hf_stream *out)
{
    for (size_t a = 0; a < house->authority_count; a++) {
        hf_instance i = hf_case_by_id(&house->authorities[a], id);
        if (i != HF_NO_INSTANCE)
            return read_stream(house_flow, &house->authorities[a], i, arena, out);
    }
    return false;
}

bool hf_stream_takes(const struct hf_stream *stream, struct hf_str event)
{
    const struct hf_json *events = &stream->events;
    for (size_t i = 0; i < events->is.list.count; i++)
        if (events->is.list.item[i].kind == HF_JSON_TEXT && hf_str_eq(events->is.list.item[i].is.text, event))
            return true;
    return events->is.list.count == 0;
}

bool hf_stream_for(const struct hf_flow *house_flow, const struct hf_case *authority, struct hf_str event,
                   struct hf_arena *arena, struct hf_stream *out)
{
    for (hf_instance i = 1; i < hf_case_head(authority)->instances; i++)
        if (read_stream(house_flow, authority, i, arena, out) && out->status != HF_STREAM_DISABLED &&
            hf_stream_takes(out, event))
            return true;
    return false;
}
