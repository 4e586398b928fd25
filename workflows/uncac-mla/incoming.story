# The requested side of the same file: a freeze for Sylvania, a claim settled, another inadmissible, a payment for upkeep, a lapse.
use common/cast.story
Nora of registry is requested_officer, asset_manager
Luis of registry is requested_officer
Carl of chambers is chamber
day 0
Nora opens case Quarry under uncac-mla
    title: Request of Sylvania, quarry
    grounds: Request received from the central authority of Sylvania.
    reference: XS 26/77
    classification: confidential
Nora records asset
    kind: account
    description: Account of the Blue Quarry company
    state: XF
    identifier: XF10FMBK0010093355120
Nora does name_asset on measure
    asset: asset/1
    partner: "@Sylvania"
Nora does register_request on request effective 2026-11-23
    partner: "@Sylvania"
    kind: freeze
    measures: ["measure/1"]
    assistance: Freeze the account.
    facts: Bribes were paid through the quarry.
expect request/1 is at received
expect Sylvania was told mla-ack once
expect measure/1 is at asked

# We are asked: what we need, we ask for; Sylvania supplies.
Nora does ask_more on request/1
    missing: The order of your court.
    difficulty: insufficient_data
expect Sylvania was told info-asked once
day 5
Sylvania answers supply on request/1 as requesting_authority
    supplement: The order is attached.
expect request/1 is at received
Nora does court_application on request/1
    court_reference: FC 9/26
Carl does result on request/1
    results: [{"on": "measure/1", "event": "restrain", "effective_at": "2026-11-27",
               "payload": {"restraint_basis": "foreign_order", "national_order": "FC 9/26", "scope": "whole"}}]
expect refused: cascade_refused
Carl does result on request/1
    results: [{"on": "measure/1", "event": "restrain", "effective_at": "2026-11-27",
               "payload": {"restraint_basis": "foreign_order", "national_order": "FC 9/26", "scope": "whole", "expires_on": "2027-05-27"}}]
expect measure/1 is at frozen
expect Sylvania was told measure-in-force once
Carl does release_funds on measure/1 effective 2026-11-28
    released_amount: {"amount": 120000, "currency": "EUR"}
    release_purpose: salaries

# Two claims: one settled with an effect at once, one inadmissible, final when its time for appeal is over.
Nora does report_claim on request/1
    measures: ["measure/1"]
    claim_nature: co_owner
Nora does report_claim on request/1
    measures: ["measure/1"]
    claim_nature: buyer
expect claim/2 is at lodged
Nora does settle on claim/1
    effects: [{"on": "measure/1", "event": "reduce", "payload": {"scope": "share", "share": 50}}]
expect claim/1 is at settled
expect measure/1 has share 50
Carl does declare_inadmissible on claim/2
    reasons: The sale was never registered.
    appeal_until: 2027-01-10
expect claim/2 is at inadmissible
day 50
expect claim/2 is at final
expect becomes_final happened on claim/2 once

# Lifting: not before Sylvania was heard, or its thirty days have passed.
Nora does lift on measure/1 effective 2027-01-12
    lift_ground: de_minimis
    lift_reasons: What is left is worth little.
expect refused: refused
Nora does intend_lift on measure/1
    lift_ground: de_minimis
Nora does lift on measure/1 effective 2027-01-12
    lift_ground: de_minimis
    lift_reasons: What is left is worth little.
expect refused: refused
day 82
expect measure/1 is at hearing_requesting, unheard
Nora does keep on measure/1
expect measure/1 is at frozen

# Nobody asks for renewal: warned four times, the measure lapses.
day 160
expect Sylvania was told expiry-near 4 times
day 187
expect measure/1 is at lapsed
expect Sylvania was told measure-lapsed once
Nora does close on request/1
Nora does close on case
    costs_settled: true
    originals_returned: true
expect refused: same_person
Luis does close on case
    costs_settled: true
    originals_returned: true
expect history whole
