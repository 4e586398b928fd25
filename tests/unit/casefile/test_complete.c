/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Completeness: article 96(2)(a) to (f) of the Statute, and the sections of the certificates of Regulation
 * 2018/1805. What a definition demands is read from the definition itself: each element is left out in turn,
 * and the refusal names it alone, with the paragraph or section that asks for it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "unit/casefile/bench.h"

static struct hf_rehearsal *b;

static void open_bench(void **state, const char *path)
{
    b = bench_begin(state, path);
}

/* ---- a complete payload, and the same without one member ---- */

struct element {
    const char *name, *value;
    const char *asked_by; /* the paragraph or section that the refusal names; NULL: it stands in no list */
};

static const char *payload_without(const char *begin, const struct element *of, size_t count,
                                   const char *left_out)
{
    struct hf_buf text = hf_buf_in(&b->arena, 1024);
    hf_buf_put(&text, hf_str_of(begin));
    for (size_t i = 0; i < count; i++) {
        if (left_out != NULL && strcmp(of[i].name, left_out) == 0)
            continue;
        hf_buf_put(&text, HF_STR(",'"));
        hf_buf_put(&text, hf_str_of(of[i].name));
        hf_buf_put(&text, HF_STR("':"));
        hf_buf_put(&text, hf_str_of(of[i].value));
    }
    hf_buf_put_char(&text, '}');
    hf_buf_put_char(&text, '\0');
    return hf_buf_str(&text).at;
}

static const struct element *find(const struct element *of, size_t count, struct hf_str name)
{
    for (size_t i = 0; i < count; i++)
        if (hf_str_eq(hf_str_of(of[i].name), name))
            return &of[i];
    fail_msg("%.*s is demanded, and this test does not know it", HF_STR_ARG(name));
    return of;
}

static const struct hf_branch *last_branch(const char *kind_name, const char *state, const char *event)
{
    const struct hf_flow *flow = b->flows.workflow;
    const struct hf_kind *kind = &flow->kind[hf_flow_kind(flow, hf_str_of(kind_name))];
    const struct hf_handler *handler = hf_flow_find_branches(kind, hf_kind_state(kind, hf_str_of(state)),
                                                             hf_kind_event(kind, hf_str_of(event)));
    assert_non_null(handler);
    return &handler->branches.at[handler->branches.count - 1];
}

/* Refused, and the one line of the refusal names the element and who asks for it. */
static void assert_missing(enum hf_rc rc, const struct element *element)
{
    struct hf_str detail = hf_str_of(b->err.detail[HF_EN]);
    assert_int_equal(rc, HF_REFUSED);
    assert_str(hf_err_code(&b->err), "needs");
    assert_true(hf_str_begins(detail, hf_str_of(element->name)));
    assert_true(hf_str_contains(detail, hf_str_of(element->asked_by)));
    assert_false(hf_str_contains(hf_str_part(detail, 0, detail.len - (detail.len > 0)), HF_STR("\n")));
}

/* ---- article 96(2) ---- */

static const struct element request[] = {
    {"purpose", "'To learn where the proceeds are.'", "96(2)(a)"},
    {"legal_grounds", "'Articles 57(3)(e), 87 and 93(1)(k).'", "96(2)(a)"},
    {"person_or_place", "'Octavian Marrow; a villa at Port Lumen.'", "96(2)(b)"},
    {"essential_facts", "'Payments were made without any work.'", "96(2)(c)"},
    {"procedure", "'Without notice to the holder, who could move the money.'", "96(2)(d)"},
    {"national_needs", "'None is known of the law of that State.'", "96(2)(e)"},
    {"other_information", "'None.'", "96(2)(f)"},
};
enum { ELEMENTS = sizeof request / sizeof request[0] };

static int open_request(void **state)
{
    open_bench(state, "workflows/icc-asset-recovery.json");
    bench_do(b, "investigator", "case", "open_case",
             "{'title':'Marrow','situation':'SIT-04','organ':'prosecution','grounds':'Payments reach him.',"
             "'classification':'confidential','person_unknown':true}");
    bench_do(b, "legal_officer", "document", "document.add",
             "{'title':'Plan','sha256':'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg','size':1,"
             "'media_type':'text/plain','classification':'confidential'}");
    bench_do(b, "legal_officer", "case", "plan", "{'plan':'document/1'}");
    return 0;
}

static const char *begin_request(void)
{
    struct hf_buf text = hf_buf_in(&b->arena, 200);
    hf_buf_put(&text, HF_STR("{'kind':'identify','duty':'party','addressee':'"));
    hf_id_put(&text, &b->authority[0]);
    hf_buf_put_char(&text, '\'');
    hf_buf_put_char(&text, '\0');
    return hf_buf_str(&text).at;
}

static enum hf_rc submit_without(const char *left_out, int number)
{
    struct hf_id officer = bench_person(b, "legal_officer");
    char on[32];
    snprintf(on, sizeof on, "request/%d", number);
    bench_do(b, "legal_officer", "request", "draft",
             payload_without(begin_request(), request, ELEMENTS, left_out));
    return bench_act(b, &officer, "legal_officer", on, "submit", NULL);
}

static void a_request_without_an_element_of_96_2_is_refused_by_paragraph_and_field(void **state)
{
    const struct hf_branch *branch = last_branch("request", "draft", "submit");
    const struct hf_flow *flow = b->flows.workflow;
    const struct hf_shape *data = flow->kind[hf_flow_kind(flow, HF_STR("request"))].data;
    (void)state;
    assert_int_equal(branch->needs.count, ELEMENTS);
    for (int i = 0; i < ELEMENTS; i++) {
        const struct element *element = find(request, ELEMENTS, data->member[branch->needs.at[i]].name);
        assert_missing(submit_without(element->name, i + 1), element);
    }
    assert_int_equal(submit_without(NULL, ELEMENTS + 1), HF_OK);
}

static void each_paragraph_of_96_2_is_asked_for(void **state)
{
    (void)state;
    for (const char *letter = "abcdef"; *letter != '\0'; letter++) {
        char paragraph[12];
        bool found = false;
        snprintf(paragraph, sizeof paragraph, "96(2)(%c)", *letter);
        for (size_t i = 0; i < ELEMENTS; i++)
            found = found || strcmp(request[i].asked_by, paragraph) == 0;
        assert_true(found);
    }
}

static void all_that_is_missing_is_told_at_once(void **state)
{
    struct hf_id officer = bench_person(b, "legal_officer");
    (void)state;
    bench_do(b, "legal_officer", "request", "draft", payload_without(begin_request(), request, 0, NULL));
    assert_int_equal(bench_act(b, &officer, "legal_officer", "request/1", "submit", NULL), HF_REFUSED);
    for (size_t i = 0; i < ELEMENTS; i++)
        assert_true(hf_str_contains(hf_str_of(b->err.detail[HF_FR]), hf_str_of(request[i].name)));
}

/* ---- the freezing certificate, Annex I ---- */

static const struct element certificate[] = {
    {"issuing_authority", "'Court of First Instance, judge 4'", "Ann. I, A"},
    {"urgency", "'ordinary'", "Ann. I, B"},
    {"persons", "['party/1']", "Ann. I, C"},
    {"property", "'One account.'", "Ann. I, D"},
    {"facts", "'Invoices were paid; no work was done.'", "Ann. I, E"},
    {"offence", "'listed'", " 3)"},
    {"offence_nature", "'Fraud, five years.'", "Ann. I, E"},
    {"necessity", "'Else nothing is left to confiscate.'", " 1(3)"},
    {"proportionality", "'No more than was paid.'", " 1(3)"},
    {"confidentiality", "'Secret until it is in place.'", " 11)"},
    {"other_states", "'No other State is asked.'", " 5)"},
    {"next_step", "'attached'", " 4)"},
    {"legal_remedies", "'An objection within ten days.'", " 33)"},
};
enum { SECTIONS = sizeof certificate / sizeof certificate[0] };

static int open_certificate(void **state)
{
    char payload[200];
    open_bench(state, "workflows/eu-freezing-order.json");
    bench_do(b, "legal_officer", "case", "open_case",
             "{'title':'Harbour Lane','grounds':'Payments for works never done.','reference':'26/114',"
             "'classification':'confidential'}");
    bench_do(b, "legal_officer", "party", "party.add", "{'kind':'company','name':'Harbour Lane SA'}");
    bench_do(b, "legal_officer", "asset", "asset.add",
             "{'kind':'account','description':'Account','state':'XF'}");
    bench_do(
        b, "legal_officer", "order", "order.add",
        "{'kind':'freeze','issued_by':'Judge','issued_on':'2026-11-20','number':'G 1','covers':['asset/1']}");
    bench_do(b, "legal_officer", "order", "order.add",
             "{'kind':'forfeiture','issued_by':'Court','issued_on':'2026-11-20','number':'K 1',"
             "'covers':['asset/1']}");
    struct hf_buf id = hf_buf_in(&b->arena, HF_ID_TEXT);
    hf_id_put(&id, &b->authority[0]);
    snprintf(payload, sizeof payload, "{'asset':'asset/1','partner':'%.*s','holder':'party/1'}",
             HF_STR_ARG(hf_buf_str(&id)));
    bench_do(b, "legal_officer", "measure", "name_asset", payload);
    return 0;
}

static const char *begin_certificate(void)
{
    struct hf_buf text = hf_buf_in(&b->arena, 200);
    hf_buf_put(&text, HF_STR("{'measures':['measure/1'],'order':'order/1','partner':'"));
    hf_id_put(&text, &b->authority[0]);
    hf_buf_put_char(&text, '\'');
    hf_buf_put_char(&text, '\0');
    return hf_buf_str(&text).at;
}

static enum hf_rc certify_without(const char *left_out, int number)
{
    struct hf_id officer = bench_person(b, "legal_officer");
    char on[32];
    snprintf(on, sizeof on, "certificate/%d", number);
    bench_do(b, "legal_officer", "certificate", "issue",
             payload_without(begin_certificate(), certificate, SECTIONS, left_out));
    return bench_act(b, &officer, "legal_officer", on, "certify", NULL);
}

static void a_certificate_without_a_section_is_refused_by_section_and_field(void **state)
{
    const struct hf_branch *branch = last_branch("certificate", "issued", "certify");
    const struct hf_flow *flow = b->flows.workflow;
    const struct hf_shape *data = flow->kind[hf_flow_kind(flow, HF_STR("certificate"))].data;
    (void)state;
    assert_int_equal(branch->needs.count, SECTIONS);
    for (int i = 0; i < SECTIONS; i++) {
        const struct element *element = find(certificate, SECTIONS, data->member[branch->needs.at[i]].name);
        assert_missing(certify_without(element->name, i + 1), element);
    }
    assert_int_equal(certify_without(NULL, SECTIONS + 1), HF_OK);
}

/* ---- the confiscation certificate, Annex II ---- */

static const struct element confiscation[] = {
    {"confiscation_order", "'order/2'", "Ann. II)"},
    {"confiscation_facts", "'The judgment is final.'", "Ann. II)"},
    {"confiscation_amount", "{'amount':48000000,'currency':'EUR'}", "Ann. II)"},
    {"confiscation_final", "true", "Ann. II)"},
    {"trial_presence", "'Represented by counsel.'", "Ann. II)"},
};
enum { PARTS = sizeof confiscation / sizeof confiscation[0] };

static enum hf_rc confiscate_without(const char *left_out)
{
    struct hf_id officer = bench_person(b, "legal_officer");
    char *payload = (char *)(uintptr_t)payload_without("{", confiscation, PARTS, left_out);
    payload[1] = ' '; /* the comma before the first member */
    return bench_act(b, &officer, "legal_officer", "certificate/1", "send_confiscation", payload);
}

/* What the schema demands is refused before the state is looked at; each by section and field. */
static void a_confiscation_certificate_without_a_section_is_refused_by_section_and_field(void **state)
{
    const struct hf_flow *flow = b->flows.workflow;
    const struct hf_kind *kind = &flow->kind[hf_flow_kind(flow, HF_STR("certificate"))];
    const struct hf_shape *payload = kind->event[hf_kind_event(kind, HF_STR("send_confiscation"))].payload;
    size_t demanded = 0;
    (void)state;
    bench_do(b, "legal_officer", "certificate", "issue",
             payload_without(begin_certificate(), certificate, SECTIONS, NULL));
    for (uint16_t i = 0; i < payload->members; i++) {
        if (!payload->member[i].required)
            continue;
        const struct element *element = find(confiscation, PARTS, payload->member[i].name);
        assert_int_equal(confiscate_without(element->name), HF_BAD_INPUT);
        assert_str(hf_err_code(&b->err), "payload_invalid");
        assert_true(hf_str_contains(hf_str_of(b->err.detail[HF_EN]), hf_str_of(element->name)));
        assert_true(hf_str_contains(hf_str_of(b->err.detail[HF_EN]), hf_str_of(element->asked_by)));
        demanded++;
    }
    assert_int_equal(demanded, PARTS);
    assert_int_equal(confiscate_without(NULL), HF_REFUSED);
    assert_str(hf_err_code(&b->err), "not_in_state");
}

int main(void)
{
#define ON_REQUEST(test) cmocka_unit_test_setup_teardown(test, open_request, bench_end)
#define ON_CERTIFICATE(test) cmocka_unit_test_setup_teardown(test, open_certificate, bench_end)
    const struct CMUnitTest tests[] = {
        ON_REQUEST(a_request_without_an_element_of_96_2_is_refused_by_paragraph_and_field),
        ON_REQUEST(each_paragraph_of_96_2_is_asked_for),
        ON_REQUEST(all_that_is_missing_is_told_at_once),
        ON_CERTIFICATE(a_certificate_without_a_section_is_refused_by_section_and_field),
        ON_CERTIFICATE(a_confiscation_certificate_without_a_section_is_refused_by_section_and_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
