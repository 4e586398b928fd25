# Who appears in the stories of the network. Persons and States are fictional.
Ines of registry is dispatcher
Ana of registry is legal_officer

authority Sylvania
    name: Sylvania, Central Authority
    kind: state
    state: XS
    channel: push
    endpoint: https://sylvania.invalid/v1/sets
    issuer: https://sylvania.invalid
    calendar: court

authority Freedonia
    name: Freedonia, Financial prosecutor
    kind: state
    state: XF
    channel: push
    endpoint: https://freedonia.invalid/v1/sets
    issuer: https://freedonia.invalid
    deputy_endpoint: https://deputy.freedonia.invalid/v1/sets
    deputy_name: Freedonia, Ministry of Justice
    calendar: court
