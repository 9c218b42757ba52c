// Every inspection, review and visit, the newest first.
//
// to: Inspection
// order: node.pagedDay date DESC, node.id string

MATCH (node:Inspection)
RETURN node
