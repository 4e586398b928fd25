# National security under article 72: explained, ruled upon. Beside it: a waiver, a competing request, another State's control.
use common/cast.story
use common/phrases.story
day 0
the Marrow case is opened and four assets are found
measures on all four are proposed and ordered
Lou drafts a freeze to Sylvania about ["measure/1"]
Lou drafts a freeze to Sylvania about ["measure/2"]
Lou drafts a freeze to Sylvania about ["measure/3"]
request/1 is approved, cleared for language and sent
request/2 is approved, cleared for language and sent
request/3 is approved, cleared for language and sent

# Only out of consultations, and never without a reason, or the reason why there is none.
day 2
Sylvania answers natsec on request/1 as focal_point
    why_no_reasons: Naming the source would disclose it.
expect set aside: not_in_state
Sylvania consults on request/1 about national_security
Sylvania answers natsec on request/1 as focal_point
expect set aside: requires
Sylvania answers natsec on request/1 as focal_point
    natsec_reasons: The account pays persons whose work must stay unknown.
expect request/1 is at natsec
expect Cora was told natsec-chamber once

# The Chamber finds a way; the next time it accepts the ground; the third time it does not.
day 20
Lou adds a document called "Ruling on national security"
Cora does rule_on_natsec on request/1
    natsec_outcome: resolved
    ruling: document/5
    reasons: Payments below a limit are left out.
expect request/1 is at acknowledged
Sylvania consults on request/2 about national_security
Sylvania answers natsec on request/2 as focal_point
    why_no_reasons: Naming the source would disclose it.
Cora does rule_on_natsec on request/2
    natsec_outcome: accepted
    ruling: document/5
    reasons: The villa is a place of protection.
expect request/2 is at refused
expect measure/2 is at refused
expect measure/2 has ground national_security
Sylvania consults on request/3 about national_security
Sylvania answers natsec on request/3 as focal_point
    natsec_reasons: The bank is one of the State.
Cora does rule_on_natsec on request/3
    natsec_outcome: not_accepted
    ruling: document/5
    reasons: That a bank is owned by the State touches no security.
expect request/3 is at nc_alleged

# A competing request (93(9)): both are met.
Sylvania answers competing on request/1 as focal_point
    competing_with: Request of Freedonia of 3 December.
    difficulty: conflicting_request
expect request/1 is at competing
day 40
expect request/1 is at competing, not overdue
Sylvania answers settle_competing on request/1 as focal_point
    outcome: The account is frozen for both; the Court is told first of any release.
expect request/1 is at acknowledged

# Immunity (98(1)): the request waits for the waiver, and is withdrawn when it is denied.
Sylvania consults on request/1 about immunity
Lou adds a document called "Minutes of the consultations"
Lou does await_waiver on request/1
    minutes: document/6
expect request/1 is at waiver_wait
Lou adds a document called "Waiver of Freedonia"
Lou does waiver_given on request/1
    waiver: document/7
expect request/1 is at acknowledged

# Another State controls it (93(9)(b)): the measure is dropped, to be proposed there.
Sylvania answers third_state_control on request/1 as focal_point
    controller: The account was moved to Carpania in October.
expect request/1 is at redirected
expect measure/1 is at dropped
expect Lou was told redirected once
Lou does close on request/1
Ana does propose on measure
    asset: asset/1
    authority: "@Carpania"
    holder: party/2
    interest: legal_owner
    value: {"amount": 25000000, "currency": "EUR"}
    valued_on: 2026-11-20
    value_method: estimate
    evidence: document/2
Cora does record_order on case
    order: order/2
expect measure/5 is at ordered

# A waiver that is denied.
Lou drafts a freeze to Carpania about ["measure/5"]
request/4 is approved, cleared for language and sent
Carpania consults on request/4 about immunity
Lou does await_waiver on request/4
    minutes: document/6
Lou does waiver_denied on request/4
expect request/4 is at withdrawn
expect measure/5 is at recalled
expect Carpania was told request-ceases once
expect history whole
