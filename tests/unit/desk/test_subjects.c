/* SPDX-License-Identifier: Apache-2.0 */
/* The case that an authority knows by a name of its own is found again by that name. */
#include "desk/subjects.h"

#include "desk/inside.h"
#include "sim/world.h"
#include "unit/unit.h"

enum { CASES = 9 };

static struct hf_str name_of(struct world *w, const struct hf_id *file, const struct hf_id *authority)
{
    struct hf_str out;
    assert_int_equal(hf_case_subject(&w->desk[0]->setup.keys, file, authority, &w->arena, &out, &w->err),
                     HF_OK);
    return out;
}

static struct hf_id found(struct world *w, struct hf_subjects *subjects, struct hf_str name)
{
    struct hf_id file;
    assert_int_equal(hf_subjects_find(w->desk[0], subjects, name, &w->arena, &file, &w->err), HF_OK);
    return file;
}

static void assert_each_is_found(struct world *w, struct hf_subjects *subjects, const struct hf_id *file)
{
    for (size_t i = 0; i < CASES; i++)
        for (size_t k = 0; k < WORLD_FOCALS; k++) {
            struct hf_id out = found(w, subjects, name_of(w, &file[i], &w->focal[k].authority));
            assert_true(hf_id_eq(&out, &file[i]));
        }
}

static void a_case_is_found_by_what_each_authority_calls_it(void **state)
{
    struct world *w = *state;
    struct hf_subjects subjects = {.read = false};
    struct hf_id file[CASES], stranger = {{7}};
    for (size_t i = 0; i < CASES; i++)
        file[i] = world_case(w);
    assert_each_is_found(w, &subjects, file);
    assert_int_equal(subjects.count, subjects.files * subjects.authorities);
    struct hf_id out = found(w, &subjects, name_of(w, &stranger, &w->focal[0].authority));
    assert_true(hf_id_is_zero(&out));
    out = found(w, &subjects, HF_STR("no name of a case"));
    assert_true(hf_id_is_zero(&out));
    subjects.at = NULL; /* as where there are too many to keep */
    assert_each_is_found(w, &subjects, file);
}

/* Names are tried once: what came later is not known to who began before. */
static void they_are_tried_once(void **state)
{
    struct world *w = *state;
    struct hf_subjects subjects = {.read = false};
    struct hf_id first = world_case(w), out = found(w, &subjects, name_of(w, &first, &w->focal[0].authority));
    assert_true(hf_id_eq(&out, &first));
    size_t count = subjects.count;
    struct hf_id later = world_case(w);
    out = found(w, &subjects, name_of(w, &later, &w->focal[0].authority));
    assert_true(hf_id_is_zero(&out));
    assert_int_equal(subjects.count, count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_case_is_found_by_what_each_authority_calls_it, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(they_are_tried_once, world_begin, world_end),
    };
    return cmocka_run_group_tests_name("subjects", tests, NULL, NULL);
}
