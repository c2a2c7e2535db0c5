"""One file each: sentence splitting, tokenising, folding, term boundaries."""
