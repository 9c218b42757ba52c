// People and organisations that a statement asks something of.
//
// from: Statement
// to: Addressee
// order: node.name string, node.id string

MATCH (owner:Statement)-[edge:ADDRESSED_TO]->(node:Person|Organisation)
RETURN node, edge
