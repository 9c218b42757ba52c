// The themes of what some reports say of the police. A report counts once in each number; `...Alone`: of the
// police or a named force, without other agencies.
//
// from: reports
// to: Theme
// order: node.name string, node.id string

UNWIND owner AS report
MATCH (report)-[:FOUND]->(finding:Finding)-[:HAS_THEME]->(node:Theme)
WHERE finding.who IS NOT NULL
WITH node, report, collect(
  CASE finding.who WHEN 'POLICE_AND_OTHERS' THEN finding.polarity ELSE finding.polarity + ' ALONE' END
) AS said
WITH node, count(*) AS read,
  sum(CASE WHEN 'ADVERSE' IN said OR 'ADVERSE ALONE' IN said THEN 1 ELSE 0 END) AS adverse,
  sum(CASE WHEN 'ADVERSE ALONE' IN said THEN 1 ELSE 0 END) AS adverseAlone,
  sum(CASE WHEN 'POSITIVE' IN said OR 'POSITIVE ALONE' IN said THEN 1 ELSE 0 END) AS positive,
  sum(CASE WHEN 'POSITIVE ALONE' IN said THEN 1 ELSE 0 END) AS positiveAlone,
  sum(CASE WHEN 'MIXED' IN said OR 'MIXED ALONE' IN said THEN 1 ELSE 0 END) AS mixed,
  sum(CASE WHEN 'MIXED ALONE' IN said THEN 1 ELSE 0 END) AS mixedAlone
RETURN node, read, adverse, adverseAlone, positive, positiveAlone, mixed, mixedAlone
