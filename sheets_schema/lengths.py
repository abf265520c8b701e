"""How long texts may be, and how much of them is repeated where: characters, all in one place."""

TEXT = 5000
"""A text cell. Sheets refuses a whole write when one cell passes 50,000."""

LINKS = 45_000
"""A text cell of several links: a link that is cut leads nowhere."""

ANSWER = 254
"""An answer of the form in a row: as many as the longest e-mail address. A longer one is read in the form."""

NAME = 120
"""A donor's name; longer is a fault, and not shown without a person looking at it."""

CONTACT = 200
"""What a donor may answer for a contact person or a phone, and a name before an address; longer is a fault."""

ADDRESS = 254
"""An e-mail address: octets of a path without its brackets (RFC 5321, section 4.5.3.1)."""

FOUND = 200
"""A cell or an answer inside a finding."""

FINDING = 600
"""A finding's own sentences, which may name codes and rows."""

QUOTED = 120
"""Anything that a person typed, staff too, in a mail, letter, calendar entry or WhatsApp text: as long as a name."""
