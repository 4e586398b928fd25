# An urgent request goes by a medium that leaves a written record, and is confirmed by the declared channel (96(1)).
use common/cast.story
use common/phrases.story
day 0
the Marrow case is opened and four assets are found
measures on all four are proposed and ordered
Lou drafts a freeze to Sylvania about ["measure/1"]
Lou does submit on request/1
Max does approve on request/1
Tia does translated on request/1
Gil does send_urgent on request/1
expect refused: payload_invalid
Gil does send_urgent on request/1
    urgency: The account is being emptied today.
    medium: interpol
expect request/1 is at sent, told, silent
expect measure/1 is at requested
expect Sylvania was told request-urgent once
expect Sylvania was told request-sent once

# The State acts at once; the confirmation is still owed, and the request cannot be closed.
Sylvania answers result on request/1 as focal_point
    results: [{"on": "measure/1", "event": "in_force", "effective_at": "2026-11-23",
               "payload": {"national_order": "A 7", "scope": "whole", "expires_on": "2028-11-23"}}]
expect measure/1 is at in_force
Lou does close on request/1
expect refused: obligation_open
day 4
expect request/1 is at executed, not late
expect Gil was told confirming-due once
day 7
expect request/1 is at executed, late
expect Gil was told confirming-due twice
Gil does confirm_by_channel on request/1
expect request/1 is at executed, not late
expect Sylvania was told request-confirmed once
Gil does confirm_by_channel on request/1
expect refused: refused
Lou does close on request/1
expect request/1 is at closed
expect history whole
