// Every police force, by name.
//
// to: PoliceForce
// order: node.name string, node.id string

MATCH (node:PoliceForce)
RETURN node
