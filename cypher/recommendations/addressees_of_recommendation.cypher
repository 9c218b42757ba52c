// The bodies that a recommendation names.
//
// from: Recommendation
// to: Organisation
// order: node.name string, node.id string

MATCH (owner:Recommendation)-[edge:ADDRESSED_TO]->(node:Organisation)
RETURN node, edge
