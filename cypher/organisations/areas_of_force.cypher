// Local authorities whose area a force polices: reference, never an attribution.
//
// from: PoliceForce
// to: LocalAuthority
// order: node.name string, node.id string

MATCH (node:LocalAuthority)-[edge:POLICED_BY]->(owner:PoliceForce)
RETURN node, edge
