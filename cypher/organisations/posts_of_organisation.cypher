// Posts in an organisation.
//
// from: Organisation
// to: Post
// order: node.name string, node.id string

MATCH (node:Post)-[edge:POST_IN]->(owner:Organisation)
RETURN node, edge
