# Who appears in the stories of freezing in the European Union. Persons and States are fictional.
Ines of prosecution is legal_officer
Mira of prosecution is legal_officer
Hugo of registry is dispatcher

authority Sylvania
    name: Sylvania, Regional Court of Port Lumen
    kind: state
    state: XS
    languages: ["en"]
    language_rule: one_of
    channel: push
    endpoint: https://sylvania.invalid/v1/sets
    issuer: https://sylvania.invalid
    deputy_name: Sylvania, Ministry of Justice, duty desk
    deputy_endpoint: https://deputy.sylvania.invalid/v1/sets
    calendar: court

phrase WHO adds a document called TITLE
    WHO records document
        title: TITLE
        sha256: n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg
        size: 2048
        media_type: text/plain
        language: en
        classification: confidential

# Two assets of the Harbour Lane company in Sylvania, both named and covered by an order.
phrase the Harbour Lane file is opened with an order on two assets
    Ines opens case Harbour under eu-freezing-order
        title: Harbour Lane Estates
        grounds: Payments for public works never done reached its accounts.
        reference: 26/114
        classification: confidential
    Ines records party
        kind: company
        name: Harbour Lane Estates SA
        jurisdiction: XS
    Ines records asset
        kind: account
        description: Account of Harbour Lane Estates
        state: XS
        holder: party/1
        identifier: XS77SYSB0004417711864
    Ines records asset
        kind: real_estate
        description: Warehouse at the eastern quay
        state: XS
        holder: party/1
        identifier: XS-T-551903
    Ines records order
        kind: freeze
        issued_by: Investigating judge
        issued_on: 2026-11-20
        number: G 26/114
        covers: ["asset/1","asset/2"]
    Ines does name_asset on measure
        asset: asset/1
        partner: "@Sylvania"
        holder: party/1
    Ines does name_asset on measure
        asset: asset/2
        partner: "@Sylvania"
        holder: party/1
    expect measure/2 is at named

phrase the order is issued for both, with urgency URGENCY
    Ines does issue on certificate
        partner: "@Sylvania"
        measures: ["measure/1","measure/2"]
        order: order/1
        issuing_authority: Freedonia, Court of First Instance, investigating judge 4
        urgency: URGENCY
        urgency_reason: The balance is being paid out in instalments.
        persons: ["party/1"]
        property: One account and one warehouse.
        facts: Invoices for works on the quay were paid; no work was done.
        offence: listed
        offence_nature: Fraud, punishable by five years' imprisonment.
        necessity: Without the freeze nothing would be left to confiscate.
        proportionality: The amount frozen does not exceed the amount paid.
        confidentiality: The investigation is secret until the freeze is in place.
        other_states: No other State is asked.
        next_step: date_given
        confiscation_expected_on: 2027-12-01
    expect certificate/1 is at issued

phrase the certificate is completed and transmitted
    Ines does complete_certificate on certificate/1
        legal_remedies: An objection before the investigating judge within ten days.
    Ines does certify on certificate/1
    expect certificate/1 is at certified
    Hugo does transmit on certificate/1
    expect certificate/1 is at transmitted, not delivered
    expect measure/1 is at asked

phrase both assets are frozen by Sylvania
    Sylvania answers froze on certificate/1 as executing_authority
        results: [{"on": "measure/1", "event": "freeze", "effective_at": "2026-11-26",
                   "payload": {"scope": "whole", "national_order": "L 88/26"}},
                  {"on": "measure/2", "event": "freeze", "effective_at": "2026-11-26",
                   "payload": {"scope": "whole", "national_order": "L 89/26"}}]
    expect certificate/1 is at frozen, held, quiet
