# One case about two accounts in Sylvania. Persons and States are fictional.
Ivo of prosecution is investigator
Ana of prosecution is officer
Max of prosecution is approver
Lou of prosecution is investigator, approver
Noa of prosecution is officer, approver

authority Sylvania
    name: Sylvania, central authority
    kind: state
    state: XS
    party: true
    languages: ["en"]
    language_rule: one_of
    channel: push
    endpoint: https://sylvania.invalid/v1/sets
    issuer: https://sylvania.invalid
    calendar: court

day 0
Ana opens case Marrow under guide-procedure
Ivo records asset
    kind: account
    description: Savings account of Blue Quarry Ltd
    state: XS
    identifier: XS83SYSB0004417700213
    source: bank statement
Ivo records asset
    kind: account
    description: Account of Harbour Lane Estates
    state: XS
    identifier: XS77SYSB0004417711864
    source: bank statement
Lou does propose on measure
    asset: asset/1
    authority: "@Sylvania"
Ivo does propose on measure
    asset: asset/2
    authority: "@Sylvania"

# What article 96(2) asks for is demanded at the sending, not before.
Ana does draft on request
    addressee: "@Sylvania"
    measures: ["measure/1","measure/2"]
    purpose: Protective measures for the purpose of forfeiture.
Max does send on request/1
expect refused: needs
Noa does complete on request/1
    facts: Payments out of the Treasury of Freedonia reached these accounts.
Noa does send on request/1
expect refused: same_person
Max does send on request/1
expect request/1 is at sent, not silent
expect measure/1 is at asked
expect Sylvania was told please-act once

# A question stops the clock for the time of the answer: thirty days of theirs, five of ours.
day 10
Sylvania answers consult on request/1
    question: Which branch of the bank?
expect request/1 is at consulting
day 15
Ana does reply on request/1
    reply: The branch at the harbour.
expect request/1 is at sent
day 33
expect request/1 is at sent, not silent
day 37
expect request/1 is at sent, silent, late
expect Ana was told silent twice

# One answer, two results.
day 38
Sylvania answers report on request/1
    results: [{"on": "measure/1", "event": "in_force", "effective_at": "2026-12-20",
               "payload": {"expires_on": "2027-12-20"}},
              {"on": "measure/2", "event": "refuse", "payload": {"ground": "not_found"}}]
expect request/1 is at executed, not silent
expect measure/1 is at in_force, held
expect measure/2 is at refused

# Renewal: asked for by a second request; a date that is no later is set aside.
date 2027-10-25
expect Ana was told ends-soon once
Ana does draft on request
    addressee: "@Sylvania"
    measures: ["measure/1"]
    purpose: Renewal of the freeze for one more year.
Ana does complete on request/2
    facts: The proceedings are pending.
Max does send on request/2
expect measure/1 is at in_force
Sylvania answers report on request/2
    results: [{"on": "measure/1", "event": "renew", "payload": {"expires_on": "2027-12-19"}}]
expect set aside: cascade_refused
Sylvania answers report on request/2
    results: [{"on": "measure/1", "event": "renew", "payload": {"expires_on": "2028-12-20"}}]
expect request/2 is at executed
expect measure/1 has expires_on 2028-12-20
date 2027-12-22
expect measure/1 is at in_force

# The end: who proposed the measure does not ask to lift it; nothing is closed while it is open.
Max does close on case
expect refused: requires
Lou does lift on measure/1
expect refused: same_person
Max does lift on measure/1
expect Sylvania was told please-lift once
day 400
Sylvania answers release on measure/1
expect measure/1 is at released
Max does close on case
expect case is at closed
expect history whole
