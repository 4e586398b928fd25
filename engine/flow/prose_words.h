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
    X(before, "{0} before the due time", "{0} avant l’échéance") \
    X(at_due, "at the due time", "à l’échéance") \
    X(after, "{0} after the due time", "{0} après l’échéance") \
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
    X(choose, "if {0}, then {1}; otherwise {2}", "si {0}, alors {1} ; sinon {2}") \
    X(eq, "{0} is {1}", "{0} est {1}") \
    X(ne, "{0} is not {1}", "{0} n’est pas {1}") \
    X(lt, "{0} is less than {1}", "{0} est inférieur à {1}") \
    X(le, "{0} is at most {1}", "{0} est au plus {1}") \
    X(gt, "{0} is more than {1}", "{0} est supérieur à {1}") \
    X(ge, "{0} is at least {1}", "{0} est au moins {1}") \
    X(earlier, "{0} is earlier than {1}", "{0} précède {1}") \
    X(not_later, "{0} is not later than {1}", "{0} n’est pas postérieur à {1}") \
    X(later, "{0} is later than {1}", "{0} est postérieur à {1}") \
    X(not_earlier, "{0} is not earlier than {1}", "{0} n’est pas antérieur à {1}") \
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
    X(size, "the number of items in {0}", "le nombre d’éléments de {0}") \
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
    X(act_recorded_at, "the moment of recording", "le moment de la consignation") \
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

#define HF_PHRASES_DESCRIBE(X)

#define HF_PHRASES(X) HF_PHRASES_SMALL(X) HF_PHRASES_PERIOD(X) HF_PHRASES_GUARD(X) HF_PHRASES_ACT(X) HF_PHRASES_DRAW(X) HF_PHRASES_DESCRIBE(X)
/* clang-format on */

#endif
