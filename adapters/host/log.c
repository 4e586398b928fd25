/* SPDX-License-Identifier: Apache-2.0 */
#include "host/log.h"

#include <unistd.h>

#include "base/when.h"
#include "record/json.h"

enum { LINE_MAX_BYTES = 2048 };

static const char *const levels[] = {"info", "warning", "error"};

struct hf_log hf_log_open(int fd, enum hf_log_form form, struct hf_clock_port clock)
{
    bool text = form == HF_LOG_TEXT || (form == HF_LOG_AUTO && isatty(fd) == 1);
    return (struct hf_log){.fd = fd, .text = text, .clock = clock};
}

static void put_json_part(struct hf_buf *line, const struct hf_log_part *part)
{
    hf_buf_put_char(line, ',');
    hf_json_put_text(line, hf_str_of(part->name));
    hf_buf_put_char(line, ':');
    if (part->text.len > 0)
        hf_json_put_text(line, part->text);
    else
        hf_buf_put_i64(line, part->figure);
}

static void put_text_part(struct hf_buf *line, const struct hf_log_part *part)
{
    hf_buf_put_char(line, ' ');
    hf_buf_put(line, hf_str_of(part->name));
    hf_buf_put_char(line, '=');
    if (part->text.len > 0)
        hf_buf_put(line, part->text);
    else
        hf_buf_put_i64(line, part->figure);
}

static void put_head(struct hf_buf *line, const struct hf_log *log, enum hf_log_level level,
                     const char *event)
{
    hf_buf_put(line, log->text ? HF_STR("") : HF_STR("{\"at\":\""));
    hf_instant_put(line, log->clock.wall_ms(log->clock.self));
    hf_buf_put(line, log->text ? HF_STR(" ") : HF_STR("\",\"level\":\""));
    hf_buf_put(line, hf_str_of(levels[level]));
    hf_buf_put(line, log->text ? HF_STR(" ") : HF_STR("\",\"event\":\""));
    hf_buf_put(line, hf_str_of(event));
    hf_buf_put(line, log->text ? HF_STR("") : HF_STR("\""));
}

void hf_log_event(const struct hf_log *log, enum hf_log_level level, const char *event,
                  const struct hf_log_part *parts)
{
    char room[LINE_MAX_BYTES];
    struct hf_buf line = HF_BUF(room);
    line.size -= 2; /* what closes a line fits always */
    put_head(&line, log, level, event);
    for (size_t i = 0; parts != NULL && i < HF_LOG_PARTS_MAX && parts[i].name != NULL; i++) {
        struct hf_buf before = line;
        (log->text ? put_text_part : put_json_part)(&line, &parts[i]);
        if (line.full)
            line = before; /* a part that does not fit is left out whole */
    }
    line.size += 2;
    hf_buf_put(&line, log->text ? HF_STR("\n") : HF_STR("}\n"));
    ssize_t put = write(log->fd, line.at, line.len);
    (void)put; /* where stderr is gone there is nobody to tell */
}

void hf_log_failure(const struct hf_log *log, const char *event, const struct hf_err *err)
{
    char room[1024];
    struct hf_buf sentence = HF_BUF(room);
    if (hf_err_rc(err) == HF_UNAVAILABLE)
        hf_err_say(err, HF_EN, &sentence);
    const struct hf_log_part parts[] = {
        {.name = "code", .text = hf_err_code(err)},
        {.name = sentence.len > 0 ? "why" : NULL, .text = hf_buf_str(&sentence)},
        {.name = NULL}};
    hf_log_event(log, hf_rc_retry(hf_err_rc(err)) ? HF_LOG_WARNING : HF_LOG_ERROR, event, parts);
}
