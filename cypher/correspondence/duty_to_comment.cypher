// What the law asks of the local policing body that sent an answer. Derived by the build.
//
// from: Correspondence
// to: Source
// order: node.name string, node.id string

MATCH (owner:Correspondence)-[edge:DUE_UNDER]->(node:Source)
RETURN node, edge
