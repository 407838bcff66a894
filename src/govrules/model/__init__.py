"""What a scheme means, as values: no syntax, no graph, no clock, no float."""
