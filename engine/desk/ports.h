/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All the desk asks of the world: six ports, each a struct of at most six functions and a `self`. Every port
 * has a twin in memory for the simulator (tests/sim), and one conformance suite (tests/port) runs on both.
 *
 * A port answers HF_UNAVAILABLE when what it stands for is away (nothing was done, or it is not known whether
 * it was: the command id makes a retry safe), and the words named at each function for the rest. A port is
 * used by one thread.
 */
#ifndef HF_DESK_PORTS_H
#define HF_DESK_PORTS_H

#include "casefile/decide.h"
#include "seal/box.h"
#include "seal/log_keys.h"
#include "seal/tree.h"

/* ---- ledger: what is kept ---- */

/* An event as it is stored. */
struct hf_event_row {
    struct hf_id file;
    uint32_t seq;
    struct hf_blind blind;
    struct hf_str header, payload;
    int64_t position; /* index of its leaf in the log, from 0; -1 where the question does not ask for it */
};

/* One file as the ledger holds it: the last snapshot, if any, and every event after it, in order. */
struct hf_file_row {
    struct hf_id file;
    enum hf_file_kind kind; /* 0: there is no such file */
    struct hf_str name;     /* a case's reference, an authority's short name */
    uint32_t seq;
    struct hf_digest link;
    int64_t at_ms;
    struct hf_str snapshot; /* bytes of hf_snapshot_make, or empty */
    uint32_t snapshot_seq;
    const struct hf_event_row *events;
    size_t count;
};

/* What of a file is wanted: everything after `after_seq` (a cached copy stands there), or from its snapshot
 * (0). */
struct hf_file_ask {
    struct hf_id file;
    uint32_t after_seq;
};

struct hf_thread_row { /* the way back for an answer: where a txn lives */
    struct hf_id thread, file, authority;
    hf_instance instance;
};

/* What an event takes at most in memory. */
#define HF_EVENT_ROOM (sizeof(struct hf_event_row) + HF_HEADER_MAX + HF_PAYLOAD_MAX)

/* What is asked of a request before its file is read: whether its command was done, and for somebody else's
 * token where its thread lives. */
struct hf_seen_ask {
    struct hf_id actor, command;
    struct hf_id thread; /* zero: not asked for */
};
struct hf_seen_row {
    bool found;
    struct hf_digest digest;
    struct hf_id file;
    uint32_t seq, count;         /* of its events */
    struct hf_thread_row thread; /* zero: not asked for, or there is none */
};

/* The rows of one commit. Moves are sorted by file id and name each file once. */
struct hf_move_row {
    struct hf_id file;
    enum hf_file_kind kind;
    struct hf_str name; /* for a new file (old_seq 0); unique per kind: NAME_TAKEN */
    uint32_t old_seq, new_seq;
    struct hf_digest link;
    int64_t at_ms;
};
struct hf_command_row {
    struct hf_id actor, command;
    struct hf_digest digest;
    uint32_t count; /* of its events */
};
struct hf_leaf_row { /* an event with its leaf, in log order of this batch */
    struct hf_event_row event;
    struct hf_digest leaf;
    const struct hf_command_row *command; /* the command whose first event this is; NULL: a later one */
};
struct hf_disclosure_row {
    struct hf_id file, subject;
    uint32_t seq, place;
    uint32_t event; /* in a commit: index of its event among those of the batch */
    int64_t slot;   /* of the data key */
    struct hf_str
        sealed; /* nonce 24, XChaCha20-Poly1305; AAD = file, seq and place big-endian (docs/formats.md) */
};
struct hf_token_row { /* every signed message, ours and theirs, byte for byte */
    struct hf_id id;  /* of its issuer and jti: the jti of ours, hf_answer_command_id of theirs */
    struct hf_str bytes;
};
enum hf_lane { HF_LANE_OWN, HF_LANE_DEPUTY }; /* to the addressee himself, or to his deputy */
struct hf_outbox_row {
    struct hf_id recipient, file;
    enum hf_lane lane;
    uint32_t seq, place; /* of notice.signed; order is kept within (recipient, lane, file) */
    uint32_t event;      /* in a commit: index of that event among those of the batch */
    struct hf_id token;
    struct hf_id opens; /* the thread that it begins, where its file takes news of it; else zero */
    int64_t next_ms;
    int64_t at[2]; /* the ledger's own: where it stands, as a claim told; zeros: not known */
};
struct hf_chunk_row { /* of a document: sealed bytes; one that is there stands */
    struct hf_id document;
    uint32_t index;
    struct hf_str sealed;
};
/*
 * The next thing due in a file; due_ms < 0: nothing any more. The ledger holds one per file, rewritten by
 * what a batch brings and free to be claimed from then on; a file of which a batch brings none keeps the one
 * it has.
 */
struct hf_deadline_row {
    struct hf_id file;
    int64_t due_ms;
};

struct hf_batch {
    int64_t house_events; /* what it was decided on: the files that are no cases hold so many events; 0: they
                             were asked, or nothing moves */
    const struct hf_move_row *moves;
    size_t move_count;
    const struct hf_leaf_row *events;
    size_t event_count;
    const struct hf_disclosure_row *disclosures;
    size_t disclosure_count;
    const struct hf_token_row *tokens;
    size_t token_count;
    const struct hf_thread_row *threads;
    size_t thread_count;
    const struct hf_chunk_row *chunks; /* what its notices show */
    size_t chunk_count;
    const struct hf_outbox_row *outbox;
    size_t outbox_count;
    const struct hf_deadline_row *deadlines;
    size_t deadline_count;
};

/*
 * Work that one worker takes for a while: nobody else gets it before the lease ends. Notices that are not to
 * be sent stand on the shelf of a stream, from where its receiver fetches them.
 */
enum hf_claim_kind { HF_CLAIM_OUTBOX, HF_CLAIM_DEADLINES, HF_CLAIM_SHELF };
struct hf_lane_room { /* how many notices may be claimed of one lane */
    struct hf_id recipient;
    enum hf_lane lane;
    uint32_t room;
};
struct hf_claim_ask {
    enum hf_claim_kind kind;
    int64_t now_ms, lease_ms;
    size_t limit;
    const struct hf_lane_room *lanes; /* HF_CLAIM_OUTBOX: no others */
    size_t lane_count;
    struct hf_id shelf, recipient; /* HF_CLAIM_SHELF: from which; to whom only, zero: to anybody */
};
struct hf_claim {
    struct hf_outbox_row outbox; /* HF_CLAIM_OUTBOX, HF_CLAIM_SHELF */
    uint32_t attempts;
    int64_t since_ms;    /* when the first attempt was begun, or the first since it was redriven; 0: none */
    struct hf_str token; /* the bytes to send */
    struct hf_deadline_row deadline; /* HF_CLAIM_DEADLINES */
};

/*
 * A data key that is to be destroyed, or was: a line of the journal of erasures (docs/formats.md 16). Or a
 * message of somebody else's, which no key seals: its slot is HF_MESSAGE_SLOT, its subject the id by which it
 * is kept, its key the digest of its bytes.
 */
#define HF_MESSAGE_SLOT INT64_C(9999999999999999)
struct hf_forgotten {
    struct hf_id file, subject; /* subject: an entry, the file itself, a document, or a message */
    int64_t slot;
    int64_t values;       /* how many values, or pieces of a document, it sealed */
    struct hf_digest key; /* SHA-256 of the key */
    int64_t number;       /* of the line, from 1 */
    struct hf_id erasure; /* by which, where hf_keys.erased tells it */
};

/* What is kept outside history and batches. */
enum hf_keep_kind {
    HF_KEEP_DELIVERY,
    HF_KEEP_REDRIVE,
    HF_KEEP_SNAPSHOT,
    HF_KEEP_CHECKPOINT,
    HF_KEEP_STAMP,
    HF_KEEP_COSIGNATURE,
    HF_KEEP_CHUNK,
    HF_FORGET,
    HF_KEEP_SHELVED,   /* a notice that waits, onto a shelf */
    HF_KEEP_UNSHELVED, /* what stands on other shelves than these waits to be sent again */
    HF_KEEP_USE,       /* of a credential */
    HF_KEEP_LOOKED     /* a file that was claimed for what is due was looked at, and need not be before */
};
enum hf_delivery_state { HF_WAITING, HF_DELIVERED, HF_DEAD, HF_ON_HOLD, HF_SHELVED };
struct hf_shelf_row {
    struct hf_outbox_row outbox; /* HF_KEEP_SHELVED: its place */
    struct hf_id shelf;
    const struct hf_id *shelves; /* HF_KEEP_UNSHELVED: those that stand */
    size_t count;
};
struct hf_use_row { /* when a credential was last used, by its file and instance */
    struct hf_id file;
    hf_instance instance;
    int64_t at_ms;
};
struct hf_looked_row { /* stands only where the file is still leased by that claim */
    struct hf_id file;
    int64_t leased_ms; /* until when */
    int64_t due_ms; /* of its deadline from now on; < 0: nothing any more, until a batch brings something */
};
struct hf_wire {                  /* whom an attempt met */
    struct hf_str address, tls;   /* "192.0.2.7", "TLSv1.3"; empty: not reached, or not that way */
    struct hf_digest certificate; /* SHA-256 of what the peer showed; zero: nothing */
};
struct hf_delivery_row { /* an attempt and what it makes of the outbox row */
    struct hf_outbox_row outbox;
    uint32_t attempt; /* from 1 */
    int64_t start_ms, end_ms;
    enum hf_delivery_state state;
    int64_t next_ms, since_ms;      /* since_ms: struct hf_claim */
    int32_t status;                 /* HTTP status, 0 when none came */
    struct hf_str class_name, said; /* outcome class; at most 1 KiB of the answer, made safe */
    struct hf_wire wire;
};
struct hf_checkpoint_row {
    int64_t size, at_ms;
    struct hf_digest root;
    struct hf_str frontier; /* subtree roots of size, left to right, 32 bytes each */
    struct hf_str note; /* the signed note, byte for byte; as it is read, behind it the lines of witnesses */
};
struct hf_cosignature_row { /* what a witness said of the checkpoint of that size (seal/cosign.h) */
    int64_t size;
    struct hf_str witness; /* its name and key id: it stands once under each checkpoint */
    struct hf_str line;    /* its line end included */
};
struct hf_stamp_row {              /* a time-stamp of an authority over a checkpoint (seal/stamp.h) */
    int64_t size;                  /* of the checkpoint */
    uint32_t number;               /* from 1; a later one stamps token and evidence of the one before */
    int64_t at_ms;                 /* as the token says */
    int64_t ends_ms;               /* when the authority's certificate ends */
    struct hf_str note;            /* what the first one of this size stamps */
    struct hf_str token, evidence; /* DER; certificates and revocation lists, PEM */
};
struct hf_keep {
    enum hf_keep_kind kind;
    /* HF_KEEP_DELIVERY: an attempt that was made. HF_KEEP_REDRIVE: one that is dead or held waits again from
     * next_ms on as if it had never been tried; told of as an attempt of its own. */
    struct hf_delivery_row delivery;
    struct hf_file_row snapshot; /* file, snapshot, snapshot_seq */
    struct hf_checkpoint_row checkpoint;
    struct hf_stamp_row stamp;
    struct hf_cosignature_row cosignature;
    struct hf_chunk_row chunk; /* of bytes that an event names afterwards */
    /* HF_FORGET: the rows of a subject's values, or the pieces of a document, that are sealed under the key
     * of this slot go, or the message; and it is noted that this was done for line `number` of the journal of
     * erasures. */
    struct hf_forgotten forget;
    struct hf_shelf_row shelf;
    struct hf_use_row use;
    struct hf_looked_row looked;
};

/*
 * The named read statements. Each reads one table in one order; what needs more is folded from
 * files. A stretch is two files, the first and the last of it by id; or none: all that there are.
 *      name               parameters used                 rows
 */
/* clang-format off */
#define HF_QUESTIONS(X)                                                                                        \
    X(files_of_kind)       /* kind, after (name)           file rows without snapshot and events, by name   */ \
    X(file_by_name)        /* kind, name                   one file row                                     */ \
    X(heads)               /* from mark (0: all)           a file row of each that came or grew since, but
                                                           that of the heads, with the payload of its first
                                                           event, or one without kind; figures: leaves of
                                                           the log then, the mark of then, the store in
                                                           which alone that means something, and events of
                                                           the heads themselves                             */ \
    X(events_of_file)      /* file, from seq, to seq       events in order, with positions                  */ \
    X(events)              /* stretch                      events by file and seq, with position and command,
                                                           which is zero behind the first of it             */ \
    X(snapshots)           /* stretch                      file rows: file, snapshot, snapshot_seq          */ \
    X(disclosures)         /* stretch                      disclosure rows by file, seq and place           */ \
    X(threads)             /* stretch                      thread rows by file and thread                   */ \
    X(outbox)              /* stretch                      deliveries by file, seq and place, nothing of their
                                                           last attempt but, in figures, the state that it
                                                           left (-1: none), and until when they are leased  */ \
    X(deadlines)           /* stretch                      deadline rows by file; figures: leased until     */ \
    X(strays)              /*                              rows of working tables that hang on nothing: name
                                                           or columns, file, and two numbers of the key     */ \
    X(disclosures_of_file) /* file                         disclosure rows                                  */ \
    X(slots)               /* subjects, files of each      a disclosure row of each that has any, not its
                                                           sealed bytes, as asked: all name one slot        */ \
    X(thread)              /* id                           one thread row                                   */ \
    X(token)               /* id                           one token row                                    */ \
    X(outbox_of_file)      /* file                         deliveries: outbox rows with their last attempt  */ \
    X(attempts_of_file)    /* file                         delivery rows, every attempt                     */ \
    X(outbox_of_recipient) /* recipient, from state        as outbox_of_file, those in this state           */ \
    X(shelves_due)         /* files: shelves, subjects:
                              to whom only, from: now      a file row of each on which something is due,
                                                           its file the shelf                               */ \
    X(shelved)             /* id: shelf, files: tokens     a delivery row (its outbox row and attempts) with
                                                           its token row of each that stands there          */ \
    X(credential_uses)     /* id: file                     use rows                                         */ \
    X(leaves)              /* from position, to position   32-byte leaf hashes in log order, each with the
                                                           position that it says; to 0: the end             */ \
    X(last_checkpoint)     /* to size (0: any)             one checkpoint row, or none                      */ \
    X(checkpoints)         /*                              checkpoint rows by size                          */ \
    X(stamps)              /*                              stamp rows by size and number                    */ \
    X(chunks)              /* id                           chunk rows of a document, in order               */ \
    X(erased)              /*                              figures: for how many lines of the journal of
                                                           erasures rows were forgotten                     */ \
    X(counts)              /*                              figures: events, files, waiting deliveries       */
/* clang-format on */

enum hf_question {
#define HF_QUESTION(name) HF_ASK_##name,
    HF_QUESTIONS(HF_QUESTION)
#undef HF_QUESTION
        HF_QUESTION_COUNT
};
struct hf_ask { /* parameters; a question uses those named above */
    enum hf_file_kind kind;
    struct hf_id id;
    struct hf_str name;
    int64_t from, to;
    const struct hf_id *files, *subjects;
    size_t count;
};
struct hf_answer_row { /* the member that belongs to the question */
    struct hf_file_row file;
    struct hf_event_row event;
    struct hf_command_row command;
    struct hf_deadline_row deadline;
    struct hf_disclosure_row disclosure;
    struct hf_thread_row thread;
    struct hf_token_row token;
    struct hf_delivery_row delivery;
    struct hf_str leaf;
    struct hf_checkpoint_row checkpoint;
    struct hf_stamp_row stamp;
    struct hf_chunk_row chunk;
    struct hf_use_row use;
    int64_t figures[4];
};
/* Called per row; texts live until it returns. A failure stops the reading and is returned. */
typedef enum hf_rc (*hf_row_fn)(void *context, const struct hf_answer_row *row, struct hf_err *err);

struct hf_ledger {
    void *self;
    /* One row per ask, in the order of the asks; texts in arena. *count: how many are asked for, and then how
     * many of them, from the first on, were loaded: one at least, and of the others those for which half of
     * the arena's room is sure to be enough, were each of their events of HF_EVENT_ROOM. */
    enum hf_rc (*load)(void *self, const struct hf_file_ask *asks, size_t *count, struct hf_arena *arena,
                       struct hf_file_row *out, struct hf_err *err);
    /* One row per ask, in the order of the asks. A batch needs it and what the house knows before anything
     * else: so, unless `house` is NULL, it is given the heads of all files that are no cases, by kind and
     * name, as rows of files_of_kind. */
    enum hf_rc (*seen)(void *self, const struct hf_seen_ask *asks, size_t count, struct hf_seen_row *out,
                       hf_row_fn house, void *context, struct hf_err *err);
    /*
     * All or nothing, durable on HF_OK. *position gets the log position of the first event; a batch may hold
     * tokens and no event, which leaves it as it is.
     *   stale (CONFLICT)      a move's old_seq has been passed, or the house holds other events: nothing is
     *                         stored; load and decide again
     *   name_taken (CONFLICT) a new file's name exists
     *   duplicate (CONFLICT)  a command id or token is already there: ask `seen` again
     *   UNAVAILABLE           not known whether it was stored
     */
    enum hf_rc (*commit)(void *self, const struct hf_batch *batch, int64_t *position, struct hf_err *err);
    /* At most `limit` rows due at now_ms, leased until now_ms + lease_ms; texts in arena. Notices of the
     * lanes that are named, of each at most its room, those that have waited longest; told by file, seq and
     * place; none before an earlier one of its (recipient, lane, file) that waits or is held. Those of
     * a shelf in the order of the log, none before an earlier one that is not given or was given before and
     * is leased. Deadlines by time. */
    enum hf_rc (*claim)(void *self, const struct hf_claim_ask *ask, struct hf_arena *arena,
                        struct hf_claim *out, size_t *count, struct hf_err *err);
    /* All or nothing; durable on HF_OK, but for snapshots by themselves. A chunk, cosignature or newer
     * snapshot that is there stands; a checkpoint not larger than the last is stale, an attempt or stamp that
     * is there a duplicate (CONFLICT). */
    enum hf_rc (*keep)(void *self, const struct hf_keep *rows, size_t count, struct hf_err *err);
    enum hf_rc (*ask)(void *self, enum hf_question question, const struct hf_ask *parameters, hf_row_fn row,
                      void *context, struct hf_err *err);
};

/* ---- courier: what is sent ---- */

struct hf_parcel {   /* one message to one address */
    uint64_t ticket; /* the caller's; comes back with the result */
    struct hf_str address, token, language, ca_file;
    struct hf_str authorization; /* what the header of that name is to say; empty: none */
};
struct hf_parcel_result {
    uint64_t ticket;
    int64_t start_ms, end_ms;
    int32_t status;           /* HTTP status, 0 when the peer was not reached */
    int64_t retry_after_ms;   /* what the peer asked for; -1 when it did not */
    struct hf_str class_name; /* "received", "permanent", "transient", ... (desk/classes.h) */
    struct hf_str said;       /* at most 1 KiB, made safe */
    struct hf_wire wire;
};
/* What goes for an address, as it is configured where the courier is opened. */
struct hf_terms {
    size_t width;       /* messages under way to it at once */
    int64_t per_second; /* begun in a second at most; 0: as many as come */
    struct hf_digest
        mark; /* of all that is configured for it, credentials included: another one when that changes */
};
struct hf_courier {
    void *self;
    bool (*fit)(void *self, struct hf_str address); /* is this courier one for such an address? */
    /* Writes what it knows of an address that fits, and leaves the rest as it is; NULL: it knows nothing. */
    void (*terms)(void *self, struct hf_str address, struct hf_terms *out);
    enum hf_rc (*start)(void *self, const struct hf_parcel *parcels, size_t count, struct hf_err *err);
    /* Lets transfers go on for at most wait_ms; results so far, texts in arena. *pending: how many are still
     * out. */
    enum hf_rc (*turn)(void *self, int64_t wait_ms, struct hf_arena *arena, struct hf_parcel_result *out,
                       size_t room, size_t *count, size_t *pending, struct hf_err *err);
    /* The one call that another thread may make: a turn that waits returns soon. NULL: no turn of it does. */
    void (*wake)(void *self);
    void (*stop)(void *self);
};

/* ---- signer: what attests the log ---- */

/*
 * It alone holds the log key and signs only what it signed last, grown (seal/growth.h). To be asked in this
 * order: mark, then show a frontier of the log, every leaf behind it, sign. Words: signer_away (UNAVAILABLE);
 * signer_stale (UNAVAILABLE): a larger tree was signed meanwhile; hf_is_frozen: it signs no tree any more.
 */
struct hf_signer {
    void *self;
    /* How far it has signed, and the root of that tree. */
    enum hf_rc (*mark)(void *self, uint64_t *size, struct hf_digest *root, struct hf_err *err);
    enum hf_rc (*show)(void *self, const struct hf_frontier *tree, struct hf_err *err);
    enum hf_rc (*leaf)(void *self, const struct hf_digest *leaf, struct hf_err *err);
    /* The checkpoint of all that was shown; `seen` is the mark as it was told before that was read. */
    enum hf_rc (*sign)(void *self, uint64_t seen, struct hf_signature *out, struct hf_err *err);
    /* The manifest of a bundle, also while it is frozen. */
    enum hf_rc (*manifest)(void *self, struct hf_str text, struct hf_signature *out, struct hf_err *err);
    /* It is frozen, and two people have agreed (desk/standstill.h): from now on this is its mark. `trace`, of
     * letters, digits, blanks and -_/:., is kept in its journal. */
    enum hf_rc (*release)(void *self, const struct hf_frontier *tree, struct hf_str trace,
                          struct hf_err *err);
};
bool hf_is_frozen(const struct hf_err *err);

/* ---- clock, dice, keys ---- */

struct hf_clock_port {
    void *self;
    int64_t (*wall_ms)(void *self);   /* UTC */
    int64_t (*steady_ms)(void *self); /* never goes back; for waiting and measuring only */
};

struct hf_dice {
    void *self;
    void (*fill)(void *self, void *out, size_t size); /* unpredictable bytes; cannot fail */
};

enum hf_key_role { HF_KEY_LOG, HF_KEY_NOTICE, HF_KEY_ROLES };
struct hf_public_key {
    struct hf_public key;
    struct hf_str kid;    /* RFC 7638 thumbprint, or the note's key name */
    struct hf_str issuer; /* of notices; origin for the log key */
    struct hf_str keys;   /* all that the log has had (seal/log_keys.h); empty: this is the first */
};
/* The data key of one subject of one file. */
struct hf_subject_key {
    struct hf_id file, subject;
    int64_t slot; /* -1: none yet */
    struct hf_box_key key;
};
struct hf_forget_ask {
    struct hf_id erasure; /* the instance by which two people ordered it */
    int64_t at_ms;
    const struct hf_forgotten *rows; /* without number; without key but of messages */
    size_t count;
};
struct hf_keys {
    void *self;
    /* Ed25519 over each message; signatures of 64 bytes. Words: key_missing (NOT_FOUND), key_locked
     * (UNAVAILABLE). */
    enum hf_rc (*sign)(void *self, enum hf_key_role role, const struct hf_str *messages, size_t count,
                       struct hf_signature *signatures, struct hf_err *err);
    enum hf_rc (*public_key)(void *self, enum hf_key_role role, struct hf_public_key *out,
                             struct hf_err *err);
    /* What that one of our keys for notices does with the bytes: one that signs, of any kind, gives their
     * signature as a token bears it; one to encrypt for (x25519) opens an encrypted token to the one inside,
     * and refuses as seal/jwe.h says. NOT_FOUND key_missing. */
    enum hf_rc (*use)(void *self, const struct hf_digest *thumbprint, struct hf_str bytes,
                      struct hf_arena *arena, struct hf_str *out, struct hf_err *err);
    /* Fills `key` for rows with a slot; hands out a fresh slot, once ever, to rows with slot -1. A slot that
     * was forgotten answers key_forgotten (NOT_FOUND). */
    enum hf_rc (*subject_keys)(void *self, struct hf_subject_key *rows, size_t count, struct hf_err *err);
    /* Writes keys and messages into the journal of erasures in their order, then destroys the keys: durable
     * when it returns. `out`, in arena: all lines of this erasure, those of an earlier attempt too, so that
     * one which was broken off is gone on with. What of the rows is gone already, by whatever erasure, is
     * written no second time, and told all the same, since something of it is still there. */
    enum hf_rc (*forget)(void *self, const struct hf_forget_ask *ask, struct hf_arena *arena,
                         const struct hf_forgotten **out, size_t *count, struct hf_err *err);
    /* Every line that the journal has of a file, in arena, in order. */
    enum hf_rc (*erased)(void *self, const struct hf_id *file, struct hf_arena *arena,
                         const struct hf_forgotten **out, size_t *count, struct hf_err *err);
    /* HMAC-SHA-256 under the pseudonym key (docs/formats.md 9: sub_id), or under later keyed-word keys. */
    enum hf_rc (*mac)(void *self, struct hf_str message, struct hf_digest *out, struct hf_err *err);
};

#endif
