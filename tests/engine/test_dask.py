"""The same plan on a cluster of separate processes that know nothing of our disk."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import tools
from PIL import Image

from docgen.engine.digests import digest_of
from docgen.engine.executors.parcel import Packer, about, build_parcel
from docgen.engine.jobs import BuildRequest
from docgen.engine.records.plan import RecordPlan, plan_records
from docgen.engine.run import How, carry_out, make_plan
from docgen.foundation.diagnostics import MachineError
from engine.conftest import layout, outputs

distributed = tools.require_module("distributed")


@contextmanager
def two_workers(folder: Path) -> Iterator[object]:
    """Two workers in processes of their own, in a folder of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASK_TEMPORARY_DIRECTORY", str(folder))
        with distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            local_directory=str(folder),
        ) as made:
            yield made


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A cluster for several tests, as in use: each builds another project."""
    with two_workers(tmp_path_factory.mktemp("elsewhere")) as made:
        yield made


def how(cluster: object) -> How:
    return How(executor=cluster.scheduler_address.replace("tcp://", "dask://"))  # type: ignore[attr-defined]


def sources(root: Path, count: int) -> None:
    for number in range(count):
        (root / "sources" / f"s{number:02}.yaml").write_text(f"title: Number {number}\n")


def test_the_same_bytes_findings_and_manifest(project_dir: Path, cluster: object) -> None:
    (project_dir / "sources" / "n.csv").write_text("y,v\n2020,1\n2021,2\n")
    (project_dir / "sources" / "d.yaml").write_text(
        "title: T\nmetrics: [{label: L, value: 1}]\n"
        "charts: [{id: c, title: C, kind: line, data: n.csv, alt: It rises.}]\n"
    )
    (project_dir / "sources" / "bad.yaml").write_text("titel: T\n")
    (project_dir / "sources" / "story.md").write_text("There were 12 floods.\n")
    (project_dir / "sources" / "e.yaml").write_text(
        "title: Floods\nstandfirst: There were 12 floods.\narticle: {path: story.md}\n"
    )
    themes = project_dir / "layouts" / "themes"
    themes.mkdir()
    (themes / "odd.toml").write_text('extends = "slate"\n[fonts.deck]\nbody = "Nobody Sans"\n')
    stock = ["policy-brief", "quick", "note", "executive-deck"]
    request = BuildRequest(layouts=stock, theme="odd")
    there = list(carry_out(make_plan(Path(), request, {}), how(cluster)))
    assert make_plan(Path(), request, {}).stale[0].job.source.endswith("bad.yaml")
    assert len(make_plan(Path(), request, {}).stale) == 4
    remote = outputs(project_dir / "build")
    here = list(carry_out(make_plan(Path(), request, {}, force=True)))
    assert outputs(project_dir / "build") == remote
    assert len(remote) == 5 * 4 + 1, "a, b, c, d and e in four layouts; the trace of e"
    told = [(r.job, r.status, r.sha256, r.diagnostics, r.inputs, r.trace) for r in there]
    assert told == [(r.job, r.status, r.sha256, r.diagnostics, r.inputs, r.trace) for r in here]


def test_a_layouts_picture_travels(project_dir: Path, cluster: object) -> None:
    folder = layout(
        project_dir,
        "logo",
        "brief",
        template='{% include "_shared/mine.xml.j2" %}',
    )
    shared = project_dir / "layouts" / "_shared"
    shared.mkdir()
    source = '<brief><image src="art/logo.png" decorative="true" height="10"/></brief>'
    (shared / "mine.xml.j2").write_text(source)
    (folder / "art").mkdir()
    Image.new("RGB", (8, 8), "red").save(folder / "art" / "logo.png")
    Image.new("RGB", (8, 8), "blue").save(project_dir / "sources" / "own.png")
    (project_dir / "sources" / "p.yaml").write_text(
        "title: T\nimages: [{id: i, path: own.png, alt: A square}]\n"
    )
    Image.new("RGB", (30, 8), "green").save(project_dir / "house.png")
    given = {"logo": str(project_dir / "house.png"), "classification": "SECRET"}
    wish = BuildRequest(layouts=["logo", "policy-brief"], given=given)
    there = list(carry_out(make_plan(Path(), wish, {}), how(cluster)))
    assert all(result.ok for result in there), [r.diagnostics for r in there]
    assert make_plan(Path(), wish, {}).stale == []
    remote = outputs(project_dir / "build")
    list(carry_out(make_plan(Path(), wish, {}, force=True)))
    assert outputs(project_dir / "build") == remote


def test_a_worker_that_is_killed_costs_nothing(project_dir: Path, tmp_path: Path) -> None:
    sources(project_dir, 60)
    plan = make_plan(Path(), BuildRequest(), {})
    results = []
    with two_workers(tmp_path / "elsewhere") as cluster:
        workers = cluster.workers.values()  # type: ignore[attr-defined]
        pids = [worker.process.pid for worker in workers]
        for result in carry_out(plan, how(cluster)):
            results.append(result)
            if len(results) in (8, 70):  # alone in its task, and one of several
                # Each once: one that was killed may not have been started again by then.
                os.kill(pids.pop(), signal.SIGKILL)
    assert [r.job for r in results] == list(plan.jobs)
    assert [r for r in results if not r.ok] == []
    remote = outputs(project_dir / "build")
    list(carry_out(make_plan(Path(), BuildRequest(), {}, force=True)))
    assert outputs(project_dir / "build") == remote


def tasks_of(cluster: object) -> int:
    """Return how many tasks of documents a cluster has done."""
    prefix = cluster.scheduler.task_prefixes.get("build_parcels")  # type: ignore[attr-defined]
    return 0 if prefix is None else int(prefix.state_counts["memory"])


def test_each_document_of_a_task_keeps_its_own_findings(project_dir: Path, cluster: object) -> None:
    """Documents travel in tasks of several; some of them fail, some have findings."""
    sources(project_dir, 34)
    for number in (7, 21, 30):
        (project_dir / "sources" / f"s{number:02}.yaml").write_text("titel: T\n")
    for number in (20, 23):  # no language: DG606
        (project_dir / "sources" / f"s{number:02}.yaml").write_text("title: Überschrift\n")
    request, before = BuildRequest(layouts=["quick", "policy-brief"]), tasks_of(cluster)
    there = list(carry_out(make_plan(Path(), request, {}), how(cluster)))
    remote = outputs(project_dir / "build")
    here = list(carry_out(make_plan(Path(), request, {}, force=True)))
    told = [(r.job, r.status, r.sha256, r.diagnostics, r.inputs) for r in there]
    assert told == [(r.job, r.status, r.sha256, r.diagnostics, r.inputs) for r in here]
    assert outputs(project_dir / "build") == remote
    assert sorted({r.job.source for r in there if not r.ok}) == [
        f"sources/s{number:02}.yaml" for number in (7, 21, 30)
    ]
    assert tasks_of(cluster) - before < 37 / 2, "37 summaries, several in a task"


def test_files_that_no_word_of_a_summary_tells(project_dir: Path, cluster: object) -> None:
    """A name with spaces, one behind a link, and one that is filled in by a record."""
    folder = project_dir / "sources"
    Image.new("RGB", (8, 8), "blue").save(folder / "two words.png")
    Image.new("RGB", (8, 8), "green").save(project_dir / "real.png")
    (folder / "link.png").symlink_to(project_dir / "real.png")
    Image.new("RGB", (8, 8), "red").save(project_dir.parent / "outside.png")
    (folder / "out.png").symlink_to(project_dir.parent / "outside.png")
    for number, name in enumerate(("two words.png", "link.png", "out.png")):
        (folder / f"p{number}.yaml").write_text(
            f"title: T\nimages: [{{id: i, path: '{name}', alt: A square}}]\n"
        )
    request = BuildRequest(layouts=["policy-brief"])
    there = list(carry_out(make_plan(Path(), request, {}), how(cluster)))
    remote = outputs(project_dir / "build")
    here = list(carry_out(make_plan(Path(), request, {}, force=True)))
    told = [(r.job, r.status, r.sha256, r.diagnostics) for r in there]
    assert told == [(r.job, r.status, r.sha256, r.diagnostics) for r in here]
    assert outputs(project_dir / "build") == remote
    assert [r.ok for r in there] == [True] * 5 + [False], "a link out of the project is refused"


def test_records_on_a_cluster(project_dir: Path, cluster: object) -> None:
    for number in range(12):
        Image.new("RGB", (8, 8 + number), "blue").save(project_dir / f"pic{number}.png")
    (project_dir / "letter.yaml.j2").write_text(
        "title: T {{ id }}\nlang: en\nimages: [{id: i, path: 'pic{{ id }}.png', alt: A picture}]\n"
    )
    rows = "".join(f"{number}\n" for number in range(14))  # two without picture
    (project_dir / "rows.csv").write_text("id\n" + rows)
    request = BuildRequest([Path("letter.yaml.j2")], layouts=["policy-brief"])

    def plan(force: bool = False) -> RecordPlan:
        return plan_records(Path(), request, {}, Path("rows.csv"), "{{ id }}", force)

    there = list(carry_out(plan(), how(cluster)))
    remote = outputs(project_dir / "build")
    assert [r.ok for r in there] == [True] * 12 + [False] * 2
    assert [r.fresh for r in carry_out(plan(), how(cluster))] == [True] * 12 + [False] * 2
    here = list(carry_out(plan(force=True)))
    told = [(r.job, r.status, r.sha256, r.diagnostics) for r in there]
    assert told == [(r.job, r.status, r.sha256, r.diagnostics) for r in here]
    assert outputs(project_dir / "build") == remote


def test_a_build_that_is_stopped_leaves_what_it_gave(project_dir: Path, cluster: object) -> None:
    sources(project_dir, 60)
    plan = make_plan(Path(), BuildRequest(layouts=["quick"]), {})
    results = carry_out(plan, how(cluster))
    given = [next(results) for _ in range(5)]
    results.close()
    assert sorted(outputs(project_dir / "build")) == sorted(Path(r.job.output).name for r in given)
    again = make_plan(Path(), BuildRequest(layouts=["quick"]), {})
    assert len(again.stale) == len(plan.stale) - len(given)
    assert all(r.ok for r in carry_out(again, how(cluster)))
    assert len(outputs(project_dir / "build")) == 63


def test_another_docgen_is_refused(project_dir: Path, tmp_path: Path) -> None:
    """A worker whose docgen is older by one file."""
    root = Path(__file__).parents[2]
    other = tmp_path / "other"
    for name in ("docgen", "layouts"):
        shutil.copytree(root / name, other / name, ignore=shutil.ignore_patterns("__pycache__"))
    init = other / "docgen" / "version.py"
    init.write_text(init.read_text().replace('__version__ = "', '__version__ = "0.0.'))
    with distributed.LocalCluster(
        n_workers=0, dashboard_address=None, local_directory=str(tmp_path)
    ) as cluster:
        worker = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "distributed.cli.dask_worker",
                cluster.scheduler_address,
                "--no-nanny",
                "--no-dashboard",
                "--nthreads",
                "1",
            ],
            env={**os.environ, "PYTHONPATH": str(other)},
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            with pytest.raises(MachineError, match=r"DG815 the worker .* has docgen 0\.0\."):
                list(carry_out(make_plan(Path(), BuildRequest(), {}), how(cluster)))
        finally:
            worker.kill()
            worker.wait()
    assert not list((project_dir / "build").glob("*.p*"))


def test_a_parcel_from_another_docgen_is_refused(project_dir: Path) -> None:
    packed = Packer("another").pack(make_plan(Path(), BuildRequest(), {}).jobs[:1])
    assert packed is not None
    contents = {d: Path(p).read_bytes() for p, d in packed.parcel.files}
    assert all(digest_of(data) == digest for digest, data in contents.items())
    with pytest.raises(RuntimeError, match="another one than the sender's"):
        build_parcel(packed.parcel, contents)
    assert about()[1] != "another"


@pytest.mark.parametrize(("megabytes", "travels"), [(5, False), (7, True)])
def test_the_limit_on_a_summary_is_the_projects(
    project_dir: Path, megabytes: int, travels: bool
) -> None:
    path = project_dir / "sources" / "large.yaml"
    path.write_text(f"# {'x' * 6_000_000}\ntitle: T\nlang: en\nkey_points: [One.]\n")
    plan = make_plan(Path(), BuildRequest(sources=(path,)), {})
    options = replace(plan.jobs[0].options, summary_megabytes=megabytes)
    packed = Packer("another").pack((replace(plan.jobs[0], options=options),))
    assert (packed is not None) is travels


@pytest.mark.parametrize("address", ["dask://localhost:1", "tcp://localhost:1"])
def test_no_cluster_there(project_dir: Path, address: str) -> None:
    with pytest.raises(MachineError, match="DG815"):
        list(carry_out(make_plan(Path(), BuildRequest(), {}), How(executor=address)))
