// The report that an inspection was published in.
//
// from: Inspection
// to: Source
// order: node.name string, node.id string
// rows: one

MATCH (owner:Inspection)-[edge:PUBLISHED_IN]->(node:Source)
RETURN node, edge
