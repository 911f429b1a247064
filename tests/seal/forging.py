"""Genuine checkpoints and proofs of every size, and forgeries of them, for whoever judges them."""

from __future__ import annotations

import json
import random
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from ledger.seal.checkpoint import Checkpoint
from tests.seal.proving import SIGNER, STRANGER, Log

MOST = 300
KINDS = ("checkpoint", "inclusion", "consistency")


@dataclass(frozen=True)
class Case:
    """Something to be judged, under a key, and whether it is genuine."""

    kind: str
    text: str
    genuine: bool
    how: str = ""

    def line(self) -> str:
        """Return it as a line of JSON."""
        asked = "checkpoint" if self.kind == "checkpoint" else "proof"
        return json.dumps({"key": str(SIGNER.verifier), asked: self.text})


def genuine(kind: str, chance: random.Random) -> Case:
    """Return something genuine, of a random size."""
    size = chance.randint(1, MOST)
    if kind == "checkpoint":
        return Case(kind, log().checkpoint(size).signed(SIGNER), True)
    if kind == "inclusion":
        positions = {chance.randint(1, size) for _ in range(chance.randint(1, 3))}
        return Case(kind, log().proof(positions, size), True)
    return Case(kind, log().continued(chance.randint(1, size), size), True)


def forged(kind: str, chance: random.Random, how: str = "") -> Case:
    """Return something that is not genuine, in one of the ways there are."""
    while True:
        way = how or chance.choice([*WAYS[kind]])
        made = WAYS[kind][way](genuine(kind, chance).text, chance)
        if made is not None:
            return Case(kind, made, False, way)


@cache
def log() -> Log:
    """Return the log that all of them are of."""
    return Log(MOST)


Forge = Callable[[str, random.Random], str | None]


def _signed_by_another(text: str, _: random.Random) -> str:
    return STRANGER.sign(text.partition("\n\n")[0] + "\n")


def _of_another_size(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    lines[1] = str(int(lines[1]) + chance.choice([-1, 1, 100]))
    return "\n".join(lines)


def _of_another_root(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    lines[2] = _flipped(lines[2], chance)
    return "\n".join(lines)


def _of_another_signature(text: str, chance: random.Random) -> str:
    head, _, last = text[:-1].rpartition(" ")
    return f"{head} {_flipped(last, chance, after=4)}\n"


def _of_another_name(text: str, _: random.Random) -> str:
    return text.replace("press", "prest", 1)


_NOTES: dict[str, Forge] = {
    "signed by another": _signed_by_another,
    "another size": _of_another_size,
    "another root": _of_another_root,
    "another signature": _of_another_signature,
    "another ledger's name": _of_another_name,
}


def _in_fact(change: Callable[[dict[str, Any], random.Random], None]) -> Forge:
    def forge(text: str, chance: random.Random) -> str:
        proof = json.loads(text)
        change(chance.choice(proof["facts"]), chance)
        return json.dumps(proof)

    return forge


def _other_note(change: Forge) -> Forge:
    def forge(text: str, chance: random.Random) -> str:
        proof = json.loads(text)
        for fact in proof["facts"]:
            head, _, note = fact["proof"].partition("\n\n")
            fact["proof"] = f"{head}\n\n{change(note, chance)}"
        return json.dumps(proof)

    return forge


def _other_words(fact: dict[str, Any], _: random.Random) -> None:
    fact["state"] = fact["state"].replace("will", "won't")


def _other_salt(fact: dict[str, Any], chance: random.Random) -> None:
    fact["salt"] = _flipped(fact["salt"], chance)


def _moved_border(fact: dict[str, Any], _: random.Random) -> None:
    salt = b64decode(fact["salt"]) + fact["state"][:1].encode()
    fact["salt"], fact["state"] = b64encode(salt).decode(), fact["state"][1:]


def _other_time(fact: dict[str, Any], _: random.Random) -> None:
    fact["record"] = fact["record"].replace("2026-11-25", "2025-11-25")


def _other_place(fact: dict[str, Any], chance: random.Random) -> None:
    lines = fact["proof"].split("\n")
    index = int(lines[1].removeprefix("index ")) + chance.choice([1, 2, 4])
    lines[1] = f"index {index}"
    fact["proof"] = "\n".join(lines)
    record = fact["record"].split("\n")
    fact["record"] = "\n".join([record[0], str(index + 1), *record[2:]])


def _other_path(fact: dict[str, Any], chance: random.Random) -> None:
    head, _, note = fact["proof"].partition("\n\n")
    lines = _other_hashes(head.split("\n")[2:], chance)
    fact["proof"] = "\n".join([*head.split("\n")[:2], *lines]) + f"\n\n{note}"


def _other_continuation(text: str, chance: random.Random) -> str:
    proof = json.loads(text)
    proof["proof"] = _other_hashes(proof["proof"], chance)
    return json.dumps(proof)


def _backwards(text: str, _: random.Random) -> str | None:
    proof = json.loads(text)
    proof["old"], proof["new"] = proof["new"], proof["old"]
    return json.dumps(proof) if proof["proof"] else None


def _rewritten(text: str, _: random.Random) -> str:
    """Sign another log of the same size with the same key."""
    proof = json.loads(text)
    other = Log(MOST, "rewritten").checkpoint(int(proof["new"].split("\n")[1]))
    proof["new"] = Checkpoint(other.origin, other.size, other.root).signed(SIGNER)
    return json.dumps(proof)


def _in_note(name: str, change: Forge) -> Forge:
    def forge(text: str, chance: random.Random) -> str:
        proof = json.loads(text)
        proof[name] = change(proof[name], chance)
        return json.dumps(proof)

    return forge


def _other_hashes(hashes: list[str], chance: random.Random) -> list[str]:
    """Flip a bit in a hash, or leave one out, or add one."""
    more = b64encode(chance.randbytes(32)).decode()
    if not hashes:
        return [more]
    at = chance.randrange(len(hashes))
    before, one, after = hashes[:at], hashes[at], hashes[at + 1 :]
    ways = [[_flipped(one, chance)], [], [more, one], [one, more]]
    return [*before, *chance.choice(ways), *after]


def _flipped(word: str, chance: random.Random, after: int = 0) -> str:
    raw = bytearray(b64decode(word))
    raw[chance.randrange(after, len(raw))] ^= 1 << chance.randrange(8)
    return b64encode(raw).decode()


WAYS: dict[str, dict[str, Forge]] = {
    "checkpoint": _NOTES,
    "inclusion": {
        "other words": _in_fact(_other_words),
        "another salt": _in_fact(_other_salt),
        "a moved border": _in_fact(_moved_border),
        "another time": _in_fact(_other_time),
        "another place": _in_fact(_other_place),
        "another path": _in_fact(_other_path),
        **{how: _other_note(forge) for how, forge in _NOTES.items()},
    },
    "consistency": {
        "another path": _other_continuation,
        "backwards": _backwards,
        "rewritten": _rewritten,
        **{f"{how}, old": _in_note("old", forge) for how, forge in _NOTES.items()},
        **{f"{how}, new": _in_note("new", forge) for how, forge in _NOTES.items()},
    },
}
"""Every way of forging, by kind."""
