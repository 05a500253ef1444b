"""Many articles: one run after another into one folder, nothing done twice.

`job` is a batch from end to end; `run` takes the articles; `folder` holds the results, in `lines` with an `index`;
`recipe` knows what a brief is made with; `plan` says what would be done;
`workers` are more processes that make briefs.
"""
