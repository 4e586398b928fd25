/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A command's own desk: database, keys, clock and dice behind their ports, and who is acting. What it signs
 * and commits is final when the command ends; notices and deadlines wait for `holdfast serve`.
 */
#ifndef HF_CLI_SESSION_H
#define HF_CLI_SESSION_H

#include "cli/store.h"
#include "desk/access.h"
#include "desk/watch.h"
#include "host/clock.h"
#include "keys/signer.h"
#include "pg/ledger.h"

/* What the command took of protected material (cli/reading.h). */
struct hf_reading {
    struct hf_read *read;
    size_t count, room;
};

struct hf_seat {
    struct hf_cli *cli;
    struct hf_arena *arena; /* the run's */
    const char *state;
    struct hf_store store; /* whoever opened it closes it */
    struct hf_host_clock clock_state;
    struct hf_clock_port clock;
    struct hf_dice dice;
    struct hf_keyring *keyring;
    struct hf_keys keys;
    struct hf_signer_way *way; /* to the signer */
    struct hf_public_key log_key;
    struct hf_pg_ledger *pg;
    struct hf_ledger ledger;
    struct hf_id log_id;
    const struct hf_flow *house;
    struct hf_hasher hasher;
    struct hf_desk *desk;
    struct hf_id actor; /* zero until hf_seat_actor */
    enum hf_known known;
    bool acted;
    struct hf_id *acted_file; /* in which files */
    size_t acted_files, acted_room;
    struct hf_reading reading;
};

/*
 * Opens a seat, does the work at it, records what it read before anything of it is printed, signs a
 * checkpoint if something was recorded, closes it.
 * Errors: those of the parts, and of the work.
 */
typedef enum hf_rc (*hf_seat_work)(struct hf_seat *seat, struct hf_err *err);
enum hf_rc hf_cli_at_seat(struct hf_cli *cli, hf_seat_work work, struct hf_err *err);

/* Memory for the case files that one desk keeps ready, as it is set. */
size_t hf_cli_cache_bytes(const struct hf_cli *cli);

/* For who stays longer: a seat at an open store, which stays where it is and is closed first. */
enum hf_rc hf_seat_open(struct hf_cli *cli, const struct hf_store *store, size_t cache_bytes,
                        struct hf_seat *seat, struct hf_err *err);
void hf_seat_close(struct hf_seat *seat);

/* Founds the log that our keys name, where it is not there yet. NOT_FOUND key_missing. */
enum hf_rc hf_cli_found_log(struct hf_cli *cli, const struct hf_store *store, struct hf_str *origin,
                            struct hf_err *err);

/*
 * Who is acting: with --as the person of that name, if the caller owns the state directory or is root; else
 * the person tied to the account of the operating system.
 * NOT_ALLOWED cli_not_owner, cli_account; NOT_FOUND cli_nobody, cli_no_person.
 */
enum hf_rc hf_seat_actor(struct hf_seat *seat, struct hf_err *err);
/* NOT_ALLOWED cli_not_owner. */
enum hf_rc hf_seat_owner(struct hf_seat *seat, struct hf_err *err);

/* An id for a command, in order of time: those of the log's index of commands land at its end. */
struct hf_id hf_seat_command_id(struct hf_seat *seat);

/*
 * Asks the desk one thing as the actor (who is looked up when need be); id, digest and role are filled in
 * where they are not given. A refusal is returned as such.
 */
enum hf_rc hf_seat_act(struct hf_seat *seat, struct hf_request *request, struct hf_response *out,
                       struct hf_err *err);
/* The same for the engine's own acts, which the owner of the state directory may give. */
enum hf_rc hf_seat_act_as_engine(struct hf_seat *seat, struct hf_request *request, struct hf_response *out,
                                 struct hf_err *err);

#endif
