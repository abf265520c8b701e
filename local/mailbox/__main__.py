"""`python -m local.mailbox`: takes mail on 127.0.0.1:1025 and shows it on http://127.0.0.1:8025 until Ctrl-C."""

from __future__ import annotations

import contextlib
import threading

from local.mailbox.page import Page
from local.mailbox.server import HOST, Mailbox

if __name__ == "__main__":
    with Mailbox(port=1025) as box, Page(box, 8025) as page, contextlib.suppress(KeyboardInterrupt):
        print(f"Kotak surel: {page.base_url} (SMTP {HOST}:{box.port})")
        threading.Event().wait()
