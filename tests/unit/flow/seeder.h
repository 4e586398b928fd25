/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mistakes seeded into a definition, whichever it is: a mistake says at which places it can be made and what
 * it changes there; the seeder makes it at some of them, one at a time, and asks check for its rule.
 */
#ifndef HF_TESTS_FLOW_SEEDER_H
#define HF_TESTS_FLOW_SEEDER_H

#include "flow/reader.h"
#include "flow_file.h"

enum { SEED_CHANGES = 8 };

struct seed_change {
    const char *pointer, *new; /* as changed() takes them */
};

struct seeder {
    struct hf_str text;    /* the definition without fault */
    struct hf_json json;   /* the same, read */
    struct hf_arena arena; /* of one mistake */
    const struct hf_flow *house;
    const char *path;
    const struct mistake *mistake;
    size_t places, chosen, made,
        missed; /* `chosen`: one of so many places is tried; 0: they are only counted */
};

typedef void at_place(struct seeder *s, const char *kind, const char *pointer, const struct hf_json *json);

/*
 * What is wrong, the rule and the word that must tell it, and where it can be made. Most are one member given
 * or taken away in each thing of a sort that has one member and lacks another; the others say it in C.
 */
struct mistake {
    const char *name;
    unsigned rule;
    enum hf_word word;
    void (*each)(struct seeder *s); /* NULL: what follows */
    void (*walk)(struct seeder *s, at_place *at);
    const char *of;          /* with walk NULL: the things of every kind under this member */
    const char *has, *lacks; /* NULL: whatever it has */
    const char *put, *value; /* value NULL: taken away; in it @T stands for a text, @R for a role of ours */
};

/* The mistake in hand at one place: these changes, one after another. */
void seed(struct seeder *s, const struct seed_change *changes, size_t count);
#define SEED(s, ...)                                     \
    seed((s), (const struct seed_change[]){__VA_ARGS__}, \
         sizeof((const struct seed_change[]){__VA_ARGS__}) / sizeof(struct seed_change))

/* Makes the mistake at `most` of its places, evenly spread; returns how often it was not told. */
size_t seed_all(struct seeder *s, const struct mistake *mistake, size_t most);

/* Text in the seeder's arena. */
__attribute__((format(printf, 2, 3))) const char *say(struct seeder *s, const char *form, ...);
/* JSON as text. */
const char *raw(struct seeder *s, const struct hf_json *json);
/* A text of the definition: an object with "x" in each of its languages. */
const char *words(struct seeder *s);
/* The text with @T, @R and @B (a basis) put in. */
const char *filled(struct seeder *s, const char *text);
/* A change that adds a member to an object that need not be there. */
struct seed_change add(struct seeder *s, const char *object, const char *name, const char *value);
/* The value at a pointer, or NULL. */
const struct hf_json *look(const struct seeder *s, const char *pointer);

/* Walks: each calls `at` with the pointer and the value of one thing. */
void each_kind(struct seeder *s, at_place *at);
void each_of(struct seeder *s, const char *member, at_place *at); /* of every kind: "states", "events" ... */
void each_top(struct seeder *s, const char *member, at_place *at);
void each_list(struct seeder *s, at_place *at);         /* of branches, wherever an event is handled */
void each_branch(struct seeder *s, at_place *at);       /* that does not refuse */
void each_state_branch(struct seeder *s, at_place *at); /* in a state's own `on` */
void each_schema(struct seeder *s, at_place *at);       /* members of payloads and data */

/* "sent" of ".../states/sent". */
const char *last_step(struct seeder *s, const char *pointer);
/* ".../states/sent" of ".../states/sent/on/ask/0": so many steps less. */
const char *up(struct seeder *s, const char *pointer, int steps);
/* The name of the first open state of the kind, but for `not`; NULL. */
const char *open_state(struct seeder *s, const char *kind, const char *not_this);
/* A role of the side whose people begin the case, and one of another; NULL. */
const char *our_role(struct seeder *s);
const char *other_role(struct seeder *s);
const char *basis(struct seeder *s);
bool has_text(const struct hf_json *list, const char *text);

#endif
