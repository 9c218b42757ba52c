// Correspondence that answers an inspection of an organisation, from whomever, in order of time.
//
// from: Organisation
// to: Correspondence
// order: node.day date, node.position integer, node.id string

MATCH (node:Correspondence)-[edge:ANSWERS]->(:Inspection)-[:INSPECTED]->(owner:Organisation)
RETURN node, edge
