/* SPDX-License-Identifier: Apache-2.0 */
/*
 * authority FOLDER: a time-stamping authority on 127.0.0.1 (RFC 3161 3.4), by `openssl ts -reply` with
 * FOLDER/tsa.cnf. Prints its address; ends when its standard input does. Each request comes and goes by
 * files.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 16384 };

static int listen_here(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, 8) != 0 ||
        getsockname(fd, (struct sockaddr *)&at, &size) != 0)
        return -1;
    printf("http://127.0.0.1:%d/tsa\n", ntohs(at.sin_port));
    fflush(stdout);
    return fd;
}

static int put_file(const char *path, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    int good = file != NULL && fwrite(bytes, 1, len, file) == len;
    return file != NULL && fclose(file) == 0 && good;
}

static size_t get_file(const char *path, char *bytes)
{
    FILE *file = fopen(path, "rb");
    size_t len = file == NULL ? 0 : fread(bytes, 1, MOST, file);
    if (file != NULL)
        fclose(file);
    return len;
}

/* The body of what was posted: behind the empty line, as long as the head says. */
static size_t read_body(int fd, char *room, char **body)
{
    size_t len = 0;
    for (;;) {
        ssize_t got = read(fd, room + len, MOST - 1 - len);
        if (got <= 0)
            return 0;
        len += (size_t)got;
        room[len] = '\0';
        char *head_end = strstr(room, "\r\n\r\n"), *length = strstr(room, "Content-Length: ");
        if (head_end == NULL || length == NULL)
            continue;
        *body = head_end + 4;
        size_t want = strtoul(length + 16, NULL, 10);
        if (len - (size_t)(*body - room) >= want)
            return want;
    }
}

static int reply(void)
{
    pid_t child = fork();
    int status = 1;
    if (child == 0) {
        execlp("openssl", "openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "it", "-queryfile",
               "query", "-out", "reply", (char *)NULL);
        _exit(127);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static void serve(int fd)
{
    static char room[MOST], answer[MOST];
    char head[256], *body = NULL;
    size_t len = read_body(fd, room, &body);
    if (len == 0 || !put_file("query", body, len) || !reply())
        return;
    size_t size = get_file("reply", answer);
    int n = snprintf(head, sizeof head,
                     "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: %zu\r\n"
                     "Connection: close\r\n\r\n",
                     size);
    if (write(fd, head, (size_t)n) != n || write(fd, answer, size) != (ssize_t)size)
        return;
}

int main(int argc, char **argv)
{
    if (argc != 2 || chdir(argv[1]) != 0)
        return 2;
    int fd = listen_here();
    struct pollfd waits[] = {{.fd = fd, .events = POLLIN}, {.fd = 0, .events = POLLIN}};
    while (fd >= 0 && poll(waits, 2, 120000) > 0 && waits[1].revents == 0) {
        int peer = accept(fd, NULL, NULL);
        if (peer < 0)
            return 1;
        serve(peer);
        close(peer);
    }
    return 0;
}
