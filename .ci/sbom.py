"""What docgen depends on: a CycloneDX 1.6 bill of materials, or a list of licences.

``python .ci/sbom.py > dist/docgen.cdx.json``, ``python .ci/sbom.py --licences``. All that the
installed docgen needs without its extras, at any depth; the same for the same environment.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = "docgen-press"


def closure() -> dict[str, Distribution]:
    """Return the distributions that docgen needs, by normalised name."""
    found: dict[str, Distribution] = {}
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    waiting = [Requirement(line).name for line in project["dependencies"]]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop(0)).lower()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            sys.exit(f"{name} isn't installed")
        for line in found[name].requires or ():
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                waiting.append(need.name)
    return found


def licence(one: Distribution) -> str:
    """Return a distribution's licence: the expression, else what its classifiers say."""
    told = one.metadata.get("License-Expression")
    named = [
        c.rpartition(" :: ")[2]
        for c in one.metadata.get_all("Classifier", [])
        if c.startswith("License ::")
    ]
    text = (one.metadata.get("License") or "").strip().splitlines()
    return told or ", ".join(named) or (text[0] if text else "") or "not told"


def component(name: str, one: Distribution) -> dict[str, object]:
    """Return a distribution as a component of CycloneDX."""
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{one.version}",
        "name": name,
        "version": one.version,
        "purl": f"pkg:pypi/{name}@{one.version}",
        "licenses": [{"license": {"name": licence(one)}}],
    }


def main() -> None:
    """Print what is asked for."""
    found = closure()
    if "--licences" in sys.argv:
        for name in sorted(found):
            print(f"{name} {found[name].version}: {licence(found[name])}")
        return
    others = [component(name, found[name]) for name in sorted(found)]
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": ROOT, "bom-ref": ROOT}},
        "components": others,
    }
    print(json.dumps(bill, indent=1))


main()
