/* SPDX-License-Identifier: Apache-2.0 */
/* Every definition that is shipped is read and checked; what is found is printed, and there may be no fault.
 */
#include <glob.h>

#include "flow_file.h"

static const char house_path[] = "engine/casefile/house.json";

static size_t look_at(const char *path, enum hf_flow_origin origin, const struct hf_flow *house)
{
    struct hf_str text = file_text(path);
    struct flow_file *f = flow_read_as(text, origin, house);
    print_findings(path, f);
    print_message("%s: %zu bytes, %zu of arena, %zu findings\n", path, text.len, f->arena.peak,
                  f->findings.count);
    size_t faults = f->rc != HF_OK;
    flow_free(f);
    free((void *)(uintptr_t)text.at);
    return faults;
}

static void the_house_s_own_definition_is_without_fault(void **state)
{
    (void)state;
    assert_int_equal(look_at(house_path, HF_FLOW_HOUSE, NULL), 0);
}

static void every_shipped_definition_is_without_fault(void **state)
{
    (void)state;
    glob_t found;
    size_t faults = 0;
    struct hf_str text = file_text(house_path);
    struct flow_file *house = flow_read_as(text, HF_FLOW_HOUSE, NULL);
    assert_int_equal(glob("workflows/*.json", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        faults += look_at(found.gl_pathv[i], HF_FLOW_PUBLISHED, house->flow);
    globfree(&found);
    flow_free(house);
    free((void *)(uintptr_t)text.at);
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_house_s_own_definition_is_without_fault),
        cmocka_unit_test(every_shipped_definition_is_without_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
