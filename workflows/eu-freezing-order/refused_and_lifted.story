# Grounds of article 8 only after consultation; a partial freeze; six weeks of silence on a limit; the freeze is lifted.
use common/cast.story
day 0
the Harbour Lane file is opened with an order on two assets
the order is issued for both, with urgency ordinary
the certificate is completed and transmitted
day 1
Sylvania answers receive on certificate/1 as executing_authority effective 2026-11-24

# Article 8(2): no refusal before a consultation, on any ground.
Sylvania answers refuse on certificate/1 as executing_authority
    ground: certificate
    difficulty: insufficient_data
    reasons: Section E is incomplete.
expect set aside: requires
expect certificate/1 is at received
Sylvania answers deficient on certificate/1 as executing_authority
    difficulty: unclear
    question: Which payments were made, and when?
expect certificate/1 is at consulting, consulted, deciding
Ines does supply on certificate/1
    supplement: Seven payments between March and June, listed in the annex.
expect certificate/1 is at received
Sylvania answers recognise on certificate/1 as executing_authority
Sylvania answers postpone on certificate/1 as executing_authority
    postpone_ground: investigation
    difficulty: conflicting_request
    postponed_until: 2026-12-20
expect certificate/1 is at postponed
day 20
Sylvania answers ground_ceased on certificate/1 as executing_authority
expect certificate/1 is at recognised

# One asset is frozen, the other not found: in part, then as a whole.
Sylvania answers partly_froze on certificate/1 as executing_authority
    results: [{"on": "measure/1", "event": "freeze", "effective_at": "2026-12-13",
               "payload": {"scope": "whole", "national_order": "L 88/26"}}]
expect certificate/1 is at partly_frozen
Sylvania answers froze on certificate/1 as executing_authority
    results: [{"on": "measure/2", "event": "impossible", "payload": {"reason": "not_found"}}]
expect certificate/1 is at frozen
expect measure/2 is at impossible

# A remedy fails; a limit is asked for; six weeks pass in silence.
Sylvania answers remedy_filed on certificate/1 as executing_authority
    where: executing_state
expect certificate/1 is at under_remedy
Sylvania answers remedy_decided on certificate/1 as executing_authority
    remedy_outcome: dismissed
expect certificate/1 is at frozen
Sylvania answers inform_affected on certificate/1 as executing_authority
day 30
Sylvania answers ask_limit on certificate/1 as executing_authority
    limit_reasons: The company must pay its staff; a freeze without end is not known to our law.
expect certificate/1 is at limit_asked
day 70
expect certificate/1 is at limit_asked
day 73
expect certificate/1 is at may_lift
expect limit_silence happened on certificate/1 once
expect Sylvania was told may-lift once
Sylvania answers lift on certificate/1 as executing_authority effective 2027-02-03
expect certificate/1 is at lifted
expect measure/1 is at lifted
Ines does close on certificate/1
Mira does close on case
expect history whole
