# A reported transfer is suspended, confirmed, narrowed, extended, referred, challenged, and frozen by the prosecutor.
use common/cast.story
day 0
the Lantern file is opened
the bank reports a transfer that it holds
expect suspension/1 is at reported
Dana does suspend_transaction on suspension/1
    suspicion: The payee is a company without activity.
    direction: all
    length: 300d
expect refused: requires
Dana does suspend_transaction on suspension/1
    suspicion: The payee is a company without activity.
    direction: all
expect suspension/1 is at tx_suspended, running, not confirmed
expect Quaybank was told susp-ordered once

# Two persons, and the bank's word, before anything is referred.
Dana does refer on suspension/1
    prosecutor: "@Prosecutor"
    referral_reference: U 26/501-R
    referral_file: document/1
expect refused: unknown_ref
Dana records document
    title: Analysis of the transfers
    sha256: n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg
    size: 2048
    media_type: text/plain
    language: en
    classification: confidential
Dana does refer on suspension/1
    prosecutor: "@Prosecutor"
    referral_reference: U 26/501-R
    referral_file: document/1
expect refused: requires
Quaybank answers hold on suspension/1 as compliance_officer effective 2026-11-23
    held_amount: {"amount": 18000000, "currency": "EUR"}
expect suspension/1 is at tx_suspended, in_place, acknowledged
Dana does confirm on suspension/1
expect refused: not_allowed
Emil does confirm on suspension/1
Dana does narrow on suspension/1
    direction: all
    purpose: salaries
expect refused: requires
Dana does narrow on suspension/1
    direction: all
    purpose: salaries
    amount: {"amount": 19000000, "currency": "EUR"}
expect refused: requires
Dana does narrow on suspension/1
    direction: debits
    purpose: salaries
    amount: {"amount": 17500000, "currency": "EUR"}
expect Quaybank was told susp-narrowed once
Dana does narrow on suspension/1
    direction: all
    purpose: salaries
    amount: {"amount": 17000000, "currency": "EUR"}
expect refused: requires

# The end is ten working days away; a court extends it once.
day 12
expect Dana was told end-near once
Emil does extend on suspension/1
    present_end: 2026-12-07
    extended_to: 2026-12-07
    extender: unit
    national_provision: Financial Intelligence Act, section 12
expect refused: requires
Emil does extend on suspension/1
    present_end: 2026-12-07
    extended_to: 2026-12-31
    extender: court
    national_provision: Financial Intelligence Act, section 12
expect refused: requires
Emil does extend on suspension/1
    present_end: 2026-12-07
    extended_to: 2026-12-31
    extender: court
    extension_order: FC 12/26
    national_provision: Financial Intelligence Act, section 12
day 16
expect suspension/1 is at tx_suspended
expect end_reached happened on suspension/1 once
Emil does extend on suspension/1
    present_end: 2026-12-07
    extended_to: 2026-12-20
    extender: unit
    national_provision: Financial Intelligence Act, section 12
expect refused: requires
Dana does refer on suspension/1
    prosecutor: "@Prosecutor"
    referral_reference: U 26/501-R
    referral_file: document/1
expect suspension/1 is at referred
expect Prosecutor was told susp-referred once

# The customer challenges; the prosecutor asks, and orders the freeze before the end.
Dana does complaint on suspension/1
    complaint_body: ADM 4/26
expect suspension/1 is at referred_review, running
Emil does complaint_decided on suspension/1
    complaint_outcome: dismissed
expect suspension/1 is at referred
Prosecutor answers ask_more on suspension/1 as prosecutor
    question: Who holds the payee?
    difficulty: insufficient_data
Dana does supply on suspension/1
    supplement: The register of beneficial owners names nobody.
day 30
Prosecutor answers judicial_freeze on suspension/1 as prosecutor effective 2026-12-22
    national_order: FP 31/26
    hand_over: eu
    hand_over_reference: EU 26/9
expect suspension/1 is at frozen
expect Quaybank was told susp-replaced once
Emil does close on case
expect case is at closed
expect history whole
