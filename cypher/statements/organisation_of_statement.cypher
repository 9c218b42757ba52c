// The organisations for which a statement was made.
//
// from: Statement
// to: Organisation
// order: node.name string, node.id string

MATCH (owner:Statement)-[edge:MADE_FOR]->(node:Organisation)
RETURN node, edge
