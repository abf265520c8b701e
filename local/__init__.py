"""Everything here runs only on a developer's machine; nothing deployed imports it."""
