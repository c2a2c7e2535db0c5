"""Opens the shipped glossary and corpus."""
