/* SPDX-License-Identifier: Apache-2.0 */
/* Two locks: STATE/lock says who uses the server, STATE/pg/starting who is looking whether it runs. */
#include "pg/cluster.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pg/data.h"
#include "pg/postmaster.h"
#include "pg/scrub.h"

enum { START_PATIENCE_MS = 120000, START_STEP_MS = 5, START_TRIES = 200, START_AGAIN_MS = 100 };

/* Given on the command line, so that no edited file can open what must stay shut or log what must stay dark.
 */
static const char *const fixed_settings[] = {
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0777",
    "logging_collector=off",
    "log_destination=stderr",
    "log_error_verbosity=terse",
    "log_statement=none",
    "log_min_duration_statement=-1",
    "log_parameter_max_length_on_error=0",
};
static const char *const durable_settings[] = {"fsync=on", "full_page_writes=on", "synchronous_commit=on"};
static const char *const hasty_settings[] = {"fsync=off", "full_page_writes=off", "synchronous_commit=off"};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static int lock_file(const char *path, int how)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    while (fd >= 0 && flock(fd, how) != 0) {
        if (errno == EINTR)
            continue;
        int why = errno;
        close(fd);
        errno = why;
        return -1;
    }
    return fd;
}

static void state_path(const char *state, const char *name, char out[HF_PG_PATH_MAX])
{
    snprintf(out, HF_PG_PATH_MAX, "%s/%s", state, name);
}

/* A directory that the server's account can pass through when it is not ours. */
static enum hf_rc ensure_directory(const char *path, bool make, struct hf_err *err)
{
    struct stat seen;
    mode_t mode = geteuid() == 0 ? 0711 : 0700;
    if (make && mkdir(path, mode) != 0 && errno != EEXIST)
        return hf_data_fail(path, err);
    if (stat(path, &seen) != 0)
        return hf_fail(err, HF_WORD_pg_not_made, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
    if (geteuid() == 0 && seen.st_uid == 0 && (seen.st_mode & S_IXOTH) == 0 &&
        chmod(path, (seen.st_mode & 07777) | S_IXOTH) != 0)
        return hf_data_fail(path, err);
    return HF_OK;
}

/* STATE as an absolute path without links, since it is compared with where a process stands. */
static enum hf_rc find_state(const char *state, bool make, struct hf_cluster *out, struct hf_err *err)
{
    HF_TRY(ensure_directory(state, make, err));
    char *real = realpath(state, NULL);
    if (real == NULL)
        return hf_data_fail(state, err);
    size_t len = strlen(real);
    if (len < sizeof out->state) {
        memcpy(out->state, real, len + 1);
        snprintf(out->data, sizeof out->data, "%s/pg/data", out->state);
    }
    free(real);
    if (len >= sizeof out->state) {
        errno = ENAMETOOLONG;
        return hf_data_fail(state, err);
    }
    return HF_OK;
}

/* Whose cluster it is, and which programs read it. */
static enum hf_rc find_keeper(struct hf_cluster *cluster, bool make, struct hf_err *err)
{
    struct stat seen;
    int major = hf_data_major(cluster->data);
    if (stat(cluster->data, &seen) != 0) {
        if (!make)
            return hf_fail(err, HF_WORD_pg_not_made, HF_STR_NONE, hf_str_of(cluster->state), HF_STR_NONE);
        if (stat(cluster->state, &seen) != 0)
            return hf_data_fail(cluster->state, err);
        major = 0;
    }
    HF_TRY(hf_account_choose(seen.st_uid, &cluster->account, err));
    return hf_server_find(major, &cluster->server, err);
}

static bool is_directory_of(const char *path, uid_t uid)
{
    struct stat seen;
    return lstat(path, &seen) == 0 && S_ISDIR(seen.st_mode) && seen.st_uid == uid;
}

/* A short directory that only the account (and root) can enter: /run where we may write there, else /tmp. */
static enum hf_rc make_socket_directory(struct hf_cluster *cluster, struct hf_err *err)
{
    static const char *const places[] = {"/run/holdfast-XXXXXX", "/tmp/holdfast-XXXXXX"};
    for (size_t i = 0; i < COUNT(places); i++) {
        snprintf(cluster->socket, sizeof cluster->socket, "%s", places[i]);
        if (mkdtemp(cluster->socket) == NULL)
            continue;
        if (chown(cluster->socket, cluster->account.uid, cluster->account.gid) == 0)
            return HF_OK;
        rmdir(cluster->socket);
    }
    return hf_data_fail(places[COUNT(places) - 1], err);
}

static bool is_ours(const char *socket)
{
    return strstr(socket, "/holdfast-") != NULL;
}

/* The server takes its socket away itself; what was made for it goes too. */
static void remove_socket_directory(const char *socket)
{
    if (is_ours(socket))
        rmdir(socket);
}

static void remove_in(const char *directory, const char *name)
{
    char path[HF_PG_PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    unlink(path);
}

/* Where the last server's socket was: in STATE/pg/socket, for whoever was killed may have known it alone. */
static void recall_socket(struct hf_cluster *cluster)
{
    char path[HF_PG_PATH_MAX];
    hf_data_path(cluster, "socket", path);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t got = fd < 0 ? 0 : read(fd, cluster->socket, sizeof cluster->socket - 1);
    cluster->socket[got > 0 ? got : 0] = '\0';
    if (fd >= 0)
        close(fd);
}

/* Where it cannot be noted only this help is lost. */
static void note_socket(const struct hf_cluster *cluster)
{
    char path[HF_PG_PATH_MAX];
    hf_data_path(cluster, "socket", path);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return;
    if (write(fd, cluster->socket, strlen(cluster->socket)) < 0)
        unlink(path);
    close(fd);
}

/*
 * A server that died without order leaves its files. They name a process that may not be buried yet or may be
 * somebody else's by now, and the server would believe them; whether its sessions have ended it finds out
 * itself. Users who still hold the name of its socket keep it.
 */
static enum hf_rc settle_remains(struct hf_cluster *cluster, struct hf_err *err)
{
    remove_in(cluster->data, "postmaster.pid");
    if (cluster->socket[0] == '\0')
        recall_socket(cluster);
    if (!is_ours(cluster->socket) || !is_directory_of(cluster->socket, cluster->account.uid)) {
        HF_TRY(make_socket_directory(cluster, err));
        note_socket(cluster);
        return HF_OK;
    }
    remove_in(cluster->socket, ".s.PGSQL.5432");
    remove_in(cluster->socket, ".s.PGSQL.5432.lock");
    return HF_OK;
}

static size_t add_settings(const char *argv[], size_t at, const char *const table[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        argv[at++] = "-c";
        argv[at++] = table[i];
    }
    return at;
}

static enum hf_rc start_failed(const struct hf_cluster *cluster, struct hf_err *err)
{
    char line[200];
    char log[HF_PG_PATH_MAX];
    hf_data_complaint(cluster, line);
    state_path(cluster->state, "pg/log", log);
    return hf_fail(err, HF_WORD_pg_start_failed, HF_STR_NONE, hf_str_of(line), hf_str_of(log));
}

static pid_t launch(const struct hf_cluster *cluster)
{
    char program[HF_PG_PATH_MAX + 16];
    const char *argv[8 + 2 * (COUNT(fixed_settings) + COUNT(durable_settings))] = {
        program, "-D", cluster->data, "-k", cluster->socket};
    snprintf(program, sizeof program, "%s/postgres", cluster->server.bin);
    size_t count = add_settings(argv, 5, fixed_settings, COUNT(fixed_settings));
    add_settings(argv, count, cluster->hasty ? hasty_settings : durable_settings, COUNT(durable_settings));
    int log = hf_data_open_log(cluster);
    pid_t pid = log < 0 ? -1 : hf_account_launch(&cluster->account, cluster->data, argv, log);
    if (log >= 0)
        close(log);
    return pid;
}

static bool takes_connections(struct hf_cluster *cluster, pid_t pid)
{
    struct hf_postmaster seen;
    if (!hf_postmaster_read(cluster->data, &seen) || seen.pid != pid || !seen.ready)
        return false;
    snprintf(cluster->socket, sizeof cluster->socket, "%s", seen.socket);
    return true;
}

/* A server that somebody else started, or that runs already. */
static bool becomes_ready(struct hf_cluster *cluster, pid_t pid)
{
    for (int64_t waited = 0; waited < START_PATIENCE_MS; waited += START_STEP_MS) {
        if (takes_connections(cluster, pid))
            return true;
        if (!hf_postmaster_lives(cluster->data, pid))
            return false;
        hf_pause_ms(START_STEP_MS);
    }
    return false;
}

enum start { READY, ENDED, SLOW };

/*
 * One's own child is asked whether it runs, not where it stands: looking for its files it leaves its
 * directory for a moment.
 */
static enum start await_child(struct hf_cluster *cluster, pid_t pid)
{
    for (int64_t waited = 0; waited < START_PATIENCE_MS; waited += START_STEP_MS) {
        if (takes_connections(cluster, pid))
            return READY;
        if (waitpid(pid, NULL, WNOHANG) != 0)
            return ENDED;
        hf_pause_ms(START_STEP_MS);
    }
    return SLOW;
}

/*
 * After a server was killed its sessions need a moment to notice, one that was recovering finishes writing
 * first, and whoever was just starting another may have been killed with it. Until all that is over a new one
 * refuses to start beside them.
 */
static bool is_crowded(const struct hf_cluster *cluster, pid_t pid)
{
    char line[200];
    hf_data_last_words(cluster, pid, line);
    return line[0] == '\0' || strstr(line, "shared memory block") != NULL ||
           strstr(line, "lock file") != NULL;
}

/* One that was started by somebody who was killed before it was ready. */
static bool another_is_ready(struct hf_cluster *cluster)
{
    struct hf_postmaster seen;
    char ours[sizeof cluster->socket];
    snprintf(ours, sizeof ours, "%s", cluster->socket);
    if (!hf_postmaster_read(cluster->data, &seen) || !hf_postmaster_lives(cluster->data, seen.pid) ||
        !becomes_ready(cluster, seen.pid))
        return false;
    remove_socket_directory(ours); /* stays where the other uses it */
    return true;
}

static enum hf_rc started(const struct hf_cluster *cluster)
{
    char conninfo[HF_PG_CONNINFO_MAX];
    hf_cluster_conninfo(cluster, HF_PG_OWNER, "postgres", conninfo);
    hf_scrub_mend(conninfo);
    return HF_OK;
}

/* A start in a crowd is tried for some seconds. A slow one is left to the next command. */
static enum hf_rc start_server(struct hf_cluster *cluster, struct hf_err *err)
{
    HF_TRY(settle_remains(cluster, err));
    HF_TRY(hf_data_admit(cluster, err));
    for (int tries = START_TRIES; tries > 0; tries--) {
        pid_t pid = launch(cluster);
        enum start start = pid > 0 ? await_child(cluster, pid) : ENDED;
        if (start != ENDED)
            return start == READY ? started(cluster) : start_failed(cluster, err);
        if (!is_crowded(cluster, pid)) {
            remove_socket_directory(cluster->socket);
            break;
        }
        hf_pause_ms(START_AGAIN_MS);
        if (another_is_ready(cluster))
            return HF_OK;
    }
    return start_failed(cluster, err);
}

/* Called with STATE/pg/starting held. */
static enum hf_rc ensure_running(struct hf_cluster *cluster, bool make, struct hf_err *err)
{
    struct hf_postmaster seen;
    HF_TRY(find_keeper(cluster, make, err));
    HF_TRY(hf_account_reach(&cluster->account, cluster->state, err));
    if (hf_data_major(cluster->data) == 0)
        HF_TRY(hf_data_make(cluster, err));
    if (hf_postmaster_read(cluster->data, &seen) && hf_postmaster_lives(cluster->data, seen.pid)) {
        if (becomes_ready(cluster, seen.pid))
            return HF_OK;
        if (hf_postmaster_lives(cluster->data, seen.pid))
            return start_failed(cluster, err);
    } /* it died while it was waited for */
    return start_server(cluster, err);
}

enum hf_rc hf_cluster_revive(struct hf_cluster *cluster, struct hf_err *err)
{
    char path[HF_PG_PATH_MAX];
    state_path(cluster->state, "pg/starting", path);
    int starting = lock_file(path, LOCK_EX);
    if (starting < 0)
        return hf_data_fail(path, err);
    enum hf_rc rc = ensure_running(cluster, false, err);
    close(starting);
    return rc;
}

static enum hf_rc open_locked(struct hf_cluster *cluster, bool make, struct hf_err *err)
{
    char path[HF_PG_PATH_MAX];
    state_path(cluster->state, "pg", path);
    HF_TRY(ensure_directory(path, make, err));
    state_path(cluster->state, "pg/starting", path);
    int starting = lock_file(path, LOCK_EX);
    if (starting < 0)
        return hf_data_fail(path, err);
    enum hf_rc rc = ensure_running(cluster, make, err);
    close(starting);
    return rc;
}

enum hf_rc hf_cluster_open(const char *state, const struct hf_cluster_options *options,
                           struct hf_cluster *out, struct hf_err *err)
{
    char path[HF_PG_PATH_MAX];
    struct hf_cluster cluster = {.hasty = options->hasty, .lock_fd = -1};
    HF_TRY(find_state(state, options->make, &cluster, err));
    state_path(cluster.state, "lock", path);
    cluster.lock_fd = lock_file(path, LOCK_SH);
    if (cluster.lock_fd < 0)
        return hf_data_fail(path, err);
    enum hf_rc rc = open_locked(&cluster, options->make, err);
    if (rc != HF_OK)
        close(cluster.lock_fd);
    else
        *out = cluster;
    return rc;
}

static void stop_server(const char *data)
{
    struct hf_postmaster seen;
    if (!hf_postmaster_read(data, &seen) || !hf_postmaster_lives(data, seen.pid))
        return;
    hf_postmaster_stop(data, seen.pid);
    remove_socket_directory(seen.socket);
}

static bool is_there(const char *state, const char *name)
{
    char path[HF_PG_PATH_MAX];
    state_path(state, name, path);
    return access(path, F_OK) == 0;
}

void hf_cluster_close(struct hf_cluster *cluster)
{
    /* Turning it exclusive gives the shared lock up first: of several who end at once, one finds himself
     * alone. */
    if (flock(cluster->lock_fd, LOCK_EX | LOCK_NB) == 0 && !is_there(cluster->state, "pg/keep"))
        stop_server(cluster->data);
    close(cluster->lock_fd);
    cluster->lock_fd = -1;
}

enum hf_rc hf_cluster_keep(struct hf_cluster *cluster, struct hf_err *err)
{
    char path[HF_PG_PATH_MAX];
    state_path(cluster->state, "pg/keep", path);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return hf_data_fail(path, err);
    close(fd);
    return HF_OK;
}

enum hf_rc hf_cluster_stop(const char *state, struct hf_err *err)
{
    char path[HF_PG_PATH_MAX];
    struct hf_cluster cluster = {0};
    HF_TRY(find_state(state, false, &cluster, err));
    HF_TRY(find_keeper(&cluster, false, err));
    state_path(cluster.state, "pg/keep", path);
    if (unlink(path) != 0 && errno != ENOENT)
        return hf_data_fail(path, err);
    state_path(cluster.state, "lock", path);
    int fd = lock_file(path, LOCK_EX | LOCK_NB);
    if (fd < 0)
        return errno == EWOULDBLOCK ? hf_fail(err, HF_WORD_pg_in_use, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE)
                                    : hf_data_fail(path, err);
    stop_server(cluster.data);
    close(fd);
    return HF_OK;
}

void hf_cluster_look(const char *state, struct hf_cluster_status *out)
{
    struct hf_cluster cluster;
    struct hf_postmaster seen;
    struct hf_err unsaid;
    *out = (struct hf_cluster_status){0};
    if (find_state(state, false, &cluster, &unsaid) != HF_OK)
        return;
    out->major = hf_data_major(cluster.data);
    out->made = out->major != 0;
    out->kept = is_there(cluster.state, "pg/keep");
    out->running = hf_postmaster_read(cluster.data, &seen) && hf_postmaster_lives(cluster.data, seen.pid);
    if (out->running) {
        out->pid = seen.pid;
        snprintf(out->socket, sizeof out->socket, "%s", seen.socket);
    }
}

void hf_cluster_conninfo(const struct hf_cluster *cluster, const char *role, const char *database,
                         char out[HF_PG_CONNINFO_MAX])
{
    snprintf(out, HF_PG_CONNINFO_MAX,
             "host=%s port=5432 user=%s dbname=%s application_name=holdfast connect_timeout=10 "
             "client_encoding=UTF8",
             cluster->socket, role, database);
}
