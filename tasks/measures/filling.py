"""Give candidates and cases the parties that the text around them names: "the country", "them", the sentence before."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from tasks.language.gazetteer import institutions
from tasks.language.parsed import Span, Token
from tasks.language.wordlists import word_set
from tasks.measures.candidate import Candidate
from tasks.measures.clauses import children, first_of, is_verb, subject
from tasks.measures.context import sentences_before
from tasks.measures.ladder import is_answered
from tasks.measures.lexicon import Cue, Needs, cue_of, singular
from tasks.measures.merging import PARTS_OF_TRADE, Case, kindred, parties_of
from tasks.measures.modality import is_conditional
from tasks.measures.party import LINKED, PartyMention, doer_parties, is_party, mention, phrase_parties
from tasks.measures.reading import Paragraph, Reading
from tasks.measures.senses import is_generic
from warehouse.codes import EntityKind, MeasureType, Role, Status

# Definite nouns that stand for the country named last: "against the country", "the regime".
# "in retaliation for", "hit back at"; a miss: "sanctions".
ANSWER = re.compile(
    r"\b(?:retaliat\w*|reprisals?|counter-?measures?|tit-for-tat|hit(?:s|ting)? back|in (?:response|reply|answer) to|"
    r"in return)\b",
    re.IGNORECASE,
)
STATE_NOUNS = word_set("state_nouns")
POINTING = word_set("pointing")


def fill_targets(candidates: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    """Return the candidates with the targets that the words point back to, or that the same act has elsewhere."""
    pointed: list[Candidate] = []
    candidates = _with_unsure(candidates)
    for candidate in candidates:
        step = _with_state_nouns(candidate, reading)
        step = _with_pointed(step, pointed)
        pointed.append(step)
    pointed = [_without_spared(_without_institutions(candidate)) for candidate in pointed]
    answered = [_answered(candidate, pointed) for candidate in pointed]
    topical = [_with_topic(candidate, answered) for candidate in answered]
    hit = [_with_sufferer(candidate) for candidate in topical]
    return [_with_main_actor(_with_other_state(candidate, reading), reading) for candidate in hit]


def _with_sufferer(candidate: Candidate) -> Candidate:
    """Return sanctions that are somebody's trouble with that one as target: "the airline quits because of Swiss sanctions"."""
    prep = first_of(candidate.token).head
    is_cause = prep.lower_ == "because" or (prep.lower_ in ("of", "to") and prep.head.lower_ in CAUSES)
    if candidate.targets or candidate.trigger.term not in SUFFERED or not is_cause:
        return candidate
    verb = next((word for word in prep.ancestors if is_verb(word)), None)
    bearer = subject(verb) if verb is not None else None
    while bearer is None and verb is not None and verb.dep_ in ("xcomp", "advcl") and is_verb(verb.head):
        verb = verb.head
        bearer = subject(verb)
    named = phrase_parties(bearer, candidate.paragraph, "subject") if bearer is not None else []
    found = [party for party in named if party.actor.entity_id not in candidate.sender_ids]
    return replace(candidate, targets=tuple(found[:1]), target_rule="R-subject") if found else candidate


# "Because of the sanctions", "as a result of a boycott", "owing to the ban".
CAUSES = frozenset({"because", "due", "owing", "thanks", "result", "consequence"})
SUFFERED = frozenset({"sanction", "embargo", "boycott", "blockade", "restriction", "ban"})


def _with_main_actor(candidate: Candidate, reading: Reading) -> Candidate:
    """Return retaliation that no words aim with the state or body that the story is about: the one it names most."""
    is_answer = candidate.trigger.term in ANSWERS or "retaliat" in candidate.clause.text.lower()
    if candidate.targets or not is_answer or candidate.measure_type is not MeasureType.UNSPECIFIED:
        return candidate
    if not any(party.is_linked for party in candidate.senders):
        return candidate
    named = Counter(
        naming.actor.entity_id
        for paragraph in reading.paragraphs
        for naming in paragraph.namings
        if naming.actor is not None and naming.actor.kind in LINKED and naming.actor.entity_id not in candidate.sender_ids
    ).most_common(2)
    if not named or named[0][1] < OFTEN or (len(named) > 1 and named[1][1] * 2 > named[0][1]):
        return candidate
    first = next(
        (naming, paragraph)
        for paragraph in reading.paragraphs
        for naming in paragraph.namings
        if naming.actor is not None and naming.actor.entity_id == named[0][0]
    )
    return replace(candidate, targets=(mention(*first, "story"),), target_rule="R-story")


def _with_other_state(candidate: Candidate, reading: Reading) -> Candidate:
    """Return an act of a known state, without a target in the whole story, with the one other state that its words name.

    "Chad's exports fell though Oslo lifted its sanctions", "angered by the coup in Chad, Oslo cut off aid": whom an act
    hits is the other state of its sentence, or else of the sentence before.
    """
    is_of_goods = candidate.measure_type in (MeasureType.IMPORT_RESTRICTION, MeasureType.EXPORT_RESTRICTION)
    is_of_goods = is_of_goods and not any(PREFERRED.search(words.text) for words in candidate.goods)
    is_told = candidate.trigger.term in OF_STATES or candidate.measure_type in (*BETWEEN_STATES, *PARTS_OF_TRADE)
    is_known = any(party.is_linked for party in candidate.senders)
    is_open = not candidate.targets or _is_of_envoys(candidate)
    if not (is_open and is_told and is_known) or candidate.paragraph.is_headline or _is_general(candidate):
        return candidate
    if is_answered(candidate.token) or candidate.status is Status.REJECTED:
        return candidate
    is_anaphor = candidate.is_definite and not candidate.trigger.is_verb  # "the embargo" is the one told before
    is_local = is_of_goods or is_anaphor
    before = iter(()) if is_local else sentences_before(candidate.token.sent, candidate.paragraph, reading)
    for sentence, home in ((candidate.token.sent, candidate.paragraph), *islice(before, 1)):
        left = _other_states(candidate, sentence, home)
        if len(left) == 1:
            return replace(candidate, targets=(left[0], *candidate.targets), target_rule="R-sentence")
        if left:
            return candidate
    return candidate


def _is_of_envoys(candidate: Candidate) -> bool:
    """Say whether envoys are sent away without a word of whose they are: "expelled three diplomats"."""
    is_diplomatic = candidate.measure_type is MeasureType.DIPLOMATIC_SANCTION
    return is_diplomatic and all(party.actor.kind is EntityKind.GROUP for party in candidate.targets)


def _other_states(candidate: Candidate, sentence: Span, home: Paragraph) -> list[PartyMention]:
    """Return the states that a sentence names beside the senders and whoever only speaks."""
    speaking = [
        token
        for verb in sentence
        if is_verb(verb) and cue_of(verb) is Cue.REPORT
        for doer in children(verb, "nsubj")
        for token in (doer, *doer.lefts)
    ]
    voices = {naming.start for naming in home.namings_in([*speaking, *_victims(sentence)])}
    others = {
        naming.actor.entity_id: naming
        for naming in home.namings_in(list(sentence))
        if naming.actor is not None
        and naming.actor.kind is EntityKind.COUNTRY
        and naming.start not in voices
        and is_party(naming, places=True)
    }
    return [mention(naming, home, "sentence") for key, naming in others.items() if key not in candidate.sender_ids]


def _victims(sentence: Span) -> list[Token]:
    """Return the words for whom a hostile act hits, which is only the occasion: Oman of "its attack on Oman"."""
    acts = [noun for noun in sentence if singular(noun.lower_) in word_set("hostile_acts")]
    preps = [prep for act in acts for prep in children(act, "prep") if prep.lower_ in ("against", "on", "of", "to")]
    return [token for prep in preps for token in prep.subtree]


def _is_general(candidate: Candidate) -> bool:
    """Say whether the act is on everybody: "all imports", "cut its aid budget"; a miss: "cut off aid"."""
    return candidate.trigger.needs is Needs.STATE or candidate.trigger.term in ("duty", "quota", "surcharge", "limit")


# Acts that are aimed at states more than at goods: "sanctions", "restrictions"; a miss: "tariff".
OF_STATES = frozenset({"sanction", "embargo", "restriction", "restore"})
# What a state grants to one other state: "most-favored-nation status".
PREFERRED = re.compile(r"favou?red|preferen|privilege|\bgsp\b", re.IGNORECASE)
BETWEEN_STATES = frozenset(
    {
        MeasureType.AID_SUSPENSION,
        MeasureType.ARMS_EMBARGO,
        MeasureType.DIPLOMATIC_SANCTION,
        MeasureType.TRAVEL_BAN,
        MeasureType.TRANSPORT_RESTRICTION,
        MeasureType.FINANCIAL_RESTRICTION,
        MeasureType.TRADE_EMBARGO,
        MeasureType.ASSET_FREEZE,
        MeasureType.UNSPECIFIED,
    }
)


def _with_unsure(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with "Iranian sanctions" read as the story reads Iran elsewhere; a sender where it says nothing."""
    hit = Counter(party.actor.entity_id for candidate in candidates for party in candidate.targets)
    acting = Counter(party.actor.entity_id for candidate in candidates for party in candidate.senders)
    settled = []
    for candidate in candidates:
        targets = tuple(party for party in candidate.unsure if hit[party.actor.entity_id] > acting[party.actor.entity_id])
        senders = tuple(party for party in candidate.unsure if party not in targets)
        settled.append(replace(candidate, targets=candidate.targets or targets, senders=candidate.senders or senders, unsure=()))
    return settled


def _without_institutions(candidate: Candidate) -> Candidate:
    """Return the candidate without bodies of states among its targets, unless the measure is said to be on or against them."""
    text, start = candidate.paragraph.text, candidate.paragraph.start

    def is_meant(party: PartyMention) -> bool:
        before = text[max(0, party.words.start - start - 14) : max(0, party.words.start - start)].lower().split()
        is_goods = candidate.measure_type is MeasureType.IMPORT_RESTRICTION and party.how == "object"  # "bans EU fruit imports"
        return party.actor.entity_id not in institutions() or is_goods or bool({"on", "against"} & set(before[-2:]))

    return replace(candidate, targets=tuple(party for party in candidate.targets if is_meant(party)))


# Who is said not to be meant. Matches "is not aimed at farmers in "; misses "is aimed at farmers in ".
SPARED = re.compile(
    r"\b(?:not|n't|never|rather than) (?:\w+ ){0,2}?(?:directed|aimed|targeted|meant|intended) (?:at|against|for) "
    r"(?:[\w-]+ ){0,6}\Z",
    re.IGNORECASE,
)


def _without_spared(candidate: Candidate) -> Candidate:
    """Return the candidate without those whom its sentence says it does not aim at."""
    text, start = candidate.paragraph.text, candidate.paragraph.start

    def is_spared(party: PartyMention) -> bool:
        return bool(SPARED.search(text[max(0, party.words.start - start - 100) : max(0, party.words.start - start)]))

    return replace(candidate, targets=tuple(party for party in candidate.targets if not is_spared(party)))


def _with_state_nouns(candidate: Candidate, reading: Reading) -> Candidate:
    """Return the candidate with "the country" replaced by the country named last before it."""
    targets = []
    for party in candidate.targets:
        words = party.words.text.lower().split()
        is_named = any(
            other.is_linked and party.words.start <= other.words.start < party.words.end for other in candidate.targets
        )
        if party.actor.kind is EntityKind.GROUP and not is_named and (_is_state_noun(words) or _is_the_state(party, candidate)):
            found = _last_country(candidate, party.words.start, reading)
            targets.append(replace(party, actor=found.actor, how="definite noun") if found else party)
        else:
            targets.append(party)
    return replace(candidate, targets=tuple(targets))


def _is_the_state(party: PartyMention, candidate: Candidate) -> bool:
    """Say whether a phrase points to a state by "the" and what it is like: "the island state", "the East African country"."""
    words, start = party.words.text.lower().split(), party.words.start - candidate.paragraph.start
    before = candidate.paragraph.text[max(0, start - 5) : max(0, start)].lower().split()
    return words[-1] in STATE_NOUNS and before[-1:] in (["the"], ["that"], ["this"])


def _is_state_noun(words: Sequence[str]) -> bool:
    """Say whether words stand for a state named before: "country", "his country", "military government"; a miss: "countries"."""
    return words[-1] in STATE_NOUNS and (
        len(words) == 1 or (words[:-1] == words[:1] and words[0] in ("his", "her", "their", "our", "that", "this", "military"))
    )


def _last_country(candidate: Candidate, before: int, reading: Reading) -> PartyMention | None:
    """Return the last country named before an offset, in this paragraph or the two before it, that is no sender."""
    index = candidate.paragraph.index
    homes = [candidate.paragraph] if candidate.paragraph.is_headline else list(reading.paragraphs[max(0, index - 2) : index + 1])
    for home in reversed(homes):
        for naming in reversed(home.namings):
            known = naming.actor is not None and naming.actor.kind is EntityKind.COUNTRY and is_party(naming, places=True)
            if (
                known
                and home.start + naming.start < before
                and naming.actor
                and naming.actor.entity_id not in candidate.sender_ids
            ):
                return mention(naming, home, "definite noun")
    return None


def _with_pointed(candidate: Candidate, before: Sequence[Candidate]) -> Candidate:
    """Return the candidate with "them" and "these individuals" replaced by the targets of the measure told before."""
    if any(party.is_linked for party in candidate.targets) or not _points_back(candidate):
        return candidate
    earlier = [other for other in before if other.targets and not other.paragraph.is_headline]
    earlier = [other for other in earlier if not all(is_generic(party.words.text) for party in other.targets)]
    if not earlier or (candidate.position - earlier[-1].position > NEAR_CHARS and not _of_topic(candidate)):
        return candidate
    chosen = earlier[0] if _of_topic(candidate) else earlier[-1]
    found = tuple(party for party in chosen.targets if party.actor.entity_id not in candidate.sender_ids)
    return replace(candidate, targets=found or candidate.targets, target_rule="R-pointed")


def _of_topic(candidate: Candidate) -> bool:
    """Say whether the subject is the story's act as a whole: "the penalties freeze", "the designations bar"."""
    found = subject(candidate.token)
    if found is None:
        return False
    if found.lower_ in ("they", "it"):
        return True
    return singular(found.lower_) in ("penalty", "sanction", "designation", "order", "measure", "action")


NAMED_ABOVE = frozenset({"designated", "named", "listed", "sanctioned", "above", "blacklisted"})
NEAR_CHARS = 1_500


def _points_back(candidate: Candidate) -> bool:
    """Say whether the words after a trigger or its target phrase point back."""
    for party in candidate.targets:
        words = set(party.words.text.lower().split())
        if party.words.text.lower().split()[0] in POINTING or words & NAMED_ABOVE:
            return True
    if candidate.targets:
        return False
    region = [
        token for token in candidate.token.subtree if token.lower_ in ("them", "him", "her", "those", "these", "their", "his")
    ]
    return bool(region)


def _answered(candidate: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """Return a countermeasure with its target: the sender of the measure that it answers in the same sentence."""
    if not candidate.targets and candidate.senders and (warned := _conditional_actors(candidate)):
        return replace(candidate, targets=tuple(warned), target_rule="R-answer")
    if not ANSWER.search(candidate.token.sent.text):
        return candidate
    same = [
        other
        for other in candidates
        if other.paragraph is candidate.paragraph and other.token.sent == candidate.token.sent and other is not candidate
    ]
    suffered = [
        other
        for other in candidates
        if candidate.trigger.term in ANSWERS and other.target_ids & candidate.sender_ids and not other.paragraph.is_headline
    ]
    suffered.sort(key=lambda other: _distance(candidate, other))
    for other in (*same, *suffered):
        if not candidate.targets and candidate.senders and other.senders and not other.sender_ids & candidate.sender_ids:
            return replace(candidate, targets=other.senders, target_rule="R-answer")
    return candidate


# Acts that answer another: their target is whoever hit their sender.
ANSWERS = frozenset({"retaliate", "retaliation", "reprisal", "countermeasure", "counter-measure"})


def _conditional_actors(candidate: Candidate) -> list[PartyMention]:
    """Return whose act would be answered: the subject of the if-clause in "will retaliate if Chad taxes its wool"."""
    if candidate.status not in (Status.THREATENED, Status.PROPOSED):
        return []
    clauses = [verb for verb in candidate.token.sent if is_verb(verb) and verb.dep_ == "advcl" and is_conditional(verb)]
    actors = [
        party
        for verb in clauses
        for noun in children(verb, "nsubj")
        for party in doer_parties(noun, candidate.paragraph, "reason")
    ]
    return [party for party in actors if party.is_linked and party.actor.entity_id not in candidate.sender_ids]


def _with_topic(candidate: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """Return a candidate without a target with the target of the nearest telling that can be of the same sender."""
    is_open = not candidate.targets and candidate.measure_type is not None and not is_answered(candidate.token)
    if not is_open or candidate.trigger.needs is Needs.STATE:
        return candidate
    told = Counter(party.actor.entity_id for other in candidates for party in other.targets if party.is_linked)
    nearby = sorted(
        (other for other in candidates if other.targets and other is not candidate),
        # "the sanctions" without a kind takes up sanctions told before, rather than the act told last.
        key=lambda other: (
            _is_bare(candidate) and not _is_bare(other),
            _is_aside(other, candidate, told),
            _distance(candidate, other),
        ),
    )
    for other in nearby:
        is_other_act = candidate.sender_ids and other.sender_ids and not kindred(candidate.sender_ids, other.sender_ids)
        if is_other_act or (_is_bare(candidate) and other.measure_type is None):
            continue
        barred = candidate.sender_ids | institutions()
        linked = tuple(party for party in other.targets if party.actor.kind in LINKED and party.actor.entity_id not in barred)
        if linked:
            return replace(candidate, targets=linked, target_rule="R-topic")
    return candidate


def _is_aside(other: Candidate, candidate: Candidate, told: Counter[str]) -> bool:
    """Say whether a telling's targets are named once, beside a target that the story comes back to, in another sentence."""
    if not told or other.token.sent == candidate.token.sent or told.most_common(1)[0][1] < OFTEN:
        return False
    return all(told[party.actor.entity_id] <= 1 for party in other.targets)


OFTEN = 3


def _is_bare(candidate: Candidate) -> bool:
    """Say whether a telling names no kind: "the sanctions", "the penalties"."""
    return candidate.measure_type is MeasureType.UNSPECIFIED


def _distance(candidate: Candidate, other: Candidate) -> tuple[bool, int]:
    """Order tellings by nearness, those before the candidate first."""
    return (other.position > candidate.position, abs(other.position - candidate.position))


def fill_senders(cases: Sequence[Case]) -> None:
    """Give cases without a sender the sender that the story's nearest measure on the same target has."""
    for case in cases:
        if not case.sender_ids:
            found = _sender_for(case, cases)
            if found:
                first = case.tellings[0]
                case.tellings[0] = replace(first, senders=tuple(found), sender_rule="R-topic")


def _has_linked_sender(case: Case) -> bool:
    return any(party.is_linked for party in parties_of(case, "senders"))


def _sender_for(case: Case, cases: Sequence[Case]) -> list[PartyMention]:
    others = [other for other in cases if other is not case and _has_linked_sender(other) and other.target_ids & case.target_ids]
    if not others and not any(party.is_linked for party in parties_of(case, "targets")):
        others = [other for other in cases if other is not case and _has_linked_sender(other)]
    proposers = [party for party in parties_of(case, Role.PROPOSER + "s") if party.is_linked]
    if not others:
        return proposers if all(party.actor.entity_id not in case.target_ids for party in proposers) else []
    position = case.tellings[0].position
    before = [other for other in others if other.tellings[0].position <= position]
    nearest = min(before or others, key=lambda other: abs(other.tellings[0].position - position))
    return [party for party in parties_of(nearest, "senders") if party.actor.entity_id not in case.target_ids]
