// People who led an inspection.
//
// from: Inspection
// to: Person
// order: node.name string, node.id string

MATCH (node:Person)-[edge:LED]->(owner:Inspection)
RETURN node, edge
