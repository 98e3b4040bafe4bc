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
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from yotcli import accounts, cli, comparisons, document, records, reoffending
from yotcli.document import RecordError
from yotcli.model import Inspection, YotError
from yotcli.records import Records
from yotcli.tables import Answer

TOKENS = (
    *("\n", " ", "  ", ": ", "- ", "? ", ",", "[", "]", "{", "}", "#", "'", '"', "|"),
    *(">", "&a", "*a", "!!str", "!x!y", "%YAML 1.2\n", "---\n", "...\n", "<<: ", "~"),
    *("null", "true", "no", ".nan", "1e400", "1_000", "012", "0x1F", "-5", "33.80"),
    *("100", "101", "0", "2015", "2015-02-30", "9999-12-31", "2012-10 to 2013-09"),
    *("\t", "\r", "\0", "\x1b[31m", "\x7f", "\x85", "\x9b", "\u202e", "\u2066"),
    *("\u200b", "\u2028", "\ufeff", "\u0430", "\u0661", "\U0001f600", r'"\ud800"'),
    *(r'"\U00110000"', r'"\e"', r'"\u202e"', "=1+1", "@x", "<script>", "|a|b|"),
    *(
        "../x",
        "con",
        "good",
        "Good",
        "area: ",
        "ratings:\n",
        "sources:\n",
        "é",
        "a" * 99,
    ),
)
BYTES = (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\0", b"\xef\xbb\xbf")
EVERY = 50  # of these, one is read by pure Python too, which is slower
FORMATS: tuple[cli.Format, ...] = ("text", "markdown", "csv", "tsv", "json")


def mutated(text: str, others: list[str], chance: random.Random) -> bytes:
    """A text with one to four changes, each of a kind that people and tools make."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
        place = chance.randrange(len(text) + 1)
        lines = text.split("\n")
        line = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0:
                text = text[:place] + chance.choice(TOKENS) + text[place:]
            case 1:
                text = text[:place] + text[place + chance.randrange(1, 40) :]
            case 2:
                name, colon, _ = lines[line].partition(": ")
                lines[line] = name + colon + chance.choice(TOKENS)
                text = "\n".join(lines)
            case 3:
                lines.insert(line, chance.choice(lines))
                text = "\n".join(lines)
            case 4:
                del lines[line]
                text = "\n".join(lines)
            case 5:
                lines[line] = " " * chance.randrange(7) + lines[line].lstrip()
                text = "\n".join(lines)
            case 6:
                other = chance.choice(others).split("\n")
                lines[line] = chance.choice(other)
                text = "\n".join(lines)
            case 7:
                text = text[:place]
    content = text.encode()
    if chance.random() < 0.02:
        place = chance.randrange(len(content) + 1)
        content = content[:place] + chance.choice(BYTES) + content[place:]
    return content


def readers(shelf: Records) -> dict[str, Callable[[str], object]]:
    """How the file of each folder or name is read."""
    return {
        "inspections": lambda path: records.read_inspection(path, shelf.framework),
        "frameworks": records.read_framework,
        records.RATES_FILE: records.read_rates,
        records.SERIES_FILE: records.read_series,
        records.AREAS_FILE: records.read_areas,
    }


def drawings(
    inspection: Inspection, original: Inspection, shelf: Records
) -> Iterator[str]:
    """Every answer in which an inspection that was read stands, in every format."""
    area = shelf.known(original.area)
    inspection = inspection._replace(id=f"{original.area}-mutated")
    answers = [accounts.show([inspection], area, True)]
    asked: list[Callable[[], Answer]] = [
        lambda: comparisons.compare([[original], [inspection]], 0, None),
        lambda: comparisons.diff(original, inspection, [], [area, area], False),
        lambda: reoffending.rates(reoffending.printed([inspection]), []),
    ]
    for ask in asked:
        try:
            answers.append(ask())
        except YotError:
            continue  # such as two families, which is a right answer
    for answer in answers:
        for format in FORMATS:
            yield cli.drawn(answer, format, 80, "never", None).replace("\t", " ")


def is_clean(text: str) -> bool:
    return text.replace("\n", "").isprintable()


def verdict(read: Callable[[str], object], path: str) -> str:
    try:
        read(path)
    except RecordError as fault:
        return "clean" if is_clean(str(fault)) and "\n" not in str(fault) else "raw"
    return "right"


def main(cases: int, seed: int) -> int:
    shelf = Records([records.shipped()])
    paths = [*shelf.inspection_files.values(), *shelf.files("frameworks").values()]
    paths += [path for name in records.LAYOUT[2:] for path in shelf.each(name)]
    texts = {path: Path(path).read_text("utf-8") for path in paths}
    everything = list(texts.values())
    read = readers(shelf)
    loader = document.LOADER
    found: Counter[str] = Counter()
    slowest = 0.0
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("inspections", "frameworks"):
            os.mkdir(f"{folder}/{kind}")
        for case in range(cases):
            chance = random.Random(f"{seed}:{case}")
            # The long files take as long as hundreds of others.
            path = chance.choice(paths if case % 500 == 0 else paths[:-3])
            content = mutated(texts[path], everything, chance)
            kind = os.path.basename(os.path.dirname(path))
            name = os.path.basename(path)
            here = f"{folder}/{kind}/{name}" if kind in read else f"{folder}/{name}"
            reading = read.get(kind) or read[name]
            with open(here, "wb") as file:
                file.write(content)
            began = time.perf_counter()
            try:
                said = verdict(reading, here)
                found[said] += 1
                if case % EVERY == 0:
                    document.LOADER = yaml.BaseLoader
                    found["read by pure Python too"] += 1
                    found["another verdict in it"] += verdict(reading, here) != said
                    document.LOADER = loader
                elif said == "right" and kind == "inspections" and case % 4 == 0:
                    inspection = records.read_inspection(here, shelf.framework)
                    original = shelf.inspection(name.removesuffix(".yaml"))
                    for text in drawings(inspection, original, shelf):
                        found["answers drawn"] += 1
                        found["raw characters in answers"] += not is_clean(text)
            except Exception:
                document.LOADER = loader
                found["tracebacks"] += 1
                print(f"case {case} of seed {seed}, {path}:", file=sys.stderr)
                traceback.print_exc()
            slowest = max(slowest, time.perf_counter() - began)
            os.unlink(here)
    print(f"{cases} mutated records, seed {seed}")
    print(f"{found['right']} still right, {found['clean']} refused in one clean line")
    print(f"{found['answers drawn']} answers drawn of a quarter of those still right")
    print(f"{found['read by pure Python too']} read by pure Python too")
    for fault in ("another verdict in it", "raw", "raw characters in answers"):
        print(f"{found[fault]} {fault}")
    print(f"{found['tracebacks']} tracebacks")
    print(f"{slowest:.2f} s the slowest, {time.perf_counter() - started:.0f} s in all")
    return int(
        any(found[one] for one in ("tracebacks", "raw", "another verdict in it"))
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
