// Inspections and judgements of which releases say different things, the newest first.
//
// to: Revised
// order: node.day date DESC, node.id string

MATCH (node:Entity)
WHERE node.revisedFields IS NOT NULL
RETURN node
