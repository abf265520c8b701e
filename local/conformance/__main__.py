"""Replay recordings of Google's Cloud APIs against stand-ins, and print a line for each service.

    python -m local.conformance FOLDER [--show N] [--only TEXT]

FOLDER has a folder for each service; those for which there is no stand-in yet are named. Exit 1 if an answer is wrong.
"""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from local.conformance import recordings, services
from local.conformance.standing import SetAside, send
from local.conformance.verdicts import judge

_WORDS = ("exact", "close", "wrong", "unsupported")


@dataclass(slots=True)
class Score:
    """How often what happened, and by name what is unsupported or set aside."""

    words: Counter[str] = field(default_factory=Counter)
    named: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, word: str, name: str = "") -> None:
        self.words[word] += 1
        if name:
            self.named.setdefault(word, Counter())[name] += 1

    def line(self, service: str) -> str:
        replayed = sum(self.words[word] for word in _WORDS)
        counts = " ".join(f"{word}={self.words[word]}" for word in _WORDS)
        return f"{service}: replayed={replayed} {counts} set aside={self.words['set aside']}"

    def details(self) -> list[str]:
        return [
            f"{count:6} {word}: {name}" for word, names in self.named.items() for name, count in names.most_common()
        ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.conformance", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print the first N differences")
    parser.add_argument("--only", default="", help="recordings whose name contains this")
    options = parser.parse_args()
    wrong = 0
    for folder in sorted(path for path in options.folder.iterdir() if path.is_dir()):
        found = [recording for recording in recordings.read_all(folder) if options.only in recording.name]
        service = services.SERVICES.get(folder.name)
        if service is None:
            print(f"{folder.name}: no stand-in yet ({sum(len(one.exchanges) for one in found)} exchanges)")
            continue
        score = Score()
        for recording in found:
            replay(service, recording, score, options.show)
        print(*score.details(), score.line(folder.name), sep="\n")
        wrong += score.words["wrong"]
    return 1 if wrong else 0


def replay(service: services.Service, recording: recordings.Recording, score: Score, show: int = 0) -> None:
    """Replay one recording from its beginning against a stand-in of its own."""
    with service(recording) as (base_url, player):
        for position, exchange in enumerate(recording.exchanges):
            try:
                request = player.complete(position)
            except SetAside as reason:
                score.add("set aside", str(reason))
                continue
            got = send(base_url, request)
            player.learn(exchange, got)
            if doubt := player.doubt(position):
                score.add("set aside", doubt)
                continue
            verdict = judge(exchange.answer, got, recording.year)
            score.add(verdict.word, services.kind_of(request) if verdict.word == "unsupported" else "")
            if verdict.differences and sum(score.words[word] for word in ("close", "wrong")) <= show:
                print(f"--- {recording.name} {position}: {request.verb} {request.uri} {verdict.word}")
                print(*(f"      {line}" for line in verdict.differences[:12]), sep="\n")


if __name__ == "__main__":
    sys.exit(main())
