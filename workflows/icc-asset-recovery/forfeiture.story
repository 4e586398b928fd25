# Conviction, a third-party claim, forfeiture, enforcement by property and by value, reparations first, archive and reopening.
use common/cast.story
use common/phrases.story
day 0
Sylvania has frozen three assets until 2032-11-30
phrase MEASURE is made ready for forfeiture
    Mia does notify_person on MEASURE
        notified_on: 2026-12-20
        no_longer_endangers: true
    Mia does inventory on MEASURE
        custodian: Court of Port Lumen
        running_costs: {"amount": 0, "currency": "EUR"}
    Cora does find_derived on MEASURE
        derivation: document/6

day 100
Lou adds a document called "Judgment"
Cora does charges_end on case
    judgment: document/5
expect case is at adjudicate
expect Sylvania was told case-outcome once
Lou adds a document called "Finding on the origin of each asset"
Lou adds a document called "Notice to the bank of the holder"
the Chamber issues a forfeiture numbered SIT-04/26-01/90 covering ["asset/1","asset/2","asset/3"]

# Rule 147: third parties told, the hearing closed, each asset found to derive from the crime.
Cora does order_forfeiture on case
    order: order/3
    measures: ["measure/1", "measure/2", "measure/3"]
expect refused: requires
Cora does close_hearing on case
    record: document/6
expect refused: requires
Cora does notify_third_parties on case
    notice: document/7
Cora does close_hearing on case
    record: document/6
measure/1 is made ready for forfeiture
measure/2 is made ready for forfeiture
measure/3 is made ready for forfeiture

# The bank claims the villa: nothing is forfeited meanwhile.
Sylvania answers report_claim on measure/2 as executing_authority
    claim_nature: creditor
    forum: chamber
expect claim/1 is at lodged, live
Cora does order_forfeiture on case
    order: order/3
    measures: ["measure/1", "measure/2", "measure/3"]
expect refused: cascade_refused
Cora does find_incomplete on claim/1
    missing: The mortgage deed.
Cora does complete on claim/1
Cora does admit on claim/1
Cora does open_observations on claim/1
Lou does observe on claim/1
    observations: The loan was granted after the freeze.
Sylvania answers observe on claim/1 as focal_point
    observations: The register shows the mortgage since 2020.
day 140
expect claim/1 is at hearing
Cora does decide on claim/1
    outcome: partly
    effects: [{"on": "measure/2", "event": "reduce", "payload": {"scope": "share", "share": 80}}]
    appeal_until: 2027-06-01
    reasons: A fifth of the value secures the loan of 2020.
expect claim/1 is at decided
expect Sylvania was told claim-decided-told once
Cora does appeal on claim/1
expect claim/1 is at appealed
day 250
Cora does decide_appeal on claim/1
    outcome: partly
    effects: [{"on": "measure/2", "event": "reduce", "payload": {}}]
expect claim/1 is at final
expect measure/2 is at in_force, to_reduce
Cora does order_forfeiture on case
    order: order/3
    measures: ["measure/1", "measure/2", "measure/3"]
expect refused: cascade_refused
Cora does vary on measure/2
    scope: share
    share: 85
    reason_varied: The Appeals Chamber leaves 15 in 100 to the bank.
Cora does order_forfeiture on case
    order: order/3
    measures: ["measure/1", "measure/2", "measure/3"]
expect case is at dispose
expect measure/2 is at forfeiture_ordered, held
expect Sylvania was told forfeiture-ordered once
Cora does order_fine on case
    order: order/3
    fine: {"amount": 100000, "currency": "EUR"}
    within_ceiling: true
Cora does order_reparations on case
    order: order/3
    reparations: {"amount": 150000000, "currency": "EUR"}
expect case is at dispose, reparations_due

# The State enforces: two assets themselves, of the third its value.
Lou drafts a enforce_forfeiture to Sylvania about ["measure/1","measure/2","measure/3"]
request/2 is approved, cleared for language and sent
Sylvania answers result on request/2 as executing_authority
    results: [{"on": "measure/1", "event": "enforced", "effective_at": "2027-07-20",
               "payload": {"enforcement": "property", "recovered": {"amount": 25000000, "currency": "EUR"}, "national_order": "E 1"}},
              {"on": "measure/2", "event": "enforced", "effective_at": "2027-07-20",
               "payload": {"enforcement": "property", "recovered": {"amount": 131750000, "currency": "EUR"}, "national_order": "E 2"}},
              {"on": "measure/3", "event": "enforced", "effective_at": "2027-07-20",
               "payload": {"enforcement": "value_substitute", "recovered": {"amount": 4000000, "currency": "EUR"}, "national_order": "E 3"}}]
expect set aside: cascade_refused
Sylvania answers result on request/2 as executing_authority
    results: [{"on": "measure/1", "event": "enforced", "effective_at": "2027-07-20",
               "payload": {"enforcement": "property", "recovered": {"amount": 25000000, "currency": "EUR"}, "national_order": "E 1"}},
              {"on": "measure/2", "event": "enforced", "effective_at": "2027-07-20",
               "payload": {"enforcement": "property", "recovered": {"amount": 131750000, "currency": "EUR"}, "national_order": "E 2"}},
              {"on": "measure/3", "event": "enforced", "effective_at": "2027-07-20",
               "payload": {"enforcement": "value_substitute", "recovered": {"amount": 4000000, "currency": "EUR"}, "national_order": "E 3", "reason": "disappeared"}}]
expect request/2 is at executed
expect measure/3 is at enforced
Sylvania answers transfer on measure/1 as focal_point effective 2027-07-25
    recovered: {"amount": 25000000, "currency": "EUR"}
Sylvania answers transfer on measure/2 as focal_point effective 2027-07-25
    recovered: {"amount": 131750000, "currency": "EUR"}
Sylvania answers transfer on measure/3 as focal_point effective 2027-07-25
    recovered: {"amount": 4000000, "currency": "EUR"}
expect measure/1 is at at_court

# Rule 221: reparations come first.
Lou adds a document called "Decision of the Presidency on the disposal"
Prue does pay_fine on measure/3
    disposal_decision: document/8
expect refused: requires
Prue does pay_reparation on measure/2
    disposal_decision: document/8
Prue does settle_reparations on case
    account: document/8
Prue does transfer_tfv on measure/1
    disposal_decision: document/8
    fund_heard: The Fund was heard on 2 August.
Prue does pay_fine on measure/3
    disposal_decision: document/8
expect measure/1 is at transferred_tfv
expect measure/2 is at paid_reparation
expect measure/3 is at paid_fine

# Closed on a signed inventory, opened again on a new fact, archived at last.
Lou does drop on measure/4
    reason_dropped: The account was empty.
Mia does sign_inventory on case
    inventory: document/8
Noa does close on case
    final_report: document/5
    retain_until: 2057-12-31
expect case is at closed
expect request/2 is at closed
Max does reopen on case
    new_fact: A further account was found in Carpania.
expect case is at open
Lou does plan on case
    plan: document/1
Max does discontinue on case
    reason: The account belonged to a namesake.
Noa does close on case
    final_report: document/5
expect refused: needs
Mia does sign_inventory on case
    inventory: document/8
Noa does close on case
    final_report: document/5
Max does archive on case
    retention: document/8
expect case is at archived
expect history whole
