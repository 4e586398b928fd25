/* SPDX-License-Identifier: Apache-2.0 */
#include "host/state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define SYSTEM_STATE "/var/lib/holdfast"

enum hf_rc hf_host_fail(const char *path, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_host_file, HF_STR_NONE, hf_str_of(path), hf_str_of(strerrordesc_np(errno)));
}

static enum hf_rc join(const char *head, const char *tail, char out[HF_STATE_PATH_MAX], struct hf_err *err)
{
    int len = snprintf(out, HF_STATE_PATH_MAX, "%s%s", head, tail);
    if (len < 0 || len >= HF_STATE_PATH_MAX)
        return hf_fail(err, HF_WORD_too_large, HF_STR_NONE, hf_str_of(head), HF_STR("512"));
    return HF_OK;
}

/* A path as it was given, from the root. */
static enum hf_rc absolute(struct hf_str named, char out[HF_STATE_PATH_MAX], struct hf_err *err)
{
    char here[HF_STATE_PATH_MAX] = "";
    if (named.at[0] != '/' && getcwd(here, sizeof here) == NULL)
        return hf_host_fail(".", err);
    int len =
        snprintf(out, HF_STATE_PATH_MAX, "%s%s%.*s", here, here[0] != '\0' ? "/" : "", HF_STR_ARG(named));
    if (len < 0 || len >= HF_STATE_PATH_MAX)
        return hf_fail(err, HF_WORD_too_large, HF_STR_NONE, named, HF_STR("512"));
    return HF_OK;
}

enum hf_rc hf_state_find(struct hf_str named, char out[HF_STATE_PATH_MAX], struct hf_err *err)
{
    const char *xdg = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    if (named.len > 0)
        return absolute(named, out, err);
    if (access(SYSTEM_STATE, F_OK) == 0)
        return join(SYSTEM_STATE, "", out, err);
    if (xdg != NULL && xdg[0] == '/')
        return join(xdg, "/holdfast", out, err);
    if (home != NULL && home[0] == '/')
        return join(home, "/.local/state/holdfast", out, err);
    return hf_fail(err, HF_WORD_state_nowhere, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static bool make_one(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

enum hf_rc hf_state_make(const char *state, struct hf_err *err)
{
    char path[HF_STATE_PATH_MAX];
    HF_TRY(join(state, "", path, err));
    for (char *at = strchr(path + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
        *at = '\0';
        if (!make_one(path))
            return hf_host_fail(path, err);
        *at = '/';
    }
    if (!make_one(path))
        return hf_host_fail(path, err);
    return hf_state_check(state, err);
}

enum hf_rc hf_state_check(const char *state, struct hf_err *err)
{
    struct stat found;
    if (stat(state, &found) == 0 && S_ISDIR(found.st_mode))
        return HF_OK;
    return hf_fail(err, HF_WORD_state_missing, HF_STR_NONE, hf_str_of(state), HF_STR_NONE);
}

bool hf_state_is_demo(const char *state)
{
    char path[HF_STATE_PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/demo", state);
    return access(path, F_OK) == 0;
}

static bool is_empty(const char *state)
{
    DIR *directory = opendir(state);
    size_t count = 0;
    if (directory == NULL)
        return false;
    while (readdir(directory) != NULL)
        count++;
    closedir(directory);
    return count == 2; /* itself and what it is in */
}

enum hf_rc hf_state_mark_demo(const char *state, struct hf_err *err)
{
    if (hf_state_is_demo(state))
        return HF_OK;
    HF_TRY(hf_state_check(state, err));
    if (!is_empty(state))
        return hf_fail(err, HF_WORD_state_not_fresh, HF_STR_NONE, hf_str_of(state), HF_STR_NONE);
    return hf_state_write(state, "demo", HF_STR("made by holdfast demo\n"), err);
}

enum hf_rc hf_state_write(const char *state, const char *name, struct hf_str text, struct hf_err *err)
{
    char path[HF_STATE_PATH_MAX + 64], fresh[HF_STATE_PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/%s", state, name);
    snprintf(fresh, sizeof fresh, "%s/.new.XXXXXX", state);
    int fd = mkostemp(fresh, O_CLOEXEC);
    if (fd < 0)
        return hf_host_fail(path, err);
    bool well =
        write(fd, text.at, text.len) == (ssize_t)text.len && fsync(fd) == 0 && rename(fresh, path) == 0;
    enum hf_rc rc = well ? HF_OK : hf_host_fail(path, err);
    close(fd);
    if (!well)
        unlink(fresh);
    return rc;
}
