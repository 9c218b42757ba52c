// What the letter reports, beside what the inspection report says
// `agreement` is AGREES, SAYS_LESS, CONTRADICTS, SILENT (the report does not mention it) or NOT_SEEN.
MATCH (letter:Finding)-[compared:COMPARES_WITH]->(report)
RETURN compared.agreement, letter.summary AS the_letter, report.caption AS the_report, compared.note, letter.id
ORDER BY compared.agreement, letter.id
