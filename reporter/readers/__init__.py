"""The only place that opens input files."""
