// What is held of each framework that could concern an organisation, cycle by cycle. Derived by the build.
//
// from: Organisation
// to: Framework
// order: edge.term integer, node.id string

MATCH (owner:Organisation)-[edge:HAS_COVERAGE]->(node:Framework)
RETURN node, edge
