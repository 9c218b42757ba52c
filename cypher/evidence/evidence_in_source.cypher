// The passages of a source that are evidence.
//
// from: Source
// to: Evidence
// order: =edge.ownerId string, edge.pagedId string

MATCH (node:Evidence)-[edge:FROM]->(owner:Source)
RETURN node, edge
