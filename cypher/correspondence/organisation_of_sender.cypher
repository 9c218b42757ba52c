// The organisation for which a correspondence was sent.
//
// from: Correspondence
// to: PoliceForce | LocalAuthority | SafeguardingBoard | Inspectorate | GovernmentBody
// order: node.name string, node.id string

MATCH (owner:Correspondence)-[edge:SENT_FOR]->(node:Organisation)
RETURN node, edge
