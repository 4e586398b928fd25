/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue of phrases for telling and drawing a definition: X(name, english, french). {0}, {1} and {2}
 * are names, titles, numbers or whole phrases. French phrases keep clear of agreement with what is put in.
 */
#ifndef HF_FLOW_PROSE_WORDS_H
#define HF_FLOW_PROSE_WORDS_H

/* clang-format off */
#define HF_PHRASES_SMALL(X) \
    X(quoted, "“{0}”", "« {0} »") \
    X(colon, ": ", " : ") \
    X(comma, ", ", ", ") \
    X(semicolon, "; ", " ; ") \
    X(and, " and ", " et ") \
    X(or, " or ", " ou ") \
    X(bracketed, "({0})", "({0})")

/* In the order of enum hf_unit, one and many. */
#define HF_PHRASES_PERIOD(X) \
    X(hour, "{0} hour", "{0} heure") \
    X(hours, "{0} hours", "{0} heures") \
    X(day, "{0} day", "{0} jour") \
    X(days, "{0} days", "{0} jours") \
    X(working_day, "{0} working day", "{0} jour ouvrable") \
    X(working_days, "{0} working days", "{0} jours ouvrables") \
    X(week, "{0} week", "{0} semaine") \
    X(weeks, "{0} weeks", "{0} semaines") \
    X(month, "{0} month", "{0} mois") \
    X(months, "{0} months", "{0} mois") \
    X(year, "{0} year", "{0} an") \
    X(years, "{0} years", "{0} ans") \
    X(before, "{0} before", "{0} avant") \
    X(at_due, "at the due time", "à l’échéance") \
    X(after, "{0} after", "{0} après") \
    X(span_of, "the period given by {0} ({1} where there is none)", "la durée que fixe {0} (à défaut {1})") \
    X(within, "within {0}", "sous {0}") \
    X(within_every, "within {0}, then every {1}", "sous {0}, puis tous les {1}") \
    X(within_every_f, "within {0}, then every {1}", "sous {0}, puis toutes les {1}") \
    X(every, "every {0}", "tous les {0}") \
    X(every_f, "every {0}", "toutes les {0}") \
    X(every_hour, "every hour", "toutes les heures") \
    X(every_day, "every day", "tous les jours") \
    X(every_working_day, "every working day", "tous les jours ouvrables") \
    X(every_week, "every week", "toutes les semaines") \
    X(every_month, "every month", "tous les mois") \
    X(every_year, "every year", "tous les ans") \
    X(until, "until {0}", "jusqu’à la date : {0}")

#define HF_PHRASES_GUARD(X) \
    X(yes, "{0}: yes", "{0} : oui") \
    X(no, "{0}: no", "{0} : non") \
    X(true, "yes", "oui") \
    X(false, "no", "non") \
    X(not_so, "it is not so that {0}", "il n’est pas vrai que {0}") \
    X(choose, "if {0}, then {1}; otherwise {2}", "dans le cas où {0}, {1} ; sinon {2}") \
    X(eq, "{0} is {1}", "{0} est {1}") \
    X(ne, "{0} is not {1}", "{0} n’est pas {1}") \
    X(lt, "{0} is less than {1}", "{0} n’atteint pas {1}") \
    X(le, "{0} is at most {1}", "{0} ne dépasse pas {1}") \
    X(gt, "{0} is more than {1}", "{0} dépasse {1}") \
    X(ge, "{0} is at least {1}", "{0} est au moins {1}") \
    X(earlier, "{0} is earlier than {1}", "{0} précède {1}") \
    X(not_later, "{0} is not later than {1}", "{0} ne suit pas {1}") \
    X(later, "{0} is later than {1}", "{0} suit {1}") \
    X(not_earlier, "{0} is not earlier than {1}", "{0} ne précède pas {1}") \
    X(in, "{0} is one of {1}", "{0} figure parmi {1}") \
    X(not_in, "{0} is none of {1}", "{0} ne figure pas parmi {1}") \
    X(in_group, "{1} belongs to the group {0}", "{1} fait partie du groupe {0}") \
    X(not_in_group, "{1} does not belong to the group {0}", "{1} ne fait pas partie du groupe {0}") \
    X(add, "{0} plus {1}", "{0} plus {1}") \
    X(subtract, "{0} minus {1}", "{0} moins {1}") \
    X(multiply, "{0} times {1}", "{0} fois {1}") \
    X(divide, "{0} divided by {1}", "{0} divisé par {1}") \
    X(modulo, "the remainder of {0} divided by {1}", "le reste de {0} divisé par {1}") \
    X(negate, "minus {0}", "moins {0}") \
    X(join, "{0} together with {1}", "{0} avec {1}") \
    X(size, "the number of items in {0}", "le nombre d’éléments ({0})") \
    X(begins, "{0} begins with {1}", "{0} commence par {1}") \
    X(ends, "{0} ends with {1}", "{0} se termine par {1}") \
    X(contains, "{0} contains {1}", "{0} contient {1}") \
    X(all, "for each {0} among {1}: {2}", "pour chaque {0} parmi {1} : {2}") \
    X(exists, "for at least one {0} among {1}: {2}", "pour au moins un élément {0} parmi {1} : {2}") \
    X(money, "the amount of {0} in {1}", "le montant de {0} en {1}") \
    X(date_of, "the date {0}", "la date {0}") \
    X(on_record, "{0} is on record", "{0} figure au dossier") \
    X(not_on_record, "{0} is not on record", "{0} ne figure pas au dossier") \
    X(stated, "{0} is stated", "{0} figure dans l’acte") \
    X(not_stated, "{0} is not stated", "{0} ne figure pas dans l’acte") \
    X(has, "{1} has {0}", "{1} comporte {0}") \
    X(has_not, "{1} has no {0}", "{1} ne comporte pas {0}") \
    X(as_stated, "{0} (as stated)", "{0} (selon l’acte)") \
    X(of, "{0} of {1}", "{0} de {1}") \
    X(the_case, "the case", "l’affaire") \
    X(this_one, "this instance", "cet élément") \
    X(it, "the instance concerned", "l’élément concerné") \
    X(key, "the value they share", "la valeur commune") \
    X(ids, "the instances that share it", "les éléments qui la partagent") \
    X(linked, "the linked {0}", "les éléments liés {0}") \
    X(children, "all instances of {0}", "tous les éléments {0}") \
    X(register, "the entries of the register {0}", "les entrées du registre {0}") \
    X(flag_set, "the mark {0} stands", "la mention {0} est portée") \
    X(flag_unset, "the mark {0} does not stand", "la mention {0} n’est pas portée") \
    X(flag_set_of, "for {1} the mark {0} stands", "pour {1}, la mention {0} est portée") \
    X(flag_unset_of, "for {1} the mark {0} does not stand", "pour {1}, la mention {0} n’est pas portée") \
    X(duty_open, "the duty {0} is open", "l’obligation {0} est ouverte") \
    X(duty_closed, "the duty {0} is not open", "l’obligation {0} n’est pas ouverte") \
    X(state_of, "the state of {0}", "l’état de {0}") \
    X(groups_of, "the groups of {0}", "les groupes de {0}") \
    X(since_of, "the moment since which {0} is in its state", "le moment depuis lequel {0} se trouve dans son état") \
    X(kind_of, "the kind of {0}", "le genre de {0}") \
    X(late_of, "what is late in {0}", "ce qui est en retard dans {0}") \
    X(id_of, "the identifier of {0}", "l’identifiant de {0}") \
    X(final, "{0} has come to an end", "{0} a pris fin") \
    X(not_final, "{0} has not come to an end", "{0} n’a pas pris fin")

/* In the order of enum hf_act_field. */
#define HF_PHRASES_ACT(X) \
    X(act_effective_at, "the moment of the act", "le moment de l’acte") \
    X(act_received_at, "the moment of receipt", "le moment de la réception") \
    X(act_recorded_at, "the moment of recording", "le moment de l’enregistrement") \
    X(act_role, "the role in which the act is done", "la qualité en laquelle l’acte est accompli") \
    X(act_person, "the person who acts", "la personne qui agit") \
    X(act_authority, "the authority that acts", "l’autorité qui agit") \
    X(act_assurance, "the assurance about the sender", "le degré d’assurance quant à l’expéditeur") \
    X(act_raised, "the act follows from another one", "l’acte découle d’un autre") \
    X(act_due, "the due time", "l’échéance")

#define HF_PHRASES_DRAW(X) \
    X(draw_source, "{0}, version {1}, SHA-256 {2}", "{0}, version {1}, SHA-256 {2}") \
    X(draw_owner, "Next to act: {0}", "Doit agir : {0}") \
    X(draw_deadline, "Time: {0}", "Délai : {0}") \
    X(draw_clock, "{0}: {1}", "{0} : {1}") \
    X(draw_no_deadline, "No time limit", "Sans délai") \
    X(draw_success, "End: success", "Fin : succès") \
    X(draw_failure, "End: failure", "Fin : échec") \
    X(draw_neutral, "End: neutral", "Fin : neutre") \
    X(draw_anywhere, "every state but the final ones", "tout état non final") \
    X(draw_group, "{0} = in each of these states: {1}", "{0} = dans chacun de ces états : {1}") \
    X(draw_except, "{0} (not from: {1})", "{0} (sauf : {1})") \
    X(draw_conditional, "{0} (under a condition)", "{0} (sous condition)") \
    X(draw_back, "{0}: back to the state before", "{0} : retour à l’état précédent") \
    X(draw_inner, "• {0}", "• {0}") \
    X(draw_move, "From “{0}” to “{1}”: {2}.", "De « {0} » à « {1} » : {2}.") \
    X(draw_begins, "the beginning", "le début") \
    X(draw_about, "State diagram of “{0}”: {1} states.", "Diagramme d’états de « {0} » : {1} états.") \
    X(legend, "Key", "Légende") \
    X(legend_side, "a state in which this side must act next: {0}", "état où doit agir : {0}") \
    X(legend_success, "final state: success", "état final : succès") \
    X(legend_failure, "final state: failure", "état final : échec") \
    X(legend_neutral, "final state: neutral", "état final : neutre") \
    X(legend_group, "what several states have in common; its letter stands on each of them", "ce que plusieurs états ont en commun ; sa lettre figure sur chacun d’eux") \
    X(legend_begin, "here an instance begins", "ici commence un élément") \
    X(legend_inner, "• an event that does not change the state", "• acte qui ne change pas l’état") \
    X(legend_clock, "a step that only the clock takes", "passage que seule l’horloge opère") \
    X(legend_raised, "in italics: follows from a step elsewhere", "en italique : découle d’un acte accompli ailleurs")

#define HF_PHRASES_EXPORT(X) \
    X(mermaid_keeps, "Kept: states, and moves with the titles of their events.", "Conservé : états et passages, avec l’intitulé de leurs actes.") \
    X(mermaid_leaves, "Left out: events that move nothing, conditions, who acts, times, notices, effects on others, groups (written out in each of their states).", "Omis : actes sans passage, conditions, acteurs, délais, avis, effets sur d’autres éléments, groupes (développés dans chacun de leurs états).") \
    X(xstate_keeps, "Kept: states, events, branches in their order, guards, needs and requires as named guards with their CEL text, refusals, what is recorded, raised and created, @back, groups written out in each of their states.", "Conservé : états, actes, branches dans leur ordre, gardes, needs et requires comme gardes nommées avec leur texte CEL, refus, ce qui est enregistré, provoqué et créé, @back, groupes développés dans chacun de leurs états.") \
    X(xstate_leaves, "Left out: who may act, payload schemas, legal bases, clocks and deadlines (clock events are plain events), notices, obligations, bounds of links, stages, never-rules.", "Omis : qui peut agir, schémas des contenus, fondements juridiques, délais et échéances (les actes de l’horloge sont des actes ordinaires), avis, obligations, bornes des liens, phases, règles never.")

/* First the names of sections, then of each section its sentences. */
#define HF_PHRASES_HEADINGS(X) \
    X(h_notice, "DRAFT SUMMARY for review by a lawyer. This is not a legal text and binds nobody.", "RÉSUMÉ PROVISOIRE, à relire par un juriste. Ceci n’est pas un texte juridique et ne lie personne.") \
    X(h_procedure, "The procedure", "La procédure") \
    X(h_parties, "Parties and roles", "Parties et rôles") \
    X(h_law, "Legal bases", "Fondements juridiques") \
    X(h_notices, "Notices", "Avis") \
    X(h_what, "What it is", "De quoi il s’agit") \
    X(h_cast, "Who acts", "Qui agit") \
    X(h_record, "What is kept on record", "Ce qui est gardé au dossier") \
    X(h_conditions, "Conditions", "Conditions") \
    X(h_steps, "Steps: who, what must be said, on which basis", "Actes : par qui, avec quel contenu, sur quel fondement") \
    X(h_begin, "How it begins", "Comment cela commence") \
    X(h_states, "States, and what may be done in each", "États, et ce qui peut être fait dans chacun") \
    X(h_groups, "What several states have in common", "Ce que plusieurs états ont en commun") \
    X(h_anywhere, "What may be done in every state that is not final", "Ce qui peut être fait dans tout état non final") \
    X(h_clocks, "Clocks", "Délais") \
    X(h_duties, "Duties that outlive a state", "Obligations qui survivent à un état") \
    X(h_marks, "Marks", "Mentions") \
    X(h_never, "What can never happen", "Ce qui ne peut jamais arriver") \
    X(h_confidential, "What is kept confidential", "Ce qui reste confidentiel") \
    X(none, "None.", "Néant.")

#define HF_PHRASES_WHOLE(X) \
    X(p_about, "This paper tells what the definition “{0}” ({1}, version {2}) makes the program do.", "Le présent document expose ce que la définition « {0} » ({1}, version {2}) fait faire au programme.") \
    X(p_made, "The program made it from the definition itself; nobody has edited it. Numbers of paragraphs stay the same as long as the definition does.", "Le programme l’a tiré de la définition même ; personne ne l’a retouché. Les numéros des paragraphes restent les mêmes tant que la définition ne change pas.") \
    X(p_hash, "Identity of the definition (SHA-256): {0}.", "Identité de la définition (SHA-256) : {0}.") \
    X(p_kinds, "The things that it follows: {0}.", "Ce qu’elle suit : {0}.") \
    X(p_stages, "Stages of the procedure, in order: {0}.", "Phases de la procédure, dans l’ordre : {0}.") \
    X(p_marks, "Each provision carries a mark: “read” means that the text was read from the source that is named; “from memory” and “unsure” mean that it must be checked before it is relied on.", "Chaque disposition porte une mention : « lu » signifie que le texte a été lu dans la source indiquée ; « de mémoire » et « incertain » signifient qu’il faut vérifier avant de s’y fier.") \
    X(p_names, "What stands in quotation marks without being a title is the name that the definition gives to a datum.", "Ce qui figure entre guillemets sans être un intitulé est le nom que la définition donne à une donnée.") \
    X(p_side, "Party: {0}. Roles: {1}.", "Partie : {0}. Rôles : {1}.") \
    X(p_law, "{0}, {1}: {2}. Source: {3}. Date of reading: {4}.", "{0}, {1} : {2}. Source : {3}. Date de lecture : {4}.") \
    X(p_order, "The order that the step names ({0}): it must be in the register of orders and not be revoked.", "L’ordonnance que désigne l’acte ({0}) : elle doit figurer au registre des ordonnances et ne pas être révoquée.") \
    X(p_practice, "Own practice, without a provision: {0}", "Pratique propre, sans disposition : {0}") \
    X(sure_read, "read", "lu") \
    X(sure_memory, "from memory, to be checked", "de mémoire, à vérifier") \
    X(sure_unsure, "unsure, to be checked", "incertain, à vérifier") \
    X(cite_law, "{0}, {1} ({2}; {3})", "{0}, {1} ({2} ; {3})") \
    X(cite_order, "the order that is named ({0})", "l’ordonnance désignée ({0})") \
    X(cite_practice, "own practice ({0})", "pratique propre ({0})") \
    X(p_template, "“{0}” To: {1}. Concerns: {2}. Classification: {3}. Name: {4}.", "« {0} » À : {1}. Concerne : {2}. Classification : {3}. Nom : {4}.") \
    X(p_fields, "Shows: {0}.", "Montre : {0}.")

#define HF_PHRASES_KIND(X) \
    X(k_root, "Each case is exactly one of these; all else belongs to it.", "Chaque affaire en est exactement un ; tout le reste en relève.") \
    X(k_child, "A case may have any number of these.", "Une affaire peut en compter autant qu’il en faut.") \
    X(k_thread, "Each has an exchange of its own with its addressee.", "Chacun donne lieu à un échange propre avec son destinataire.") \
    X(k_link, "It may be linked to “{0}” under the name “{1}”, from {2} to {3} of them.", "Peut être lié à « {0} » sous le nom « {1} », de {2} à {3} fois.") \
    X(k_inverse, "“{0}” may be linked to it; seen from here they are called “{1}”.", "« {0} » peut y être lié ; vus d’ici, ces éléments se nomment « {1} ».") \
    X(k_part, "“{0}” is held by: {1}.", "« {0} » désigne : {1}.") \
    X(k_cast_if, "{0}, where {1}", "{0}, dans le cas où {1}") \
    X(k_cast_who, "{0}, but only the one given by {1}", "{0} (uniquement d’après {1})") \
    X(k_everyone, "A role that is not named here acts as such: whoever holds it in an organ that may see the file.", "Un rôle qui n’est pas nommé ici agit en tant que tel : quiconque le détient dans un organe qui a accès au dossier.") \
    X(k_condition, "“{0}”. In words: {1}.", "« {0} ». En clair : {1}.") \
    X(k_condition_unused, "“{0}”. No step asks for it.", "« {0} ». Aucun acte ne l’exige.") \
    X(k_refusal, "Where it fails, the program says: “{0}”", "À défaut, le programme dit : « {0} »") \
    X(k_mark, "“{0}”. It does not stand at the beginning.", "« {0} ». Elle n’est pas portée au début.") \
    X(k_never, "{0} Checked: no way leads to {1} {2}.", "{0} Vérifié : aucun chemin ne mène à {1} {2}.") \
    X(k_without_states, "without passing through {0}", "sans passer par {0}") \
    X(k_without_events, "without {0}", "sans {0}") \
    X(k_hidden_data, "On record: {0}.", "Au dossier : {0}.") \
    X(k_hidden_step, "In the step “{0}”: {1}.", "Dans l’acte « {0} » : {1}.") \
    X(k_hidden, "The values that follow are sealed, do not stand in the log and can be erased; no step depends on what they say.", "Les valeurs qui suivent sont scellées, ne figurent pas au journal et peuvent être effacées ; aucun acte ne dépend de leur contenu.")

#define HF_PHRASES_SHAPE(X) \
    X(s_member, "{0} ({1})", "{0} ({1})") \
    X(s_member_basis, "{0} ({1}; asked for by {2})", "{0} ({1} ; exigé par {2})") \
    X(s_needed, "{0}, asked for by {1}", "{0}, exigé par {1}") \
    X(s_hidden, "{0}, confidential", "{0}, confidentiel") \
    X(s_text, "text", "texte") \
    X(s_int, "whole number", "nombre entier") \
    X(s_bool, "yes or no", "oui ou non") \
    X(s_date, "date", "date") \
    X(s_instant, "moment", "date et heure") \
    X(s_period, "period", "durée") \
    X(s_money, "amount of money", "somme d’argent") \
    X(s_choice, "one of: {0}", "au choix : {0}") \
    X(s_ref, "reference to “{0}”", "renvoi à « {0} »") \
    X(s_embedded, "results: for each instance of “{0}” one of {1}", "résultats : pour chaque élément « {0} », l’un de {1}") \
    X(s_list, "list: {0}", "liste : {0}") \
    X(s_object, "particulars: {0}", "ensemble : {0}")

#define HF_PHRASES_STEP(X) \
    X(e_by, "“{0}”. By: {1}.", "« {0} ». Par : {1}.") \
    X(e_clock, "the clock", "l’horloge") \
    X(e_engine, "another step, as its consequence", "un autre acte, par voie de conséquence") \
    X(e_must, "It must say: {0}.", "Il doit indiquer : {0}.") \
    X(e_may, "It may say: {0}.", "Il peut indiquer : {0}.") \
    X(e_basis, "Basis: {0}.", "Fondement : {0}.") \
    X(e_basis_branch, "The basis depends on what follows and stands there.", "Le fondement dépend de la suite et y est indiqué.") \
    X(e_differs, "Not by the person who did: {0}.", "Exclu pour la personne ayant accompli : {0}.") \
    X(e_effective, "It must say when it took place.", "Il doit indiquer quand il a eu lieu.") \
    X(e_no_effective, "It takes place when it is recorded; no other time can be given.", "Il a lieu au moment où il est enregistré ; aucune autre date ne peut être indiquée.") \
    X(e_assurance, "From another party it is accepted with at least this assurance about the sender: {0}.", "D’une autre partie, il n’est admis qu’avec au moins cette assurance quant à l’expéditeur : {0}.") \
    X(assured_0, "transcribed by us", "transcription par nos soins") \
    X(assured_1, "code given on our page", "code saisi sur notre page") \
    X(assured_2, "key of the office", "clé du service") \
    X(assured_3, "key of the person", "clé de la personne") \
    X(e_answer, "An answer with the status “{0}” is this step.", "Une réponse de statut « {0} » vaut cet acte.") \
    X(e_register, "A new entry in the register “{0}” brings it about.", "Une nouvelle inscription au registre « {0} » le provoque.") \
    X(b_handled, "{0}: “{1}” (see {2}).", "{0} : « {1} » (voir {2}).") \
    X(b_where, "Where {0}:", "Dans le cas où {0} :") \
    X(b_otherwise, "Otherwise:", "Sinon :") \
    X(b_refuse, "It is refused with the words “{0}”", "L’acte est refusé en ces termes : « {0} »") \
    X(b_needs, "What must be on record: {0}.", "À verser au préalable au dossier : {0}.") \
    X(b_requires, "Only if: {0}.", "Uniquement si : {0}.") \
    X(b_to, "New state: “{0}”.", "Nouvel état : « {0} ».") \
    X(b_stay, "The state remains.", "L’état demeure.") \
    X(b_back, "It goes back to the state from which it came.", "Retour à l’état précédent.") \
    X(b_take, "Put on record as stated: {0}.", "Versé au dossier tel quel : {0}.") \
    X(b_set, "Put on record: {0} becomes {1}.", "Porté au dossier : {0} devient {1}.") \
    X(b_clear, "Removed from the record: {0}.", "Retiré du dossier : {0}.") \
    X(b_mark, "The mark “{0}” is set.", "La mention « {0} » est portée.") \
    X(b_unmark, "The mark “{0}” is removed.", "La mention « {0} » est levée.") \
    X(b_link, "Linked under “{0}”: {1}.", "Lié sous « {0} » : {1}.") \
    X(b_unlink, "No longer linked under “{0}”: {1}.", "N’est plus lié sous « {0} » : {1}.") \
    X(b_restart, "The clock “{0}” begins again.", "Le délai « {0} » recommence à courir.") \
    X(b_restart_deadline, "The time of the state begins again.", "Le délai de l’état recommence à courir.") \
    X(b_oblige, "This duty begins, or its time begins again: “{0}”.", "Cette obligation naît, ou son délai recommence : « {0} ».") \
    X(b_discharge, "This duty is met: “{0}”.", "Cette obligation est remplie : « {0} ».") \
    X(b_raise, "As a consequence “{0}” happens to {1}.", "Par voie de conséquence, pour {1} : « {0} ».") \
    X(b_raise_where, "As a consequence “{0}” happens to {1}, but only where {2}.", "Par voie de conséquence, pour {1} : « {0} », mais uniquement dans le cas où {2}.") \
    X(b_raise_events, "Each of the results in {0} is carried out on the instance that it names.", "Chacun des résultats de {0} est appliqué à l’élément qu’il désigne.") \
    X(b_raise_skip, "Where its state does not allow it, nothing happens there.", "Si son état ne le permet pas, rien ne s’y passe.") \
    X(b_only_when, "What follows next only where {0}:", "Ce qui suit n’a lieu que dans le cas où {0} :") \
    X(b_create, "A new “{0}” begins by “{1}”.", "Un nouvel élément « {0} » commence par « {1} ».") \
    X(b_create_each, "A new “{0}” begins by “{1}” for each one among {2}.", "Un nouvel élément « {0} » commence par « {1} » pour chacun parmi : {2}.") \
    X(b_create_where, "Only those count where {0}.", "Seuls comptent les cas où {0}.") \
    X(b_create_group, "Those with the same {0} share one.", "Un seul pour tous ceux qui ont en commun : {0}.") \
    X(b_notify, "Notice {0} to: {1}.", "Avis {0} à : {1}.") \
    X(b_notify_when, "Notice {0} to: {1}, where {2}.", "Avis {0} à : {1}, dans le cas où {2}.")

#define HF_PHRASES_STATE(X) \
    X(t_owner, "Next to act: {0}.", "Doit agir : {0}.") \
    X(t_end, "It ends here ({0}); nothing leaves this state.", "Tout s’achève ici ({0}) ; rien ne quitte cet état.") \
    X(t_success, "success", "succès") \
    X(t_failure, "failure", "échec") \
    X(t_neutral, "neither success nor failure", "ni succès ni échec") \
    X(t_stage, "Stage: {0}.", "Phase : {0}.") \
    X(t_deadline, "Time for it: {0}.", "Délai : {0}.") \
    X(t_no_deadline, "No time limit is set, and this is why: {0}", "Aucun délai n’est fixé ; la raison : {0}") \
    X(t_clocks, "Clocks that run here: {0}.", "Délais qui courent ici : {0}.") \
    X(t_pauses, "Clocks that stand still here: {0}.", "Délais suspendus ici : {0}.") \
    X(t_group, "As in each state of the group “{0}” (see {1}): {2}.", "Comme dans chaque état du groupe « {0} » (voir {1}) : {2}.") \
    X(t_anywhere, "As in every state that is not final (see {0}): {1}.", "Comme dans tout état non final (voir {0}) : {1}.") \
    X(t_members, "Group “{0}”: {1}.", "Groupe « {0} » : {1}.") \
    X(t_clock, "“{0}”. It runs in the states of the group “{1}” ({2}): {3}.", "« {0} ». Il court dans les états du groupe « {1} » ({2}) : {3}.") \
    X(t_from, "Counted from {0}.", "À compter de : {0}.") \
    X(t_calendar, "Calendar: {0}.", "Calendrier : {0}.") \
    X(t_calendar_of, "Calendar: the one given by {0}.", "Calendrier : celui que donne {0}.") \
    X(t_start_included, "The day on which it begins counts.", "Le jour de départ compte.") \
    X(t_roll, "A due day that is no working day moves to the next one.", "L’échéance qui tombe un jour non ouvrable est reportée au jour ouvrable suivant.") \
    X(t_fires, "When the time is up, this happens by itself: “{0}”.", "À l’échéance, d’office : « {0} ».") \
    X(t_remind, "Reminder {0}:", "Rappel {0} :") \
    X(t_remind_notice, "notice {0} to {1}", "avis {0} à {1}") \
    X(t_remind_event, "“{0}” happens by itself", "« {0} », d’office") \
    X(t_duty, "“{0}”. Owed by: {1}. Time for it: {2}.", "« {0} ». À la charge de : {1}. Délai : {2}.") \
    X(t_duty_before, "It must be met before: {0}.", "À remplir avant : {0}.")

#define HF_PHRASES_DESCRIBE(X) HF_PHRASES_HEADINGS(X) HF_PHRASES_WHOLE(X) HF_PHRASES_KIND(X) HF_PHRASES_SHAPE(X) HF_PHRASES_STEP(X) HF_PHRASES_STATE(X)

#define HF_PHRASES(X) HF_PHRASES_SMALL(X) HF_PHRASES_PERIOD(X) HF_PHRASES_GUARD(X) HF_PHRASES_ACT(X) HF_PHRASES_DRAW(X) HF_PHRASES_EXPORT(X) HF_PHRASES_DESCRIBE(X)
/* clang-format on */

#endif
