/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NAP_MS = 10, PIECE = 4096, OUTPUT_MAX = 4 << 20 };

static int64_t steady_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static enum hf_rc cannot(const char *name, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_child_start, HF_STR_NONE, hf_str_of(name), hf_str_of(strerror(errno)));
}

/* In the child: signals as they are by birth, so that a held back SIGTERM does not hold in it. */
static void become(const char *const *argv, int out, int messages)
{
    sigset_t none;
    int empty = open("/dev/null", O_RDONLY);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    (void)signal(SIGPIPE, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (dup2(empty, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 || dup2(messages, STDERR_FILENO) < 0)
        _exit(127);
    char *const *args = (char *const *)(uintptr_t)argv;
    if (strcmp(argv[0], "holdfast") == 0)
        execv("/proc/self/exe", args);
    else
        execvp(argv[0], args);
    _exit(127);
}

static int start(const char *const *argv, int out, int messages)
{
    int pid = fork();
    if (pid == 0)
        become(argv, out, messages);
    return pid;
}

/* ---- one that ends by itself ---- */

struct reading {
    int fd;
    struct hf_buf text;
};

/* Takes what is there; false at the end. */
static bool take(struct reading *r)
{
    char piece[PIECE];
    ssize_t n = read(r->fd, piece, sizeof(piece));
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return true;
    if (n > 0 && r->text.len < OUTPUT_MAX)
        hf_buf_put_bytes(&r->text, piece, (size_t)n);
    return n > 0;
}

/* Both streams until both have ended; false when time is over. */
static bool read_both(struct reading r[2], int64_t until_ms)
{
    struct pollfd set[2] = {{.fd = r[0].fd, .events = POLLIN}, {.fd = r[1].fd, .events = POLLIN}};
    while (set[0].fd >= 0 || set[1].fd >= 0) {
        int64_t left = until_ms - steady_ms();
        if (left <= 0)
            return false;
        if (poll(set, 2, (int)left) < 0 && errno != EINTR)
            return false;
        for (int i = 0; i < 2; i++)
            if (set[i].fd >= 0 && set[i].revents != 0 && !take(&r[i]))
                set[i].fd = -1;
    }
    return true;
}

static int reap(int pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

enum hf_rc hf_child_run(const char *const *argv, int64_t wait_ms, struct hf_arena *arena, struct hf_ran *out,
                        struct hf_err *err)
{
    int pipes[2][2];
    if (pipe2(pipes[0], O_CLOEXEC) != 0)
        return cannot(argv[0], err);
    if (pipe2(pipes[1], O_CLOEXEC) != 0) {
        close(pipes[0][0]);
        close(pipes[0][1]);
        return cannot(argv[0], err);
    }
    int pid = start(argv, pipes[0][1], pipes[1][1]);
    struct reading r[2] = {{pipes[0][0], hf_buf_in(arena, PIECE)}, {pipes[1][0], hf_buf_in(arena, PIECE)}};
    close(pipes[0][1]);
    close(pipes[1][1]);
    bool ended = pid > 0 && read_both(r, steady_ms() + wait_ms);
    close(pipes[0][0]);
    close(pipes[1][0]);
    if (pid < 0)
        return cannot(argv[0], err);
    if (!ended)
        kill(pid, SIGKILL);
    *out = (struct hf_ran){reap(pid), hf_buf_str(&r[0].text), hf_buf_str(&r[1].text)};
    return ended ? HF_OK
                 : hf_fail(err, HF_WORD_child_late, HF_STR_NONE, hf_str_of(argv[0]), hf_str_of(argv[1]));
}

/* ---- one that goes on ---- */

enum hf_rc hf_child_start(const char *const *argv, const char *log, struct hf_child *out, struct hf_err *err)
{
    int pipes[2], messages = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (messages < 0 || pipe2(pipes, O_CLOEXEC) != 0) {
        if (messages >= 0)
            close(messages);
        return cannot(log, err);
    }
    int pid = start(argv, pipes[1], messages);
    close(pipes[1]);
    close(messages);
    if (pid < 0) {
        close(pipes[0]);
        return cannot(argv[0], err);
    }
    *out = (struct hf_child){.pid = pid, .out = pipes[0]};
    return HF_OK;
}

enum hf_rc hf_child_line(struct hf_child *child, int64_t wait_ms, struct hf_arena *arena, struct hf_str *line,
                         struct hf_err *err)
{
    int64_t until_ms = steady_ms() + wait_ms;
    struct reading r = {child->out, hf_buf_in(arena, PIECE)};
    for (;;) {
        struct hf_str rest = hf_buf_str(&r.text), first = hf_str_cut(&rest, '\n');
        struct pollfd set = {.fd = child->out, .events = POLLIN};
        int64_t left = until_ms - steady_ms();
        *line = first;
        if (rest.at != NULL)
            return HF_OK;
        if (left <= 0 || poll(&set, 1, (int)left) == 0)
            return hf_fail(err, HF_WORD_child_late, HF_STR_NONE, HF_STR("holdfast"), HF_STR_NONE);
        if (!take(&r))
            return hf_fail(err, HF_WORD_child_ended, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    }
}

/* Ended ones are known by their pid no more. */
static bool has_ended(struct hf_child *child, int *code)
{
    int status = 0;
    if (child->pid == 0 || waitpid(child->pid, &status, WNOHANG) != child->pid)
        return child->pid == 0;
    *code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    close(child->out);
    child->pid = 0;
    return true;
}

bool hf_child_lives(struct hf_child *child)
{
    int code;
    return !has_ended(child, &code);
}

int hf_child_stop(struct hf_child *child, int64_t wait_ms)
{
    const struct timespec nap = {.tv_nsec = NAP_MS * 1000000L};
    int64_t until_ms = steady_ms() + wait_ms;
    int code = 0;
    if (child->pid > 0)
        kill(child->pid, SIGTERM);
    while (!has_ended(child, &code)) {
        if (steady_ms() > until_ms)
            kill(child->pid, SIGKILL);
        nanosleep(&nap, NULL);
    }
    return code;
}
