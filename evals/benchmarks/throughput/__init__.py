"""One call an article to a server that takes its time: how fast this project is, beside others."""
