// Inspections that a person led, the newest first.
//
// from: Person
// to: Inspection
// order: node.pagedDay date DESC, node.id string

MATCH (owner:Person)-[edge:LED]->(node:Inspection)
RETURN node, edge
