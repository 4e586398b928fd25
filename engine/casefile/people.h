/* SPDX-License-Identifier: Apache-2.0 */
/* Who somebody is: people of the house, authorities of the directory, and how surely each is known. */
#ifndef HF_CASEFILE_PEOPLE_H
#define HF_CASEFILE_PEOPLE_H

#include "casefile/decide.h"

/* Does whoever stands in this state hold rights? So do those whom somebody proposed to disable; of every kind
 * but `person`: no. */
bool hf_state_enrolled(const struct hf_kind *kind, uint16_t state);
/* Position of the person in the people file; HF_NO_INSTANCE when unknown or not enrolled. */
hf_instance hf_person(const struct hf_house *house, const struct hf_flow *house_flow, const struct hf_id *id);
bool hf_person_has_role(const struct hf_house *house, const struct hf_flow *house_flow, hf_instance person,
                        struct hf_str role);
/* Every enrolled person who has the role, in order of enrolment. */
size_t hf_role_holders(const struct hf_house *house, const struct hf_flow *house_flow, struct hf_str role,
                       struct hf_arena *arena, const struct hf_id **out);

/* What an act of another side, known in this way, is worth (format, "assurance"). */
enum hf_assurance hf_known_assurance(enum hf_known known);

/* Is the name in the canonical text of a list of names? */
bool hf_list_has_name(struct hf_str list, struct hf_str name);
/* A plain text datum by name of an instance of a house file ("endpoint" of an authority); empty when absent.
 */
struct hf_str hf_house_text_datum(const struct hf_flow *house_flow, const struct hf_case *c, hf_instance i,
                                  struct hf_str name, struct hf_arena *arena);

#endif
