"""Faults in records: what `check` says of each, and that other commands say it too."""

from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from invented import DALE, FILES, Alone, Yot, records
from told import Kept

from yotcli import checking, document
from yotcli.model import YotError
from yotcli.records import Records

TABLE = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text("utf-8"))
CASES = [
    pytest.param(file, *case, id=f"{file}: {quote(case[1][:40])}")
    for file, cases in TABLE.items()
    for case in cases
]
READERS = {
    "inspections/dale-2015.yaml": "show dale-2015",
    "frameworks/stars.yaml": "compare dale moor",
    "areas.yaml": "list",
    "rates.yaml": "rates --all",
    "england-and-wales.yaml": "rates england-and-wales",
}
ONLY_CHECK = (  # as it is between records
    *("no area is named", "no inspection is named", "no measure is named"),
    *("is of another area", "by the rating of"),
)
ACCEPTED = [
    ("frameworks/stars.yaml", "kind: percentage", "kind: percentage\n    maximum: 5"),
    ("areas.yaml", "- Old Dale", "- Moor\n  successors:\n    - moor"),
    ("areas.yaml", "  region: North West\n", ""),
    ("england-and-wales.yaml", "reoffenders: 379", "reoffenders: 1"),
    ("inspections/dale-2015.yaml", "form: full\n", ""),
    ("inspections/dale-2015.yaml", "published: 2015-09-02", "published: 2015"),
]


def changed(file: str, right: str, wrong: str) -> dict[str, str]:
    text = FILES[file]
    if right == "SOURCES":
        right = text[text.index("\nsources:") + 1 :]
    assert right in text
    return {file: text.replace(right, wrong, 1)}


def checked(folder: Path, *paths: Path | str) -> list[str]:
    found = checking.findings(Records([str(folder)]), [str(path) for path in paths])
    lines = [*found.faults, *found.warnings]
    return [line.removeprefix(f"{folder}/") for line in lines]


def faults(folder: Path, file: str) -> list[str]:
    return [line.removeprefix(f"{file}:") for line in checked(folder, folder / file)]


def test_invented_records_are_right(tmp_path: Path) -> None:
    assert checked(records(tmp_path)) == []


@pytest.mark.parametrize(("file", "right", "wrong", "message"), CASES)
def test_fault(
    file: str,
    right: str,
    wrong: str,
    message: str | list[str],
    alone: Alone,
    yot: Yot,
) -> None:
    folder = alone(changed(file, right, wrong))

    found = faults(folder, file)
    status, out, err = yot(READERS[file])

    messages = [message] if isinstance(message, str) else message
    assert [
        line[: len(part) - 1] + "…" if part.endswith("…") else line
        for line, part in zip(found, messages, strict=True)
    ] == messages
    if any(words in messages[0] for words in ONLY_CHECK):
        assert (status, err) == (0, "")
    else:
        assert (status, out) == (2, "")
        assert err.startswith(f"yot: {folder}/{file}:{found[0]}; yot check names every")


@pytest.mark.parametrize(("file", "right", "accepted"), ACCEPTED)
def test_odd_but_right(file: str, right: str, accepted: str, tmp_path: Path) -> None:
    assert faults(records(tmp_path, changed(file, right, accepted)), file) == []


FAULTY = DALE.replace("published: 2015-09-02", "published: soon").replace(
    "care: bright", "care: great\n  caring: dim"
)


def test_all_faults_of_a_file_are_told_and_the_first_by_other_commands(
    alone: Alone, yot: Yot
) -> None:
    file = "inspections/dale-2015.yaml"
    folder = alone({file: FAULTY.replace("rate: 45.1", "rates: 45.1")})

    found = faults(folder, file)
    shown = yot("show dale-2015")

    assert [fault.partition(";")[0] for fault in found] == [
        "5:12: published: 'soon' is not a date from 1980 to 2049",
        "14:9: ratings.care: 'great' is not one of bright, dim, dark",
        "15:3: ratings.caring: is not known here",
        "26:3: reoffending.rates: is not a field of this record",
    ]
    assert shown[0] == 2
    assert shown[2].startswith(f"yot: {folder}/{file}:{found[0]}; yot check")
    assert yot("check") == (
        1,
        "".join(f"{folder}/{file}:{line}\n" for line in found),
        "",
    )


def test_what_refers_to_a_faulty_framework_is_not_checked(tmp_path: Path) -> None:
    file = "inspections/dale-2015.yaml"
    text = FAULTY.replace("framework: stars", "framework: Stars")

    found = faults(records(tmp_path, {file: text}), file)

    assert [fault.partition(" ")[0] for fault in found] == ["3:12:", "5:12:"]


def test_a_faulty_framework_is_told_once_beside_the_faults_of_its_records(
    tmp_path: Path,
) -> None:
    stars = FILES["frameworks/stars.yaml"].replace("label:", "labels:")
    files = {"frameworks/stars.yaml": stars, "inspections/dale-2015.yaml": FAULTY}
    folder = records(tmp_path, files)

    assert [line.partition(" ")[0] for line in checked(folder)] == [
        *(f"frameworks/stars.yaml:{row}:5:" for row in (19, 22, 26, 30, 36)),
        "inspections/dale-2015.yaml:5:12:",
    ]


def test_twenty_faults_of_a_file_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    entry = "  - area: A\n    rate: x\n    source: no\n"
    text = "rates:\n" + entry * 2000 + "sources:\n  table: 1\n"

    found = faults(records(tmp_path, {"rates.yaml": text}), "rates.yaml")

    assert found[0].startswith("2:11: rates.1.area: 'A' is not a name")
    assert found[19].startswith("30:11: rates.10.rate: 'x' is not a plain number")
    assert found[20:] == [" … and 3981 more"]


def test_a_name_that_nearly_spells_a_missing_field_is_one_fault(tmp_path: Path) -> None:
    file = "inspections/moor-2014.yaml"
    text = FILES[file].replace("framework:", "framewrk:").replace("area:", "aera:")

    found = faults(records(tmp_path, {file: text}), file)

    assert found == [
        "1:1: aera: is not a field of this record; did you mean 'area'?",
        "2:1: framewrk: is not a field of this record; did you mean 'framework'?",
    ]


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("dale-2015\x1b[31m.yaml", r"dale-2015\x1b[31m.yaml"),
        ("dale-2015\udcff.yaml", r"dale-2015\udcff.yaml"),
        *(
            (f"{name}.yaml",) * 2
            for name in ("dale-2016", "dale-2015-10", "dale", "-o")
        ),
    ],
)
def test_a_file_has_the_name_of_what_it_holds(
    name: str, printed: str, tmp_path: Path
) -> None:
    folder = records(tmp_path) / "inspections"
    (folder / "dale-2015.yaml").rename(folder / name)

    (found,) = checked(tmp_path)

    is_named_so = name[:6] == "dale-2" and name[9] in "-."
    field = "5:12: published" if is_named_so else "1:7: area"
    assert found.startswith(f"inspections/{printed}:{field}: is not the ")
    assert f" that the file '{printed.removesuffix('.yaml')}' is named after;" in found


@pytest.mark.parametrize("name", ["dale-2015.yml", "dale-2015.YAML", "dale-2015", "x~"])
def test_check_names_a_file_that_nothing_reads(name: str, tmp_path: Path) -> None:
    (records(tmp_path) / "inspections" / name).write_text(DALE, "utf-8")
    (tmp_path / "stray").write_text(DALE, "utf-8")
    (tmp_path / "leeds-2019.yaml").write_text(DALE, "utf-8")
    (tmp_path / "frameworks" / "gone.yaml").symlink_to("nowhere")
    (tmp_path / "README.md").write_text("Read me.")
    (tmp_path / ".hidden").write_text("Nothing.")
    (tmp_path / "NOTICE").write_text("Licences.")
    (tmp_path / "drafts").mkdir()

    gone = "cannot be read: No such file or directory; make it a readable file"
    assert checked(tmp_path) == [
        f"frameworks/gone.yaml:1:1: {gone}",
        f"inspections/{name}:1:1: is not a record; name it .yaml",
        "leeds-2019.yaml:1:1: is read by nothing; move it to inspections/ or"
        " frameworks/",
        "stray:1:1: is not a record; name it .yaml",
    ]


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
    alone = tmp_path / "dale-2015.yaml"
    alone.write_text(DALE, "utf-8")
    assert checked(folder, alone) == []
    assert checked(other, alone) != []


def test_comments_of_a_draft_are_faults(tmp_path: Path) -> None:
    file = "inspections/dale-2015.yaml"
    text = DALE.replace("  care: bright", "  # draft: line 2: x\n  care: bright")
    text = text.replace("form: full", "form: full # draft: is no line of its own")
    folder = records(tmp_path, {file: f"# draft: line 1: x\n{text}"})
    draft = "is a comment of a draft; complete the field, then delete it"

    assert checked(folder, folder / file) == [
        f"{file}:1:1: {draft}",
        f"{file}:15:3: {draft}",
    ]


def test_a_path_without_a_record_is_no_answer(tmp_path: Path) -> None:
    (records(tmp_path) / "empty").mkdir()

    with pytest.raises(YotError, match="nothing to check: no record is there"):
        checked(tmp_path, tmp_path / "empty")
    with pytest.raises(YotError, match=r"cannot read .*none: there is no such file"):
        checked(tmp_path, tmp_path / "none")


DALE_2012, DALE_2015, MOOR = (
    f"inspections/{id}.yaml" for id in ("dale-2012", "dale-2015", "moor-2014")
)
LATER = FILES[DALE_2012].replace("2012", "2013-12-01", 1)
UNRATED = "not_rated:\n  work: no cases\n"
BETWEEN = {
    "an area that is not there": [("areas.yaml", "dale:", "hill:")],
    "a direction that is not the change": [
        (DALE_2012, UNRATED, ""),
        (DALE_2012, "care: dim", "care: bright\n  work: bright"),
        (DALE_2015, "care: improved", "care: improved\n  work: improved"),
    ],
    "a score that is not of its rating": [
        (DALE_2012, "care: dim", "overall: dim\n  score: 3"),
        (MOOR, "overall: dark\n  care: dim\n  work: dark", "overall: dark\n  score: 4"),
    ],
    "what an area became": [
        ("areas.yaml", "nation: Wales", "nation: Wales\n  successors:\n    - dale"),
        (DALE_2015, "follows_up: dale-2012", "follows_up: moor-2014"),
    ],
}


@pytest.mark.parametrize("changes", BETWEEN.values(), ids=BETWEEN)
def test_what_only_shows_between_records(
    changes: list[tuple[str, str, str]], tmp_path: Path, as_kept: Kept
) -> None:
    files = {"inspections/dale-2013.yaml": LATER}
    later = LATER.replace("-12-01", "-09\nfollows_up: dale-2013")
    files["inspections/dale-2013-09.yaml"] = later
    for file, right, wrong in changes:
        files[file] = files.get(file, FILES[file]).replace(right, wrong)

    as_kept("\n".join(checked(records(tmp_path, files))))


def test_one_report_in_two_files_is_a_fault(tmp_path: Path) -> None:
    folder = records(tmp_path, {"inspections/dale-2015-09.yaml": DALE})
    same = "5:12: published: and framework are those of"

    assert checked(folder) == [
        f"inspections/dale-2015-09.yaml:{same} dale-2015; keep one of the two files",
        f"inspections/dale-2015.yaml:{same} dale-2015-09; keep one of the two files",
    ]


@pytest.mark.parametrize(
    ("dates", "warned"),
    [
        ({"2014": "2014", "2014-03": "2014-03"}, "moor-2014"),
        ({"2014": "2014-03", "2014-03": "2014-03-09"}, "moor-2014"),
        ({"2014": "2014-03", "2014-02": "2014-02-01"}, ""),
        ({"2014-03": "2014-03", "2013-2015": "2013 to 2015"}, "moor-2013-2015"),
        ({"2014": "2014", "2013-2015": "2013 to 2015"}, "moor-2013-2015"),
        ({"2012": "2012", "2013-2015": "2013 to 2015"}, ""),
    ],
)
def test_an_order_that_cannot_be_told_is_a_warning(
    dates: dict[str, str], warned: str, tmp_path: Path
) -> None:
    folder = records(tmp_path)
    text = FILES["inspections/moor-2014.yaml"]
    (folder / "inspections" / "moor-2014.yaml").unlink()
    for name, date in dates.items():
        path = folder / "inspections" / f"moor-{name}.yaml"
        path.write_text(text.replace("2014-02", date), "utf-8")

    (other,) = {f"moor-{name}" for name in dates} - {warned} if warned else {""}
    warning = (
        f"inspections/{warned}.yaml:3:12: published: warning: may be before or after"
        f" {other}; a more exact date would settle which is the latest of the area"
    )
    assert checked(folder) == ([warning] if warned else [])


def test_scales_of_one_family_have_as_many_words(tmp_path: Path) -> None:
    stars = FILES["frameworks/stars.yaml"]
    short = stars.replace("  - word: dim\n    stars: 2\n    points: 1\n", "")
    short = short.replace("stars: 3\n    points: 2", "stars: 2\n    points: 1")

    folder = records(tmp_path, {"frameworks/short.yaml": short})

    assert checked(folder) == [
        "frameworks/short.yaml:5:3: scale: has 2 words, and that of stars in its family"
        " 3; write another family",
        "frameworks/stars.yaml:5:3: scale: has 3 words, and that of short in its family"
        " 2; write another family",
    ]


def test_a_name_of_an_area_in_another_folder_is_taken(tmp_path: Path) -> None:
    shipped = str(records(tmp_path / "shipped"))
    mine = tmp_path / "mine"
    mine.mkdir()
    text = (
        "fen:\n  name: Old Dale\n  nation: Wales\ndale:\n  name: D\n  nation: Wales\n"
    )
    (mine / "areas.yaml").write_text(text + "moss:\n  name: Moor\n  nation: Wales\n")

    found = checking.findings(Records([shipped, str(mine)]), [])

    assert found.faults == [
        f"{mine}/areas.yaml:8:9: moss.name: 'Moor' means moor too; keep it for one of"
        " them"
    ]


@pytest.mark.skipif(document.os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = records(tmp_path) / "inspections" / "dale-2015.yaml"
    path.chmod(0)

    (found,) = checked(tmp_path, path)

    assert ":1:1: cannot be read: Permission denied; make it" in found


def test_reading_writes_nothing(alone: Alone, yot: Yot) -> None:
    def files() -> list[tuple[Path, int, int]]:
        states = {path: path.stat() for path in sorted(folder.rglob("*"))}
        return [(path, each.st_mtime_ns, each.st_mode) for path, each in states.items()]

    folder = alone()
    before = files()

    for command in (*READERS.values(), "check"):
        yot(command)

    assert files() == before
