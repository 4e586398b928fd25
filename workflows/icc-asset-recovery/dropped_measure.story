# A proposal is dropped; what is dropped is asked of nobody, and the asset may be proposed again.
use common/cast.story
use common/phrases.story
the Marrow case is opened and four assets are found
Ana adds a document called "Tracing report"
Ana proposes asset/1 in Sylvania worth 25000000
Ana does propose on measure
    asset: asset/1
    authority: "@Sylvania"
    holder: party/2
    interest: beneficial_owner
    value: {"amount": 100, "currency": "EUR"}
    valued_on: 2026-11-20
    value_method: estimate
    evidence: document/2
expect refused: requires
Lou does drop on measure/1
    reason_dropped: The account was emptied in 2024.
expect measure/1 is at dropped
Lou drafts a freeze to Sylvania about ["measure/1"]
expect refused: requires
Ana proposes asset/1 in Sylvania worth 100
expect measure/2 is at proposed
Ana proposes asset/1 in Sylvania worth 100
expect refused: requires

# What was ordered may be dropped too, as long as no State was asked.
the Chamber issues a summons numbered S-1 covering []
the Chamber issues a freeze numbered F-1 covering ["asset/1"]
Cora does record_order on case
    order: order/2
expect measure/1 is at dropped
expect measure/2 is at ordered
Lou does drop on measure/2
    reason_dropped: Sold to a buyer in good faith.
expect measure/2 is at dropped
Lou does drop on measure/2
    reason_dropped: Once more.
expect refused: not_in_state
expect history whole
