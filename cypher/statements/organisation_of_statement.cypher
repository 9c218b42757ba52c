// The organisation for which a statement was made.
//
// from: Statement
// to: PoliceForce | LocalAuthority | SafeguardingBoard | Inspectorate | GovernmentBody
// order: node.name string, node.id string
// rows: one

MATCH (owner:Statement)-[edge:MADE_FOR]->(node:Organisation)
RETURN node, edge
