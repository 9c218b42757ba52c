// Local policing bodies, today's and those before them, by name.
//
// to: LocalPolicingBody
// order: node.name string, node.id string

MATCH (node:LocalPolicingBody)
RETURN node
