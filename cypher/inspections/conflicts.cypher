// Inspections and judgements of which releases say different things, the newest first.
//
// to: Inspection | Judgement
// order: node.day date DESC, node.id string

MATCH (node:Entity)
WHERE node.revisedFields IS NOT NULL
RETURN node
