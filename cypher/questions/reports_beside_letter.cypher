// What reports of Ofsted's single inspections, published from September 2015 to September 2016, say of the
// police, beside the letter of October 2016. `reports`: those that were read for it, whose findings say whom
// they are about. A report counts once in each number; `...Alone`: of the police or a named force, without
// other agencies.
//
// to: ReportsBesideLetter
// order: letter.id string
// rows: one

MATCH (letter:Entity&Correspondence {id: 'correspondence:wilshaw-winsor-2016-10-17'})
WITH letter, COLLECT {
  MATCH (report:Inspection {framework: 'ofsted-sif'})
  // Its own day, by which an index finds it, is that of the visit, months before.
  WHERE date('2014-09-01') <= report.pagedDay AND report.pagedDay < date('2016-10-01') AND report.id IS NOT NULL
    AND date('2015-09-01') <= report.publishedDay AND report.publishedDay < date('2016-10-01')
  MATCH (report)-[:FOUND]->(finding:Finding)
  WHERE finding.who IS NOT NULL
  WITH report, collect(
    CASE finding.who WHEN 'POLICE_AND_OTHERS' THEN finding.polarity ELSE finding.polarity + ' ALONE' END
  ) AS said
  RETURN [report, said]
} AS told
WITH letter, [each IN told | each[0]] AS reports, [each IN told | each[1]] AS said
WITH letter, reports, size(reports) AS read,
  size([each IN said WHERE 'ADVERSE' IN each OR 'ADVERSE ALONE' IN each]) AS adverse,
  size([each IN said WHERE 'ADVERSE ALONE' IN each]) AS adverseAlone,
  size([each IN said WHERE 'POSITIVE' IN each OR 'POSITIVE ALONE' IN each]) AS positive,
  size([each IN said WHERE 'POSITIVE ALONE' IN each]) AS positiveAlone,
  size([each IN said WHERE 'MIXED' IN each OR 'MIXED ALONE' IN each]) AS mixed,
  size([each IN said WHERE 'MIXED ALONE' IN each]) AS mixedAlone
RETURN letter, reports, read, adverse, adverseAlone, positive, positiveAlone, mixed, mixedAlone
