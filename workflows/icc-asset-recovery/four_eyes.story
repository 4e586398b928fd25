# Nobody approves, sends or closes one's own work.
use common/cast.story
use common/phrases.story
Pat of registry is approver, dispatcher

the Marrow case is opened and four assets are found
measures on all four are proposed and ordered

Noa does draft on request
    addressee: "@Sylvania"
    kind: freeze
    duty: party
    measures: ["measure/1"]
    purpose: Protective measures for the purpose of forfeiture.
    legal_grounds: Order of the Pre-Trial Chamber.
    person_or_place: Octavian Marrow.
    essential_facts: Payments out of the Treasury reached the account.
    procedure: None.
    national_needs: None known.
    other_information: None.
    necessity: The asset may be moved.
    proportionality: Only what is traced.
    notification_plan: Within 60 days.
Lou does submit on request/1
expect refused: requires
Lou does amend on request/1
    basic_expenses: Under national law.
Lou does submit on request/1
expect request/1 is at legal_review

# Noa drafted it; that she may approve requests does not help.
Noa does approve on request/1 as approver
expect refused: same_person
# Lou may not approve anything.
Lou does approve on request/1
expect refused: not_allowed
expect request/1 is at legal_review

Pat does approve on request/1
Tia does translated on request/1
expect request/1 is at ready
Pat does send on request/1
expect refused: same_person
Gil does send on request/1
expect request/1 is at sent

# The investigator who opened the case has no say in what follows.
Ana does withdraw on request/1
    reason: No longer needed.
expect refused: not_allowed
expect withdraw happened on request/1 never
