/* SPDX-License-Identifier: Apache-2.0 */
#include "host/clock.h"

#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const int64_t offset_max_ms = INT64_C(1000) * 366 * HF_MS_PER_DAY;

static int64_t machine_ms(clockid_t which)
{
    struct timespec now;
    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* No file is an offset of none. False: there is a file, and no offset stands in it. */
static bool read_offset(const char *path, int64_t *offset_ms)
{
    char text[32];
    *offset_ms = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return access(path, F_OK) != 0;
    ssize_t got = read(fd, text, sizeof text);
    close(fd);
    if (got <= 0 || got == (ssize_t)sizeof text)
        return false;
    return hf_str_i64(hf_str_trim((struct hf_str){text, (size_t)got}), offset_ms) && *offset_ms >= 0 &&
           *offset_ms <= offset_max_ms;
}

/* The file is replaced whole, so what cannot be read here was spoilt by hand: the time stands at the
 * machine's. */
static int64_t wall_ms(void *self)
{
    const struct hf_host_clock *clock = self;
    int64_t offset_ms = 0;
    if (clock->path[0] != '\0' && !read_offset(clock->path, &offset_ms))
        offset_ms = 0;
    return machine_ms(CLOCK_REALTIME) + offset_ms;
}

static int64_t steady_ms(void *self)
{
    (void)self;
    return machine_ms(CLOCK_MONOTONIC);
}

static enum hf_rc foreign(const char *state, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_clock_foreign, HF_STR_NONE, hf_str_of(state), HF_STR_NONE);
}

enum hf_rc hf_host_clock_open(struct hf_host_clock *clock, const char *state, struct hf_err *err)
{
    int64_t offset_ms;
    *clock = (struct hf_host_clock){0};
    if (state == NULL)
        return HF_OK;
    snprintf(clock->path, sizeof clock->path, "%s/clock", state);
    if (!hf_state_is_demo(state)) {
        bool there = access(clock->path, F_OK) == 0;
        clock->path[0] = '\0';
        return there ? foreign(state, err) : HF_OK;
    }
    if (!read_offset(clock->path, &offset_ms))
        return hf_fail(err, HF_WORD_clock_malformed, HF_STR_NONE, hf_str_of(clock->path), HF_STR_NONE);
    return HF_OK;
}

struct hf_clock_port hf_host_clock_port(struct hf_host_clock *clock)
{
    return (struct hf_clock_port){.self = clock, .wall_ms = wall_ms, .steady_ms = steady_ms};
}

enum hf_rc hf_host_clock_jump(const char *state, int64_t by_ms, struct hf_err *err)
{
    char room[32];
    struct hf_buf text = HF_BUF(room);
    struct hf_host_clock clock;
    int64_t offset_ms = 0;
    HF_TRY(hf_host_clock_open(&clock, state, err));
    if (clock.path[0] == '\0')
        return foreign(state, err);
    if (by_ms < 0 || by_ms > offset_max_ms || !read_offset(clock.path, &offset_ms) ||
        offset_ms + by_ms > offset_max_ms)
        return hf_fail(err, HF_WORD_clock_back, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_buf_put_i64(&text, offset_ms + by_ms);
    hf_buf_put_char(&text, '\n');
    return hf_state_write(state, "clock", hf_buf_str(&text), err);
}
