/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inventory of a case: each asset, what stands upon it in which State, and what whoever looks after it
 * must be able to answer: since when, by which order, what it was worth and when, when it ends or is
 * reviewed, what was released for its upkeep, who claims it.
 *
 * It is read from a folded case, so it says what was known when the fold ended: what had been recorded by
 * then. Nothing is recorded before it has taken place, so all of that was in force by then too. What is
 * reported late is in the inventory from the day of the report on, with the day of which it speaks as
 * `since`.
 */
#ifndef HF_CLI_INVENTORY_H
#define HF_CLI_INVENTORY_H

#include "cli/output.h"
#include "cli/view.h"

/*
 * A list: first each instance of a kind that may stand upon an asset or an account (it has a datum of that
 * name), in order of birth, whether it names one yet or not; then each asset upon which nothing stands.
 * Members that have no value are left out; so is what is hidden and not revealed.
 *   name, asset, kind, in      the instance; the register's entry, its kind, the State in which it lies
 *   state, since, held, flags  as the definition names them; held: in its group of that name, if it has one
 *   due, late                  each running clock with its time; those past it
 *   asked_by, claims           the requests about it, the claims upon it that are live
 *   authority_name             the executing authority as the directory calls it now, if `house` is known
 *   replaced_by                of an asset that was sold: what is held in its place
 * and what the instance's data tells (the table in inventory.c).
 */
struct hf_json hf_inventory_json(const struct hf_sight *sight);

/* As a table for people; with --json {"assets": [...], "day": ...} on one line. `day`: its end is meant. */
void hf_inventory_show(struct hf_cli *cli, struct hf_str day, const struct hf_json *assets);

/* "2028-12-11", or "2028-12-01..2028-12-31". BAD_INPUT cli_days. */
enum hf_rc hf_inventory_days(struct hf_str typed, int32_t *first, int32_t *last, struct hf_err *err);

#endif
