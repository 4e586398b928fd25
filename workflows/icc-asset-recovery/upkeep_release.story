# A freeze leaves enough to live on: funds are released for a purpose, to a payee, up to a cap, and each payment is logged.
use common/cast.story
use common/phrases.story
day 0
Sylvania has frozen three assets until 2028-11-30
Cora does release_basic on measure/1
    release_purpose: upkeep
    payee: Port of Lumen, mooring office
    release_cap: {"amount": 500000, "currency": "EUR"}
    release_rhythm: monthly
expect measure/1 is at in_force
expect Sylvania was told release-told once
Sylvania answers pay_out on measure/1 as executing_authority effective 2026-12-01
    paid: {"amount": 152700, "currency": "EUR"}
    paid_for: Mooring, November.
Sylvania answers pay_out on measure/1 as executing_authority effective 2026-12-01
    paid: {"amount": 152700, "currency": "EUR"}
    paid_for: Mooring, October.
expect measure/1 has release_left {"amount":194600,"currency":"EUR"}
Mia does pay_out on measure/1 effective 2026-12-01
    paid: {"amount": 194601, "currency": "EUR"}
    paid_for: Repairs.
expect refused: requires
Mia does pay_out on measure/1 effective 2026-12-01
    paid: {"amount": 194600, "currency": "EUR"}
    paid_for: Repairs, in part.
Mia does pay_out on measure/1 effective 2026-12-01
    paid: {"amount": 1, "currency": "EUR"}
    paid_for: One cent more.
expect refused: requires
# Nothing was released from the other account.
Mia does pay_out on measure/2 effective 2026-12-01
    paid: {"amount": 1, "currency": "EUR"}
    paid_for: Repairs.
expect refused: needs

# The State may release under its own law, and be asked for it.
Lou drafts a release_funds to Sylvania about ["measure/2"]
request/2 is approved, cleared for language and sent
Sylvania answers release_basic on measure/2 as executing_authority
    release_purpose: living
    payee: The spouse
    release_cap: {"amount": 90000, "currency": "EUR"}
    release_rhythm: monthly
Sylvania answers result on request/2 as executing_authority
expect request/2 is at executed
expect measure/2 has release_purpose living

# Rule 99: the person is told as soon as it endangers nothing any more; inventory and yearly care.
day 30
expect measure/1 is at in_force, not late
day 40
expect measure/1 is at in_force, late
expect Cora was told person-to-tell 3 times
Cora does defer_notification on measure/1
    why_deferred: An account in Freedonia is still open.
Mia does notify_person on measure/2
    notified_on: 2026-12-30
    no_longer_endangers: true
expect measure/2 is at in_force, notified
Mia does inventory on measure/2
    custodian: Court of Port Lumen
    running_costs: {"amount": 40000, "currency": "EUR"}
    income: {"amount": 0, "currency": "EUR"}
expect measure/2 is at in_force, not late
Sylvania answers inspect on measure/2 as executing_authority
    condition: Dry, guarded, the roof repaired.
expect measure/2 has condition (hidden)
day 200
expect measure/2 is at in_force, late
Lou does review on measure/2
    last_review: 2027-06-11
    result: Still needed and in proportion.
expect measure/2 is at in_force, not late
expect history whole
