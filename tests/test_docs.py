"""Every setting is documented, and what the documentation shows is accepted."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from pydantic import BaseModel

from crawler.config import Config, load_config
from pipelines.ofsted import frameworks
from pipelines.ofsted.model import NullReason

ROOT = Path(__file__).resolve().parent.parent
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


def test_the_documentation_says_which_readers_are_proven() -> None:
    table = (ROOT / "docs" / "ofsted.md").read_text(encoding="utf-8").partition("## ")[0]
    said = {
        name: mark.startswith("proven")
        for name, mark in re.findall(
            r"^\| `([A-Z0-9-]+)` \|.*\| (\w+)[^|]*\|$", table, re.MULTILINE
        )
    }
    modules = [
        import_module(f"{frameworks.__name__}.{one.name}")
        for one in iter_modules(frameworks.__path__)
    ]
    assert said == {one.FRAMEWORK.value: one.PROVEN for one in modules if hasattr(one, "PROVEN")}


def test_the_documentation_says_why_a_fact_may_be_empty() -> None:
    reasons = (ROOT / "docs" / "ofsted.md").read_text(encoding="utf-8").partition("## Why")[2]
    assert set(re.findall(r"^\| `(\w+)` \|", reasons, re.MULTILINE)) == set(NullReason)
