"""Logs for Cloud Logging: one JSON object a line, ids and counts only."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import Any, TextIO


def log(severity: str, message: str, stream: TextIO | None = None, **fields: Any) -> None:
    """Write one line in Cloud Logging's fields. Callers pass codes, ids and counts, never what a person typed."""
    line = {"severity": severity, "message": message, **fields}
    print(json.dumps(line, ensure_ascii=False), file=stream or sys.stdout, flush=True)


def crash(error: Exception, stream: TextIO | None = None) -> None:
    """Log a mistake of ours by its type and place. Its message is left out: it may repeat what a person typed."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    log("CRITICAL", "crashed", stream, error=type(error).__name__, at=places)
