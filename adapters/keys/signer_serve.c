/* SPDX-License-Identifier: Apache-2.0 */
/* One thread, one loop: who knocks, what is asked, what is answered. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "keys/confine.h"
#include "keys/signer.h"
#include "keys/socket.h"

enum {
    VISITORS_MAX = 32,
    LOOK_MS = 200,       /* how often it is asked whether to stop */
    LOCK_TRIES = 200,    /* of 10 ms: a signer that is just ending lets go */
    FIRST_WAIT_MS = 5000 /* for its first visitor, where it ends with the last */
};

struct caller {
    int fd; /* -1: none */
    size_t len;
    struct hf_visitor visitor;
    char frame[HF_FRAME_MAX];
};

struct serving {
    struct hf_signing *signing;
    const struct hf_signer_order *order;
    int directory, lock, listener;
    bool was_used;
    int64_t waited_ms;
    size_t callers;
    struct caller *caller; /* VISITORS_MAX */
};

/* ---- callers ---- */

static void send_away(struct serving *s, struct caller *caller)
{
    close(caller->fd);
    caller->fd = -1;
    caller->len = 0;
    s->callers--;
}

static bool write_out(int fd, struct hf_str bytes)
{
    while (bytes.len > 0) {
        ssize_t put = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes = hf_str_part(bytes, (size_t)put, bytes.len);
    }
    return true;
}

/* Every whole frame that has come; false: the caller is to go. */
static bool answer_all(struct serving *s, struct caller *caller)
{
    struct hf_str rest = {caller->frame, caller->len};
    bool whole = true;
    while (whole) {
        char room[1024];
        struct hf_buf out = HF_BUF(room);
        struct hf_frame frame;
        struct hf_err err;
        if (hf_frame_cut(&rest, &frame, &whole, &err) != HF_OK)
            return false;
        if (whole && (!hf_signing_answer(s->signing, &caller->visitor, &frame, &out) ||
                      !write_out(caller->fd, hf_buf_str(&out))))
            return false;
    }
    if (rest.len > 0)
        memmove(caller->frame, rest.at, rest.len);
    caller->len = rest.len;
    return true;
}

static void hear(struct serving *s, struct caller *caller)
{
    ssize_t got =
        recv(caller->fd, caller->frame + caller->len, sizeof caller->frame - caller->len, MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    caller->len += got > 0 ? (size_t)got : 0;
    if (got <= 0 || !answer_all(s, caller))
        send_away(s, caller);
}

/* Only whom the directory belongs to, or root. */
static bool may_ask(const struct serving *s, int fd)
{
    struct ucred who;
    struct stat owner;
    socklen_t size = sizeof who;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && fstat(s->directory, &owner) == 0 &&
           (who.uid == owner.st_uid || who.uid == 0);
}

static void let_in(struct serving *s)
{
    int fd = accept4(s->listener, NULL, NULL, SOCK_CLOEXEC);
    const struct timeval patience = {.tv_sec = 5};
    if (fd < 0)
        return;
    if (s->callers == VISITORS_MAX || !may_ask(s, fd) ||
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) != 0) {
        close(fd);
        return;
    }
    struct caller *place = s->caller;
    while (place->fd >= 0)
        place++;
    place->fd = fd;
    place->len = 0;
    place->visitor = (struct hf_visitor){.shows = false};
    s->callers++;
    s->was_used = true;
}

/* ---- the loop ---- */

/* Whoever replaces the key has gone: the new one is in place. */
static bool is_replaced(const struct serving *s)
{
    bool waits = false;
    for (size_t i = 0; i < VISITORS_MAX; i++)
        waits = waits || (s->caller[i].fd >= 0 && s->caller[i].visitor.rotates);
    return s->signing->rotated && !waits;
}

static bool is_done(const struct serving *s)
{
    if (s->order->stopped(0) || is_replaced(s))
        return true;
    return s->order->while_used && s->callers == 0 && (s->was_used || s->waited_ms > FIRST_WAIT_MS);
}

static void look(struct serving *s)
{
    struct pollfd set[VISITORS_MAX + 1] = {{.fd = s->listener, .events = POLLIN}};
    for (size_t i = 0; i < VISITORS_MAX; i++)
        set[i + 1] = (struct pollfd){.fd = s->caller[i].fd, .events = POLLIN};
    int ready = poll(set, VISITORS_MAX + 1, LOOK_MS);
    if (ready == 0)
        s->waited_ms += LOOK_MS;
    if (ready <= 0)
        return;
    for (size_t i = 0; i < VISITORS_MAX; i++)
        if (set[i + 1].fd >= 0 && set[i + 1].revents != 0)
            hear(s, &s->caller[i]);
    if (set[0].revents != 0)
        let_in(s);
}

/* ---- opening ---- */

static enum hf_rc take_lock(struct serving *s, const char *path, struct hf_err *err)
{
    const struct timespec nap = {.tv_nsec = 10000000};
    s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (s->lock < 0)
        return hf_keys_fail(path, err);
    for (int i = 0; i < LOCK_TRIES; i++) {
        if (flock(s->lock, LOCK_EX | LOCK_NB) == 0)
            return hf_keys_give(s->lock, s->order->state, path, err);
        nanosleep(&nap, NULL);
    }
    return hf_fail(err, HF_WORD_signer_running, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
}

static enum hf_rc open_callers(struct serving *s, struct hf_err *err)
{
    s->caller = mmap(NULL, VISITORS_MAX * sizeof(*s->caller), PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (s->caller == MAP_FAILED) {
        s->caller = NULL;
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("signer"), HF_STR_NONE);
    }
    for (size_t i = 0; i < VISITORS_MAX; i++)
        s->caller[i].fd = -1;
    return HF_OK;
}

static enum hf_rc open_all(struct serving *s, struct hf_err *err)
{
    char directory[HF_KEYS_PATH_MAX], lock[HF_KEYS_PATH_MAX];
    HF_TRY(hf_keys_path(s->order->state, "signer", directory, err));
    HF_TRY(hf_keys_path(s->order->state, "signer/lock", lock, err));
    HF_TRY(open_callers(s, err));
    HF_TRY(take_lock(s, lock, err));
    s->directory = hf_keys_open_directory(directory);
    if (s->directory < 0)
        return hf_keys_fail(directory, err);
    s->listener = hf_socket_listen(s->directory);
    if (s->listener < 0 || !hf_confine())
        return hf_keys_fail(directory, err);
    return HF_OK;
}

static void close_all(struct serving *s)
{
    if (s->listener >= 0) { /* first: who is cut off and asks again must not find this one again */
        hf_socket_remove(s->directory);
        close(s->listener);
    }
    for (size_t i = 0; s->caller != NULL && i < VISITORS_MAX; i++)
        if (s->caller[i].fd >= 0)
            close(s->caller[i].fd);
    if (s->directory >= 0)
        close(s->directory);
    if (s->lock >= 0)
        close(s->lock); /* and thereby let go */
    if (s->caller != NULL)
        munmap(s->caller, VISITORS_MAX * sizeof(*s->caller));
}

/* The mark is read once nobody else can write it any more. */
enum hf_rc hf_signer_serve(const struct hf_signer_order *order, struct hf_keys keys, struct hf_err *err)
{
    struct hf_signing signing;
    struct serving s = {.signing = &signing, .order = order, .directory = -1, .lock = -1, .listener = -1};
    enum hf_rc rc = open_all(&s, err);
    if (rc == HF_OK)
        rc = hf_signing_open(order->state, keys, &signing, err);
    if (rc == HF_OK) {
        HF_CHECK(s.caller != NULL);
        signing.marked = order->marked;
        signing.context = order->context;
        order->listening(order->context);
        while (!is_done(&s))
            look(&s);
        hf_signing_close(&signing);
    }
    close_all(&s);
    return rc;
}
