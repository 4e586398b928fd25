/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes are counted as they come: CURLOPT_MAXFILESIZE does not stop a running transfer before curl 8.4. */
#include "notify/reply.h"

#include <curl/curl.h>
#include <strings.h>

#include "record/json.h"
#include "record/scan.h"

static void keep_field(char field[HF_REPLY_FIELD], struct hf_str value)
{
    size_t len = value.len < HF_REPLY_FIELD ? value.len : HF_REPLY_FIELD - 1;
    memcpy(field, value.at, len);
    field[len] = '\0';
}

/* The fields of the last answer are those that count. */
static void forget_fields(struct hf_reply *reply)
{
    reply->retry_after[0] = reply->date[0] = reply->location[0] = '\0';
}

static void take_field(struct hf_reply *reply, struct hf_str line)
{
    struct {
        const char *name;
        char *field;
    } wanted[] = {
        {"retry-after", reply->retry_after},
        {"date", reply->date},
        {"location", reply->location},
    };
    struct hf_str name = hf_str_cut(&line, ':');
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0] && line.at != NULL; i++)
        if (name.len == strlen(wanted[i].name) && strncasecmp(name.at, wanted[i].name, name.len) == 0)
            keep_field(wanted[i].field, hf_str_trim(line));
}

bool hf_reply_header(struct hf_reply *reply, struct hf_str line)
{
    reply->headers += line.len;
    if (reply->headers > HF_REPLY_HEADERS_MAX) {
        reply->too_large = true;
        return false;
    }
    if (hf_str_begins(line, HF_STR("HTTP/")))
        forget_fields(reply);
    else
        take_field(reply, line);
    return true;
}

bool hf_reply_body(struct hf_reply *reply, struct hf_str bytes)
{
    size_t room = HF_REPLY_KEPT - reply->kept_len;
    size_t len = bytes.len < room ? bytes.len : room;
    if (len > 0)
        memcpy(reply->kept + reply->kept_len, bytes.at, len);
    reply->kept_len += len;
    reply->body += bytes.len;
    reply->too_large = reply->body > HF_REPLY_BODY_MAX;
    return !reply->too_large;
}

static int64_t clamped(int64_t ms)
{
    if (ms < HF_RETRY_AFTER_MIN_MS)
        return HF_RETRY_AFTER_MIN_MS;
    return ms > HF_RETRY_AFTER_MAX_MS ? HF_RETRY_AFTER_MAX_MS : ms;
}

int64_t hf_reply_retry_after(const struct hf_reply *reply, int64_t now_ms)
{
    int64_t seconds;
    struct hf_str value = hf_str_of(reply->retry_after);
    if (hf_str_i64(value, &seconds) && seconds >= 0)
        return clamped(seconds < HF_RETRY_AFTER_MAX_MS ? seconds * 1000 : HF_RETRY_AFTER_MAX_MS);
    time_t until = value.len == 0 ? -1 : curl_getdate(reply->retry_after, NULL);
    if (until == -1)
        return -1;
    time_t dated = reply->date[0] == '\0' ? -1 : curl_getdate(reply->date, NULL);
    return clamped((int64_t)until * 1000 - (dated == -1 ? now_ms : (int64_t)dated * 1000));
}

struct hf_str hf_reply_err(const struct hf_reply *reply, struct hf_arena *arena)
{
    struct hf_json json;
    struct hf_err ignored;
    struct hf_str text = {reply->kept, reply->kept_len};
    if (reply->body > reply->kept_len ||
        hf_json_read(text, &hf_json_open_limits, arena, &json, &ignored) != HF_OK)
        return HF_STR_NONE;
    return hf_json_text(&json, HF_STR("err"));
}

/* How many bytes the well-formed character that begins here has. */
static size_t char_len(char lead)
{
    unsigned char byte = (unsigned char)lead;
    return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/* Characters as the number their bytes make. */
static bool unsafe(struct hf_str c)
{
    static const struct {
        uint32_t from, to;
    } ranges[] = {
        {0x00, 0x1f},         {'\\', '\\'},         {0x7f, 0x7f}, /* commands, our own escape, delete */
        {0xc280, 0xc29f},                                         /* more commands */
        {0xd89c, 0xd89c},     {0xe2808e, 0xe2808f},               /* marks of direction */
        {0xe280a8, 0xe280ae}, {0xe281a6, 0xe281a9}, /* line ends; overrides and isolates of direction */
    };
    uint32_t number = 0;
    for (size_t i = 0; i < c.len; i++)
        number = number << 8 | (unsigned char)c.at[i];
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (number >= ranges[i].from && number <= ranges[i].to)
            return true;
    return false;
}

static void put_escaped(struct hf_buf *out, struct hf_str bytes)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.at[i];
        hf_buf_put_bytes(out, (const char[]){'\\', 'x', digits[byte >> 4], digits[byte & 15]}, 4);
    }
}

void hf_said_put(struct hf_buf *out, struct hf_str text, size_t max)
{
    const char *fault = text.len > 0 ? hf_utf8_fault(text) : NULL;
    for (size_t at = 0, len; at < text.len; at += len) {
        bool broken = fault == text.at + at;
        len = broken ? 1 : char_len(text.at[at]);
        struct hf_str c = hf_str_part(text, at, at + len);
        bool escape = broken || unsafe(c);
        size_t needed = escape ? 4 * c.len : c.len;
        if (needed > max)
            return;
        max -= needed;
        if (escape)
            put_escaped(out, c);
        else
            hf_buf_put(out, c);
        if (broken && at + 1 < text.len)
            fault = hf_utf8_fault(hf_str_part(text, at + 1, text.len));
    }
}
