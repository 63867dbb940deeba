"""Print the lowest versions that pyproject.toml allows, as a constraints file for pip."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
wanted = [*project["dependencies"], *project["optional-dependencies"]["records"]]
for line in wanted:
    if hit := re.match(r"([A-Za-z0-9_.-]+)\s*>=\s*([0-9][^,;\s]*)", line):
        print(f"{hit[1]}=={hit[2]}")
