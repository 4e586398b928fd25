# A case half way comes to the next version: told on moving-1.json. The State now has sixty days.
Ana of registry is officer, legal_officer
Lou of registry is approver
Noor of registry is officer

Ana opens case Moving under moving
Ana does order on measure
Ana does draft on request
    urgency: high
    number: "12"
    mark: 3
    purpose: Please freeze it.
    measures: ["measure/1"]

# Who has a role in the procedure alone carries nothing over.
Noor migrates the case to ../workflow/moving-2.json by moving.json
expect refused: not_allowed
Lou does send on request/1
expect request/1 is at sent

day 10
Ana migrates the case to ../workflow/moving-2.json by moving.json
expect request/1 is at dispatched
expect request/1 has priority high
expect request/1 has channel post
expect case.migrate happened on case once
expect case.migrated happened on request/1 once

# By the old version the time for the answer ended on day 30.
day 40
expect overdue happened on request/1 never
day 61
expect overdue happened on request/1 once
expect request/1 is at dispatched, quiet

# Back there is no way.
Ana migrates the case to ../workflow/moving-2.json by moving.json
expect refused: migration_version
expect history whole
