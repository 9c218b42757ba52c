MATCH (n:Finding)
WHERE n.polarity = 'POSITIVE' AND n.status = 'REPORTED'
WITH n ORDER BY n.pagedDay DESC, n.position, n.id
WITH collect(n) AS found
RETURN {findings: {totalCount: size(found), nodes: COLLECT {
  UNWIND found[..20] AS n
  RETURN n {.id, .summary, .attribution,
    reportedIn: {{one (n)-[:REPORTED_IN]->(o) | .id}}, foundBy: {{one (n)<-[:FOUND]-(o) | .id}},
    observedIn: COLLECT { MATCH (n)-[:OBSERVED_IN]->(a) WITH a ORDER BY a.name, a.id RETURN a {.id} },
    attributedTo: COLLECT { MATCH (n)-[:ATTRIBUTED_TO]->(a) WITH a ORDER BY a.name, a.id RETURN a {.id} },
    themes: COLLECT { MATCH (n)-[:HAS_THEME]->(a) WITH a ORDER BY a.name, a.id RETURN a {.id} },
    statements: {nodes: COLLECT {
      MATCH (s:Statement)-[:ABOUT]->(n) WITH s ORDER BY s.day, s.position, s.id LIMIT 20
      RETURN s {.id, .summary}
    }},
    evidence: {{passages n}}
  }
}}}
