/* SPDX-License-Identifier: Apache-2.0 */
/* An address becomes a sockaddr, the rest is the same for all families. */
#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 128, SOCKET_MODE = 0660 };

union any_address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_un local;
};

static bool text_into(char *out, size_t size, struct hf_str s)
{
    if (s.len == 0 || s.len >= size || memchr(s.at, '\0', s.len) != NULL)
        return false;
    memcpy(out, s.at, s.len);
    out[s.len] = '\0';
    return true;
}

static bool read_port(struct hf_str s, in_port_t *out)
{
    int64_t port;
    if (!hf_str_i64(s, &port) || port < 0 || port > UINT16_MAX)
        return false;
    *out = htons((uint16_t)port);
    return true;
}

static bool read_v6(struct hf_str s, union any_address *out)
{
    char host[INET6_ADDRSTRLEN];
    struct hf_str rest = hf_str_part(s, 1, s.len);
    struct hf_str inner = hf_str_cut(&rest, ']');
    out->v6.sin6_family = AF_INET6;
    return text_into(host, sizeof host, inner) && hf_str_begins(rest, HF_STR(":")) &&
           inet_pton(AF_INET6, host, &out->v6.sin6_addr) == 1 &&
           read_port(hf_str_part(rest, 1, rest.len), &out->v6.sin6_port);
}

static bool read_v4(struct hf_str s, union any_address *out)
{
    char host[INET_ADDRSTRLEN];
    struct hf_str head = hf_str_cut(&s, ':');
    out->v4.sin_family = AF_INET;
    return text_into(host, sizeof host, head) && inet_pton(AF_INET, host, &out->v4.sin_addr) == 1 &&
           read_port(s, &out->v4.sin_port);
}

/* The length of the sockaddr; 0 when s is no address. */
static socklen_t read_address(struct hf_str s, union any_address *out)
{
    static const struct hf_str local = HF_STR_INIT("unix:");
    memset(out, 0, sizeof *out);
    if (hf_str_begins(s, local)) {
        out->local.sun_family = AF_UNIX;
        return text_into(out->local.sun_path, sizeof out->local.sun_path, hf_str_part(s, local.len, s.len))
                   ? sizeof out->local
                   : 0;
    }
    if (hf_str_begins(s, HF_STR("[")))
        return read_v6(s, out) ? sizeof out->v6 : 0;
    return read_v4(s, out) ? sizeof out->v4 : 0;
}

/* A socket file on which nobody answers was left by a process that is gone. */
static void remove_stale(const union any_address *address, socklen_t size)
{
    struct stat file;
    if (address->any.sa_family != AF_UNIX || lstat(address->local.sun_path, &file) != 0 ||
        !S_ISSOCK(file.st_mode))
        return;
    int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (connect(probe, &address->any, size) != 0 && errno == ECONNREFUSED)
        unlink(address->local.sun_path);
    close(probe);
}

static bool bind_and_listen(int fd, const union any_address *address, socklen_t size)
{
    const int on = 1;
    if (address->any.sa_family != AF_UNIX)
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, &address->any, size) != 0)
        return false;
    if (address->any.sa_family == AF_UNIX && chmod(address->local.sun_path, SOCKET_MODE) != 0)
        return false;
    return listen(fd, BACKLOG) == 0;
}

static void note_where(struct hf_listen *listening)
{
    union any_address bound = {0};
    socklen_t size = sizeof bound;
    if (getsockname(listening->fd, &bound.any, &size) != 0)
        return;
    if (bound.any.sa_family == AF_INET)
        listening->port = ntohs(bound.v4.sin_port);
    else if (bound.any.sa_family == AF_INET6)
        listening->port = ntohs(bound.v6.sin6_port);
    else
        memcpy(listening->path, bound.local.sun_path, sizeof listening->path);
}

enum hf_rc hf_listen_open(struct hf_str address, struct hf_listen *out, struct hf_err *err)
{
    union any_address to;
    socklen_t size = read_address(address, &to);
    if (size == 0)
        return hf_fail(err, HF_WORD_http_address, HF_STR_NONE, address, HF_STR_NONE);
    remove_stale(&to, size);
    struct hf_listen listening = {
        .fd = socket(to.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (listening.fd < 0 || !bind_and_listen(listening.fd, &to, size)) {
        int why = errno;
        hf_listen_close(&listening);
        return hf_fail(err, HF_WORD_http_listen, HF_STR_NONE, address, hf_str_of(strerror(why)));
    }
    note_where(&listening);
    *out = listening;
    return HF_OK;
}

void hf_listen_close(struct hf_listen *listening)
{
    if (listening->fd >= 0)
        close(listening->fd);
    if (listening->path[0] != '\0')
        unlink(listening->path);
    listening->fd = -1;
    listening->path[0] = '\0';
}
