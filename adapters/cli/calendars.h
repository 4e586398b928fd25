/* SPDX-License-Identifier: Apache-2.0 */
/* Calendars for who sits at no database: those that come with the program, and those in files. */
#ifndef HF_CLI_CALENDARS_H
#define HF_CLI_CALENDARS_H

#include "cli/cli.h"
#include "flow/calendar_read.h"

enum { HF_CALENDAR_BYTES_MAX = 1024 * 1024 };

/* One file. Its path, line and column stand before the place of what is wrong. */
enum hf_rc hf_calendar_file(struct hf_str path, struct hf_arena *arena, struct hf_calendar *out,
                            struct hf_err *err);
/* All that came with the program (shipped.h). */
enum hf_rc hf_calendars_shipped(struct hf_arena *arena, struct hf_calendars *out, struct hf_err *err);
/* Those of States among them, for rehearsals: the Court's is a house's own to publish, so that the one built
 * in counts there, unless it is named. */
enum hf_rc hf_calendars_of_states(struct hf_arena *arena, struct hf_calendars *out, struct hf_err *err);
/* Those that --calendar names, as often as it was given, and behind them the others: of two that have one
 * name the first counts. */
enum hf_rc hf_calendars_given(struct hf_cli *cli, const struct hf_calendars *others, struct hf_calendars *out,
                              struct hf_err *err);
/* A path (it holds a slash or ends in .json), or the name of one that came with the program; HF_STR_NONE is
 * the court's. NOT_FOUND cli_no_calendar (with those there are). */
enum hf_rc hf_calendar_named(struct hf_str named, struct hf_arena *arena, struct hf_calendar *out,
                             struct hf_err *err);

#endif
