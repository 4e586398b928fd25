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
    X(flag_absence, "the proof goes to this file (absence.proof)", "la preuve va dans ce fichier (absence.proof)") \
    X(flag_bundle, "where the bundle goes; CASE.bundle when it is not said", "où écrire le dossier de preuve ; AFFAIRE.bundle à défaut") \
    X(flag_bundle_for, "who will read it: the auditor (all that was not erased), the public (no hidden value, no message), a role of the procedure or the house (what it may act on; commitments of all else), or an authority (its own messages; commitments of all else)", "qui le lira : l'auditeur (tout ce qui n'a pas été effacé), le public (aucune valeur confidentielle, aucun message), un rôle de la procédure ou de la maison (ce sur quoi il peut agir ; le reste en engagements) ou une autorité (ses messages ; le reste en engagements)") \
    X(flag_stamp_authority, "address of the time-stamping authority (RFC 3161); stamp.authority where it is not said", "adresse de l'autorité d'horodatage (RFC 3161) ; stamp.authority à défaut") \
    X(flag_stamp_request, "write what is to be stamped into a file that is carried to an authority", "écrire ce qui est à horodater dans un fichier porté à une autorité") \
    X(flag_stamp_response, "take in the file that an authority gave back", "reprendre le fichier rendu par une autorité") \
    X(flag_seal_passphrase, "encrypt it under the passphrase that is the first line of this file", "le chiffrer par la phrase secrète qui est la première ligne de ce fichier") \
    X(flag_recipient, "encrypt it for this X25519 key: 43 letters of base64url, or a file with a JWK", "le chiffrer pour cette clé X25519 : 43 lettres base64url, ou un fichier JWK") \
    X(flag_passphrase, "file whose first line is the passphrase", "fichier dont la première ligne est la phrase secrète") \
    X(flag_open_key, "file with the private X25519 key: a JWK, or 43 letters of base64url", "fichier de la clé privée X25519 : un JWK, ou 43 lettres base64url") \
    X(flag_opened, "where the bundle goes", "où écrire le dossier de preuve") \
    X(flag_basis, "the provision or order by which it is done, such as Rule 9(2); never the name of a person: it is not erased", "la disposition ou la décision qui le fonde, comme règle 9(2) ; jamais le nom d'une personne : elle n'est pas effacée") \
    X(flag_by_order, "an order of the case that says so, such as order/2", "une ordonnance de l'affaire qui le dit, comme order/2") \
    X(flag_as_known_on, "by what was recorded until then; --to is then the day on which the state is asked for, by when acts took effect", "d'après ce qui était consigné alors ; --to est alors le jour dont on demande l'état, selon la prise d'effet des actes") \
    X(flag_chain, "digests, chains, leaves, tree and heads alone: faster, but what events say, the state they make and signed messages are not looked at", "empreintes, chaînes, feuilles, arbre et têtes seulement : plus rapide, mais ni ce que disent les actes, ni l'état qu'ils font, ni les messages signés ne sont examinés") \
    X(flag_step, "with the state of each instance behind each event", "avec l'état de chaque instance après chaque acte") \
    X(flag_with_documents, "with the bytes of its documents (for the auditor)", "avec le contenu de ses documents (pour l'auditeur)") \
    X(flag_network, "only authorities of this network or region, as the directory has them", "seulement les autorités de ce réseau ou de cette région, selon l'annuaire") \
    X(flag_within, "time to answer, such as 10d; 3d when it is not said", "délai de réponse, comme 10d ; 3d à défaut") \
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
    X(flag_against, "the published version whose open cases must find a place: a file, or NAME@VERSION of the library", "la version publiée dont les dossiers ouverts doivent trouver une place : un fichier, ou NOM@VERSION de la bibliothèque") \
    X(flag_map, "the map of migration, which may give them that place", "le plan de migration, qui peut leur donner cette place") \
    X(flag_staffed, "asks too whether somebody here holds each role", "vérifie aussi que chaque rôle est tenu ici par quelqu'un") \
    X(do_workflow_fmt, "Puts definitions in the one layout in which they are published; \"-\" prints instead.", "Met des définitions dans l'unique mise en page sous laquelle elles sont publiées ; « - » imprime.") \
    X(flag_fmt_check, "change nothing; name the files that would change and end with 9 if there are any", "ne rien changer ; nommer les fichiers qui changeraient et finir par 9 s'il y en a") \
    X(do_workflow_diff, "Says in what two definitions differ: + is new, - is gone, ~ has changed.", "Dit en quoi deux définitions diffèrent : + est nouveau, - a disparu, ~ a changé.") \
    X(do_workflow_new, "Begins a definition: a small whole one that passes the check, to be changed step by step.", "Commence une définition : une petite procédure entière qui passe le contrôle, à changer pas à pas.") \
    X(do_workflow_test, "Tells stories about a definition in memory, in virtual time; those in the folder of its name if none is given.", "Raconte en mémoire, en temps virtuel, des récits sur une définition ; à défaut, ceux du dossier de son nom.") \
    X(flag_story_log, "write what happened in the one story to this new file, as a log holds it: an event per line", "écrire dans ce nouveau fichier ce qui s'est passé dans l'unique récit, comme un journal le garde : un acte par ligne") \
    X(flag_story_inventory, "show what was held in the one story at the end of this day, or of each of these days", "montrer ce qui était détenu dans l'unique récit à la fin de ce jour, ou de chacun de ces jours") \
    X(do_workflow_simulate, "Walks through a definition in memory: step by step from a menu, or by chance, and says what was reached.", "Parcourt une définition en mémoire : pas à pas d'après un menu, ou au hasard, et dit ce qui a été atteint.") \
    X(flag_random, "so many steps by chance, instead of a menu", "autant de pas au hasard, au lieu d'un menu") \
    X(flag_events, "tell every event and refusal as a line of JSON, before the report", "dire chaque événement et chaque refus sur une ligne JSON, avant le compte rendu") \
    X(flag_seed, "where chance begins; the same seed gives the same walk (1)", "où commence le hasard ; la même graine donne le même parcours (1)") \
    X(do_workflow_describe, "Tells a definition in numbered prose, with the legal basis of each step, for review by lawyers.", "Expose une définition en paragraphes numérotés, avec le fondement juridique de chaque acte, pour relecture par des juristes.") \
    X(do_workflow_draw, "Draws the machines of a definition, as SVG.", "Dessine les machines d'une définition, en SVG.") \
    X(flag_kind, "only this kind of machine, such as measure", "seulement ce genre de machine, par exemple measure") \
    X(flag_picture, "write to this file instead of the output", "écrire dans ce fichier plutôt que sur la sortie") \
    X(flag_mermaid, "a state diagram in the language of Mermaid instead", "un diagramme d'états dans la langue de Mermaid à la place") \
    X(flag_xstate, "machines for XState as JSON instead, with the text of each guard", "des machines pour XState en JSON à la place, avec le texte de chaque garde") \
    X(do_trace_funds, "Follows money through accounts by one of the methods courts use.", "Suit l'argent à travers des comptes selon l'une des méthodes des tribunaux.") \
    X(flag_method, "fifo, lifo, own_first (Hallett, with the cap of Roscoe v Winder: one of two rules called LIBR), claim_first (Oatway), rolling_pro_rata (the other rule called LIBR), pari_passu, poison or direct_match", "fifo, lifo, own_first (Hallett, avec le plafond de Roscoe v Winder : l'une des deux règles dites LIBR), claim_first (Oatway), rolling_pro_rata (l'autre règle dite LIBR), pari_passu, poison ou direct_match") \
    X(flag_trace_map, "what a CSV file calls the columns: date=Booked,amount=#7,account=#2+#3,kind:=transfer", "comment un fichier CSV appelle les colonnes : date=Valeur,amount=#7,account=#2+#3,kind:=transfer") \
    X(flag_trace_order, "rows of one day: ledger (as they stand), credits_first or debits_first", "lignes d'un même jour : ledger (comme elles figurent), credits_first ou debits_first") \
    X(flag_trace_unknown, "take money of unknown origin as a claim (the default) or as the holder's own", "prendre l'argent d'origine inconnue pour une prétention (par défaut) ou pour celui du titulaire") \
    X(flag_trace_shortfall, "what an account lacks was lent by the bank, or was there before of unknown origin", "ce qui manque à un compte a été prêté par la banque, ou y était déjà, d'origine inconnue") \
    X(flag_trace_days, "direct_match: days between credit and payment at most (3)", "direct_match : jours au plus entre recette et paiement (3)") \
    X(do_trace_explain, "Tells step by step what made up one payment, and why.", "Dit pas à pas de quoi un paiement est fait, et pourquoi.") \
    X(flag_trace_debit, "the payment, by its id", "le paiement, par son identifiant") \
    X(do_trace_compare, "Prints what every method says of the same ledger, side by side.", "Imprime côte à côte ce que chaque méthode dit d'un même registre.") \
    X(flag_trace_range, "the least and the most of each claim over methods, orders of a day and unknown origin, and which choice gives each", "le moins et le plus de chaque prétention selon les méthodes, les ordres d'un jour et l'origine inconnue, et quel choix donne chacun") \
    X(flag_trace_group, "put claims into classes: a file of lines claim,class; or all into one", "ranger les prétentions dans des classes : un fichier de lignes prétention,classe ; ou toutes dans une seule (all)") \
    X(flag_trace_debits, "write every payment with its composition to this file, one a line (NDJSON)", "écrire chaque paiement avec sa composition dans ce fichier, un par ligne (NDJSON)") \
    X(flag_trace_output, "write the answer as JSON to this file, whole or not at all", "écrire la réponse en JSON dans ce fichier, entière ou pas du tout") \
    X(do_trace_owners, "Says who owns and controls a company: shares along all chains, control, the 50 % rule, beneficial owners.", "Dit qui possède et contrôle une société : parts par toutes les chaînes, contrôle, règle des 50 %, bénéficiaires effectifs.") \
    X(flag_owners_of, "the company asked about", "la société dont il s'agit") \
    X(flag_owners_cases, "a file of many cases, instead of FILE", "un fichier de plusieurs cas, au lieu de FILE") \
    X(flag_owners_on, "as things stood on this day (today)", "selon l'état de ce jour (aujourd'hui)") \
    X(flag_blocked, "whom the 50 % rule begins with; may be given several times (the persons the file lists)", "par qui commence la règle des 50 % ; peut être donné plusieurs fois (les personnes que le fichier énumère)") \
    X(flag_owners_all, "of every company, the persons with a quarter or more", "de chaque société, les personnes qui en ont un quart ou plus") \
    X(flag_at_least, "with --all: another threshold than 25", "avec --all : un autre seuil que 25") \
    X(flag_explain, "tell which chains gave each result, with lines, documents and pages", "dire quelles chaînes ont donné chaque résultat, avec lignes, documents et pages") \
    X(flag_trace_case, "with a file: which of the cases in it; without: the case whose registers are read", "avec un fichier : lequel de ses cas ; sans : l'affaire dont les registres sont lus") \
    X(flag_attach, "keep the answer in a case and note it at this asset", "garder la réponse dans une affaire et la noter à ce bien") \
    X(flag_to_case, "the case of that asset", "l'affaire de ce bien") \
    X(do_db_init, "Makes the database, or brings it up to date; founds the log once there are keys.", "Crée la base ou la met à jour ; fonde le journal dès qu'il y a des clés.") \
    X(do_db_start, "Starts the private database and lets it run until \"db stop\".", "Démarre la base privée et la laisse tourner jusqu'à « db stop ».") \
    X(do_db_stop, "Stops the private database.", "Arrête la base privée.") \
    X(do_db_migrate, "Brings the database to the version of this program.", "Porte la base à la version de ce programme.") \
    X(do_db_scrub, "Writes the private database's files anew, so that what was erased leaves no sealed bytes in them; others wait meanwhile.", "Réécrit les fichiers de la base privée, pour que rien de ce qui fut effacé n'y reste même scellé ; les autres attendent.") \
    X(do_db_status, "Says whether the private database is there and running.", "Dit si la base privée existe et tourne.") \
    X(flag_migrate_dry, "print what would be applied", "imprimer ce qui serait appliqué") \
    X(do_key_generate, "Makes the keys of this office, once.", "Crée les clés de ce service, une fois.") \
    X(do_key_list, "Lists the keys with their fingerprints.", "Liste les clés et leurs empreintes.") \
    X(do_key_public, "Prints what others need to verify what we sign.", "Imprime ce qu'il faut à d'autres pour vérifier ce que nous signons.") \
    X(flag_issuer, "address under which our notices are issued", "adresse sous laquelle nos notifications sont émises") \
    X(flag_log_origin, "name of our log", "nom de notre journal") \
    X(do_user_add, "Names the first two persons, or proposes another.", "Nomme les deux premières personnes, ou en propose une autre.") \
    X(do_user_confirm, "Confirms a person whom somebody else has proposed.", "Confirme une personne qu'une autre a proposée.") \
    X(do_user_disable, "Takes a person's rights away: proposed by one, done by the same call of another. Two administrators remain. Whoever was only proposed is put aside by one.", "Retire ses droits à une personne : proposé par l'une, fait par le même appel d'une autre. Deux administrateurs restent. Qui n'était que proposé est écarté par une seule.") \
    X(do_user_keep, "Withdraws the proposal to disable a person.", "Retire la proposition de désactiver une personne.") \
    X(do_user_list, "Lists the people.", "Liste les personnes.") \
    X(flag_first, "the first person", "la première personne") \
    X(flag_second, "the second person", "la deuxième personne") \
    X(flag_organ, "prosecution, registry, chambers or oversight", "prosecution, registry, chambers ou oversight") \
    X(flag_person_role, "a role the person holds", "un rôle de la personne") \
    X(flag_account, "account of the operating system that is this person's (of the first of two)", "compte du système qui est celui de cette personne (de la première de deux)") \
    X(do_directory_import, "Proposes the authorities of a file; those already there stay.", "Propose les autorités d'un fichier ; celles déjà inscrites restent.") \
    X(do_token_new, "Makes an access token for a machine of an authority, shows it once and enters its digest.", "Crée un jeton d'accès pour une machine d'une autorité, le montre une fois et inscrit son empreinte.") \
    X(do_token_certificate, "Enters the client certificate by which a machine of an authority is known.", "Inscrit le certificat client auquel on reconnaît une machine d'une autorité.") \
    X(do_token_confirm, "Confirms a credential that somebody else has entered: from then on it is good.", "Confirme un titre d'accès inscrit par une autre personne : il vaut dès lors.") \
    X(do_token_revoke, "Revokes a credential at once.", "Révoque un titre d'accès sur-le-champ.") \
    X(do_token_list, "Lists the credentials of machines, and when each was last used.", "Liste les titres d'accès des machines, et leur dernier usage.") \
    X(do_stream_propose, "Proposes a stream of notices for an authority (SSF 1.0).", "Propose un flux d'avis pour une autorité (SSF 1.0).") \
    X(do_stream_confirm, "Confirms a stream that somebody else has proposed: from then on it flows.", "Confirme un flux proposé par une autre personne : il coule dès lors.") \
    X(do_stream_enable, "Lets a stream flow, and tells its receiver.", "Laisse couler un flux, et en avise son destinataire.") \
    X(do_stream_pause, "Pauses a stream: its receiver is told, and what comes is held.", "Suspend un flux : son destinataire en est avisé, et ce qui arrive est retenu.") \
    X(do_stream_disable, "Disables a stream: its receiver is told, and nothing goes by it any more.", "Désactive un flux : son destinataire en est avisé, et plus rien n'y passe.") \
    X(do_stream_verify, "Sends a verification event by a stream.", "Envoie un événement de vérification par un flux.") \
    X(do_stream_delete, "Deletes a stream; what it held finds another way.", "Supprime un flux ; ce qu'il retenait prend une autre voie.") \
    X(do_stream_list, "Lists the streams of authorities.", "Liste les flux des autorités.") \
    X(do_directory_confirm, "Confirms an authority, or the changes of its entry, that somebody else has proposed.", "Confirme une autorité, ou les changements de son inscription, qu'une autre personne a proposés.") \
    X(do_directory_list, "Lists the authorities, each as its entry is valid today.", "Liste les autorités, chacune selon son inscription valable ce jour.") \
    X(do_directory_show, "Shows an entry with its State profile as valid on a day, as it was known at a time, and its amendments.", "Montre une inscription et le profil de l'État, valables à un jour donné et tels que connus à un moment donné, avec ses modifications.") \
    X(do_directory_change, "Proposes a change told by the authority. Channel, language and name take effect 45 days after received_on unless effective_on gives the time agreed (rule 180(2)); all else when received.", "Propose un changement communiqué par l'autorité. Voie, langue et nom prennent effet 45 jours après received_on, sauf date convenue par effective_on (règle 180-2) ; le reste dès réception.") \
    X(do_directory_verify, "Records that the entry was verified: on which day, with whom.", "Consigne la vérification de l'inscription : quel jour, auprès de qui.") \
    X(do_directory_withdraw, "Withdraws a proposed change.", "Retire un changement proposé.") \
    X(do_directory_drill, "Sends a signed drill to every authority of the directory, or of one network or region; who does not answer in time is listed.", "Envoie un exercice signé à toutes les autorités de l'annuaire, ou d'un réseau ou d'une région ; celles qui ne répondent pas à temps sont listées.") \
    X(do_directory_ask, "Asks every authority, or those of one network or region, a question without case data.", "Pose à toutes les autorités, ou à celles d'un réseau ou d'une région, une question sans donnée d'affaire.") \
    X(do_directory_round, "Shows who has answered a drill or a question, and who is silent.", "Montre qui a répondu à un exercice ou à une question, et qui se tait.") \
    X(do_directory_statistics, "How fast each authority answers, over all cases; names no case.", "Délais de réponse de chaque autorité, toutes affaires confondues ; ne nomme aucune affaire.") \
    X(do_notice_list, "Lists notices that wait, were given up (dead) or are held, of all authorities or of one.", "Liste les avis en attente, abandonnés (dead) ou retenus, de toutes les autorités ou d'une seule.") \
    X(do_notice_silent, "Lists what was sent in all cases and has waited too long for delivery, receipt or answer, and how far that has gone.", "Liste ce qui fut envoyé dans toutes les affaires et attend depuis trop longtemps remise, accusé de réception ou réponse, et jusqu'où cela est allé.") \
    X(do_notice_attempts, "Shows every attempt to deliver the notices of a case: when, whom it met, what was said.", "Montre chaque tentative de remise des avis d'une affaire : quand, qui a répondu, ce qui a été dit.") \
    X(do_notice_redrive, "Sends again what was given up or is held for an authority: the notices named, or all of them, of one class if need be. The bytes stay the same.", "Renvoie ce qui a été abandonné ou retenu pour une autorité : les avis nommés, ou tous, au besoin d'une seule classe. Les octets restent les mêmes.") \
    X(do_notice_pause, "Holds all notices to the address of an authority until notice resume.", "Retient tous les avis destinés à l'adresse d'une autorité jusqu'à notice resume.") \
    X(do_notice_resume, "Ends the pauses of an authority's addresses, those begun by the courier too.", "Lève les suspensions des adresses d'une autorité, celles du coursier aussi.") \
    X(flag_standing, "only those that are dead, held or waiting", "seulement ceux qui sont dead, held ou waiting") \
    X(flag_notice_class, "only those whose last attempt came to this class, such as permanent", "seulement ceux dont la dernière tentative relève de cette classe, telle que permanent") \
    X(flag_notice_reason, "why; it is recorded", "pourquoi ; c'est consigné") \
    X(flag_silent_mine, "only what has come to one of us", "seulement ce qui est arrivé à l'un de nous") \
    X(flag_deputy, "the address of the deputy", "l'adresse du suppléant") \
    X(do_directory_retire, "Retires an authority: nothing new is asked of it; requests in progress go on.", "Retire une autorité : rien de nouveau ne lui est demandé ; les demandes en cours continuent.") \
    X(do_workflow_publish, "Proposes a definition; a second person's call publishes it.", "Propose une définition ; l'appel d'une deuxième personne la publie.") \
    X(do_deadline_explain, "Tells step by step how a date comes about: of a period, of a clock of a case, of a file of cases.", "Explique pas à pas comment une date est obtenue : d'un délai, d'une horloge d'une affaire, d'un fichier de cas.") \
    X(do_calendar_check, "Reads calendars and tells what they know.", "Lit des calendriers et dit ce qu'ils savent.") \
    X(do_calendar_publish, "Proposes calendars; a second person's call publishes them.", "Propose des calendriers ; l'appel d'une deuxième personne les publie.") \
    X(do_calendar_list, "Lists the calendars of the house.", "Liste les calendriers de la maison.") \
    X(flag_start, "when it begins: 2026-03-06, 2026-03-06T10:15 in the calendar's zone, or with an offset", "quand il commence : 2026-03-06, 2026-03-06T10:15 dans le fuseau du calendrier, ou avec un décalage") \
    X(flag_period, "such as 48h, 45d, 10wd, 6w, 18m or 2y", "par exemple 48h, 45d, 10wd, 6w, 18m ou 2y") \
    X(flag_calendars, "go by this calendar too: a file, or the name of one that came with the program; may be repeated", "suivre aussi ce calendrier : un fichier, ou le nom d'un calendrier fourni ; répétable") \
    X(flag_calendar, "one that came with the program, or a file (else the Court's)", "l'un de ceux fournis, ou un fichier (sinon celui de la Cour)") \
    X(flag_counting, "rule of counting: plain (if nothing is said), eu-1182-71, or one of the calendar's own", "règle de calcul : plain (si rien n'est dit), eu-1182-71, ou une du calendrier") \
    X(flag_start_day, "is the day of the start day one? (excluded)", "le jour du début est-il le premier ? (excluded)") \
    X(flag_roll, "a last day on a weekend or holiday moves to the next working day", "un dernier jour de fin de semaine ou férié est reporté au jour ouvrable suivant") \
    X(flag_cases, "answer a file of cases, as tests/vectors/deadlines/cases.json; with --json as a list of id and due", "répondre à un fichier de cas, comme tests/vectors/deadlines/cases.json ; avec --json, une liste de id et due") \
    X(do_workflow_list, "Lists the definitions: which version is in which state, and who signed it.", "Liste les définitions : quelle version est dans quel état, et qui l'a signée.") \
    X(do_workflow_show, "Prints a definition of the library as it was signed.", "Imprime une définition de la bibliothèque telle qu'elle a été signée.") \
    X(do_workflow_migrate, "Carries open cases over to a later version by a map: proposed by one person, confirmed and done by another.", "Reprend des affaires ouvertes dans une version ultérieure d'après un plan : proposé par une personne, confirmé et exécuté par une autre.") \
    X(flag_migrate_all, "all open cases that run on the old version", "toutes les affaires ouvertes qui reposent sur l'ancienne version") \
    X(flag_migrate_trial, "say what would become of each case, and record nothing", "dire ce que deviendrait chaque affaire, sans rien consigner") \
    X(do_case_open, "Opens a case.", "Ouvre une affaire.") \
    X(do_case_act, "Records an act in a case.", "Consigne un acte dans une affaire.") \
    X(do_case_show, "Shows a case as it stands.", "Montre une affaire en l'état.") \
    X(do_case_list, "Lists the cases.", "Liste les affaires.") \
    X(do_case_history, "Tells what happened in a case, event by event.", "Raconte ce qui s'est passé dans une affaire, acte par acte.") \
    X(do_case_access, "Says who read a case, what of it, when and how often; for auditors.", "Dit qui a lu une affaire, quoi, quand et combien de fois ; pour les auditeurs.") \
    X(do_case_inventory, "Lists the assets of a case and what stands upon each: orders, values, dates, claims.", "Dresse l'inventaire d'une affaire : chaque bien et ce qui le grève, ordonnances, valeurs, dates, prétentions.") \
    X(flag_at_day, "as it was known and in force at the end of this day (UTC)", "tel qu'il était connu et en vigueur à la fin de ce jour (UTC)") \
    X(do_case_work, "Lists what waits for one of us in all cases: silences that have come to us, answers that stand aside.", "Liste ce qui attend l'un de nous dans toutes les affaires : silences arrivés jusqu'à nous, réponses mises de côté.") \
    X(do_case_what_next, "Lists what may be done now, and why the rest may not.", "Liste ce qui est possible maintenant, et pourquoi le reste ne l'est pas.") \
    X(do_case_import, "Takes FollowTheMoney entities into the registers of a case.", "Reprend des entités FollowTheMoney dans les registres d'une affaire.") \
    X(do_entity_add, "Records a person, company or other party.", "Inscrit une personne, une société ou une autre entité.") \
    X(do_entity_list, "Lists the parties of a case.", "Liste les personnes et entités d'une affaire.") \
    X(do_account_add, "Records an account.", "Inscrit un compte.") \
    X(do_account_list, "Lists the accounts of a case.", "Liste les comptes d'une affaire.") \
    X(do_asset_add, "Records an asset.", "Inscrit un bien.") \
    X(do_asset_list, "Lists the assets of a case.", "Liste les biens d'une affaire.") \
    X(do_payment_add, "Records a movement of money: a credit, debit, fee, transfer, purchase, sale or conversion, or a link between two.", "Inscrit un mouvement d'argent : crédit, sortie, frais, virement, achat, vente ou change, ou un lien (link) entre deux.") \
    X(do_payment_list, "Lists the movements of money of a case.", "Liste les mouvements d'argent d'une affaire.") \
    X(do_holding_add, "Records who holds what share of a company.", "Inscrit qui détient quelle part d'une société.") \
    X(do_holding_list, "Lists the holdings of a case.", "Liste les participations d'une affaire.") \
    X(do_order_add, "Records an order or warrant.", "Inscrit une ordonnance ou un mandat.") \
    X(do_erasure_propose, "Proposes to erase values or documents of a case; another person confirms it.", "Propose d'effacer des valeurs ou des pièces d'une affaire ; une autre personne confirme.") \
    X(do_erasure_confirm, "Orders a proposed erasure and carries it out: it cannot be undone.", "Ordonne un effacement proposé et l'exécute : il est sans retour.") \
    X(do_erasure_withdraw, "Withdraws a proposed erasure.", "Retire un effacement proposé.") \
    X(do_erasure_list, "Lists the erasures of a case.", "Liste les effacements d'une affaire.") \
    X(do_hold_place, "Places a legal hold on a case: nothing of it is erased.", "Ordonne la conservation d'une affaire : rien n'en est effacé.") \
    X(do_hold_lift, "Proposes to lift a legal hold; another person confirms it.", "Propose de lever une mise en conservation ; une autre personne confirme.") \
    X(do_hold_confirm, "Lifts a legal hold as proposed.", "Lève la mise en conservation comme proposé.") \
    X(do_hold_keep, "Keeps a legal hold whose lifting was proposed.", "Maintient une mise en conservation dont la levée était proposée.") \
    X(do_hold_list, "Lists the legal holds of a case.", "Liste les mises en conservation d'une affaire.") \
    X(do_order_list, "Lists the orders of a case.", "Liste les ordonnances d'une affaire.") \
    X(do_document_add, "Keeps a file in a case, sealed.", "Garde un fichier dans une affaire, scellé.") \
    X(do_document_list, "Lists the documents of a case.", "Liste les documents d'une affaire.") \
    X(do_document_get, "Writes out a document of a case.", "Restitue un document d'une affaire.") \
    X(do_audit_verify, "Recomputes everything from the stored bytes: the whole log, or one case.", "Recalcule tout à partir des octets conservés : le journal entier ou une affaire.") \
    X(do_audit_replay, "Folds a case again from its events, up to a moment.", "Rejoue une affaire à partir de ses actes, jusqu'à un instant.") \
    X(do_audit_tiles, "Writes the log as static files (C2SP tlog-tiles) for witnesses and mirrors; only what is new; holdfast-verify checks all of it.", "Écrit le journal en fichiers statiques (C2SP tlog-tiles) pour témoins et miroirs ; le nouveau seulement ; holdfast-verify contrôle le tout.") \
    X(do_audit_absence, "Proves in one small file that there is no case of these references; holdfast-verify checks it offline.", "Prouve dans un petit fichier qu'aucune affaire n'a ces références ; holdfast-verify le contrôle hors ligne.") \
    X(do_audit_export, "Writes one case with all that proves it into one file, for a reader; holdfast-verify checks it offline.", "Écrit une affaire et tout ce qui la prouve dans un fichier, pour un lecteur ; holdfast-verify le contrôle hors ligne.") \
    X(do_audit_recover, "Holds what others have of this log (checkpoints, notices, answers, bundles) to what is here, and names what a restore lost.", "Confronte ce que d'autres détiennent de ce journal (points de contrôle, avis, réponses, dossiers de preuve) à ce qui est ici, et nomme ce qu'une restauration a perdu.") \
    X(flag_recover_take, "take back lost messages: a notice into its case, as a document; an answer as if it had just come", "reprendre les messages perdus : un avis dans son affaire, comme document ; une réponse comme si elle arrivait") \
    X(copy_checkpoint, "checkpoint", "point de contrôle") \
    X(copy_notice, "notice", "avis") \
    X(copy_answer, "answer", "réponse") \
    X(copy_event, "event", "acte") \
    X(copy_held, "here", "présent") \
    X(copy_lost, "lost", "perdu") \
    X(copy_differs, "other here", "autre ici") \
    X(copy_taken, "taken back", "repris") \
    X(recovered_title, "Lost notice {0} to {1}, as it was signed", "Avis perdu {0} à {1}, tel que signé") \
    X(next_recover, "What was lost was said under our name: read it, and do again what it did. Lost messages are taken back with --take; the next one of their thread bears a number that its addressee has seen.", "Ce qui fut perdu a été dit en notre nom : lisez-le, et refaites ce qu'il faisait. Les messages perdus se reprennent avec --take ; le suivant de leur fil porte un numéro que son destinataire a déjà vu.") \
    X(do_audit_compare, "Compares two copies of the log (folders of tiles, databases) entry by entry, or two bundles of one case, of replicas or a backup, and names the first difference.", "Compare deux copies du journal (répertoires de tuiles, bases de données) entrée par entrée, ou deux dossiers de preuve d'une affaire, de répliques ou d'une sauvegarde, et nomme la première différence.") \
    X(do_audit_open, "Decrypts a bundle that was exported encrypted.", "Déchiffre un dossier de preuve exporté chiffré.") \
    X(do_audit_stamp, "Has an outside authority stamp the last checkpoint with its time (RFC 3161), and stamps that end once more.", "Fait horodater le dernier point de contrôle par une autorité extérieure (RFC 3161), et renouvelle les horodatages qui expirent.") \
    X(do_audit_checkpoint, "Signs the log as it stands, and prints the last checkpoint.", "Signe le journal en l'état et imprime le dernier point de contrôle.") \
    X(flag_set, "one member of what the act says; several times, and for lists again", "un membre de ce que dit l'acte ; plusieurs fois, et de nouveau pour les listes") \
    X(do_serve, "Takes signed answers, sends notices, watches deadlines and signs checkpoints, until it is stopped (SIGTERM).", "Reçoit les réponses signées, envoie les avis, surveille les échéances et signe les points de contrôle, jusqu'à son arrêt (SIGTERM).") \
    X(do_signer_run, "Signs checkpoints for serve and for commands, in a process of its own that alone opens the log key, until it is stopped (SIGTERM).", "Signe les points de contrôle pour serve et les commandes, dans un processus à part qui seul ouvre la clé du journal, jusqu'à son arrêt (SIGTERM).") \
    X(do_signer_status, "Says how far the log has been signed, or why signing is frozen.", "Dit jusqu'où le journal a été signé, ou pourquoi la signature est gelée.") \
    X(do_signer_release, "Ends a standstill of signing: proposed by one administrator, ended by another. What was signed and is lost stays lost; others hold it.", "Met fin à un arrêt de la signature : proposé par un administrateur, décidé par un autre. Ce qui a été signé et perdu reste perdu ; d'autres le détiennent.") \
    X(flag_grounds, "why the log may be signed on from as it stands", "pourquoi le journal peut être signé de nouveau tel qu'il est") \
    X(flag_still_withdraw, "take a proposal back", "retirer une proposition") \
    X(next_release, "next: holdfast signer release --as OTHER, by another administrator", "ensuite : holdfast signer release --as AUTRE, par un autre administrateur") \
    X(export_refused, "nothing was written: what was made does not verify. holdfast audit verify says what was changed:", "rien n'a été écrit : ce qui a été fait ne se vérifie pas. holdfast audit verify dit ce qui a été modifié :") \
    X(standstill, "standstill", "arrêt") \
    X(held_size, "entries held", "entrées conservées") \
    X(goes_on_from, "goes on from", "reprend à") \
    X(do_witness_make, "Makes a witness: a directory with a key of its own, which cosigns the logs it is told of.", "Crée un témoin : un répertoire avec sa propre clé, qui cosigne les journaux qu'on lui indique.") \
    X(do_witness_serve, "Cosigns checkpoints over HTTP (C2SP tlog-witness, add-checkpoint) until it is stopped (SIGTERM).", "Cosigne des points de contrôle par HTTP (C2SP tlog-witness, add-checkpoint) jusqu'à son arrêt (SIGTERM).") \
    X(do_witness_sign, "Cosigns what was carried here in a file, where no network leads.", "Cosigne ce qui a été apporté dans un fichier, là où aucun réseau ne mène.") \
    X(do_witness_ask, "Has the newest checkpoint cosigned by the witnesses of a policy that have a URL, and says whether its quorum holds.", "Fait cosigner le dernier point de contrôle par les témoins d'une politique qui ont une URL, et dit si le quorum est atteint.") \
    X(do_witness_request, "Writes what a witness is sent, to be carried to it in a file.", "Écrit ce qu'on envoie à un témoin, pour le lui apporter dans un fichier.") \
    X(do_witness_take, "Keeps what witnesses of a policy signed of a request that was carried to them, and says whether its quorum holds.", "Conserve ce que les témoins d'une politique ont signé d'une demande qu'on leur a apportée, et dit si le quorum est atteint.") \
    X(cosigned, "cosigned", "cosigné") \
    X(witness_taken, "kept for the checkpoint of {0} entries; lines of witnesses: {1}", "conservé pour le point de contrôle de {0} entrées ; lignes de témoins : {1}") \
    X(witness_nothing, "no line of it that holds for this checkpoint", "aucune ligne de lui valable pour ce point de contrôle") \
    X(few_witnesses, "The bundle is made, and the quorum of {0} is not reached for it:", "Le dossier est fait, et le quorum de {0} n'est pas atteint pour lui :") \
    X(flag_witness_name, "name of the witness, as it stands in its signature lines", "nom du témoin, tel qu'il figure dans ses lignes de signature") \
    X(flag_witness_log, "key of a log that it cosigns, as holdfast key public shows it", "clé d'un journal qu'il cosigne, telle que l'affiche holdfast key public") \
    X(flag_witness_out, "write there (default: standard output)", "écrire là (par défaut : sortie standard)") \
    X(flag_witness_old, "how many entries the witness has cosigned (default 0: none yet)", "combien d'entrées le témoin a cosignées (par défaut 0 : aucune)") \
    X(witness, "witness", "témoin") \
    X(flag_while_used, "end when nobody is connected any more", "finir quand plus personne n'est connecté") \
    X(not_attested, "this was recorded and is not yet attested:", "ceci a été inscrit et n'est pas encore attesté :") \
    X(flag_listen, "listen on this address and port (127.0.0.1:8420; port 0: any) or on unix:/path", "écouter sur cette adresse et ce port (127.0.0.1:8420 ; port 0 : n'importe lequel) ou sur unix:/chemin") \
    X(flag_tls_cert, "certificate chain of the server, PEM; without it there is no TLS", "chaîne de certificats du serveur, PEM ; sans elle, pas de TLS") \
    X(flag_tls_key, "key of that certificate, PEM", "clé de ce certificat, PEM") \
    X(flag_allow, "notices may be sent into this network though it is not public", "des avis peuvent être envoyés dans ce réseau bien qu'il ne soit pas public") \
    X(flag_peer_ca, "certificates, PEM, by which focal points are known", "certificats, PEM, auxquels on reconnaît les points focaux") \
    X(flag_workers, "desks that write, 1 to 16", "guichets qui écrivent, de 1 à 16") \
    X(flag_data, "what the act says, as a JSON object in a file (- for standard input)", "ce que dit l'acte, objet JSON dans un fichier (- pour l'entrée standard)") \
    X(flag_label, "what the credential is called", "nom donné au titre d'accès") \
    X(flag_scope, "what it is good for: poll, streams; once for each (both)", "ce à quoi il sert : poll, streams ; une fois pour chacun (les deux)") \
    X(flag_expires, "the last day on which it is good (in 90 days)", "le dernier jour où il vaut (dans 90 jours)") \
    X(flag_stream_reason, "why, as its receiver is told", "pourquoi, tel qu'en est avisé son destinataire") \
    X(flag_valid_at, "the day on which the entry is valid (today)", "le jour où l'inscription est valable (aujourd'hui)") \
    X(flag_known, "what was known at this time, not since", "ce que l'on savait à ce moment, et non depuis") \
    X(flag_effective, "when it took place: an instant or a date", "quand cela a eu lieu : un instant ou une date") \
    X(flag_if_seq, "only if the case still stands at this number", "seulement si l'affaire en est encore à ce numéro") \
    X(flag_act_dry, "say what would be recorded, and record nothing", "dire ce qui serait consigné, sans rien consigner") \
    X(flag_event, "the opening event, where the workflow has several", "l'acte d'ouverture, si la procédure en a plusieurs") \
    X(flag_title, "title of the document (else the name of the file)", "titre du document (sinon le nom du fichier)") \
    X(flag_media_type, "such as text/plain (else by the name of the file)", "par exemple text/plain (sinon d'après le nom du fichier)") \
    X(flag_classification, "public, confidential (if nothing is said) or sealed", "public, confidential (si rien n'est dit) ou sealed") \
    X(flag_language, "language of the document, such as en", "langue du document, par exemple fr") \
    X(flag_source, "where it comes from", "d'où il vient") \
    X(flag_output, "write to this new file", "écrire dans ce nouveau fichier") \
    X(flag_to, "up to this instant, or to the end of this day", "jusqu'à cet instant, ou à la fin de ce jour")

#define HF_SAYS_REASONS(X) \
    X(reason_start, "The period begins at {0}, which is {1}.", "Le délai commence le {0}, soit le {1}.") \
    X(reason_full_hour, "The hour in which it begins is not counted: hours count from {0}.", "L'heure au cours de laquelle il commence n'est pas comptée : les heures courent à partir du {0}.") \
    X(reason_hours, "Elapsed hours to count: {0}; they run through weekends and holidays and end at {1}.", "Heures à compter : {0} ; elles courent les fins de semaine et jours fériés et s'achèvent le {1}.") \
    X(reason_day_one, "The starting day is not counted: day one is {0}.", "Le jour du début n'est pas compté : le premier jour est le {0}.") \
    X(reason_day_one_counted, "The starting day is counted: day one is {0}.", "Le jour du début est compté : le premier jour est le {0}.") \
    X(reason_days, "Calendar days to count: {0}; the last is {1}.", "Jours calendaires à compter : {0} ; le dernier est le {1}.") \
    X(reason_weeks, "Weeks to count: {0}; the last day is {1}.", "Semaines à compter : {0} ; le dernier jour est le {1}.") \
    X(reason_months, "Months to count: {0}; the same date is {1}.", "Mois à compter : {0} ; le même quantième est le {1}.") \
    X(reason_years, "Years to count: {0}; the same date is {1}.", "Années à compter : {0} ; le même quantième est le {1}.") \
    X(reason_months_cut, "Months to count: {0}; where they end that date does not exist, so the last day of the month is the last: {1}.", "Mois à compter : {0} ; au terme, ce quantième n'existe pas : le dernier jour du mois est donc le dernier : le {1}.") \
    X(reason_years_cut, "Years to count: {0}; where they end that date does not exist, so the last day of the month is the last: {1}.", "Années à compter : {0} ; au terme, ce quantième n'existe pas : le dernier jour du mois est donc le dernier : le {1}.") \
    X(reason_day_stays, "The starting day is counted; as that date does not exist, the period ends on {0} all the same.", "Le jour du début est compté ; ce quantième n'existant pas, le délai s'achève de toute façon le {0}.") \
    X(reason_skipped, "The clock on the wall is put forward over the time given and never shows it: the moment of the turn counts, {0}.", "L'horloge est avancée au-delà de l'heure donnée et ne la montre jamais : l'instant du passage compte, le {0}.") \
    X(reason_twice, "The clock on the wall is put back and shows the time given twice: the first is meant, {0}; write an offset such as +01:00 to mean the other.", "L'horloge est retardée et montre deux fois l'heure donnée : la première est retenue, le {0} ; écrivez un décalage tel que +01:00 pour désigner l'autre.") \
    X(reason_day_before, "The starting day is counted, so the period ends the day before: {0}.", "Le jour du début étant compté, le délai s'achève la veille : le {0}.") \
    X(reason_holiday, "{0} is not counted: {1}.", "Le {0} n'est pas compté : {1}.") \
    X(reason_more_holidays, "Nor are further holidays: {0}.", "Ne sont pas comptés non plus d'autres jours fériés, au nombre de : {0}.") \
    X(reason_working_days, "Working days to count: {0}, without weekends and holidays; the last is {1}.", "Jours ouvrables à compter : {0}, sans fins de semaine ni jours fériés ; le dernier est le {1}.") \
    X(reason_not_worked, "{0} is a holiday: {1}.", "Le {0} est férié : {1}.") \
    X(reason_weekend, "{0} is a day of the weekend.", "Le {0} tombe en fin de semaine.") \
    X(reason_rolled, "The period goes on to the next working day: {0}.", "Le délai se prolonge jusqu'au jour ouvrable suivant : le {0}.") \
    X(reason_too_few, "It would hold too few working days ({0}), so it goes on to {1}.", "Il contiendrait trop peu de jours ouvrables ({0}) ; il se prolonge donc jusqu'au {1}.") \
    X(reason_fixed, "The date is given: {0}.", "La date est fixée : le {0}.") \
    X(reason_stood_still, "The clock stood still with days left: {0}; it goes on after {1}.", "Le délai a été suspendu ; jours restants : {0} ; il reprend après le {1}.") \
    X(reason_unknown, "The calendar does not know the year {0}: the date is provisional until it does.", "Le calendrier ne connaît pas l'année {0} : la date est provisoire jusque-là.") \
    X(reason_end, "The period ends at the end of {0}: {1}.", "Le délai s'achève à la fin du {0} : {1}.")

#define HF_SAYS_HINTS(X) \
    X(next_calendar, "proposed; another person publishes them with the same command", "proposés ; une autre personne les publie par la même commande") \
    X(waits_for_recount, "dates that were provisional are reckoned again by: holdfast serve", "les dates provisoires sont recalculées par : holdfast serve") \
    X(expected_other, "{0}: the file expects {1}", "{0} : le fichier attend {1}") \
    X(next_key_generate, "next: holdfast key generate --issuer URL --origin NAME, then holdfast db init again", "ensuite : holdfast key generate --issuer URL --origin NOM, puis à nouveau holdfast db init") \
    X(next_db_init, "next: holdfast db init", "ensuite : holdfast db init") \
    X(next_user_add, "next: holdfast user add --first NAME --second NAME", "ensuite : holdfast user add --first NOM --second NOM") \
    X(next_users, "next: holdfast user add NAME --organ ORGAN --role ROLE --as ONE, then holdfast user confirm NAME --as OTHER", "ensuite : holdfast user add NOM --organ ORGANE --role RÔLE --as L'UNE, puis holdfast user confirm NOM --as L'AUTRE") \
    X(next_user_disable, "next: another person does it: holdfast user disable \"{0}\"; or it is withdrawn: holdfast user keep \"{0}\"", "ensuite : une autre personne le fait : holdfast user disable \"{0}\" ; ou c'est retiré : holdfast user keep \"{0}\"") \
    X(role_unknown, "note: no published definition has the role {0} yet", "remarque : aucune définition publiée n'a encore le rôle {0}") \
    X(next_user_confirm, "next: another person confirms: holdfast user confirm \"{0}\"", "ensuite : une autre personne confirme : holdfast user confirm \"{0}\"") \
    X(next_directory_change, "next: another person confirms it: holdfast directory confirm \"{0}\"", "ensuite : une autre personne le confirme : holdfast directory confirm \"{0}\"") \
    X(profile_old, "warning: the directory entry of {0} was last verified on {1}: ask whether it still holds, then: holdfast directory verify", "attention : l'inscription de {0} à l'annuaire a été vérifiée pour la dernière fois le {1} : vérifiez qu'elle vaut encore, puis : holdfast directory verify") \
    X(profile_unverified, "warning: the directory entry of {0} has never been verified: ask whether it holds, then: holdfast directory verify", "attention : l'inscription de {0} à l'annuaire n'a jamais été vérifiée : vérifiez qu'elle vaut, puis : holdfast directory verify") \
    X(next_token_confirm, "next: another person confirms it: holdfast token confirm {0} CREDENTIAL", "ensuite : une autre personne le confirme : holdfast token confirm {0} TITRE") \
    X(next_stream_confirm, "next: another person confirms it: holdfast stream confirm {0} STREAM", "ensuite : une autre personne le confirme : holdfast stream confirm {0} FLUX") \
    X(next_directory_confirm, "next: another person confirms each: holdfast directory confirm NAME", "ensuite : une autre personne confirme chacune : holdfast directory confirm NOM") \
    X(next_stamp, "next: carry {0} to the authority (openssl ts -reply -queryfile {0}), then holdfast audit stamp --response FILE", "ensuite : portez {0} à l'autorité (openssl ts -reply -queryfile {0}), puis holdfast audit stamp --response FICHIER") \
    X(next_export, "next: holdfast-verify --trust TRUSTFILE {0}, TRUSTFILE holding a line: log KEY, the log key of holdfast key public", "ensuite : holdfast-verify --trust FICHIER {0}, FICHIER contenant une ligne : log CLÉ, la clé du journal de holdfast key public") \
    X(verify_unsigned, "{0} of the events are not yet under a signed checkpoint: whoever writes to the database could still change them unseen; holdfast audit checkpoint signs one", "{0} des actes ne sont pas encore sous un point de contrôle signé : qui écrit dans la base pourrait encore les changer sans trace ; holdfast audit checkpoint en signe un") \
    X(verify_chain, "not checked: what the events say, the state they make, and the signed messages that they name, which holdfast audit verify without --chain does", "non contrôlé : ce que disent les actes, l'état qu'ils font et les messages signés qu'ils désignent, ce que fait holdfast audit verify sans --chain") \
    X(verify_one, "checked: that each event of this case is one that was signed or waits for it; not checked: that none was taken away and that no other file was changed, which holdfast audit verify without a case tells", "contrôlé : que chaque acte de l'affaire est l'un de ceux qui furent signés ou vont l'être ; non contrôlé : qu'aucun n'a été ôté et qu'aucun autre dossier n'a changé, ce que dit holdfast audit verify sans affaire") \
    X(verify_no_mark, "not compared: what the signer remembers having signed, as its mark (STATE/signer/mark) is not here or cannot be read; whoever writes to the database could have taken away checkpoints and rewritten what they covered", "non comparé : ce que le signataire se souvient d'avoir signé, car son repère (STATE/signer/mark) n'est pas ici ou est illisible ; qui écrit dans la base pourrait avoir ôté des points de contrôle et réécrit ce qu'ils couvraient") \
    X(next_round, "notices wait for holdfast serve; see later: holdfast directory round {0}", "les avis attendent holdfast serve ; voyez ensuite : holdfast directory round {0}") \
    X(next_publish, "proposed; another person publishes it with the same command", "proposée ; une autre personne la publie par la même commande") \
    X(next_migrate, "proposed; another person confirms it, and carries the cases over, with the same command", "proposé ; une autre personne le confirme et reprend les affaires par la même commande") \
    X(migrated, "cases carried over: {0} of {1}", "affaires reprises : {0} sur {1}") \
    X(would_migrate, "cases that can be carried over: {0} of {1}", "affaires qui peuvent être reprises : {0} sur {1}") \
    X(next_case, "next: holdfast case what-next {0}", "ensuite : holdfast case what-next {0}") \
    X(next_erasure, "another person confirms it: holdfast case erasure confirm {0} {1} --as ...", "une autre personne confirme : holdfast case erasure confirm {0} {1} --as ...") \
    X(next_erased, "the sealed bytes leave the private database's files by: holdfast db scrub; what else is left to an operator: docs/erasure.md", "les octets scellés quittent les fichiers de la base privée par : holdfast db scrub ; ce qui revient encore à l'exploitant : docs/erasure.md") \
    X(next_hold, "nothing of {0} is erased until two people lift {1}: holdfast case hold lift {0} {1} --basis ...", "rien de {0} n'est effacé tant que deux personnes ne lèvent pas {1} : holdfast case hold lift {0} {1} --basis ...") \
    X(next_hold_lift, "another person confirms it: holdfast case hold confirm {0} {1} --as ...", "une autre personne confirme : holdfast case hold confirm {0} {1} --as ...") \
    X(erased_again, "erased again what this copy of the data brought back: {0} lines of the journal of erasures; where audit verify then misses values, order their erasure once more (docs/backup.md)", "effacé de nouveau ce que cette copie des données avait ramené : {0} lignes du journal des effacements ; si audit verify signale ensuite des valeurs manquantes, ordonnez-en de nouveau l'effacement (docs/backup.md)") \
    X(next_act, "see: holdfast case show {0}", "voyez : holdfast case show {0}") \
    X(waits_for_serve, "notices and deadlines wait for: holdfast serve", "les notifications et les échéances attendent : holdfast serve") \
    X(diff_none, "no difference", "aucune différence") \
    X(next_check, "next: change it, then holdfast workflow check {0}", "ensuite : modifiez-la, puis holdfast workflow check {0}") \
    X(told, "stories that held: {0}, that did not: {1}", "récits conformes : {0}, non conformes : {1}") \
    X(walk_help, "type a number to do it with invented values, or with your own: 3 {...}; wait 30d; wait: to what is due next; quit", "tapez un numéro pour l'accomplir avec des valeurs inventées, ou avec les vôtres : 3 {...} ; wait 30d ; wait : jusqu'à la prochaine échéance ; quit") \
    X(walk_states, "states reached: {0} of {1}; not reached:", "états atteints : {0} sur {1} ; non atteints :") \
    X(walk_states_all, "states reached: all {1}", "états atteints : tous, soit {1}") \
    X(walk_branches, "branches taken: {0} of {1}; not taken (event:line):", "branches prises : {0} sur {1} ; non prises (acte:ligne) :") \
    X(walk_branches_all, "branches taken: all {1}", "branches prises : toutes, soit {1}") \
    X(walk_done, "acts done: {0} of {1} tried", "actes accomplis : {0} sur {1} tentés") \
    X(nothing_recorded, "nothing was recorded", "rien n'a été consigné") \
    X(payment_unfit, "line {0}: the payment {1} was left out: it needs a recorded account, a whole date, and an amount in a known currency, from 0 to 9007199254740991 least units (2^53-1)", "ligne {0} : le paiement {1} a été omis : il lui faut un compte inscrit, une date entière et un montant dans une devise connue, de 0 à 9007199254740991 unités mineures (2^53-1)") \
    X(line_refused, "line {0}: left out: {1}", "ligne {0} : omise : {1}") \
    X(holding_unfit, "line {0}: the holding {1} was left out: its owner is no party of this file", "ligne {0} : la participation {1} a été omise : son détenteur n'est pas une personne ou entité de ce fichier") \
    X(unknown_schema, "line {0}: no register takes {1}; it was left out", "ligne {0} : aucun registre ne prend {1} ; omis")

#define HF_SAYS_LABELS(X) \
    X(notice, "notice", "avis") \
    X(attempts, "attempts", "tentatives") \
    X(attempt, "attempt", "tentative") \
    X(class, "class", "classe") \
    X(http_status, "HTTP", "HTTP") \
    X(next_at, "next", "prochaine") \
    X(started_at, "start", "début") \
    X(address, "address", "adresse") \
    X(tls, "TLS", "TLS") \
    X(said, "answer", "réponse") \
    X(reason, "reason", "motif") \
    X(calendar, "calendar", "calendrier") \
    X(until, "until (UTC)", "jusqu'à (UTC)") \
    X(provisional, "provisional", "provisoire") \
    X(as_recorded, "as recorded", "telle qu'inscrite") \
    X(source, "source", "source") \
    X(as_of, "as of", "état au") \
    X(zone, "zone", "fuseau") \
    X(holidays, "holidays", "jours fériés") \
    X(first_year, "from year", "de l'année") \
    X(last_year, "to year", "à l'année") \
    X(yes, "yes", "oui") \
    X(no, "no", "non") \
    X(depends, "depends", "selon le contenu") \
    X(version, "version", "version") \
    X(setting, "setting", "réglage") \
    X(value, "value", "valeur") \
    X(origin, "from", "provenance") \
    X(warning, "warning", "avertissement") \
    X(remedy, "to mend: ", "pour corriger : ") \
    X(checked, "faults: {0}, warnings: {1}", "défauts : {0}, avertissements : {1}") \
    X(account, "account", "compte") \
    X(claimant, "whose", "à qui") \
    X(amount, "amount", "montant") \
    X(what, "what", "objet") \
    X(name, "name", "nom") \
    X(debit, "debit", "débit") \
    X(owner_share, "share in %", "part en %") \
    X(owner_grounds, "beneficial owner by art.", "bénéficiaire effectif par art.") \
    X(owner_control, "controls", "contrôle") \
    X(owner_head, "Who owns {0}, on {1}:", "Qui possède {0}, au {1} :") \
    X(owner_blocked, "Held to 50 % or more in aggregate by {0}", "Détenu à 50 % ou plus ensemble par {0}") \
    X(owner_may_be, "May be beneficial owners too, as shares are not known: {0}", "Peut-être aussi bénéficiaires effectifs, des parts étant inconnues : {0}") \
    X(owner_may_control, "May control too, as votes are not known: {0}", "Contrôle peut-être aussi, des voix étant inconnues : {0}") \
    X(owner_may_be_blocked, "May be held to 50 % too, as shares are not known, by {0}", "Peut-être détenu aussi à 50 %, des parts étant inconnues, par {0}") \
    X(owner_ends, "Chains that end at no person, with their share in %: {0}", "Chaînes qui ne finissent à aucune personne, avec leur part en % : {0}") \
    X(owner_bounds, "Not exact; the share lies between, in %: {0}", "Non exact ; la part se situe entre, en % : {0}") \
    X(owner_colon, ": ", " : ") \
    X(owner_of_all, "{0}, ... {1} in all", "{0}, ... {1} en tout") \
    X(owner_votes_partly, "The votes that are known do not reach the shares that are (company: votes %, shares %), so who controls it may not show: {0}", "Les voix connues n'atteignent pas les parts connues (société : voix %, parts %), de sorte que qui la contrôle peut ne pas apparaître : {0}") \
    X(owner_all_votes, "This list reckons with shares and says nothing of control. In these companies the votes that are known do not reach the shares that are, so ask about each with --of: {0}", "Cette liste compte les parts et ne dit rien du contrôle. Dans ces sociétés les voix connues n'atteignent pas les parts connues ; interrogez chacune avec --of : {0}") \
    X(owner_none, "Nobody is said to own any part of {0}.", "Personne n'est dit posséder une part de {0}.") \
    X(owner_all_none, "In {0} nobody has so much of any company.", "Dans {0}, personne n'a autant d'une société.") \
    X(owner_unaccounted, "Nobody is named for up to {0} % of it.", "Personne n'est nommé pour au plus {0} % du tout.") \
    X(owner_step, "{0} holds {1}", "{0} détient {1}") \
    X(owner_part, "{0} % of {1}", "{0} % de {1}") \
    X(owner_votes, ", with {0} % of the votes", ", avec {0} % des voix") \
    X(owner_other_means, ", and controls it by other means", ", et la contrôle par d'autres moyens") \
    X(owner_line, "line {0}", "ligne {0}") \
    X(owner_entry, "{0}", "{0}") \
    X(owner_document, "document {0}", "pièce {0}") \
    X(owner_page, "page {0}", "p. {0}") \
    X(owner_class, "class {0}", "classe {0}") \
    X(owner_from, "from {0}", "du {0}") \
    X(owner_to, "to {0}", "au {0}") \
    X(owner_beyond, "    and {0} % more: further chains, those of more than 64 steps, and rings of companies gone round again", "    et {0} % de plus : d'autres chaînes, celles de plus de 64 pas, et les boucles de sociétés parcourues de nouveau") \
    X(owner_controls, "    {0} controls {1}, with more than half of the votes or by other means:", "    {0} contrôle {1}, avec plus de la moitié des voix ou par d'autres moyens :") \
    X(ground_52, "    beneficial owner, art. 52: 25 % or more, each chain multiplied, all chains added", "    bénéficiaire effectif, art. 52 : 25 % ou plus, chaque chaîne multipliée, toutes additionnées") \
    X(ground_53, "    beneficial owner, art. 53: control of the company, step by step", "    bénéficiaire effectif, art. 53 : contrôle de la société, de proche en proche") \
    X(ground_54a, "    beneficial owner, art. 54(a): control of companies that directly hold 25 % or more together", "    bénéficiaire effectif, art. 54 a) : contrôle de sociétés qui détiennent directement 25 % ou plus ensemble") \
    X(ground_54b, "    beneficial owner, art. 54(b): 25 % or more of a company that controls this one", "    bénéficiaire effectif, art. 54 b) : 25 % ou plus d'une société qui contrôle celle-ci") \
    X(sink, "gone to", "parti vers") \
    X(tainted, "tainted", "entaché") \
    X(fund, "shares in", "parts de") \
    X(method_fifo, "fifo", "fifo") \
    X(method_lifo, "lifo", "lifo") \
    X(method_own_first, "own_first", "own_first") \
    X(method_claim_first, "claim_first", "claim_first") \
    X(method_rolling, "rolling_pro_rata", "rolling_pro_rata") \
    X(method_pari_passu, "pari_passu", "pari_passu") \
    X(method_poison, "poison (exposure)", "poison (exposition)") \
    X(method_direct_match, "direct_match (hint)", "direct_match (indice)") \
    X(trace_left_out, "pari_passu is left out of the range: the holder's own money was in a fund that it would share.", "pari_passu est laissé hors de la fourchette : de l'argent du titulaire se trouvait dans un fonds qu'il partagerait.") \
    X(trace_least, "least", "le moins") \
    X(trace_most, "most", "le plus") \
    X(trace_by, "by", "par") \
    X(why_row, "Payment {0} of {1}: ", "Paiement {0} du {1} : ") \
    X(why_units, "No currency is said: amounts are in the smallest unit of the account (cents, for example).", "Aucune devise n'est indiquée : les montants sont dans la plus petite unité du compte (des centimes, par exemple).") \
    X(why_pays, "{0} leaves the account {1}", "{0} sortent du compte {1}") \
    X(why_to, ", for {0}.", ", pour {0}.") \
    X(why_sold, "{0} is sold, with all that is in it, and brings {1}.", "{0} est vendu, avec tout ce qui s'y trouve, et rapporte {1}.") \
    X(why_coins, "coins are spent together. These go in, in this order:", "des jetons sont dépensés ensemble. Ceux-ci entrent, dans cet ordre :") \
    X(why_coins_out, "By this rule, these come out:", "Selon cette règle, ceux-ci sortent :") \
    X(why_fee, "the fee", "les frais") \
    X(why_untainted, "not tainted", "non entaché") \
    X(why_nobodys, "nobody's", "à personne") \
    X(why_becomes, "{0} becomes {1}", "{0} : c'est désormais {1}") \
    X(why_alone, ": nothing else was in it.", " : rien d'autre ne s'y trouvait.") \
    X(why_put_in, ": as much as was put in.", " : autant qu'il y avait été mis.") \
    X(why_all_it_brings, ": as much as the sale brings, of {0} put in.", " : tout ce que la vente rapporte, sur {0} mis.") \
    X(why_left_by_claims, ": what the claims leave.", " : ce que les prétentions laissent.") \
    X(why_lent_own, " What the bank had lent for it counts as the holder's own.", " Ce que la banque avait prêté pour cela compte comme propre au titulaire.") \
    X(why_emptied, "Nothing was left in {0} when it was sold, so nothing shows whose this is: it is of unknown origin (UNKNOWN).", "Il ne restait rien dans {0} à la vente, si bien que rien ne dit à qui ceci revient : c'est d'origine inconnue (UNKNOWN).") \
    X(why_link, "Link {0} of {1}: a decision, not a payment. ", "Lien {0} du {1} : une décision, non un paiement. ") \
    X(why_evidence, "Its evidence: {0}.", "Sa preuve : {0}.") \
    X(why_link_rule, "Rule: what was bought earlier on credit may be taken as paid for with money that came later. Claims then move onto it, unit for unit, but no more than the bank had lent for it and no more than repaid the bank (Federal Republic of Brazil v Durant, 2015).", "Règle : ce qui fut acheté à crédit peut passer pour payé avec de l'argent venu plus tard. Des prétentions s'y déplacent alors, unité pour unité, mais pas plus que la banque n'avait prêté pour cela ni que ce qui a remboursé la banque (Federal Republic of Brazil v Durant, 2015).") \
    X(why_link_asked, "The link is for {0} at most.", "Le lien porte sur {0} au plus.") \
    X(why_link_lent, "For {0}, the bank lent {1} that no earlier link has moved.", "Pour {0}, la banque a prêté {1} qu'aucun lien antérieur n'a déplacés.") \
    X(why_link_repaid, "With {0}, {1} repaid the bank and was moved by no earlier link.", "Avec {0}, {1} ont remboursé la banque sans qu'un lien antérieur les ait déplacés.") \
    X(why_link_held, "In {0}, {1} of what the bank lent is still there.", "Dans {0}, il reste {1} de ce que la banque a prêté.") \
    X(why_link_moved, "The least of these counts: {0} of {1} is no longer lent by the bank (OVERDRAFT), but:", "Le moindre de ces montants compte : {0} de {1} ne sont plus prêtés par la banque (OVERDRAFT), mais :") \
    X(why_link_nothing, "The least of these counts, which is nothing: nothing moves.", "Le moindre de ces montants compte, et il est nul : rien ne se déplace.") \
    X(why_link_unfollowed, "This rule follows no link: nothing moves.", "Cette règle ne suit aucun lien : rien ne se déplace.") \
    X(why_linked, "Later the link {0} decides that money which came after paid for this: {1} of what the bank lent is from then on:", "Plus tard, le lien {0} décide que de l'argent venu ensuite a payé ceci : {1} de ce que la banque a prêté sont dès lors :") \
    X(why_fifo, "Rule fifo: the money that came first leaves first (Clayton's Case, 1816).", "Règle fifo : l'argent entré le premier sort le premier (Clayton's Case, 1816).") \
    X(why_lifo, "Rule lifo: the money that came last leaves first.", "Règle lifo : l'argent entré le dernier sort le premier.") \
    X(why_own_first, "Rule own_first: the holder's own money leaves first (Re Hallett, 1880); only then the claims, in proportion. Own money paid in later does not refill a claim (Roscoe v Winder, 1915).", "Règle own_first : l'argent propre du titulaire sort le premier (Re Hallett, 1880) ; ensuite seulement les prétentions, en proportion. L'argent propre versé plus tard ne reconstitue pas une prétention (Roscoe v Winder, 1915).") \
    X(why_claim_first, "Rule claim_first: the claims leave first, in proportion (Re Oatway, 1903); only then the holder's own money.", "Règle claim_first : les prétentions sortent les premières, en proportion (Re Oatway, 1903) ; ensuite seulement l'argent propre du titulaire.") \
    X(why_rolling, "Rule rolling_pro_rata: each payment is borne by everybody whose money is in the account, in proportion to what each has there at that moment.", "Règle rolling_pro_rata : chaque paiement est supporté par tous ceux dont l'argent est sur le compte, en proportion de ce que chacun y a à ce moment.") \
    X(why_pari_passu, "Rule pari_passu: no payment is followed; only what is left at the end is shared, by what each claim paid in.", "Règle pari_passu : aucun paiement n'est suivi ; seul ce qui reste à la fin est partagé, selon ce que chaque prétention a versé.") \
    X(why_poison, "Rule poison: once a claim has come into an account, everything that leaves it counts as tainted in full. A lead, not an amount.", "Règle poison : dès qu'une prétention est entrée dans un compte, tout ce qui en sort compte comme entaché en entier. Une piste, non un montant.") \
    X(why_direct_match, "Rule direct_match: a payment is taken to be the earliest credit of the same amount a few days before. What matches no payment is nobody's. A hint, not proof.", "Règle direct_match : un paiement est rattaché à la première recette du même montant, quelques jours auparavant. Ce qui ne correspond à aucun paiement n'est à personne. Un indice, non une preuve.") \
    X(why_before, "Before that, {0} held {1}:", "Auparavant, {0} contenait {1} :") \
    X(why_rest, "  {0}: nobody's, as this rule attributes nothing of it", "  {0} : à personne, car cette règle n'en attribue rien") \
    X(why_owed, "and owed the bank {0}.", "et devait {0} à la banque.") \
    X(why_piece, "{0} of {1}", "{0} pris sur {1}") \
    X(why_money_of, "the money of {0}", "l'argent de {0}") \
    X(why_own_money, "the holder's own money (OWN)", "l'argent propre du titulaire (OWN)") \
    X(why_unknown_money, "money of unknown origin (UNKNOWN)", "de l'argent d'origine inconnue (UNKNOWN)") \
    X(why_came, ", which came with {0} on {1}", ", entré avec {0} le {1}") \
    X(why_all, ": all of it.", " : en entier.") \
    X(why_some, ": part of {0}.", " : une partie de {0}.") \
    X(why_share, ": a share, as it was {0} of {1}", " : une part, car il en formait {0} sur {1}") \
    X(why_up, ", rounded up by the smallest unit", ", arrondie de la plus petite unité") \
    X(why_rate, " The rate is {0}: that much of the currency received for one of the currency paid.", " Le taux est {0} : autant de la monnaie reçue pour une unité de la monnaie payée.") \
    X(why_lent, "{0} was lacking; the bank lent it (OVERDRAFT).", "il manquait {0} ; la banque l'a prêté (OVERDRAFT).") \
    X(why_opening, "{0} was lacking; it is taken to have been there before, of unknown origin (UNKNOWN).", "il manquait {0} ; on tient qu'il s'y trouvait déjà, d'origine inconnue (UNKNOWN).") \
    X(why_tainted, "The account has been tainted since {0} of {1}: with it, money of a claim came in.", "Le compte est entaché depuis {0} du {1}, avec lequel de l'argent revendiqué est entré.") \
    X(why_result, "So the payment is made up of:", "Le paiement est donc fait de :") \
    X(why_nothing, "By this rule it is nobody's: nothing of it can be attributed.", "Selon cette règle il n'est à personne : rien n'en peut être attribué.") \
    X(why_of_nothing, "It pays nothing, so nothing makes it up.", "Il ne paie rien : rien ne le compose.") \
    X(why_not_tainted, "No money of a claim had come in: by this rule the payment is not tainted.", "Aucun argent revendiqué n'y était entré : selon cette règle, le paiement n'est pas entaché.") \
    X(why_beyond, "  The claims exceed what was held by {0}: this rule matches equal amounts and follows no balance.", "  Les prétentions dépassent de {0} ce qui s'y trouvait : cette règle rapproche des montants égaux et ne suit aucun solde.") \
    X(why_by_share, " Sold by share: everybody whose money is in the asset takes part in what it brings.", " Vendu par part (share) : tous ceux dont l'argent est dans le bien participent à ce qu'il rapporte.") \
    X(why_by_charge, " Sold by charge: the claims take back what they put in, as far as it suffices; the rest is OWN.", " Vendu par sûreté (charge) : les prétentions reprennent ce qu'elles ont mis, autant que cela suffit ; le reste est OWN.") \
    X(why_received, " {0} is received there.", " {0} y sont reçus.") \
    X(why_after, "Left in {0}: {1}", "Reste dans {0} : {1}") \
    X(why_owes, "It now owes the bank {0}.", "Il doit maintenant {0} à la banque.") \
    X(trace_money, "currency", "monnaie") \
    X(trace_debt, "owed to the bank (OVERDRAFT)", "dû à la banque (OVERDRAFT)") \
    X(trace_owing, "At the end these accounts owe the bank: {0}.", "À la fin, ces comptes doivent à la banque : {0}.") \
    X(trace_short, "Accounts that paid out more than this ledger shows they had: {0}; together {1}.", "Comptes qui ont payé plus que ce registre n'y montre : {0} ; ensemble {1}.") \
    X(trace_short_lent, "It counts as lent by the bank (OVERDRAFT), and what of it goes to another account arrives there as the holder's own (OWN). If the ledger only lacks what came before, use {0} {1}: then it is UNKNOWN.", "Cela compte comme prêté par la banque (OVERDRAFT), et ce qui en va à un autre compte y arrive comme argent propre du titulaire (OWN). S'il manque seulement au registre ce qui précède, utilisez {0} {1} : c'est alors UNKNOWN.") \
    X(trace_short_opening, "It counts as money that was there before, of unknown origin ({0}).", "Cela compte comme de l'argent qui y était déjà, d'origine inconnue ({0}).") \
    X(trace_once, "Accounts named once only, as the payee of a transfer: {0} ({1}). Where such a name is mistyped, its money ends there.", "Comptes nommés une seule fois, comme bénéficiaire d'un virement : {0} ({1}). Si un tel nom est mal écrit, son argent s'arrête là.") \
    X(trace_alike, "These names are nearly alike: {0}. Where one is a slip for the other, correct it.", "Ces noms se ressemblent : {0}. Si l'un est une faute de frappe pour l'autre, corrigez-le.") \
    X(trace_came, "came in", "entré") \
    X(trace_held, "in accounts", "en compte") \
    X(trace_in_assets, "in assets", "dans des biens") \
    X(trace_gone, "gone", "parti") \
    X(trace_reading, "reading {0} %", "lecture {0} %") \
    X(trace_following, "tracing {0} %", "suivi {0} %") \
    X(trace_touched, "{0} touched {1} entries of claimants in accounts.", "{0} a touché {1} inscriptions de prétendants dans des comptes.") \
    X(trace_case_told, "Case {0}: {1}.", "Affaire {0} : {1}.") \
    X(trace_case_bound, "Conditions that pass to this trace: {0} (by {1}).", "Conditions qui passent à ce traçage : {0} (par {1}).") \
    X(trace_case_opening, "What an account paid beyond what is recorded as coming in counts as money of unknown origin; --shortfall overdraft takes it as lent by the bank.", "Ce qu'un compte a payé au-delà des entrées inscrites compte comme argent d'origine inconnue ; --shortfall overdraft le prend pour un prêt de la banque.") \
    X(trace_case_open, "not classified", "sans classification") \
    X(trace_class_public, "public", "public") \
    X(trace_class_confidential, "confidential", "confidentiel") \
    X(trace_class_sealed, "sealed", "sous scellés") \
    X(trace_class_under_seal, "under seal", "sous scellés") \
    X(trace_class_ex_parte, "ex parte", "non contradictoire (ex parte)") \
    X(trace_totals, "These are sums over the ledger; {0} prints everything, {1} writes every payment to a file.", "Ce sont des sommes sur le registre ; {0} imprime tout, {1} écrit chaque paiement dans un fichier.") \
    X(trace_unknown, "Money of unknown origin is in this ledger; here it counts as a claim of its own, UNKNOWN. --range shows what depends on it.", "Ce registre contient de l'argent d'origine inconnue ; il compte ici comme une prétention à part, UNKNOWN. --range montre ce qui en dépend.") \
    X(trace_of_method, "{0}: {1}", "{0} : {1}") \
    X(trace_empty, "There is nothing in {0}: no row that could be followed.", "Il n'y a rien dans {0} : aucune ligne à suivre.") \
    X(trace_paid, "Accounts of this ledger that debits pay: {0} ({1}). A debit ends there, and does not come into the account; where it did, write the kind transfer.", "Comptes de ce registre que paient des débits : {0} ({1}). Un débit s'y arrête et n'entre pas dans le compte ; s'il y est entré, écrivez le type transfer.") \
    X(trace_exposure, "Exposure, not a claim: every payment after tainted money came in counts in full. For leads only.", "Exposition, non une prétention : tout paiement qui suit l'arrivée d'argent entaché compte en entier. Pour orienter l'enquête seulement.") \
    X(trace_hint, "Equal amounts a few days apart are a hint, not proof; what matches nothing is nobody's.", "Des montants égaux à quelques jours d'intervalle sont un indice, non une preuve ; ce qui ne correspond à rien n'est à personne.") \
    X(trace_to_itself, "Transfers from an account to itself: {0}. No money moves; but by fifo and lifo what they take counts as come in anew. If they are mistakes, take them out.", "Virements d'un compte à lui-même : {0}. Aucun argent ne bouge ; mais, par fifo et lifo, ce qu'ils prennent compte comme entré de nouveau. Si ce sont des erreurs, retirez-les.") \
    X(trace_own_shared, "Warning: the holder's own money was in a fund shared here. Equal sharing holds among innocent contributors; against the holder see own_first and claim_first.", "Attention : de l'argent du titulaire se trouvait dans un fonds partagé ici. Le partage égal vaut entre contributeurs innocents ; contre le titulaire, voir own_first et claim_first.") \
    X(state, "state directory", "répertoire d'état") \
    X(segments, "segments of the log gone through", "segments du journal parcourus") \
    X(migrations, "migrations applied", "migrations appliquées") \
    X(log, "log", "journal") \
    X(made, "made", "créé") \
    X(running, "running", "en marche") \
    X(kept, "kept running", "maintenue") \
    X(postgresql, "PostgreSQL", "PostgreSQL") \
    X(process, "process", "processus") \
    X(socket, "socket", "socket") \
    X(role, "role", "rôle") \
    X(roles, "roles", "rôles") \
    X(fingerprint, "fingerprint", "empreinte") \
    X(issuer, "issuer", "émetteur") \
    X(jwks, "keys", "clés") \
    X(person, "person", "personne") \
    X(organ, "organ", "organe") \
    X(erases, "erases", "efface") \
    X(provision, "provision", "disposition") \
    X(lift_provision, "lifted by", "levée selon") \
    X(values_erased, "values", "valeurs") \
    X(documents, "documents", "pièces") \
    X(erasure_id, "id", "identifiant") \
    X(erased_value, "(erased)", "(effacé)") \
    X(standing, "state", "état") \
    X(kind, "kind", "genre") \
    X(state_code, "State", "État") \
    X(languages, "languages", "langues") \
    X(authority, "authority", "autorité") \
    X(entry_of, "entry as of", "inscription au") \
    X(entry_seq, "entry no.", "inscription n°") \
    X(at_day, "valid on", "valable au") \
    X(known_at, "as known at", "connue au") \
    X(is_valid, "may be addressed", "peut être saisie") \
    X(pending, "to be confirmed", "à confirmer") \
    X(party, "State Party", "État partie") \
    X(language_sets, "one language of each", "une langue de chaque") \
    X(language_rule, "rule of languages", "règle linguistique") \
    X(deputy, "deputy", "suppléant") \
    X(transport_within, "to be delivered within", "à remettre sous") \
    X(receipt_within, "to be receipted within", "accusé de réception sous") \
    X(answer_within, "to be answered within", "à répondre sous") \
    X(contact_of, "channel of", "canal de") \
    X(arrangement, "arrangement", "arrangement") \
    X(freeze_limit, "longest freeze", "gel le plus long") \
    X(renewable, "renewable", "renouvelable") \
    X(renewal_lead, "lead of a renewal", "délai de renouvellement") \
    X(implementing_act, "implementing act", "loi d'application") \
    X(competent_authority, "competent authority", "autorité compétente") \
    X(thresholds, "thresholds", "seuils") \
    X(requirements, "what its law needs", "exigences de sa loi") \
    X(remedies, "remedies", "recours") \
    X(costs, "costs", "frais") \
    X(verified_on, "verified on", "vérifiée le") \
    X(received_on, "received on", "reçu le") \
    X(credential, "credential", "titre d'accès") \
    X(means, "known by", "reconnu à") \
    X(scope, "good for", "portée") \
    X(expires, "expires", "expire") \
    X(last_used, "last used", "dernier usage") \
    X(token_once, "token, shown once", "jeton, montré une fois") \
    X(takes_effect, "takes effect", "prend effet") \
    X(changes, "changes", "changements") \
    X(channel, "channel", "voie") \
    X(made_for, "made for", "fait pour") \
    X(bytes, "bytes", "octets") \
    X(log_size, "size of the log", "taille du journal") \
    X(stamp_number, "stamp", "horodatage") \
    X(stamps_got, "stamps got", "horodatages obtenus") \
    X(stamps, "time-stamps", "horodatages") \
    X(state_after, "state after", "état après") \
    X(message, "message", "message") \
    X(events_same, "events the same", "actes identiques") \
    X(events_first, "events in the first", "actes du premier") \
    X(events_second, "events in the second", "actes du second") \
    X(written_to, "written to", "écrit dans") \
    X(region, "region", "région") \
    X(networks, "networks", "réseaux") \
    X(answer, "answer", "réponse") \
    X(notices, "notices", "avis") \
    X(threads, "threads", "fils") \
    X(heard, "answered", "avec réponse") \
    X(silent, "without answer", "sans réponse") \
    X(median_hours, "median, hours", "médiane, heures") \
    X(p90_hours, "9 of 10 within, hours", "9 sur 10 en, heures") \
    X(id, "id", "identifiant") \
    X(workflow, "workflow", "procédure") \
    X(digest, "digest", "empreinte") \
    X(number, "no.", "n°") \
    X(first_read, "first", "première fois") \
    X(last_read, "last", "dernière fois") \
    X(times, "times", "fois") \
    X(what_read, "what", "quoi") \
    X(of_which, "of", "dont") \
    X(read_values, "hidden values", "valeurs confidentielles") \
    X(read_document, "document", "pièce") \
    X(read_message, "message", "message") \
    X(read_bundle, "bundle", "dossier de preuve") \
    X(read_for, "{0} for {1}", "{0} pour {1}") \
    X(for_auditor, "the auditor", "l'auditeur") \
    X(for_public, "the public", "le public") \
    X(known_engine, "the program", "le programme") \
    X(known_os_account, "account of the machine", "compte de la machine") \
    X(known_owner, "owner of the state", "propriétaire de l'état") \
    X(known_session, "session", "session") \
    X(known_token, "access token", "jeton d'accès") \
    X(known_client_cert, "client certificate", "certificat client") \
    X(known_transcribed, "on paper or by word", "sur papier ou de vive voix") \
    X(known_page_code, "page and code", "page et code") \
    X(known_office_key, "key of an office", "clé d'un office") \
    X(known_own_key, "own key", "clé propre") \
    X(through, "through", "par") \
    X(on, "on", "sur") \
    X(act, "act", "acte") \
    X(from_state, "from", "de") \
    X(to_state, "to", "à") \
    X(case, "case", "affaire") \
    X(last_at, "at", "le") \
    X(since, "since", "depuis") \
    X(flags, "flags", "marques") \
    X(data, "data", "données") \
    X(due, "due", "échéance") \
    X(clock, "clock", "délai") \
    X(who, "who", "qui") \
    X(known, "known by", "connu par") \
    X(proposed_by, "proposed by", "proposée par") \
    X(confirmed_by, "confirmed by", "confirmée par") \
    X(was_due, "was due", "ancienne échéance") \
    X(is_due, "is due", "nouvelle échéance") \
    X(change, "change", "changement") \
    X(change_state, "state renamed", "état renommé") \
    X(change_carry, "clock carried over", "délai repris") \
    X(change_start, "clock begins", "délai commence") \
    X(change_stop, "clock ends", "délai prend fin") \
    X(change_pause, "clock stands still", "délai suspendu") \
    X(change_resume, "clock goes on", "délai repart") \
    X(change_drop, "dropped", "abandonné") \
    X(change_version, "version {0} becomes {1}", "la version {0} devient {1}") \
    X(asked_at, "sent", "envoyé le") \
    X(silence, "silence", "silence") \
    X(silence_transport, "not delivered", "non remis") \
    X(silence_receipt, "not receipted", "sans accusé de réception") \
    X(silence_answer, "not answered", "sans réponse") \
    X(silence_none, "nothing done", "rien n'est fait") \
    X(silence_reminder, "they were reminded", "rappel envoyé") \
    X(silence_deputy, "their deputy was told", "suppléant saisi") \
    X(silence_network, "their network was told", "réseau saisi") \
    X(silence_person, "for one of us to see to", "à traiter par l'un de nous") \
    X(silence_settle, "takes the silence on, with a reason: nothing more is sent of itself", "prend le silence en charge, avec un motif : plus rien n'est envoyé de soi-même") \
    X(heard_signed_at, "signed on {0}, came later", "signé le {0}, reçu plus tard") \
    X(heard_iat_outside, "signed when its key was not in force", "signé quand sa clé n'était pas en vigueur") \
    X(heard_differs, "brings back a checkpoint that our log does not have", "rapporte un point de contrôle que notre registre n'a pas") \
    X(heard_crossed, "written before our newest notice came", "écrit avant l'arrivée de notre dernier avis") \
    X(work_aside, "an answer stands aside: place it", "une réponse est mise de côté : classez-la") \
    X(act_silence_reached, "silence", "silence") \
    X(act_silence_settled, "takes the silence on", "prend le silence en charge") \
    X(possible, "possible", "possible") \
    X(why, "why not", "pourquoi non") \
    X(verified, "verified", "vérifié") \
    X(attested, "of the events, under a signed checkpoint", "dont actes sous un point de contrôle signé") \
    X(files, "files", "dossiers") \
    X(new_files, "files written", "fichiers écrits") \
    X(events, "events", "actes") \
    X(leaves, "leaves", "feuilles") \
    X(tokens, "signed messages", "messages signés") \
    X(checkpoints, "checkpoints", "points de contrôle") \
    X(signed_size, "signed up to", "signé jusqu'à") \
    X(seen, "in the file", "dans le fichier") \
    X(recorded, "recorded", "inscrits") \
    X(repeated, "there already", "déjà inscrits") \
    X(left_out, "left out", "omis") \
    X(inventory_of, "Inventory at the end of {0}:", "Inventaire à la fin du {0} :") \
    X(asset, "asset", "bien") \
    X(on_it, "upon it", "ce qui le grève") \
    X(order, "order", "ordonnance") \
    X(valued_on, "valued on", "évalué le") \
    X(expires_on, "ends on", "prend fin le") \
    X(late, "late", "en retard") \
    X(release, "left for release", "reste à débloquer") \
    X(claims, "claims", "prétentions")

#define HF_SAYS_RECEIVE(X) \
    X(do_receive, "Runs a sample focal point of a State: takes notices over TLS, signs receipts, answers by a script.", "Fait tourner un point focal d'exemple : reçoit les avis par TLS, signe les accusés, répond selon un script.") \
    X(flag_own_issuer, "issuer URL of this State, as its directory entry has it", "URL d'émetteur de cet État, telle que dans l'annuaire") \
    X(flag_court, "issuer URL of the office that sends notices; keys and endpoint stand below it", "URL d'émetteur du bureau qui envoie les avis ; ses clés et son point d'accès en dépendent") \
    X(flag_receive_listen, "where to listen; 127.0.0.1:0 takes any free port", "adresse d'écoute ; 127.0.0.1:0 prend un port libre") \
    X(flag_receive_cert, "TLS certificate of this endpoint, PEM", "certificat TLS de ce point d'accès, PEM") \
    X(flag_receive_key, "its private key, PEM", "sa clé privée, PEM") \
    X(flag_ca, "certificates to trust when calling the office, PEM", "certificats de confiance pour joindre le bureau, PEM") \
    X(flag_answers, "script of the answers; without one only receipts are sent", "script des réponses ; à défaut, seuls des accusés sont envoyés") \
    X(flag_clock_of, "demo state whose clock this office follows", "état de démonstration dont ce bureau suit l'horloge") \
    X(receive_refused, "an answer was refused: {0}", "une réponse a été refusée : {0}") \
    X(endpoint, "endpoint", "point d'accès") \
    X(key, "key", "clé") \
    X(key_id, "key id", "identifiant de clé")

#define HF_SAYS_TOKENS(X) \
    X(do_thread_verify, "Verifies threads of signed messages with nothing but the messages and both sides' keys: signatures, numbers, order, what each had seen.", "Vérifie des fils de messages signés sans rien d'autre que les messages et les clés des deux parties : signatures, numéros, ordre, ce que chacune avait vu.") \
    X(flag_thread_keys, "public keys (JWK, JWK set, or what \"key public --json\" prints) of one side, best bound to its issuer: https://court.example=FILE", "clés publiques (JWK, jeu de JWK, ou ce qu'imprime « key public --json ») d'une partie, de préférence liées à son émetteur : https://court.example=FICHIER") \
    X(flag_thread_secret, "private X25519 key (JWK) that opens encrypted messages", "clé privée X25519 (JWK) qui ouvre les messages chiffrés") \
    X(do_directory_keys, "Lists the keys of an authority, each with its standing today and what it may sign.", "Liste les clés d'une autorité, chacune avec son statut de ce jour et ce qu'elle peut signer.") \
    X(do_directory_enrol, "Proposes a key that an authority gave: shows its fingerprint and draws a challenge for its holder.", "Propose une clé donnée par une autorité : montre son empreinte et tire un défi pour son titulaire.") \
    X(do_directory_prove, "Enters the answer to the challenge, by which the holder shows that the private half is theirs.", "Inscrit la réponse au défi, par laquelle le titulaire montre que la partie privée est à lui.") \
    X(do_directory_admit, "Confirms a key that somebody else proposed, by the fingerprint as its holder read it out by another way.", "Confirme une clé proposée par une autre personne, par l'empreinte que son titulaire a lue par une autre voie.") \
    X(do_directory_revoke, "Revokes a key from a time on; it stays in the file, and what it signed before stays signed.", "Révoque une clé à partir d'un moment ; elle reste au dossier, et ce qu'elle a signé avant reste signé.") \
    X(do_key_rotate, "Makes a new key for notices: published at once, signs after a while, so that whoever keeps our keys has it by then.", "Crée une nouvelle clé pour les avis : publiée aussitôt, elle signe après un temps, afin que quiconque garde nos clés l'ait alors.") \
    X(do_key_retire, "Retires a key for notices: it is published no longer. When nothing it signed is on its way any more.", "Retire une clé des avis : elle n'est plus publiée. Quand rien de ce qu'elle a signé n'est plus en route.") \
    X(do_key_status, "Lists our keys for notices: which sign, from when on, which are only published.", "Liste nos clés pour les avis : lesquelles signent, à partir de quand, lesquelles sont seulement publiées.") \
    X(flag_rotate_alg, "EdDSA (if nothing is said), ES256 or RS256 to sign with; ECDH-ES: for others to encrypt to us", "EdDSA (à défaut), ES256 ou RS256 pour signer ; ECDH-ES : pour que d'autres nous chiffrent leurs messages") \
    X(flag_rotate_after, "how long it is published before it signs (24h; the first of its kind signs at once)", "combien de temps elle est publiée avant de signer (24h ; la première de son type signe aussitôt)") \
    X(do_key_copy, "Copies the keys of hidden values into a folder of their own, takes what was erased out of the copies there, and destroys those that are older than is allowed.", "Copie les clés des valeurs confidentielles dans un répertoire à elles, retire des copies qui s'y trouvent ce qui fut effacé, et détruit celles qui dépassent l'âge admis.") \
    X(flag_keep_for, "how old a copy may become (30d)", "l'âge que peut atteindre une copie (30d)") \
    X(next_key_copy, "Let this be done every day: whatever copy lies elsewhere, for longer, can bring back what is erased.", "Faites-le chaque jour : toute copie qui se trouve ailleurs, plus longtemps, peut ramener ce qui est effacé.") \
    X(copy_of_keys, "copy", "copie") \
    X(copy_erased, "erased keys taken out", "clés effacées retirées") \
    X(copy_made, "made", "faite") \
    X(copy_kept, "kept", "conservée") \
    X(copy_destroyed, "destroyed", "détruite") \
    X(do_key_rotate_log, "Replaces the log key: from the log as it stands on, another key signs; the old and the new one attest that.", "Remplace la clé du journal : à partir du journal tel qu'il est, une autre clé signe ; l'ancienne et la nouvelle l'attestent.") \
    X(signs_from, "signs from", "signe à partir de") \
    X(next_rotate_log, "Give the new key out by the channels by which the first one was given, also to witnesses. Bundles show the change: whoever holds an older key can verify them.", "Remettez la nouvelle clé par les voies par lesquelles la première fut remise, aussi aux témoins. Les dossiers de preuve montrent le changement : qui détient une clé antérieure peut les vérifier.") \
    X(rotate_at_once, "It signs at once: whoever still keeps the keys that he fetched before refuses what it signs (invalid_key) until he fetches them again. Those notices are tried again after 5 minutes, 1 hour and 24 hours.", "Elle signe aussitôt : qui garde encore les clés qu'il avait demandées refuse ce qu'elle signe (invalid_key) jusqu'à ce qu'il les redemande. Ces notifications sont réessayées après 5 minutes, 1 heure et 24 heures.") \
    X(next_rotate, "When nothing signed with the old key is on its way any more: holdfast key retire KEY", "Quand rien de ce que l'ancienne clé a signé n'est plus en route : holdfast key retire CLÉ") \
    X(signs, "signs", "signe") \
    X(use_from, "signs from", "signe à partir du") \
    X(do_key_prove, "For whoever holds a key: signs the challenge of a court, so that it is enrolled there. By the key in a file (--key), or else by one of this house: that for which the challenge was encrypted, the one that signs now, or KEY as key status names it. Prints a token.", "Pour qui détient une clé : signe le défi d'une cour, afin qu'elle y soit enregistrée. Par la clé d'un fichier (--key), sinon par une clé de cette maison : celle pour laquelle le défi est chiffré, celle qui signe maintenant, ou CLÉ telle que key status la nomme. Imprime un jeton.") \
    X(flag_prove_court, "issuer URL of the court that gave the challenge", "URL d'émetteur de la cour qui a donné le défi") \
    X(flag_prove_key, "private Ed25519 key: a JWK, or a seed as one line of base64url; else a key of this house", "clé privée Ed25519 : un JWK, ou une graine en une ligne base64url ; sinon une clé de cette maison") \
    X(next_enrol, "Give the challenge to the holder of the key, and enter what comes back with: holdfast directory prove \"{0}\" {1} FILE", "Remettez le défi au titulaire de la clé et inscrivez ce qui revient avec : holdfast directory prove \"{0}\" {1} FICHIER") \
    X(next_admit, "Another person has the fingerprint read out by another way, and confirms with: holdfast directory admit \"{0}\" {1} --set fingerprint=... --set checked_by=... --set checked_with=... --set checked_on=...", "Une autre personne se fait lire l'empreinte par une autre voie et confirme avec : holdfast directory admit \"{0}\" {1} --set fingerprint=... --set checked_by=... --set checked_with=... --set checked_on=...") \
    X(in_force, "in force", "en vigueur") \
    X(use, "use", "usage") \
    X(alg, "algorithm", "algorithme") \
    X(speaks_as, "speaks as", "parle comme") \
    X(holder, "holder", "titulaire") \
    X(key_from, "from", "à partir du") \
    X(key_to, "until", "jusqu'au") \
    X(revoked_from, "revoked from", "révoquée à partir du") \
    X(challenge, "challenge", "défi") \
    X(thread_whole, "Whole: {0} messages. Compare the fingerprints with those you got by another way.", "Intact : {0} messages. Comparez les empreintes avec celles que vous avez reçues par une autre voie.") \
    X(thread, "thread", "fil") \
    X(messages, "messages", "messages") \
    X(crossed, "crossed", "croisés")

#define HF_SAYS_DEMO(X) \
    X(do_demo, "Shows the whole: a case from opening to release on the real program, with two fictional States.", "Montre l'ensemble : une affaire de l'ouverture à la mainlevée, sur le programme réel, avec deux États fictifs.") \
    X(flag_headless, "end when the story is told; exit code 0 only if every step held", "terminer une fois le récit achevé ; code 0 seulement si chaque étape a tenu") \
    X(flag_keep, "use this new state directory and leave it", "utiliser ce nouveau répertoire d'état et le laisser") \
    X(flag_demo_root, "where config/samples and workflows are (else here, else /usr/share/holdfast)", "où se trouvent config/samples et workflows (sinon ici, sinon /usr/share/holdfast)") \
    X(demo_keys, "Keys are made for the log and for notices.", "Des clés sont créées pour le registre et pour les avis.") \
    X(demo_database, "A private database is made, started and migrated.", "Une base de données privée est créée, démarrée et migrée.") \
    X(demo_founders, "The first two persons of the house are named.", "Les deux premières personnes de la maison sont nommées.") \
    X(demo_workflow, "One publishes the workflow icc-asset-recovery, the other confirms it.", "L'une publie la procédure icc-asset-recovery, l'autre la confirme.") \
    X(demo_calendars, "One publishes the calendars of the Court and of States, the other confirms them.", "L'une publie les calendriers de la Cour et d'États, l'autre les confirme.") \
    X(demo_certificate, "openssl makes a TLS certificate for 127.0.0.1.", "openssl crée un certificat TLS pour 127.0.0.1.") \
    X(demo_focal, "Two focal points start, each with its own key: Sylvania, which will answer, and Freedonia, which will not.", "Deux points focaux démarrent, chacun avec sa clé : la Sylvanie, qui répondra, et la Freedonie, qui ne répondra pas.") \
    X(demo_directory, "The directory is imported by one person and confirmed by another.", "L'annuaire est importé par une personne et confirmé par une autre.") \
    X(demo_serve, "The office opens at {0}.", "Le bureau ouvre à l'adresse {0}.") \
    X(demo_done, "Every step held. The case is {0}.", "Chaque étape a tenu. L'affaire porte la référence {0}.") \
    X(demo_try, "Try, with HOLDFAST_STATE={0} before each command:", "Essayez, avec HOLDFAST_STATE={0} devant chaque commande :") \
    X(demo_try_show, "  the case as it stands      holdfast case show {0}", "  l'affaire telle quelle     holdfast case show {0}") \
    X(demo_try_history, "  what happened, by whom     holdfast case history {0}", "  ce qui s'est passé         holdfast case history {0}") \
    X(demo_try_next, "  what Ana may do now        holdfast case what-next {0} --as \"Ana Reyes\"", "  ce qu'Ana peut faire       holdfast case what-next {0} --as \"Ana Reyes\"") \
    X(demo_try_replay, "  the case on an earlier day holdfast audit replay {0} --to {1}", "  l'affaire à un jour donné  holdfast audit replay {0} --to {1}") \
    X(demo_try_verify, "  the proof of all of it     holdfast audit verify", "  la preuve de l'ensemble    holdfast audit verify") \
    X(demo_try_notices, "What the States were told, and said: {0}/play/sylvania/in and out, {0}/play/freedonia/in and out.", "Ce que les États ont reçu et dit : {0}/play/sylvania/in et out, {0}/play/freedonia/in et out.") \
    X(demo_stays, "The office stays open at {0} until you press Ctrl-C.", "Le bureau reste ouvert à l'adresse {0} jusqu'à ce que vous pressiez Ctrl-C.")

#define HF_SAYS_EXCHANGE(X) \
    X(do_inbox_list, "Lists the requests that other authorities sent us.", "Liste les demandes que d'autres autorités nous ont adressées.") \
    X(do_inbox_show, "Shows a request sent to us, and the messages of its thread by number and digest.", "Montre une demande qui nous est adressée, et les messages de son fil par numéro et empreinte.") \
    X(do_inbox_answer, "Answers a request sent to us; the answer is signed with our notice key and sent by `serve`.", "Répond à une demande qui nous est adressée ; la réponse est signée de notre clé d'avis et envoyée par « serve ».") \
    X(do_answer_make, "Answers a request that came as a file, by a signed file: no network, no database. Beside the request TXN.thread keeps the place in the thread.", "Répond à une demande reçue sous forme de fichier par un fichier signé : ni réseau, ni base. À côté de la demande, TXN.thread garde la place dans le fil.") \
    X(do_answer_key, "Shows the public part of a focal point's key; makes the key where there is none.", "Montre la partie publique de la clé d'un point focal ; crée la clé s'il n'y en a pas.") \
    X(do_answer_open, "Opens a file that was encrypted for a focal point: a notice, or a document carried through a spool.", "Ouvre un fichier chiffré pour un point focal : un avis, ou un document apporté par un relais de fichiers.") \
    X(do_answer_take, "Takes in answers that came as files, as if they had come over the network.", "Reçoit des réponses parvenues sous forme de fichiers, comme si elles étaient venues par le réseau.") \
    X(flag_answer_key, "the focal point's own key, made by: holdfast answer key FILE", "la clé propre du point focal, créée par : holdfast answer key FICHIER") \
    X(flag_answer_status, "what is answered; without it the statuses that the request names are listed, and asked for at a terminal", "ce qui est répondu ; à défaut, les statuts que nomme la demande sont énumérés, et demandés à un terminal") \
    X(flag_supersedes, "jti of an earlier answer that this one takes the place of", "jti d'une réponse antérieure que celle-ci remplace") \
    X(flag_receipt, "only say that the request is held", "dire seulement que la demande est détenue") \
    X(flag_court_keys, "the other side's published keys (JWK set), got by another way than the request: it is verified, and the answer encrypted if they hold a key for that", "les clés publiées de l'autre partie (ensemble JWK), obtenues par une autre voie que la demande : elle est vérifiée, et la réponse chiffrée si elles contiennent une clé pour cela") \
    X(flag_answer_output, "write the signed answer here, instead of REQUEST.answer", "écrire ici la réponse signée, au lieu de DEMANDE.answer") \
    X(answer_unverified, "the request was not verified; with --court-keys FILE it is: the published keys of {0}", "la demande n'a pas été vérifiée ; avec --court-keys FICHIER elle l'est : les clés publiées de {0}") \
    X(flag_spool, "folder of the spool, for addresses such as spool:xs", "dossier du relais par fichiers, pour des adresses telles que spool:xs") \
    X(do_inbox_document, "Gets the document that a request shows, from the other side by its digest; it is kept with the request.", "Obtient de l'autre partie, par son empreinte, le document que montre une demande ; il est conservé avec elle.") \
    X(flag_attached, "a document that comes along with the answer", "un document joint à la réponse") \
    X(flag_carried, "the document as it was carried here, instead of asking for it", "le document tel qu'il a été apporté ici, au lieu de le demander") \
    X(inbox_asked, "asked for through the spool: carry it, and give what comes back with --file", "demandé par le relais de fichiers : portez-le, et donnez ce qui revient avec --file") \
    X(file, "file", "fichier") \
    X(outcome, "outcome", "issue") \
    X(assurance, "answered by", "réponse par") \
    X(request, "request", "demande") \
    X(sender, "from", "de") \
    X(asked, "asks", "objet") \
    X(answered, "answered", "réponse") \
    X(answered_at, "answered at", "répondu le") \
    X(proved, "proved in their log", "prouvées dans leur registre") \
    X(items, "items", "points") \
    X(statuses, "may be answered", "réponses admises") \
    X(whose, "whose", "de qui")

#define HF_SAYS(X) HF_SAYS_EXCHANGE(X) HF_SAYS_DEMO(X) HF_SAYS_HELP(X) HF_SAYS_COMMANDS(X) HF_SAYS_REASONS(X) HF_SAYS_HINTS(X) HF_SAYS_LABELS(X) HF_SAYS_RECEIVE(X) HF_SAYS_TOKENS(X)
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
