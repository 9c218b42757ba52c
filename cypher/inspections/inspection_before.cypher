// The inspection that this re-inspection followed.
//
// from: Inspection
// to: Inspection
// order: node.pagedDay date DESC, node.id string

MATCH (owner:Inspection)-[edge:RE_INSPECTION_OF]->(node:Inspection)
RETURN node, edge
