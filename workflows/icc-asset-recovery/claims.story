# Claims that end otherwise than by a decision: inadmissible, settled, withdrawn, moot.
use common/cast.story
use common/phrases.story
day 0
Sylvania has frozen three assets until 2028-11-30
phrase Lou lodges a claim on MEASURES before a FORUM
    Lou does lodge on claim
        partner: "@Sylvania"
        measures: MEASURES
        nature: owner
        forum: FORUM

# A claim names measures of one State.
Lou does lodge on claim
    partner: "@Freedonia"
    measures: ["measure/1"]
    nature: buyer
expect refused: requires

# Inadmissible: final when the time for an appeal has passed, or decided on appeal.
Lou lodges a claim on ["measure/1"] before a chamber
expect Sylvania was told claim-told once
Ana records party
    kind: person
    name: Ilse Marrow
    nationality: XS
Lou does identify on claim/1
    claimant: party/3
Cora does declare_inadmissible on claim/1
    reasons: The claim was lodged after its time.
    appeal_until: 2027-01-10
expect claim/1 is at inadmissible, live
date 2027-01-12
expect claim/1 is at final
expect measure/1 is at in_force

# Settled: what was agreed takes effect at once, and every measure is spoken of.
Lou lodges a claim on ["measure/2","measure/3"] before a chamber
Cora does settle on claim/2
    effects: [{"on": "measure/2", "event": "release_claimed", "payload": {}}]
expect refused: requires
Cora does settle on claim/2
    effects: [{"on": "measure/2", "event": "release_claimed", "payload": {}},
              {"on": "measure/3", "event": "unaffected", "payload": {}}]
expect claim/2 is at settled
expect measure/2 is at released_to_claimant
expect measure/3 is at in_force

# Before a court of the State the State speaks; what is withdrawn changes nothing.
Lou lodges a claim on ["measure/3"] before a state
Cora does admit on claim/3
expect refused: not_allowed
Sylvania answers withdraw_claim on claim/3 as executing_authority
expect claim/3 is at withdrawn

# Moot: only when nothing it bears on is held any more; until then the case cannot be closed.
Lou lodges a claim on ["measure/1"] before a chamber
Cora does becomes_moot on claim/4
expect refused: requires
the Chamber issues a lift numbered L-1 covering ["asset/1","asset/3"]
Cora does end_measures on case
    ground: charges_withdrawn
    decision: order/3
expect measure/4 is at dropped
Tia does translated on request/2
Gil does send on request/2
Sylvania answers result on request/2 as focal_point
    results: [{"on": "measure/1", "event": "released", "effective_at": "2027-01-12", "payload": {"condition_report": "Good.", "returned_to": "Ilse Marrow"}},
              {"on": "measure/3", "event": "released", "effective_at": "2027-01-12", "payload": {"condition_report": "Good.", "returned_to": "Harbour Lane Estates SA"}}]
Mia does sign_inventory on case
    inventory: document/2
Noa does close on case
    final_report: document/1
expect refused: requires
Cora does becomes_moot on claim/4
Noa does close on case
    final_report: document/1
expect case is at closed
expect history whole
