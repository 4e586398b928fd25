# Sentences of this workflow, made of the sentences that every workflow knows.

phrase WHO adds a document called TITLE
    WHO records document
        title: TITLE
        sha256: n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg
        size: 2048
        media_type: text/plain
        language: en
        classification: confidential

phrase the Chamber issues a KIND numbered NUMBER covering ASSETS
    Cora records order
        kind: KIND
        issued_by: Pre-Trial Chamber
        issued_on: 2026-11-20
        number: NUMBER
        covers: ASSETS

phrase Ana proposes ASSET in STATE worth CENTS
    Ana does propose on measure
        asset: ASSET
        authority: "@STATE"
        holder: party/2
        interest: legal_owner
        value: {"amount": CENTS, "currency": "EUR"}
        valued_on: 2026-11-20
        value_method: estimate
        evidence: document/2

# A case about Octavian Marrow with four assets: three in Sylvania, one in Freedonia.
phrase the Marrow case is opened and four assets are found
    Ana opens case Marrow under icc-asset-recovery
        title: Assets of Octavian Marrow
        grounds: Payments out of the Treasury of Freedonia reached accounts held for him.
        person_name: Octavian Marrow
        situation: SIT-04
        classification: under_seal
        organ: prosecution
    expect case is at open
    Ana records party
        kind: person
        name: Octavian Marrow
        nationality: XF
    Ana records party
        kind: company
        name: Blue Quarry Ltd
        jurisdiction: XS
    Lou adds a document called "Financial profile plan"
    Lou does plan on case
        plan: document/1
    expect case is at identify, searching
    Ana records asset
        kind: account
        description: Savings account of Blue Quarry Ltd
        state: XS
        holder: party/2
        identifier: XS83SYSB0004417700213
        source: bank statement
    expect case is at trace
    Ana records asset
        kind: real_estate
        description: Villa Belmonte
        state: XS
        identifier: XS-T-551902
        source: land register
    Ana records asset
        kind: account
        description: Account of Harbour Lane Estates
        state: XS
        identifier: XS77SYSB0004417711864
        source: bank statement
    Ana records asset
        kind: account
        description: Account of Octavian Marrow
        state: XF
        holder: party/1
        identifier: XF10FMBK0010093355120
        source: bank statement
    expect case is at trace

phrase measures on all four are proposed and ordered
    Ana adds a document called "Tracing report"
    Ana proposes asset/1 in Sylvania worth 25000000
    Ana proposes asset/2 in Sylvania worth 155000000
    Ana proposes asset/3 in Sylvania worth 4000000
    Ana proposes asset/4 in Freedonia worth 9000000
    expect measure/4 is at proposed
    the Chamber issues a warrant numbered W-1 covering []
    the Chamber issues a freeze numbered SIT-04/26-01/26 covering ["asset/1","asset/2","asset/3","asset/4"]
    Cora does record_order on case
        order: order/2
    expect measure/1 is at ordered
    expect measure/4 is at ordered
    Lou adds a document called "Note on the evidence"
    Lou adds a document called "Note on rights"
    Lou does apply_measures on case
        order: order/2
        evidence_note: document/3
        rights_note: document/4
    expect case is at freeze, charged

phrase Lou drafts a KIND to STATE about MEASURES
    Lou does draft on request
        addressee: "@STATE"
        kind: KIND
        duty: party
        measures: MEASURES
        purpose: Protective measures for the purpose of forfeiture, article 93(1)(k).
        legal_grounds: Order of the Pre-Trial Chamber; articles 57(3)(e) and 93(1)(k).
        person_or_place: Octavian Marrow; the assets named in the annex.
        essential_facts: Payments out of the Treasury of Freedonia reached these accounts.
        procedure: The holder is not to be told before the measure is in force.
        national_needs: None known.
        other_information: None.
        necessity: The assets may be moved within hours.
        proportionality: Only what is traced, and basic expenses are left.
        notification_plan: Within 60 days of the measure, under rule 99.
        basic_expenses: Under national law.

phrase REQUEST is approved, cleared for language and sent
    Lou does submit on REQUEST
    expect REQUEST is at legal_review
    Max does approve on REQUEST
    expect REQUEST is at approved
    Tia does translated on REQUEST
    expect REQUEST is at ready
    Gil does send on REQUEST
    expect REQUEST is at sent, told, silent, not delivered

phrase REQUEST is approved, translated into LANGUAGE with DOCUMENT and sent
    Lou does submit on REQUEST
    Max does approve on REQUEST
    Tia does translation_needed on REQUEST
    expect REQUEST is at translating
    Tia records document
        title: Translation of the request
        sha256: n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg
        size: 2048
        media_type: text/plain
        language: LANGUAGE
        classification: confidential
    Tia does translated on REQUEST
        translations: ["DOCUMENT"]
    Gil does send on REQUEST
    expect REQUEST is at sent

phrase STATE freezes MEASURE of REQUEST until DATE
    STATE answers partial_result on REQUEST as focal_point
        results: [{"on": "MEASURE", "event": "in_force", "effective_at": "2026-11-30",
                   "payload": {"national_order": "A 7", "scope": "whole", "expires_on": "DATE"}}]
    expect MEASURE is at in_force, held
    expect MEASURE has expires_on DATE

# Sylvania holds asset 1, 2 and 3.
phrase Sylvania has frozen three assets until DATE
    the Marrow case is opened and four assets are found
    measures on all four are proposed and ordered
    Lou drafts a freeze to Sylvania about ["measure/1","measure/2","measure/3"]
    request/1 is approved, cleared for language and sent
    day 8
    Sylvania freezes measure/1 of request/1 until DATE
    Sylvania freezes measure/2 of request/1 until DATE
    Sylvania freezes measure/3 of request/1 until DATE
    expect request/1 is at executed
    Lou does close on request/1
    expect request/1 is at closed

# One request to freeze measure 1 of Sylvania lies with the State, unanswered.
phrase Sylvania has a request to freeze measure/1
    the Marrow case is opened and four assets are found
    measures on all four are proposed and ordered
    Lou drafts a freeze to Sylvania about ["measure/1"]
    request/1 is approved, cleared for language and sent

phrase STATE consults on REQUEST about ISSUE
    STATE answers open_consultation on REQUEST as focal_point
        issue: ISSUE
        question: How is this request to be executed under our law?
        difficulty: no_legal_basis
    expect REQUEST is at consulting, consulted
