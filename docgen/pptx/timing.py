"""What appears with each click: the slide's timeline (ECMA-376 Part 1, 19.5 animation).

Each step is PowerPoint's entrance effect "Appear" (presetID 1), started by a click.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from docgen.ooxml.xml import XmlNode, sub
from docgen.placed.documents import SlideStep

APPEAR = 1
"""presetID of the entrance effect that shows a shape at once."""


def write_timing(slide: XmlNode, steps: Sequence[SlideStep], shapes: Mapping[int, int]) -> None:
    """Append ``p:timing``; `shapes` are the ids of the shapes that items became."""
    shown = [(shapes[step.item], step.paras) for step in steps if step.item in shapes]
    if not shown:
        return
    ids = count(1)
    timing = sub(slide, "p:timing")
    tree = sub(sub(timing, "p:tnLst"), "p:par")
    whole = sub(tree, "p:cTn", id=next(ids), dur="indefinite", restart="never", nodeType="tmRoot")
    sequence = sub(sub(whole, "p:childTnLst"), "p:seq", concurrent=True, nextAc="seek")
    clicks = sub(sequence, "p:cTn", id=next(ids), dur="indefinite", nodeType="mainSeq")
    children = sub(clicks, "p:childTnLst")
    for shape, paras in shown:
        _click(children, shape, paras, ids)
    for name, event in (("prevCondLst", "onPrev"), ("nextCondLst", "onNext")):
        condition = sub(sub(sequence, f"p:{name}"), "p:cond", evt=event, delay=0)
        sub(sub(condition, "p:tgtEl"), "p:sldTgt")
    by_paragraph = dict.fromkeys(shape for shape, paras in shown if paras is not None)
    if by_paragraph:
        builds = sub(timing, "p:bldLst")
        for shape in by_paragraph:
            sub(builds, "p:bldP", spid=shape, grpId=0, build="p")


def _click(parent: XmlNode, shape: int, paras: tuple[int, int] | None, ids: count[int]) -> None:
    """Append a click: a time node that waits, one that begins, and the effect."""
    inner = _held(_held(parent, ids, "indefinite"), ids, "0")
    effect = sub(
        sub(inner, "p:par"),
        "p:cTn",
        {
            "id": next(ids),
            "presetID": APPEAR,
            "presetClass": "entr",
            "presetSubtype": 0,
            "fill": "hold",
            "grpId": 0 if paras is not None else None,
            "nodeType": "clickEffect",
        },
    )
    _start(effect, "0")
    behaviour = sub(sub(sub(effect, "p:childTnLst"), "p:set"), "p:cBhvr")
    _start(sub(behaviour, "p:cTn", id=next(ids), dur=1, fill="hold"), "0")
    target = sub(sub(behaviour, "p:tgtEl"), "p:spTgt", spid=shape)
    if paras is not None:
        sub(sub(target, "p:txEl"), "p:pRg", st=paras[0], end=paras[1])
    sub(sub(behaviour, "p:attrNameLst"), "p:attrName", text="style.visibility")
    value = behaviour.getparent()
    assert value is not None
    sub(sub(value, "p:to"), "p:strVal", val="visible")


def _held(parent: XmlNode, ids: count[int], delay: str) -> XmlNode:
    """Append a time node that starts after `delay`; return where its children go."""
    node = sub(sub(parent, "p:par"), "p:cTn", id=next(ids), fill="hold")
    _start(node, delay)
    return sub(node, "p:childTnLst")


def _start(node: XmlNode, delay: str) -> None:
    sub(sub(node, "p:stCondLst"), "p:cond", delay=delay)
