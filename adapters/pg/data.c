/* SPDX-License-Identifier: Apache-2.0 */
/* initdb works in data.new, so that an interrupted one leaves nothing that looks like a cluster. */
#include "pg/data.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pg/roles.h"

static const char settings[] =
    "\n# Holdfast: first values; change them as the machine allows.\n"
    "timezone = 'UTC'\n"
    "log_timezone = 'UTC'\n"
    "jit = off\n"
    "max_connections = 50\n"
    "shared_buffers = 256MB\n"
    /* What a large batch wrote is mostly on the disk before its commit waits for it. */
    "wal_writer_delay = 5ms\n"
    "wal_writer_flush_after = 128kB\n"
    /* Files of the log are used again: to make one takes the disk 10 ms or more, while commits wait. */
    "min_wal_size = 1GB\n"
    "max_wal_size = 2GB\n";

enum hf_rc hf_data_fail(const char *path, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_pg_file, HF_STR_NONE, hf_str_of(path), hf_str_of(strerror(errno)));
}

void hf_data_path(const struct hf_cluster *cluster, const char *name, char out[HF_PG_PATH_MAX])
{
    snprintf(out, HF_PG_PATH_MAX, "%s/pg/%s", cluster->state, name);
}

int hf_data_major(const char *data)
{
    char path[HF_PG_PATH_MAX];
    char text[16];
    snprintf(path, sizeof path, "%s/PG_VERSION", data);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t got = read(fd, text, sizeof text - 1);
    close(fd);
    text[got < 0 ? 0 : got] = '\0';
    return (int)strtol(text, NULL, 10);
}

static int remove_one(const char *path, const struct stat *seen, int kind, struct FTW *where)
{
    (void)seen, (void)kind, (void)where;
    return remove(path);
}

/* An empty directory that belongs to the server's account; what an interrupted try left is cleared away. */
static enum hf_rc fresh_directory(const struct hf_cluster *cluster, const char *path, struct hf_err *err)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    if (mkdir(path, 0700) != 0 || chown(path, cluster->account.uid, cluster->account.gid) != 0)
        return hf_data_fail(path, err);
    return HF_OK;
}

static bool write_all(int fd, const char *text, size_t len)
{
    while (len > 0) {
        ssize_t put = write(fd, text, len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        text += put;
        len -= (size_t)put;
    }
    return true;
}

/* Writes a file of the data directory as the server's account would have. `flags` besides O_WRONLY. */
static enum hf_rc put_file(const struct hf_cluster *cluster, const char *path, int flags, struct hf_str text,
                           struct hf_err *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
    if (fd < 0)
        return hf_data_fail(path, err);
    bool well = fchown(fd, cluster->account.uid, cluster->account.gid) == 0 &&
                write_all(fd, text.at, text.len) && (cluster->hasty || fsync(fd) == 0);
    enum hf_rc rc = well ? HF_OK : hf_data_fail(path, err);
    close(fd);
    return rc;
}

/* Replaces a file whole: a crash leaves the old one or the new one. */
static enum hf_rc replace_file(const struct hf_cluster *cluster, const char *name, struct hf_str text,
                               struct hf_err *err)
{
    char path[HF_PG_PATH_MAX];
    char fresh[HF_PG_PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", cluster->data, name);
    snprintf(fresh, sizeof fresh, "%s/%s.new", cluster->data, name);
    /* Never through a name that the server's account, whose directory it is, may have laid there. */
    if (unlink(fresh) != 0 && errno != ENOENT)
        return hf_data_fail(fresh, err);
    HF_TRY(put_file(cluster, fresh, O_CREAT | O_EXCL, text, err));
    return rename(fresh, path) == 0 ? HF_OK : hf_data_fail(path, err);
}

int hf_data_open_log(const struct hf_cluster *cluster)
{
    char path[HF_PG_PATH_MAX];
    hf_data_path(cluster, "log", path);
    return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static enum hf_rc run_initdb(const struct hf_cluster *cluster, const char *directory, struct hf_err *err)
{
    char program[HF_PG_PATH_MAX + 16];
    char line[200];
    snprintf(program, sizeof program, "%s/initdb", cluster->server.bin);
    const char *argv[] = {program,
                          "-D",
                          directory,
                          "--username=" HF_PG_OWNER,
                          "--auth=peer",
                          "--encoding=UTF8",
                          "--locale=C.UTF-8",
                          "--data-checksums",
                          cluster->hasty ? "--no-sync" : NULL,
                          NULL};
    int log = hf_data_open_log(cluster);
    int status = log < 0 ? -1 : hf_account_run(&cluster->account, argv, log);
    if (log >= 0)
        close(log);
    if (status == 0)
        return HF_OK;
    hf_data_complaint(cluster, line);
    return hf_fail(err, HF_WORD_pg_initdb_failed, HF_STR_NONE, hf_str_of(line), HF_STR_NONE);
}

/* The new name is on the disk before anything is committed under it: a cluster found as data.new is cleared
 * away. */
static enum hf_rc sync_parent(const struct hf_cluster *cluster, struct hf_err *err)
{
    char path[HF_PG_PATH_MAX];
    snprintf(path, sizeof path, "%s/pg", cluster->state);
    if (cluster->hasty)
        return HF_OK;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum hf_rc rc = fd >= 0 && fsync(fd) == 0 ? HF_OK : hf_data_fail(path, err);
    if (fd >= 0)
        close(fd);
    return rc;
}

enum hf_rc hf_data_make(const struct hf_cluster *cluster, struct hf_err *err)
{
    char fresh[HF_PG_PATH_MAX];
    char conf[HF_PG_PATH_MAX + 32];
    hf_data_path(cluster, "data.new", fresh);
    snprintf(conf, sizeof conf, "%s/postgresql.conf", fresh);
    HF_TRY(fresh_directory(cluster, fresh, err));
    HF_TRY(hf_account_reach(&cluster->account, fresh, err));
    HF_TRY(run_initdb(cluster, fresh, err));
    HF_TRY(put_file(cluster, conf, O_APPEND, hf_str_of(settings), err));
    if (rename(fresh, cluster->data) != 0)
        return hf_data_fail(cluster->data, err);
    return sync_parent(cluster, err);
}

/* One account may be every role: one line each, since before version 16 pg_ident knows no "all". */
static void admit_account(struct hf_buf *out, const char *name)
{
    for (size_t i = 0; i < hf_roles_count; i++) {
        hf_buf_put(out, HF_STR("holdfast \""));
        hf_buf_put(out, hf_str_of(name));
        hf_buf_put(out, HF_STR("\" "));
        hf_buf_put(out, hf_str_of(hf_roles[i]));
        hf_buf_put_char(out, '\n');
    }
}

static uid_t owner_of(const char *path)
{
    struct stat seen;
    return stat(path, &seen) == 0 ? seen.st_uid : 0;
}

enum hf_rc hf_data_admit(const struct hf_cluster *cluster, struct hf_err *err)
{
    char text[8192];
    char name[64];
    struct hf_buf ident = HF_BUF(text);
    uid_t owner = owner_of(cluster->state);
    admit_account(&ident, "root");
    if (owner != 0) {
        hf_account_name(owner, name);
        admit_account(&ident, name);
    }
    if (cluster->account.uid != owner)
        admit_account(&ident, cluster->account.name);
    HF_TRY(replace_file(cluster, "pg_ident.conf", hf_buf_str(&ident), err));
    return replace_file(cluster, "pg_hba.conf",
                        HF_STR("local all all peer map=holdfast\nlocal replication all peer map=holdfast\n"),
                        err);
}

/* The last line that has the mark, from the mark on. */
static struct hf_str last_of(struct hf_str text, const char *mark)
{
    struct hf_str found = HF_STR_NONE;
    while (text.len > 0) {
        struct hf_str line = hf_str_trim(hf_str_cut(&text, '\n'));
        while (line.len > 0 && !hf_str_begins(line, hf_str_of(mark)))
            line = hf_str_part(line, 1, line.len);
        if (line.len > 0)
            found = line;
    }
    return found;
}

static struct hf_str read_tail(const struct hf_cluster *cluster, char *tail, size_t room)
{
    char path[HF_PG_PATH_MAX];
    hf_data_path(cluster, "log", path);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return HF_STR_NONE;
    off_t size = lseek(fd, 0, SEEK_END);
    ssize_t got = pread(fd, tail, room, size > (off_t)room ? size - (off_t)room : 0);
    close(fd);
    return (struct hf_str){tail, got > 0 ? (size_t)got : 0};
}

void hf_data_complaint(const struct hf_cluster *cluster, char line[200])
{
    static const char *const marks[] = {"FATAL:", "error:", "could not", ""};
    char room[2048];
    struct hf_str tail = read_tail(cluster, room, sizeof room), found = HF_STR_NONE;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0] && found.len == 0; i++)
        found = last_of(tail, marks[i]);
    snprintf(line, 200, "%.*s", HF_STR_ARG(found));
}

void hf_data_last_words(const struct hf_cluster *cluster, pid_t pid, char line[200])
{
    char room[8192], mark[32];
    snprintf(mark, sizeof mark, "[%ld] FATAL:", (long)pid);
    snprintf(line, 200, "%.*s", HF_STR_ARG(last_of(read_tail(cluster, room, sizeof room), mark)));
}
