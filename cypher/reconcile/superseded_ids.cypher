// Former ids of an organisation, such as those from a code that was reissued.
//
// from: Organisation
// to: Alias
// order: node.id string

MATCH (node:Alias)-[:NOW]->(owner:Organisation)
RETURN node
