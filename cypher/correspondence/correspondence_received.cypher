// Correspondence that a person received, in order of time.
//
// from: Person
// to: Correspondence
// order: node.day date, node.position integer, node.id string

MATCH (node:Correspondence)-[edge:SENT_TO]->(owner:Person)
RETURN node, edge
