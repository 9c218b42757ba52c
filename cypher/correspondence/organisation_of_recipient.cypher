// The organisations to which a correspondence was sent.
//
// from: Correspondence
// to: Organisation
// order: node.name string, node.id string

MATCH (owner:Correspondence)-[edge:SENT_TO]->(node:Organisation)
RETURN node, edge
