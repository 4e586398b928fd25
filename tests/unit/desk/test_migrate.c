/* SPDX-License-Identifier: Apache-2.0 */
/* Versions at the desk: which may be published, and a case that comes from one to the next, on the ledger in
 * memory; on PostgreSQL the same is in tests/unit/pg/test_desk.c. */
#include <stdlib.h>

#include "unit/desk/migrating.h"
#include "unit/unit.h"

#define OLD "tests/vectors/workflow/moving-1.json"
#define NEW "tests/vectors/workflow/moving-2.json"

static enum hf_rc publish(struct world *w, size_t desk, const struct hf_id *who, struct hf_str text)
{
    struct hf_request as = world_request(w, who, "administrator", NULL, "", "", NULL);
    return hf_definition_publish(w->desk[desk], text, &as.command, &w->arena, &w->response, &w->err);
}

/* With other bytes: the text's `from` once replaced by `to`, as long as it. */
static struct hf_str other(struct world *w, const char *path, const char *from, const char *to)
{
    struct hf_str text = world_file(w, path);
    char *at = memmem(text.at, text.len, from, strlen(from));
    assert_non_null(at);
    memcpy(at, to, strlen(from));
    return text;
}

static void one_version_is_one_file(void **state)
{
    struct world *w = *state;
    struct hf_str rival = other(w, OLD, "\"30d\"", "\"31d\"");
    assert_int_equal(publish(w, 0, &w->officer, world_file(w, OLD)), HF_OK);
    assert_int_equal(publish(w, 1, &w->approver, rival), HF_CONFLICT); /* before it is confirmed */
    assert_str(hf_err_code(&w->err), "definition_other");
    assert_int_equal(publish(w, 0, &w->approver, world_file(w, OLD)), HF_OK);
    assert_int_equal(publish(w, 1, &w->approver, rival), HF_CONFLICT);
    assert_str(hf_err_code(&w->err), "definition_older");
}

static void a_later_version_has_a_higher_number(void **state)
{
    struct world *w = *state;
    assert_int_equal(publish(w, 0, &w->officer, world_file(w, OLD)), HF_OK);
    assert_int_equal(publish(w, 0, &w->officer, world_file(w, NEW)), HF_OK);
    assert_int_equal(publish(w, 1, &w->approver, world_file(w, NEW)), HF_OK);
    assert_int_equal(publish(w, 0, &w->approver, world_file(w, OLD)), HF_CONFLICT); /* overtaken */
    assert_str(hf_err_code(&w->err), "definition_older");
    assert_int_equal(publish(w, 0, &w->officer, other(w, NEW, "\"version\": 2", "\"version\": 3")), HF_OK);
}

static void who_proposed_may_not_confirm(void **state)
{
    struct world *w = *state;
    assert_int_equal(publish(w, 0, &w->officer, world_file(w, OLD)), HF_OK);
    assert_int_equal(publish(w, 0, &w->officer, world_file(w, OLD)), HF_NOT_ALLOWED);
    assert_str(hf_err_code(&w->err), "same_person");
}

/* The second of two in one batch sees what the first has made. */
static void two_proposals_at_once_do_not_both_pass(void **state)
{
    struct world *w = *state;
    static const char *const digests[] = {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                          "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"};
    struct hf_request requests[2];
    struct hf_response out[2];
    for (size_t i = 0; i < 2; i++) {
        char payload[120];
        struct hf_buf text = HF_BUF(payload);
        hf_buf_put(&text, HF_STR("{'workflow':'moving','version':1,'digest':'"));
        hf_buf_put(&text, hf_str_of(digests[i]));
        hf_buf_put(&text, HF_STR("'}"));
        hf_buf_put_char(&text, '\0');
        requests[i] = world_request(w, &w->officer, "administrator", &w->library, "definition",
                                    "definition.propose", payload);
    }
    assert_int_equal(hf_desk_serve(w->desk[0], requests, 2, &w->arena, out, &w->err), HF_OK);
    assert_int_equal(out[0].outcome, HF_DONE);
    assert_int_equal(out[1].outcome, HF_REFUSED_ANSWER);
    assert_str(hf_err_code(out[1].err), "definition_other");
}

static void a_case_does_not_begin_with_a_migration(void **state)
{
    struct world *w = *state;
    world_publish(w, OLD);
    world_publish(w, NEW);
    struct hf_str map = world_file(w, "tests/vectors/migration/moving.json");
    struct hf_request as = world_request(w, &w->officer, "administrator", NULL, "", "", NULL);
    assert_int_equal(hf_migration_publish(w->desk[0], map, &as.command, &w->arena, &w->response, &w->err),
                     HF_OK);
    struct hf_request request =
        world_request(w, &w->officer, "administrator", NULL, "case", "case.migrate", migrating_payload(w));
    request.workflow = HF_STR("moving");
    assert_int_equal(world_serve(w, 0, &request), HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), "no_instance");
}

static void a_case_is_carried_over_and_audited(void **state)
{
    struct world *w = *state;
    struct hf_audit_figures figures;
    struct hf_id file = migrating_run(w);
    assert_true(migrating_seq(w, &file) > 0);
    if (migrating_audit(w, &figures) != HF_OK)
        fail_msg("%s: %s", w->err.where, w->err.arg[0]);
    assert_true(figures.events > 20);
}

/* The event that leads to the other version, changed anywhere, is found. */
static void a_migration_that_was_changed_is_found(void **state)
{
    struct world *w = *state;
    struct hf_audit_figures figures;
    struct hf_id file = migrating_run(w);
    uint32_t seq = migrating_seq(w, &file);
    size_t mark = hf_arena_mark(&w->arena), looked = 0;
    struct hf_event_row *row = twin_store_event(w->store, 0);
    for (size_t position = 0; !hf_id_eq(&row->file, &file) || row->seq != seq; position++)
        row = twin_store_event(w->store, position + 1);
    for (size_t at = 0; at < row->payload.len; at += 7, looked++) {
        char *byte = (char *)(uintptr_t)row->payload.at + at;
        *byte ^= 1;
        assert_int_equal(migrating_audit(w, &figures), HF_UNVERIFIED);
        *byte ^= 1;
        hf_arena_reset(&w->arena, mark);
    }
    assert_true(looked > 30);
    assert_int_equal(migrating_audit(w, &figures), HF_OK);
}

#define HELD(test) cmocka_unit_test_setup_teardown(test, world_begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HELD(one_version_is_one_file),
        HELD(a_later_version_has_a_higher_number),
        HELD(who_proposed_may_not_confirm),
        HELD(two_proposals_at_once_do_not_both_pass),
        HELD(a_case_does_not_begin_with_a_migration),
        HELD(a_case_is_carried_over_and_audited),
        HELD(a_migration_that_was_changed_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
