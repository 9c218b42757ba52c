// Full-text search over the words of names, summaries and published texts, as `graph/search_text.py` reads them
// and the build stores them; of evidence, the words of its caption. `searchKeys` holds names, codes and ids whole,
// a word each (`graph/reconcile/keys.py`), for whoever is called what is asked. Case and accents of a query do not matter;
// words are kept whole, so that a wrong letter can be forgiven. `$labels` stands for those of all types.
CREATE FULLTEXT INDEX searchText IF NOT EXISTS
FOR (n:$labels)
ON EACH [n.searchNames, n.searchText, n.searchEvidence, n.searchKeys]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding', `fulltext.eventually_consistent`: false}}
