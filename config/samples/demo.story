# The demo: one case from opening to seizure and release, on the real program. What the language is: tests/story/README.md.
# Sylvania answers by sylvania.answers.json; Freedonia takes its notices and stays silent. Everybody is fictional.

step
    en: Seven people are enrolled, each proposed by one administrator and confirmed by another.
    fr: Sept personnes sont inscrites, chacune proposée par un administrateur et confirmée par un autre.
"Ana Reyes" of prosecution is investigator
"Lou Meyer" of prosecution is legal_officer
"Max Orlo" of prosecution is approver
"Cora Lind" of chambers is chamber
"Tia Sorel" of registry is translator
"Gil Brandt" of registry is dispatcher
"Mia Tamm" of registry is asset_manager

step
    en: Ana opens a case about Octavian Marrow, and a plan is laid down.
    fr: Ana ouvre une affaire concernant Octavian Marrow, et un plan est arrêté.
Ana opens case Marrow under icc-asset-recovery
    title: Assets of Octavian Marrow
    grounds: Payments out of the Treasury of Freedonia reached accounts held for him.
    person_name: Octavian Marrow
    situation: SIT-04
    classification: under_seal
    organ: prosecution
expect case is at open
Lou runs document add Marrow samples/papers/plan.txt --title "Financial profile plan" --language en
Lou does plan on case
    plan: document/1
expect case is at identify

step
    en: Fifty entities are imported: persons, companies, accounts and assets with where each came from.
    fr: Cinquante entités sont importées : personnes, sociétés, comptes et avoirs, avec leur provenance.
Ana runs case import Marrow samples/marrow-entities.ftm.ndjson
expect case is at trace
Ana records asset
    kind: account
    description: Account of Blue Quarry Ltd, Sylvania Savings Bank
    state: XS
    account: account/1
    holder: party/10
    identifier: XS83SYSB0004417700213
    source: statement
Ana records asset
    kind: account
    description: Account of Harbour Lane Estates SA, Sylvania Savings Bank
    state: XS
    account: account/2
    holder: party/11
    identifier: XS77SYSB0004417711864
    source: statement
Ana records asset
    kind: account
    description: Account of Octavian Marrow, Freedonia Merchant Bank
    state: XF
    account: account/3
    holder: party/1
    identifier: XF10FMBK0010093355120
    source: statement

step
    en: A bank statement is traced, first in first out; the answer is kept and noted at Villa Belmonte.
    fr: Un relevé bancaire est suivi, premier entré, premier sorti ; la réponse est conservée et notée à la Villa Belmonte.
Ana runs document add Marrow samples/statement.csv --title "Statement of five accounts" --media-type text/csv
Ana runs trace funds samples/statement.csv --method fifo --attach asset/1 --to-case Marrow
expect asset.trace happened on asset/1 once

step
    en: Five measures are proposed, three in Sylvania and two in Freedonia.
    fr: Cinq mesures sont proposées, trois en Sylvanie et deux en Freedonie.
phrase Ana proposes ASSET held by HOLDER in STATE worth CENTS
    Ana does propose on measure
        asset: ASSET
        authority: "@STATE"
        holder: HOLDER
        interest: legal_owner
        value: {"amount": CENTS, "currency": "EUR"}
        valued_on: 2024-06-30
        value_method: estimate
        evidence: document/3
Ana proposes asset/5 held by party/10 in Sylvania worth 25000000
Ana proposes asset/6 held by party/11 in Sylvania worth 4000000
Ana proposes asset/1 held by party/11 in Sylvania worth 155000000
Ana proposes asset/7 held by party/1 in Freedonia worth 9000000
Ana proposes asset/3 held by party/12 in Freedonia worth 39000000

step
    en: The Chamber's warrant and order are recorded; the order is kept as a document.
    fr: Le mandat et l'ordonnance de la Chambre sont consignés ; l'ordonnance est conservée comme document.
Cora runs document add Marrow samples/order.txt --title "Order SIT-04/26-01/26" --classification sealed
Cora records order
    kind: warrant
    issued_by: Pre-Trial Chamber
    issued_on: 2024-07-03
    number: SIT-04/26-01/7
Cora records order
    kind: freeze
    issued_by: Pre-Trial Chamber
    issued_on: 2024-07-20
    number: SIT-04/26-01/26
    document: document/4
    covers: ["asset/5", "asset/6", "asset/1", "asset/7", "asset/3"]
Cora does record_order on case
    order: order/2
expect measure/5 is at ordered
Lou runs document add Marrow samples/papers/evidence.txt --title "Note on the evidence"
Lou runs document add Marrow samples/papers/rights.txt --title "Note on rights"
Lou does apply_measures on case
    order: order/2
    evidence_note: document/5
    rights_note: document/6
expect case is at freeze

step
    en: Two requests to freeze are drafted, one per State; nobody may approve one's own.
    fr: Deux demandes de gel sont rédigées, une par État ; nul ne peut approuver la sienne.
phrase Lou drafts a KIND to STATE about MEASURES
    Lou does draft on request
        addressee: "@STATE"
        kind: KIND
        duty: party
        measures: MEASURES
        purpose: Protective measures for the purpose of forfeiture, article 93(1)(k).
        legal_grounds: Order SIT-04/26-01/26; articles 57(3)(e) and 93(1)(k).
        person_or_place: Octavian Marrow; the assets named in the request.
        essential_facts: Payments out of the Treasury of Freedonia reached these assets.
        procedure: The holder is not to be told before the measure is in force.
        national_needs: None known.
        other_information: None.
        necessity: The assets may be moved within hours.
        proportionality: Only what is traced, and basic expenses are left.
        notification_plan: Within 60 days of the measure, under rule 99.
        basic_expenses: Under national law.
Lou drafts a freeze to Sylvania about ["measure/1","measure/2","measure/3"]
Lou drafts a freeze to Freedonia about ["measure/4","measure/5"]
Lou does submit on request/1
Lou does submit on request/2
Lou does approve on request/1
expect refused: not_allowed
Max does approve on request/1
Max does approve on request/2

step
    en: Freedonia wants all of its languages: a French translation is added. Both requests are sent, signed.
    fr: La Freedonie exige toutes ses langues : une traduction française est ajoutée. Les deux demandes partent, signées.
Tia does translated on request/1
Tia does translation_needed on request/2
Tia does translated on request/2
expect refused: requires
Tia runs document add Marrow samples/papers/request-fr.txt --title "Traduction de la demande" --language fr
Tia does translated on request/2
    translations: ["document/7"]
Gil does send on request/1
Gil does send on request/2
expect measure/1 is at requested
expect Sylvania was told request-sent once
expect Freedonia was told request-sent once
expect request/1 is at sent, delivered
expect request/2 is at sent, delivered

step
    en: A day later Sylvania acknowledges, with its own key.
    fr: Un jour plus tard, la Sylvanie accuse réception, avec sa propre clé.
day 2
expect request/1 is at acknowledged
expect request/1 has national_reference "XS 2026/118"

step
    en: After three days Sylvania answers for all three assets at once: frozen.
    fr: Au bout de trois jours, la Sylvanie répond pour les trois avoirs à la fois : gelés.
day 5
expect request/1 is at executed
expect measure/1 is at in_force
expect measure/2 is at in_force
expect measure/3 is at in_force

step
    en: Freedonia stays silent: it is reminded.
    fr: La Freedonie garde le silence : un rappel lui est adressé.
expect request/2 is at sent, ack_overdue
expect Freedonia was told reminder once
day 9
expect Freedonia was told reminder twice
day 15
expect Freedonia was told reminder 3 times

step
    en: The last reminder has passed: the deputy named in the directory is told, and so is our approving officer.
    fr: Le dernier rappel est passé : le suppléant désigné dans l'annuaire est avisé, ainsi que notre responsable.
day 16
expect request/2 is at sent, escalated
expect deputy of Freedonia was told escalation once

step
    en: The Chamber orders the villa seized; Sylvania seizes it.
    fr: La Chambre ordonne la saisie de la villa ; la Sylvanie la saisit.
Cora records order
    kind: seizure
    issued_by: Pre-Trial Chamber
    issued_on: 2024-08-05
    number: SIT-04/26-01/31
    covers: ["asset/1"]
Cora does order_seizure on case
    order: order/3
expect case is at seize
expect measure/3 is at seizure_ordered
Lou drafts a seize to Sylvania about ["measure/3"]
Lou does submit on request/3
Max does approve on request/3
Tia does translated on request/3
Gil does send on request/3
expect request/3 is at sent, delivered
expect measure/3 is at seizure_requested
day 20
expect measure/3 is at seized
expect request/3 is at executed

step
    en: One account turns out to be somebody else's money: the Chamber lifts that measure, and its release is confirmed.
    fr: Un compte s'avère contenir l'argent d'autrui : la Chambre lève cette mesure, et la mainlevée est confirmée.
Cora records order
    kind: lift
    issued_by: Pre-Trial Chamber
    issued_on: 2024-08-20
    number: SIT-04/26-01/40
    covers: ["asset/5"]
Cora does lift_measures on case
    decision: order/4
    measures: ["measure/1"]
expect measure/1 is at release_pending
Tia does translated on request/4
Gil does send on request/4
expect request/4 is at sent, delivered
day 23
expect measure/1 is at released
expect measure/2 is at in_force
expect measure/3 is at seized

step
    en: The case is replayed from its events, and the whole log is verified.
    fr: L'affaire est rejouée à partir de ses événements, et le registre entier est vérifié.
Lou runs directory statistics
expect history whole
