// Themes of what stands in a history: findings, statements and recommendations have some.
//
// from: Finding | Statement | Recommendation
// to: Theme
// order: node.name string, node.id string

MATCH (owner:Finding|Statement|Recommendation)-[edge:HAS_THEME]->(node:Theme)
RETURN node, edge
