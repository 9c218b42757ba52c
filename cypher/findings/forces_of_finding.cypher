// Police forces that the source of a finding itself names.
//
// from: Finding
// to: PoliceForce
// order: node.name string, node.id string

MATCH (owner:Finding)-[edge:ATTRIBUTED_TO]->(node:PoliceForce)
RETURN node, edge
