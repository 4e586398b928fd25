/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the program says while it runs: one line per event on stderr; JSON, or words where a person looks on.
 *
 *     {"at":"2026-11-23T09:14:00.000Z","level":"info","event":"serving","desks":2}
 *
 * Only names of events, ids, codes and figures: never a name, an account, a payload or a token.
 * Each line is one write, so lines of several threads do not mix.
 */
#ifndef HF_HOST_LOG_H
#define HF_HOST_LOG_H

#include "desk/ports.h"

enum hf_log_level { HF_LOG_INFO, HF_LOG_WARNING, HF_LOG_ERROR };
enum hf_log_form { HF_LOG_AUTO, HF_LOG_JSON, HF_LOG_TEXT }; /* auto: text where fd is a terminal */

struct hf_log {
    int fd;
    bool text;
    struct hf_clock_port clock;
};
struct hf_log hf_log_open(int fd, enum hf_log_form form, struct hf_clock_port clock);

/* One thing told beside the event's name: a text, or where that is empty a figure. */
struct hf_log_part {
    const char *name;
    struct hf_str text;
    int64_t figure;
};
#define HF_LOG_PARTS_MAX 8
/* `parts` ends with a NULL name, or is NULL. */
void hf_log_event(const struct hf_log *log, enum hf_log_level level, const char *event,
                  const struct hf_log_part *parts);

/* A failure by its code; its sentence only where it is about the machine (UNAVAILABLE), as others may quote
 * input. */
void hf_log_failure(const struct hf_log *log, const char *event, const struct hf_err *err);

#endif
