# Told on rounds.json, by the French calendar: what a watch is reminded of, and what it owes by when.
Ana of registry is officer

Ana opens case Rounds under rounds
Ana does set_out on watch
    report_on: 2027-02-10

# A month later it turns; the case is rung, and told for when.
date 2026-12-22
expect Ana was told look once
date 2026-12-24
expect turn happened on watch/1 once
expect ring happened on case once
expect case has rung_at 2026-12-24T00:00:00.000Z
# Five days after that time, though the next one is awaited already; then two days before that.
date 2026-12-30
expect Ana was told look twice
date 2027-01-22
expect Ana was told look 3 times
date 2027-01-24
expect turn happened on watch/1 twice
date 2027-01-29
expect Ana was told look 4 times
expect case has rung_at 2027-01-24T00:00:00.000Z

# Five working days end on 5 February; the other duty follows its day while it is open, and falls due once.
Ana does promise on watch/1
Ana does date on watch/1
    report_on: 2027-03-15
date 2027-02-05
expect obligation.due happened on watch/1 never
date 2027-02-11
expect obligation.due happened on watch/1 once
Ana does report on watch/1
Ana does promise on watch/1
Ana does date on watch/1
    report_on: 2027-02-20
Ana does date on watch/1
    report_on: 2027-02-16
date 2027-02-16
expect obligation.due happened on watch/1 once
date 2027-02-17
expect obligation.due happened on watch/1 twice
date 2027-02-21
expect obligation.due happened on watch/1 3 times
expect history whole
