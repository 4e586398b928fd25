# Silence releases a reported transfer; an account suspended for a foreign unit lapses with an alarm; another holds nothing.
use common/cast.story
day 0
the Lantern file is opened
the bank reports a transfer that it holds
day 3
expect suspension/1 is at reported
day 4
expect suspension/1 is at released
expect Quaybank was told may-proceed once

# The foreign unit asks; it has not consented to onward use, so nothing is referred; the time of five working days runs out.
Dana does foreign_request on suspension
    entity: "@Quaybank"
    entity_reference: QB 80
    subject: Account of Lantern Trading.
    suspicion: Proceeds of fraud in Sylvania.
    foreign: "@Sylvunit"
    caveat: no_onward
expect suspension/2 is at requested
day 7
Dana does suspend_account on suspension/2
    suspicion: Confirmed by our own records.
    direction: all
    length: 30d
expect refused: requires
Dana does suspend_account on suspension/2
    suspicion: Confirmed by our own records.
    direction: all
expect suspension/2 is at acct_suspended
expect Sylvunit was told susp-reply once
Emil does confirm on suspension/2
Quaybank answers acknowledge on suspension/2 as compliance_officer
Dana records document
    title: Analysis of the account
    sha256: n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg
    size: 2048
    media_type: text/plain
    language: en
    classification: confidential
Dana does refer on suspension/2
    prosecutor: "@Prosecutor"
    referral_reference: U 26/502-R
    referral_file: document/1
expect refused: requires
day 14
expect suspension/2 is at acct_suspended
expect Dana was told end-near once
day 15
expect suspension/2 is at lapsed
expect Emil was told lapsed once
expect Quaybank was told susp-ended once
expect Sylvunit was told susp-reply-end once

# Declined, and a report after the fact that leads to an account with nothing on it.
Dana does foreign_request on suspension
    entity: "@Quaybank"
    entity_reference: QB 81
    subject: Account of the harbour pilot.
    suspicion: Tax arrears.
    foreign: "@Sylvunit"
    caveat: intelligence_only
Dana does decline on suspension/3
    decline_ground: no_suspicion
    reasons: Arrears are no offence under our law.
expect suspension/3 is at declined
expect Sylvunit was told susp-declined once
Dana does report_executed on suspension effective 2026-12-07
    entity: "@Quaybank"
    entity_reference: QB 90
    subject: Cash withdrawal of 40,000.
    suspicion: The account was emptied within the hour.
    after_reason: impossible
expect suspension/4 is at reported_after
Dana does suspend_account on suspension/4
    suspicion: Further credits are announced.
    direction: debits
Quaybank answers cannot_hold on suspension/4 as compliance_officer
    entity_ground: balance_gone
    difficulty: insufficient_data
expect suspension/4 is at nothing_held
Emil does close on case
expect history whole
