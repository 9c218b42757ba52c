// Local authorities in which something was found.
//
// from: Finding
// to: LocalAuthority
// order: node.name string, node.id string

MATCH (owner:Finding)-[edge:OBSERVED_IN]->(node:LocalAuthority)
RETURN node, edge
