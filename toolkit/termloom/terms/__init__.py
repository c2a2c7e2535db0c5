"""Terms: candidates, pairs, matching, merging into concepts."""
