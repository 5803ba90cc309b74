"""The notebooks run from clean, all of them over one build of the sample graph, and say nothing on stderr."""

import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from quick_server import QUICK

from graphbuild import server

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PICTURES = {"01": 2, "02": 3, "03": 1, "04": 0, "05": 1, "06": 1}
MOST_SECONDS = 180  # of processor time: on a machine that does nothing else, they take no longer

Notebook = nbformat.NotebookNode


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders that the notebooks read, with nothing built yet."""
    folder = tmp_path_factory.mktemp("notebooks")
    for room in ("tests/news", "tests/gold", "notebooks/news"):
        shutil.copytree(ROOT / room, folder / room)
    return folder / "notebooks"


@pytest.fixture(scope="module")
def runs(workplace: Path) -> dict[str, tuple[Notebook, float]]:
    """Every notebook with its outputs, and the seconds of processor time that it took, by the number in its name."""
    done = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))).strip(os.pathsep))
        patch.setenv("OMP_NUM_THREADS", "1")
        patch.setenv("IPYTHONDIR", str(workplace / "ipython"))  # not what the user of this machine has set
        patch.setenv("GRAPHBUILD_NEO4J_HOME", str(workplace / "neo4j"))
        patch.setenv("JAVA_TOOL_OPTIONS", QUICK)
        for path in NOTEBOOKS:
            notebook = nbformat.read(path, as_version=4)
            started = _children_seconds()
            client = NotebookClient(
                notebook, timeout=900, kernel_name="python3", resources={"metadata": {"path": str(workplace)}}
            )
            try:
                client.execute()
            finally:
                server.down(workplace / "neo4j")  # of a notebook that failed before it did so
            done[path.stem[:2]] = notebook, _children_seconds() - started
    return done


def _children_seconds() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system


def test_their_numbers_are_those_that_are_expected() -> None:
    assert {path.stem[:2] for path in NOTEBOOKS} == set(PICTURES)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_kept_without_outputs(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        assert not cell.get("outputs"), "clear all outputs: they grow old with every rule, and hide what a change does"
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_uses_the_public_names_only(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            imported = [line for line in cell.source.splitlines() if "graphbuild" in line and "import" in line]
            assert set(imported) <= PUBLIC, imported


PUBLIC = {
    "import graphbuild",
    "from graphbuild import server",
    "from graphbuild.evaluate import evaluate_baseline, evaluate_gold",
}


@pytest.mark.parametrize("number", sorted(PICTURES))
def test_runs(runs: dict[str, tuple[Notebook, float]], number: str) -> None:
    notebook, _ = runs[number]
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    said = [output.text for output in outputs if output.output_type == "stream" and output.name == "stderr"]
    assert not said  # a letter that the font lacks would be told here, too
    assert sum("image/png" in output.get("data", {}) for output in outputs) == PICTURES[number]


def test_they_take_three_minutes_together(runs: dict[str, tuple[Notebook, float]]) -> None:
    seconds = {number: round(spent, 1) for number, (_, spent) in runs.items()}
    print(seconds)
    assert sum(seconds.values()) < MOST_SECONDS, seconds
