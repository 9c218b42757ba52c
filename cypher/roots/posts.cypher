// Every post, by name.
//
// to: Post
// order: node.name string, node.id string

MATCH (node:Post)
RETURN node
