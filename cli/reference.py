"""Write the reference of commands: `python -m cli.reference > docs/commands.md`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

HEAD = """# Commands

Written from the commands' own help by `make docs`. Every command answers `--help`; the exit codes
are in the README.
"""


def reference() -> str:
    """Return the whole reference as Markdown."""
    import typer

    from cli.main import app

    return "\n".join([HEAD, *sections(typer.main.get_command(app), ())])


def sections(command: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Yield one section per command, families in their order."""
    for name, child in getattr(command, "commands", {}).items():
        yield from sections(child, (*path, name))
    if not hasattr(command, "commands"):
        yield section(command, path)


def section(command: Any, path: tuple[str, ...]) -> str:
    """Return what one command does, its options, and its examples."""
    words = [" ".join(part.split()) for part in inspect.cleandoc(command.help).split("\n\n")]
    first = next((i for i, part in enumerate(words) if part.startswith("Example")), len(words))
    examples = [" ".join(part.split()) for part in words[first:]]
    examples[:1] = [line for line in examples[:1] if not line.endswith(":")]
    usage = " ".join(["winnow", *path, *(argument(one) for one in of_kind(command, "argument"))])
    parts = [f"## `{usage}`\n", "\n\n".join(words[:first])]
    if options := of_kind(command, "option"):
        rows = [f"| `{', '.join(one.opts)}` | {' '.join(one.help.split())} |" for one in options]
        parts.append("\n".join(["\n| option | meaning |", "|---|---|", *rows]))
    shown = [line.partition("Example: ")[2] or line for line in examples]
    return "\n".join([*parts, "\n```sh", *shown, "```\n"])


def of_kind(command: Any, kind: str) -> list[Any]:
    """Return the arguments or the options of a command."""
    return [one for one in command.params if one.param_type_name == kind]


def argument(one: Any) -> str:
    """Return an argument as it stands in a usage line."""
    name = (one.metavar or one.name).upper() + ("…" if one.nargs == -1 else "")
    return name if one.required else f"[{name}]"


if __name__ == "__main__":
    print(reference(), end="")
