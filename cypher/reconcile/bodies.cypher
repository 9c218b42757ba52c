// Every body that a name can be reconciled with, whenever it existed.
//
// to: PoliceForce | LocalAuthority | SafeguardingBoard | Inspectorate | GovernmentBody
// order: node.name string, node.id string

MATCH (node:Organisation)
RETURN node
