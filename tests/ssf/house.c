/* SPDX-License-Identifier: Apache-2.0 */
#include "ssf/house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 32, SAID_MAX = 64 * 1024 };

static const char directory[] =
    "{\"authorities\":["
    "{\"name\":\"Sylvania\",\"kind\":\"state\",\"state\":\"XS\",\"channel\":\"poll\",\"calendar\":\"court\","
    "\"issuer\":\"https://sylvania.invalid\",\"source\":\"test\"},"
    "{\"name\":\"Freedonia\",\"kind\":\"state\",\"state\":\"XF\",\"channel\":\"push\",\"calendar\":\"court\","
    "\"source\":\"test\"}]}";

static const char *const names[2] = {"Sylvania", "Freedonia"};

#define DO(house, who, ...) house_do((house), (who), (const char *const[]){__VA_ARGS__, NULL})

void house_do(struct house *house, const char *who, const char *const words[])
{
    const char *all[WORDS_MAX + 3];
    size_t count = 0;
    while (words[count] != NULL && count < WORDS_MAX) {
        all[count] = words[count];
        count++;
    }
    all[count++] = "--json";
    all[count++] = "--as";
    all[count++] = who;
    all[count] = NULL;
    office_must(&house->office, all);
}

/* The messages stand before or behind the document, on lines of their own. */
const struct hf_json *house_said(struct house *house)
{
    static char text[SAID_MAX], path[128];
    static unsigned char block[16 << 20];
    static struct hf_json json;
    struct hf_arena arena;
    struct hf_err err;
    snprintf(path, sizeof path, "%s/said", house->office.room);
    FILE *file = fopen(path, "re");
    size_t len = file == NULL ? 0 : fread(text, 1, sizeof text - 1, file);
    if (file != NULL)
        fclose(file);
    for (struct hf_str rest = {text, len}; rest.len > 0;) {
        struct hf_str line = hf_str_cut(&rest, '\n');
        hf_arena_init(&arena, block, sizeof block);
        if ((hf_str_begins(line, HF_STR("{")) || hf_str_begins(line, HF_STR("["))) &&
            hf_json_read(line, &hf_json_file_limits, &arena, &json, &err) == HF_OK)
            return &json;
    }
    give_up("what a command said", "no JSON");
}

static void keep(char *out, size_t size, struct hf_str text)
{
    if (text.len == 0 || text.len >= size)
        give_up("a text of a command", "it is missing");
    memcpy(out, text.at, text.len);
    out[text.len] = '\0';
}

/* ---- people, directory, procedure ---- */

static void enrol(struct house *house, const char *name, const char *role)
{
    DO(house, "Ana Reyes", "user", "add", name, "--organ", "registry", "--role", role);
    DO(house, "Lou Meyer", "user", "confirm", name);
}

static void publish(struct house *house, const char *what, const char *file)
{
    DO(house, "Ana Reyes", what, "publish", file);
    DO(house, "Lou Meyer", what, "publish", file);
}

static void enter_authorities(struct house *house)
{
    char path[128];
    snprintf(path, sizeof path, "%s/directory.json", house->office.room);
    office_write(&house->office, "directory.json", directory);
    DO(house, "Ana Reyes", "directory", "import", path);
    for (size_t i = 0; i < 2; i++) {
        DO(house, "Lou Meyer", "directory", "confirm", names[i]);
        keep(house->authority[i], sizeof house->authority[i], hf_json_text(house_said(house), HF_STR("id")));
    }
}

static void enter_token(struct house *house, size_t authority, const char *scope, bool confirmed, char *out)
{
    char name[32];
    DO(house, "Ana Reyes", "token", "new", names[authority], "--scope", "poll", "--scope", scope);
    const struct hf_json *said = house_said(house);
    keep(out, HOUSE_TOKEN, hf_json_text(said, HF_STR("token")));
    keep(name, sizeof name, hf_json_text(said, HF_STR("name")));
    if (confirmed)
        DO(house, "Lou Meyer", "token", "confirm", names[authority], name);
}

static void enter_tokens(struct house *house)
{
    enter_token(house, 0, "streams", true, house->token[0]);
    enter_token(house, 1, "streams", true, house->token[1]);
    enter_token(house, 0, "poll", true, house->narrow);
    enter_token(house, 0, "streams", true, house->revoked);
    DO(house, "Lou Meyer", "token", "revoke", names[0], "credential/3");
    enter_token(house, 0, "streams", false, house->proposed);
}

void house_make(struct house *house, const char *program)
{
    static const char *const init[] = {"db", "init", "--quiet", NULL}, *const start[] = {"db", "start", NULL};
    static const char *const key[] = {"key",      "generate",           "--issuer", HOUSE_ISSUER,
                                      "--origin", "court.invalid/log1", NULL};
    static const char *const first[] = {"user", "add", "--first", "Ana Reyes", "--second", "Lou Meyer", NULL};
    *house = (struct house){.office = {.pid = 0}};
    office_make(&house->office, program);
    office_must(&house->office, init);
    office_must(&house->office, key);
    office_must(&house->office, init);
    office_must(&house->office, start);
    office_must(&house->office, first);
    enrol(house, "Ida Roth", "officer");
    enrol(house, "Eve Lind", "approver");
    enter_authorities(house);
    publish(house, "calendar", "config/calendars/court.json");
    publish(house, "workflow", "config/samples/small-procedure.json");
    enter_tokens(house);
}

/* ---- cases ---- */

void house_case(struct house *house, size_t authority, char reference[16])
{
    char addressee[48];
    snprintf(addressee, sizeof addressee, "addressee=%s", house->authority[authority]);
    DO(house, "Ida Roth", "case", "open", "small-procedure");
    keep(reference, 16, hf_json_text(house_said(house), HF_STR("case")));
    DO(house, "Ida Roth", "case", "act", reference, "draft", "--set", addressee, "--set",
       "purpose=protective measures");
}

void house_tell(struct house *house, const char *reference, const char *event)
{
    DO(house, "Eve Lind", "case", "act", reference, "request/1", event);
}
