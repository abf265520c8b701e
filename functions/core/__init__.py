"""The rules of the programme, pure: no I/O, no clock, no environment."""
