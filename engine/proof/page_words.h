/* SPDX-License-Identifier: Apache-2.0 */
/* What page.html says: English, French. Both stand on the page. */
#ifndef HF_PROOF_PAGE_WORDS_H
#define HF_PROOF_PAGE_WORDS_H

/* clang-format off */
#define HF_PAGE_WORDS(X) \
    X(proves, "This page proves nothing by itself: it tells what the other members of this bundle hold. holdfast-verify, or verify.html, checks them offline.", "Cette page ne prouve rien par elle-même : elle dit ce que contiennent les autres membres de ce dossier. holdfast-verify, ou verify.html, les contrôle hors ligne.") \
    X(log, "Log", "Journal") \
    X(file, "File", "Dossier") \
    X(reader, "Made for", "Établi pour") \
    X(made, "Made", "Établi le") \
    X(events, "Events", "Actes") \
    X(size, "Leaves under the signed checkpoint", "Feuilles sous le point de contrôle signé") \
    X(stamp, "Time-stamp", "Horodatage") \
    X(recorded, "recorded", "consigné") \
    X(effective, "effective", "effectif") \
    X(by, "by", "par") \
    X(role, "as", "en qualité de") \
    X(known, "known by", "connu par") \
    X(moves, "moves", "passe") \
    X(basis, "Legal basis", "Base juridique") \
    X(order, "order of this file", "décision du dossier") \
    X(practice, "practice of the house", "pratique de la maison") \
    X(hidden, "not shown to this reader, or erased", "non communiqué à ce lecteur, ou effacé") \
    X(erased, "erased", "effacé") \
    X(told, "A signed notice of ours", "Une notification signée par nous") \
    X(heard, "A signed message to us", "Un message signé reçu") \
    X(digest, "digest", "empreinte") \
    X(enclosed, "enclosed in this bundle", "joint à ce dossier") \
    X(not_enclosed, "not enclosed", "non joint") \
    X(attempt, "Delivery, attempt", "Remise, tentative") \
    X(unseen, "not shown to this reader; their commitments prove that they are there", "non communiqués à ce lecteur ; leurs engagements prouvent qu'ils existent")
/* clang-format on */

#endif
