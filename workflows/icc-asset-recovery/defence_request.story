# For the Defence counsel drafts, the Chamber orders, the Registry sends (57(3)(b), 176(2)); the same clocks, a file of its own.
# The public counsel offices fall under the Registry for their administration only.
use common/cast.story
use common/phrases.story
Dora of registry is defence_counsel
Vic of registry is victims_counsel

day 0
Dora opens case Parity under icc-asset-recovery
    title: Assets of Octavian Marrow, inquiries of the Defence
    grounds: The origin of the funds is disputed.
    person_name: Octavian Marrow
    situation: SIT-04
    classification: confidential
    organ: prosecution
expect refused: requires
Dora opens case Parity under icc-asset-recovery
    title: Assets of Octavian Marrow, inquiries of the Defence
    grounds: The origin of the funds is disputed.
    person_name: Octavian Marrow
    situation: SIT-04
    classification: confidential
    organ: defence
Gil records document
    title: Plan of inquiries
    sha256: n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg
    size: 2048
    media_type: text/plain
    language: en
    classification: confidential
Lou does plan on case
    plan: document/1
expect refused: not_allowed
Dora does plan on case
    plan: document/1
expect case is at identify

# Counsel drafts for counsel's own party only, and nobody else drafts for it.
phrase WHO drafts records for PARTY
    WHO does draft on request
        addressee: "@Sylvania"
        kind: records
        duty: party
        on_behalf_of: PARTY
        purpose: Records of the sale of 2019.
        legal_grounds: Articles 57(3)(b) and 93(1)(k).
        person_or_place: Octavian Marrow.
        essential_facts: The price was paid from an inheritance.
        procedure: None.
        national_needs: None known.
        other_information: None.
Lou drafts records for defence
expect refused: requires
Dora drafts records for prosecution
expect refused: requires
Vic drafts records for defence
expect refused: requires
Dora drafts records for defence
Dora does submit on request/1
expect request/1 is at legal_review
Max does approve on request/1
expect refused: not_allowed
Cora does approve on request/1
Tia does translated on request/1
Gil does send on request/1
expect request/1 is at sent
expect Sylvania was told request-sent once
day 6
expect request/1 is at sent, ack_overdue
expect Dora was told ack-overdue once
expect Lou was told ack-overdue never
Sylvania answers result on request/1 as focal_point
    findings: The deed of sale of 12 June 2019.
expect request/1 is at executed
Dora does close on request/1
expect request/1 is at closed
expect history whole
