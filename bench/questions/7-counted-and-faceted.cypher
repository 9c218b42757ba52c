CALL () {
  MATCH (n:Finding {polarity: 'ADVERSE'})-[:ATTRIBUTED_TO]->(:PoliceForce:Entity {id: $force})
  RETURN collect(n) AS kept
}
CALL (kept) {
  UNWIND kept AS n
  WITH toString(n.day.year) AS value, count(*) AS many ORDER BY many DESC, value LIMIT 100
  RETURN collect({value: value, count: many}) AS years
}
CALL (kept) {
  UNWIND kept AS n
  MATCH (n)-[:HAS_THEME]->(t:Theme)
  WITH t.id AS value, count(*) AS many ORDER BY many DESC, value LIMIT 100
  RETURN collect({value: value, count: many}) AS themes
}
CALL (kept) {
  UNWIND kept AS n
  WITH n, COUNT { (:Finding)-[:COMPARES_WITH]->(n) } AS compared
  ORDER BY compared DESC, n.day DESC, n.position, n.id LIMIT 20
  RETURN collect(n {.id, .summary}) AS nodes
}
RETURN {findings: {
  totalCount: size(kept),
  facets: [{by: 'YEAR', buckets: years}, {by: 'THEME', buckets: themes}],
  nodes: nodes
}}
