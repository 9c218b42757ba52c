// The whole thread that a correspondence stands in, of any depth, in order of time.
//
// from: Correspondence
// to: Correspondence
// order: node.day date, node.position integer, node.id string

MATCH (owner:Correspondence)-[:REPLIES_TO*0..]->(beginning:Correspondence)
WHERE NOT EXISTS { MATCH (beginning)-[:REPLIES_TO]->(:Correspondence) }
MATCH (node:Correspondence)-[:REPLIES_TO*0..]->(beginning)
RETURN node
