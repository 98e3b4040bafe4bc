"""Faults in records: what `check` says of each, and that other commands say it too."""

from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from invented import DALE, FILES, Alone, Yot, edited, records
from told import Kept, refusal

from yotcli import checking, document
from yotcli.records import Records

TABLE = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text("utf-8"))
BETWEEN = TABLE.pop("between records")
Texts = list[str]


def listed(one_or_more: str | Texts) -> Texts:
    return [one_or_more] if isinstance(one_or_more, str) else one_or_more


CASES = [
    pytest.param(file, *map(listed, case), id=f"{file}: {quote(str(case[1])[:40])}")
    for file, cases in TABLE.items()
    for case in cases
]
DALE_2015, MOOR = (f"inspections/{id}.yaml" for id in ("dale-2015", "moor-2014"))
STARS, SHORT = (f"frameworks/{id}.yaml" for id in ("stars", "short"))
READERS = {
    DALE_2015: "show dale-2015",
    STARS: "compare dale moor",
    "areas.yaml": "list",
    "rates.yaml": "rates --all",
    "england-and-wales.yaml": "rates england-and-wales",
}
ONLY_CHECK = ("no area is named", "no measure is named")  # as it is between records


def checked(folder: Path, *paths: Path | str) -> list[str]:
    found = checking.findings(Records([str(folder)]), [str(path) for path in paths])
    lines = [*found.faults, *found.warnings]
    return [line.removeprefix(f"{folder}/") for line in lines]


@pytest.mark.parametrize(("file", "right", "wrong", "lines"), CASES)
def test_fault(
    file: str, right: Texts, wrong: Texts, lines: Texts, alone: Alone, yot: Yot
) -> None:
    sources = "sources:\n" + FILES[file].rpartition("\nsources:\n")[2]
    rights = [sources if text == "SOURCES" else text for text in right]
    folder = alone({file: edited(file, *zip(rights, wrong, strict=True))})

    status, out, err = yot(["check", f"{folder}/{file}"])
    found = [line.removeprefix(f"{folder}/{file}:") for line in out.splitlines()]
    read = yot(READERS[file])

    assert (status, err) == (int(bool(lines)), "")
    begun = [line[:160] for line in found]  # the lists of names are long
    assert begun == (lines or ["1 file checked, no fault found."])
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
    (tmp_path / "link").symlink_to(folder / "inspections")
    assert checked(other, tmp_path / "link") == []
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


ADDED = """\
fen: {name: Old Dale, nation: Wales}
dale: {name: D, nation: Wales}
mire:
  name: Moor
  nation: England
  region: North
"""


def test_what_another_folder_adds_must_fit_what_is_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped, mine = str(records(tmp_path / "shipped")), tmp_path / "mine"
    added = {"areas.yaml": ADDED, SHORT: edited(STARS, ("maximum: 4", "maximum: 3"))}
    folders = [shipped, str(records(mine, dict.fromkeys(FILES) | added))]

    found = checking.findings(Records(folders), []).faults

    assert [line.removeprefix(f"{mine}/") for line in found] == [
        "areas.yaml:4:9: mire.name: 'Moor' means moor too; keep it for one of them",
        "areas.yaml:6:11: mire.region: 'North' is not one of North West; write one",
        f"{SHORT}:24:14: criteria.score.maximum: is 3, and in stars of its family 4;"
        " write another family",
    ]
    assert refusal(Records(folders).frameworks).startswith(found[2])
    monkeypatch.chdir(shipped)
    assert not checking.findings(Records(folders), ["frameworks/stars.yaml"]).faults


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

    nothing = refusal(checked, tmp_path, tmp_path / "empty")

    assert nothing == "nothing to check: no record is there"


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
        lines.append(f"$ yot {call}: {told.strip() or '...'}")
    as_kept("\n".join(lines))


def test_reading_writes_nothing(alone: Alone, yot: Yot) -> None:
    def written() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}

    folder = alone()
    before = written()

    for command in (*READERS.values(), "check"):
        yot(command)

    assert written() == before
