// The persons to whom a correspondence was sent.
//
// from: Correspondence
// to: Person
// order: node.name string, node.id string

MATCH (owner:Correspondence)-[edge:SENT_TO]->(node:Person)
RETURN node, edge
