// Findings in the history of an organisation, the newest first; `basis` tells whether the source names it.
//
// from: Organisation
// to: Finding
// order: =edge.ownerId string DESC, =edge.kind string DESC, edge.pagedDay date DESC, node.position integer, node.id string

MATCH (node:Finding)-[edge:IN_HISTORY_OF]->(owner:Organisation)
RETURN node, edge
