/* SPDX-License-Identifier: Apache-2.0 */
/* Three places are asked in turn; the first whose server has the wanted version wins. */
#include "pg/server.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char debian_root[] = "/usr/lib/postgresql";

/* The first line a program prints, without its line end. False when it fails. */
static bool first_line_of(const char *command, char *line, int size)
{
    FILE *pipe = popen(command, "re");
    if (pipe == NULL)
        return false;
    bool read = fgets(line, size, pipe) != NULL;
    bool well = pclose(pipe) == 0;
    if (read)
        line[strcspn(line, "\n")] = '\0';
    return read && well;
}

/* "postgres (PostgreSQL) 15.20 (Debian ...)" gives 15; 0 when there is no such program. */
static int major_in(const char *bin)
{
    char command[HF_PG_PATH_MAX + 32];
    char line[160];
    if (strchr(bin, '\'') != NULL ||
        snprintf(command, sizeof command, "'%s/postgres' --version 2>/dev/null", bin) >= (int)sizeof command)
        return 0;
    if (!first_line_of(command, line, sizeof line))
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
        strcpy(best->bin, bin);
    }
}

static void look_in_debian(int wanted, struct hf_server *best)
{
    DIR *root = opendir(debian_root);
    if (root == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(root)) != NULL;) {
        char bin[HF_PG_PATH_MAX];
        char program[HF_PG_PATH_MAX + 16];
        int version = (int)strtol(entry->d_name, NULL, 10);
        snprintf(bin, sizeof bin, "%s/%s/bin", debian_root, entry->d_name);
        snprintf(program, sizeof program, "%s/postgres", bin);
        if (version > 0 && access(program, X_OK) == 0)
            consider(bin, version, wanted, best);
    }
    closedir(root);
}

static void look_by_pg_config(int wanted, struct hf_server *best)
{
    char bin[HF_PG_PATH_MAX];
    if (first_line_of("pg_config --bindir 2>/dev/null", bin, sizeof bin))
        consider(bin, major_in(bin), wanted, best);
}

static void look_in_path(int wanted, struct hf_server *best)
{
    struct hf_str rest = hf_str_of(getenv("PATH"));
    while (rest.len > 0) {
        struct hf_str folder = hf_str_cut(&rest, ':');
        char bin[HF_PG_PATH_MAX];
        if (folder.len > 0 && snprintf(bin, sizeof bin, "%.*s", HF_STR_ARG(folder)) < (int)sizeof bin)
            consider(bin, major_in(bin), wanted, best);
    }
}

static enum hf_rc not_found(int wanted, struct hf_err *err)
{
    char number[16];
    char found[16] = "-";
    struct hf_server newest;
    if (wanted == 0)
        return hf_fail(err, HF_WORD_pg_server_missing, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    if (hf_server_find(0, &newest, err) == HF_OK)
        snprintf(found, sizeof found, "%d", newest.major);
    snprintf(number, sizeof number, "%d", wanted);
    return hf_fail(err, HF_WORD_pg_other_major, HF_STR_NONE, hf_str_of(number), hf_str_of(found));
}

enum hf_rc hf_server_find(int major, struct hf_server *out, struct hf_err *err)
{
    static void (*const places[])(int, struct hf_server *) = {look_in_debian, look_by_pg_config,
                                                              look_in_path};
    struct hf_server best = {0};
    for (size_t i = 0; i < sizeof places / sizeof places[0] && best.major == 0; i++)
        places[i](major, &best);
    if (best.major == 0)
        return not_found(major, err);
    *out = best;
    return HF_OK;
}
