// Themes of a recommendation.
//
// from: Recommendation
// to: Theme
// order: node.name string, node.id string

MATCH (owner:Recommendation)-[edge:HAS_THEME]->(node:Theme)
RETURN node, edge
