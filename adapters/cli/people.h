/* SPDX-License-Identifier: Apache-2.0 */
/* The people of the house, by the names that are typed and shown. */
#ifndef HF_CLI_PEOPLE_H
#define HF_CLI_PEOPLE_H

#include "cli/view.h"

struct hf_person_row {
    struct hf_id id;
    hf_instance instance;
    struct hf_str name, account, state;
    bool is_active; /* holds rights, also where somebody proposed to disable the person */
};
struct hf_people {
    struct hf_sight sight; /* of the people file */
    struct hf_person_row *person;
    size_t count; /* 0: nobody was enrolled yet */
};

enum hf_rc hf_people_read(struct hf_seat *seat, struct hf_people *out, struct hf_err *err);

/* By name, account, "person/3" or id. NOT_FOUND cli_no_person (with the near one), BAD_INPUT cli_two_persons.
 */
enum hf_rc hf_people_find(const struct hf_people *people, struct hf_str typed,
                          const struct hf_person_row **out, struct hf_err *err);
/* The same for who acts: somebody merely proposed under the same name stands in nobody's way. */
enum hf_rc hf_people_acting(const struct hf_people *people, struct hf_str typed,
                            const struct hf_person_row **out, struct hf_err *err);

/* The people, where who acts is an auditor. NOT_ALLOWED access_auditor; those of hf_seat_actor. */
enum hf_rc hf_people_auditor(struct hf_seat *seat, struct hf_people *out, struct hf_err *err);

/* The name of a person; of anybody else the id. */
struct hf_str hf_people_name(const struct hf_people *people, const struct hf_id *id);

#endif
