// What is held of every framework in all, by its name, cycle by cycle. Derived by the build.
//
// to: Framework
// order: node.name string, node.id string, edge.term integer, edge.id string

MATCH (:Framework)-[edge:HAS_COVERAGE]->(node:Framework)
RETURN node, edge
