/* SPDX-License-Identifier: Apache-2.0 */
/* Schemas answered line by line, for schema.mjs and pattern.mjs to compare; see formed.h for the lines. */
#include "oracle/formed.h"
#include "oracle/lines.h"

int main(void)
{
    return answer_lines(formed_answer);
}
