"""Sentences end where a reader of the language ends them."""

from __future__ import annotations

import pytest

from docgen.language.sentences import sentences_of

TEXTS = {
    "en": [
        ["Mrs. Ade of the U.N. Dept. of Peace came on Feb. 9.", "She spoke."],
        ["It opened at 6 a.m. on Oct. 12 (cf. p. 7).", "All came."],
        ["It shut at 6 p.m.", "The doors stayed closed."],
        ["They sold it to Brown & Co.", "The price was low."],
        ["She said “Why us? Why now?” and sat down.", "Nobody answered."],
        ["“We won. We lost.”", "He left."],
        ["See https://example.net/a.b/c.html for it.", "It helps."],
        ["It rose by 3.5 per cent (2.1 before).", "That was all."],
        ["It grew, e.g. by 4 vs. 3, i.e. No. 1 of vol. 2.", "Really?", "Yes!"],
        ["The count was 12.", "3 were lost."],
    ],
    "de": [
        ["Am 3. Juni 2027 galt lt. Art. 7 Abs. 3 GG u. a. Nr. 4.", "So war es."],
        ["Prof. Dr. A. Berg vom 2. Senat kam, z. B. am 1. Mai, d. h. ca. 9 Uhr.", "Gut."],
        ["„Wer kommt? Wer geht?“ rief sie.", "Keiner antwortete."],
        ["Im 20. Jahrhundert wuchs es um 1,5 Mio. Tonnen.", "Dann nicht mehr."],
        ["Er blieb bis zum 30.", "Die Stadt zahlte."],
    ],
    "fr": [
        ["M. Roy a dit « Non. Jamais. » à Mme Le Goff.", "Puis il part."],
        ["Voir l’art. 5, p. 12 (cf. fig. 3).", "C’est tout."],
    ],
    "es": [["El Sr. Gil pagó 3,5 millones (pág. 4).", "¿Cuándo?", "Ayer."]],
    "ja": [["これは文です。", "次の文です。"]],
}


@pytest.mark.parametrize(("lang", "parts"), [(lang, p) for lang in TEXTS for p in TEXTS[lang]])
def test_sentences(lang: str, parts: list[str]) -> None:
    text = ("" if lang == "ja" else " ").join(parts)
    assert [text[a:b] for a, b in sentences_of(text, 0, len(text), lang)] == parts


def test_a_quotation_that_is_never_closed_is_divided() -> None:
    text = "He said “one thing. Then he said another. And a third."
    assert len(sentences_of(text, 0, len(text), "en")) == 3


ENDS_AT_NO_ABBREVIATION = {
    "en": [
        "Lt. Gov. Ann Roe met Sen. K. O. Ito at 10 a.m. Tuesday.",
        "The E.U. and the U.N. spent approx. $2.5 bn. on it.",
        "Messrs. Hall & Co. owe No. 10 Ltd. some 3.5 m. euros.",
        "Gen. Eva Lund (ret.) spoke.",
        "It cost ca. 40 p.c. more, i.e. too much.",
        "“We won’t!” she said.",
        "Is it so?",
        "The vol. no. 3, pp. 4-6, ed. by A. B. Cee et al. says so.",
        "Ph.D. students of St. John’s left on Wed. 4 Feb. 2026.",
        "See docs.example.org/v2.1/a.html, sec. 3.2.",
    ],
    "de": [
        "Prof. Dr. h. c. Anna Roth kam am 3. Okt. 2026 um 10 Uhr.",
        "Die Fa. Muster GmbH & Co. KG zahlt max. 5 Mio. Euro p. a. an die Stadt.",
        "Der 2. Weltkrieg endete 1945.",
        "Gem. Art. 12 Abs. 3 S. 2 GG i. V. m. § 4 Nr. 1 BGB gilt dies.",
        "Im 1. Halbjahr stieg es um rd. 3,5 Prozent.",
        "Kaiser Wilhelm II. dankte 1918 ab.",
        "„Warum nicht?“, fragte sie.",
        "Die Kosten (inkl. MwSt.) betragen ca. 12 Tsd. Euro.",
        "Sog. Altlasten z. T. u. a. in St. Gallen, d. h. in der Schweiz, bleiben.",
    ],
    "fr": [
        "M. Dupont et Mme. Roy ont vu le Dr. Petit.",
        "Cf. art. 5, al. 2, p. 12 et suiv. du code.",
        "La sté. X a payé env. 3,5 M. d’euros, p. ex. en 2026.",
        "Il dit : « Pourquoi ? Comment ? » et partit.",
        "Av. J.-C., on comptait mal.",
        "Le no. 5 et le n° 6 valent 2,5 % max. par an.",
        "Mgr. Paul, St. Jean etc. sont là.",
        "À 10 h. 30, il pleut.",
        "L’U.E. et l’O.N.U. ont signé.",
        "MM. A. B. Martin et C. Durand (éd.) l’ont dit.",
    ],
    "es": [
        "El Sr. García y la Sra. Ruiz vieron al Dr. Gil.",
        "La Cía. Minera S.A. pagó aprox. 3,5 mill. de euros.",
        "EE. UU. y la U.E. firmaron.",
        "Véase la pág. 5, art. 3, núm. 2 del cap. IV.",
        "A las 5 p. m. cerró.",
        "¿Por qué?",
        "D. Juan y Dña. Ana viven en la Avda. Mayor.",
        "El Excmo. Sr. Presidente habló.",
        "Subió un 3,5 % en el 2.º trimestre.",
        "La Prof. Ana M. Gil, Ud. y otros etc. vinieron.",
    ],
    "it": [
        "Il sig. Rossi e la sig.ra Bianchi videro il dott. Verdi.",
        "La S.p.A. pagò ca. 3,5 mln. di euro.",
        "Cfr. pag. 5, art. 3, n. 2 del cap. IV.",
        "L’on. Moro e il prof. A. B. Neri parlarono.",
        "Alle 5 p.m. chiuse.",
    ],
    "pl": [
        "Pan mgr inż. J. Kowalski z ul. Długiej 5 przyszedł 3 maja br. rano.",
        "Spółka zapłaciła ok. 3,5 mln. zł, tj. 5 proc. więcej.",
        "Por. art. 5 ust. 2 pkt. 3 ustawy z dn. 3 maja 2026 r. o rzece.",
        "Np. w XIX w. i w 2020 r. było inaczej.",
        "Prof. dr hab. Anna Nowak itd. mówiła.",
    ],
    "tr": [
        "Prof. Dr. Ali Kaya saat 10.30’da geldi.",
        "Bkz. s. 5, md. 3, vb. belgeler.",
        "2. Dünya Savaşı 1945’te bitti.",
        "Şti. yakl. 3,5 mn. lira ödedi.",
        "Av. Ayşe Ak ve Doç. Dr. Can Er konuştu.",
    ],
    "fi": [
        "Esim. n. 3,5 milj. euroa maksettiin 3. tammikuuta 2026.",
        "Ks. s. 5, ts. ym. ja mm. Helsingissä.",
        "Tri. Aho ja prof. A. Virta tulivat.",
        "Klo 10.30 alkoi 2. istunto.",
        "Yritys Oy:n tj. kertoi, että ko. asia on selvä.",
    ],
    "nl": [
        "Dhr. Jansen en mevr. De Wit zagen dr. A. Bos.",
        "Zie blz. 5, art. 3, nr. 2 e.d. van het besluit.",
        "Het kostte ca. 3,5 mln. euro, d.w.z. te veel.",
        "Bijv. in Den Haag t.o.v. Utrecht.",
        "Prof. ir. J. de Boer kwam o.a. langs.",
    ],
    "pt": [
        "O Sr. Silva e a Sra. Costa viram o Dr. Reis.",
        "Cf. pág. 5, art. 3, n.º 2 do cap. IV.",
        "Os EUA pagaram aprox. 3,5 mi. de euros.",
        "A Profa. Ana M. Gil, a Exma. Sra. Dias e a Av. Central.",
    ],
    "sv": [
        "Bl.a. kom dr. A. Berg kl. 10.30 den 3 jan. 2026.",
        "T.ex. kostade det ca. 3,5 milj. kronor.",
        "Jfr. s. 5, kap. 3 m.m. i lagen.",
    ],
    "da": [
        "Bl.a. kom dr. A. Berg kl. 10.30 den 3. jan. 2026.",
        "Det kostede ca. 3,5 mio. kr. pr. år.",
        "Jf. s. 5, nr. 3 m.v. i loven.",
    ],
    "cs": [
        "Ing. J. Novák, Ph.D. a Mgr. Eva Malá přišli 3. ledna 2026.",
        "Podle čl. 5 odst. 2 písm. a) zák. č. 3/2020 Sb. to platí.",
    ],
    "ru": [
        "Г-н А. С. Иванов приехал в г. Москву 3 янв. 2026 г. утром.",
        "См. стр. 5, ст. 3, п. 2 и т. д. закона.",
        "Это стоило ок. 3,5 млн. руб. и т. п. в год.",
        "Т. е. в XIX в. было иначе.",
    ],
    "el": [
        "Ο κ. Παπάς και η κα. Νίκου είδαν τον Δρ. Α. Β. Ρώμα.",
        "Βλ. σελ. 5, άρθρ. 3 κ.λπ. του νόμου.",
        "Π.χ. κόστισε περ. 3,5 εκατ. ευρώ.",
    ],
    "hu": [
        "Dr. Kovács A. jan. 3-án jött.",
        "Pl. kb. 3,5 millió Ft. volt az ár.",
        "A 2. világháború 1945-ben ért véget.",
    ],
}


@pytest.mark.parametrize("lang", ENDS_AT_NO_ABBREVIATION)
def test_no_sentence_ends_at_an_abbreviation(lang: str) -> None:
    for sentence in ENDS_AT_NO_ABBREVIATION[lang]:
        text = f"{sentence} Bxoa rest."
        start, end = sentences_of(text, 0, len(text), lang)[0]
        assert text[start:end] == sentence


ENDS_AT_A_WORD = [
    ("en", "She loves art. He doesn’t."),
    ("en", "They said no. He left."),
    ("en", "It weighs 5 kg. The lid is off."),
    ("en", "He works at the BBC. The pay is low."),
    ("de", "Sie fuhr 30 km. Die Bahn fuhr nicht."),
    ("de", "Das gilt für dies. Dann nicht."),
    ("fr", "C’est l’art. Le reste suit."),
    ("pl", "Kosztuje 5 zł. Potem więcej."),
    ("ru", "Он пришёл. Она ушла."),
    ("cs", "Byl to prst. Pak nic."),
    ("tr", "Türkiye’de oldu. Sonra bitti."),
    ("fi", "Se on iso ero. Sitten loppui."),
    ("nl", "Hij gaf het mij. Daarna ging hij."),
    ("da", "Han kom. Så gik han."),
    ("hu", "Hat volt. Aztán hét."),
]


@pytest.mark.parametrize(("lang", "text"), ENDS_AT_A_WORD)
def test_a_sentence_ends_at_a_word_like_an_abbreviation(lang: str, text: str) -> None:
    assert len(sentences_of(text, 0, len(text), lang)) == 2
