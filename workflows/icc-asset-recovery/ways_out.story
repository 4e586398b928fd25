# Every detour leads back or ends: returned, undeliverable, not competent, incomplete, modified, revoked, given up, left to the State.
use common/cast.story
use common/phrases.story
day 0
the Marrow case is opened and four assets are found
measures on all four are proposed and ordered
Lou drafts a freeze to Sylvania about ["measure/1","measure/2","measure/3"]
Lou does submit on request/1
Max does return on request/1
    reason: The facts are too short.
expect request/1 is at draft
Lou does amend on request/1
    essential_facts: Seven payments of March 2024 reached these accounts.
Lou does submit on request/1
Max does approve on request/1
Tia does translation_needed on request/1
Tia does translated on request/1
Gil does send on request/1
Gil does undeliverable on request/1
expect request/1 is at ready, not delivered
expect Lou was told request-undelivered once
Gil does send on request/1
Gil does delivered on request/1
expect request/1 is at sent, delivered

day 3
Sylvania answers not_competent on request/1 as focal_point
    competent: The prosecutor of Port Lumen.
expect request/1 is at sent, not_competent
Sylvania answers acknowledge on request/1 as focal_point
Sylvania answers ask_information on request/1 as focal_point
    missing: The dates of the payments.
    difficulty: insufficient_data
expect request/1 is at incomplete
expect request/1 has difficulty insufficient_data
Lou does supply on request/1
    supplement: 3 to 9 March 2024.
expect request/1 is at acknowledged

# Consultations end in a new version of the request, with all its gates once more.
Sylvania consults on request/1 about fundamental_principle
Lou adds a document called "Difference between the versions"
Lou does modify on request/1
    difference: document/5
    minutes: document/5
expect request/1 is at draft
expect request/1 has version 2
request/1 is approved, cleared for language and sent
Sylvania answers partial_result on request/1 as executing_authority
    results: [{"on": "measure/1", "event": "in_force", "effective_at": "2026-11-25",
               "payload": {"national_order": "A 1", "scope": "whole", "expires_on": "2027-11-25"}},
              {"on": "measure/2", "event": "in_force", "effective_at": "2026-11-25",
               "payload": {"national_order": "A 2", "scope": "whole", "expires_on": "2032-11-25"}}]
expect request/1 is at partially_executed
expect measure/3 is at requested

# A seizure is ordered and revoked; the next one is executed, managed, put up for sale, and not sold.
the Chamber issues a seizure numbered S-1 covering ["asset/2"]
Cora does order_seizure on case
    order: order/3
Cora does revoke_seizure on measure/2
    reason_revoked: The villa may stay in use.
expect measure/2 is at in_force
Cora does order_seizure on case
    order: order/3
Lou drafts a seize to Sylvania about ["measure/2"]
request/2 is approved, cleared for language and sent
Sylvania answers result on request/2 as executing_authority
    results: [{"on": "measure/2", "event": "seize", "effective_at": "2026-11-26",
               "payload": {"national_order": "S 2", "custody": "K 19", "expires_on": "2032-11-25"}}]
Mia does inventory on measure/2
    custodian: Court of Port Lumen
    running_costs: {"amount": 90000, "currency": "EUR"}
Cora does order_management on measure/2
    management_ground: cost_over_value
    manager: Lumen Trustees
    persons_heard: The holder was heard.
Mia does value on measure/2
    value: {"amount": 150000000, "currency": "EUR"}
    valued_on: 2026-11-25
    value_method: appraisal
Cora does interim_sale on measure/2
    persons_heard: The holder was heard.
expect measure/2 is at seized_for_sale, held
Cora does call_off_sale on measure/2
    why_not_sold: The market fell.
expect measure/2 is at seized_managed

# What lapsed is given up by an approver, who says why.
date 2027-11-27
expect measure/1 is at lapsed, late
date 2027-12-20
expect Lou was told relapse-waits once
Lou does give_up on measure/1
    why_given_up: The account was emptied.
expect refused: not_allowed
Max does give_up on measure/1
    why_given_up: The account was emptied.
expect measure/1 is at lost

# The case ends: what is still asked ceases, what is managed is released, what a State keeps may be left to it.
the Chamber issues a lift numbered L-1 covering ["asset/2","asset/3"]
Cora does end_measures on case
    ground: death
    decision: order/4
expect request/1 is at ceased
expect Sylvania was told request-ceases once
expect measure/2 is at release_pending
expect measure/3 is at release_pending
Sylvania answers pay_out on measure/2 as executing_authority effective 2027-12-19
    paid: {"amount": 100, "currency": "EUR"}
    paid_for: Electricity.
expect set aside: needs
Sylvania answers release_basic on measure/2 as executing_authority
    release_purpose: upkeep
    payee: Power company
    release_cap: {"amount": 10000, "currency": "EUR"}
    release_rhythm: once
Sylvania answers pay_out on measure/2 as executing_authority effective 2027-12-19
    paid: {"amount": 100, "currency": "EUR"}
    paid_for: Electricity.
Tia does translated on request/3
Gil does send on request/3
Sylvania answers result on request/3 as focal_point
    results: [{"on": "measure/2", "event": "withheld", "payload": {"withheld_on": "debt", "explanation": "A debt to the municipality."}},
              {"on": "measure/3", "event": "impossible", "payload": {"reason": "not_found"}}]
Max does leave_to_state on measure/2
    state_decision: document/5
expect measure/2 is at left_to_state
expect measure/3 is at impossible
expect history whole
