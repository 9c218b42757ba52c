// People who held a post in a local policing body, with qualifier and dates.
//
// from: LocalPolicingBody
// to: Person
// order: edge.startFirst date, node.id string

MATCH (node:Person)-[edge:HELD]->(:Post)-[:POST_IN]->(owner:LocalPolicingBody)
RETURN node, edge
