CALL () {
  MATCH (n:Finding {polarity: 'ADVERSE'})-[:ATTRIBUTED_TO]->(:PoliceForce:Entity {id: $force})
  RETURN collect(n) AS kept
}
CALL (kept) {
  UNWIND kept AS n
  WITH n.day.year AS year, count(*) AS many
  WITH toString(year) AS value, many ORDER BY many DESC, value LIMIT 100
  RETURN collect({value: value, count: many}) AS years
}
CALL (kept) {
  UNWIND kept AS n
  MATCH (n)-[:HAS_THEME]->(t)
  WITH t, count(*) AS many
  WITH t.id AS value, many ORDER BY many DESC, value LIMIT 100
  RETURN collect({value: value, count: many}) AS themes
}
CALL (kept) {
  UNWIND kept AS n
  WITH n, COUNT { ()-[:COMPARES_WITH]->(n) } AS compared
  ORDER BY compared DESC, n.pagedDay DESC, n.position, n.id LIMIT 20
  RETURN collect({id: n.id, summary: n.summary}) AS nodes
}
RETURN {findings: {
  totalCount: size(kept),
  facets: [{by: 'YEAR', buckets: years}, {by: 'THEME', buckets: themes}],
  nodes: nodes
}}
