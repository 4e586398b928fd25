/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/proof_figures.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"

/* ---- figures ---- */

double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct hf_digest numbered(struct hf_hasher *hasher, uint64_t n)
{
    struct hf_digest digest;
    hf_sha256(hasher, &HF_PART(n), 1, &digest);
    return digest;
}

static void put_figure(const char *name, double value, const char *unit)
{
    printf("%-36s %12.3f %-18s", name, value, unit);
}

void tell(const char *name, double value, const char *unit)
{
    put_figure(name, value, unit);
    printf("\n");
    (void)fflush(stdout);
}

static bool judges(const char *how)
{
    const char *said = getenv("BENCH_JUDGE");
    return said != NULL && strcmp(said, how) == 0;
}

static void judge(struct proof_bench *b, const char *sign, double limit, bool holds)
{
    if (!judges("never"))
        printf(" %s %-6g %s", sign, limit, holds ? "holds" : "misses");
    printf("\n");
    (void)fflush(stdout);
    b->missed = b->missed || !holds;
}

void tell_at_most(struct proof_bench *b, const char *name, double value, const char *unit, double most)
{
    put_figure(name, value, unit);
    judge(b, "<=", most, value <= most);
}

void tell_at_least(struct proof_bench *b, const char *name, double value, const char *unit, double least)
{
    put_figure(name, value, unit);
    judge(b, ">=", least, value >= least);
}

/* ---- files and programs ---- */

static int drop(const char *path, const struct stat *found, int kind, struct FTW *at)
{
    (void)found, (void)kind, (void)at;
    return remove(path);
}

void folder_drop(struct proof_bench *b)
{
    HF_CHECK(nftw(b->folder, drop, 16, FTW_DEPTH | FTW_PHYS) == 0);
}

void folder_make(struct proof_bench *b)
{
    HF_CHECK(mkdir(b->folder, 0700) == 0);
}

void folder_path(const struct proof_bench *b, struct hf_str name, char path[PROOF_PATH])
{
    int len = snprintf(path, PROOF_PATH, "%s/%.*s", b->folder, HF_STR_ARG(name));
    HF_CHECK(len > 0 && len < PROOF_PATH);
}

/* ---- holdfast-verify ---- */

struct run {
    double seconds;
    long kib;
};

static struct run run_one(const char *verifier, const char *path)
{
    struct rusage used;
    int status = 0;
    double begin = now_s();
    pid_t child = fork();
    if (child == 0) {
        HF_CHECK(freopen("/dev/null", "w", stdout) != NULL);
        execl(verifier, verifier, "--self-only", path, (char *)NULL);
        _exit(127);
    }
    HF_CHECK(child > 0 && wait4(child, &status, 0, &used) == child && WIFEXITED(status) &&
             WEXITSTATUS(status) == 0);
    return (struct run){now_s() - begin, used.ru_maxrss};
}

/* What was resident at most in a process counts what it was forked from: so one that is small yet forks. */
static void begin_runner(struct proof_bench *b)
{
    int ask[2], tell_back[2];
    HF_CHECK(pipe(ask) == 0 && pipe(tell_back) == 0);
    pid_t child = fork();
    HF_CHECK(child >= 0);
    b->ask = ask[1];
    b->told = tell_back[0];
    close(child == 0 ? ask[1] : ask[0]);
    close(child == 0 ? tell_back[0] : tell_back[1]);
    if (child > 0)
        return;
    char path[PROOF_PATH];
    while (read(ask[0], path, sizeof path) == (ssize_t)sizeof path) {
        struct run run = run_one(b->verifier, path);
        HF_CHECK(write(tell_back[1], &run, sizeof run) == (ssize_t)sizeof run);
    }
    _exit(0);
}

double verifier_s(const struct proof_bench *b, const char *path, double *mib)
{
    char room[PROOF_PATH] = "";
    struct run run;
    snprintf(room, sizeof room, "%s", path);
    HF_CHECK(write(b->ask, room, sizeof room) == (ssize_t)sizeof room);
    HF_CHECK(read(b->told, &run, sizeof run) == (ssize_t)sizeof run);
    *mib = (double)run.kib / 1024;
    return run.seconds;
}

/* ---- begin and end ---- */

void bench_begin(struct proof_bench *b, const char *verifier, size_t memory)
{
    *b = (struct proof_bench){.verifier = verifier, .folder = "/tmp/holdfast-bench-proof-XXXXXX"};
    begin_runner(b);
    HF_CHECK(mkdtemp(b->folder) != NULL);
    hf_hasher_init(&b->hasher);
    hf_arena_init(&b->arena, malloc(memory), memory);
}

int bench_end(struct proof_bench *b)
{
    folder_drop(b);
    close(b->ask);
    close(b->told);
    hf_hasher_done(&b->hasher);
    free(b->arena.at);
    return b->missed && !judges("0") && !judges("never");
}
