# On our own analysis: a longer time only with its provision and safeguards; an extension dated too early shortens nothing.
use common/cast.story
day 0
the Lantern file is opened
Dana does own_transaction on suspension
    entity: "@Quaybank"
    entity_reference: QB 101
    subject: Transfer of 40,000 to a new account.
    suspicion: The account was opened on the day before.
    direction: all
    length: 300d
expect refused: requires
Dana does own_account on suspension
    entity: "@Quaybank"
    entity_reference: QB 101
    subject: The new account.
    suspicion: The account was opened on the day before.
    direction: all
    length: 300d
    national_provision: Financial Intelligence Act, section 11
expect refused: requires
Dana does own_account on suspension
    entity: "@Quaybank"
    entity_reference: QB 101
    subject: The new account.
    suspicion: The account was opened on the day before.
    direction: debits
    length: 20d
    national_provision: Financial Intelligence Act, section 11
    safeguards: The unit reviews the suspension each week and lifts it when its reasons fall away.
expect suspension/1 is at acct_suspended
Emil does confirm on suspension/1

# The end of 13 December is taken for that of 1 December: the date given has no effect, and the first end stands.
Emil does extend on suspension/1
    present_end: 2026-12-01
    extended_to: 2026-12-04
    extender: unit
    national_provision: Financial Intelligence Act, section 12
day 13
expect extension_reached happened on suspension/1 once
expect suspension/1 is at acct_suspended
day 22
expect suspension/1 is at lapsed
expect Emil was told lapsed once
Emil does close on case
expect history whole
