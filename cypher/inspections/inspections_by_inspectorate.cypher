// Inspections that an inspectorate carried out, the newest first.
//
// from: Inspectorate
// to: Inspection
// order: node.day date DESC, node.id string

MATCH (owner:Inspectorate)-[edge:CARRIED_OUT]->(node:Inspection)
RETURN node, edge
