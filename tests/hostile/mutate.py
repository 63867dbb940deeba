"""Mutation of bytes by a seed: flips, cuts, copies, and values that trip parsers."""

from __future__ import annotations

import random

WORDS = (
    b"0",
    b"-1",
    b"2147483648",
    b"99999999999999999999",
    b"1e999",
    b"nan",
    b"\0",
    b"\xff\xfe",
    b"../",
    b"]]>",
    b"<!--",
    b"&x;",
    b"{{",
    b"}}",
    b"{%",
    b"[[",
    b'"',
    b"'",
    b"\n",
    b"\t",
    b":",
    b"- ",
    b"*",
    b"%s",
    b"\xe2\x80\xae",
    b"\xed\xa0\x80",
    b"''' ",
    b"#",
)


def mutated(data: bytes, seed: int) -> bytes:
    """Return `data` with one to eight changes; the same for the same seed."""
    chance = random.Random(seed)
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        size = len(made)
        place = chance.randrange(size + 1)
        length = min(chance.choice((1, 2, 4, 16, 64, 400)), size - place)
        match chance.randrange(7):
            case 0 if size:
                made[place % size] ^= 1 << chance.randrange(8)
            case 1:
                del made[place : place + length]
            case 2:
                made[place:place] = chance.choice(WORDS)
            case 3:
                made[place : place + length] = chance.choice(WORDS)
            case 4:
                made[place:place] = made[place : place + length] * chance.choice((1, 2, 9))
            case 5:
                made[place : place + length] = chance.randbytes(length)
            case _:
                other = chance.randrange(size + 1)
                made[place : place + length] = made[other : other + length]
    return bytes(made)
