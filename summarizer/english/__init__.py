"""What the rules know about English: word lists and inflections, no logic of their own."""
