// The force that a team belongs to.
//
// from: Unit
// to: PoliceForce
// order: node.name string, node.id string
// rows: one

MATCH (owner:Unit)-[edge:UNIT_OF]->(node:PoliceForce)
RETURN node, edge
