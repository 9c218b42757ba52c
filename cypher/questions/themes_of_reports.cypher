// The themes of what some reports say of the police. A report counts once in each number; `...Alone`: of the
// police or a named force, without other agencies.
//
// from: reports
// to: Theme
// order: node.name string, node.id string

UNWIND owner AS one
MATCH (one)-[:FOUND]->(about:Finding)-[:HAS_THEME]->(node:Theme)
WHERE about.who IS NOT NULL
WITH DISTINCT owner, node
WITH node, [report IN owner | COLLECT {
  MATCH (report)-[:FOUND]->(finding:Finding)-[:HAS_THEME]->(node)
  WHERE finding.who IS NOT NULL
  RETURN CASE finding.who WHEN 'POLICE_AND_OTHERS' THEN finding.polarity ELSE finding.polarity + ' ALONE' END
}] AS said
WITH node, size([each IN said WHERE size(each) > 0]) AS read,
  size([each IN said WHERE 'ADVERSE' IN each OR 'ADVERSE ALONE' IN each]) AS adverse,
  size([each IN said WHERE 'ADVERSE ALONE' IN each]) AS adverseAlone,
  size([each IN said WHERE 'POSITIVE' IN each OR 'POSITIVE ALONE' IN each]) AS positive,
  size([each IN said WHERE 'POSITIVE ALONE' IN each]) AS positiveAlone,
  size([each IN said WHERE 'MIXED' IN each OR 'MIXED ALONE' IN each]) AS mixed,
  size([each IN said WHERE 'MIXED ALONE' IN each]) AS mixedAlone
RETURN node, read, adverse, adverseAlone, positive, positiveAlone, mixed, mixedAlone
