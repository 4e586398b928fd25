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
    X(bad_date, BAD_INPUT, "not a date of the form 2026-11-23", "ce n'est pas une date de la forme 2026-11-23") \
    X(bad_period, BAD_INPUT, "not a period such as 48h, 45d, 10wd, 6w, 18m or 2y", "ce n'est pas une période telle que 48h, 45d, 10wd, 6w, 18m ou 2y") \
    X(bad_id, BAD_INPUT, "not an identifier: 22 characters of base64url are expected", "ce n'est pas un identifiant : 22 caractères base64url sont attendus") \
    X(bad_reference, BAD_INPUT, "not a case reference of the form ABCD-EFGH-C: the check letter does not fit", "ce n'est pas une référence d'affaire de la forme ABCD-EFGH-C : la lettre de contrôle ne convient pas") \
    X(bad_amount, BAD_INPUT, "not an amount: {0}", "ce n'est pas un montant : {0}") \
    X(unknown_currency, BAD_INPUT, "{0} is no currency of ISO 4217 known here", "{0} n'est pas une monnaie ISO 4217 connue ici") \
    X(currency_mismatch, REFUSED, "amounts in {0} and {1} cannot be compared or added", "des montants en {0} et en {1} ne peuvent être ni comparés ni additionnés") \
    X(overflow, REFUSED, "a sum exceeds what can be counted", "une somme dépasse ce qui peut être compté")

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
    X(inclusion_broken, UNVERIFIED, "this leaf is not in the log: the path does not lead to the root", "cette feuille n'est pas dans le journal : le chemin ne mène pas à la racine") \
    X(consistency_broken, UNVERIFIED, "the later log does not continue the earlier one: something was changed or taken away", "le journal ultérieur ne prolonge pas l'antérieur : quelque chose a été modifié ou retiré") \
    X(key_malformed, BAD_INPUT, "not a public key of kind OKP, curve Ed25519: {0} is missing or wrong", "ce n'est pas une clé publique de type OKP, courbe Ed25519 : {0} manque ou est faux") \
    X(key_weak, BAD_INPUT, "this public key is not a sound point of Ed25519 and would prove nothing; ask its holder for another", "cette clé publique n'est pas un point sain d'Ed25519 et ne prouverait rien ; demandez-en une autre à son titulaire") \
    X(key_private, BAD_INPUT, "this holds the private part of a key: give only the public part, and have the key replaced", "ceci contient la partie privée d'une clé : ne donnez que la partie publique et faites remplacer la clé") \
    X(box_broken, UNVERIFIED, "these sealed bytes do not open: they were changed or moved, or the key is another", "ces octets scellés ne s'ouvrent pas : ils ont été modifiés ou déplacés, ou la clé est une autre") \
    X(disclosure_name, BAD_INPUT, "{0} cannot be hidden: it is given twice or its name is reserved", "{0} ne peut être masqué : il est donné deux fois ou son nom est réservé") \
    X(disclosure_malformed, BAD_INPUT, "not a disclosure: base64url of [salt, name, value] is expected", "ce n'est pas une divulgation : le base64url de [sel, nom, valeur] est attendu") \
    X(disclosure_unmatched, UNVERIFIED, "this value of {0} is not the one the event was recorded with", "cette valeur de {0} n'est pas celle avec laquelle l'événement a été consigné") \
    X(checkpoint_malformed, BAD_INPUT, "not a checkpoint: three lines are expected, origin, size and root", "ce n'est pas un point de contrôle : trois lignes sont attendues, origine, taille et racine") \
    X(note_malformed, BAD_INPUT, "not a signed note: text, an empty line and at most 64 lines of the form \"— name base64\" are expected, each line ended, at most 64 KiB, no control characters", "ce n'est pas une note signée : un texte, une ligne vide et au plus 64 lignes de la forme « — nom base64 » sont attendus, chaque ligne terminée, au plus 64 Kio, sans caractères de commande") \
    X(note_unsigned, UNVERIFIED, "no signature by the key {0} stands under this note", "aucune signature de la clé {0} ne figure sous cette note") \
    X(note_signature, UNVERIFIED, "the signature by {0} under this note does not hold", "la signature de {0} sous cette note n'est pas valable") \
    X(token_too_large, BAD_INPUT, "this token is longer than {0} bytes", "ce jeton dépasse {0} octets") \
    X(token_malformed, BAD_INPUT, "not a compact token: three parts of base64url with two dots between them are expected", "ce n'est pas un jeton compact : trois parties base64url séparées par deux points sont attendues") \
    X(token_header, BAD_INPUT, "the header of a token may hold alg, typ and kid only, not {0}", "l'en-tête d'un jeton ne peut contenir que alg, typ et kid, et non {0}") \
    X(token_type, BAD_INPUT, "the type of this token is not secevent+jwt", "le type de ce jeton n'est pas secevent+jwt") \
    X(token_alg, BAD_INPUT, "the algorithm {0} is not accepted: sign with EdDSA and an Ed25519 key", "l'algorithme {0} n'est pas accepté : signez en EdDSA avec une clé Ed25519") \
    X(token_key, UNVERIFIED, "this token names another key than the one it must be signed with", "ce jeton nomme une autre clé que celle qui doit le signer") \
    X(token_signature, UNVERIFIED, "the signature of this token does not hold", "la signature de ce jeton n'est pas valable") \
    X(set_malformed, BAD_INPUT, "the claim {0} is missing or not of the form {1}", "la déclaration {0} manque ou n'est pas de la forme {1}") \
    X(set_refused_claim, BAD_INPUT, "the claim {0} may not stand in a security event token", "la déclaration {0} ne peut figurer dans un jeton d'événement de sécurité") \
    X(set_audiences, BAD_INPUT, "a token must address exactly one audience", "un jeton doit s'adresser à un seul destinataire") \
    X(set_events, BAD_INPUT, "a token must tell exactly one event", "un jeton doit rapporter un seul événement") \
    X(set_event_name, BAD_INPUT, "{0} is not a URI and cannot name an event", "{0} n'est pas un URI et ne peut nommer un événement") \
    X(set_issuer, UNVERIFIED, "this token says it comes from {0}, but {1} is expected", "ce jeton dit venir de {0}, alors que {1} est attendu") \
    X(set_audience, UNVERIFIED, "this token is addressed to {0}, not to {1}", "ce jeton est adressé à {0}, non à {1}") \
    X(set_future, UNVERIFIED, "this token says it was signed in the future, at {0}: the sender's clock or ours is wrong", "ce jeton dit avoir été signé dans l'avenir, à {0} : l'horloge de l'expéditeur ou la nôtre est fausse") \
    X(set_thread, BAD_INPUT, "{0} does not give the place of this message in its thread", "{0} n'indique pas la place de ce message dans son fil")

/* Expressions of a workflow definition (flow/guard). */
#define HF_WORDS_GUARD(X) \
    X(expr_empty, BAD_INPUT, "an expression is empty", "une expression est vide") \
    X(expr_too_long, BAD_INPUT, "an expression has more than {0} bytes: name parts of it as conditions", "une expression compte plus de {0} octets : nommez-en des parties comme conditions") \
    X(expr_too_deep, BAD_INPUT, "an expression is nested deeper than {0} levels: name parts of it as conditions", "une expression est imbriquée sur plus de {0} niveaux : nommez-en des parties comme conditions") \
    X(expr_costly, BAD_INPUT, "at the largest sizes allowed this looks at {0} items, more than {1}: give the lists a smaller max or maxItems, or loop less deeply", "aux plus grandes tailles permises, ceci parcourt {0} éléments, plus que {1} : donnez aux listes un max ou maxItems plus petit, ou imbriquez moins de boucles") \
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

#define HF_WORDS_FLOW(X)

#define HF_WORDS_TRACE(X) \
    X(trace_method, BAD_INPUT, "there is no method {0}; there are: {1}", "il n'y a pas de méthode {0} ; il y a : {1}") \
    X(trace_no_case, NOT_FOUND, "the file has no case {0}", "le fichier n'a pas de cas {0}") \
    X(trace_which_case, BAD_INPUT, "the file holds several cases: say which with --case", "le fichier contient plusieurs cas : indiquez lequel avec --case") \
    X(trace_case_twice, BAD_INPUT, "the case {0} stands twice in the file: give each a name of its own", "le cas {0} figure deux fois dans le fichier : donnez à chacun un nom propre") \
    X(trace_csv_case, BAD_INPUT, "a CSV file holds one ledger: leave out --case {0}", "un fichier CSV contient un seul registre : omettez --case {0}") \
    X(trace_no_events, BAD_INPUT, "a list is expected under \"events\", or a list of cases under \"cases\"", "une liste est attendue sous \"events\", ou une liste de cas sous \"cases\"") \
    X(trace_event, BAD_INPUT, "an event is an object with the members {0}", "un événement est un objet avec les membres {0}") \
    X(trace_no_heading, BAD_INPUT, "the text is empty: the first line names the columns {0}", "le texte est vide : la première ligne nomme les colonnes {0}") \
    X(trace_column, BAD_INPUT, "{0} is none of the columns; they are: {1}", "{0} n'est aucune des colonnes ; ce sont : {1}") \
    X(trace_column_twice, BAD_INPUT, "the column {0} stands twice; each is named once: {1}", "la colonne {0} figure deux fois ; chacune est nommée une fois : {1}") \
    X(trace_fields, BAD_INPUT, "this line has not seven fields; put a text with commas into double quotes, and leave what does not apply empty between its commas: {0}", "cette ligne n'a pas sept champs ; mettez un texte à virgules entre guillemets doubles et laissez vide entre ses virgules ce qui ne s'applique pas : {0}") \
    X(trace_quote_open, BAD_INPUT, "the double quote opened here is not closed on its line", "le guillemet double ouvert ici n'est pas fermé sur sa ligne") \
    X(trace_quote, BAD_INPUT, "a double quote is out of place here: put the whole field into double quotes and write each one inside twice", "un guillemet double n'est pas à sa place ici : mettez tout le champ entre guillemets doubles et doublez chacun de ceux qu'il contient") \
    X(trace_control, BAD_INPUT, "a control character stands here: take it out, one line is one row", "un caractère de commande se trouve ici : retirez-le, une ligne est un enregistrement") \
    X(trace_utf8, BAD_INPUT, "this is not UTF-8: save the file as UTF-8", "ce n'est pas de l'UTF-8 : enregistrez le fichier en UTF-8") \
    X(trace_text, BAD_INPUT, "{0} is a text: put it into double quotes", "{0} est un texte : mettez-le entre guillemets doubles") \
    X(trace_amount, BAD_INPUT, "{0} is not an amount: a whole number of minor units from 0 to 9223372036854775807 is expected (in JSON to 9007199254740991), without separators", "{0} n'est pas un montant : un nombre entier d'unités mineures de 0 à 9223372036854775807 est attendu (en JSON jusqu'à 9007199254740991), sans séparateurs") \
    X(trace_negative, BAD_INPUT, "an amount is not negative: the kind (credit, debit, transfer) says which way the money goes", "un montant n'est pas négatif : la nature (credit, debit, transfer) dit dans quel sens va l'argent") \
    X(trace_kind, BAD_INPUT, "there is no kind {0}: write credit, debit or transfer", "il n'y a pas de nature {0} : écrivez credit, debit ou transfer") \
    X(trace_needed, BAD_INPUT, "a {0} needs {1}: fill it in", "{1} manque à cette opération ({0}) : indiquez-le") \
    X(trace_stray, BAD_INPUT, "a {0} has no {1}: leave it empty", "une opération {0} n'a pas de {1} : laissez-le vide") \
    X(trace_reserved, BAD_INPUT, "the name {0} is reserved for money lent by the bank: choose another", "le nom {0} est réservé à l'argent prêté par la banque : choisissez-en un autre") \
    X(trace_order, BAD_INPUT, "the date {0} comes after {1}: sort the rows by date", "la date {0} vient après le {1} : triez les lignes par date") \
    X(trace_twice, BAD_INPUT, "the id {0} stands twice: remove the row if it is the same, else give it an id of its own", "l'identifiant {0} figure deux fois : supprimez la ligne si c'est la même, sinon donnez-lui un identifiant propre")

#define HF_WORDS_CASEFILE(X) \
    X(event_does_not_fit, UNVERIFIED, "the event {0} on {1} does not fit the case it follows", "l'événement {0} sur {1} ne convient pas à l'affaire qu'il suit")

#define HF_WORDS_DESK(X) \
    X(stale, CONFLICT, "somebody else has acted on the same file meanwhile; look at it again and repeat", "quelqu'un d'autre a agi entre-temps sur le même dossier ; relisez-le et recommencez") \
    X(name_taken, CONFLICT, "the name is already taken", "ce nom est déjà pris") \
    X(duplicate, CONFLICT, "this command or message has been taken before", "cette commande ou ce message a déjà été reçu")

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

#define HF_WORDS_NOTIFY(X)

#define HF_WORDS_HTTP(X)

#define HF_WORDS_KEYS(X)

#define HF_WORDS_HOST(X)

#define HF_WORDS_CLI(X)

#define HF_WORDS(X) \
    HF_WORDS_BASE(X) HF_WORDS_RECORD(X) HF_WORDS_SEAL(X) HF_WORDS_GUARD(X) HF_WORDS_FLOW(X) HF_WORDS_TRACE(X) HF_WORDS_CASEFILE(X) \
    HF_WORDS_DESK(X) HF_WORDS_PG(X) HF_WORDS_NOTIFY(X) HF_WORDS_HTTP(X) HF_WORDS_KEYS(X) HF_WORDS_HOST(X) HF_WORDS_CLI(X)
/* clang-format on */

enum hf_word {
#define HF_WORD(code, rc, en, fr) HF_WORD_##code,
    HF_WORDS(HF_WORD)
#undef HF_WORD
        HF_WORD_COUNT
};

#endif
