# A State postpones under article 94, is reminded on the day, resumes, proposes conditions, reports progress and executes.
use common/cast.story
use common/phrases.story
day 0
Sylvania has a request to freeze measure/1
Sylvania answers acknowledge on request/1 as focal_point

# Without an end or a day of review nothing is postponed.
day 2
Sylvania answers postpone on request/1 as focal_point
    postpone_ground: investigation
    preserves_evidence: true
    help_considered: The records of the account can be given at once.
    reasons: A search in another matter is planned at the same bank.
    difficulty: conflicting_request
expect set aside: refused
expect request/1 is at acknowledged
Sylvania answers postpone on request/1 as focal_point
    postpone_ground: investigation
    postponed_until: 2027-01-15
    preserves_evidence: true
    help_considered: The records of the account can be given at once.
    reasons: A search in another matter is planned at the same bank.
    difficulty: conflicting_request
expect request/1 is at postponed, in_hand, not late
expect request/1 has postponed_until 2027-01-15
expect Sylvania was told preserve-asked once
expect Lou was told postponed once

# The time of the answer stands still: thirty days pass and nothing is overdue.
date 2027-01-15
expect request/1 is at postponed, not overdue, not postponement_over
date 2027-01-17
expect request/1 is at postponed, postponement_over, not overdue
expect Sylvania was told resume-asked once
Sylvania answers postpone on request/1 as focal_point
    postpone_ground: investigation
    review_on: 2027-01-25
    preserves_evidence: true
    help_considered: Nothing more can be given before.
    reasons: The search takes place on 22 January.
    difficulty: conflicting_request
expect request/1 is at postponed, not postponement_over
expect request/1 has postponed_until 2027-01-25
date 2027-01-25
Sylvania answers resume on request/1 as focal_point
expect request/1 is at in_execution, under_way
expect Lou was told resumed once

# Conditions under article 93(5): the Court accepts them and abides by them.
Sylvania answers propose_conditions on request/1 as focal_point
    conditions: Wages due before February are paid from the account.
    difficulty: third_party
expect request/1 is at consulting
Lou adds a document called "Minutes signed by both sides"
Lou does accept_conditions on request/1
    minutes: document/5
expect request/1 is at acknowledged, conditions_accepted
expect Sylvania was told conditions-accepted once

# The office hands the execution to another, which answers.
Sylvania answers hand_on on request/1 as focal_point
    other: "@Carpania"
Sylvania answers start on request/1 as focal_point
    national_authority: Court of Port Lumen
Sylvania answers report_progress on request/1 as executing_authority
    progress: The order is before the judge.
expect Lou was told progress-made once
Carpania answers result on request/1 as executing_authority
    results: [{"on": "measure/1", "event": "in_force", "effective_at": "2027-01-24",
               "payload": {"national_order": "A 7", "scope": "whole", "expires_on": "2029-01-24"}}]
expect request/1 is at executed, not overdue
expect measure/1 is at in_force

# Costs claimed must be settled, and originals returned, before the request is closed.
Sylvania answers claim_costs on request/1 as focal_point
    costs: {"amount": 210000, "currency": "EUR"}
    explanation: Fees of the interpreter.
Gil does receive_originals on request/1
Lou does close on request/1
expect refused: obligation_open
Mia does settle_costs on request/1
    paid: {"amount": 210000, "currency": "EUR"}
Lou does close on request/1
expect refused: obligation_open
Gil does return_originals on request/1
Lou does close on request/1
expect request/1 is at closed
expect history whole
