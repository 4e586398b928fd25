# Who appears in the stories of a financial intelligence unit. Persons, banks and States are fictional.
Dana of prosecution is fiu_officer, investigator
Emil of prosecution is fiu_chief

authority Quaybank
    name: Quay Bank, compliance
    kind: organisation
    languages: ["en"]
    language_rule: one_of
    channel: push
    endpoint: https://quaybank.invalid/v1/sets
    issuer: https://quaybank.invalid
    calendar: court

authority Prosecutor
    name: Freedonia, Financial prosecutor
    kind: state
    state: XF
    languages: ["en"]
    language_rule: one_of
    channel: push
    endpoint: https://prosecutor.invalid/v1/sets
    issuer: https://prosecutor.invalid
    calendar: court

authority Sylvunit
    name: Sylvania, financial intelligence unit
    kind: state
    state: XS
    languages: ["en"]
    language_rule: one_of
    channel: push
    endpoint: https://sylvunit.invalid/v1/sets
    issuer: https://sylvunit.invalid
    calendar: court

phrase the Lantern file is opened
    Dana opens case Lantern under fiu-suspension
        title: Lantern Trading
        grounds: Transfers without any trade behind them.
        reference: U 26/501
        classification: confidential

phrase the bank reports a transfer that it holds
    Dana does report on suspension effective 2026-11-23
        entity: "@Quaybank"
        entity_reference: QB 77
        subject: Transfer of 180,000 to an account abroad.
        amount: {"amount": 18000000, "currency": "EUR"}
        suspicion: The invoices name goods that were never shipped.
        held: true
