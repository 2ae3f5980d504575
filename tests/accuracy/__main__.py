"""`python -m tests.accuracy`: measure the grouping; `--fit` makes the weights anew."""
