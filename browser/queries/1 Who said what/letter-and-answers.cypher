// The letter and its answers, with senders
// A picture: documents, who sent them, and for which body.
MATCH path = (answer:Correspondence)-[:REPLIES_TO]->(letter:Correspondence)
MATCH sent = (document:Correspondence)-[:SENT_BY|SENT_FOR]->()
WHERE document = answer OR document = letter
RETURN path, sent
