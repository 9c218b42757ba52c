// Recommendations with a theme, the newest first.
//
// from: Theme
// to: Recommendation
// order: =edge.ownerId string DESC, =edge.kind string DESC, edge.pagedDay date DESC, node.position integer, node.id string

MATCH (node:Recommendation)-[edge:HAS_THEME]->(owner:Theme)
RETURN node, edge
