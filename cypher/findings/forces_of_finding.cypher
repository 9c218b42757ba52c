// Police forces that the very source of a finding names.
//
// from: Finding
// to: PoliceForce
// order: node.name string, node.id string

MATCH (owner:Finding)-[edge:ATTRIBUTED_TO]->(node:PoliceForce)
RETURN node, edge
