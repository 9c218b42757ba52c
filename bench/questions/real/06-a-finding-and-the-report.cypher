MATCH (n:Entity)
WHERE n.id IN [
  'finding:bury-domestic-abuse-batches', 'finding:peterborough-conference-attendance',
  'finding:dorset-conference-attendance', 'finding:doncaster-joint-interviews', 'finding:torbay-police-protection',
  'finding:wandsworth-vetting-backlog', 'finding:dorset-vetting-adopters', 'finding:stockton-unborn-babies'
]
WITH n ORDER BY n.pagedDay DESC, n.position, n.id LIMIT 20
WITH n {.id, .summary, .consequence,
  observedIn: COLLECT { MATCH (n)-[:OBSERVED_IN]->(a) WITH a ORDER BY a.name, a.id RETURN a {.name} },
  reportedIn: {{one (n)-[:REPORTED_IN]->(o) | .name}},
  evidence: {{passages n}},
  comparesWith: COLLECT {
    MATCH (n)-[e:COMPARES_WITH]->(m)
    WITH e, m ORDER BY m.id
    RETURN {agreement: e.agreement, note: e.note, evidence: {{passages of e}}, compared: CASE
      WHEN m:Finding THEN m {
        __typename: 'Finding', .id, .summary, .consequence, foundBy: {{one (m)<-[:FOUND]-(o) | .name}}, evidence: {{passages m}}
      }
      ELSE m {__typename: 'Inspection', .id, .name, publishedIn: {{one (m)-[:PUBLISHED_IN]->(o) | .id, .seen}}}
    END}
  }
} AS found
WITH collect(found) AS nodes
RETURN {findings: {nodes: nodes}}
