// The contested claim with an id, or with the id that superseded it: what somebody disputes or qualifies, or an account of
// an event that another tells otherwise.
//
// to: Assertion
// parameters: id string
// order: node.id string
// rows: one

OPTIONAL MATCH (:Alias {id: $id})-[:NOW]->(current:Entity)
WITH coalesce(current.id, $id) AS known
MATCH (:Entity)-[:DISPUTES|OTHER_ACCOUNT_OF|QUALIFIES]->(claim:Entity {id: known})
WITH DISTINCT claim AS node
RETURN node
