/* SPDX-License-Identifier: Apache-2.0 */
/* What holdfast-verify says beside the sentences of base/words.h: English, French. */
#ifndef HF_VERIFY_WORDS_H
#define HF_VERIFY_WORDS_H

/* clang-format off */
#define HF_VERIFY_SAYS(X) \
    X(page_about, "Is this bundle or log whole, and who signed it?", "Ce dossier de preuve ou ce journal est-il intègre, et qui l'a signé ?") \
    X(page_pick, "The bundle (nothing leaves this computer)", "Le dossier de preuve (rien ne quitte cet ordinateur)") \
    X(page_pick_log, "Or the folder of a whole log; either may also be dropped on this page", "Ou le répertoire d'un journal entier ; l'un ou l'autre peut aussi être déposé sur cette page") \
    X(page_reading, "Being checked...", "Contrôle en cours...") \
    X(page_unread, "NOT CHECKED: the browser does not let this page read that; choose it with the buttons above.", "NON CONTRÔLÉ : le navigateur ne laisse pas cette page le lire ; choisissez-le par les boutons ci-dessus.") \
    X(page_trust, "The log key that you were given elsewhere (without it the signer is not established)", "La clé du journal reçue par ailleurs (sans elle, le signataire n'est pas établi)") \
    X(usage, "usage: holdfast-verify [--trust FILE | --self-only] [--to TIME] [--as-known-on TIME] [--passphrase-file FILE | --key FILE] [--lang en|fr] [--json] FILE", "emploi : holdfast-verify [--trust FICHIER | --self-only] [--to INSTANT] [--as-known-on INSTANT] [--passphrase-file FICHIER | --key FICHIER] [--lang en|fr] [--json] FICHIER") \
    X(about, "Checks a bundle of one case, or a proof that a case does not exist, or a whole log in a folder, without network, database or trust in whoever made it, and shows the case as its events make it.", "Contrôle le dossier de preuve d'une affaire, ou la preuve qu'une affaire n'existe pas, ou un journal entier dans un répertoire, sans réseau, sans base de données et sans foi en qui l'a fait, et montre l'affaire telle que ses actes la font.") \
    X(about_trust, "  --trust FILE    whom to believe: a line \"log KEY\" with the log key you were given elsewhere, and witnesses with their quorum (docs/trust.md)", "  --trust FICHIER  qui croire : une ligne « log CLÉ » avec la clé du journal reçue par ailleurs, et des témoins avec leur quorum (docs/trust.md)") \
    X(about_self, "  --self-only     exit 0 also when the signer is not established", "  --self-only      code 0 aussi quand le signataire n'est pas établi") \
    X(about_to, "  --to TIME       the case as it was recorded then (2027-01-31 or 2027-01-31T12:00:00.000Z)", "  --to INSTANT     l'affaire telle que consignée alors (2027-01-31 ou 2027-01-31T12:00:00.000Z)") \
    X(about_known, "  --as-known-on TIME   by what was recorded until then; --to is then a day by when acts took effect", "  --as-known-on INSTANT   d'après ce qui était consigné alors ; --to est alors un jour selon la prise d'effet des actes") \
    X(about_sealed, "  --passphrase-file FILE, --key FILE   open an encrypted bundle: a passphrase, or an X25519 key (JWK)", "  --passphrase-file FICHIER, --key FICHIER   ouvrir un dossier chiffré : phrase secrète ou clé X25519 (JWK)") \
    X(file, "file", "dossier") \
    X(log, "log", "journal") \
    X(made, "made", "fait le") \
    X(reader, "made for", "fait pour") \
    X(events, "events", "actes") \
    X(shown, "of them shown", "dont montrés") \
    X(values, "hidden values shown", "valeurs confidentielles montrées") \
    X(erased, "values erased, by certificates in this file", "valeurs effacées, d'après les certificats du dossier") \
    X(unshown, "values not shown: not for this reader, or erased", "valeurs non montrées : pas pour ce lecteur, ou effacées") \
    X(not_all, "Values are left out, as many as are counted above: whether they were to be shown to this reader, whoever made this must say.", "Des valeurs sont omises, autant qu'il est compté ci-dessus : si elles devaient être montrées à ce lecteur, c'est à qui a fait ce dossier de le dire.") \
    X(messages, "signed messages", "messages signés") \
    X(deliveries, "attempts to deliver", "tentatives de remise") \
    X(documents, "documents", "documents") \
    X(stamps, "time-stamps (authority's signatures NOT CHECKED)", "horodatages (signatures NON CONTRÔLÉES)") \
    X(stamped, "stamped, as the token says", "horodaté, selon le jeton") \
    X(stamp_unchecked, "NOT CHECKED whether an authority signed it. To check, with its root certificate:", "NON CONTRÔLÉ si une autorité l'a signé. Pour le contrôler, avec son certificat racine :") \
    X(no_output, "holdfast-verify: what was found could not be written; there is no verdict", "holdfast-verify : le résultat n'a pu être écrit ; il n'y a pas de verdict") \
    X(size, "leaves under the signed checkpoint", "feuilles sous le point de contrôle signé") \
    X(whole_size, "no event missing among the first leaves", "aucun acte ne manque parmi les premières feuilles") \
    X(whole_at, "as of", "état au") \
    X(absent, "no case of this reference", "aucune affaire de cette référence") \
    X(leaves, "leaves, and all tiles above them", "feuilles, et toutes les tuiles au-dessus") \
    X(checkpoints, "checkpoints met on the way", "points de contrôle rencontrés") \
    X(key, "log key", "clé du journal") \
    X(state, "State at the end of what was asked for:", "État à la fin de ce qui a été demandé :") \
    X(not_folded, "Not every event is shown, so the case is not rebuilt.", "Tous les actes ne sont pas montrés : l'affaire n'est pas reconstituée.") \
    X(witness, "cosigned by", "cosigné par") \
    X(whole, "WHOLE: every part holds, and the signer is the one you trust.", "INTÈGRE : tout concorde, et le signataire est celui auquel vous vous fiez.") \
    X(whole_in_itself, "WHOLE IN ITSELF, SIGNER NOT ESTABLISHED: compare the log key above with one you were given elsewhere, then use --trust.", "INTÈGRE EN SOI, SIGNATAIRE NON ÉTABLI : comparez la clé du journal ci-dessus avec celle reçue par ailleurs, puis employez --trust.") \
    X(broken, "NOT WHOLE: ", "NON INTÈGRE : ") \
    X(unchecked, "NOT CHECKED: ", "NON CONTRÔLÉ : ") \
    X(lawyer, "What was decided in law is for a lawyer to review; this proves what was recorded, by whom and when.", "Ce qui a été décidé en droit relève d'un juriste ; ceci prouve ce qui a été consigné, par qui et quand.")
/* clang-format on */

#endif
