/* SPDX-License-Identifier: Apache-2.0 */
/* bench_took NAME COMMAND...: runs it and says on standard error "NAME microseconds", processor time of it
 * all. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static long long micro(struct timeval t)
{
    return t.tv_sec * 1000000LL + t.tv_usec;
}

int main(int argc, char **argv)
{
    struct rusage used;
    int status = 0;
    if (argc < 3)
        return 2;
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], &argv[2]);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || getrusage(RUSAGE_CHILDREN, &used) != 0)
        return 1;
    fprintf(stderr, "%s %lld\n", argv[1], micro(used.ru_utime) + micro(used.ru_stime));
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
