// Contested claims: what a statement disputes, and accounts of an event that another tells otherwise. `qualified`: also
// what is only qualified; `other`: also where neither the claim nor what is said against it is about children or
// vulnerable people; effectiveness, as PEEL grades it, is also how a force protects them.
//
// to: Assertion
// parameters: qualified boolean, other boolean
// order: node.day date, node.id string

MATCH (said:Entity)-[way:DISPUTES|OTHER_ACCOUNT_OF|QUALIFIES]->(claim)
WHERE ($qualified OR type(way) <> 'QUALIFIES')
  AND (
    $other
    OR said.scope IS NULL
    OR claim.scope IS NULL AND (NOT claim:Judgement OR claim.area IN ['effectiveness', 'protecting-vulnerable-people'])
  )
WITH DISTINCT claim AS node
RETURN node
