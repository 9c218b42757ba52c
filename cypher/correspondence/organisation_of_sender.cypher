// The organisations for which a correspondence was sent.
//
// from: Correspondence
// to: Organisation
// order: node.name string, node.id string

MATCH (owner:Correspondence)-[edge:SENT_FOR]->(node:Organisation)
RETURN node, edge
