// The organisation that a post is in.
//
// from: Post
// to: Organisation
// order: node.name string, node.id string
// rows: one

MATCH (owner:Post)-[edge:POST_IN]->(node:Organisation)
RETURN node, edge
