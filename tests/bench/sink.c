/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_sink [FILE]: takes notices as cheaply as can be, on a port of loopback that it prints; ends with its
 * input. Each body is a line of FILE before it is answered.
 * Every POST is answered by 202 and no body over the connection it came by; one to /hang/... never is.
 */
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/must.h"

enum { ROOM = 16384, EVENTS = 256 };

struct peer {
    int fd;
    size_t len;
    char bytes[ROOM];
};

static int listen_on(uint16_t *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    must_be(fd >= 0 && bind(fd, (struct sockaddr *)&address, size) == 0 && listen(fd, 1024) == 0 &&
                getsockname(fd, (struct sockaddr *)&address, &size) == 0,
            "a port of loopback");
    *port = ntohs(address.sin_port);
    return fd;
}

static void watch(int epoll, int fd, void *whose)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = whose};
    must_be(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0, "epoll");
}

static void take_all(int epoll, int listener)
{
    int fd, on = 1;
    /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): epoll holds each peer */
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        struct peer *peer = malloc(sizeof *peer);
        must_be(peer != NULL, "no memory");
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        peer->fd = fd;
        peer->len = 0;
        watch(epoll, fd, peer);
    }
}

/* Bytes of the first request that is there whole; 0: none is. */
static size_t whole_request(const struct peer *peer)
{
    const char *end = memmem(peer->bytes, peer->len, "\r\n\r\n", 4);
    const char *length = end == NULL ? NULL : memmem(peer->bytes, peer->len, "Content-Length: ", 16);
    if (length == NULL || length > end)
        return 0;
    size_t all = (size_t)(end - peer->bytes) + 4 + strtoul(length + 16, NULL, 10);
    return all <= peer->len ? all : 0;
}

static int kept = -1;

static bool keep(const char *request, size_t size)
{
    const char *body = memmem(request, size, "\r\n\r\n", 4);
    if (kept < 0 || body == NULL)
        return true;
    size_t len = size - (size_t)(body + 4 - request);
    static char line[ROOM + 1];
    memcpy(line, body + 4, len);
    line[len] = '\n';
    return write(kept, line, len + 1) == (ssize_t)len + 1;
}

static bool answer(struct peer *peer)
{
    static const char taken[] = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
    for (size_t size; (size = whole_request(peer)) > 0;) {
        bool hangs = strncmp(peer->bytes, "POST /hang/", 11) == 0;
        if (!keep(peer->bytes, size))
            return false;
        if (!hangs && write(peer->fd, taken, sizeof taken - 1) != (ssize_t)sizeof taken - 1)
            return false;
        peer->len -= size;
        memmove(peer->bytes, peer->bytes + size, peer->len);
    }
    return true;
}

static bool hear(struct peer *peer)
{
    ssize_t got = read(peer->fd, peer->bytes + peer->len, sizeof peer->bytes - peer->len);
    if (got <= 0)
        return false;
    peer->len += (size_t)got;
    return answer(peer);
}

static char the_input, the_listener; /* whose events they are */

/* False: the input has ended. */
static bool turn(int epoll, int listener, void *whose)
{
    struct peer *peer = whose;
    char byte;
    if (whose == &the_input)
        return read(STDIN_FILENO, &byte, 1) > 0;
    if (whose == &the_listener) {
        take_all(epoll, listener);
    } else if (!hear(peer)) {
        close(peer->fd);
        free(peer);
    }
    return true;
}

static void serve(int epoll, int listener)
{
    static struct epoll_event events[EVENTS];
    for (bool going = true; going;) {
        int count = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < count && going; i++)
            going = turn(epoll, listener, events[i].data.ptr);
    }
}

int main(int argc, char *argv[])
{
    uint16_t port;
    if (argc > 1)
        kept = open(argv[1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    must_be(argc == 1 || kept >= 0, "a file for what comes");
    int listener = listen_on(&port), epoll = epoll_create1(EPOLL_CLOEXEC);
    watch(epoll, listener, &the_listener);
    watch(epoll, STDIN_FILENO, &the_input);
    printf("%u\n", (unsigned)port);
    fflush(stdout);
    serve(epoll, listener);
    return 0;
}
