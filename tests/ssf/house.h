/* SPDX-License-Identifier: Apache-2.0 */
/* A house with two authorities that have machines, a procedure that writes to them, and `serve` before it. */
#ifndef HF_TESTS_SSF_HOUSE_H
#define HF_TESTS_SSF_HOUSE_H

#include "crash/office.h"
#include "record/json.h"

enum { HOUSE_TOKEN = 64 };

#define HOUSE_ISSUER "https://court.invalid/registry"

struct house {
    struct office office;
    char token[2][HOUSE_TOKEN]; /* of Sylvania and of Freedonia: poll and streams */
    char narrow[HOUSE_TOKEN];   /* of Sylvania: poll only */
    char revoked[HOUSE_TOKEN];  /* of Sylvania: not any more */
    char proposed[HOUSE_TOKEN]; /* of Sylvania: confirmed by nobody */
    char authority[2][32];      /* their ids */
};

void house_make(struct house *house, const char *program);

/* `holdfast WORDS... --as WHO`, which must end well. */
void house_do(struct house *house, const char *who, const char *const words[]);
/* What the last command said, as JSON; until the next. */
const struct hf_json *house_said(struct house *house);

/* A case with a request drafted for the authority: its reference. */
void house_case(struct house *house, size_t authority, char reference[16]);
/* A notice to it. `send` first, `withdraw` then. */
void house_tell(struct house *house, const char *reference, const char *event);

#endif
