// Organisations that replaced an organisation.
//
// from: PoliceForce | LocalAuthority | SafeguardingBoard | Inspectorate | GovernmentBody
// to: PoliceForce | LocalAuthority | SafeguardingBoard | Inspectorate | GovernmentBody
// order: node.name string, node.id string

MATCH (owner:Organisation)-[edge:REPLACED_BY]->(node:Organisation)
RETURN node, edge
