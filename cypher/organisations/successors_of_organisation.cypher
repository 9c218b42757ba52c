// Organisations that replaced an organisation.
//
// from: Organisation
// to: Organisation
// order: node.name string, node.id string

MATCH (owner:Organisation)-[edge:REPLACED_BY]->(node:Organisation)
RETURN node, edge
