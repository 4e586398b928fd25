# Ten years of one case: three States, twelve assets, a renewal forgotten and caught, an upkeep release, a sale, a third-party
# claim, an acquittal, every release acknowledged, and the case closed on a signed inventory.
use common/cast.story
use common/phrases.story

phrase Ana records a KIND in STATE called NAME
    Ana records asset
        kind: KIND
        description: NAME
        state: STATE
        identifier: NAME
        source: register of STATE

# The first inventory and the notice of rule 99, both due within thirty days.
phrase MEASURE is inventoried and its holder told, costing CENTS a year
    Mia does inventory on MEASURE
        custodian: Court of the State
        running_costs: {"amount": CENTS, "currency": "EUR"}
    Mia does notify_person on MEASURE
        notified_on: 2026-12-20
        no_longer_endangers: true
    expect MEASURE is at in_force, held, notified, not late

phrase MEASURE is valued at CENTS on DATE
    Mia does value on MEASURE
        value: {"amount": CENTS, "currency": "EUR"}
        valued_on: DATE
        value_method: appraisal
    Mia does inventory on MEASURE
        custodian: Court of the State
        running_costs: {"amount": 0, "currency": "EUR"}
    Lou does review on MEASURE
        last_review: DATE
        result: Still needed and in proportion.
    expect MEASURE is at in_force, held, not late

# ---- 2026: opened, traced, ordered, frozen in three States ----
day 0
Ana opens case Marrow under icc-asset-recovery
    title: Assets of Octavian Marrow
    grounds: Payments out of the Treasury of Freedonia reached accounts held for him.
    person_name: Octavian Marrow
    situation: SIT-04
    classification: under_seal
    organ: prosecution
Ana records party
    kind: person
    name: Octavian Marrow
    nationality: XF
Ana records party
    kind: company
    name: Blue Quarry Ltd
    jurisdiction: XS
Lou adds a document called "Financial profile plan"
Lou does plan on case
    plan: document/1
Ana records a account in XS called Savings-account-of-Blue-Quarry
Ana records a real_estate in XS called Villa-Belmonte
Ana records a vessel in XS called Yacht-Halcyon
Ana records a aircraft in XS called Aircraft-XS-MRW
Ana records a account in XS called Account-of-Harbour-Lane
Ana records a account in XF called Account-of-Octavian-Marrow
Ana records a real_estate in XF called House-in-Fort-Amber
Ana records a account in XF called Account-of-the-Marrow-Trust
Ana records a vehicle in XF called Car-XF-77
Ana records a company_share in XC called Shares-of-Carpania-Quarries
Ana records a account in XC called Deposit-at-Carpania-Bank
Ana records a real_estate in XC called Warehouse-in-Vale
Ana adds a document called "Tracing report"
Ana proposes asset/1 in Sylvania worth 25000000
Ana proposes asset/2 in Sylvania worth 155000000
Ana proposes asset/3 in Sylvania worth 82000000
Ana proposes asset/4 in Sylvania worth 410000000
Ana proposes asset/5 in Sylvania worth 4000000
Ana proposes asset/6 in Freedonia worth 9000000
Ana proposes asset/7 in Freedonia worth 39000000
Ana proposes asset/8 in Freedonia worth 61000000
Ana proposes asset/9 in Freedonia worth 3500000
Ana proposes asset/10 in Carpania worth 120000000
Ana proposes asset/11 in Carpania worth 17000000
Ana proposes asset/12 in Carpania worth 28000000
the Chamber issues a warrant numbered W-1 covering []
the Chamber issues a freeze numbered SIT-04/26-01/26 covering ["asset/1","asset/2","asset/3","asset/4","asset/5","asset/6","asset/7","asset/8","asset/9","asset/10","asset/11","asset/12"]
Cora does record_order on case
    order: order/2
Lou adds a document called "Note on the evidence"
Lou adds a document called "Note on rights"
Lou does apply_measures on case
    order: order/2
    evidence_note: document/3
    rights_note: document/4
expect measure/12 is at ordered

Lou drafts a freeze to Sylvania about ["measure/1","measure/2","measure/3","measure/4","measure/5"]
Lou drafts a freeze to Freedonia about ["measure/6","measure/7","measure/8","measure/9"]
Lou drafts a freeze to Carpania about ["measure/10","measure/11","measure/12"]
request/1 is approved, cleared for language and sent
request/2 is approved, translated into fr with document/5 and sent
request/3 is approved, cleared for language and sent
date 2026-12-01
Sylvania answers result on request/1 as executing_authority
    results: [{"on": "measure/1", "event": "in_force", "effective_at": "2026-11-30", "payload": {"national_order": "A 1", "scope": "whole", "expires_on": "2028-11-30"}},
              {"on": "measure/2", "event": "in_force", "effective_at": "2026-11-30", "payload": {"national_order": "A 2", "scope": "whole", "expires_on": "2028-11-30"}},
              {"on": "measure/3", "event": "in_force", "effective_at": "2026-11-30", "payload": {"national_order": "A 3", "scope": "whole", "expires_on": "2028-11-30"}},
              {"on": "measure/4", "event": "in_force", "effective_at": "2026-11-30", "payload": {"national_order": "A 4", "scope": "whole", "expires_on": "2028-11-30"}},
              {"on": "measure/5", "event": "in_force", "effective_at": "2026-11-30", "payload": {"national_order": "A 5", "scope": "whole", "expires_on": "2028-11-30"}}]
Carpania answers result on request/3 as executing_authority
    results: [{"on": "measure/10", "event": "in_force", "effective_at": "2026-11-29", "payload": {"national_order": "C 10", "scope": "share", "share": 60, "expires_on": "2029-11-29"}},
              {"on": "measure/11", "event": "in_force", "effective_at": "2026-11-29", "payload": {"national_order": "C 11", "scope": "whole", "expires_on": "2029-11-29"}},
              {"on": "measure/12", "event": "in_force", "effective_at": "2026-11-29", "payload": {"national_order": "C 12", "scope": "whole", "expires_on": "2029-11-29"}}]
# Freedonia is silent for two weeks; its deputy answers.
date 2026-12-12
expect deputy of Freedonia was told escalation once
Freedonia answers result on request/2 as deputy
    results: [{"on": "measure/6", "event": "in_force", "effective_at": "2026-12-10", "payload": {"national_order": "F 6", "scope": "whole", "expires_on": "2027-12-10"}},
              {"on": "measure/7", "event": "in_force", "effective_at": "2026-12-10", "payload": {"national_order": "F 7", "scope": "whole", "expires_on": "2027-12-10"}},
              {"on": "measure/8", "event": "in_force", "effective_at": "2026-12-10", "payload": {"national_order": "F 8", "scope": "whole", "expires_on": "2027-12-10"}},
              {"on": "measure/9", "event": "impossible", "payload": {"reason": "not_found"}}]
expect measure/9 is at impossible
Lou does close on request/1
Lou does close on request/2
Lou does close on request/3
date 2026-12-20
measure/1 is inventoried and its holder told, costing 0 a year
measure/2 is inventoried and its holder told, costing 1200000 a year
measure/3 is inventoried and its holder told, costing 6400000 a year
measure/4 is inventoried and its holder told, costing 1832400 a year
measure/5 is inventoried and its holder told, costing 0 a year
measure/6 is inventoried and its holder told, costing 0 a year
measure/7 is inventoried and its holder told, costing 300000 a year
measure/8 is inventoried and its holder told, costing 0 a year
measure/10 is inventoried and its holder told, costing 0 a year
measure/11 is inventoried and its holder told, costing 0 a year
measure/12 is inventoried and its holder told, costing 450000 a year

# ---- 2027: the aircraft costs; funds are released for its upkeep. Freedonia renews its first year. ----
date 2027-03-10
Sylvania answers release_basic on measure/1 as executing_authority
    release_purpose: upkeep
    payee: Airport of Port Lumen
    release_cap: {"amount": 1832400, "currency": "EUR"}
    release_rhythm: monthly
date 2027-04-01
Sylvania answers pay_out on measure/1 as executing_authority effective 2027-03-31
    paid: {"amount": 152700, "currency": "EUR"}
    paid_for: Parking and maintenance of the aircraft, March.
date 2027-05-01
Sylvania answers pay_out on measure/1 as executing_authority effective 2027-04-30
    paid: {"amount": 152700, "currency": "EUR"}
    paid_for: Parking and maintenance of the aircraft, April.
expect measure/1 has release_left {"amount":1527000,"currency":"EUR"}
date 2027-05-15
measure/6 is valued at 9000000 on 2027-05-15
measure/7 is valued at 40000000 on 2027-05-15
measure/8 is valued at 60500000 on 2027-05-15
date 2027-10-12
expect measure/6 is at in_force, renewal_due
Lou drafts a renew to Freedonia about ["measure/6","measure/7","measure/8"]
request/4 is approved, translated into fr with document/6 and sent
date 2027-11-02
Freedonia answers result on request/4 as focal_point
    results: [{"on": "measure/6", "event": "renew", "payload": {"national_order": "F 6/2", "expires_on": "2028-12-10"}},
              {"on": "measure/7", "event": "renew", "payload": {"national_order": "F 7/2", "expires_on": "2028-12-10"}},
              {"on": "measure/8", "event": "renew", "payload": {"national_order": "F 8/2", "expires_on": "2028-12-10"}}]
expect measure/8 is at in_force, not renewal_due
Lou does close on request/4

# ---- 2028: one renewal is caught by the last warning, another is forgotten; the lapse is told the same hour and mended. ----
date 2028-10-02
expect measure/1 is at in_force, renewal_due
expect measure/5 is at in_force, renewal_due
Lou drafts a renew to Sylvania about ["measure/1","measure/2","measure/3","measure/4"]
request/5 is approved, cleared for language and sent
date 2028-10-20
Sylvania answers result on request/5 as focal_point
    results: [{"on": "measure/1", "event": "renew", "payload": {"national_order": "A 1/2", "expires_on": "2030-11-30"}},
              {"on": "measure/2", "event": "renew", "payload": {"national_order": "A 2/2", "expires_on": "2030-11-30"}},
              {"on": "measure/3", "event": "renew", "payload": {"national_order": "A 3/2", "expires_on": "2030-11-30"}},
              {"on": "measure/4", "event": "renew", "payload": {"national_order": "A 4/2", "expires_on": "2030-11-30"}}]
Lou does close on request/5
# Thirty days before the end the fifth is warned of once more, and asked for urgently.
date 2028-11-01
expect measure/5 is at in_force, renewal_due, not renewal_asked
Lou drafts a renew to Sylvania about ["measure/5"]
Lou does submit on request/6
Max does approve on request/6
Tia does translated on request/6
Gil does send_urgent on request/6
    urgency: The measure ends on 30 November.
    medium: email
Gil does confirm_by_channel on request/6
date 2028-11-20
Sylvania answers result on request/6 as focal_point
    results: [{"on": "measure/5", "event": "renew", "payload": {"national_order": "A 5/2", "expires_on": "2030-11-30"}}]
expect measure/5 is at in_force, not renewal_due
Lou does close on request/6
# Freedonia: two are asked for, the third is forgotten.
Lou drafts a renew to Freedonia about ["measure/6","measure/7"]
request/7 is approved, translated into fr with document/7 and sent
date 2028-12-05
Freedonia answers result on request/7 as focal_point
    results: [{"on": "measure/6", "event": "renew", "payload": {"national_order": "F 6/3", "expires_on": "2034-12-10"}},
              {"on": "measure/7", "event": "renew", "payload": {"national_order": "F 7/3", "expires_on": "2034-12-10"}}]
Lou does close on request/7
date 2028-12-11
expect measure/8 is at lapsed, not held
expect expire happened on measure/8 once
expect Max was told measure-lapsed once
Lou does ask_again on measure/8
expect measure/8 is at ordered
Lou drafts a freeze to Freedonia about ["measure/8"]
request/8 is approved, translated into fr with document/8 and sent
date 2028-12-14
Freedonia answers result on request/8 as executing_authority
    results: [{"on": "measure/8", "event": "in_force", "effective_at": "2028-12-13", "payload": {"national_order": "F 8/4", "scope": "whole", "expires_on": "2034-12-13"}}]
expect measure/8 is at in_force, held
expect measure/8 has expires_on 2034-12-13
Lou does close on request/8
Mia does inventory on measure/8
    custodian: Court of the State
    running_costs: {"amount": 0, "currency": "EUR"}
date 2029-02-01
expect measure/8 is at in_force, notified, not late

# ---- 2029: the yacht loses value: managed, sold, its proceeds held in its place. Carpania renews. ----
date 2029-03-01
Cora does order_management on measure/3
    management_ground: falling_value
    manager: Marina of Port Lumen
    persons_heard: The holder was heard on 20 February 2029.
Cora does interim_sale on measure/3
    persons_heard: The holder was heard on 20 February 2029.
expect refused: requires
date 2029-03-05
Mia does value on measure/3
    value: {"amount": 64000000, "currency": "EUR"}
    valued_on: 2029-03-04
    value_method: appraisal
Cora does interim_sale on measure/3
    persons_heard: The holder was heard on 20 February 2029.
date 2029-05-02
Sylvania answers sold on measure/3 as executing_authority effective 2029-04-30
    sold_on: 2029-04-30
    net_proceeds: {"amount": 61250000, "currency": "EUR"}
    proceeds_account: Sylvania Savings Bank, account of the court
    sale_statement: Sold by auction on 30 April 2029, costs deducted.
Ana records a account in XS called Proceeds-of-the-Yacht-Halcyon
Mia does record_proceeds on measure/3
    asset: asset/13
expect measure/3 is at in_force, held, sold
expect measure/3 has value {"amount":61250000,"currency":"EUR"}
date 2029-09-15
Lou drafts a renew to Carpania about ["measure/10","measure/11","measure/12"]
request/9 is approved, cleared for language and sent
date 2029-10-01
Carpania answers result on request/9 as focal_point
    results: [{"on": "measure/10", "event": "renew", "payload": {"national_order": "C 10/2", "expires_on": "2036-11-29"}},
              {"on": "measure/11", "event": "renew", "payload": {"national_order": "C 11/2", "expires_on": "2036-11-29"}},
              {"on": "measure/12", "event": "renew", "payload": {"national_order": "C 12/2", "expires_on": "2036-11-29"}}]
Lou does close on request/9

# ---- 2030: a co-owner claims the house in Freedonia; half of it is hers. Sylvania renews for six years. ----
date 2030-01-15
Freedonia answers report_claim on measure/7 as executing_authority
    claim_nature: co_owner
expect claim/1 is at lodged, live
Freedonia answers admit on claim/1 as executing_authority
Freedonia answers open_observations on claim/1 as executing_authority
Lou does observe on claim/1
    observations: Half of the price was paid out of her inheritance; half was not.
date 2030-02-20
expect claim/1 is at hearing
Freedonia answers decide on claim/1 as executing_authority
    outcome: partly
    effects: [{"on": "measure/7", "event": "reduce", "payload": {"scope": "share", "share": 50}}]
    appeal_until: 2030-04-30
    reasons: Half of the house is hers.
expect measure/7 has scope whole
date 2030-05-02
expect claim/1 is at final
expect measure/7 is at in_force, held, not to_reduce
expect measure/7 has scope share
expect measure/7 has share 50
date 2030-10-05
Lou drafts a renew to Sylvania about ["measure/1","measure/2","measure/3","measure/4","measure/5"]
request/10 is approved, cleared for language and sent
date 2030-11-01
Sylvania answers result on request/10 as focal_point
    results: [{"on": "measure/1", "event": "renew", "payload": {"national_order": "A 1/3", "expires_on": "2036-11-30"}},
              {"on": "measure/2", "event": "renew", "payload": {"national_order": "A 2/3", "expires_on": "2036-11-30"}},
              {"on": "measure/3", "event": "renew", "payload": {"national_order": "A 3/3", "expires_on": "2036-11-30"}},
              {"on": "measure/4", "event": "renew", "payload": {"national_order": "A 4/3", "expires_on": "2036-11-30"}},
              {"on": "measure/5", "event": "renew", "payload": {"national_order": "A 5/3", "expires_on": "2036-11-30"}}]
Lou does close on request/10

# ---- 2031: the villa is seized; an account that was never his is lifted and its release acknowledged. ----
date 2031-06-02
the Chamber issues a seizure numbered SIT-04/26-01/131 covering ["asset/2"]
Cora does order_seizure on case
    order: order/3
Lou drafts a seize to Sylvania about ["measure/2"]
request/11 is approved, cleared for language and sent
date 2031-06-20
Sylvania answers result on request/11 as executing_authority
    results: [{"on": "measure/2", "event": "seize", "effective_at": "2031-06-18", "payload": {"national_order": "S 2", "custody": "K 19", "expires_on": "2036-12-31"}}]
expect measure/2 is at seized, held
Lou does close on request/11
the Chamber issues a lift numbered SIT-04/26-01/140 covering ["asset/5"]
Cora does lift_measures on case
    decision: order/4
    measures: ["measure/5"]
expect request/12 is at approved
expect request/12 has kind lift
Tia does translated on request/12
Gil does send on request/12
date 2031-06-22
Sylvania answers acknowledge on request/12 as focal_point
date 2031-07-01
Sylvania answers result on request/12 as executing_authority
    results: [{"on": "measure/5", "event": "released", "effective_at": "2031-06-30", "payload": {"condition_report": "The balance is unchanged.", "returned_to": "Harbour Lane Estates SA"}}]
expect measure/5 is at released
Lou does close on request/12

# ---- 2033: the yearly care goes on ----
date 2033-05-10
measure/1 is valued at 23100000 on 2033-05-10
measure/4 is valued at 210000000 on 2033-05-10
measure/10 is valued at 95000000 on 2033-05-10
measure/12 is valued at 33000000 on 2033-05-10

# ---- 2034: Freedonia renews a last time ----
date 2034-10-12
expect measure/6 is at in_force, renewal_due
Lou drafts a renew to Freedonia about ["measure/6","measure/7","measure/8"]
request/13 is approved, translated into fr with document/9 and sent
date 2034-11-05
Freedonia answers result on request/13 as focal_point
    results: [{"on": "measure/6", "event": "renew", "payload": {"national_order": "F 6/5", "expires_on": "2037-12-10"}},
              {"on": "measure/7", "event": "renew", "payload": {"national_order": "F 7/5", "expires_on": "2037-12-10"}},
              {"on": "measure/8", "event": "renew", "payload": {"national_order": "F 8/5", "expires_on": "2037-12-13"}}]
Lou does close on request/13

# ---- 2036: an acquittal. Every measure ceases, every State is told, every release is acknowledged and confirmed. ----
date 2036-06-08
the Chamber issues a lift numbered SIT-04/26-01/400 covering ["asset/1","asset/2","asset/3","asset/4","asset/6","asset/7","asset/8","asset/10","asset/11","asset/12"]
Cora does end_measures on case
    ground: acquittal
    decision: order/5
expect case is at winding_down
expect measure/1 is at release_pending
expect measure/2 is at release_pending
expect measure/12 is at release_pending
expect Sylvania was told measure-ceases twice
expect Freedonia was told measure-ceases once
expect Carpania was told measure-ceases once
expect request/14 has kind lift
expect request/16 has kind lift
Tia does translated on request/14
Tia does translated on request/15
    translations: ["document/9"]
Tia does translated on request/16
Gil does send on request/14
Gil does send on request/15
Gil does send on request/16
date 2036-06-10
Sylvania answers acknowledge on request/14 as focal_point
Freedonia answers acknowledge on request/15 as focal_point
Carpania answers acknowledge on request/16 as focal_point
expect request/15 is at acknowledged, not ack_overdue
date 2036-06-25
Sylvania answers result on request/14 as executing_authority
    results: [{"on": "measure/1", "event": "released", "effective_at": "2036-06-20", "payload": {"condition_report": "Balance 231,000 EUR.", "returned_to": "Blue Quarry Ltd"}},
              {"on": "measure/2", "event": "released", "effective_at": "2036-06-22", "payload": {"condition_report": "Dry and guarded; keys handed over.", "returned_to": "Octavian Marrow"}},
              {"on": "measure/3", "event": "released", "effective_at": "2036-06-20", "payload": {"condition_report": "Proceeds with interest.", "returned_to": "Octavian Marrow"}},
              {"on": "measure/4", "event": "released", "effective_at": "2036-06-24", "payload": {"condition_report": "Airworthy; keys and papers complete.", "returned_to": "Blue Quarry Ltd"}}]
Freedonia answers result on request/15 as focal_point
    results: [{"on": "measure/6", "event": "released", "effective_at": "2036-06-23", "payload": {"condition_report": "Unchanged.", "returned_to": "Octavian Marrow"}},
              {"on": "measure/7", "event": "released", "effective_at": "2036-06-23", "payload": {"condition_report": "Half a house.", "returned_to": "Octavian Marrow"}},
              {"on": "measure/8", "event": "released", "effective_at": "2036-06-23", "payload": {"condition_report": "Unchanged.", "returned_to": "The Marrow Trust"}}]
# Carpania keeps the warehouse for a case of its own, is asked every 90 days, and releases it in October.
Carpania answers result on request/16 as focal_point
    results: [{"on": "measure/10", "event": "released", "effective_at": "2036-06-24", "payload": {"condition_report": "Register cleared.", "returned_to": "Blue Quarry Ltd"}},
              {"on": "measure/11", "event": "released", "effective_at": "2036-06-24", "payload": {"condition_report": "Deposit with interest.", "returned_to": "Octavian Marrow"}},
              {"on": "measure/12", "event": "withheld", "payload": {"withheld_on": "own_case", "explanation": "A tax case of Carpania."}}]
expect measure/12 is at withheld
Mia does sign_inventory on case
    inventory: document/4
Noa does close on case
    final_report: document/3
expect refused: requires
date 2036-09-25
expect Max was told withheld-review once
Max does review on measure/12 as approver
    last_review: 2036-09-25
    result: The tax case is before its court.
date 2036-10-15
Carpania answers released on measure/12 as focal_point effective 2036-10-14
    condition_report: Empty and locked; keys handed over.
    returned_to: Blue Quarry Ltd
expect measure/12 is at released

# All is accounted for: closed ten years after it began.
date 2036-11-23
Noa does close on case
    final_report: document/3
    retain_until: 2066-12-31
expect case is at closed
expect request/14 is at closed
expect request/15 is at closed
expect request/16 is at closed
expect measure/1 is at released
expect measure/9 is at impossible
Max does archive on case
    retention: document/4
expect case is at archived
expect history whole
