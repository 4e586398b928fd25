/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/watching.h"

#include <time.h>
#include <unistd.h>

enum { TELL_AFTER_MS = 700, TELL_EVERY_MS = 200 };

static volatile sig_atomic_t stopped;
static const int caught[HF_WATCHED_SIGNALS] = {SIGINT, SIGTERM, SIGPIPE};

static void note(int number)
{
    if (number != SIGPIPE)
        stopped = 1;
}

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void hf_watching_begin(struct hf_watching *watching, struct hf_cli *cli)
{
    struct sigaction action = {.sa_handler = note};
    *watching = (struct hf_watching){.cli = cli, .begun_ms = now_ms()};
    watching->watched = !cli->quiet && isatty(fileno(cli->messages)) != 0;
    stopped = 0;
    for (size_t i = 0; i < HF_WATCHED_SIGNALS; i++)
        (void)sigaction(caught[i], &action, &watching->before[i]);
}

static void tell(struct hf_watching *watching, enum hf_say what, uint64_t done, uint64_t all)
{
    int64_t now = now_ms();
    char digits[8];
    struct hf_buf percent = HF_BUF(digits), line = hf_buf_in(watching->cli->arena, 128);
    if (!watching->watched || now - watching->begun_ms < TELL_AFTER_MS ||
        now - watching->told_ms < TELL_EVERY_MS)
        return;
    watching->told_ms = now;
    hf_buf_put_i64(&percent, all == 0 ? 100 : (int64_t)(done * 100 / all));
    hf_buf_put_char(&line, '\r');
    hf_say_put(&line, what, watching->cli->lang, hf_buf_str(&percent), HF_STR_NONE);
    hf_buf_put(&line, HF_STR("   "));
    (void)fwrite(line.at, 1, line.len, watching->cli->messages);
    (void)fflush(watching->cli->messages);
}

static void end_telling(struct hf_watching *watching)
{
    if (watching->told_ms == 0)
        return;
    (void)fwrite("\r\033[K", 1, 4, watching->cli->messages);
    watching->told_ms = 0;
}

enum hf_rc hf_watching_step(struct hf_watching *watching, enum hf_say what, uint64_t done, uint64_t all,
                            struct hf_err *err)
{
    tell(watching, what, done, all);
    if (stopped == 0)
        return HF_OK;
    end_telling(watching);
    return hf_fail(err, HF_WORD_trace_stopped, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

void hf_watching_end(struct hf_watching *watching)
{
    end_telling(watching);
    for (size_t i = 0; i < HF_WATCHED_SIGNALS; i++)
        (void)sigaction(caught[i], &watching->before[i], NULL);
}
