// Police forces that a local policing body oversees, or did.
//
// from: LocalPolicingBody
// to: PoliceForce
// order: node.name string, node.id string

MATCH (owner:LocalPolicingBody)-[edge:OVERSEES]->(node:PoliceForce)
RETURN node, edge
