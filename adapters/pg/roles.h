/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The roles of the database. What each may do is in migrations/; that they exist is roles.sql.
 *
 *     holdfast_owner    superuser of a private cluster; a hosted one has its own
 *     holdfast_migrate  owns the database and everything in it
 *     holdfast_app      a desk: reads, and adds to history
 *     holdfast_audit    reads
 *     holdfast_deliver  a courier: reads, and settles the outbox
 *     holdfast_signer   reads the leaves, adds checkpoints
 */
#ifndef HF_PG_ROLES_H
#define HF_PG_ROLES_H

#include <stddef.h>

extern const char *const hf_roles[];
extern const size_t hf_roles_count;

#endif
