# A State refuses one measure, cannot carry out another, and refuses a whole request after consultations.
use common/cast.story
use common/phrases.story
the Marrow case is opened and four assets are found
measures on all four are proposed and ordered
Lou drafts a freeze to Sylvania about ["measure/1","measure/2"]
request/1 is approved, cleared for language and sent
Lou drafts a freeze to Freedonia about ["measure/4"]
request/2 is approved, translated into fr with document/5 and sent

day 5
Sylvania answers result on request/1 as executing_authority
    results: [{"on": "measure/1", "event": "refuse",
               "payload": {"ground": "immunity", "reasons": "The account is that of an embassy."}},
              {"on": "measure/2", "event": "impossible", "payload": {"reason": "destroyed"}}]
expect measure/1 is at refused
expect measure/1 has ground immunity
expect measure/1 has reasons (hidden)
expect measure/2 is at impossible
expect request/1 is at executed
expect Lou was told measure-refused once

# Article 93(3): no refusal on a fundamental principle before consultations.
Freedonia answers refuse on request/2 as focal_point
    ground: fundamental_principle
    difficulty: no_legal_basis
    reasons: Our law knows no freeze without a charge.
    alternatives_considered: Production of records.
expect set aside: requires
expect measure/4 is at requested
Freedonia answers open_consultation on request/2 as focal_point
    issue: fundamental_principle
    difficulty: no_legal_basis
    question: May the measure be limited to the records of the account?
expect request/2 is at consulting, consulted
day 8
Lou adds a document called "Minutes of the consultations"
Lou does close_consultation on request/2
    outcome: Both sides keep their positions.
    minutes: document/6
expect request/2 is at acknowledged
Freedonia answers refuse on request/2 as focal_point
    ground: fundamental_principle
    difficulty: no_legal_basis
    reasons: Our law knows no freeze without a charge.
    alternatives_considered: Production of records.
expect request/2 is at refused
expect measure/4 is at refused
expect Cora was told chamber-refused once
Lou does close on request/2
expect request/2 is at closed
expect history whole
