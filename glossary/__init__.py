"""The curated multilingual glossary: concepts.tsv and terms.tsv."""
