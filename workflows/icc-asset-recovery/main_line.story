# The main line: opened, traced, ordered, frozen, one State silent, seized, one measure lifted, all released.
use common/cast.story
use common/phrases.story

day 0
the Marrow case is opened and four assets are found
expect Max was told case-opened once

day 1
measures on all four are proposed and ordered
expect Lou was told order-recorded once
expect Mia was told measures-open once

day 2
Lou drafts a freeze to Sylvania about ["measure/1","measure/2","measure/3"]
Lou drafts a freeze to Freedonia about ["measure/4"]
request/1 is approved, cleared for language and sent
request/2 is approved, translated into fr with document/5 and sent
expect measure/1 is at requested
expect measure/4 is at requested
expect Sylvania was told request-sent once
expect Freedonia was told request-sent once

# Sylvania acknowledges, and answers for its three assets at once; one of them cannot be found.
day 4
Sylvania answers acknowledge on request/1 as focal_point
    officer: Desk 4
    national_reference: XS 2026/118
expect request/1 is at acknowledged, in_hand, not ack_overdue
Sylvania answers start on request/1 as executing_authority
    national_authority: Court of Port Lumen
expect request/1 is at in_execution, under_way

# Freedonia says nothing: a reminder when three days after the sending are over.
day 6
expect request/2 is at sent, ack_overdue, late, not escalated
expect Freedonia was told reminder once
expect Lou was told ack-overdue once
Sylvania answers result on request/1 as executing_authority
    results: [{"on": "measure/1", "event": "in_force", "effective_at": "2026-11-28",
               "payload": {"national_order": "A 7/26", "scope": "whole", "expires_on": "2028-11-28"}},
              {"on": "measure/2", "event": "in_force", "effective_at": "2026-11-28",
               "payload": {"national_order": "A 8/26", "scope": "whole", "expires_on": "2028-11-28"}},
              {"on": "measure/3", "event": "impossible", "payload": {"reason": "not_found"}}]
expect request/1 is at executed
expect measure/1 is at in_force, held
expect measure/2 is at in_force, held
expect measure/3 is at impossible
expect measure/1 has expires_on 2028-11-28
expect measure/3 has reason not_found
expect measure/1 has no review_on
# one notice tells of both
expect Mia was told asset-held once

# Reminders 7 and 14 days after the sending; the deputy when day 15 is over.
day 10
expect Freedonia was told reminder twice
day 17
expect request/2 is at sent, not escalated
day 18
expect Freedonia was told reminder 3 times
expect request/2 is at sent, escalated, silent
expect Freedonia was told escalation never
expect deputy of Freedonia was told escalation once
expect Max was told escalated once
expect escalate happened on request/2 once

# The deputy answers; nothing is reminded any more.
day 20
Freedonia answers acknowledge on request/2 as deputy
expect request/2 is at acknowledged, not ack_overdue, escalated
Freedonia answers result on request/2 as deputy
    results: [{"on": "measure/4", "event": "in_force", "effective_at": "2026-12-12",
               "payload": {"national_order": "F 31", "scope": "whole", "expires_on": "2027-12-12"}}]
expect measure/4 is at in_force
day 60
expect Freedonia was told reminder 3 times

# The villa is seized, by a further order.
the Chamber issues a seizure numbered SIT-04/26-01/31 covering ["asset/2"]
Cora does order_seizure on case
    order: order/3
expect case is at seize
expect measure/2 is at seizure_ordered, held
expect measure/1 is at in_force
Lou drafts a seize to Sylvania about ["measure/2"]
request/3 is approved, cleared for language and sent
expect measure/2 is at seizure_requested
day 70
Sylvania answers result on request/3 as executing_authority
    results: [{"on": "measure/2", "event": "seize", "effective_at": "2027-01-30",
               "payload": {"national_order": "S 2/27", "custody": "K 19", "review_on": "2027-07-30"}}]
expect measure/2 is at seized
expect measure/2 has no expires_on
expect measure/2 has review_on 2027-07-30

# One measure is lifted by decision of the Chamber, and its release confirmed.
day 90
the Chamber issues a lift numbered SIT-04/26-01/40 covering ["asset/1"]
Cora does lift_measures on case
    decision: order/4
    measures: ["measure/1"]
expect measure/1 is at release_pending
expect request/4 is at approved
expect request/4 has kind lift
Tia does translated on request/4
Gil does send on request/4
expect Sylvania was told request-lift once
day 100
Sylvania answers result on request/4 as executing_authority
    results: [{"on": "measure/1", "event": "released", "effective_at": "2027-03-01",
               "payload": {"condition_report": "The balance is unchanged.", "returned_to": "Blue Quarry Ltd"}}]
expect measure/1 is at released
expect case is at seize

# The charges are not confirmed: everything ends, and the case is closed when nothing is open.
day 120
Noa does close on case
    final_report: document/1
expect refused: not_in_state
the Chamber issues a lift numbered SIT-04/26-01/52 covering ["asset/2","asset/4"]
Cora does end_measures on case
    ground: charges_not_confirmed
    decision: order/5
expect case is at winding_down
expect measure/2 is at release_pending
expect measure/4 is at release_pending
Mia does sign_inventory on case
    inventory: document/2
Noa does close on case
    final_report: document/1
expect refused: requires
Tia does translated on request/5
Tia does translated on request/6
    translations: ["document/5"]
Gil does send on request/5
Gil does send on request/6
day 130
Sylvania answers result on request/5 as focal_point
    results: [{"on": "measure/2", "event": "released", "effective_at": "2027-04-01",
               "payload": {"condition_report": "Good.", "returned_to": "Harbour Lane Estates SA"}}]
Noa does close on case
    final_report: document/1
expect refused: requires
Freedonia answers result on request/6 as focal_point
    results: [{"on": "measure/4", "event": "released", "effective_at": "2027-04-01",
               "payload": {"condition_report": "Good.", "returned_to": "Octavian Marrow"}}]
Noa does close on case
    final_report: document/1
expect case is at closed
expect request/2 is at closed
expect measure/4 is at released
expect history whole
