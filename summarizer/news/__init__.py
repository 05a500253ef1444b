"""The kind `news`: what is asked about each section, what rules would answer, and how answers become a brief."""
