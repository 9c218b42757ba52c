// Contested claims: what a statement disputes, and accounts of an event that another tells otherwise. `qualified`: also
// what is only qualified; `other`: also where what is said is not about children or vulnerable people.
//
// to: Assertion
// parameters: qualified boolean, other boolean
// order: node.day date, node.id string

MATCH (said:Entity)-[way:DISPUTES|OTHER_ACCOUNT_OF|QUALIFIES]->(claim)
WHERE ($qualified OR type(way) <> 'QUALIFIES') AND ($other OR said.scope IS NULL)
WITH DISTINCT claim AS node
RETURN node
