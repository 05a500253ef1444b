"""Traffic: what goes out to a model's server, how much at a time, how fast, and at what cost.

`transport` is what every paid request passes. `gate` holds it back, by `concurrency`, `pace` and `breaker`;
`budget` says when there is no more to spend.
"""
