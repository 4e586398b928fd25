/* SPDX-License-Identifier: Apache-2.0 */
/* Frames that are not answered wait here and leave with the next that is; so a log that has not grown costs
 * one question. A signer that goes away costs one failure, and the next question finds or starts another. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "keys/signer.h"
#include "keys/socket.h"

enum {
    KNOCKS = 2500,     /* of 2 ms: how long a signer may take to listen */
    START_EVERY = 250, /* knocks between two that are started */
    PATIENCE_S = 20,   /* for an answer: a disk may be slow */
    ANSWER_MAX = 2048,
    ENVIRONMENT_MAX = 8
};

struct hf_signer_way {
    char state[HF_KEYS_PATH_MAX];
    int fd;         /* -1: not connected */
    size_t waiting; /* bytes of `out` */
    size_t leaves;  /* bytes of leaves in `leaf` */
    char leaf[HF_FRAME_BODY_MAX];
    char out[2 * HF_FRAME_MAX];
};

static enum hf_rc is_away(const struct hf_signer_way *way, int fault, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_signer_away, HF_STR_NONE, hf_str_of(way->state),
                   hf_str_of(strerrordesc_np(fault)));
}

/* ---- starting one ---- */

/* What it may know of our surroundings: nothing of a database. */
static void choose_environment(char *out[ENVIRONMENT_MAX + 1])
{
    static const char *const names[] = {
        "PATH=",         "LANG=",         "LC_ALL=",        "CREDENTIALS_DIRECTORY=",
        "ASAN_OPTIONS=", "LSAN_OPTIONS=", "UBSAN_OPTIONS=", "TSAN_OPTIONS="};
    size_t count = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        for (char **one = environ; *one != NULL; one++)
            if (strncmp(*one, names[i], strlen(names[i])) == 0)
                out[count++] = *one;
    out[count] = NULL;
}

static _Noreturn void become(char *const *argv, char *const *environment, const char *messages)
{
    sigset_t none;
    int empty = open("/dev/null", O_RDWR);
    int log = open(messages, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0600);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (dup2(empty, STDIN_FILENO) < 0 || dup2(empty, STDOUT_FILENO) < 0 ||
        dup2(log < 0 ? empty : log, STDERR_FILENO) < 0)
        _exit(127);
    close_range(STDERR_FILENO + 1, ~0U, 0);
    execve("/proc/self/exe", argv, environment);
    _exit(127);
}

/* A grandchild: it is nobody's to wait for, and outlives the command as long as others ask it. */
static enum hf_rc start_one(const struct hf_signer_way *way, struct hf_err *err)
{
    char messages[HF_KEYS_PATH_MAX], state[HF_KEYS_PATH_MAX], *environment[ENVIRONMENT_MAX + 1];
    static const char program[] = "holdfast", group[] = "signer", verb[] = "run", used[] = "--while-used",
                      of[] = "--state", config[] = "--config", none[] = "/dev/null";
    HF_TRY(hf_keys_path(way->state, "signer/messages", messages, err));
    memcpy(state, way->state, sizeof state);
    char *const argv[] = {(char *)(uintptr_t)program, (char *)(uintptr_t)group, (char *)(uintptr_t)verb,
                          (char *)(uintptr_t)used,    (char *)(uintptr_t)of,    state,
                          (char *)(uintptr_t)config,  (char *)(uintptr_t)none,  NULL};
    choose_environment(environment);
    int pid = fork();
    if (pid == 0) {
        setsid();
        if (fork() == 0)
            become(argv, environment, messages);
        _exit(0);
    }
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        ;
    return pid > 0 ? HF_OK : is_away(way, errno, err);
}

/* ---- reaching it ---- */

static enum hf_rc knock(struct hf_signer_way *way, int directory, struct hf_err *err)
{
    const struct timespec nap = {.tv_nsec = 2000000};
    for (int i = 0; i < KNOCKS; i++) {
        way->fd = hf_socket_reach(directory);
        if (way->fd >= 0)
            return HF_OK;
        if (errno != ENOENT && errno != ECONNREFUSED)
            break;
        if (i % START_EVERY == 0)
            HF_TRY(start_one(way, err));
        nanosleep(&nap, NULL);
    }
    return is_away(way, errno, err);
}

static enum hf_rc reach(struct hf_signer_way *way, struct hf_err *err)
{
    const struct timeval patience = {.tv_sec = PATIENCE_S};
    char path[HF_KEYS_PATH_MAX];
    if (way->fd >= 0)
        return HF_OK;
    HF_TRY(hf_keys_path(way->state, "signer", path, err));
    int directory = hf_keys_open_directory(path);
    if (directory < 0)
        return is_away(way, errno, err);
    enum hf_rc rc = knock(way, directory, err);
    close(directory);
    if (rc == HF_OK && (setsockopt(way->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0 ||
                        setsockopt(way->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) != 0))
        return is_away(way, errno, err);
    return rc;
}

static enum hf_rc leave(struct hf_signer_way *way, int fault, struct hf_err *err)
{
    close(way->fd);
    way->fd = -1;
    way->waiting = way->leaves = 0;
    return is_away(way, fault, err);
}

static enum hf_rc flush(struct hf_signer_way *way, struct hf_err *err)
{
    for (size_t at = 0; at < way->waiting;) {
        ssize_t put = send(way->fd, way->out + at, way->waiting - at, MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return leave(way, errno, err);
        at += (size_t)put;
    }
    way->waiting = 0;
    return HF_OK;
}

static enum hf_rc put_frame(struct hf_signer_way *way, char kind, struct hf_str body, struct hf_err *err)
{
    if (way->waiting + HF_FRAME_HEAD + body.len > sizeof way->out)
        HF_TRY(flush(way, err));
    struct hf_buf out = {.at = way->out, .len = way->waiting, .size = sizeof way->out};
    hf_frame_put(&out, kind, body);
    way->waiting = out.len;
    return HF_OK;
}

/* One question and its answer, whose body is part of `room`. */
static enum hf_rc ask(struct hf_signer_way *way, char kind, struct hf_str body, char room[ANSWER_MAX],
                      struct hf_str *answer, struct hf_err *err)
{
    struct hf_frame frame = {.kind = 0};
    bool whole = false;
    HF_TRY(put_frame(way, kind, body, err));
    HF_TRY(flush(way, err));
    for (size_t len = 0; !whole;) {
        ssize_t got = recv(way->fd, room + len, ANSWER_MAX - len, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return leave(way, got == 0 ? ECONNRESET : errno, err);
        len += (size_t)got;
        struct hf_str bytes = {room, len};
        if (hf_frame_cut(&bytes, &frame, &whole, err) != HF_OK || (!whole && len == ANSWER_MAX))
            return leave(way, EPROTO, err);
    }
    *answer = frame.body;
    return frame.kind == 'x' ? hf_frame_failure(frame.body, err) : HF_OK;
}

/* ---- the port ---- */

/* One that was just ending when it was reached is gone at its first word: then another is asked. */
static enum hf_rc mark(void *self, uint64_t *size, struct hf_digest *root, struct hf_err *err)
{
    struct hf_signer_way *way = self;
    char room[ANSWER_MAX];
    struct hf_str answer;
    way->waiting = way->leaves = 0;
    HF_TRY(reach(way, err));
    enum hf_rc rc = ask(way, 'M', HF_STR_NONE, room, &answer, err);
    if (rc != HF_OK && way->fd < 0) {
        HF_TRY(reach(way, err));
        rc = ask(way, 'M', HF_STR_NONE, room, &answer, err);
    }
    if (rc == HF_OK && (!hf_frame_number_cut(&answer, size) || answer.len != sizeof root->byte))
        return leave(way, EPROTO, err);
    if (rc == HF_OK)
        memcpy(root->byte, answer.at, sizeof root->byte);
    return rc;
}

static enum hf_rc show(void *self, const struct hf_frontier *tree, struct hf_err *err)
{
    struct hf_signer_way *way = self;
    char room[8 + HF_TREE_LEVELS * HF_DIGEST_SIZE];
    struct hf_buf body = HF_BUF(room);
    way->waiting = way->leaves = 0;
    HF_TRY(reach(way, err));
    hf_frame_number_put(&body, tree->size);
    hf_frontier_save(tree, &body);
    return put_frame(way, 'G', hf_buf_str(&body), err);
}

static enum hf_rc put_leaves(struct hf_signer_way *way, struct hf_err *err)
{
    struct hf_str body = {way->leaf, way->leaves};
    way->leaves = 0;
    return body.len == 0 ? HF_OK : put_frame(way, 'L', body, err);
}

static enum hf_rc add_leaf(void *self, const struct hf_digest *leaf, struct hf_err *err)
{
    struct hf_signer_way *way = self;
    if (way->leaves == sizeof way->leaf)
        HF_TRY(put_leaves(way, err));
    memcpy(way->leaf + way->leaves, leaf->byte, sizeof leaf->byte);
    way->leaves += sizeof leaf->byte;
    return HF_OK;
}

static enum hf_rc take_signature(struct hf_signer_way *way, struct hf_str answer, struct hf_signature *out,
                                 struct hf_err *err)
{
    if (answer.len != sizeof out->byte)
        return leave(way, EPROTO, err);
    memcpy(out->byte, answer.at, sizeof out->byte);
    return HF_OK;
}

static enum hf_rc sign_tree(void *self, uint64_t seen, struct hf_signature *out, struct hf_err *err)
{
    struct hf_signer_way *way = self;
    char room[ANSWER_MAX], number[8];
    struct hf_buf body = HF_BUF(number);
    struct hf_str answer;
    hf_frame_number_put(&body, seen);
    HF_TRY(put_leaves(way, err));
    HF_TRY(ask(way, 'S', hf_buf_str(&body), room, &answer, err));
    return take_signature(way, answer, out, err);
}

static enum hf_rc sign_manifest(void *self, struct hf_str text, struct hf_signature *out, struct hf_err *err)
{
    struct hf_signer_way *way = self;
    char room[ANSWER_MAX];
    struct hf_str answer;
    uint64_t size;
    struct hf_digest root;
    struct hf_err frozen;
    if (text.len > HF_FRAME_BODY_MAX)
        return hf_fail(err, HF_WORD_bundle_many, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    (void)mark(way, &size, &root, &frozen); /* so that a fresh one is asked where the last has ended */
    HF_TRY(reach(way, err));
    HF_TRY(ask(way, 'B', text, room, &answer, err));
    return take_signature(way, answer, out, err);
}

static enum hf_rc release(void *self, const struct hf_frontier *tree, struct hf_str trace, struct hf_err *err)
{
    struct hf_signer_way *way = self;
    char room[ANSWER_MAX], asked[8 + HF_TREE_LEVELS * HF_DIGEST_SIZE + ANSWER_MAX];
    struct hf_buf body = HF_BUF(asked);
    struct hf_str answer;
    struct hf_err frozen;
    struct hf_digest root;
    uint64_t size;
    hf_frame_number_put(&body, tree->size);
    hf_frontier_save(tree, &body);
    hf_buf_put(&body, trace);
    (void)mark(way, &size, &root, &frozen);
    HF_TRY(reach(way, err));
    return ask(way, 'T', hf_buf_str(&body), room, &answer, err);
}

enum hf_rc hf_signer_rotate(struct hf_signer_way *way, struct hf_str text, struct hf_signature *out,
                            struct hf_err *err)
{
    char room[ANSWER_MAX];
    struct hf_str answer;
    HF_TRY(reach(way, err));
    HF_TRY(ask(way, 'R', text, room, &answer, err));
    return take_signature(way, answer, out, err);
}

void hf_signer_leave(struct hf_signer_way *way)
{
    struct hf_err none;
    if (way->fd >= 0)
        (void)leave(way, 0, &none);
}

enum hf_rc hf_signer_open(const char *state, struct hf_signer_way **out, struct hf_err *err)
{
    char longest[HF_KEYS_PATH_MAX];
    HF_TRY(hf_keys_path(state, "signer/messages", longest, err));
    struct hf_signer_way *way =
        mmap(NULL, sizeof *way, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (way == MAP_FAILED)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("signer"), HF_STR_NONE);
    memcpy(way->state, state, strlen(state) + 1);
    way->fd = -1;
    *out = way;
    return HF_OK;
}

struct hf_signer hf_signer_port(struct hf_signer_way *way)
{
    return (struct hf_signer){.self = way,
                              .mark = mark,
                              .show = show,
                              .leaf = add_leaf,
                              .sign = sign_tree,
                              .manifest = sign_manifest,
                              .release = release};
}

void hf_signer_close(struct hf_signer_way *way)
{
    if (way == NULL)
        return;
    if (way->fd >= 0)
        close(way->fd);
    munmap(way, sizeof *way);
}
