"""`python -m local.demo.oracle DIR`: judge an export directory."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from local.demo.oracle.material import load
from local.demo.oracle.verdict import judge

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Check the promises against an export directory.")
    parser.add_argument("directory", type=Path)
    verdict = judge(load(parser.parse_args().directory))
    for finding in verdict.findings:
        print(finding)
    print(json.dumps(verdict.figures, ensure_ascii=False))
    raise SystemExit(bool(verdict.findings))
