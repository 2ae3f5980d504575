"""The Report model and its wording: says what stands in a report, not how it looks."""
