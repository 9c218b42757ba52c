// Posts that a person held, with qualifier and dates.
//
// from: Person
// to: Post
// order: edge.startFirst date, node.id string

MATCH (owner:Person)-[edge:HELD]->(node:Post)
RETURN node, edge
