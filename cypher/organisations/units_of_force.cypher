// Teams of a force that a source names or describes.
//
// from: PoliceForce
// to: Unit
// order: node.name string, node.id string

MATCH (node:Unit)-[edge:UNIT_OF]->(owner:PoliceForce)
RETURN node, edge
