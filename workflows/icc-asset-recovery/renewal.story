# A freeze is renewed in time; another lapses because nobody renews it.
use common/cast.story
use common/phrases.story
day 0
Sylvania has frozen three assets until 2027-11-30

# 180, 90, 60 and 30 days before the end somebody is told; renewal is due 60 days before.
date 2027-06-05
expect Mia was told expiry-near 3 times
date 2027-10-01
expect measure/1 is at in_force, not renewal_due
date 2027-10-02
expect measure/1 is at in_force, renewal_due
expect Lou was told renewal-due 3 times

Lou drafts a renew to Sylvania about ["measure/1","measure/2"]
request/2 is approved, cleared for language and sent
expect measure/1 is at in_force, renewal_asked
expect measure/3 is at in_force, not renewal_asked

date 2027-10-20
Sylvania answers partial_result on request/2 as focal_point
    results: [{"on": "measure/1", "event": "renew",
               "payload": {"national_order": "A 70", "expires_on": "2027-11-29"}}]
expect set aside: cascade_refused
Sylvania answers result on request/2 as focal_point
    results: [{"on": "measure/1", "event": "renew",
               "payload": {"national_order": "A 70", "expires_on": "2029-11-30"}},
              {"on": "measure/2", "event": "refuse_renewal",
               "payload": {"reasons": "The national proceedings are closed."}}]
expect measure/1 is at in_force, not renewal_due, not renewal_asked
expect measure/1 has expires_on 2029-11-30
expect measure/2 is at in_force, renewal_due, not renewal_asked
expect Max was told renewal-refused once

date 2027-11-30
expect measure/2 is at in_force
date 2027-12-02
expect measure/1 is at in_force
expect measure/2 is at lapsed, not held
expect measure/3 is at lapsed
expect expire happened on measure/2 once
expect expire happened on measure/1 never

date 2029-12-02
expect measure/1 is at lapsed
expect history whole
