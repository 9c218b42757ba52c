// Correspondence in the history of an organisation: sent in its name, or naming it.
//
// from: Organisation
// to: Correspondence
// order: =edge.ownerId string, =edge.kind string, edge.pagedDay date, node.position integer, node.id string

MATCH (node:Correspondence)-[edge:IN_HISTORY_OF]->(owner:Organisation)
RETURN node, edge
