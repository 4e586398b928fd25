/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue: every sentence the program says about a failure, once, in English and French.
 *
 *     X(code, rc, english, french)
 *
 * `code` is what machines see ("code": "not_in_state"); `rc` gives exit code and HTTP status (base/err.h);
 * {0} and {1} stand for the arguments of hf_fail. A sentence says what is wrong and, where it is not plain,
 * how to mend it. Each area has its own list; help and labels of the command line are in
 * adapters/cli/words.h.
 */
#ifndef HF_BASE_WORDS_H
#define HF_BASE_WORDS_H

#include "base/str.h"

/* clang-format off */
#define HF_WORDS_BASE(X) \
    X(ok, OK, "done", "fait") \
    X(internal, FAILED, "this should not have happened: {0}", "cela n'aurait pas dû arriver : {0}") \
    X(no_memory, FAILED, "not enough memory for {0}", "pas assez de mémoire pour {0}") \
    X(too_large, BAD_INPUT, "{0} is larger than the limit of {1}", "{0} dépasse la limite de {1}") \
    X(bad_instant, BAD_INPUT, "not a time of the form 2026-11-23T09:14:00.000Z", "ce n'est pas une heure de la forme 2026-11-23T09:14:00.000Z") \
    X(bad_date, BAD_INPUT, "not a date: a day that exists is expected, written as 2026-11-23", "ce n'est pas une date : un jour qui existe est attendu, écrit comme 2026-11-23") \
    X(bad_period, BAD_INPUT, "not a period such as 48h, 45d, 10wd, 6w, 18m or 2y", "ce n'est pas une période telle que 48h, 45d, 10wd, 6w, 18m ou 2y") \
    X(bad_id, BAD_INPUT, "not an identifier: 22 characters of base64url are expected", "ce n'est pas un identifiant : 22 caractères base64url sont attendus") \
    X(bad_reference, BAD_INPUT, "not a case reference of the form ABCD-EFGH-C: the check letter does not fit", "ce n'est pas une référence d'affaire de la forme ABCD-EFGH-C : la lettre de contrôle ne convient pas") \
    X(bad_amount, BAD_INPUT, "not an amount: {0}; write digits, a point and no more decimals than the currency has, as 1500.00 EUR or 1500 JPY", "ce n'est pas un montant : {0} ; écrivez des chiffres, un point et pas plus de décimales que la monnaie n'en a, comme 1500.00 EUR ou 1500 JPY") \
    X(unknown_currency, BAD_INPUT, "{0} is no currency known here: write the three letters of ISO 4217, as EUR", "{0} n'est pas une monnaie connue ici : écrivez les trois lettres d'ISO 4217, comme EUR") \
    X(currency_mismatch, REFUSED, "amounts in {0} and {1} cannot be compared or added", "des montants en {0} et en {1} ne peuvent être ni comparés ni additionnés") \
    X(overflow, REFUSED, "a sum exceeds what can be counted (9223372036854775807): correct the amount, or divide what is added up", "une somme dépasse ce qui peut être compté (9223372036854775807) : corrigez le montant, ou divisez ce qui est additionné")

#define HF_WORDS_RECORD(X) \
    X(json_too_long, BAD_INPUT, "the text is longer than {0} bytes", "le texte dépasse {0} octets") \
    X(json_bom, BAD_INPUT, "a byte-order mark stands before the text: save it as UTF-8 without one", "une marque d'ordre des octets précède le texte : enregistrez-le en UTF-8 sans elle") \
    X(json_end, BAD_INPUT, "the text ends before its JSON is complete", "le texte s'arrête avant que son JSON soit complet") \
    X(json_after_end, BAD_INPUT, "something stands after the end of the JSON: one value is expected", "quelque chose suit la fin du JSON : une seule valeur est attendue") \
    X(json_value, BAD_INPUT, "a JSON value is expected here: an object, a list, a text in double quotes, a number, true, false or null", "une valeur JSON est attendue ici : un objet, une liste, un texte entre guillemets doubles, un nombre, true, false ou null") \
    X(json_name, BAD_INPUT, "the name of a member is expected here, in double quotes", "le nom d'un membre est attendu ici, entre guillemets doubles") \
    X(json_colon, BAD_INPUT, "a colon is expected between the member's name and its value", "deux-points sont attendus entre le nom du membre et sa valeur") \
    X(json_comma, BAD_INPUT, "a comma or the closing {0} is expected here", "une virgule ou la fermeture {0} est attendue ici") \
    X(json_trailing_comma, BAD_INPUT, "a comma stands before the closing {0}: remove it or add what should follow", "une virgule précède la fermeture {0} : supprimez-la ou ajoutez ce qui devrait suivre") \
    X(json_single_quote, BAD_INPUT, "names and texts stand in double quotes, not in single ones", "les noms et les textes s'écrivent entre guillemets doubles, non entre apostrophes") \
    X(json_comment, BAD_INPUT, "JSON has no comments: remove this one", "le JSON n'admet pas de commentaires : supprimez celui-ci") \
    X(json_not_a_number, BAD_INPUT, "NaN and Infinity are no JSON numbers: leave the member out or write a text", "NaN et Infinity ne sont pas des nombres JSON : omettez le membre ou écrivez un texte") \
    X(json_number, BAD_INPUT, "not a number as JSON writes it: no leading zeros, no plus sign, digits on both sides of the point", "ce n'est pas un nombre tel que JSON l'écrit : ni zéro de tête, ni signe plus, des chiffres des deux côtés du point") \
    X(json_integer, BAD_INPUT, "this whole number is beyond 9007199254740991 (2^53-1) and would be changed by other readers: write it as a text", "ce nombre entier dépasse 9007199254740991 (2^53-1) et d'autres lecteurs le modifieraient : écrivez-le comme texte") \
    X(json_real, BAD_INPUT, "only whole numbers may stand here, written without point or exponent: write decimals as a text", "seuls des nombres entiers, écrits sans point ni exposant, sont admis ici : écrivez les décimales comme texte") \
    X(json_infinite, BAD_INPUT, "this number is too large for a double-precision number", "ce nombre est trop grand pour un nombre à double précision") \
    X(json_open_text, BAD_INPUT, "a text that begins here has no closing quote", "un texte qui commence ici n'a pas de guillemet fermant") \
    X(json_control, BAD_INPUT, "a control character must be written as an escape such as \\n or \\u0009", "un caractère de commande doit s'écrire par un échappement tel que \\n ou \\u0009") \
    X(json_escape, BAD_INPUT, "not an escape that JSON knows: \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hexadecimal digits", "ce n'est pas un échappement JSON : \\\" \\\\ \\/ \\b \\f \\n \\r \\t ou \\u et quatre chiffres hexadécimaux") \
    X(json_surrogate, BAD_INPUT, "half of a surrogate pair stands alone: it is no character", "une moitié de paire de substitution est isolée : ce n'est pas un caractère") \
    X(json_noncharacter, BAD_INPUT, "a code point that Unicode reserves for no character (RFC 7493): remove it", "un point de code qu'Unicode n'attribue à aucun caractère (RFC 7493) : supprimez-le") \
    X(json_utf8, BAD_INPUT, "not well-formed UTF-8: save the text as UTF-8", "ce n'est pas de l'UTF-8 bien formé : enregistrez le texte en UTF-8") \
    X(json_doubled, BAD_INPUT, "the member \"{0}\" stands twice in one object: keep one", "le membre « {0} » figure deux fois dans un même objet : gardez-en un seul") \
    X(json_depth, BAD_INPUT, "lists and objects are nested deeper than {0}", "listes et objets sont imbriqués sur plus de {0} niveaux") \
    X(record_missing, BAD_INPUT, "this member is missing", "ce membre manque") \
    X(record_unknown, BAD_INPUT, "there is no member of this name here", "aucun membre ne porte ce nom ici") \
    X(record_unknown_near, BAD_INPUT, "there is no member of this name here; \"{0}\" may be meant", "aucun membre ne porte ce nom ici ; peut-être « {0} »") \
    X(record_null, BAD_INPUT, "null never stands here: leave the member out", "null n'est jamais admis ici : omettez le membre") \
    X(record_not_text, BAD_INPUT, "a text is expected here", "un texte est attendu ici") \
    X(record_not_whole, BAD_INPUT, "a whole number is expected here", "un nombre entier est attendu ici") \
    X(record_not_truth, BAD_INPUT, "true or false is expected here", "true ou false est attendu ici") \
    X(record_not_list, BAD_INPUT, "a list is expected here", "une liste est attendue ici") \
    X(record_not_object, BAD_INPUT, "an object with members is expected here", "un objet avec des membres est attendu ici") \
    X(record_choice, BAD_INPUT, "\"{0}\" is not one of the known choices: {1}", "« {0} » n'est pas l'un des choix connus : {1}") \
    X(record_digest, BAD_INPUT, "not a digest: 43 characters of base64url are expected", "ce n'est pas une empreinte : 43 caractères base64url sont attendus") \
    X(record_form, BAD_INPUT, "\"{0}\" does not have the form expected here", "« {0} » n'a pas la forme attendue ici") \
    X(record_short, BAD_INPUT, "the text is too short: at least {0} characters are expected", "le texte est trop court : au moins {0} caractères sont attendus") \
    X(record_long, BAD_INPUT, "the text is too long: at most {0} characters are allowed", "le texte est trop long : {0} caractères au plus sont admis") \
    X(record_small, BAD_INPUT, "{0} is too small: at least {1} is expected", "{0} est trop petit : au moins {1} est attendu") \
    X(record_large, BAD_INPUT, "{0} is too large: at most {1} is allowed", "{0} est trop grand : {1} au plus est admis") \
    X(record_few, BAD_INPUT, "the list is too short: at least {0} entries are expected", "la liste est trop courte : au moins {0} éléments sont attendus") \
    X(record_many, BAD_INPUT, "the list is too long: at most {0} entries are allowed", "la liste est trop longue : {0} éléments au plus sont admis")

#define HF_WORDS_SEAL(X) \
    X(ustar_broken, UNVERIFIED, "not an archive as Holdfast writes it, at this byte: something was changed, added or cut off; get the file again from its source", "pas une archive telle que Holdfast l'écrit, à cet octet : quelque chose a été changé, ajouté ou coupé ; redemandez le fichier à sa source") \
    X(verify_no_file, NOT_FOUND, "this file is not there, is empty, or cannot be read", "ce fichier n'existe pas, est vide ou illisible") \
    X(verify_trust, BAD_INPUT, "a trust file holds one log key, as holdfast key public shows it: NAME+HEX+BASE64; not: {0}", "un fichier de confiance contient une clé de journal, telle que holdfast key public la montre : NOM+HEX+BASE64 ; et non : {0}") \
    X(bundle_many, REFUSED, "a bundle holds about 600 documents, and this file has more: export it without them", "un dossier de preuve contient environ 600 documents, et ce dossier en a davantage : exportez-le sans eux") \
    X(bundle_manifest, UNVERIFIED, "the manifest cannot be read: this is no bundle, or its first member was changed", "le manifeste est illisible : ce n'est pas un dossier de preuve, ou son premier membre a été changé") \
    X(bundle_member, UNVERIFIED, "this member is not the one that the manifest lists here", "ce membre n'est pas celui que le manifeste cite à cette place") \
    X(bundle_part, UNVERIFIED, "this part is missing, or stands in another place", "cette partie manque, ou se trouve à une autre place") \
    X(bundle_cut, UNVERIFIED, "something that is listed is missing", "un élément cité manque") \
    X(bundle_line, UNVERIFIED, "this line is not written as lines of this part are", "cette ligne n'a pas la forme des lignes de cette partie") \
    X(bundle_checkpoint, UNVERIFIED, "the checkpoint is not one of this log", "le point de contrôle n'est pas de ce journal") \
    X(bundle_stranger, UNVERIFIED, "the bundle is signed by {0} under a key that the trust file does not name (it names {1})", "le dossier est signé par {0} avec une clé que le fichier de confiance ne cite pas (il cite {1})") \
    X(bundle_unreadable, UNVERIFIED, "this cannot be read ({0})", "ceci est illisible ({0})") \
    X(bundle_other_event, UNVERIFIED, "this event belongs to another file or another place in it", "cet acte appartient à un autre dossier, ou à une autre place") \
    X(bundle_time, UNVERIFIED, "this event was recorded before the one that it follows", "cet acte a été consigné avant celui qu'il suit") \
    X(bundle_head, UNVERIFIED, "the chain of events does not end where the manifest says: an event was changed, added or cut off", "la chaîne des actes ne finit pas où le manifeste le dit : un acte a été changé, ajouté ou coupé") \
    X(heads_unlogged, UNVERIFIED, "these heads do not stand in the log", "ces têtes ne figurent pas dans le journal") \
    X(heads_event, UNVERIFIED, "this event is not one by which this log published its heads", "cet acte n'est pas de ceux par lesquels ce journal a publié ses têtes") \
    X(heads_stale, UNVERIFIED, "this event is newer than the heads, so they do not show what follows it", "cet acte est plus récent que les têtes, qui ne montrent donc pas ce qui le suit") \
    X(heads_cut, UNVERIFIED, "the published heads give the file another length or another end: events were cut off", "les têtes publiées donnent au dossier une autre longueur ou une autre fin : des actes ont été coupés") \
    X(heads_name, UNVERIFIED, "the published heads know no file of this name, or another one", "les têtes publiées ne connaissent aucun dossier de ce nom, ou en connaissent un autre") \
    X(heads_uncounted, UNVERIFIED, "the list of files accounts for {0} events and the log has {1} entries: a file was taken out of the list, or its row was changed; holdfast audit verify names it, and nothing is published of a list that is not whole", "la liste des dossiers rend compte de {0} actes et le journal a {1} entrées : un dossier a été ôté de la liste, ou sa ligne a été modifiée ; holdfast audit verify le désigne, et rien n'est publié d'une liste incomplète") \
    X(tile_missing, UNVERIFIED, "this file of the log is missing or cannot be read", "ce fichier du journal manque ou est illisible") \
    X(tile_key, UNVERIFIED, "this is no key of a log", "ceci n'est pas une clé de journal") \
    X(tile_entry, UNVERIFIED, "this entry is not written as leaves of the log are", "cette entrée n'a pas la forme des feuilles du journal") \
    X(tile_damaged, UNVERIFIED, "what is written here does not hash to what {0} has in its place: one of these two files is damaged", "l'empreinte de ce qui est écrit ici n'est pas celle que {0} a à cette place : l'un de ces deux fichiers est endommagé") \
    X(tile_other, UNVERIFIED, "this tile does not follow from the leaves below it", "cette tuile ne découle pas des feuilles qu'elle couvre") \
    X(tile_fork, UNVERIFIED, "this checkpoint is not one of a log that only grew: another history was signed", "ce point de contrôle n'est pas d'un journal qui n'a fait que croître : une autre histoire a été signée") \
    X(tile_root, UNVERIFIED, "the leaves do not lead to the root that was signed", "les feuilles ne mènent pas à la racine signée") \
    X(tile_event, UNVERIFIED, "this event does not lead to the leaf that stands in its place in the log", "cet acte ne mène pas à la feuille qui est à sa place dans le journal") \
    X(tiles_foreign, CONFLICT, "{0} holds the log {1}, which is not ours: nothing is written there; name another folder", "{0} contient le journal {1}, qui n'est pas le nôtre : rien n'y est écrit ; indiquez un autre répertoire") \
    X(tiles_other, CONFLICT, "{0} holds another history of this log ({1} entries) than the database: nothing is written there; keep the folder, it is evidence, and name another one", "{0} contient de ce journal une autre histoire ({1} entrées) que la base de données : rien n'y est écrit ; gardez ce répertoire, il fait preuve, et indiquez-en un autre") \
    X(tiles_ahead, CONFLICT, "{0} holds {1} entries of this log, and the database has fewer: it was restored or taken back; nothing is written there; keep the folder and bring back what is missing", "{0} contient {1} entrées de ce journal, et la base de données en a moins : elle a été restaurée ou ramenée en arrière ; rien n'y est écrit ; gardez ce répertoire et rétablissez ce qui manque") \
    X(tiles_unread, CONFLICT, "what stands as checkpoint in {0} is none: nothing is written there; name another folder, or remove that file if the folder is ours", "ce qui tient lieu de point de contrôle dans {0} n'en est pas un : rien n'y est écrit ; indiquez un autre répertoire, ou ôtez ce fichier si le répertoire est le nôtre") \
    X(absence_form, UNVERIFIED, "this is no proof of absence, or it was changed", "ce n'est pas une preuve d'absence, ou elle a été changée") \
    X(absence_there, CONFLICT, "there is a case {0}: its absence cannot be proved", "l'affaire {0} existe : son absence ne peut être prouvée") \
    X(absence_renamed, UNVERIFIED, "by its first event there is a case {0}, and the list of files does not have it: it was renamed in the database; holdfast audit verify names the file", "d'après son premier acte il existe une affaire {0}, et la liste des dossiers ne l'a pas : elle a été renommée dans la base de données ; holdfast audit verify désigne le dossier") \
    X(absence_broken, UNVERIFIED, "the published heads do not show that there is no file of this name", "les têtes publiées ne montrent pas qu'aucun dossier ne porte ce nom") \
    X(bundle_left_out, UNVERIFIED, "{0} of them are neither here nor certified as erased, and this reader is to be given all", "il en manque {0} sans certificat d'effacement, et ce lecteur doit tout recevoir") \
    X(bundle_value, UNVERIFIED, "this value is not the one whose digest stands in the event", "cette valeur n'est pas celle dont l'empreinte figure dans l'acte") \
    X(bundle_message, UNVERIFIED, "this message is not the one that the event names", "ce message n'est pas celui que l'acte cite") \
    X(bundle_delivery, UNVERIFIED, "this attempt belongs to no message of ours", "cette tentative n'est celle d'aucun de nos messages") \
    X(bundle_sealed, UNVERIFIED, "this bundle is encrypted: open it first, with holdfast audit open, or give holdfast-verify the passphrase or the key", "ce dossier est chiffré : ouvrez-le d'abord avec holdfast audit open, ou donnez à holdfast-verify la phrase secrète ou la clé") \
    X(sealed_malformed, UNVERIFIED, "not an encrypted bundle as it is written here: its first lines are not those", "ce n'est pas un dossier chiffré tel qu'on l'écrit ici : ses premières lignes n'en sont pas") \
    X(sealed_passphrase, BAD_INPUT, "this bundle is encrypted under a passphrase: name the file that holds it", "ce dossier est chiffré par une phrase secrète : indiquez le fichier qui la contient") \
    X(sealed_secret, BAD_INPUT, "this bundle is encrypted for the key {0}: name the file of its private half", "ce dossier est chiffré pour la clé {0} : indiquez le fichier de sa moitié privée") \
    X(sealing_recipient, BAD_INPUT, "not a public X25519 key: 43 letters of base64url or a JWK with crv X25519 are expected", "ce n'est pas une clé publique X25519 : 43 lettres base64url ou un JWK de crv X25519 sont attendus") \
    X(prove_no_key, NOT_FOUND, "{0} is no key of this house that signs and is published: holdfast key status shows those that are", "{0} n'est pas une clé de cette maison qui signe et soit publiée : holdfast key status montre celles qui le sont") \
    X(prove_secret, BAD_INPUT, "not a private {0} key: a JWK with its part d, or a seed as one line of 43 characters of base64url, is expected", "ce n'est pas une clé privée {0} : un JWK avec sa partie d, ou une graine en une ligne de 43 caractères base64url, est attendu") \
    X(sealed_broken, UNVERIFIED, "this does not open: the passphrase or key is another, or bytes were changed", "ceci ne s'ouvre pas : la phrase ou la clé est autre, ou des octets ont été changés") \
    X(bundle_stamp, UNVERIFIED, "this belongs to no time-stamp of a checkpoint that this bundle's continues", "ceci n'appartient à aucun horodatage d'un point de contrôle que prolonge celui de ce dossier") \
    X(stamp_malformed, UNVERIFIED, "not a time-stamp token as it is read here: RFC 3161 over SHA-256, in DER", "ce n'est pas un jeton d'horodatage tel qu'on le lit ici : RFC 3161 sur SHA-256, en DER") \
    X(stamp_other, UNVERIFIED, "this time-stamp is of something else: it does not name the digest, or not the request, that it should", "cet horodatage porte sur autre chose : il ne désigne pas l'empreinte, ou pas la demande, attendue") \
    X(stamp_unwanted, NOT_FOUND, "this time-stamp is of nothing that is kept here: a checkpoint that has one already, or another log", "cet horodatage ne porte sur rien de ce qui est conservé ici : un point de contrôle qui en a déjà un, ou un autre journal") \
    X(authority_roots, BAD_INPUT, "no certificates are given by which a time-stamping authority is believed: set stamp.ca to a PEM file of them", "aucun certificat ne dit à quelle autorité d'horodatage se fier : indiquez par stamp.ca un fichier PEM") \
    X(authority_refused, UNVERIFIED, "this time-stamp is not that of an authority that is believed here ({0}: {1})", "cet horodatage n'est pas celui d'une autorité à laquelle on se fie ici ({0} : {1})") \
    X(stamp_refused, UNVERIFIED, "the authority did not stamp (PKIStatus {0}): ask what its policy wants, or another authority", "l'autorité n'a pas horodaté (PKIStatus {0}) : demandez ce que veut sa politique, ou adressez-vous à une autre") \
    X(cover_broken, UNVERIFIED, "these leaves are not in the log: with the hashes of the proof they do not lead to the root", "ces feuilles ne sont pas dans le journal : avec les empreintes de la preuve, elles ne mènent pas à la racine") \
    X(inclusion_broken, UNVERIFIED, "this leaf is not in the log: the path does not lead to the root", "cette feuille n'est pas dans le journal : le chemin ne mène pas à la racine") \
    X(consistency_broken, UNVERIFIED, "the later log does not continue the earlier one: something was changed or taken away", "le journal ultérieur ne prolonge pas l'antérieur : quelque chose a été modifié ou retiré") \
    X(key_malformed, BAD_INPUT, "not a public key as it is taken here (JWK of kind OKP with Ed25519 or X25519, EC with P-256, or RSA): {0} is missing or wrong", "ce n'est pas une clé publique telle qu'on les reçoit ici (JWK de type OKP avec Ed25519 ou X25519, EC avec P-256, ou RSA) : {0} manque ou est faux") \
    X(key_weak, BAD_INPUT, "this public key is not sound and would prove nothing: a point of small order or off its curve, or RSA of less than 2048 or more than 4096 bits; ask its holder for another", "cette clé publique n'est pas saine et ne prouverait rien : un point de petit ordre ou hors de sa courbe, ou du RSA de moins de 2048 ou de plus de 4096 bits ; demandez-en une autre à son titulaire") \
    X(key_private, BAD_INPUT, "this holds the private part of a key: give only the public part, and have the key replaced", "ceci contient la partie privée d'une clé : ne donnez que la partie publique et faites remplacer la clé") \
    X(box_broken, UNVERIFIED, "these sealed bytes do not open: they were changed or moved, or the key is another", "ces octets scellés ne s'ouvrent pas : ils ont été modifiés ou déplacés, ou la clé est une autre") \
    X(disclosure_name, BAD_INPUT, "{0} cannot be hidden: it is given twice or its name is reserved", "{0} ne peut être masqué : il est donné deux fois ou son nom est réservé") \
    X(disclosure_malformed, BAD_INPUT, "not a disclosure: base64url of [salt, name, value] is expected", "ce n'est pas une divulgation : le base64url de [sel, nom, valeur] est attendu") \
    X(disclosure_unmatched, UNVERIFIED, "this value of {0} is not the one the event was recorded with", "cette valeur de {0} n'est pas celle avec laquelle l'événement a été consigné") \
    X(submission_malformed, BAD_INPUT, "not what a witness is sent: a line old SIZE, at most 63 hashes, an empty line and a checkpoint", "ce n'est pas ce qu'on envoie à un témoin : une ligne old TAILLE, au plus 63 empreintes, une ligne vide et un point de contrôle") \
    X(witness_name, BAD_INPUT, "{0} names no witness: a name has no blanks, no plus sign and at most 200 bytes, such as witness.example/w1", "{0} ne peut nommer un témoin : un nom est sans espace, sans signe plus et d'au plus 200 octets, comme witness.example/w1") \
    X(witness_conflict, CONFLICT, "the witness {0} has cosigned {1} entries of this log and not this history: either this checkpoint is older, or the log was forked. Keep both checkpoints", "le témoin {0} a cosigné {1} entrées de ce journal et non cette histoire : soit ce point de contrôle est plus ancien, soit le journal a bifurqué. Conservez les deux points de contrôle") \
    X(witness_refused, UNVERIFIED, "the witness {0} does not cosign: it answers {1}", "le témoin {0} ne cosigne pas : il répond {1}") \
    X(witness_unread, UNVERIFIED, "the witness {0} cannot read what it was sent, or is asked for fewer entries than it cosigned (400)", "le témoin {0} ne peut lire ce qu'on lui envoie, ou l'on demande moins d'entrées qu'il n'en a cosignées (400)") \
    X(witness_unsigned, UNVERIFIED, "the witness {0} does not cosign: the checkpoint is not signed by a key of this log that it knows (403)", "le témoin {0} ne cosigne pas : le point de contrôle n'est pas signé par une clé de ce journal qu'il connaît (403)") \
    X(witness_unknown, UNVERIFIED, "the witness {0} does not know this log (404): have its operator add a line log KEY", "le témoin {0} ne connaît pas ce journal (404) : faites ajouter par son exploitant une ligne log CLÉ") \
    X(witness_broken, UNVERIFIED, "the witness {0} does not cosign: this is not the log that it cosigned last, grown (422)", "le témoin {0} ne cosigne pas : ce n'est pas le journal qu'il a cosigné en dernier, accru (422)") \
    X(cosign_unknown, NOT_FOUND, "no checkpoint of this log as it is kept here: cosigned was another history, or what this log lost since", "ce n'est pas un point de contrôle de ce journal tel qu'il est conservé ici : c'est une autre histoire qui fut cosignée, ou ce que ce journal a perdu depuis") \
    X(keys_broken, UNVERIFIED, "the list of the log's keys does not hold here: a change of key is signed by the old and the new one, for a larger log each time", "la liste des clés du journal ne tient pas ici : un changement de clé est signé par l'ancienne et la nouvelle, pour un journal chaque fois plus grand") \
    X(note_stale, UNVERIFIED, "signed by a key of the log that does not sign for {0} entries: it was replaced before, or came after", "signé par une clé du journal qui ne signe pas pour {0} entrées : elle a été remplacée avant, ou n'est venue qu'après") \
    X(signer_rotated, UNAVAILABLE, "the log key is just being replaced: ask again", "la clé du journal est en cours de remplacement : redemandez") \
    X(recover_form, BAD_INPUT, "neither a notice or answer, nor a checkpoint, nor a bundle", "ce n'est ni un avis ou une réponse, ni un point de contrôle, ni un dossier de preuve") \
    X(recover_foreign, UNVERIFIED, "this bears no signature of ours, so nothing is taken from it", "ceci ne porte pas notre signature : rien n'en est repris") \
    X(compare_mixed, BAD_INPUT, "two bundles are compared, or two logs: folders of tiles or connection strings; {0} and {1} are not two of a kind", "on compare deux dossiers de preuve, ou deux journaux : répertoires de tuiles ou chaînes de connexion ; {0} et {1} ne sont pas de même nature") \
    X(compare_leaf, UNVERIFIED, "here the logs part: entry {0} is not the same in both", "ici les journaux divergent : l'entrée {0} n'est pas la même dans les deux") \
    X(policy_line, BAD_INPUT, "not a line of a policy as it must stand here: {0}; known are log KEY, witness NAME KEY, group NAME all|any|K NAMES and quorum NAME, each name defined above and in one group at most", "cette ligne n'a pas sa place dans une politique : {0} ; sont connus log CLÉ, witness NOM CLÉ, group NOM all|any|K NOMS et quorum NOM, chaque nom étant défini plus haut et dans un groupe au plus") \
    X(policy_quorum_missing, BAD_INPUT, "the policy names witnesses and no quorum: add a line quorum NAME, or quorum none", "la politique nomme des témoins mais pas de quorum : ajoutez une ligne quorum NOM, ou quorum none") \
    X(cosignature_broken, UNVERIFIED, "the cosignature of {0} does not hold: it was forged, or made for another checkpoint", "la cosignature de {0} est invalide : elle a été forgée, ou faite pour un autre point de contrôle") \
    X(witness_lines, UNVERIFIED, "no line of it is a cosignature of this checkpoint by a witness of {0}, so nothing was kept: what witness sign printed for this very request is needed", "aucune ligne n'y est une cosignature de ce point de contrôle par un témoin de {0} ; rien n'a été conservé : il faut ce que witness sign a imprimé pour cette demande même") \
    X(policy_quorum, UNVERIFIED, "the quorum {1} has not cosigned this checkpoint; missing: {0}. Either it was not shown to them, or they have seen another history under the same key: then it is a fork", "le quorum {1} n'a pas cosigné ce point de contrôle ; manquent : {0}. Soit il ne leur a pas été présenté, soit ils ont vu une autre histoire sous la même clé : c'est alors une bifurcation") \
    X(checkpoint_malformed, BAD_INPUT, "not a checkpoint: three lines are expected, origin, size and root", "ce n'est pas un point de contrôle : trois lignes sont attendues, origine, taille et racine") \
    X(note_malformed, BAD_INPUT, "not a signed note: text, an empty line and at most 64 lines of the form \"— name base64\" are expected, each line ended, at most 64 KiB, no control characters", "ce n'est pas une note signée : un texte, une ligne vide et au plus 64 lignes de la forme « — nom base64 » sont attendus, chaque ligne terminée, au plus 64 Kio, sans caractères de commande") \
    X(note_unsigned, UNVERIFIED, "no signature by the key {0} stands under this note", "aucune signature de la clé {0} ne figure sous cette note") \
    X(note_signature, UNVERIFIED, "the signature by {0} under this note does not hold", "la signature de {0} sous cette note n'est pas valable") \
    X(token_too_large, BAD_INPUT, "this token is longer than {0} bytes", "ce jeton dépasse {0} octets") \
    X(token_malformed, BAD_INPUT, "not a compact token: three parts of base64url with two dots between them are expected", "ce n'est pas un jeton compact : trois parties base64url séparées par deux points sont attendues") \
    X(token_header, BAD_INPUT, "the header of a token may hold alg, typ and kid only, not {0}", "l'en-tête d'un jeton ne peut contenir que alg, typ et kid, et non {0}") \
    X(token_type, BAD_INPUT, "the type of this token is not secevent+jwt", "le type de ce jeton n'est pas secevent+jwt") \
    X(token_alg, BAD_INPUT, "the algorithm {0} is not accepted: sign with EdDSA, Ed25519, ES256 or RS256", "l'algorithme {0} n'est pas accepté : signez en EdDSA, Ed25519, ES256 ou RS256") \
    X(token_key_alg, UNVERIFIED, "this token says {0}, but the key it must be signed with is of another kind", "ce jeton dit {0}, mais la clé qui doit le signer est d'un autre type") \
    X(token_key, UNVERIFIED, "this token names another key than the one it must be signed with", "ce jeton nomme une autre clé que celle qui doit le signer") \
    X(key_early, UNVERIFIED, "the key this token is signed with is in force only from {0}", "la clé qui signe ce jeton n'est en vigueur qu'à partir du {0}") \
    X(key_expired, UNVERIFIED, "the key this token is signed with was in force until {0}; sign with the one that follows it", "la clé qui signe ce jeton était en vigueur jusqu'au {0} ; signez avec celle qui lui succède") \
    X(key_revoked, UNVERIFIED, "the key this token is signed with is revoked as of {0}", "la clé qui signe ce jeton est révoquée depuis le {0}") \
    X(key_receipts, UNVERIFIED, "this token is signed with the key of a system, which may sign receipts only", "ce jeton est signé avec la clé d'un système, qui ne peut signer que des accusés") \
    X(token_signature, UNVERIFIED, "the signature of this token does not hold", "la signature de ce jeton n'est pas valable") \
    X(seal_library, FAILED, "the libcrypto of this machine cannot do what is asked (RSA or P-256); is OpenSSL installed whole and not restricted?", "la libcrypto de cette machine ne peut faire ce qui est demandé (RSA ou P-256) ; OpenSSL est-il installé en entier et sans restriction ?") \
    X(jwe_malformed, BAD_INPUT, "not an encrypted token: five parts of base64url with four dots between them are expected, the second empty", "ce n'est pas un jeton chiffré : cinq parties base64url séparées par quatre points sont attendues, la deuxième vide") \
    X(jwe_header, BAD_INPUT, "the header of an encrypted token may hold alg, enc, cty (JWT), epk (a public X25519 key), kid, typ, apu and apv only, not this {0}", "l'en-tête d'un jeton chiffré ne peut contenir que alg, enc, cty (JWT), epk (une clé publique X25519), kid, typ, apu et apv, et non ce {0}") \
    X(jwe_alg, BAD_INPUT, "{0} is not accepted: encrypt with ECDH-ES over X25519 and A256GCM", "{0} n'est pas accepté : chiffrez par ECDH-ES sur X25519 et A256GCM") \
    X(jwe_key, UNVERIFIED, "this token is encrypted for another key", "ce jeton est chiffré pour une autre clé") \
    X(jwe_broken, UNVERIFIED, "this encrypted token does not open: it was changed, or it is for another key", "ce jeton chiffré ne s'ouvre pas : il a été modifié, ou il est destiné à une autre clé") \
    X(jwe_unavailable, UNAVAILABLE, "this machine cannot encrypt: its processor has no AES and its libcrypto offers no AES-256-GCM; install Debian's libssl3, or send this thin", "cette machine ne peut chiffrer : son processeur n'a pas d'AES et sa libcrypto n'offre pas AES-256-GCM ; installez libssl3 de Debian, ou envoyez un avis réduit") \
    X(set_malformed, BAD_INPUT, "the claim {0} is missing or not of the form {1}", "la déclaration {0} manque ou n'est pas de la forme {1}") \
    X(set_refused_claim, BAD_INPUT, "the claim {0} may not stand in a security event token", "la déclaration {0} ne peut figurer dans un jeton d'événement de sécurité") \
    X(set_audiences, BAD_INPUT, "a token must address exactly one audience", "un jeton doit s'adresser à un seul destinataire") \
    X(set_events, BAD_INPUT, "a token must tell exactly one event", "un jeton doit rapporter un seul événement") \
    X(set_event_name, BAD_INPUT, "{0} is not a URI and cannot name an event", "{0} n'est pas un URI et ne peut nommer un événement") \
    X(set_issuer, UNVERIFIED, "this token says it comes from {0}, but {1} is expected", "ce jeton dit venir de {0}, alors que {1} est attendu") \
    X(set_audience, UNVERIFIED, "this token is addressed to {0}, not to {1}", "ce jeton est adressé à {0}, non à {1}") \
    X(set_future, UNVERIFIED, "this token says it was signed in the future, at {0}: the sender's clock or ours is wrong", "ce jeton dit avoir été signé dans l'avenir, à {0} : l'horloge de l'expéditeur ou la nôtre est fausse") \
    X(set_thread, BAD_INPUT, "{0} does not give the place of this message in its thread", "{0} n'indique pas la place de ce message dans son fil") \
    X(thread_no_key, UNVERIFIED, "none of the keys given signs this message of {0}", "aucune des clés données ne signe ce message de {0}") \
    X(thread_key_shared, UNVERIFIED, "this message of {0} is signed with a key that speaks for {1}", "ce message de {0} est signé avec une clé qui parle pour {1}") \
    X(thread_party, UNVERIFIED, "this message from {0} to {1} has no place in a thread between two others", "ce message de {0} à {1} n'a pas sa place dans un fil entre deux autres") \
    X(thread_subject, UNVERIFIED, "message {1} of {0} is about another subject than the rest of its thread", "le message {1} de {0} porte sur un autre sujet que le reste de son fil") \
    X(thread_jti, UNVERIFIED, "{0} has given the identifier {1} to two messages", "{0} a donné l'identifiant {1} à deux messages") \
    X(thread_twice, UNVERIFIED, "there are two messages {1} of {0} in one thread, and they differ", "il y a deux messages {1} de {0} dans un même fil, et ils diffèrent") \
    X(thread_gap, UNVERIFIED, "message {1} of {0} is missing, and this later one is here", "le message {1} de {0} manque, alors que celui-ci, postérieur, est là") \
    X(thread_prev, UNVERIFIED, "message {1} of {0} does not follow the one before it: prev is the digest of other bytes", "le message {1} de {0} ne suit pas le précédent : prev est l'empreinte d'autres octets") \
    X(thread_seen, UNVERIFIED, "message {1} of {0} has seen a message of the other side that is not here", "le message {1} de {0} a vu un message de l'autre partie qui n'est pas là") \
    X(thread_back, UNVERIFIED, "message {1} of {0} has seen less of the other side than the one before it", "le message {1} de {0} a vu moins de messages de l'autre partie que le précédent") \
    X(thread_reply, UNVERIFIED, "message {1} of {0} replies to a message that is not here, or to other bytes of it", "le message {1} de {0} répond à un message qui n'est pas là, ou à d'autres octets de celui-ci")

/* Expressions of a workflow definition (flow/guard). */
#define HF_WORDS_GUARD(X) \
    X(expr_empty, BAD_INPUT, "an expression is empty", "une expression est vide") \
    X(expr_too_long, BAD_INPUT, "an expression has more than {0} bytes: name parts of it as conditions", "une expression compte plus de {0} octets : nommez-en des parties comme conditions") \
    X(expr_too_deep, BAD_INPUT, "an expression is nested deeper than {0} levels: name parts of it as conditions", "une expression est imbriquée sur plus de {0} niveaux : nommez-en des parties comme conditions") \
    X(expr_costly, BAD_INPUT, "at the largest sizes allowed this takes {0} steps, more than {1}: give the lists a smaller max or maxItems and the texts a maxLength, or loop less deeply", "aux plus grandes tailles permises, ceci prend {0} pas, pour {1} au plus : donnez aux listes un max ou maxItems plus petit et aux textes un maxLength, ou imbriquez moins de boucles") \
    X(expr_expected, BAD_INPUT, "\"{0}\" is expected here", "« {0} » est attendu ici") \
    X(expr_value, BAD_INPUT, "a value is missing here", "il manque une valeur ici") \
    X(expr_member, BAD_INPUT, "after the dot the name of a member is expected", "après le point, le nom d'un membre est attendu") \
    X(expr_unexpected, BAD_INPUT, "the expression should have ended before \"{0}\"", "l'expression aurait dû se terminer avant « {0} »") \
    X(expr_character, BAD_INPUT, "this character has no meaning in an expression", "ce caractère n'a pas de sens dans une expression") \
    X(expr_foreign, BAD_INPUT, "\"{0}\" is not written here: write {1}", "« {0} » ne s'écrit pas ici : écrivez {1}") \
    X(expr_text_open, BAD_INPUT, "a text is opened here and not closed", "un texte est ouvert ici et n'est pas fermé") \
    X(expr_text_form, BAD_INPUT, "texts with a prefix (r, b) or three quotes are not taken: write 'text'", "les textes à préfixe (r, b) ou à trois guillemets ne sont pas admis : écrivez 'texte'") \
    X(expr_escape, BAD_INPUT, "not an escape known here: \\\\ \\' \\n \\r \\t or \\uXXXX, or the double quote", "échappement inconnu ici : \\\\ \\' \\n \\r \\t ou \\uXXXX, ou le guillemet double") \
    X(expr_number_large, BAD_INPUT, "a number exceeds 64 bits", "un nombre dépasse 64 bits") \
    X(expr_number_form, BAD_INPUT, "numbers are written in decimal digits only, without u or 0x", "les nombres s'écrivent en chiffres décimaux seulement, sans u ni 0x") \
    X(expr_double, BAD_INPUT, "numbers with decimals or an exponent are not taken: count in the smallest unit", "les nombres à décimales ou à exposant ne sont pas admis : comptez dans la plus petite unité") \
    X(expr_null, BAD_INPUT, "there is no null: what has no value is absent; ask has(...)", "null n'existe pas : ce qui n'a pas de valeur est absent ; demandez has(...)") \
    X(expr_braces, BAD_INPUT, "maps and messages cannot be made in an expression", "on ne peut construire ni table ni message dans une expression") \
    X(expr_index, BAD_INPUT, "items of a list are not taken by number: use all or exists", "les éléments d'une liste ne se prennent pas par leur numéro : utilisez all ou exists") \
    X(expr_name, BAD_INPUT, "there is no {0} here", "il n'y a pas de {0} ici") \
    X(expr_field, BAD_INPUT, "{0} has no member {1}", "{0} n'a pas de membre {1}") \
    X(expr_path, BAD_INPUT, "the member {0} can only be read of a name, such as data.{0}", "le membre {0} ne peut être lu que d'un nom, comme data.{0}") \
    X(expr_has, BAD_INPUT, "has() asks for a member: has(data.x)", "has() porte sur un membre : has(data.x)") \
    X(expr_function, BAD_INPUT, "there is no function {0}; there are has, size, startsWith, endsWith, contains, all, exists, money, date", "il n'y a pas de fonction {0} ; il y a has, size, startsWith, endsWith, contains, all, exists, money, date") \
    X(expr_form, BAD_INPUT, "{0} is written the other way: size(x), x.contains(y), x.all(i, ...)", "{0} s'écrit dans l'autre sens : size(x), x.contains(y), x.all(i, ...)") \
    X(expr_arguments, BAD_INPUT, "{0} is given too few or too many arguments", "{0} reçoit trop ou trop peu d'arguments") \
    X(expr_regex, BAD_INPUT, "{0}: regular expressions are not taken; use startsWith, endsWith, contains or a pattern in the schema", "{0} : les expressions régulières ne sont pas admises ; utilisez startsWith, endsWith, contains ou un motif dans le schéma") \
    X(expr_macro, BAD_INPUT, "{0}: of the loops only all and exists are taken", "{0} : parmi les boucles, seules all et exists sont admises") \
    X(expr_convert, BAD_INPUT, "{0}: types are never converted or escaped; each value has the type of its schema", "{0} : on ne convertit ni ne contourne les types ; chaque valeur a le type de son schéma") \
    X(expr_clock, BAD_INPUT, "{0}: an expression reads no clock and makes no time; use act.effective_at, act.recorded_at or a date of the payload", "{0} : une expression ne lit pas d'horloge et ne fabrique pas d'heure ; utilisez act.effective_at, act.recorded_at ou une date reçue") \
    X(expr_variable, BAD_INPUT, "{0} begins with a name of your choice: list.{0}(x, ...)", "{0} commence par un nom de votre choix : liste.{0}(x, ...)") \
    X(expr_taken, BAD_INPUT, "the name {0} already means something here: choose another", "le nom {0} a déjà un sens ici : choisissez-en un autre") \
    X(expr_not_list, BAD_INPUT, "only lists can be looked through", "on ne peut parcourir que des listes") \
    X(expr_nothing, BAD_INPUT, "the list [] has nothing to look at", "la liste [] n'a rien à parcourir") \
    X(expr_body, BAD_INPUT, "what is asked of each item must be true or false", "ce qui est demandé de chaque élément doit être vrai ou faux") \
    X(expr_mixed, BAD_INPUT, "the items of a list must be of one type", "les éléments d'une liste doivent être d'un seul type") \
    X(expr_types, BAD_INPUT, "{0} cannot be applied to {1}", "{0} ne s'applique pas à {1}") \
    X(expr_never, BAD_INPUT, "\"{0}\" is none of the values possible here: {1}", "« {0} » n'est aucune des valeurs possibles ici : {1}") \
    X(expr_kinds, BAD_INPUT, "these two are of different kinds and can never be the same", "ces deux-là sont de genres différents et ne peuvent jamais être les mêmes") \
    X(expr_currencies, BAD_INPUT, "amounts in {0} and {1} can be neither compared nor added", "des montants en {0} et en {1} ne peuvent être ni comparés ni additionnés") \
    X(expr_wanted, BAD_INPUT, "this gives {0} where {1} is wanted", "ceci donne {0} là où {1} est demandé") \
    X(expr_choice, BAD_INPUT, "this can give {0}, but only these are taken: {1}", "ceci peut donner {0}, or seules ces valeurs sont admises : {1}") \
    X(expr_absent_read, BAD_INPUT, "{0} may be absent here: ask has({0}) first", "{0} peut être absent ici : demandez d'abord has({0})") \
    X(expr_personal, BAD_INPUT, "{0} is personal data: only has({0}) may ask for it", "{0} est une donnée personnelle : seul has({0}) peut la demander") \
    X(expr_absent, REFUSED, "{0} is absent", "{0} est absent") \
    X(expr_division, REFUSED, "a division by zero", "une division par zéro") \
    X(expr_ran_long, REFUSED, "an expression looks at more items than is allowed", "une expression parcourt plus d'éléments qu'il n'est permis")

#define HF_WORDS_FLOW(X) \
    X(payload_invalid, BAD_INPUT, "what was given does not have the form that is asked for", "ce qui a été fourni n'a pas la forme demandée") \
    X(bad_pattern, BAD_INPUT, "the pattern {0} is not understood at character {1}: literals, . [] () | ? * + {m,n} ^ $ \\d \\w \\s and escaped signs are taken", "le motif {0} n'est pas compris au caractère {1} : sont admis les lettres, . [] () | ? * + {m,n} ^ $ \\d \\w \\s et les signes échappés") \
    X(tell_too_large, REFUSED, "{0} cannot be told: titles so long, named so often, fill the memory there is; shorten them", "{0} ne peut être exposé : des intitulés si longs, si souvent cités, emplissent la mémoire disponible ; abrégez-les") \
    X(draw_too_large, REFUSED, "{0} has too many states and moves for one picture: it can be told with workflow describe", "{0} a trop d'états et de passages pour un seul dessin : workflow describe peut l'exposer") \
    X(flow_findings, FINDINGS, "the definition has {0} faults", "la définition comporte {0} fautes") \
    X(flow_member_unknown, FINDINGS, "there is no member {0} here", "il n'y a pas de membre {0} ici") \
    X(flow_member_truth, FINDINGS, "{0} must be true or false, without quotes", "{0} doit être true ou false, sans guillemets") \
    X(flow_member_whole, FINDINGS, "{0} must be a whole number, without quotes", "{0} doit être un nombre entier, sans guillemets") \
    X(flow_member_text, FINDINGS, "{0} must be a text in double quotes", "{0} doit être un texte entre guillemets doubles") \
    X(flow_member_list, FINDINGS, "{0} must be a list, in square brackets", "{0} doit être une liste, entre crochets") \
    X(flow_member_object, FINDINGS, "{0} must be an object, in braces", "{0} doit être un objet, entre accolades") \
    X(flow_member_missing, FINDINGS, "the member {0} is missing", "il manque le membre {0}") \
    X(flow_object_expected, FINDINGS, "an object with members is expected here", "un objet avec des membres est attendu ici") \
    X(flow_too_many, FINDINGS, "there are more entries here than the limit of {0}", "il y a ici plus d'entrées que la limite de {0}") \
    X(flow_too_large, FINDINGS, "the definition grows beyond what one may hold", "la définition dépasse ce qu'une définition peut contenir") \
    X(flow_list_empty, FINDINGS, "{0} must name at least one", "{0} doit en nommer au moins un") \
    X(flow_text_missing, FINDINGS, "this text is missing in the declared language {0}", "ce texte manque dans la langue déclarée {0}") \
    X(flow_text_control, FINDINGS, "this text has the control character {0}, which would command the terminal that shows it", "ce texte comporte le caractère de commande {0}, auquel obéirait le terminal qui l'affiche") \
    X(flow_language_undeclared, FINDINGS, "the language {0} is not declared", "la langue {0} n'est pas déclarée") \
    X(flow_language_bad, FINDINGS, "{0} is no language tag", "{0} n'est pas une étiquette de langue") \
    X(flow_name_bad, FINDINGS, "{0} is no name", "{0} n'est pas un nom") \
    X(flow_name_reserved, FINDINGS, "the name {0} is built in", "le nom {0} est réservé") \
    X(flow_name_twice, FINDINGS, "the name {0} is already taken by another link of that kind", "le nom {0} est déjà pris par un autre lien de ce genre") \
    X(flow_name_unknown, FINDINGS, "{0} is not declared under {1}", "{0} n'est pas déclaré sous {1}") \
    X(flow_word_unknown, FINDINGS, "{0} is none of: {1}", "{0} n'est aucun de ces mots : {1}") \
    X(flow_format_unknown, FINDINGS, "this program reads format 1 only", "ce programme ne lit que le format 1") \
    X(flow_version_bad, FINDINGS, "versions are numbered from 1", "les versions sont numérotées à partir de 1") \
    X(flow_bounds, FINDINGS, "{0}: the bounds contradict each other or exceed what is possible", "{0} : les bornes se contredisent ou dépassent ce qui est possible") \
    X(flow_schema_idle, FINDINGS, "{0} says nothing beside {1}: remove it, or write a schema that it belongs to", "{0} ne dit rien à côté de {1} : supprimez-le, ou écrivez un schéma auquel il appartient") \
    X(flow_register_bad, FINDINGS, "{0} is no register, or this kind is not case: only events of case follow a register", "{0} n'est pas un registre, ou ce genre n'est pas case : seuls les actes de case suivent un registre") \
    X(flow_same_as_chain, FINDINGS, "{0} is itself the same as another state", "{0} est lui-même identique à un autre état") \
    X(flow_choice_text, FINDINGS, "the values of an enum are texts", "les valeurs d'un enum sont des textes") \
    X(flow_label_missing, FINDINGS, "the value {0} has no label, and people see labels", "la valeur {0} n'a pas de libellé, or ce sont les libellés que l'on voit") \
    X(flow_unique_on, FINDINGS, "embedded events differ by on, and by nothing else", "les actes incorporés se distinguent par on, et par rien d'autre") \
    X(flow_type_deep, FINDINGS, "the type {0} leads to types within types, more than {1} deep", "le type {0} mène à des types imbriqués sur plus de {1} niveaux") \
    X(flow_period_long, FINDINGS, "{0} is longer than a hundred years", "{0} dépasse cent ans") \
    X(flow_period_sign, FINDINGS, "{0} does not say whether it lies before the date or after: write -{0} or +{0}", "{0} ne dit pas s'il se place avant ou après la date : écrivez -{0} ou +{0}") \
    X(flow_type_circle, FINDINGS, "the type {0} contains itself", "le type {0} se contient lui-même") \
    X(flow_free_text, FINDINGS, "free text is always personal", "un texte libre est toujours personnel") \
    X(flow_subject_unknown, FINDINGS, "{0} is no sibling with a ref that could say whose data this is", "{0} n'est pas un membre voisin avec ref qui dirait de qui sont ces données") \
    X(flow_branches_count, FINDINGS, "an event has a list of 1 to 32 branches", "un acte a une liste de 1 à 32 branches") \
    X(flow_refusal_acts, FINDINGS, "a branch that refuses does nothing else, but here is {0}", "une branche qui refuse ne fait rien d'autre, or voici {0}") \
    X(flow_refuse_missing, FINDINGS, "the condition {0} is required here and does not say in refuse what to tell when it fails", "la condition {0} est exigée ici et ne dit pas dans refuse quoi répondre si elle n'est pas remplie") \
    X(flow_birth_nowhere, FINDINGS, "a branch of begin leads to a state or refuses", "une branche de begin mène à un état ou refuse") \
    X(flow_last_conditional, FINDINGS, "the last branch has a guard, so nothing is said when none holds", "la dernière branche a une condition : rien n'est prévu si aucune n'est remplie") \
    X(flow_branch_unreached, FINDINGS, "the branch before this one holds always, so this one is never chosen", "la branche précédente est toujours choisie : celle-ci ne l'est donc jamais") \
    X(flow_take_other, FINDINGS, "{0} is of another type in data than in the payload", "{0} n'a pas dans data le même type que dans le payload") \
    X(flow_take_open, FINDINGS, "{0} is personal where it comes from and must be personal where it goes", "{0} est personnel d'où il vient et doit l'être là où il va") \
    X(flow_set_personal, FINDINGS, "the personal member {0} cannot be computed", "le membre personnel {0} ne peut être calculé") \
    X(flow_two_groups, FINDINGS, "{0} is handled by two groups of the state {1}", "{0} est traité par deux groupes de l'état {1}") \
    X(flow_condition_circle, FINDINGS, "the condition {0} uses itself", "la condition {0} s'utilise elle-même") \
    X(flow_guard_unnamed, FINDINGS, "a guard of two or more comparisons has no prose", "une condition de deux comparaisons ou plus reste sans énoncé en clair") \
    X(flow_instances_wanted, FINDINGS, "this must give an instance or a list of instances", "ceci doit donner une instance ou une liste d'instances") \
    X(flow_list_wanted, FINDINGS, "this must give a list", "ceci doit donner une liste") \
    X(flow_events_wanted, FINDINGS, "this must give a list of embedded events", "ceci doit donner une liste d'actes incorporés") \
    X(flow_until_wanted, FINDINGS, "until must give a date or an instant", "until doit donner une date ou un instant") \
    X(flow_who_wanted, FINDINGS, "who must give an authority, a person, a party or a list of these", "who doit donner une autorité, une personne, une partie ou une liste de celles-ci") \
    X(flow_link_other, FINDINGS, "the link {0} leads to instances of another kind", "le lien {0} mène à des instances d'un autre genre") \
    X(flow_not_by_engine, FINDINGS, "{0} is raised, and its by does not contain engine", "{0} est provoqué, et son by ne contient pas engine") \
    X(flow_not_by_clock, FINDINGS, "{0} is fired by a clock, and its by does not contain clock", "{0} est déclenché par une horloge, et son by ne contient pas clock") \
    X(flow_not_a_birth, FINDINGS, "{0} is no event of begin of that kind", "{0} n'est pas un acte de begin de ce genre") \
    X(flow_raise_lacks, FINDINGS, "{0}, which {1} requires, may be missing", "{0}, exigé par {1}, peut manquer") \
    X(flow_template_other, FINDINGS, "the template {0} is not of the kind {1}", "le modèle {0} n'est pas du genre {1}") \
    X(flow_field_unknown, FINDINGS, "{0} is no field", "{0} n'est pas un champ") \
    X(flow_field_unlisted, FINDINGS, "the text shows {0}, which is not listed in fields", "le texte montre {0}, qui ne figure pas dans fields") \
    X(flow_internal_personal, FINDINGS, "{0} is personal and must not stand in internal mail", "{0} est personnel et ne doit pas figurer dans le courrier interne") \
    X(flow_period_positive, FINDINGS, "a period is longer than nothing", "une période a une durée supérieure à zéro") \
    X(flow_calendar_unknown, FINDINGS, "there is no calendar {0}", "il n'existe pas de calendrier {0}") \
    X(flow_counting_unknown, FINDINGS, "there is no rule of counting {0} in the calendar {1}", "il n'existe pas de règle de calcul {0} dans le calendrier {1}") \
    X(flow_counting_fixed, FINDINGS, "the rule of counting {0} says itself which day is the first and whether the last one rolls, so {1} says nothing", "la règle de calcul {0} dit elle-même quel jour est le premier et si le dernier est reporté : {1} est de trop") \
    X(flow_term_one, FINDINGS, "exactly one of within, until and every must be there", "il faut exactement un de within, until et every") \
    X(flow_clock_silent, FINDINGS, "nobody hears of the clock {0}", "l'horloge {0} n'avertit personne") \
    X(flow_remind_silent, FINDINGS, "this reminder tells nobody", "ce rappel n'avertit personne") \
    X(flow_final_has, FINDINGS, "the final state {0} has {1}, and nothing leaves it", "l'état final {0} a {1}, or rien n'en sort") \
    X(flow_owner_missing, FINDINGS, "the open state {0} has no owner", "l'état ouvert {0} n'a pas d'owner") \
    X(flow_state_unreached, FINDINGS, "no path from birth reaches the state {0}", "aucun chemin depuis la naissance n'atteint l'état {0}") \
    X(flow_no_way_out, FINDINGS, "from the state {0} no end can be reached", "depuis l'état {0}, aucune fin ne peut être atteinte") \
    X(flow_clock_circle, FINDINGS, "the state {0} lies in a circle that only the clock leaves", "l'état {0} fait partie d'une boucle dont seule l'horloge fait sortir") \
    X(flow_event_unhandled, FINDINGS, "the event {0} is handled nowhere", "l'acte {0} n'est traité nulle part") \
    X(flow_never_happens, FINDINGS, "this can happen: {0} is reached by a path that avoids all that is named", "ceci peut arriver : {0} est atteint par un chemin qui évite tout ce qui est nommé") \
    X(flow_unbounded, FINDINGS, "the open state {0} has no bound in time", "l'état ouvert {0} n'a pas de borne dans le temps") \
    X(flow_bounded_twice, FINDINGS, "the state {0} is bounded by a clock and says no_deadline", "l'état {0} est borné par une horloge et dit no_deadline") \
    X(flow_owner_idle, FINDINGS, "{0}, who owns the state {1}, can do nothing there", "{0}, responsable de l'état {1}, ne peut rien y faire") \
    X(flow_pause_idle, FINDINGS, "the clock {0} does not run in the state {1}, so it cannot pause there", "l'horloge {0} ne court pas dans l'état {1} et ne peut donc y être suspendue") \
    X(flow_pause_fixed, FINDINGS, "the clock {0} has a fixed date or recurs, and cannot pause", "l'horloge {0} a une date fixe ou est périodique, et ne peut être suspendue") \
    X(flow_fires_unhandled, FINDINGS, "the clock fires {0}, which the state {1} does not handle", "l'horloge déclenche {0}, que l'état {1} ne traite pas") \
    X(flow_to_itself, FINDINGS, "the branch leads to {0}, the only state in which it stands", "la branche mène à {0}, le seul état où elle figure") \
    X(flow_back_nowhere, FINDINGS, "@back stands where nothing was entered from another state", "@back figure là où l'on n'est entré depuis aucun autre état") \
    X(flow_basis_missing, FINDINGS, "the event {0} has no basis", "l'acte {0} n'a pas de fondement") \
    X(flow_basis_twice, FINDINGS, "the event {0} names its basis itself and on a branch", "l'acte {0} nomme son fondement lui-même et dans une branche") \
    X(flow_unbound, FINDINGS, "{0} may be of another side, and may send {1} without being bound", "{0} peut relever d'une autre partie et accomplir {1} sans être lié par who") \
    X(flow_birth_by, FINDINGS, "{0} brings an instance to life, when there is no cast yet", "{0} donne naissance à une instance, alors que personne n'y est encore désigné") \
    X(flow_never_discharged, FINDINGS, "the obligation {0} can nowhere be discharged before a state that it bars", "l'obligation {0} ne peut être remplie nulle part avant un état dont elle interdit l'entrée") \
    X(flow_answer_twice, FINDINGS, "the answer status {0} is carried by {1} already", "le statut de réponse {0} est déjà porté par {1}") \
    X(flow_raise_circle, FINDINGS, "events raise one another in a circle: {0}", "des actes se provoquent en boucle : {0}") \
    X(flow_stage_twice, FINDINGS, "the stage {0} stands twice", "la phase {0} figure deux fois") \
    X(flow_branch_never, FINDINGS, "the guard {0} never chooses this branch: it is false, or an earlier branch asks the same", "la condition {0} ne choisit jamais cette branche : elle est fausse, ou une branche précédente demande la même chose") \
    X(flow_shadowed, FINDINGS, "{0} is handled here for no state: each one handles it itself, or is final", "{0} n'est traité ici pour aucun état : chacun le traite lui-même, ou est final") \
    X(flow_no_channel, FINDINGS, "no channel reaches {0} in the role {1}", "aucun canal n'atteint {0} dans le rôle {1}") \
    X(flow_no_place_after, FINDINGS, "cases are open in the state {1} of {0}, which this version does not have", "des dossiers sont ouverts dans l'état {1} de {0}, que cette version n'a pas") \
    X(flow_role_unheld, FINDINGS, "nobody holds the role {0}", "personne ne tient le rôle {0}") \
    X(flow_differs_first, FINDINGS, "{0} may come although nothing it differs from has happened before, such as {1}", "{0} peut venir alors que rien de ce dont il se distingue n'est advenu, comme {1}") \
    X(flow_longest, FINDINGS, "at most {0} days to an end, if no state is entered twice", "au plus {0} jours jusqu'à une fin, si aucun état n'est repris") \
    X(flow_longest_open, FINDINGS, "{0} days at most to an end where time is bounded; without a bound are {1}", "{0} jours au plus jusqu'à une fin là où le temps est borné ; sans borne sont {1}") \
    X(flow_birth_by_part, FINDINGS, "{0} brings an instance to life, when the part {1} has no cast yet", "{0} donne naissance à une instance, alors que {1} (parts) n'y désigne encore personne") \
    X(flow_register_entry, FINDINGS, "{0} follows the register {1}, and its payload does not fit a new entry", "{0} suit le registre {1}, et son payload ne convient pas à une inscription") \
    X(flow_duty_undated, FINDINGS, "the obligation {0} is opened here while {1} may be absent, so it would never be due", "l'obligation {0} naît ici alors que {1} peut être absent : elle n'aurait donc jamais d'échéance") \
    X(flow_set_aside, FINDINGS, "told by another side, {0} would be set aside in: {1}", "venu d'une autre partie, {0} serait mis de côté dans : {1}") \
    X(flow_same_branches, FINDINGS, "the branches of {0} are those of the state {1} too", "les branches de {0} sont aussi celles de l'état {1}") \
    X(flow_unused, FINDINGS, "{0} is declared under {1} and used nowhere", "{0} est déclaré sous {1} et n'est utilisé nulle part") \
    X(flow_kept_personal, FINDINGS, "{0} is performed later, and its personal member {1} would not be there any more", "{0} est accompli plus tard, et son membre personnel {1} ne serait plus là")

#define HF_WORDS_CALENDAR(X) \
    X(calendar_name, BAD_INPUT, "a name of at most 40 small letters, digits and hyphens is expected, a letter first", "un nom de 40 minuscules, chiffres et traits d'union au plus est attendu, commençant par une lettre") \
    X(calendar_zone, BAD_INPUT, "{0} is no offset from UTC: write it as +01:00, at most 14 hours", "{0} n'est pas un décalage par rapport à UTC : écrivez-le +01:00, 14 heures au plus") \
    X(calendar_summer, BAD_INPUT, "summer time {0} must lie ahead of the zone's own time, by three hours at most", "l'heure d'été {0} doit être en avance sur l'heure du fuseau, de trois heures au plus") \
    X(calendar_turn, BAD_INPUT, "{0} is no time of the day: write it as 01:00", "{0} n'est pas une heure du jour : écrivez-la 01:00") \
    X(calendar_months, BAD_INPUT, "summer time must not begin and end in one month", "l'heure d'été ne doit pas commencer et finir le même mois") \
    X(calendar_years, BAD_INPUT, "years go from the first to the last, and lists of years do not overlap", "les années vont de la première à la dernière, et les listes d'années ne se recouvrent pas") \
    X(calendar_holiday, BAD_INPUT, "this day lies outside first_year to last_year: it would never be looked at", "ce jour est hors de first_year à last_year : il ne serait jamais consulté") \
    X(calendar_order, BAD_INPUT, "holidays stand in order of their days, each once", "les jours fériés figurent dans l'ordre des dates, chacun une fois") \
    X(calendar_weekend, BAD_INPUT, "each day of the weekend stands once, and at least one day of the week is worked", "chaque jour de fin de semaine figure une fois, et au moins un jour de la semaine est ouvré") \
    X(calendar_counting, BAD_INPUT, "the rule of counting {0} is there already: choose another name", "la règle de calcul {0} existe déjà : choisissez un autre nom") \
    X(calendar_older, CONFLICT, "the calendar {0} is published in version {1}: a later one needs a higher number", "le calendrier {0} est publié en version {1} : une version suivante porte un numéro plus élevé") \
    X(calendar_shorter, CONFLICT, "the published calendar {0} knows years up to {1}: a later version knows at least those", "le calendrier {0} publié connaît les années jusqu'à {1} : une version suivante connaît au moins celles-là")

/* Holdings (trace/owner). */
#define HF_WORDS_OWNER(X) \
    X(owner_percent, BAD_INPUT, "{0} is no share in {1}: write 25, 12.5, 100/3 (a third of the whole), 10..30 (between), or ? where nobody knows; from 0 to 100, at most 15 digits", "{0} n'est pas une part dans {1} : écrivez 25, 12.5, 100/3 (un tiers du tout), 10..30 (entre), ou ? quand nul ne sait ; de 0 à 100, au plus 15 chiffres") \
    X(owner_choice, BAD_INPUT, "{0} is none of the choices of {1}: control is yes or no, kind is person or company; leave it empty if it is not known", "{0} n'est aucun des choix de {1} : control vaut yes ou no, kind vaut person ou company ; laissez vide si ce n'est pas connu") \
    X(owner_backwards, BAD_INPUT, "this holding ends ({0}) before it begins: correct from or to", "cette participation finit ({0}) avant de commencer : corrigez from ou to") \
    X(owner_needed, BAD_INPUT, "{0} is empty: name who holds and what is held", "{0} est vide : nommez qui détient et ce qui est détenu") \
    X(owner_heading, BAD_INPUT, "the first line must name the columns {0}; there may also be: {1}", "la première ligne doit nommer les colonnes {0} ; il peut y avoir aussi : {1}") \
    X(owner_fields, BAD_INPUT, "this line has not as many fields as the first line names columns: put a text with commas into double quotes, and leave what does not apply empty between its commas", "cette ligne n'a pas autant de champs que la première nomme de colonnes : mettez un texte avec virgules entre guillemets doubles et laissez vide entre ses virgules ce qui ne s'applique pas") \
    X(owner_edge, BAD_INPUT, "each entry of \"edges\" is an object with the members owner, owned and percent; it may also have: {0}", "chaque élément de \"edges\" est un objet avec les membres owner, owned et percent ; il peut aussi avoir : {0}") \
    X(owner_cell, BAD_INPUT, "{0} is a text in double quotes; percent and votes may also be a number or a list of two, control true or false, page a number", "{0} est un texte entre guillemets doubles ; percent et votes peuvent être aussi un nombre ou une liste de deux, control true ou false, page un nombre") \
    X(owner_persons, BAD_INPUT, "persons is a list of names", "persons est une liste de noms") \
    X(owner_no_edges, BAD_INPUT, "a list is expected under \"edges\", or a list of cases under \"cases\"", "une liste est attendue sous \"edges\", ou une liste de cas sous \"cases\"") \
    X(owner_one_graph, BAD_INPUT, "this file holds one set of holdings: leave out --case {0}", "ce fichier contient un seul ensemble de participations : omettez --case {0}") \
    X(owner_bods, BAD_INPUT, "not a statement of BODS 0.4: an object with recordId, recordType and recordDetails is expected", "ce n'est pas une déclaration BODS 0.4 : un objet avec recordId, recordType et recordDetails est attendu") \
    X(owner_over, BAD_INPUT, "with this holding of {1}, more than 100 % of {0} is held: correct the shares, or give each its dates (from, to) and ask with --on", "avec cette participation de {1}, plus de 100 % de {0} est détenu : corrigez les parts, ou donnez à chacune ses dates (from, to) et demandez avec --on") \
    X(owner_over_votes, BAD_INPUT, "with this holding of {1}, more than 100 % of the votes in {0} are held: correct the votes, or give each holding its dates (from, to) and ask with --on", "avec cette participation de {1}, plus de 100 % des voix dans {0} sont détenus : corrigez les voix (votes), ou donnez à chaque participation ses dates (from, to) et demandez avec --on") \
    X(owner_doubled, BAD_INPUT, "this holding of {1} in {0} was taken from the same page of the same document before: remove it, or say of which class of shares it is", "cette participation de {1} dans {0} a déjà été tirée de la même page du même document : supprimez-la, ou dites de quelle classe d'actions il s'agit") \
    X(owner_unlike, BAD_INPUT, "the shares in {0} are fractions too unlike to be added up exactly: round that of {1}, or write all as decimals", "les parts dans {0} sont des fractions trop dissemblables pour être additionnées exactement : arrondissez celle de {1}, ou écrivez-les toutes en décimales") \
    X(owner_person, BAD_INPUT, "{0} is named as a natural person and nobody owns one: take the name out of the persons, or the holding of {1} out of the file or register", "{0} est nommé comme personne physique et nul n'en possède : retirez le nom des personnes, ou la participation de {1} du fichier ou de l'inscription") \
    X(owner_two_kinds, BAD_INPUT, "{1}, a holder of {0}, is called a person in one place and a company in another: say one or the other", "{1}, titulaire dans {0}, est appelé ici une personne et ailleurs une société : dites l'un ou l'autre") \
    X(owner_closed, BAD_INPUT, "{0} and the companies below hold each other to 100 %, so nobody outside owns any of them and no share can be reckoned: at least one holding must be wrong or missing", "{0} et les sociétés ci-dessous se détiennent l'une l'autre à 100 %, si bien que personne au-dehors n'en possède rien et qu'aucune part ne peut être calculée : au moins une participation est fausse ou manque") \
    X(owner_deep, REFUSED, "so many persons hold shares of so many companies that control {0} that it would take too long to say who counts: ask about a company nearer to those persons, or give a file with fewer", "tant de personnes ont des parts de tant de sociétés qui contrôlent {0} qu'il serait trop long de dire lesquelles comptent : demandez une société plus proche de ces personnes, ou donnez un fichier qui en a moins") \
    X(owner_work, REFUSED, "so many companies hold each other in rings around {0} that all of them at once would take too long: ask about single ones with --of, or give a file with fewer", "tant de sociétés se tiennent en boucle autour de {0} que les reprendre toutes ensemble serait trop long : interrogez-en une à une avec --of, ou donnez un fichier qui en a moins") \
    X(owner_threshold, BAD_INPUT, "{0} is no threshold: write a percent from 0 to 100, such as 25, 12.5 or 100/3 (a third of the whole), of at most 15 digits", "{0} n'est pas un seuil : écrivez un pourcentage de 0 à 100, comme 25, 12.5 ou 100/3 (un tiers du tout), de 15 chiffres au plus") \
    X(owner_which, BAD_INPUT, "say of which company: --of NAME", "dites de quelle société : --of NOM") \
    X(owner_nobody, NOT_FOUND, "the file does not name {0}: write it as it stands there", "le fichier ne nomme pas {0} : écrivez-le comme il y figure") \
    X(owner_ended, NOT_FOUND, "no holding that names {0} holds on that day, the last one ended on {1}: ask about an earlier day with --on", "aucune participation qui nomme {0} ne vaut ce jour-là, la dernière a pris fin le {1} : demandez un jour antérieur avec --on") \
    X(owner_later, NOT_FOUND, "no holding that names {0} holds on that day, the first one begins on {1}: ask about a later day with --on", "aucune participation qui nomme {0} ne vaut ce jour-là, la première commence le {1} : demandez un jour postérieur avec --on") \
    X(owner_gap, NOT_FOUND, "no holding that names {0} holds on that day, the ones before ended and others begin later ({1}): ask about another day with --on", "aucune participation qui nomme {0} ne vaut ce jour-là, les précédentes ont pris fin et d'autres commencent plus tard ({1}) : demandez un autre jour avec --on")

#define HF_WORDS_TRACE(X) \
    X(trace_method, BAD_INPUT, "there is no method {0}; there are: {1}", "il n'y a pas de méthode {0} ; il y a : {1}") \
    X(trace_no_case, NOT_FOUND, "the file has no case {0}", "le fichier n'a pas de cas {0}") \
    X(trace_which_case, BAD_INPUT, "the file holds several cases: say which with --case", "le fichier contient plusieurs cas : indiquez lequel avec --case") \
    X(trace_case_twice, BAD_INPUT, "the case {0} stands twice in the file: give each a name of its own", "le cas {0} figure deux fois dans le fichier : donnez à chacun un nom propre") \
    X(trace_csv_case, BAD_INPUT, "a CSV file holds one ledger: leave out --case {0}", "un fichier CSV contient un seul registre : omettez --case {0}") \
    X(trace_no_events, BAD_INPUT, "a list is expected under \"events\", or a list of cases under \"cases\"", "une liste est attendue sous \"events\", ou une liste de cas sous \"cases\"") \
    X(trace_event, BAD_INPUT, "an event is an object with the members {0}; those in brackets only where needed", "un événement est un objet avec les membres {0} ; ceux entre crochets au besoin seulement") \
    X(trace_no_heading, BAD_INPUT, "the text is empty: the first line names the columns {0}", "le texte est vide : la première ligne nomme les colonnes {0}") \
    X(trace_column, BAD_INPUT, "{0} is none of the columns; they are: {1}", "{0} n'est aucune des colonnes ; ce sont : {1}") \
    X(trace_separator, BAD_INPUT, "the fields of this line are parted by {0}: save the file as CSV with commas between them", "les champs de cette ligne sont séparés par {0} : enregistrez le fichier en CSV, avec des virgules entre eux") \
    X(trace_column_twice, BAD_INPUT, "the column {0} stands twice; each is named once: {1}", "la colonne {0} figure deux fois ; chacune est nommée une fois : {1}") \
    X(trace_fields, BAD_INPUT, "this line has not as many fields as the heading; put a text with commas into double quotes, and leave what does not apply empty between its commas", "cette ligne n'a pas autant de champs que l'en-tête ; mettez un texte à virgules entre guillemets doubles et laissez vide entre ses virgules ce qui ne s'applique pas") \
    X(trace_quote_open, BAD_INPUT, "the double quote opened here is not closed on its line", "le guillemet double ouvert ici n'est pas fermé sur sa ligne") \
    X(trace_quote, BAD_INPUT, "a double quote is out of place here: put the whole field into double quotes and write each one inside twice", "un guillemet double n'est pas à sa place ici : mettez tout le champ entre guillemets doubles et doublez chacun de ceux qu'il contient") \
    X(trace_control, BAD_INPUT, "a control character stands here: take it out, one line is one row", "un caractère de commande se trouve ici : retirez-le, une ligne est un enregistrement") \
    X(trace_control_in, BAD_INPUT, "{0} has a control character inside, as \\n or \\u001b: take it out", "{0} contient un caractère de commande, comme \\n ou \\u001b : retirez-le") \
    X(trace_utf8, BAD_INPUT, "this is not UTF-8: save the file as UTF-8", "ce n'est pas de l'UTF-8 : enregistrez le fichier en UTF-8") \
    X(trace_text, BAD_INPUT, "{0} is a text: put it into double quotes", "{0} est un texte : mettez-le entre guillemets doubles") \
    X(trace_amount, BAD_INPUT, "{0} is not an amount: a whole number of minor units from 0 to 9223372036854775807 is expected, without separators (in JSON, one beyond 9007199254740991 as a text in double quotes)", "{0} n'est pas un montant : un nombre entier d'unités mineures de 0 à 9223372036854775807 est attendu, sans séparateurs (en JSON, au-delà de 9007199254740991 comme texte entre guillemets doubles)") \
    X(trace_negative, BAD_INPUT, "an amount is not negative: the kind (credit, debit, transfer) says which way the money goes", "un montant n'est pas négatif : la nature (credit, debit, transfer) dit dans quel sens va l'argent") \
    X(trace_kind, BAD_INPUT, "there is no kind {0}: write credit, debit, transfer, fee, purchase, sale, conversion, link or coin", "il n'y a pas de nature {0} : écrivez credit, debit, transfer, fee, purchase, sale, conversion, link ou coin") \
    X(trace_needed, BAD_INPUT, "a {0} needs {1}: fill it in", "{1} manque à cette opération ({0}) : indiquez-le") \
    X(trace_stray, BAD_INPUT, "a {0} has no {1}: leave it empty", "une opération {0} n'a pas de {1} : laissez-le vide") \
    X(trace_reserved, BAD_INPUT, "the name {0} is reserved for money lent by the bank: choose another", "le nom {0} est réservé à l'argent prêté par la banque : choisissez-en un autre") \
    X(trace_reserved_sink, BAD_INPUT, "\"{0}\" begins as the places of fees (fee:) and of debts to the bank (overdraft:) do: choose another name, or write a fee as a row of the kind fee", "« {0} » commence comme les lieux des frais (fee:) et des dettes envers la banque (overdraft:) : choisissez un autre nom, ou écrivez des frais comme une ligne de nature fee") \
    X(trace_near, BAD_INPUT, "the claimant \"{0}\" would be a claim beside {1}: write {1} where that is meant, else give the claim another name", "le prétendant « {0} » serait une prétention à côté de {1} : écrivez {1} si c'est ce qui est voulu, sinon donnez un autre nom à la prétention") \
    X(trace_blanks, BAD_INPUT, "the name \"{0}\" differs from another only by blanks before or behind it: write both alike", "le nom « {0} » ne diffère d'un autre que par des blancs avant ou après : écrivez les deux de même") \
    X(trace_order, BAD_INPUT, "the date {0} comes after {1}: sort the rows by date", "la date {0} vient après le {1} : triez les lignes par date") \
    X(trace_no_column, BAD_INPUT, "there is no column {0}: add it to the heading, or say with --map what the file calls it; columns are, those in brackets only where needed: {1}", "il n'y a pas de colonne {0} : ajoutez-la à l'en-tête ou dites avec --map comment le fichier l'appelle ; les colonnes sont, celles entre crochets au besoin seulement : {1}") \
    X(trace_many_columns, BAD_INPUT, "the heading has more than 64 columns: take out those that are not needed", "l'en-tête a plus de 64 colonnes : retirez celles qui ne servent pas") \
    X(trace_map, BAD_INPUT, "\"{0}\" is no part of a column map: write column=heading, column=#3, column=#3+#4 (at most three) or column:=text, with commas between; columns are: {1}", "« {0} » n'est pas un élément d'un plan de colonnes : écrivez colonne=en-tête, colonne=#3, colonne=#3+#4 (trois au plus) ou colonne:=texte, séparés par des virgules ; les colonnes sont : {1}") \
    X(trace_group_line, BAD_INPUT, "\"{0}\" does not put a claim into a class: write claim,class", "« {0} » ne range pas une prétention dans une classe : écrivez prétention,classe") \
    X(trace_group_claim, BAD_INPUT, "{0} is no claim of this ledger: correct the name or take the line out", "{0} n'est pas une prétention de ce registre : corrigez le nom ou retirez la ligne") \
    X(trace_group_class, BAD_INPUT, "a class cannot be called {0}, which has a meaning of its own: choose another name", "une classe ne peut s'appeler {0}, nom qui a un sens propre : choisissez-en un autre") \
    X(trace_group_twice, BAD_INPUT, "the claim {0} is put into a class twice: keep one of the lines", "la prétention {0} est rangée deux fois dans une classe : gardez une seule des lignes") \
    X(trace_same_file, BAD_INPUT, "{0} is the same file as {1}, and nothing was written: name another file", "{0} est le même fichier que {1}, et rien n'a été écrit : indiquez un autre fichier") \
    X(trace_rate, BAD_INPUT, "{0} is no rate: write how much of the currency received one of the currency paid gave, as 1.25", "{0} n'est pas un taux : écrivez combien une unité de la monnaie payée a donné de la monnaie reçue, comme 1.25") \
    X(trace_rate_fit, BAD_INPUT, "at the rate {0}, the amount paid does not give the {1} that were received, roundings included: correct the rate or one of the amounts", "au taux {0}, le montant payé ne donne pas les {1} reçus, arrondis compris : corrigez le taux ou l'un des montants") \
    X(trace_map_id, BAD_INPUT, "the id is one column of the file, not \"{0}\": name one, or leave it out and rows are called by their lines", "l'identifiant est une seule colonne du fichier, et non « {0} » : nommez-en une, ou omettez-le et les lignes seront appelées par leur numéro") \
    X(trace_map_csv, BAD_INPUT, "a map says what a CSV file calls its columns, and {0} is none: leave the map out", "un plan dit comment un fichier CSV appelle ses colonnes, et {0} n'en est pas un : omettez-le") \
    X(trace_id_quote, BAD_INPUT, "an id has no quotation marks inside: take them out", "un identifiant ne contient pas de guillemets : retirez-les") \
    X(trace_map_none, BAD_INPUT, "the heading has no column {0}: correct --map", "l'en-tête n'a pas de colonne {0} : corrigez --map") \
    X(trace_map_two, BAD_INPUT, "the heading has {0} more than once: say which with its number, as #3", "l'en-tête a plusieurs fois {0} : dites laquelle par son numéro, comme #3") \
    X(trace_decimals, BAD_INPUT, "{0} is not an amount in the decimals of {1}: write the like of what stands in brackets", "{0} n'est pas un montant dans les décimales de {1} : écrivez comme entre parenthèses") \
    X(trace_too_much, BAD_INPUT, "{0} is more than can be counted: at most 9223372036854775807 least units, which of {1} stands in brackets", "{0} dépasse ce qui peut être compté : au plus 9223372036854775807 unités mineures, ce qui fait, de {1}, le montant entre parenthèses") \
    X(trace_currency, BAD_INPUT, "this account was in {1} so far, and here it is in {0}: name another account, or write a conversion", "ce compte était jusqu'ici en {1}, et ici il est en {0} : nommez un autre compte ou écrivez une conversion") \
    X(trace_asset_currency, BAD_INPUT, "the asset {0} is in {1}, and this row is in another currency: an asset has one currency; pass the money through an account in {1} and write a conversion there, before a purchase or after a sale", "le bien {0} est en {1}, et cette ligne est dans une autre monnaie : un bien n'a qu'une monnaie ; faites passer l'argent par un compte en {1} et écrivez-y une conversion (conversion), avant un achat ou après une vente") \
    X(trace_convert, BAD_INPUT, "{0} is in another currency: write a conversion, with what was received", "{0} est dans une autre monnaie : écrivez une conversion (conversion), avec ce qui a été reçu (received)") \
    X(trace_no_account, BAD_INPUT, "{0} is none of the accounts that were declared: correct the name or declare it", "{0} n'est aucun des comptes déclarés : corrigez le nom ou déclarez-le") \
    X(trace_accounts, BAD_INPUT, "\"accounts\" is a list of names", "\"accounts\" est une liste de noms") \
    X(trace_no_asset, BAD_INPUT, "no asset {0} was bought before: add its purchase, or correct the name", "aucun bien {0} n'a été acheté auparavant : ajoutez son achat (purchase) ou corrigez le nom") \
    X(trace_election, BAD_INPUT, "{0} is no election: write share or charge", "{0} n'est pas un choix : écrivez share (part) ou charge (sûreté)") \
    X(trace_link_none, BAD_INPUT, "no row has the id {0}, which this link names as its {1}: correct the id, or add the row before the link", "aucune ligne n'a l'identifiant {0}, que ce lien nomme {1} : corrigez-le, ou ajoutez la ligne avant le lien") \
    X(trace_link_debit, BAD_INPUT, "the debit {0} of this link is no debit or purchase on the same account: correct it", "l'opération {0} que ce lien nomme debit n'est ni une dépense ni un achat du même compte : corrigez-la") \
    X(trace_link_credit, BAD_INPUT, "the credit {0} of this link brought no money into the same account: correct it", "l'opération {0} que ce lien nomme credit n'a rien apporté au même compte : corrigez-la") \
    X(trace_link_order, BAD_INPUT, "a link joins an earlier debit to a later credit and stands after both: {0}, {1}", "un lien joint une dépense antérieure à une recette postérieure et les suit toutes deux : {0}, {1}") \
    X(trace_coin_json, BAD_INPUT, "a {0} has inputs and outputs, which only JSON can write", "une opération {0} a des entrées et des sorties, que seul le JSON peut écrire") \
    X(trace_coin, BAD_INPUT, "a coin transaction has \"inputs\", a list of names, and \"outputs\", a list of {\"account\": name, \"amount\": number}", "une transaction de jetons a \"inputs\", une liste de noms, et \"outputs\", une liste d'objets qui ont \"account\" et \"amount\"") \
    X(trace_coin_twice, BAD_INPUT, "the coin {0} is there already: an output needs a name of its own, such as transaction:number", "le jeton {0} existe déjà : une sortie a un nom propre, comme transaction:numéro") \
    X(trace_coin_none, BAD_INPUT, "the coin {0} comes from nowhere: write the credit or transaction that made it before", "le jeton {0} ne vient de nulle part : écrivez avant la recette ou la transaction qui l'a fait") \
    X(trace_coin_spent, BAD_INPUT, "the coin {0} was spent before and nothing is left of it: correct the input, or take the transaction out", "le jeton {0} a déjà été dépensé et il n'en reste rien : corrigez l'entrée (inputs), ou retirez la transaction") \
    X(trace_coin_sum, BAD_INPUT, "the outputs exceed the inputs by {0}: correct the amounts or add the missing input", "les sorties dépassent les entrées de {0} : corrigez les montants ou ajoutez l'entrée qui manque") \
    X(trace_overflow, BAD_INPUT, "a sum exceeds what can be counted (9223372036854775807): correct the amount of this row, or trace fewer accounts at once", "une somme dépasse ce qui peut être compté (9223372036854775807) : corrigez le montant de cette ligne, ou suivez moins de comptes à la fois") \
    X(trace_overflow_all, BAD_INPUT, "what several rows add up to exceeds what can be counted (9223372036854775807): trace fewer accounts at once, or correct amounts that are too large", "ce que plusieurs lignes font ensemble dépasse ce qui peut être compté (9223372036854775807) : suivez moins de comptes à la fois, ou corrigez des montants trop grands") \
    X(trace_bound, REFUSED, "account {0} makes the work too large: {1}; group claims (--group), take fewer, or a shorter period", "le compte {0} rend le travail trop grand : {1} ; groupez les prétentions (--group), prenez-en moins ou une période plus courte") \
    X(trace_no_debit, NOT_FOUND, "no row has the id {0}", "aucune ligne n'a l'identifiant {0}") \
    X(trace_pays_nothing, BAD_INPUT, "{0} is no payment: name a debit, transfer, fee, purchase, sale, conversion, link or coin transaction", "{0} n'est pas un paiement : nommez une dépense, un virement, des frais, un achat, une vente, une conversion, un lien (link) ou une transaction de jetons") \
    X(trace_stopped, FAILED, "stopped as asked; no file was written", "arrêté sur demande ; aucun fichier n'a été écrit") \
    X(trace_case_empty, NOT_FOUND, "this case records no {0} yet: add some with \"holdfast case {0} add\" or \"holdfast case import\", or name a FILE", "cette affaire n'a pas encore d'inscription {0} : ajoutez-en avec « holdfast case {0} add » ou « holdfast case import », ou indiquez un FICHIER") \
    X(trace_case_party, NOT_FOUND, "no party of this case is called {0}: \"holdfast case entity list\" shows them; write the name as it stands there, or party/N", "aucune personne ou entité de cette affaire ne s'appelle {0} : « holdfast case entity list » les montre ; écrivez le nom tel quel, ou party/N") \
    X(trace_case_parties, BAD_INPUT, "several parties of this case are called {0}: say which by its number, as below", "plusieurs personnes ou entités de cette affaire s'appellent {0} : dites laquelle par son numéro, comme ci-dessous") \
    X(trace_case_other, BAD_INPUT, "a trace of a case's registers is kept in that case: leave out --to-case, or name the same case", "le traçage des registres d'une affaire est gardé dans cette affaire : omettez --to-case ou indiquez la même") \
    X(trace_case_file, BAD_INPUT, "say what is to be traced: a FILE, or --case CASE for the registers of a case", "dites ce qu'il faut suivre : un FICHIER, ou --case AFFAIRE pour les registres d'une affaire") \
    X(trace_twice, BAD_INPUT, "the id {0} stands twice: remove the row if it is the same, else give it an id of its own", "l'identifiant {0} figure deux fois : supprimez la ligne si c'est la même, sinon donnez-lui un identifiant propre")

#define HF_WORDS_CASEFILE(X) \
    X(event_does_not_fit, UNVERIFIED, "the event {0} on {1} does not fit the case it follows", "l'événement {0} sur {1} ne convient pas à l'affaire qu'il suit") \
    X(rehearsal_differs, UNVERIFIED, "replayed from its bytes, {0} gives another case than it was decided for: please report this", "rejoué d'après ses octets, {0} donne une autre affaire que celle décidée : merci de le signaler") \
    X(rehearsal_versions, BAD_INPUT, "a rehearsal has room for {0} versions of a definition", "une répétition n'a de place que pour {0} versions d'une définition") \
    X(rehearsal_full, BAD_INPUT, "a rehearsal has room for {0} authorities", "une répétition n'a de place que pour {0} autorités") \
    X(header_malformed, BAD_INPUT, "not the header of an event as it is written", "ce n'est pas l'en-tête d'un événement tel qu'il est écrit") \
    X(unknown_event, BAD_INPUT, "there is no event {0} for {1}; those there are follow", "il n'existe pas d'événement {0} pour {1} ; voici ceux qui existent") \
    X(no_instance, NOT_FOUND, "{0} is not in this file", "{0} n'est pas dans ce dossier") \
    X(authority_not_valid, REFUSED, "{0} has no valid entry in the directory on {1}: it is proposed, not yet valid, or retired; see: holdfast directory show", "{0} n'a pas d'inscription valide à l'annuaire au {1} : elle est proposée, pas encore valide ou retirée ; voir : holdfast directory show") \
    X(unknown_ref, BAD_INPUT, "{0} names nothing that is recorded as {1}", "{0} ne désigne rien qui soit inscrit comme {1}") \
    X(embedded_not_allowed, BAD_INPUT, "{1} on {0} may not be told in this event", "{1} sur {0} ne peut être annoncé dans cet événement") \
    X(not_in_state, REFUSED, "{0} cannot be done while the state is \"{1}\"; possible now:", "{0} n'est pas possible dans l'état « {1} » ; possible maintenant :") \
    X(not_allowed, NOT_ALLOWED, "you may not do {0}; who may:", "vous ne pouvez pas faire {0} ; qui le peut :") \
    X(role_needed, BAD_INPUT, "you hold several roles that may do {0}: say which one", "vous avez plusieurs rôles qui peuvent faire {0} : dites lequel") \
    X(no_such_person, NOT_ALLOWED, "the actor is no active person of the house", "l'auteur n'est pas une personne active de la maison") \
    X(same_person, NOT_ALLOWED, "{0} must be done by another person than {1}", "{0} doit être fait par une autre personne que {1}") \
    X(assurance_too_low, NOT_ALLOWED, "{0} needs at least the assurance {1}", "{0} exige au moins l'assurance {1}") \
    X(needs, REFUSED, "{0} cannot be done yet; what is missing:", "{0} n'est pas encore possible ; il manque :") \
    X(requires, REFUSED, "{0} cannot be done; what stands against it:", "{0} n'est pas possible ; ce qui s'y oppose :") \
    X(administrators_left, REFUSED, "fewer than two administrators would be left, and nobody could be enrolled any more: enrol another administrator first", "il resterait moins de deux administrateurs, et plus personne ne pourrait être inscrit : inscrivez d'abord un autre administrateur") \
    X(refused, REFUSED, "{0} is refused:", "{0} est refusé :") \
    X(obligation_open, REFUSED, "the duty \"{0}\" is still open; it belongs to {1}", "l'obligation « {0} » est encore ouverte ; elle incombe à {1}") \
    X(link_invalid, REFUSED, "the link {0} of {1} would hold too few or too many", "le lien {0} de {1} en contiendrait trop peu ou trop") \
    X(effective_invalid, BAD_INPUT, "{0} is neither a time of the form 2026-11-23T09:14:00.000Z nor a date", "{0} n'est ni une heure de la forme 2026-11-23T09:14:00.000Z ni une date") \
    X(effective_future, REFUSED, "{0} lies in the future: an act is recorded once it has taken place", "{0} est dans le futur : un acte s'inscrit une fois accompli") \
    X(effective_missing, REFUSED, "{0} must say when it took place: add effective_at", "{0} doit dire quand il a eu lieu : ajoutez effective_at") \
    X(effective_unwanted, REFUSED, "{0} takes place when it is recorded: leave effective_at out", "{0} a lieu au moment de son inscription : omettez effective_at") \
    X(order_invalid, REFUSED, "the order that {0} rests on is not recorded, or is revoked", "l'ordonnance sur laquelle repose {0} n'est pas inscrite, ou est révoquée") \
    X(cascade_refused, REFUSED, "{0} that would follow is refused ({1}):", "{0} qui s'ensuivrait est refusé ({1}) :") \
    X(cascade_too_large, REFUSED, "this act would make more than 4096 events: split it", "cet acte produirait plus de 4096 événements : divisez-le") \
    X(case_full, REFUSED, "this file holds 4096 entries, the most there may be: {0} finds no place", "ce dossier contient 4096 entrées, le maximum : il n'y a plus de place pour {0}") \
    X(book_needs, REFUSED, "so corrected, this movement of the kind {0} lacks {1}: say it in the same correction", "ainsi corrigé, ce mouvement de nature {0} n'a pas de {1} : indiquez-le dans la même correction") \
    X(book_account, REFUSED, "this account is in {0}, and the movement is in {1} there: name an account in {1}, or record a conversion, with what was received", "ce compte est en {0}, et le mouvement y est en {1} : indiquez un compte en {1}, ou inscrivez une conversion (conversion), avec ce qui a été reçu (received)") \
    X(book_asset, REFUSED, "this asset is in {0}, and the movement is in {1}: pass the money through an account in {0} and record a conversion there, before a purchase or after a sale", "cet avoir est en {0}, et le mouvement est en {1} : faites passer l'argent par un compte en {0} et inscrivez-y une conversion (conversion), avant un achat ou après une vente") \
    X(book_used, REFUSED, "movements of this account are recorded in {0}: correct or withdraw those in {0} before it is said to be in {1}", "des mouvements de ce compte sont inscrits en {0} : corrigez ou retirez ceux en {0} avant de dire qu'il est en {1}") \
    X(book_stray, REFUSED, "a movement with {0} has no {1}: leave {1} out, or correct the rest of it", "un mouvement avec {0} n'a pas de {1} : omettez {1}, ou corrigez le reste") \
    X(book_rate, REFUSED, "at the rate {0}, the amount paid does not give the {1} that were received, roundings included: correct the rate (how much of the currency received one of the currency paid gave) or one of the amounts", "au taux {0}, le montant payé ne donne pas les {1} reçus, arrondis compris : corrigez le taux (combien une unité de la monnaie payée a donné de la monnaie reçue) ou l'un des montants") \
    X(book_person, REFUSED, "{0} is a natural person, and nobody owns one: name what is held by \"owned\", and the person by \"owner\"", "{0} est une personne physique, et nul n'en possède : indiquez ce qui est détenu par « owned », et la personne par « owner »") \
    X(replay_payload, UNVERIFIED, "the payload of {0} on {1} is not the one its header was written with", "la charge de {0} sur {1} n'est pas celle avec laquelle son en-tête a été écrit") \
    X(replay_log, UNVERIFIED, "this event belongs to the log {0}, not to {1}", "cet événement appartient au registre {0}, non à {1}") \
    X(replay_definition, NOT_FOUND, "the definition {0} that this case runs on is not at hand", "la définition {0} sur laquelle repose cette affaire n'est pas disponible") \
    X(map_object, BAD_INPUT, "{0} of the map is an object: old names and what becomes of them", "{0} du plan est un objet : les anciens noms et ce qu'ils deviennent") \
    X(map_faults, FINDINGS, "the map of the migration has faults:", "le plan de migration a des défauts :") \
    X(map_other, FINDINGS, "the map leads not from {0} to {1}: workflow, from and to must name these two versions", "le plan ne mène pas de {0} à {1} : workflow, from et to doivent nommer ces deux versions") \
    X(map_backward, FINDINGS, "a migration leads to a later version: to must be greater than from", "une migration mène à une version ultérieure : to doit être supérieur à from") \
    X(map_member, FINDINGS, "a map has no member {0}; it has states, data, set, clocks, obligations, flags, links and events", "un plan n'a pas de membre {0} ; il a states, data, set, clocks, obligations, flags, links et events") \
    X(map_before, FINDINGS, "the old version has no {0} among its {1}: take it out of the map", "l'ancienne version n'a pas {0} parmi ses {1} : retirez-le du plan") \
    X(map_after, FINDINGS, "the new version has no {0} among its {1}: name one that it has", "la nouvelle version n'a pas {0} parmi ses {1} : nommez-en un qu'elle a") \
    X(map_name, FINDINGS, "{0} becomes a name of the new version, or null where it is dropped", "{0} devient un nom de la nouvelle version, ou null s'il est abandonné") \
    X(map_state_gone, FINDINGS, "the state {0} cannot be dropped, since something may stand in it: name a state of the new version", "l'état {0} ne peut être abandonné, car quelque chose peut s'y trouver : nommez un état de la nouvelle version") \
    X(map_end, FINDINGS, "one of the states {0} and {1} is final and the other is not: a migration neither ends nor begins anything", "l'un des états {0} et {1} est final et l'autre ne l'est pas : une migration ne clôt ni ne rouvre rien") \
    X(map_type, FINDINGS, "{0} and {1} are not of the same type: drop the old one, or set the new one", "{0} et {1} ne sont pas du même type : abandonnez l'ancienne donnée, ou fixez la nouvelle") \
    X(map_link, FINDINGS, "the links {0} and {1} do not lead to the same kind, or one is the other side of a link: name links where they are declared", "les liens {0} et {1} ne mènent pas au même type, ou l'un est l'autre côté d'un lien : nommez les liens là où ils sont déclarés") \
    X(map_taken, FINDINGS, "{0} is what {1} becomes already: only states may become one", "{0} est déjà ce que devient {1} : seuls des états peuvent n'en faire qu'un") \
    X(map_set_kind, FINDINGS, "{0} is personal or names something of a case: a map cannot set it", "{0} est personnelle ou désigne quelque chose d'une affaire : un plan ne peut la fixer") \
    X(map_set_value, FINDINGS, "the value does not fit the schema of {0} in the new version", "la valeur ne convient pas au schéma de {0} dans la nouvelle version") \
    X(migration_unsigned, REFUSED, "no migration by this map has been confirmed: one person proposes it, another confirms it", "aucune migration par ce plan n'a été confirmée : une personne la propose, une autre la confirme") \
    X(migration_version, REFUSED, "the case runs on {0}, and the map leads from {1}", "l'affaire repose sur {0}, et le plan part de {1}") \
    X(migration_no_place, REFUSED, "the map leaves without a place in the new version:", "le plan laisse sans place dans la nouvelle version :") \
    X(migration_side, REFUSED, "the new version has no side {0}, which is ours in this case", "la nouvelle version n'a pas de partie {0}, qui est la nôtre dans cette affaire") \
    X(no_calendar, REFUSED, "there is no calendar {0}: publish it with holdfast calendar publish, or name another", "il n'existe pas de calendrier {0} : publiez-le par holdfast calendar publish, ou nommez-en un autre") \
    X(no_counting, REFUSED, "there is no rule of counting {0} in the calendar {1}", "il n'existe pas de règle de calcul {0} dans le calendrier {1}") \
    X(no_clock, NOT_FOUND, "no clock or duty {0} runs there", "aucune horloge ni obligation {0} n'y court") \
    X(nothing_silent, REFUSED, "nothing that was sent is waited for at {0}", "rien de ce qui fut envoyé n'est attendu à {0}") \
    X(nothing_aside, REFUSED, "no answer stands aside at {0}", "aucune réponse n'est mise de côté à {0}") \
    X(timer_passed, REFUSED, "the timer {0} no longer runs", "la minuterie {0} ne court plus")

#define HF_WORDS_AUDIT(X) \
    X(no_file, NOT_FOUND, "there is no such file", "ce dossier n'existe pas") \
    X(audit_unreadable, UNVERIFIED, "the stored bytes cannot be read ({0}): they were changed", "les octets conservés sont illisibles ({0}) : ils ont été modifiés") \
    X(audit_leaves, UNVERIFIED, "the list of leaves is damaged", "la liste des feuilles est endommagée") \
    X(audit_leaf, UNVERIFIED, "this event is not the one that entered the log: its header or an earlier one was changed", "cet événement n'est pas celui qui est entré au registre : son en-tête ou un précédent a été modifié") \
    X(audit_position, UNVERIFIED, "this event has no place of its own in the log", "cet événement n'a pas de place propre dans le registre") \
    X(audit_missing, UNVERIFIED, "the log has a leaf that no event bears: an event was taken away", "le registre a une feuille qu'aucun événement ne porte : un événement a été retiré") \
    X(audit_head, UNVERIFIED, "the file's head is not where its events end: events were cut off or the row was changed", "la tête du dossier n'est pas là où finissent ses événements : des événements ont été coupés ou la ligne a été modifiée") \
    X(audit_token, UNVERIFIED, "the signed message that this event names is missing or was changed", "le message signé que cet événement désigne manque ou a été modifié") \
    X(audit_cut, UNVERIFIED, "this checkpoint signed more than the log still holds: its end was cut off", "ce point de contrôle en a signé plus que le registre n'en contient : sa fin a été coupée") \
    X(audit_root, UNVERIFIED, "the log is not the one this checkpoint signed: a leaf was changed, added or taken away", "le registre n'est pas celui que ce point de contrôle a signé : une feuille a été modifiée, ajoutée ou retirée") \
    X(audit_checkpoint, UNVERIFIED, "the stored checkpoint does not say what its row says", "le point de contrôle conservé ne dit pas ce que dit sa ligne") \
    X(audit_snapshot, UNVERIFIED, "what is kept folded of this file is not what its events make: the snapshot was changed", "ce qui est conservé replié de ce dossier n'est pas ce que ses actes en font : l'instantané a été modifié") \
    X(audit_size, UNVERIFIED, "the row of the log says that it has {0} leaves, and it has {1}", "la ligne du registre lui attribue {0} feuilles, et il en a {1}") \
    X(audit_row, UNVERIFIED, "what is stored beside the events is not what they make: {0} was changed", "ce qui est conservé à côté des événements n'est pas ce qu'ils en font : {0} a été modifié") \
    X(audit_row_gone, UNVERIFIED, "a row that the events made is gone: {0}", "une ligne que les événements ont faite a disparu : {0}") \
    X(audit_row_stray, UNVERIFIED, "no event made this row: {0}", "aucun événement n'a fait cette ligne : {0}") \
    X(audit_signature, UNVERIFIED, "this checkpoint does not bear the log's signature", "ce point de contrôle ne porte pas la signature du registre")

#define HF_WORDS_DESK(X) \
    X(bundle_documents, BAD_INPUT, "only the auditor's bundle may hold documents: leave this out; others are given a document by a notice that shows it", "seul le dossier de preuve de l'auditeur peut contenir des documents : omettez ceci ; les autres reçoivent un document par un avis qui le montre") \
    X(bundle_reader, NOT_FOUND, "{0} is neither auditor nor public, nor a role of this procedure or of the house, nor an authority of the directory", "{0} n'est ni auditor ni public, ni un rôle de cette procédure ou de la maison, ni une autorité de l'annuaire") \
    X(bundle_erased, CONFLICT, "something in it was erased while it was made, so it was thrown away: export it again", "un élément en a été effacé pendant l'établissement ; le dossier de preuve a été jeté : exportez à nouveau") \
    X(access_auditor, NOT_ALLOWED, "who read what is shown to auditors alone: act as one, with --as NAME", "qui a lu quoi n'est montré qu'aux auditeurs : agissez comme l'un d'eux, avec --as NOM") \
    X(other_body, CONFLICT, "this id was used before for another command; give each command an id of its own", "cet identifiant a déjà servi à une autre commande ; donnez à chaque commande le sien") \
    X(no_workflow, NOT_FOUND, "no version of the workflow \"{0}\" is published; publish one with: holdfast workflow publish", "aucune version du déroulement « {0} » n'est publiée ; publiez-en une avec : holdfast workflow publish") \
    X(no_version, NOT_FOUND, "version {1} of the workflow \"{0}\" is not published; see: holdfast workflow list", "la version {1} du déroulement « {0} » n'est pas publiée ; voyez : holdfast workflow list") \
    X(definition_older, CONFLICT, "the workflow \"{0}\" is published in version {1}: a later one needs a higher number", "le déroulement « {0} » est publié en version {1} : une version suivante porte un numéro plus élevé") \
    X(definition_other, CONFLICT, "version {1} of the workflow \"{0}\" is proposed or published with other bytes: give yours a higher number", "la version {1} du déroulement « {0} » est proposée ou publiée avec d'autres octets : donnez à la vôtre un numéro plus élevé") \
    X(migration_payload, BAD_INPUT, "a migration names its map by digest and says nothing else, as {\"map\":\"...\"}", "une migration désigne son plan par son empreinte et ne dit rien d'autre, comme {\"map\":\"...\"}") \
    X(contended, UNAVAILABLE, "others act on the same file all the time; try again", "d'autres agissent sans cesse sur le même dossier ; réessayez") \
    X(desk_full, UNAVAILABLE, "too much was asked at once; try again", "trop de demandes à la fois ; réessayez") \
    X(no_document, NOT_FOUND, "there is no document of this digest here", "aucun document portant cette empreinte ne se trouve ici") \
    X(document_size, BAD_INPUT, "the bytes kept of this document are of another size", "les octets conservés de ce document sont d'une autre taille") \
    X(document_changed, UNVERIFIED, "the bytes kept are not those of this digest: some were changed or lost", "les octets conservés ne sont pas ceux de cette empreinte : certains ont été modifiés ou perdus") \
    X(set_unknown_issuer, UNVERIFIED, "no valid entry of the directory has the issuer {0} and a key", "aucune entrée valide de l'annuaire n'a l'émetteur {0} et une clé") \
    X(set_unknown_event, BAD_INPUT, "{0} is not an event that is taken here: in a thread that we began, answer or receipt is expected", "{0} n'est pas un événement reçu ici : dans un fil que nous avons ouvert, answer ou receipt est attendu") \
    X(set_subject, BAD_INPUT, "sub_id is not the name under which this case was told to the issuer: give back the one that came with txn", "sub_id n'est pas le nom sous lequel cette affaire fut communiquée à l'émetteur : rendez celui qui accompagnait txn") \
    X(set_no_thread, NOT_ALLOWED, "txn names no thread in which this issuer may speak", "txn ne désigne aucun fil où cet émetteur peut s'exprimer") \
    X(answer_reply, BAD_INPUT, "in_reply_to and in_reply_to_sha256 must name one message of ours in this thread, by its jti and by the SHA-256 of the token as it was received", "in_reply_to et in_reply_to_sha256 doivent désigner un même message de notre part dans ce fil, par son jti et par le SHA-256 du jeton tel qu'il a été reçu") \
    X(answer_checkpoint, BAD_INPUT, "the checkpoint in this message is not one that this log signed: give it back as it came, or leave it out", "le point de contrôle contenu dans ce message n'est pas de ceux que ce journal a signés : rendez-le tel qu'il est venu, ou omettez-le") \
    X(answer_supersedes, BAD_INPUT, "supersedes names no answer that you gave in this thread: give the jti of the earlier one", "supersedes ne désigne aucune réponse que vous avez donnée dans ce fil : indiquez le jti de la précédente") \
    X(answer_superseded, CONFLICT, "a later answer of yours has superseded that one already: name the later one", "une de vos réponses ultérieures a déjà remplacé celle-ci : désignez la plus récente") \
    X(document_ask, BAD_INPUT, "sha256, and offset and length where they are given, must be a digest and whole numbers; at most 1 MiB at once", "sha256, ainsi qu'offset et length s'ils sont donnés, doivent être une empreinte et des nombres entiers ; 1 Mio au plus à la fois") \
    X(document_stale, UNVERIFIED, "this token asks for a text and was signed more than ten minutes ago: sign a new one", "ce jeton demande un texte et a été signé il y a plus de dix minutes : signez-en un nouveau") \
    X(document_part, BAD_INPUT, "not a part: sha256, size (at most 64 MiB), part (from 0) and bytes in base64url are expected, 32 KiB each but the last", "ce n'est pas une partie : sha256, size (64 Mio au plus), part (à partir de 0) et bytes en base64url sont attendus, 32 Kio chacune sauf la dernière") \
    X(document_named, BAD_INPUT, "attachments is a list of {name, media_type, size, sha256}, each sent before in parts", "attachments est une liste de {name, media_type, size, sha256}, chacun envoyé auparavant par parties") \
    X(document_condition, REFUSED, "this document is bound by {0} and may not be handed on: first the consent of {1} must be recorded, by document.change with conditions that leave it out", "ce document est soumis à {0} et ne peut être transmis : il faut d'abord consigner le consentement de {1}, par document.change avec des conditions qui ne la comprennent plus") \
    X(inbox_unsent, UNAVAILABLE, "{0} did not take it: {1}", "{0} ne l'a pas reçu : {1}") \
    X(transcribe_about, REFUSED, "{0} was not sent to another side, so nobody can have answered it", "{0} n'a été envoyé à aucune autre partie : nul n'a pu y répondre") \
    X(transcribe_said, BAD_INPUT, "said holds the members of the answer as a JSON object, as they would stand in a signed one", "said contient les membres de la réponse sous forme d'objet JSON, tels qu'ils figureraient dans une réponse signée") \
    X(spool_file, FAILED, "the spool cannot be written: {0}: {1}", "le relais par fichiers ne peut être écrit : {0} : {1}") \
    X(answer_status, BAD_INPUT, "say what is answered: --status STATUS; the request names these, each with what it must carry:", "dites ce qui est répondu : --status STATUT ; la demande nomme ceux-ci, chacun avec ce qu'il doit porter :") \
    X(answer_must_carry, BAD_INPUT, "an answer of the status \"{0}\" must carry {1}: give it with --set {1}=... or --data FILE", "une réponse au statut « {0} » doit porter {1} : donnez-le par --set {1}=... ou --data FICHIER") \
    X(answer_file, BAD_INPUT, "not the file of this thread: it was changed, or copied from another", "ce n'est pas le fichier de ce fil : il a été modifié, ou copié d'un autre") \
    X(answer_reserved, BAD_INPUT, "{0} gives the place of a message in its thread and is written by the program: leave it out", "{0} donne la place d'un message dans son fil et est écrit par le programme : omettez-le") \
    X(answer_not_asked, REFUSED, "the request does not ask for the status \"{0}\"; it names these:", "la demande n'appelle pas le statut « {0} » ; elle nomme ceux-ci :") \
    X(answer_unknown_status, REFUSED, "the status \"{0}\" answers nothing that was asked here", "le statut « {0} » ne répond à rien de ce qui a été demandé ici") \
    X(answer_no_item, REFUSED, "a result names an item that the request does not hold: items are counted from 1", "un résultat désigne un point que la demande ne contient pas : les points se comptent à partir de 1") \
    X(stale, CONFLICT, "somebody else has acted on the same file meanwhile; look at it again and repeat", "quelqu'un d'autre a agi entre-temps sur le même dossier ; relisez-le et recommencez") \
    X(name_taken, CONFLICT, "the name is already taken", "ce nom est déjà pris") \
    X(duplicate, CONFLICT, "this command or message has been taken before", "cette commande ou ce message a déjà été reçu") \
    X(ledger_away, UNAVAILABLE, "what is kept cannot be reached; nothing was done that a second try could harm: try again", "ce qui est conservé est inaccessible ; un second essai ne peut rien gâter : réessayez") \
    X(key_missing, NOT_FOUND, "the key for {0} has not been made; make it with: holdfast key generate", "la clé pour {0} n'a pas été créée ; créez-la avec : holdfast key generate") \
    X(key_locked, UNAVAILABLE, "the keys are locked: the unlock key is not at hand", "les clés sont verrouillées : la clé de déverrouillage n'est pas disponible") \
    X(signer_mark_malformed, BAD_INPUT, "not the mark of a signer", "ce n'est pas le repère d'un signataire") \
    X(signer_stale, UNAVAILABLE, "a larger tree has been signed meanwhile: read the log again", "un arbre plus grand a été signé entre-temps : relisez le journal") \
    X(signer_behind, CONFLICT, "{0} entries of the log were signed and it holds {1} now: the database was restored or taken back. Nothing has been signed of it yet; signing freezes with the next checkpoint. Bring the missing entries back (WAL archive, standby) before anything is recorded", "{0} entrées du journal ont été signées et il n'en contient plus que {1} : la base a été restaurée ou ramenée en arrière. Rien n'en a encore été signé ; la signature gèlera au prochain point de contrôle. Rétablissez les entrées manquantes (archives WAL, réplica) avant d'enregistrer quoi que ce soit") \
    X(signer_cut, CONFLICT, "signing is frozen: {0} entries of the log were signed and it holds {1} now: the database was restored or rolled back. Acts and notices go on, not yet attested. Bring the missing entries back (WAL archive, standby), then let two people end it with holdfast signer release", "la signature est gelée : {0} entrées du journal ont été signées et il n'en contient plus que {1} : la base a été restaurée ou ramenée en arrière. Les actes et les avis continuent, non encore attestés. Rétablissez les entrées manquantes (archives WAL, réplica), puis que deux personnes y mettent fin par holdfast signer release") \
    X(signer_fork, CONFLICT, "signing is frozen: the first {0} entries of the log are not those that were signed: the database was restored and went on, or was changed. Acts and notices go on, not yet attested. Look with holdfast audit verify, bring back what was signed, then let two people end it with holdfast signer release", "la signature est gelée : les {0} premières entrées du journal ne sont pas celles qui ont été signées : la base a été restaurée puis a continué, ou a été modifiée. Les actes et les avis continuent, non encore attestés. Examinez avec holdfast audit verify, rétablissez ce qui a été signé, puis que deux personnes y mettent fin par holdfast signer release") \
    X(signer_ahead, CONFLICT, "signing is frozen: the log has a checkpoint of {1} entries and the signer remembers {0}: the signer's own mark was restored from a copy. Acts and notices go on, not yet attested. Compare with checkpoints that others hold, then let two people end it with holdfast signer release", "la signature est gelée : le journal a un point de contrôle de {1} entrées et le signataire n'en connaît que {0} : son propre repère provient d'une copie. Les actes et les avis continuent, non encore attestés. Comparez avec les points de contrôle détenus par d'autres, puis que deux personnes y mettent fin par holdfast signer release") \
    X(signer_lost, CONFLICT, "signing is frozen: the signer's mark is not there or cannot be read ({0}), so it does not know what was signed last. Acts and notices go on, not yet attested. Compare with checkpoints that others hold, then let two people end it with holdfast signer release", "la signature est gelée : le repère du signataire est absent ou illisible ({0}), il ignore donc ce qui a été signé en dernier. Les actes et les avis continuent, non encore attestés. Comparez avec les points de contrôle détenus par d'autres, puis que deux personnes y mettent fin par holdfast signer release") \
    X(standstill_short, NOT_FOUND, "the log holds fewer entries than that", "le journal contient moins d'entrées que cela") \
    X(standstill_none, REFUSED, "signing does not stand still: there is nothing to end", "la signature n'est pas arrêtée : il n'y a rien à lever") \
    X(standstill_other, CONFLICT, "the log is no longer the one of which the end of the standstill was proposed; let it be withdrawn and proposed again", "le journal n'est plus celui pour lequel la reprise a été proposée ; faites retirer la proposition puis proposez de nouveau") \
    X(standstill_early, CONFLICT, "the log key signs from {0} entries on, and the log has {1}: of so few its signature would hold for nobody. Bring back what is missing (WAL archive, standby), or let acts go on, not yet attested, and release once the log has {0} entries", "la clé du journal signe à partir de {0} entrées, et le journal en a {1} : pour si peu sa signature ne vaudrait pour personne. Rétablissez ce qui manque (archives WAL, réplica), ou laissez les actes continuer, non encore attestés, et reprenez quand le journal aura {0} entrées") \
    X(standstill_grounds, BAD_INPUT, "say why the log may be signed on from as it stands: --grounds TEXT", "dites pourquoi le journal peut être signé de nouveau tel qu'il est : --grounds TEXTE") \
    X(signer_away, UNAVAILABLE, "the signer does not answer at {0}: {1}", "le signataire ne répond pas à {0} : {1}") \
    X(signer_running, CONFLICT, "another signer holds {0}", "un autre signataire tient {0}") \
    X(signer_mark_exists, CONFLICT, "{0} is the mark of a log that was signed: a new log key would forget what was signed; move it away if that log has ended", "{0} est le repère d'un journal qui a été signé : une nouvelle clé ferait oublier ce qui a été signé ; déplacez-le si ce journal est terminé") \
    X(signer_asked, BAD_INPUT, "this is no question for the signer", "ce n'est pas une question pour le signataire") \
    X(journal_broken, UNVERIFIED, "the journal of erasures is not whole: line {0} is not what was written; put its newest copy back before anything is read, since a backup could bring back what was erased", "le journal des effacements n'est pas intact : la ligne {0} n'est pas celle qui fut écrite ; remettez-en la copie la plus récente avant toute lecture, car une sauvegarde pourrait ramener ce qui fut effacé") \
    X(journal_behind, UNVERIFIED, "the journal of erasures has {0} lines, but {1} were carried out in this database: it is older than the database; put its newest copy into the state directory", "le journal des effacements compte {0} lignes, mais {1} ont été exécutées dans cette base : il est plus ancien qu'elle ; remettez-en la copie la plus récente dans le répertoire d'état") \
    X(erase_what, BAD_INPUT, "{0} is nothing of this case that can be erased: name an entry with values of its own (party/3), a document (document/2), the case's own texts (case), or all", "{0} n'est rien dans cette affaire qui puisse être effacé : nommez une inscription qui a des valeurs (party/3), un document (document/2), les textes de l'affaire (case), ou tout (all)") \
    X(key_forgotten, NOT_FOUND, "these data were erased and cannot be read again", "ces données ont été effacées et ne peuvent plus être lues")

#define HF_WORDS_PG(X) \
    X(pg_server_missing, UNAVAILABLE, "no PostgreSQL server of version 15 or later is installed here; on Debian: apt install postgresql", "aucun serveur PostgreSQL de version 15 ou ultérieure n'est installé ici ; sous Debian : apt install postgresql") \
    X(pg_other_major, FAILED, "the private database was made by PostgreSQL {0}, whose programs are not installed (newest found: {1}); install postgresql-{0}, or restore a backup into a new state directory", "la base privée a été créée par PostgreSQL {0}, dont les programmes ne sont pas installés (le plus récent trouvé : {1}) ; installez postgresql-{0}, ou restaurez une sauvegarde dans un nouveau répertoire d'état") \
    X(pg_not_made, NOT_FOUND, "there is no private database in {0}; make one with: holdfast db init", "il n'y a pas de base privée dans {0} ; créez-la avec : holdfast db init") \
    X(pg_no_account, FAILED, "PostgreSQL refuses to run as root, and none of the accounts holdfast, postgres and nobody exists; make one with: adduser --system holdfast", "PostgreSQL refuse de fonctionner sous root, et aucun des comptes holdfast, postgres et nobody n'existe ; créez-en un avec : adduser --system holdfast") \
    X(pg_account_unnamed, FAILED, "user {0} has no name in the list of accounts, and PostgreSQL demands one", "l'utilisateur {0} n'a pas de nom dans la liste des comptes, et PostgreSQL en exige un") \
    X(pg_not_yours, NOT_ALLOWED, "the private database belongs to account {0}: run the command as that account, or as root", "la base privée appartient au compte {0} : lancez la commande sous ce compte, ou sous root") \
    X(pg_path_closed, NOT_ALLOWED, "account {1}, under which PostgreSQL runs, may not pass through {0}; use a state directory elsewhere, or allow it with: chmod o+x {0}", "le compte {1}, sous lequel tourne PostgreSQL, ne peut traverser {0} ; choisissez un autre répertoire d'état, ou ouvrez le passage avec : chmod o+x {0}") \
    X(pg_initdb_failed, FAILED, "making the private database failed: {0}", "la création de la base privée a échoué : {0}") \
    X(pg_start_failed, UNAVAILABLE, "the private database did not start: {0} (more in {1})", "la base privée n'a pas démarré : {0} (suite dans {1})") \
    X(pg_in_use, CONFLICT, "other commands are using the private database; it stops when the last of them ends", "d'autres commandes utilisent la base privée ; elle s'arrêtera avec la dernière d'entre elles") \
    X(pg_file, FAILED, "{0}: {1}", "{0} : {1}") \
    X(pg_away, UNAVAILABLE, "the database cannot be reached: {0}", "la base de données est inaccessible : {0}") \
    X(pg_busy, UNAVAILABLE, "the database cannot take this now: {0}", "la base de données ne peut l'accepter pour l'instant : {0}") \
    X(pg_not_granted, NOT_ALLOWED, "the database does not allow it to this role: {0}", "la base de données ne le permet pas à ce rôle : {0}") \
    X(pg_history_stands, NOT_ALLOWED, "{0}", "l'historique ne se modifie jamais ({0})") \
    X(pg_not_migrated, FAILED, "the database is not at the version of this program ({0}); run: holdfast db migrate", "la base de données n'est pas à la version de ce programme ({0}) ; lancez : holdfast db migrate") \
    X(pg_newer, FAILED, "the database was made by a newer program: it holds migration {0}, which this one does not know", "la base de données vient d'un programme plus récent : elle contient la migration {0}, inconnue ici") \
    X(pg_migration_changed, UNVERIFIED, "migration {0} was applied with another text than this program holds; restore the program that applied it", "la migration {0} a été appliquée avec un autre texte que celui de ce programme ; rétablissez le programme qui l'a appliquée") \
    X(pg_no_log, NOT_FOUND, "the database holds no log named {0}; make one with: holdfast db init", "la base de données ne contient aucun journal nommé {0} ; créez-le avec : holdfast db init") \
    X(pg_failed, FAILED, "the database refused a statement: {0}", "la base de données a refusé une instruction : {0}")

#define HF_WORDS_NOTIFY(X) \
    X(courier_full, UNAVAILABLE, "the courier has as many messages under way as it can hold", "le coursier transporte déjà autant de messages qu'il peut en porter") \
    X(endpoint_file, BAD_INPUT, "{0} cannot be read: {1}", "{0} ne peut être lu : {1}") \
    X(endpoint_no_file, BAD_INPUT, "{0} is no file of at most 1 MiB", "{0} n'est pas un fichier d'au plus 1 Mio") \
    X(endpoint_exposed, NOT_ALLOWED, "others than its owner may read {0}, which holds a secret; mend it with: chmod 600 {0}", "{0}, qui contient un secret, est lisible par d'autres que son propriétaire ; corrigez avec : chmod 600 {0}") \
    X(endpoint_https, BAD_INPUT, "{0} must begin with https:// (or say \"plain\": true, on loopback)", "{0} doit commencer par https:// (ou porter \"plain\", en local)") \
    X(endpoint_plain, BAD_INPUT, "{0} has \"plain\": without TLS only http://127.0.0.1 and http://[::1] may be written to", "{0} porte \"plain\" : sans TLS, seules http://127.0.0.1 et http://[::1] sont admises") \
    X(endpoint_ca, BAD_INPUT, "no certificate can be read from {0}: PEM is expected", "aucun certificat lisible dans {0} : du PEM est attendu") \
    X(endpoint_pin, BAD_INPUT, "the pin of {0} must be sha256// and the base64 of the SHA-256 of its public key", "l'empreinte de {0} doit être sha256// suivi du SHA-256 de sa clé publique en base64") \
    X(endpoint_pair, BAD_INPUT, "{0} names only one of \"certificate\" and \"key\": the two go together", "{0} ne nomme que l'un de « certificate » et « key » : les deux vont ensemble") \
    X(endpoint_certificate, BAD_INPUT, "the certificate in {0} and the key beside it cannot be read as PEM, or do not belong together", "le certificat de {0} et sa clé ne sont pas du PEM lisible, ou ne vont pas ensemble") \
    X(endpoint_line, BAD_INPUT, "{0} must hold one line, the value of the Authorization header, of printable ASCII", "{0} doit contenir une ligne, la valeur de l'en-tête Authorization, en ASCII imprimable") \
    X(endpoint_twice, CONFLICT, "{0} is configured twice: keep one", "{0} est configuré deux fois : gardez-en un") \
    X(courier_none, BAD_INPUT, "no courier carries to {0}", "aucun coursier ne dessert {0}") \
    X(courier_broken, FAILED, "the courier cannot go on: {0}", "le coursier ne peut continuer : {0}") \
    X(fetch_failed, UNAVAILABLE, "{0} cannot be fetched: {1}", "{0} ne peut être obtenu : {1}")

#define HF_WORDS_HTTP(X) \
    X(http_no_route, NOT_FOUND, "there is nothing at this address; /openapi.json names what there is", "il n'y a rien à cette adresse ; /openapi.json indique ce qui existe") \
    X(http_method, BAD_INPUT, "this address admits only {0}", "cette adresse n'admet que {0}") \
    X(http_type, BAD_INPUT, "the body must be of type {0}; say so in Content-Type", "le corps doit être de type {0} ; indiquez-le dans Content-Type") \
    X(http_body, BAD_INPUT, "the body is longer than {0} bytes", "le corps dépasse {0} octets") \
    X(http_credential, NOT_ALLOWED, "this address is for those who show who they are: an access token (Authorization: Bearer), or the client certificate that was entered for them; what was shown is missing, unknown, revoked or past its term", "cette adresse est réservée à qui s'identifie : par un jeton d'accès (schéma Bearer) ou par le certificat client inscrit ; ce qui a été présenté manque, est inconnu, révoqué ou expiré") \
    X(http_scope, NOT_ALLOWED, "this credential is not good for that: its scope lacks \"{0}\"", "ce titre d'accès ne suffit pas : il lui manque la portée « {0} »") \
    X(http_unavailable, UNAVAILABLE, "this cannot be taken now; try again in a few seconds", "ceci ne peut être reçu pour l'instant ; réessayez dans quelques secondes") \
    X(http_failed, FAILED, "something failed on our side; try again, and tell us if it goes on", "une erreur s'est produite de notre côté ; réessayez, et signalez-le-nous si elle persiste") \
    X(http_address, BAD_INPUT, "\"{0}\" is not an address to listen on: 127.0.0.1:8080, [::1]:8080 or unix:/path is expected", "« {0} » n'est pas une adresse d'écoute : 127.0.0.1:8080, [::1]:8080 ou unix:/chemin est attendu") \
    X(http_listen, FAILED, "cannot listen on {0}: {1}", "impossible d'écouter sur {0} : {1}") \
    X(http_file, BAD_INPUT, "{0} cannot be read, or is empty: a PEM file is expected", "{0} est illisible ou vide : un fichier PEM est attendu") \
    X(http_tls, BAD_INPUT, "TLS cannot be set up with this certificate and key: {0}", "TLS ne peut être établi avec ce certificat et cette clé : {0}") \
    X(http_start, FAILED, "the HTTP server did not start: {0}", "le serveur HTTP n'a pas démarré : {0}")

#define HF_WORDS_STREAM(X) \
    X(stream_none, NOT_FOUND, "there is no such stream among yours", "aucun flux de ce nom parmi les vôtres") \
    X(stream_many, CONFLICT, "an authority has {0} streams at most: change or delete one", "une autorité a au plus {0} flux : modifiez-en un ou supprimez-en un") \
    X(stream_supplied, BAD_INPUT, "{0} is set by the transmitter: send it as it was read, or leave it out", "{0} est fixé par l'émetteur : renvoyez-le tel qu'il a été lu, ou omettez-le") \
    X(stream_delivery, BAD_INPUT, "the delivery method must be urn:ietf:rfc:8935 (push, with an https endpoint_url of yours) or urn:ietf:rfc:8936 (poll, whose endpoint_url we give)", "le mode de remise est urn:ietf:rfc:8935 (envoi, avec une endpoint_url https à vous) ou urn:ietf:rfc:8936 (relève, dont nous donnons l'endpoint_url)") \
    X(stream_events, BAD_INPUT, "events_requested is a list of at most {0} event URIs", "events_requested est une liste d'au plus {0} URI d'événements") \
    X(stream_status, BAD_INPUT, "the status of a stream is enabled, paused or disabled", "l'état d'un flux est enabled, paused ou disabled") \
    X(stream_verified_lately, REFUSED, "this stream was verified a moment ago; wait as long as Retry-After says", "ce flux vient d'être vérifié ; attendez le temps indiqué par Retry-After") \
    X(stream_not_poll, NOT_FOUND, "notices of this stream are pushed, not fetched", "les avis de ce flux sont envoyés, non relevés") \
    X(stream_text, BAD_INPUT, "{0} is a text of at most {1} characters, without control characters", "{0} est un texte d'au plus {1} caractères, sans caractère de commande") \
    X(poll_request, BAD_INPUT, "{0} is not what RFC 8936, section 2.2, has there", "{0} n'est pas ce que la RFC 8936, section 2.2, y prévoit")

#define HF_WORDS_KEYS(X) \
    X(key_exists, CONFLICT, "{0} is there already; a key is never written over", "{0} existe déjà ; une clé n'est jamais écrasée") \
    X(key_exposed, NOT_ALLOWED, "others than its owner may read {0}, so it is not used; if nobody has read it, mend it with: chmod 600 {0}; else the keys must be replaced", "{0} est lisible par d'autres que son propriétaire et n'est donc pas utilisé ; si personne ne l'a lu, corrigez avec : chmod 600 {0} ; sinon les clés doivent être remplacées") \
    X(key_unlock_malformed, BAD_INPUT, "{0} is no unlock key: one line of 43 characters of base64url is expected", "{0} n'est pas une clé de déverrouillage : une ligne de 43 caractères base64url est attendue") \
    X(key_file_malformed, BAD_INPUT, "{0} is not a key file as this program writes it; restore it from a backup", "{0} n'est pas un fichier de clé tel que ce programme l'écrit ; restaurez-le d'une sauvegarde") \
    X(key_shut, UNVERIFIED, "the key {0} does not open: its file was changed, or the unlock key is not the one it was sealed with", "la clé {0} ne s'ouvre pas : son fichier a été modifié, ou la clé de déverrouillage n'est pas celle qui l'a scellée") \
    X(key_issuer, BAD_INPUT, "\"{0}\" cannot be an issuer: a URL such as https://court.example is expected, of at most 200 characters, without query or fragment", "« {0} » ne peut être un émetteur : une URL telle que https://court.example est attendue, de 200 caractères au plus, sans requête ni fragment") \
    X(key_origin, BAD_INPUT, "\"{0}\" cannot be the origin of a log: a name such as court.example/log1 is expected, of at most 200 characters, without blanks and '+'", "« {0} » ne peut être l'origine d'un journal : un nom tel que court.example/log1 est attendu, de 200 caractères au plus, sans espace ni « + »") \
    X(key_file, FAILED, "{0}: {1}", "{0} : {1}")

#define HF_WORDS_HOST(X) \
    X(host_no_memory, UNAVAILABLE, "the machine has no memory or no thread left for this", "la machine n'a plus ni mémoire ni fil d'exécution disponible") \
    X(host_file, FAILED, "{0}: {1}", "{0} : {1}") \
    X(queue_full, UNAVAILABLE, "too many requests wait already; nothing was done: try again in a moment", "trop de requêtes attendent déjà ; rien n'a été fait : réessayez dans un instant") \
    X(stopping, UNAVAILABLE, "the program is stopping; nothing was done: try again in a moment", "le programme s'arrête ; rien n'a été fait : réessayez dans un instant") \
    X(state_nowhere, BAD_INPUT, "no state directory: set HOLDFAST_STATE, or HOME", "pas de répertoire d'état : définissez HOLDFAST_STATE, ou HOME") \
    X(state_missing, NOT_FOUND, "{0} is not a directory: make a state with holdfast db init, or name another by HOLDFAST_STATE", "{0} n'est pas un répertoire : créez un état avec holdfast db init, ou nommez-en un autre par HOLDFAST_STATE") \
    X(state_not_fresh, CONFLICT, "something is in {0} already, and a demo begins in an empty directory: name another", "{0} n'est pas vide, et une démonstration commence dans un répertoire vide : nommez-en un autre") \
    X(clock_foreign, NOT_ALLOWED, "only a state that the demo made may have a clock of its own; {0} is none: if a file named clock is there, remove it", "seul un état créé par la démonstration peut avoir sa propre horloge ; {0} n'en est pas un : s'il contient un fichier clock, supprimez-le") \
    X(clock_malformed, BAD_INPUT, "{0} is no offset of a clock: one number of milliseconds, from 0 up, is expected", "{0} n'est pas un décalage d'horloge : un nombre de millisecondes, à partir de 0, est attendu") \
    X(clock_back, BAD_INPUT, "the clock of a demo is only moved forward, and by a thousand years at most", "l'horloge d'une démonstration ne peut qu'avancer, et de mille ans au plus") \
    X(setting_unknown, BAD_INPUT, "there is no setting {0}; holdfast config show lists all", "il n'y a pas de réglage {0} ; holdfast config show les énumère tous") \
    X(setting_unknown_near, BAD_INPUT, "there is no setting {0}; {1} may be meant", "il n'y a pas de réglage {0} ; peut-être {1}") \
    X(setting_line, BAD_INPUT, "neither \"[section]\" nor \"name = value\"; a comment begins with '#'", "ni « [section] » ni « nom = valeur » ; un commentaire commence par « # »") \
    X(setting_twice, BAD_INPUT, "{0} stands twice in this file: keep one", "{0} figure deux fois dans ce fichier : gardez-en un seul") \
    X(setting_number, BAD_INPUT, "{0} must be a whole number within {1}", "{0} doit être un nombre entier compris dans {1}") \
    X(setting_choice, BAD_INPUT, "{0} must be one of: {1}", "{0} doit être l'un de : {1}") \
    X(setting_path, BAD_INPUT, "{0} must be a path that begins with '/'", "{0} doit être un chemin qui commence par « / »") \
    X(setting_control, BAD_INPUT, "there is a control character in the value of {0}", "la valeur de {0} contient un caractère de commande")

#define HF_WORDS_CLI(X) \
    X(compare_other, UNVERIFIED, "these are bundles of two files: {0} and {1}", "ce sont les dossiers de preuve de deux dossiers : {0} et {1}") \
    X(compare_key, UNVERIFIED, "these bundles of the log {0} are signed by two keys: at most one of them is the log's; ask its owner which", "ces dossiers de preuve du journal {0} sont signés par deux clés : une seule au plus est celle du journal ; demandez laquelle à qui le tient") \
    X(compare_payload, UNVERIFIED, "here they part: what was done is told differently", "ils divergent ici : ce qui a été fait est dit autrement") \
    X(compare_header, UNVERIFIED, "here they part: who did it, when or by which right is told differently", "ils divergent ici : qui l'a fait, quand ou de quel droit est dit autrement") \
    X(compare_event, UNVERIFIED, "here they part: this is not the same event", "ils divergent ici : ce n'est pas le même acte") \
    X(compare_index, UNVERIFIED, "here they part: the event stands in two places of the log", "ils divergent ici : l'acte occupe deux places du journal") \
    X(cli_no_command, BAD_INPUT, "there is no command \"{0}\"; holdfast help lists those there are", "il n'y a pas de commande « {0} » ; holdfast help donne la liste") \
    X(cli_no_command_near, BAD_INPUT, "there is no command \"{0}\"; \"{1}\" may be meant", "il n'y a pas de commande « {0} » ; peut-être « {1} »") \
    X(cli_no_option, BAD_INPUT, "there is no option {0} here; --help lists those there are", "il n'y a pas d'option {0} ici ; --help donne la liste") \
    X(cli_no_option_near, BAD_INPUT, "there is no option {0} here; --{1} may be meant", "il n'y a pas d'option {0} ici ; peut-être --{1}") \
    X(cli_value_missing, BAD_INPUT, "after --{0} comes a value: {1}", "après --{0} vient une valeur : {1}") \
    X(cli_value_unwanted, BAD_INPUT, "--{0} takes no value", "--{0} ne prend pas de valeur") \
    X(cli_twice, BAD_INPUT, "--{0} is given twice: give it once", "--{0} est donné deux fois : donnez-le une fois") \
    X(cli_no_authorities, BAD_INPUT, "this is no directory: an object with a list \"authorities\" is expected, as in config/samples/directory.json", "ce n'est pas un annuaire : un objet avec une liste « authorities » est attendu, comme dans config/samples/directory.json") \
    X(cli_utf8, BAD_INPUT, "word {0} of the line is not well-formed UTF-8: type it in a terminal that is set to UTF-8", "le mot {0} de la ligne n'est pas de l'UTF-8 bien formé : tapez-le dans un terminal réglé sur UTF-8") \
    X(cli_few, BAD_INPUT, "{0} is missing; see: holdfast {1} --help", "il manque {0} ; voyez : holdfast {1} --help") \
    X(cli_many, BAD_INPUT, "\"{0}\" is one argument too many; see: holdfast {1} --help", "« {0} » est un argument de trop ; voyez : holdfast {1} --help") \
    X(cli_needed, BAD_INPUT, "--{0} is missing; it takes {1}", "il manque --{0}, qui prend {1}") \
    X(cli_choice, BAD_INPUT, "\"{0}\" is none of: {1}", "« {0} » n'est aucun de : {1}") \
    X(cli_either, BAD_INPUT, "--{0} and --{1} exclude each other: give one", "--{0} et --{1} s'excluent : donnez l'un des deux") \
    X(cli_only_with, BAD_INPUT, "{0} has an effect only with {1}: add that, or leave {0} out", "{0} n'a d'effet qu'avec {1} : ajoutez cela, ou omettez {0}") \
    X(cli_apart, BAD_INPUT, "{0} and {1} do not go together: leave one of them out", "{0} et {1} ne vont pas ensemble : omettez l'un des deux") \
    X(cli_no_file, NOT_FOUND, "there is no such file", "ce fichier n'existe pas") \
    X(cli_file, BAD_INPUT, "this cannot be read: {0}", "ceci ne peut être lu : {0}") \
    X(cli_terminal, BAD_INPUT, "standard input is a terminal: name a file, or pipe one in", "l'entrée standard est un terminal : nommez un fichier ou redirigez-en un") \
    X(cli_output, FAILED, "the output could not be written: {0}", "la sortie n'a pu être écrite : {0}") \
    X(cli_private, BAD_INPUT, "this concerns the private database only, and {0} names another one", "ceci ne concerne que la base privée, et {0} en désigne une autre") \
    X(cli_not_owner, NOT_ALLOWED, "only the owner of {0} and root may do this", "seuls le propriétaire de {0} et root le peuvent") \
    X(cli_account, NOT_ALLOWED, "the account {0} belongs to nobody of the house: say who acts with --as NAME", "le compte {0} n'est celui de personne de la maison : dites qui agit avec --as NOM") \
    X(cli_nobody, NOT_FOUND, "nobody is enrolled yet; begin with: holdfast user add --first NAME --second NAME", "personne n'est encore inscrit ; commencez par : holdfast user add --first NOM --second NOM") \
    X(cli_founded, CONFLICT, "the first two persons are named already; others are proposed with: holdfast user add NAME", "les deux premières personnes sont déjà nommées ; les autres se proposent par : holdfast user add NOM") \
    X(cli_no_person, NOT_FOUND, "nobody of the house is called {0}", "personne de la maison ne s'appelle {0}") \
    X(cli_no_person_near, NOT_FOUND, "nobody of the house is called {0}; {1} may be meant", "personne de la maison ne s'appelle {0} ; peut-être {1}") \
    X(cli_same_name, CONFLICT, "somebody is enrolled or proposed as {0} already: add what tells the two apart, such as \"{0} (Registry)\"", "quelqu'un est déjà inscrit ou proposé sous le nom {0} : ajoutez ce qui les distingue, par exemple « {0} (Greffe) »") \
    X(cli_role_near, BAD_INPUT, "{0} is no role known here; {1} may be meant; a role of a new definition is known once that is published", "{0} n'est pas un rôle connu ici ; peut-être {1} ; un rôle d'une nouvelle définition est connu une fois celle-ci publiée") \
    X(cli_two_persons, BAD_INPUT, "several persons answer to {0}: give the id or person/N", "plusieurs personnes répondent à {0} : donnez l'identifiant ou person/N") \
    X(cli_nobody_to_call, NOT_FOUND, "the directory has no valid entry to write to in the network or region \"{0}\"; see: holdfast directory list", "l'annuaire n'a pas d'inscription valide à consulter dans le réseau ou la région « {0} » ; voyez : holdfast directory list") \
    X(cli_no_round, NOT_FOUND, "{0} is no round through the network: holdfast directory drill begins one", "{0} n'est pas une tournée du réseau : holdfast directory drill en commence une") \
    X(cli_no_notice, NOT_FOUND, "no notice that was given up or is held answers to {0}", "aucun avis abandonné ou retenu ne répond à {0}") \
    X(cli_no_endpoint, REFUSED, "the directory has no address of {0} that could be paused", "l'annuaire n'a pas d'adresse de {0} à suspendre") \
    X(cli_no_pause, NOT_FOUND, "no address of {0} is paused", "aucune adresse de {0} n'est suspendue") \
    X(cli_no_authority, NOT_FOUND, "no authority of the directory is called {0}", "aucune autorité de l'annuaire ne s'appelle {0}") \
    X(cli_no_workflow, NOT_FOUND, "no workflow {0} is published; those that are:", "aucune procédure {0} n'est publiée ; celles qui le sont :") \
    X(cli_version_name, BAD_INPUT, "\"{0}\" is not the name of a workflow, alone or with a version: small-procedure@2", "« {0} » n'est pas le nom d'une procédure, seul ou avec une version : small-procedure@2") \
    X(cli_migrate_which, BAD_INPUT, "say which cases: their references, or --all for all that run on the old version", "dites quelles affaires : leurs références, ou --all pour toutes celles de l'ancienne version") \
    X(cli_migrate_refused, REFUSED, "nothing was done, since {0} of {1} cases cannot be carried over:", "rien n'a été fait, car {0} affaires sur {1} ne peuvent être reprises :") \
    X(cli_migrate_stopped, REFUSED, "carried over before it stopped: {0} of {1} cases; call again for the rest:", "affaires reprises avant l'arrêt : {0} sur {1} ; relancez la commande pour les autres :") \
    X(cli_unsound, FINDINGS, "the definition has faults; see: holdfast workflow check {0}", "la définition a des défauts ; voyez : holdfast workflow check {0}") \
    X(cli_layout, FINDINGS, "the definition is not in the layout in which definitions are published; holdfast workflow fmt {0} puts it there", "la définition n'a pas la mise en page sous laquelle on publie ; holdfast workflow fmt {0} la lui donne") \
    X(cli_layout_large, BAD_INPUT, "in its layout this would take {0} bytes, more than the {1} a definition may have: share what repeats by groups, same_as or types, or split it", "mise en page, ceci prendrait {0} octets, alors qu'une définition en a {1} au plus : partagez ce qui se répète par groups, same_as ou types, ou scindez-la") \
    X(cli_workflow_name, BAD_INPUT, "\"{0}\" is no name for a workflow: small letters, digits, - and _, beginning with a letter, at most 64", "« {0} » n'est pas un nom de procédure : minuscules, chiffres, - et _, une lettre d'abord, 64 au plus") \
    X(cli_one_story, BAD_INPUT, "--{0} belongs to one story: name it after the definition, and only it", "--{0} vaut pour un seul récit : nommez-le après la définition, et lui seul") \
    X(cli_days, BAD_INPUT, "\"{0}\" names no days: write 2028-12-11, or 2028-12-01..2028-12-31", "« {0} » ne désigne pas de jours : écrivez 2028-12-11, ou 2028-12-01..2028-12-31") \
    X(cli_no_stories, NOT_FOUND, "there is no story at {0}", "aucun récit en {0}") \
    X(walk_no_case, REFUSED, "no case of {0} could be begun by chance; try a menu: holdfast workflow simulate without --random", "aucune affaire de {0} n'a pu être ouverte au hasard ; essayez le menu : holdfast workflow simulate sans --random") \
    X(walk_word, BAD_INPUT, "\"{0}\" is no number of the menu, nor wait or quit", "« {0} » n'est ni un numéro du menu, ni wait, ni quit") \
    X(walk_wait, BAD_INPUT, "\"{0}\" is no number of days, as 30d, and without one something must be due", "« {0} » n'est pas un nombre de jours, comme 30d ; sans lui, il faut une échéance") \
    X(cli_no_calendar, NOT_FOUND, "no calendar {0} came with the program; those that did:", "aucun calendrier {0} n'est fourni ; ceux qui le sont :") \
    X(cli_range, BAD_INPUT, "a whole number from 0 to {1} is expected, not {0}", "un nombre entier de 0 à {1} est attendu, non {0}") \
    X(cli_unsound_here, FINDINGS, "{0} has faults, and is not proposed; a calendar is published with: holdfast calendar publish FILE", "{0} a des défauts et n'est pas proposé ; un calendrier se publie par : holdfast calendar publish FICHIER") \
    X(cli_start_fixed, BAD_INPUT, "the rule of counting {0} does not count the starting day: leave this out, or take the rule plain", "la règle de calcul {0} ne compte pas le jour du début : omettez ceci, ou prenez la règle plain") \
    X(cli_no_counting, BAD_INPUT, "there is no rule of counting {0}: write plain or eu-1182-71", "il n'y a pas de règle de calcul {0} : écrivez plain ou eu-1182-71") \
    X(cli_moment, BAD_INPUT, "{0} is no time: write the like of 2026-03-06, 2026-03-06T10:15:00Z or 2026-03-06T10:15:00+01:00", "{0} n'est pas une date : écrivez par exemple 2026-03-06, 2026-03-06T10:15:00Z ou 2026-03-06T10:15:00+01:00") \
    X(cli_set, BAD_INPUT, "\"{0}\" is not of the form name=value", "« {0} » n'est pas de la forme nom=valeur") \
    X(serve_network, BAD_INPUT, "\"{0}\" is no network: the like of 10.1.0.0/16 or 192.0.2.7 is expected", "« {0} » n'est pas un réseau : on attend par exemple 10.1.0.0/16 ou 192.0.2.7") \
    X(cli_set_value, BAD_INPUT, "\"{0}\" does not fit here; expected is the like of: {1}", "« {0} » ne convient pas ici ; attendu, par exemple : {1}") \
    X(cli_set_large, BAD_INPUT, "{0} is beyond 9007199254740991 (2^53-1), up to which a whole number goes and an amount in least units: correct it, or enter it in parts", "{0} dépasse 9007199254740991 (2^53-1), limite d'un nombre entier et d'un montant en unités mineures : corrigez-le, ou inscrivez-le par parties") \
    X(ftm_private_key, BAD_INPUT, "{0} comes with a private key: take it out of the file and treat it as known to others; nothing was recorded", "{0} est accompagné d'une clé privée : retirez-la du fichier et tenez-la pour connue d'autrui ; rien n'a été consigné")

/* The ceremony for an authority's key (desk/enrol.c). */
#define HF_WORDS_ENROL(X) \
    X(rotate_alg, BAD_INPUT, "{0} is not a kind of key that can be made: EdDSA, ES256 or RS256 to sign with, ECDH-ES to encrypt for", "{0} n'est pas un type de clé qui puisse être créé : EdDSA, ES256 ou RS256 pour signer, ECDH-ES pour chiffrer") \
    X(own_key_none, NOT_FOUND, "this authority asks for signatures by {0}, and no key of ours signs so now; make one with: holdfast key rotate", "cette autorité demande des signatures {0}, et aucune clé à nous ne signe ainsi maintenant ; créez-en une avec : holdfast key rotate") \
    X(own_key_log, REFUSED, "this is the key of the log, without which its checkpoints cannot be verified; only keys for notices are retired", "c'est la clé du journal, sans laquelle ses points de contrôle ne peuvent être vérifiés ; seules les clés des avis sont retirées") \
    X(own_key_last, CONFLICT, "this key signs by {0} now; it can be retired when another has taken its place: holdfast key rotate", "cette clé signe en {0} maintenant ; elle peut être retirée quand une autre a pris sa place : holdfast key rotate") \
    X(enrol_known, CONFLICT, "this key is enrolled already, for {0}; an authority's key is its own, and one that was revoked does not come back", "cette clé est déjà enregistrée, pour {0} ; la clé d'une autorité n'est qu'à elle, et une clé révoquée ne revient pas") \
    X(enrol_use, BAD_INPUT, "a key of this kind is not for {0}: Ed25519, P-256 and RSA sign, X25519 opens what is encrypted", "une clé de ce type n'est pas faite pour {0} : Ed25519, P-256 et RSA signent, X25519 ouvre ce qui est chiffré") \
    X(enrol_period, BAD_INPUT, "key_to must come after key_from", "key_to doit suivre key_from") \
    X(enrol_fingerprint, UNVERIFIED, "this is not the fingerprint of the key, which is {0}: if it was read out by the authority, the key is not the authority's", "ce n'est pas l'empreinte de la clé, qui est {0} : si l'autorité l'a lue ainsi, la clé n'est pas la sienne") \
    X(enrol_challenge, UNVERIFIED, "the proof does not bear the challenge and the fingerprint that were given, in an event key-proof", "la preuve ne porte pas le défi et l'empreinte qui ont été donnés, dans un événement key-proof") \
    X(enrol_no_issuer, REFUSED, "the entry of this authority has no issuer, under which its keys speak; enter one first with: holdfast directory change", "l'inscription de cette autorité n'a pas d'issuer, sous lequel ses clés parlent ; inscrivez-en un d'abord avec : holdfast directory change")

/* Threads and keys at the command line. */
#define HF_WORDS_THREAD(X) \
    X(enrol_one, BAD_INPUT, "this holds several keys: each is enrolled by itself, so give a file with one", "ceci contient plusieurs clés : chacune est enregistrée pour elle-même ; donnez un fichier qui n'en a qu'une") \
    X(thread_empty, NOT_FOUND, "there is no token in {0}: a file with one token a line, or a folder of files *.jwt, is expected", "il n'y a aucun jeton dans {0} : un fichier d'un jeton par ligne, ou un dossier de fichiers *.jwt, est attendu") \
    X(thread_sealed, UNVERIFIED, "this message is encrypted: give the key that opens it with --secret", "ce message est chiffré : donnez la clé qui l'ouvre avec --secret") \

#define HF_WORDS_STORY(X) \
    X(story_sentence, BAD_INPUT, "no sentence of a story reads like this: {0}", "aucune phrase de récit ne se lit ainsi : {0}") \
    X(story_sentence_near, BAD_INPUT, "no sentence of a story reads like this: {0}; the nearest form is: {1}", "aucune phrase de récit ne se lit ainsi : {0} ; la forme la plus proche est : {1}") \
    X(story_member, BAD_INPUT, "below a sentence stand its members, as \"name: value\", not: {0}", "sous une phrase figurent ses membres, sous la forme « nom : valeur », et non : {0}") \
    X(story_members_twice, BAD_INPUT, "the members stand after \"with\" or below the sentence, not in both places", "les membres figurent après « with » ou sous la phrase, non aux deux endroits") \
    X(story_members_unwanted, BAD_INPUT, "this sentence takes no members below it", "cette phrase n'admet pas de membres au-dessous") \
    X(story_nobody, BAD_INPUT, "nobody in this story is called {0}", "personne, dans ce récit, ne s'appelle {0}") \
    X(story_value, BAD_INPUT, "{0} is expected here, not {1}", "{0} est attendu ici, et non {1}") \
    X(story_deep, BAD_INPUT, "phrases use each other more than {0} deep", "les tournures s'emploient l'une l'autre sur plus de {0} niveaux") \
    X(story_many, BAD_INPUT, "a story has at most {0} phrases", "un récit compte au plus {0} tournures") \
    X(story_events, UNAVAILABLE, "a story is kept up to {0} events, and this one had more", "d'un récit on garde au plus {0} actes, et celui-ci en a eu davantage") \
    X(story_past, BAD_INPUT, "it is already {0}: time does not go back", "on est déjà le {0} : le temps ne recule pas") \
    X(story_stage, FAILED, "this stage cannot play the sentence: {0}", "cette scène ne peut jouer la phrase : {0}") \
    X(story_outcome, FAILED, "{0} was expected; what came was: {1}", "{0} était attendu ; il en a été ainsi : {1}") \
    X(focal_script, BAD_INPUT, "this answer of the script lacks a sound {0}", "cette réponse du script n'a pas de membre {0} valable") \
    X(child_start, FAILED, "{0} cannot be started: {1}", "{0} ne peut être lancé : {1}") \
    X(child_late, FAILED, "{0} {1} took too long and was ended", "{0} {1} a trop tardé et a été arrêté") \
    X(child_ended, FAILED, "a process of the demo ended too early; what it wrote to {0}:", "un processus de la démonstration s'est arrêté trop tôt ; ce qu'il a écrit dans {0} :") \
    X(demo_failed, FAILED, "{0} failed ({1}):", "échec de {0} ({1}) :") \
    X(demo_root, NOT_FOUND, "the samples are not in {0}: run the demo where config/samples is, or name that place with --root", "les exemples ne sont pas dans {0} : lancez la démonstration là où se trouve config/samples, ou indiquez ce lieu par --root") \
    X(story_no_mark, BAD_INPUT, "{0} is neither a flag nor a group of {1}, nor \"late\"", "{0} n'est ni un fait ni un groupe de {1}, ni « late »")

/* Words of a place in the input (hf_err.where) that stand before a number; what else is said there is a name. */
#define HF_PLACES(X) \
    X(place_event, "event", "acte") \
    X(place_line, "line", "ligne") \
    X(place_position, "log position", "position du journal")

/* What we name ourselves as an argument of a sentence, where others give a name of theirs. */
#define HF_THINGS(X) \
    X(thing_answer, "the answer", "la réponse") \
    X(thing_bundle, "the bundle", "le dossier de preuve") \
    X(thing_connection, "the connection string", "la chaîne de connexion") \
    X(thing_desk, "the desk", "le guichet") \
    X(thing_edge, "the edge of the log", "le bord du journal") \
    X(thing_held, "the entries held", "les écritures tenues") \
    X(thing_holdings, "the holdings", "les participations") \
    X(thing_leaves, "the leaves of the log", "les feuilles du journal") \
    X(thing_ledger, "the ledger", "le grand livre") \
    X(thing_lots, "the lots that would be printed", "les lots qui seraient imprimés") \
    X(thing_output, "the output", "la sortie") \
    X(thing_passphrase, "the passphrase", "la phrase secrète") \
    X(thing_rows, "the rows", "les lignes") \
    X(thing_touched, "the entries touched", "les écritures touchées") \
    X(thing_trace, "the trace", "le suivi")

/* What programs of the lower layers alone can say (holdfast-verify); and all else, of which they know the codes. */
#define HF_WORDS_NEAR(X) \
    HF_WORDS_BASE(X) HF_WORDS_RECORD(X) HF_WORDS_SEAL(X) HF_WORDS_GUARD(X) HF_WORDS_FLOW(X) HF_WORDS_CALENDAR(X) HF_WORDS_CASEFILE(X) HF_WORDS_AUDIT(X)
#define HF_WORDS_FAR(X) \
    HF_WORDS_TRACE(X) HF_WORDS_OWNER(X) HF_WORDS_DESK(X) HF_WORDS_PG(X) HF_WORDS_NOTIFY(X) HF_WORDS_HTTP(X) HF_WORDS_STREAM(X) HF_WORDS_KEYS(X) HF_WORDS_HOST(X) \
    HF_WORDS_CLI(X) HF_WORDS_STORY(X) HF_WORDS_ENROL(X) HF_WORDS_THREAD(X)
#define HF_WORDS(X) HF_WORDS_NEAR(X) HF_WORDS_FAR(X)
/* clang-format on */

enum hf_word {
#define HF_WORD(code, rc, en, fr) HF_WORD_##code,
    HF_WORDS(HF_WORD)
#undef HF_WORD
        HF_WORD_COUNT
};

#endif
