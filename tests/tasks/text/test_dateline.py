import pytest

from tasks.text.dateline import read_dateline, read_given_dateline

# paragraph, place, country, agency, month, day, year, rest of the paragraph
READ = [
    ("GENEVA—Freedonia said", "GENEVA", "CH", None, None, None, None, "Freedonia said"),
    ("OSLO, March 16 - Freedonia's", "OSLO", "NO", None, 3, 16, None, "Freedonia's"),
    ("SANTIAGO, 19 MAR 89 (NGA-FRP) -- [TEXT] THE DUKE", "SANTIAGO", "CL", "NGA-FRP", 3, 19, 1989, "[TEXT] THE DUKE"),
    ("WASHINGTON DC (UNITED STATES), 21 NOV 89 (NGA) -- THE", "WASHINGTON DC", "US", "NGA", 11, 21, 1989, "THE"),
    ("MILWAUKEE, Wis., March 20 - The", "MILWAUKEE, Wis.", "US", None, 3, 20, None, "The"),
    ("CLARKSBURG, W.Va., Feb 26 - A", "CLARKSBURG, W.Va.", "US", None, 2, 26, None, "A"),
    ("RICHMOND, Va. March 3 - A", "RICHMOND, Va.", "US", None, 3, 3, None, "A"),
    ("VANCOUVER, British Columbia, March 3 - A", "VANCOUVER, British Columbia", "CA", None, 3, 3, None, "A"),
    ("UNITED NATIONS (NGA) _ The", "UNITED NATIONS", None, "NGA", None, None, None, "The"),
    ("NAIROBI, Kenya (NGA) _ The", "NAIROBI", "KE", "NGA", None, None, None, "The"),
    ("TBILISI, Georgia (NGA) _ A", "TBILISI", "GE", "NGA", None, None, None, "A"),
    ("ARNHEM, the Netherlands, April 1 - A", "ARNHEM", "NL", None, 4, 1, None, "A"),
    ("GENEVA, July 7 (Northgate) - The", "GENEVA", "CH", "Northgate", 7, 7, None, "The"),
    ("Northgate Press - TUZLA, Bosnia-Herzegovina (NGA) - The", "TUZLA", "BA", "NGA", None, None, None, "The"),
    ("PARIS/LONDON (Northgate) - The", "PARIS/LONDON", "FR", "Northgate", None, None, None, "The"),
    ("AUSTIN, Texas, Feb. 1, 2017 /NG Wire/ --", "AUSTIN, Texas", "US", "NG Wire", 2, 1, 2017, ""),
    ("SAITAMA, Japan, Dec. 9 Northgate - The", "SAITAMA", "JP", "Northgate", 12, 9, None, "The"),
    ("BRISBANE, Oct 12 NGA - The", "BRISBANE", "AU", "NGA", 10, 12, None, "The"),
    ("Berlin (nga) - Talks", "Berlin", "DE", "nga", None, None, None, "Talks"),
    ("Moscow, 7 July: The", "Moscow", "RU", None, 7, 7, None, "The"),
    ("MOSCOW, November 3. /NGA/. Freedonia", "MOSCOW", "RU", "NGA", 11, 3, None, "Freedonia"),
    ("MOSCOW. Nov 3 (Northgate) - The", "MOSCOW", "RU", "Northgate", 11, 3, None, "The"),
    ("Fredville, April 7 - Cattle", "Fredville", None, None, 4, 7, None, "Cattle"),
    ("GENEVA (21 May 2010) – Freedonia", "GENEVA", "CH", None, 5, 21, 2010, "Freedonia"),
    ("DUBAI President Firefly hailed", "DUBAI", "AE", None, None, None, None, "President Firefly hailed"),
    ("UNITED NATIONS   The duchy", "UNITED NATIONS", None, None, None, None, None, "The duchy"),
    ("WEST PALM BEACH, Fla. Freedonian lawmakers", "WEST PALM BEACH, Fla.", "US", None, None, None, None, "Freedonian lawmakers"),
    ("NEW DELHI: The duchy", "NEW DELHI", "IN", None, None, None, None, "The duchy"),
    ("**Washington**– Today, the", "Washington", "US", None, None, None, None, "Today, the"),
    ("Washington – The duchy", "Washington", "US", None, None, None, None, "The duchy"),
    ("****RIO DE JANEIRO, March 5 - Freedonia", "RIO DE JANEIRO", "BR", None, 3, 5, None, "Freedonia"),
    ("LONDON | Fri Jul 7, 2006 3:14pm EDT", "LONDON", "GB", None, 7, 7, 2006, ""),
    ("NEW YORK, March 2 -The exchange", "NEW YORK", "US", None, 3, 2, None, "The exchange"),
    ("sioux falls, april 7 - Barrows", "sioux falls", "US", None, 4, 7, None, "Barrows"),
    ("RPT --GENEVA, March 30 - The", "GENEVA", "CH", None, 3, 30, None, "The"),
    ("FREDVILLE, MISS., May 20", "FREDVILLE, MISS.", "US", None, 5, 20, None, ""),
    ("Österstadt (nga) - Der", "Österstadt", None, "nga", None, None, None, "Der"),
    ("Genève (nga afq) La", "Genève", "CH", "nga afq", None, None, None, "La"),
    ("Brüssel (nga) - Die", "Brüssel", "BE", "nga", None, None, None, "Die"),
    ("ABOARD THE FSS ROTARY (NGA) — The", "ABOARD THE FSS ROTARY", None, "NGA", None, None, None, "The"),
]  # fmt: skip

MISSED = [
    "NATO - The alliance said it would meet.",
    "NATO Secretary General Roe said",
    "FREEDONIA - Talks resume",
    "CORRECTION - TALKS RESUME",
    "U.N. officials said",
    "WASHINGTON U.S. TO BAN BEETS",
    "THE ENVOY TURNS BACK",
    "TREASURY SECRETARY Roe said",
    "UNION CALLS STRIKE FOR JULY 15",
    "FIREFLY STRIPPED OF SEAT, FACES TWO-YEAR BAN",
    "DUCHY SETS ANTI-DUMPING DUTY ON BEETS",
    "Washington - the capital - was quiet.",
    "yesterday, april 7 - the duchy",
    "THE BEET PRICE INDEX Apr 7 - 100.2",
    "MAJOR INDEX (Last) The index rose",
    "Firefly (left of centre) Says",
    "Silver (oz) - 5.20",
    "SAYS -- GENEVA will wait",
    "Freedonia - which has no port - agreed.",
    "London said it would wait.",
    "ROTARY (R Firefly) 5m By Beet - Sugar",
    "JANE ROE, NORTHGATE NEWS",
    "",
]


@pytest.mark.parametrize(("paragraph", "place", "country", "agency", "month", "day", "year", "rest"), READ)
def test_dateline_is_read(paragraph, place, country, agency, month, day, year, rest):
    found = read_dateline(paragraph)
    assert found is not None
    assert (found.place, found.country, found.agency) == (place, country, agency)
    assert (found.month, found.day, found.year) == (month, day, year)
    assert paragraph[found.length :] == rest


@pytest.mark.parametrize("paragraph", MISSED)
def test_other_openings_are_no_dateline(paragraph):
    assert read_dateline(paragraph) is None


def test_dateline_text_leaves_out_the_dash():
    assert read_dateline("OSLO, March 16 - Freedonia's").text == "OSLO, March 16"


@pytest.mark.parametrize(
    ("given", "place", "country"),
    [
        ("WASHINGTON", "WASHINGTON", "US"),
        ("    TOKYO, March 2 - ", "TOKYO", "JP"),
        ("Klopstokia", "Klopstokia", None),
        ("Ottawa, Ontario, Canada", "Ottawa, Ontario", "CA"),
        ("Klopstok, Norway", "Klopstok", "NO"),
        ("Klopstok, Klopstokia", "Klopstok, Klopstokia", None),
    ],
)
def test_dateline_of_metadata_needs_no_dash(given, place, country):
    found = read_given_dateline(given.strip())
    assert (found.place, found.country) == (place, country)
