"""What every test of the room keeps to."""

from tests.named_rules import rules_are_declared

__all__ = ["rules_are_declared"]
