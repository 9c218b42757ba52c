// People and organisations to whom a statement addresses a request.
//
// from: Statement
// to: Addressee
// order: node.name string, node.id string

MATCH (owner:Statement)-[edge:ADDRESSED_TO]->(node:Person|Organisation)
RETURN node, edge
