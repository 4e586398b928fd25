/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The house's own definition: the registers of a case file, and the people, directory, library
 * and keyring files, as kinds read by the same flow as any workflow. Its text is engine/casefile/house.json.
 */
#ifndef HF_CASEFILE_HOUSE_H
#define HF_CASEFILE_HOUSE_H

#include "flow/read.h"

struct hf_str hf_house_text(void);

#endif
