# Who appears in the stories. Persons and States are fictional.
Ana of prosecution is investigator
Lou of prosecution is legal_officer
Max of prosecution is approver
Noa of prosecution is legal_officer, approver
Cora of chambers is chamber
Tia of registry is translator
Gil of registry is dispatcher
Mia of registry is asset_manager
Prue of chambers is presidency

authority Sylvania
    name: Sylvania, Ministry of Justice, office for international cooperation
    kind: state
    state: XS
    party: true
    languages: ["fr", "en"]
    language_rule: one_of
    channel: push
    endpoint: https://sylvania.invalid/v1/sets
    issuer: https://sylvania.invalid
    deputy_name: Sylvania, Prosecutor General, duty desk
    deputy_endpoint: https://deputy.sylvania.invalid/v1/sets
    calendar: court
    freeze_limit: 2y
    renewable: true
    renewal_lead: 60d

authority Freedonia
    name: Freedonia, Attorney General, central authority
    kind: state
    state: XF
    party: true
    languages: ["en", "fr"]
    language_rule: all_of
    channel: push
    endpoint: https://freedonia.invalid/v1/sets
    issuer: https://freedonia.invalid
    deputy_name: Freedonia, Ministry of Foreign Affairs, legal department
    deputy_endpoint: https://deputy.freedonia.invalid/v1/sets
    calendar: court
    freeze_limit: 1y
    renewable: true
    renewal_lead: 60d

authority Carpania
    name: Carpania, Federal Office of Justice
    kind: state
    state: XC
    party: true
    languages: ["en"]
    language_rule: one_of
    channel: push
    endpoint: https://carpania.invalid/v1/sets
    issuer: https://carpania.invalid
    deputy_name: Carpania, Embassy to the Host State
    deputy_endpoint: https://deputy.carpania.invalid/v1/sets
    calendar: court
    freeze_limit: 3y
    renewable: true
    renewal_lead: 90d
