// Correspondence that a person sent, in order of time.
//
// from: Person
// to: Correspondence
// order: node.day date, node.position integer, node.id string

MATCH (node:Correspondence)-[edge:SENT_BY]->(owner:Person)
RETURN node, edge
