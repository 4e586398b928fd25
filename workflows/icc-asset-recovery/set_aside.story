# An answer that does not fit is set aside whole: kept, on a work list, and nothing moves.
use common/cast.story
use common/phrases.story
the Marrow case is opened and four assets are found
measures on all four are proposed and ordered
Lou drafts a freeze to Sylvania about ["measure/1","measure/2"]
request/1 is approved, cleared for language and sent

# The second result states neither an end nor a day of review: the first does not happen either.
day 3
Sylvania answers partial_result on request/1 as focal_point
    results: [{"on": "measure/1", "event": "in_force", "effective_at": "2026-11-25",
               "payload": {"national_order": "A 7", "scope": "whole", "expires_on": "2028-11-25"}},
              {"on": "measure/2", "event": "in_force", "effective_at": "2026-11-25",
               "payload": {"national_order": "A 8", "scope": "whole"}}]
expect set aside: cascade_refused
expect measure/1 is at requested
expect measure/2 is at requested
expect measure/1 has no national_order
expect request/1 is at sent, set_aside
expect answer.set_aside happened on request/1 once
expect partial_result happened on request/1 never

# A renewal of what is not in force does not fit either.
Sylvania answers partial_result on request/1 as focal_point
    results: [{"on": "measure/1", "event": "renew",
               "payload": {"national_order": "A 7", "expires_on": "2028-11-25"}}]
expect set aside: cascade_refused
expect answer.set_aside happened on request/1 twice

# The result that leaves a measure open is no result.
Sylvania answers result on request/1 as focal_point
    results: [{"on": "measure/1", "event": "in_force", "effective_at": "2026-11-25",
               "payload": {"national_order": "A 7", "scope": "whole", "expires_on": "2028-11-25"}}]
expect set aside: requires
expect measure/1 is at requested

# Said again so that it fits, it is done.
Sylvania answers result on request/1 as focal_point
    results: [{"on": "measure/1", "event": "in_force", "effective_at": "2026-11-25",
               "payload": {"national_order": "A 7", "scope": "whole", "expires_on": "2028-11-25"}},
              {"on": "measure/2", "event": "in_force", "effective_at": "2026-11-25",
               "payload": {"national_order": "A 8", "scope": "whole", "review_on": "2027-11-25"}}]
expect request/1 is at executed
expect measure/1 is at in_force
expect measure/2 is at in_force
expect history whole
