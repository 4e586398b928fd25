/* SPDX-License-Identifier: Apache-2.0 */
/* The courier's twin in memory keeps to the rules of every courier. */
#include "desk/classes.h"
#include "port/courier_suite.h"
#include "port/memory.h"
#include "unit/unit.h"

struct world {
    size_t count;
    struct hf_str last;
};

static void deliver(void *context, const struct hf_parcel *parcel, struct hf_parcel_result *result)
{
    struct world *world = context;
    if (hf_str_eq(parcel->address, HF_STR("https://takes.example/"))) {
        world->count++;
        world->last = parcel->token;
    } else if (hf_str_eq(parcel->address, HF_STR("https://refuses.example/"))) {
        result->status = 400;
        result->class_name = HF_STR(HF_CLASS_PERMANENT);
    } else {
        result->status = 0;
        result->class_name = HF_STR(HF_CLASS_TRANSIENT);
    }
}

static size_t received(void *self, struct hf_str *last)
{
    const struct world *world = self;
    *last = world->last;
    return world->count;
}

static void the_twin_keeps_to_the_rules_of_every_courier(void **state)
{
    (void)state;
    struct world world = {0};
    static struct twin_courier twin;
    twin.deliver = deliver;
    twin.context = &world;
    struct courier_stage stage = {.courier = twin_courier(&twin),
                                  .takes = HF_STR("https://takes.example/"),
                                  .refuses = HF_STR("https://refuses.example/"),
                                  .nowhere = HF_STR("https://nowhere.example/"),
                                  .foreign = HF_STR("mailto:focal.point@example.org"),
                                  .received = received,
                                  .self = &world};
    courier_suite(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_twin_keeps_to_the_rules_of_every_courier)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
