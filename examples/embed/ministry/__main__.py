"""Play a story, or look at a journal: `python -m ministry STORY [JOURNAL] | --look JOURNAL`."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from maawin_core.law.kept import record_shown
from maawin_core.testing.story import Played, StoryWrong, read_story, sheets_of, state_of
from maawin_core.words.catalogue import LANGUAGES, refusal_sentence, word

from .ports import Kept, kept_in, player


def main() -> int:
    """0 if the story came to its end and the books balance."""
    asked = argparse.ArgumentParser(prog="python -m ministry")
    asked.add_argument("story", nargs="?", type=Path)
    asked.add_argument("journal", nargs="?", type=Path)
    asked.add_argument("--look", type=Path, metavar="JOURNAL", help="what a journal holds")
    asked.add_argument("--lang", choices=sorted(LANGUAGES), default="en")
    given = asked.parse_args()
    if (given.story is None) == (given.look is None):
        asked.error("a story to play, or --look and a journal")
    kept = kept_in(given.look or given.journal)
    try:
        for line in held(kept, given.lang) if given.look else told(kept, given.story, given.lang):
            print(line)
    except StoryWrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    sums = kept.books.sums()
    print(*(f"Σ {currency}: {left}" for currency, left in sorted(sums.items())))
    return int(any(sums.values()))


def told(kept: Kept, file: Path, language: str) -> Iterator[str]:
    """Each step in a line, its refusal, and its sheets."""
    story = read_story(file.read_text(encoding="utf-8"), file.name)
    yield story.title
    seen: set[str] = set()
    for played in player(kept).play(story):
        yield step(played, language)
        if played.refusal is not None:
            found = played.refusal
            yield f"    ✗ {refusal_sentence(found.code, language, found.facts)}"
        new = [sheet for sheet in sheets_of(played.made) if sheet not in seen]
        seen.update(new)
        yield from (record_shown(sheet, language) for sheet in new)


def step(played: Played, language: str) -> str:
    """Who did what, and what became of it."""
    state = state_of(played.made)
    became = f" → {word('word', state, language)}" if state else ""
    act = word("act", played.does, language)
    return f"{played.number:3} {played.at:%Y-%m-%d} {played.who}: {act}{became}"


def held(kept: Kept, language: str) -> Iterator[str]:
    """How many things of each kind the journal left, and of what they tell."""
    kinds = Counter(kind for kind, _ in kept.storage.things)
    for kind, count in sorted(kinds.items()):
        yield f"{count:5} {word('thing', kind, language)}"
    yield f"{len(kept.storage.kept):5} events, {len(kept.outbox.jobs)} jobs to come"


if __name__ == "__main__":
    sys.exit(main())
