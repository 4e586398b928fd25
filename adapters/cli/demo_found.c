/* SPDX-License-Identifier: Apache-2.0 */
/* From an empty directory to an office at work: what an operator does once, in the order of the manual. */
#include <stdio.h>
#include <sys/stat.h>

#include "cli/demo.h"
#include "cli/file.h"

enum {
    START_MS = 30000,
    STOP_MS = 15000,
    LINE_MAX = 1500,
    CALENDARS_LINE_MAX = 64 * 1024,
    LOG_MAX = 64 * 1024
};

const struct hf_str hf_demo_founders[2] = {HF_STR_INIT("Ines Dahl"), HF_STR_INIT("Karl Vane")};

static const struct {
    const char *folder, *issuer, *answers;
} focal_points[HF_DEMO_FOCAL] = {
    {"sylvania", "https://sylvania.invalid", "config/samples/sylvania.answers.json"},
    {"freedonia", "https://freedonia.invalid", NULL},
};

/* ---- database, keys, people ---- */

static enum hf_rc found_books(struct hf_demo *demo, struct hf_err *err)
{
    char words[LINE_MAX];
    struct hf_str out;
    (void)snprintf(words, sizeof(words), "key|generate|--issuer|%.*s|--origin|court.invalid/demo",
                   HF_STR_ARG(demo->issuer));
    hf_demo_step(demo, HF_SAY_demo_keys, HF_STR_NONE);
    HF_TRY(hf_demo_do(demo, words, &out, err));
    hf_demo_step(demo, HF_SAY_demo_database, HF_STR_NONE);
    HF_TRY(hf_demo_do(demo, "db|init", &out, err));
    hf_demo_step(demo, HF_SAY_demo_founders, HF_STR_NONE);
    (void)snprintf(words, sizeof(words), "user|add|--first|%.*s|--second|%.*s|--organ|registry",
                   HF_STR_ARG(hf_demo_founders[0]), HF_STR_ARG(hf_demo_founders[1]));
    return hf_demo_do(demo, words, &out, err);
}

static enum hf_rc publish(struct hf_demo *demo, struct hf_err *err)
{
    const char *path = hf_demo_path(demo, demo->root, "workflows/icc-asset-recovery.json");
    hf_demo_step(demo, HF_SAY_demo_workflow, HF_STR_NONE);
    for (int i = 0; i < 2; i++) {
        char words[LINE_MAX];
        struct hf_str out;
        (void)snprintf(words, sizeof(words), "workflow|publish|%s|--as|%.*s", path,
                       HF_STR_ARG(hf_demo_founders[i]));
        HF_TRY(hf_demo_do(demo, words, &out, err));
    }
    return HF_OK;
}

/* The Court's own, and those of States: the dates of the story are counted by them. */
static enum hf_rc publish_calendars(struct hf_demo *demo, struct hf_err *err)
{
    static const char *const names[] = {"court", "be", "ch", "de", "es", "eu", "fr", "gb", "it", "lu", "nl"};
    hf_demo_step(demo, HF_SAY_demo_calendars, HF_STR_NONE);
    for (int i = 0; i < 2; i++) {
        char *words = HF_NEW(demo->arena, char, CALENDARS_LINE_MAX), name[40];
        struct hf_str out;
        size_t len = (size_t)snprintf(words, CALENDARS_LINE_MAX, "calendar|publish");
        for (size_t k = 0; k < sizeof(names) / sizeof(names[0]) && len < CALENDARS_LINE_MAX; k++) {
            (void)snprintf(name, sizeof(name), "config/calendars/%s.json", names[k]);
            len += (size_t)snprintf(words + len, CALENDARS_LINE_MAX - len, "|%s",
                                    hf_demo_path(demo, demo->root, name));
        }
        if (len < CALENDARS_LINE_MAX)
            len += (size_t)snprintf(words + len, CALENDARS_LINE_MAX - len, "|--as|%.*s",
                                    HF_STR_ARG(hf_demo_founders[i]));
        if (len >= CALENDARS_LINE_MAX)
            return hf_fail(err, HF_WORD_demo_root, HF_STR_NONE, hf_str_of(demo->root), HF_STR_NONE);
        HF_TRY(hf_demo_do(demo, words, &out, err));
    }
    return HF_OK;
}

/* ---- the network ---- */

static enum hf_rc make_certificate(struct hf_demo *demo, struct hf_err *err)
{
    const char *key = hf_demo_path(demo, demo->folder, "key.pem"),
               *cert = hf_demo_path(demo, demo->folder, "cert.pem");
    const char *const argv[] = {"openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "ec",
                                "-pkeyopt",
                                "ec_paramgen_curve:prime256v1",
                                "-nodes",
                                "-days",
                                "365",
                                "-subj",
                                "/CN=holdfast-demo",
                                "-addext",
                                "subjectAltName=IP:127.0.0.1",
                                "-keyout",
                                key,
                                "-out",
                                cert,
                                NULL};
    struct hf_ran ran;
    HF_TRY(hf_child_run(argv, START_MS, demo->arena, &ran, err));
    if (ran.code == 0)
        return HF_OK;
    hf_fail(err, HF_WORD_demo_failed, HF_STR_NONE, HF_STR("openssl"), HF_STR_NONE);
    hf_err_detail(err, ran.messages, ran.messages);
    return hf_err_rc(err);
}

/* The port that is told to people, or any that is free; it is held until the server takes it. */
static enum hf_rc find_port(struct hf_demo *demo, struct hf_err *err)
{
    bool usual = !hf_cli_has(demo->cli, HF_STR("headless"));
    char *issuer = HF_NEW(demo->arena, char, 64);
    if (!usual || hf_listen_open(HF_STR("127.0.0.1:8420"), &demo->port, err) != HF_OK)
        HF_TRY(hf_listen_open(HF_STR("127.0.0.1:0"), &demo->port, err));
    (void)snprintf(issuer, 64, "https://127.0.0.1:%u", (unsigned)demo->port.port);
    demo->issuer = hf_str_of(issuer);
    return HF_OK;
}

/* A process that did not come up: what it said itself is the best explanation. */
static enum hf_rc not_up(struct hf_demo *demo, const char *log, enum hf_rc rc, struct hf_err *err)
{
    struct hf_str said;
    struct hf_err unread;
    if (rc == HF_OK || err->word != HF_WORD_child_ended)
        return rc;
    hf_fail(err, HF_WORD_child_ended, HF_STR_NONE, hf_str_of(log), HF_STR_NONE);
    if (hf_file_read(hf_str_of(log), LOG_MAX, demo->arena, &said, &unread) == HF_OK)
        hf_err_detail(err, said, said);
    return rc;
}

static enum hf_rc start_focal(struct hf_demo *demo, int i, struct hf_json *introduced, struct hf_err *err)
{
    const char *key = hf_demo_path(demo, demo->folder, "key.pem"),
               *cert = hf_demo_path(demo, demo->folder, "cert.pem"),
               *log = hf_demo_path(demo, demo->folder, i == 0 ? "sylvania.log" : "freedonia.log"),
               *answers = focal_points[i].answers;
    const char *argv[24] = {"holdfast",
                            "receive",
                            hf_demo_path(demo, demo->folder, focal_points[i].folder),
                            "--issuer",
                            focal_points[i].issuer,
                            "--court",
                            demo->issuer.at,
                            "--ca",
                            cert,
                            "--tls-cert",
                            cert,
                            "--tls-key",
                            key,
                            "--clock",
                            demo->state,
                            "--json"};
    struct hf_str line;
    if (answers != NULL) {
        argv[16] = "--answers";
        argv[17] = hf_demo_path(demo, demo->root, answers);
    }
    HF_TRY(hf_child_start(argv, log, &demo->focal[i], err));
    HF_TRY(not_up(demo, log, hf_child_line(&demo->focal[i], START_MS, demo->arena, &line, err), err));
    return hf_json_read(line, &hf_json_payload_limits, demo->arena, introduced, err);
}

static enum hf_rc start_server(struct hf_demo *demo, struct hf_err *err)
{
    const char *key = hf_demo_path(demo, demo->folder, "key.pem"),
               *cert = hf_demo_path(demo, demo->folder, "cert.pem"),
               *log = hf_demo_path(demo, demo->folder, "serve.log");
    const char *const argv[] = {
        "holdfast", "serve", "--listen", demo->issuer.at + 8, "--tls-cert",  cert,     "--tls-key",
        key,        "--ca",  cert,       "--allow",           "127.0.0.0/8", "--json", NULL};
    struct hf_str line;
    hf_demo_step(demo, HF_SAY_demo_serve, demo->issuer);
    hf_listen_close(&demo->port);
    HF_TRY(hf_child_start(argv, log, &demo->serve, err));
    return not_up(demo, log, hf_child_line(&demo->serve, START_MS, demo->arena, &line, err), err);
}

/* ---- the directory ---- */

/* The entry with what the focal point says of itself in place of the sample's. */
static struct hf_json with_real(struct hf_demo *demo, const struct hf_json *entry, const struct hf_json *real)
{
    static const struct hf_str replaced[][2] = {
        {HF_STR_INIT("endpoint"), HF_STR_INIT("endpoint")},
        {HF_STR_INIT("deputy_endpoint"), HF_STR_INIT("endpoint")},
        {HF_STR_INIT("key"), HF_STR_INIT("key")},
        {HF_STR_INIT("key_id"), HF_STR_INIT("key_id")},
    };
    struct hf_json_maker made = hf_json_make(demo->arena);
    for (size_t i = 0; i < entry->is.object.count; i++) {
        const struct hf_member *member = &entry->is.object.member[i];
        bool kept = true;
        for (size_t k = 0; k < sizeof(replaced) / sizeof(replaced[0]); k++)
            kept = kept && !hf_str_eq(member->name, replaced[k][0]);
        if (kept)
            hf_json_add(&made, member->name, member->value);
    }
    for (size_t k = 0; k < sizeof(replaced) / sizeof(replaced[0]); k++)
        hf_json_add(&made, replaced[k][0], hf_json_of_text(hf_json_text(real, replaced[k][1])));
    return hf_json_object(&made);
}

static enum hf_rc confirm(struct hf_demo *demo, const struct hf_json *entries, struct hf_err *err)
{
    for (size_t i = 0; i < entries->is.list.count; i++) {
        char words[LINE_MAX];
        struct hf_str out, name = hf_json_text(&entries->is.list.item[i], HF_STR("name"));
        (void)snprintf(words, sizeof(words), "directory|confirm|%.*s|--as|%.*s", HF_STR_ARG(name),
                       HF_STR_ARG(hf_demo_founders[1]));
        HF_TRY(hf_demo_do(demo, words, &out, err));
    }
    return HF_OK;
}

static enum hf_rc import_directory(struct hf_demo *demo, const struct hf_json real[HF_DEMO_FOCAL],
                                   struct hf_err *err)
{
    const char *path = hf_demo_path(demo, demo->folder, "directory.json");
    struct hf_json_maker entries = hf_json_make(demo->arena), made = hf_json_make(demo->arena);
    struct hf_buf written = hf_buf_in(demo->arena, 8192);
    struct hf_json sample;
    struct hf_str text;
    char words[LINE_MAX];
    HF_TRY(hf_file_read(hf_str_of(hf_demo_path(demo, demo->root, "config/samples/directory.json")), 1 << 20,
                        demo->arena, &text, err));
    HF_TRY(hf_json_read(text, &hf_json_file_limits, demo->arena, &sample, err));
    const struct hf_json *list = HF_JSON_GET(&sample, "authorities");
    for (size_t i = 0; list != NULL && i < list->is.list.count; i++) {
        struct hf_json entry = list->is.list.item[i];
        for (int k = 0; k < HF_DEMO_FOCAL; k++)
            if (hf_str_eq(hf_json_text(&entry, HF_STR("issuer")), hf_str_of(focal_points[k].issuer)))
                entry = with_real(demo, &entry, &real[k]);
        hf_json_add(&entries, HF_STR_NONE, entry);
    }
    struct hf_json all = hf_json_list(&entries);
    hf_json_add(&made, HF_STR("authorities"), all);
    struct hf_json whole = hf_json_object(&made);
    hf_json_write(&written, &whole);
    HF_TRY(hf_demo_write(path, hf_buf_str(&written), err));
    (void)snprintf(words, sizeof(words), "directory|import|%s|--as|%.*s", path,
                   HF_STR_ARG(hf_demo_founders[0]));
    HF_TRY(hf_demo_do(demo, words, &text, err));
    return confirm(demo, &all, err);
}

/* ---- the whole ---- */

/* Names by which the story calls the authorities. */
static enum hf_rc learn_authorities(struct hf_demo *demo, struct hf_err *err)
{
    struct hf_str out;
    struct hf_json list;
    HF_TRY(hf_demo_do(demo, "directory|list", &out, err));
    HF_TRY(hf_json_read(out, &hf_json_file_limits, demo->arena, &list, err));
    for (size_t i = 0; i < list.is.list.count && demo->names < HF_DEMO_NAMES; i++)
        demo->name[demo->names++] =
            (struct hf_demo_name){.name = hf_json_text(&list.is.list.item[i], HF_STR("name")),
                                  .id = hf_json_text(&list.is.list.item[i], HF_STR("id")),
                                  .authority = true};
    return HF_OK;
}

enum hf_rc hf_demo_found(struct hf_demo *demo, struct hf_err *err)
{
    struct hf_json real[HF_DEMO_FOCAL];
    if (mkdir(demo->folder, 0700) != 0)
        return hf_host_fail(demo->folder, err);
    HF_TRY(find_port(demo, err));
    HF_TRY(found_books(demo, err));
    HF_TRY(publish(demo, err));
    HF_TRY(publish_calendars(demo, err));
    hf_demo_step(demo, HF_SAY_demo_certificate, HF_STR_NONE);
    HF_TRY(make_certificate(demo, err));
    hf_demo_step(demo, HF_SAY_demo_focal, HF_STR_NONE);
    for (int i = 0; i < HF_DEMO_FOCAL; i++)
        HF_TRY(start_focal(demo, i, &real[i], err));
    hf_demo_step(demo, HF_SAY_demo_directory, HF_STR_NONE);
    HF_TRY(import_directory(demo, real, err));
    HF_TRY(learn_authorities(demo, err));
    return start_server(demo, err);
}

void hf_demo_end(struct hf_demo *demo)
{
    for (int i = 0; i < HF_DEMO_FOCAL; i++)
        (void)hf_child_stop(&demo->focal[i], STOP_MS);
    (void)hf_child_stop(&demo->serve, STOP_MS);
    hf_listen_close(&demo->port);
}
