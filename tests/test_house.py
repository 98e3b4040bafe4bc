"""The house rules that a machine can hold: who imports what, and what code may say."""

import ast
import re
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import yotcli
from yotcli import records
from yotcli.records import Records

ROOT = Path(yotcli.__file__).parent
TOP = ROOT.parent
# By name from the top: forms.page is forms/page.py, forms is forms/__init__.py.
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(
        ".__init__"
    ): path
    for path in ROOT.rglob("*.py")
}
ANSWERING = "values narrowing sentences answer charts model"
OF_FILES = "naming fields contradictions scalars document model"
READING = f"records {OF_FILES}"
# What a module or a folder may import of the others: always one way.
MAY_IMPORT = {
    "__init__": "",
    "__main__": "commands",
    "model": "",
    "naming": "model",
    "charts": "",
    "answer": "charts",
    "sentences": "answer model",
    "values": "sentences answer model",
    "narrowing": "sentences answer model",
    "answers": ANSWERING,  # and none of them another
    "forms": "__init__ forms answer charts model",
    "document": "model",
    "scalars": "document model",
    "contradictions": "scalars document model",
    "fields": "contradictions scalars document model",
    "records": OF_FILES,
    "checking": READING,
    "completion": READING,
    "release": OF_FILES,
    "clauses": f"release {READING}",
    "grammar": f"clauses release {READING}",
    "draft": f"clauses grammar release {READING}",
    "writing": "model",
    "terminal": "writing forms answer model",
    "package": f"__init__ answers forms {ANSWERING} {READING}",
    "cli": "__init__ answer completion forms model records sentences terminal",
    "calls": "naming records model",
    "commands": "answers calls checking cli draft package release terminal"
    f" writing {ANSWERING} {READING}",
}
THIRD_PARTY = {
    "yaml": "document",
    "tabulate": "forms.text",
    "typer": "cli",
    "jinja2": "forms.page",
    "xlsxwriter": "forms.workbook",
}
# Words for which plainer ones were found.
RETIRED = re.compile(
    r"\b(held|lined up|aside|of another family|low is good|for want of|stands?)\b"
)
# What `yot compare` loads beyond yaml and tabulate; one more is a slower start for all.
OF_COMPARE = (
    "__main__ answer answers answers.compare commands contradictions document fields"
    " forms forms.compact forms.text model records scalars sentences terminal values"
)
OF_PYTHON = "_decimal _typing decimal errno gc numbers typing typing.io typing.re"


def imports(path: Path) -> set[str]:
    """Modules that a file imports, those inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def of_ours(path: Path) -> set[str]:
    """Modules of yot that a file imports, without the names it takes from them."""
    found = set()
    for name in imports(path):
        package, _, rest = name.partition(".")
        while package == "yotcli" and rest not in MODULES:
            rest = rest.rpartition(".")[0] or "__init__"
        found |= {rest} if package == "yotcli" else set()
    return found


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    imported = {name.split(".")[0] for name in of_ours(MODULES[module])}

    assert imported <= {*MAY_IMPORT[module.split(".")[0]].split()}


def test_imports_make_no_circle_and_a_library_has_one_module() -> None:
    graph = {module: of_ours(path) for module, path in MODULES.items()}
    used = [
        (name.split(".")[0], module)
        for module, path in MODULES.items()
        for name in imports(path)
    ]

    assert {*TopologicalSorter(graph).static_order()} == {*MODULES}
    assert {pair for pair in used if pair[0] in THIRD_PARTY} == {*THIRD_PARTY.items()}


def strings(path: Path) -> set[str]:
    """What a module may say: its string constants without docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    said = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    bodies = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    return {node.value for node in said if type(node.value) is str} - {
        body.value for body in bodies if isinstance(body, ast.Constant)
    }


def test_no_rating_word_stands_in_code() -> None:
    frameworks = Records([str(records.shipped())]).frameworks()
    words = {word for framework in frameworks for word in framework.scale}

    for name, path in MODULES.items():
        assert not words & strings(path), name
    within = re.compile(rf"(?i)\b(?:{'|'.join(words)})\b")
    for name in ("clauses", "grammar", "release"):  # whose patterns are long
        assert not within.search(" ".join(strings(MODULES[name]))), name


def test_no_retired_word_is_printed() -> None:
    others_say = {"clauses", "grammar", "release"}  # these have patterns of it
    printing = [path for name, path in MODULES.items() if name not in others_say]
    said = {path: " ".join(strings(path)) for path in printing}
    pages = [*ROOT.rglob("*.j2"), *ROOT.rglob("*.json"), *TOP.glob("*.md")]
    pages += TOP.glob("records/*.md")

    for path, text in (said | {page: page.read_text() for page in pages}).items():
        assert not RETIRED.search(text), path


def test_a_module_is_short_the_terminal_alone_prints_and_main_alone_exits() -> None:
    for name, path in MODULES.items():
        code = path.read_text("utf-8")
        assert code.count("\n") <= 450, name
        assert name == "terminal" or not re.search(r"\bprint\(|sys\.std", code)
        assert code.count("sys.exit(") == int(name == "commands")


def test_the_project_speaks_of_itself_alone() -> None:
    pages = [*TOP.glob("*.md"), *TOP.glob("records/*.md"), *TOP.glob("tests/**/*.md")]
    pages += [*MODULES.values(), TOP / "pyproject.toml", TOP / "tests/constraints.txt"]

    for page in pages:
        text = page.read_text()
        found = re.search(r"(?<![\w.-])/(work|tmp)\b|\.\./shared|\bpypi\.org", text)
        assert not found, page


def test_every_version_that_the_tests_need_is_pinned() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    command, *pins = (TOP / "tests/constraints.txt").read_text().splitlines()

    assert command.startswith("# uv pip compile ")
    pinned = {re.fullmatch(r"([a-z0-9-]+)==[0-9][^ ]*( ; .*)?", pin)[1] for pin in pins}
    for extra in ([], *project["optional-dependencies"].values()):
        for requirement in (*project["dependencies"], *extra):
            name = re.match(r"[\w.-]+", requirement)[0].lower()
            assert re.sub(r"[._]", "-", name) in pinned


def test_compare_loads_nothing_that_it_does_not_need() -> None:
    program = (
        "import sys, yaml, tabulate; before = set(sys.modules);"
        "sys.argv = ['yot', 'compare', 'wolverhampton', 'portsmouth'];"
        "from yotcli import __main__, commands\n"
        "try: commands.main()\n"
        "except SystemExit: print(sorted({*sys.modules} - before), file=sys.stderr)"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    loaded = ast.literal_eval(ran.stderr.splitlines()[-1])
    ours = {name for name in loaded if name.startswith("yotcli")}
    assert ours == {"yotcli", *(f"yotcli.{name}" for name in OF_COMPARE.split())}
    assert {*loaded} - ours <= {*OF_PYTHON.split()}
