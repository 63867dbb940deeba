"""Cases of scripts and characters, each in every place that shows text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Data = dict[str, Any]


def _everywhere(text: str, lang: str = "en", times: int = 4) -> Data:
    """Put a text into title, points, section, tile, cell, event, person and quotation."""
    long = " ".join([text] * times)
    return {
        "lang": lang,
        "title": text,
        "standfirst": text,
        "key_points": [text, long],
        "sections": [{"heading": text, "body": f"{long}\n\n- {text}\n- {long}", "points": [long]}],
        "metrics": [{"label": text, "value": "12", "unit": "%"}],
        "tables": [
            {
                "id": "t",
                "title": text,
                "columns": ["A", "B", "C"],
                "rows": [[text, "1", text], ["2", long, ""]],
            }
        ],
        "timeline": [{"date": "2026", "event": text}, {"date": "2027-03", "event": text}],
        "people": [{"name": text, "role": text}],
        "quotes": [{"text": text, "by": text}],
    }


def script_cjk() -> Data:
    text = "日本は防衛費を二倍にする、「新しい計画」による。東京で、政府は発表した（2026年）。"
    return _everywhere(text, "ja")


def script_mixed() -> Data:
    return _everywhere("Tokyo 東京 and Москва, Αθήνα, القاهرة in one line: 100 km² – naïve", "en")


def script_greek() -> Data:
    text = "Η κυβέρνηση ανακοίνωσε το σχέδιο για την ακτή, με κόστος 14,5 εκατομμύρια ευρώ."
    return _everywhere(text, "el")


def script_cyrillic() -> Data:
    text = "Правительство объявило план защиты побережья: стоимость выросла на 14,5 процента."
    return _everywhere(text, "ru")


def script_rtl() -> Data:
    return _everywhere("نشرت الوزارة خطتها للساحل: ارتفعت التكلفة 14.5 في المئة", "ar")


def script_hebrew_with_latin() -> Data:
    return _everywhere("המשרד פרסם את התוכנית (version 2.1) לחוף הים", "he")


def script_thai() -> Data:
    return _everywhere("กระทรวงเผยแพร่แผนสำหรับชายฝั่งในวันพฤหัสบดี", "th")


def script_vietnamese() -> Data:
    return _everywhere(
        "Chính phủ đã công bố kế hoạch bảo vệ bờ biển, chi phí tăng 14,5 phần trăm", "vi"
    )


def script_german_compounds() -> Data:
    text = "Die Hochwasserschutzverbandsversammlung beschließt Küstenschutzmaßnahmenfinanzierung"
    return _everywhere(text, "de")


def characters_no_break_spaces() -> Data:
    return _everywhere(
        "Costs\u00a0of 14.5\u00a0% and\u202f3\u00a0000\u00a0km in\u2007all\u2060places"
    )


def characters_all_no_break() -> Data:
    return _everywhere(
        "\u00a0".join(["these words may not be parted at all by a line break"] * 2).replace(
            " ", "\u00a0"
        )
    )


def characters_soft_hyphens() -> Data:
    return _everywhere("Hoch\u00adwasser\u00adschutz\u00adverbands\u00adversammlung tagt")


def characters_zero_width() -> Data:
    return _everywhere("zero\u200bwidth\u200bspace and\u200cnon\u200djoiner mark\u200e here")


def characters_emoji() -> Data:
    return _everywhere("Floods 🌊 rise 📈 for 👩‍👩‍👧‍👦 families 🇯🇵 ✅ done")


def characters_combining() -> Data:
    return _everywhere(
        "Ame\u0301lie\u0308 n\u0303o o\u0302\u0323 a\u030a\u0301 Zalgo t\u0300\u0301\u0302e"
    )


def characters_ligature_bait() -> Data:
    return _everywhere(
        "office fjord affluent fiasco efficient Kjeldfjord flfi ffi ffl AVATAR To WAVE"
    )


def characters_tabs_and_breaks() -> Data:
    return _everywhere("one\ttwo\tthree  four   five \u2003six\u2009seven")


def characters_maths() -> Data:
    return _everywhere("CO₂ rose by ½ – from 10⁻³ to 10⁶ m³/s ≥ √2 × π ≈ 4.44 → 5 ‰ ± 0.1 °C")


def characters_dashes_and_slashes() -> Data:
    return _everywhere(
        "cost-benefit/risk-reward and/or either—or 2026–2031 --- x_y_z a...b …c and/or/nor/yet/so"
    )


def characters_punctuation() -> Data:
    return _everywhere("(a)[b]{c} «d» “e” ‘f’ g;h:i!j?k &l @m #n %o $5.00 €6,00 £7 8% 9° ¡q! ¿r?")


def characters_symbols_1000() -> Data:
    return _everywhere("x" * 60 + " " + "W" * 45 + " " + "i" * 90 + " " + "1" * 70, times=1)


MAKERS: list[Callable[[], Data]] = [
    script_cjk,
    script_mixed,
    script_greek,
    script_cyrillic,
    script_rtl,
    script_hebrew_with_latin,
    script_thai,
    script_vietnamese,
    script_german_compounds,
    characters_no_break_spaces,
    characters_all_no_break,
    characters_soft_hyphens,
    characters_zero_width,
    characters_emoji,
    characters_combining,
    characters_ligature_bait,
    characters_tabs_and_breaks,
    characters_maths,
    characters_dashes_and_slashes,
    characters_punctuation,
    characters_symbols_1000,
]
