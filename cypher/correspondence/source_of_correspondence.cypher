// The document that prints a correspondence.
//
// from: Correspondence
// to: Source
// order: node.name string, node.id string
// rows: one

MATCH (owner:Correspondence)-[edge:PUBLISHED_IN]->(node:Source)
RETURN node, edge
