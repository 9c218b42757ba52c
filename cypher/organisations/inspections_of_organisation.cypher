// Inspections, reviews and visits that inspected an organisation, the newest first.
//
// from: Organisation
// to: Inspection
// order: =edge.ownerId string DESC, edge.pagedDay date DESC, node.id string

MATCH (node:Inspection)-[edge:INSPECTED]->(owner:Organisation)
RETURN node, edge
