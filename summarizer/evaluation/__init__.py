"""Evaluation: runs over many articles, how good they are, how sure that is, and whether they got better."""
