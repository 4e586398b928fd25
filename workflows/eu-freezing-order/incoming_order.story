# The other side of the same file: we execute the order of another State, which then withdraws it.
use common/cast.story
Nils of registry is executing_officer, investigator
Rosa of registry is executing_officer
day 0
Nils opens case Quay under eu-freezing-order
    title: Order of Sylvania, quay
    grounds: Certificate received from the Regional Court of Port Lumen.
    reference: S 26/31
    classification: confidential
Nils records party
    kind: company
    name: Harbour Lane Estates SA
Nils records asset
    kind: account
    description: Account of Harbour Lane Estates
    state: XF
    identifier: XF10FMBK0010093355120
Nils records order
    kind: freeze
    issued_by: Regional Court of Port Lumen
    issued_on: 2026-11-20
    number: S 26/31
    covers: ["asset/1"]
Nils does name_asset on measure
    asset: asset/1
    partner: "@Sylvania"
Nils does issue on certificate
    partner: "@Sylvania"
    measures: ["measure/1"]
    order: order/1
expect refused: not_allowed
Nils does register_certificate on certificate effective 2026-11-23
    partner: "@Sylvania"
    measures: ["measure/1"]
    order: order/1
    urgency: immediate
    property: One account.
    facts: Invoices without works.
expect certificate/1 is at received, deciding
expect measure/1 is at asked
Nils does recognise on certificate/1
expect Sylvania was told recognised once
Nils does froze on certificate/1
    results: [{"on": "measure/1", "event": "freeze", "effective_at": "2026-11-23",
               "payload": {"scope": "whole", "national_order": "G 7/26"}}]
expect certificate/1 is at frozen
Nils does inform_affected on certificate/1

# Only the State whose order it is may withdraw it.
Nils does withdraw on certificate/1
    reason: Our mistake.
expect refused: not_allowed
day 10
Sylvania answers withdraw on certificate/1 as issuing_authority
    reason: The suspicion is not confirmed.
expect certificate/1 is at lifting
Nils does lift on certificate/1 effective 2026-12-03
expect certificate/1 is at lifted
expect Sylvania was told lifted once
expect measure/1 is at lifted
Nils does close on certificate/1
Nils does close on case
expect refused: same_person
Rosa does close on case
expect history whole
