/* SPDX-License-Identifier: Apache-2.0 */
#include "base/id.h"
#include "unit/unit.h"

static void an_id_is_22_letters_and_comes_back(void **state)
{
    (void)state;
    struct hf_id id, back;
    char room[HF_ID_TEXT];
    struct hf_buf buf = HF_BUF(room);
    for (size_t i = 0; i < HF_ID_SIZE; i++)
        id.byte[i] = (unsigned char)(17 * i);
    hf_id_put(&buf, &id);
    assert_str(hf_buf_str(&buf), "ABEiM0RVZneImaq7zN3u_w");
    assert_true(hf_id_read(hf_buf_str(&buf), &back));
    assert_true(hf_id_eq(&id, &back));
}

static void what_is_no_id_changes_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "ABEiM0RVZneImaq7zN3u_", "ABEiM0RVZneImaq7zN3u_x",
                                        "ABEiM0RVZneImaq7zN3u/w", "ABEiM0RVZneImaq7zN3u_w=="};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct hf_id id = {{7}};
        assert_false(hf_id_read(hf_str_of(texts[i]), &id));
        assert_int_equal(id.byte[0], 7);
    }
}

static void ids_are_ordered_by_their_bytes(void **state)
{
    (void)state;
    struct hf_id zero = {{0}}, low = {{0, 1}}, high = {{1}};
    assert_true(hf_id_is_zero(&zero));
    assert_false(hf_id_is_zero(&low));
    assert_true(hf_id_order(&low, &high) < 0);
    assert_true(hf_id_order(&high, &low) > 0);
    assert_int_equal(hf_id_order(&low, &low), 0);
}

/* RFC 9562 appendix A.6: Tuesday, February 22, 2022 2:22:22.00 PM GMT-05:00. */
static void the_published_uuid_of_version_7_is_met(void **state)
{
    (void)state;
    static const unsigned char random[HF_ID_SIZE] = {0,    0,    0,    0,    0,    0,    0x0C, 0xC3,
                                                     0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F};
    char room[HF_UUID_TEXT];
    struct hf_buf buf = HF_BUF(room);
    struct hf_id id = hf_id_v7(1645557742000, random);
    hf_id_put_uuid(&buf, &id);
    assert_str(hf_buf_str(&buf), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    struct hf_id again;
    assert_true(hf_id_read_uuid(hf_buf_str(&buf), &again));
    assert_true(hf_id_eq(&again, &id));
}

static void a_uuid_is_read_in_its_one_spelling(void **state)
{
    (void)state;
    static const char *const others[] = {
        "",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
        "017F22E2-79b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4_dc0c0c07398f",
        "017f22e279b0-7cc3-98c4-dc0c0c07398f-",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
    };
    struct hf_id id;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(hf_id_read_uuid(hf_str_of(others[i]), &id));
}

static void a_reference_is_read_as_people_type_it(void **state)
{
    (void)state;
    static const unsigned char random[5] = {0x00, 0x44, 0x32, 0x14, 0xC7};
    static const char *const typed[] = {"0123-4567-D", "01234567d", "o1234567-d", "OI23-4567-D",
                                        "oL23-4567-d"};
    char room[HF_REFERENCE_TEXT], normal[HF_REFERENCE_TEXT];
    struct hf_buf buf = HF_BUF(room);
    hf_reference_put(&buf, random);
    assert_str(hf_buf_str(&buf), "0123-4567-D");
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
        assert_true(hf_reference_read(hf_str_of(typed[i]), normal));
        assert_memory_equal(normal, "0123-4567-D", HF_REFERENCE_TEXT);
    }
}

/* A reference with letters of which no two are alike. */
static void one_of(char text[HF_REFERENCE_TEXT])
{
    static const unsigned char random[5] = {0x9E, 0x37, 0x79, 0xB9, 0x7F};
    struct hf_buf buf = {.at = text, .size = HF_REFERENCE_TEXT};
    hf_reference_put(&buf, random);
    assert_false(buf.full);
}

/* 0 and Z are 31 apart, so that a sum mod 31 cannot tell them; base/id.h says so. */
static bool blind_to(char a, char b)
{
    return a == b || (a == '0' && b == 'Z') || (a == 'Z' && b == '0');
}

static void one_wrong_letter_is_found(void **state)
{
    (void)state;
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    char right[HF_REFERENCE_TEXT], wrong[HF_REFERENCE_TEXT], normal[HF_REFERENCE_TEXT];
    one_of(right);
    for (size_t at = 0; at < HF_REFERENCE_TEXT - 2; at++)
        for (size_t i = 0; right[at] != '-' && i < 32; i++) {
            memcpy(wrong, right, sizeof wrong);
            wrong[at] = letters[i];
            assert_int_equal(hf_reference_read((struct hf_str){wrong, sizeof wrong}, normal),
                             blind_to(right[at], wrong[at]));
        }
}

static void two_swapped_neighbours_are_found(void **state)
{
    (void)state;
    char right[HF_REFERENCE_TEXT], wrong[HF_REFERENCE_TEXT], normal[HF_REFERENCE_TEXT];
    one_of(right);
    for (size_t at = 0; at + 1 < HF_REFERENCE_TEXT - 2; at++) {
        if (right[at] == '-' || right[at + 1] == '-' || blind_to(right[at], right[at + 1]))
            continue;
        memcpy(wrong, right, sizeof wrong);
        wrong[at] = right[at + 1];
        wrong[at + 1] = right[at];
        assert_false(hf_reference_read((struct hf_str){wrong, sizeof wrong}, normal));
    }
}

static void what_is_no_reference_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"",    "0123-4567", "0123-4567-DD", "0123-456U-D", "0123 4567 D",
                                        "----"};
    char normal[HF_REFERENCE_TEXT];
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_false(hf_reference_read(hf_str_of(texts[i]), normal));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_is_22_letters_and_comes_back),
        cmocka_unit_test(what_is_no_id_changes_nothing),
        cmocka_unit_test(ids_are_ordered_by_their_bytes),
        cmocka_unit_test(the_published_uuid_of_version_7_is_met),
        cmocka_unit_test(a_uuid_is_read_in_its_one_spelling),
        cmocka_unit_test(a_reference_is_read_as_people_type_it),
        cmocka_unit_test(one_wrong_letter_is_found),
        cmocka_unit_test(two_swapped_neighbours_are_found),
        cmocka_unit_test(what_is_no_reference_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
