/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions answered line by line, for cel.mjs to compare; see bound.h for the lines. */
#include "oracle/bound.h"
#include "oracle/lines.h"

int main(void)
{
    return answer_lines(bound_answer);
}
