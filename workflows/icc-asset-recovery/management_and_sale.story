# What loses value is managed and sold before the judgment; the proceeds take its place, with measure, claim and history.
use common/cast.story
use common/phrases.story
day 0
Sylvania has frozen three assets until 2030-11-30
Sylvania answers inventory on measure/2 as executing_authority
    custodian: Marina of Port Lumen
    running_costs: {"amount": 900000, "currency": "EUR"}
Cora does interim_sale on measure/2
    persons_heard: The holder was heard.
expect refused: not_in_state
Cora does order_management on measure/2
    management_ground: falling_value
    manager: Lumen Trustees
    persons_heard: The holder was heard on 3 December.
expect measure/2 is at managed, held, aging
expect Mia was told asset-managed once

# A valuation older than 90 days does not carry a sale.
day 120
expect measure/2 is at managed, late
Cora does interim_sale on measure/2
    persons_heard: The holder and his bank were heard.
expect refused: requires
Mia does value on measure/2
    value: {"amount": 150000000, "currency": "EUR"}
    valued_on: 2027-03-20
    value_method: appraisal
Cora does interim_sale on measure/2
    persons_heard: The holder and his bank were heard.
expect measure/2 is at sale_pending, held
Sylvania answers call_off_sale on measure/2 as executing_authority
    why_not_sold: No bid reached the estimate.
expect measure/2 is at managed
Sylvania answers interim_sale on measure/2 as executing_authority
    persons_heard: The holder was heard again.
Sylvania answers sold on measure/2 as executing_authority effective 2027-03-22
    sold_on: 2027-03-22
    net_proceeds: {"amount": 143000000, "currency": "EUR"}
    proceeds_account: Sylvania Savings Bank, interest account of the court
    sale_statement: Sold by auction on 22 March 2027.
expect measure/2 is at in_force, sold
expect measure/2 has value {"amount":143000000,"currency":"EUR"}
expect measure/2 has valued_on 2027-03-22
expect measure/2 has value_method sale
Ana records asset
    kind: account
    description: Interest account of the Court of Port Lumen, proceeds of Villa Belmonte
    state: XS
    identifier: XS21SYSB0004417799001
    source: statement of sale
Mia does record_proceeds on measure/2
    asset: asset/5
expect record_proceeds happened on measure/2 once

# What is seized is managed too, and stays seized.
the Chamber issues a seizure numbered SIT-04/26-01/31 covering ["asset/1"]
Cora does order_seizure on case
    order: order/3
Lou drafts a seize to Sylvania about ["measure/1"]
request/2 is approved, cleared for language and sent
Sylvania answers result on request/2 as executing_authority
    results: [{"on": "measure/1", "event": "seize", "effective_at": "2027-03-22",
               "payload": {"national_order": "S 2/27", "custody": "K 19", "review_on": "2027-09-30"}}]
Cora does order_management on measure/1
    management_ground: cost_over_value
    manager: Lumen Trustees
    persons_heard: The holder was heard.
expect measure/1 is at seized_managed, held
Mia does end_management on measure/1
expect measure/1 is at seized
expect history whole
