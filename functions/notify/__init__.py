"""The HTTP function that tells donors, persons in charge, departments and the office what they need to know."""
