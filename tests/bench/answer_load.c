/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/answer_load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "bench/world.h"

enum { HEAD_MAX = 256, ANSWER_MAX = 4096, PATIENCE_MS = 10000 };

/* One connection and the request that is under way on it. */
struct line {
    int fd;
    char head[HEAD_MAX];
    size_t head_len, sent, heard;
    struct hf_str message; /* empty: nothing is under way */
    double start;
    char answer[ANSWER_MAX];
};

struct posting {
    const struct load *load;
    int epoll;
    struct line line[LOAD_WIDTH_MAX];
    size_t next, busy, taken;
    double start;
    float *ms; /* of each request taken */
};

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void wait_for(struct posting *p, struct line *line, int how, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.ptr = line};
    must_be(epoll_ctl(p->epoll, how, line->fd, &event) == 0, "epoll");
}

static void connect_line(struct posting *p, struct line *line)
{
    struct sockaddr_in to = {
        .sin_family = AF_INET, .sin_port = htons(p->load->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1;
    line->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must_be(line->fd >= 0 && connect(line->fd, (struct sockaddr *)&to, sizeof to) == 0, "connecting");
    must_be(setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0, "TCP_NODELAY");
    wait_for(p, line, EPOLL_CTL_ADD, EPOLLIN);
}

/* A request is small and its connection idle: it goes at once, or the server does not read at all. */
static void send_request(struct line *line)
{
    while (line->sent < line->head_len + line->message.len) {
        size_t of_head = line->sent < line->head_len ? line->sent : line->head_len;
        size_t of_body = line->sent - of_head;
        struct iovec parts[2] = {
            {line->head + of_head, line->head_len - of_head},
            {(char *)(uintptr_t)line->message.at + of_body, line->message.len - of_body}};
        ssize_t put = writev(line->fd, parts, 2);
        must_be(put > 0 || errno == EINTR, "sending");
        line->sent += put > 0 ? (size_t)put : 0;
    }
}

static bool is_over(const struct posting *p)
{
    return p->next == p->load->count || (p->load->seconds > 0 && now_s() - p->start >= p->load->seconds);
}

static void begin_request(struct posting *p, struct line *line)
{
    const struct load *load = p->load;
    if (is_over(p))
        return;
    line->message = load->message[p->next++];
    line->head_len = (size_t)snprintf(line->head, sizeof line->head,
                                      "POST %s HTTP/1.1\r\nHost: court.example\r\nContent-Type: %s\r\n"
                                      "Content-Length: %zu\r\n\r\n",
                                      load->path, load->type, line->message.len);
    line->sent = line->heard = 0;
    line->start = now_s();
    p->busy++;
    send_request(line);
}

static void must_have_status(const struct posting *p, const struct line *line)
{
    char wanted[32];
    int len = snprintf(wanted, sizeof wanted, "HTTP/1.1 %d ", p->load->status);
    if (strncmp(line->answer, wanted, (size_t)len) == 0)
        return;
    fprintf(stderr, "%.*s\n", (int)line->heard, line->answer);
    must_be(false, "another status was given");
}

/* Answers have no body, so one ends with its headers. */
static void hear(struct posting *p, struct line *line)
{
    ssize_t got = read(line->fd, line->answer + line->heard, sizeof line->answer - 1 - line->heard);
    must_be(got > 0, "a connection was closed");
    line->heard += (size_t)got;
    line->answer[line->heard] = '\0';
    if (strstr(line->answer, "\r\n\r\n") == NULL)
        return;
    must_have_status(p, line);
    p->ms[p->taken++] = (float)(1000 * (now_s() - line->start));
    p->busy--;
    begin_request(p, line);
}

static int by_size(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static void take_result(struct posting *p, struct load_result *out)
{
    qsort(p->ms, p->taken, sizeof *p->ms, by_size);
    *out = (struct load_result){.taken = p->taken,
                                .seconds = now_s() - p->start,
                                .p50_ms = (double)p->ms[p->taken / 2],
                                .p99_ms = (double)p->ms[p->taken * 99 / 100]};
}

void load_post(const struct load *load, struct load_result *out)
{
    struct epoll_event events[LOAD_WIDTH_MAX];
    struct posting *p = calloc(1, sizeof *p);
    must_be(p != NULL && load->count > 0 && load->width <= LOAD_WIDTH_MAX, "room for the load");
    p->load = load;
    p->ms = calloc(load->count + 1, sizeof *p->ms);
    p->epoll = epoll_create1(EPOLL_CLOEXEC);
    must_be(p->ms != NULL && p->epoll >= 0, "room for the load");
    for (size_t i = 0; i < load->width; i++)
        connect_line(p, &p->line[i]);
    p->start = now_s();
    for (size_t i = 0; i < load->width; i++)
        begin_request(p, &p->line[i]);
    while (p->busy > 0) {
        int ready = epoll_wait(p->epoll, events, LOAD_WIDTH_MAX, PATIENCE_MS);
        must_be(ready > 0 || (ready < 0 && errno == EINTR), "nobody answers");
        for (int i = 0; i < ready; i++)
            hear(p, events[i].data.ptr);
    }
    take_result(p, out);
    for (size_t i = 0; i < load->width; i++)
        close(p->line[i].fd);
    close(p->epoll);
    free(p->ms);
    free(p);
}
