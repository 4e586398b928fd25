# A third party's claim is decided while the asset is merely named: when it becomes final, the asset is no longer asked for.
use common/cast.story
day 0
the Tolland file is opened with an account in Sylvania
expect measure/1 is at named
Ines does lodge on claim
    partner: "@Sylvania"
    measures: ["measure/1"]
    nature: creditor
Sylvania answers admit on claim/1 as requested_court
Sylvania answers open_observations on claim/1 as requested_court
day 31
expect claim/1 is at hearing
Sylvania answers decide on claim/1 as requested_court
    outcome: upheld
    effects: [{"on": "measure/1", "event": "release_claimed", "payload": {}}]
    appeal_until: 2027-02-15
    reasons: The account was never his.
expect claim/1 is at decided
expect measure/1 is at named
day 90
expect claim/1 is at final
expect measure/1 is at dropped
expect history whole
