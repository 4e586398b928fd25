# A drill: one authority answers at once, of another nobody does until a person calls, and a round that still waits stays open.
use common/cast.story
day 0
Ines opens case Autumn under network-round
    purpose: drill
    network: operational
    addressees: ["@Sylvania"]
    question: Do you keep a register of beneficial owners?
expect refused: requires
Ines opens case Autumn under network-round
    purpose: drill
    network: operational
    addressees: ["@Sylvania"]
Ines does call on case
    addressees: ["@Freedonia"]
expect Sylvania was told ping once
expect Freedonia was told ping once
Sylvania answers alive on contact/1
expect contact/1 is at alive
Ines does close on case
expect refused: requires
day 3
expect deputy of Freedonia was told ping-deputy once
expect deputy of Sylvania was told ping-deputy never
day 4
expect contact/2 is at unanswered
expect Ines was told silent once
Freedonia answers alive on contact/2 as deputy
expect contact/2 is at alive, late
Ines does close on case
expect case is at closed
expect history whole
