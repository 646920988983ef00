"""Live pictures that several lectures show."""
