# An urgent freeze: the certificate lacks a section, is decided in 48 hours, executed in 48 more, and ends in confiscation.
use common/cast.story
day 0
the Harbour Lane file is opened with an order on two assets
the order is issued for both, with urgency immediate

# Annex I: what the certificate lacks is named.
Ines does certify on certificate/1
expect refused: needs
the certificate is completed and transmitted
expect Sylvania was told certificate-sent once

# No receipt is reported: after two days both are reminded, after four the deputy is.
day 3
expect Sylvania was told receipt-asked once
day 5
expect certificate/1 is at transmitted, escalated, late
expect deputy of Sylvania was told escalation once

# The receipt starts the 48 hours.
Sylvania answers receive on certificate/1 as executing_authority effective 2026-11-28
    national_reference: L 88/26
expect certificate/1 is at received, deciding, not escalated
day 8
expect certificate/1 is at received, late
expect Sylvania was told decision-due twice
Sylvania answers cannot_meet_time on certificate/1 as executing_authority
    difficulty: capacity
    late_reason: The duty judge is on leave; the decision follows tomorrow.
expect certificate/1 is at received, late_told
Sylvania answers recognise on certificate/1 as executing_authority
expect certificate/1 is at recognised, not deciding, not late
day 9
both assets are frozen by Sylvania
expect Ines was told results once
expect measure/1 is at frozen

# Those affected are told, which the file waits for.
day 42
expect Sylvania was told informing-due once
Sylvania answers inform_affected on certificate/1 as executing_authority
expect certificate/1 is at frozen, informed, not late

# Interim sale of the warehouse; then the confiscation order, decided in 45 days.
day 60
Ines records order
    kind: forfeiture
    issued_by: Court of First Instance
    issued_on: 2027-01-15
    number: K 27/9
    covers: ["asset/1","asset/2"]
Ines does send_confiscation on certificate/1
    confiscation_order: order/2
    confiscation_facts: The company is convicted; the judgment is final.
    confiscation_amount: {"amount": 48000000, "currency": "EUR"}
    confiscation_final: true
    trial_presence: The company was represented by counsel at the trial.
expect certificate/1 is at conf_sent
Sylvania answers receive_confiscation on certificate/1 as executing_authority effective 2027-01-21
expect certificate/1 is at conf_received
day 90
Sylvania answers recognise_confiscation on certificate/1 as executing_authority
expect certificate/1 is at conf_recognised
Sylvania answers dispose on certificate/1 as executing_authority effective 2027-02-20
    obtained: {"amount": 47100000, "currency": "EUR"}
    above_threshold: true
expect set aside: requires
Sylvania answers dispose on certificate/1 as executing_authority effective 2027-02-20
    obtained: {"amount": 47100000, "currency": "EUR"}
    costs: {"amount": 900000, "currency": "EUR"}
    transferred: {"amount": 23100000, "currency": "EUR"}
    above_threshold: true
expect certificate/1 is at disposed
expect measure/1 is at confiscated
expect measure/2 is at confiscated
Ines does close on certificate/1
Mira does close on case
expect case is at closed
expect history whole
