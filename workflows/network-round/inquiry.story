# A question to the whole network, without case data: one answers in substance, the other stays silent and is entered so.
use common/cast.story
day 0
Ana opens case Registers under network-round
    purpose: inquiry
    addressees: ["@Sylvania", "@Freedonia"]
expect refused: requires
Ana opens case Registers under network-round
    purpose: inquiry
    addressees: ["@Sylvania", "@Freedonia"]
    question: Do you keep a register of beneficial owners, and may it be asked without a case?
    answer_within: 10d
expect Freedonia was told question once
day 4
Sylvania answers reply on contact/1
    answer: Yes, and it is open to authorities.
expect contact/1 is at replied
day 10
expect deputy of Freedonia was told question-deputy once
day 11
expect contact/2 is at unanswered
Ana does close on case
expect contact/2 is at silent
expect case is at closed
expect history whole
