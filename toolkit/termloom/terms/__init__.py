"""Terms: candidates, notes, pairs, matching, merging into concepts."""
