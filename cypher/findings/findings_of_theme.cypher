// Findings with a theme, the newest first.
//
// from: Theme
// to: Finding
// order: =edge.ownerId string DESC, =edge.kind string DESC, edge.pagedDay date DESC, node.position integer, node.id string

MATCH (node:Finding)-[edge:HAS_THEME]->(owner:Theme)
RETURN node, edge
