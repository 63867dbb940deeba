"""Which sentences of an article matter most: LexRank, plain.

Erkan and Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text
Summarization", JAIR 22 (2004): sentences are nodes, cosine likeness of their weighted words
the edges, and salience is PageRank (continuous LexRank, damping 0.85).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from docgen.grounding.index import ArticleIndex

_DAMPING = 0.85
_ROUNDS = 60
_PRECISION = 1e-6
_LEAD = 0.35
"""How much more an article's first paragraphs count, as news puts first what matters."""
MAX_SENTENCES = 600


def salience(index: ArticleIndex) -> list[float]:
    """Return each sentence's salience; headings, rows and code have none. Highest is 1."""
    blocks = index.article.blocks
    chosen = [
        number
        for number, sentence in enumerate(index.article.sentences)
        if blocks[sentence.block].kind in ("para", "item", "quote") and index.words[number]
    ][:MAX_SENTENCES]
    ranks = _rank(_edges(index, chosen))
    found = [0.0] * len(index.article.sentences)
    for place, number in enumerate(chosen):
        found[number] = ranks[place] * (1 + _LEAD / (1 + place / 3))
    top = max(found, default=0.0) or 1.0
    return [value / top for value in found]


def _edges(index: ArticleIndex, chosen: Sequence[int]) -> list[dict[int, float]]:
    """Return for each sentence its likeness to the others."""
    vectors = []
    for number in chosen:
        counts = Counter(word.stem for word in index.words[number])
        weights = {s: n * index.rarity[s] for s, n in counts.items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        vectors.append({s: w / length for s, w in weights.items()})
    holders: dict[str, list[int]] = {}
    for place, weights in enumerate(vectors):
        for stem in weights:
            holders.setdefault(stem, []).append(place)
    edges: list[dict[int, float]] = [{} for _ in vectors]
    for stem, places in holders.items():
        for one in places:
            for other in places:
                if one != other:
                    gain = vectors[one][stem] * vectors[other][stem]
                    edges[one][other] = edges[one].get(other, 0.0) + gain
    return edges


def _rank(edges: Sequence[dict[int, float]]) -> list[float]:
    """Run PageRank by power iteration."""
    count = len(edges)
    if not count:
        return []
    totals = [sum(row.values()) for row in edges]
    ranks = [1 / count] * count
    for _ in range(_ROUNDS):
        spread = [(1 - _DAMPING) / count] * count
        for one, row in enumerate(edges):
            for other, weight in row.items():
                spread[other] += _DAMPING * ranks[one] * weight / totals[one]
        change = sum(abs(a - b) for a, b in zip(ranks, spread, strict=True))
        ranks = spread
        if change < _PRECISION:
            break
    return ranks
