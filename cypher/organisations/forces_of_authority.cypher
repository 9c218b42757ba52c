// Police forces that police the area of a local authority: reference, never an attribution.
//
// from: LocalAuthority
// to: PoliceForce
// order: node.name string, node.id string

MATCH (owner:LocalAuthority)-[edge:POLICED_BY]->(node:PoliceForce)
RETURN node, edge
