/* SPDX-License-Identifier: Apache-2.0 */
/* How to mend what each finding says is wrong, beside the sentences of base/words.h. Read by finding.c only.
 */
#ifndef HF_FLOW_REMEDIES_H
#define HF_FLOW_REMEDIES_H

/* clang-format off */
#define HF_REMEDIES(X) \
    X(flow_member_unknown, "remove it, mend its name, or write a remark as note", "supprimez-le, corrigez son nom, ou écrivez une remarque dans note") \
    X(flow_member_truth, "write true or false", "écrivez true ou false") \
    X(flow_member_whole, "write the number in digits", "écrivez le nombre en chiffres") \
    X(flow_member_text, "put the value into double quotes", "mettez la valeur entre guillemets doubles") \
    X(flow_member_list, "write [ ] around it, also around one", "entourez-la de [ ], même s'il n'y en a qu'une") \
    X(flow_member_object, "write { } with the members the format names", "écrivez { } avec les membres que le format nomme") \
    X(flow_member_missing, "add it", "ajoutez-le") \
    X(flow_object_expected, "write { } with the members the format names", "écrivez { } avec les membres que le format nomme") \
    X(flow_too_many, "divide what stands here, or share it by groups, same_as or types", "divisez ce qui figure ici, ou partagez-le par groups, same_as ou types") \
    X(flow_too_large, "repeat less with same_as and groups, or split the definition", "répétez moins avec same_as et groups, ou scindez la définition") \
    X(flow_list_empty, "name at least one, or leave the member out where it may be absent", "nommez-en au moins un, ou omettez le membre là où il peut manquer") \
    X(flow_text_missing, "add the text in that language", "ajoutez le texte dans cette langue") \
    X(flow_text_control, "remove the character; line ends and tabs may stay", "supprimez ce caractère ; fins de ligne et tabulations peuvent rester") \
    X(flow_language_undeclared, "add the language to languages, or remove this text", "ajoutez la langue à languages, ou supprimez ce texte") \
    X(flow_language_bad, "write a tag such as en or fr-CA", "écrivez une étiquette telle que en ou fr-CA") \
    X(flow_name_bad, "write small letters, digits and _, beginning with a letter, at most 64", "écrivez des minuscules, des chiffres et _, en commençant par une lettre, au plus 64") \
    X(flow_name_reserved, "choose another name", "choisissez un autre nom") \
    X(flow_name_twice, "choose another name", "choisissez un autre nom") \
    X(flow_name_unknown, "declare it there, or mend the name", "déclarez-le à cet endroit, ou corrigez le nom") \
    X(flow_word_unknown, "write one of these words", "écrivez l'un de ces mots") \
    X(flow_format_unknown, "write 1, or use a program that reads that format", "écrivez 1, ou utilisez un programme qui lit ce format") \
    X(flow_version_bad, "write 1 or more", "écrivez 1 ou davantage") \
    X(flow_bounds, "let min be at most max, and both fit the limits", "faites que min ne dépasse pas max et que les deux respectent les limites") \
    X(flow_register_bad, "name a register (party, account, asset, order, document, arrangement) and move the event to case", "nommez un registre (party, account, asset, order, document, arrangement) et placez l'acte dans case") \
    X(flow_same_as_chain, "name the state that the other one names", "nommez l'état que l'autre nomme") \
    X(flow_choice_text, "put each value into double quotes", "mettez chaque valeur entre guillemets doubles") \
    X(flow_label_missing, "add the label in labels, in every language", "ajoutez le libellé dans labels, dans chaque langue") \
    X(flow_unique_on, "write on", "écrivez on") \
    X(flow_type_deep, "write out the innermost types where they are used", "écrivez les types les plus intérieurs là où ils servent") \
    X(flow_period_long, "write a shorter one, or no_deadline with its reason", "écrivez-en une plus courte, ou no_deadline avec son motif") \
    X(flow_period_sign, "put - (before) or + (after) in front of it; 0d is the date itself", "faites-la précéder de - (avant) ou + (après) ; 0d est la date même") \
    X(flow_type_circle, "write the inner part as a type of its own that does not name this one", "écrivez la partie intérieure comme un type à part qui ne nomme pas celui-ci") \
    X(flow_free_text, "add \"personal\" with the sibling that names whose data it is, or file; or close the text by enum, pattern or format", "ajoutez \"personal\" avec le membre voisin qui dit de qui sont ces données, ou file ; ou fermez le texte par enum, pattern ou format") \
    X(flow_subject_unknown, "name a sibling that has ref, or write file", "nommez un membre voisin qui a ref, ou écrivez file") \
    X(flow_branches_count, "write between 1 and 32 branches", "écrivez entre 1 et 32 branches") \
    X(flow_refusal_acts, "remove the member, or remove refuse", "supprimez le membre, ou supprimez refuse") \
    X(flow_refuse_missing, "add refuse to the condition: the text told when it fails", "ajoutez refuse à la condition : le texte donné quand elle n'est pas remplie") \
    X(flow_birth_nowhere, "add to with a state, or refuse", "ajoutez to avec un état, ou refuse") \
    X(flow_last_conditional, "remove when, or add a last branch with refuse", "supprimez when, ou ajoutez une dernière branche avec refuse") \
    X(flow_branch_unreached, "give the branch before it a when, or remove this one", "donnez un when à la branche précédente, ou supprimez celle-ci") \
    X(flow_take_other, "give both the same schema, best by a type", "donnez aux deux le même schéma, au mieux par un type") \
    X(flow_take_open, "mark the member of data as personal too, or do not take it", "marquez aussi le membre de data comme personnel, ou ne le reprenez pas") \
    X(flow_set_personal, "take it from a payload, or clear it", "reprenez-le d'un payload, ou effacez-le") \
    X(flow_two_groups, "handle the event in the state itself, or leave it to one group", "traitez l'acte dans l'état lui-même, ou laissez-le à un seul groupe") \
    X(flow_condition_circle, "write out in one of them what is asked", "écrivez dans l'une d'elles ce qui est demandé") \
    X(flow_guard_unnamed, "make it a condition with a title, and write is.NAME here", "faites-en une condition avec un titre, et écrivez ici is.NOM") \
    X(flow_instances_wanted, "write case, linked.NAME, children.KIND or a member that is a ref", "écrivez case, linked.NOM, children.GENRE ou un membre qui est un ref") \
    X(flow_list_wanted, "name a list, or put the value into [ ]", "nommez une liste, ou mettez la valeur entre [ ]") \
    X(flow_events_wanted, "name the member whose items have event_of", "nommez le membre dont les éléments ont event_of") \
    X(flow_until_wanted, "name a member with format date or date-time", "nommez un membre de format date ou date-time") \
    X(flow_who_wanted, "name a member that is a ref to one of these", "nommez un membre qui est un ref vers l'un de ceux-ci") \
    X(flow_link_other, "name instances of the kind the link leads to", "nommez des instances du genre où mène le lien") \
    X(flow_not_by_engine, "add engine to the by of the event", "ajoutez engine au by de l'acte") \
    X(flow_not_by_clock, "add clock to the by of the event", "ajoutez clock au by de l'acte") \
    X(flow_not_a_birth, "add it to begin of that kind, or name another event", "ajoutez-le à begin de ce genre, ou nommez un autre acte") \
    X(flow_raise_lacks, "give it in with, or take a required member of that name", "donnez-le dans with, ou reprenez un membre obligatoire de ce nom") \
    X(flow_template_other, "name a template of this kind", "nommez un modèle de ce genre") \
    X(flow_field_unknown, "write data.x or linked.LINK.data.x", "écrivez data.x ou linked.LIEN.data.x") \
    X(flow_field_unlisted, "add it to fields, or take it out of the text", "ajoutez-le à fields, ou retirez-le du texte") \
    X(flow_internal_personal, "remove the field: our people read it in the case", "retirez le champ : les nôtres le lisent dans le dossier") \
    X(flow_period_positive, "write 1h, 1d or longer", "écrivez 1h, 1d ou davantage") \
    X(flow_calendar_unknown, "publish it first, or name one that is there", "publiez-le d'abord, ou nommez-en un qui existe") \
    X(flow_counting_unknown, "plain and eu-1182-71 are in every calendar", "plain et eu-1182-71 sont dans tous les calendriers") \
    X(flow_counting_fixed, "leave that member out", "omettez ce membre") \
    X(flow_term_one, "keep one of within, until and every; every may stand beside within", "gardez l'un de within, until et every ; every peut accompagner within") \
    X(flow_clock_silent, "add fires or remind", "ajoutez fires ou remind") \
    X(flow_remind_silent, "add notify or fires", "ajoutez notify ou fires") \
    X(flow_final_has, "remove the member, or remove end", "supprimez le membre, ou supprimez end") \
    X(flow_owner_missing, "add owner: who must act next", "ajoutez owner : qui doit agir") \
    X(flow_state_unreached, "lead a branch to it, or remove it", "menez-y une branche, ou supprimez-le") \
    X(flow_no_way_out, "add a branch that leads on", "ajoutez une branche qui mène plus loin") \
    X(flow_clock_circle, "give a person or another instance a branch that leaves it", "donnez à une personne ou à une autre instance une branche qui en sort") \
    X(flow_event_unhandled, "handle it in begin, a state, a group or anywhere, or remove it", "traitez-le dans begin, un état, un groupe ou anywhere, ou supprimez-le") \
    X(flow_never_happens, "close that path, or name in without what makes it harmless", "fermez ce chemin, ou nommez dans without ce qui le rend inoffensif") \
    X(flow_unbounded, "add a deadline, or say in no_deadline why there is none", "ajoutez un deadline, ou dites dans no_deadline pourquoi il n'y en a pas") \
    X(flow_bounded_twice, "remove no_deadline, or take the state out of the clock's group", "supprimez no_deadline, ou retirez l'état du groupe de l'horloge") \
    X(flow_owner_idle, "name as owner who can send one of the events handled there", "nommez comme owner quelqu'un qui peut accomplir l'un des actes qui y sont traités") \
    X(flow_pause_idle, "remove it from pauses, or put the state into the clock's group", "retirez-la de pauses, ou mettez l'état dans le groupe de l'horloge") \
    X(flow_pause_fixed, "remove it from pauses, or let the clock count within", "retirez-la de pauses, ou faites compter l'horloge par within") \
    X(flow_fires_unhandled, "handle the event in that state, or take the state out of the clock's group", "traitez l'acte dans cet état, ou retirez l'état du groupe de l'horloge") \
    X(flow_to_itself, "leave to out", "omettez to") \
    X(flow_back_nowhere, "name the state", "nommez l'état") \
    X(flow_basis_missing, "name it in basis, once on the event or on each branch", "nommez-la dans basis, une fois à l'acte ou à chaque branche") \
    X(flow_basis_twice, "remove one of them", "supprimez l'une des deux") \
    X(flow_unbound, "declare a part of that name with who", "déclarez ce nom dans parts, avec who") \
    X(flow_birth_by, "name a role or engine in by", "nommez un rôle ou engine dans by") \
    X(flow_never_discharged, "discharge it on a branch that comes before", "faites-la remplir (discharge) sur une branche qui vient avant") \
    X(flow_answer_twice, "keep the status at one of them", "gardez le statut à l'un des deux") \
    X(flow_raise_circle, "raise nothing in one of them, or another event", "ne provoquez rien dans l'un d'eux, ou un autre acte") \
    X(flow_stage_twice, "give each stage an id of its own", "donnez à chaque phase un id propre") \
    X(flow_branch_never, "mend the guard, or remove the branch", "corrigez la condition, ou supprimez la branche") \
    X(flow_shadowed, "remove it here, or where it is handled before", "supprimez-le ici, ou là où il est traité avant") \
    X(flow_no_channel, "bind the part by who to an authority, or among ours to a person", "dans parts, liez ce nom par who à une autorité ou, parmi les nôtres, à une personne") \
    X(flow_no_place_after, "keep the state, or give it a place in the migration map", "gardez l'état, ou donnez-lui une place dans le plan de migration") \
    X(flow_role_unheld, "give the role to somebody, or take it out of the definition", "donnez le rôle à quelqu'un, ou retirez-le de la définition") \
    X(flow_differs_first, "name in differs_from an event that must have come before", "nommez dans differs_from un acte qui doit être venu avant") \
    X(flow_birth_by_part, "name a role or engine in by", "nommez un rôle ou engine dans by") \
    X(flow_register_entry, "give it the one required member entry with a ref to that register", "donnez-lui pour seul membre obligatoire entry, avec un ref vers ce registre") \
    X(flow_duty_undated, "need or set that member here, or use within", "exigez ou fixez ce membre ici, ou utilisez within") \
    X(flow_set_aside, "handle the event there, or be sure that it cannot come", "traitez-y l'acte, ou assurez-vous qu'il ne peut venir") \
    X(flow_same_branches, "handle the event in a group of both states", "traitez l'acte dans un groupe des deux états") \
    X(flow_unused, "use it, or remove it", "utilisez-le, ou supprimez-le") \
    X(flow_kept_personal, "leave the member out of the event, and tell it when it is performed", "retirez ce membre de l'acte, et indiquez-le quand l'acte est accompli") \
    X(bad_period, "write 48h, 45d, 10wd, 6w, 18m or 2y", "écrivez 48h, 45d, 10wd, 6w, 18m ou 2y") \
    X(bad_date, "write a day as 2026-11-23", "écrivez un jour comme 2026-11-23") \
    X(bad_pattern, "mend the pattern at that place", "corrigez le motif à cet endroit") \
    X(payload_invalid, "give a value that the schema allows", "donnez une valeur que le schéma admet") \
    X(expr_empty, "write what is asked, or leave the member out", "écrivez ce qui est demandé, ou omettez le membre") \
    X(expr_too_long, "name parts of it as conditions", "nommez-en des parties comme conditions") \
    X(expr_too_deep, "name parts of it as conditions", "nommez-en des parties comme conditions") \
    X(expr_costly, "give the lists a smaller max or maxItems, or loop less deeply", "donnez aux listes un max ou maxItems plus petit, ou imbriquez moins de boucles") \
    X(expr_expected, "write the sign that is wanted", "écrivez le signe attendu") \
    X(expr_value, "write a value or a path", "écrivez une valeur ou un chemin") \
    X(expr_member, "write the name of a member", "écrivez le nom d'un membre") \
    X(expr_unexpected, "join what follows by && or ||, or remove it", "reliez la suite par && ou ||, ou supprimez-la") \
    X(expr_character, "remove it", "supprimez-le") \
    X(expr_foreign, "write it as shown", "écrivez-le comme indiqué") \
    X(expr_text_open, "close the text with a single quote", "fermez le texte par une apostrophe") \
    X(expr_text_form, "write 'text'", "écrivez 'texte'") \
    X(expr_escape, "write one of these, or the sign itself", "écrivez l'un de ceux-ci, ou le signe lui-même") \
    X(expr_number_large, "write a smaller number", "écrivez un nombre plus petit") \
    X(expr_number_form, "write digits only", "écrivez des chiffres seulement") \
    X(expr_double, "count in the smallest unit", "comptez dans la plus petite unité") \
    X(expr_null, "ask has(...)", "demandez has(...)") \
    X(expr_braces, "compare members one by one", "comparez les membres un à un") \
    X(expr_index, "use all or exists", "utilisez all ou exists") \
    X(expr_name, "name event, data, flags, self, case, linked, children, registers, act or is where they are known", "nommez event, data, flags, self, case, linked, children, registers, act ou is là où ils sont connus") \
    X(expr_field, "mend the name, or declare the member", "corrigez le nom, ou déclarez le membre") \
    X(expr_path, "begin the path with a name", "commencez le chemin par un nom") \
    X(expr_has, "write has(data.x)", "écrivez has(data.x)") \
    X(expr_function, "use one of these", "utilisez l'une de celles-ci") \
    X(expr_form, "write it the other way", "écrivez-le dans l'autre sens") \
    X(expr_arguments, "give it as many as it takes", "donnez-lui-en autant qu'il en prend") \
    X(expr_regex, "use startsWith, endsWith, contains, or a pattern in the schema", "utilisez startsWith, endsWith, contains, ou un motif dans le schéma") \
    X(expr_macro, "use all or exists", "utilisez all ou exists") \
    X(expr_convert, "give the member the type that is wanted", "donnez au membre le type voulu") \
    X(expr_clock, "use act.effective_at, act.recorded_at or a date of the payload", "utilisez act.effective_at, act.recorded_at ou une date reçue") \
    X(expr_variable, "give the item a name first", "donnez d'abord un nom à l'élément") \
    X(expr_taken, "choose another name", "choisissez un autre nom") \
    X(expr_not_list, "name a list", "nommez une liste") \
    X(expr_nothing, "put the values into the list", "mettez les valeurs dans la liste") \
    X(expr_body, "ask something that is true or false", "demandez quelque chose de vrai ou de faux") \
    X(expr_mixed, "write items of one type", "écrivez des éléments d'un seul type") \
    X(expr_types, "compare or reckon values of one type", "comparez ou calculez des valeurs d'un seul type") \
    X(expr_never, "write one of the values that are possible", "écrivez l'une des valeurs possibles") \
    X(expr_kinds, "compare instances of one kind, or entries of one register", "comparez des instances d'un genre, ou des inscriptions d'un registre") \
    X(expr_division, "divide by something else than 0", "divisez par autre chose que 0") \
    X(overflow, "write smaller numbers, within 64 bits", "écrivez des nombres plus petits, dans 64 bits") \
    X(unknown_currency, "write a code of ISO 4217, such as EUR", "écrivez un code ISO 4217, comme EUR") \
    X(currency_mismatch, "bring both into one currency before", "ramenez d'abord les deux à une même monnaie") \
    X(expr_currencies, "bring both into one currency before", "ramenez d'abord les deux à une même monnaie") \
    X(expr_wanted, "write an expression that gives what is wanted", "écrivez une expression qui donne ce qui est voulu") \
    X(expr_choice, "let the expression give these values only", "faites que l'expression ne donne que ces valeurs") \
    X(expr_absent_read, "ask has() of it first, or name it in needs", "demandez d'abord has() à son sujet, ou nommez-le dans needs") \
    X(expr_personal, "ask has() of it only, or keep an open member beside it", "demandez seulement has() à son sujet, ou tenez à côté un membre ouvert")
/* clang-format on */

#endif
