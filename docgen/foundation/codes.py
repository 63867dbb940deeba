"""Every diagnostic code, declared once: DG1xx summaries, 2xx layouts, 3xx themes, and so on.

Each is used by its name here; nothing writes a code as a literal. Its page, with what to do
and a bad and a good example, is ``docgen/codes/DGnnn.md``. A code keeps its meaning for ever.
"""

from __future__ import annotations

from typing import NamedTuple

from docgen.foundation.severity import Severity


class Code(str):
    """A code such as ``DG102``, equal to its text.

    ``name`` is its short name, ``severity`` the one that its findings have unless who
    reports one says otherwise, ``meaning`` what it says in one line.
    """

    __slots__ = ("meaning", "name", "severity")
    name: str
    severity: Severity
    meaning: str

    def __new__(cls, code: str, name: str, meaning: str, severity: Severity) -> Code:
        """Declare a code and add it to `CODES`. Raises ValueError if it is declared already."""
        made = super().__new__(cls, code)
        made.name, made.meaning, made.severity = name, meaning, severity
        if code in CODES:
            raise ValueError(f"{code} is declared twice")
        CODES[code] = made
        return made

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)


CODES: dict[str, Code] = {}
"""Every code by its text, in order."""


STRICT_NOTICES: set[str] = set()
"""Codes whose notices are errors under ``strict``, as warnings are."""


def _error(code: str, name: str, meaning: str) -> Code:
    return Code(code, name, meaning, Severity.ERROR)


def _warning(code: str, name: str, meaning: str) -> Code:
    return Code(code, name, meaning, Severity.WARNING)


def _notice(code: str, name: str, meaning: str, strict: bool = False) -> Code:
    if strict:
        STRICT_NOTICES.add(code)
    return Code(code, name, meaning, Severity.NOTICE)


# DG1xx: summaries.
UNREADABLE_FILE = _error("DG101", "unreadable-file", "a file of the project can't be opened")
UNKNOWN_KEY = _error("DG102", "unknown-key", "a key that the summary doesn't have")
MISSING_KEY = _error("DG103", "missing-key", "a key that must be there isn't")
WRONG_VALUE = _error("DG104", "wrong-value", "a value of the wrong type or form")
DUPLICATE_KEY = _error("DG105", "duplicate-key", "one mapping has the same key twice")
SYNTAX = _error("DG106", "syntax", "the file is not valid YAML or JSON")
NOT_UTF8 = _error("DG107", "not-utf8", "the file is not UTF-8 text")
CONTROL_CHARACTER = _error("DG108", "control-character", "a text holds a control character")
LIMIT = _error("DG109", "limit", "a limit for safety is passed")
EMPTY_FILE = _error("DG110", "empty-file", "the file holds no summary")
UNKNOWN_SOURCE = _error("DG111", "unknown-source", "a citation or `source:` names no source")
DUPLICATE_ID = _error("DG112", "duplicate-id", "two entries of one list have the same id")
YAML_FEATURE = _error("DG113", "yaml-feature", "a feature of YAML that has no place here")
MARKUP = _error("DG114", "markup", "a text holds markup that can't stand there")
LINK = _error("DG115", "link", "a link leads where links may not lead")
HIGHLIGHT = _error("DG116", "highlight", "a chart's highlight is not one of its categories")
TABLE_SHAPE = _error("DG117", "table-shape", "a table's cells don't fill its columns")
MISSING_FILE = _error("DG118", "missing-file", "a file that the summary names isn't there")
OUTSIDE_PROJECT = _error("DG119", "outside-project", "a path leads out of the project")
IMAGE_FORMAT = _error("DG120", "image-format", "a picture of a kind that can't be read")
CHART_DATA = _error("DG121", "chart-data", "a chart's data file can't be understood")
NO_XLSX_READER = _error("DG122", "no-xlsx-reader", "chart data in XLSX needs openpyxl")
EMPTY_TITLE = _error("DG123", "empty-title", "a title or heading without text")
UNKNOWN_FIGURE = _error(
    "DG124", "unknown-figure", "a section names a figure that isn't there, or not one alone"
)
TABLE_HIGHLIGHT = _error(
    "DG140", "table-highlight", "a table's highlight is no row or column of it"
)

UNSUPPORTED_MARKUP = _error(
    "DG125", "unsupported-markup", "markup that isn't read here would be printed as it stands"
)
DEAD_REFERENCE = _error("DG126", "dead-reference", "a text refers to something that isn't there")
HIGHLIGHT_UNUSED = _notice(
    "DG127", "highlight-unused", "a chart's highlight has no effect, having several series"
)

# DG2xx: layouts.
UNKNOWN_LAYOUT = _error("DG201", "unknown-layout", "no layout has this name")
LAYOUT_FILE = _error("DG202", "layout-file", "a layout's file is missing or cannot be read")
LAYOUT_SETTING = _error("DG203", "layout-setting", "a setting in layout.toml is unknown or wrong")
BAD_PARAMETER = _error(
    "DG204", "bad-parameter", "a layout parameter is unknown or of the wrong type"
)
KIND_MISMATCH = _error("DG205", "kind-mismatch", "the template's root is not of the layout's kind")
TEMPLATE_SYNTAX = _error("DG210", "template-syntax", "the template is not valid Jinja2")
UNDEFINED_NAME = _error("DG211", "undefined-name", "the template uses a name that is not there")
TEMPLATE_ERROR = _error(
    "DG212", "template-error", "a filter, a test or a value in the template is wrong"
)
NOT_ALLOWED = _error("DG213", "not-allowed", "the template tried what a layout may not do")
TEMPLATE_LIMIT = _error(
    "DG214", "template-limit", "the template does too much work or prints too much"
)
UNKNOWN_INCLUDE = _error("DG215", "unknown-include", "an included template is not there")
NOT_WELL_FORMED = _error(
    "DG220", "not-well-formed", "what the template renders is not well-formed XML"
)
UNKNOWN_ELEMENT = _error("DG221", "unknown-element", "no element has this name")
MISPLACED_ELEMENT = _error("DG222", "misplaced-element", "an element may not stand here")
UNKNOWN_ATTRIBUTE = _error("DG223", "unknown-attribute", "the element has no such attribute")
BAD_VALUE = _error("DG224", "bad-value", "an attribute's value is wrong")
MISSING_ATTRIBUTE = _error("DG225", "missing-attribute", "an attribute that must be there is not")
UNKNOWN_REFERENCE = _error("DG226", "unknown-reference", "the summary has nothing of this id")
MISPLACED_TEXT = _error("DG227", "misplaced-text", "text stands where only elements may")
UNKNOWN_TOKEN = _error("DG228", "unknown-token", "the theme has no such style or colour")

# DG3xx: themes.
UNKNOWN_THEME = _error("DG301", "unknown-theme", "no theme has this name")
THEME_FILE = _error("DG302", "theme-file", "a theme's file cannot be read")
THEME_NAME = _error(
    "DG303", "theme-name", "a theme names a key, token, style or length that is not known"
)
THEME_VALUE = _error("DG304", "theme-value", "a value in a theme is wrong")
LOW_CONTRAST = _error("DG305", "low-contrast", "two colours are too alike to read")
THEME_CIRCLE = _error("DG306", "theme-circle", "themes extend each other in a circle")

# DG4xx: typesetting.
BLOCK_TOO_TALL = _error(
    "DG401", "block-too-tall", "a block is higher than a page and can't be divided"
)
TOO_MANY_PAGES = _error(
    "DG402", "too-many-pages", "the text doesn't fit `max_pages` at its tightest"
)
TITLE_TOO_LONG = _error(
    "DG403",
    "title-too-long",
    "a slide's title, subtitle or kicker doesn't fit at its smallest size",
)
SLIDE_TOO_FULL = _error("DG404", "slide-too-full", "a slide's content can't be made to fit")
MISSING_GLYPH = _error("DG405", "missing-glyph", "no font has a glyph for a character")
MISSING_GLYPH_IN_DECK = _notice(
    "DG406",
    "missing-glyph-in-deck",
    "a deck's fonts lack a character; it is measured as full-width",
)
UNKNOWN_FONT = _error("DG407", "unknown-font", "a brief's font family has no font file")
UNMEASURED_FONT = _warning(
    "DG408", "unmeasured-font", "a deck names a family whose widths nobody knows"
)
STAND_IN_FONT = _notice(
    "DG409", "stand-in-font", "a deck's font is measured with another one times a safe-side factor"
)
MISSING_LABEL = _notice(
    "DG433", "missing-label", "a layout's label has no translation in the summary's language"
)
TRANSLATION_BEHIND = _warning(
    "DG434", "translation-behind", "a field of a translation isn't as its original has it"
)
TRANSLATION_ORIGINAL = _error(
    "DG435", "translation-original", "`translation_of` names no summary that can be read"
)
BROKEN_FONT_FILE = _warning("DG430", "broken-font-file", "a font file of the project can't be used")
RESTRICTED_FONT = _error("DG431", "restricted-font", "a font's licence bits forbid embedding")
THICKENED_FONT = _notice(
    "DG432", "thickened-font", "a family has no bold face: its regular one is drawn thicker"
)
LOW_RESOLUTION = _warning("DG411", "low-resolution", "a picture is shown at less than 150 dpi")
UNUSABLE_PICTURE = _error("DG412", "unusable-picture", "a picture can't be read, or is too large")
WORD_CUT = _warning(
    "DG420", "word-cut", "a word is wider than its line and is cut without a hyphen"
)
NUMBER_CUT = _error("DG421", "number-cut", "a number is wider than its place at every size")
ROW_DIVIDED = _notice(
    "DG422", "row-divided", "a table row higher than half a page goes on over pages or slides"
)
UNDERFULL_PAGE = _notice(
    "DG423", "underfull-page", "a page of a brief is less than 60% full, and why"
)
TABLE_TURNED = _notice(
    "DG424", "table-turned", "a table too wide for a brief's page stands on a landscape page"
)
TABLE_DIVIDED = _notice(
    "DG425", "table-divided", "a table too wide for its place is divided by columns"
)
TABLE_ACROSS = _notice(
    "DG428", "table-across", "a table too wide for its column stands across the page or slide"
)
WORD_DIVIDED = _notice(
    "DG429", "word-divided", "a word wider than its line is divided on a slide at a soft hyphen"
)
CHART_LABELS = _warning("DG440", "chart-labels", "a chart has no room for some of its labels")
FOOTER_CUT = _warning("DG441", "footer-cut", "a deck's footer is longer than its line and is cut")
CHART_REDRAWN = _notice(
    "DG442", "chart-redrawn", "a chart is drawn as another kind, which has room for its names"
)
CHART_SMALL = _notice("DG443", "chart-small", "a chart's labels are smaller than the theme's")
LEFT_OUT = _notice(
    "DG450", "left-out", "a layout doesn't show some texts of the summary", strict=True
)
TEXT_LOST = _error("DG451", "text-lost", "a text that the layout shows found no place")
DEAD_LINK = _notice("DG452", "dead-link", "a link leads to something that the layout doesn't show")
EXTRA_UNREAD = _notice(
    "DG453", "extra-unread", "a layout makes nothing of a key under `extra`", strict=True
)
NO_SUCH_SECTION = _error(
    "DG470", "no-such-section", "a parameter names a section that the summary doesn't have"
)
CHART_PLACE = _error(
    "DG471", "chart-place", "an annotation of a chart stands at what is no category of it"
)
UNKNOWN_ICON = _error("DG472", "unknown-icon", "there is no icon of that name")
LOGO_UNUSED = _notice("DG480", "logo-unused", "a logo isn't shown on a company's template")
QR_TOO_LONG = _error("DG473", "qr-too-long", "an address is too long for a QR code")

# DG5xx: grounding.
NO_ARTICLE = _error("DG501", "no-article", "there is no article to check the claims against")
OTHER_ARTICLE = _error("DG502", "other-article", "the article is not the one that was summarised")
ARTICLE_UNREADABLE = _error("DG503", "article-unreadable", "the article can't be read")
ARTICLE_THIN = _notice("DG504", "article-thin", "little text was found on the article's page")
NUMBER_NOT_FOUND = _error("DG510", "number-not-found", "a number is not in the article")
UNIT_CHANGED = _error("DG511", "unit-changed", "a number has another unit than in the article")
NUMBER_ROUNDED = _warning("DG512", "number-rounded", "a number is rounded without saying so")
UNIT_LEFT_OUT = _error(
    "DG513", "unit-left-out", "a number lacks the unit that the article gives it"
)
NUMBER_MISPLACED = _warning(
    "DG514", "number-misplaced", "a number seems to be said of the wrong thing"
)
DATE_NOT_FOUND = _error("DG515", "date-not-found", "a date is not in the article")
DATE_MISPLACED = _warning("DG516", "date-misplaced", "a date seems to be that of something else")
QUOTATION_ALTERED = _error(
    "DG520", "quotation-altered", "a quotation is not in the article word for word"
)
OTHER_SPEAKER = _error("DG521", "other-speaker", "the article gives a quotation to somebody else")
NOT_QUOTED = _warning(
    "DG523", "not-quoted", "a quotation is the article's own words, not somebody's"
)
NAME_NOT_FOUND = _error("DG530", "name-not-found", "a name is not in the article")
NAME_DOUBTFUL = _warning("DG531", "name-doubtful", "a capitalised word is not in the article")
NAME_MISPLACED = _warning("DG532", "name-misplaced", "a name seems to stand in another's place")
ROLE_OF_ANOTHER = _warning("DG533", "role-of-another", "a role fits another person on the list")
SOURCE_NOT_NAMED = _notice(
    "DG534", "source-not-named", "a source is one that the article doesn't name"
)
EVIDENCE_ALTERED = _error(
    "DG540", "evidence-altered", "the evidence is not in the article word for word"
)
EVIDENCE_LACKS_NUMBER = _error(
    "DG541", "evidence-lacks-number", "the evidence doesn't hold a number of its text"
)
DERIVATION_WRONG = _error("DG542", "derivation-wrong", "a derived number doesn't come out")
IGNORED_WITHOUT_REASON = _warning(
    "DG543", "ignored-without-reason", "a claim is ignored without a reason"
)
NUMBER_DERIVED = _warning(
    "DG544", "number-derived", "a number seems to be computed from two of the article"
)
DIRECTION_REVERSED = _error(
    "DG545", "direction-reversed", "a rise is told as a fall, or a fall as a rise"
)
ORDER_REVERSED = _error(
    "DG546", "order-reversed", "what was before and what came after are exchanged"
)
LABEL_EXCHANGED = _error("DG547", "label-exchanged", "a figure stands under another's label")
EVENT_DATE = _error("DG548", "event-date", "an event has the date of another")
NEGATION_DIFFERS = _warning(
    "DG549", "negation-differs", "something is denied here or in the article, not in both"
)
QUANTIFIER_DIFFERS = _warning(
    "DG550", "quantifier-differs", "all, most, some or none is told differently"
)
SUPERLATIVE_DIFFERS = _warning(
    "DG551", "superlative-differs", "a superlative is another than the article's"
)
OPPOSITE_SAID = _warning(
    "DG552", "opposite-said", "a word stands where the article has its opposite"
)
LANGUAGE_NOT_COVERED = _notice(
    "DG554", "language-not-covered", "some checks don't know the language of a summary or article"
)
ACTORS_EXCHANGED = _warning(
    "DG553", "actors-exchanged", "who acted and who was acted upon seem exchanged"
)
LANGUAGE_TAG = _warning("DG570", "language-tag", "a part of a language tag is not known")

# DG6xx: accessibility of PDFs.
NO_ALT_TEXT = _warning("DG601", "no-alt-text", "a picture has no alternative text")
HEADING_LEVEL_SKIPPED = _warning(
    "DG602", "heading-level-skipped", "a heading is more than one level below the one before it"
)
NO_TABLE_HEADER = _warning("DG604", "no-table-header", "a table has no header cell")
VAGUE_LINK = _warning("DG605", "vague-link", "the text of a link doesn't say where it leads")
LANGUAGE = _notice("DG606", "language", "the summary has no language")

# DG7xx: PowerPoint and company templates.
PICTURE_UNREADABLE = _error("DG701", "picture-unreadable", "a picture cannot be embedded in a deck")
TEMPLATE_UNREADABLE = _error(
    "DG702", "template-unreadable", "a company's template cannot be opened"
)
TEMPLATE_OVER_LIMIT = _error(
    "DG703", "template-over-limit", "a company's template is larger than is safe to open"
)
TEMPLATE_LAYOUT_UNKNOWN = _error(
    "DG704", "template-layout-unknown", "[template.layouts] names a layout that the template lacks"
)
TEMPLATE_NO_PLACE = _notice(
    "DG705", "template-no-place", "some content has no placeholder on the template's layout"
)
TEMPLATE_CONTRAST = _error(
    "DG706", "template-contrast", "text on the template's background has too little contrast"
)
TEMPLATE_BODY_MOVED = _error(
    "DG707", "template-body-moved", "text doesn't stand where the layout's body is"
)
TEMPLATE_ACTIVE = _warning(
    "DG708", "template-active", "a company's template has macros, or loads files from elsewhere"
)
TEXT_OVERLAP = _warning("DG709", "text-overlap", "texts of a slide stand on one another")
TEMPLATE_LAYOUT_CHANGED = _notice(
    "DG710", "template-layout-changed", "a layout of the template had too little room"
)
TEMPLATE_TOO_SMALL = _error(
    "DG711", "template-too-small", "a slide fits on no layout of the company's template"
)
OUTPUT_EDITED = _error(
    "DG712", "output-edited", "an output was changed by hand and isn't overwritten"
)
NOT_MERGED = _warning("DG713", "not-merged", "a change made by hand isn't in the merged deck")
TEMPLATE_SLIDE_UNKNOWN = _error(
    "DG715", "template-slide-unknown", "[template] keeps a slide that the template lacks"
)
COMPANY_LAYOUT_UNKNOWN = _error(
    "DG750", "company-layout-unknown", "a slide names a layout that the company's template lacks"
)
NO_COMPANY_TEMPLATE = _warning(
    "DG751", "no-company-template", "a slide names a company's layout, and no template is given"
)
INSERTED_SLIDE_UNKNOWN = _error(
    "DG752", "inserted-slide-unknown", "a deck to be inserted lacks a slide that is asked for"
)
INSERTED_AS_TEXT = _notice(
    "DG753", "inserted-as-text", "a PDF shows the words of inserted slides, not their looks"
)
VIDEO_FORMAT = _error("DG759", "video-format", "a film of a kind that PowerPoint doesn't play")
VIDEO_AS_POSTER = _notice("DG760", "video-as-poster", "a PDF shows the poster of a film")
FONT_NOT_EMBEDDED = _warning("DG758", "font-not-embedded", "a deck can't bring a font along")
GROUND_CONTRAST = _warning(
    "DG757", "ground-contrast", "something doesn't read on a slide's own background"
)
CELL_CONTRAST = _warning("DG756", "cell-contrast", "no text reads on a table cell's colour")
INSERTED_WITHOUT = _notice(
    "DG755", "inserted-without", "something of an inserted slide doesn't come with it"
)
INSERTED_SCALED = _notice(
    "DG754", "inserted-scaled", "inserted slides have another size and are scaled"
)
NO_MERGE = _error("DG714", "no-merge", "a deck can't be merged with a new build")

SETTING_UNKNOWN = _error("DG730", "setting-unknown", "--set names what can't be set")
SETTING_VALUE = _error("DG731", "setting-value", "--set gives a wrong value")
COVER_NOT_SHOWN = _notice(
    "DG732", "cover-not-shown", "a company's title layout has no place for the cover picture"
)
BRAND_COLOR_CHANGED = _notice(
    "DG733", "brand-color-changed", "a brand's colour was made darker or lighter, to be read"
)
BRAND_UNUSED = _notice("DG734", "brand-unused", "docgen makes nothing of a part of a brand file")

# DG8xx: settings, commands, the machine.
CONFIG_UNREADABLE = _error("DG801", "config-unreadable", "the project's settings can't be read")
CONFIG_KEY = _error("DG802", "config-key", "a setting that nobody knows")
CONFIG_VALUE = _error("DG803", "config-value", "a setting has a wrong value")
SAME_OUTPUT = _error("DG804", "same-output", "two documents would have one name")
FORMAT = _error("DG805", "format", "a brief can't be a PowerPoint deck")
NO_SOURCES = _error("DG806", "no-sources", "there is no summary to build")
EPOCH = _error("DG807", "epoch", "SOURCE_DATE_EPOCH is not a number of seconds")
EXISTS = _error("DG808", "exists", "a file that would be written is there already")
NOT_WRITTEN = _error("DG810", "not-written", "an output can't be written")
PROCESS_DIED = _error("DG811", "process-died", "a process that was building a document died")
BAD_RECORDS = _error("DG812", "bad-records", "a file of records can't be read")
BAD_TEMPLATE = _error("DG813", "bad-template", "a summary's template can't be filled")
NOT_REPRODUCIBLE = _error("DG814", "not-reproducible", "two builds of the same inputs differ")
CLUSTER = _error("DG815", "cluster", "the Dask cluster can't build")
BASELINE_UNREADABLE = _error("DG820", "baseline-unreadable", "the baseline file can't be read")
REVISION_UNKNOWN = _error(
    "DG821", "revision-unknown", "git can't give the revision to compare with"
)
NOT_COMPARABLE = _error("DG822", "not-comparable", "a document to compare can't be read")
SNAPSHOT_DIFFERS = _error("DG823", "snapshot-differs", "a page doesn't look like its snapshot")
SNAPSHOT_MISSING = _error(
    "DG824", "snapshot-missing", "a page has no snapshot, or a snapshot no page"
)
IMPORT_UNREADABLE = _error("DG870", "import-unreadable", "a document can't be imported")
IMPORT_LEFT_OUT = _notice(
    "DG871", "import-left-out", "something of an imported document was left out"
)
BIBLIOGRAPHY = _error("DG872", "bibliography", "a bibliography can't be read")
NOT_A_SITE = _error("DG880", "not-a-site", "the folder of a site holds something else")
PARAMETER_UNUSED = _notice("DG881", "parameter-unused", "a layout never reads a parameter of its")
PARAMETER_UNDECLARED = _warning(
    "DG882", "parameter-undeclared", "a template reads a parameter that layout.toml doesn't have"
)
LITERAL_LOOK = _warning(
    "DG883", "literal-look", "a template names a colour or font itself, not the theme's"
)
TEXT_UNTRANSLATED = _notice(
    "DG884", "text-untranslated", "a template prints words that aren't translated"
)
FIELD_UNGUARDED = _notice(
    "DG885", "field-unguarded", "a template shows what a summary may lack without asking for it"
)
NUMBER_DIVIDED = _warning(
    "DG886", "number-divided", "a comma inside a number seems to divide a list in brackets"
)
FILE_NAME = _error("DG825", "file-name", "a file's name is no text")
TEMPLATE_PICTURE = _error(
    "DG826", "template-picture", "a picture of a company's template can't be read"
)
MORE_FINDINGS = _notice("DG827", "more-findings", "there are more findings than are told")
OVER_BUDGET = _error("DG828", "over-budget", "a document takes more time than it may")
OVER_MEMORY = _error("DG829", "over-memory", "a document takes more memory than it may")
FAULT = _error("DG899", "fault", "a fault of ours")


class CodePage(NamedTuple):
    """A code's page: ``meaning`` in one line, ``text`` the whole in Markdown."""

    code: str
    name: str
    meaning: str
    text: str


def load_code(code: str) -> CodePage:
    """Return a code's page. Raises KeyError if there is no such code."""
    if code not in CODES:
        raise KeyError(code)
    from importlib.resources import files  # noqa: PLC0415  (only pages need it)

    text = files("docgen").joinpath("codes", f"{code}.md").read_text("utf-8")
    return CodePage(code, CODES[code].name, CODES[code].meaning, text)


def all_codes() -> tuple[str, ...]:
    """Return every code, in order."""
    return tuple(CODES)
