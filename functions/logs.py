"""Logs for Cloud Logging: one JSON object a line, ids and counts only."""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO


def log(severity: str, message: str, stream: TextIO | None = None, **fields: Any) -> None:
    """Write one line in Cloud Logging's fields. Callers pass codes, ids and counts, never what a person typed."""
    line = {"severity": severity, "message": message, **fields}
    print(json.dumps(line, ensure_ascii=False), file=stream or sys.stdout, flush=True)
