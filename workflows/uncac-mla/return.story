# From a lead to the return: information asked, a court, evidence due, the requesting State heard, a claim, confiscation, payment.
use common/cast.story
day 0
the Tolland file is opened with an account in Sylvania

# Sylvania told of the account of its own accord; the lead becomes a contact, then a request.
Vera does spontaneous_info on request
    partner: "@Sylvania"
    caveat: lead_only
    information: An account in the name of Corin Tolland received public money.
expect request/1 is at lead
Vera does follow_up on request/1
    contact_note: The liaison officer confirms that a freeze is possible on request.
expect request/1 is at informal
Ines does take_up on request/1
    partner: "@Sylvania"
    kind: freeze
    duty: party
    measures: ["measure/1"]
    requesting_office: Freedonia, Attorney General, central authority
    subject_matter: Embezzlement of public funds.
    conducting_office: Freedonia, Anti-corruption prosecutor
    facts: The Harbour Fund paid for works that were never done.
    assistance: Freeze the account.
    procedure: The holder is not to be told before.
    persons: Corin Tolland, national of Freedonia.
    purpose: Confiscation and return.
expect request/1 is at draft

# Article 55(3)(c): a request to freeze says on which facts it relies, and what is to be done.
Ines does submit on request/1
expect refused: needs
Ines does complete on request/1
    facts_relied: Seven transfers reached the account within a week.
    actions: Freeze the account; do not tell the holder.
request/1 is submitted, approved and sent
expect measure/1 is at asked
expect Sylvania was told mla-sent once

day 4
Sylvania answers acknowledge on request/1 as requested_authority
    national_reference: XS 26/300
expect request/1 is at received, in_hand
Sylvania answers ask_more on request/1 as requested_authority
    missing: The dates of the seven transfers.
    difficulty: insufficient_data
expect request/1 is at incomplete
day 10
Ines does supply on request/1
    supplement: 3 to 9 March 2026.
expect request/1 is at received
Sylvania answers court_application on request/1 as requested_authority
    court_reference: PL 17/26
expect request/1 is at before_court

# Article 54(2)(b), with the day on which the measure ends.
day 14
Sylvania answers result on request/1 as requested_court
    results: [{"on": "measure/1", "event": "restrain", "effective_at": "2026-12-06",
               "payload": {"restraint_basis": "request", "national_order": "PL 17/26", "scope": "whole", "expires_on": "2028-12-06"}}]
expect request/1 is at executed
expect measure/1 is at frozen, held
Ines does close on request/1

# Evidence must come in time (55(7)); before lifting, we are heard (55(8)).
day 40
Sylvania answers supplement_due on measure/1 as requested_authority
    evidence_due_on: 2027-02-01
expect measure/1 is at evidence_due
day 72
expect measure/1 is at evidence_due, evidence_late, late
Sylvania answers intend_lift on measure/1 as requested_authority
    lift_ground: evidence
expect measure/1 is at hearing_requesting, not late
expect Ines was told lift-intended once
Sylvania answers lift on measure/1 as requested_authority effective 2027-02-03
    lift_ground: evidence
    lift_reasons: Nothing has been received.
expect set aside: refused
Ines does present_reasons on measure/1
    keep_reasons: The trial court has admitted the bank's records; they are sent today.
Sylvania answers keep on measure/1 as requested_authority
expect measure/1 is at frozen

# A request to confiscate; meanwhile a creditor lodges a claim, which stands in the way.
day 100
Ines drafts a enforce to Sylvania about ["measure/1"]
Ines does submit on request/2
expect refused: needs
Ines adds a document called "Copy of the order of confiscation"
Ines adds a document called "Certificate that the order is final"
Ines does complete on request/2
    order_copy: document/1
    extent: The whole balance.
    notice_given: The creditors known were notified on 4 January 2027.
    finality: document/2
request/2 is submitted, approved and sent
Sylvania answers acknowledge on request/2 as requested_authority
Sylvania answers report_claim on request/2 as requested_authority
    measures: ["measure/1"]
    claim_nature: creditor
expect claim/1 is at lodged
Ines records order
    kind: forfeiture
    issued_by: Freedonia, High Court
    issued_on: 2026-12-20
    number: HC 3/26
    covers: ["asset/1"]
Sylvania answers partial_result on request/2 as requested_court
    results: [{"on": "measure/1", "event": "confiscate", "effective_at": "2027-03-02",
               "payload": {"order": "order/1", "confiscation_mode": "foreign", "final": true}}]
expect set aside: cascade_refused
expect measure/1 is at frozen

# The claim: incomplete, admitted, observations, hearing, decided, appealed, final; only then does it take effect.
Sylvania answers find_incomplete on claim/1 as requested_court
    missing: The contract of loan.
expect claim/1 is at incomplete
Sylvania answers complete on claim/1 as requested_court
Sylvania answers admit on claim/1 as requested_court
Sylvania answers open_observations on claim/1 as requested_court
expect claim/1 is at observations
Ines does observe on claim/1
    observations: The loan was repaid before the freeze.
day 131
expect claim/1 is at hearing
Sylvania answers decide on claim/1 as requested_court
    outcome: partly
    effects: [{"on": "measure/1", "event": "unaffected", "payload": {}}]
    appeal_until: 2027-05-15
    reasons: A tenth of the balance secures the loan.
expect set aside: requires
Sylvania answers decide on claim/1 as requested_court
    outcome: partly
    effects: [{"on": "measure/1", "event": "reduce", "payload": {}}]
    appeal_until: 2027-05-15
    reasons: A tenth of the balance secures the loan.
expect claim/1 is at decided
expect measure/1 has scope whole
day 176
expect claim/1 is at final
expect measure/1 is at frozen, to_reduce
Sylvania answers vary on measure/1 as requested_court
    scope: share
    share: 90
    reason_varied: A tenth is left to the creditor.
expect measure/1 is at frozen, not to_reduce
expect measure/1 has share 90

# Confiscated, negotiated, agreed, paid, received.
Sylvania answers partial_result on request/2 as requested_court
    results: [{"on": "measure/1", "event": "confiscate", "effective_at": "2027-05-17",
               "payload": {"order": "order/1", "confiscation_mode": "foreign", "final": true}}]
expect measure/1 is at confiscated
expect request/2 is at executed
Ines does close on request/2
Sylvania answers negotiate on measure/1 as requested_authority
    return_rule: embezzled
Ines adds a document called "Agreement on the return"
Ines does agree on measure/1
    agreement: document/3
    expenses: {"amount": 1500000, "currency": "EUR"}
expect measure/1 is at returning
day 190
Sylvania answers pay on measure/1 as requested_authority effective 2027-05-31
    paid: {"amount": 88500000, "currency": "EUR"}
    beneficiary: requesting_state
expect measure/1 is at paid_out
Ines adds a document called "Receipt of the Treasury"
Ines does confirm_payment on measure/1
    receipt: document/4
expect measure/1 is at returned
Mira does close on case
    costs_settled: true
    originals_returned: true
expect case is at closed
expect history whole
