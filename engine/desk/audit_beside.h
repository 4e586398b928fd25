/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands beside the events of a stretch of files, as these make it, and what the ledger holds of it:
 * hidden values, threads, notices on their way, deadlines, snapshots. Private to audit*.c.
 *
 * What differs is a suspicion first. Acts go on while an audit reads, so it is a fault only where the file
 * has not moved since its events were read (hf_beside_close).
 */
#ifndef HF_DESK_AUDIT_BESIDE_H
#define HF_DESK_AUDIT_BESIDE_H

#include "desk/audit_parts.h"

struct hf_beside_file {
    const struct hf_file_row *row;
    uint32_t seq;                     /* of its last event that was followed */
    int64_t erased, missing;          /* values: by certificates of the file; that are not there */
    bool erasing;                     /* an erasure was ordered that is not certified yet */
    int64_t due_ms, rest_ms, look_ms; /* casefile/due.h: of all, but for silence, for silence */
    const struct hf_err *suspect;     /* the first thing that is wrong, or NULL */
};
struct hf_beside_value { /* a digest of an event */
    uint32_t file, seq, place;
    struct hf_digest digest;
    struct hf_id on; /* the entry that the event is about; zero: none */
    uint32_t ids[2]; /* of hf_beside.id, from and to: those that the payload names */
};
struct hf_beside_thread {
    uint32_t file;
    struct hf_id id, authority;
    hf_instance instance;
};
struct hf_beside_notice { /* that an event says was signed */
    uint32_t file, seq;
    struct hf_id token, authority, thread;
};
struct hf_beside_kept { /* a snapshot as it is stored */
    struct hf_id file;
    uint32_t seq;
    struct hf_str block, slots; /* empty block: of an older form, and never read */
    bool slots_known, broken;
};

#define HF_BESIDE_LIST(row) \
    struct {                \
        struct row *at;     \
        size_t count, room; \
    }
struct hf_beside {
    const struct hf_audit *audit;
    struct hf_arena *arena; /* of the stretch */
    struct hf_id stretch[2];
    HF_BESIDE_LIST(hf_beside_file) files;
    HF_BESIDE_LIST(hf_beside_value) values;
    HF_BESIDE_LIST(hf_beside_thread) threads;
    HF_BESIDE_LIST(hf_beside_notice) notices;
    HF_BESIDE_LIST(hf_beside_kept) kept;
    HF_BESIDE_LIST(hf_id) id;
    size_t next_kept;
};
#define HF_BESIDE_ADD(b, list)                                                                            \
    ((b)->list.at =                                                                                       \
         hf_arena_room((b)->arena, (b)->list.at, (b)->list.count, &(b)->list.room, sizeof *(b)->list.at), \
     &(b)->list.at[(b)->list.count++])

/* The stretch begins: its snapshots are read. All else of *b is zero. */
enum hf_rc hf_beside_open(struct hf_beside *b, const struct hf_audit *audit, const struct hf_id stretch[2],
                          struct hf_err *err);
/* An event was followed; `command` as the ledger has it beside the event, zero: none. UNVERIFIED audit_row.
 */
enum hf_rc hf_beside_event(struct hf_beside *b, const struct hf_following *f, const struct hf_fact *fact,
                           const struct hf_command_row *command, struct hf_err *err);
/* All events of a file have been, before what they were folded in is given back. */
void hf_beside_end(struct hf_beside *b, const struct hf_following *f);
/* The stretch has ended: its rows are compared. UNVERIFIED audit_row, audit_row_gone, audit_row_stray. */
enum hf_rc hf_beside_close(struct hf_beside *b, struct hf_err *err);

/* audit_values.c, audit_rows.c: the parts of hf_beside_close that read rows. */
enum hf_rc hf_beside_values(struct hf_beside *b, struct hf_err *err);
enum hf_rc hf_beside_rows(struct hf_beside *b, struct hf_err *err);

/* The file of that id among those of the stretch, from *at on, which goes there; NULL: it came since. */
struct hf_beside_file *hf_beside_find(struct hf_beside *b, size_t *at, const struct hf_id *id);
/* Notes what is wrong with a file, unless something is already; seq 0: with the file itself. */
void hf_beside_suspect(struct hf_beside *b, struct hf_beside_file *file, enum hf_word word, uint32_t seq,
                       const char *what);

#endif
