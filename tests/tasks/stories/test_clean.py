import pytest

from tasks.stories.clean import UnusableStory
from tests.tasks.text.wire import FETCHED_AT, HARBOUR, LEAD, SERVICE, SYNDICATE, URGENT, cleaned, kinds, texts


def test_a_service_story_is_laid_out():
    found = cleaned(SERVICE)
    assert kinds(found) == ["header", "slugline", "dateline", "take", "tail_stamp", "end_mark"]
    assert found.story.body == "THE COUNCIL ORDERED AN EMBARGO ON FREEDONIA ON MONDAY.\n\nTHE VOTE WAS 13 TO NONE."
    assert (found.story.slugline, found.story.version_key, found.story.urgency) == ("URGENT UN-FREEDONIA", "FRP061", 2)
    assert (found.story.dateline_text, found.story.provider) == ("UNITED NATIONS, AUG 6 (FRP)", "FRP")


def test_an_american_lead_is_laid_out():
    found = cleaned(LEAD)
    expected = "slugline headline editors_note byline byline dateline trim_mark trim_mark take tail_stamp"
    assert kinds(found) == expected.split()
    assert found.story.headline == "Freedonia Freezes Sylvanian Funds"
    assert found.story.byline == "JANE ROE"
    assert texts(found, "editors_note") == ["Eds: UPDATES with vote, reaction from the duchy; PICKS UP 3rd graf\npvs, The envoy."]


def test_words_between_trim_marks_stay():
    assert cleaned(LEAD).story.body.endswith("The envoy left at noon.")


def test_a_syndicated_story_loses_its_end_matter():
    found = cleaned(SYNDICATE)
    assert found.story.body.endswith("Sylvania abstained.")
    assert texts(found, "rule") == ["———", "———"]
    assert "(c) 2011, Northgate News." in texts(found, "copyright")
    assert "Need to chart" in [piece.text for piece in found.furniture]
    assert found.story.rights == "(c) 2011, Northgate News."


def test_short_lines_below_a_closing_mark_are_residue():
    found = cleaned(f"{HARBOUR.rstrip()}\n\n(c) 1987, Harbour.\nTrims at end\n")
    assert texts(found, "residue") == ["Trims at end"]


def test_short_lines_without_a_closing_mark_are_story():
    found = cleaned("The envoy left at noon.\nThe three demands:\nOpen bridge\nFree beets\n")
    assert found.story.body.endswith("Free beets")


def test_a_desk_notebook_goes_with_all_below_it():
    found = cleaned(
        f"{HARBOUR}\n# Harbour NOTEBOOK\n\nThe following information is not for publication\n- Reporting by: Jane Roe\n"
    )
    assert "Reporting" not in found.story.body
    assert set(texts(found, "not_for_publication")) >= {"# Harbour NOTEBOOK", "- Reporting by: Jane Roe"}


def test_main_points_above_the_byline_are_no_body():
    points = "* Vote is 15-0\n* Envoy walks out"
    text = f"Duchy agrees\n\n{points}\n\nBy Jane Roe\n\nGENEVA, March 3 (Northgate) - The duchy agreed to it.\n"
    found = cleaned(text)
    assert texts(found, "subhead") == ["* Vote is 15-0", "* Envoy walks out"]
    assert found.story.body == "The duchy agreed to it."


def test_an_agency_without_a_place_is_cut():
    found = cleaned("Duchy agrees\n\n(Northgate) - The duchy agreed to it at noon on Friday.\n")
    assert (found.story.body, texts(found, "agency_mark")) == ("The duchy agreed to it at noon on Friday.", ["(Northgate) - "])


def test_an_alert_may_be_a_headline_alone():
    found = cleaned("FREEDONIA CLOSES BRIDGE\n\nBy Jane Roe\n\nNNNN\n")
    assert found.story.body == "FREEDONIA CLOSES BRIDGE"


def test_words_that_ran_over_into_the_dateline_of_metadata_come_back():
    story = cleaned("ships crossed the river.\n Reuter", dateline='    GENEVA, March 3 - The "Beet" and other').story
    assert (story.dateline_place, story.body) == ("GENEVA", 'The "Beet" and other ships crossed the river.')


def test_a_dateline_of_metadata_is_kept_as_it_is():
    story = cleaned("The duchy agreed to it.", dateline="Klopstokia City").story
    assert (story.dateline_text, story.dateline_place, story.dateline_country) == ("Klopstokia City", "Klopstokia City", None)


@pytest.mark.parametrize("text", ["", "\n\n", "NNNN", "ZCZC FRP061 2 UN\nNNNN\n", "\x03"])
def test_a_message_without_a_story_is_unusable(text):
    with pytest.raises(UnusableStory, match="no text is left") as refused:
        cleaned(text)
    assert refused.value.reason_code == "no_text"


def test_furniture_stands_in_the_order_of_the_text():
    found = cleaned(SYNDICATE)
    places = [SYNDICATE.index(piece.text.split("\n")[0]) for piece in found.furniture if piece.kind != "rule"]
    assert places == sorted(places)
    assert [piece.position for piece in found.furniture] == list(range(len(found.furniture)))


def test_what_the_warehouse_recomputes_starts_as_a_first_version():
    story = cleaned(HARBOUR).story
    assert (story.revision, story.is_current, story.cluster_id, story.first_seen_at) == (1, True, story.story_id, FETCHED_AT)


def test_the_flash_and_its_lead_are_one_story():
    flash, lead = cleaned(URGENT).story, cleaned(LEAD).story
    assert flash.story_id == lead.story_id
    assert flash.version != lead.version
    assert flash.version_order < lead.version_order


def test_embargoed_copy_carries_its_hour():
    text = "EMBARGOED until 0001 GMT Monday, March 3, 1997\n\nDuchy to agree\n\nGENEVA, March 3 (NG) - The duchy agreed to it.\n"
    assert cleaned(text).story.embargoed_until.isoformat() == "1997-03-03T00:01:00+00:00"
