// What the letter reports, beside what the inspection report says
// `agreement` is AGREES (also in milder words), SAYS_LESS (it touches the matter without the fact), CONTRADICTS,
// SILENT (it does not touch the matter) or NOT_SEEN.
MATCH (letter:Finding)-[compared:COMPARES_WITH]->(report)
RETURN compared.agreement, letter.summary AS the_letter, report.caption AS the_report, compared.note, letter.id
ORDER BY compared.agreement, letter.id
