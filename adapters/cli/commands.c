/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

#include "cli/cmd.h"

#define FLAGS(...)                  \
    (const struct hf_cli_flag[])    \
    {                               \
        __VA_ARGS__,                \
        {                           \
            .name = HF_STR_INIT("") \
        }                           \
    }
#define SWITCH(name_, about_)                                     \
    {                                                             \
        .name = HF_STR_INIT(name_), .about = HF_SAY_flag_##about_ \
    }
#define VALUE(name_, value_, about_)                                                            \
    {                                                                                           \
        .name = HF_STR_INIT(name_), .value = HF_STR_INIT(value_), .about = HF_SAY_flag_##about_ \
    }
#define LETTERED(name_, letter_, value_, about_)                                       \
    {                                                                                  \
        .name = HF_STR_INIT(name_), .letter = (letter_), .value = HF_STR_INIT(value_), \
        .about = HF_SAY_flag_##about_                                                  \
    }
#define SETTING(name_, value_)                                                                 \
    {                                                                                          \
        .name = HF_STR_INIT(#name_), .value = HF_STR_INIT(value_), .about = HF_SAY_set_##name_ \
    }

const struct hf_cli_flag hf_cli_common_flags[] = {
    SWITCH("json", json),
    {.name = HF_STR_INIT("help"), .letter = 'h', .about = HF_SAY_flag_help},
    {.name = HF_STR_INIT("quiet"), .letter = 'q', .about = HF_SAY_flag_quiet},
    SWITCH("no-color", no_color),
    VALUE("config", "FILE", config),
    SETTING(lang, "en|fr"),
    SETTING(as, "NAME"),
    SETTING(role, "ROLE"),
    SETTING(state, "DIR"),
    SETTING(db, "CONNINFO"),
    {.name = HF_STR_INIT("")},
};

#define ROW(path_, args_, flags_, about_, run_, example_)                                   \
    {                                                                                       \
        .path = HF_STR_INIT(path_), .args = HF_STR_INIT(args_), .flag = (flags_),           \
        .about = HF_SAY_do_##about_, .run = hf_cmd_##run_, .example = HF_STR_INIT(example_) \
    }

#define REPEATED(name_, value_, about_)                                            \
    {                                                                              \
        .name = HF_STR_INIT(name_), .value = HF_STR_INIT(value_), .repeats = true, \
        .about = HF_SAY_flag_##about_                                              \
    }
#define CALENDARS REPEATED("calendar", "NAME|FILE", calendars)
#define SAYS REPEATED("set", "NAME=VALUE", set), VALUE("data", "FILE", data)

/* clang-format off */
const struct hf_cli_command hf_cli_commands[] = {
    ROW("serve", "", FLAGS(VALUE("listen", "ADDRESS:PORT", listen), VALUE("tls-cert", "FILE", tls_cert),
                           VALUE("tls-key", "FILE", tls_key), REPEATED("allow", "NETWORK", allow),
                           VALUE("ca", "FILE", peer_ca), VALUE("spool", "DIR", spool), VALUE("workers", "N", workers)),
        serve, serve, "serve --listen 127.0.0.1:8420"),
    ROW("signer run", "", FLAGS(SWITCH("while-used", while_used)), signer_run, signer_run, "signer run"),
    ROW("signer release", "", FLAGS(VALUE("grounds", "TEXT", grounds), SWITCH("withdraw", still_withdraw)),
        signer_release, signer_release, "signer release --grounds \"archive lost, see note 12\" --as \"Ana Reyes\""),
    ROW("witness make", "DIR", FLAGS(VALUE("name", "NAME", witness_name), REPEATED("log", "KEY", witness_log)),
        witness_make, witness_make, "witness make /srv/witness --name witness.example/w1 --log LOGKEY"),
    ROW("witness serve", "DIR", FLAGS(VALUE("listen", "ADDRESS:PORT", listen), VALUE("tls-cert", "FILE", tls_cert),
                                      VALUE("tls-key", "FILE", tls_key)),
        witness_serve, witness_serve, "witness serve /srv/witness --listen 127.0.0.1:8430"),
    ROW("witness sign", "DIR FILE", NULL, witness_sign, witness_sign, "witness sign /srv/witness request.txt"),
    ROW("witness ask", "POLICY", FLAGS(LETTERED("output", 'o', "FILE", witness_out)), witness_ask, witness_ask,
        "witness ask policy.txt -o checkpoint.txt"),
    ROW("witness request", "", FLAGS(VALUE("old", "SIZE", witness_old), LETTERED("output", 'o', "FILE", witness_out)),
        witness_request, witness_request, "witness request --old 120 -o request.txt"),
    ROW("witness take", "POLICY REQUEST LINES", FLAGS(LETTERED("output", 'o', "FILE", witness_out)), witness_take, witness_take,
        "witness take policy.txt request.txt lines.txt"),
    ROW("signer status", "", NULL, signer_status, signer_status, "signer status"),
    ROW("version", "", NULL, version, version, "version --json"),
    ROW("help", "[TOPIC...]", NULL, help, help, "help case act"),
    ROW("config show", "", FLAGS(SWITCH("origin", origin)), config_show, config_show, "config show --origin"),
    ROW("json canonical", "[FILE]", NULL, json_canonical, json_canonical, "json canonical order.json"),
    ROW("workflow check", "FILE...", FLAGS(SWITCH("strict", strict), VALUE("against", "FILE|NAME@VERSION", against), VALUE("map", "FILE", map),
                                       SWITCH("staffed", staffed), CALENDARS),
        workflow_check, workflow_check,
        "workflow check workflows/icc-asset-recovery.json"),
    ROW("workflow fmt", "FILE...", FLAGS(SWITCH("check", fmt_check)), workflow_fmt, workflow_fmt,
        "workflow fmt workflows/icc-asset-recovery.json"),
    ROW("workflow diff", "OLD NEW", NULL, workflow_diff, workflow_diff, "workflow diff before.json after.json"),
    ROW("workflow new", "NAME", FLAGS(VALUE("output", "FILE", output)), workflow_new, workflow_new,
        "workflow new my-procedure --output my-procedure.json"),
    ROW("workflow test", "DEFINITION [STORY...]",
        FLAGS(VALUE("log", "FILE", story_log), VALUE("inventory", "DAY|DAY..DAY", story_inventory), CALENDARS), workflow_test, workflow_test,
        "workflow test workflows/icc-asset-recovery.json"),
    ROW("workflow simulate", "DEFINITION", FLAGS(VALUE("random", "STEPS", random), VALUE("seed", "N", seed), SWITCH("events", events), CALENDARS),
        workflow_simulate, workflow_simulate, "workflow simulate workflows/icc-asset-recovery.json --random 10000 --seed 7"),
    ROW("workflow describe", "FILE", FLAGS(VALUE("kind", "KIND", kind)), workflow_describe, workflow_describe,
        "workflow describe workflows/icc-asset-recovery.json --lang fr"),
    ROW("workflow draw", "FILE", FLAGS(VALUE("kind", "KIND", kind), LETTERED("output", 'o', "FILE", picture),
                                        SWITCH("mermaid", mermaid), SWITCH("xstate", xstate)),
        workflow_draw, workflow_draw, "workflow draw workflows/icc-asset-recovery.json --kind measure -o measure.svg"),
    ROW("trace funds", "[FILE]",
        FLAGS(VALUE("method", "METHOD", method), VALUE("case", "CASE", trace_case), VALUE("map", "COLUMNS", trace_map),
              VALUE("order", "ORDER", trace_order), VALUE("unknown", "claim|own", trace_unknown),
              VALUE("shortfall", "overdraft|unknown_opening", trace_shortfall), VALUE("days", "N", trace_days),
              VALUE("group", "FILE|all", trace_group),
              SWITCH("range", trace_range), VALUE("debits", "FILE", trace_debits), LETTERED("output", 'o', "FILE", trace_output),
              VALUE("attach", "ASSET", attach), VALUE("to-case", "CASE", to_case)),
        trace_funds, trace_funds, "trace funds config/samples/statement.csv --method fifo"),
    ROW("trace explain", "[FILE]",
        FLAGS(VALUE("method", "METHOD", method), VALUE("debit", "ID", trace_debit), VALUE("case", "CASE", trace_case),
              VALUE("map", "COLUMNS", trace_map), VALUE("order", "ORDER", trace_order),
              VALUE("unknown", "claim|own", trace_unknown),
              VALUE("shortfall", "overdraft|unknown_opening", trace_shortfall), VALUE("days", "N", trace_days),
              VALUE("group", "FILE|all", trace_group)),
        trace_explain, trace_explain, "trace explain config/samples/statement.csv --method fifo --debit s050"),
    ROW("trace compare", "[FILE]",
        FLAGS(VALUE("case", "CASE", trace_case), VALUE("map", "COLUMNS", trace_map),
              VALUE("order", "ORDER", trace_order), VALUE("unknown", "claim|own", trace_unknown),
              VALUE("shortfall", "overdraft|unknown_opening", trace_shortfall), VALUE("days", "N", trace_days),
              VALUE("group", "FILE|all", trace_group), LETTERED("output", 'o', "FILE", trace_output)),
        trace_compare, trace_compare, "trace compare config/samples/statement.csv"),

    ROW("trace owners", "[FILE]",
        FLAGS(VALUE("of", "COMPANY", owners_of), VALUE("on", "DATE", owners_on), REPEATED("blocked", "NAME", blocked),
              SWITCH("explain", explain), SWITCH("all", owners_all), VALUE("at-least", "PERCENT", at_least), VALUE("cases", "FILE", owners_cases), VALUE("case", "CASE", trace_case),
              LETTERED("output", 'o', "FILE", trace_output)),
        trace_owners, trace_owners, "trace owners config/samples/holdings.csv --of Serena --explain"),
    ROW("deadline explain", "[CASE] [INSTANCE] [CLOCK]",
        FLAGS(VALUE("start", "TIME", start), VALUE("period", "PERIOD", period),
              VALUE("calendar", "NAME|FILE", calendar), VALUE("counting", "RULE", counting),
              VALUE("start-day", "excluded|included", start_day), SWITCH("roll", roll),
              VALUE("cases", "FILE", cases)),
        deadline_explain, deadline_explain,
        "deadline explain --start 2026-03-19 --period 45d --calendar fr --counting eu-1182-71"),
    ROW("calendar check", "FILE...", NULL, calendar_check, calendar_check,
        "calendar check config/calendars/fr.json"),

    ROW("db init", "", NULL, db_init, db_init, "db init"),
    ROW("db start", "", NULL, db_start, db_start, "db start"),
    ROW("db stop", "", NULL, db_stop, db_stop, "db stop"),
    ROW("db migrate", "", FLAGS(SWITCH("dry-run", migrate_dry)), db_migrate, db_migrate, "db migrate --dry-run"),
    ROW("db scrub", "", NULL, db_scrub, db_scrub, "db scrub"),
    ROW("db status", "", NULL, db_status, db_status, "db status --json"),
    ROW("key generate", "", FLAGS(VALUE("issuer", "URL", issuer), VALUE("origin", "NAME", log_origin)),
        key_generate, key_generate, "key generate --issuer https://court.example --origin court.example/log1"),
    ROW("key list", "", NULL, key_list, key_list, "key list"),
    ROW("key rotate", "", FLAGS(VALUE("alg", "ALG", rotate_alg), VALUE("after", "PERIOD", rotate_after)),
        key_rotate, key_rotate, "key rotate --after 48h --as \"Ana Reyes\""),
    ROW("key rotate-log", "", NULL, key_rotate_log, key_rotate_log, "key rotate-log --as \"Ana Reyes\""),
    ROW("key retire", "KEY", NULL, key_retire, key_retire, "key retire key/2 --as \"Ana Reyes\""),
    ROW("key copy", "FOLDER", FLAGS(VALUE("keep", "PERIOD", keep_for)), key_copy, key_copy,
        "key copy /srv/key-copies --keep 30d"),
    ROW("key status", "", NULL, key_status, key_status, "key status"),
    ROW("key prove", "CHALLENGE [KEY]",
        FLAGS(VALUE("issuer", "URL", own_issuer), VALUE("court", "URL", prove_court), VALUE("key", "FILE", prove_key),
              VALUE("secret", "FILE", thread_secret)),
        key_prove, key_prove,
        "key prove CHALLENGE --issuer https://sylvania.example --court https://court.example --key key"),
    ROW("key public", "", NULL, key_public, key_public, "key public --json"),

    ROW("user add", "[NAME]",
        FLAGS(VALUE("first", "NAME", first), VALUE("second", "NAME", second), VALUE("organ", "ORGAN", organ),
              REPEATED("role", "ROLE", person_role), VALUE("account", "ACCOUNT", account)),
        user_add, user_add, "user add \"Noor Vale\" --organ prosecution --role investigator --as \"Ana Reyes\""),
    ROW("user confirm", "NAME", NULL, user_confirm, user_confirm, "user confirm \"Noor Vale\" --as \"Lou Meyer\""),
    ROW("user disable", "NAME", NULL, user_disable, user_disable, "user disable \"Noor Vale\" --as \"Lou Meyer\""),
    ROW("user keep", "NAME", NULL, user_keep, user_keep, "user keep \"Noor Vale\" --as \"Lou Meyer\""),
    ROW("user list", "", NULL, user_list, user_list, "user list"),
    ROW("directory import", "FILE", NULL, directory_import, directory_import,
        "directory import config/samples/directory.json"),
    ROW("directory confirm", "NAME", NULL, directory_confirm, directory_confirm,
        "directory confirm \"Fictional Court, Registry\""),
    ROW("directory list", "", NULL, directory_list, directory_list, "directory list"),
    ROW("directory show", "NAME", FLAGS(VALUE("at", "DAY", valid_at), VALUE("known", "TIME", known)),
        directory_show, directory_show, "directory show \"Fictional Court, Registry\" --at 2027-01-15"),
    ROW("directory change", "NAME", FLAGS(SAYS), directory_change, directory_change,
        "directory change Sylvania --set received_on=2026-12-01 --set source=\"note verbale 12\" --set channel=diplomatic"),
    ROW("directory verify", "NAME", FLAGS(SAYS), directory_verify, directory_verify,
        "directory verify Sylvania --set verified_on=2026-12-01 --set received_on=2026-12-01 --set source=telephone"),
    ROW("directory withdraw", "NAME AMENDMENT", NULL, directory_withdraw, directory_withdraw,
        "directory withdraw Sylvania amendment/2"),
    ROW("directory drill", "", FLAGS(VALUE("network", "NAME", network), VALUE("within", "PERIOD", within)),
        directory_drill, directory_drill, "directory drill --network operational --within 3d"),
    ROW("directory ask", "QUESTION", FLAGS(VALUE("network", "NAME", network), VALUE("within", "PERIOD", within)),
        directory_ask, directory_ask, "directory ask \"Do you keep a register of beneficial owners?\" --network operational"),
    ROW("directory round", "CASE", NULL, directory_round, directory_round, "directory round ABCD-EFGH-C"),
    ROW("directory statistics", "", NULL, directory_statistics, directory_statistics, "directory statistics --json"),
    ROW("directory keys", "NAME", NULL, directory_keys, directory_keys, "directory keys Sylvania"),
    ROW("directory enrol", "NAME FILE", FLAGS(SAYS), directory_enrol, directory_enrol,
        "directory enrol Sylvania key.json --set came_by=note_verbale --set speaks_as=authority --set holder=\"Ministry of Justice\""),
    ROW("directory prove", "NAME ENROLMENT FILE", NULL, directory_prove, directory_prove,
        "directory prove Sylvania enrolment/1 proof.jwt"),
    ROW("directory admit", "NAME ENROLMENT", FLAGS(SAYS), directory_admit, directory_admit,
        "directory admit Sylvania enrolment/1 --set fingerprint=... --set checked_by=telephone --set checked_with=\"the desk officer\" --set checked_on=2026-12-01"),
    ROW("directory revoke", "NAME ENROLMENT", FLAGS(SAYS), directory_revoke, directory_revoke,
        "directory revoke Sylvania enrolment/1 --set revoked_from=2026-12-01T00:00:00.000Z --set reason=\"lost\""),
    ROW("directory retire", "NAME", NULL, directory_retire, directory_retire, "directory retire Sylvania"),
    ROW("token new", "AUTHORITY",
        FLAGS(VALUE("label", "TEXT", label), REPEATED("scope", "poll|streams", scope), VALUE("expires", "DAY", expires)),
        token_new, token_new, "token new Sylvania --label \"focal point's server\" --expires 2027-02-28"),
    ROW("token certificate", "AUTHORITY FILE",
        FLAGS(VALUE("label", "TEXT", label), REPEATED("scope", "poll|streams", scope), VALUE("expires", "DAY", expires)),
        token_certificate, token_certificate, "token certificate Sylvania client.pem --scope poll"),
    ROW("token confirm", "AUTHORITY CREDENTIAL", NULL, token_confirm, token_confirm,
        "token confirm Sylvania credential/1 --as \"Lou Meyer\""),
    ROW("token revoke", "AUTHORITY CREDENTIAL", NULL, token_revoke, token_revoke, "token revoke Sylvania credential/1"),
    ROW("token list", "[AUTHORITY]", NULL, token_list, token_list, "token list"),
    ROW("stream propose", "AUTHORITY", FLAGS(SAYS), stream_propose, stream_propose,
        "stream propose Sylvania --set delivery=poll"),
    ROW("stream confirm", "AUTHORITY STREAM", NULL, stream_confirm, stream_confirm,
        "stream confirm Sylvania stream/1 --as \"Lou Meyer\""),
    ROW("stream enable", "AUTHORITY STREAM", FLAGS(VALUE("reason", "TEXT", stream_reason)), stream_enable, stream_enable,
        "stream enable Sylvania stream/1"),
    ROW("stream pause", "AUTHORITY STREAM", FLAGS(VALUE("reason", "TEXT", stream_reason)), stream_pause, stream_pause,
        "stream pause Sylvania stream/1 --reason maintenance"),
    ROW("stream disable", "AUTHORITY STREAM", FLAGS(VALUE("reason", "TEXT", stream_reason)), stream_disable, stream_disable,
        "stream disable Sylvania stream/1"),
    ROW("stream verify", "AUTHORITY STREAM", NULL, stream_verify, stream_verify, "stream verify Sylvania stream/1"),
    ROW("stream delete", "AUTHORITY STREAM", NULL, stream_delete, stream_delete, "stream delete Sylvania stream/1"),
    ROW("stream list", "[AUTHORITY]", NULL, stream_list, stream_list, "stream list"),
    ROW("notice list", "[AUTHORITY]", FLAGS(VALUE("standing", "STATE", standing)), notice_list, notice_list,
        "notice list Sylvania --standing dead"),
    ROW("notice attempts", "CASE", NULL, notice_attempts, notice_attempts, "notice attempts ABCD-EFGH-C"),
    ROW("notice silent", "[AUTHORITY]", FLAGS(SWITCH("mine", silent_mine)), notice_silent, notice_silent,
        "notice silent --mine"),
    ROW("notice redrive", "AUTHORITY [NOTICE...]",
        FLAGS(VALUE("reason", "TEXT", notice_reason), VALUE("class", "CLASS", notice_class)),
        notice_redrive, notice_redrive, "notice redrive Sylvania --class permanent --reason \"their parser is mended\""),
    ROW("notice pause", "AUTHORITY", FLAGS(VALUE("reason", "TEXT", notice_reason), SWITCH("deputy", deputy)),
        notice_pause, notice_pause, "notice pause Sylvania --reason \"they move house\""),
    ROW("notice resume", "AUTHORITY", FLAGS(VALUE("reason", "TEXT", notice_reason)), notice_resume, notice_resume,
        "notice resume Sylvania --reason \"they have our new certificate\""),
    ROW("workflow publish", "FILE", NULL, workflow_publish, workflow_publish,
        "workflow publish workflows/icc-asset-recovery.json"),
    ROW("calendar publish", "FILE...", NULL, calendar_publish, calendar_publish,
        "calendar publish config/calendars/court.json config/calendars/fr.json"),
    ROW("calendar list", "", NULL, calendar_list, calendar_list, "calendar list"),
    ROW("workflow list", "", NULL, workflow_list, workflow_list, "workflow list"),
    ROW("workflow show", "NAME[@VERSION]", NULL, workflow_show, workflow_show,
        "workflow show icc-asset-recovery@1"),
    ROW("workflow migrate", "MAP [CASE...]", FLAGS(SWITCH("all", migrate_all), SWITCH("dry-run", migrate_trial)),
        workflow_migrate, workflow_migrate, "workflow migrate map.json --all --dry-run"),

    ROW("case open", "WORKFLOW", FLAGS(SAYS, VALUE("event", "EVENT", event)), case_open, case_open,
        "case open icc-asset-recovery --data opening.json"),
    ROW("case act", "CASE [INSTANCE] EVENT",
        FLAGS(SAYS, VALUE("effective", "TIME", effective), VALUE("if-seq", "N", if_seq),
              SWITCH("dry-run", act_dry)),
        case_act, case_act, "case act ABCD-EFGH-C request/1 approve --dry-run"),
    ROW("case show", "CASE", NULL, case_show, case_show, "case show ABCD-EFGH-C"),
    ROW("case list", "", NULL, case_list, case_list, "case list --json"),
    ROW("case access", "CASE", NULL, case_access, case_access, "case access ABCD-EFGH-C --as \"Sam Oduya\""),
    ROW("case history", "CASE", NULL, case_history, case_history, "case history ABCD-EFGH-C"),
    ROW("case inventory", "CASE", FLAGS(VALUE("at", "DAY", at_day)), case_inventory, case_inventory,
        "case inventory ABCD-EFGH-C --at 2028-12-11"),
    ROW("case work", "", NULL, case_work, case_work, "case work"),
    ROW("case what-next", "CASE [INSTANCE]", NULL, case_what_next, case_what_next,
        "case what-next ABCD-EFGH-C request/1"),
    ROW("case import", "CASE FILE", NULL, case_import, case_import,
        "case import ABCD-EFGH-C config/samples/marrow-entities.ftm.ndjson"),
    ROW("case entity add", "CASE", FLAGS(SAYS), entity_add, register_add,
        "case entity add ABCD-EFGH-C --set kind=company --set name=\"Blue Quarry Ltd\""),
    ROW("case entity list", "CASE", NULL, entity_list, register_list, "case entity list ABCD-EFGH-C"),
    ROW("case account add", "CASE", FLAGS(SAYS), account_add, register_add,
        "case account add ABCD-EFGH-C --set number=XF10FMBK0010093355120 --set holder=party/1"),
    ROW("case account list", "CASE", NULL, account_list, register_list, "case account list ABCD-EFGH-C"),
    ROW("case asset add", "CASE", FLAGS(SAYS), asset_add, register_add,
        "case asset add ABCD-EFGH-C --set kind=vessel --set description=\"Grey Heron\" --set state=XF"),
    ROW("case asset list", "CASE", NULL, asset_list, register_list, "case asset list ABCD-EFGH-C"),
    ROW("case payment add", "CASE", FLAGS(SAYS), payment_add, register_add,
        "case payment add ABCD-EFGH-C --set kind=credit --set date=2020-01-06 --set account=account/1 --set amount=\"500.00 EUR\" --set origin=own"),
    ROW("case payment list", "CASE", NULL, payment_list, register_list, "case payment list ABCD-EFGH-C"),
    ROW("case holding add", "CASE", FLAGS(SAYS), holding_add, register_add,
        "case holding add ABCD-EFGH-C --set owner=party/1 --set owned=party/2 --set percent=60"),
    ROW("case holding list", "CASE", NULL, holding_list, register_list, "case holding list ABCD-EFGH-C"),
    ROW("case order add", "CASE", FLAGS(SAYS), order_add, register_add,
        "case order add ABCD-EFGH-C --set kind=freeze --set number=ICC-1 --set issued_on=2026-11-20 --set issued_by=PTC"),
    ROW("case erasure propose", "CASE SUBJECT", FLAGS(VALUE("basis", "TEXT", basis), VALUE("order", "ORDER", by_order)),
        erasure_propose, erasure_act,
        "case erasure propose ABCD-EFGH-C party/3 --basis \"Rule 9(2)\" --as \"Ana Reyes\""),
    ROW("case erasure confirm", "CASE ERASURE", NULL, erasure_confirm, erasure_act,
        "case erasure confirm ABCD-EFGH-C erasure/1 --as \"Lou Meyer\""),
    ROW("case erasure withdraw", "CASE ERASURE", NULL, erasure_withdraw, erasure_act,
        "case erasure withdraw ABCD-EFGH-C erasure/1"),
    ROW("case erasure list", "CASE", NULL, erasure_list, erasure_list, "case erasure list ABCD-EFGH-C"),
    ROW("case hold place", "CASE", FLAGS(VALUE("basis", "TEXT", basis), VALUE("order", "ORDER", by_order)),
        hold_place, erasure_act, "case hold place ABCD-EFGH-C --basis \"Order of 3 May\" --as \"Ana Reyes\""),
    ROW("case hold lift", "CASE HOLD", FLAGS(VALUE("basis", "TEXT", basis)), hold_lift, erasure_act,
        "case hold lift ABCD-EFGH-C hold/1 --basis \"Order of 9 June\" --as \"Ana Reyes\""),
    ROW("case hold confirm", "CASE HOLD", NULL, hold_confirm, erasure_act,
        "case hold confirm ABCD-EFGH-C hold/1 --as \"Lou Meyer\""),
    ROW("case hold keep", "CASE HOLD", NULL, hold_keep, erasure_act, "case hold keep ABCD-EFGH-C hold/1"),
    ROW("case hold list", "CASE", NULL, hold_list, erasure_list, "case hold list ABCD-EFGH-C"),
    ROW("case order list", "CASE", NULL, order_list, register_list, "case order list ABCD-EFGH-C"),
    ROW("document add", "CASE FILE",
        FLAGS(VALUE("title", "TITLE", title), VALUE("classification", "LEVEL", classification),
              VALUE("media-type", "TYPE", media_type), VALUE("language", "TAG", language),
              VALUE("source", "TEXT", source), SAYS),
        document_add, document_add, "document add ABCD-EFGH-C config/samples/order.txt --title Order"),
    ROW("document list", "CASE", NULL, document_list, register_list, "document list ABCD-EFGH-C"),
    ROW("document get", "CASE DOCUMENT", FLAGS(VALUE("output", "FILE", output)), document_get, document_get,
        "document get ABCD-EFGH-C document/1 --output order.txt"),

    ROW("thread verify", "FILE",
        FLAGS(REPEATED("keys", "[ISSUER=]FILE", thread_keys), VALUE("secret", "FILE", thread_secret)),
        thread_verify, thread_verify,
        "thread verify sylvania --keys https://court.example=court.json --keys https://sylvania.example=own.json"),
    ROW("answer make", "REQUEST",
        FLAGS(VALUE("key", "FILE", answer_key), VALUE("status", "STATUS", answer_status), SAYS,
              VALUE("supersedes", "JTI", supersedes), REPEATED("attach", "FILE", attached), SWITCH("receipt", receipt),
              VALUE("court-keys", "FILE", court_keys), VALUE("secret", "FILE", thread_secret),
              LETTERED("output", 'o', "FILE", answer_output)),
        answer_make, answer, "answer make request.jwt --key our.key --court-keys jwks.json --status acknowledged -o answer.jwt"),
    ROW("answer key", "FILE", NULL, answer_key, answer_key, "answer key our.key"),
    ROW("answer open", "FILE", FLAGS(VALUE("secret", "FILE", thread_secret), VALUE("output", "FILE", output)), answer_open,
        answer_open, "answer open document --secret our-enc.jwk --output request.txt"),
    ROW("answer take", "FILE...", NULL, answer_take, answer_take, "answer take answer.jwt"),
    ROW("inbox list", "", NULL, inbox_list, inbox_list, "inbox list"),
    ROW("inbox show", "REQUEST", NULL, inbox_show, inbox_show, "inbox show ABCD-EFGH-C"),
    ROW("inbox document", "REQUEST", FLAGS(VALUE("output", "FILE", output), VALUE("file", "FILE", carried)),
        inbox_document, inbox_document, "inbox document ABCD-EFGH-C --output request.txt"),
    ROW("inbox answer", "REQUEST STATUS", FLAGS(SAYS, REPEATED("attach", "FILE", attached)), inbox_answer, inbox_answer,
        "inbox answer ABCD-EFGH-C acknowledged --set officer=\"Desk 4\" --as \"Lou Meyer\""),

    ROW("audit verify", "[CASE]", FLAGS(SWITCH("chain", chain)), audit_verify, audit_verify, "audit verify"),
    ROW("audit replay", "CASE", FLAGS(VALUE("to", "TIME", to), VALUE("as-known-on", "TIME", as_known_on), SWITCH("step", step)),
        audit_replay, audit_replay,
        "audit replay ABCD-EFGH-C --to 2026-11-30"),
    ROW("audit export", "CASE", FLAGS(LETTERED("output", 'o', "FILE", bundle), VALUE("for", "auditor|public|AUTHORITY", bundle_for),
                                      SWITCH("with-documents", with_documents), VALUE("passphrase-file", "FILE", seal_passphrase),
                                      VALUE("recipient", "KEY|FILE", recipient)),
        audit_export, audit_export, "audit export ABCD-EFGH-C -o case.bundle --for auditor"),
    ROW("audit absence", "CASE...", FLAGS(LETTERED("output", 'o', "FILE", absence)), audit_absence, audit_absence,
        "audit absence ABCD-EFGH-C -o absence.proof"),
    ROW("audit recover", "FILE...", FLAGS(SWITCH("take", recover_take)), audit_recover, audit_recover,
        "audit recover from-xs.jws here.bundle --take --as \"Ana Reyes\""),
    ROW("audit compare", "BUNDLE|DIR|CONNINFO BUNDLE|DIR|CONNINFO", NULL, audit_compare, audit_compare, "audit compare here.bundle there.bundle"),
    ROW("audit open", "FILE", FLAGS(LETTERED("output", 'o', "FILE", opened), VALUE("passphrase-file", "FILE", passphrase),
                                    VALUE("key", "FILE", open_key)),
        audit_open, audit_open, "audit open case.sealed -o case.bundle --passphrase-file words.txt"),
    ROW("audit stamp", "", FLAGS(VALUE("authority", "URL", stamp_authority), VALUE("request", "FILE", stamp_request),
                                 VALUE("response", "FILE", stamp_response)),
        audit_stamp, audit_stamp, "audit stamp --authority https://tsa.example"),
    ROW("audit tiles", "DIRECTORY", NULL, audit_tiles, audit_tiles, "audit tiles /srv/log"),
    ROW("audit checkpoint", "", NULL, audit_checkpoint, audit_checkpoint, "audit checkpoint"),
    ROW("demo", "",
        FLAGS(SWITCH("headless", headless), VALUE("keep", "DIR", keep), VALUE("root", "DIR", demo_root)),
        demo, demo, "demo --headless --keep /tmp/look"),
    ROW("receive", "DIR",
        FLAGS(VALUE("issuer", "URL", own_issuer), VALUE("court", "URL", court), VALUE("listen", "HOST:PORT", receive_listen),
              VALUE("tls-cert", "FILE", receive_cert), VALUE("tls-key", "FILE", receive_key), VALUE("ca", "FILE", ca),
              VALUE("answers", "FILE", answers), VALUE("clock", "STATE", clock_of)),
        receive, receive,
        "receive sylvania --issuer https://sylvania.invalid --court https://127.0.0.1:8420 --ca ca.pem --tls-cert cert.pem --tls-key key.pem"),
};
/* clang-format on */

const size_t hf_cli_command_count = sizeof hf_cli_commands / sizeof hf_cli_commands[0];

static const struct hf_cli_flag *among(const struct hf_cli_flag *flag, struct hf_str name)
{
    for (; flag != NULL && flag->name.len > 0; flag++)
        if (hf_str_eq(flag->name, name))
            return flag;
    return NULL;
}

const struct hf_cli_flag *hf_cli_flag_named(const struct hf_cli_command *command, struct hf_str name)
{
    const struct hf_cli_flag *own = command == NULL ? NULL : among(command->flag, name);
    return own != NULL ? own : among(hf_cli_common_flags, name);
}

void hf_cli_arg_range(struct hf_str args, size_t *least, size_t *most)
{
    *least = *most = 0;
    while (args.len > 0) {
        struct hf_str word = hf_str_cut(&args, ' ');
        *least += word.at[0] != '[';
        *most = hf_str_contains(word, HF_STR("...")) ? SIZE_MAX : *most + 1;
    }
}
