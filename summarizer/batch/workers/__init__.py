"""Worker processes: several make briefs at a time, while all that must be one stays in the main process.

A worker reads articles, puts questions and checks answers. The main process reads the input, writes the folder and
talks to the server: each request of a worker comes to it over a socket, goes out as if the question had been put
there, under the limits and the budget of all, and its answer goes back. Keys stay in the main process.

`pool` gives articles out; `process` is one worker as the main process sees it, `worker` is what runs in it;
`wire` is what they say to each other, `crossing` how errors get across, `requests` how a worker's are sent.
"""
