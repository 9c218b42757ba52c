// The passages of a source that facts rest on.
//
// from: Source
// to: Evidence
// order: node.id string

MATCH (node:Evidence)-[edge:FROM]->(owner:Source)
RETURN node, edge
