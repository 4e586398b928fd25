# A request is withdrawn: before it was sent it is discarded; afterwards the measure waits for the State's word.
use common/cast.story
use common/phrases.story
the Marrow case is opened and four assets are found
measures on all four are proposed and ordered

Lou drafts a freeze to Sylvania about ["measure/1"]
Lou does withdraw on request/1
    reason: The account number was wrong.
expect request/1 is at discarded
expect measure/1 is at ordered
expect Sylvania was told request-ceases never

Lou drafts a freeze to Sylvania about ["measure/1"]
request/2 is approved, cleared for language and sent
Lou does withdraw on request/2
    reason: The order is being appealed.
expect request/2 is at withdrawn
expect measure/1 is at recalled
expect Sylvania was told request-ceases once
Lou does close on request/2
expect refused: refused
day 2
Sylvania answers acknowledge on request/2 as focal_point
expect request/2 is at withdrawn, end_acknowledged
expect measure/1 is at ordered
Lou does close on request/2
expect request/2 is at closed

# The State had already acted: its answer counts.
Lou drafts a freeze to Sylvania about ["measure/1","measure/2"]
request/3 is approved, cleared for language and sent
Lou does withdraw on request/3
    reason: The order is being appealed.
expect measure/2 is at recalled
day 4
Sylvania answers partial_result on request/3 as focal_point
    results: [{"on": "measure/1", "event": "in_force", "effective_at": "2026-11-26",
               "payload": {"national_order": "A 7", "scope": "whole", "expires_on": "2028-11-25"}}]
expect measure/1 is at in_force
expect measure/2 is at recalled
expect request/3 is at withdrawn
expect history whole
