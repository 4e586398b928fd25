/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/check.h"

static const struct {
    unsigned rule; /* of format section 9; read_*.c find C1, C2, C7, C8, C9, C11, C17, C20, C22 on the way; 0:
                      a warning */
    hf_rule *check;
} rules[] = {
    {3, hf_check_reach},         {3, hf_check_exits},     {3, hf_check_clock_circles},
    {3, hf_check_unhandled},     {4, hf_check_bounds},    {5, hf_check_owners},
    {7, hf_check_shadowed},      {9, hf_check_pauses},    {9, hf_check_undated},
    {10, hf_check_never},        {11, hf_check_channels}, {13, hf_check_four_eyes},
    {14, hf_check_longest},      {15, hf_check_basis},    {16, hf_check_unbound},
    {18, hf_check_clock_events}, {20, hf_check_birth_by}, {20, hf_check_registers},
    {21, hf_check_obligations},  {23, hf_check_answers},  {24, hf_check_targets},
    {22, hf_check_kept},         {0, hf_check_aside},     {0, hf_check_same},
    {0, hf_check_unused},
};

void hf_check_machine(struct hf_reader *r)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        for (uint16_t k = 0; k < r->flow->kinds; k++)
            rules[i].check(r, k);
    }
    hf_check_raise_circles(r);
    hf_check_own_mail(r);
}
