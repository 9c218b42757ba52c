OPTIONAL MATCH (:Alias {id: 'inspection:ncpi-derbyshire-2021'})-[:NOW]->(now:Entity)
WITH coalesce(now.id, 'inspection:ncpi-derbyshire-2021') AS known
MATCH (first:Entity {id: known})
WITH [first] + COLLECT {
  MATCH (i)-[:RE_INSPECTION_OF]->(first) WITH i ORDER BY i.day, i.id RETURN i
} AS rounds
WITH COLLECT {
  UNWIND rounds AS i
  RETURN i {.id, .published, .inspectedFrom,
    findings: {nodes: COLLECT {
      MATCH (i)-[:FOUND]->(n) WITH n ORDER BY n.id LIMIT 50 RETURN n {.id, .summary, .polarity}
    }},
    recommendations: {nodes: COLLECT {
      MATCH (i)-[:RECOMMENDED]->(n) WITH n ORDER BY n.id LIMIT 50 RETURN n {.id, .kind, .summary}
    }},
    answers: {nodes: COLLECT {
      MATCH (c:Correspondence)-[:ANSWERS]->(i) WITH c ORDER BY c.id LIMIT 20
      RETURN c {.id, .date, .daysToAnswer,
        sender: {{one (c)-[:SENT_BY]->(o) | .name}},
        sentFor: head(COLLECT { MATCH (c)-[:SENT_FOR]->(o) WITH o ORDER BY o.name, o.id RETURN o {.id} }),
        statements: {nodes: COLLECT {
          MATCH (s:Statement)-[:MADE_IN]->(c) WITH s ORDER BY s.id LIMIT 20 RETURN s {.id, .summary}
        }}
      }
    }}
  }
} AS told
WITH told[0] AS i, told[1..] AS later
RETURN {inspection: i {.*, reInspections: later}}
