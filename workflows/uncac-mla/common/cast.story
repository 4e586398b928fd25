# Who appears in the stories of asset recovery under the Convention against Corruption. Persons and States are fictional.
Vera of prosecution is investigator
Ines of prosecution is legal_officer
Mira of prosecution is legal_officer
Otto of prosecution is approver
Hugo of registry is dispatcher

authority Sylvania
    name: Sylvania, Ministry of Justice, central authority
    kind: state
    state: XS
    party: true
    languages: ["en"]
    language_rule: one_of
    channel: push
    endpoint: https://sylvania.invalid/v1/sets
    issuer: https://sylvania.invalid
    deputy_name: Sylvania, Prosecutor General, duty desk
    deputy_endpoint: https://deputy.sylvania.invalid/v1/sets
    calendar: court

# An organisation is asked like a State, on the ground of an arrangement.
authority Seabank
    name: Regional Sea Bank, office of integrity
    kind: organisation
    languages: ["en", "fr"]
    language_rule: one_of
    channel: push
    endpoint: https://seabank.invalid/v1/sets
    issuer: https://seabank.invalid
    calendar: court

phrase WHO adds a document called TITLE
    WHO records document
        title: TITLE
        sha256: n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg
        size: 2048
        media_type: text/plain
        language: en
        classification: confidential

phrase the Tolland file is opened with an account in Sylvania
    Ines opens case Tolland under uncac-mla
        title: Assets of Corin Tolland
        grounds: Payments of the Harbour Fund reached accounts held for him.
        reference: 26/209
        classification: confidential
    Ines records party
        kind: person
        name: Corin Tolland
        nationality: XF
    Ines records asset
        kind: account
        description: Account of Corin Tolland
        state: XS
        holder: party/1
        identifier: XS83SYSB0004417700213
    Ines does name_asset on measure
        asset: asset/1
        partner: "@Sylvania"
        holder: party/1
    expect measure/1 is at named

phrase Ines drafts a KIND to STATE about MEASURES
    Ines does draft on request
        partner: "@STATE"
        kind: KIND
        duty: party
        measures: MEASURES
        requesting_office: Freedonia, Attorney General, central authority
        subject_matter: Embezzlement of public funds.
        conducting_office: Freedonia, Anti-corruption prosecutor
        facts: The Harbour Fund paid for works that were never done.
        assistance: Protective measures and what follows from them.
        procedure: The holder is not to be told before.
        persons: Corin Tolland, national of Freedonia.
        purpose: Confiscation and return.
        facts_relied: Seven transfers reached the account within a week.
        actions: Freeze the account.

phrase REQUEST is submitted, approved and sent
    Ines does submit on REQUEST
    expect REQUEST is at review
    Otto does approve on REQUEST
    Hugo does send on REQUEST
    expect REQUEST is at sent, told, silent
