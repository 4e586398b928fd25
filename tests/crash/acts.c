/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crash_acts FILE KEY COUNT: a second office, whose directory has the sender with this key, takes the notices
 * of FILE as a receiver kept them, a line each, those that came again too. So many of them lead to an act,
 * which is a receipt signed in their thread; what comes again is answered as before and leads to nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sim/world.h"

enum { LINE = 1 << 16, FILES_MAX = 1 << 16 };

static struct hf_id file[FILES_MAX]; /* that were opened, one for each thread */
static size_t files, done, repeated;

static _Noreturn void give_up(const char *what, const char *line)
{
    fprintf(stderr, "not so: %s: %.60s\n", what, line);
    exit(1);
}

static void enrol_sender(struct world *w, const char *key)
{
    char payload[600];
    struct hf_request request;
    snprintf(payload, sizeof payload,
             "{'name':'Fictional Court','kind':'court','party':true,'languages':['en'],"
             "'language_rule':'one_of','channel':'push','calendar':'court',"
             "'endpoint':'https://court.example/sets','issuer':'https://court.example','key':'%.43s'}",
             key);
    request = world_request(w, &w->officer, "administrator", NULL, "authority", "authority.propose", payload);
    request.command.name = HF_STR("FC");
    if (world_serve(w, 0, &request) != HF_DONE)
        give_up("the sender is entered", hf_err_code(w->response.err).at);
    struct hf_id authority = w->response.file;
    world_do(w, &w->approver, "administrator", &authority, "authority", "authority.confirm", NULL);
}

static void remember(const struct hf_id *opened)
{
    for (size_t i = files; i-- > 0;)
        if (hf_id_eq(&file[i], opened))
            return;
    if (files == FILES_MAX)
        give_up("so many threads", "");
    file[files++] = *opened;
}

static void take(struct world *w, const char *line)
{
    struct hf_request request = {.kind = HF_REQUEST_TOKEN, .token = hf_str_of(line)};
    enum hf_outcome outcome = world_serve(w, 0, &request);
    if (outcome != HF_DONE && outcome != HF_REPEATED)
        give_up("a notice is taken", hf_err_code(w->response.err).at);
    repeated += outcome == HF_REPEATED;
    done += outcome == HF_DONE;
    if (outcome == HF_DONE)
        remember(&w->response.file);
    world_reset(w);
}

static size_t receipts(struct world *w)
{
    size_t count = 0;
    for (size_t i = 0; i < files; i++)
        count += world_notices(w, &file[i]);
    return count;
}

static void take_all(struct world *w, const char *path)
{
    static char line[LINE];
    FILE *kept = fopen(path, "re");
    if (kept == NULL)
        give_up("the file is there", path);
    while (fgets(line, sizeof line, kept) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        take(w, line);
    }
    fclose(kept);
}

int main(int argc, char *argv[])
{
    static struct world w;
    if (argc != 4 || strlen(argv[2]) != 43) {
        fputs("crash_acts FILE KEY COUNT\n", stderr);
        return 2;
    }
    size_t wanted = strtoul(argv[3], NULL, 10);
    world_make(&w, 1, 1);
    w.keys.issuer = "https://focal.example"; /* to whom they are addressed: bench/authority.h */
    world_found(&w);
    enrol_sender(&w, argv[2]);
    w.clock.now_ms = (int64_t)time(NULL) * 1000;
    take_all(&w, argv[1]);
    size_t acts = receipts(&w);
    if (done != wanted || acts != wanted)
        give_up("each notice leads to one act", argv[3]);
    printf("%zu acts in %zu threads of another office, %zu that came again led to none\n", acts, files,
           repeated);
    world_free(&w);
    return 0;
}
