/* SPDX-License-Identifier: Apache-2.0 */
/* Two places are asked in turn; the first whose server has the wanted version wins. */
#include "pg/server.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "pg/account.h"

static const char debian_root[] = "/usr/lib/postgresql";

/* The first line that a program prints, without its line end. False when it fails. */
static bool first_line_of(const char *const argv[], char *line, size_t size)
{
    const struct hf_account ourselves = {.uid = geteuid(), .gid = getegid()};
    int said = memfd_create("said", MFD_CLOEXEC);
    if (said < 0)
        return false;
    bool well = hf_account_run(&ourselves, argv, said) == 0;
    ssize_t got = pread(said, line, size - 1, 0);
    close(said);
    line[got < 0 ? 0 : got] = '\0';
    line[strcspn(line, "\n")] = '\0';
    return well && got > 0;
}

/* FOLDER/PROGRAM, if it can be run. */
static bool program_in(const char *folder, const char *program, char path[HF_PG_PATH_MAX])
{
    return snprintf(path, HF_PG_PATH_MAX, "%s/%s", folder, program) < HF_PG_PATH_MAX &&
           access(path, X_OK) == 0;
}

/* "postgres (PostgreSQL) 15.20 (Debian ...)" gives 15; 0 when there is no such program. */
static int major_in(const char *bin)
{
    char program[HF_PG_PATH_MAX];
    char line[160];
    const char *const argv[] = {program, "--version", NULL};
    if (!program_in(bin, "postgres", program) || !first_line_of(argv, line, sizeof line))
        return 0;
    const char *number = strstr(line, ") ");
    return number == NULL ? 0 : (int)strtol(number + 2, NULL, 10);
}

/* Takes `bin` when it suits better than what was found before. */
static void consider(const char *bin, int version, int wanted, struct hf_server *best)
{
    bool suits = wanted != 0 ? version == wanted : version >= HF_PG_MAJOR_MIN && version > best->major;
    if (suits && strlen(bin) < sizeof best->bin) {
        best->major = version;
        memcpy(best->bin, bin, strlen(bin) + 1);
    }
}

static void look_in_debian(int wanted, struct hf_server *best)
{
    DIR *root = opendir(debian_root);
    if (root == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(root)) != NULL;) {
        char bin[HF_PG_PATH_MAX];
        char program[HF_PG_PATH_MAX];
        int version = (int)strtol(entry->d_name, NULL, 10);
        snprintf(bin, sizeof bin, "%s/%s/bin", debian_root, entry->d_name);
        if (version > 0 && program_in(bin, "postgres", program))
            consider(bin, version, wanted, best);
    }
    closedir(root);
}

/* In each folder of PATH: what its pg_config says, then the folder itself. */
static void look_in_path(int wanted, struct hf_server *best)
{
    struct hf_str rest = hf_str_of(getenv("PATH"));
    while (rest.len > 0) {
        struct hf_str part = hf_str_cut(&rest, ':');
        char folder[HF_PG_PATH_MAX];
        char program[HF_PG_PATH_MAX];
        char bin[HF_PG_PATH_MAX];
        const char *const argv[] = {program, "--bindir", NULL};
        if (part.len == 0 || part.len >= sizeof folder)
            continue;
        snprintf(folder, sizeof folder, "%.*s", HF_STR_ARG(part));
        if (program_in(folder, "pg_config", program) && first_line_of(argv, bin, sizeof bin))
            consider(bin, major_in(bin), wanted, best);
        consider(folder, major_in(folder), wanted, best);
    }
}

/* Looks once more for any version, so that the refusal names it. NOLINTBEGIN(misc-no-recursion) */
static enum hf_rc not_found(int wanted, struct hf_err *err)
{
    char number[16];
    char found[16] = "-";
    struct hf_server newest = {.major = 0};
    if (wanted == 0)
        return hf_fail(err, HF_WORD_pg_server_missing, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    if (hf_server_find(0, &newest, err) == HF_OK)
        snprintf(found, sizeof found, "%d", newest.major);
    snprintf(number, sizeof number, "%d", wanted);
    return hf_fail(err, HF_WORD_pg_other_major, HF_STR_NONE, hf_str_of(number), hf_str_of(found));
}

enum hf_rc hf_server_find(int major, struct hf_server *out, struct hf_err *err)
{
    static void (*const places[])(int, struct hf_server *) = {look_in_debian, look_in_path};
    struct hf_server best = {0};
    for (size_t i = 0; i < sizeof places / sizeof places[0] && best.major == 0; i++)
        places[i](major, &best);
    if (best.major == 0)
        return not_found(major, err);
    *out = best;
    return HF_OK;
}
/* NOLINTEND(misc-no-recursion) */
