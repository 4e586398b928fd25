/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The settings of the program, one table. A later source overrules an earlier one:
 *
 *     built in  <  /etc/holdfast/holdfast.conf or --config FILE  <  HOLDFAST_*  <  flags
 *
 * A file holds lines "name = value" under headings "[section]", comments after '#' or ';' at the beginning of
 * a line; nothing is quoted. "listen" under [http] is http.listen here and HOLDFAST_HTTP_LISTEN outside.
 * Secrets are never settings: a setting may name a file that holds one.
 */
#ifndef HF_HOST_SETTINGS_H
#define HF_HOST_SETTINGS_H

#include "base/err.h"

/* clang-format off */
/*    id, key, type, built in, least, most, one of, help in English, in French */
#define HF_SETTINGS(X) \
    X(STATE, "state", PATH, "", 0, 0, "", \
      "State directory: keys and the private database. Empty: /var/lib/holdfast where it exists, else holdfast under $XDG_STATE_HOME or ~/.local/state.", \
      "Répertoire d'état : clés et base privée. Vide : /var/lib/holdfast s'il existe, sinon holdfast sous $XDG_STATE_HOME ou ~/.local/state.") \
    X(LANG, "lang", CHOICE, "auto", 0, 0, "auto en fr", \
      "Language of what the program says. auto: that of the terminal.", \
      "Langue des messages du programme. auto : celle du terminal.") \
    X(DB, "db", TEXT, "", 0, 0, "", \
      "Connection string of libpq, without a password (use its passfile). Empty: the private database in the state directory.", \
      "Chaîne de connexion libpq, sans mot de passe (utilisez son passfile). Vide : la base privée du répertoire d'état.") \
    X(AS, "as", TEXT, "", 0, 0, "", \
      "Who acts, where the owner of the state directory acts for another person.", \
      "Qui agit, lorsque le propriétaire du répertoire d'état agit pour une autre personne.") \
    X(ROLE, "role", TEXT, "", 0, 0, "", \
      "Role in which one acts. Empty: the only one that the act admits.", \
      "Rôle dans lequel on agit. Vide : le seul que l'acte admet.") \
    X(DESK_WRITERS, "desk.writers", NUMBER, "2", 1, 16, "", \
      "Desks that write, each with a connection to the database of its own.", \
      "Guichets qui écrivent, chacun avec sa propre connexion à la base de données.") \
    X(DESK_QUEUE, "desk.queue", NUMBER, "1000", 1, 1000, "", \
      "Requests that may wait for one desk; more are told to try again.", \
      "Requêtes pouvant attendre à un guichet ; au-delà, on prie de réessayer.") \
    X(DESK_CACHE_MIB, "desk.cache_mib", NUMBER, "64", 1, 65536, "", \
      "Memory for case files kept ready by one desk, in MiB.", \
      "Mémoire des dossiers tenus prêts par un guichet, en Mio.") \
    X(DESK_TICK_MS, "desk.tick_ms", NUMBER, "500", 10, 1000, "", \
      "How often timers are looked at and checkpoints signed, in milliseconds.", \
      "Intervalle d'examen des échéances et de signature des points de contrôle, en millisecondes.") \
    X(HTTP_LISTEN, "http.listen", TEXT, "127.0.0.1:8420", 0, 0, "", \
      "Address and port on which the server listens.", \
      "Adresse et port d'écoute du serveur.") \
    X(HTTP_TLS_CERT, "http.tls_cert", PATH, "", 0, 0, "", \
      "File with the certificate chain of the server, PEM. Empty: no TLS, for a proxy in front or loopback.", \
      "Fichier de la chaîne de certificats du serveur, PEM. Vide : sans TLS, derrière un mandataire ou en boucle locale.") \
    X(HTTP_TLS_KEY, "http.tls_key", PATH, "", 0, 0, "", \
      "File with the key of that certificate, PEM, readable by its owner only.", \
      "Fichier de la clé de ce certificat, PEM, lisible par son seul propriétaire.") \
    X(HTTP_URL, "http.url", TEXT, "", 0, 0, "", \
      "Address at which others reach the server, such as https://court.example. Empty: that of the issuer of notices.", \
      "Adresse à laquelle les autres atteignent le serveur, telle que https://court.example. Vide : celle de l'émetteur des notifications.") \
    X(HTTP_CLIENT_CERT, "http.client_cert", CHOICE, "no", 0, 0, "no yes", \
      "Whether clients are asked for a certificate over TLS; they may do without.", \
      "Demander ou non un certificat aux clients sur TLS ; ils peuvent s'en passer.") \
    X(HTTP_CONNECTIONS, "http.connections", NUMBER, "8192", 16, 65536, "", \
      "Connections at a time; a request that waits for notices holds one.", \
      "Connexions simultanées ; une requête qui attend des avis en occupe une.") \
    X(HTTP_PER_ADDRESS, "http.per_address", NUMBER, "256", 1, 65536, "", \
      "Connections at a time from one address.", \
      "Connexions simultanées depuis une même adresse.") \
    X(HTTP_POLL_MS, "http.poll_ms", NUMBER, "30000", 100, 300000, "", \
      "How long a request may wait for notices before it is answered with none, in milliseconds.", \
      "Durée pendant laquelle une requête peut attendre des avis avant une réponse vide, en millisecondes.") \
    X(NOTIFY_ALLOW, "notify.allow", TEXT, "", 0, 0, "", \
      "Networks that are not public and may be sent to all the same, such as 10.1.0.0/16, with blanks between them.", \
      "Réseaux non publics vers lesquels l'envoi est tout de même permis, tels que 10.1.0.0/16, séparés par des espaces.") \
    X(NOTIFY_CA, "notify.ca", PATH, "", 0, 0, "", \
      "File with the certificates, PEM, by which focal points are known. Empty: the list of the system.", \
      "Fichier des certificats, PEM, auxquels on reconnaît les points focaux. Vide : la liste du système.") \
    X(NOTIFY_POLL_URL, "notify.poll_url", TEXT, "", 0, 0, "", \
      "Address at which this office fetches what is meant for it (RFC 8936), where nobody can push to it. Empty: it does not.", \
      "Adresse où cet office relève ce qui lui est destiné (RFC 8936), lorsque nul ne peut le lui envoyer. Vide : il ne relève pas.") \
    X(NOTIFY_POLL_TOKEN, "notify.poll_token", PATH, "", 0, 0, "", \
      "File with the access token for that address.", \
      "Fichier du jeton d'accès à cette adresse.") \
    X(NOTIFY_ENDPOINTS, "notify.endpoints", PATH, "", 0, 0, "", \
      "File that says for single addresses whom to believe, by what we are known and how much they take. Empty: the same for all.", \
      "Fichier précisant, adresse par adresse, qui croire, comment nous y sommes connus et ce qu'elle supporte. Vide : le même régime pour toutes.") \
    X(NOTIFY_CONNECT_MS, "notify.connect_ms", NUMBER, "5000", 100, 60000, "", \
      "How long connecting to a focal point may take, in milliseconds.", \
      "Durée maximale de connexion à un point focal, en millisecondes.") \
    X(NOTIFY_TOTAL_MS, "notify.total_ms", NUMBER, "20000", 1000, 300000, "", \
      "How long sending one notice may take, in milliseconds.", \
      "Durée maximale d'envoi d'une notification, en millisecondes.") \
    X(NOTIFY_SPOOL, "notify.spool", PATH, "", 0, 0, "", \
      "Folder of the spool, for focal points at addresses such as spool:xs: files are carried there and back. Empty: none.", \
      "Dossier du relais par fichiers, pour les points focaux aux adresses telles que spool:xs : des fichiers y sont portés, aller et retour. Vide : aucun.") \
    X(STAMP_AUTHORITY, "stamp.authority", TEXT, "", 0, 0, "", \
      "Address of the time-stamping authority (RFC 3161) that stamps checkpoints. Empty: none.", \
      "Adresse de l'autorité d'horodatage (RFC 3161) qui horodate les points de contrôle. Vide : aucune.") \
    X(STAMP_CA, "stamp.ca", PATH, "", 0, 0, "", \
      "File with the certificates, PEM, by which its time-stamps are believed.", \
      "Fichier des certificats, PEM, auxquels on croit ses horodatages.") \
    X(STAMP_LISTS, "stamp.lists", PATH, "", 0, 0, "", \
      "File with its revocation lists, PEM, kept with each time-stamp. Empty: revocation is not looked at.", \
      "Fichier de ses listes de révocation, PEM, conservées avec chaque horodatage. Vide : la révocation n'est pas examinée.") \
    X(STAMP_EVERY_MIN, "stamp.every_min", NUMBER, "60", 1, 10080, "", \
      "How often the server has the log stamped, in minutes.", \
      "Intervalle auquel le serveur fait horodater le journal, en minutes.") \
    X(WITNESS_POLICY, "witness.policy", PATH, "", 0, 0, "", \
      "File that names the witnesses who cosign the log, and their quorum (C2SP tlog-policy). Empty: none is asked.", \
      "Fichier nommant les témoins qui cosignent le journal, et leur quorum (C2SP tlog-policy). Vide : aucun n'est sollicité.") \
    X(WITNESS_EVERY_S, "witness.every_s", NUMBER, "60", 1, 86400, "", \
      "How often the server asks them, in seconds, where the log has grown.", \
      "Intervalle auquel le serveur les sollicite, en secondes, lorsque le journal a crû.") \
    X(DIRECTORY_MONTHS, "directory.months", NUMBER, "12", 1, 120, "", \
      "After how many months without verifying an entry of the directory is warned of.", \
      "Nombre de mois sans vérification après lequel une inscription à l'annuaire est signalée.") \
    X(LOG_FORMAT, "log.format", CHOICE, "auto", 0, 0, "auto json text", \
      "Form of the lines on stderr. auto: text on a terminal, else JSON.", \
      "Forme des lignes sur stderr. auto : texte sur un terminal, sinon JSON.") \
    X(LOG_TILES, "log.tiles", PATH, "", 0, 0, "", \
      "Folder in which the server keeps the log as static files (C2SP tlog-tiles), for witnesses and mirrors. Empty: none.", \
      "Répertoire où le serveur tient le journal en fichiers statiques (C2SP tlog-tiles), pour témoins et miroirs. Vide : aucun.")
/* clang-format on */

enum hf_setting_type { HF_SETTING_TEXT, HF_SETTING_PATH, HF_SETTING_NUMBER, HF_SETTING_CHOICE };
enum hf_setting {
#define HF_SETTING(id, ...) HF_SET_##id,
    HF_SETTINGS(HF_SETTING)
#undef HF_SETTING
        HF_SETTING_COUNT
};

struct hf_setting_row {
    struct hf_str key;
    enum hf_setting_type type;
    struct hf_str built_in;
    int64_t least, most;
    struct hf_str choices; /* with blanks between them */
    struct hf_str help[HF_LANGS];
};
const struct hf_setting_row *hf_setting_row(enum hf_setting setting);

struct hf_settings {
    struct hf_arena *arena; /* that holds the texts */
    struct {
        struct hf_str text;
        struct hf_str origin; /* "built in", "/etc/holdfast/holdfast.conf:12", "HOLDFAST_STATE", "--state" */
    } value[HF_SETTING_COUNT];
};

void hf_settings_begin(struct hf_settings *settings, struct hf_arena *arena);

/*
 * One value from a source. BAD_INPUT setting_unknown (with the name that may be meant), setting_number,
 * setting_choice, setting_control; err->where is the origin.
 */
enum hf_rc hf_settings_put(struct hf_settings *settings, struct hf_str key, struct hf_str value,
                           struct hf_str origin, struct hf_err *err);

/* All lines of a file's text. Besides: setting_line, setting_twice, setting_path. */
enum hf_rc hf_settings_text(struct hf_settings *settings, struct hf_str name, struct hf_str text,
                            struct hf_err *err);
/* A file that was named must be there; without a name the one in /etc is read if it is there. FAILED
 * host_file. */
enum hf_rc hf_settings_file(struct hf_settings *settings, const char *named, struct hf_err *err);
/*
 * `environment` is as environ: every HOLDFAST_* but HOLDFAST_CONFIG, which names the file, must be a setting.
 * BAD_INPUT setting_unknown (with the variable that may be meant) and what a value may be refused for.
 */
enum hf_rc hf_settings_environment(struct hf_settings *settings, char *const *environment,
                                   struct hf_err *err);

struct hf_str hf_settings_get(const struct hf_settings *settings, enum hf_setting setting);
int64_t hf_settings_number(const struct hf_settings *settings, enum hf_setting setting);

/* config/holdfast.conf: all settings with their help, as they are built in. */
void hf_settings_print(struct hf_buf *out);

#endif
