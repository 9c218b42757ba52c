// Who inspects under a framework.
//
// from: Framework
// to: Inspectorate
// order: node.name string, node.id string

MATCH (node:Inspectorate)-[edge:RUNS]->(owner:Framework)
RETURN node, edge
