"""The sample corpus: texts written for this project, and their manifest."""
