// The questions of a programme, each with its state in a cycle.
//
// from: relationship
// to: Question
// order: position integer

UNWIND range(0, coalesce(size(owner.questions), 0) - 1) AS position
WITH position, owner.questions[position] AS question, owner.questionStates[position] AS state
RETURN question, state, position
