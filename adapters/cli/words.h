/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All that the command line says when nothing failed: help, labels, hints; in English and French.
 * Failures are in engine/base/words.h. {0} and {1} stand for arguments.
 */
#ifndef HF_CLI_WORDS_H
#define HF_CLI_WORDS_H

#include "base/err.h"

/* clang-format off */
#define HF_SAYS_HELP(X) \
    X(intro, "Asset-tracing and freeze requests: identify, trace, freeze, seize.", "Requêtes de dépistage et de gel d'avoirs : identifier, dépister, geler, saisir.") \
    X(usage, "Usage:", "Usage :") \
    X(commands, "Commands", "Commandes") \
    X(options, "Options", "Options") \
    X(more, "holdfast COMMAND --help: one command; holdfast help options: options of all commands; holdfast help codes: exit codes", "holdfast COMMANDE --help : une commande ; holdfast help options : options communes ; holdfast help codes : codes de sortie") \
    X(common, "With every command: --json --help --lang --quiet --as --role --db --state --config --no-color (holdfast help options)", "Avec toute commande : --json --help --lang --quiet --as --role --db --state --config --no-color (holdfast help options)") \
    X(flag_json, "print one JSON document, or one per line where a list may be long", "imprimer un document JSON, ou un par ligne quand la liste peut être longue") \
    X(flag_help, "say what the command does", "dire ce que fait la commande") \
    X(flag_quiet, "print names and ids only, no hints", "n'imprimer que noms et identifiants, sans conseils") \
    X(flag_no_color, "no colours (NO_COLOR does the same)", "sans couleurs (NO_COLOR a le même effet)") \
    X(flag_config, "read settings from this file", "lire les réglages dans ce fichier") \
    X(set_lang, "language of the output: en or fr", "langue de la sortie : en ou fr") \
    X(set_state, "state directory: private database and keys", "répertoire d'état : base privée et clés") \
    X(set_db, "connection string of a PostgreSQL database, instead of the private one", "chaîne de connexion d'une base PostgreSQL, au lieu de la base privée") \
    X(set_as, "act as this person (the owner of the state directory may)", "agir au nom de cette personne (le propriétaire du répertoire d'état le peut)") \
    X(set_role, "act in this role", "agir à ce titre") \
    X(code_0, "done; the check is clean; verified", "fait ; le contrôle est sans remarque ; vérifié") \
    X(code_1, "failed unexpectedly", "échec inattendu") \
    X(code_2, "usage, or input that cannot be read", "usage, ou entrée illisible") \
    X(code_3, "not found", "introuvable") \
    X(code_4, "database, server or peer cannot be reached; trying again may help", "base, serveur ou correspondant inaccessible ; réessayer peut aider") \
    X(code_5, "not allowed: role, another person, signature", "non autorisé : rôle, autre personne, signature") \
    X(code_6, "refused by the workflow", "refusé par la procédure") \
    X(code_7, "conflict: somebody acted first; look again", "conflit : quelqu'un a agi d'abord ; relisez") \
    X(code_8, "evidence does not verify", "la preuve ne se vérifie pas") \
    X(code_9, "the check found problems", "le contrôle a trouvé des défauts")

#define HF_SAYS_COMMANDS(X) \
    X(do_version, "Says which version this is.", "Dit de quelle version il s'agit.") \
    X(do_help, "Explains a command, or \"options\" or \"codes\".", "Explique une commande, ou « options » ou « codes ».") \
    X(do_json_canonical, "Reads JSON strictly and writes its one canonical form (RFC 8785), without a line end.", "Lit du JSON strictement et en écrit l'unique forme canonique (RFC 8785), sans fin de ligne.") \
    X(do_config_show, "Shows every setting and its value.", "Montre chaque réglage et sa valeur.") \
    X(flag_origin, "say where each value comes from", "dire d'où vient chaque valeur") \
    X(do_workflow_check, "Checks workflow definitions and names each fault with its place and rule.", "Contrôle des définitions de procédure et nomme chaque défaut avec son lieu et sa règle.") \
    X(flag_strict, "warnings count as problems", "les avertissements comptent comme défauts") \
    X(do_trace_funds, "Follows money through accounts by one of the methods courts use.", "Suit l'argent à travers des comptes selon l'une des méthodes des tribunaux.") \
    X(flag_method, "fifo, lifo, own_first, claim_first or rolling_pro_rata", "fifo, lifo, own_first, claim_first ou rolling_pro_rata") \
    X(flag_trace_case, "which of the cases in the file", "lequel des cas du fichier")

#define HF_SAYS_LABELS(X) \
    X(yes, "yes", "oui") \
    X(no, "no", "non") \
    X(version, "version", "version") \
    X(setting, "setting", "réglage") \
    X(value, "value", "valeur") \
    X(origin, "from", "provenance") \
    X(built_in, "built-in", "valeur interne") \
    X(warning, "warning", "avertissement") \
    X(checked, "faults: {0}, warnings: {1}", "défauts : {0}, avertissements : {1}") \
    X(account, "account", "compte") \
    X(claimant, "whose", "à qui") \
    X(amount, "amount", "montant") \
    X(what, "what", "objet") \
    X(name, "name", "nom") \
    X(debit, "debit", "débit") \
    X(sink, "gone to", "parti vers")

#define HF_SAYS(X) HF_SAYS_HELP(X) HF_SAYS_COMMANDS(X) HF_SAYS_LABELS(X)
/* clang-format on */

enum hf_say {
    HF_SAY_NOTHING,
#define HF_SAY(name, en, fr) HF_SAY_##name,
    HF_SAYS(HF_SAY)
#undef HF_SAY
        HF_SAY_COUNT
};

struct hf_str hf_say(enum hf_say say, enum hf_lang lang);
void hf_say_put(struct hf_buf *out, enum hf_say say, enum hf_lang lang, struct hf_str arg0,
                struct hf_str arg1);

#endif
