// Safeguarding boards of a local authority.
//
// from: LocalAuthority
// to: SafeguardingBoard
// order: node.name string, node.id string

MATCH (node:SafeguardingBoard)-[edge:BOARD_OF]->(owner:LocalAuthority)
RETURN node, edge
