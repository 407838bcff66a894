"""Everything a person or a machine sees of an answer: plain text, and data ready for JSON."""
