// Organisations that an organisation replaced.
//
// from: PoliceForce | LocalAuthority | SafeguardingBoard | Inspectorate | GovernmentBody
// to: PoliceForce | LocalAuthority | SafeguardingBoard | Inspectorate | GovernmentBody
// order: node.name string, node.id string

MATCH (node:Organisation)-[edge:REPLACED_BY]->(owner:Organisation)
RETURN node, edge
