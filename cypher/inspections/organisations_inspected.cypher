// Organisations that an inspection inspected.
//
// from: Inspection
// to: Organisation
// order: node.name string, node.id string

MATCH (owner:Inspection)-[edge:INSPECTED]->(node:Organisation)
RETURN node, edge
