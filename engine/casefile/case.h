/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A folded file: what its events, in order, have made true. One block of memory without pointers into itself
 * (offsets only), so that it is kept as it is: in the cache, as a snapshot.
 *
 * The block holds a head, a table of instances, the threads, and each instance in one piece. An instance is
 * one machine of the definition (request/2, measure/5) or one entry of a register (party/3, asset/1: kinds of
 * the house's own definition, whose entries live as instances beside those of the workflow). Values of data
 * are kept as their canonical JSON text; a hidden (personal) value is kept as the place of its disclosure
 * row, never itself.
 *
 * What a command is tried on is no copy: it holds the instances that are written and shares all others with
 * the case it was (hf_case_try). Growing appends; what is replaced stays behind as waste until it is copied.
 */
#ifndef HF_CASEFILE_CASE_H
#define HF_CASEFILE_CASE_H

#include "base/arena.h"
#include "base/id.h"
#include "flow/flow.h"
#include "record/json.h"
#include "seal/hash.h"

enum hf_file_kind {
    HF_FILE_CASE = 1,
    HF_FILE_AUTHORITY,
    HF_FILE_LIBRARY,
    HF_FILE_KEYRING,
    HF_FILE_PEOPLE,
    HF_FILE_INCOMING, /* a request that another authority sent us, with its thread: one file each */
    HF_FILE_HEADS,    /* how long every other file is: a root now and then */
    HF_FILE_ACCESS,   /* who read a case or a request received: one file beside each */
    HF_FILE_KINDS
};
struct hf_str hf_file_kind_name(enum hf_file_kind kind); /* "case": also that of its root */

/* Which definition a kind belongs to. */
enum hf_owner { HF_OF_HOUSE, HF_OF_WORKFLOW };

/* The definitions a file is read with. `workflow` is NULL for every file that is not a case. */
struct hf_flows {
    const struct hf_flow *house;
    const struct hf_flow *workflow;
    struct hf_digest pinned;    /* SHA-256 of the workflow's bytes, where it was found by it; else zero */
    const struct hf_flow *next; /* where case.migrate leads, while that one event is applied; else NULL */
};
/* The next definition has become the case's own; nothing where there is none. */
void hf_flows_follow(struct hf_flows *flows);

struct hf_case_head {
    struct hf_id file;
    enum hf_file_kind kind;
    uint32_t seq;  /* events so far */
    int64_t at_ms; /* recorded_at of the last event */
    struct hf_digest link;
    struct hf_digest definition; /* SHA-256 of the workflow's bytes; zero where there is none */
    uint32_t instances;
    uint32_t threads;
    uint16_t ours; /* side of the definition that we are: that of the role in which the case was begun;
                      HF_NONE: nobody of ours began it */
};

/* An instance is named by its position in order of birth, from 0; it never moves. The root is 0. */
typedef uint32_t hf_instance;
#define HF_NO_INSTANCE UINT32_MAX

struct hf_instance_head {
    struct hf_id id; /* 16 random bytes; for a request also its thread's `txn` */
    enum hf_owner owner;
    uint16_t kind;   /* in the definition of `owner` */
    uint32_t number; /* from 1 within its kind: the 5 of measure/5; 0 for a root */
    uint16_t state;
    uint16_t back;    /* the state the present one was entered from, for "@back"; HF_NONE: by birth */
    int64_t since_ms; /* effective time of entry */
    uint64_t flags;   /* bit = index of the flag */
    uint64_t obliged; /* bit = obligation is open */
    uint64_t late;    /* bit = clock is past its due time (obligations: late_obliged) */
    uint64_t late_obliged;
    uint32_t set_aside; /* answers set aside and not yet placed */
};

/* One clock or open obligation of an instance, as the last event about it left it. */
enum hf_clock_state { HF_CLOCK_OFF, HF_CLOCK_RUNNING, HF_CLOCK_PAUSED };
struct hf_clock_run {
    enum hf_clock_state state;
    uint32_t run;     /* how often it was started */
    int64_t from_ms;  /* start of the current run */
    int64_t first_ms; /* the due time it was started with: a recurring clock's times are counted from it */
    int64_t due_ms;
    int64_t known_ms;   /* when this due time was recorded: what lay before was missed */
    int64_t paused_ms;  /* since when it stands still; once it goes on, since when it does; 0: it never did */
    int64_t told_ms;    /* time of the last reminder or firing already sent; INT64_MIN before the first */
    uint32_t told;      /* how many were sent for that same time */
    uint32_t calendar;  /* version of the calendar by which it was reckoned */
    int32_t left;       /* what was counted, or what was left at the last pause, where that was stored */
    uint16_t left_unit; /* enum hf_unit; HF_HOURS: nothing was stored */
    uint16_t provisional;
};

/* The messages of one thread, ours and theirs. */
struct hf_thread {
    struct hf_id id;        /* txn */
    struct hf_id authority; /* the other side */
    hf_instance instance;   /* whose thread it is; HF_NO_INSTANCE for an authority's own */
    int64_t as_of_ms;       /* as the directory stood then, the other side is written to (entry.h) */
    uint32_t entry_seq;     /* how many events the file of the authority had when the thread was begun */
    uint32_t our_seq, their_seq;
    uint32_t open_seq; /* event with the first answer of theirs whose record was not yet told them; 0: none */
    int64_t open_ms;   /* when that was recorded */
    struct hf_digest our_last, their_last; /* zero before the first */
    uint32_t their_known;                  /* enum hf_known of their last answer; 0: none yet */
    struct hf_digest transcribed; /* what it said, where we wrote it down; zero: nothing, or confirmed */
    uint32_t asked_seq;           /* event of the oldest notice of ours that may still wait; 0: none does */
    uint16_t silent_clock, silent_level; /* what its silence has come to (silence.h); level 0: nothing yet */
    int64_t asked_ms, silent_ms;         /* when that was recorded */
    struct hf_digest asked_last;         /* the newest notice of ours for which something is waited */
};

struct hf_case {
    unsigned char *at;
    uint32_t used, size;        /* bytes of the case, the shared ones included; bytes there are at `at` */
    uint32_t shared;            /* of those used, from the beginning: not at `at` but */
    const unsigned char *under; /* there, in the case this one was; else NULL */
    struct hf_arena *arena;     /* where the block grows; NULL: it may not grow (a cached or loaded block) */
};

/* A value of data as the case holds it. */
enum hf_held { HF_ABSENT, HF_PLAIN, HF_HIDDEN };
struct hf_datum {
    enum hf_held held;
    struct hf_str json;  /* canonical text, HF_PLAIN only */
    uint32_t seq, place; /* disclosure row, HF_HIDDEN only */
};

/* An empty file that no event has reached: seq 0, link 0 given by the caller. Grows in arena. */
struct hf_case hf_case_new(struct hf_arena *arena, const struct hf_id *file, enum hf_file_kind kind,
                           const struct hf_digest *link0);
/* A packed copy that can grow in arena: of two cases that hold the same, the same bytes. */
struct hf_case hf_case_copy(struct hf_arena *arena, const struct hf_case *from);
/* The case to try something on; can grow in arena. It shares what is not touched: `from` must stay as it is
 * for as long. What it costs depends on what is touched, hardly on the size of the case. */
struct hf_case hf_case_try(struct hf_arena *arena, const struct hf_case *from);
/* The same in one block that shares nothing; it may not grow. */
struct hf_case hf_case_keep(struct hf_arena *arena, const struct hf_case *from);
/* Bytes of a case that shares nothing, and their form: for cache and snapshot. A block of another form is not
 * taken (false). */
struct hf_str hf_case_bytes(const struct hf_case *c);
bool hf_case_adopt(struct hf_str bytes, struct hf_case *out);
/* Raised whenever the layout of the block changes; old snapshots are then not used. */
#define HF_CASE_FORM 9

/* What a case begins with. */
static inline const struct hf_case_head *hf_case_head(const struct hf_case *c)
{
    return (const struct hf_case_head *)(const void *)c->at;
}
/* The link of the last event is known once the events decided have been sealed. */
void hf_case_set_link(struct hf_case *c, const struct hf_digest *link);
const struct hf_instance_head *hf_case_instance(const struct hf_case *c, hf_instance i);
const struct hf_kind *hf_case_kind(const struct hf_flows *flows, const struct hf_case *c, hf_instance i);
const struct hf_clock_run *hf_case_clock(const struct hf_case *c, hf_instance i, uint16_t clock);
const struct hf_clock_run *hf_case_obligation(const struct hf_case *c, hf_instance i, uint16_t obligation);
const struct hf_thread *hf_case_thread(const struct hf_case *c, uint32_t thread);
struct hf_datum hf_case_datum(const struct hf_case *c, hf_instance i, uint16_t datum);
/* Is the role on our side of this procedure? So are those of the first side of the house's own definition,
 * and all of a file that nobody of ours began. */
bool hf_case_our_role(const struct hf_flows *flows, const struct hf_case *c, enum hf_owner owner,
                      uint16_t role);
/* Is the root in a final state? Then nothing happens in the file any more. */
bool hf_case_ended(const struct hf_flows *flows, const struct hf_case *c);
/* The state from which this one was last entered, other than by "@back"; HF_NONE: none is remembered. */
uint16_t hf_case_back(const struct hf_case *c, hf_instance i, uint16_t state);
/* Instances linked under a name of i's kind (own link or inverse), in order of birth; returns how many. */
size_t hf_case_linked(const struct hf_flows *flows, const struct hf_case *c, hf_instance i,
                      struct hf_str name, struct hf_arena *arena, const hf_instance **out);
/* Who last sent event `e` to the instance (zero id: nobody yet), by person; raised events and clocks do not
 * count. */
struct hf_id hf_case_sender(const struct hf_case *c, hf_instance i, uint16_t event);

/* "measure/5", or the kind's name for a root. */
void hf_case_put_name(const struct hf_flows *flows, const struct hf_case *c, hf_instance i,
                      struct hf_buf *out);
/* By name, or by id in 22 letters; HF_NO_INSTANCE when there is none. */
hf_instance hf_case_find(const struct hf_flows *flows, const struct hf_case *c, struct hf_str name);
hf_instance hf_case_by_id(const struct hf_case *c, const struct hf_id *id);
/* The number of the next instance of this kind: each counts its own from 1; a root has none (0). */
uint32_t hf_case_next_number(const struct hf_case *c, enum hf_owner owner, uint16_t kind);

/* The root's kind for a file of this kind: the workflow's `case`, or the house's kind of that name. */
const struct hf_kind *hf_root_kind(const struct hf_flows *flows, enum hf_file_kind kind);
/* May a file of this kind hold instances of this kind beside its root? */
bool hf_file_holds(enum hf_file_kind file, enum hf_owner owner, const struct hf_kind *kind);
/* The definition that the kinds of this owner belong to. */
const struct hf_flow *hf_flows_of(const struct hf_flows *flows, enum hf_owner owner);
/* Index of a kind by name, the workflow's first, then the house's registers; HF_NONE. */
uint16_t hf_flows_kind(const struct hf_flows *flows, struct hf_str name, enum hf_owner *owner);

/*
 * What must hold in every file after every event; a broken rule ends the process (HF_CHECK). Of a case that
 * shares with another what was not touched is not looked at: it was when it was last touched.
 */
void hf_case_check(const struct hf_flows *flows, const struct hf_case *c);

#endif
