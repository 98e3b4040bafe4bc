"""One module for each command: it takes inspections and returns an Answer."""
