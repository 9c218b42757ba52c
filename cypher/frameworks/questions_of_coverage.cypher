// The questions of a programme, each with its state in a cycle, and whether that cycle is known to have put it.
//
// from: relationship
// to: Question
// order: position integer

UNWIND range(0, coalesce(size(owner.questions), 0) - 1) AS position
WITH position, owner.questions[position] AS question, owner.questionStates[position] AS state,
  coalesce(owner.questionsPut, []) AS known
WITH position, question, state, question IN known AS put
RETURN question, state, put, position
