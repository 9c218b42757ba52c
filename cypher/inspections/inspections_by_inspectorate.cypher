// Inspections that an inspectorate carried out, the newest first.
//
// from: Inspectorate
// to: Inspection
// order: =edge.ownerId string DESC, edge.pagedDay date DESC, node.id string

MATCH (owner:Inspectorate)-[edge:CARRIED_OUT]->(node:Inspection)
RETURN node, edge
