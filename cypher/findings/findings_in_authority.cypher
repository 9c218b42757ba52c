// What was found in the area of a local authority, the newest first.
//
// from: LocalAuthority
// to: Finding
// order: =edge.ownerId string DESC, edge.pagedDay date DESC, node.position integer, node.id string

MATCH (node:Finding)-[edge:OBSERVED_IN]->(owner:LocalAuthority)
RETURN node, edge
