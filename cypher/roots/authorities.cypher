// Every local authority, current and former, by name.
//
// to: LocalAuthority
// order: node.name string, node.id string

MATCH (node:LocalAuthority)
RETURN node
