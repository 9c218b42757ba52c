// Ids that an organisation had before, such as those made of a code that was issued anew.
//
// from: Organisation
// to: Alias
// order: node.id string

MATCH (node:Alias)-[:NOW]->(owner:Organisation)
RETURN node
