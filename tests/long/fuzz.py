"""Read mutated records, and draw those that are still right in every format.

    python tests/long/fuzz.py 1000000 1

A fault may be a RecordError and nothing else; prints figures, and each fault of yot's
own with the seed that makes it again. Status 1 if there was one.
"""

import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import yaml

from yotcli import commands, document, forms, records
from yotcli.model import YotError
from yotcli.records import Records

TOKENS = (
    *("\n", " ", "  ", ": ", "- ", "? ", ",", "[", "]", "{", "}", "#", "'", '"', "|"),
    *(">", "&a", "*a", "!!str", "!x!y", "%YAML 1.2\n", "---\n", "...\n", "<<: ", "~"),
    *("null", "true", "no", ".nan", "1e400", "1_000", "012", "0x1F", "-5", "33.80"),
    *("100", "101", "0", "2015", "2015-02-30", "9999-12-31", "2012-10 to 2013-09"),
    *("\t", "\r", "\0", "\x1b[31m", "\x7f", "\x85", "\x9b", "\u202e", "\u2066"),
    *("\u200b", "\u2028", "\ufeff", "\u0430", "\u0661", "\U0001f600", r'"\ud800"'),
    *(r'"\U00110000"', r'"\e"', r'"\u202e"', "=1+1", "@x", "<script>", "|a|b|", "con"),
    *("../x", "good", "Good", "area: ", "ratings:\n", "sources:\n", "é", "a" * 99),
)
BYTES = (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\0", b"\xef\xbb\xbf")
EVERY = 50  # of these, one is read by pure Python too, which is slower
FORMATS = ("text", "markdown", "csv", "tsv", "json")
FAULTS = ("tracebacks", "raw", "another verdict in it", "raw characters in answers")


def mutated(text: str, others: list[str], chance: random.Random) -> bytes:
    """A text with one to four changes, each of a kind that people and tools make."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
        place, token = chance.randrange(len(text) + 1), chance.choice(TOKENS)
        lines = text.split("\n")
        row = chance.randrange(len(lines))
        line, name = lines[row], lines[row].partition(": ")[0]
        other = chance.choice(chance.choice(others).split("\n"))
        indented = " " * chance.randrange(7) + line.lstrip()
        replaced = ([f"{name}: {token}"], [line, other], [], [indented], [other])
        text = chance.choice(
            [
                *(text[:place], text[:place] + token + text[place:]),
                text[:place] + text[place + chance.randrange(1, 40) :],
                *(
                    "\n".join([*lines[:row], *new, *lines[row + 1 :]])
                    for new in replaced
                ),
            ]
        )
    content = text.encode()
    if chance.random() < 0.02:
        place = chance.randrange(len(content) + 1)
        content = content[:place] + chance.choice(BYTES) + content[place:]
    return content


def verdict(known: Records, path: str) -> str:
    report = commands.check(known, [path])
    if not report.found:
        return "right"
    return "clean" if is_clean(report.text) else "raw"


def drawings(id: str, folder: str) -> Iterator[str]:
    """Every answer in which a mutated inspection stands, in every format."""
    known = Records([records.shipped(), folder])
    for command, names in (
        *((commands.show, [id]), (commands.diff, [id.rpartition("-")[0]])),
        (commands.compare, [id, "wolverhampton-2016", "portsmouth-2022"]),
        (commands.rates, [id]),
    ):
        try:
            answer = command(known, names)
        except YotError:
            continue  # such as a single inspection, which diff is right to refuse
        for format in FORMATS:
            yield forms.drawn(answer, format, 80, False).replace("\t", " ")


def is_clean(text: str) -> bool:
    return text.replace("\n", "").isprintable()


def tried(known: Records, path: str, case: int) -> Iterator[str]:
    """What is found of a mutated file; a fault of yot's own raises."""
    said = verdict(known, path)
    yield said
    folder, kind, name = path.rsplit("/", 2)
    if case % EVERY == 0:
        yield "read by pure Python too"
        with patch.object(document, "LOADER", yaml.BaseLoader):
            if verdict(known, path) != said:
                yield "another verdict in it"
    elif said == "right" and kind == "inspections" and case % 4 == 0:
        for text in drawings(name.removesuffix(".yaml"), folder):
            yield "answers drawn"
            if not is_clean(text):
                yield "raw characters in answers"


def main(cases: int, seed: int) -> int:
    known = Records([records.shipped()])
    paths = [*known.files("inspections").values(), *known.files("frameworks").values()]
    paths += [path for name in records.LAYOUT[2:] for path in known.paths_of(name)]
    texts = {path: Path(path).read_text("utf-8") for path in paths}
    every = [*texts.values()]
    found: Counter[str] = Counter()
    slowest, started = 0.0, time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for case in range(cases):
            chance = random.Random(f"{seed}:{case}")
            # The long files take as long as hundreds of others.
            path = chance.choice(paths if case % 500 == 0 else paths[:-3])
            here = f"{folder}/{os.path.relpath(path, records.shipped())}"
            os.makedirs(os.path.dirname(here), exist_ok=True)
            Path(here).write_bytes(mutated(texts[path], every, chance))
            began = time.perf_counter()
            try:
                found.update(tried(known, here, case))
            except Exception:
                found["tracebacks"] += 1
                print(f"case {case} of seed {seed}, {path}:", file=sys.stderr)
                traceback.print_exc()
            slowest = max(slowest, time.perf_counter() - began)
            os.unlink(here)
    print(f"{cases} mutated records, seed {seed}")
    print(f"{found['right']} still right, {found['clean']} refused in one clean line")
    print(f"{found['answers drawn']} answers drawn of a quarter of those still right")
    print(f"{found['read by pure Python too']} read by pure Python too")
    print("\n".join(f"{found[fault]} {fault}" for fault in FAULTS))
    print(f"{slowest:.2f} s the slowest, {time.perf_counter() - started:.0f} s in all")
    return int(any(found[fault] for fault in FAULTS))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
