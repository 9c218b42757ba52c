// Local authorities that a safeguarding board serves.
//
// from: SafeguardingBoard
// to: LocalAuthority
// order: node.name string, node.id string

MATCH (owner:SafeguardingBoard)-[edge:BOARD_OF]->(node:LocalAuthority)
RETURN node, edge
