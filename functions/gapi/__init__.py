"""The only code that talks to Google: one session, sheets, forms, objects, typed errors."""
