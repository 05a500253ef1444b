"""What each way of asking brings, lever by lever: `python -m evals.benchmarks.levers`."""
