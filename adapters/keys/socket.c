/* SPDX-License-Identifier: Apache-2.0 */
#include "keys/socket.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { WAITING_MAX = 32 };

/* Root may have been the first to ask: the owner of the directory must reach it too. */
static bool give(int directory)
{
    struct stat owner;
    return geteuid() != 0 ||
           (fstat(directory, &owner) == 0 &&
            fchownat(directory, "socket", owner.st_uid, owner.st_gid, AT_SYMLINK_NOFOLLOW) == 0);
}

static struct sockaddr_un address_in(int directory)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/socket", directory);
    return address;
}

void hf_socket_remove(int directory)
{
    unlinkat(directory, "socket", 0);
}

int hf_socket_listen(int directory)
{
    const struct sockaddr_un address = address_in(directory);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    hf_socket_remove(directory);
    if (fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 && give(directory) &&
        listen(fd, WAITING_MAX) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

int hf_socket_reach(int directory)
{
    const struct sockaddr_un address = address_in(directory);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}
