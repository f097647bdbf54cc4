"""Sentences in, measures out: own sentences for each class of construction, positives and negatives."""

import time
from dataclasses import replace

import pytest

from tasks.language.parsed import Language
from tasks.measures.analyse import analyse_stories
from tests.tasks.measures.tellings import analyse, measure, story, told
from warehouse.codes import ContentKind

SENTENCES = [
    # light verbs and plain acts
    ("The United States slapped an arms embargo on Syria on Tuesday.", [("arms_embargo", "imposed", "US", "SY")]),
    ("Canada banned imports of Russian caviar in protest at the invasion.", [("import_restriction", "imposed", "CA", "RU")]),
    ("Moscow cut off oil supplies to Latvia on Friday to punish it.", [("export_restriction", "imposed", "RU", "LV")]),
    # conjuncts are measures of their own
    (
        "The European Union imposed a travel ban and an asset freeze on Belarus.",
        [("travel_ban", "imposed", "European Union", "BY"), ("asset_freeze", "imposed", "European Union", "BY")],
    ),
    # "suspended aid" imposes, "suspended sanctions" relieves
    ("Germany suspended development aid to Rwanda, accusing it of backing rebels.", [("aid_suspension", "imposed", "DE", "RW")]),
    ("The European Union suspended its sanctions against Serbia.", [("unspecified", "lifted", "European Union", "RS")]),
    # the ladder
    ("Washington will lift its trade embargo against Vietnam, officials said.", [("trade_embargo", "lifted", "US", "VN")]),
    ("The Security Council voted to ease sanctions against Haiti.", [("unspecified", "eased", "UN Security Council", "HT")]),
    ("The EU extended its sanctions against Zimbabwe by a year.", [("unspecified", "extended", "European Union", "ZW")]),
    ("Norway refused to impose sanctions on South Africa.", [("unspecified", "rejected", "NO", "ZA")]),
    (
        "Japan threatened to halt loans to Myanmar unless the junta frees its prisoners.",
        [("financial_restriction", "threatened", "JP", "MM")],
    ),
    ("Australia is considering an embargo on wheat sales to Iraq.", [("export_restriction", "proposed", "AU", "IQ")]),
    ("Iran faces new U.N. sanctions over its nuclear programme.", [("unspecified", "threatened", "United Nations", "IR")]),
    (
        "Sanctions imposed by the United Nations on Libya in 1992 remain in force.",
        [("unspecified", "imposed", "United Nations", "LY")],
    ),
    # a possessive pronoun stands for the subject before it
    (
        "Norway is expected to bring back its own ban on Iranian oil to punish Tehran for its nuclear programme.",
        [("import_restriction", "proposed", "NO", "IR")],
    ),
    # what may not be done
    ("After the coup Britain may no longer sell arms to Mali.", [("arms_embargo", "imposed", "GB", "ML")]),
    # diplomacy and transport
    ("Ecuador broke diplomatic relations with Colombia after the raid.", [("diplomatic_sanction", "imposed", "EC", "CO")]),
    ("Ankara closed its airspace to Israeli military flights.", [("transport_restriction", "imposed", "TR", "IL")]),
    (
        "Nigeria was suspended from the Commonwealth over the executions.",
        [("diplomatic_sanction", "imposed", "Commonwealth", "NG")],
    ),
    # who asks is not who acts
    (
        "The Arab League called on the United Nations to impose a no-fly zone over Libya.",
        [("transport_restriction", "proposed", "United Nations", "LY")],
    ),
    (
        "Russia vetoed a Security Council resolution that would have imposed an arms embargo on Syria.",
        [("arms_embargo", "rejected", "UN Security Council", "SY")],
    ),
    # nothing is to be bought, sold or given any more
    (
        "Canada agreed on Monday to buy no more Libyan oil and to sell Libya no arms after the attack.",
        [("import_restriction", "imposed", "CA", "LY"), ("arms_embargo", "imposed", "CA", "LY")],
    ),
    ("After the coup Japan said that it would make no new grants to Fiji.", [("aid_suspension", "imposed", "JP", "FJ")]),
    # one's own firms are barred, or the target itself
    (
        "After the invasion Dutch banks were barred from lending to Chad.",
        [("financial_restriction", "imposed", "NL", "TD")],
    ),
    (
        "The Security Council imposed an arms embargo on Liberia. Liberia may not sell timber either.",
        [
            ("arms_embargo", "imposed", "UN Security Council", "LR"),
            ("import_restriction", "imposed", "UN Security Council", "LR"),
        ],
    ),
    # what somebody has done to what is theirs
    ("Syria had its assets frozen by Norway over the war.", [("asset_freeze", "imposed", "NO", "SY")]),
    # who was hit by the verb before
    (
        "Britain barred Juan Soto on Friday over the coup and froze any assets he has in London.",
        [("travel_ban", "imposed", "GB", "Juan Soto"), ("asset_freeze", "imposed", "GB", "Juan Soto")],
    ),
    # nominal gerunds, particles, exclusion
    (
        "The junta protested at the freezing of Burmese assets by Australia.",
        [("asset_freeze", "imposed", "AU", "MM")],
    ),
    ("Chile called off talks with Bolivia after the attack.", [("diplomatic_sanction", "imposed", "CL", "BO")]),
    # the like of it, told by "as are"; trade in some goods only
    (
        "Sales of arms to Chad are banned, as are loans to the junta there.",
        [("arms_embargo", "imposed", "", "TD"), ("financial_restriction", "imposed", "", "TD")],
    ),
    ("Norway banned trade with Libya in weapons after the attack.", [("arms_embargo", "imposed", "NO", "LY")]),
    # what is not quite done
    (
        "The EU agreed to limit arms exports to Chad but stopped short of a formal trade embargo.",
        [("arms_embargo", "imposed", "European Union", "TD")],
    ),
    # somebody is told not to
    (
        "Sweden banned arms sales to Syria and told its airlines to avoid Syrian airspace.",
        [("arms_embargo", "imposed", "SE", "SY"), ("transport_restriction", "imposed", "SE", "SY")],
    ),
    # the bloc is the body named
    (
        "The African Union met after the coup in Mali. The bloc imposed an arms embargo on Mali.",
        [("arms_embargo", "imposed", "African Union", "ML")],
    ),
    # direction
    (
        "The Security Council agreed to ban Liberian exports of timber over the war.",
        [("import_restriction", "imposed", "UN Security Council", "LR")],
    ),
    (
        "China halted purchases of Norwegian salmon over a dissident.",
        [("import_restriction", "imposed", "CN", "NO")],
    ),
    # the head that joined adjectives share; joined prepositions; another restriction in the list
    (
        "Ghana cut its diplomatic and trade ties with Togo over the coup.",
        [("diplomatic_sanction", "imposed", "GH", "TG"), ("trade_embargo", "imposed", "GH", "TG")],
    ),
    (
        "Canada lifted its ban on flights and on arms sales to Togo after the war.",
        [("transport_restriction", "lifted", "CA", "TG"), ("arms_embargo", "lifted", "CA", "TG")],
    ),
    (
        "Norway imposed a ban on Libyan oil and a freeze on Libyan assets over the war.",
        [("import_restriction", "imposed", "NO", "LY"), ("asset_freeze", "imposed", "NO", "LY")],
    ),
    ("Sweden has kept Chadian assets frozen since the coup.", [("asset_freeze", "imposed", "SE", "TD")]),
    # preferences and markets
    (
        "President Reagan of the United States ended duty-free treatment for exports from Ghana over the coup.",
        [("import_restriction", "imposed", "US", "GH")],
    ),
    ("Canada shut its market to Togolese coal over the coup.", [("import_restriction", "imposed", "CA", "TG")]),
    (
        "Togo lost its right to land at the airports after the coup.",
        [("transport_restriction", "imposed", "", "TG")],
    ),
    # whose exports, and to whom
    (
        "The council weighed curbs over the war. It wants to curb Libyan exports to Norway.",
        [("import_restriction", "proposed", "NO", "LY")],
    ),
    # licences by their holders; lists by what they do
    (
        "Britain may revoke the licences of Libyan banks over the attack.",
        [("financial_restriction", "proposed", "GB", "LY+Libyan banks")],
    ),
    # aid cut to a part
    ("The U.S. Senate voted to halve aid to Chad over the coup.", [("aid_suspension", "proposed", "US", "TD")]),
    # goods of an unknown kind; a warning, a plan denied, a question left open
    (
        "Imports of toasters from Denmark will be restricted by Canada in retaliation.",
        [("import_restriction", "imposed", "CA", "DK")],
    ),
    ("Canada has warned Denmark and Norway that it may retaliate.", [("unspecified", "threatened", "CA", "DK+NO")]),
    (
        "Canada has not yet decided whether sanctions imposed on Denmark in March should be lifted.",
        [("unspecified", "imposed", "CA", "DK")],
    ),
    ("The U.S. Congress voted to deny MFN for Togo over human rights.", [("import_restriction", "imposed", "US", "TG")]),
    # firms told to leave, banks pressed to break off
    (
        "The Norwegian government directed oil companies to end Libyan operations over the attack.",
        [("financial_restriction", "imposed", "NO", "LY")],
    ),
    (
        "Sweden ordered its firms to pull out of Chad over the coup.",
        [("financial_restriction", "imposed", "SE", "TD")],
    ),
    (
        "Norway put sanctions on Chad, including pressuring foreign banks that lend to the junta to stop doing that.",
        [("financial_restriction", "imposed", "NO", "foreign banks"), ("unspecified", "imposed", "NO", "TD")],
    ),
    # a tariff that answers a broken pact, a doubtful future, a warning to somebody
    (
        "Canada put 100 pct tariffs on Danish goods because of Denmark's failure to honor an agreement on fish.",
        [("import_restriction", "imposed", "CA", "DK")],
    ),
    ("Canada will likely impose an arms embargo on Togo.", [("arms_embargo", "proposed", "CA", "TG")]),
    ("Canada warned Denmark that it might take retaliatory measures.", [("unspecified", "threatened", "CA", "DK")]),
    ("The Senate overrode the president's veto of U.S. sanctions against Chad.", [("unspecified", "imposed", "US", "TD")]),
    # nouns that restrict only what they name; export credit guarantees are money
    ("Canada is considering a cut in military aid to Togo.", [("aid_suspension", "proposed", "CA", "TG")]),
    ("Canada suspended export credit guarantees for Togo over the coup.", [("financial_restriction", "imposed", "CA", "TG")]),
    # where moved goods go; who is aimed at; relief in part; doubt before a clause
    (
        "The White House said it would lift its embargo on sales of grain to the Soviet Union.",
        [("export_restriction", "lifted", "US", "SU")],
    ),
    ("The oil embargo, imposed by Norway after the raid, was aimed at Togo.", [("export_restriction", "imposed", "NO", "TG")]),
    ("The Canadian freeze on Togolese assets was partly lifted after the coup.", [("asset_freeze", "eased", "CA", "TG")]),
    # put under; told by; approved a law; vetoed a resolution
    (
        "Canada put two Chadian generals under an asset freeze.",
        [("asset_freeze", "imposed", "CA", "TD+two Chadian generals")],
    ),
    (
        "Acme Corp was told by the Norwegian government to stop arms deliveries to Chad.",
        [("arms_embargo", "imposed", "NO", "TD")],
    ),
    ("Norway's parliament approved a law banning trade with Chad over apartheid.", [("trade_embargo", "imposed", "NO", "TD")]),
    (
        "Norway and Chad vetoed a draft Security Council resolution to impose sanctions on Togo.",
        [("unspecified", "rejected", "UN Security Council", "TG")],
    ),
    # visits, memberships, whose act is answered
    (
        "China cancelled a visit by the Norwegian foreign minister over arms sales.",
        [("diplomatic_sanction", "imposed", "CN", "NO")],
    ),
    (
        "Togo's membership in the Commonwealth was suspended after the coup.",
        [("diplomatic_sanction", "imposed", "Commonwealth", "TG")],
    ),
    ("Canada said it would retaliate if Denmark taxed its wool.", [("unspecified", "threatened", "CA", "DK")]),
    # an umbrella in the same sentence
    ("Togolese oil exports are banned under Canadian sanctions.", [("import_restriction", "imposed", "CA", "TG")]),
    # from a day on; links broken; goods kept out; no more of something
    ("Sweden is to ban imports of Chadian fruit from October after the coup.", [("import_restriction", "imposed", "SE", "TD")]),
    ("Sweden is breaking air links with Chad over the coup.", [("transport_restriction", "imposed", "SE", "TD")]),
    ("Chadian cotton and fruit may not enter Norway under the embargo.", [("import_restriction", "imposed", "NO", "TD")]),
    ("Norway has decided to sell no more computers to Chad after the coup.", [("export_restriction", "imposed", "NO", "TD")]),
    # whose assets; a body and its member; a contract for goods; a threatened tariff; a law signed; a plan that is none
    ("Canada froze the assets of two more oligarchs over the war.", [("asset_freeze", "imposed", "CA", "two more oligarchs")]),
    ("The African Union suspended Gabon after the coup.", [("diplomatic_sanction", "imposed", "African Union", "GA")]),
    ("Spain cancelled a contract for ammunition from Chad over the war.", [("arms_embargo", "imposed", "ES", "TD")]),
    ("Canada threatened tariffs on Denmark if it arms the rebels.", [("import_restriction", "threatened", "CA", "DK")]),
    (
        "President Reagan signed an order prohibiting imports of oil from Chad, citing the attacks.",
        [("import_restriction", "imposed", "US", "TD")],
    ),
    ("There is no plan for new sanctions on Chad.", [("unspecified", "rejected", "", "TD")]),
    ("The World Bank paused disbursements to Niger after the coup.", [("aid_suspension", "imposed", "World Bank", "NE")]),
    # what becomes of something; a state told to withdraw its own; stripped of; a release; a second verb read as an adjective
    ("Norway ordered two Chadian consulates closed over the war.", [("diplomatic_sanction", "imposed", "NO", "TD")]),
    ("Kenya ordered Libya to close its embassy in Nairobi.", [("diplomatic_sanction", "imposed", "KE", "LY")]),
    (
        "Libya was ordered by Norway to reduce its mission after the attack.",
        [("diplomatic_sanction", "imposed", "NO", "LY")],
    ),
    (
        "The U.S. Senate voted to strip Romania of its trade privileges over the coup.",
        [("import_restriction", "proposed", "US", "RO")],
    ),
    (
        "The Security Council approved the release of frozen Libyan funds.",
        [("asset_freeze", "lifted", "UN Security Council", "LY")],
    ),
    (
        "Canada froze Chadian government assets and banned investment in Togo over the war.",
        [("asset_freeze", "imposed", "CA", "TD"), ("financial_restriction", "imposed", "CA", "TG")],
    ),
    # particular ships
    # what must be done to a measure is asked for; a warning beats a "might"; a call to lift that fails
    ("Sanctions must be imposed on Chad, the senator said.", [("unspecified", "proposed", "", "TD")]),
    (
        "Canada might retaliate against Denmark. Canada warned it would retaliate against Denmark if the talks failed.",
        [("unspecified", "threatened", "CA", "DK")],
    ),
    # plurals that a tagger takes for verbs; particles parted from their verb
    (
        "The EU imposed travel bans and asset freezes on 40 officials in Belarus.",
        [
            ("travel_ban", "imposed", "European Union", "40 officials"),
            ("asset_freeze", "imposed", "European Union", "40 officials"),
        ],
    ),
    (
        "Norway agreed on Saturday to shut Chadian banks out of the payments system over the war.",
        [("financial_restriction", "imposed", "NO", "TD+Chadian banks")],
    ),
    ("The resolution would ground Haitian planes over the coup.", [("transport_restriction", "proposed", "", "HT")]),
    # who is hit by it; what was only threatened and is dropped; a boycott by somebody
    ("Chad, hit by sanctions over the coup, did not yield.", [("unspecified", "imposed", "", "TD")]),
    ("Threatened sanctions against Chad were dropped.", [("unspecified", "rejected", "", "TD")]),
    ("An arms embargo by Norway on Chad began after the coup.", [("arms_embargo", "imposed", "NO", "TD")]),
    (
        "The European Union and the United States banned imports of Chadian oil over the war.",
        [("import_restriction", "imposed", "European Union", "TD"), ("import_restriction", "imposed", "US", "TD")],
    ),
    # one's own refusal to trade; a boycott that a parliament asks for
    ("Spain will not sell riot gear to Chad over the war, it said.", [("arms_embargo", "imposed", "ES", "TD")]),
    ("Italy decided not to sell oil to Chad because of the war.", [("export_restriction", "imposed", "IT", "TD")]),
    # a bare act of a state whose sentence names one other state
    ("Chad's exports kept falling even after Norway lifted its sanctions.", [("unspecified", "lifted", "NO", "TD")]),
    # what is taken against somebody
    ("After the coup tough trade action was taken against Chad by Norway.", [("unspecified", "imposed", "NO", "TD")]),
    # a plan that is worked on; a pact not upheld; a step that is possible; partners are not the state that has them
    ("Ottawa is working on sanctions against Chad.", [("unspecified", "proposed", "CA", "TD")]),
    (
        "Norway imposed tariffs on Chadian cotton because of Chad's failure to uphold a 1990 agreement.",
        [("import_restriction", "imposed", "NO", "TD")],
    ),
    ("Possible U.S. sanctions moves against Chad worried the envoys.", [("unspecified", "proposed", "US", "TD")]),
    ("Canada was poised to impose sanctions on Chad.", [("unspecified", "proposed", "CA", "TD")]),
    (
        "Canada gave the envoys a month before it decides on retaliatory measures against Chad.",
        [("unspecified", "proposed", "CA", "TD")],
    ),
    (
        "Norway imposed sanctions on Canada's trading partners after the coup.",
        [("unspecified", "imposed", "NO", "Canada's trading partners")],
    ),
    # a lack of reciprocity is a conflict
    (
        "Canada excluded Chadian banks from its bond market because of a lack of reciprocity.",
        [("financial_restriction", "imposed", "CA", "TD+Chadian banks")],
    ),
    # what hits somebody is no part of a rule that hits nobody
    (
        "A bill would require the United States to take retaliatory action against nations with surpluses with the U.S. "
        "The House rejected a plan to curb imports of cloth.",
        [("unspecified", "proposed", "US", "nations with surpluses with the U.S.")],
    ),
    # wires that take the stop of "U.S." for the end of a sentence
    ("Envoys spoke of the U.S. Sanctions imposed on Togo.", [("unspecified", "imposed", "US", "TG")]),
    ("Chad was hurt by U.S. Sanctions imposed on it after the coup.", [("unspecified", "imposed", "US", "TD")]),
    ("The U.S. Will lift its arms embargo against Chad.", [("arms_embargo", "lifted", "US", "TD")]),
]

NEGATIVES = [
    "The court imposed sanctions on the law firm for hiding documents.",
    "FIFA banned the striker for three matches.",
    "The city council banned smoking in parks.",
    "Students called a boycott of classes on Monday.",
    "The legislature sanctioned the use of the funds for schools.",
    "Consumers should boycott the chain, the union said.",
    "The report is embargoed until noon on Friday.",
    "Japan banned imports of U.S. beef after a case of mad cow disease.",
    "The Commerce Department set anti-dumping duties on Korean steel.",
    "The central bank froze interest rates.",
    "The airline suspended flights because of fog.",
    "The U.S. has no sanctions against Canada.",
    "Opposition parties boycotted the election in Zambia.",
    "Brazil suspended the payments that it owes to lenders abroad.",
    "The Olympic committee suspended Kuwait.",
    "Ministers condemned the coup in Mali and demanded elections.",
    "Canada set a duty of 20 cents on Danish corn, in a year of war.",
    "Chad warned Togo that it would retaliate for any attack on its warships.",
    "A bill to the same end is before the parliament of Togo after the coup.",
    "Denmark signed an agreement with Canada to stop dumping cheese there, in a year of war.",
    "Saudi Arabia asked Norway to limit its oil output and exports to support the price during the war.",
    "The emirates banned Danish milk powder because of radioactivity. Chad banned Danish cheese for the same reasons.",
    "The army bought fuel from Chad, which could ground its planes.",
    "Norway agreed to limit car exports to Denmark to 2,000 vehicles in a year of war.",
    "Airlines suspended flights to Beirut because of the fighting in the war.",
    "The House voted to cut aid to farmers after the war.",
    "Moslem leaders called for an end to attacks on civilians in Chad.",
    "Analysts saw pressure on banks in Togo after the coup.",
    "The company directed its units to end operations in Chad after the attack.",
    # tariffs cut to open a market, in a story that tells of retaliation elsewhere
    "After a trade war Chad joined a pact which obliges it to reduce tariffs on machines.",
    # dealings in land at home
    "The Chadians lost the right to self-rule after the war. To keep them there, the government has forbidden property sales.",
    # what rules forbid; barriers of a market that others want opened; a term of trade is no party
    "The treaty forbids states from taking retaliatory action against Norway.",
    "Canada urged Chad to remove the tariffs and taxes on imported cars, and spoke of a trade war.",
    "Canada restored Most Favoured Nation status after the war.",
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence[:40] for sentence, _ in SENTENCES])
def test_a_sentence_tells_its_measures(language: Language, sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert told(analyse(language, sentence)) == {measure(*row) for row in expected}


@pytest.mark.parametrize("sentence", NEGATIVES)
def test_a_sentence_tells_no_measure(language: Language, sentence: str) -> None:
    assert told(analyse(language, sentence)) == set()


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("The U.S. has no sanctions against Canada.", "X-negated"),
        ("Japan banned imports of U.S. beef over mad cow disease, years after the war.", "X-health"),
        ("The sanctions aim to cut off funds for the junta in Mali.", "X-purpose"),
    ],
)
def test_a_refused_candidate_keeps_its_rule(language: Language, sentence: str, rule: str) -> None:
    assert rule in {refused.rule_id for refused in analyse(language, sentence).refused}


ACT = "Canada imposed an arms embargo on Haiti."


SILENT_KINDS = sorted(set(ContentKind) - {ContentKind.STORY, ContentKind.BRIEF, ContentKind.FLASH})


@pytest.mark.parametrize("kind", SILENT_KINDS)
def test_only_stories_yield_measures(language: Language, kind: ContentKind) -> None:
    assert not analyse(language, ACT, kind=kind).measures
    assert analyse(language, ACT, kind=kind).mentions


@pytest.mark.parametrize("kind", [ContentKind.STORY, ContentKind.BRIEF, ContentKind.FLASH])
def test_briefs_and_flashes_count(language: Language, kind: ContentKind) -> None:
    assert len(analyse(language, ACT, kind=kind).measures) == 1


def test_all_caps_read_like_mixed_case(language: Language) -> None:
    body = "THE UNITED STATES TODAY IMPOSED AN ARMS EMBARGO ON HAITI. OFFICIALS SAID THE MILITARY REGIME MUST GO."
    analysis = analyse(language, body)
    assert told(analysis) == {measure("arms_embargo", "imposed", "US", "HT")}
    assert all(body[row.start_char : row.end_char] == row.text for row in analysis.evidence)


def test_the_dateline_is_no_actor(language: Language) -> None:
    analysis = analyse(language, "Sanctions were imposed on Haiti on Friday.", dateline="PARIS")
    assert all(party.country != "FR" for party in analysis.parties)


def test_retellings_are_one_measure_with_its_clauses(language: Language) -> None:
    body = "Canada imposed an arms embargo on Haiti.\n\nThe embargo begins on Monday.\n\nIt is the first arms embargo on Haiti."
    analysis = analyse(language, body)
    assert told(analysis) == {measure("arms_embargo", "imposed", "CA", "HT")}
    assert len([row for row in analysis.evidence if row.field == "clause"]) == 3


def test_an_umbrella_adds_no_measure(language: Language) -> None:
    body = "The EU imposed a travel ban and an arms embargo on Belarus.\n\nPoland welcomed the EU sanctions against Belarus."
    assert {row[0] for row in told(analyse(language, body))} == {"travel_ban", "arms_embargo"}


def test_a_countermeasure_turns_the_roles_round(language: Language) -> None:
    body = "Russia hit back at EU sanctions on Friday by banning food imports."
    assert measure("import_restriction", "imposed", "RU", "European Union") in told(analyse(language, body))


def test_unknown_senders_have_no_row(language: Language) -> None:
    analysis = analyse(language, "An arms embargo against Haiti is in force.")
    assert told(analysis) == {measure("arms_embargo", "imposed", "", "HT")}


BODIES = [
    ACT,
    "A bank in Cyprus froze Syrian accounts holding several million euros.\n\nWashington had asked for it.",
    "PRESIDENT JUAN SOTO SAID THE U.S. CUT OFF MILITARY AID TO PERU AFTER THE COUP.\n\n“WE” REJECT IT, HE SAID.",
    "",
    "\u202e Sanctions\u00a0on Iran \ud83d\ude80 were lifted — by the U.S.\r\n\r\nFrance opposed the embargo on Iran.",
]


@pytest.mark.parametrize("body", BODIES)
def test_every_offset_quotes_the_body(language: Language, body: str) -> None:
    analysis = analyse(language, body, headline="U.S. LIFTS IRAN SANCTIONS")
    spans = [(row.start_char, row.end_char, row.text) for row in (*analysis.evidence, *analysis.mentions)]
    spans += [(row.start_char, row.end_char, row.evidence_text) for row in analysis.positions]
    spans += [(row.evidence_start, row.evidence_end, row.evidence_text) for row in analysis.measures]
    spans += [(row.start_char, row.end_char, row.text) for row in analysis.refused]
    assert all(body[start:end] == text for start, end, text in spans)


def test_rows_refer_to_rows_that_exist(language: Language) -> None:
    body = "The EU imposed sanctions on Iran.\n\nRussia and China opposed the sanctions.\n\nIran condemned them."
    analysis = analyse(language, body)
    entities, measures = {row.entity_id for row in analysis.entities}, {row.measure_id for row in analysis.measures}
    assert {row.entity_id for row in analysis.parties} | {row.holder_entity_id for row in analysis.positions} <= entities
    assert {row.measure_id for row in (*analysis.parties, *analysis.evidence, *analysis.positions)} <= measures
    assert {row.entity_id for row in analysis.mentions if row.entity_id} <= entities


def test_the_same_story_gives_the_same_rows(language: Language) -> None:
    assert analyse(language, BODIES[1]) == analyse(language, BODIES[1])


def test_nobody_is_sender_and_target_at_once(language: Language) -> None:
    analysis = analyse(language, "Chile banned Chilean arms exports to Argentina, and Argentina protested.")
    for row in analysis.measures:
        sides = [(party.role, party.entity_id) for party in analysis.parties if party.measure_id == row.measure_id]
        assert not {entity for role, entity in sides if role == "sender"} & {entity for role, entity in sides if role == "target"}


def test_a_text_that_repeats_one_word_ends_soon(language: Language) -> None:
    begun = time.perf_counter()
    analyse(language, "sanctions " * 800)
    assert time.perf_counter() - begun < 30


@pytest.mark.parametrize(("code", "count"), [("en", 1), (None, 1), ("de", 0)])
def test_only_stories_in_a_language_that_the_model_reads_are_analysed(language, code, count):
    told_in = replace(story("Canada imposed an arms embargo on Syria."), language=code)
    (analysis,) = analyse_stories([told_in], language)
    assert len(analysis.measures) == count
    assert bool(analysis.mentions) is bool(count)
