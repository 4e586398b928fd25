# Urgency confirmed in writing, silence, conditions, a postponement, a refusal after consultation; an organisation asked by arrangement.
use common/cast.story
day 0
the Tolland file is opened with an account in Sylvania
Ines does draft on request
    partner: "@Sylvania"
    kind: freeze
    duty: party
    measures: ["measure/1"]
    facts: The Harbour Fund paid for works that were never done.
    assistance: Freeze the account.
    purpose: Confiscation.
Hugo does send_urgent on request/1
    urgency: The account is being emptied.
    agreed: true
expect request/1 is at sent
expect Sylvania was told mla-urgent once
Hugo does confirm_in_writing on request/1
expect refused: needs
Ines does complete on request/1
    requesting_office: Freedonia, Attorney General, central authority
    subject_matter: Embezzlement of public funds.
    conducting_office: Freedonia, Anti-corruption prosecutor
    procedure: None.
    persons: Corin Tolland.
    facts_relied: Seven transfers.
    actions: Freeze the account.
day 4
expect Hugo was told confirming-due twice
expect request/1 is at sent, late
Hugo does confirm_in_writing on request/1
expect Sylvania was told mla-sent once

# Silence: reminded after the first term, brought to the deputy a week later; the Convention knows no sanction.
day 9
expect request/1 is at sent, ack_overdue
day 17
expect request/1 is at sent, escalated
expect deputy of Sylvania was told escalation once
Sylvania answers acknowledge on request/1 as deputy
expect request/1 is at received

# Article 46(26): neither refusal under 46(21) nor postponement without a consultation.
Sylvania answers postpone on request/1 as requested_authority
    postponed_until: 2027-01-31
    reasons: Our own investigation would suffer.
    difficulty: conflicting_request
expect set aside: requires
Sylvania answers propose_conditions on request/1 as requested_authority
    conditions: The information is used in this case only.
expect request/1 is at consulting, consulted
Ines does accept_conditions on request/1
expect request/1 is at received
Sylvania answers postpone on request/1 as requested_authority
    postponed_until: 2027-01-31
    reasons: Our own investigation would suffer.
    difficulty: conflicting_request
expect request/1 is at postponed
day 71
expect request/1 is at postponed, late
expect postponement_ends happened on request/1 once
Sylvania answers resume on request/1 as requested_authority
expect request/1 is at received

# Article 46(19), then the refusal.
Sylvania answers use_limit_breach on request/1 as requested_authority
    breach: The information was quoted in a tax case.
expect request/1 is at received, use_limit_breach
Sylvania answers refuse on request/1 as requested_authority
    ground: essential_interests
    reasons: The account serves a project of national security.
    difficulty: no_legal_basis
expect request/1 is at refused
expect measure/1 is at refused
Ines does close on request/1

# An organisation is no State Party: it is asked on the ground of an arrangement, which must be named.
Ines does draft on request
    partner: "@Seabank"
    kind: evidence
    duty: party
expect refused: requires
Ines does draft on request
    partner: "@Seabank"
    kind: evidence
    duty: arrangement
expect refused: requires
Ines records arrangement
    state: XF
    kind: ad_hoc
    concluded_on: 2026-05-04
Ines does draft on request
    partner: "@Seabank"
    kind: evidence
    duty: arrangement
    arrangement: arrangement/1
    requesting_office: Freedonia, Attorney General, central authority
    subject_matter: Embezzlement of public funds.
    conducting_office: Freedonia, Anti-corruption prosecutor
    facts: The Harbour Fund was fed by loans of the Bank.
    assistance: The records of the loans.
    procedure: None.
    persons: Corin Tolland.
    purpose: Evidence for the trial.
expect request/2 is at draft
request/2 is submitted, approved and sent
Seabank answers acknowledge on request/2 as requested_authority
Seabank answers result on request/2 as requested_authority
expect set aside: requires
Seabank answers result on request/2 as requested_authority
    findings: The records of three loans are attached.
expect request/2 is at executed
Ines does close on request/2
Mira does close on case
    costs_settled: true
    originals_returned: true
expect case is at closed
expect history whole
