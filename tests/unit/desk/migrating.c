/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/desk/migrating.h"

#include <stdlib.h>

#include "casefile/migrate.h"
#include "desk/watch.h"
#include "flow/read.h"
#include "unit/unit.h"

#define OLD "tests/vectors/workflow/moving-1.json"
#define NEW "tests/vectors/workflow/moving-2.json"
#define MAP "tests/vectors/migration/moving.json"

/* ---- acts ---- */

static enum hf_outcome act_at(struct world *w, size_t desk, const struct hf_id *who, const char *role,
                              const struct hf_id *file, const char *on, const char *event,
                              const char *payload)
{
    struct hf_request request = world_request(w, who, role, file, on, event, payload);
    return world_serve(w, desk, &request);
}

static void must(struct world *w, enum hf_outcome outcome)
{
    if (outcome == HF_DONE)
        return;
    char text[4000];
    struct hf_buf out = HF_BUF(text);
    hf_err_print(w->response.err, HF_EN, &out);
    fail_msg("%.*s", HF_STR_ARG(hf_buf_str(&out)));
}

static void refused(struct world *w, enum hf_outcome outcome, const char *code)
{
    assert_int_equal(outcome, HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), code);
}

static enum hf_rc sign(struct world *w, const struct hf_id *who)
{
    struct hf_request as = world_request(w, who, "administrator", NULL, "", "", NULL);
    return hf_migration_publish(w->desk[0], world_file(w, MAP), &as.command, &w->arena, &w->response,
                                &w->err);
}

const char *migrating_payload(struct world *w)
{
    struct hf_digest digest;
    struct hf_buf text = hf_buf_in(&w->arena, 64);
    struct hf_str map = world_file(w, MAP);
    hf_sha256(&w->hasher, &map, 1, &digest);
    hf_buf_put(&text, HF_STR("{'map':'"));
    hf_digest_put(&text, &digest);
    hf_buf_put(&text, HF_STR("'}"));
    hf_buf_put_char(&text, '\0');
    return text.at;
}

static enum hf_outcome migrate(struct world *w, size_t desk, const struct hf_id *file)
{
    return act_at(w, desk, &w->approver, "administrator", file, "case", HF_MIGRATE_EVENT,
                  migrating_payload(w));
}

static struct hf_id begin_case(struct world *w)
{
    struct hf_request open = world_request(w, &w->officer, "officer", NULL, "case", "open", NULL);
    open.workflow = HF_STR("moving");
    must(w, world_serve(w, 0, &open));
    struct hf_id file = w->response.file;
    must(w, act_at(w, 0, &w->officer, "officer", &file, "measure", "order", NULL));
    return file;
}

static int64_t version_of(struct world *w, size_t desk, const struct hf_id *file)
{
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(w->desk[desk], file, &w->arena, &c, &flows, &w->err), HF_OK);
    return flows.workflow->version;
}

static uint32_t seq_of(struct world *w, size_t desk, const struct hf_id *file)
{
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(w->desk[desk], file, &w->arena, &c, &flows, &w->err), HF_OK);
    return hf_case_head(c)->seq;
}

/* ---- the run ---- */

/* A case in the first version whose request the second desk has sent, and therefore remembers. */
static struct hf_id known_to_both(struct world *w)
{
    struct hf_id file = begin_case(w);
    must(w, act_at(w, 0, &w->officer, "officer", &file, "request", "draft",
                   "{'urgency':'high','mark':3,'purpose':'Please freeze it.','measures':['measure/1']}"));
    must(w, act_at(w, 1, &w->approver, "approver", &file, "request/1", "send", NULL));
    return file;
}

/* The second version is there for new cases. */
static void publish_next(struct world *w, const struct hf_id *file)
{
    world_publish(w, NEW);
    struct hf_id fresh = begin_case(w);
    assert_int_equal(version_of(w, 0, &fresh), 2);
    assert_int_equal(version_of(w, 0, file), 1);
    refused(w, act_at(w, 1, &w->officer, "officer", &fresh, "request", "draft", NULL), "unknown_event");
}

static void two_sign(struct world *w, const struct hf_id *file)
{
    refused(w, migrate(w, 0, file), "no_document");
    assert_int_equal(sign(w, &w->officer), HF_OK);
    refused(w, migrate(w, 0, file), "migration_unsigned");
    assert_int_equal(sign(w, &w->officer), HF_NOT_ALLOWED);
    assert_str(hf_err_code(&w->err), "same_person");
    assert_int_equal(sign(w, &w->approver), HF_OK);
}

/* The other desk still has the case as it was: what it is asked is judged by the new version all the same. */
static void others_follow(struct world *w, const struct hf_id *file)
{
    struct hf_request stale = world_request(w, &w->officer, "officer", file, "request/1", "ask", NULL);
    stale.command.expected_seq = seq_of(w, 1, file);
    must(w, migrate(w, 0, file));
    refused(w, world_serve(w, 1, &stale), "stale");
    assert_int_equal(version_of(w, 1, file), 2);
    refused(w, act_at(w, 1, &w->officer, "officer", file, "request", "draft", NULL), "unknown_event");
    must(w, act_at(w, 1, &w->officer, "officer", file, "request/1", "ask", NULL));
    must(w, act_at(w, 0, &w->officer, "officer", file, "request/1", "supply", NULL));
    assert_str(world_state(w, file, "request/1"), "dispatched");
    refused(w, migrate(w, 1, file), "migration_version");
}

/* The other desk acts at once, on the case as it remembers it: the ledger knows better. */
static void a_sleeper_is_woken(struct world *w, const struct hf_id *file)
{
    must(w, migrate(w, 0, file));
    must(w, act_at(w, 1, &w->officer, "officer", file, "request/1", "ask", NULL));
    const struct hf_header *header = &w->response.events[0].header;
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(w->desk[0], file, &w->arena, &c, &flows, &w->err), HF_OK);
    assert_str(header->from, "dispatched");
    assert_true(hf_digest_eq(&header->definition, &hf_case_head(c)->definition));
}

/* Thirty days on nothing falls due, since there are sixty now; a desk that knows nothing reads the same. */
static void time_goes_on(struct world *w, const struct hf_id *file)
{
    size_t fired, all = 0;
    uint32_t before = seq_of(w, 0, file);
    w->clock.now_ms += 36 * HF_MS_PER_DAY;
    do {
        assert_int_equal(hf_watch_due(w->desk[1], &w->arena, &fired, &w->err), HF_OK);
        all += fired;
    } while (fired > 0);
    assert_int_equal(seq_of(w, 0, file), before);
    w->clock.now_ms += 25 * HF_MS_PER_DAY;
    do {
        assert_int_equal(hf_watch_due(w->desk[1], &w->arena, &fired, &w->err), HF_OK);
        all += fired;
    } while (fired > 0);
    assert_true(all > 0);
    world_kill(w, 0);
    assert_int_equal(version_of(w, 0, file), 2);
    assert_true(seq_of(w, 0, file) > before);
    must(w, act_at(w, 0, &w->officer, "officer", file, "request/1", "finish", NULL));
}

struct hf_id migrating_run(struct world *w)
{
    world_publish(w, OLD);
    struct hf_id file = known_to_both(w), second = known_to_both(w);
    publish_next(w, &file);
    two_sign(w, &file);
    others_follow(w, &file);
    a_sleeper_is_woken(w, &second);
    time_goes_on(w, &file);
    return file;
}

/* ---- the audit ---- */

struct library {
    struct world *w;
    struct {
        struct hf_digest digest;
        const struct hf_flow *flow;
    } known[3];
};

static const struct hf_flow *find(void *context, const struct hf_digest *digest)
{
    struct library *library = context;
    for (size_t i = 0; i < sizeof library->known / sizeof library->known[0]; i++)
        if (hf_digest_eq(&library->known[i].digest, digest))
            return library->known[i].flow;
    return NULL;
}

static struct library read_library(struct world *w)
{
    static const char *const paths[] = {OLD, NEW, "tests/vectors/workflow/freeze-small.json"};
    struct library library = {.w = w};
    struct hf_findings findings;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct hf_str text = world_file(w, paths[i]);
        hf_sha256(&w->hasher, &text, 1, &library.known[i].digest);
        assert_int_equal(hf_flow_read(text, HF_FLOW_PUBLISHED, w->house, &w->arena, &library.known[i].flow,
                                      &findings, &w->err),
                         HF_OK);
    }
    return library;
}

enum hf_rc migrating_audit(struct world *w, struct hf_audit_figures *figures)
{
    enum { SCRATCH = 8 << 20 };
    struct library library = read_library(w);
    struct hf_arena scratch;
    hf_arena_init(&scratch, HF_NEW_UNSET(&w->arena, unsigned char, SCRATCH), SCRATCH);
    struct hf_audit audit = {.ledger = w->ledgers != NULL ? w->ledgers[0] : twin_ledger(w->store),
                             .house = w->house,
                             .definition = find,
                             .context = &library,
                             .origin = HF_STR("court.example/log1"),
                             .hasher = &w->hasher,
                             .arena = &w->arena,
                             .scratch = &scratch};
    return hf_audit_verify(&audit, figures, &w->err);
}

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    uint32_t *seq = context;
    (void)err;
    if (*seq == 0 && hf_str_contains(row->event.header, HF_STR("\"act\":\"case.migrate\"")))
        *seq = row->event.seq;
    return HF_OK;
}

uint32_t migrating_seq(struct world *w, const struct hf_id *file)
{
    struct hf_ledger ledger = w->ledgers != NULL ? w->ledgers[0] : twin_ledger(w->store);
    struct hf_ask ask = {.id = *file, .from = 1, .to = INT32_MAX};
    uint32_t seq = 0;
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_events_of_file, &ask, take_event, &seq, &w->err), HF_OK);
    return seq;
}
