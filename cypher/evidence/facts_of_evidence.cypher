// The nodes that a piece of evidence supports.
//
// from: Evidence
// to: Entity
// order: =edge.ownerId string, edge.pagedId string

MATCH (node:Entity)-[edge:EVIDENCED_BY]->(owner:Evidence)
RETURN node, edge
