// Inspections and judgements on which releases disagree, the newest first.
//
// to: Revised
// order: node.pagedDay date DESC, node.id string

MATCH (node:Entity)
WHERE node.revisedFields IS NOT NULL
RETURN node
