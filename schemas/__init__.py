"""What goes in and out, as Pydantic models: spans and pointers first, then one module a kind of brief."""
