// Themes of a finding.
//
// from: Finding
// to: Theme
// order: node.name string, node.id string

MATCH (owner:Finding)-[edge:HAS_THEME]->(node:Theme)
RETURN node, edge
