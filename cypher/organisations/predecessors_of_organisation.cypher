// Organisations that an organisation replaced.
//
// from: Organisation
// to: Organisation
// order: node.name string, node.id string

MATCH (node:Organisation)-[edge:REPLACED_BY]->(owner:Organisation)
RETURN node, edge
