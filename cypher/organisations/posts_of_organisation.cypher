// Posts in an organisation.
//
// from: PoliceForce | LocalAuthority | SafeguardingBoard | Inspectorate | GovernmentBody
// to: Post
// order: node.name string, node.id string

MATCH (node:Post)-[edge:POST_IN]->(owner:Organisation)
RETURN node, edge
