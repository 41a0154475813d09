"""Every setting is documented, and what the documentation shows is accepted."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from cli.vocabulary_tables import TABLES, with_tables
from crawler.config import Config, load_config
from words.exit_codes import ExitCode

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")


def settings_of(model: type[BaseModel], prefix: str = "") -> list[str]:
    names: list[str] = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            names += settings_of(kind, f"{name}.")
        elif not field.exclude:
            names.append(prefix + name)
    return names


@pytest.mark.parametrize("setting", settings_of(Config))
def test_every_setting_is_in_the_documentation(setting: str) -> None:
    table, _, name = setting.rpartition(".")
    example = CONFIGURATION.partition("```toml")[2].partition("```")[0]
    part = example.partition(f"[{table}]")[2].partition("\n[")[0] if table else example
    assert re.search(rf"^{name} =|^\[{name}\]", part, re.MULTILINE)


def test_the_documented_configuration_is_accepted(tmp_path: Path) -> None:
    example = CONFIGURATION.partition("```toml")[2].partition("```")[0]
    path = tmp_path / "winnow.toml"
    path.write_text(example, encoding="utf-8")
    config = load_config(path)
    assert config.contact == "winnow@university.example"
    assert config.crawl.window == "00:30-06:00"


def test_no_file_names_this_machine_or_a_package_index() -> None:
    here = "|".join(re.escape(f"{place}/") for place in (ROOT, Path.home()))
    suspects = re.compile(rf"{here}|files\.pythonhosted|index-url +http")
    wrong = []
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if parts[0].startswith((".venv", ".git", ".mypy", ".ruff", ".pytest", ".hyp", "demo")):
            continue
        if (
            path.suffix in {".py", ".md", ".toml", ".lock", ".cfg", ".cff", ".json"}
            and (path.name != "test_docs.py")
            and suspects.search(path.read_text(encoding="utf-8", errors="replace"))
        ):
            wrong.append(str(path.relative_to(ROOT)))
    assert not wrong


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda one: one.name)
def test_a_table_of_a_vocabulary_is_as_make_docs_writes_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert with_tables(text) == text


def test_every_table_of_a_vocabulary_stands_in_one_document() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")]
    named = [name for text in texts for name in re.findall(r"<!-- table: ([\w-]+) -->", text)]
    assert sorted(named) == sorted(TABLES)


def test_the_front_page_explains_every_exit_code() -> None:
    table = README.partition("| exit code |")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| ([\d, ]+) \|", table, re.MULTILINE)
    assert {int(one) for cell in cells for one in cell.split(",")} == set(ExitCode)
