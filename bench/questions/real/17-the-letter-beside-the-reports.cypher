MATCH (i:Inspection)
WHERE i.framework = 'ofsted-sif'
  AND i.pagedDay >= date('2014-09-01') AND i.pagedDay < date('2016-10-01')
  AND i.publishedDay >= date('2015-09-01') AND i.publishedDay < date('2016-10-01')
MATCH (i)-[:FOUND]->(n)
WHERE n.who IS NOT NULL
WITH i, collect(n) AS found
ORDER BY i.publishedDay DESC, i.id
WITH collect({inspection: i, found: found}) AS reports
WITH reports, COLLECT {
  UNWIND reports AS report
  UNWIND report.found AS n
  WITH report.inspection AS i, collect({polarity: n.polarity, alone: n.who <> 'POLICE_AND_OTHERS'}) AS said
  RETURN said
} AS every
CALL (reports) {
  UNWIND reports AS report
  UNWIND report.found AS n
  MATCH (n)-[:HAS_THEME]->(t)
  WITH t, report.inspection AS i, collect({polarity: n.polarity, alone: n.who <> 'POLICE_AND_OTHERS'}) AS said
  WITH t, collect(said) AS each
  ORDER BY t.name, t.id
  RETURN collect({theme: t {.id}, read: size(each), {{numbers of each}}}) AS themes
}
RETURN {
  reportsBesideLetter: {
    reading: null, letter: {id: 'correspondence:wilshaw-winsor-2016-10-17'}, read: size(reports), {{numbers of every}},
    themes: themes,
    reports: COLLECT {
      UNWIND reports AS report
      WITH report.inspection AS i, report.found AS found
      RETURN i {.id, .published,
        inspected: COLLECT { MATCH (i)-[:INSPECTED]->(o) WITH o ORDER BY o.name, o.id RETURN o {.id} },
        adverse: {totalCount: size([n IN found WHERE n.polarity = 'ADVERSE' AND n.who IN ['POLICE', 'POLICE_AND_OTHERS', 'NAMED_FORCE']])},
        positive: {totalCount: size([n IN found WHERE n.polarity = 'POSITIVE' AND n.who IN ['POLICE', 'POLICE_AND_OTHERS', 'NAMED_FORCE']])}
      }
    }
  },
  findings: {nodes: COLLECT {
    MATCH (n:Entity)
    WHERE n.id IN ['finding:doncaster-joint-interviews', 'finding:darlington-2015-joint-interview-delays']
    WITH n ORDER BY n.pagedDay DESC, n.position, n.id
    RETURN n {.id, .summary, .who, .polarity,
      reportedIn: {{one (n)-[:REPORTED_IN]->(o) | .id}}, foundBy: {{one (n)<-[:FOUND]-(o) | .id}},
      observedIn: COLLECT { MATCH (n)-[:OBSERVED_IN]->(a) WITH a ORDER BY a.name, a.id RETURN a {.name} },
      evidence: COLLECT {
        MATCH (n)-[e:EVIDENCED_BY]->(p)
        WITH e, p ORDER BY e.position, p.id
        RETURN p {.locator, .quote, .speaker}
      }
    }
  }}
}
