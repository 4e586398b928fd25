/* SPDX-License-Identifier: Apache-2.0 */
#include "crash/office.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "unit/certificate.h"

enum { WORDS_MAX = 40, SERVE_MS = 30000 };

#define ANY_PORT "127.0.0.1:0"
static struct office *the_office;

uint32_t chance(uint64_t *dice, uint32_t below)
{
    *dice = *dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*dice >> 33) % below;
}

void pause_ms(int64_t ms)
{
    const struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void show_said(const char *name)
{
    char path[128], text[4000];
    snprintf(path, sizeof path, "%s/%s", the_office->room, name);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return;
    (void)fseek(file, -(long)sizeof text, SEEK_END); /* a short one is shown whole */
    size_t size = fread(text, 1, sizeof text, file);
    fprintf(stderr, "---- %s\n%.*s", name, (int)size, text);
    fclose(file);
}

void give_up(const char *what, const char *why)
{
    fprintf(stderr, "not so: %s: %s\n", what, why);
    show_said("said");
    show_said("log");
    show_said("state/pg/log");
    exit(1);
}

/* ---- programs ---- */

/* In the child: dies with us, speaks into `out_fd` and `messages_fd`. */
static _Noreturn void become(const char *program, const char *const words[], int out_fd, int messages_fd)
{
    const char *argv[WORDS_MAX + 2] = {program};
    for (size_t i = 0; i < WORDS_MAX && words[i] != NULL; i++)
        argv[i + 1] = words[i];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(out_fd, STDOUT_FILENO);
    dup2(messages_fd, STDERR_FILENO);
    execv(program, (char *const *)(uintptr_t)argv);
    _exit(127);
}

static int open_said(const struct office *office, const char *name, int how)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", office->room, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | how, 0600);
    if (fd < 0)
        give_up("a file in the room", path);
    return fd;
}

static int await(pid_t pid)
{
    int status;
    if (waitpid(pid, &status, 0) != pid)
        give_up("waiting", "no such child");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int office_run(const struct office *office, const char *const words[])
{
    int said = open_said(office, "said", O_TRUNC);
    pid_t pid = fork();
    if (pid == 0)
        become(office->program, words, said, said);
    close(said);
    return await(pid);
}

void office_must(const struct office *office, const char *const words[])
{
    if (office_run(office, words) != 0)
        give_up(words[0], words[1]);
}

void office_write(const struct office *office, const char *name, const char *text)
{
    int fd = open_said(office, name, O_TRUNC);
    if (write(fd, text, strlen(text)) != (ssize_t)strlen(text))
        give_up("writing", name);
    close(fd);
}

/* ---- serving ---- */

/* Known from the first start; other threads read it from then on. */
static void read_address(struct office *office, int fd)
{
    char line[128] = "", address[sizeof office->listen] = "";
    size_t len = 0;
    int64_t until = now_ms() + SERVE_MS;
    while (len < sizeof line - 1 && strchr(line, '\n') == NULL && now_ms() < until) {
        ssize_t got = read(fd, line + len, sizeof line - 1 - len);
        if (got <= 0)
            break;
        len += (size_t)got;
    }
    if (sscanf(line, "http://%60[0-9.:]", address) != 1)
        give_up("serve tells its address first", line);
    if (strcmp(office->listen, ANY_PORT) == 0)
        snprintf(office->listen, sizeof office->listen, "%s", address);
    if (strcmp(office->listen, address) != 0)
        give_up("serve is where it was", address);
}

void office_serve(struct office *office)
{
    const char *words[] = {"serve",       "--listen", office->listen,      "--allow",
                           "127.0.0.0/8", "--ca",     office->certificate, NULL};
    int ends[2], log = open_said(office, "log", O_APPEND);
    if (pipe2(ends, O_CLOEXEC) != 0)
        give_up("serve", "no pipe");
    office->pid = fork();
    if (office->pid == 0)
        become(office->program, words, ends[1], log);
    close(ends[1]);
    close(log);
    read_address(office, ends[0]);
    close(ends[0]);
}

void office_kill(struct office *office)
{
    if (office->pid > 0) {
        kill(office->pid, SIGKILL);
        await(office->pid);
    }
    office->pid = 0;
}

int office_stop(struct office *office)
{
    kill(office->pid, SIGTERM);
    int code = await(office->pid);
    office->pid = 0;
    return code;
}

bool office_kill_database(const struct office *office)
{
    char path[128];
    int pid = 0;
    snprintf(path, sizeof path, "%s/pg/data/postmaster.pid", office->state);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    if (fscanf(file, "%d", &pid) != 1)
        pid = 0;
    fclose(file);
    return pid > 1 && kill(pid, SIGKILL) == 0;
}

/* ---- beginning and end ---- */

static void clean(void)
{
    static const char *const stop[] = {"db", "stop", "--quiet", NULL};
    struct office *office = the_office;
    int status;
    if (office->room[0] == '\0')
        return;
    office_kill(office);
    office_run(office, stop);
    pid_t pid = fork();
    if (pid == 0) {
        execlp("rm", "rm", "-rf", office->room, (char *)NULL);
        _exit(127);
    }
    (void)waitpid(pid, &status, 0);
}

static void name_files(struct office *office)
{
    snprintf(office->room, sizeof office->room, "/var/tmp/holdfast-crash-XXXXXX");
    if (mkdtemp(office->room) == NULL)
        give_up("a room in /var/tmp", "none");
    snprintf(office->state, sizeof office->state, "%s/state", office->room);
    snprintf(office->key, sizeof office->key, "%s/key.pem", office->room);
    snprintf(office->certificate, sizeof office->certificate, "%s/certificate.pem", office->room);
    snprintf(office->listen, sizeof office->listen, ANY_PORT);
}

void office_make(struct office *office, const char *program)
{
    *office = (struct office){.program = program};
    the_office = office;
    name_files(office);
    atexit(clean);
    (void)signal(SIGPIPE, SIG_IGN);
    /* For root the server runs under another account, which has to pass. */
    if (chmod(office->room, 0755) != 0 || mkdir(office->state, 0755) != 0)
        give_up("the state directory", office->state);
    certificate_make(office->key, office->certificate);
    setenv("HOLDFAST_STATE", office->state, 1);
    setenv("HOLDFAST_CONFIG", "/dev/null", 1);
    setenv("LC_ALL", "C", 1);
}
