// Organisations that an inspection inspected.
//
// from: Inspection
// to: PoliceForce | LocalAuthority | SafeguardingBoard | Inspectorate | GovernmentBody
// order: node.name string, node.id string

MATCH (owner:Inspection)-[edge:INSPECTED]->(node:Organisation)
RETURN node, edge
