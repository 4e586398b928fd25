/* SPDX-License-Identifier: Apache-2.0 */
/* The names, once. */
#include "pg/roles.h"

const char *const hf_roles[] = {
    "holdfast_owner", "holdfast_migrate", "holdfast_app",
    "holdfast_audit", "holdfast_deliver", "holdfast_signer",
};
const size_t hf_roles_count = sizeof hf_roles / sizeof hf_roles[0];
