"""Numbers, dates and references as language-neutral values."""
