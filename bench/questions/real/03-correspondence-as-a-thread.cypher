MATCH (letter:Entity {id: 'correspondence:wilshaw-winsor-2016-10-17'})
MATCH (letter)-[:REPLIES_TO*0..]->(beginning)
WHERE NOT EXISTS { (beginning)-[:REPLIES_TO]->() }
MATCH (c)-[:REPLIES_TO*0..]->(beginning)
WHERE c.day <= date('2016-10-18')
WITH letter, c ORDER BY c.day, c.position, c.id
WITH letter, collect(c {.id, .kind, .name, .date, .subject, .madePublic,
  sender: head(COLLECT {
    MATCH (c)-[:SENT_BY]->(s)
    RETURN s {.name, posts: {edges: COLLECT {
      MATCH (s)-[h:HELD]->(p)
      WHERE coalesce(h.startFirst <= date('2016-10-18') AND date('2016-10-18') < h.endLast, true)
      WITH h, p ORDER BY p.name, p.id
      RETURN {qualifier: h.qualifier, node: p {.id}}
    }}}
  }),
  senderPost: {{one (c)-[:SENT_AS]->(o) | .id, .name}},
  sentFor: head(COLLECT {
    MATCH (c)-[:SENT_FOR]->(o)
    WHERE coalesce(o.startFirst <= date('2016-10-18') AND date('2016-10-18') < o.endLast, true)
    WITH o ORDER BY o.name, o.id RETURN o {.name}
  }),
  recipient: {{one (c)-[:SENT_TO]->(o) | .name}},
  recipientPost: {{one (c)-[:SENT_TO_POST]->(o) | .name}},
  repliesTo: {{one (c)-[:REPLIES_TO]->(o) | .id}},
  evidence: {{passages c}},
  statements: {nodes: COLLECT {
    MATCH (s:Statement)-[:MADE_IN]->(c)
    WHERE s.day <= date('2016-10-18') AND s.scope IS NULL
    WITH s ORDER BY s.position, s.id LIMIT 50
    RETURN s {.id, .kind, .summary, .attribution,
      madeBy: {{one (s)-[:MADE_BY]->(o) | .name}},
      addressedTo: COLLECT {
        MATCH (s)-[:ADDRESSED_TO]->(o) WITH o ORDER BY o.caption, o.id
        RETURN CASE WHEN o:Person THEN o {.name} ELSE {} END
      },
      qualifies: COLLECT { MATCH (s)-[:QUALIFIES]->(o) WITH o ORDER BY o.id RETURN o {.id} },
      disputes: COLLECT { MATCH (s)-[:DISPUTES]->(o) WITH o ORDER BY o.id RETURN o {.id} },
      statistics: COLLECT {
        MATCH (s)-[:QUANTIFIED_BY]->(o) WITH o ORDER BY o.position, o.id RETURN o {.raw}
      },
      evidence: {{passages s}}
    }
  }}
}) AS thread
RETURN {correspondence: {thread: thread, answeredBy: COLLECT {
  MATCH (s)-[:ANSWERS]->(letter) WHERE s.day <= date('2016-10-18')
  WITH s ORDER BY s.day, s.position, s.id RETURN s {.id}
}}}
