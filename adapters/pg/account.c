/* SPDX-License-Identifier: Apache-2.0 */
/* Between fork and exec only what is safe after a fork in a threaded program is called. */
#include "pg/account.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const candidates[] = {"holdfast", "postgres", "nobody"};

/* Nothing of the caller's surroundings reaches the server: no PG* variable, no foreign locale. */
static const char *const plain_environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC", "HOME=/",
                                                NULL};

static void account_of(const struct passwd *entry, struct hf_account *out)
{
    out->uid = entry->pw_uid;
    out->gid = entry->pw_gid;
    snprintf(out->name, sizeof out->name, "%s", entry->pw_name);
}

void hf_account_name(uid_t uid, char name[64])
{
    const struct passwd *entry = getpwuid(uid);
    if (entry != NULL)
        snprintf(name, 64, "%s", entry->pw_name);
    else
        snprintf(name, 64, "#%u", (unsigned)uid);
}

static enum hf_rc by_uid(uid_t uid, struct hf_account *out, struct hf_err *err)
{
    const struct passwd *entry = getpwuid(uid);
    if (entry == NULL) {
        char number[64];
        hf_account_name(uid, number);
        return hf_fail(err, HF_WORD_pg_account_unnamed, HF_STR_NONE, hf_str_of(number), HF_STR_NONE);
    }
    account_of(entry, out);
    return HF_OK;
}

static enum hf_rc first_candidate(struct hf_account *out, struct hf_err *err)
{
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
        const struct passwd *entry = getpwnam(candidates[i]);
        if (entry != NULL && entry->pw_uid != 0) {
            account_of(entry, out);
            return HF_OK;
        }
    }
    return hf_fail(err, HF_WORD_pg_no_account, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

enum hf_rc hf_account_choose(uid_t owner, struct hf_account *out, struct hf_err *err)
{
    uid_t we = geteuid();
    if (we == 0)
        return owner != 0 ? by_uid(owner, out, err) : first_candidate(out, err);
    if (owner != we) {
        char name[64];
        hf_account_name(owner, name);
        return hf_fail(err, HF_WORD_pg_not_yours, HF_STR_NONE, hf_str_of(name), HF_STR_NONE);
    }
    return by_uid(we, out, err);
}

static bool may_pass(const struct hf_account *account, const struct stat *directory)
{
    if (directory->st_uid == account->uid)
        return (directory->st_mode & S_IXUSR) != 0;
    if (directory->st_gid == account->gid)
        return (directory->st_mode & S_IXGRP) != 0;
    return (directory->st_mode & S_IXOTH) != 0;
}

enum hf_rc hf_account_reach(const struct hf_account *account, const char *path, struct hf_err *err)
{
    struct hf_str whole = hf_str_of(path);
    for (size_t end = 1; end <= whole.len; end++) {
        char directory[1024];
        struct stat seen;
        if (end < whole.len && path[end] != '/')
            continue;
        snprintf(directory, sizeof directory, "%.*s", (int)end, path);
        if (stat(directory, &seen) != 0 || !may_pass(account, &seen))
            return hf_fail(err, HF_WORD_pg_path_closed, HF_STR_NONE, hf_str_of(directory),
                           hf_str_of(account->name));
    }
    return HF_OK;
}

/* In the child: take on the account, the outputs and the directory. */
static bool become(const struct hf_account *account, const char *directory, int out_fd)
{
    sigset_t none;
    sigemptyset(&none);
    if (sigprocmask(SIG_SETMASK, &none, NULL) != 0)
        return false;
    int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (in < 0 || dup2(in, 0) < 0 || dup2(out_fd, 1) < 0 || dup2(out_fd, 2) < 0)
        return false;
    if (geteuid() == 0 &&
        (setgroups(1, &account->gid) != 0 || setresgid(account->gid, account->gid, account->gid) != 0 ||
         setresuid(account->uid, account->uid, account->uid) != 0))
        return false;
    return chdir(directory) == 0;
}

/* execve wants pointers to changeable text and changes none. */
static void become_program(const char *const argv[])
{
    execve(argv[0], (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)plain_environment);
}

static int status_of(pid_t child)
{
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int hf_account_run(const struct hf_account *account, const char *const argv[], int out_fd)
{
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        if (become(account, "/", out_fd))
            become_program(argv);
        _exit(127);
    }
    return status_of(child);
}

/* The child: says so once it stands in the directory, then is the program. */
static _Noreturn void launch(const struct hf_account *account, const char *directory,
                             const char *const argv[], int out_fd, int tell_fd)
{
    if (setsid() >= 0 && become(account, directory, out_fd) && write(tell_fd, "", 1) == 1)
        become_program(argv);
    _exit(127);
}

pid_t hf_account_launch(const struct hf_account *account, const char *directory, const char *const argv[],
                        int out_fd)
{
    int told[2];
    char stands;
    if (pipe2(told, O_CLOEXEC) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0)
        launch(account, directory, argv, out_fd, told[1]);
    close(told[1]);
    ssize_t got = -1;
    while (child > 0 && (got = read(told[0], &stands, 1)) < 0 && errno == EINTR)
        continue;
    bool well = got == 1;
    close(told[0]);
    if (child > 0 && !well)
        status_of(child);
    return well ? child : -1;
}
