// Every letter, reply and public statement, in order of time; a reply after what it answers.
//
// to: Correspondence
// order: node.day date, node.position integer, node.id string

MATCH (node:Correspondence)
RETURN node
