# Silence after the acknowledgement: overdue, recalled, exhausted, heard, found, referred; the State may still answer.
use common/cast.story
use common/phrases.story
authority Tirrenia
    name: Tirrenia, Ministry of Justice
    kind: state
    state: XT
    party: false
    arrangement: Exchange of letters of 14 May 2025
    languages: ["en"]
    language_rule: one_of
    channel: push
    endpoint: https://tirrenia.invalid/v1/sets
    issuer: https://tirrenia.invalid
    calendar: court
authority League
    name: League of the Straits, Financial Crimes Unit
    kind: organisation
    arrangement: Agreement of 2 March 2024
    languages: ["en"]
    language_rule: one_of
    channel: push
    endpoint: https://league.invalid/v1/sets
    issuer: https://league.invalid
    calendar: court

day 0
Sylvania has a request to freeze measure/1
Lou adds a document called "Log of contacts"
Sylvania answers acknowledge on request/1 as focal_point
Lou does consultations_exhausted on request/1
    contact_log: document/5
expect refused: requires

# The ladder: at the due time, 15, 30 and 60 days after it.
day 32
expect request/1 is at acknowledged, overdue, late
expect Sylvania was told answer-due twice
day 47
expect Sylvania was told answer-due 3 times
expect deputy of Sylvania was told deputy-overdue once
day 62
expect Max was told overdue-raised once
day 92
expect Max was told overdue-raised twice
expect Sylvania was told answer-due 5 times
Lou does consultations_exhausted on request/1
    contact_log: document/5
expect request/1 is at nc_alleged, not in_hand
expect Sylvania was told nc-alleged once
expect Cora was told nc-chamber once

# The State may seek a ruling within fifteen days; it has no suspensive effect.
day 95
Sylvania answers seek_ruling on request/1 as focal_point
    observations: Our law was changed after the request.
expect request/1 is at nc_alleged, ruling_sought
Lou adds a document called "Ruling of the Chamber"
Cora does ruling on request/1
    lawful: true
    ruling: document/6
expect request/1 is at nc_alleged, not ruling_sought
Cora does finding on request/1
    finding: document/6
expect refused: not_in_state
Cora does hear_state on request/1
    heard_until: 2027-04-30
expect request/1 is at nc_hearing
Sylvania answers be_heard on request/1 as focal_point
    observations: The bank was merged and its books are elsewhere.
expect request/1 is at nc_hearing, heard
date 2027-05-03
Cora does finding on request/1
    finding: document/6
expect request/1 is at finding_87_7
expect request/1 has finding_basis art_87_7
expect Prue was told referral-due once

# The Council did not refer this situation.
Prue does refer on request/1
    referred_to: council
    referral: document/6
expect refused: requires
Prue does refer on request/1
    referred_to: assembly
    referral: document/6
expect request/1 is at referred
expect Sylvania was told nc-referred once

# An answer is still an answer.
date 2027-09-01
Sylvania answers result on request/1 as executing_authority
    results: [{"on": "measure/1", "event": "in_force", "effective_at": "2027-08-30",
               "payload": {"national_order": "A 7", "scope": "whole", "review_on": "2028-08-30"}}]
expect request/1 is at executed, not overdue
expect measure/1 is at in_force
Lou does close on request/1

# A State that is no Party is asked on the ground of an arrangement; its failure falls under article 87(5)(b).
Lou does draft on request
    addressee: "@Tirrenia"
    kind: records
    duty: party
    purpose: Records of an account.
    legal_grounds: Article 93(1)(k).
    person_or_place: Octavian Marrow.
    essential_facts: A transfer of March 2024.
    procedure: None.
    national_needs: None known.
    other_information: None.
Lou does submit on request/2
expect refused: requires
Lou does withdraw on request/2
    reason: Wrong basis.
Lou does draft on request
    addressee: "@Tirrenia"
    kind: records
    duty: arrangement
    purpose: Records of an account.
    legal_grounds: Article 93(1)(k) and the exchange of letters.
    person_or_place: Octavian Marrow.
    essential_facts: A transfer of March 2024.
    procedure: None.
    national_needs: None known.
    other_information: None.
request/3 is approved, cleared for language and sent
Tirrenia answers refuse on request/3 as focal_point
    ground: immunity
    reasons: The account is that of an embassy.
    alternatives_considered: None.
    difficulty: third_party
Lou does consultations_exhausted on request/3
    contact_log: document/5
Cora does hear_state on request/3
    heard_until: 2027-10-31
Cora does finding on request/3
    finding: document/6
expect request/3 has finding_basis art_87_5_b
Lou does close on request/3
expect request/3 is at closed

# A hearing that finds nothing sends the request back to its execution.
Lou drafts a freeze to Freedonia about ["measure/4"]
request/4 is approved, translated into fr with document/7 and sent
date 2027-10-20
expect request/4 is at sent, escalated
Lou does consultations_exhausted on request/4
    contact_log: document/5
Cora does hear_state on request/4
    heard_until: 2027-11-30
Cora does no_finding on request/4
    finding: document/6
expect request/4 is at in_execution, not overdue
expect Freedonia was told nc-ended once

# An organisation is asked as one, on the agreement that the directory names (87(6)); a State is not.
phrase Lou drafts an inquiry to ADDRESSEE
    Lou does draft on request
        addressee: "@ADDRESSEE"
        kind: identify
        duty: organisation
        purpose: Identify accounts.
        legal_grounds: Article 87(6).
        person_or_place: Octavian Marrow.
        essential_facts: Payments out of the Treasury.
        procedure: None.
        national_needs: None known.
        other_information: None.
Lou drafts an inquiry to Tirrenia
Lou does submit on request/5
expect refused: requires
Lou drafts an inquiry to League
request/6 is approved, cleared for language and sent
League answers result on request/6 as focal_point
    findings: Two accounts in two member States.
expect request/6 is at executed
expect history whole
