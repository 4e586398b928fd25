# Two States freeze at the same hour: announced, each ready, held once, then one word sends both requests.
use common/cast.story
use common/phrases.story
day 0
the Marrow case is opened and four assets are found
measures on all four are proposed and ordered
Lou drafts a freeze to Sylvania about ["measure/1"]
Lou drafts a freeze to Freedonia about ["measure/4"]
Lou does submit on request/1
Lou does submit on request/2
Max does approve on request/1
Max does approve on request/2
Tia does translated on request/1
Lou does plan_operation on operation
    requests: ["request/1", "request/2"]
    not_before: 2026-12-03T05:00:00.000Z
expect refused: requires
Tia records document
    title: Translation of the request
    sha256: n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg
    size: 2048
    media_type: text/plain
    language: fr
    classification: confidential
Tia does translated on request/2
    translations: ["document/5"]
Lou does plan_operation on operation
    requests: ["request/1", "request/2"]
    not_before: 2026-12-03T05:00:00.000Z
expect operation/1 is at planned, preparing
expect request/1 is at awaiting_action
expect request/2 is at awaiting_action
Gil does send on request/1
expect refused: requires

Gil does announce on operation/1
expect Sylvania was told action-day once
expect Freedonia was told action-day once
expect Sylvania was told request-sent never
day 4
Sylvania answers ready_for_action on request/1 as focal_point
expect request/1 is at awaiting_action, ready_for_action
Freedonia answers not_ready on request/2 as focal_point
    not_ready_because: Our court sits on Thursday only.
expect Max was told ready-said twice
Max does go on operation/1
expect refused: requires
Max does hold on operation/1
    why_held: Freedonia asks for Thursday.
expect operation/1 is at on_hold
Max does go on operation/1
expect refused: not_in_state
Max does take_up_again on operation/1
Lou does reschedule on operation/1
    not_before: 2026-12-04T05:00:00.000Z
expect request/1 is at awaiting_action, not ready_for_action
expect Sylvania was told action-day twice
Sylvania answers ready_for_action on request/1 as focal_point
Freedonia answers ready_for_action on request/2 as focal_point

# All are ready, and the hour has not come.
Max does go on operation/1
expect refused: requires
date 2026-12-05
Lou does go on operation/1
expect refused: not_allowed
Max does go on operation/1
expect operation/1 is at launched
expect request/1 is at sent, told
expect request/2 is at sent, told
expect measure/1 is at requested
expect measure/4 is at requested
expect Sylvania was told request-sent once
expect Freedonia was told request-sent once

# A day that is called off frees its requests.
Lou drafts a freeze to Sylvania about ["measure/2"]
Lou drafts a freeze to Sylvania about ["measure/3"]
Lou does submit on request/3
Lou does submit on request/4
Max does approve on request/3
Max does approve on request/4
Tia does translated on request/3
Tia does translated on request/4
Lou does plan_operation on operation
    requests: ["request/3", "request/4"]
    not_before: 2026-12-20T05:00:00.000Z
Max does call_off on operation/2
expect operation/2 is at called_off
expect request/3 is at ready
Gil does send on request/3
expect request/3 is at sent
expect history whole
