"""The rules over merged records: ids and ends, counts, and what may be said."""
