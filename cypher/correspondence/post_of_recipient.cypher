// The posts to which a correspondence was addressed.
//
// from: Correspondence
// to: Post
// order: node.name string, node.id string

MATCH (owner:Correspondence)-[edge:SENT_TO_POST]->(node:Post)
RETURN node, edge
