/* SPDX-License-Identifier: Apache-2.0 */
/* A server stands in its data directory as long as it runs: that is how it is known among processes. */
#include "pg/postmaster.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 60000, STEP_MS = 5, BURY_STEPS = 200 };

void hf_pause_ms(int64_t ms)
{
    struct timespec pause = {.tv_sec = ms / 1000, .tv_nsec = (ms % 1000) * 1000000};
    nanosleep(&pause, NULL);
}

static size_t whole_file(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t got = read(fd, text, size);
    close(fd);
    return got < 0 ? 0 : (size_t)got;
}

bool hf_postmaster_read(const char *data, struct hf_postmaster *out)
{
    char path[PATH_MAX];
    char text[2048];
    struct hf_str line[8];
    int64_t pid;
    snprintf(path, sizeof path, "%s/postmaster.pid", data);
    struct hf_str rest = {text, whole_file(path, text, sizeof text)};
    for (size_t i = 0; i < 8; i++)
        line[i] = hf_str_trim(hf_str_cut(&rest, '\n'));
    /* Single-user mode writes its process id negative. */
    if (!hf_str_i64(line[0], &pid) || pid <= 1 || pid > INT_MAX)
        return false;
    *out = (struct hf_postmaster){.pid = (pid_t)pid, .ready = hf_str_eq(line[7], HF_STR("ready"))};
    if (line[4].len < sizeof out->socket && line[4].len > 0)
        memcpy(out->socket, line[4].at, line[4].len);
    return true;
}

bool hf_postmaster_lives(const char *data, pid_t pid)
{
    char link[64];
    char directory[PATH_MAX];
    snprintf(link, sizeof link, "/proc/%ld/cwd", (long)pid);
    ssize_t len = readlink(link, directory, sizeof directory);
    return len > 0 && hf_str_eq((struct hf_str){directory, (size_t)len}, hf_str_of(data));
}

bool hf_postmaster_gone(const char *data, pid_t pid, int64_t wait_ms)
{
    for (int64_t waited = 0; hf_postmaster_lives(data, pid); waited += STEP_MS) {
        if (waited >= wait_ms)
            return false;
        hf_pause_ms(STEP_MS);
    }
    /* Where it was our child nobody else can bury it. It leaves its directory a little before its end. */
    for (int i = 0; i < BURY_STEPS && waitpid(pid, NULL, WNOHANG) == 0; i++)
        hf_pause_ms(STEP_MS);
    return true;
}

void hf_postmaster_stop(const char *data, pid_t pid)
{
    /* First in order (a checkpoint, so the next start is quick), then at once, then by force. */
    static const int signals[] = {SIGINT, SIGQUIT, SIGKILL};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        if (!hf_postmaster_lives(data, pid))
            return;
        kill(pid, signals[i]);
        if (hf_postmaster_gone(data, pid, PATIENCE_MS))
            return;
    }
}
