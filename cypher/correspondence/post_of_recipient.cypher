// The post to which a correspondence was addressed.
//
// from: Correspondence
// to: Post
// order: node.name string, node.id string
// rows: one

MATCH (owner:Correspondence)-[edge:SENT_TO_POST]->(node:Post)
RETURN node, edge
