// Inspectorates that carried out an inspection.
//
// from: Inspection
// to: Inspectorate
// order: node.name string, node.id string

MATCH (node:Inspectorate)-[edge:CARRIED_OUT]->(owner:Inspection)
RETURN node, edge
