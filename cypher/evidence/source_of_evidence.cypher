// The source of a piece of evidence.
//
// from: Evidence
// to: Source
// order: node.name string, node.id string
// rows: one

MATCH (owner:Evidence)-[edge:FROM]->(node:Source)
RETURN node, edge
