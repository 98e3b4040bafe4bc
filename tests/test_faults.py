"""Faults in records: what `check` says of each, and that other commands say it too."""

from itertools import zip_longest
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from invented import DALE, FILES, Alone, Yot, edited, records
from told import Kept, refusal

from yotcli import checking, document
from yotcli.model import YotError
from yotcli.records import Records

TABLE = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text("utf-8"))
BETWEEN = TABLE.pop("between records")
CASES = [
    pytest.param(file, *case, id=f"{file}: {quote(str(case[1])[:40])}")
    for file, cases in TABLE.items()
    for case in cases
]
DALE_2012, DALE_2015, MOOR, STARS = (
    *(f"inspections/{id}.yaml" for id in ("dale-2012", "dale-2015", "moor-2014")),
    "frameworks/stars.yaml",
)
READERS = {
    DALE_2015: "show dale-2015",
    MOOR: "show moor-2014",
    STARS: "compare dale moor",
    "areas.yaml": "list",
    "rates.yaml": "rates --all",
    "england-and-wales.yaml": "rates england-and-wales",
}
ONLY_CHECK = (  # as it is between records
    *("no area is named", "no inspection is named", "no measure is named"),
    "is of another area",
)


def listed(one_or_more: str | list[str]) -> list[str]:
    return [one_or_more] if isinstance(one_or_more, str) else one_or_more


def fits(said: list[str], lines: list[str]) -> bool:
    """Whether lines are said, of those that end in … the beginnings."""
    return all(
        line == part or (part[-1:] == "…" and line.startswith(part[:-1]))
        for line, part in zip_longest(said, lines, fillvalue="")
    )


def checked(folder: Path, *paths: Path | str) -> list[str]:
    found = checking.findings(Records([str(folder)]), [str(path) for path in paths])
    lines = [*found.faults, *found.warnings]
    return [line.removeprefix(f"{folder}/") for line in lines]


@pytest.mark.parametrize(("file", "right", "wrong", "messages"), CASES)
def test_fault(
    file: str,
    right: str | list[str],
    wrong: str | list[str],
    messages: str | list[str],
    alone: Alone,
    yot: Yot,
) -> None:
    sources = "sources:\n" + FILES[file].rpartition("\nsources:\n")[2]
    rights = [sources if text == "SOURCES" else text for text in listed(right)]
    folder = alone({file: edited(file, *zip(rights, listed(wrong), strict=True))})

    status, out, err = yot(["check", f"{folder}/{file}"])
    found = [line.removeprefix(f"{folder}/{file}:") for line in out.splitlines()]
    read = yot(READERS[file])

    lines = listed(messages)
    assert (status, err) == (int(bool(lines)), "")
    assert fits(found, lines or ["1 file checked, no fault found."]), found
    if not lines or any(words in lines[0] for words in ONLY_CHECK):
        assert (read[0], read[2]) == (0, "")
    else:
        assert read[:2] == (2, "")
        faulty = f"yot: {folder}/{file}:{found[0]}; yot check names every"
        assert read[2].startswith(faulty)


def test_twenty_faults_of_a_file_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    entry = "  - area: A\n    rate: x\n    source: no\n"
    text = "rates:\n" + entry * 2000 + "sources:\n  table: 1\n"

    found = checked(records(tmp_path, {"rates.yaml": text}))

    assert found[0].startswith("rates.yaml:2:11: rates.1.area: 'A' is not a name")
    assert found[19].startswith("rates.yaml:30:11: rates.10.rate: 'x' is not a plain")
    assert found[20:] == ["rates.yaml: … and 3981 more"]


def test_a_file_has_the_name_of_what_it_holds(each_kept: Kept, tmp_path: Path) -> None:
    def misnamed(name: str) -> str:
        folder = tmp_path / name
        records(folder, {DALE_2015: None, f"inspections/{name}.yaml": DALE})
        [fault] = checking.findings(Records([str(folder)]), []).faults
        return fault.partition("/inspections/")[2]

    each_kept(misnamed)


def test_check_names_a_file_that_nothing_reads(tmp_path: Path, as_kept: Kept) -> None:
    strays = ("inspection/moor-2016.yaml", "inspections/moor/moor-2016.yaml")
    odd = ("dale-2015.yml", "dale-2015.YAML", "dale-2015", "x~")
    names = (*(f"inspections/{name}" for name in odd), "stray", "leeds-2019.yaml")
    passed = ("README.md", ".hidden", "NOTICE", "notes/README.md")
    written = (*names, *strays, *passed, "Rates.yaml")
    records(tmp_path, dict.fromkeys(written, DALE))
    (tmp_path / "frameworks" / "gone.yaml").symlink_to("nowhere")

    paths = [path for stray in strays for path in (stray, Path(stray).parent)]
    alone = [f"$ {path}: {checked(tmp_path, tmp_path / path)}" for path in paths]
    as_kept("\n".join([*checked(tmp_path), *alone]))


def test_a_path_is_read_with_the_folder_that_it_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = records(tmp_path / "own")
    other = records(
        tmp_path / "other", {"areas.yaml": "x:\n  name: X\n  nation: Wales"}
    )
    (other / "frameworks" / "stars.yaml").unlink()
    (folder / "inspections" / "moor-2014.yaml").unlink()

    for path in (".", "inspections", "inspections/dale-2015.yaml", "areas.yaml"):
        assert checked(other, folder / path) == []
    for place, path in (("frameworks", "stars.yaml"), ("inspections", ".")):
        monkeypatch.chdir(folder / place)
        assert checked(other, path) == []
    alone = tmp_path / "stray" / "dale-2015.yaml"
    alone.parent.mkdir()
    alone.write_text(DALE, "utf-8")
    assert checked(folder, alone) == []
    assert checked(other, alone) != []


def test_a_file_is_checked_once_by_whatever_path(tmp_path: Path) -> None:
    folder, link = records(tmp_path / "own"), tmp_path / "link"
    link.symlink_to(folder)
    paths = (str(folder), f"{link}/areas.yaml", f"{link}/inspections")

    assert checking.findings(Records([str(folder)]), paths).files == len(FILES)


def test_an_added_framework_must_fit_the_shipped_ones(tmp_path: Path) -> None:
    folders = [str(records(tmp_path / "shipped")), str(tmp_path / "mine")]
    mine = tmp_path / "mine" / "frameworks" / "short.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text(edited(STARS, ("maximum: 4", "maximum: 3")), "utf-8")

    [fault] = checking.findings(Records(folders), []).faults
    told = refusal(Records(folders).frameworks)

    right = "is 3, and in stars of its family 4; write another family"
    assert fault == f"{mine}:24:14: criteria.score.maximum: {right}"
    assert told.startswith(fault)


def test_a_faulty_file_is_not_read_again_for_each_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        f"inspections/moor-{year}.yaml": edited(MOOR, ("2014-02", str(year)))
        for year in range(2011, 2031)
    }
    files["areas.yaml"] = edited("areas.yaml", ("nation: Wales", "nation: France"))
    folder = records(tmp_path, files)
    content, read = document.content, []

    def counted(path: str) -> bytes:
        read.append(path)
        return content(path)

    monkeypatch.setattr(document, "content", counted)

    assert len(checked(folder)) == 1
    assert read.count(f"{folder}/areas.yaml") < len(files)


def test_a_path_without_a_record_is_no_answer(tmp_path: Path) -> None:
    (records(tmp_path) / "empty").mkdir()

    with pytest.raises(YotError, match="nothing to check: no record is there"):
        checked(tmp_path, tmp_path / "empty")
    with pytest.raises(YotError, match=r"cannot read .*none: there is no such file"):
        checked(tmp_path, tmp_path / "none")


@pytest.mark.parametrize("files", BETWEEN.values(), ids=BETWEEN)
def test_what_only_shows_between_records(
    files: dict[str, list[str]], alone: Alone, yot: Yot, as_kept: Kept
) -> None:
    """What check says, and what others say that read both records anyway."""
    changed = {
        file: edited((*other, file)[0], *zip(listed(right), listed(wrong), strict=True))
        for file, (right, wrong, *other) in files.items()
    }

    folder = alone(changed)
    lines = checked(folder)
    for call in ("list", "compare dale moor"):
        told = yot(call)[2].replace(f"{folder}/", "").partition("; yot check")[0]
        lines.append(f"$ yot {call}\n{told.strip() or '...'}")
    as_kept("\n".join(lines))


@pytest.mark.parametrize(
    ("moss", "fault"),
    [
        ("Moor\n  nation: Wales", "8:9: moss.name: 'Moor' means moor too; keep it"),
        (
            "Moss\n  nation: England\n  region: North",
            "10:11: moss.region: 'North' is not one of North West; write one",
        ),
    ],
)
def test_areas_of_another_folder_are_new_and_in_known_regions(
    moss: str, fault: str, tmp_path: Path
) -> None:
    shipped = str(records(tmp_path / "shipped"))
    mine = tmp_path / "mine"
    mine.mkdir()
    text = (
        "fen:\n  name: Old Dale\n  nation: Wales\ndale:\n  name: D\n  nation: Wales\n"
    )
    (mine / "areas.yaml").write_text(f"{text}moss:\n  name: {moss}\n")

    (found,) = checking.findings(Records([shipped, str(mine)]), []).faults

    assert found.startswith(f"{mine}/areas.yaml:{fault}")


def test_reading_writes_nothing(alone: Alone, yot: Yot) -> None:
    def files() -> list[tuple[Path, int, int]]:
        states = {path: path.stat() for path in sorted(folder.rglob("*"))}
        return [(path, each.st_mtime_ns, each.st_mode) for path, each in states.items()]

    folder = alone()
    before = files()

    for command in (*READERS.values(), "check"):
        yot(command)

    assert files() == before
