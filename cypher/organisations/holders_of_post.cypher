// People who held a post, with qualifier and dates.
//
// from: Post
// to: Person
// order: edge.startFirst date, node.id string

MATCH (node:Person)-[edge:HELD]->(owner:Post)
RETURN node, edge
