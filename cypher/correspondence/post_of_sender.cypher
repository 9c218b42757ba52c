// The post in which a correspondence was sent.
//
// from: Correspondence
// to: Post
// order: node.name string, node.id string
// rows: one

MATCH (owner:Correspondence)-[edge:SENT_AS]->(node:Post)
RETURN node, edge
