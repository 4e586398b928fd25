/* SPDX-License-Identifier: Apache-2.0 */
#include "flow_file.h"

static const char small[] = "tests/vectors/workflow/freeze-small.json";

static void the_small_pair_is_read_without_fault(void **state)
{
    (void)state;
    struct hf_str text = file_text(small);
    struct flow_file *f = flow_read(text);
    print_findings(small, f);
    assert_int_equal(f->rc, HF_OK);
    assert_int_equal(f->findings.faults, 0);
    print_message("%zu bytes of definition, %zu of arena\n", text.len, f->arena.used);
    flow_free(f);
    free((void *)(uintptr_t)text.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_small_pair_is_read_without_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
