"""One program a tool: the same question about each article, in the tool's own way."""
