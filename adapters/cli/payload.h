/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From what is typed to the payload of an act:
 *
 *     --set grounds=... --set value=1500.00 EUR --set measures=measure/1 --set measures=measure/2
 *     --set terms.grace=45d --set results='[{"on":"measure/1",...}]'
 *
 * The shape of the event says what a text becomes: a number, true or false, money, a list of what was given
 * several times. What begins with { or [ where an object or list is expected is JSON. Members the shape does
 * not know stay texts: the engine says what is wrong with them.
 */
#ifndef HF_CLI_PAYLOAD_H
#define HF_CLI_PAYLOAD_H

#include "cli/cli.h"
#include "flow/shape.h"

/*
 * Reads --data (an object in a file) and lays each --set over it. `shape` may be NULL.
 * BAD_INPUT cli_set (no name), cli_set_value (what was expected), and what file and JSON are refused with.
 */
enum hf_rc hf_cli_payload(struct hf_cli *cli, const struct hf_shape *shape, struct hf_json *out,
                          struct hf_err *err);

#endif
