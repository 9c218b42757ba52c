// The person who sent a correspondence.
//
// from: Correspondence
// to: Person
// order: node.name string, node.id string
// rows: one

MATCH (owner:Correspondence)-[edge:SENT_BY]->(node:Person)
RETURN node, edge
