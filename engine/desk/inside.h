/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A desk from inside, and one batch while it is served: shared by the files of this folder, seen by nobody
 * else. desk.c steers; the steps are named in the order of desk.h.
 */
#ifndef HF_DESK_INSIDE_H
#define HF_DESK_INSIDE_H

#include "casefile/silence.h"
#include "desk/access.h"
#include "desk/cache.h"
#include "desk/heads.h"
#include "desk/threads.h"
#include "desk/tiles.h"
#include "flow/read.h"
#include "seal/jwk.h"
#include "seal/set.h"

enum { HF_SCRATCH_SIZE = 16 << 20, HF_TRIAL_SIZE = 256 << 20, HF_SINGLES = 3 };
/* At most so many events follow a snapshot once hf_desk_rest was called; half as many at least, but where
 * files are read again and again: there each reads fewer than HF_SNAPSHOT_TIGHT. */
enum { HF_SNAPSHOT_EVERY = 64, HF_SNAPSHOT_TIGHT = 3 };

/* A compiled definition and the memory it stands in. */
struct hf_definition {
    struct hf_digest digest;
    const struct hf_flow *flow;
    unsigned char *block;
};

/* A published calendar and the memory it stands in. */
struct hf_shelved {
    struct hf_digest digest;
    struct hf_calendar calendar;
    unsigned char *block;
};

/* The cases that are gone through because a calendar has been published. */
struct hf_sweep {
    bool is_under_way;
    uint32_t seq; /* of the library when it began */
    struct hf_id *file;
    size_t count, room, at;
};

enum { HF_USES = 64 };

/* Reads that are not recorded yet, or were lately. */
struct hf_access_entry {
    struct hf_read read; /* its texts stand below */
    char role[40], account[16], through[80], of[200];
    struct hf_id id;                  /* of the command that records it */
    bool is_sent;                     /* whether it was recorded is not known */
    int64_t first_ms, last_ms, count; /* not recorded yet; count 0: none */
    int64_t recorded_ms;              /* when it was last recorded; 0: never */
};
struct hf_access {
    struct hf_access_entry entry[HF_ACCESS_ROOM];
    size_t count;
    bool is_busy;
};

struct hf_desk {
    struct hf_desk_setup setup;
    struct hf_hasher hasher;
    struct hf_cache cache;
    struct hf_tiles tiles;
    struct hf_heads heads;
    struct hf_threads threads;
    struct hf_arena scratch; /* of one event or one definition while it is read */
    struct hf_arena trial;   /* of one command while it is judged */
    struct hf_definition *definitions;
    size_t definition_count;
    struct hf_shelved *shelf;
    size_t shelved;
    struct hf_calendar *calendars; /* house.calendars */
    uint32_t calendars_seq;        /* of the library when they were laid out */
    struct hf_sweep sweep;
    struct hf_house house;
    struct hf_case single[HF_SINGLES]; /* people, library, keyring: blocks of the cache, or empty ones */
    struct hf_case empty[HF_SINGLES];
    struct hf_case *authorities;
    size_t authority_room;
    bool believes;           /* hf_desk_believe */
    unsigned char *nothing;  /* where the empty ones stand, for a house that is not founded yet */
    struct hf_id *long_file; /* HF_BATCH_MAX at most, whose snapshot is due */
    size_t long_count;
    struct hf_use_row uses[HF_USES]; /* of credentials, as they were noted last */
    struct hf_dispatch *dispatch;    /* NULL until something is sent */
    struct hf_access access;
};

/* One file that a batch is about. */
struct hf_touched {
    struct hf_id file;
    enum hf_file_kind kind; /* 0: there is none */
    struct hf_str name;
    bool fresh;         /* its id was drawn by this batch: nobody else can know it */
    bool held;          /* `now` holds the file as the ledger had it, and then as this batch made it */
    struct hf_case now; /* believed and not moved: in the cache, so it is gone when others are put there */
    struct hf_flows flows;
    uint32_t old_seq, snapshot_seq;
    size_t folded;              /* events that were read to load it */
    int64_t old_due_ms, due_ms; /* the next thing due: as the ledger has it, as this batch made it */
    bool believed;              /* taken from the cache; whether it is the newest is not known */
    bool slots_kept; /* nobody has moved it since it was cached, so its slots are as the cache has them */
    const struct hf_err *broken;            /* it cannot be read; NULL: it can */
    bool left_out;                          /* not loaded: there was no room */
    bool hidden_read;                       /* `hidden` has been asked for */
    const struct hf_disclosure_row *hidden; /* the rows of the ledger */
    size_t hiddens;
    struct hf_slot *slot; /* data keys handed out before this batch and in it, as far as they are known */
    size_t slots, slot_room;
    bool slots_known; /* all of them are */
};

/* One message signed by this batch, or one that it takes. */
struct hf_message {
    struct hf_token_row token;   /* as it is sent */
    struct hf_token_row inner;   /* what is inside, where that is encrypted; else no bytes */
    struct hf_thread_row thread; /* zero id: known already */
    struct hf_outbox_row outbox;
    const struct hf_chunk_row *chunk; /* of the document it shows */
    size_t chunks;
    struct hf_message *next;
};

/* One of our keys, ready to sign by one algorithm. */
struct hf_hand {
    bool is_ready;
    bool is_first; /* the key of the port's role, which signs fastest */
    enum hf_alg alg;
    struct hf_digest kid;
    struct hf_str head;
};

/* What all notices of a batch have in common, asked for when the first of them is written. */
struct hf_letterhead {
    bool is_asked;
    struct hf_public_key key;
    const struct hf_own_key *own; /* our keys for notices; NULL: not read yet */
    size_t owns;
    struct hf_hand hand[HF_ALGS];
    struct hf_str checkpoint; /* the newest signed note; empty: none */
    int64_t size;             /* of its tree */
};

/* One request of a batch. */
struct hf_work {
    const struct hf_request *request;
    struct hf_response *out;
    bool answered;
    bool chosen; /* takes part in this round */
    uint32_t tries;
    struct hf_command command;
    struct hf_token_row token; /* HF_REQUEST_TOKEN */
    struct hf_id speaker;      /* whose token it is: his file in the directory */
    struct hf_str issuer;      /* as he calls himself */
    int64_t iat_s;             /* when he signed it */
    struct hf_str jti, sub_id; /* as he names the token, and what it is about */
    struct hf_thread_row thread;
    struct hf_json said; /* what its event holds */
    struct hf_str told;  /* the name of its event: "answer", "receipt" */
    bool is_read;
    /* of this round */
    struct hf_touched *touched;
    struct hf_decision decision;
    bool decided;
    bool set_aside;
    bool idle;                      /* news of which the file has no use: there is nothing to do */
    hf_instance born;               /* how many instances there were before */
    const struct hf_flow *leads_to; /* by case.migrate; NULL: the file stays with its definition */
    struct hf_message *messages;
};

struct hf_serving {
    struct hf_desk *desk;
    struct hf_arena *arena;
    struct hf_work *works;
    size_t count;
    struct hf_touched **touched; /* sorted by file id */
    size_t touched_count;
    const struct hf_work **decided; /* in this round, hashed by command id and actor; NULL: free */
    size_t places;                  /* a power of two, never more than half of them taken */
    int64_t now_ms;
    bool believing;       /* the first round of a desk that believes: nothing has been asked for */
    int64_t house_events; /* as they were known when this batch last looked (hf_house_events) */
    bool contested;       /* a commit met somebody else's: from then on files are read again */
    bool alone;           /* it did so twice, or was refused: from then on a round serves one request only */
    bool doubted;         /* a refusal rested on a cached file: the next round reads it again */
    struct hf_letterhead letterhead;
    struct hf_err *err; /* of what is being tried; large, so there is one for the whole batch */
};

/* house.c: what the house knows of itself, as the ledger holds it now. */
enum hf_rc hf_house_refresh(struct hf_desk *desk, struct hf_arena *arena, struct hf_err *err);
/* The same, and by the same question which commands were done before: a row per ask. */
enum hf_rc hf_house_and_seen(struct hf_desk *desk, const struct hf_seen_ask *asks, size_t count,
                             struct hf_seen_row *rows, struct hf_arena *arena, struct hf_err *err);
/* How many events its files hold, as they are known here. They never lose any: where it is the same, nothing
 * has changed. */
int64_t hf_house_events(const struct hf_desk *desk);
/* After a file of the house has changed in the cache: the same, from the cache alone. */
void hf_house_point(struct hf_desk *desk);
enum hf_rc hf_house_init(struct hf_desk *desk, struct hf_err *err);

/* load.c: folded files. `before`: a copy to go on from, or NULL. */
enum hf_rc hf_fold(struct hf_desk *desk, const struct hf_file_row *row, const struct hf_case *before,
                   struct hf_arena *arena, struct hf_case *out, struct hf_flows *flows, struct hf_err *err);
enum hf_rc hf_load_touched(struct hf_serving *s, bool anew);
/* Is a quarter of the batch's memory left, enough for the largest command (docs/decisions/0002-arena.md)? */
bool hf_has_room(const struct hf_serving *s);
/* The touched file of this id, added when it is new to the batch. */
struct hf_touched *hf_touch(struct hf_serving *s, const struct hf_id *file);
/* Disclosure rows and slots of a file, asked once a batch. */
enum hf_rc hf_read_hidden(struct hf_serving *s, struct hf_touched *touched);
/* All values of a subject stand under one slot; it is given another once that one is forgotten. */
void hf_add_slot(struct hf_serving *s, struct hf_touched *touched, const struct hf_slot *slot);

/* ask.c: the sealed rows of a file; one of them opened; name and value of a disclosure's text. */
enum hf_rc hf_disclosures_read(struct hf_desk *desk, const struct hf_id *file, struct hf_arena *arena,
                               const struct hf_disclosure_row **out, size_t *count, struct hf_err *err);
/* Those of a file from this one on, as far as the case has come, kept: while they are read nothing else can
 * be asked. */
enum hf_rc hf_events_since(struct hf_desk *desk, const struct hf_case *c, uint32_t seq,
                           struct hf_arena *arena, const struct hf_event_row **out, size_t *count,
                           struct hf_err *err);
struct hf_revealed;
enum hf_rc hf_disclosure_open(struct hf_desk *desk, const struct hf_disclosure_row *row,
                              struct hf_arena *arena, struct hf_revealed *out, struct hf_err *err);
enum hf_rc hf_disclosure_value(struct hf_str text, struct hf_arena *arena, struct hf_str *name,
                               struct hf_json *value, struct hf_err *err);

/* library.c: definitions. */
enum hf_rc hf_definition_find(struct hf_desk *desk, const struct hf_digest *digest, struct hf_arena *arena,
                              const struct hf_flow **out, struct hf_err *err);
/* The newest published version of a workflow. NOT_FOUND no_workflow. */
enum hf_rc hf_definition_newest(struct hf_desk *desk, struct hf_str workflow, struct hf_arena *arena,
                                struct hf_digest *out, struct hf_err *err);

/* The published one of this version. NOT_FOUND no_version. */
enum hf_rc hf_definition_version(struct hf_desk *desk, struct hf_str workflow, int64_t version,
                                 struct hf_arena *arena, struct hf_digest *out, struct hf_err *err);
/*
 * May this come into the library as it stands? Asked beside what the house's definition asks of a proposal or
 * a confirmation of a definition. CONFLICT definition_older: a version as high is published;
 * definition_other: other bytes of this version are proposed or published.
 */
enum hf_rc hf_library_check(const struct hf_desk *desk, const struct hf_case *library,
                            const struct hf_command *command, struct hf_arena *arena, struct hf_err *err);

/*
 * enrol.c: a step of the ceremony for an authority's key, or about one of ours, asked beside what the house's
 * definition asks of it.
 * CONFLICT enrol_known, own_key_last; NOT_FOUND own_key_none; BAD_INPUT enrol_use, enrol_period, and what
 * seal/jwk.h and seal/token.h refuse; UNVERIFIED enrol_fingerprint, enrol_challenge; REFUSED enrol_no_issuer.
 */
enum hf_rc hf_enrol_check(struct hf_serving *s, const struct hf_case *authority,
                          const struct hf_command *command, struct hf_err *err);

/* calendars.c: house.calendars as the library has them now. */
enum hf_rc hf_calendars_refresh(struct hf_desk *desk, struct hf_arena *arena, struct hf_err *err);
void hf_calendars_free(struct hf_desk *desk);
/* May it be published after the one that is? CONFLICT calendar_older, calendar_shorter. */
enum hf_rc hf_calendar_newer(const struct hf_desk *desk, const struct hf_calendar *calendar,
                             struct hf_err *err);

/* incoming.c: a token becomes a command. Who speaks; where the thread lives that he speaks in; and once its
 * file is loaded, what is said. */
enum hf_rc hf_incoming_verify(struct hf_serving *s, struct hf_work *work, struct hf_err *err);
enum hf_rc hf_incoming_place(struct hf_serving *s, struct hf_work *work, const struct hf_thread_row *thread,
                             struct hf_err *err);
/* Of a case of ours: is it the name of this case that comes back? BAD_INPUT set_subject. */
enum hf_rc hf_incoming_subject(struct hf_serving *s, const struct hf_work *work, struct hf_err *err);
/* REFUSED: to be set aside. */
enum hf_rc hf_incoming_map(struct hf_serving *s, struct hf_work *work, struct hf_err *err);
/* What an answer says of this instance (work->said), as a command; whose it is, is not looked at. */
enum hf_rc hf_incoming_answer(struct hf_serving *s, struct hf_work *work, hf_instance instance,
                              struct hf_err *err);
/* A receipt that no event of the workflow takes: one of the engine's own. */
void hf_incoming_receipt(struct hf_work *work, struct hf_arena *arena);

/*
 * erase.c: what an erasure names must be there (erasure.propose). Once it is ordered, the engine or its clock
 * asks for erasure.done: keys and rows are destroyed, and the command becomes the one that says so. Nothing
 * for other commands. BAD_INPUT erase_what.
 */
enum hf_rc hf_erase(struct hf_serving *s, struct hf_work *work, struct hf_err *err);

/* letter.c: what the house itself says in a thread follows from its own event: that an answer was recorded.
 */
enum hf_rc hf_tell_letters(struct hf_serving *s, struct hf_work *work, struct hf_err *err);

/* tell.c: one such letter becomes a signed token and the event that tells of it. */
struct hf_letter {
    const struct hf_thread *thread;
    hf_instance instance;     /* whose letter it is */
    struct hf_str event;      /* what it is called: "answer-recorded" */
    bool begins, to_deputy;   /* it begins the thread; it goes to the deputy of the other side */
    struct hf_str sub_id;     /* the name by which the other side knows its case; empty: ours */
    struct hf_json content;   /* its members but those that place it in the thread */
    bool echoes;              /* brings back the newest checkpoint of theirs, */
    struct hf_str checkpoint; /* which is this one; empty: none is known */
};
enum hf_rc hf_tell_letter(struct hf_serving *s, struct hf_work *work, const struct hf_letter *letter,
                          struct hf_err *err);
enum hf_rc hf_letterhead_ask(struct hf_serving *s, struct hf_err *err);

/* record.c: the commands by which the other sides of a file's threads are told that their answers were
 * recorded, of those that the newest checkpoint covers. */
struct hf_record_when {
    int64_t now_ms, size; /* of the newest checkpoint */
};
enum hf_rc hf_record_requests(struct hf_desk *desk, const struct hf_flows *flows, const struct hf_case *c,
                              const struct hf_record_when *when, struct hf_arena *arena,
                              struct hf_request *out, size_t room, size_t *count, struct hf_err *err);

/* desk.c: hf_desk_file by the house as it was read last. */
enum hf_rc hf_file_now(struct hf_desk *desk, const struct hf_id *file, struct hf_arena *arena,
                       const struct hf_case **out, struct hf_flows *flows, struct hf_err *err);

/*
 * standing.c: the notices of ours that a thread holds since the one at asked_seq, with what became of them,
 * in order; times are -1 where that has not happened. Letters are none.
 */
struct hf_standing {
    struct hf_id jti;
    uint32_t seq; /* of its notice.signed */
    int64_t signed_ms, delivered_ms, receipted_ms;
    bool is_answered;
    /* The levels that its silence has come to, by clock: how many, the last of them, and when that was. */
    struct hf_climb {
        uint32_t steps;
        enum hf_silence_level level;
        int64_t at_ms;
    } reached[HF_SILENCE_CLOCK_COUNT];
};
enum hf_rc hf_standing_read(struct hf_desk *desk, const struct hf_case *c, const struct hf_thread *thread,
                            struct hf_arena *arena, const struct hf_standing **out, size_t *count,
                            struct hf_err *err);
/* A kept token of ours, and what it says (of an encrypted one what is inside); *kept empty: it is not there.
 */
enum hf_rc hf_token_told(struct hf_desk *desk, const struct hf_id *jti, struct hf_arena *arena,
                         struct hf_str *kept, struct hf_str *inner, struct hf_set *set, struct hf_err *err);

/*
 * silence.c: the command by which the next level of silence is reached in a file, if one is due; *next_ms:
 * when it is to be looked at again otherwise, HF_NOTHING_DUE.
 */
enum hf_rc hf_silence_requests(struct hf_desk *desk, const struct hf_flows *flows, const struct hf_case *c,
                               int64_t now_ms, struct hf_arena *arena, struct hf_request *out, size_t room,
                               size_t *count, int64_t *next_ms, struct hf_err *err);

/* reply.c: what a verified message says of others must be so: the one of ours that it replies to, the earlier
 * one of the same sender that it supersedes, the checkpoint that it brings back. The file is loaded.
 * BAD_INPUT answer_reply, answer_checkpoint, answer_supersedes; CONFLICT answer_superseded. */
enum hf_rc hf_reply_check(struct hf_serving *s, struct hf_work *work, struct hf_err *err);

/* notice.c: a token that is neither answer nor receipt: a request of another authority, or more about it. */
bool hf_is_notice(const struct hf_work *work);
enum hf_rc hf_notice_place(struct hf_serving *s, struct hf_work *work, const struct hf_thread_row *thread,
                           struct hf_err *err);
enum hf_rc hf_notice_map(struct hf_serving *s, struct hf_work *work, struct hf_err *err);

/* news.c: what is told to a file about a thread of it. Place: false where there is nobody to tell. */
struct hf_request hf_news_request(struct hf_desk *desk, const struct hf_id *thread, struct hf_str event,
                                  const struct hf_digest *token);
/* Whether what became of the first message of such a thread is anything to its file: asked before it is sent.
 */
bool hf_news_wanted(const struct hf_kind *kind, const struct hf_thread *thread);
bool hf_news_place(struct hf_work *work, const struct hf_thread_row *thread);
enum hf_rc hf_news_map(struct hf_serving *s, struct hf_work *work, bool *nothing, struct hf_err *err);

/* dispatch.c: what is under way is forgotten. */
void hf_dispatch_free(struct hf_desk *desk);

/* transcribe.c: an answer that came on paper or by word is entered by one of us and confirmed by another;
 * with the confirmation, the State's act follows by the same command. Nothing for other commands. */
enum hf_rc hf_transcribe_check(struct hf_serving *s, struct hf_work *work, struct hf_err *err);
enum hf_rc hf_transcribe(struct hf_serving *s, struct hf_work *work, struct hf_err *err);

/* annex.c: the documents that a notice shows, as a list of {language, media_type, sha256, size}. REFUSED
 * document_condition: one may not be handed on. */
enum hf_rc hf_annexes(struct hf_serving *s, const struct hf_work *work, const struct hf_draft *draft,
                      struct hf_json *out, struct hf_err *err);

/* attach.c: documents that go and come by tokens of who speaks in a thread of ours. `hf_attach` leaves
 * nothing to be decided. What an answer names is checked before it is decided, and entered after. */
bool hf_is_of_document(const struct hf_work *work);
enum hf_rc hf_attach(struct hf_serving *s, struct hf_work *work, struct hf_err *err);
enum hf_rc hf_attach_check(struct hf_serving *s, struct hf_work *work, struct hf_err *err);
enum hf_rc hf_attach_enter(struct hf_serving *s, struct hf_work *work, struct hf_err *err);

/* tell.c: each authority knows a case under a name of its own (docs/formats.md 9): the `sub_id` of our
 * tokens, and of its answers. */
enum hf_rc hf_case_subject(const struct hf_keys *keys, const struct hf_id *file,
                           const struct hf_id *authority, struct hf_arena *arena, struct hf_str *out,
                           struct hf_err *err);
/* tell.c: drafts become signed tokens and events that tell of them. */
enum hf_rc hf_tell_drafts(struct hf_serving *s, struct hf_work *work, struct hf_err *err);
/*
 * hand.c: the claims of a token to this authority (NULL: it has no file), signed by the key and algorithm
 * that its entry asks for, and encrypted where it has a key for that; into message->token, whose id is the
 * jti. NOT_FOUND own_key_none: we have no such key; and what the keys port and seal/jwe.h say.
 */
enum hf_rc hf_hand_sign(struct hf_serving *s, const struct hf_case *authority, struct hf_str claims,
                        struct hf_message *message, struct hf_err *err);
/* Our keys for notices as the keyring file tells of them, read once a batch. */
size_t hf_hand_keys(struct hf_serving *s, const struct hf_own_key **out);
/* unwrap.c: a token that was encrypted for us becomes the one inside; any other is left as it is. UNVERIFIED
 * jwe_key: for a key that we have not or no more; and what the keys port and seal/jwe.h say. */
enum hf_rc hf_unwrap(struct hf_serving *s, struct hf_str *compact, struct hf_err *err);
/* What digests are over. */
struct hf_str hf_message_inner(const struct hf_message *message);
/* Of a kept token of ours: itself, or what is inside. Empty: that is not there. */
enum hf_rc hf_token_inner(const struct hf_ledger *ledger, struct hf_hasher *hasher, const struct hf_id *id,
                          struct hf_str kept, struct hf_arena *arena, struct hf_str *out, struct hf_err *err);
/* A set of ours to this authority, signed into message->token (hand.c); its jti is drawn here, and is the id.
 */
enum hf_rc hf_tell_sign(struct hf_serving *s, const struct hf_id *authority, struct hf_set *set,
                        struct hf_message *message, struct hf_err *err);
/* By what name tokens address it. */
struct hf_str hf_tell_audience(struct hf_serving *s, const struct hf_id *authority);
void hf_tell_add(struct hf_work *work, struct hf_message *message);

/* tell_stream.c: where the command was about a stream, what its receiver is told of it. */
enum hf_rc hf_tell_stream(struct hf_serving *s, struct hf_work *work, struct hf_err *err);

/* dispatch.c: notices that were fetched have been settled by their receiver: claim[i] as result[i] says. */
enum hf_rc hf_dispatch_fetched(struct hf_desk *desk, const struct hf_claim *claims,
                               const struct hf_parcel_result *results, size_t count, struct hf_arena *arena,
                               struct hf_err *err);
/* render.c: the document that a notice shows; in the memory of the trial. */
enum hf_rc hf_render(struct hf_serving *s, const struct hf_work *work, const struct hf_draft *draft,
                     struct hf_str *out, struct hf_err *err);

/* migrate.c: case.migrate, by the map that the command names; the file is then read with work->leads_to. */
bool hf_is_migration(const struct hf_work *work);
enum hf_rc hf_judge_migration(struct hf_serving *s, struct hf_work *work, struct hf_err *err);

/* judge.c: one request on its file as the batch has made it so far; answers it when it is refused. */
enum hf_rc hf_judge(struct hf_serving *s, struct hf_work *work);
void hf_answer(struct hf_work *work, const struct hf_err *err); /* err lives as long as the response */
/* A failure to be kept beside others. */
const struct hf_err *hf_keep_err(struct hf_arena *arena, const struct hf_err *err);

/* desk.c: the first answer of a batch of our own that says "try again": UNAVAILABLE, as the batch itself was
 * served. */
enum hf_rc hf_try_again(const struct hf_response *out, size_t count, struct hf_err *err);
/* Was it only that others act on the file, or ask for too much at once? Then the ledger is well. */
bool hf_is_crowded(const struct hf_err *err);

/* commit.c: gathers, commits, and answers what was stored. What met somebody else's stays unanswered. */
enum hf_rc hf_commit_round(struct hf_serving *s);

/* rest.c: a file that has been stored and cached; is it work for hf_desk_rest? */
void hf_rest_note(struct hf_desk *desk, const struct hf_touched *touched, const struct hf_cached *cached);
/* Zeroes what the memory of a trial held. */
void hf_rest_wipe(struct hf_desk *desk);

/* gather.c: the rows of everything decided. */
enum hf_rc hf_gather(struct hf_serving *s, struct hf_batch *batch, struct hf_err *err);
/* Has this batch made more of the file than the ledger has? */
bool hf_has_moved(const struct hf_touched *touched);

/* document.c: one piece, sealed. */
/* hf_document_read into a buffer whose room is known. */
enum hf_rc hf_document_read_into(struct hf_desk *desk, const struct hf_id *file,
                                 const struct hf_digest *digest, struct hf_buf *bytes, struct hf_str *out,
                                 struct hf_err *err);
enum hf_rc hf_document_piece(struct hf_desk *desk, const struct hf_id *file, const struct hf_id *document,
                             uint32_t index, struct hf_str plain, struct hf_arena *arena,
                             struct hf_chunk_row *out, struct hf_err *err);
/* document.c: cuts and seals. */
enum hf_rc hf_document_seal(struct hf_desk *desk, const struct hf_id *file, const struct hf_id *document,
                            struct hf_str bytes, struct hf_arena *arena, const struct hf_chunk_row **out,
                            size_t *count, struct hf_err *err);

#endif
