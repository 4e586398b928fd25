/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/unit.h"

static const struct {
    struct hf_str name, code;
} units[] = {
    {HF_STR_INIT("Australian Dollar"), HF_STR_INIT("AUD")},
    {HF_STR_INIT("Bitcoin"), HF_STR_INIT("BTC")},
    {HF_STR_INIT("Brazil Real"), HF_STR_INIT("BRL")},
    {HF_STR_INIT("Canadian Dollar"), HF_STR_INIT("CAD")},
    {HF_STR_INIT("Euro"), HF_STR_INIT("EUR")},
    {HF_STR_INIT("Mexican Peso"), HF_STR_INIT("MXN")},
    {HF_STR_INIT("Ruble"), HF_STR_INIT("RUB")},
    {HF_STR_INIT("Rupee"), HF_STR_INIT("INR")},
    {HF_STR_INIT("Saudi Riyal"), HF_STR_INIT("SAR")},
    {HF_STR_INIT("Shekel"), HF_STR_INIT("ILS")},
    {HF_STR_INIT("Swiss Franc"), HF_STR_INIT("CHF")},
    {HF_STR_INIT("UK Pound"), HF_STR_INIT("GBP")},
    {HF_STR_INIT("US Dollar"), HF_STR_INIT("USD")},
    {HF_STR_INIT("Yen"), HF_STR_INIT("JPY")},
    {HF_STR_INIT("Yuan"), HF_STR_INIT("CNY")},
};

struct hf_str hf_trace_unit_code(struct hf_str name)
{
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (hf_str_eq(units[i].name, name))
            return units[i].code;
    return name;
}
