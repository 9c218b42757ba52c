// Local policing bodies that oversee a force, or did, by the time from which they did.
//
// from: PoliceForce
// to: LocalPolicingBody
// order: edge.startFirst date, node.id string

MATCH (node:LocalPolicingBody)-[edge:OVERSEES]->(owner:PoliceForce)
RETURN node, edge
